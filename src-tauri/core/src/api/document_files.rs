//! A document as a file for another shop: what files of segments and of emails have in common.
//!
//! A file says what it holds (`regulars`) and in which form (`version`); numbers mean something in one shop only, so a
//! product travels with what it is known again by. What a kind of document holds beside that is its room's business:
//! `api::segments::share`, `api::emails::files`.

use std::path::Path;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::store::Reader;
use crate::types::{Code, Error, ProductId, Result};

/// No document that a person could read is larger.
const MOST_BYTES: u64 = 5 << 20;

/// The words of a kind of document.
pub(super) struct Kind {
    /// Such as "email".
    pub name: &'static str,
    /// Such as "an email".
    pub one: &'static str,
    /// The form of the file that this Regulars writes.
    pub version: u64,
    /// What serde says, in words for a person.
    pub readable: fn(&serde_json::Error) -> String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedProduct {
    pub number: ProductId,
    /// The kind of shop it comes from; with `external_id` it is the same product wherever that shop is read.
    pub source: String,
    pub external_id: String,
    #[serde(default)]
    pub sku: Option<String>,
    pub title: String,
}

impl SharedProduct {
    /// None: it is gone, or came from no source.
    pub fn of(r: &Reader<'_>, id: ProductId) -> Result<Option<Self>> {
        let Some((row, source)) = r.product(id)?.zip(r.product_source_kind(id)?) else { return Ok(None) };
        Ok(Some(Self { number: id, source, external_id: row.external_id, sku: row.sku, title: row.title }))
    }

    /// The same product in this shop.
    pub fn here(&self, r: &Reader<'_>) -> Result<Option<ProductId>> {
        r.same_product(&self.source, &self.external_id, self.sku.as_deref(), &self.title)
    }
}

/// The text of a file that somebody chose, and its name without the ending, handed to `parse`; what is wrong names the file.
pub(super) fn open<T>(kind: &Kind, path: &Path, parse: impl FnOnce(&str, &str) -> Result<T>) -> Result<T> {
    let Kind { name: thing, one, .. } = kind;
    let shown = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let size = std::fs::metadata(path).map_err(|e| Error::file("read", path, e))?;
    if size.is_dir() {
        return Err(Error::bad_input(format!("“{shown}” is a folder. Choose {one}'s file.")));
    }
    if size.len() > MOST_BYTES {
        return Err(Error::bad_input(format!(
            "“{shown}” is {} MB large. No {thing}'s file is, so this must be another one.",
            size.len() >> 20
        )));
    }
    let bytes = std::fs::read(path).map_err(|e| Error::file("read", path, e))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::bad_input(format!("“{shown}” is not a text file, so it is no {thing}.")).caused_by(e))?;
    let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    parse(&text, &name).map_err(|e| Error { message: format!("“{shown}” cannot be used. {}", e.message), ..e })
}

/// A file's own form; `map` says that it is one of Regulars'.
pub(super) fn envelope<T: DeserializeOwned>(kind: &Kind, map: Map<String, Value>) -> Result<T> {
    if map.get("regulars").and_then(Value::as_str) != Some(kind.name) {
        return Err(Error::bad_input(format!("The file comes from Regulars, but it holds no {}.", kind.name)));
    }
    if map.get("version").and_then(Value::as_u64).is_some_and(|v| v > kind.version) {
        return Err(Error::new(Code::NewerFile, "The file was written by a newer Regulars. Update the app to open it."));
    }
    serde_json::from_value(Value::Object(map))
        .map_err(|e| Error::bad_input(format!("The file is not a whole {}: {}.", kind.name, (kind.readable)(&e))).caused_by(e))
}

/// The file's text.
pub(super) fn written(kind: &Kind, envelope: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(envelope)
        .map(|text| text + "\n")
        .map_err(|e| Error::internal(format!("The {} could not be written as JSON.", kind.name)).caused_by(e))
}

/// Writes it to a file, whole or not at all.
pub(super) fn save(path: &Path, text: impl FnOnce() -> Result<String>) -> Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Err(Error::bad_input("Give the file a name of its own."));
    }
    let text = text()?;
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let written = std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, path));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&unfinished);
        Error::file("write", path, e)
    })
}
