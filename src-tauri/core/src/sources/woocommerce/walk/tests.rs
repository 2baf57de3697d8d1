//! The walk against a list that changes under it: whatever happens between two pages, the copy ends equal.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A shop's list: id → second of modification. Ties come in an arbitrary order, as databases give them.
#[derive(Clone, Default)]
struct Shop {
    rows: BTreeMap<u64, i64>,
    clock: i64,
    shuffle: u64,
}

impl Shop {
    fn answer(&mut self, params: &[(&str, String)]) -> (Vec<(u64, Option<Timestamp>)>, u64) {
        let get = |n: &str| params.iter().find(|(k, _)| *k == n).map(|(_, v)| v.clone());
        let secs = |n: &str| get(n).map(|v| chrono::NaiveDateTime::parse_from_str(&v, "%Y-%m-%dT%H:%M:%S").unwrap().and_utc().timestamp());
        let (after, before) = (secs("modified_after"), secs("modified_before"));
        let mut rows: Vec<(u64, i64)> = self
            .rows
            .iter()
            .map(|(i, t)| (*i, *t))
            .filter(|(_, t)| after.is_none_or(|a| *t > a) && before.is_none_or(|b| *t < b))
            .collect();
        self.shuffle += 1;
        if get("orderby").as_deref() == Some("modified") {
            let salt = self.shuffle;
            rows.sort_by_key(|(i, t)| (*t, (i ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        }
        let offset: usize = get("offset").map_or(0, |p| p.parse().unwrap());
        let total = rows.len() as u64;
        let out: Vec<_> = rows.into_iter().skip(offset).take(PER_PAGE).map(|(i, t)| (i, Some(Timestamp(t)))).collect();
        let total = if out.is_empty() { 0 } else { total };
        (out, total)
    }

    fn touch(&mut self, what: Change) {
        let ids: Vec<u64> = self.rows.keys().copied().collect();
        match what {
            Change::Nothing => {}
            Change::Wait(secs) => self.clock += secs,
            Change::Add(n) => (0..n).for_each(|_| {
                let id = self.rows.keys().next_back().map_or(1, |k| k + 1);
                self.rows.insert(id, self.clock);
            }),
            Change::Edit(from, n) => {
                let start = if ids.is_empty() { 0 } else { from as usize % ids.len() };
                ids.iter().skip(start).take(n as usize).for_each(|i| {
                    self.rows.insert(*i, self.clock);
                });
            }
            Change::Delete(from, n) => {
                let start = if ids.is_empty() { 0 } else { from as usize % ids.len() };
                ids.iter().skip(start).take(n as usize).for_each(|i| {
                    self.rows.remove(i);
                });
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Nothing,
    Wait(i64),
    Add(u64),
    Edit(u64, u64),
    Delete(u64, u64),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => Just(Change::Nothing),
        3 => (1i64..900).prop_map(Change::Wait),
        2 => (1u64..250).prop_map(Change::Add),
        2 => (0u64..1000, 1u64..400).prop_map(|(a, n)| Change::Edit(a, n)),
        1 => (0u64..1000, 1u64..150).prop_map(|(a, n)| Change::Delete(a, n)),
    ]
}

/// Reads until the walk rests; after each page the cursor goes through its text, as after a kill.
fn pass(shop: &mut Shop, copy: &mut BTreeMap<u64, i64>, cursor: &mut Option<String>, mut between: impl FnMut(&mut Shop)) -> u64 {
    let mut fresh = 0;
    for _ in 0..500 {
        let mut walk = Walk::resume(cursor.as_deref());
        let (rows, total) = shop.answer(&walk.params());
        let step = walk.take(&Seen { rows: &rows, total: Some(total), date: Timestamp(shop.clock) });
        copy.extend(rows.iter().map(|(i, t)| (*i, t.unwrap().0)));
        fresh += step.fresh;
        *cursor = Some(walk.cursor());
        if !step.more {
            return fresh;
        }
        between(shop);
    }
    panic!("the walk does not come to an end: {cursor:?}");
}

fn shop(rows: u64, spread: i64) -> Shop {
    let start = 1_780_000_000;
    Shop { rows: (1..=rows).map(|i| (i, start + (i as i64 * 7919) % spread)).collect(), clock: start + spread, shuffle: 0 }
}

/// What was deleted at the shop stays in the copy: only what is still there must be equal.
fn assert_nothing_lost(shop: &Shop, copy: &BTreeMap<u64, i64>) {
    let missing: Vec<_> = shop.rows.iter().filter(|(i, t)| copy.get(i) != Some(t)).collect();
    assert!(missing.is_empty(), "lost {missing:?}");
}

#[test]
fn the_first_pass_counts_each_row_once() {
    let mut s = shop(1488, 1_000_000);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    assert_eq!(pass(&mut s, &mut copy, &mut cursor, |_| {}), 1488);
    assert_eq!(copy, s.rows);
}

#[test]
fn a_second_pass_over_an_unchanged_shop_finds_nothing_new() {
    let mut s = shop(250, 200);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    assert_eq!(pass(&mut s, &mut copy, &mut cursor, |_| {}), 0);
    s.clock += 3600;
    s.touch(Change::Add(3));
    assert_eq!(pass(&mut s, &mut copy, &mut cursor, |_| {}), 3);
    assert_eq!(copy, s.rows);
}

#[test]
fn a_bulk_edit_of_thousands_in_one_second_is_read_whole() {
    let mut s = shop(2500, 1_000_000);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    s.clock += 1000;
    s.touch(Change::Edit(0, 1234));
    s.clock += 1;
    s.touch(Change::Edit(2000, 57));
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    assert_eq!(copy, s.rows);
}

#[test]
fn a_date_in_the_future_does_not_hide_what_comes_before_it() {
    let mut s = shop(10, 1000);
    s.rows.insert(11, s.clock + 86_400 * 365);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    s.clock += 1000;
    s.touch(Change::Add(2));
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    assert_eq!(copy, s.rows);
}

/// A second that is read while it lasts can still grow; a long pass must come back to it.
#[test]
fn a_second_that_grew_after_it_was_read_is_read_again() {
    let mut s = shop(150, 1);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    s.clock += 120;
    s.touch(Change::Edit(0, 150));
    let mut late = vec![Change::Add(1), Change::Wait(900), Change::Edit(140, 5)];
    pass(&mut s, &mut copy, &mut cursor, |s| {
        if let Some(c) = late.pop() {
            s.touch(c);
        }
    });
    s.clock += 60;
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    assert_eq!(copy, s.rows);
}

#[test]
fn an_unreadable_cursor_starts_all_over() {
    assert_eq!(Walk::resume(Some("{\"of\":\"tomorrow\"}")), Walk::resume(None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_changes_between_two_pages_nothing_is_lost(
        rows in 0u64..700,
        spread in prop_oneof![Just(1i64), Just(50), Just(100_000)],
        during in prop::collection::vec(change(), 0..30),
        passes in 1usize..4,
    ) {
        let mut s = shop(rows, spread);
        let (mut copy, mut cursor) = (BTreeMap::new(), None);
        let mut changes = during.into_iter();
        for _ in 0..passes {
            pass(&mut s, &mut copy, &mut cursor, |s| {
                if let Some(c) = changes.next() {
                    s.touch(c);
                }
            });
            s.clock += 60;
        }
        // A last pass over a shop at rest must leave nothing out.
        pass(&mut s, &mut copy, &mut cursor, |_| {});
        assert_nothing_lost(&s, &copy);
    }
}
