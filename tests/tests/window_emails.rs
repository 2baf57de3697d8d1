//! The emails room in the real window: a letter seen as different readers, in every mode, with choices forced.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use fantoccini::key::Key;
use regulars_tests::smtp::Smtp;
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

/// What the letters in the frames say, the left one first.
async fn letters(w: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll('iframe[data-front]')].map(f => {
        const d = f.contentDocument.body.cloneNode(true); d.querySelectorAll('style').forEach(e => e.remove());
        return d.textContent.replace(/\\s+/g, ' ') })";
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
    w.click_css("a[href^='#/emails/']:not([href*='coupons']):not([href*='starters'])").await;
    until_letters(w, "the letter is there", |l| l.len() == 1 && l[0].len() > 100).await;
}

const THANKS: &str = "A word of thanks.";

#[tokio::test]
async fn a_letter_is_seen_as_its_readers_see_it_and_never_comes_alive() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    open_letter(&w).await;
    let sealed = "const f = document.querySelector('iframe[data-front]'), d = f.contentDocument;
        return [f.getAttribute('sandbox'), f.hasAttribute('src'), f.srcdoc.includes('Content-Security-Policy'),
            d.querySelectorAll('[href], [onload], [onerror], script, form, iframe, object, link').length]";
    assert_eq!(w.run(sealed).await, serde_json::json!(["allow-same-origin", false, true, 0]));
    // Even what got in there could do nothing: a script does not run, a picture of the web is not asked for.
    let alive = "const d = document.querySelector('iframe[data-front]').contentDocument; window.__alive = [];
        d.addEventListener('securitypolicyviolation', (e) => window.__alive.push(e.violatedDirective));
        const s = d.createElement('script'); s.textContent = 'parent.__alive.push(\"script\")'; d.body.append(s);
        const i = d.createElement('img'); i.setAttribute('onerror', 'parent.__alive.push(\"handler\")'); i.src = 'https://p.example/x.png'; d.body.append(i);
        const a = d.createElement('a'); a.href = 'javascript:parent.__alive.push(\"link\")'; d.body.append(a); a.click(); s.remove(); a.remove()";
    w.run(alive).await;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    let heard = w.run("return window.__alive").await.to_string();
    assert!(!heard.contains("script\"") && !heard.contains("handler") && !heard.contains("link"), "{heard}");
    let asked = "return performance.getEntriesByType('resource').filter(e => e.name.includes('p.example')).length";
    assert_eq!(w.run(asked).await, 0);
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
    // Where a link leads stands below the letter, for the keyboard as for the pointer.
    w.run("document.querySelector('button[aria-label^=\"Link “\"]').focus()").await;
    w.sees("Leads to http").await;
    // A part that is clicked in the letter is the one that is written, and one that is written shows in the letter.
    let block = "const f = document.querySelector('iframe[data-front]'), e = [...f.contentDocument.querySelectorAll('[data-block]')].at(-1);
        const at = f.getBoundingClientRect(), k = at.width / f.offsetWidth, r = e.getBoundingClientRect();
        const glass = f.nextElementSibling;
        glass.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: at.left + (r.left + r.width / 2) * k, clientY: at.top + (r.top + 3) * k }));
        return e.getAttribute('data-block')";
    let clicked = w.run(block).await.as_str().unwrap().to_owned();
    w.css(&format!("li[data-block='{clicked}'][data-open]")).await;
    w.shot("email-clicked").await;
    w.close().await;
}

const SHOUTED: &str = "ONLY THE BEST OF YOU READ THIS";
const ONLY: &str = "Only the best of you read this";

