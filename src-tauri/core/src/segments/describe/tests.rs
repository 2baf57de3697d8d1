//! How trees read. A change here is a change of what people see in the window.

use serde_json::{Value, json};

use super::*;
use crate::types::{Currency, DocumentId, ProductId};

fn say(root: Value) -> String {
    let names = Names::new(Currency::EUR).with_product(ProductId(7), "Beeswax candle").with_segment(DocumentId(3), "Regulars");
    describe(&Segment::parse(&json!({"version": 1, "root": root})).unwrap(), &names)
}

fn group(m: &str, children: &[Value]) -> Value {
    json!({"type": "group", "match": m, "children": children})
}

fn bought(op: &str, n: i64, window: Value) -> Value {
    json!({"type": "orders", "measure": {"of": "count", "compare": {"op": op, "value": n}}, "window": window})
}

fn last(days: u32) -> Value {
    json!({"kind": "last_days", "days": days})
}

fn ever() -> Value {
    json!({"kind": "ever"})
}

fn country(is: Value) -> Value {
    json!({"type": "profile", "field": "country", "is": is})
}

fn subscribed() -> Value {
    json!({"type": "consent", "channel": "email", "states": ["subscribed"]})
}

#[test]
fn groups_read_without_doubt() {
    let de = || country(json!({"op": "is", "value": "DE"}));
    let at = || country(json!({"op": "is", "value": "AT"}));
    let twice = || bought("at_least", 2, last(90));
    let all = [
        say(group("all", &[])),
        say(group("all", &[twice(), de(), group("none", &[subscribed()])])),
        say(group("any", &[twice(), group("all", &[de(), subscribed()])])),
        say(group("all", &[twice(), group("any", &[de(), at()]), group("none", &[subscribed(), bought("at_least", 1, last(30))])])),
        say(group("none", &[twice(), de()])),
        say(group("none", &[group("any", &[de(), at()]), group("none", &[twice()])])),
        say(group("none", &[group("all", &[de(), twice()])])),
        say(group("any", &[de(), group("any", &[]), json!({"type": "lifecycle", "stages": []})])),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    Everyone.
    People who bought at least twice in the last 90 days and live in Germany, but are not subscribed to email.
    People who bought at least twice in the last 90 days or (live in Germany and are subscribed to email).
    People who bought at least twice in the last 90 days and (live in Germany or live in Austria), but are not subscribed to email and did not buy in the last 30 days.
    People who bought at most once in the last 90 days and do not live in Germany.
    People who (do not live in Germany and do not live in Austria) and bought at least twice in the last 90 days.
    People who do not live in Germany or bought at most once in the last 90 days.
    People who live in Germany.
    "#);
}

#[test]
fn orders_read_as_people_speak() {
    let o = |measure: Value, filter: Value, window: Value| {
        say(json!({"type": "orders", "measure": measure, "filter": filter, "window": window}))
    };
    let n = |of: &str, op: &str, value: i64| json!({"of": of, "compare": {"op": op, "value": value}});
    let all = [
        say(bought("at_least", 1, ever())),
        say(bought("at_least", 1, last(1))),
        say(bought("exactly", 0, ever())),
        say(bought("less_than", 1, last(30))),
        say(bought("less_than", 3, json!({"kind": "before", "day": "2026-03-29"}))),
        say(bought("more_than", 5, json!({"kind": "between", "from": "2026-01-01", "to": "2026-03-31"}))),
        say(bought("not", 4, ever())),
        o(
            json!({"of": "count", "compare": {"op": "between", "from": 2, "to": 4}}),
            json!({"products": [7]}),
            json!({"kind": "days_ago", "from": 60, "to": 30}),
        ),
        o(n("count", "exactly", 0), json!({"categories": ["Candles", "Soap"]}), last(365)),
        o(n("spent", "at_least", 20_000), json!({"categories": ["Candles"]}), ever()),
        o(n("spent", "less_than", 1_050), json!({}), last(7)),
        o(n("average", "more_than", 6_000), json!({"countries": ["DE"]}), ever()),
        o(n("largest", "at_least", 10_000), json!({"coupons": ["SPRING"], "statuses": ["cancelled"]}), ever()),
        o(json!({"of": "first", "when": last(30)}), json!({}), ever()),
        o(json!({"of": "last", "when": {"kind": "over_days_ago", "days": 180}}), json!({"products": [7]}), ever()),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    People who bought at least once.
    People who bought today.
    People who never bought.
    People who did not buy in the last 30 days.
    People who bought at most twice before 29 March 2026.
    People who bought more than 5 times between 1 January 2026 and 31 March 2026.
    People who bought any number of times but 4.
    People who bought “Beeswax candle” 2 to 4 times between 30 and 60 days ago.
    People who did not buy anything from “Candles” or “Soap” in the last 365 days.
    People who spent at least €200 in orders with something from “Candles”.
    People who spent less than €10.50 in the last 7 days.
    People who spent more than €60 per order on average with delivery to Germany.
    People who had a largest order of at least €100 in cancelled orders with the coupon “SPRING”.
    People who first bought in the last 30 days.
    People who last bought “Beeswax candle” more than 180 days ago.
    "#);
}

#[test]
fn everything_else_reads_too() {
    let p = |field: Value, is: Value| say(json!({"type": "profile", "field": field, "is": is}));
    let one = json!({"op": "at_least", "value": 1});
    let none = json!({"op": "exactly", "value": 0});
    let all = [
        say(country(json!({"op": "one_of", "values": ["DE", "AT", "CH"]}))),
        say(country(json!({"op": "is_not", "value": "DE"}))),
        say(country(json!({"op": "not_one_of", "values": ["DE", "AT"], "unset": "exclude"}))),
        p(json!("city"), json!({"op": "is", "value": "Köln"})),
        p(json!("email"), json!({"op": "ends_with", "value": "@example.com"})),
        p(json!("phone"), json!({"op": "is_not_set"})),
        p(json!("tag"), json!({"op": "one_of", "values": ["vip", "wholesale"]})),
        p(json!("tag"), json!({"op": "is_not", "value": "vip"})),
        p(json!({"custom": "Shoe size"}), json!({"op": "is", "value": "42"})),
        p(json!("created"), json!({"op": "within", "window": last(30)})),
        p(json!("birthday"), json!({"op": "coming_up", "days": 7})),
        p(json!("registered"), json!({"op": "no"})),
        say(
            json!({"type": "order_lines", "measure": {"of": "quantity", "compare": {"op": "at_least", "value": 5}}, "filter": {"products": [7]}}),
        ),
        say(
            json!({"type": "order_lines", "measure": {"of": "products", "compare": {"op": "at_least", "value": 3}}, "filter": {"categories": ["Candles"]}, "window": last(90)}),
        ),
        say(json!({"type": "refunds", "measure": {"of": "count", "compare": one}})),
        say(json!({"type": "refunds", "measure": {"of": "amount", "compare": {"op": "more_than", "value": 2_500}}, "window": last(90)})),
        say(json!({"type": "email_events", "event": "opened", "count": none, "window": last(30)})),
        say(json!({"type": "email_events", "event": "clicked", "count": {"op": "at_least", "value": 2}, "campaigns": ["Spring"]})),
        say(json!({"type": "abandoned_carts", "measure": {"of": "count", "compare": one}, "products": [7], "window": last(14)})),
        say(json!({"type": "consent", "channel": "sms", "states": ["unknown", "pending"]})),
        say(json!({"type": "consent", "channel": "email", "states": ["unsubscribed"], "since": last(30)})),
        say(json!({"type": "rfm", "names": ["champions", "loyal"]})),
        say(json!({"type": "rfm", "r": {"from": 4, "to": 5}, "m": {"from": 5, "to": 5}})),
        say(json!({"type": "lifecycle", "stages": ["new", "returning"]})),
        say(json!({"type": "segment", "id": 3})),
        say(json!({"type": "people", "ids": [1, 2, 3]})),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    People who live in Germany, Austria or Switzerland.
    People who do not live in Germany.
    People who have a country but do not live in Germany or Austria.
    People who live in Köln.
    People who have an email address that ends with “@example.com”.
    People who have no phone number.
    People who are tagged “vip” or “wholesale”.
    People who are not tagged “vip”.
    People who have “42” as “Shoe size”.
    People who first became known in the last 30 days.
    People who have their birthday within 7 days.
    People who have no account.
    People who bought at least 5 pieces of “Beeswax candle”.
    People who bought at least 3 different products from “Candles” in the last 90 days.
    People who got money back.
    People who got back more than €25 in the last 90 days.
    People who opened no email in the last 30 days.
    People who clicked in at least 2 emails of “Spring”.
    People who abandoned a cart with “Beeswax candle” in the last 14 days.
    People who never said anything about text messages or have yet to confirm text messages.
    People who are unsubscribed from email (said in the last 30 days).
    People who belong to the RFM groups “Champions” or “Loyal”.
    People who score recency 4 to 5 and money 5.
    People who are at the stage “New” or “Returning”.
    People who are in the segment “Regulars”.
    People who are among 3 hand-picked people.
    "#);
}
