//! What cannot be right, put into the emails room by the core and by the terminal: each gets a sentence that names its
//! place, nothing hangs, and the last good state stays.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::emails::files;
use regulars_core::api::{App, Parts, coupons, emails};
use regulars_core::emails::Email;
use regulars_core::emails::lint::LintId;
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::store::Area;
use regulars_core::types::records::Record;
use regulars_core::types::{Code, FixedClock, PersonId, Timestamp};
use regulars_tests::binaries::cli;
use regulars_tests::shop;
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp(1_795_168_800);

/// A shop of one person, who bought nothing.
fn small(dir: &Path) -> App {
    let file = dir.join("shop.db");
    shop::fill(&file, &[Record::Customer(shop::person(1, "ada@example.com", None))]);
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    App::open(&file, parts).unwrap()
}

fn text(html: &str) -> Value {
    json!({ "id": "t", "content": { "kind": "text", "html": html } })
}

fn heading(words: &str) -> Value {
    json!({ "id": "h", "content": { "kind": "heading", "text": words } })
}

fn email(blocks: Value) -> Value {
    json!({ "version": 2, "subject": "Hello", "blocks": blocks })
}

fn refused(app: &App, body: &Value) -> String {
    documents::save(app, DocumentKind::Email, None, "Bad", body).unwrap_err().message
}

#[test]
fn a_mistake_is_named_by_its_place_and_the_last_good_email_stays() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let good = documents::save(&app, DocumentKind::Email, None, "Letter", &email(json!([heading("Good")]))).unwrap();
    let many: Vec<Value> = (0..5_000).map(|n| json!({ "id": format!("b{n}"), "content": { "kind": "divider" } })).collect();
    for (bad, words) in [
        (email(json!([heading("{{ person.first_name | shout }}")])), "Block 1 (heading)"),
        (email(json!([heading("ok"), text("<p>{% if person.orders %}never ended</p>")])), "Block 2 (text)"),
        (email(json!([heading("{{ person.first_name")])), "Block 1 (heading)"),
        (email(json!([text("<p>{% include 'a file' %}</p>")])), "Block 1 (text)"),
        (email(json!(many)), "at most 100 blocks"),
        (
            email(
                json!([{ "id": "a", "content": { "kind": "columns", "cells": [[{ "id": "b", "content": { "kind": "columns", "cells": [[], []] } }], []] } }]),
            ),
            "Block 1 (columns), column 1, Block 1 (columns): it cannot stand in a column",
        ),
        (json!({ "version": 3, "subject": "", "blocks": [] }), "A newer Regulars can open it"),
        (json!({ "version": 2, "subject": "", "blocks": [], "script": "x" }), "unknown field"),
        (json!("Dear reader"), "This is not an email"),
    ] {
        let said = documents::save(&app, DocumentKind::Email, Some(good.id), "Letter", &bad).unwrap_err();
        assert_eq!(said.code, Code::BadInput, "{said:?}");
        assert!(said.message.contains(words), "{words}: {}", said.message);
    }
    assert_eq!(documents::get(&app, DocumentKind::Email, good.id).unwrap().body, good.body);
    assert_eq!(emails::list(&app).unwrap().len(), 1);
}

#[test]
fn loops_without_an_end_and_very_much_text_end_soon_with_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let forever = "<p>{% for a in (1..100000) %}{% for b in (1..100000) %}{% for c in (1..100000) %}{{ a }}{{ b }}{% endfor %}{% endfor %}{% endfor %}</p>";
    let endless = Email::read(&email(json!([text(forever), heading("Still here")]))).unwrap();
    let seen = emails::preview(&app, &endless, &emails::Sight::of(PersonId(1))).unwrap();
    assert!(seen.html.contains("Still here"), "the rest is still shown");
    let said: Vec<&str> = seen.warnings.iter().filter(|w| w.block.as_deref() == Some("t")).map(|w| w.sentence.as_str()).collect();
    assert!(!said.is_empty(), "{:?}", seen.warnings);

    let long = "tea and wool ".repeat(10 << 20 >> 3);
    let body = json!({ "id": "n", "content": { "kind": "text", "html": format!("<p>{long}</p>") } });
    let said = documents::save(&app, DocumentKind::EmailBlock, None, "Long", &body).unwrap_err();
    assert!(said.message.contains("MB"), "{}", said.message.chars().take(200).collect::<String>());
    assert!(documents::list(&app, DocumentKind::EmailBlock).unwrap().is_empty());
    let nested = format!("<p>{}x{}</p>", "{% if true %}".repeat(200), "{% endif %}".repeat(200));
    // Either it is refused or it is read; it never takes the app with it.
    let deep = email(json!([text(&nested)]));
    match documents::save(&app, DocumentKind::Email, None, "Deep", &deep) {
        Ok(_) => assert!(emails::preview(&app, &Email::read(&deep).unwrap(), &emails::Sight::of(PersonId(1))).unwrap().text.contains('x')),
        Err(e) => assert!(e.message.starts_with("Block 1 (text)"), "{}", e.message),
    }
}

