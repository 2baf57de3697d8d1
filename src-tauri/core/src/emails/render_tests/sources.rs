//! An email as its source, and as one Liquid template.

use super::*;
use crate::emails::letter::open::liquid;
use crate::emails::liquid::split::split;
use crate::emails::liquid::{Field, Place, Placed};
use crate::emails::source::source;

fn mjml(email: &Email) -> String {
    source(email, &brand(), "T", "en", &Shared::new()).mjml
}

#[test]
fn what_is_the_same_for_everybody_can_be_gone_on_with_by_hand() {
    let plain: Vec<_> = every_kind("Hi {{ person.first_name }} & co").into_iter().take(9).collect();
    let email = of(plain);
    let (full, empty) = (mjml(&email), mjml(&of(Vec::new())));
    assert!(!full.contains("QZX") && full.contains("{{ person.first_name }} &amp; co"), "{full}");
    let same = |(a, b): &(&str, &str)| a == b;
    let head = full.lines().zip(empty.lines()).take_while(same).count();
    let left = empty.lines().count() - head;
    let foot = full.lines().rev().zip(empty.lines().rev()).take(left).take_while(same).count();
    let lines: Vec<_> = full.lines().collect();
    let by_hand = lines[head..lines.len() - foot].join("\n");
    let letter = compile(&of(vec![BlockContent::Mjml { source: by_hand.clone() }]), &brand(), "T").unwrap();
    assert_eq!(letter.problems, [], "{by_hand}");
    let read = |letter: &Letter| fill(letter, &reader(1, Some("A<b>")), &Groups::new(), &[]).html;
    let (by_hand, by_blocks) = (read(&letter), read(&compile(&email, &brand(), "T").unwrap()));
    for words in ["Hi A&lt;b&gt; &amp; co", "https://tea.example/go", "picture:3", "Instagram"] {
        assert_eq!(by_hand.matches(words).count(), by_blocks.matches(words).count(), "{words}");
    }
}

#[test]
fn a_block_is_found_at_its_line_and_a_choice_is_named() {
    let mut email = of(vec![heading("One"), heading("Two")]);
    email.blocks[1].variants = vec![BlockVariant { id: "v".into(), only_for: vip(7), content: heading("Three") }];
    let s = source(&email, &brand(), "T", "en", &Shared::new());
    let line = |n: usize| s.mjml.lines().nth(s.lines[&n] as usize - 1).unwrap();
    assert!(line(0).contains("<mj-section") && line(1).contains("<!-- b1: variant v -->"), "{}", s.mjml);
    assert!(s.mjml.contains("<!-- b1: everybody else -->"));
}

#[test]
fn the_whole_letter_is_one_liquid_template() {
    let letter = compile(&of(every_kind("Hi {{ person.first_name }}")), &brand(), "T").unwrap();
    let template = liquid(&letter);
    assert!(!template.contains("QZX") && template.contains("{{ person.first_name | escape }}"));
    assert!(template.contains("{% case blocks[\"b9\"].taken %}") && template.contains("{% for row in blocks[\"b9\"].rows %}"));
    for block in ["case", "for", "if"] {
        let count = |what: &str| template.matches(&format!("{{% {what}")).count();
        assert_eq!(count(&format!("{block} ")), count(&format!("end{block}")), "{block}");
    }
    let short = liquid(&compile(&of(every_kind("Hi {{ person.first_name }}").split_off(9)), &brand(), "T").unwrap());
    let pieces = split(&short).unwrap().into_iter().map(|p| Placed::Liquid(p, Place::Text)).collect();
    assert!(Field::new(pieces).is_ok());
}
