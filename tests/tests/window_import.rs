//! Bringing in a messy file in the real window: what was found out is corrected, the file is read anew, and comes in right.

#![allow(clippy::unwrap_used)] // unwrap is how a test fails

use std::time::Duration;

use regulars_tests::window::Window;

/// Title lines above the header, semicolons, commas before the cents, day first, Western letters, a blank line, a row
/// that cannot be read.
fn messy() -> Vec<u8> {
    let mut text = String::from("Verkäufe 2026;;;;\r\nerstellt von der Kasse;;;;\r\n\r\nBeleg;Tag;Mail;Summe;Anmerkung\r\n");
    for n in 0..40 {
        text += &format!("R{};{:02}/{:02}/2026;kunde{}@example.com;1.0{:02},50;Größe M\r\n", 100 + n, 1 + n % 12, 3 + n % 7, n % 15, n);
    }
    text += "\r\nR999;bald;kunde1@example.com;5,00;\r\n";
    encode(&text)
}

/// Windows' Western European: one byte a letter.
fn encode(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a western letter")).collect()
}

#[tokio::test]
async fn a_messy_file_comes_in_with_a_corrected_mapping() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("kasse.csv");
    std::fs::write(&file, messy()).unwrap();
    let Some(w) = Window::open(dir.path(), &[]).await else { return };
    w.sees("Explore the demo shop").await;
    w.run("location.hash = '#/sources/import'").await;
    w.click("Type a path instead").await;
    w.fill("Path of the file", &file.to_string_lossy()).await;
    w.click("Look at it").await;
    w.sees("How the file is written").await;
    w.shot("import-messy").await;

    // The names were found in the fourth line; said otherwise, the file is read anew.
    choose(&w, "The columns’ names are in", "No row: there are no names").await;
    w.sees("Column 3").await;
    choose(&w, "The columns’ names are in", "Line 4: Beleg, Tag, Mail, Summe, Anmerkung").await;
    w.sees("R100 · R101 · R102").await;
    choose(&w, "What a row is", "An order").await;
    choose(&w, "What Beleg means", "Order number").await;
    choose(&w, "What Tag means", "Day of the order").await;
    choose(&w, "What Mail means", "Email address").await;
    choose(&w, "What Summe means", "Total of the order").await;
    choose(&w, "Before the cents", "Comma: 1.234,50").await;
    choose(&w, "Dates", "Month first: 03/29/2026").await;
    w.sees("3 January 2026").await;
    choose(&w, "Dates", "Day first: 29/03/2026").await;
    w.sees("1 March 2026").await;
    w.sees("€1,000.50").await;
    for (name, scheme) in [("", "Light"), ("-dark", "Dark")] {
        w.run(&format!("document.querySelector(\"[aria-label='{scheme}'], [title='{scheme}']\")?.click()")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        w.run("document.querySelector('main')?.scrollTo(0, 0); window.scrollTo(0, 0)").await;
        w.shot(&format!("import-corrected{name}")).await;
        w.run("[...document.querySelectorAll('h2')].find((h) => h.textContent === 'Dates and amounts')?.scrollIntoView()").await;
        w.shot(&format!("import-amounts{name}")).await;
    }
    w.click("Bring in 41 rows").await;
    w.sees("41 rows read, 40 stored, 1 refused.").await;
    w.sees("The date cannot be read").await;
    w.shot("import-messy-summary").await;

    // The next file with these columns opens as this one was read, and can be forgotten.
    w.click("Bring in another file").await;
    w.click("Type a path instead").await;
    w.fill("Path of the file", &file.to_string_lossy()).await;
    w.click("Look at it").await;
    w.sees("when a file with the same columns came in").await;
    w.close().await;
}

/// Opens the list of that name and takes one of its choices.
async fn choose(w: &Window, list: &str, choice: &str) {
    w.field(list).await.click().await.unwrap();
    let script = format!(
        "const o = [...document.querySelectorAll('[role=option]')].find((o) => o.offsetParent !== null && o.textContent.trim() === {});
         if (o) {{ o.scrollIntoView({{ block: 'nearest' }}); o.click(); }} return Boolean(o)",
        serde_json::to_string(choice).unwrap()
    );
    for _ in 0..100 {
        if w.run(&script).await == true {
            tokio::time::sleep(Duration::from_millis(250)).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("“{list}” has no choice “{choice}”: {}", w.text().await);
}
