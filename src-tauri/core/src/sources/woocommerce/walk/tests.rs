//! The walk against a list that changes under it: whatever happens between two pages, the copy ends equal.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A shop's list: id → second of modification.
#[derive(Clone, Default)]
struct Shop {
    rows: BTreeMap<u64, i64>,
    clock: i64,
    next: u64,
    asked: usize,
}

impl Shop {
    fn answer(&mut self, ask: &Ask) -> (Vec<(u64, Option<Timestamp>)>, u64) {
        self.asked += 1;
        let params = match ask {
            Ask::Page(params) => params,
            Ask::These(ids) => {
                let rows: Vec<_> = ids.iter().filter_map(|i| self.rows.get(i).map(|t| (*i, Some(Timestamp(*t))))).collect();
                let total = rows.len() as u64;
                return (rows, total);
            }
        };
        let get = |n: &str| params.iter().find(|(k, _)| *k == n).map(|(_, v)| v.clone());
        assert_eq!((get("orderby").as_deref(), get("order").as_deref()), (Some("id"), Some("desc")));
        let after =
            get("modified_after").map(|v| chrono::NaiveDateTime::parse_from_str(&v, "%Y-%m-%dT%H:%M:%S").unwrap().and_utc().timestamp());
        let offset: usize = get("offset").unwrap().parse().unwrap();
        let rows: Vec<_> = self.rows.iter().rev().filter(|(_, t)| after.is_none_or(|a| **t > a)).collect();
        let total = rows.len() as u64;
        let out: Vec<_> = rows.into_iter().skip(offset).take(PER_PAGE).map(|(i, t)| (*i, Some(Timestamp(*t)))).collect();
        // Past the end WooCommerce says a total of 0.
        let total = if out.is_empty() { 0 } else { total };
        (out, total)
    }

    fn touch(&mut self, what: Change) {
        let ids: Vec<u64> = self.rows.keys().copied().collect();
        match what {
            Change::Nothing => {}
            Change::Wait(secs) => self.clock += secs,
            Change::Add(n) => (0..n).for_each(|_| {
                // A number is given once, also when its row is deleted.
                self.next += 1;
                self.rows.insert(self.next, self.clock);
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
        let ask = walk.ask(10);
        let (rows, total) = shop.answer(&ask);
        let seen = Seen { rows: &rows, total: Some(total), date: Timestamp(shop.clock) };
        match &ask {
            Ask::These(ids) => walk.took(ids, &seen),
            Ask::Page(_) => fresh += walk.take(&seen).unwrap().fresh.iter().filter(|f| **f).count() as u64,
        }
        copy.extend(rows.iter().map(|(i, t)| (*i, t.unwrap().0)));
        *cursor = Some(walk.cursor());
        if walk.is_at_rest() {
            return fresh;
        }
        between(shop);
    }
    panic!("the walk does not come to an end: {cursor:?}");
}

fn shop(rows: u64, spread: i64) -> Shop {
    let start = 1_780_000_000;
    Shop { rows: (1..=rows).map(|i| (i, start + (i as i64 * 7919) % spread)).collect(), clock: start + spread, next: rows, asked: 0 }
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
fn the_newest_come_first() {
    let mut s = shop(1000, 1_000_000);
    let mut walk = Walk::resume(None);
    let (rows, total) = s.answer(&walk.ask(10));
    assert_eq!((rows.first().unwrap().0, rows.last().unwrap().0), (1000, 901));
    let step = walk.take(&Seen { rows: &rows, total: Some(total), date: Timestamp(s.clock) }).unwrap();
    assert_eq!(step.left, Some(900));
}

/// After a bulk edit the next passes read it again, until one that began a while later found nothing new.
#[test]
fn what_is_settled_is_not_read_again() {
    let mut s = shop(2500, 1_000_000);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    s.clock += 1000;
    s.touch(Change::Edit(0, 1234));
    let mut asked = Vec::new();
    for wait in [1, 60, 900, 900, 900] {
        s.clock += wait;
        let before = s.asked;
        pass(&mut s, &mut copy, &mut cursor, |_| {});
        asked.push(s.asked - before);
    }
    assert_eq!(asked, [13, 13, 13, 1, 1]);
    s.touch(Change::Edit(3, 2));
    assert_eq!(pass(&mut s, &mut copy, &mut cursor, |_| {}), 2);
    assert_eq!(copy, s.rows);
}

#[test]
fn what_is_put_down_is_asked_for_by_number_at_once_or_next_time() {
    let mut s = shop(250, 1_000_000);
    let (mut copy, mut cursor) = (BTreeMap::new(), None);
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    let mut walk = Walk::resume(cursor.as_deref());
    walk.ask_soon([3, 4]);
    assert_eq!(walk.ask(1), Ask::These(vec![3]));
    walk.took(&[3], &Seen { rows: &[], total: Some(0), date: Timestamp(s.clock) });
    walk.ask_later(9);
    assert_eq!(walk.ask(10), Ask::These(vec![4]));
    cursor = Some(walk.cursor());
    pass(&mut s, &mut copy, &mut cursor, |_| {});
    let again = Walk::resume(cursor.as_deref());
    assert_eq!(again.ask(10), Ask::These(vec![9]));
}

#[test]
fn an_unreadable_cursor_starts_all_over() {
    assert_eq!(Walk::resume(Some("{\"of\":\"tomorrow\"}")), Walk::resume(None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// A sweep clears everything that is there all the time: nothing is taken for gone that is not.
    #[test]
    fn whatever_changes_while_a_sweep_runs_only_what_is_gone_is_missed(
        rows in 0u64..900,
        during in prop::collection::vec(change(), 0..40),
    ) {
        let mut s = shop(rows, 1000);
        let before: Vec<u64> = s.rows.keys().copied().collect();
        let (mut at, mut seen) = (Some(Down::default()), std::collections::BTreeSet::new());
        let mut changes = during.into_iter();
        while let Some(down) = at {
            let ids: Vec<u64> = s.rows.keys().rev().skip(down.offset() as usize).take(PER_PAGE).copied().collect();
            at = down.next(&Listed { ids: &ids, total: Some(s.rows.len() as u64) }).unwrap();
            seen.extend(ids);
            if let Some(c) = changes.next() {
                s.touch(c);
            }
        }
        let lost: Vec<_> = before.iter().filter(|id| s.rows.contains_key(id) && !seen.contains(id)).collect();
        prop_assert!(lost.is_empty(), "taken for gone: {lost:?}");
    }

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
