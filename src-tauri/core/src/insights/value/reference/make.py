"""Makes people.csv and fits it with the Python package `lifetimes` (0.11.3; with numpy 2.4, scipy 1.17):

    python3 -m venv v && v/bin/pip install lifetimes==0.11.3 && v/bin/python make.py

What it prints stands in ../tests.rs. The people are made up: a seeded draw from the very process the model describes,
in whole days and cents. Nothing here runs in the product or its tests.
"""
import numpy as np
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter
from scipy.optimize import minimize

rng = np.random.default_rng(20261120)
rows = []
for person in range(1, 501):
    age = int(rng.integers(1, 900))
    rate, leaves = rng.gamma(0.9, 1 / 60), rng.beta(0.8, 2.4)
    days, at, alive = {0}, 0.0, rng.random() >= leaves
    while alive:
        at += rng.exponential(1 / rate)
        if at > age:
            break
        days.add(int(at))
        alive = rng.random() >= leaves
    scale = rng.gamma(3.5, 1 / 16_000)
    paid = sum(max(1, round(rng.gamma(4.0, 1 / scale))) for _ in days) // 10
    rows.append((person, len(days) - 1, age, age - max(days), len(days), paid))

with open("people.csv", "w") as f:
    f.write("person,repeats,first_ago,last_ago,paid_days,paid\n")
    f.writelines(",".join(map(str, r)) + "\n" for r in rows)

d = np.array(rows, dtype=float)
x, T, tx, n, m = d[:, 1], d[:, 2], d[:, 2] - d[:, 3], d[:, 4], d[:, 5] / d[:, 4]
one = np.ones_like(x)


def polished(nll, params):
    """lifetimes stops early; the same likelihood to the last digit."""
    best = np.log(params)
    for _ in range(5):
        best = minimize(nll, best, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-14, "maxiter": 20_000}).x
    return best


for fitter in (BetaGeoFitter, ModifiedBetaGeoFitter):
    f = fitter()
    f.fit(x, tx, T)
    nll = lambda p: f._negative_log_likelihood(p, x, tx, T, one, 0.0)
    own = list(f.params_.values)
    p = np.exp(polished(nll, own))
    print(fitter.__name__, "by lifetimes", [float(v) for v in own], "polished", [float(v) for v in p])
    print("  log likelihood", -nll(np.log(p)) * len(x), "per person at (0.8, 70, 0.9, 2)", -nll(np.log([0.8, 70.0, 0.9, 2.0])))
    f.params_[:] = p
    for k in range(0, 500, 41):
        alive = f.conditional_probability_alive(x[k], tx[k], T[k])
        ahead = f.conditional_expected_number_of_purchases_up_to_time(365, x[k], tx[k], T[k])
        print(f"  ({k + 1}, {float(np.squeeze(alive))!r}, {float(np.squeeze(ahead))!r}),")

g = GammaGammaFitter()
g.fit(n, m)
nll = lambda p: GammaGammaFitter._negative_log_likelihood(p, n, m / m.mean(), one, 0.0)
own = list(g.params_.values)
p = np.exp(polished(nll, [own[0], own[1], own[2] / m.mean()]))
p[2] *= m.mean()
print("GammaGamma by lifetimes", [float(v) for v in own], "polished", [float(v) for v in p])
g.params_[:] = p
print("  log likelihood of m in cents at (6, 4, 15000)", -GammaGammaFitter._negative_log_likelihood(np.log([6.0, 4.0, 15000.0]), n, m, one, 0.0) * len(n))
for k in range(0, 500, 83):
    print(f"  ({k + 1}, {float(np.squeeze(g.conditional_expected_average_profit(n[k:k+1], m[k:k+1])))!r}),")
print("buyers", len(x), "repeat", int((x > 0).sum()), "most", int(x.max()))
