//! Against the Python package `lifetimes` (`reference/make.py` made the people and the numbers), and against a made-up
//! shop whose future is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::check::{Check, Tenth, check};
use super::frequency::log_likelihood;
use super::money::likelihood_of;
use super::*;
use crate::stats::close;

fn people() -> Vec<History> {
    let number = |text: Option<&str>| text.unwrap().parse::<u32>().unwrap();
    include_str!("reference/people.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let mut c = line.split(',');
            let mut next = || number(c.next());
            History {
                person: PersonId(next()),
                repeats: next(),
                first_ago: next(),
                last_ago: next(),
                paid_days: next(),
                paid: i64::from(next()),
            }
        })
        .collect()
}

/// (person, P(alive), orders expected in 365 days), by lifetimes.
type Expected = [(u32, f64, f64); 13];

#[track_caller]
fn agrees(coin: Coin, wanted: [f64; 4], likelihood: f64, elsewhere: f64, expected: Expected) {
    let people = people();
    let got = fit_frequency(&people, coin).unwrap();
    for (got, wanted) in [got.r, got.alpha, got.a, got.b].into_iter().zip(wanted) {
        close::to(got, wanted, 1e-4);
    }
    close::to(log_likelihood(&people, &got), likelihood, 1e-10);
    let other = Frequency { r: 0.8, alpha: 70.0, a: 0.9, b: 2.0, coin };
    close::to(log_likelihood(&people, &other), elsewhere * 500.0, 1e-12);
    // At exactly their parameters, the formulas themselves.
    let [r, alpha, a, b] = wanted;
    let theirs = Frequency { r, alpha, a, b, coin };
    let (mut ahead, mut own) = (theirs.ahead(365), got.ahead(365));
    for (person, alive, orders) in expected {
        let h = people[person as usize - 1];
        close::to(theirs.alive(&h), alive, 1e-10);
        close::to(ahead.orders(&h), orders, 1e-9);
        close::to(own.orders(&h), orders, 1e-4);
    }
}

#[test]
fn the_papers_model_agrees_with_lifetimes() {
    agrees(
        Coin::EveryRepeat,
        [0.3903500533831019, 37.16394488654719, 0.7983435156765712, 3.6080113388751123],
        -6477.195318514308,
        -13.052734527736728,
        [
            (1, 0.7076033118471204, 1.1098210933703727),
            (42, 0.79574544572719, 0.44366955017458126),
            (83, 0.8455402581549546, 1.1099265061433716),
            (124, 1.0, 0.20467748271238323),
            (165, 1.0, 0.389483759587872),
            (206, 0.703288921028525, 0.44851962707024157),
            (247, 1.0, 2.1587616656606885),
            (288, 0.06883970913528746, 0.09543165652671379),
            (329, 0.03690999539773037, 0.05277540546614404),
            (370, 0.9780966519189422, 15.769442736586864),
            (411, 1.0, 0.16233315800959852),
            (452, 1.0, 0.7412447239584652),
            (493, 0.8733961304140674, 3.1683440711169673),
        ],
    );
}

#[test]
fn the_model_in_use_agrees_with_lifetimes() {
    agrees(
        Coin::EveryOrder,
        [0.6743537219077624, 52.41656583906115, 0.9659706542558363, 3.6563720970983606],
        -6477.620359782799,
        -12.975310814251287,
        [
            (1, 0.6907846491728995, 1.138288657540509),
            (42, 0.8017706560365757, 0.5255055183486692),
            (83, 0.8467899043130037, 1.2010573695385953),
            (124, 0.4047765888854128, 0.13877156542669894),
            (165, 0.5173462661933471, 0.32839630636929973),
            (206, 0.693312239280748, 0.5179808891833936),
            (247, 0.7889069175521651, 2.161805888435256),
            (288, 0.05940531041427288, 0.08880881601087799),
            (329, 0.03347498727632629, 0.0515563055326313),
            (370, 0.9742989993505994, 15.134399855335106),
            (411, 0.36651371564566987, 0.1002913925624117),
            (452, 0.6308848270394046, 0.7241320152949962),
            (493, 0.8639949566455638, 3.1329856703258643),
        ],
    );
}

