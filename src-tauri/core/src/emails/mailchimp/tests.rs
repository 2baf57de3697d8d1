//! The table of what becomes what, and that nothing is dropped without a word.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn facts(segment: &dyn Fn(DocumentId) -> Option<(String, Segment)>) -> Facts<'_> {
    let mut tags = usual_tags();
    for (name, tag) in
        [("person.country", "COUNTRY"), ("person.orders", "ORDERS"), ("person.spent", "SPENT"), ("last_order.date", "LASTORDER")]
    {
        tags.insert(name, tag.to_owned());
    }
    Facts { tags, shop_name: "Kräuter & Co", website: "https://shop.example", currency: "EUR", segment }
}

fn nobody(_: DocumentId) -> Option<(String, Segment)> {
    None
}

#[test]
fn the_table_of_what_becomes_what() {
    let all = [
        "Hi {{ person.first_name }}",
        "Hi {{ person.first_name | default: 'there' }},",
        "{{ person.last_name | upcase }} {{ person.email | downcase }} {{ person.language }}",
        "{{ shop.name }} at {{ shop.website }}, {{ 'so' }}",
        "{{ today }} / {{ today | date }} / {{ today | date: '%A, %e %b %y' }} / {{ today | date: 'on %d' }}",
        "{{ person.spent | money }} in {{ person.orders }} orders, last {{ last_order.date | date: '%d' }}",
        "{{ person.city | default: 'your town' }} {{ person.city }} {{ person.first_name | capitalize }}",
        "{% if person.country == 'DE' %}Hallo{% elsif person.country == \"FR\" %}Salut{% else %}Hello{% endif %}",
        "{% if person.orders >= 3 %}regular{% endif %} {% unless person.first_name %}you{% endunless %}",
        "{% if person.first_name != blank %}{{ person.first_name }}{% else %}friend{% endif %}",
        "{% if last_order.days > 30 %}long ago{% else %}lately{% endif %}",
        "{% if person.country == 'DE' and person.orders > 1 %}both{% endif %}",
        "{% if person.country == 'DE' %}a{% elsif person.city == 'Bonn' %}b{% else %}c{% endif %}",
        "{% case person.country %}{% when 'DE' %}de{% else %}else{% endcase %}!",
        "{% for p in products %}{{ p.title }}{% endfor %}{% assign x = 1 %}{% comment %}quiet{% endcomment %}.",
        "{% if last_order.days > 3 %}{% if person.country == 'DE' %}in{% endif %}{% else %}{{ person.first_name }}{% endif %}",
        "an {{ open",
    ];
    let facts = facts(&nobody);
    let mut table = String::new();
    for text in all {
        let done = words::translated(text, &facts, false);
        table.push_str(&format!("{text}\n  = {}\n", done.text));
        for lost in done.lost {
            table.push_str(&format!("  ! {}: {}; instead: {}\n", lost.what, lost.why, lost.instead));
        }
    }
    insta::assert_snapshot!(table, @r#"
    Hi {{ person.first_name }}
      = Hi *|FNAME|*
    Hi {{ person.first_name | default: 'there' }},
      = Hi *|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*,
    {{ person.last_name | upcase }} {{ person.email | downcase }} {{ person.language }}
      = *|UPPER:LNAME|* *|LOWER:EMAIL|* *|MC_LANGUAGE|*
    {{ shop.name }} at {{ shop.website }}, {{ 'so' }}
      = Kräuter & Co at https://shop.example, so
    {{ today }} / {{ today | date }} / {{ today | date: '%A, %e %b %y' }} / {{ today | date: 'on %d' }}
      = *|DATE:Y-m-d|* / *|DATE:j F Y|* / *|DATE:l, j M y|* / 
      ! {{ today | date: 'on %d' }}: merge tags cannot change a value like this; instead: nothing
    {{ person.spent | money }} in {{ person.orders }} orders, last {{ last_order.date | date: '%d' }}
      = *|SPENT|* EUR in *|ORDERS|* orders, last *|LASTORDER|*
    {{ person.city | default: 'your town' }} {{ person.city }} {{ person.first_name | capitalize }}
      = your town  
      ! {{ person.city | default: 'your town' }}: there is no merge field for it; instead: “your town” for everybody
      ! {{ person.city }}: there is no merge field for it; instead: nothing
      ! {{ person.first_name | capitalize }}: merge tags cannot change a value like this; instead: nothing
    {% if person.country == 'DE' %}Hallo{% elsif person.country == "FR" %}Salut{% else %}Hello{% endif %}
      = *|IF:COUNTRY=DE|*Hallo*|ELSEIF:COUNTRY=FR|*Salut*|ELSE:|*Hello*|END:IF|*
    {% if person.orders >= 3 %}regular{% endif %} {% unless person.first_name %}you{% endunless %}
      = *|IF:ORDERS >= 3|*regular*|END:IF|* *|IFNOT:FNAME|*you*|END:IF|*
    {% if person.first_name != blank %}{{ person.first_name }}{% else %}friend{% endif %}
      = *|IF:FNAME|**|FNAME|**|ELSE:|*friend*|END:IF|*
    {% if last_order.days > 30 %}long ago{% else %}lately{% endif %}
      = lately
      ! {% if last_order.days > 30 %}: there is no merge field for it; instead: what stands under “else”, or nothing
    {% if person.country == 'DE' and person.orders > 1 %}both{% endif %}
      = 
      ! {% if person.country == 'DE' and person.orders > 1 %}: merge tags cannot ask this; instead: what stands under “else”, or nothing
    {% if person.country == 'DE' %}a{% elsif person.city == 'Bonn' %}b{% else %}c{% endif %}
      = *|IF:COUNTRY=DE|*a*|ELSE:|*c*|END:IF|*
      ! {% elsif person.city == 'Bonn' %}: there is no merge field for it; instead: what stands under “else”, or nothing
    {% case person.country %}{% when 'DE' %}de{% else %}else{% endcase %}!
      = else!
      ! {% case person.country %}: merge tags cannot ask this; instead: what stands under “else”, or nothing
    {% for p in products %}{{ p.title }}{% endfor %}{% assign x = 1 %}{% comment %}quiet{% endcomment %}.
      = .
      ! {% for p in products %}: merge tags cannot do this; instead: nothing
      ! {% assign x = 1 %}: merge tags cannot do this; instead: nothing
    {% if last_order.days > 3 %}{% if person.country == 'DE' %}in{% endif %}{% else %}{{ person.first_name }}{% endif %}
      = *|FNAME|*
      ! {% if last_order.days > 3 %}: there is no merge field for it; instead: what stands under “else”, or nothing
    an {{ open
      = an  open
      ! an {{ open: its Liquid is broken; instead: the words without it
    "#);
    assert_eq!(words::translated("<b>{{ person.city | default: '<i>' }}</b>", &facts, true).text, "<b>&lt;i&gt;</b>");
    assert_eq!(
        tags_as_written("a &gt; b *|IF:ORDERS &gt;= 3|* &amp; *|FNAME|* *| <b>|* *|"),
        "a &gt; b *|IF:ORDERS >= 3|* &amp; *|FNAME|* *| <b>|* *|"
    );
}

fn segment(field: &str, value: &str) -> serde_json::Value {
    json!({ "version": 2, "root": { "type": "group", "match": "all", "children": [
        { "type": "profile", "field": field, "is": { "op": "is", "value": value } } ] } })
}

#[test]
fn blocks_that_differ_become_conditions_or_are_named() {
    let email = Email::read(&json!({ "version": 2, "subject": "Hi {{ person.city }}", "blocks": [
        { "id": "a", "only_for": { "condition": segment("country", "DE") }, "content": { "kind": "heading", "text": "Guten Tag" } },
        { "id": "b", "content": { "kind": "text", "html": "<p>Hello</p>" },
          "variants": [{ "id": "b1", "only_for": { "segment": 1 }, "content": { "kind": "text", "html": "<p>Salut {{ person.first_name }}</p>" } }] },
        { "id": "c", "only_for": { "segment": 2 }, "content": { "kind": "text", "html": "<p>For you alone</p>" } },
        { "id": "d", "only_for": { "segment": 1 }, "content": { "kind": "button", "label": "Go", "href": "https://shop.example" } },
        { "id": "e", "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 3 } },
        { "id": "f", "content": { "kind": "products", "rule": { "by": "best_sellers" }, "count": 3, "fill_with": { "by": "again" } } },
        { "id": "g", "content": { "kind": "offer", "title": "10 %", "code": { "kind": "own", "pool": 4 } } },
        { "id": "h", "content": { "kind": "columns", "cells": [[{ "id": "h1", "content": { "kind": "cart" } }],
          [{ "id": "h2", "content": { "kind": "button", "label": "{{ person.first_name }}", "href": "https://shop.example/?p={{ person.orders }}" } }]] } },
        { "id": "i", "only_for": { "segment": 9 }, "content": { "kind": "divider" } } ] }))
    .unwrap();
    let segments = |id: DocumentId| {
        let simple: Segment = serde_json::from_value(segment("country", "FR")).unwrap();
        match id.0 {
            1 => Some(("The French".to_owned(), simple)),
            2 => Some(("VIPs".to_owned(), Segment::everyone())),
            _ => None,
        }
    };
    let (out, lost) = adapted(&email, &facts(&segments));
    assert!(!serde_json::to_string(&out).unwrap().contains("{{"));
    assert_eq!(out.blocks.iter().map(|b| b.id.as_str()).collect::<Vec<_>>(), ["a", "b", "f", "g", "h"]);
    let mut told = String::new();
    for b in out.blocks.iter().take(2) {
        told.push_str(&format!("{:?}\n", words_of(&b.content).unwrap().0));
    }
    for l in lost {
        told.push_str(&format!("{}: {}; {}; instead: {}\n", l.place, l.what, l.why, l.instead));
    }
    insta::assert_snapshot!(told, @r#"
    "*|IF:COUNTRY=DE|*Guten Tag*|END:IF|*"
    "*|IF:COUNTRY=FR|*<p>Salut *|FNAME|*</p>*|ELSE:|*<p>Hello</p>*|END:IF|*"
    Subject: {{ person.city }}; there is no merge field for it; instead: nothing
    Block 3 (text): only for “VIPs”; merge tags cannot ask for a segment; send it to them as a campaign of its own; instead: nothing: the block is left out
    Block 4 (button): only for “The French”; only the words of a text or a heading can stand within a condition there; instead: nothing: the block is left out
    Block 5 (products): products: recommended for the reader; it is chosen for each reader, and Mailchimp does not know what; instead: nothing: the block is left out
    Block 6 (products): leaving out what the reader has bought; it is chosen for each reader, and Mailchimp does not know what; instead: the same products for everybody, as of today
    Block 7 (offer): a code of the reader’s own; codes of which each is handed out once stay with Regulars; instead: the offer without a code
    Block 8 (columns), column 1, Block 1 (cart): the reader’s cart; it is chosen for each reader, and Mailchimp does not know what; instead: nothing: the block is left out
    Block 9 (line): only for a deleted segment; its segment was deleted; instead: nothing: the block is left out
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is written, no Liquid is left, and every output and tag either became a merge tag, a fallback or fixed
    /// words, or is told.
    #[test]
    fn no_liquid_is_left_and_nothing_is_lost_in_silence(pieces in proptest::collection::vec(piece(), 0..12)) {
        let text: String = pieces.concat();
        let facts = facts(&nobody);
        let done = words::translated(&text, &facts, true);
        prop_assert!(!done.text.contains("{{") && !done.text.contains("{%"), "{text} → {}", done.text);
        if text.contains("person.nothing }}") && !text.contains("{%") {
            prop_assert!(done.lost.iter().any(|l| l.what.contains("person.nothing")));
        }
        if done.lost.is_empty() && !text.contains("{%") && text.contains("person.first_name") {
            prop_assert!(done.text.contains("FNAME"));
        }
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("words ".to_owned()),
        Just("{{ person.first_name | default: 'you' }}".to_owned()),
        Just("{{ person.nothing }}".to_owned()),
        Just("{{ person.first_name | reverse }}".to_owned()),
        Just("{% if person.country == 'DE' %}".to_owned()),
        Just("{% if person.age > 3 %}".to_owned()),
        Just("{% elsif person.orders > 3 %}".to_owned()),
        Just("{% else %}".to_owned()),
        Just("{% endif %}".to_owned()),
        Just("{% for x in y %}".to_owned()),
        Just("{% endfor %}".to_owned()),
        Just("{".to_owned()),
        Just("{{".to_owned()),
        "[{}%| a-z']{0,6}",
    ]
}
