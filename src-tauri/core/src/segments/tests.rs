//! The engine over a small shop that goes through the same door as a real import.

use serde_json::json;

use super::definition::Segment;
use super::engine::Engine;
use super::names::Names;
use super::{describe, saved};
use crate::store::{Area, Store, ingest::Ingest};
use crate::types::records::{ConsentRecord, ConsentState, CustomerRecord, LineRecord, OrderRecord, OrderStatus, Record};
use crate::types::{Currency, Day, DocumentId, ShopZone, Timestamp};

const ZONE: &str = "Europe/Berlin";

fn at(text: &str) -> Timestamp {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    ShopZone::parse(ZONE).unwrap().moment(local)
}

fn customer(name: &str, country: Option<&str>) -> CustomerRecord {
    CustomerRecord {
        external_id: Some(name.to_owned()),
        email: Some(format!("{name}@example.com")),
        country: country.map(str::to_owned),
        created_at: Some(at("2026-01-01 12:00")),
        ..CustomerRecord::default()
    }
}

fn order(id: &str, buyer: Option<CustomerRecord>, placed: &str, total: i64) -> Record {
    Record::Order(OrderRecord {
        shop_total: None,
        landing: None,
        referrer: None,
        external_id: id.to_owned(),
        number: id.to_owned(),
        buyer,
        placed_at: at(placed),
        status: OrderStatus::Paid,
        currency: Currency::EUR,
        total,
        discount: 0,
        shipping: 0,
        tax: 0,
        country: None,
        channel: None,
        coupons: vec!["SPRING".to_owned(), "vip10".to_owned()],
        lines: vec![LineRecord { line_no: 1, product: Some("c1".to_owned()), title: Some("Candle".to_owned()), quantity: 3, total }],
    })
}

/// Anna (DE) bought three times, Ben (no country) once at the change of clocks, Cleo (AT) never; one order is anonymous.
fn shop(dir: &std::path::Path) -> Store {
    let store = Store::open(&dir.join("shop.db"), None).unwrap();
    store.write(Area::House, |w| w.set_setting("shop.zone", ZONE)).unwrap();
    let anna = customer("anna", Some("DE"));
    let consent = |state, at| ConsentRecord {
        channel: crate::types::records::Channel::Email,
        state,
        at,
        source: "test".into(),
        method: "unknown".into(),
        wording: None,
    };
    let cleo = CustomerRecord {
        tags: vec!["VIP".into()],
        consent: vec![
            consent(ConsentState::Subscribed, at("2026-02-01 10:00")),
            consent(ConsentState::Unsubscribed, at("2026-02-01 10:00")),
        ],
        ..customer("cleo", Some("AT"))
    };
    let records = [
        order("1", Some(anna.clone()), "2026-03-01 10:00", 1_000),
        order("2", Some(anna.clone()), "2026-03-20 10:00", 3_000),
        order("3", Some(anna), "2026-03-30 00:00", 2_000),
        order("4", Some(customer("ben", None)), "2026-03-29 23:59", 500),
        order("5", None, "2026-03-29 12:00", 9_900),
        Record::Customer(cleo),
    ];
    store
        .write(Area::Data, |w| {
            let source = w.add_source("file", "test", "{}", Timestamp(0))?;
            let mut ingest = Ingest::new(w, source)?;
            records.iter().try_for_each(|r| ingest.record(r))?;
            ingest.finish()
        })
        .unwrap();
    store
}