#[test]
fn amounts_agree_with_lifetimes() {
    let people = people();
    let got = fit_spending(&people).unwrap();
    let theirs = Spending { p: 4.09251018495419, q: 3.364281222874879, v: 1528.0714570812086 };
    for (got, wanted) in [(got.p, theirs.p), (got.q, theirs.q), (got.v, theirs.v)] {
        close::to(got, wanted, 1e-4);
    }
    close::to(likelihood_of(&people, &Spending { p: 6.0, q: 4.0, v: 15_000.0 }), -10207.181994354465, 1e-11);
    let expected = [
        (1, 1548.1698338142505),
        (84, 2488.4631406057865),
        (167, 1996.4620907692824),
        (250, 3717.669572370373),
        (333, 3729.5029134601673),
        (416, 3503.2254880725195),
        (499, 4292.344240474819),
    ];
    for (person, amount) in expected {
        close::to(theirs.amount(&people[person - 1]), amount, 1e-12);
    }
}

/// The mean of `n` draws that wait 1 on average: Gamma(n, n).
fn gamma(rng: &mut ChaCha8Rng, n: u32) -> f64 {
    (0..n).map(|_| -(1.0 - rng.random::<f64>()).ln()).sum::<f64>() / f64::from(n)
}

const START: &str = "2023-03-01";
const END: &str = "2026-03-01";

/// A shop of `n` people who come during the first two of three years: one in about 50 days each, of whom many leave after
/// their first order and ever fewer after later ones. By person and time.
fn shop(n: u32, zone: ShopZone, seed: u64) -> Vec<Bought> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (start, end) = (zone.start_of(START.parse().unwrap()).0 as f64, zone.start_of(END.parse().unwrap()).0 as f64);
    let mut out = Vec::new();
    for person in 1..=n {
        let rate = gamma(&mut rng, 1) / (50.0 * 86_400.0);
        let leaves = 1.0 - rng.random::<f64>().powf(1.0 / 2.5);
        let level = 4_000.0 / gamma(&mut rng, 3);
        let mut at = start + rng.random::<f64>() * (end - start) * 2.0 / 3.0;
        while at < end {
            let amount = (level * gamma(&mut rng, 4)).round() as i64;
            out.push(Bought { person: PersonId(person), at: Timestamp(at as i64), amount: Some(amount) });
            if rng.random::<f64>() < leaves {
                break;
            }
            at -= (1.0 - rng.random::<f64>()).ln() / rate;
        }
    }
    out
}

/// Five shops together: one alone is off by 3 % by mere chance, because few people bring most of the money.
#[test]
fn what_was_expected_of_made_up_shops_came() {
    let zone = ShopZone::parse("Europe/Berlin").unwrap();
    let shops: Vec<_> =
        (1..=5).map(|seed| check(shop(6_000, zone, seed).iter().copied(), "2026-02-28".parse().unwrap(), zone).unwrap()).collect();
    assert_eq!((shops[0].learned_until.to_string().as_str(), shops[0].days), ("2025-02-28", 365));
    let off = |expected: i64, actual: i64| (expected - actual).abs() as f64 / actual.max(1) as f64;
    let sum = |of: fn(&Check) -> i64| shops.iter().map(of).sum::<i64>();
    let (expected, actual, before) = (sum(|c| c.expected), sum(|c| c.actual), sum(|c| c.before));
    assert!(off(expected, actual) < 0.03, "{expected} {actual}");
    assert!(off(before, actual) > 0.30, "“as much again” would have been far off: {before} {actual}");
    let tenths: Vec<Tenth> = (0..10)
        .map(|i| {
            shops.iter().map(|c| c.tenths[i]).fold(Tenth::default(), |a, t| Tenth {
                people: a.people + t.people,
                expected: a.expected + t.expected,
                actual: a.actual + t.actual,
                came: a.came + t.came,
            })
        })
        .collect();
    for (i, t) in tenths.iter().enumerate() {
        // Of the last tenths, which bring next to nothing, chance decides.
        let most = [0.05, 0.10, 0.10, 0.10, 0.10, 0.15, 0.15, 0.25, 0.35, 0.70][i];
        assert!(t.people == 3_000 && off(t.expected, t.actual) < most, "tenth {i}: {t:?}");
    }
    assert!(tenths.windows(2).all(|w| w[0].expected >= w[1].expected && w[0].came > w[1].came), "{tenths:?}");
}

