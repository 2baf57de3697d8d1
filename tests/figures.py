"""Recomputes an import's figures by other means: python's csv module and exact decimals.

usage: figures.py FILE [CREDIT_PREFIX]. Prints JSON with the figures of `regulars-cli import --json`. The columns are those
of the UCI Online Retail files. The rules are written down in docs, not taken from the Rust code.
"""

import collections
import csv
import datetime
import decimal
import gzip
import json
import sys

D = decimal.Decimal


def minor(amount):
    return int((amount * 100).quantize(D(1), rounding=decimal.ROUND_HALF_UP))


def number(text):
    try:
        return D(text.strip())
    except decimal.InvalidOperation:
        return None


def main(path, credit="C"):
    opener = gzip.open if path.endswith(".gz") else open
    orders = collections.OrderedDict()
    read = refused = 0
    customers = set()
    with opener(path, "rt", encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        header = next(rows)
        for row in rows:
            if not row:
                continue
            read += 1
            if len(row) > len(header) and any(c.strip() for c in row[len(header):]):
                refused += 1
                continue
            row += [""] * (len(header) - len(row))
            invoice, _, _, quantity, date, price, customer, _ = (c.strip() for c in row[:8])
            try:
                datetime.datetime.strptime(date, "%Y-%m-%d %H:%M:%S")
            except ValueError:
                refused += 1
                continue
            q, p = number(quantity), number(price)
            if not invoice or q is None or q == 0 or p is None:
                refused += 1
                continue
            is_credit = invoice.startswith(credit) and invoice[len(credit):][:1].isdigit()
            if is_credit and q > 0 and p > 0:
                refused += 1
                continue
            if not is_credit and q < 0 and p == 0:
                refused += 1
                continue
            order = orders.setdefault(invoice, {"credit": is_credit, "customer": "", "lines": []})
            order["customer"] = order["customer"] or customer
            order["lines"].append((q, p, minor(q * p)))
    out = collections.Counter()
    revenue = refunded = 0
    for order in orders.values():
        lines = order["lines"]
        below = [l for l in lines if l[0] < 0 or l[2] < 0]
        credit_note = order["credit"]
        if not credit_note and len(below) == len(lines):
            # Nothing is sold: negative prices are entries in the books, the rest came back.
            refused += sum(1 for l in lines if l[0] > 0)
            lines = [l for l in lines if l[0] < 0]
            credit_note = True
        elif not credit_note and sum(l[2] for l in lines) < 0:
            refused += len(below)
            lines = [l for l in lines if l not in below]
        if not lines:
            continue
        if order["customer"]:
            customers.add(order["customer"])
        if credit_note:
            out["refunds"] += 1
            refunded += sum(abs(l[2]) for l in lines)
        else:
            out["orders"] += 1
            out["anonymous_orders"] += not order["customer"]
            revenue += sum(l[2] for l in lines)
    print(json.dumps({
        "read": read, "stored": read - refused, "refused": refused, "orders": out["orders"], "refunds": out["refunds"],
        "anonymous_orders": out["anonymous_orders"], "people": len(customers), "revenue": revenue, "refunded": refunded,
    }))


main(*sys.argv[1:])
