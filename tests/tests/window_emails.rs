//! The emails room in the real window: a letter seen as different readers, in every mode, with choices forced.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use regulars_tests::window::Window;
use serde_json::Value;

/// The demo shop is there; making it takes a while on a busy machine.
async fn demo(w: &Window) {
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

/// What the letters in the frames say, the left one first. The frames are sealed, so their page is read where it is given.
async fn letters(w: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll('iframe[data-front]')].map(f => {
        const d = new DOMParser().parseFromString(f.srcdoc, 'text/html'); d.querySelectorAll('style, title').forEach(e => e.remove());
        return d.body.textContent.replace(/\\s+/g, ' ') })";
    let Value::Array(all) = w.run(script).await else { return Vec::new() };
    all.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// Waits until the letters pass `test`.
async fn until_letters(w: &Window, what: &str, test: impl Fn(&[String]) -> bool) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..600 {
        all = letters(w).await;
        if test(&all) {
            return all;
        }
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
    }
    w.shot("letter-differs").await;
    panic!("{what}; the letters say: {all:#?}");
}

/// Opens a small menu of the preview and takes one of its choices.
async fn choose(w: &Window, menu: &str, choice: &str) {
    w.click_css(&format!("button[aria-label^='{menu}: ']")).await;
    w.click(choice).await;
    let gone = "return !document.querySelector('[role=menu]')";
    for _ in 0..200 {
        if w.run(gone).await.as_bool() == Some(true) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    panic!("the menu “{menu}” stays open");
}

/// The explanation beside the letter is open.
async fn drawer(w: &Window) {
    if w.run("return !document.querySelector('aside[aria-label=\"Why it reads so\"]')").await.as_bool() == Some(true) {
        w.click_css("button[aria-label='Why it reads so']").await;
    }
    w.css("aside[aria-label='Why it reads so']").await;
}

/// Opens the demo's own email.
async fn open_letter(w: &Window) {
    demo(w).await;
    w.click("Emails").await;
    w.click_css("a[href^='#/emails/']").await;
    until_letters(w, "the letter is there", |l| l.len() == 1 && l[0].len() > 100).await;
}

const THANKS: &str = "A word of thanks.";

#[tokio::test]
async fn a_letter_is_seen_as_its_readers_see_it_and_never_comes_alive() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    open_letter(&w).await;
    let sealed = "const f = document.querySelector('iframe[data-front]');
        return [f.getAttribute('sandbox'), f.hasAttribute('src'), f.srcdoc.includes('Content-Security-Policy'), / href=/.test(f.srcdoc), f.contentDocument === null]";
    assert_eq!(w.run(sealed).await, serde_json::json!(["", false, true, false, true]));
    w.shot("email-desk").await;

    // Two people who differ: a VIP is thanked, somebody else is not.
    w.click_css("input[aria-label='Among']").await;
    w.click("VIPs").await;
    until_letters(&w, "a VIP is thanked", |l| l.len() == 1 && l[0].contains(THANKS)).await;
    w.click_css("input[aria-label='Among']").await;
    w.click("Everybody").await;
    let mut reasons = std::collections::BTreeSet::new();
    for _ in 0..6 {
        let before = w.run("return document.querySelector('[data-reason]')?.textContent ?? ''").await;
        w.click("A surprising one").await;
        for _ in 0..600 {
            let now = w.run("return document.querySelector('[data-reason]')?.textContent ?? ''").await;
            if now != before && now != "" {
                reasons.insert(now.as_str().unwrap().to_owned());
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(80)).await;
        }
    }
    assert!(reasons.len() >= 5, "{reasons:?}");
    w.shot("email-surprising").await;
    choose(&w, "Side by side", "Beside another reader").await;
    let two = until_letters(&w, "two letters stand side by side", |l| l.len() == 2).await;
    assert_ne!(two[0], two[1]);
    w.shot("email-two-readers").await;
    w.click("One letter again").await;
    until_letters(&w, "one letter", |l| l.len() == 1).await;

    // What is scrolled stays where it is when another reads.
    w.run("document.querySelector('[aria-label=\"The letter\"]').scrollTop = 120").await;
    let place = "return document.querySelector('[aria-label=\"The letter\"]').scrollTop";
    let before = w.run(place).await;
    assert!(before.as_f64().unwrap() > 50.0, "the letter is taller than its place: {before}");
    let title = "return document.querySelector('iframe[data-front]').title";
    let was = w.run(title).await;
    w.click_css("button[aria-label='The next reader']:not([disabled]), button[aria-label='The reader before']:not([disabled])").await;
    for _ in 0..600 {
        if w.run(title).await != was {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
    }
    assert_ne!(w.run(title).await, was, "another reads");
    assert_eq!(w.run(place).await, before);
    w.close().await;
}

#[tokio::test]
async fn every_mode_shows_the_letter() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    open_letter(&w).await;
    let width = "return document.querySelector('iframe[data-front]').offsetWidth";
    for (shape, wide) in [("Tablet", 768), ("Phone", 375), ("Desktop", 640)] {
        w.click(shape).await;
        for _ in 0..200 {
            if w.run(width).await == wide {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
        assert_eq!(w.run(width).await, wide, "{shape}");
        w.shot(&format!("email-{}", shape.to_lowercase())).await;
    }
    w.click("Inbox").await;
    w.sees("iPhone, 375 wide").await;
    w.shot("email-inbox").await;
    w.click("Text").await;
    w.sees("Warm regards,").await;
    w.shot("email-text").await;
    w.click("Desktop").await;
    choose(&w, "Light or dark", "Dark, as the letter says").await;
    w.shot("email-dark").await;
    choose(&w, "Light or dark", "Dark, turned round").await;
    w.sees("Colours turned round, approximately").await;
    w.shot("email-inverted").await;
    choose(&w, "Side by side", "Light beside dark").await;
    until_letters(&w, "two lights", |l| l.len() == 2 && l[0] == l[1]).await;
    w.shot("email-two-lights").await;
    w.click("One letter again").await;
    choose(&w, "Light or dark", "Light").await;
    choose(&w, "Pictures", "Turned off").await;
    w.sees("Pictures are turned off.").await;
    w.shot("email-no-pictures").await;

    drawer(&w).await;
    w.click("Links").await;
    w.sees("In the preview they lead nowhere.").await;
    w.shot("email-links").await;
    w.close().await;
}
