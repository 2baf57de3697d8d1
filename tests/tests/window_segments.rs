//! The segments room in the real window: build with the keyboard, watch the count change, save, reopen, delete, undo.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use fantoccini::key::Key;
use regulars_tests::window::Window;

/// The total beside the editor: the number that stands after "Who is in".
fn total(page: &str) -> Option<u32> {
    let (_, after) = page.split_once("Who is in")?;
    let digits: String = after.trim_start().chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

async fn add(w: &Window, kind: &str) {
    w.click("Add a condition").await;
    w.fill("Search the conditions", &format!("{kind}{}", char::from(Key::Enter))).await;
}

#[tokio::test]
async fn a_segment_is_built_saved_reopened_deleted_and_brought_back() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.click("Segments").await;
    w.sees("Due a word").await;
    w.click("New segment").await;
    w.sees("Everyone, until you add a condition.").await;
    let everyone = w.until("everyone is counted", total).await;

    add(&w, "bought how often").await;
    w.sees("People who bought in the last 90 days.").await;
    let buyers = w.until("the count changed", |t| total(t).filter(|n| *n < everyone)).await;
    assert!(buyers > 0);

    w.click("How often: at least once").await;
    w.fill("Number", "3").await;
    w.sees("People who bought at least 3 times in the last 90 days.").await;
    let often = w.until("fewer bought more often", |t| total(t).filter(|n| *n < buyers)).await;
    w.keys(&String::from(char::from(Key::Escape))).await;

    w.fill("Name of the segment", &format!("Often lately{}", char::from(Key::Enter))).await;
    w.sees("“Often lately” is saved.").await;
    w.click("← Segments").await;
    w.sees("Groups of people, described in plain sentences").await;
    w.sees("People who bought at least 3 times in the last 90 days.").await;
    w.shot("segments").await;

    w.click_css("a[href='#/segments/5']").await;
    w.until("the saved one opens with its count", |t| total(t).filter(|n| *n == often)).await;
    w.shot("segment-editor").await;
    w.click("More for this segment").await;
    w.click("Delete").await;
    w.sees("“Often lately” is deleted.").await;
    w.click("Undo").await;
    w.sees("People who bought at least 3 times in the last 90 days.").await;
    w.close().await;
}

/// Presses Tab (or Shift and Tab) until what has the focus is called so.
async fn tab_to(w: &Window, name: &str, back: bool) {
    let tab = char::from(Key::Tab);
    let keys = if back { format!("{}{tab}", char::from(Key::Shift)) } else { tab.to_string() };
    let here = "const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || ''";
    for _ in 0..150 {
        w.keys(&keys).await;
        if w.run(here).await.as_str().unwrap_or_default().trim_start_matches(['+', ' ']).starts_with(name) {
            return;
        }
    }
    panic!("the keyboard does not get to “{name}”\n{}", w.text().await);
}

async fn press(w: &Window, key: Key) {
    w.keys(&char::from(key).to_string()).await;
}

/// Waits until the focus is in the box that is called so.
async fn in_box(w: &Window, name: &str) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let here = "const e = document.activeElement; return e.getAttribute('aria-label') || e.getAttribute('placeholder') || ''";
    while w.run(here).await.as_str() != Some(name) {
        if std::time::Instant::now() >= deadline {
            let has = w.run("return document.activeElement.outerHTML.slice(0, 300)").await;
            panic!("the focus never gets into “{name}”; it is on {has}\n{}", w.text().await);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// With the focus on "Add a condition": opens it, finds the kind, and waits until the focus stands on the new phrase.
async fn add_by_keys(w: &Window, kind: &str, lands_on: &str) {
    press(w, Key::Enter).await;
    in_box(w, "Search the conditions").await;
    w.keys(&format!("{kind}{}", char::from(Key::Enter))).await;
    in_box(w, lands_on).await;
}

/// The steps of the funnel as a screen reader says them: (people, before).
fn steps(page: &str) -> Vec<(u32, u32)> {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let said = page.lines().filter(|l| l.starts_with("takes away") || l.starts_with("adds"));
    said.filter_map(|l| l.split_once(" of the ")).map(|(a, b)| (digits(a), digits(b))).collect()
}

#[tokio::test]
async fn five_conditions_are_built_read_explained_and_one_brought_back_with_the_keyboard_alone() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    tab_to(&w, "Segments", false).await;
    press(&w, Key::Enter).await;
    w.sees("Due a word").await;
    tab_to(&w, "New segment", false).await;
    press(&w, Key::Enter).await;
    w.sees("Everyone, until you add a condition.").await;
    let everyone = w.until("everyone is counted", total).await;

    tab_to(&w, "Add a condition", false).await;
    add_by_keys(&w, "bought how often", "What is asked: Bought").await;
    tab_to(&w, "Add a condition", false).await;
    add_by_keys(&w, "country", "Country: choose").await;
    press(&w, Key::Enter).await;
    in_box(&w, "Country").await;
    w.keys(&format!("germ{}{}", char::from(Key::Enter), char::from(Key::Escape))).await;
    w.sees("and live in Germany").await;
    press(&w, Key::Escape).await;
    in_box(&w, "Country: Germany").await;

    tab_to(&w, "Add a group", false).await;
    press(&w, Key::Enter).await;
    w.sees("An empty group says nothing.").await;
    tab_to(&w, "Add a group", true).await;
    tab_to(&w, "Add a condition", true).await;
    add_by_keys(&w, "last bought", "What is asked: Last bought").await;
    tab_to(&w, "Add a condition", false).await;
    add_by_keys(&w, "left a cart", "What is asked: Left").await;
    tab_to(&w, "Add a condition", false).await;
    add_by_keys(&w, "stage of life", "Stage: At risk").await;

    // The funnel: two steps of the root, the group's, and the three inside it.
    let funnel = w.until("six steps", |t| Some(steps(t)).filter(|s| s.len() == 6)).await;
    assert_eq!(funnel[0].1, everyone);
    assert_eq!(funnel[1].1, everyone - funnel[0].0);
    assert_eq!(funnel[2].1, funnel[1].1 - funnel[1].0);
    assert_eq!(funnel[3].1, funnel[2].1, "the group begins with those who are left");
    let added: u32 = funnel[3..].iter().map(|s| s.0).sum();
    let left = funnel[2].1 - funnel[2].0;
    assert_eq!(added, left, "what its parts add is what the group leaves");
    w.until("the total is what is left", |t| total(t).filter(|n| *n == left)).await;
    w.shot("segment-funnel").await;

    tab_to(&w, "Why is ", false).await;
    press(&w, Key::Enter).await;
    w.until("the tree with yes and no", |t| t.contains("Yes: ").then_some(())).await;
    w.shot("segment-why").await;

    tab_to(&w, "Stage: At risk", true).await;
    let chord = |with: Key, key: char| format!("{}{key}{}", char::from(with), char::from(Key::Null));
    w.keys(&chord(Key::Alt, char::from(Key::Backspace))).await;
    w.until("the condition is gone", |t| Some(steps(t)).filter(|s| s.len() == 5)).await;
    w.keys(&chord(Key::Control, 'z')).await;
    w.until("and is back", |t| Some(steps(t)).filter(|s| s.len() == 6)).await;
    w.close().await;
}