#[test]
fn the_chance_of_being_gone_is_that_chance() {
    let zone = ShopZone::UTC;
    let rows = shop(6_000, zone, 7);
    let split: Day = "2024-09-01".parse().unwrap();
    let end = zone.end_of(split);
    let values = value(rows.iter().copied(), split, zone);
    // Whoever is never seen again in eighteen months counts as gone; nobody's usual gap is as long.
    let mut groups = [(0u32, 0.0, 0u32); 4];
    for p in values.people() {
        let back =
            rows.iter().skip(rows.partition_point(|b| b.person < p.person)).take_while(|b| b.person == p.person).any(|b| b.at >= end);
        let group = &mut groups[usize::from(p.gone.min(99) / 25)];
        *group = (group.0 + 1, group.1 + f64::from(p.gone) / 100.0, group.2 + u32::from(!back));
    }
    for (n, sum, gone) in groups {
        let (said, was) = (sum / f64::from(n), f64::from(gone) / f64::from(n));
        assert!(n > 100 && (said - was).abs() < 0.10, "{groups:?}");
    }
}

#[test]
fn tomorrow_changes_nothing_of_yesterday_and_twice_is_the_same() {
    let rows = shop(800, ShopZone::UTC, 7);
    let day: Day = "2025-01-15".parse().unwrap();
    let end = ShopZone::UTC.end_of(day);
    let past: Vec<Bought> = rows.iter().copied().filter(|b| b.at < end).collect();
    let got = value(rows.iter().copied(), day, ShopZone::UTC);
    assert_eq!(got, value(past.iter().copied(), day, ShopZone::UTC));
    assert!(got.model.is_ok() && !got.people().is_empty());
    assert!(past.last().is_some_and(|b| got.of(b.person).is_some()) && got.of(PersonId(5_000)).is_none());
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let rows = shop(2_000, ShopZone::UTC, 7);
    let told = |people: u32, day: &str| {
        let few = rows.iter().copied().filter(|b| b.person.0 <= people);
        value(few, day.parse().unwrap(), ShopZone::UTC).not_enough().unwrap_or_default()
    };
    insta::assert_snapshot!(told(0, "2026-03-01"), @"Not enough data yet: 100 people who bought are needed to predict, and there are 0.");
    insta::assert_snapshot!(told(99, "2026-03-01"), @"Not enough data yet: 100 people who bought are needed to predict, and there are 99.");
    insta::assert_snapshot!(told(2_000, "2023-08-20"), @"Not enough data yet: 180 days of orders are needed to predict, and there are 172.");
    assert_eq!(told(2_000, "2023-09-01"), "");
    let once = (1..=150).map(|p| Bought { person: PersonId(p), at: Timestamp(i64::from(p) * 300_000), amount: None });
    let day: Day = "1971-06-01".parse().unwrap();
    insta::assert_snapshot!(value(once.clone(), day, ShopZone::UTC).not_enough().unwrap(), @"Not enough data yet: 30 people who bought on at least two days are needed to predict, and there are 0.");
    let twice = once.flat_map(|b| [b, Bought { at: b.at.plus_secs(200_000), ..b }]);
    insta::assert_snapshot!(value(twice, day, ShopZone::UTC).not_enough().unwrap(), @"Not enough data yet: no order has an amount in the shop’s currency.");
}

