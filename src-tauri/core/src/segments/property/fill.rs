//! Carries writes out, through the store's own doors: `Ingest` for what sources tell, `privacy::erase`, the journal of exports.

use super::dice::Dice;
use super::shop::{Place, Write};
use crate::people::privacy;
use crate::segments::{Node, Segment, saved};
use crate::store::ingest::Ingest;
use crate::store::journal::PushMemberRow;
use crate::store::{Area, Store};
use crate::types::records::*;
use crate::types::{Currency, PersonId, SourceId, Timestamp};

/// An empty shop with two sources, four products, the saved segments (1 and 2), two experiments (3 and 4) and two lists.
pub fn open(store: &Store, place: Place, saved: &[Node]) {
    store
        .write(Area::Data, |w| {
            w.set_setting("shop.zone", place.zone)?;
            for name in ["first", "second"] {
                w.add_source("file", name, "{}", Timestamp(0))?;
            }
            for name in ["One", "Two"] {
                w.execute("INSERT INTO people_list (name, file, created_at) VALUES (?1, 'x.csv', 0)", &[name.into()])?;
            }
            // Of nobody yet: they join when somebody has the address.
            for (row, address) in ["p3@odd.example", "p4@even.example", "p7@odd.example"].into_iter().enumerate() {
                let sql = "INSERT INTO people_list_rest (list_id, row_no, address, reason) VALUES (1, ?1, ?2, 'unknown')";
                w.execute(sql, &[(row as i64).into(), address.into()])?;
            }
            let mut ingest = Ingest::new(w, SourceId(1))?;
            for i in 0..4 {
                let categories = ["Soap", "Candles"].iter().take(i % 3).map(|c| (*c).to_owned()).collect();
                ingest.record(&Record::Product(ProductRecord { external_id: format!("p{i}"), categories, ..ProductRecord::default() }))?;
            }
            ingest.finish()
        })
        .unwrap();
    store
        .write(Area::Documents, |w| {
            for (i, root) in saved.iter().enumerate() {
                let body = serde_json::to_string(&Segment::new(root.clone())).unwrap();
                w.create_document(saved::KIND, &format!("s{i}"), &body, Timestamp(0))?;
            }
            for name in ["x", "y"] {
                w.create_document("experiment", name, "{}", Timestamp(0))?;
            }
            Ok(())
        })
        .unwrap();
}

/// Neighbouring records of one source are one page.
pub fn fill(store: &Store, place: Place, writes: &[Write]) {
    let mut i = 0;
    while i < writes.len() {
        let Write::Record(source, _) = &writes[i] else {
            one(store, place, &writes[i]);
            i += 1;
            continue;
        };
        let page: Vec<&Record> = writes[i..]
            .iter()
            .map_while(|w| match w {
                Write::Record(s, record) if s == source => Some(&**record),
                _ => None,
            })
            .collect();
        i += page.len();
        records(store, SourceId(1 + *source as i64), page.into_iter());
    }
}

fn records<'a>(store: &Store, source: SourceId, mut records: impl Iterator<Item = &'a Record>) {
    store
        .write(Area::Data, |w| {
            let mut ingest = Ingest::new(w, source)?;
            records.try_for_each(|r| ingest.record(r))?;
            ingest.finish()
        })
        .unwrap();
}

/// The person in that place, counted round; `None` in an empty shop.
fn nth(store: &Store, n: u32) -> Option<PersonId> {
    let all: Vec<PersonId> = store.read(|r| r.rows("SELECT id FROM person ORDER BY id LIMIT 16", &[], |row| row.person(0))).unwrap();
    (!all.is_empty()).then(|| all[n as usize % all.len()])
}

fn one(store: &Store, place: Place, write: &Write) {
    match write {
        Write::Record(..) => unreachable!("in a page"),
        Write::Erase(n) => {
            if let Some(person) = nth(store, *n) {
                privacy::erase(store, person, Timestamp(0)).unwrap();
            }
        }
        Write::Rate(day, micro) => store.write(Area::Data, |w| w.set_rate(Currency::USD, *day, *micro, "test")).unwrap(),
        Write::Zone(zone) => store.write(Area::Data, |w| w.set_setting("shop.zone", zone)).unwrap(),
        Write::Dollars => {
            let sold = store.read(|r| r.number("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM refund)", &[])).unwrap();
            if sold == 0 {
                store.write(Area::Data, |w| w.set_setting("shop.currency", "USD")).unwrap();
            }
        }
        Write::Properties(n, json) => {
            let sql = "UPDATE event SET properties = ?1 WHERE id = (SELECT id FROM event ORDER BY id LIMIT 1 OFFSET ?2)";
            store.write(Area::Data, |w| w.execute(sql, &[(*json).into(), i64::from(*n).into()])).unwrap();
        }
        Write::Exposure(n, experiment, arm, at) => {
            if let Some(person) = nth(store, *n) {
                let sql = "INSERT OR IGNORE INTO exposure (experiment_id, person_id, arm, at) VALUES (?1, ?2, ?3, ?4)";
                let values = [(2 + experiment).into(), person.into(), arm.into(), (*at).into()];
                store.write(Area::Data, |w| w.execute(sql, &values)).unwrap();
            }
        }
        Write::Push(push) => {
            let members: Vec<_> = push.members.iter().filter_map(|(n, action, state)| Some((nth(store, *n)?, action, state))).collect();
            let plan = serde_json::json!({"version": 1, "audience": {"id": push.audience, "name": push.name}}).to_string();
            store
                .write(Area::House, |w| {
                    let id = w.start_push("mailchimp", push.audience, &plan, None, push.at)?;
                    for (person, action, state) in members {
                        w.put_push_member(
                            id,
                            &PushMemberRow {
                                person,
                                email: "x@example.com".into(),
                                action: (*action).into(),
                                reason: None,
                                before: None,
                                after: None,
                                state: (*state).into(),
                                error: None,
                            },
                        )?;
                    }
                    Ok(())
                })
                .unwrap();
        }
        Write::Listed(list, n) => {
            if let Some(person) = nth(store, *n) {
                let sql = "INSERT OR IGNORE INTO people_list_member (list_id, person_id) VALUES (?1, ?2)";
                store.write(Area::Data, |w| w.execute(sql, &[(*list).into(), person.into()])).unwrap();
            }
        }
        Write::Crowd(seed) => crowd(store, place, *seed),
    }
}

/// As many buyers as predictions and stages need, with gaps of their own.
fn crowd(store: &Store, place: Place, seed: u64) {
    let mut d = Dice::new(seed);
    let zone = place.shop_zone();
    let mut all = Vec::new();
    for n in 0..120 {
        let gap = d.pick(&[10, 25, 40, 90]);
        let mut day = place.base().minus_days(d.range(20, 420) as u32);
        for i in 0..d.pick(&[1, 1, 2, 2, 3, 5]) {
            all.push(Record::Order(OrderRecord {
                shop_total: None,
                landing: None,
                referrer: None,
                external_id: format!("m{n}-{i}"),
                number: format!("m{n}-{i}"),
                buyer: Some(CustomerRecord { email: Some(format!("m{n}@crowd.example")), ..CustomerRecord::default() }),
                placed_at: zone.start_of(day).plus_secs(40_000),
                status: OrderStatus::Paid,
                currency: Currency::EUR,
                total: d.pick(&[900, 1_900, 4_900]),
                discount: 0,
                shipping: 0,
                tax: 0,
                country: None,
                channel: None,
                coupons: vec![],
                lines: vec![],
            }));
            day = day.plus_days(gap + d.below(5));
        }
    }
    records(store, SourceId(1), all.iter());
}
