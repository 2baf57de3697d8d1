//! One import of a file, from the first look to the summary.
//!
//! One thread reads and parses, the caller's thread writes. Each page is one transaction with the run's counters and
//! the position after it. The same file and mapping always give the same pages, so an interrupted import goes on after
//! the last page that was committed, and importing a file again stores what is stored already.

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;

use super::{rates, refused};
use crate::sources::files::{FileRecords, ImportKind, ImportMapping, Item, Page, ROWS_A_PAGE, Survey, Tally};
use crate::store::bulk::Memory;
use crate::store::ingest::Ingest;
use crate::store::run::Refusal;
use crate::store::{Area, Store, Writer};
use crate::types::records::{CustomerRecord, Record};
use crate::types::{Clock, Code, Currency, Error, Money, Progress, Result, RunId, SourceId};

/// Files of one shop share their customers' and orders' numbers: they are one source, unless a person says otherwise.
pub const FILES: &str = "Files";
const KIND: &str = "file";

pub struct Import<'a> {
    pub path: &'a Path,
    pub mapping: &'a ImportMapping,
    /// The name of the source the file belongs to; `FILES` by default.
    pub source: &'a str,
    /// Where the file of refused rows goes.
    pub data_dir: &'a Path,
    pub page_rows: u64,
}

impl<'a> Import<'a> {
    pub fn new(path: &'a Path, mapping: &'a ImportMapping, data_dir: &'a Path) -> Self {
        Self { path, mapping, source: FILES, data_dir, page_rows: ROWS_A_PAGE }
    }
}

