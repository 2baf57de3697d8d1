//! The email on a made shop, in a process of its own: everybody checked (the first time, and again), with the peak of its
//! memory; and the preview behind each keystroke and for the next person.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::emails::{self, CheckWho, Sight};
use regulars_core::api::{App, Parts};
use regulars_core::emails::block::BlockContent;
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::types::{DocumentId, Error, FixedClock, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{made, memory, percentile};
use super::letter;

const PREVIEWS: usize = 60;

#[derive(Debug, Serialize, Deserialize)]
pub struct Checked {
    /// In the shop, and checked.
    pub shop: u32,
    pub people: u32,
    pub findings: usize,
    /// Bytes of the heaviest.
    pub heaviest: u32,
    /// Seconds: with nothing in memory but the open file; then again.
    pub first: f64,
    pub again: f64,
    /// The most this process had in memory, the pages of the shop's file that are mapped included.
    pub peak_megabytes: f64,
    /// Its own, without the file: the most while everybody was checked the first time, and again (when the shelf and the
    /// groups are there already).
    pub own_first_megabytes: f64,
    pub own_again_megabytes: f64,
    /// Its own before any check.
    pub own_before_megabytes: f64,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Previewed {
    pub page_bytes: u32,
    /// Milliseconds: half were faster than the first, 95 % than the second.
    pub edit: (f64, f64),
    pub next: (f64, f64),
    pub surprising: (f64, f64),
}

fn open(file: &Path) -> Result<App> {
    let app = App::open(
        file,
        Parts {
            clock: Arc::new(FixedClock(Timestamp(made::NOW))),
            http: Arc::new(SystemHttp::new()?),
            keychain: Arc::new(MemoryKeychain::default()),
            mail: Arc::new(NoMail),
            events: Arc::new(|_| {}),
        },
    )?;
    emails::save_brand(&app, &letter::brand())?;
    Ok(app)
}

/// `some`: only those of two countries, about a fifth.
pub fn check(file: &Path, some: bool) -> Result<Checked> {
    let app = open(file)?;
    let email = letter::email()?;
    let segment = if some { Some(two_countries(&app)?) } else { None };
    let who = CheckWho { segment, only_mailable: false };
    let own_before_megabytes = memory("RssAnon:");
    let once = || {
        let began = Instant::now();
        let report = emails::check(&app, &email, who)?;
        Ok((began.elapsed().as_secs_f64(), report))
    };
    let (own_first_megabytes, done) = watched(once);
    let (first, report) = done?;
    let (own_again_megabytes, again) = watched(|| (0..3).map(|_| Ok(once()?.0)).collect::<Result<Vec<_>>>());
    let shop = app.store().read(|r| r.number("SELECT count(*) FROM person", &[]))?;
    Ok(Checked {
        shop: u32::try_from(shop).unwrap_or(0),
        people: report.people,
        findings: report.findings.len(),
        heaviest: report.heaviest.map_or(0, |h| h.value),
        first,
        again: percentile(again?, 50),
        peak_megabytes: memory("VmHWM:"),
        own_first_megabytes,
        own_again_megabytes,
        own_before_megabytes,
    })
}

/// What `f` comes to, and the most memory of this process's own meanwhile, looked at a hundred times a second.
fn watched<T>(f: impl FnOnce() -> T) -> (f64, T) {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = 0.0f64;
            while !done.load(Ordering::Relaxed) {
                most = most.max(memory("RssAnon:"));
                std::thread::sleep(Duration::from_millis(10));
            }
            most.max(memory("RssAnon:"))
        });
        let out = f();
        done.store(true, Ordering::Relaxed);
        (watch.join().unwrap_or(0.0), out)
    })
}

fn two_countries(app: &App) -> Result<DocumentId> {
    const NAME: &str = "Two countries";
    if let Some(there) = documents::list(app, DocumentKind::Segment)?.into_iter().find(|d| d.name == NAME) {
        return Ok(there.id);
    }
    let body = json!({
        "version": 2,
        "root": {
            "type": "group",
            "match": "all",
            "children": [{ "type": "profile", "field": "country", "is": { "op": "one_of", "values": ["FR", "SE"] } }]
        }
    });
    Ok(documents::save(app, DocumentKind::Segment, None, NAME, &body)?.id)
}

pub fn preview(file: &Path) -> Result<Previewed> {
    let app = open(file)?;
    let mut email = letter::email()?;
    let ids = app.store().read(|r| r.rows("SELECT id FROM person ORDER BY id", &[], |row| row.person(0)))?;
    let somebody = *ids.first().ok_or_else(|| Error::not_found("Nobody is in the made shop."))?;
    // The first one reads the shop; the person who opens an email waits for that once.
    let page_bytes = emails::preview(&app, &email, &Sight::of(somebody))?.size;
    let mut edits = Vec::new();
    for n in 0..PREVIEWS {
        for block in &mut email.blocks {
            if let BlockContent::Text { html, .. } = &mut block.content
                && block.id == "closing"
            {
                *html = format!("<p>Until next month, {{{{ person.first_name | default: 'dear reader' }}}}. Letter {n}.</p>");
            }
        }
        edits.push(milliseconds(|| emails::preview(&app, &email, &Sight::of(somebody)))?);
    }
    let mut nexts = Vec::new();
    for id in ids.iter().step_by((ids.len() / PREVIEWS).max(1)) {
        nexts.push(milliseconds(|| {
            emails::people(&app, "", None, Some(*id))?;
            emails::preview(&app, &email, &Sight::of(*id))
        })?);
    }
    let mut surprising = Vec::new();
    for turn in 0..20 {
        surprising.push(milliseconds(|| emails::surprising(&app, &email, "", None, turn))?);
    }
    Ok(Previewed { page_bytes, edit: both(edits), next: both(nexts), surprising: both(surprising) })
}

fn milliseconds<T>(f: impl FnOnce() -> Result<T>) -> Result<f64> {
    let began = Instant::now();
    std::hint::black_box(f()?);
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

fn both(all: Vec<f64>) -> (f64, f64) {
    (percentile(all.clone(), 50), percentile(all, 95))
}