fn segment(root: serde_json::Value) -> Segment {
    Segment::parse(&json!({"version": 1, "root": root})).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn who(store: &Store, root: serde_json::Value, as_of: &str) -> Vec<String> {
    let engine = Engine::default();
    let e = engine.evaluate(store, &segment(root), day(as_of)).unwrap();
    let ids: Vec<u32> = e.set.iter().collect();
    store.read(|r| r.members(&ids)).unwrap().into_iter().map(|m| m.email.unwrap().replace("@example.com", "")).collect()
}

fn bought(op: &str, n: i64, window: serde_json::Value) -> serde_json::Value {
    json!({"type": "orders", "measure": {"of": "count", "compare": {"op": op, "value": n}}, "window": window})
}

#[test]
fn days_end_where_the_shops_clocks_say() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let today = json!({"kind": "last_days", "days": 1});
    assert_eq!(who(&store, bought("at_least", 1, today.clone()), "2026-03-29"), ["ben"]);
    assert_eq!(who(&store, bought("at_least", 1, today), "2026-03-30"), ["anna"]);
    assert_eq!(who(&store, bought("exactly", 2, json!({"kind": "ever"})), "2026-03-29"), ["anna"]);
    assert_eq!(who(&store, bought("exactly", 0, json!({"kind": "ever"})), "2026-03-30"), ["cleo"]);
    assert_eq!(who(&store, bought("exactly", 0, json!({"kind": "ever"})), "2025-12-31"), Vec::<String>::new());
}

#[test]
fn unset_is_said_out_loud() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let not_de = |unset: &str| json!({"type": "profile", "field": "country", "is": {"op": "is_not", "value": "de", "unset": unset}});
    assert_eq!(who(&store, not_de("include"), "2026-04-01"), ["ben", "cleo"]);
    assert_eq!(who(&store, not_de("exclude"), "2026-04-01"), ["cleo"]);
    let e = Engine::default().evaluate(&store, &segment(not_de("exclude")), day("2026-04-01")).unwrap();
    assert_eq!(e.nodes[0].unset, Some(1));
}

#[test]
fn on_the_same_second_the_most_restrictive_statement_holds() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let consent = |state: &str| json!({"type": "consent", "channel": "email", "states": [state]});
    assert_eq!(who(&store, consent("subscribed"), "2026-04-01"), Vec::<String>::new());
    assert_eq!(who(&store, consent("unsubscribed"), "2026-04-01"), ["cleo"]);
    assert_eq!(who(&store, consent("unknown"), "2026-04-01"), ["anna", "ben"]);
    assert_eq!(who(&store, consent("unknown"), "2026-01-31"), ["anna", "ben", "cleo"]);
}

#[test]
fn groups_are_set_algebra_and_empty_ones_are_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let de = json!({"type": "profile", "field": "country", "is": {"op": "is", "value": "DE"}});
    let vip = json!({"type": "profile", "field": "tag", "is": {"op": "is", "value": "vip"}});
    let empty = json!({"type": "group", "match": "any", "children": []});
    let group = |m: &str, children: &[&serde_json::Value]| json!({"type": "group", "match": m, "children": children});
    assert_eq!(who(&store, group("any", &[&de, &vip, &empty]), "2026-04-01"), ["anna", "cleo"]);
    assert_eq!(who(&store, group("all", &[&de, &vip]), "2026-04-01"), Vec::<String>::new());
    assert_eq!(who(&store, group("none", &[&de, &empty]), "2026-04-01"), ["ben", "cleo"]);
    assert_eq!(who(&store, group("none", &[&empty]), "2026-04-01"), ["anna", "ben", "cleo"]);
}

#[test]
fn a_changed_condition_alone_is_asked_again_and_new_data_asks_all() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let engine = Engine::default();
    let with = |n: i64| {
        let once = bought("at_least", n, json!({"kind": "ever"}));
        let tagged = json!({"type": "profile", "field": "tag", "is": {"op": "is_set"}});
        segment(json!({"type": "group", "match": "any", "children": [once, tagged]}))
    };
    let total = |n| engine.evaluate(&store, &with(n), day("2026-04-01")).unwrap().set.len();
    assert_eq!((total(1), engine.kept()), (3, 2));
    assert_eq!((total(2), engine.kept()), (2, 3));
    assert_eq!((total(1), engine.kept()), (3, 3));
    store.write(Area::Documents, |_| Ok(())).unwrap();
    assert_eq!((total(1), engine.kept()), (3, 3));
    store.write(Area::Data, |w| w.execute("UPDATE orders SET counts = 0 WHERE number = '4'", &[])).unwrap();
    assert_eq!((total(1), engine.kept()), (2, 3));
}

