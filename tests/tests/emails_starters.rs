//! The letters to begin with, all of them by one table: each reads, is saved, and reads well for two hundred people of
//! the demo; what each says of missing data is true for somebody without it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::sync::Arc;

use regulars_core::api::emails::{self, EmailPreview, EmailStarter};
use regulars_core::api::{App, Parts};
use regulars_core::demo;
use regulars_core::emails::Email;
use regulars_core::emails::check::CheckLevel;
use regulars_core::emails::starters::need::NeedKind;
use regulars_core::emails::starters::{Fit, starters};
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::types::{FixedClock, PersonId, Progress, Timestamp};

const NOW: Timestamp = Timestamp(1_795_168_800);

fn shop(dir: &std::path::Path, filled: bool) -> App {
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    let app = App::open(&dir.join("demo.db"), parts).unwrap();
    if filled {
        demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    }
    app
}

/// As it is shown: with products where the writer is to choose them.
fn shown(s: &EmailStarter) -> &Email {
    s.sample.as_ref().unwrap_or(&s.email)
}

fn as_read(app: &App, email: &Email, person: PersonId) -> EmailPreview {
    emails::preview(app, email, &emails::Sight::of(person)).unwrap()
}

/// Everything that must not be in a letter that goes out.
fn faults(p: &EmailPreview) -> Vec<String> {
    let mut out: Vec<String> =
        p.warnings.iter().filter(|w| w.level == CheckLevel::Problem).map(|w| format!("{:?}: {}", w.block, w.sentence)).collect();
    for (what, text) in [("subject", &p.subject), ("preheader", &p.preheader), ("HTML", &p.html), ("text", &p.text)] {
        if text.contains("{{") || text.contains("{%") {
            out.push(format!("Liquid is left in the {what}"));
        }
    }
    if p.subject.is_empty() || p.preheader.is_empty() {
        out.push("no subject or no preheader".to_owned());
    }
    let pictures = p.html.split("<img ").skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
    out.extend(pictures.filter(|tag| !tag.contains("alt=\"") || tag.contains("alt=\"\"")).map(|tag| format!("no alt text: {tag}")));
    out
}

#[test]
fn each_is_saved_and_reads_well_for_two_hundred_people() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), true);
    let all = emails::starters(&app).unwrap();
    assert_eq!(all.len(), 17);
    assert_eq!(all.iter().map(|s| &s.key).collect::<BTreeSet<_>>().len(), all.len());
    let mut wrong = Vec::new();
    for s in &all {
        assert_eq!(Email::read(&serde_json::to_value(&s.email).unwrap()).unwrap(), s.email, "{}", s.key);
        emails::save(&app, None, &format!("{} as it is", s.name), &s.email).unwrap();
        let lints = emails::lints(&app, shown(s), None).unwrap();
        wrong.extend(lints.iter().filter(|l| l.level == CheckLevel::Problem).map(|l| format!("{}: {}", s.key, l.sentence)));
        let mut subjects = Vec::new();
        for person in (1..=2000).step_by(10).map(PersonId) {
            let p = as_read(&app, shown(s), person);
            subjects.push(p.subject.chars().count());
            wrong.extend(faults(&p).into_iter().map(|f| format!("{} for {person}: {f}", s.key)));
        }
        subjects.sort_unstable();
        let median = subjects[subjects.len() / 2];
        assert!(median <= 60, "{}: {median} letters", s.key);
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} faults, the first: {:#?}", wrong.len(), &wrong[..wrong.len().min(12)]);
}

#[test]
fn what_is_said_of_missing_data_is_true() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), true);
    let cards = emails::starters(&app).unwrap();
    let vips = emails::starter(&app, "win-back-1").unwrap().email.blocks.iter().find_map(|b| b.only_for.as_ref()).map(segment);
    let arrivals = cards.iter().any(|c| c.needs.iter().any(|n| n.what == NeedKind::Arrivals));
    let fit = Fit { vips, arrivals };
    // Of whom nothing is known but the address.
    let blank = app.store().read(|r| {
        r.number(
            "SELECT min(id) FROM person p WHERE coalesce(p.birthday, '') = '' AND NOT EXISTS (SELECT 1 FROM orders WHERE person_id = p.id)
             AND NOT EXISTS (SELECT 1 FROM cart WHERE person_id = p.id) AND NOT EXISTS (SELECT 1 FROM product_view WHERE person_id = p.id)",
            &[],
        )
    });
    let blank = PersonId(u32::try_from(blank.unwrap()).unwrap());
    let mut said = 0;
    for (s, card) in starters(&fit).iter().zip(&cards) {
        assert_eq!(s.key, card.key);
        assert!(!card.needs.is_empty(), "{} needs something", s.key);
        let differs = !s.email.head_variants.is_empty() || s.email.blocks.iter().any(|b| !b.variants.is_empty());
        let letter = as_read(&app, &card.email, blank);
        if let Some(other) = card.other.filter(|_| differs) {
            let meant = as_read(&app, &card.email, card.reader.unwrap());
            assert_ne!(meant.text, as_read(&app, &card.email, other).text, "{}", s.key);
        }
        for need in &s.needs {
            for block in need.hides {
                let outcome = letter.blocks.iter().find(|b| b.id == *block).unwrap();
                assert!(!outcome.shown, "{}, {block}: {}", s.key, outcome.why);
                said += 1;
            }
            let words = format!("{}\n{}", letter.subject, letter.text).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(need.reads), "{}: “{}” is not in: {words}", s.key, need.reads);
            said += usize::from(!need.reads.is_empty());
        }
    }
    assert!(said > 20, "{said}");
}

fn segment(audience: &regulars_core::emails::definition::EmailAudience) -> regulars_core::types::DocumentId {
    match audience {
        regulars_core::emails::definition::EmailAudience::Segment { segment } => *segment,
        other => panic!("{other:?}"),
    }
}

#[test]
fn how_much_a_shop_has_is_counted_and_an_empty_one_is_told_what_it_lacks() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), true);
    let cart = emails::starter(&app, "Abandoned cart 1: a reminder").unwrap();
    let n = |sql: &str| app.store().read(|r| r.number(sql, &[])).unwrap();
    let all = n("SELECT count(DISTINCT person_id) FROM cart WHERE order_id IS NULL");
    let week = n("SELECT count(DISTINCT person_id) FROM cart WHERE order_id IS NULL AND at >= 1794610800");
    assert!(all > week && week > 0);
    assert_eq!(cart.needs[0].have, format!("{all} people left something in the cart; {week} this week."));
    assert!(cart.needs[0].there);

    let nothing = tempfile::tempdir().unwrap();
    let app = shop(nothing.path(), false);
    let all = emails::starters(&app).unwrap();
    assert_eq!(all.len(), 17);
    for s in &all {
        assert!(s.needs.iter().all(|n| !n.there), "{}: {:#?}", s.key, s.needs);
        assert!(s.reader.is_none() && s.other.is_none());
        emails::save(&app, None, &s.name, &s.email).unwrap();
    }
    assert_eq!(all[3].needs[0].have, "No carts are known: connect a shop that has them.");
    let unknown = emails::starter(&app, "a tenth welcome").unwrap_err().message;
    assert_eq!(unknown, "There is no starter called “a tenth welcome”. `email starters` shows those there are.");
}
