//! axe-core over the segments room in the real window, in both themes: it must find nothing. All its rules but one: an
//! open menu hangs outside the page's landmarks (`region`, no rule of WCAG), so that nothing cuts it off.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;

use fantoccini::key::Key;
use regulars_tests::window::Window;

/// Runs axe over the page; what it finds, one line each.
async fn finds_nothing(w: &Window, axe: &str, page: &str, found: &mut Vec<String>) {
    for scheme in ["light", "dark"] {
        w.run(&format!("document.documentElement.setAttribute('data-mantine-color-scheme', '{scheme}')")).await;
        // Colours move for a moment after the theme changes; axe must see them at rest.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        w.run(&format!("if (!window.axe) {{ {axe} }} window.axeFound = null; window.axe.run(document, {{ resultTypes: ['violations'], rules: {{ region: {{ enabled: false }} }} }}).then(r => {{ window.axeFound = r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' — ' + n.failureSummary.split('\\n')[1])) }}, e => {{ window.axeFound = ['axe failed: ' + e] }})")).await;
        let mut answer = serde_json::Value::Null;
        for _ in 0..300 {
            answer = w.run("return window.axeFound").await;
            if answer.is_array() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let all = answer.as_array().unwrap();
        found.extend(all.iter().map(|line| format!("{page} ({scheme}): {}", line.as_str().unwrap_or_default())));
        w.shot(&format!("axe-{page}-{scheme}")).await;
    }
    w.run("document.documentElement.setAttribute('data-mantine-color-scheme', 'light')").await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_segments_room() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let Ok(axe) = std::fs::read_to_string(source) else {
        println!("skipped: axe-core is not installed; `make setup` does");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    let escape = String::from(char::from(Key::Escape));
    let mut found = Vec::new();
    // The demo shop takes a while on a busy machine.
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    w.click("Segments").await;
    w.sees("changed").await;
    w.sees("To begin with").await;
    finds_nothing(&w, &axe, "list", &mut found).await;
    w.click("New folder").await;
    w.fill("Name of the folder", "Spring").await;
    finds_nothing(&w, &axe, "dialog", &mut found).await;
    w.click("Make the folder").await;
    w.css("[aria-label='More for the folder Spring']").await;
    w.click_css("[aria-label^='More for ']:not([aria-label*=folder])").await;
    w.sees("Duplicate").await;
    finds_nothing(&w, &axe, "list-menu", &mut found).await;
    w.keys(&escape).await;

    w.click("New segment").await;
    w.sees("Everyone, until you add a condition.").await;
    finds_nothing(&w, &axe, "editor-empty", &mut found).await;
    w.click("Add a condition").await;
    w.css("[aria-label='Search the conditions']").await;
    finds_nothing(&w, &axe, "add-menu", &mut found).await;
    w.fill("Search the conditions", &format!("bought how often{}", char::from(Key::Enter))).await;
    w.sees("People who bought in the last 90 days.").await;
    w.click("Add a group").await;
    w.click("How often: at least once").await;
    w.field("Number").await;
    finds_nothing(&w, &axe, "token", &mut found).await;
    w.keys(&escape).await;
    finds_nothing(&w, &axe, "editor-full", &mut found).await;
    w.fill("Name of the segment", &format!("Lately{}", char::from(Key::Enter))).await;
    w.sees("is saved.").await;
    w.click("More for this segment").await;
    w.click("Earlier versions").await;
    w.sees("Begun as").await;
    finds_nothing(&w, &axe, "versions", &mut found).await;
    w.close().await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}
