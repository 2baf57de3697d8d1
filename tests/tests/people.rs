//! The room People over the core's public face: the list, one person's history, a copy of their data, being forgotten.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use regulars_core::api::people::{self, PeopleQuery};
use regulars_core::api::{App, Parts, home, insights};
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::people::list::PeopleSort;
use regulars_core::people::timeline::Happened;
use regulars_core::store::Area;
use regulars_core::store::ingest::Ingest;
use regulars_core::store::personal::{DERIVED, TABLES};
use regulars_core::types::records::*;
use regulars_core::types::{Code, Currency, FixedClock, PersonId, SourceId, Timestamp};
use regulars_tests::binaries::cli;

const DAY: i64 = 86_400;
const NOW: i64 = 1_795_000_000;
const SORTS: [PeopleSort; 5] = [PeopleSort::Name, PeopleSort::LastOrder, PeopleSort::Spent, PeopleSort::Orders, PeopleSort::Created];

fn app(dir: &Path) -> App {
    let parts = Parts {
        clock: Arc::new(FixedClock(Timestamp(NOW))),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    App::open(&dir.join("shop.db"), parts).unwrap()
}

fn source(app: &App) -> SourceId {
    app.store().write(Area::House, |w| w.add_source("file", "Old till", "{}", Timestamp(NOW))).unwrap()
}

fn ingest(app: &App, source: SourceId, records: &[Record]) {
    app.store()
        .write(Area::Data, |w| {
            let mut ingest = Ingest::new(w, source)?;
            records.iter().try_for_each(|r| ingest.record(r))?;
            ingest.finish()
        })
        .unwrap();
}

fn person(number: &str, email: Option<&str>, first: &str, last: &str, city: &str) -> CustomerRecord {
    let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    CustomerRecord {
        external_id: Some(number.into()),
        email: email.map(Into::into),
        first_name: text(first),
        last_name: text(last),
        city: text(city),
        created_at: Some(Timestamp(NOW - 900 * DAY)),
        ..CustomerRecord::default()
    }
}

fn order(id: &str, buyer: CustomerRecord, days_ago: i64, total: i64) -> Record {
    let line = LineRecord { line_no: 1, product: Some("mug".into()), title: Some("A mug".into()), quantity: 2, total };
    Record::Order(OrderRecord {
        shop_total: None,
        landing: None,
        referrer: None,
        external_id: id.into(),
        number: format!("#{id}"),
        buyer: Some(buyer),
        placed_at: Timestamp(NOW - days_ago * DAY),
        status: OrderStatus::Paid,
        currency: Currency::EUR,
        total,
        discount: 0,
        shipping: 0,
        tax: 0,
        country: None,
        channel: None,
        coupons: Vec::new(),
        lines: vec![line],
    })
}

fn query(text: &str, sort: PeopleSort, descending: bool) -> PeopleQuery {
    PeopleQuery { text: text.into(), sort, descending }
}

fn found(app: &App, text: &str) -> Vec<u32> {
    let mut ids: Vec<u32> =
        people::list(app, &query(text, PeopleSort::Created, false), 0, 200).unwrap().rows.iter().map(|r| r.person.id.0).collect();
    ids.sort_unstable();
    ids
}

/// 430 people in whom nearly everything occurs several times, and some who never bought.
fn full_of_ties(app: &App) {
    let source = source(app);
    let mut records = Vec::new();
    for i in 0..430u32 {
        let who = person(&format!("K{i}"), None, ["Ada", "Bo", ""][i as usize % 3], ["Lund", "Éclair", ""][i as usize % 3], "Kiel");
        records.push(Record::Customer(who.clone()));
        for n in 0..i % 4 {
            records.push(order(&format!("{i}-{n}"), who.clone(), i64::from(i % 5), 1_000));
        }
    }
    ingest(app, source, &records);
}

#[test]
fn every_order_of_the_list_is_whole_and_stable_whatever_the_pages() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    full_of_ties(&app);
    for sort in SORTS {
        for descending in [false, true] {
            let q = query("", sort, descending);
            let paged = |step: u32| -> Vec<people::PersonRow> {
                (0..430).step_by(step as usize).flat_map(|at| people::list(&app, &q, at, step).unwrap().rows).collect()
            };
            let rows = paged(200);
            assert_eq!(rows, paged(7), "{sort:?}");
            let mut ids: Vec<u32> = rows.iter().map(|r| r.person.id.0).collect();
            let key = |r: &people::PersonRow| match sort {
                PeopleSort::LastOrder => r.person.last_order.map(|t| t.0),
                PeopleSort::Spent => (r.person.orders > 0).then_some(r.person.spent.minor),
                PeopleSort::Orders => Some(r.person.orders),
                PeopleSort::Created => Some(r.person.created_at.0),
                // Lund before Éclair would be a mistake of folding.
                PeopleSort::Name => r.person.name.as_ref().map(|n| if n.ends_with("Éclair") { 1 } else { 2 }),
            };
            for pair in rows.windows(2) {
                let (a, b) = (key(&pair[0]), key(&pair[1]));
                let fits = match (a, b) {
                    (Some(x), Some(y)) if x == y => pair[0].person.id < pair[1].person.id,
                    (Some(x), Some(y)) => (x > y) == descending,
                    (Some(_), None) => true,
                    (None, None) => pair[0].person.id < pair[1].person.id,
                    (None, Some(_)) => false,
                };
                assert!(fits, "{sort:?} {descending}: {:?} before {:?}", pair[0].person, pair[1].person);
            }
            ids.sort_unstable();
            assert_eq!(ids, (1..=430).collect::<Vec<_>>());
            let middle = rows[200].person.id;
            let around = people::neighbours(&app, &q, middle).unwrap();
            assert_eq!((around.previous, around.next), (Some(rows[199].person.id), Some(rows[201].person.id)));
            assert_eq!((around.place, around.total), (Some(201), 430));
        }
    }
}

