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
    Facts { tags, shop_name: "Kräuter & Co", website: "https://shop.example", currency: "EUR", language: "en", codes: None, segment }
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
        let done = words::translated(text, &facts, Stands::Plain);
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
      ! {{ last_order.date | date: '%d' }}: the form of a field’s day is Mailchimp’s; instead: the day as Mailchimp writes it
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
    assert_eq!(words::translated("<b>{{ person.city | default: '<i>' }}</b>", &facts, Stands::Rich).text, "<b>&lt;i&gt;</b>");
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
    insta::assert_snapshot!(told(&out.blocks, &lost), @r#"
    *|IF:COUNTRY=DE|*
    a heading
    *|END:IF|*
    *|IF:COUNTRY=FR|*
    b1 text
    *|ELSE:|*
    b text
    *|END:IF|*
    *|IF:COUNTRY=FR|*
    d button
    *|END:IF|*
    f products
    g offer
    h columns
    ! Subject: {{ person.city }}; there is no merge field for it; instead: nothing
    ! Block 3 (text): only for “VIPs”; merge tags cannot ask for this segment; send it to its people as a campaign of its own; instead: nothing: the block is left out
    ! Block 5 (products): products: recommended for the reader; it is chosen for each reader, and Mailchimp does not know what; instead: nothing: the block is left out
    ! Block 6 (products): leaving out what the reader has bought; it is chosen for each reader, and Mailchimp does not know what; instead: the same products for everybody, as of today
    ! Block 7 (offer): a code of the reader’s own; codes of everybody’s own stay with Regulars until your audience has a merge field for them; instead: the offer without a code
    ! Block 8 (columns), column 1, Block 1 (cart): the reader’s cart; it is chosen for each reader, and Mailchimp does not know what; instead: nothing: the block is left out
    ! Block 9 (line): only for a deleted segment; its segment was deleted; instead: nothing: the block is left out
    "#);
}

/// The blocks as they stand, tags as tags, then what is lost.
fn told(blocks: &[EmailBlock], lost: &[Untranslated]) -> String {
    let mut told = String::new();
    for b in blocks {
        match &b.content {
            BlockContent::Mjml { source } => {
                told.push_str(source.trim_start_matches("<mj-raw>").trim_end_matches("</mj-raw>").trim_matches([OPEN, CLOSE]))
            }
            other => told.push_str(&format!("{} {}", b.id, other.noun())),
        }
        told.push('\n');
    }
    for l in lost {
        told.push_str(&format!("! {}: {}; {}; instead: {}\n", l.place, l.what, l.why, l.instead));
    }
    told
}

#[test]
fn conditions_of_several_parts_and_everybodys_code() {
    let group = |matching: &str, children: serde_json::Value| json!({ "version": 2, "root": { "type": "group", "match": matching, "children": children } });
    let profile = |field: &str, is: serde_json::Value| json!({ "type": "profile", "field": field, "is": is });
    let orders =
        |compare: serde_json::Value| json!({ "type": "activity", "what": "orders", "measure": { "of": "count", "compare": compare } });
    let one = |id: &str, condition: serde_json::Value| json!({ "id": id, "only_for": { "condition": condition }, "content": { "kind": "spacer", "height": 8 } });
    let email = Email::read(&json!({ "version": 2, "subject": "All",
        "head_variants": [{ "id": "h", "only_for": { "condition": segment("country", "DE") }, "subject": "Alle" }],
        "blocks": [
        one("a", group("all", json!([profile("country", json!({ "op": "is", "value": "DE" })), orders(json!({ "op": "at_least", "value": 2 }))]))),
        one("b", group("all", json!([profile("country", json!({ "op": "one_of", "values": ["DE", "AT"] }))]))),
        one("c", group("none", json!([profile("country", json!({ "op": "one_of", "values": ["DE", "AT"] })), orders(json!({ "op": "less_than", "value": 1 }))]))),
        one("d", group("any", json!([profile("first_name", json!({ "op": "is_set" })), orders(json!({ "op": "between", "from": 3, "to": 1 }))]))),
        one("e", group("all", json!([profile("country", json!({ "op": "is_not", "value": "DE", "unset": "exclude" }))]))),
        one("f", group("all", json!([profile("city", json!({ "op": "contains", "value": "x" }))]))),
        { "id": "g", "content": { "kind": "offer", "title": "10 %", "code": { "kind": "own", "pool": 4 } } } ] }))
    .unwrap();
    let facts = Facts { codes: Some("CODE"), ..facts(&nobody) };
    let (out, lost) = adapted(&email, &facts);
    assert_eq!(out.subject, "*|IF:COUNTRY=DE|*Alle*|ELSE:|*All*|END:IF|*");
    let Some(BlockContent::Offer { code, .. }) = out.blocks.last().map(|b| &b.content) else { panic!() };
    assert_eq!(*code, OfferCode::Same { code: "*|CODE|*".into() });
    insta::assert_snapshot!(told(&out.blocks, &lost), @r#"
    *|IF:COUNTRY=DE|*
    *|IF:ORDERS &gt;= 2|*
    a space
    *|END:IF|*
    *|END:IF|*
    *|IF:COUNTRY=DE|*
    b space
    *|ELSEIF:COUNTRY=AT|*
    b space
    *|END:IF|*
    *|IF:COUNTRY!=DE|*
    *|IF:COUNTRY!=AT|*
    *|IF:ORDERS &gt;= 1|*
    c space
    *|END:IF|*
    *|END:IF|*
    *|END:IF|*
    *|IF:COUNTRY|*
    *|IF:COUNTRY!=DE|*
    e space
    *|END:IF|*
    *|END:IF|*
    g offer
    ! Block 4 (space): only for people of a condition; merge tags cannot ask for this segment; send it to its people as a campaign of its own; instead: nothing: the block is left out
    ! Block 6 (space): only for people of a condition; the audience there has no field for it; export it as a merge field first; instead: nothing: the block is left out
    "#);
}

#[test]
fn a_value_within_an_address_is_encoded() {
    let facts = facts(&nobody);
    let of = |text: &str, stands: Stands| words::translated(text, &facts, stands).text;
    assert_eq!(
        of("{{ shop.website }}/?n={{ person.first_name }}&s={{ 'a b' }}", Stands::Address),
        "https://shop.example/?n=*|URL:FNAME|*&s=a%20b"
    );
    assert_eq!(
        of("<p><a href=\"https://a.example/?n={{ person.first_name | default: 'no one' }}\">{{ person.first_name }}</a></p>", Stands::Rich),
        "<p><a href=\"https://a.example/?n=*|IF:FNAME|**|URL:FNAME|**|ELSE:|*no%20one*|END:IF|*\">*|FNAME|*</a></p>"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is written, no Liquid is left, and every output and tag either became a merge tag, a fallback or fixed
    /// words, or is told.
    #[test]
    fn no_liquid_is_left_and_nothing_is_lost_in_silence(pieces in proptest::collection::vec(piece(), 0..12)) {
        let text: String = pieces.concat();
        let facts = facts(&nobody);
        let done = words::translated(&text, &facts, Stands::Rich);
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
