//! No code twice: not by two at once, not after its person is forgotten, whatever is asked.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::{Area, Store};
use super::Added;
use crate::types::{CouponPoolId, PersonId, Timestamp};

fn shop(people: u32, codes: &[&str]) -> (tempfile::TempDir, Store, CouponPoolId) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    let pool = store
        .write(Area::House, |w| {
            for id in 1..=people {
                w.execute("INSERT INTO person (id, created_at) VALUES (?1, 0)", &[PersonId(id).into()])?;
            }
            let pool = w.begin_coupon_pool("Autumn", Timestamp(1))?;
            for code in codes {
                assert_eq!(w.add_coupon(pool, code)?, Added::Yes);
            }
            Ok(pool)
        })
        .unwrap();
    (dir, store, pool)
}

fn hand_out(store: &Store, pool: CouponPoolId, people: &[u32], given_for: &str, partial: bool) -> super::HandedOut {
    let people: Vec<PersonId> = people.iter().map(|p| PersonId(*p)).collect();
    store.write(Area::House, |w| w.hand_out_coupons(pool, &people, given_for, Timestamp(9), partial)).unwrap()
}

#[test]
fn everybody_keeps_theirs_and_too_few_is_said_before_anything_is_given() {
    let (_dir, store, pool) = shop(5, &["A", "B", "C"]);
    let first = hand_out(&store, pool, &[2, 1], "email:7", false);
    assert_eq!(first.codes, [(PersonId(2), "A".to_owned()), (PersonId(1), "B".to_owned())]);
    let again = hand_out(&store, pool, &[1, 2, 3, 4], "email:7", false);
    assert_eq!((again.missing, again.new, again.codes.len()), (1, 0, 0), "one short: nobody gets one");
    assert_eq!(store.read(|r| r.next_coupon(pool)).unwrap().as_deref(), Some("C"));
    let partly = hand_out(&store, pool, &[1, 3, 4], "email:7", true);
    assert_eq!(partly.codes, [(PersonId(1), "B".to_owned()), (PersonId(3), "C".to_owned())]);
    assert_eq!((partly.missing, partly.new), (1, 1));
    assert_eq!(hand_out(&store, pool, &[1], "email:8", false).missing, 1, "another email gives another code");
    assert!(store.write(Area::House, |w| w.hand_out_coupons(pool, &[PersonId(99)], "x", Timestamp(1), false)).is_err());
}

#[test]
fn a_code_stays_given_when_its_person_is_forgotten_or_its_pool_deleted() {
    let (_dir, store, pool) = shop(2, &["A", "B"]);
    hand_out(&store, pool, &[1], "email:7", false);
    store.forget(|w| w.forget_person(PersonId(1), &[])).unwrap();
    let given = store.read(|r| r.coupons_given(pool, 0, 9)).unwrap();
    assert_eq!((given.len(), given[0].person, given[0].code.as_str()), (1, None, "A"));
    assert_eq!(store.read(|r| r.next_coupon(pool)).unwrap().as_deref(), Some("B"), "not given again");
    let other = store
        .write(Area::House, |w| {
            assert!(w.delete_coupon_pool(pool, Timestamp(3))? && !w.delete_coupon_pool(pool, Timestamp(3))?);
            let other = w.begin_coupon_pool("Winter", Timestamp(4))?;
            assert_eq!(w.add_coupon(other, "a")?, Added::Known { pool: "Autumn".into() }, "given, in either case");
            assert_eq!(w.add_coupon(other, "B")?, Added::Yes, "free in a deleted pool: it moves");
            assert_eq!(w.add_coupon(other, "b")?, Added::Known { pool: "Winter".into() });
            assert!(w.restore_coupon_pool(pool)?);
            Ok(other)
        })
        .unwrap();
    let left = |id| store.read(|r| r.coupon_pool(id)).unwrap().map(|p| (p.codes, p.given));
    assert_eq!((left(pool), left(other)), (Some((1, 1)), Some((1, 0))));
}

#[test]
fn two_at_once_never_give_the_same_code() {
    let codes: Vec<String> = (0..200).map(|n| format!("C{n}")).collect();
    let (dir, store, pool) = shop(200, &codes.iter().map(String::as_str).collect::<Vec<_>>());
    // As another process would: on a connection of its own.
    let second = Store::open(&dir.path().join("shop.db"), None).unwrap();
    std::thread::scope(|s| {
        for (who, store) in [(0u32, &store), (1, &second)] {
            s.spawn(move || {
                for n in 0..100 {
                    // The two overlap: half of the people are asked for by both.
                    hand_out(store, pool, &[1 + (n + who * 50) % 150], "email:7", false);
                }
            });
        }
    });
    let given = store.read(|r| r.coupons_given(pool, 0, 999)).unwrap();
    let people: BTreeSet<_> = given.iter().map(|g| g.person).collect();
    let codes: BTreeSet<_> = given.iter().map(|g| g.code.clone()).collect();
    assert_eq!((given.len(), people.len(), codes.len()), (150, 150, 150));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_code_twice_whatever_is_asked(
        asks in prop::collection::vec((prop::collection::btree_set(1u32..9, 0..6), 0u8..3, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let (_dir, store, pool) = shop(8, &["A", "B", "C", "D", "E", "F", "G"]);
        let mut seen: std::collections::BTreeMap<String, (u32, u8)> = Default::default();
        for (people, email, partial, forget) in asks {
            let there: Vec<u32> = people
                .into_iter()
                .filter(|p| store.read(|r| r.person(PersonId(*p))).unwrap().is_some())
                .collect();
            let out = hand_out(&store, pool, &there, &format!("email:{email}"), partial);
            prop_assert!(out.missing == 0 || partial || out.codes.is_empty());
            for (person, code) in &out.codes {
                let owner = *seen.entry(code.clone()).or_insert((person.0, email));
                prop_assert_eq!(owner, (person.0, email), "{} went out twice", code);
            }
            if forget && let Some(p) = there.first() {
                store.forget(|w| w.forget_person(PersonId(*p), &[])).unwrap();
            }
        }
    }
}