#[test]
fn words_are_found_in_any_order_and_signs_are_only_signs() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let source = source(&app);
    let all = [
        person("100", Some("zoe@example.com"), "Zoé", "Müller", "Besançon"),
        person("1001", Some("zo_e@example.com"), "Zoe", "O'Brien", "Berlin"),
        person("A-7", None, "Ann", "100%", "Łódź"),
        person("B-8", Some("ann@example.org"), "", "", ""),
    ];
    ingest(&app, source, &all.map(Record::Customer));
    assert_eq!(found(&app, ""), [1, 2, 3, 4]);
    assert_eq!(found(&app, "muller ZOE"), [1]);
    assert_eq!(found(&app, "zoe"), [1, 2]);
    assert_eq!(found(&app, "berlin o'br"), [2]);
    assert_eq!(found(&app, "100%"), [3], "a percent sign is no wildcard");
    assert_eq!(found(&app, "o_e"), [2], "nor is an underscore");
    assert_eq!(found(&app, "lodz"), [3]);
    assert_eq!(found(&app, "100"), [1, 2, 3], "customer numbers from their beginning, and text");
    assert_eq!(found(&app, "a-7"), [3]);
    assert_eq!(found(&app, "ann example.org"), [4]);
    assert_eq!(found(&app, "zoe nobody"), [0u32; 0]);
    ingest(&app, source, &[Record::Customer(person("Z-9", None, "Zoe", "Late", ""))]);
    assert_eq!(found(&app, "zoe"), [1, 2, 5], "a list is not kept when the data has changed");
}

