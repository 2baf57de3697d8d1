//! The segments room's mechanics in the real window: dragging, undo, drafts that outlive a crash, folders, the archive,
//! earlier versions.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use fantoccini::key::Key;
use regulars_tests::window::Window;

const NAME: &str = "“Größe” שלום 'x'"; // WebKitWebDriver cannot type what lies outside the basic plane

/// The demo shop is there; making it takes a while on a busy machine.
async fn demo(w: &Window) {
    for _ in 0..600 {
        if w.text().await.contains("Wick & Wool") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

async fn add(w: &Window, kind: &str) {
    let before = phrases(w).await;
    w.click("Add a condition").await;
    w.fill("Search the conditions", &format!("{kind}{}", char::from(Key::Enter))).await;
    // The focus goes to the new condition a moment later, which would close a menu opened sooner.
    let settled = "return !document.querySelector('[role=dialog]') && !!document.activeElement?.closest('[data-row]')";
    for _ in 0..200 {
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
        if phrases(w).await > before && w.run(settled).await.as_bool() == Some(true) {
            return;
        }
    }
    w.shot("condition-missing").await;
    panic!("“{kind}” was not added");
}

async fn phrases(w: &Window) -> u64 {
    w.run("return document.querySelectorAll('[data-phrase]').length").await.as_u64().unwrap_or(0)
}

/// Control and a letter, to whatever has the focus.
async fn control(w: &Window, key: char) {
    w.keys(&format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null))).await;
}

/// Undo in the notice that says these words.
async fn undo(w: &Window, words: &str) {
    w.sees(words).await;
    let script = format!(
        "[...document.querySelectorAll('.mantine-Notification-root')].find(n => n.textContent.includes('{words}'))\
         .querySelector('button:not([aria-label])').click()"
    );
    w.run(&script).await;
}

/// Gives the focus to a row's grip. What was let go settles first and takes the focus along a frame later, which would
/// take it away again; so it is given until it stays.
async fn focus_grip(w: &Window, nth: usize) {
    let give = format!("document.querySelector('[class*=ghost]') || document.querySelectorAll('[data-grip]')[{nth}].focus()");
    let has = format!("return document.activeElement === document.querySelectorAll('[data-grip]')[{nth}]");
    for _ in 0..60 {
        w.run(&give).await;
        let mut stays = true;
        for _ in 0..4 {
            tokio::time::sleep(std::time::Duration::from_millis(80)).await;
            stays &= w.run(&has).await.as_bool().unwrap_or(false);
        }
        if stays {
            return;
        }
    }
    w.shot("focus-wanders").await;
    panic!("the focus does not stay on grip {nth}");
}

/// The phrases of the tree, each with how many groups it is in.
async fn tree(w: &Window) -> String {
    let script = "return [...document.querySelectorAll('[data-phrase]')].map(e => {
        let n = 0; for (let p = e.parentElement.closest('[role=group]'); p; p = p.parentElement.closest('[role=group]')) n += 1;
        return n + ' ' + e.textContent.split(' ').slice(0, 2).join(' ') }).join('; ')";
    w.run(script).await.as_str().unwrap_or_default().to_owned()
}

async fn tree_is(w: &Window, wanted: &str) {
    for _ in 0..60 {
        if tree(w).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
    }
    w.shot("tree-differs").await;
    assert_eq!(tree(w).await, wanted);
}

#[tokio::test]
async fn conditions_are_dragged_moved_by_keys_and_everything_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    demo(&w).await;
    w.click("Segments").await;
    w.click("New segment").await;
    w.sees("Everyone, until you add a condition.").await;
    add(&w, "bought how often").await;
    add(&w, "chosen by hand").await;
    add(&w, "consent").await;
    w.click("Add a group").await;
    let start = "1 Bought anything; 1 Chosen by; 1 Consent to";
    tree_is(&w, start).await;

    // Escape puts it back; the ghost reads as the phrase.
    w.drag("li[data-row]:nth-of-type(2) [data-grip]", "[data-gap='3:0']", async |w| {
        assert!(w.run("return !!document.querySelector('[data-over]')").await.as_bool().unwrap(), "the place is shown");
        let ghost = w.run("return document.querySelector('[class*=ghost]')?.textContent").await;
        assert!(ghost.as_str().unwrap().starts_with("Bought anything"), "{ghost}");
        w.shot("segment-drag").await;
        w.keys(&String::from(char::from(Key::Escape))).await;
    })
    .await;
    tree_is(&w, start).await;
    w.drag("li[data-row]:nth-of-type(2) [data-grip]", "[data-gap='3:0']", async |_| ()).await;
    let inside = "1 Chosen by; 1 Consent to; 2 Bought anything";
    tree_is(&w, inside).await;

    // The same by keys, with the focus staying on the row.
    focus_grip(&w, 1).await;
    let alt = |key: Key| format!("{}{}{}", char::from(Key::Alt), char::from(key), char::from(Key::Null));
    w.keys(&alt(Key::Right)).await;
    tree_is(&w, "1 Chosen by; 2 Consent to; 2 Bought anything").await;
    w.keys(&alt(Key::Down)).await;
    tree_is(&w, "1 Chosen by; 2 Bought anything; 2 Consent to").await;
    w.keys(&alt(Key::Left)).await;
    tree_is(&w, "1 Chosen by; 2 Bought anything; 1 Consent to").await;

    for _ in 0..4 {
        control(&w, 'z').await;
    }
    tree_is(&w, start).await;
    control(&w, 'y').await;
    tree_is(&w, inside).await;
    w.click("Undo: move a condition").await;
    tree_is(&w, start).await;

    // In the name, Ctrl+Z takes back its letters first, then reaches further.
    w.fill("Name of the segment", "Abc").await;
    control(&w, 'z').await;
    let name = w.run("return document.querySelector('[aria-label=\"Name of the segment\"]').value").await;
    assert_ne!(name.as_str().unwrap(), "Abc");
    tree_is(&w, start).await;

    // Ctrl+3 asks before it leads away.
    control(&w, '3').await;
    w.sees("Leave without saving?").await;
    w.click("Stay here").await;
    tree_is(&w, start).await;
    w.close().await;
}

