//! A segment as a file for another shop, and one read from a file.
//!
//! ```json
//! { "regulars": "segment", "version": 1, "name": "Candle fans", "definition": { … },
//!   "products": [ { "number": 12, "source": "woocommerce", "external_id": "77", "sku": "BW-1", "title": "Beeswax" } ],
//!   "segments": [ { "number": 3, "name": "VIPs", "definition": { … } } ],
//!   "people": [ { "number": 5, "email": "somebody@example.com" } ] }
//! ```
//!
//! Numbers mean something in one shop only, so what they stand for travels beside them (`write.rs`) and is found again
//! by it (`read.rs`). Both walk the definition as JSON: whatever the language learns, a list called `products` holds
//! products. A file that holds nothing but a definition is read too. Nothing is saved here.

mod read;
mod write;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::api::document_files::{Kind, SharedProduct};
use crate::segments::Segment;
use crate::segments::parse::readable;
use crate::types::{DocumentId, Error, PersonId, Result};

pub use read::{open, parse};
pub use write::{save, text};

const KIND: Kind = Kind { name: "segment", one: "a segment", version: 1, readable };

/// A segment from a file, in this shop's own numbers; not saved.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Opened {
    pub name: String,
    pub definition: Segment,
    /// What was done to make it fit this shop.
    pub notes: Vec<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    regulars: String,
    version: u64,
    name: String,
    definition: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<SharedProduct>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    segments: Vec<SharedSegment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<SharedPerson>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedSegment {
    number: DocumentId,
    name: String,
    definition: Value,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedPerson {
    number: PersonId,
    email: String,
}

/// The definition as JSON.
pub fn value(segment: &Segment) -> Result<Value> {
    serde_json::to_value(segment).map_err(|e| Error::internal("The segment could not be written as JSON.").caused_by(e))
}

/// The numbers of a list called `products`; `None` for anything else.
fn numbers(key: &str, value: &Value) -> Option<Vec<i64>> {
    let list = value.as_array().filter(|_| key == "products")?;
    list.iter().map(Value::as_i64).collect()
}

/// The number of the segment that a condition asks about.
fn segment_asked(map: &serde_json::Map<String, Value>) -> Option<DocumentId> {
    (map.get("type")? == "segment").then(|| map.get("id").and_then(Value::as_i64).map(DocumentId))?
}

/// The numbers of people chosen by hand.
fn people_chosen(map: &serde_json::Map<String, Value>) -> Option<Vec<PersonId>> {
    let list = map.get("ids").and_then(Value::as_array).filter(|_| map.get("type").is_some_and(|t| t == "people"))?;
    list.iter().map(|id| id.as_u64().and_then(|n| u32::try_from(n).ok()).map(PersonId)).collect()
}