/// Steps on from reader to reader until the letter passes `test`.
async fn step_until(w: &Window, what: &str, test: impl Fn(&str) -> bool) {
    for _ in 0..60 {
        let title = w.run("return document.querySelector('iframe[data-front]').title").await;
        if letters(w).await.first().is_some_and(|l| test(l)) {
            return;
        }
        w.click_css("button[aria-label='The next reader']").await;
        for _ in 0..300 {
            if w.run("return document.querySelector('iframe[data-front]').title").await != title {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
    }
    panic!("{what}: nobody among sixty");
}

#[tokio::test]
async fn an_email_from_a_starter_differs_for_some_is_undone_outlives_a_crash_and_is_sent_as_a_test() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    demo(&w).await;
    w.click("Emails").await;
    w.click("Start from this: We miss you").await;
    until_letters(&w, "the letter is there", |l| l.len() == 1 && l[0].len() > 100).await;

    // A heading that only VIPs get.
    w.click("Add a block").await;
    w.fill("Search the blocks", &format!("Heading{}", char::from(Key::Enter))).await;
    // Its words get the focus a moment later.
    let ready = "return !!document.activeElement?.closest('li[data-block^=heading-] [contenteditable=true]')";
    for _ in 0..300 {
        if w.run(ready).await.as_bool() == Some(true) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    w.keys(SHOUTED).await;
    until_letters(&w, "everybody reads it at first", |l| l[0].contains(SHOUTED)).await;

    // What is wrong with it is found, and mended by one press.
    w.click("Check").await;
    w.sees("The heading is written in capitals, which reads as shouting.").await;
    w.shot("email-lint").await;
    w.click(&format!("Write “{ONLY}”")).await;
    until_letters(&w, "it is mended", |l| l[0].contains(ONLY)).await;
    w.until("the finding is gone", |t| (!t.contains("reads as shouting")).then_some(())).await;

    // Everybody is read, and somebody for whom a name is missing is opened from the finding.
    w.click("Check everybody").await;
    w.sees("they have no first name").await;
    // Other findings may stand before it.
    let open = "[...document.querySelectorAll('[aria-label=\"What its readers would meet\"] li')]
        .find(l => l.textContent.includes('Hello there') && l.textContent.includes('they have no first name')).querySelector('button[title]').click()";
    w.run(open).await;
    until_letters(&w, "somebody without a first name reads", |l| l[0].contains("Hello there, we miss you")).await;
    w.shot("email-check").await;
    w.click("Write").await;
    w.click_css("li[data-block^='heading-']").await;
    w.click_css("li[data-block^='heading-'][data-open] [class*='blockBar'] button[aria-haspopup='menu']").await;
    w.click("Only for …").await;
    w.fill("Search the segments", &format!("VIPs{}", char::from(Key::Enter))).await;
    w.sees("Only for VIPs").await;

    // Two people who differ.
    w.click_css("input[aria-label='Among']").await;
    w.click("VIPs").await;
    until_letters(&w, "a VIP reads it", |l| l[0].contains(ONLY)).await;
    w.shot("email-vip").await;
    w.click_css("input[aria-label='Among']").await;
    w.click("Everybody").await;
    step_until(&w, "somebody who is no VIP", |l| !l.contains(ONLY)).await;

    // What they do not get is forced for a look, and given back.
    drawer(&w).await;
    w.click("Variants").await;
    w.click_css("[data-branch^='heading-'] input[value='default']").await;
    until_letters(&w, "it is forced", |l| l[0].contains(ONLY)).await;
    w.sees("Forced: the heading").await;
    w.shot("email-forced").await;
    w.click("Show what they really get").await;
    until_letters(&w, "it is as they get it", |l| !l[0].contains(ONLY)).await;

    // Undone, it is for everybody; done again, for VIPs.
    w.click_css("button[aria-label^='Undo']").await;
    until_letters(&w, "everybody reads it again", |l| l[0].contains(ONLY)).await;
    w.click_css("button[aria-label^='Redo']").await;
    until_letters(&w, "only VIPs read it", |l| !l[0].contains(ONLY)).await;

    // A test goes out and is read on the other side.
    let server = Smtp::start("plain", None);
    w.click("More for this email").await;
    w.click("Send a test…").await;
    w.fill("Mail server", "127.0.0.1").await;
    w.click_css("[role='dialog'] input[aria-haspopup='listbox']").await;
    w.click("None, on this machine only").await;
    w.fill("Port", &server.port.to_string()).await;
    w.fill("Your address", "ada@shop.example").await;
    w.click("Keep").await;
    w.click("Send test").await;
    w.sees("Sent to ada@shop.example").await;
    let taken = server.taken();
    let message = String::from_utf8_lossy(&taken.message).into_owned();
    assert_eq!(taken.to, ["ada@shop.example"]);
    assert!(message.contains("[Test]") && !message.contains(ONLY), "{message}");
    w.shot("email-test-sent").await;
    w.click("Close").await;

    // Everything that was not saved is there after a crash.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    w.kill(dir.path());
    let w = Window::open(dir.path(), &["--demo"]).await.unwrap();
    w.click("Emails").await;
    w.sees("You were writing “We miss you 2”").await;
    w.click("Go on").await;
    until_letters(&w, "the letter is there again", |l| l.len() == 1 && l[0].len() > 100).await;
    w.sees("Not saved").await;
    w.sees("Only for VIPs").await;
    w.close().await;
}
