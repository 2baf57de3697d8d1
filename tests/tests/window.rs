//! Pictures of every room of the real window on the demo shop: for the README, and for whoever looks at a change.
//!
//! Each room must show its demo's content; the pictures are left in shots/ (dark ones too).

use regulars_tests::window::Window;

/// Where to go, what must be there, what the picture is called.
const ROOMS: [(&str, &str, &str); 9] = [
    ("#/", "Wick & Wool", "home"),
    ("#/sources", "Sources", "sources"),
    ("#/people", "People", "people"),
    ("#/people/12", "Orders", "person"),
    ("#/insights", "Insights", "insights"),
    ("#/segments", "Due a word", "segments"),
    ("#/segments/3", "Who is in", "segment"),
    ("#/journeys", "Post-purchase", "journey"),
    ("#/audiences", "Audiences", "audiences"),
];

#[tokio::test]
async fn every_room_shows_the_demo_in_light_and_dark() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    for (name, scheme) in [("", "Light"), ("-dark", "Dark")] {
        w.run(&format!("document.querySelector(\"[aria-label='{scheme}'], [title='{scheme}']\")?.click()")).await;
        for (place, words, picture) in ROOMS {
            w.run(&format!("location.hash = '{place}'")).await;
            w.sees(words).await;
            tokio::time::sleep(std::time::Duration::from_millis(900)).await;
            w.shot(&format!("{picture}{name}")).await;
        }
    }
    w.close().await;
}