/// Everything that can be known of a person, in every table; and somebody else with the same of everything.
fn everything(app: &App, source: SourceId, who: &CustomerRecord, tag: &str) -> Vec<Record> {
    let consent = |state, days| ConsentRecord {
        channel: Channel::Email,
        state,
        at: Timestamp(NOW - days * DAY),
        source: "checkout".into(),
        method: "single_opt_in".into(),
        wording: Some(format!("Yes {tag}")),
    };
    let whole = CustomerRecord {
        phone: Some(format!("+49 {tag}")),
        postcode: Some("24103".into()),
        tags: vec![format!("tag {tag}")],
        fields: vec![("shoe size".into(), tag.into())],
        consent: vec![consent(ConsentState::Subscribed, 40), consent(ConsentState::Unsubscribed, 3)],
        ..who.clone()
    };
    let lines = vec![LineRecord { line_no: 1, product: Some("mug".into()), title: None, quantity: 1, total: 500 }];
    let records = vec![
        Record::Customer(whole),
        order(&format!("o1 {tag}"), who.clone(), 30, 2_000),
        order(&format!("o2 {tag}"), who.clone(), 10, 3_000),
        Record::Refund(RefundRecord {
            shop_amount: None,
            external_id: format!("r {tag}"),
            order_external_id: Some(format!("o2 {tag}")),
            buyer: None,
            at: Timestamp(NOW - 5 * DAY),
            currency: Currency::EUR,
            amount: 500,
            reason: Some(format!("{tag} says it broke")),
            lines: lines.clone(),
        }),
        Record::Cart(CartRecord {
            external_id: format!("c {tag}"),
            buyer: who.clone(),
            at: Timestamp(NOW - 10 * DAY),
            currency: Currency::EUR,
            total: 700,
            order_external_id: None,
            lines,
        }),
        Record::EmailEvent(EmailEventRecord {
            external_id: format!("e {tag}"),
            person: who.clone(),
            kind: EmailEventKind::Clicked,
            at: Timestamp(NOW - 10 * DAY),
            campaign: Some("Spring".into()),
            link: Some(format!("https://shop.example/?for={tag}")),
        }),
        Record::View(ViewRecord {
            external_id: format!("v {tag}"),
            person: who.clone(),
            product: Some(ProductRecord { external_id: "mug".into(), ..ProductRecord::default() }),
            at: Timestamp(NOW - 11 * DAY),
        }),
        Record::Search(SearchRecord {
            external_id: format!("s {tag}"),
            person: who.clone(),
            at: Timestamp(NOW - 12 * DAY),
            words: format!("mugs for {tag}"),
        }),
        Record::Review(ReviewRecord {
            external_id: format!("w {tag}"),
            person: who.clone(),
            product: None,
            at: Timestamp(NOW - 2 * DAY),
            rating: Some(4),
            title: None,
            body: Some(format!("{tag} likes it")),
        }),
        Record::Event(EventRecord {
            external_id: format!("x {tag}"),
            person: who.clone(),
            name: "Store Visited".into(),
            at: Timestamp(NOW - 13 * DAY),
            properties: vec![("city".into(), "Kiel".into()), ("by".into(), format!("{tag} tram"))],
        }),
    ];
    ingest(app, source, &records);
    records
}

/// A push that was done and one that was not, and a refused row, all naming the person.
fn in_the_journals(app: &App, source: SourceId, id: PersonId, email: &str) {
    app.store()
        .write(Area::House, |w| {
            for (push, state) in [(1i64, "done"), (2, "planned")] {
                w.execute(
                    "INSERT OR IGNORE INTO push (id, started_at, state, target, audience, plan) VALUES (?1, 1, 'running', 'mailchimp', 'l', '{}')",
                    &[push.into()],
                )?;
                w.execute(
                    "INSERT INTO push_member (push_id, person_id, email, action, before, after, state) VALUES (?1, ?2, ?3, 'add', ?4, ?4, ?5)",
                    &[push.into(), id.into(), email.into(), format!("{{\"email\":\"{email}\"}}").into(), state.into()],
                )?;
            }
            let test = w.create_document("experiment", "Subject lines", "{}", Timestamp(NOW))?;
            w.execute("INSERT INTO exposure (experiment_id, person_id, arm, at) VALUES (?1, ?2, 'b', 5)", &[test.into(), id.into()])?;
            w.execute("INSERT OR IGNORE INTO people_list (id, name, file, created_at) VALUES (1, 'Fair', 'fair.txt', 0)", &[])?;
            w.execute("INSERT INTO people_list_member (list_id, person_id) VALUES (1, ?1)", &[id.into()])?;
            w.execute(
                "INSERT INTO people_list_rest (list_id, row_no, address, reason) VALUES (1, ?1, ?2, 'twice')",
                &[id.into(), email.into()],
            )?;
            let pool = w.begin_coupon_pool("Autumn", Timestamp(NOW))?;
            w.add_coupon(pool, &format!("A-{id}"))?;
            w.hand_out_coupons(pool, &[id], "email:1", Timestamp(NOW), false)?;
            let run = w.start_run(source, "import", "old.csv", "{}", Timestamp(NOW))?;
            let row_no = i64::from(id.0);
            w.refuse(run, &regulars_core::store::run::Refusal { row_no, reason: "no amount".into(), raw: format!("x;{email};y") })
        })
        .unwrap();
}

