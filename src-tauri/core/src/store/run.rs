//! Imports and syncs as they ran: what was read, stored and refused, and why.

use super::{Reader, Row, Writer};
use crate::types::{Result, RunId, SourceId, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    pub id: RunId,
    pub source: SourceId,
    /// `import` or `sync`.
    pub kind: String,
    /// `running`, `done`, `paused`, `cancelled` or `failed`. `running` without a living task: it was interrupted.
    pub state: String,
    pub label: String,
    /// JSON of the run's own shape, e.g. an import's file, mapping and digest.
    pub detail: String,
    pub read: i64,
    pub stored: i64,
    pub refused: i64,
    pub message: Option<String>,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// One row of a source that was not stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The line in the file; the header is line 1.
    pub row_no: i64,
    pub reason: String,
    pub raw: String,
}

const COLUMNS: &str = "id, source_id, kind, state, label, detail, rows_read, rows_stored, rows_refused, message, started_at, finished_at";

fn run_row(r: &Row<'_>) -> Result<RunRow> {
    Ok(RunRow {
        id: RunId(r.get(0)?),
        source: SourceId(r.get(1)?),
        kind: r.get(2)?,
        state: r.get(3)?,
        label: r.get(4)?,
        detail: r.get(5)?,
        read: r.get(6)?,
        stored: r.get(7)?,
        refused: r.get(8)?,
        message: r.get(9)?,
        started_at: r.at(10)?,
        finished_at: r.maybe_at(11)?,
    })
}

