//! Where data comes from, and where each stream of it goes on.

use super::{Reader, Writer};
use crate::types::{Result, SourceId, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    pub id: SourceId,
    pub kind: String,
    pub name: String,
    /// JSON by the source's own shape; never a secret.
    pub config: String,
    pub created_at: Timestamp,
    /// In the background, every so many minutes; `None`: only when somebody asks.
    pub every_minutes: Option<i64>,
    /// Held by its owner until they go on.
    pub paused: bool,
    /// Syncs in a row that failed.
    pub failures: i64,
    /// The first of these failures.
    pub held_since: Option<Timestamp>,
    /// When the background tries again; `None` with `held_since`: not before somebody mends it.
    pub held_until: Option<Timestamp>,
}

/// A list at the source that lacks so much of what is known that it was not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// As `records::Kind::as_str`.
    pub kind: String,
    pub missing: i64,
    /// What was known of the kind.
    pub known: i64,
}

const COLUMNS: &str = "id, kind, name, config, created_at, every_minutes, paused, failures, held_since, held_until";

impl Reader<'_> {
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        self.rows(&format!("SELECT {COLUMNS} FROM source ORDER BY id"), &[], source_row)
    }

    pub fn source(&self, id: SourceId) -> Result<Option<SourceRow>> {
        self.first(&format!("SELECT {COLUMNS} FROM source WHERE id = ?1"), &[id.into()], source_row)
    }

    /// The oldest source of this kind and name.
    pub fn source_named(&self, kind: &str, name: &str) -> Result<Option<SourceId>> {
        self.first("SELECT id FROM source WHERE kind = ?1 AND name = ?2 ORDER BY id LIMIT 1", &[kind.into(), name.into()], |r| {
            r.get(0).map(SourceId)
        })
    }

    /// What was not believed at the last look through everything, by kind.
    pub fn doubts(&self, source: SourceId) -> Result<Vec<Doubt>> {
        self.rows(
            "SELECT substr(key, ?2), json_extract(value, '$.missing'), json_extract(value, '$.known') FROM setting
             WHERE key LIKE ?1 ORDER BY key",
            &[format!("sweep.doubt.{source}.%").into(), i64::try_from(format!("sweep.doubt.{source}.").len() + 1).unwrap_or(1).into()],
            |r| Ok(Doubt { kind: r.get(0)?, missing: r.get(1)?, known: r.get(2)? }),
        )
    }

    pub fn cursor(&self, source: SourceId, stream: &str) -> Result<Option<String>> {
        self.first("SELECT position FROM cursor WHERE source_id = ?1 AND stream = ?2", &[source.into(), stream.into()], |r| r.get(0))
    }
}

fn source_row(r: &super::Row<'_>) -> Result<SourceRow> {
    Ok(SourceRow {
        id: SourceId(r.get(0)?),
        kind: r.get(1)?,
        name: r.get(2)?,
        config: r.get(3)?,
        created_at: r.at(4)?,
        every_minutes: r.get(5)?,
        paused: r.get(6)?,
        failures: r.get(7)?,
        held_since: r.maybe_at(8)?,
        held_until: r.maybe_at(9)?,
    })
}

impl Writer<'_> {
    /// There is nothing to go on with any more.
    pub fn clear_cursor(&self, source: SourceId, stream: &str) -> Result<()> {
        self.execute("DELETE FROM cursor WHERE source_id = ?1 AND stream = ?2", &[source.into(), stream.into()]).map(|_| ())
    }

    pub fn add_source(&self, kind: &str, name: &str, config: &str, now: Timestamp) -> Result<SourceId> {
        self.insert(
            "INSERT INTO source (kind, name, config, created_at) VALUES (?1, ?2, ?3, ?4)",
            &[kind.into(), name.into(), config.into(), now.into()],
        )
        .map(SourceId)
    }

    pub fn set_source(&self, id: SourceId, name: &str, config: &str) -> Result<()> {
        self.execute("UPDATE source SET name = ?2, config = ?3 WHERE id = ?1", &[id.into(), name.into(), config.into()]).map(|_| ())
    }

    pub fn set_schedule(&self, id: SourceId, every_minutes: Option<i64>) -> Result<()> {
        self.execute("UPDATE source SET every_minutes = ?2 WHERE id = ?1", &[id.into(), every_minutes.into()]).map(|_| ())
    }

    pub fn set_paused(&self, id: SourceId, paused: bool) -> Result<()> {
        self.execute("UPDATE source SET paused = ?2 WHERE id = ?1", &[id.into(), paused.into()]).map(|_| ())
    }

    /// One more failure in a row; the background waits until `until`, or for somebody.
    pub fn hold_source(&self, id: SourceId, now: Timestamp, until: Option<Timestamp>) -> Result<()> {
        self.execute(
            "UPDATE source SET failures = failures + 1, held_since = coalesce(held_since, ?2), held_until = ?3 WHERE id = ?1",
            &[id.into(), now.into(), until.into()],
        )
        .map(|_| ())
    }

    /// It works (again).
    pub fn release_source(&self, id: SourceId) -> Result<()> {
        self.execute("UPDATE source SET failures = 0, held_since = NULL, held_until = NULL WHERE id = ?1", &[id.into()]).map(|_| ())
    }

    /// The source with everything that came from it. People go with it who are known by it alone: by an account, an
    /// order, a refund, a cart or what they did there, and by nothing of any other source, no email event and no consent given elsewhere.
    pub fn remove_source(&self, id: SourceId) -> Result<()> {
        let kind = self.source(id)?.map(|s| s.kind).unwrap_or_default();
        self.execute(
            "DELETE FROM person WHERE id IN (
               SELECT person_id FROM person_key WHERE kind = 'customer' AND scope = ?1
               UNION SELECT person_id FROM orders WHERE source_id = ?1 AND person_id IS NOT NULL
               UNION SELECT person_id FROM refund WHERE source_id = ?1 AND person_id IS NOT NULL
               UNION SELECT person_id FROM cart WHERE source_id = ?1 UNION SELECT person_id FROM product_view WHERE source_id = ?1
               UNION SELECT person_id FROM search WHERE source_id = ?1 UNION SELECT person_id FROM review WHERE source_id = ?1
               UNION SELECT person_id FROM event WHERE source_id = ?1)
             AND NOT EXISTS (SELECT 1 FROM person_key k WHERE k.person_id = person.id AND k.kind = 'customer' AND k.scope <> ?1)
             AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.person_id = person.id AND o.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.person_id = person.id AND r.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM cart c WHERE c.person_id = person.id AND c.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM product_view v WHERE v.person_id = person.id AND v.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM search h WHERE h.person_id = person.id AND h.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM review w WHERE w.person_id = person.id AND w.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM event x WHERE x.person_id = person.id AND x.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM email_event e WHERE e.person_id = person.id AND e.source_id <> ?1)
             AND NOT EXISTS (SELECT 1 FROM consent s WHERE s.person_id = person.id AND s.source <> ?2)",
            &[id.into(), kind.into()],
        )?;
        self.execute("DELETE FROM person_key WHERE kind IN ('customer', 'account') AND scope = ?1", &[id.into()])?;
        self.execute("DELETE FROM source WHERE id = ?1", &[id.into()])?;
        self.rebuild_person_stats()
    }

    /// Written in the same transaction as the page it belongs to.
    pub fn set_cursor(&self, source: SourceId, stream: &str, position: &str, now: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO cursor (source_id, stream, position, updated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (source_id, stream) DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at",
            &[source.into(), stream.into(), position.into(), now.into()],
        )
        .map(|_| ())
    }
}