/// Whatever the shop, numbers stay numbers: everybody alike, nobody leaving, everybody gone, daily buyers, huge amounts.
#[test]
fn odd_shops_give_plain_numbers_or_a_sentence() {
    let day: Day = "1973-01-01".parse().unwrap();
    let shop = |orders: fn(i64) -> Vec<i64>, amount: fn(i64) -> i64| {
        let rows = (1..=200i64).flat_map(move |p| {
            let bought = move |d: i64| Bought {
                person: PersonId(u32::try_from(p).unwrap()),
                at: Timestamp(d * 86_400),
                amount: Some(amount(p + d)),
            };
            orders(p).into_iter().map(bought).collect::<Vec<_>>()
        });
        value(rows, day, ShopZone::UTC)
    };
    type Shop = (&'static str, fn(i64) -> Vec<i64>, fn(i64) -> i64);
    let shops: [Shop; 6] = [
        ("every tenth day, all of them", |_| (0..109).map(|i| i * 10).collect(), |_| 1_000),
        ("daily", |p| (p..1_000).collect(), |x| 100 + x % 7),
        ("twice, long ago", |p| vec![p % 5, p % 5 + 1], |_| 5),
        ("one very large order among small ones", |p| vec![p, p + 30, 1_000], |x| if x == 77 { 4_000_000_000_000_000 } else { 900 }),
        ("given for nothing", |p| vec![p, p + 300], |x| i64::from(x % 50 == 0)),
        ("today only, but one", |p| if p < 40 { vec![0, 1_095] } else { vec![1_095] }, |x| x),
    ];
    for (name, orders, amount) in shops {
        let got = shop(orders, amount);
        match got.not_enough() {
            Some(sentence) => assert!(sentence.ends_with('.'), "{name}"),
            None => {
                assert_eq!(got.people().len(), 200, "{name}");
                for p in got.people() {
                    assert!(p.orders.is_finite() && (0.0..=400.0).contains(&p.orders) && p.spend >= 0, "{name}: {p:?} {:?}", got.model);
                    assert!(p.gone <= 100 && p.next_order.abs() < 100_000, "{name}: {p:?} {:?}", got.model);
                }
            }
        }
    }
}

/// Shops at the model's edge, where the likelihood has no highest point: amounts that differ by chance alone, and nobody
/// who ever leaves. What is predicted is plain all the same.
#[test]
fn a_shop_of_equals_that_nobody_leaves_is_predicted() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut rows = Vec::new();
    for p in 1..=1_500u32 {
        let mut at = rng.random::<f64>() * 300.0;
        while at < 730.0 {
            let amount = 1_000 + (rng.random::<f64>() * 2_000.0) as i64;
            rows.push(Bought { person: PersonId(p), at: Timestamp((at * 86_400.0) as i64), amount: Some(amount) });
            at -= (1.0 - rng.random::<f64>()).ln() * 50.0;
        }
    }
    let got = value(rows, "1971-12-31".parse().unwrap(), ShopZone::UTC);
    let mean = |of: fn(&PersonValue) -> f64| got.people().iter().map(of).sum::<f64>() / got.people().len() as f64;
    assert_eq!(got.not_enough(), None);
    // 365 days at one order in 50 days, a few of which fall on one day; 20.00 each.
    close::to(mean(|p| p.orders), 7.25, 0.05);
    close::to(mean(|p| p.spend as f64), 7.25 * 2_000.0, 0.05);
    assert!(mean(|p| f64::from(p.gone)) < 5.0, "{:?}", got.model);
}

#[test]
fn the_next_order_is_due_after_ones_own_gap() {
    let f = Frequency { r: 1.0, alpha: 40.0, a: 0.5, b: 5.0, coin: Coin::EveryOrder };
    let spending = Spending { p: 2.0, q: 3.0, v: 1_000.0 };
    let h = |repeats, first_ago, last_ago| History { person: PersonId(1), repeats, first_ago, last_ago, paid_days: 1, paid: 1_000 };
    let due = |x| Model { frequency: f, spending }.predict(&[x])[0].next_order;
    // Who came once: the shop's gap of 40 days. Who came nine more times in 360 days: (40 + 360) / 10, less what has passed.
    assert_eq!((due(h(0, 10, 10)), due(h(0, 100, 100))), (30, -60));
    assert_eq!((due(h(9, 360, 0)), due(h(9, 400, 40)), due(h(9, 500, 140))), (40, 0, -100));
}
