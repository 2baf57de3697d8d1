//! Emails over a whole shop: three readers, a block for some, suggestions, pictures only on request, a check of all.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::{App, Parts, emails, recommend};
use regulars_core::demo;
use regulars_core::emails::check::CheckLevel;
use regulars_core::emails::definition::{BlockContent, EmailAudience};
use regulars_core::host::{Http, HttpRequest, HttpResponse, MemoryKeychain, NoMail};
use regulars_core::types::{Code, DocumentId, FixedClock, PersonId, Progress, Result, Timestamp};
use regulars_tests::binaries::cli;

/// Writes down what is asked of the network, and answers every picture.
#[derive(Default)]
struct Web(Mutex<Vec<String>>);

impl Http for Web {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        self.0.lock().unwrap().push(request.url.clone());
        Ok(HttpResponse { status: 200, headers: Vec::new(), body: b"\x89PNG picture".to_vec() })
    }
}

const NOW: Timestamp = Timestamp(1_795_168_800);

struct Demo {
    app: App,
    web: Arc<Web>,
    vips: DocumentId,
    _dir: tempfile::TempDir,
}

fn open(dir: &Path, web: Arc<Web>) -> App {
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: web,
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    App::open(&dir.join("demo.db"), parts).unwrap()
}

fn demo() -> Demo {
    let dir = tempfile::tempdir().unwrap();
    let web = Arc::new(Web::default());
    let app = open(dir.path(), Arc::clone(&web));
    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    // The demo keeps both: the segment, and the email that speaks to it.
    let vips = documents::list(&app, DocumentKind::Segment).unwrap().into_iter().find(|d| d.name == "VIPs").unwrap().id;
    Demo { app, web, vips, _dir: dir }
}

fn first_in(app: &App, segment: Option<DocumentId>) -> PersonId {
    emails::people(app, "", segment, None).unwrap().person.unwrap().id
}

/// Somebody who is not in the segment.
fn outside(app: &App, segment: DocumentId) -> PersonId {
    (1..500).map(PersonId).find(|p| emails::people(app, "", Some(segment), Some(*p)).unwrap().position.is_none()).unwrap()
}

#[test]
fn each_reader_reads_their_own() {
    let Demo { app, web, vips, .. } = demo();
    let starter = emails::starter(&app, "We miss you").unwrap();
    let saved = emails::save(&app, None, "Another hello", &starter.email).unwrap();
    assert_eq!(saved.email, emails::find(&app, "we miss you").unwrap().email, "the demo's own is the starter");
    assert_eq!(
        saved.email.blocks.iter().filter_map(|b| b.only_for.clone()).collect::<Vec<_>>(),
        [EmailAudience::Segment { segment: vips }]
    );
    let email = emails::find(&app, "we miss you").unwrap().email;

    let vip = emails::preview(&app, &email, &emails::Sight::of(first_in(&app, Some(vips)))).unwrap();
    let other = emails::preview(&app, &email, &emails::Sight::of(outside(&app, vips))).unwrap();
    let third = emails::preview(&app, &email, &emails::Sight::of(PersonId(77))).unwrap();
    assert!(vip.html.contains("A word of thanks") && !other.html.contains("A word of thanks"));
    let thanks = |p: &emails::EmailPreview| p.blocks.iter().find(|b| b.id == "thanks").map(|b| (b.shown, b.why.clone())).unwrap();
    assert_eq!(thanks(&vip), (true, "Is in “VIPs”".to_owned()));
    assert_eq!(thanks(&other), (false, "Is not in “VIPs”".to_owned()));
    assert!(vip.html != other.html && other.html != third.html && vip.html != third.html);
    assert!(web.0.lock().unwrap().is_empty(), "a preview asks nothing of the network");
}