#[test]
fn the_history_is_newest_first_in_pages_and_of_one_second_in_a_fixed_order() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let source = source(&app);
    everything(&app, source, &person("1", Some("ada@example.com"), "Ada", "Lund", "Kiel"), "ada");
    let whole = people::timeline(&app, PersonId(1), 0, 50).unwrap();
    let told: Vec<String> = whole
        .entries
        .iter()
        .map(|e| {
            let what = match &e.what {
                Happened::Order { number, items, .. } => format!("order {number} of {items}"),
                Happened::Refund { amount, order_number, .. } => format!("refund {amount} of {order_number:?}"),
                Happened::Cart { total, order_number, .. } => format!("cart {total} {order_number:?}"),
                Happened::View { product } => format!("looked at {product:?}"),
                Happened::Search { words } => format!("searched {words}"),
                Happened::Review { product, rating, body, .. } => format!("reviewed {product:?} {rating:?} {body:?}"),
                Happened::Event { name, properties } => {
                    format!("{name} {}", properties.iter().map(|p| format!("{}={}", p.name, p.value)).collect::<Vec<_>>().join(" "))
                }
                Happened::Email { event, .. } => format!("{event:?}"),
                Happened::Consent { state, .. } => format!("{state:?}"),
            };
            format!("{} {what}", (NOW - e.at.0) / DAY)
        })
        .collect();
    assert_eq!(
        told,
        [
            "2 reviewed None Some(4) Some(\"ada likes it\")",
            "3 Unsubscribed",
            "5 refund €5.00 of Some(\"#o2 ada\")",
            "10 Clicked",
            "10 cart €7.00 None",
            "10 order #o2 ada of 2",
            "11 looked at Some(\"A mug\")",
            "12 searched mugs for ada",
            "13 Store Visited by=ada tram city=Kiel",
            "30 order #o1 ada of 2",
            "40 Subscribed"
        ]
    );
    let paged: Vec<_> = (0..6).flat_map(|i| people::timeline(&app, PersonId(1), i * 2, 2).unwrap().entries).collect();
    assert_eq!(paged, whole.entries);
    assert_eq!(whole.total, 11);
    let page = people::get(&app, PersonId(1)).unwrap();
    let v = &page.person.value;
    assert_eq!((v.orders, v.items, v.spent.minor, v.refunded.minor, v.net.minor), (2, 4, 5_000, 500, 4_500));
    assert_eq!(v.average_order.map(|m| m.minor), Some(2_500));
    assert_eq!(page.person.consent.iter().map(|c| c.state).collect::<Vec<_>>(), [ConsentState::Unsubscribed]);
}

#[test]
fn no_table_about_people_is_left_out_of_their_copy() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let source = source(&app);
    everything(&app, source, &person("1", Some("ada@example.com"), "Ada", "Lund", "Kiel"), "ada");
    in_the_journals(&app, source, PersonId(1), "ada@example.com");

    // Whatever names a person, or belongs to something that does.
    let schema = app
        .store()
        .read(|r| {
            r.rows(
                "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'person_id'
                 UNION SELECT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
                   WHERE m.type = 'table' AND f.\"table\" IN ('person', 'orders', 'refund', 'cart')
                 UNION SELECT 'person' ORDER BY 1",
                &[],
                |row| row.get::<String>(0),
            )
        })
        .unwrap();
    let mut known: Vec<&str> = TABLES.iter().map(|t| t.table).chain(DERIVED).collect();
    known.sort_unstable();
    assert_eq!(schema, known, "a table about people is missing in store/personal.rs");

    let copy = people::export(&app, PersonId(1)).unwrap();
    for table in &TABLES {
        let section = &copy[table.title];
        let filled = section.as_array().map_or(section.is_object(), |rows| !rows.is_empty());
        assert!(filled, "{} is empty in the copy", table.title);
    }
    assert_eq!(copy["person"]["email"], "ada@example.com");
    assert_eq!(copy["orders"][1]["total"], "30.00", "amounts as people write them");
    assert_eq!(copy["order_lines"][0]["title"], "A mug");
    assert_eq!(copy["consent"][0]["at"], Timestamp(NOW - 40 * DAY).to_rfc3339());
    assert_eq!(copy["exports"].as_array().unwrap().len(), 2);
    assert_eq!(people::export(&app, PersonId(9)).unwrap_err().code, Code::NotFound);
}