impl Reader<'_> {
    pub fn run(&self, id: RunId) -> Result<Option<RunRow>> {
        self.first(&format!("SELECT {COLUMNS} FROM run WHERE id = ?1"), &[id.into()], run_row)
    }

    /// Newest first.
    pub fn runs(&self, limit: u32) -> Result<Vec<RunRow>> {
        self.rows(&format!("SELECT {COLUMNS} FROM run ORDER BY id DESC LIMIT ?1"), &[limit.into()], run_row)
    }

    /// Newest first, of one source or all. A sync that ended well and found nothing is left out: in the background there
    /// are many a day.
    pub fn runs_with_news(&self, source: Option<SourceId>, limit: u32) -> Result<Vec<RunRow>> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM run
                 WHERE (?1 IS NULL OR source_id = ?1) AND NOT (kind = 'sync' AND state = 'done' AND rows_read = 0 AND rows_refused = 0)
                 ORDER BY id DESC LIMIT ?2"
            ),
            &[source.into(), limit.into()],
            run_row,
        )
    }

    /// When a file with this digest was first brought in from the source, finished or not.
    pub fn first_run_of_file(&self, source: SourceId, digest: &str) -> Result<Option<Timestamp>> {
        Ok(self
            .first(
                "SELECT min(started_at) FROM run WHERE source_id = ?1 AND json_extract(detail, '$.digest') = ?2",
                &[source.into(), digest.into()],
                |r| r.maybe_at(0),
            )?
            .flatten())
    }

    /// Why rows were refused and how many for each reason, the most frequent first.
    pub fn refusal_reasons(&self, run: RunId) -> Result<Vec<(String, i64)>> {
        self.rows("SELECT reason, count(*) FROM refusal WHERE run_id = ?1 GROUP BY reason ORDER BY 2 DESC, 1", &[run.into()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
    }

    /// The source's last run of a kind that had this state, or of any state.
    pub fn last_run(&self, source: SourceId, kind: &str, state: Option<&str>) -> Result<Option<RunRow>> {
        self.first(
            &format!(
                "SELECT {COLUMNS} FROM run WHERE source_id = ?1 AND kind = ?2 AND (?3 IS NULL OR state = ?3) ORDER BY id DESC LIMIT 1"
            ),
            &[source.into(), kind.into(), state.into()],
            run_row,
        )
    }

    pub fn refusals(&self, run: RunId) -> Result<Vec<Refusal>> {
        self.refusals_page(run, 0, u32::MAX)
    }

    pub fn refusals_page(&self, run: RunId, offset: u32, limit: u32) -> Result<Vec<Refusal>> {
        self.rows(
            "SELECT row_no, reason, raw FROM refusal WHERE run_id = ?1 ORDER BY row_no LIMIT ?2 OFFSET ?3",
            &[run.into(), limit.into(), offset.into()],
            |r| Ok(Refusal { row_no: r.get(0)?, reason: r.get(1)?, raw: r.get(2)? }),
        )
    }

    pub fn refusal_count(&self, run: RunId) -> Result<i64> {
        self.number("SELECT count(*) FROM refusal WHERE run_id = ?1", &[run.into()])
    }
}

impl Writer<'_> {
    pub fn start_run(&self, source: SourceId, kind: &str, label: &str, detail: &str, now: Timestamp) -> Result<RunId> {
        self.insert(
            "INSERT INTO run (source_id, kind, state, label, detail, started_at) VALUES (?1, ?2, 'running', ?3, ?4, ?5)",
            &[source.into(), kind.into(), label.into(), detail.into(), now.into()],
        )
        .map(RunId)
    }

    /// An interrupted run goes on.
    pub fn reopen_run(&self, run: RunId) -> Result<()> {
        self.execute("UPDATE run SET state = 'running', message = NULL, finished_at = NULL WHERE id = ?1", &[run.into()]).map(|_| ())
    }

    pub fn set_run_detail(&self, run: RunId, detail: &str) -> Result<()> {
        self.execute("UPDATE run SET detail = ?2 WHERE id = ?1", &[run.into(), detail.into()]).map(|_| ())
    }

    /// A run that still says `running` when the next one starts was killed with its process.
    pub fn close_interrupted_runs(&self, source: SourceId, now: Timestamp) -> Result<()> {
        self.execute(
            "UPDATE run SET state = 'failed', finished_at = ?2,
               message = 'It was interrupted. What had been stored stayed, and the next one went on from there.'
             WHERE source_id = ?1 AND kind = 'sync' AND state = 'running'",
            &[source.into(), now.into()],
        )
        .map(|_| ())
    }

    /// Sets the totals so far; in the same transaction as the page they count.
    pub fn count_run(&self, run: RunId, read: i64, stored: i64, refused: i64) -> Result<()> {
        self.execute(
            "UPDATE run SET rows_read = ?2, rows_stored = ?3, rows_refused = ?4 WHERE id = ?1",
            &[run.into(), read.into(), stored.into(), refused.into()],
        )
        .map(|_| ())
    }

    pub fn end_run(&self, run: RunId, state: &str, message: Option<&str>, now: Timestamp) -> Result<()> {
        self.execute(
            "UPDATE run SET state = ?2, message = ?3, finished_at = ?4 WHERE id = ?1",
            &[run.into(), state.into(), message.into(), now.into()],
        )
        .map(|_| ())
    }

    /// Something about the whole run that a person should be told; it stands in the run's detail.
    pub fn warn_run(&self, run: RunId, warning: &str) -> Result<()> {
        self.execute(
            "UPDATE run SET detail = json_set(detail, '$.warnings', json_insert(coalesce(json_extract(detail, '$.warnings'), json('[]')), '$[#]', ?2))
             WHERE id = ?1",
            &[run.into(), warning.into()],
        )
        .map(|_| ())
    }

    pub fn refuse(&self, run: RunId, refusal: &Refusal) -> Result<()> {
        self.execute(
            "INSERT OR REPLACE INTO refusal (run_id, row_no, reason, raw) VALUES (?1, ?2, ?3, ?4)",
            &[run.into(), refusal.row_no.into(), refusal.reason.as_str().into(), refusal.raw.as_str().into()],
        )
        .map(|_| ())
    }
}
