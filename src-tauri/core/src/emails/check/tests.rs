//! Findings from readers' letters made by hand.

use serde_json::json;

use super::super::brand::Brand;
use super::super::compile::{Letter, compile};
use super::super::definition::Email;
use super::super::render::{BlockOutcome, Rendered};
use super::*;
use crate::types::ProductId;

const POOL: CouponPoolId = CouponPoolId(4);

fn email() -> Email {
    let offer = |id: &str, only: i64| json!({ "id": id, "only_for": { "segment": only }, "content": { "kind": "offer", "title": "10 %" } });
    Email::read(&json!({
        "version": 2, "subject": "Hello",
        "head_variants": [
            { "id": "vip", "only_for": { "segment": 1 }, "subject": "Dear regular" },
            { "id": "new", "only_for": { "segment": 2 }, "subject": "Welcome" },
        ],
        "blocks": [
            { "id": "cart", "content": { "kind": "cart" } },
            { "id": "grid", "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 2 } },
            { "id": "cols", "content": { "kind": "columns", "cells": [[{ "id": "go", "content": { "kind": "button", "label": "Go", "href": "https://shop.test" },
                "variants": [{ "id": "go-vip", "only_for": { "segment": 1 }, "content": { "kind": "button", "label": "Go on", "href": "https://shop.test" } }] }], []] } },
            offer("for-vips", 1),
        ],
    }))
    .unwrap()
}

fn letter(email: &Email) -> Letter {
    compile(email, &Brand::default(), "Shop").unwrap()
}

/// As a reader gets it who sees everything and none of the variants.
fn plain(letter: &Letter) -> Rendered {
    let block = |id: &str| BlockOutcome {
        id: id.to_owned(),
        noun: String::new(),
        shown: true,
        variant: None,
        why: String::new(),
        words: String::new(),
    };
    Rendered { subject: "Hello".to_owned(), blocks: letter.blocks.iter().map(|b| block(&b.id)).collect(), ..Rendered::default() }
}

fn who(person: u32) -> Who<'static> {
    Who { person: PersonId(person), has_address: true, untranslated: None }
}

fn report(tally: &Tally, email: &Email) -> Vec<(String, CheckLevel, Option<u32>, String)> {
    let mut nobody = |_: PersonId, _: Option<usize>| Ok(None);
    let report = tally.report(email, &letter(email), &mut nobody).unwrap();
    report.findings.into_iter().map(|f| (f.key, f.level, f.people, f.sentence)).collect()
}

#[test]
fn a_pool_that_does_not_go_round_is_said_with_who_would_get_none() {
    let email = email();
    let letter = letter(&email);
    // Two halves of the people, as two threads read them.
    let (mut tally, mut other) = (Tally::default(), Tally::default());
    for person in 1..=1_300 {
        let codes = if person <= 1_250 { vec![(4, POOL)] } else { Vec::new() };
        let half = if person % 2 == 0 { &mut tally } else { &mut other };
        half.add(who(person), &Rendered { codes, ..plain(&letter) }, &[], false);
    }
    tally.and(other);
    let mut enough = Tally::default();
    enough.add(who(1), &Rendered { codes: vec![(4, POOL)], ..plain(&letter) }, &[], false);
    enough.count_codes(|_| Ok(("Spring".to_owned(), 1, RoaringBitmap::new()))).unwrap();
    assert!(report(&enough, &email).iter().all(|(key, ..)| !key.contains("codes")));

    tally.count_codes(|id| Ok((format!("Pool {id}"), 900, (1..=46).collect()))).unwrap();
    let all = report(&tally, &email);
    let (key, level, people, sentence) = &all[0];
    insta::assert_snapshot!(sentence, @"1,204 would get a code of “Pool 4” in block 5 (offer), 900 are left: 304 would get none. Bring in more codes.");
    assert_eq!((key.as_str(), *level, *people), ("4:codes:4", CheckLevel::Problem, Some(304)));
    let (last, block) = tally.people_of(key).unwrap();
    assert_eq!((last.min(), last.max(), block), (Some(947), Some(1_250), Some(4)));
}

#[test]
fn the_same_product_in_two_blocks_is_said_once_a_reader_and_twice_in_one_cart_is_not() {
    let email = email();
    let letter = letter(&email);
    let mut tally = Tally::default();
    let shown =
        |products: &[(usize, i64)]| Rendered { products: products.iter().map(|(b, p)| (*b, ProductId(*p))).collect(), ..plain(&letter) };
    tally.add(who(1), &shown(&[(0, 7), (0, 7), (1, 8)]), &[], false);
    assert!(tally.people_of("1:twice").is_none() && tally.people_of("0:twice").is_none());
    tally.add(who(2), &shown(&[(0, 7), (0, 9), (1, 7), (1, 9)]), &[], false);
    let all = report(&tally, &email);
    let twice = all.iter().find(|(key, ..)| key.ends_with("twice")).unwrap();
    assert_eq!(twice.3, "1 of 2 people would see the same product twice, again in block 2 (products).");
}

#[test]
fn variants_that_nobody_gets_are_named_wherever_they_are() {
    let email = email();
    let letter = letter(&email);
    let mut tally = Tally::default();
    // One regular, who gets the first subject and the button for regulars; nobody is new, nobody is anybody else.
    let mut regular = Rendered { head: Some("vip".to_owned()), ..plain(&letter) };
    regular.blocks[3].variant = Some("go-vip".to_owned());
    tally.add(who(1), &regular, &[], false);
    let said: Vec<String> = report(&tally, &email).into_iter().map(|f| f.3).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    Nobody among these people gets the default of block 4 (button): a variant takes everybody.
    Nobody among these people gets the subject for everybody else: a variant takes everybody.
    Nobody among these people gets variant 2 of the subject: none is in it, or an earlier one takes them all.
    ");
    // Somebody else, who is no regular and sees no offer for them: now everything but “new” has its reader.
    let mut other = plain(&letter);
    other.blocks[4].shown = false;
    let mut both = Tally::default();
    both.add(who(2), &other, &[], false);
    let alone: Vec<String> = report(&both, &email).into_iter().map(|f| f.0).collect();
    assert_eq!(
        alone,
        ["4:nobody", "3:variant:go-vip", ":head:new", ":head:vip"]
            .map(str::to_owned)
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    both.and(tally);
    assert_eq!(report(&both, &email).into_iter().map(|f| f.0).collect::<Vec<_>>(), [":head:new"]);
}

#[test]
fn a_language_without_a_translation_is_told_and_an_email_of_one_language_says_so_once_and_last() {
    let email = email();
    let letter = letter(&email);
    let mut tally = Tally::default();
    tally.add(Who { untranslated: Some("de"), ..who(1) }, &plain(&letter), &[], false);
    tally.add(Who { untranslated: Some(""), ..who(2) }, &plain(&letter), &[], false);
    tally.add(Who { untranslated: Some(""), ..who(3) }, &plain(&letter), &[], false);
    let found = tally.report(&email, &letter, &mut |_, _| Ok(None)).unwrap().findings;
    let of = |key: &str| found.iter().find(|f| f.key == key).unwrap();
    assert_eq!((of(":language:de").level, of(":language:").level), (CheckLevel::Warning, CheckLevel::Hint));
    assert!(of(":language:de").sentence.contains("reads German, but"), "{}", of(":language:de").sentence);
    assert!(of(":language:").sentence.contains("2 of 3 people read another language"), "{}", of(":language:").sentence);
    assert_eq!(found.last().map(|f| f.key.as_str()), Some(":language:"));
}