#[test]
fn who_is_erased_is_gone_and_does_not_come_back_while_revenue_stays() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let source = source(&app);
    let other = everything(&app, source, &person("2", Some("bo@example.com"), "Bo", "Berg", "Husum"), "bo");
    let ada = person("77001", Some("Ada.Quite-Unusual@example.com"), "Adalmira", "Lundqvistova", "Kiel");
    let records = everything(&app, source, &ada, "zzada");
    // A second customer number without an address, as some sources have it.
    let nameless = person("77002", None, "Nameless", "Unheardof", "");
    ingest(&app, source, &[order("n1", nameless.clone(), 20, 900)]);
    in_the_journals(&app, source, PersonId(2), "ada.quite-unusual@example.com");
    let (before, months) = (home::shop(&app).unwrap().totals, insights::revenue(&app, None).unwrap());
    let bo = people::export(&app, PersonId(1)).unwrap();

    let done = people::erase(&app, people::named(&app, "ada.quite-unusual@EXAMPLE.com").unwrap()).unwrap();
    assert_eq!((done.orders_kept, done.refunds_kept, done.carts_deleted, done.email_events_deleted), (2, 1, 1, 1));
    assert_eq!(done.activity_deleted, 4);
    assert_eq!((done.consent_deleted, done.refused_rows_deleted, done.exports_blanked), (2, 1, 2));
    people::erase(&app, people::named(&app, "77002").unwrap()).unwrap();
    assert_eq!(people::erase(&app, PersonId(2)).unwrap_err().code, Code::NotFound);

    let still = || {
        let after = home::shop(&app).unwrap().totals;
        assert_eq!((after.people, after.anonymous_orders), (1, 3));
        assert_eq!(
            (after.orders, after.revenue, after.refunds, after.refunded),
            (before.orders, before.revenue, before.refunds, before.refunded)
        );
        assert_eq!(insights::revenue(&app, None).unwrap(), months, "yesterday's revenue has not changed");
        let same = |copy: &serde_json::Value| TABLES.iter().all(|t| copy[t.title] == bo[t.title]);
        assert!(same(&people::export(&app, PersonId(1)).unwrap()), "somebody else lost something");
        assert_eq!(found(&app, ""), [1]);
    };
    still();

    // The next sync says it all again.
    ingest(&app, source, &records);
    ingest(&app, source, &[order("n1", nameless, 20, 900), Record::Customer(ada)]);
    ingest(&app, source, &other);
    still();

    // Not only out of sight: the bytes are gone from the file and its log.
    app.store().tidy().unwrap();
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap().to_ascii_lowercase();
        for word in [
            "ada.quite-unusual",
            "adalmira",
            "lundqvistova",
            "unheardof",
            "+49 zzada",
            "for=zzada",
            "zzada says",
            "mugs for zzada",
            "zzada likes",
            "zzada tram",
        ] {
            assert!(!bytes.windows(word.len()).any(|w| w == word.as_bytes()), "“{word}” is still in the file");
        }
    }

    ingest(&app, source, &[Record::Customer(person("5", Some("new@example.com"), "New", "Comer", ""))]);
    assert_eq!(found(&app, "new"), [4], "the numbers of the erased are not given to others");
}

#[test]
fn the_terminal_asks_before_it_erases() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    let source = source(&app);
    everything(&app, source, &person("1", Some("ada@example.com"), "Ada", "Lund", "Kiel"), "ada");
    let run = |args: &[&str]| Command::new(cli()).arg("--db").arg(dir.path().join("shop.db")).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let list = run(&["people", "list", "lund", "--json"]);
    let page: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(page["rows"][0]["person"]["email"], "ada@example.com");
    assert!(text(&run(&["people", "show", "ada@example.com"]).stdout).contains("order #o2 ada: €30.00, 2 items, paid"));
    let refused = run(&["people", "erase", "#1"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stderr).trim(), "This would forget #1 for good; their 2 orders would stay as nobody's. Say --yes to do it.");
    assert!(run(&["people", "erase", "#1", "--yes"]).status.success());
    let gone = run(&["people", "show", "ada@example.com"]);
    assert_eq!((gone.status.code(), text(&gone.stderr).contains("nobody known as")), (Some(1), true));
    let chart = dir.path().join("months.svg");
    assert!(run(&["chart", "revenue", "-o", chart.to_str().unwrap()]).status.success());
    assert!(std::fs::read_to_string(chart).unwrap().starts_with("<svg"));
}
