//! The real window, from the demo shop to a pushed audience, as a person would do it.
//!
//! Each test opens its own window on its own folder.

use regulars_tests::window::Window;

#[tokio::test]
async fn starts_on_the_demo_shop() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    w.sees("Wick & Wool").await;
    w.shot("home").await;
    w.close().await;
}