/// What a run was started with, so that it can be taken up again: the run's `detail`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Detail {
    pub path: PathBuf,
    pub source: String,
    pub digest: String,
    pub mapping: ImportMapping,
    #[serde(default)]
    pub summary: Option<serde_json::Value>,
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ImportSummary {
    pub run: RunId,
    pub file: String,
    /// Rows under the header.
    pub read: u64,
    pub stored: u64,
    pub refused: u64,
    pub reasons: Vec<RefusedReason>,
    /// Purchases, anonymous ones among them.
    pub orders: u64,
    pub anonymous_orders: u64,
    /// Cancelled, failed or not paid yet: kept, counted in no figure.
    pub other_orders: u64,
    pub refunds: u64,
    /// Looks at products, searches, reviews, and other events under the shop's own names.
    pub views: u64,
    pub searches: u64,
    pub reviews: u64,
    pub events: u64,
    /// Rows of a catalogue.
    pub products: u64,
    /// Exchange rates: one currency on one day each.
    pub rates: u64,
    /// Orders and refunds that have another value in the shop's currency since the rates came in, or one at last.
    pub revalued: u64,
    /// Different people the file speaks of.
    pub people: u64,
    /// One amount a currency, before refunds; the largest first.
    pub revenue: Vec<Money>,
    pub refunded: Vec<Money>,
    /// The CSV with the refused rows, when there are any.
    pub refused_file: Option<String>,
    /// It went on where an earlier run was interrupted.
    pub resumed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RefusedReason {
    pub reason: String,
    pub rows: i64,
}

/// Where an interrupted import goes on.
#[derive(Serialize, Deserialize)]
struct Position {
    run: i64,
    items: u64,
    stored: u64,
    refused: u64,
}

/// The run in the store that the pages belong to.
pub(super) struct Begun {
    pub source: SourceId,
    pub run: RunId,
    stream: String,
    done: Position,
    stated_at: crate::types::Timestamp,
    /// In which the shop counts.
    pub shop: Currency,
}

/// Brings the file in. Stopped or killed, it goes on when it is called again with the same file and mapping.
///
/// # Errors
/// `BadInput` when the mapping does not fit the file, `Cancelled` when stopped; what was stored by then stays.
pub fn import(store: &Store, clock: &dyn Clock, progress: &Progress, what: &Import<'_>) -> Result<ImportSummary> {
    let survey = Survey::of(what.path, what.mapping, progress)?;
    let begun = begin(store, clock, what, &survey.digest)?;
    let outcome = if what.mapping.kind == ImportKind::Rates {
        rates::run(store, clock, progress, what, survey, &begun)
    } else {
        run(store, clock, progress, what, survey, &begun)
    };
    match outcome {
        Ok(summary) => Ok(summary),
        Err(e) => {
            let state = if e.code == Code::Cancelled { "cancelled" } else { "failed" };
            // The reason itself matters more than whether it could be noted down.
            let _ = store.write(Area::House, |w| w.end_run(begun.run, state, Some(&e.message), clock.now()));
            Err(e)
        }
    }
}

fn begin(store: &Store, clock: &dyn Clock, what: &Import<'_>, digest: &str) -> Result<Begun> {
    let mapping = serde_json::to_string(what.mapping).map_err(|e| Error::internal("The mapping could not be kept.").caused_by(e))?;
    let key: String = Sha256::digest(format!("{digest}\n{mapping}\n{}", what.page_rows)).iter().map(|b| format!("{b:02x}")).collect();
    let stream = format!("import:{key}");
    let now = clock.now();
    store.write(Area::House, |w| {
        let source = match w.source_named(KIND, what.source)? {
            Some(id) => id,
            None => w.add_source(KIND, what.source, "{}", now)?,
        };
        if what.mapping.kind.is_of_orders() {
            if w.setting("shop.currency")?.is_none() {
                w.set_setting("shop.currency", what.mapping.currency.as_str())?;
            }
            if w.setting("shop.zone")?.is_none() {
                w.set_setting("shop.zone", &what.mapping.zone)?;
            }
        }
        let shop = w.shop()?.currency;
        if what.mapping.kind == ImportKind::Rates && w.setting("shop.currency")?.is_none() {
            return Err(Error::bad_input(
                "Rates are kept in your shop's currency, which is not known yet. Bring in orders first, or connect your shop.",
            ));
        }
        let interrupted = w.cursor(source, &stream)?.and_then(|p| serde_json::from_str::<Position>(&p).ok());
        let stated_at = w.first_run_of_file(source, digest)?.unwrap_or(now);
        if let Some(done) = interrupted {
            let run = RunId(done.run);
            w.reopen_run(run)?;
            return Ok(Begun { source, run, stream, done, stated_at, shop });
        }
        let detail = Detail {
            path: what.path.to_owned(),
            source: what.source.to_owned(),
            digest: digest.to_owned(),
            mapping: what.mapping.clone(),
            summary: None,
        };
        let detail = serde_json::to_string(&detail).map_err(|e| Error::internal("The import could not be noted down.").caused_by(e))?;
        let run = w.start_run(source, "import", &name(what.path), &detail, now)?;
        let done = Position { run: run.0, items: 0, stored: 0, refused: 0 };
        set_position(w, source, &stream, &done, now)?;
        Ok(Begun { source, run, stream, done, stated_at, shop })
    })
}

fn run(store: &Store, clock: &dyn Clock, progress: &Progress, what: &Import<'_>, survey: Survey, begun: &Begun) -> Result<ImportSummary> {
    let total = survey.rows;
    let digest = survey.digest.clone();
    let mut file = FileRecords::open(what.path, what.mapping, survey, begun.stated_at, what.page_rows, begun.shop)?;
    let mut people = RoaringBitmap::new();
    let tally = std::thread::scope(|scope| {
        // Two pages ahead at most: what is read and not yet written is what memory is spent on.
        let (send, receive) = sync_channel::<Page>(1);
        let reader = scope.spawn(move || -> Result<Tally> {
            while let Some(page) = file.next_page()? {
                if send.send(page).is_err() {
                    break;
                }
            }
            Ok(file.tally().clone())
        });
        let written = write_pages(store, clock, progress, begun, receive, total, &mut people);
        let tally = reader.join().unwrap_or_else(|_| Err(Error::internal("The file could not be read.")));
        written?;
        tally
    })?;
    finish(store, clock, what, begun, &digest, &tally, |s| {
        s.people = people.len();
    })
}

/// Ends the run: its refused rows as a file, its summary kept with it.
pub(super) fn finish(
    store: &Store,
    clock: &dyn Clock,
    what: &Import<'_>,
    begun: &Begun,
    digest: &str,
    tally: &Tally,
    also: impl FnOnce(&mut ImportSummary),
) -> Result<ImportSummary> {
    // Of a file of events the line itself is the only column.
    let mut columns: Vec<String> = what.mapping.columns.iter().map(|c| c.name.clone()).collect();
    if columns.is_empty() {
        columns.push("the line".to_owned());
    }
    let stem = name(what.path);
    let stem = stem.split('.').next().unwrap_or("file");
    let refused_file = refused::write(store, begun.run, what.data_dir, stem, &columns)?;
    let reasons = store.read(|r| r.refusal_reasons(begun.run))?;
    let mut summary = ImportSummary {
        run: begun.run,
        file: name(what.path),
        read: tally.rows,
        stored: tally.stored,
        refused: tally.refused,
        reasons: reasons.into_iter().map(|(reason, rows)| RefusedReason { reason, rows }).collect(),
        orders: tally.orders,
        anonymous_orders: tally.anonymous_orders,
        other_orders: tally.other_orders,
        refunds: tally.refunds,
        views: tally.views,
        searches: tally.searches,
        reviews: tally.reviews,
        events: tally.events,
        products: tally.products,
        rates: 0,
        revalued: 0,
        people: 0,
        revenue: money(&tally.revenue),
        refunded: money(&tally.refunded),
        refused_file: refused_file.map(|p| p.display().to_string()),
        resumed: begun.done.items > 0,
    };
    also(&mut summary);
    let detail = Detail {
        path: what.path.to_owned(),
        source: what.source.to_owned(),
        digest: digest.to_owned(),
        mapping: what.mapping.clone(),
        summary: serde_json::to_value(&summary).ok(),
    };
    let detail = serde_json::to_string(&detail).map_err(|e| Error::internal("The import could not be noted down.").caused_by(e))?;
    store.write(Area::House, |w| {
        w.set_run_detail(begun.run, &detail)?;
        w.clear_cursor(begun.source, &begun.stream)?;
        w.end_run(begun.run, "done", None, clock.now())
    })?;
    store.tidy()?;
    Ok(summary)
}

fn write_pages(
    store: &Store,
    clock: &dyn Clock,
    progress: &Progress,
    begun: &Begun,
    pages: std::sync::mpsc::Receiver<Page>,
    total: u64,
    people: &mut RoaringBitmap,
) -> Result<()> {
    let mut memory = Memory::default();
    let mut at = Position { run: begun.run.0, items: 0, stored: 0, refused: 0 };
    progress.tick("Bringing in rows", 0, Some(total))?;
    for page in pages {
        let items = page.items.len() as u64;
        if at.items + items <= begun.done.items {
            // Committed before the interruption: only who it was about is looked up again.
            store.write(Area::House, |w| seen_again(w, begun.source, &page, people))?;
            for item in &page.items {
                count(&mut at, item);
            }
        } else {
            memory = store.write(Area::Data, |w| {
                let mut ingest = Ingest::going_on(w, begun.source, std::mem::take(&mut memory))?;
                for item in &page.items {
                    match item {
                        Item::Record { record, .. } => ingest.record(record)?,
                        Item::Refused { line, reason, row } => {
                            let raw = serde_json::to_string(row).unwrap_or_default();
                            let row_no = i64::try_from(*line).unwrap_or(i64::MAX);
                            w.refuse(begun.run, &Refusal { row_no, reason: reason.clone(), raw })?;
                        }
                    }
                    count(&mut at, item);
                }
                let finished = ingest.end()?;
                people.extend(finished.touched);
                let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
                w.count_run(begun.run, signed(at.stored + at.refused), signed(at.stored), signed(at.refused))?;
                set_position(w, begun.source, &begun.stream, &at, clock.now())?;
                Ok(finished.memory)
            })?;
        }
        progress.tick("Bringing in rows", page.rows_looked_at, Some(total))?;
    }
    Ok(())
}

fn seen_again(w: &Writer<'_>, source: SourceId, page: &Page, people: &mut RoaringBitmap) -> Result<()> {
    let ingest = Ingest::new(w, source)?;
    for item in &page.items {
        let Item::Record { record, .. } = item else { continue };
        let who: Option<&CustomerRecord> = match record {
            Record::Customer(c) => Some(c),
            Record::Order(o) => o.buyer.as_ref(),
            Record::Refund(r) => r.buyer.as_ref(),
            Record::View(v) => Some(&v.person),
            Record::Search(s) => Some(&s.person),
            Record::Review(r) => Some(&r.person),
            Record::Event(e) => Some(&e.person),
            _ => None,
        };
        if let Some(c) = who
            && let Some(id) = ingest.find(c)?
        {
            people.insert(id.0);
        }
    }
    Ok(())
}

fn count(at: &mut Position, item: &Item) {
    at.items += 1;
    match item {
        Item::Record { rows, .. } => at.stored += u64::from(*rows),
        Item::Refused { .. } => at.refused += 1,
    }
}

fn set_position(w: &Writer<'_>, source: SourceId, stream: &str, at: &Position, now: crate::types::Timestamp) -> Result<()> {
    let text = serde_json::to_string(at).map_err(|e| Error::internal("The position could not be kept.").caused_by(e))?;
    w.set_cursor(source, stream, &text, now)
}

fn money(sums: &std::collections::BTreeMap<Currency, i64>) -> Vec<Money> {
    let mut out: Vec<Money> = sums.iter().map(|(currency, minor)| Money { minor: *minor, currency: *currency }).collect();
    out.sort_by_key(|m| std::cmp::Reverse(m.minor));
    out
}

pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
