//! Our side: opening, each question cold and after an edit, explaining people, the page of saved segments, memory.
//!
//! Cold: the columns are in memory, no answer to any condition is kept. After an edit: the question was answered
//! before, then one number in one of its conditions is changed: every number of it, each in turn.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use regulars_core::api::segments::{self as room, Which};
use regulars_core::api::{App, Parts};
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::segments::{Segment, saved};
use regulars_core::store::Area;
use regulars_core::types::{FixedClock, PersonId, Result, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::questions::{QUESTIONS, Question};
use crate::bench::made::NOW;
use crate::bench::{memory, percentile};

const TIMES: u32 = 5;
const SAVED: usize = 200;
const EXPLAINED: usize = 50;

#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    pub name: String,
    pub people: u64,
    /// SHA-256 of the sorted ids, four bytes each, lowest first.
    pub digest: String,
    /// Seconds: the median of several.
    pub cold: f64,
    /// Seconds: the median over all edits, of the median of several times each; and the slowest edit's.
    pub edit: f64,
    pub slowest_edit: f64,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Ours {
    pub people: u64,
    pub rows: Vec<(String, i64)>,
    /// Seconds from nothing to the first answer: without what is kept beside the file, and with it.
    pub open_first: f64,
    pub open_again: f64,
    pub answers: Vec<Answer>,
    /// Seconds: half of the people were explained faster than the first, 95 % than the second.
    pub explain: (f64, f64),
    /// Seconds for the page of 200 saved segments: with no answer kept, and again.
    pub list: (f64, f64),
    /// The most this process had in memory, and how much of it was no file.
    pub peak_megabytes: f64,
    pub own_megabytes: f64,
}

fn open(file: &Path) -> Result<App> {
    App::open(
        file,
        Parts {
            clock: Arc::new(FixedClock(Timestamp(NOW))),
            http: Arc::new(SystemHttp::new()?),
            keychain: Arc::new(MemoryKeychain::default()),
            mail: Arc::new(NoMail),
            events: Arc::new(|_| {}),
        },
    )
}

fn timed<T>(f: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let began = Instant::now();
    let out = f()?;
    Ok((began.elapsed().as_secs_f64(), out))
}

fn median(all: Vec<f64>) -> f64 {
    percentile(all, 50)
}

fn which(segment: &Segment) -> Which {
    Which::Definition { definition: segment.clone() }
}

pub fn measure(file: &Path) -> Result<Ours> {
    // What earlier runs left beside the file goes, so that "first" is the first.
    let opening = || {
        let app = open(file)?;
        room::ask(&app, &which(&Segment::everyone()), None)?;
        Ok(app)
    };
    let (open_first, app) = timed(opening)?;
    drop(app);
    let (open_again, app) = timed(opening)?;
    save_segments(&app)?;
    let mut answers = Vec::new();
    for question in &QUESTIONS {
        answers.push(answer(&app, question)?);
    }
    let explain = explain(&app)?;
    app.segments.forget_answers();
    let (cold, _) = timed(|| room::list(&app, None))?;
    let warm = median((0..TIMES).map(|_| Ok(timed(|| room::list(&app, None))?.0)).collect::<Result<_>>()?);
    let rows = app.store().read(|r| {
        let tables = ["person", "orders", "order_line", "email_event", "product_view", "consent", "refund", "cart"];
        tables.iter().map(|t| Ok(((*t).to_owned(), r.number(&format!("SELECT count(*) FROM {t}"), &[])?))).collect::<Result<Vec<_>>>()
    })?;
    let people = rows.first().map_or(0, |(_, n)| n.unsigned_abs());
    Ok(Ours {
        people,
        rows,
        open_first,
        open_again,
        answers,
        explain,
        list: (cold, warm),
        peak_megabytes: memory("VmHWM:"),
        own_megabytes: memory("RssAnon:"),
    })
}

fn answer(app: &App, question: &Question) -> Result<Answer> {
    let asked = which(&question.segment()?);
    let mut cold = Vec::new();
    for _ in 0..TIMES {
        app.segments.forget_answers();
        cold.push(timed(|| room::ask(app, &asked, None))?.0);
    }
    let (_, evaluation) = room::ask(app, &asked, None)?;
    let mut digest = Sha256::new();
    for id in evaluation.set.iter() {
        digest.update(id.to_le_bytes());
    }
    let rounds = (0..TIMES).map(|round| question.edits(round)).collect::<Result<Vec<_>>>()?;
    let edits = rounds.first().map_or(0, Vec::len);
    let mut by_edit = Vec::new();
    for i in 0..edits {
        let mut times = Vec::new();
        for edited in rounds.iter().filter_map(|r| r.get(i)) {
            times.push(timed(|| room::ask(app, &which(edited), None))?.0);
        }
        by_edit.push(median(times));
    }
    Ok(Answer {
        name: question.name.to_owned(),
        people: evaluation.set.len(),
        digest: digest.finalize().iter().map(|b| format!("{b:02x}")).collect(),
        cold: median(cold),
        edit: median(by_edit.clone()),
        slowest_edit: by_edit.into_iter().fold(0.0, f64::max),
    })
}

/// People from all over, each asked about the next question.
fn explain(app: &App) -> Result<(f64, f64)> {
    let everyone = room::ask(app, &which(&Segment::everyone()), None)?.1.set;
    let asked: Vec<Which> = QUESTIONS.iter().map(|q| Ok(which(&q.segment()?))).collect::<Result<_>>()?;
    for question in &asked {
        room::ask(app, question, None)?;
    }
    let mut times = Vec::new();
    for (i, question) in (0..EXPLAINED).zip(asked.iter().cycle()) {
        let members = room::ask(app, question, None)?.1.set;
        // By turns somebody who is in and somebody from all the others.
        let from = if i % 2 == 0 && !members.is_empty() { &members } else { &everyone };
        let place = from.len() * i as u64 / EXPLAINED as u64;
        let Some(person) = from.select(u32::try_from(place).unwrap_or(0)) else { continue };
        times.push(timed(|| room::explain(app, question, PersonId(person), None))?.0);
    }
    Ok((percentile(times.clone(), 50), percentile(times, 95)))
}

/// 200 saved segments: the questions and edits of them, so that no two are the same.
fn save_segments(app: &App) -> Result<()> {
    let there = app.store().read(|r| r.documents(saved::KIND))?;
    let mut wanted = Vec::new();
    let mut round = 0;
    while wanted.len() < SAVED {
        for question in &QUESTIONS {
            wanted.extend(question.edits(round)?);
        }
        round += 1;
    }
    wanted.truncate(SAVED);
    let mut bodies = Vec::new();
    for segment in &wanted {
        let body = serde_json::to_string(segment);
        bodies.push(body.map_err(|e| regulars_core::types::Error::internal("A segment could not be written.").caused_by(e))?);
    }
    app.store().write(Area::Documents, |w| {
        for (i, body) in bodies.iter().enumerate() {
            match there.get(i) {
                Some(row) if row.body == *body => {}
                Some(row) => w.update_document(saved::KIND, row.id, &row.name, body, app.now())?,
                None => w.create_document(saved::KIND, &format!("Segment {:03}", i + 1), body, app.now()).map(|_| ())?,
            }
        }
        Ok(())
    })
}
