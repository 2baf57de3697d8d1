//! Pictures kept in the shop's file, each once. What may be kept is the business of `emails::kept`.

use super::{Reader, Row, Value, Writer};
use crate::types::{PictureId, Result, Timestamp};

/// A picture without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    pub id: PictureId,
    /// Of the file it came from.
    pub name: String,
    pub media_type: String,
    /// Pixels, as kept.
    pub width: u32,
    pub height: u32,
    /// Bytes, as kept.
    pub size: i64,
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, name, media_type, width, height, length(bytes), created_at";

fn picture_row(r: &Row<'_>) -> Result<PictureRow> {
    Ok(PictureRow {
        id: PictureId(r.get(0)?),
        name: r.get(1)?,
        media_type: r.get(2)?,
        width: r.get(3)?,
        height: r.get(4)?,
        size: r.get(5)?,
        created_at: r.at(6)?,
    })
}

impl Reader<'_> {
    /// The newest first.
    pub fn pictures(&self) -> Result<Vec<PictureRow>> {
        self.rows(&format!("SELECT {COLUMNS} FROM picture ORDER BY created_at DESC, id DESC"), &[], picture_row)
    }

    pub fn picture(&self, id: PictureId) -> Result<Option<PictureRow>> {
        self.first(&format!("SELECT {COLUMNS} FROM picture WHERE id = ?1"), &[id.0.into()], picture_row)
    }

    pub fn picture_like(&self, sha256: &str) -> Result<Option<PictureRow>> {
        self.first(&format!("SELECT {COLUMNS} FROM picture WHERE sha256 = ?1"), &[sha256.into()], picture_row)
    }

    /// Its media type and bytes.
    pub fn picture_bytes(&self, id: PictureId) -> Result<Option<(String, Vec<u8>)>> {
        self.first("SELECT media_type, bytes FROM picture WHERE id = ?1", &[id.0.into()], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// Name and body of everything that may show pictures: emails and saved blocks, also deleted ones that can be
    /// brought back, and drafts.
    pub fn bodies_with_pictures(&self) -> Result<Vec<(String, String)>> {
        self.rows(
            "SELECT name, body FROM document WHERE kind IN ('email', 'email_block') AND body LIKE '%picture:%'
             UNION ALL SELECT name, body FROM draft WHERE kind IN ('email', 'email_block') AND body LIKE '%picture:%'",
            &[],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
    }
}

/// What `add_picture` stores.
pub struct NewPicture<'a> {
    pub sha256: &'a str,
    pub name: &'a str,
    pub media_type: &'a str,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

impl Writer<'_> {
    pub fn add_picture(&self, p: NewPicture<'_>, now: Timestamp) -> Result<PictureId> {
        let id = self.insert(
            "INSERT INTO picture (sha256, name, media_type, width, height, bytes, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[p.sha256.into(), p.name.into(), p.media_type.into(), p.width.into(), p.height.into(), Value::Blob(p.bytes), now.into()],
        )?;
        Ok(PictureId(id))
    }

    /// How many there were: 0 or 1.
    pub fn remove_picture(&self, id: PictureId) -> Result<usize> {
        self.execute("DELETE FROM picture WHERE id = ?1", &[id.0.into()])
    }
}
