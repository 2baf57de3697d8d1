//! A shop is connected in the real window, as an owner does it: through the form, with a real keychain, watched, paused, gone
//! on with; a key that is refused is named, and the way on is offered.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::process::Command;
use std::time::Duration;

use regulars_core::store::Store;
use regulars_core::types::{Clock, SystemClock};
use regulars_tests::keyring::Keyring;
use regulars_tests::window::Window;
use regulars_tests::woocommerce::{KEY, SECRET, Server, Shop};
use regulars_tests::{binaries, contents};

/// "Reading orders … 120 of 400 rows": how many of how many, once some are in.
fn rows(page: &str) -> Option<(u64, u64)> {
    let line = page.lines().find(|l| l.contains(" rows"))?;
    let (done, rest) = line.split_once(" of ")?;
    let number = |t: &str| t.split_whitespace().next_back().and_then(|n| n.replace(',', "").parse().ok());
    let found = (number(done)?, number(rest.split_once(" rows")?.0)?);
    (found.0 > 0 && found.0 < found.1).then_some(found)
}

#[tokio::test]
async fn an_owner_connects_watches_pauses_and_goes_on() {
    let mut shop = Shop::seeded(9, 150, 1_200, SystemClock.now().0);
    // From here on it keeps this machine's time, as signatures want.
    shop.set_clock(None);
    let server = Server::start(shop, Duration::from_millis(300));
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("regulars");
    let Some(keyring) = Keyring::start(dir.path()) else { return };
    let Some(w) = Window::open_with(&data, &[], &keyring.environment()).await else { return };

    // From the very first page to the form.
    w.click("Connect your shop").await;
    w.sees("Connect a source").await;
    w.click_css("a[href='#/sources/connect/woocommerce']").await;
    w.fill("Your shop’s address", &server.address).await;

    // A wrong key is named, and nothing is kept of it.
    w.fill("Consumer key", "ck_00000000000000000000000000000000000wrong").await;
    w.fill("Consumer secret", SECRET).await;
    w.click("Test").await;
    let why = w.until("why it was refused", |t| t.lines().find(|l| l.contains("does not know this key")).map(str::to_owned)).await;
    w.shot("sources-wrong-key").await;
    assert!(!why.contains("cs_"), "no secret is shown: {why}");
    assert_eq!(Store::open(&data.join("shop.db"), None).unwrap().read(|r| r.sources()).unwrap(), []);

    w.fill("Consumer key", KEY).await;
    w.click("Test").await;
    w.sees("Found: Corner Coffee & Tea").await;
    w.click("Connect and read").await;

    // The reading is watched while it goes on, and paused in the middle of the orders.
    w.sees("Coming in now").await;
    let (_, total) = w.until("rows coming in", |t| if t.contains("Reading orders") { rows(t) } else { None }).await;
    assert_eq!(total, 1_200);
    w.shot("sources-reading").await;
    w.click("Pause").await;
    w.sees("Nothing is read until you go on").await;
    let asked = server.with(|s| s.served);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(server.with(|s| s.served), asked, "a paused source asks nothing");
    w.shot("sources-paused").await;
    // What is in can be used meanwhile.
    w.click("See your people").await;
    w.until("some people", |t| t.contains(" people").then_some(())).await;
    let some = held(&data.join("shop.db")).len();

    w.click("Sources").await;
    w.sees("Paused").await;
    w.click("Corner Coffee & Tea").await;
    w.click("Go on").await;
    w.sees("Coming in now").await;
    w.sees("Up to date").await;
    w.shot("sources-done").await;

    // All of it is there: exactly what a reading that nobody disturbed finds.
    let whole = dir.path().join("whole.db");
    let cli = |args: &[&str]| {
        let out = Command::new(binaries::cli())
            .arg("--db")
            .arg(&whole)
            .args(args)
            .env("REGULARS_SECRET_WOOCOMMERCE", SECRET)
            .env("REGULARS_SECRET_WOOCOMMERCE_1", SECRET)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    };
    cli(&["source", "add", "woocommerce", "--address", &server.address, "--key", KEY, "--no-keychain"]);
    cli(&["sync"]);
    let (found, wanted) = (held(&data.join("shop.db")), held(&whole));
    assert!(found == wanted, "{:#?}", contents::difference(&found, &wanted));
    assert!(some < wanted.len(), "the pause was in the middle: {some} of {} lines", wanted.len());

    // The key is taken back over there: the cause is named, and what only its owner can mend is not promised to pass.
    server.with(|s| s.key_revoked = true);
    w.click("Read now").await;
    w.sees("Nothing comes in").await;
    let text = w.text().await;
    assert!(text.contains("does not know this key") && text.contains("Needs you"), "{text}");
    w.shot("sources-refused").await;
    server.with(|s| s.key_revoked = false);
    w.click("Try now").await;
    w.sees("Up to date").await;

    // An order of somebody leads back to its record there.
    w.click("People").await;
    w.sees("people").await;
    w.click_css("[role='row'][tabindex]").await;
    w.sees("Who they are").await;
    w.click_css("button[aria-expanded]:not([aria-haspopup])").await;
    w.sees("Corner Coffee & Tea (WooCommerce)").await;
    w.sees("See it there").await;
    w.shot("sources-trace").await;
    w.close().await;
    drop(keyring);
}

fn held(db: &std::path::Path) -> Vec<String> {
    contents::of(&Store::open(db, None).unwrap()).unwrap()
}