#[test]
fn suggestions_are_never_what_was_bought_and_say_why() {
    let Demo { app, .. } = demo();
    let as_of = app.today().unwrap();
    let mut seen = 0;
    for person in (1..300).map(PersonId) {
        let s = recommend::recommend(&app, person, 3, as_of).unwrap();
        let bought: Vec<i64> = app
            .store()
            .read(|r| {
                r.rows(
                    "SELECT DISTINCT l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.person_id = ?1 AND o.counts = 1",
                    &[person.into()],
                    |row| row.get(0),
                )
            })
            .unwrap();
        seen += bought.len();
        assert!(s.chosen.iter().all(|c| !bought.contains(&c.product.0)), "{person}: {s:?}");
        assert!(s.chosen.iter().all(|c| c.why.starts_with("Best seller")), "{s:?}");
        assert!(s.left_out.iter().filter(|l| l.why.contains("bought already")).all(|l| bought.contains(&l.product.0)));
    }
    assert!(seen > 300, "the demo's people bought things");
    assert_eq!(recommend::recommend(&app, PersonId(999_999), 3, as_of).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_frame_loads_nothing_unless_asked_and_then_by_way_of_the_core() {
    let Demo { app, web, .. } = demo();
    let email = emails::starter(&app, "We miss you").unwrap().email;
    let person = first_in(&app, None);
    let sealed = emails::preview(&app, &email, &emails::Sight::of(person)).unwrap();
    assert!(sealed.pictures > 0 && sealed.pictures_loaded == 0);
    assert!(sealed.html.contains("src=\"https://") && !sealed.frame.contains("src=\"http"));
    assert!(
        sealed.frame.contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        )
    );
    assert!(!sealed.frame.contains("href=\"http") && !sealed.frame.contains("<script") && !sealed.frame.contains("@import"));
    assert!(web.0.lock().unwrap().is_empty());

    let shown = emails::preview(&app, &email, &emails::Sight::of(person).with_pictures()).unwrap();
    assert_eq!(shown.pictures_loaded, shown.pictures);
    assert!(shown.frame.contains("src=\"data:image/png;base64,") && !shown.frame.contains("src=\"http"));
    let asked = web.0.lock().unwrap().len();
    assert_eq!(asked, shown.pictures as usize);
    emails::preview(&app, &email, &emails::Sight::of(person).with_pictures()).unwrap();
    assert_eq!(web.0.lock().unwrap().len(), asked, "a picture is fetched once");
}

#[test]
fn a_check_reads_it_as_everybody() {
    let Demo { app, vips, _dir, .. } = demo();
    let app = Arc::new(app);
    let all = emails::CheckWho::default();
    let mut email = emails::starter(&app, "We miss you").unwrap().email;
    let report = emails::check(&app, &email, all).unwrap();
    let nameless = app.store().read(|r| r.number("SELECT count(*) FROM person WHERE coalesce(trim(first_name), '') = ''", &[])).unwrap();
    let people = app.store().read(|r| r.person_count()).unwrap();
    assert!(nameless > 0);
    assert_eq!(i64::from(report.people), people);
    let greeting = report.findings.iter().find(|f| f.block.as_deref() == Some("greeting")).unwrap();
    assert_eq!(i64::from(greeting.people.unwrap()), nameless);
    assert!(
        greeting.sentence.ends_with(
            " people would read “Hello there, we miss you”: they have no first name, so the fallback stands in block 1 (heading)."
        ),
        "{}",
        greeting.sentence
    );
    let example = &greeting.examples[0];
    assert!(emails::preview(&app, &email, &emails::Sight::of(example.person)).unwrap().text.contains("Hello there, we miss you"));
    assert!(report.heaviest.unwrap().value > 1_000 && report.longest_subject.unwrap().value > 10);

    email.blocks[0].content = BlockContent::heading("Hi {{ person.first_name }},");
    let id = DocumentId(7);
    emails::start_check(&app, id, "We miss you", email.clone(), all).unwrap();
    while app.tasks.any_running() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let kept = emails::last_check(&app, id, &email).unwrap().unwrap();
    assert_eq!(kept.stale, None);
    let worst = kept.report.findings.iter().find(|f| f.key.ends_with("empty:person.first_name")).unwrap();
    assert_eq!((worst.level, i64::from(worst.people.unwrap())), (CheckLevel::Problem, nameless));
    assert!(worst.sentence.contains("would read “Hi ,”: they have no first name"), "{}", worst.sentence);
    let page = emails::people_of_finding(&app, id, &worst.key, 20).unwrap();
    assert_eq!(i64::from(page.total), nameless);
    assert!(page.people.len() <= 20 && page.people.iter().all(|p| p.reads == "Hi ,"));

    let mended = emails::fix(&email, &worst.fix.as_ref().unwrap().change).unwrap();
    assert!(emails::last_check(&app, id, &mended).unwrap().unwrap().stale.unwrap().contains("The email has changed"));
    let better = emails::check(&app, &mended, all).unwrap();
    assert!(better.findings.iter().all(|f| !f.key.contains("empty:person.first_name")), "{:#?}", better.findings);

    let some = emails::check(&app, &email, emails::CheckWho { segment: Some(vips), only_mailable: false }).unwrap();
    assert!(some.people > 0 && i64::from(some.people) < people);
    let fewer = emails::check(&app, &email, emails::CheckWho { segment: Some(vips), only_mailable: true }).unwrap();
    assert_eq!(fewer.people + fewer.may_not, some.people);
    documents::delete(&app, DocumentKind::Segment, vips).unwrap();
    let gone = emails::lints(&app, &email, None).unwrap();
    assert!(gone.iter().any(|l| l.block.as_deref() == Some("thanks") && l.sentence.contains("segment that was deleted")));
    let asked = emails::check(&app, &email, emails::CheckWho { segment: Some(vips), only_mailable: false });
    assert_eq!(asked.unwrap_err().code, Code::NotFound);
}

#[test]
fn steps_from_reader_to_reader() {
    let Demo { app, vips, .. } = demo();
    let mut at = None;
    let mut seen = Vec::new();
    loop {
        let step = emails::people(&app, "", Some(vips), at).unwrap();
        let person = step.person.unwrap().id;
        assert_eq!(step.position, Some(u32::try_from(seen.len()).unwrap()));
        assert_eq!(step.previous, seen.last().copied());
        seen.push(person);
        match step.next {
            Some(next) => at = Some(next),
            None => break assert_eq!(seen.len(), step.total as usize),
        }
    }
    let nobody = emails::people(&app, "no such name anywhere", None, None).unwrap();
    assert!(nobody.total == 0 && nobody.person.is_none() && nobody.next.is_none());
    let by_wildcard = emails::people(&app, "%", None, None).unwrap();
    assert_eq!(by_wildcard.total, 0, "a sign of the search language is only a letter");
}

#[test]
fn nothing_half_right_is_saved() {
    let Demo { app, .. } = demo();
    let mut email = emails::starter(&app, "We miss you").unwrap().email;
    email.blocks[0].content = BlockContent::heading("{{ person.first_name");
    let refused = emails::save(&app, None, "Broken", &email).unwrap_err();
    assert_eq!(refused.message, "Block 1 (heading): The heading: a {{ is never closed with }}.");
    assert!(emails::list(&app).unwrap().iter().all(|e| e.name != "Broken"));
    let person = first_in(&app, None);
    let preview = emails::preview(&app, &email, &emails::Sight::of(person)).unwrap();
    assert!(preview.warnings.iter().any(|w| w.sentence.contains("never closed")) && preview.html.contains("everyone at"));
}

#[test]
fn the_terminal_lists_renders_and_checks() {
    let Demo { app, _dir: dir, .. } = demo();
    let person = first_in(&app, None);
    let file = dir.path().join("demo.db");
    drop(app);
    let run = |args: &[&str]| {
        let out = Command::new(cli()).arg("--db").arg(&file).args(args).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, out, _) = run(&["email", "list"]);
    assert!(code == Some(0) && out.contains("We miss you"), "{out}");
    let html = dir.path().join("out.html");
    let (code, out, err) = run(&["email", "render", "we miss you", "--person", &person.to_string(), "-o", html.to_str().unwrap()]);
    assert!(code == Some(0) && out.contains("Subject"), "{out}{err}");
    assert!(std::fs::read_to_string(&html).unwrap().starts_with("<!doctype html>"));
    let (_, text, _) = run(&["email", "render", "we miss you", "--person", &person.to_string(), "--text", "--json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    let (code, out, _) = run(&["email", "check", "we miss you"]);
    assert!(code == Some(0) && out.contains("have no first name"), "{out}");
    let (code, _, err) = run(&["email", "render", "no such email"]);
    assert!(code == Some(1) && err.contains("There is no email called"), "{err}");
    let (code, out, _) = run(&["insights", "recommend", &person.to_string()]);
    assert!(code == Some(0) && out.contains("Best seller"), "{out}");
    let (code, out, _) = run(&["schema", "email"]);
    assert!(code == Some(0) && out.contains("\"only_for\""), "{out}");
}