#[test]
fn a_draft_passes_over_what_is_not_finished_and_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let draft = segment(json!({"type": "group", "match": "all", "children": [
        bought("at_least", 1, json!({"kind": "ever"})),
        {"type": "lifecycle", "stages": []},
        {"type": "segment", "id": 99},
        {"type": "profile", "field": "country", "is": {"op": "one_of", "values": []}}]}));
    let engine = Engine::default();
    let e = engine.evaluate_draft(&store, &draft, day("2026-04-01")).unwrap();
    assert_eq!(e.set.len(), 2);
    let notes: Vec<_> = e.nodes.iter().filter_map(|n| n.note.clone()).collect();
    insta::assert_snapshot!(notes.join("\n"), @r#"
    Choose at least one stage.
    The 3rd condition: there is no segment with the number 99 (any more). Choose another one there.
    Choose at least one.
    "#);
    insta::assert_snapshot!(engine.evaluate(&store, &draft, day("2026-04-01")).err().unwrap().message, @"The 2nd condition: choose at least one stage.");
    insta::assert_snapshot!(draft.check().unwrap_err().message, @"The 2nd condition: choose at least one stage.");
}

#[test]
fn a_segment_in_a_segment_counts_and_a_circle_is_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let save = |name: &str, id: Option<DocumentId>, root: serde_json::Value| {
        let body = json!({"version": 1, "root": root}).to_string();
        store
            .write(Area::Documents, |w| match id {
                Some(id) => w.update_document(saved::KIND, id, name, &body, Timestamp(0)).map(|()| id),
                None => w.create_document(saved::KIND, name, &body, Timestamp(0)),
            })
            .unwrap()
    };
    let link = |id: DocumentId| json!({"type": "segment", "id": id});
    let regulars = save("Regulars", None, bought("at_least", 2, json!({"kind": "ever"})));
    let german = save("German “regulars”", None, json!({"type": "group", "match": "all", "children": [link(regulars)]}));
    assert_eq!(who(&store, link(german), "2026-04-01"), ["anna"]);
    let others = json!({"type": "group", "match": "none", "children": [link(german), link(regulars)]});
    assert_eq!(who(&store, others, "2026-04-01"), ["ben", "cleo"]);
    let circle = segment(link(german));
    let refused = store.read(|r| saved::check_links(r, &circle, Some((regulars, "Regulars")))).unwrap_err();
    insta::assert_snapshot!(refused.message, @"The segment leads back to itself: “Regulars” → “German “regulars”” → “Regulars”. Take one of these steps out.");
    save("Regulars", Some(regulars), link(german));
    let caught = Engine::default().evaluate(&store, &circle, day("2026-04-01")).err().unwrap();
    insta::assert_snapshot!(caught.message, @"The segment leads back to itself: “German “regulars”” → “Regulars” → “German “regulars””. Take one of these steps out.");
    let missing = store.read(|r| saved::check_links(r, &segment(link(DocumentId(99))), None)).unwrap_err();
    insta::assert_snapshot!(missing.message, @"The whole segment: there is no segment with the number 99 (any more). Choose another one there.");
}

#[test]
fn a_person_is_explained_node_by_node() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let s = segment(json!({"type": "group", "match": "all", "children": [
        bought("at_least", 2, json!({"kind": "last_days", "days": 90})),
        {"type": "group", "match": "none", "children": [{"type": "consent", "channel": "email", "states": ["subscribed"]}]}]}));
    let e = Engine::default().evaluate(&store, &s, day("2026-04-01")).unwrap();
    let names = Names::new(Currency::EUR);
    let tree = store.read(|r| super::explain::explain(r, &s, &e, &names, crate::types::PersonId(2))).unwrap();
    let mut lines = Vec::new();
    fn walk(x: &super::explain::Explained, depth: usize, out: &mut Vec<String>) {
        out.push(format!("{}{:?} {}", "  ".repeat(depth), x.holds, x.text));
        x.children.iter().for_each(|c| walk(c, depth + 1, out));
    }
    walk(&tree, 0, &mut lines);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Some(false) All of these
      Some(false) Bought at least twice in the last 90 days
      Some(true) None of these
        Some(false) Are subscribed to email
    "#);
    insta::assert_snapshot!(describe::describe(&s, &names), @"People who bought at least twice in the last 90 days, but are not subscribed to email.");
}

