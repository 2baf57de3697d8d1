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

fn act(what: &str, measure: Value, filter: Value, window: Value) -> String {
    say(json!({"type": "activity", "what": what, "measure": measure, "filter": filter, "window": window}))
}

fn count_of(op: &str, value: i64) -> Value {
    json!({"of": "count", "compare": {"op": op, "value": value}})
}

#[test]
fn every_deed_reads_alone_often_and_not_at_all() {
    let mut all = Vec::new();
    for (what, filter) in [
        ("orders", json!({})),
        ("orders", json!({"categories": ["Candles"], "discounted": true})),
        ("order_lines", json!({"categories": ["Candles"]})),
        ("order_lines", json!({"products": [7], "price": {"op": "at_least", "value": 1500}})),
        ("refunds", json!({"products": [7]})),
        ("carts", json!({"categories": ["Candles"]})),
        ("abandoned_carts", json!({"amount": {"op": "more_than", "value": 6000}})),
        ("emails", json!({"kinds": ["opened"], "campaigns": ["Spring"]})),
        ("emails", json!({"kinds": ["sent"]})),
        ("emails", json!({"kinds": ["opened", "clicked"]})),
        ("emails", json!({"kinds": ["clicked"], "links": ["/sale"]})),
        ("views", json!({"product_tags": ["vegan"]})),
        ("views", json!({})),
        ("searches", json!({"terms": ["wick", "wax"]})),
        ("reviews", json!({"rating": {"op": "at_most", "value": 2}})),
        ("events", json!({"names": ["Wishlist Added"], "properties": [{"name": "method", "is": {"op": "is", "value": "app"}}]})),
    ] {
        all.push(act(what, count_of("at_least", 1), filter.clone(), last(90)));
        all.push(act(what, count_of("at_least", 3), filter.clone(), last(90)));
        all.push(act(what, count_of("exactly", 0), filter.clone(), last(90)));
        all.push(act(what, count_of("exactly", 0), filter, ever()));
    }
    insta::assert_snapshot!(all.join("\n"), @r#"
    People who bought in the last 90 days.
    People who bought at least 3 times in the last 90 days.
    People who did not buy in the last 90 days.
    People who never bought.
    People who bought something from “Candles” at a discount in the last 90 days.
    People who bought something from “Candles” at a discount at least 3 times in the last 90 days.
    People who did not buy anything from “Candles” at a discount in the last 90 days.
    People who never bought anything from “Candles” at a discount.
    People who bought something from “Candles” in the last 90 days.
    People who bought at least 3 order lines from “Candles” in the last 90 days.
    People who did not buy anything from “Candles” in the last 90 days.
    People who never bought anything from “Candles”.
    People who bought “Beeswax candle” at a price of at least €15 in the last 90 days.
    People who bought at least 3 order lines of “Beeswax candle” at a price of at least €15 in the last 90 days.
    People who did not buy “Beeswax candle” at a price of at least €15 in the last 90 days.
    People who never bought “Beeswax candle” at a price of at least €15.
    People who got money back for “Beeswax candle” in the last 90 days.
    People who got money back for “Beeswax candle” at least 3 times in the last 90 days.
    People who got no money back for “Beeswax candle” in the last 90 days.
    People who never got money back for “Beeswax candle”.
    People who filled a cart with something from “Candles” in the last 90 days.
    People who filled at least 3 carts with something from “Candles” in the last 90 days.
    People who did not fill a cart with anything from “Candles” in the last 90 days.
    People who never filled a cart with anything from “Candles”.
    People who abandoned a cart worth more than €60 in the last 90 days.
    People who abandoned at least 3 carts worth more than €60 in the last 90 days.
    People who did not abandon a cart worth more than €60 in the last 90 days.
    People who never abandoned a cart worth more than €60.
    People who opened an email of “Spring” in the last 90 days.
    People who opened at least 3 emails of “Spring” in the last 90 days.
    People who opened no email of “Spring” in the last 90 days.
    People who never opened an email of “Spring”.
    People who were sent an email in the last 90 days.
    People who were sent at least 3 emails in the last 90 days.
    People who were sent no email in the last 90 days.
    People who were never sent an email.
    People who opened or clicked in an email in the last 90 days.
    People who opened or clicked in at least 3 emails in the last 90 days.
    People who neither opened nor clicked in an email in the last 90 days.
    People who never opened or clicked in an email.
    People who clicked in an email with “/sale” in the link in the last 90 days.
    People who clicked in at least 3 emails with “/sale” in the link in the last 90 days.
    People who clicked in no email with “/sale” in the link in the last 90 days.
    People who never clicked in an email with “/sale” in the link.
    People who looked at something tagged “vegan” in the last 90 days.
    People who looked at something tagged “vegan” at least 3 times in the last 90 days.
    People who did not look at anything tagged “vegan” in the last 90 days.
    People who never looked at anything tagged “vegan”.
    People who looked at a product in the last 90 days.
    People who looked at a product at least 3 times in the last 90 days.
    People who did not look at any product in the last 90 days.
    People who never looked at any product.
    People who searched for “wick” or “wax” in the last 90 days.
    People who searched for “wick” or “wax” at least 3 times in the last 90 days.
    People who did not search for “wick” or “wax” in the last 90 days.
    People who never searched for “wick” or “wax”.
    People who reviewed a product with at most 2 stars in the last 90 days.
    People who reviewed a product with at most 2 stars at least 3 times in the last 90 days.
    People who did not review any product with at most 2 stars in the last 90 days.
    People who never reviewed any product with at most 2 stars.
    People who did “Wishlist Added” where “method” is “app” in the last 90 days.
    People who did “Wishlist Added” where “method” is “app” at least 3 times in the last 90 days.
    People who did not do “Wishlist Added” where “method” is “app” in the last 90 days.
    People who never did “Wishlist Added” where “method” is “app”.
    "#);
}

#[test]
fn measures_ranks_sequences_and_figures_read() {
    let money = |of: &str, value: i64| json!({"of": of, "number": "amount", "compare": {"op": "at_least", "value": value}});
    let soap = || json!({"categories": ["Soap"]});
    let none = || json!({});
    let all = [
        act("orders", money("sum", 20_000), soap(), last(365)),
        act("order_lines", money("sum", 20_000), soap(), ever()),
        act("order_lines", json!({"of": "sum", "number": "quantity", "compare": {"op": "at_least", "value": 5}}), soap(), ever()),
        act("orders", money("average", 6_000), none(), ever()),
        act("orders", money("largest", 9_000), none(), ever()),
        act("refunds", money("sum", 5_000), none(), last(30)),
        act("abandoned_carts", money("sum", 5_000), none(), last(30)),
        act("reviews", json!({"of": "average", "number": "rating", "compare": {"op": "at_least", "value": 4}}), none(), ever()),
        act("orders", json!({"of": "products", "compare": {"op": "exactly", "value": 1}}), none(), ever()),
        act(
            "orders",
            json!({"of": "sum", "number": "amount", "compare": {"op": "top", "percent": 10}}),
            none(),
            json!({"kind": "last_months", "months": 12}),
        ),
        act("emails", json!({"of": "count", "compare": {"op": "bottom", "percent": 25}}), json!({"kinds": ["opened"]}), ever()),
        act("orders", json!({"of": "first", "when": last(30)}), none(), ever()),
        act("emails", json!({"of": "last", "when": {"kind": "over_days_ago", "days": 60}}), json!({"kinds": ["opened"]}), ever()),
        act("orders", json!({"of": "nth", "n": 3, "when": last(30)}), soap(), ever()),
        act("orders", json!({"of": "gap", "which": "longest", "compare": {"op": "at_least", "value": 90}}), none(), ever()),
        act("orders", json!({"of": "overdue", "percent": 200}), soap(), ever()),
        act("views", count_of("at_least", 2), none(), json!({"kind": "same_day_last_year", "around": 7})),
        say(json!({"type": "sequence", "window": last(60), "steps": [
            {"what": "views", "filter": {"products": [7]}},
            {"what": "orders", "within_days": 7, "without": {"what": "refunds"}}]})),
        say(
            json!({"type": "sequence", "steps": [{"what": "emails", "filter": {"kinds": ["clicked"]}}, {"what": "orders", "within_days": 3, "absent": true}]}),
        ),
        say(json!({"type": "versus", "compare": "more_than", "percent": 200,
            "left": {"what": "orders", "measure": {"of": "sum", "number": "amount"}, "window": last(90)},
            "right": {"what": "orders", "measure": {"of": "sum", "number": "amount"}, "window": {"kind": "days_ago", "from": 91, "to": 180}}})),
        say(json!({"type": "predicted", "of": "value", "compare": {"op": "top", "percent": 5}})),
        say(json!({"type": "predicted", "of": "churn", "compare": {"op": "at_least", "value": 60}})),
        say(json!({"type": "predicted", "of": "next_order", "compare": {"op": "between", "from": 0, "to": 14}})),
        say(json!({"type": "engagement", "levels": ["asleep", "never_mailed"]})),
        say(json!({"type": "interests", "categories": ["Soap"], "among": 3})),
        say(json!({"type": "arm", "experiment": 9, "arms": ["B"]})),
        say(json!({"type": "exported", "window": last(30)})),
        say(json!({"type": "random", "percent": 10})),
        say(json!({"type": "list", "id": 4})),
        say(json!({"type": "profile", "field": "email", "is": {"op": "not_matches", "pattern": "^info@"}})),
        say(json!({"type": "profile", "field": {"custom": "points"}, "is": {"op": "number", "compare": "at_least", "value": "12.50"}})),
        say(json!({"type": "profile", "field": {"custom": "renewal"}, "is": {"op": "coming_up", "days": 14}})),
        say(json!({"type": "profile", "field": "city", "is": {"op": "not_same_as", "field": "region"}})),
        say(json!({"type": "profile", "field": "created", "is": {"op": "coming_up", "days": 7}})),
        say(json!({"type": "consent", "channel": "email", "states": ["subscribed"], "sources": ["checkout"], "since": last(30)})),
        say(group(
            "none",
            &[
                json!({"type": "list", "id": 4}),
                json!({"type": "random", "percent": 10}),
                json!({"type": "activity", "what": "emails", "measure": {"of": "count", "compare": {"op": "at_least", "value": 1}}, "filter": {"kinds": ["opened"]}}),
            ],
        )),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    People who spent at least €200 in orders with something from “Soap” in the last 365 days.
    People who spent at least €200 on something from “Soap”.
    People who bought at least 5 pieces from “Soap”.
    People who spent at least €60 per order on average.
    People who had a largest order of at least €90.
    People who got back at least €50 in the last 30 days.
    People who abandoned carts worth at least €50 in the last 30 days.
    People who gave at least 4 stars on average.
    People who bought exactly 1 different product.
    People who are in the top 10% by spend in the last 12 months.
    People who are in the bottom 25% by number of emails opened.
    People who first bought in the last 30 days.
    People who last opened an email more than 60 days ago.
    People who bought something from “Soap” for the 3rd time in the last 30 days.
    People who have a longest gap of at least 90 days between orders.
    People who have been quiet for more than twice their usual gap between orders of something from “Soap”.
    People who looked at a product at least twice within 7 days of this day last year.
    People who looked at “Beeswax candle” in the last 60 days, then bought within 7 days and in between got no money back.
    People who clicked in an email, then did not buy within 3 days.
    People who have a spend in the last 90 days of more than twice their spend between 91 and 180 days ago.
    People who are in the top 5% by what they are expected to spend.
    People who have a chance of at least 60% of not coming back.
    People who are expected to order again in 0 to 14 days.
    People who are at the email engagement “Asleep” or “Never mailed”.
    People who have “Soap” among their 3 favourite categories.
    People who are in “B” of the test number 9.
    People who were exported in the last 30 days.
    People who are in a random 10% of everyone.
    People who are on the list number 4.
    People who do not have an email address that matches the pattern “^info@”.
    People who have a “points” of at least 12.50.
    People who have “renewal” coming up within 14 days.
    People who do not have the same city as region.
    People who have their anniversary with the shop within 7 days.
    People who are subscribed to email (said by “checkout” in the last 30 days).
    People who are not on the list number 4, are not in a random 10% of everyone and never opened an email.
    "#);
}
