//! The A/B readout in the real window, from pasted results to a saved test, as a person would do it.

use regulars_tests::window::Window;

/// A table as it is typed: a line feed in WebDriver's keys is no Enter.
fn typed(table: &str) -> String {
    table.replace('\n', "\u{e007}")
}

#[tokio::test]
async fn a_pasted_result_is_read_blocked_when_broken_and_kept() {
    let dir = tempfile::tempdir().expect("a folder of its own");
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.click("Experiments").await;
    w.sees("Read a test: drop a CSV or paste it").await;
    w.shot("experiments-empty").await;
    w.click("Read a test").await;

    // A line that cannot be right is named.
    w.fill("Or paste it", &typed("variant,sent,converted\nA,1000,36\nB,1010,4100\n")).await;
    w.click("Read it").await;
    w.sees("Line 3: “B” has more conversions (4100) than people (1010).").await;
    w.shot("experiments-refused").await;

    // Groups of another size than planned stand in the way of the numbers …
    w.fill("Or paste it", &typed("variant,sent,converted\nA,7000,210\nB,3000,120\n")).await;
    w.click("Read it").await;
    w.sees("Do not read this test").await;
    w.shot("experiments-blocked").await;
    assert!(!w.text().await.contains("The variants"), "the numbers must not be shown");

    // … until the shares that were really planned are given.
    w.fill("A", "70").await;
    w.fill("B", "30").await;
    w.click("Check again").await;
    w.sees("B did better.").await;
    w.click("Read another").await;

    w.click("Try the example").await;
    w.sees("Their first name did better.").await;
    w.click("What do these numbers mean?").await;
    w.sees("The whisker").await;
    w.shot("experiments-readout").await;
    w.click("Save this test").await;
    w.fill("Name", "First names in the subject").await;
    w.click("Save").await;
    w.sees("First names in the subject").await;
    w.click("Delete").await;
    w.sees("Deleted “First names in the subject”.").await;
    w.click("Undo").await;
    w.click_css("[role=grid] [role=row][data-opens]").await;
    w.sees("Their first name did better.").await;
    w.close().await;
}
