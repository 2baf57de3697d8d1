//! An email made ready once, to be filled in for each reader of a language: blocks become MJML, MJML becomes HTML, and
//! the HTML is cut into what is fixed, what is filled in, and what is chosen.
//!
//! Nothing here depends on a reader. What is wrong with the email is kept as sentences; the rest still works, so that
//! a preview never goes blank over one typing mistake. `cut` finds the places again; `Letters` remembers what was
//! compiled last, by content. What comes out is described in `letter`.

mod cut;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use mrml::prelude::parser::ParserOptions;
use mrml::prelude::render::RenderOptions;

use super::brand::Brand;
use super::data::VARIABLES;
use super::definition::Email;
use super::letter::{Alternative, Head};
pub use super::letter::{Letter, LetterBlock, Problem};
use super::liquid::{Field, Place, Placed, names};
pub use super::mjml::Shared;
use super::mjml::{Skeleton, parameters, skeleton};
use super::texts;
use super::words::main_part;
use crate::types::{Error, Result};
use cut::Cut;

/// The language in which an email is written.
pub fn own_language<'a>(email: &'a Email, brand: &'a Brand) -> &'a str {
    email.language.as_deref().filter(|l| !l.trim().is_empty()).unwrap_or(&brand.language)
}

/// The language in which a reader gets it: theirs, if the email is written in it or translated; else its own. And
/// whether that is theirs, or none of theirs is known.
pub fn language_for(email: &Email, brand: &Brand, wanted: Option<&str>) -> (String, bool) {
    let own = own_language(email, brand);
    let Some(wanted) = wanted.map(str::trim).filter(|w| !w.is_empty()) else { return (own.to_owned(), true) };
    let exact = email.translations.keys().find(|k| k.eq_ignore_ascii_case(wanted));
    let near = |l: &str| main_part(l) == main_part(wanted);
    match exact.or_else(|| email.translations.keys().find(|k| near(k) && !near(own))) {
        Some(translation) => (translation.clone(), true),
        None => (own.to_owned(), near(own)),
    }
}

/// In its own language, without saved blocks.
pub fn compile(email: &Email, brand: &Brand, shop: &str) -> Result<Letter> {
    compile_for(email, brand, shop, own_language(email, brand), &Shared::new())
}

/// # Errors
/// `BadInput` for a brand that is none; `Internal` when MJML refuses what we wrote; nothing an author writes gets that
/// far.
pub fn compile_for(email: &Email, brand: &Brand, shop: &str, language: &str, shared: &Shared) -> Result<Letter> {
    brand.check()?;
    let translated;
    let email = match language == own_language(email, brand) {
        true => email,
        false => {
            translated = texts::translated(email, language);
            &translated
        }
    };
    let Skeleton { mjml, text, slots, heads, blocks, top, mut problems, liquid } = skeleton(email, brand, shop, language, shared);
    let html = to_html(&mjml)?;
    let mut cut = Cut::new(slots, blocks.iter().map(|b| b.alternatives.len()));
    let html = cut.html(&html);
    let text = cut.text(&text);
    for (block, why) in cut.failed {
        // What is wrong with one field is said already.
        if !problems.iter().any(|p| p.block == block) {
            problems.push(Problem { block, field: None, at: None, sentence: format!("Its Liquid: {why}.") });
        }
    }
    let mut drawn = cut.blocks.into_iter();
    let blocks = blocks
        .into_iter()
        .map(|b| {
            let mut halves = drawn.next().unwrap_or_default().into_iter();
            let one = |a: super::mjml::DrawnAlternative| {
                let (html, text) = halves.next().unwrap_or_default();
                Alternative { id: a.id, only_for: a.only_for.map(Into::into), noun: a.noun, needs: a.needs, html, text, inner: a.inner }
            };
            LetterBlock {
                id: b.id,
                noun: b.noun,
                only_for: b.only_for.map(Into::into),
                alternatives: b.alternatives.into_iter().map(one).collect(),
            }
        })
        .collect();
    // What one block assigns is known in the next, so the whole is asked, too.
    let whole: Vec<_> = liquid.iter().flat_map(|(_, pieces)| pieces.iter().cloned()).collect();
    let read = names::read(&whole);
    let readable = Field::new(whole.into_iter().map(|p| Placed::Liquid(p, Place::Text)).collect()).is_ok();
    let anywhere = |name: &String| !readable || read.contains(name);
    let mut unknown = Vec::new();
    for (block, pieces) in &liquid {
        for name in names::read(pieces) {
            if !exists(&name) && anywhere(&name) && !unknown.contains(&(*block, name.clone())) {
                unknown.push((*block, name));
            }
        }
    }
    Ok(Letter {
        heads: heads
            .into_iter()
            .map(|h| Head { id: h.id, only_for: h.only_for.map(Into::into), subject: h.subject, preheader: h.preheader })
            .collect(),
        html,
        text,
        blocks,
        top,
        fields: cut.fields,
        sources: cut.sources,
        problems,
        unknown,
        tracking: email.tracking.clone(),
        parameters: email.tracking.as_ref().map(parameters).unwrap_or_default(),
        reads_products: !readable || read.iter().any(|name| name.split('.').next() == Some("products")),
        website: brand.website.clone(),
        from_name: email.from_name.as_deref().map(str::trim).filter(|n| !n.is_empty()).unwrap_or(shop).to_owned(),
        language: language.to_owned(),
    })
}

pub(super) fn exists(name: &str) -> bool {
    VARIABLES.iter().any(|(known, _)| *known == name)
        || matches!(name, "person" | "person.paid.amount" | "person.paid.currency" | "last_order" | "shop" | "products.size")
}

/// MJML as HTML.
///
/// # Errors
/// `Internal` for what is no MJML.
pub fn to_html(mjml: &str) -> Result<String> {
    let broken = |e: String| Error::internal("This email could not be laid out. Please tell us which blocks it has.").caused_by(e);
    let parsed = mrml::parse_with_options(mjml, &ParserOptions::default()).map_err(|e| broken(e.to_string()))?;
    // No fonts from the web: a mail loads nothing that its author did not put there.
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    parsed.element.render(&options).map_err(|e| broken(e.to_string()))
}

/// The letters compiled last, by their content: stepping through readers compiles nothing.
#[derive(Default)]
pub struct Letters(Mutex<Vec<(u64, Arc<Letter>)>>);

const KEPT: usize = 24;

impl Letters {
    pub fn get(&self, email: &Email, brand: &Brand, shop: &str, language: &str, shared: &Shared) -> Result<Arc<Letter>> {
        let mut hasher = DefaultHasher::new();
        format!("{email:?}{brand:?}{shop}|{language}|{shared:?}").hash(&mut hasher);
        let key = hasher.finish();
        let found = |kept: &Vec<(u64, Arc<Letter>)>| kept.iter().find(|(k, _)| *k == key).map(|(_, l)| Arc::clone(l));
        if let Some(letter) = found(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(letter);
        }
        let letter = Arc::new(compile_for(email, brand, shop, language, shared)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&letter)));
        Ok(letter)
    }
}
