//! The statement of each kind of condition, word for word: a change here is a change of meaning or of speed.

use serde_json::json;

use super::*;
use crate::segments::Segment;

/// 18 November 2026 in Berlin: the day ends at 23:00 UTC.
fn berlin() -> AsOf {
    AsOf { day: Day::new(2026, 11, 18).unwrap(), zone: ShopZone::parse("Europe/Berlin").unwrap() }
}

fn show(condition: serde_json::Value) -> String {
    show_as_of(condition, berlin())
}

fn show_as_of(condition: serde_json::Value, as_of: AsOf) -> String {
    let segment = Segment::parse(&json!({"version": 1, "root": condition})).unwrap();
    segment.check().unwrap();
    let s = compile(&segment.root, as_of).unwrap();
    let params: Vec<String> = s
        .params
        .iter()
        .map(|p| match p {
            Value::Int(t) if *t > 1_000_000_000 => Timestamp(*t).to_rfc3339(),
            Value::Int(i) => i.to_string(),
            Value::Text(t) => format!("{t:?}"),
            other => format!("{other:?}"),
        })
        .collect();
    format!("{}{}\n{}", if s.complement { "all but " } else { "" }, s.sql, params.join(" · "))
}

#[test]
fn profile_fields() {
    let p = |field: serde_json::Value, is: serde_json::Value| show(json!({"type": "profile", "field": field, "is": is}));
    let all = [
        p(json!("country"), json!({"op": "is", "value": "DE"})),
        p(json!("country"), json!({"op": "is_not", "value": "DE"})),
        p(json!("country"), json!({"op": "is_not", "value": "DE", "unset": "exclude"})),
        p(json!("city"), json!({"op": "one_of", "values": ["Berlin", "Köln"]})),
        p(json!("email"), json!({"op": "ends_with", "value": "@Example.com"})),
        p(json!("last_name"), json!({"op": "not_contains", "value": "x"})),
        p(json!("postcode"), json!({"op": "starts_with", "value": "10"})),
        p(json!("phone"), json!({"op": "is_not_set"})),
        p(json!({"custom": "Shoe size"}), json!({"op": "is", "value": "42"})),
        p(json!("tag"), json!({"op": "is", "value": "vip"})),
        p(json!("tag"), json!({"op": "is_not", "value": "vip"})),
        p(json!("tag"), json!({"op": "is_not", "value": "vip", "unset": "exclude"})),
        p(json!("tag"), json!({"op": "is_not_set"})),
        p(json!("created"), json!({"op": "within", "window": {"kind": "last_days", "days": 30}})),
        p(json!("birthday"), json!({"op": "coming_up", "days": 2})),
        p(json!("registered"), json!({"op": "yes"})),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    SELECT p.id FROM person p WHERE lower(nullif(p.country, '')) = ?1
    "de"
    SELECT p.id FROM person p WHERE (lower(nullif(p.country, '')) = ?1) IS NOT TRUE
    "de"
    SELECT p.id FROM person p WHERE NOT (lower(nullif(p.country, '')) = ?1)
    "de"
    SELECT p.id FROM person p WHERE lower(nullif(p.city, '')) IN (SELECT value FROM json_each(?1))
    "[\"berlin\",\"köln\"]"
    SELECT p.id FROM person p WHERE length(lower(nullif(p.email, ''))) >= length(?1) AND substr(lower(nullif(p.email, '')), -length(?1)) = ?1
    "@example.com"
    SELECT p.id FROM person p WHERE (instr(lower(nullif(p.last_name, '')), ?1) > 0) IS NOT TRUE
    "x"
    SELECT p.id FROM person p WHERE substr(lower(nullif(p.postcode, '')), 1, length(?1)) = ?1
    "10"
    SELECT p.id FROM person p WHERE nullif(p.phone, '') IS NULL

    SELECT p.id FROM person p WHERE lower((SELECT nullif(f.value, '') FROM person_field f WHERE f.person_id = p.id AND f.name = ?1)) = ?2
    "Shoe size" · "42"
    SELECT t.person_id FROM person_tag t WHERE lower(t.tag) = ?1
    "vip"
    all but SELECT t.person_id FROM person_tag t WHERE lower(t.tag) = ?1
    "vip"
    SELECT t.person_id FROM person_tag t GROUP BY t.person_id HAVING NOT max(lower(t.tag) = ?1)
    "vip"
    all but SELECT t.person_id FROM person_tag t

    SELECT p.id FROM person p WHERE p.created_at >= ?1 AND p.created_at < ?2
    2026-10-19T22:00:00Z · 2026-11-18T23:00:00Z
    SELECT p.id FROM person p WHERE substr(p.birthday, 6, 5) IN (SELECT value FROM json_each(?1))
    "[\"11-18\",\"11-19\",\"11-20\"]"
    SELECT p.id FROM person p WHERE p.registered = 1
    "#);
}

#[test]
fn orders() {
    let o = |measure: serde_json::Value, filter: serde_json::Value, window: serde_json::Value| {
        show(json!({"type": "orders", "measure": measure, "filter": filter, "window": window}))
    };
    let at_least = |of: &str, n: i64| json!({"of": of, "compare": {"op": "at_least", "value": n}});
    let ever = json!({"kind": "ever"});
    let all = [
        o(at_least("count", 2), json!({}), json!({"kind": "last_days", "days": 90})),
        o(json!({"of": "count", "compare": {"op": "exactly", "value": 0}}), json!({}), ever.clone()),
        o(
            json!({"of": "count", "compare": {"op": "between", "from": 4, "to": 2}}),
            json!({"products": [7, 9], "categories": ["Candles"]}),
            json!({"kind": "days_ago", "from": 30, "to": 60}),
        ),
        o(
            at_least("spent", 20_000),
            json!({"countries": ["DE", "AT"], "channels": ["web"]}),
            json!({"kind": "between", "from": "2026-01-01", "to": "2026-12-31"}),
        ),
        o(at_least("average", 6_000), json!({"coupons": ["Spring"]}), ever.clone()),
        o(json!({"of": "largest", "compare": {"op": "less_than", "value": 500}}), json!({"statuses": ["pending", "failed"]}), ever.clone()),
        o(json!({"of": "first", "when": {"kind": "after", "day": "2026-03-28"}}), json!({}), ever.clone()),
        o(json!({"of": "last", "when": {"kind": "over_days_ago", "days": 180}}), json!({}), ever),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at >= ?1 AND o.placed_at < ?2 AND o.counts = 1 GROUP BY o.person_id HAVING count(*) >= ?3
    2026-08-20T22:00:00Z · 2026-11-18T23:00:00Z · 2
    all but SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 GROUP BY o.person_id HAVING NOT (count(*) = ?2)
    2026-11-18T23:00:00Z · 0
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at >= ?1 AND o.placed_at < ?2 AND o.counts = 1 AND o.id IN (SELECT l.order_id FROM order_line l WHERE l.product_id IN (SELECT value FROM json_each(?3))) AND o.id IN (SELECT l.order_id FROM order_line l WHERE l.product_id IN (SELECT k.product_id FROM product_category k WHERE k.category IN (SELECT value FROM json_each(?4)))) GROUP BY o.person_id HAVING count(*) BETWEEN ?5 AND ?6
    2026-09-18T22:00:00Z · 2026-10-19T22:00:00Z · "[7,9]" · "[\"Candles\"]" · 2 · 4
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at >= ?1 AND o.placed_at < ?2 AND o.counts = 1 AND lower(o.country) IN (SELECT value FROM json_each(?3)) AND lower(o.channel) IN (SELECT value FROM json_each(?4)) GROUP BY o.person_id HAVING coalesce(sum(o.total_shop), 0) >= ?5
    2025-12-31T23:00:00Z · 2026-11-18T23:00:00Z · "[\"de\",\"at\"]" · "[\"web\"]" · 20000
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 AND EXISTS (SELECT 1 FROM (SELECT value FROM json_each(?2)) k WHERE instr(',' || lower(o.coupons) || ',', ',' || k.value || ',') > 0) GROUP BY o.person_id HAVING count(o.total_shop) > 0 AND sum(o.total_shop) >= ?3 * count(o.total_shop)
    2026-11-18T23:00:00Z · "[\"spring\"]" · 6000
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.status IN (SELECT value FROM json_each(?2)) GROUP BY o.person_id HAVING max(o.total_shop) < ?3
    2026-11-18T23:00:00Z · "[\"pending\",\"failed\"]" · 500
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 GROUP BY o.person_id HAVING min(o.placed_at) >= ?2 AND min(o.placed_at) < ?3
    2026-11-18T23:00:00Z · 2026-03-28T23:00:00Z · 2026-11-18T23:00:00Z
    SELECT o.person_id FROM orders o WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 GROUP BY o.person_id HAVING max(o.placed_at) < ?2
    2026-11-18T23:00:00Z · 2026-05-21T22:00:00Z
    "#);
}

#[test]
fn what_else_people_did() {
    let two = json!({"op": "at_least", "value": 2});
    let none = json!({"op": "exactly", "value": 0});
    let all = [
        show(json!({"type": "order_lines", "measure": {"of": "quantity", "compare": two}, "filter": {"products": [7]}})),
        show(json!({"type": "order_lines", "measure": {"of": "products", "compare": none}, "filter": {"categories": ["Candles"]}})),
        show(json!({"type": "order_lines", "measure": {"of": "lines", "compare": two}})),
        show(json!({"type": "refunds", "measure": {"of": "count", "compare": two}})),
        show(
            json!({"type": "refunds", "measure": {"of": "amount", "compare": {"op": "more_than", "value": 1_000}}, "window": {"kind": "before", "day": "2026-10-25"}}),
        ),
        show(json!({"type": "email_events", "event": "opened", "count": none, "window": {"kind": "last_days", "days": 30}})),
        show(json!({"type": "email_events", "event": "clicked", "count": two, "campaigns": ["Spring"]})),
        show(json!({"type": "abandoned_carts", "measure": {"of": "count", "compare": two}, "window": {"kind": "last_days", "days": 14}})),
        show(json!({"type": "abandoned_carts", "measure": {"of": "amount", "compare": two}, "products": [7], "categories": ["Candles"]})),
        show(json!({"type": "consent", "channel": "email", "states": ["subscribed"], "since": {"kind": "last_days", "days": 7}})),
        show(json!({"type": "consent", "channel": "sms", "states": ["unknown", "pending"]})),
    ];
    insta::assert_snapshot!(all.join("\n"), @r#"
    SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 AND l.product_id IN (SELECT value FROM json_each(?2)) GROUP BY o.person_id HAVING sum(l.quantity) >= ?3
    2026-11-18T23:00:00Z · "[7]" · 2
    all but SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 AND l.product_id IN (SELECT k.product_id FROM product_category k WHERE k.category IN (SELECT value FROM json_each(?2))) GROUP BY o.person_id HAVING NOT (count(DISTINCT l.product_id) = ?3)
    2026-11-18T23:00:00Z · "[\"Candles\"]" · 0
    SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.person_id IS NOT NULL AND o.placed_at < ?1 AND o.counts = 1 GROUP BY o.person_id HAVING count(*) >= ?2
    2026-11-18T23:00:00Z · 2
    SELECT r.person_id FROM refund r WHERE r.person_id IS NOT NULL AND r.at < ?1 GROUP BY r.person_id HAVING count(*) >= ?2
    2026-11-18T23:00:00Z · 2
    SELECT r.person_id FROM refund r WHERE r.person_id IS NOT NULL AND r.at < ?1 GROUP BY r.person_id HAVING coalesce(sum(r.amount_shop), 0) > ?2
    2026-10-24T22:00:00Z · 1000
    all but SELECT e.person_id FROM email_event e WHERE e.kind = ?1 AND e.at >= ?2 AND e.at < ?3 GROUP BY e.person_id HAVING NOT (count(*) = ?4)
    2 · 2026-10-19T22:00:00Z · 2026-11-18T23:00:00Z · 0
    SELECT e.person_id FROM email_event e WHERE e.kind = ?1 AND e.at < ?2 AND lower(e.campaign) IN (SELECT value FROM json_each(?3)) GROUP BY e.person_id HAVING count(*) >= ?4
    3 · 2026-11-18T23:00:00Z · "[\"spring\"]" · 2
    SELECT c.person_id FROM cart c WHERE (c.order_id IS NULL OR (SELECT x.placed_at FROM orders x WHERE x.id = c.order_id) >= ?1) AND c.at >= ?2 AND c.at < ?3 GROUP BY c.person_id HAVING count(*) >= ?4
    2026-11-18T23:00:00Z · 2026-11-04T23:00:00Z · 2026-11-18T23:00:00Z · 2
    SELECT c.person_id FROM cart c WHERE (c.order_id IS NULL OR (SELECT x.placed_at FROM orders x WHERE x.id = c.order_id) >= ?1) AND c.at < ?2 AND c.id IN (SELECT l.cart_id FROM cart_line l WHERE l.product_id IN (SELECT value FROM json_each(?3))) AND c.id IN (SELECT l.cart_id FROM cart_line l WHERE l.product_id IN (SELECT k.product_id FROM product_category k WHERE k.category IN (SELECT value FROM json_each(?4)))) GROUP BY c.person_id HAVING coalesce(sum(c.total_shop), 0) >= ?5
    2026-11-18T23:00:00Z · 2026-11-18T23:00:00Z · "[7]" · "[\"Candles\"]" · 2
    SELECT n.person_id FROM (SELECT c.person_id, c.state, c.at, row_number() OVER (PARTITION BY c.person_id ORDER BY c.at DESC, CASE c.state WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END) AS place FROM consent c WHERE c.channel = ?1 AND c.at < ?2) n WHERE n.place = 1 AND n.state IN (SELECT value FROM json_each(?3)) AND n.at >= ?4 AND n.at < ?5
    "email" · 2026-11-18T23:00:00Z · "[\"subscribed\"]" · 2026-11-11T23:00:00Z · 2026-11-18T23:00:00Z
    all but SELECT n.person_id FROM (SELECT c.person_id, c.state, c.at, row_number() OVER (PARTITION BY c.person_id ORDER BY c.at DESC, CASE c.state WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END) AS place FROM consent c WHERE c.channel = ?1 AND c.at < ?2) n WHERE n.place = 1 AND n.state NOT IN (SELECT value FROM json_each(?3))
    "sms" · 2026-11-18T23:00:00Z · "[\"pending\"]"
    "#);
}

/// The last 2 days on the day after clocks went forward begin 23 + 24 hours before its end.
#[test]
fn windows_walk_across_a_change_of_clocks() {
    let monday = AsOf { day: Day::new(2026, 3, 30).unwrap(), ..berlin() };
    let hours = |w| {
        let span = Span::of(w, monday);
        (span.end.0 - span.from.unwrap().0) / 3600
    };
    use crate::segments::values::Window;
    assert_eq!(hours(Window::LastDays { days: 1 }), 24);
    assert_eq!(hours(Window::LastDays { days: 2 }), 47);
    assert_eq!(hours(Window::DaysAgo { from: 1, to: 1 }), 23);
    let sunday = Day::new(2026, 3, 29).unwrap();
    assert_eq!(hours(Window::Between { from: sunday, to: sunday }), 23);
    assert_eq!(Span::of(Window::Before { day: sunday }, monday).end, Timestamp(monday.zone.start_of(sunday).0));
}

#[test]
fn no_window_reaches_past_the_day_asked_about() {
    use crate::segments::values::Window;
    let d = |y, m, d| Day::new(y, m, d).unwrap();
    for w in [
        Window::Ever,
        Window::After { day: d(2026, 1, 1) },
        Window::Before { day: d(2030, 1, 1) },
        Window::Between { from: d(2027, 1, 1), to: d(2028, 1, 1) },
    ] {
        assert!(Span::of(w, berlin()).end <= berlin().end());
    }
}

#[test]
fn birthdays_on_29_february_are_kept_on_the_28th_in_short_years() {
    use super::profile::anniversaries;
    let d = |y, m, d| Day::new(y, m, d).unwrap();
    assert_eq!(anniversaries(d(2026, 2, 27), 2), ["02-27", "02-29", "02-28", "03-01"]);
    assert_eq!(anniversaries(d(2028, 2, 28), 1), ["02-28", "02-29"]);
    assert_eq!(anniversaries(d(2026, 12, 31), 1), ["12-31", "01-01"]);
}