#[test]
fn pictures_that_are_none_codes_twice_and_blocks_in_circles_are_told_and_what_was_there_stays() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut png = Vec::new();
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 10, 10]))
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let good = emails::add_picture(&app, &file("table.png", &png)).unwrap().picture;
    // 200 MB that take no room on the disk and are never read.
    let large = file("large.png", &png);
    std::fs::File::options().write(true).open(&large).unwrap().set_len(200 << 20).unwrap();
    for (path, words) in [
        (large, "“large.png” has 200 MB; a picture may have at most"),
        (file("letter.png", b"Dear reader, this is no picture at all."), "“letter.png” is not a picture that Regulars can read"),
        (file("cut.png", png.get(..png.len() / 2).unwrap()), "“cut.png” is damaged or cut off"),
        (file("empty.png", b""), "“empty.png” is not a picture"),
        (file("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "is not a picture that Regulars can read"),
        (dir.path().to_owned(), "is not a file"),
        (dir.path().join("gone.png"), "gone.png"),
    ] {
        let said = emails::add_picture(&app, &path).unwrap_err().message;
        assert!(said.contains(words), "{words}: {said}");
    }
    let kept: Vec<_> = emails::pictures(&app).unwrap().into_iter().map(|p| p.id).collect();
    assert_eq!(kept, [good.id]);

    let import = |path: &Path| coupons::import(&app, &path.to_string_lossy(), Some("Spring"));
    let first = import(&file("codes.csv", b"code\nA-1\nA-2\na-1\nA-2\n")).unwrap();
    assert_eq!((first.added, first.twice, first.pool.free), (2, 2, 2), "{first:?}");
    assert!(first.left.iter().all(|l| l.reason == "It stands in the file before."), "{:?}", first.left);
    let again = import(&file("codes.csv", b"A-1\nA-1\n")).unwrap();
    assert_eq!((again.added, again.known, again.twice, again.pool.free), (0, 1, 1, 2), "{again:?}");
    let picture = import(&file("codes-picture.csv", &png)).map_or(0, |report| report.added);
    assert_eq!(picture, 0, "a picture holds no codes");
    assert!(import(&dir.path().join("no.csv")).is_err());
    assert_eq!(coupons::pools(&app).unwrap().iter().map(|p| p.free).collect::<Vec<_>>(), [2]);

    let block = |inner: Value| json!({ "id": "b", "content": inner });
    let one = documents::save(&app, DocumentKind::EmailBlock, None, "One", &block(json!({ "kind": "divider" }))).unwrap();
    let two = documents::save(&app, DocumentKind::EmailBlock, None, "Two", &block(json!({ "kind": "saved", "block": one.id }))).unwrap();
    let round = block(json!({ "kind": "saved", "block": two.id }));
    let said = documents::save(&app, DocumentKind::EmailBlock, Some(one.id), "One", &round).unwrap_err().message;
    assert_eq!(said, "“One” would stand in itself, because “Two” in it holds “One”. Take one of them out.");
    assert_eq!(documents::get(&app, DocumentKind::EmailBlock, one.id).unwrap().body, one.body);
}

#[test]
fn a_mistake_has_its_line_and_column_in_the_lint_the_preview_and_the_source() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let source = "<mj-text css-class=\"rg-ink\">\n  Hello {{ person.first_name | shout }}\n</mj-text>";
    let bad = Email::read(&email(json!([{ "id": "m", "content": { "kind": "mjml", "source": source } }, heading("{{ person.city | }}")])))
        .unwrap();
    let at = |line: Option<u32>, column: Option<u32>| (line, column);
    let lints = emails::lints(&app, &bad, None).unwrap();
    let said: Vec<_> =
        lints.iter().filter(|l| l.id == LintId::Liquid).map(|l| (l.block.as_deref().unwrap(), at(l.line, l.column))).collect();
    let column = u32::try_from("  Hello {{ person.first_name | ".len() + 1).unwrap();
    assert!(
        said.contains(&("m", (Some(2), Some(column)))) && said.iter().any(|(block, at)| *block == "h" && at.0 == Some(1)),
        "{lints:#?}"
    );
    let seen = emails::source(&app, &bad).unwrap();
    let problem = seen.problems.iter().find(|p| p.block.as_deref() == Some("m")).unwrap();
    assert_eq!((problem.field.as_deref(), at(problem.line, problem.column)), (Some("m.source"), (Some(2), Some(column))));
    assert!(problem.mjml_line.is_some() && problem.sentence.contains("shout"), "{problem:?}");
    let preview = emails::preview(&app, &bad, &emails::Sight::of(PersonId(1))).unwrap();
    assert!(preview.warnings.iter().any(|w| w.block.as_deref() == Some("m") && w.line == Some(2)), "{:?}", preview.warnings);
    let refused = refused(&app, &serde_json::to_value(&bad).unwrap());
    assert!(refused.starts_with("Block 1 (MJML)") && refused.to_lowercase().contains("line 2"), "{refused}");
}

