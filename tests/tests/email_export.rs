//! One email as files: as a person reads it, as a mail, and with Mailchimp's merge tags; nothing is written over.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::process::Command;

use mail_parser::MessageParser;
use regulars_core::emails::Email;
use regulars_core::store::Area;
use regulars_core::store::Store;
use regulars_core::types::Timestamp;
use regulars_core::types::records::{ConsentState, Record};
use regulars_tests::binaries::cli;
use regulars_tests::shop::{fill, person};
use serde_json::json;

fn germans() -> serde_json::Value {
    json!({ "condition": { "version": 2, "root": { "type": "group", "match": "all", "children": [
        { "type": "profile", "field": "country", "is": { "op": "is", "value": "DE" } } ] } } })
}

/// What Mailchimp makes of it for one reader: the tags that hold are taken out with their comments, the others with all
/// that stands in them.
fn merged(html: &str, german: bool) -> String {
    let (mut out, mut shown) = (String::new(), vec![true]);
    for (i, part) in html.split("*|").enumerate() {
        let (tag, words) = if i == 0 { ("", part) } else { part.split_once("|*").unwrap() };
        match tag {
            "IF:COUNTRY=DE" => shown.push(german),
            "ELSE:" => *shown.last_mut().unwrap() ^= true,
            "END:IF" => drop(shown.pop()),
            t if t.starts_with("IF") => shown.push(true),
            _ => {}
        }
        if shown.iter().all(|s| *s) {
            out.push_str(words);
        }
    }
    out
}

#[test]
fn the_terminal_writes_what_other_programs_read() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    let out = dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    fill(&db, &[Record::Customer(person(1, "ada@example.com", Some(ConsentState::Subscribed)))]);
    let email = json!({ "version": 2, "subject": "Hi {{ person.first_name | default: 'you' }}", "preheader": "{{ today | date }}", "blocks": [
        { "id": "a", "content": { "kind": "heading", "text": "{% if person.orders >= 3 %}Regular{% else %}Dear{% endif %} {{ person.first_name }}" } },
        { "id": "b", "content": { "kind": "text", "html": "<p>From {{ shop.name }} &amp; all, {{ person.city }}.</p>" } },
        { "id": "c", "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 3 } },
        { "id": "d", "only_for": germans(), "content": { "kind": "button", "label": "Zum Laden", "href": "https://shop.example/?n={{ person.first_name }}" } },
        { "id": "e", "content": { "kind": "columns", "cells": [
            [{ "id": "f", "only_for": germans(), "content": { "kind": "image", "src": "https://shop.example/tee.jpg", "alt": "Tee" } }],
            [{ "id": "g", "content": { "kind": "heading", "text": "Tea" }, "variants": [{ "id": "h", "only_for": germans(), "content": { "kind": "divider" } }] }] ] } } ] });
    Email::read(&email).unwrap();
    let store = Store::open(&db, None).unwrap();
    store.write(Area::Documents, |w| w.create_document("email", "A/B: hello?", &email.to_string(), Timestamp(1))).unwrap();
    drop(store);
    let run = |form: &str, more: &[&str]| {
        let done = Command::new(cli())
            .arg("--db")
            .arg(&db)
            .args(["--json", "email", "export", "A/B: hello?", "--as", form, "-o"])
            .arg(&out)
            .args(more)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice::<serde_json::Value>(&done.stdout).unwrap()
    };
    let read = |folder: &str, file: &str| std::fs::read_to_string(out.join(folder).join(file)).unwrap();

    run("html", &["--person", "ada@example.com"]);
    assert_eq!(read("A-B- hello", "subject.txt").lines().next(), Some("Hi First 1"));
    assert!(read("A-B- hello", "email.html").contains("Dear First 1") && read("A-B- hello", "email.txt").contains("Dear First 1"));

    let told = run("mailchimp", &["--field", "ORDERS=orders", "--field", "COUNTRY=country"]);
    let html = read("A-B- hello 2", "email.html");
    assert!(html.contains("*|IF:ORDERS >= 3|*Regular*|ELSE:|*Dear*|END:IF|* *|FNAME|*"), "{html}");
    assert!(html.contains("*|UNSUB|*") && html.contains("*|LIST:ADDRESSLINE|*"));
    assert!(html.contains("<!-- *|IF:COUNTRY=DE|* -->") && html.contains("https://shop.example/?n=*|URL:FNAME|*"), "{html}");
    let (here, abroad) = (merged(&html, true), merged(&html, false));
    assert!(here.contains("Zum Laden") && here.contains("tee.jpg") && !here.contains(">Tea<"), "{here}");
    assert!(!abroad.contains("Zum Laden") && !abroad.contains("tee.jpg") && abroad.contains(">Tea<"), "{abroad}");
    for page in [&here, &abroad] {
        // Whole tables and comments are left, whoever reads it.
        let count = |what: &str| page.matches(what).count();
        assert_eq!((count("<table"), count("<tr"), count("<td")), (count("</table>"), count("</tr>"), count("</td>")));
        // One comment that Outlook alone does not see begins within another.
        assert_eq!((count("<!--"), count("<div")), (count("-->") + 1, count("</div>")));
    }
    let text = read("A-B- hello 2", "email.txt");
    assert!(text.contains("*|IF:COUNTRY=DE|*Zum Laden: https") && text.contains("*|LIST:ADDRESSLINE|*"), "{text}");
    for file in ["email.html", "email.txt", "subject.txt"] {
        let text = read("A-B- hello 2", file);
        assert!(!text.contains("{{") && !text.contains("{%") && !text.contains("First 1"), "{file}: {text}");
    }
    assert_eq!(read("A-B- hello 2", "subject.txt").lines().next(), Some("Hi *|IF:FNAME|**|FNAME|**|ELSE:|*you*|END:IF|*"));
    let lost: Vec<&str> = told["untranslated"].as_array().unwrap().iter().map(|u| u["place"].as_str().unwrap()).collect();
    assert_eq!(lost, ["Block 2 (text)", "Block 3 (products)"]);
    assert!(read("A-B- hello 2", "not translated.txt").contains("{{ person.city }}"));

    let mail = run("eml", &[]);
    let bytes = std::fs::read(mail["path"].as_str().unwrap()).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.subject(), Some("Hi First 1"));
    assert!(mail.header("X-Regulars-Test").is_none() && mail.body_html(0).unwrap().contains("Dear First 1"));
    assert!(!String::from_utf8_lossy(&bytes).contains("A test from Regulars"));
}
