"""The other side of `regulars-cli bench segments`: the same twelve questions as SQL, asked of DuckDB.

Called with one JSON file that says what to do: "load" makes a native DuckDB file from CSV files of the same rows, with proper
types and without any index of its own; "ask" runs each statement and prints one JSON object. Edges of days are worked out
here, not taken from the program that is measured.
"""

import hashlib
import json
import os
import re
import struct
import sys
import time
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import duckdb

TABLES = {
    "person": "id INTEGER, email VARCHAR, first_name VARCHAR, last_name VARCHAR, phone VARCHAR, country VARCHAR, city VARCHAR, "
    "postcode VARCHAR, language VARCHAR, birthday VARCHAR, created_at TIMESTAMP, registered BOOLEAN",
    "person_tag": "person_id INTEGER, tag VARCHAR",
    "person_field": "person_id INTEGER, name VARCHAR, value VARCHAR",
    "consent": "id INTEGER, person_id INTEGER, channel VARCHAR, state VARCHAR, at TIMESTAMP, source VARCHAR",
    "product_category": "product_id INTEGER, category VARCHAR",
    "orders": "id INTEGER, person_id INTEGER, placed_at TIMESTAMP, status VARCHAR, counts BOOLEAN, currency VARCHAR, total BIGINT, "
    "total_shop BIGINT, discount BIGINT, country VARCHAR, channel VARCHAR, coupons VARCHAR, placed_day DATE",
    "order_line": "order_id INTEGER, line_no SMALLINT, product_id INTEGER, quantity INTEGER, total BIGINT, total_shop BIGINT",
    "refund": "id INTEGER, order_id INTEGER, person_id INTEGER, at TIMESTAMP, amount BIGINT, amount_shop BIGINT",
    "cart": "id INTEGER, person_id INTEGER, at TIMESTAMP, total_shop BIGINT, order_id INTEGER",
    "email_event": "id INTEGER, person_id INTEGER, kind TINYINT, at TIMESTAMP, campaign VARCHAR, link VARCHAR",
    "product_view": "id INTEGER, person_id INTEGER, product_id INTEGER, at TIMESTAMP, at_day DATE",
}

DAY_OF = {"placed_day": "placed_at", "at_day": "at"}


def load(job):
    part = job["database"] + ".part"
    if os.path.exists(part):
        os.remove(part)
    con = duckdb.connect(part, config={"threads": job["threads"]})
    for table, columns in TABLES.items():
        pairs = [column.split(" ") for column in columns.split(", ")]
        con.execute("CREATE TABLE {} ({})".format(table, ", ".join(f'"{name}" {kind}' for name, kind in pairs)))
        raw, values = [], []
        for name, kind in pairs:
            if kind == "DATE":
                # The day in the shop's zone is a gift: a shopkeeper's database would have to work it out each time.
                values.append("CAST(timezone('{}', to_timestamp(\"{}\")) AS DATE)".format(job["zone"], DAY_OF[name]))
                continue
            raw.append(f"'{name}': '{'BIGINT' if kind == 'TIMESTAMP' else kind}'")
            values.append(f'make_timestamp("{name}" * 1000000)' if kind == "TIMESTAMP" else f'"{name}"')
        file = os.path.join(job["csv"], table + ".csv")
        con.execute(
            f"INSERT INTO {table} SELECT {', '.join(values)} FROM read_csv('{file}', header = false, auto_detect = false, "
            f"delim = ',', quote = '\"', columns = {{{', '.join(raw)}}})"
        )
        os.remove(file)
    con.execute("CHECKPOINT")
    con.close()
    os.rename(part, job["database"])


def filled(sql, job):
    """{day:-89}: the first moment of the day 89 days before the day asked about; {date:…} that day, {md:…} its month and day."""
    zone, today = ZoneInfo(job["zone"]), date.fromisoformat(job["as_of"])

    def put(match):
        day = today + timedelta(days=int(match[2]))
        if match[1] == "day":
            start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(timezone.utc)
            return f"TIMESTAMP '{start:%Y-%m-%d %H:%M:%S}'"
        return f"DATE '{day}'" if match[1] == "date" else f"{day:%m-%d}"

    return re.sub(r"\{(day|date|md):(-?\d+)\}", put, sql)


def ask(job):
    con = duckdb.connect(job["database"], read_only=True, config={"threads": job["threads"]})
    answers = []
    for query in job["queries"]:
        sql = filled(query["sql"], job)
        ids = sorted(row[0] for row in con.execute(sql).fetchall())
        seconds = []
        for _ in range(job["times"]):
            began = time.perf_counter()
            # Added up over there, so that no time goes into handing over ids.
            con.execute(f"SELECT count(*), sum(columns(*)) FROM ({sql})").fetchall()
            seconds.append(time.perf_counter() - began)
        digest = hashlib.sha256(b"".join(struct.pack("<I", i) for i in ids)).hexdigest()
        answers.append({"name": query["name"], "people": len(ids), "digest": digest, "seconds": seconds})
    memory = con.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()[0]
    print(json.dumps({"version": duckdb.__version__, "memory": int(memory or 0), "answers": answers}))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as f:
        the_job = json.load(f)
    {"load": load, "ask": ask}[the_job["do"]](the_job)