#[test]
fn what_a_newer_regulars_wrote_is_listed_with_a_sentence_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let good = documents::save(&app, DocumentKind::Email, None, "Letter", &email(json!([heading("Good")]))).unwrap();
    let newer = json!({ "version": 9, "subject": "From the future", "blocks": [] }).to_string();
    let id = app.store().write(Area::Documents, |w| w.create_document("email", "Newer", &newer, NOW)).unwrap();
    let all = emails::list(&app).unwrap();
    let listed = all.iter().find(|e| e.id == id).unwrap();
    assert_eq!((listed.subject.as_str(), listed.blocks), ("From the future", 0));
    assert!(listed.problem.as_deref().unwrap().contains("A newer Regulars can open it"));
    assert!(all.iter().find(|e| e.id == good.id).unwrap().problem.is_none());
    assert!(emails::get(&app, id).unwrap_err().message.contains("A newer Regulars can open it"));
    let kept = app.store().read(|r| r.document("email", id)).unwrap().unwrap();
    assert_eq!(kept.body, newer);
    assert!(refused(&app, &json!({ "version": 9, "subject": "", "blocks": [] })).contains("form 9"));
}

#[test]
fn a_file_that_is_none_is_refused_by_the_core_and_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let app = small(dir.path());
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let newer = json!({ "regulars": "email", "version": 2, "name": "N", "email": {} }).to_string();
    let circular = json!({ "regulars": "email", "version": 1, "name": "C", "email": email(json!([
        { "id": "a", "content": { "kind": "saved", "block": 5 } } ])),
        "blocks": [{ "number": 5, "name": "Round", "block": { "id": "b", "content": { "kind": "saved", "block": 5 } } }] })
    .to_string();
    let cases = [
        ("broken.json", "{ \"version\": 2,\n \"subject\": }".as_bytes().to_vec(), "This is not JSON"),
        ("deep.json", deep.into_bytes(), "This is not JSON: recursion limit"),
        ("picture.json", vec![0x89, b'P', b'N', b'G', 0xff, 0xfe], "is not a text file"),
        ("newer.json", newer.into_bytes(), "written by a newer Regulars"),
        ("large.json", vec![b' '; 6 << 20], "6 MB large"),
        ("empty.json", Vec::new(), "This is not JSON"),
    ];
    for (name, bytes, words) in &cases {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let said = files::open(&app, &path).unwrap_err().message;
        assert!(said.contains(words) && said.contains(name), "{said}");
    }
    assert!(files::open(&app, dir.path()).unwrap_err().message.contains("is a folder"));
    let round = files::parse(&app, &circular, "").unwrap_err().message;
    assert_eq!(round, "The shared block “Round” holds a shared block, which it may not.");

    drop(app);
    let file = dir.path().join("shop.db");
    let run = |args: &[&str], input: &str| {
        let mut child = Command::new(cli())
            .arg("--db")
            .arg(&file)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let out = child.wait_with_output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    for (name, _, words) in &cases {
        let (code, _, err) = run(&["email", "save", "From a file", dir.path().join(name).to_str().unwrap()], "");
        assert!(code == Some(1) && err.contains(words) && err.lines().count() == 1, "{name}: {err}");
    }
    let good = email(json!([heading("Good")])).to_string();
    let (code, out, err) = run(&["email", "save", "Letter", "-"], &good);
    assert!(code == Some(0) && out.contains("“Letter”"), "{out}{err}");
    let (code, _, err) = run(&["email", "save", "Letter", "-", "--replace"], &good.replace("Good", "{{ bad"));
    assert!(code == Some(1) && err.contains("never closed"), "{err}");
    let (_, out, _) = run(&["email", "show", "Letter"], "");
    assert!(out.contains("\"text\": \"Good\"") && out.contains("\"regulars\": \"email\""), "{out}");
    let (code, out, err) = run(&["email", "save", "Letter", "-", "--replace"], &out.replace("Good", "Better"));
    assert!(code == Some(0), "{out}{err}");
    let (code, out, err) = run(&["email", "starters", "--save", "abandoned-cart-1"], "");
    assert!(code == Some(0) && out.contains("Abandoned cart 1"), "{out}{err}");
    let (code, out, _) = run(&["email", "starters"], "");
    assert!(code == Some(0) && out.contains("lacks: No carts are known"), "{out}");
}
