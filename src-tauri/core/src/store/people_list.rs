//! Lists of people from a file of addresses. Lines of nobody stay in the list's report; an address that nobody has yet
//! joins the list when somebody has it.

use super::{Reader, Row, Writer};
use crate::types::{PersonId, Result, Timestamp};

/// A list, as the file that it came from said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    pub id: i64,
    pub name: String,
    /// The file's name.
    pub file: String,
    pub created_at: Timestamp,
    /// Lines with anything in them.
    pub rows: i64,
    pub members: i64,
    /// Addresses that nobody has (yet).
    pub unknown: i64,
    /// Lines that are no address, or one that stood there before.
    pub refused: i64,
}

/// A line of the file that is nobody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestRow {
    /// The line in the file.
    pub line: i64,
    /// As it stands; empty for somebody who asked to be forgotten.
    pub address: String,
    /// `unknown`, `not_an_address`, `twice` or `asked_to_be_forgotten`.
    pub reason: String,
}

const LIST: &str = "SELECT l.id, l.name, l.file, l.created_at, l.rows,
  (SELECT count(*) FROM people_list_member m WHERE m.list_id = l.id),
  (SELECT count(*) FROM people_list_rest x WHERE x.list_id = l.id AND x.reason = 'unknown'), l.refused
  FROM people_list l";

fn list_row(r: &Row<'_>) -> Result<ListRow> {
    Ok(ListRow {
        id: r.get(0)?,
        name: r.get(1)?,
        file: r.get(2)?,
        created_at: r.at(3)?,
        rows: r.get(4)?,
        members: r.get(5)?,
        unknown: r.get(6)?,
        refused: r.get(7)?,
    })
}

impl Reader<'_> {
    /// By name.
    pub fn people_lists(&self) -> Result<Vec<ListRow>> {
        self.rows(&format!("{LIST} ORDER BY l.name COLLATE NOCASE, l.id"), &[], list_row)
    }

    pub fn people_list(&self, id: i64) -> Result<Option<ListRow>> {
        self.first(&format!("{LIST} WHERE l.id = ?1"), &[id.into()], list_row)
    }

    /// Names and numbers alone, by name: nothing is counted.
    pub fn people_list_names(&self) -> Result<Vec<(i64, String)>> {
        self.rows("SELECT id, name FROM people_list ORDER BY name COLLATE NOCASE, id", &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// The report of a list, by line.
    pub fn people_list_rest(&self, id: i64, offset: u32, limit: u32) -> Result<Vec<RestRow>> {
        self.rows(
            "SELECT row_no, address, reason FROM people_list_rest WHERE list_id = ?1 ORDER BY row_no LIMIT ?2 OFFSET ?3",
            &[id.into(), limit.into(), offset.into()],
            |r| Ok(RestRow { line: r.get(0)?, address: r.get(1)?, reason: r.get(2)? }),
        )
    }

    /// Whether some list holds an address of nobody.
    pub fn lists_wait(&self) -> Result<bool> {
        Ok(self.number("SELECT EXISTS (SELECT 1 FROM people_list_rest WHERE reason = 'unknown')", &[])? > 0)
    }
}

impl Writer<'_> {
    /// A list of this name, empty: one that is there keeps its number, so that segments go on with what the new file says.
    pub fn begin_people_list(&self, name: &str, file: &str, now: Timestamp) -> Result<i64> {
        self.execute(
            "INSERT INTO people_list (name, file, created_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET file = excluded.file, created_at = excluded.created_at, rows = 0, refused = 0",
            &[name.into(), file.into(), now.into()],
        )?;
        let id = self.number("SELECT id FROM people_list WHERE name = ?1", &[name.into()])?;
        self.execute("DELETE FROM people_list_member WHERE list_id = ?1", &[id.into()])?;
        self.execute("DELETE FROM people_list_rest WHERE list_id = ?1", &[id.into()])?;
        Ok(id)
    }

    /// One (normal) address of the file: on the list, or in its report.
    pub fn put_on_people_list(&self, list: i64, line: i64, address: &str) -> Result<()> {
        match self.person_by_key("email", 0, address)? {
            Some(person) => {
                let added = self.execute(
                    "INSERT OR IGNORE INTO people_list_member (list_id, person_id) VALUES (?1, ?2)",
                    &[list.into(), person.into()],
                )?;
                if added == 0 { self.leave_off_people_list(list, line, address, "twice") } else { Ok(()) }
            }
            // Not even their address is kept.
            None if self.is_suppressed(address)? => self.leave_off_people_list(list, line, "", "asked_to_be_forgotten"),
            None => {
                let there = "SELECT EXISTS (SELECT 1 FROM people_list_rest WHERE address = ?2 AND list_id = ?1 AND reason = 'unknown')";
                let twice = self.number(there, &[list.into(), address.into()])? > 0;
                self.leave_off_people_list(list, line, address, if twice { "twice" } else { "unknown" })
            }
        }
    }

    /// A line that is nobody, for the report.
    pub fn leave_off_people_list(&self, list: i64, line: i64, address: &str, reason: &str) -> Result<()> {
        self.execute(
            "INSERT OR REPLACE INTO people_list_rest (list_id, row_no, address, reason) VALUES (?1, ?2, ?3, ?4)",
            &[list.into(), line.into(), address.into(), reason.into()],
        )
        .map(|_| ())
    }

    /// `rows`: lines with anything in them.
    pub fn end_people_list(&self, list: i64, rows: i64) -> Result<()> {
        self.execute(
            "UPDATE people_list SET rows = ?2, refused = (SELECT count(*) FROM people_list_rest WHERE list_id = ?1 AND reason <> 'unknown')
             WHERE id = ?1",
            &[list.into(), rows.into()],
        )
        .map(|_| ())
    }

    /// `false`: there is none.
    pub fn remove_people_list(&self, list: i64) -> Result<bool> {
        self.execute("DELETE FROM people_list WHERE id = ?1", &[list.into()]).map(|n| n > 0)
    }

    /// Somebody has this (normal) address now: they join the lists that named it before they were known.
    pub fn join_waiting_lists(&self, address: &str, person: PersonId) -> Result<()> {
        self.execute(
            "INSERT OR IGNORE INTO people_list_member (list_id, person_id)
             SELECT list_id, ?2 FROM people_list_rest WHERE address = ?1 AND reason = 'unknown'",
            &[address.into(), person.into()],
        )?;
        self.execute("DELETE FROM people_list_rest WHERE address = ?1 AND reason = 'unknown'", &[address.into()]).map(|_| ())
    }
}
