//! Reading: each number is found again by what travelled beside it; what this shop does not have is replaced by the
//! nearest thing, and said.

use std::path::Path;

use serde_json::Value;

use super::{Envelope, KIND, OpenedEmail, each_audience, each_block, each_content, picture};
use crate::api::App;
use crate::api::document_files;
use crate::api::documents::DocumentKind;
use crate::api::segments::share;
use crate::emails::Email;
use crate::emails::block::{BlockContent, OfferCode, ProductPick, ReviewPick};
use crate::emails::definition::{EmailAudience, EmailBlock, check_saved};
use crate::emails::shelf::ProductRule;
use crate::segments::saved;
use crate::store::Reader;
use crate::types::{CouponPoolId, Error, PictureId, ProductId, Result};

/// Reads a file that somebody chose.
pub fn open(app: &App, path: &Path) -> Result<OpenedEmail> {
    document_files::open(&KIND, path, |text, name| parse(app, text, name))
}

/// Reads a file's text; `fallback` is the name of an email that brings none.
pub fn parse(app: &App, text: &str, fallback: &str) -> Result<OpenedEmail> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| Error::bad_input(format!("This is not JSON: {e}.")).caused_by(e))?;
    let envelope = match value {
        Value::Object(map) if map.contains_key("regulars") => document_files::envelope::<Envelope>(&KIND, map)?,
        bare => return Ok(OpenedEmail { name: fallback.trim().to_owned(), email: Email::read(&bare)?, notes: Vec::new() }),
    };
    let mut email = Email::read(&envelope.email)?;
    let mut fit = Fit { app, envelope: &envelope, notes: Vec::new(), conditions: 0 };
    each_audience(&mut email, &mut |audience| fit.audience(audience))?;
    each_block(&mut email.blocks, &mut |block| fit.shared_block(block))?;
    app.store().read(|r| each_content(&mut email, &mut |content| fit.content(r, content)))?;
    // A shared block that stands in its place now is judged where it stands.
    let body = serde_json::to_value(&email).map_err(|e| Error::internal("The email could not be read.").caused_by(e))?;
    Ok(OpenedEmail { name: envelope.name.trim().to_owned(), email: Email::read(&body)?, notes: fit.notes })
}

struct Fit<'a> {
    app: &'a App,
    envelope: &'a Envelope,
    notes: Vec<String>,
    conditions: usize,
}

