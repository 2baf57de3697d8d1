//! axe-core over the segments room, Sources and the emails room in the real window, in both themes: it must find nothing. All its rules but one: an
//! open menu hangs outside the page's landmarks (`region`, no rule of WCAG), so that nothing cuts it off.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;

use fantoccini::key::Key;
use regulars_core::store::run::Refusal;
use regulars_core::store::{Area, Store};
use regulars_core::types::{Clock, SourceId, SystemClock};
use regulars_tests::binaries;
use regulars_tests::window::Window;
use regulars_tests::woocommerce::{KEY, SECRET, Server, Shop};

/// axe's own script; `None` (with a sentence) where it is not installed.
fn axe() -> Option<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let script = std::fs::read_to_string(source).ok();
    if script.is_none() {
        println!("skipped: axe-core is not installed; `make setup` does");
    }
    script
}

/// Runs axe over the page; what it finds, one line each.
async fn finds_nothing(w: &Window, axe: &str, page: &str, found: &mut Vec<String>) {
    for scheme in ["light", "dark"] {
        w.run(&format!("document.documentElement.setAttribute('data-mantine-color-scheme', '{scheme}')")).await;
        // Colours move for a moment after the theme changes; axe must see them at rest.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        w.run(&format!("if (!window.axe) {{ {axe} }} window.axeFound = null; window.axe.run(document, {{ resultTypes: ['violations'], rules: {{ region: {{ enabled: false }} }} }}).then(r => {{ window.axeFound = r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' — ' + n.failureSummary.split('\\n')[1])) }}, e => {{ window.axeFound = ['axe failed: ' + e] }})")).await;
        let mut answer = serde_json::Value::Null;
        for _ in 0..300 {
            answer = w.run("return window.axeFound").await;
            if answer.is_array() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let all = answer.as_array().unwrap();
        found.extend(all.iter().map(|line| format!("{page} ({scheme}): {}", line.as_str().unwrap_or_default())));
        w.shot(&format!("axe-{page}-{scheme}")).await;
    }
    w.run("document.documentElement.setAttribute('data-mantine-color-scheme', 'light')").await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_segments_room() {
    let Some(axe) = axe() else { return };
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    let escape = String::from(char::from(Key::Escape));
    let mut found = Vec::new();
    // The demo shop takes a while on a busy machine.
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    w.click("Segments").await;
    w.sees("changed").await;
    w.sees("To begin with").await;
    finds_nothing(&w, &axe, "list", &mut found).await;
    w.click("New folder").await;
    w.fill("Name of the folder", "Spring").await;
    finds_nothing(&w, &axe, "dialog", &mut found).await;
    w.click("Make the folder").await;
    w.css("[aria-label='More for the folder Spring']").await;
    w.click_css("[aria-label^='More for ']:not([aria-label*=folder])").await;
    w.sees("Duplicate").await;
    finds_nothing(&w, &axe, "list-menu", &mut found).await;
    w.keys(&escape).await;

    w.click("New segment").await;
    w.sees("Everyone, until you add a condition.").await;
    finds_nothing(&w, &axe, "editor-empty", &mut found).await;
    w.click("Add a condition").await;
    w.css("[aria-label='Search the conditions']").await;
    finds_nothing(&w, &axe, "add-menu", &mut found).await;
    w.fill("Search the conditions", &format!("bought how often{}", char::from(Key::Enter))).await;
    w.sees("People who bought in the last 90 days.").await;
    w.click("Add a group").await;
    w.click("How often: at least once").await;
    w.field("Number").await;
    finds_nothing(&w, &axe, "token", &mut found).await;
    w.keys(&escape).await;
    finds_nothing(&w, &axe, "editor-full", &mut found).await;
    w.fill("Name of the segment", &format!("Lately{}", char::from(Key::Enter))).await;
    w.sees("is saved.").await;
    w.click("More for this segment").await;
    w.click("Earlier versions").await;
    w.sees("Begun as").await;
    finds_nothing(&w, &axe, "versions", &mut found).await;
    w.close().await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}

#[tokio::test]
async fn axe_finds_nothing_in_sources_and_in_what_came_from_them() {
    let Some(axe) = axe() else { return };
    let mut shop = Shop::seeded(5, 20, 90, SystemClock.now().0);
    shop.set_clock(None);
    let server = Server::start(shop, std::time::Duration::from_millis(2));
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    // One source that is well, one that is held, one that waits for an answer and refused rows.
    let secrets = [1, 2, 3].map(|n| (format!("REGULARS_SECRET_WOOCOMMERCE_{n}"), SECRET));
    let cli = |args: &[&str]| {
        let mut command = std::process::Command::new(binaries::cli());
        command.arg("--db").arg(&db).args(args).env("REGULARS_SECRET_WOOCOMMERCE", SECRET).envs(secrets.iter().map(|(k, v)| (k, v)));
        let out = command.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    };
    cli(&["source", "add", "woocommerce", "--address", &server.address, "--key", KEY, "--no-keychain"]);
    cli(&["sync"]);
    let store = Store::open(&db, None).unwrap();
    store
        .write(Area::House, |w| {
            let first = w.source(SourceId(1))?.unwrap();
            for (n, name) in [(2, "Held Honey"), (3, "Doubtful Dates")] {
                let config = first.config.replace("\"identity\":\"", &format!("\"identity\":\"{n}"));
                w.add_source("woocommerce", name, &config, first.created_at)?;
            }
            let at = SystemClock.now();
            let run = w.start_run(SourceId(2), "sync", "held", "{}", at)?;
            w.end_run(run, "failed", Some("The shop does not answer."), at)?;
            w.hold_source(SourceId(2), at, Some(at.plus_secs(600)))?;
            let run = w.start_run(SourceId(3), "sync", "doubtful", "{}", at)?;
            w.refuse(run, &Refusal { row_no: 1, reason: "The order has no date.".into(), raw: "{\"id\":7}".into() })?;
            w.count_run(run, 40, 39, 1)?;
            w.warn_run(run, "A page was sent twice.")?;
            w.end_run(run, "done", None, at)?;
            w.set_setting("sweep.doubt.3.order", r#"{"missing":40,"known":90}"#)
        })
        .unwrap();
    drop(store);
    let environment: Vec<(&str, &str)> = secrets.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    let Some(w) = Window::open_with(dir.path(), &[], &environment).await else { return };
    let escape = String::from(char::from(Key::Escape));
    let mut found = Vec::new();
    w.click("Sources").await;
    w.sees("Held Honey").await;
    finds_nothing(&w, &axe, "sources", &mut found).await;
    w.click("Connect a source").await;
    w.sees("Files").await;
    finds_nothing(&w, &axe, "sources-chooser", &mut found).await;
    w.click_css("a[href='#/sources/connect/woocommerce']").await;
    w.fill("Your shop’s address", "http://shop.example").await;
    w.fill("Consumer key", "ck_1").await;
    w.fill("Consumer secret", "cs_1").await;
    w.click("Test").await;
    w.sees("allow plain http explicitly").await;
    finds_nothing(&w, &axe, "sources-form", &mut found).await;
    for (id, words, picture) in [(1, "Up to date", "source-well"), (2, "Held since", "source-held"), (3, "really gone?", "source-doubt")] {
        w.run(&format!("location.hash = '#/sources/{id}'")).await;
        w.sees(words).await;
        w.sees("What came in").await;
        finds_nothing(&w, &axe, picture, &mut found).await;
    }
    w.click("See all").await;
    w.sees("What was there").await;
    finds_nothing(&w, &axe, "source-refused", &mut found).await;
    w.keys(&escape).await;
    w.run("location.hash = '#/sources/1'").await;
    w.sees("Up to date").await;
    w.click("Test").await;
    w.sees("Found: Corner Coffee & Tea").await;
    finds_nothing(&w, &axe, "source-tested", &mut found).await;
    w.click("Remove this source…").await;
    w.sees("Also delete everything that came from it").await;
    finds_nothing(&w, &axe, "source-remove", &mut found).await;
    w.click("Keep it").await;
    w.click("Change the key").await;
    w.sees("Keep the new key").await;
    finds_nothing(&w, &axe, "source-key", &mut found).await;
    w.run("location.hash = '#/people/1'").await;
    w.sees("Who they are").await;
    w.click_css("table button[aria-expanded]").await;
    w.sees("See it there").await;
    finds_nothing(&w, &axe, "person-trace", &mut found).await;
    w.close().await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}

#[tokio::test]
async fn axe_finds_nothing_in_the_emails_room() {
    let Some(axe) = axe() else { return };
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    let mut found = Vec::new();
    // The demo shop takes a while on a busy machine.
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    w.click("Emails").await;
    let letter = "a[href^='#/emails/']:not([href*='coupons']):not([href*='starters'])";
    w.css(letter).await;
    finds_nothing(&w, &axe, "emails", &mut found).await;
    w.click_css(letter).await;
    w.css("iframe[data-front]").await;
    finds_nothing(&w, &axe, "email-desk", &mut found).await;
    if w.run("return !document.querySelector('aside[aria-label=\"Why it reads so\"]')").await.as_bool() == Some(true) {
        w.click_css("button[aria-label='Why it reads so']").await;
    }
    w.css("aside[aria-label='Why it reads so']").await;
    finds_nothing(&w, &axe, "email-why", &mut found).await;
    w.click("Links").await;
    w.sees("In the preview they lead nowhere.").await;
    finds_nothing(&w, &axe, "email-links", &mut found).await;
    w.click("Inbox").await;
    w.sees("iPhone, 375 wide").await;
    finds_nothing(&w, &axe, "email-inbox", &mut found).await;
    w.click("Desktop").await;
    w.click_css("button[aria-label^='Side by side: ']").await;
    w.click("Beside another reader").await;
    w.sees("Beside it:").await;
    finds_nothing(&w, &axe, "email-two", &mut found).await;
    w.close().await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}