#[test]
fn coupons_products_and_averages() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let orders = |measure: serde_json::Value, filter: serde_json::Value| json!({"type": "orders", "measure": measure, "filter": filter});
    let some = json!({"of": "count", "compare": {"op": "at_least", "value": 1}});
    assert_eq!(who(&store, orders(some.clone(), json!({"coupons": ["VIP10"]})), "2026-04-01"), ["anna", "ben"]);
    assert_eq!(who(&store, orders(some, json!({"coupons": ["vip1"]})), "2026-04-01"), Vec::<String>::new());
    let average = |n: i64| json!({"of": "average", "compare": {"op": "exactly", "value": n}});
    assert_eq!(who(&store, orders(average(2_000), json!({})), "2026-04-01"), ["anna"]);
    assert_eq!(who(&store, orders(average(1_999), json!({})), "2026-04-01"), Vec::<String>::new());
    let pieces = json!({"type": "order_lines", "measure": {"of": "quantity", "compare": {"op": "at_least", "value": 9}}});
    assert_eq!(who(&store, pieces, "2026-04-01"), ["anna"]);
}

#[test]
fn a_funnels_steps_add_up_to_their_groups() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let country = |c: &str| json!({"type": "profile", "field": "country", "is": {"op": "is", "value": c}});
    let ever = json!({"kind": "ever"});
    let tree = segment(json!({"type": "group", "match": "all", "children": [
        bought("at_least", 1, ever),
        {"type": "lifecycle", "stages": []},
        {"type": "group", "match": "any", "children": [country("DE"), country("AT")]},
        {"type": "group", "match": "none", "children": [country("DE")]}]}));
    let e = Engine::default().evaluate_draft(&store, &tree, day("2026-04-01")).unwrap();
    let said: Vec<String> = super::funnel::steps(&tree, &e)
        .into_iter()
        .zip(&e.nodes)
        .map(|(s, n)| {
            format!(
                "{:?} {}",
                n.path,
                s.map_or("-".to_owned(), |s| format!("{}{} of {}", if s.adds { '+' } else { '-' }, s.people, s.before))
            )
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    [] -
    [0] -1 of 3
    [1] -
    [2] -1 of 2
    [2, 0] +1 of 2
    [2, 1] +0 of 1
    [3] -1 of 1
    [3, 0] -1 of 1
    ");
}

#[test]
fn a_reason_names_the_rows_that_speak_for_a_person() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let lives = json!({"type": "profile", "field": "country", "is": {"op": "is", "value": "DE"}});
    let orders = json!({"type": "activity", "what": "orders", "measure": {"of": "count", "compare": {"op": "at_least", "value": 2}}});
    let never = bought("exactly", 0, json!({"kind": "ever"}));
    let tree = segment(json!({"type": "group", "match": "any", "children": [
        {"type": "group", "match": "all", "children": [lives, orders]}, never]}));
    let engine = Engine::default();
    let (e, names) = (engine.evaluate(&store, &tree, day("2026-04-01")).unwrap(), store.read(|r| Names::find(r, &tree)).unwrap());
    let said: Vec<Option<String>> = e.set.iter().map(|id| super::reason::reason(&tree, &e, &names, crate::types::PersonId(id))).collect();
    assert_eq!(said.len(), 2);
    let anna = said.iter().flatten().find(|s| s.contains("orders")).unwrap();
    assert!(anna.starts_with("3 orders, the last on 3"), "{anna}");
    assert!(said.iter().flatten().any(|s| s == "Never bought"), "{said:?}");
}

