//! An email as a file for another shop, and one read from a file.
//!
//! ```json
//! { "regulars": "email", "version": 1, "name": "Welcome", "email": { … },
//!   "segments": [ { "number": 3, "segment": { the file of that segment } } ],
//!   "conditions": [ { the file of a condition } ],
//!   "products": [ { "number": 12, "source": "woocommerce", "external_id": "77", "sku": "BW-1", "title": "Beeswax" } ] }
//! ```
//!
//! Numbers mean something in one shop only, so what they stand for travels beside them, as in a segment's file. What this
//! shop does not have is replaced by the nearest thing that says the same, or left out, and each such place is named;
//! nothing is saved here. A file that holds nothing but an email is read too.

mod read;
mod write;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::api::document_files::{Kind, SharedProduct};
use crate::emails::Email;
use crate::emails::definition::{BlockContent, EmailAudience, EmailBlock};
use crate::types::{CouponPoolId, DocumentId, PictureId, Result};

pub use read::{open, parse};
pub use write::{save, text};

const KIND: Kind = Kind { name: "email", one: "an email", version: 1, readable: ToString::to_string };

/// An email from a file, in this shop's own numbers; not saved.
#[derive(Debug, Clone, Serialize, Type)]
pub struct OpenedEmail {
    pub name: String,
    pub email: Email,
    /// What was done to make it fit this shop.
    pub notes: Vec<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    regulars: String,
    version: u64,
    name: String,
    email: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    segments: Vec<SharedSegment>,
    /// Of the email's own conditions, each as a segment's file, in the order of `each_audience`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<SharedProduct>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    blocks: Vec<SharedBlock>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pools: Vec<SharedPool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pictures: Vec<SharedPicture>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedSegment {
    number: DocumentId,
    segment: Value,
}

/// A block that several emails share, whole.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedBlock {
    number: DocumentId,
    name: String,
    block: Value,
}

/// Codes stay at home: only the name of the pool travels.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedPool {
    number: CouponPoolId,
    name: String,
}

/// A picture of the shop's file, known again by what it holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedPicture {
    number: PictureId,
    sha256: String,
}

/// Every audience that the email names, head first, then the blocks in reading order.
fn each_audience(email: &mut Email, f: &mut dyn FnMut(&mut EmailAudience) -> Result<()>) -> Result<()> {
    email.head_variants.iter_mut().try_for_each(|v| f(&mut v.only_for))?;
    each_block(&mut email.blocks, &mut |b| {
        b.only_for.iter_mut().try_for_each(&mut *f)?;
        b.variants.iter_mut().try_for_each(|v| f(&mut v.only_for))
    })
}

/// Everything that a block can come to, those in columns, too.
fn each_content(email: &mut Email, f: &mut dyn FnMut(&mut BlockContent) -> Result<()>) -> Result<()> {
    each_block(&mut email.blocks, &mut |b| {
        f(&mut b.content)?;
        b.variants.iter_mut().try_for_each(|v| f(&mut v.content))
    })
}

fn each_block(blocks: &mut [EmailBlock], f: &mut dyn FnMut(&mut EmailBlock) -> Result<()>) -> Result<()> {
    for block in blocks {
        f(block)?;
        for content in std::iter::once(&mut block.content).chain(block.variants.iter_mut().map(|v| &mut v.content)) {
            if let BlockContent::Columns { cells, .. } = content {
                cells.iter_mut().try_for_each(|cell| each_block(cell, f))?;
            }
        }
    }
    Ok(())
}

/// The number in `picture:7`.
fn picture(src: &str) -> Option<PictureId> {
    src.strip_prefix("picture:")?.parse().ok().map(PictureId)
}
