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
    w.click_css("[aria-label^='Loyalty:']").await;
    w.sees("Segments").await;
    let place = w.run("return window.location.hash").await;
    assert_eq!(place, "#/segments/new");
    w.close().await;
}
