//! Writing: the email with everything its numbers stand for.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{Envelope, KIND, SharedBlock, SharedPicture, SharedPool, SharedSegment, each_audience, each_content, picture};
use crate::api::App;
use crate::api::document_files::{self, SharedProduct};
use crate::api::documents::DocumentKind;
use crate::api::segments::share;
use crate::emails::Email;
use crate::emails::block::{BlockContent, OfferCode, ProductPick, ReviewPick};
use crate::emails::definition::EmailAudience;
use crate::emails::shelf::ProductRule;
use crate::segments::saved;
use crate::store::Reader;
use crate::types::{CouponPoolId, DocumentId, Error, PictureId, ProductId, Result};

/// The file's text.
///
/// # Errors
/// `NotFound` when a segment or a shared block in it is gone: the file would say something else elsewhere.
pub fn text(app: &App, name: &str, email: &Email) -> Result<String> {
    let unwritten = |e| Error::internal("The email could not be written as JSON.").caused_by(e);
    let mut copy = email.clone();
    let mut out = Envelope {
        regulars: KIND.name.to_owned(),
        version: KIND.version,
        name: name.trim().to_owned(),
        email: serde_json::to_value(email).map_err(unwritten)?,
        ..Envelope::default()
    };
    let (mut segments, mut conditions) = (BTreeSet::new(), Vec::new());
    each_audience(&mut copy, &mut |audience| {
        match audience {
            EmailAudience::Segment { segment } => drop(segments.insert(*segment)),
            EmailAudience::Condition { condition } => conditions.push(condition.clone()),
        }
        Ok(())
    })?;
    for number in segments {
        let found = app.store().read(|r| saved::find(r, number))?;
        let (name, segment) =
            found.ok_or_else(|| Error::not_found(format!("The email names segment number {number}, which does not exist any more.")))?;
        out.segments.push(SharedSegment { number, segment: shared(&share::text(app, &name, &segment)?)? });
    }
    for condition in conditions {
        out.conditions.push(shared(&share::text(app, "", &condition)?)?);
    }
    let mut seen = Seen::default();
    each_content(&mut copy, &mut |content| {
        seen.look(content);
        Ok(())
    })?;
    app.store().read(|r| seen.put(r, &mut out))?;
    document_files::written(&KIND, &out)
}

fn shared(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| Error::internal("The segment could not be written as JSON.").caused_by(e))
}

/// Writes it to a file, whole or not at all.
pub fn save(app: &App, name: &str, email: &Email, path: &Path) -> Result<()> {
    document_files::save(path, || text(app, name, email))
}

/// The numbers that the blocks hold.
#[derive(Default)]
struct Seen {
    products: BTreeSet<ProductId>,
    blocks: BTreeSet<DocumentId>,
    pools: BTreeSet<CouponPoolId>,
    pictures: BTreeSet<PictureId>,
}

impl Seen {
    fn look(&mut self, content: &BlockContent) {
        match content {
            BlockContent::Products { rule, fill_with, .. } => {
                self.rule(rule);
                fill_with.iter().for_each(|r| self.rule(r));
            }
            BlockContent::Product { pick: ProductPick::Product { product }, .. }
            | BlockContent::Review { from: ReviewPick::Product { product }, .. } => drop(self.products.insert(*product)),
            BlockContent::Product { pick: ProductPick::Rule { rule }, .. } => self.rule(rule),
            BlockContent::Offer { code: OfferCode::Own { pool }, .. } => drop(self.pools.insert(*pool)),
            BlockContent::Saved { block } => drop(self.blocks.insert(*block)),
            BlockContent::Image { src, .. } => self.pictures.extend(picture(src)),
            _ => {}
        }
    }

    fn rule(&mut self, rule: &ProductRule) {
        if let ProductRule::Chosen { products } = rule {
            self.products.extend(products);
        }
    }

    /// What is gone from the shop is left out: the reading shop names it.
    fn put(&self, r: &Reader<'_>, out: &mut Envelope) -> Result<()> {
        for number in &self.products {
            out.products.extend(SharedProduct::of(r, *number)?);
        }
        for number in &self.blocks {
            let row = r.document(DocumentKind::EmailBlock.as_str(), *number)?;
            let row = row
                .ok_or_else(|| Error::not_found(format!("The email holds shared block number {number}, which does not exist any more.")))?;
            out.blocks.push(SharedBlock { number: *number, name: row.name, block: shared(&row.body)? });
        }
        for number in &self.pools {
            let name = r.first("SELECT name FROM coupon_pool WHERE id = ?1", &[number.0.into()], |row| row.get(0))?;
            out.pools.extend(name.map(|name| SharedPool { number: *number, name }));
        }
        for number in &self.pictures {
            let sha256 = r.first("SELECT sha256 FROM picture WHERE id = ?1", &[number.0.into()], |row| row.get(0))?;
            out.pictures.extend(sha256.map(|sha256| SharedPicture { number: *number, sha256 }));
        }
        Ok(())
    }
}
