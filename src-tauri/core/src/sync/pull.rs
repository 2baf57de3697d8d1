//! The loop that pulls a platform into the store.
//!
//! For each stream, from its stored cursor: ask for a page, then store its records, its refusals, the run's counts and
//! the new cursor in ONE transaction. Whoever kills it finds the last whole page and goes on after it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Serialize;
use specta::Type;

use crate::sources::{Page, Source};
use crate::store::ingest::Ingest;
use crate::store::run::Refusal;
use crate::store::{Area, Store};
use crate::types::{Clock, Code, Error, Progress, Result, RunId, SourceId};

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Pulled {
    pub run: RunId,
    /// Rows that were new or changed at the source.
    pub read: u64,
    pub stored: u64,
    pub refused: u64,
    pub streams: Vec<PulledStream>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PulledStream {
    /// `orders`, `customers` …
    pub name: String,
    pub read: u64,
}

/// Which source it is for, and how the run is called.
pub struct Target<'a> {
    pub source: SourceId,
    /// The shop's address.
    pub label: &'a str,
}

/// # Errors
/// The source's own; `Cancelled` when `progress` was stopped. The run's row keeps what became of it.
pub fn pull(store: &Store, target: &Target<'_>, source: &dyn Source, clock: &dyn Clock, progress: &Progress) -> Result<Pulled> {
    let run = store.write(Area::House, |w| {
        w.close_interrupted_runs(target.source, clock.now())?;
        w.start_run(target.source, "sync", target.label, "{}", clock.now())
    })?;
    let mut sum = Pulled { run, read: 0, stored: 0, refused: 0, streams: Vec::new() };
    let result = streams(store, target.source, source, clock, progress, &mut sum);
    let (state, message) = match &result {
        Ok(()) => ("done", None),
        Err(e) if e.code == Code::Cancelled && progress.is_paused() => ("paused", Some(e.message.as_str())),
        Err(e) if e.code == Code::Cancelled => ("cancelled", Some(e.message.as_str())),
        Err(e) => ("failed", Some(e.message.as_str())),
    };
    store.write(Area::House, |w| w.end_run(run, state, message, clock.now()))?;
    result?;
    store.tidy()?;
    Ok(sum)
}

fn streams(store: &Store, id: SourceId, source: &dyn Source, clock: &dyn Clock, progress: &Progress, sum: &mut Pulled) -> Result<()> {
    for stream in source.streams() {
        let mut cursor = store.read(|r| r.cursor(id, stream.name))?;
        let mut done = 0;
        let mut circle = Circle::default();
        progress.tick(stream.words, 0, None)?;
        loop {
            let page = source.page(stream.name, cursor.as_deref(), progress)?;
            done += page.fresh;
            let before = (sum.read, sum.refused);
            sum.read += page.fresh;
            sum.refused += page.refused.len() as u64;
            sum.stored = sum.read.saturating_sub(sum.refused);
            if let Err(e) = keep(store, id, stream.name, &page, sum, clock) {
                (sum.read, sum.refused) = before;
                return Err(e);
            }
            let more = page.more && circle.goes_on(&page)?;
            let total = page.left.map(|left| done + left).filter(|_| more).or_else(|| (!more).then_some(done));
            cursor = Some(page.cursor);
            progress.tick(stream.words, done, total)?;
            if !more {
                break;
            }
        }
        sum.streams.push(PulledStream { name: stream.name.to_owned(), read: done });
    }
    Ok(())
}

/// A source that answers the same again and again must not be asked for ever.
#[derive(Default)]
struct Circle {
    /// Hashes of the cursors of this run.
    seen: HashSet<u64>,
    /// Pages in a row that brought nothing new.
    idle: u32,
}

/// Reading an overlap again is some pages; this many is a circle.
const MOST_IDLE: u32 = 2_000;

impl Circle {
    fn goes_on(&mut self, page: &Page) -> Result<bool> {
        self.idle = if page.fresh > 0 { 0 } else { self.idle + 1 };
        if self.idle <= MOST_IDLE && self.seen.insert(fingerprint(&page.cursor)) {
            return Ok(true);
        }
        Err(Error::new(
            Code::Unexpected,
            "The source answers the same page again and again, so the end is never reached. Something in between repeats its answers (a cache?); \
             what came in is kept, and it can be tried again later.",
        ))
    }
}

fn fingerprint(cursor: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cursor.hash(&mut hasher);
    hasher.finish()
}

/// One page, whole or not at all.
fn keep(store: &Store, id: SourceId, stream: &str, page: &Page, sum: &Pulled, clock: &dyn Clock) -> Result<()> {
    let area = if page.records.is_empty() { Area::House } else { Area::Data };
    store.write(area, |w| {
        let mut ingest = Ingest::new(w, id)?;
        for record in &page.records {
            ingest.record(record)?;
        }
        let warnings = ingest.end()?.warnings;
        let first = sum.refused - page.refused.len() as u64;
        for (refused, n) in page.refused.iter().zip(first + 1..) {
            let row_no = i64::try_from(n).map_err(|e| Error::internal("Too many rows were refused.").caused_by(e))?;
            w.refuse(sum.run, &Refusal { row_no, reason: refused.reason.clone(), raw: refused.raw.clone() })?;
        }
        for warning in warnings.iter().chain(&page.notes) {
            w.warn_run(sum.run, warning)?;
        }
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        w.count_run(sum.run, count(sum.read), count(sum.stored), count(sum.refused))?;
        w.set_cursor(id, stream, &page.cursor, clock.now())
    })
}

#[cfg(test)]
mod tests;
