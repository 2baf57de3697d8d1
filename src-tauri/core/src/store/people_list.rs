//! Lists of people from a file of addresses. Addresses of nobody stay in the list's report until somebody has them.

use super::{Reader, Writer};
use crate::types::{PersonId, Result};

/// A list, as the file that it came from said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    pub id: i64,
    pub name: String,
}

impl Reader<'_> {
    /// By name.
    pub fn people_lists(&self) -> Result<Vec<ListRow>> {
        self.rows("SELECT id, name FROM people_list ORDER BY name COLLATE NOCASE, id", &[], |r| {
            Ok(ListRow { id: r.get(0)?, name: r.get(1)? })
        })
    }

    /// Whether some list holds an address of nobody.
    pub fn lists_wait(&self) -> Result<bool> {
        Ok(self.number("SELECT EXISTS (SELECT 1 FROM people_list_rest WHERE reason = 'unknown')", &[])? > 0)
    }
}

impl Writer<'_> {
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
