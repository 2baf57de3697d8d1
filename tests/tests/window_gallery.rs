//! The gallery of ready segments in the real window, and what stands beside one: its size over time, its overlaps, and
//! an intersection opened as a segment of its own.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use regulars_tests::window::Window;

/// The number that stands after these words.
fn number_after(page: &str, words: &str) -> Option<u32> {
    let (_, after) = page.split_once(words)?;
    let digits: String = after.trim_start().chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[tokio::test]
async fn a_ready_segment_shows_its_year_and_its_overlaps_and_an_overlap_opens() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.click("Segments").await;
    w.click("All 24 ready segments").await;
    w.sees("Slipping away").await;
    w.shot("gallery").await;
    w.fill("Search the ready segments", "thank them first").await;
    w.sees("1 ready segment found").await;
    w.sees("buyers in the last year the top 5% spent").await;
    w.click_css("a[href='#/segments/new/VIP']").await;
    w.until("the ready segment is counted", |t| number_after(t, "Who is in").filter(|n| *n > 0)).await;

    w.sees("Came in").await;
    w.shot("beside-week").await;
    w.click("Over time").await;
    w.sees("a year ago there were").await;
    w.css("figure svg[aria-label='Size over the past year']").await;
    w.click("Show as figures").await;
    w.sees("Known to the shop").await;
    w.shot("beside-time").await;
    w.click("Worth").await;
    w.sees("Categories they buy").await;
    w.shot("beside-worth").await;

    w.click("Overlap").await;
    w.sees("Of these").await;
    let both = "ul[aria-label^='Overlaps'] a[aria-label^='In This segment and VIPs']";
    w.css(both).await;
    let label = w.run(&format!("return document.querySelector(\"{both}\").getAttribute('aria-label')")).await;
    let wanted = number_after(label.as_str().unwrap(), "VIPs:").unwrap();
    assert!(wanted > 0, "{label}");
    w.shot("beside-overlap").await;
    w.click_css(both).await;
    if w.text().await.contains("Leave without saving?") {
        w.click("Leave, keep the draft").await;
    }
    w.until("the overlap opens with its people", |t| number_after(t, "Who is in").filter(|n| *n == wanted)).await;
    w.sees("are in the segment “VIPs”").await;
    w.close().await;
}