#[tokio::test]
async fn drafts_outlive_a_crash() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    demo(&w).await;
    w.click("Segments").await;
    w.click("New segment").await;
    w.sees("Everyone, until you add a condition.").await;
    w.fill("Name of the segment", NAME).await;
    add(&w, "bought how often").await;
    w.sees("People who bought in the last 90 days.").await;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    w.kill(dir.path());

    let w = Window::open(dir.path(), &["--demo"]).await.unwrap();
    w.sees("it is not saved yet").await;
    w.click("Go there").await;
    w.sees("You were editing").await;
    w.sees("People who bought in the last 90 days.").await;
    w.shot("segment-drafts").await;
    w.click("Go on").await;
    w.sees("Your unsaved changes from").await;
    tree_is(&w, "1 Bought anything").await;
    let name = w.run("return document.querySelector('[aria-label=\"Name of the segment\"]').value").await;
    assert_eq!(name.as_str().unwrap(), NAME);
    w.shot("segment-draft").await;
    w.click("Save").await;
    w.sees("is saved.").await;
    w.click("← Segments").await;
    w.sees("Groups of people, described").await;
    w.sees(NAME).await;
    assert!(!w.text().await.contains("You were editing"), "what is saved is no draft any more");
    w.close().await;
}

#[tokio::test]
async fn the_list_has_folders_an_archive_and_earlier_versions() {
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open(dir.path(), &["--demo"]).await else { return };
    demo(&w).await;
    w.click("Segments").await;
    w.sees("changed").await;
    w.click("New folder").await;
    w.fill("Name of the folder", "Spring").await;
    w.click("Make the folder").await;
    w.css("[aria-label='More for the folder Spring']").await;
    let first = w.run("return document.querySelector('[aria-label^=\"Choose \"]').getAttribute('aria-label').slice(7)").await;
    let first = first.as_str().unwrap().to_owned();
    w.drag("[title='Drag onto a folder']", "nav[aria-label=Folders] > div:nth-of-type(2)", async |_| ()).await;
    w.sees("in “").await;
    w.click_css("nav[aria-label=Folders] > div:nth-of-type(2) > button").await;
    w.until("the folder holds it", |t| t.contains(&first).then_some(())).await;
    w.shot("segment-folders").await;

    w.click(&format!("More for {first}")).await;
    w.click("Archive").await;
    w.sees("Nothing here yet.").await;
    undo(&w, "is archived.").await;
    w.until("it is back", |t| t.contains(&first).then_some(())).await;
    w.click_css("nav[aria-label=Folders] > div:nth-of-type(1) > button").await;
    w.fill("Search the segments", "no such words").await;
    w.sees("No segment here has these words.").await;
    w.fill("Search the segments", "").await;

    // Several at once.
    w.run("document.querySelectorAll('[aria-label^=\"Choose \"]').forEach((e, i) => i < 2 && e.click())").await;
    w.sees("2 chosen").await;
    w.shot("segment-chosen").await;
    w.click("Delete").await;
    undo(&w, "2 segments are deleted.").await;
    w.until("both are back", |t| t.contains(&first).then_some(())).await;

    // An earlier version comes back, and that can be undone.
    w.click("New segment").await;
    w.fill("Name of the segment", "Fresh faces").await;
    add(&w, "stage of life").await;
    tree_is(&w, "1 At the").await;
    w.click("Save").await;
    w.sees("is saved.").await;
    add(&w, "bought how often").await;
    tree_is(&w, "1 At the; 1 Bought anything").await;
    w.click("Save").await;
    w.until("saved again", |t| (!t.contains("Not saved")).then_some(())).await;
    w.click("More for this segment").await;
    w.click("Earlier versions").await;
    w.click("Look at version 1").await;
    w.sees("today").await;
    w.shot("segment-versions").await;
    w.click("Bring it back").await;
    tree_is(&w, "1 At the").await;
    control(&w, 'z').await;
    tree_is(&w, "1 At the; 1 Bought anything").await;
    w.close().await;
}
