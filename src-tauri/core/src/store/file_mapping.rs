//! How files were read before, by the names of their columns: the next one with the same names opens with it.

use super::{Reader, Writer};
use crate::types::{Result, Timestamp};

impl Reader<'_> {
    /// The mapping (JSON) of the last file with this header, and when that was.
    pub fn file_mapping(&self, header: &str) -> Result<Option<(String, Timestamp)>> {
        self.first("SELECT mapping, used_at FROM file_mapping WHERE header = ?1", &[header.into()], |r| Ok((r.get(0)?, r.at(1)?)))
    }
}

impl Writer<'_> {
    pub fn keep_file_mapping(&self, header: &str, mapping: &str, at: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO file_mapping (header, mapping, used_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (header) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
            &[header.into(), mapping.into(), at.into()],
        )
        .map(|_| ())
    }

    pub fn forget_file_mapping(&self, header: &str) -> Result<()> {
        self.execute("DELETE FROM file_mapping WHERE header = ?1", &[header.into()]).map(|_| ())
    }
}
