//! The list of emails in the real window: the gallery draws what comes into view, a letter is looked at as two people,
//! begun, found in the list, renamed, put away and brought back.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use fantoccini::key::Key;
use regulars_tests::window::Window;

async fn frames(w: &Window) -> u64 {
    w.run("return document.querySelectorAll('iframe').length").await.as_u64().unwrap_or(0)
}

/// Something in a row's own menu.
async fn in_menu(w: &Window, email: &str, what: &str) {
    w.click(&format!("More for {email}")).await;
    w.click(what).await;
}

#[tokio::test]
async fn a_letter_is_looked_at_begun_and_put_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.click("Emails").await;
    w.sees("To begin with").await;
    w.sees("We miss you").await;
    w.shot("emails-list").await;
    w.click("All 17 letters to begin with").await;
    w.sees("When somebody is new").await;
    w.until("the first letters are drawn", |_| Some(())).await;
    w.css("iframe").await;
    let drawn = frames(&w).await;
    assert!(drawn > 0 && drawn < 17, "{drawn} of 17 are drawn before anybody looked further");
    w.shot("emails-gallery").await;

    w.fill("Search the letters", "cart reminder").await;
    w.sees("1 letter found").await;
    w.click("Look at “Abandoned cart 1: a reminder”").await;
    w.sees("What it needs, and what happens without").await;
    w.sees("left something in the cart").await;
    w.sees("You left something in your cart").await;
    w.css("[role=dialog] iframe").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    w.shot("emails-starter").await;
    w.click("Others read").await;
    w.sees("Can we help you find something?").await;
    w.shot("emails-starter-others").await;
    w.click_css("[role=dialog] button[data-autofocus]").await;
    w.sees("Preheader").await;
    w.click("Emails").await;
    w.fill("Search the emails", "cart").await;
    w.until("one is listed", |t| (t.contains("Abandoned cart 1") && !t.contains("it has been a while")).then_some(())).await;
    in_menu(&w, "Abandoned cart 1: a reminder", "Rename").await;
    w.fill("Its name", &format!("Cart letter{}", char::from(Key::Enter))).await;
    w.until("it has its new name", |t| t.contains("Cart letter").then_some(())).await;
    in_menu(&w, "Cart letter", "Archive").await;
    // It is not among the others any more, but in its own place at the left.
    w.sees("No email here has these words.").await;
    w.click_css("nav button:has(.tabler-icon-archive)").await;
    in_menu(&w, "Cart letter", "Out of the archive").await;
    w.click_css("nav button:has(.tabler-icon-stack-2)").await;
    in_menu(&w, "Cart letter", "Delete").await;
    w.sees("is deleted.").await;
    w.click("Undo").await;
    w.until("it is there again", |t| t.contains("Cart letter").then_some(())).await;
    w.click_css("a[href^='#/emails/'][class*=link]").await;
    w.close().await;
}
