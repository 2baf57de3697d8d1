//! How fast the letter follows whoever writes, in the real window: from a key (or a press on “the next reader”) until
//! the letter in the frame says so, and until it is painted. Numbers only: a shared machine proves nothing by them.
//!
//! Ignored unless it is asked for: `make bench`, or `cargo test --workspace --test window_pace -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use regulars_tests::window::Window;
use serde_json::{Value, json};

const ROUNDS: usize = 60;

/// What is measured lies in the page, so that no driver stands between the key and the letter.
const PACE: &str = r#"
    const pause = (ms) => new Promise((r) => setTimeout(r, ms));
    const letter = () => {
        const f = document.querySelector('iframe[data-front]');
        return f ? (f.contentDocument?.body?.textContent ?? f.srcdoc) : '';
    };
    const title = () => document.querySelector('iframe[data-front]')?.title ?? '';
    const painted = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
    const until = async (test) => { for (let n = 0; n < 20000; n += 1) { if (test()) return; await pause(0); } throw new Error('never') };
    const asks = [];
    const real = window.fetch;
    window.fetch = (...given) => {
        const ask = { name: String(given[0]?.url ?? given[0]).split('/').at(-1), from: performance.now(), to: 0 };
        asks.push(ask);
        const answer = real(...given);
        answer.finally(() => { ask.to = performance.now() });
        return answer;
    };
    const round = async (act, test) => {
        asks.length = 0;
        const from = performance.now();
        act();
        const acted = performance.now();
        await until(test);
        const there = performance.now();
        await painted();
        const seen = performance.now();
        // What is asked later is the next reader's letter, ahead of time.
        const core = asks.find((a) => a.name === 'email_preview' && a.from < there);
        await pause(350);
        return { acted: acted - from, asked: core ? core.from - from : 0, answered: core ? core.to - from : 0, there: there - from, painted: seen - from };
    };
    window.__pace = null;
    (async () => {
        const out = { edits: [], readers: [] };
        const heading = document.querySelector('li[data-block=first] [contenteditable=true]');
        heading.focus();
        await pause(500);
        for (let n = 0; n < ROUNDS; n += 1) {
            getSelection().selectAllChildren(heading);
            getSelection().collapseToEnd();
            const word = `k${n}z`;
            out.edits.push(await round(() => document.execCommand('insertText', false, ` ${word}`), () => letter().includes(word)));
        }
        for (let n = 0; n < ROUNDS; n += 1) {
            await until(() => document.querySelector('[aria-label="The next reader"]:not([disabled])'));
            const was = title();
            out.readers.push(await round(() => document.querySelector('[aria-label="The next reader"]').click(), () => title() !== was));
        }
        return out;
    })().then((out) => { window.__pace = out }, (e) => { window.__pace = { error: String(e) } });
"#;

/// Twelve blocks and eight products, as a shop's larger letters are.
fn email() -> Value {
    let text = |id: &str, words: &str| json!({ "id": id, "content": { "kind": "text", "html": format!("<p>{words}</p><p>{words}</p>") } });
    json!({ "version": 2, "subject": "Hello {{ person.first_name | default: \"there\" }}", "preheader": "What is new", "blocks": [
        { "id": "first", "content": { "kind": "heading", "text": "Hello {{ person.first_name | default: \"there\" }}" } },
        text("two", "It has been a while, {{ person.first_name | default: \"friend\" }}, and much is new on the shelf."),
        { "id": "three", "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 4, "fill_with": { "by": "best_sellers", "days": 3650 }, "button": "See it" } },
        { "id": "four", "content": { "kind": "divider" } },
        text("five", "These are what most people chose this season."),
        { "id": "six", "content": { "kind": "products", "rule": { "by": "best_sellers", "days": 3650 }, "count": 4, "layout": "list" } },
        { "id": "seven", "content": { "kind": "button", "label": "To the shop", "href": "https://shop.example/" } },
        { "id": "eight", "content": { "kind": "columns", "cells": [[{ "id": "left", "content": { "kind": "text", "html": "<p>At the left.</p>" } }], [{ "id": "right", "content": { "kind": "text", "html": "<p>At the right.</p>" } }]] } },
        { "id": "nine", "content": { "kind": "spacer", "height": 24 } },
        { "id": "ten", "content": { "kind": "offer", "title": "Ten percent", "text": "<p>For you.</p>", "code": { "kind": "same", "code": "TEN" } } },
        text("eleven", "Warm regards from all of us."),
        { "id": "twelve", "content": { "kind": "social" } },
    ] })
}

#[tokio::test]
#[ignore = "it measures, and proves nothing"]
async fn the_letter_follows_whoever_writes() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let save = format!(
        "window.__made = null; window.__TAURI_INTERNALS__.invoke('email_save', {{ id: null, name: 'Pace', email: {} }})
            .then((e) => {{ window.__made = e.id; location.hash = '#/emails/' + e.id }}, (e) => {{ window.__made = JSON.stringify(e) }})",
        email()
    );
    w.run(&save).await;
    for _ in 0..50 {
        if !w.run("return window.__made").await.is_null() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(w.run("return window.__made").await.is_i64(), "{}", w.run("return window.__made").await);
    w.css("iframe[data-front]").await;
    w.css("li[data-block=first] [contenteditable=true]").await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    w.run(&PACE.replace("ROUNDS", &ROUNDS.to_string())).await;
    let mut out = Value::Null;
    for _ in 0..300 {
        out = w.run("return window.__pace").await;
        if !out.is_null() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1000)).await;
    }
    assert!(out.get("error").is_none(), "{out}");
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!("The preview in the real window, {profile} build, 12 blocks and 8 products, ms (p50 / p95 of {ROUNDS})");
    for (what, key) in [("an edit", "edits"), ("the next reader", "readers")] {
        for step in ["acted", "asked", "answered", "there", "painted"] {
            let mut all: Vec<f64> = out[key].as_array().unwrap().iter().filter_map(|r| r[step].as_f64()).collect();
            all.sort_by(f64::total_cmp);
            println!("{what:>16}, {step:>8}: {:>5.0} / {:>5.0}", all[all.len() / 2], all[all.len() * 95 / 100]);
        }
    }
    w.close().await;
}
