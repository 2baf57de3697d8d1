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
