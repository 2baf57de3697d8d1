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
        { "id": "c", "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 3 } } ] });
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

    let told = run("mailchimp", &["--field", "ORDERS=orders"]);
    let html = read("A-B- hello 2", "email.html");
    assert!(html.contains("*|IF:ORDERS >= 3|*Regular*|ELSE:|*Dear*|END:IF|* *|FNAME|*"), "{html}");
    assert!(html.contains("*|UNSUB|*") && html.contains("*|LIST:ADDRESSLINE|*"));
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