#[test]
fn an_answer_shows_its_rows_how_near_it_is_and_when_it_will_change() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(dir.path());
    let compare = |n: i64| json!({"op": "at_least", "value": n});
    let s = segment(json!({"type": "group", "match": "all", "children": [
        {"type": "activity", "what": "orders", "measure": {"of": "count", "compare": compare(2)}, "window": {"kind": "last_days", "days": 30}},
        {"type": "activity", "what": "order_lines", "measure": {"of": "sum", "number": "amount", "compare": compare(6_500)}},
        {"type": "activity", "what": "orders", "measure": {"of": "average", "number": "amount", "compare": {"op": "less_than", "value": 1_900}}},
        {"type": "sequence", "steps": [{"what": "orders"}, {"what": "orders", "within_days": 5, "absent": true}]},
        {"type": "versus", "left": {"what": "orders", "measure": {"of": "count"}}, "compare": "more_than", "percent": 100,
         "right": {"what": "emails", "measure": {"of": "count"}}},
        {"type": "group", "match": "any", "children": [
            {"type": "lifecycle", "stages": ["lapsed"]},
            {"type": "activity", "what": "orders", "measure": {"of": "last", "when": {"kind": "over_days_ago", "days": 10}}}]}]}));
    let anna = crate::types::PersonId(1);
    let engine = Engine::default();
    let names = Names::new(Currency::EUR);
    let tree = store
        .read(|r| {
            let alone = engine.evaluate_one(r, &s, day("2026-04-01"), anna)?;
            let all = engine.evaluate_in(r, &s, day("2026-04-01"))?;
            let told = |e: &crate::segments::Evaluation| e.nodes.iter().map(|n| n.set.as_ref().map(|s| s.contains(1))).collect::<Vec<_>>();
            assert_eq!(told(&alone), told(&all));
            super::explain::explain(r, &s, &alone, &names, anna)
        })
        .unwrap();
    fn walk(x: &super::explain::Explained, depth: usize, out: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let change = x.changes_on.map(|d| format!(" (until {d})")).unwrap_or_default();
        out.push(format!("{indent}{:?} {}{change}", x.holds, x.text));
        if let Some(p) = &x.proof {
            out.push(format!("{indent}  {:?} {:?} +{}", p.measured, p.missing, p.more));
            out.extend(p.rows.iter().map(|r| format!("{indent}  {} {}", r.day, r.text)));
        }
        x.children.iter().for_each(|c| walk(c, depth + 1, out));
    }
    let mut lines = Vec::new();
    walk(&tree, 0, &mut lines);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Some(false) All of these
      Some(true) Bought at least twice in the last 30 days (until 2026-04-19)
        Some("2") None +0
        2026-03-30 Order 3, €20
        2026-03-20 Order 2, €30
      Some(false) Spent at least €65 on products
        Some("€60") Some("€5 short") +0
        2026-03-30 3 × Candle (order 3), €20
        2026-03-20 3 × Candle (order 2), €30
        2026-03-01 3 × Candle (order 1), €10
      Some(false) Spent less than €19 per order on average
        Some("€20") Some("€1.01 too much") +0
        2026-03-30 Order 3, €20
        2026-03-20 Order 2, €30
        2026-03-01 Order 1, €10
      Some(true) Bought, then did not buy within 5 days
        None None +0
        2026-03-30 Order 3, €20
        2026-03-20 Order 2, €30
        2026-03-01 Order 1, €10
      Some(true) Have a number of orders of more than their number of emails
        Some("3 against 0") None +0
        2026-03-30 Order 3, €20
        2026-03-20 Order 2, €30
        2026-03-01 Order 1, €10
      Some(false) Any of these
        Some(false) Are at the stage “Lapsed”
        Some(false) Last bought more than 10 days ago (until 2026-04-10)
          None None +0
          2026-03-30 Order 3, €20
          2026-03-20 Order 2, €30
          2026-03-01 Order 1, €10
    "#);
}
