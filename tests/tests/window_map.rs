//! The journey map in the real window: every stage has its people, and opens as a segment.

use regulars_tests::window::Window;

#[tokio::test]
async fn the_map_shows_six_stages_and_the_way_to_their_people() {
    let dir = tempfile::tempdir().expect("a folder of its own");
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.click("Journeys").await;
    w.sees("Post-purchase").await;
    w.css("[aria-label^='Loyalty:']").await;
    let cards = w.run("return document.querySelectorAll('[aria-label*=\"Open as a segment\"]').length").await;
    assert_eq!(cards, 6);
    // Nothing is wider than the window.
    let wide = w.run("const m = document.querySelector('main'); return m.scrollWidth - m.clientWidth").await;
    assert_eq!(wide, 0, "the map scrolls sideways");
    w.shot("journeys-map").await;
    // A stage opens as the segment it is, with the same people in it.
    let label = w.run("return document.querySelector(\"[aria-label^='Loyalty:']\").getAttribute('aria-label')").await;
    let people = label.as_str().and_then(|l| l.split(' ').nth(1)).expect("the card says how many").to_owned();
    w.click_css("[aria-label^='Loyalty:']").await;
    w.until("the segment counts the stage's people", |text| text.contains("Who is in").then_some(())).await;
    w.until("the same number", |text| text.contains(&people).then_some(())).await;
    w.shot("journeys-stage").await;
    w.close().await;
}