impl Fit<'_> {
    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// This shop's own segment of the same name and conditions, or those conditions.
    fn audience(&mut self, audience: &mut EmailAudience) -> Result<()> {
        let file = match audience {
            EmailAudience::Segment { segment } => {
                let found = self.envelope.segments.iter().find(|s| s.number == *segment).map(|s| &s.segment);
                found.ok_or_else(|| Error::not_found(format!("It names segment number {segment}, which is not in the file.")))?
            }
            EmailAudience::Condition { .. } => {
                let file = self.envelope.conditions.get(self.conditions);
                self.conditions += 1;
                file.ok_or_else(|| Error::bad_input("It has more conditions than the file describes."))?
            }
        };
        let opened = share::parse(self.app, &file.to_string(), "")?;
        opened.notes.into_iter().for_each(|n| self.note(n));
        if let EmailAudience::Segment { .. } = audience {
            let here = self.app.store().read(|r| {
                let row = r.document_named(saved::KIND, &opened.name)?;
                Ok(row.map(|row| saved::find(r, row.id).map(|found| (row.id, found))).transpose().ok().flatten())
            })?;
            if let Some((id, Some((_, there)))) = here
                && there == opened.definition
            {
                *audience = EmailAudience::Segment { segment: id };
                return Ok(());
            }
            self.note(format!("“{}” is not in this shop as it is in the file, so its conditions stand in its place.", opened.name));
        }
        *audience = EmailAudience::Condition { condition: Box::new(opened.definition) };
        Ok(())
    }

    /// This shop's own shared block of the same name and words, or what it holds.
    fn shared_block(&mut self, block: &mut EmailBlock) -> Result<()> {
        let BlockContent::Saved { block: number } = &block.content else { return Ok(()) };
        let number = *number;
        let Some(shared) = self.envelope.blocks.iter().find(|b| b.number == number) else {
            return Err(Error::not_found(format!("It holds shared block number {number}, which is not in the file.")));
        };
        let here = self.app.store().read(|r| r.document_named(DocumentKind::EmailBlock.as_str(), &shared.name))?;
        let same = |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|there| there == shared.block);
        if let Some(row) = here.filter(|row| same(&row.body)) {
            block.content = BlockContent::Saved { block: row.id };
            return Ok(());
        }
        let inner: EmailBlock = serde_json::from_value(shared.block.clone())
            .map_err(|e| Error::bad_input(format!("The shared block “{}” is not whole: {e}.", shared.name)).caused_by(e))?;
        check_saved(&inner)?;
        let mut within = 0;
        Email::new("", "", vec![inner.clone()]).each_block(&mut |b| {
            within += b.contents().filter(|c| matches!(c, BlockContent::Saved { .. })).count();
        });
        if within > 0 {
            return Err(Error::bad_input(format!("The shared block “{}” holds a shared block, which it may not.", shared.name)));
        }
        let (name, differs) = (&shared.name, !inner.variants.is_empty() || inner.only_for.is_some());
        let lost = if differs { " Only what everybody else reads came along." } else { "" };
        let note =
            format!("The shared block “{name}” is not in this shop as it is in the file, so what it holds stands in its place.{lost}");
        block.content = inner.content;
        self.note(note);
        Ok(())
    }

    fn content(&mut self, r: &Reader<'_>, content: &mut BlockContent) -> Result<()> {
        match content {
            BlockContent::Products { rule, fill_with, .. } => {
                self.rule(r, rule)?;
                fill_with.iter_mut().try_for_each(|rule| self.rule(r, rule))?;
            }
            BlockContent::Product { pick, .. } => match pick {
                ProductPick::Rule { rule } => self.rule(r, rule)?,
                ProductPick::Product { product } => {
                    *pick = match self.product(r, *product)? {
                        Some(here) => ProductPick::Product { product: here },
                        None => ProductPick::Rule { rule: ProductRule::ForYou {} },
                    }
                }
            },
            BlockContent::Review { from, .. } => {
                if let ReviewPick::Product { product } = from {
                    *from = self.product(r, *product)?.map_or(ReviewPick::Best {}, |product| ReviewPick::Product { product });
                }
            }
            BlockContent::Offer { code, title, .. } => {
                if let OfferCode::Own { pool } = code {
                    *code = self.pool(r, *pool, title)?;
                }
            }
            BlockContent::Image { src, alt, .. } => {
                if let Some(number) = picture(src) {
                    *src = self.picture(r, number, alt)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn rule(&mut self, r: &Reader<'_>, rule: &mut ProductRule) -> Result<()> {
        if let ProductRule::Chosen { products } = rule {
            let mut here = Vec::new();
            for product in products.iter() {
                here.extend(self.product(r, *product)?);
            }
            *products = here;
        }
        Ok(())
    }

    fn product(&mut self, r: &Reader<'_>, number: ProductId) -> Result<Option<ProductId>> {
        let shared = self.envelope.products.iter().find(|p| p.number == number);
        let here = match shared {
            Some(p) => p.here(r)?,
            None => None,
        };
        if here.is_none() {
            let called = shared.map_or_else(|| format!("number {number}"), |p| format!("“{}”", p.title));
            self.note(format!("The product {called} is not in this shop: choose another where it stood."));
        }
        Ok(here)
    }

    fn pool(&mut self, r: &Reader<'_>, number: CouponPoolId, title: &str) -> Result<OfferCode> {
        if let Some(shared) = self.envelope.pools.iter().find(|p| p.number == number) {
            let sql = "SELECT id FROM coupon_pool WHERE name = ?1 AND deleted_at IS NULL";
            if let Some(id) = r.first(sql, &[shared.name.as_str().into()], |row| row.get(0))? {
                return Ok(OfferCode::Own { pool: CouponPoolId(id) });
            }
        }
        self.note(format!("The codes of the offer “{title}” stayed in the other shop: choose a code of yours."));
        Ok(OfferCode::None)
    }

    fn picture(&mut self, r: &Reader<'_>, number: PictureId, alt: &str) -> Result<String> {
        if let Some(shared) = self.envelope.pictures.iter().find(|p| p.number == number)
            && let Some(id) =
                r.first("SELECT id FROM picture WHERE sha256 = ?1", &[shared.sha256.as_str().into()], |row| row.get::<i64>(0))?
        {
            return Ok(format!("picture:{id}"));
        }
        self.note(format!("The picture “{alt}” stayed in the other shop’s file: choose it again."));
        Ok(String::new())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::text;
    use super::*;
    use crate::api::documents;
    use crate::api::testing::app;
    use crate::types::Progress;

    #[test]
    fn an_email_goes_to_another_shop_and_says_what_stayed_behind() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (app(here.path()), app(there.path()));
        crate::demo::fill(&from.store(), 1, from.now(), &Progress::silent()).unwrap();
        let everyone = json!({"version":2,"root":{"type":"group","match":"all","children":[]}});
        let vips = documents::save(&from, DocumentKind::Segment, None, "Mine", &everyone).unwrap().id;
        let note = json!({ "id": "n", "content": { "kind": "text", "html": "<p>Shared</p>" } });
        let shared = documents::save(&from, DocumentKind::EmailBlock, None, "Note", &note).unwrap().id;
        let email = Email::read(&json!({ "version": 2, "subject": "Hi", "blocks": [
            { "id": "a", "only_for": { "segment": vips }, "content": { "kind": "heading", "text": "Yours" } },
            { "id": "b", "only_for": { "condition": everyone }, "content": { "kind": "saved", "block": shared } },
            { "id": "c", "content": { "kind": "products", "rule": { "by": "chosen", "products": [1, 2] }, "count": 2 } },
            { "id": "d", "content": { "kind": "product", "pick": { "by": "product", "product": 3 } } },
            { "id": "e", "content": { "kind": "image", "src": "picture:9", "alt": "A cat" } },
            { "id": "f", "content": { "kind": "offer", "title": "10%", "code": { "kind": "own", "pool": 4 } } } ] }))
        .unwrap();
        let file = text(&from, " Letter ", &email).unwrap();
        let at_home = parse(&from, &file, "").unwrap();
        assert_eq!((at_home.name.as_str(), at_home.notes.len()), ("Letter", 2), "{:?}", at_home.notes);
        assert_eq!(at_home.email.blocks[..4], email.blocks[..4]);

        let opened = parse(&to, &file, "").unwrap();
        assert_eq!(opened.email.blocks[0].only_for, opened.email.blocks[1].only_for, "its conditions stand in its place");
        assert_eq!(opened.email.blocks[1].content, BlockContent::text("<p>Shared</p>"));
        assert_eq!(opened.notes.len(), 7, "{:#?}", opened.notes);
        assert!(opened.notes.contains(&"The picture “A cat” stayed in the other shop’s file: choose it again.".to_owned()));
        let refused = |change: &dyn Fn(&mut Value)| {
            let mut value: Value = serde_json::from_str(&file).unwrap();
            change(&mut value);
            parse(&to, &value.to_string(), "").unwrap_err().message
        };
        assert_eq!(refused(&|v| v["version"] = json!(2)), "The file was written by a newer Regulars. Update the app to open it.");
        assert!(refused(&|v| v["email"]["version"] = json!(3)).contains("A newer Regulars can open it"));
        assert!(refused(&|v| v["segments"] = json!([])).contains("which is not in the file"));
        assert!(refused(&|v| v["regulars"] = json!("segment")).contains("holds no email"));
    }
}
