//! The real window, as its people use it: the main job from the demo shop to a pushed audience, and every room.
//!
//! Each test opens its own window on its own folder. Pictures are left in shots/, in light and dark.

use std::time::Duration;

use regulars_tests::mailchimp::{KEY, Mailchimp, Server, Status};
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
            tokio::time::sleep(Duration::from_millis(900)).await;
            w.shot(&format!("{picture}{name}")).await;
        }
    }
    w.close().await;
}

/// Waits for a letter that reads otherwise than `before`; what it is made of.
async fn letter(w: &Window, before: &str) -> String {
    for _ in 0..600 {
        let page = w.run("return document.querySelector('iframe[data-front]')?.contentDocument?.documentElement?.outerHTML ?? ''").await;
        if let Some(page) = page.as_str().filter(|p| p.contains("we miss you") && *p != before) {
            return page.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
    w.shot("letter-missing").await;
    panic!("no other letter shows");
}

#[tokio::test]
async fn the_main_job_from_a_segment_to_a_pushed_audience() {
    let mut there = Mailchimp::new();
    there.add_list("list01", "The shop's letter", false);
    let server = Server::start(there, Duration::ZERO);
    let dir = tempfile::tempdir().unwrap();
    let Some(w) = Window::open_with(dir.path(), &["--demo"], &[("REGULARS_SECRET_MAILCHIMP", KEY)]).await else { return };
    w.sees("Wick & Wool").await;

    // Two readers of one email read two emails.
    w.click("Emails").await;
    w.click_css("li a[href^='#/emails/']").await;
    let first = letter(&w, "").await;
    w.click("The next reader").await;
    letter(&w, &first).await;
    let sandboxed = w.run("const f = document.querySelector('iframe[data-front]'); return f && f.getAttribute('sandbox')").await;
    // Read by the window, and no more: nothing in it runs (tests/window_emails.rs tries).
    assert_eq!(sandboxed, "allow-same-origin", "the preview may do nothing at all");
    tokio::time::sleep(Duration::from_secs(1)).await;
    w.shot("email").await;

    // Connect to a Mailchimp on loopback, and look before anything is sent.
    w.click("Audiences").await;
    w.fill("Mailchimp API key", KEY).await;
    w.click("Advanced").await;
    w.fill("Another address", &server.address).await;
    w.click("Test and connect").await;
    w.click("New export").await;
    w.sees("The shop's letter").await;
    w.click_css("input[placeholder='Choose a segment']").await;
    w.click("VIPs").await;
    w.fill("Tag", "November").await;
    w.click("See what would change").await;
    w.sees("Nothing has been sent yet").await;
    w.shot("audience").await;
    let before = server.with(|m| m.list("list01").map_or(0, |l| l.members.len()));
    assert_eq!(before, 0, "a dry run changes nothing there");

    let going = w.until("how many would go", |t| number_in(t, "Send ", " to Mailchimp")).await;
    w.click(&format!("Send {going} people to Mailchimp")).await;
    w.sees("Nobody’s unsubscription is touched").await;
    w.click(&format!("Send {going} people")).await;
    w.sees("All of it arrived").await;
    w.shot("audience-sent").await;
    let (members, all_subscribed) = server.with(|m| {
        let members = &m.list("list01").expect("the list").members;
        (members.len(), members.values().all(|p| p.status == Status::Subscribed))
    });
    assert_eq!(members, going, "everybody who was to go is there, once");
    assert!(all_subscribed);
    w.close().await;
}

/// The number between two pieces of text: `Send 214 people to Mailchimp`.
fn number_in(page: &str, before: &str, after: &str) -> Option<usize> {
    page.split(before).skip(1).find_map(|rest| {
        let (middle, _) = rest.split_once(after)?;
        middle.replace(',', "").split_whitespace().next()?.parse().ok()
    })
}

#[tokio::test]
async fn an_owners_file_becomes_people_from_the_first_page_on() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("orders.csv");
    let mut rows = String::from("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
    for n in 0..300 {
        let customer = if n % 10 == 9 { String::new() } else { (1000 + n % 60).to_string() };
        rows += &format!("{},A{:02},\"Mug, large\",2,2026-0{}-11 10:00:00,4.50,{customer},France\n", 5000 + n, n % 20, 1 + n % 9);
    }
    rows += "C6000,A01,\"Mug, large\",-1,2026-10-01 10:00:00,4.50,1000,France\n";
    rows += "6001,A01,\"Mug, large\",many,2026-10-01 10:00:00,4.50,1000,France\n";
    std::fs::write(&file, rows).unwrap();

    let Some(w) = Window::open(dir.path(), &[]).await else { return };
    w.sees("Explore the demo shop").await;
    w.shot("first-run").await;
    w.click("Bring in a file").await;
    if w.text().await.contains("Nothing has been brought in yet") {
        w.click("Bring in a file").await;
    }
    w.click("Type a path instead").await;
    w.fill("Path of the file", &file.to_string_lossy()).await;
    w.click("Look at it").await;
    w.sees("What the columns mean").await;
    w.shot("import").await;
    w.click("Bring in 302 rows").await;
    w.sees("302 rows read, 301 stored, 1 refused.").await;
    let text = w.text().await;
    assert!(text.contains("€2,700\n"), "300 lines of 2 × 4.50: {text}");
    w.shot("import-summary").await;
    w.click("See your people").await;
    w.sees("54 people").await;
    w.close().await;
}
