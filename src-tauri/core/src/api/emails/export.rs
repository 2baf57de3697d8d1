//! One email as files for other programs: as one person reads it, as a whole mail, ready for Mailchimp, or with its
//! Liquid. Nothing is sent, and no file is ever written over.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::App;
use super::super::documents::{self, DocumentKind};
use super::sending::{mail_settings, pictures, shown};
use crate::audiences::fields::{FieldMapping, FieldSource};
use crate::emails::block::BlockContent;
use crate::emails::compile::own_language;
use crate::emails::definition::EmailBlock;
use crate::emails::mailchimp::{self, Facts, Untranslated};
use crate::emails::message::{Outgoing, content_id, message, with_content_ids, with_unsubscribe};
use crate::emails::{Email, texts};
use crate::host::{Chance, SystemChance};
use crate::segments::saved;
use crate::types::{DocumentId, Error, PersonId, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportAs {
    /// HTML and plain text, as one person reads it.
    Html,
    /// One mail, which mail programs open.
    Eml,
    /// With merge tags instead of a person's data.
    Mailchimp,
    /// One template with its Liquid, for other tools that know it.
    Liquid,
}

#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ExportAsk {
    pub kind: ExportAs,
    /// Whose data it shows; for Mailchimp it is nobody's.
    pub person: Option<PersonId>,
    /// Instead of the language in which it is written; for Mailchimp only.
    #[serde(default)]
    pub language: Option<String>,
    /// For Mailchimp: the merge fields that the audience has beside the usual ones.
    #[serde(default)]
    pub fields: Vec<FieldMapping>,
    /// For Mailchimp: the merge field that holds everybody's own code, once `for_everybody` has written them down.
    #[serde(default)]
    pub codes: Option<String>,
}

/// What would be written, to be looked at or copied.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ExportView {
    pub subject: String,
    pub preheader: String,
    pub html: String,
    pub text: String,
    pub untranslated: Vec<Untranslated>,
    /// Kept pictures that lie beside it.
    pub pictures: u32,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct ExportDone {
    /// The folder with the files, or the one file.
    pub path: String,
    pub files: Vec<String>,
    pub untranslated: Vec<Untranslated>,
}

/// # Errors
/// `NotFound` for a person who is not there, or in a shop without anybody.
pub fn export_view(app: &App, email: &Email, ask: &ExportAsk) -> Result<ExportView> {
    let reader = match ask.person {
        Some(person) => person,
        None => super::people(app, "", None, None)?.person.map(|p| p.id).ok_or_else(|| {
            Error::not_found("There is nobody in this shop yet. An email is laid out with one reader; import some people first.")
        })?,
    };
    if ask.kind == ExportAs::Mailchimp {
        return for_mailchimp(app, email, ask, reader);
    }
    if ask.kind == ExportAs::Liquid {
        let html = with_content_ids(&super::source(app, email)?.html);
        if html.is_empty() {
            return Err(Error::bad_input("This email cannot be written as one Liquid template."));
        }
        let (subject, preheader, pictures) = (email.subject.clone(), email.preheader.clone(), count(&html));
        return Ok(ExportView { subject, preheader, html, text: String::new(), untranslated: Vec::new(), pictures });
    }
    let shown = shown(app, email, reader)?;
    let from = mail_settings(app)?.map(|s| s.from_address).unwrap_or_default();
    let pictures = count(&shown.html);
    Ok(ExportView {
        subject: shown.subject,
        preheader: shown.preheader,
        html: with_unsubscribe(&shown.html, &from),
        text: with_unsubscribe(&shown.text, &from),
        untranslated: Vec::new(),
        pictures,
    })
}

fn count(html: &str) -> u32 {
    u32::try_from(crate::emails::message::kept_pictures(html).len()).unwrap_or(u32::MAX)
}

/// Writes it into `folder`, under the email's name: HTML, text and pictures in a folder of their own, a mail as one file.
///
/// # Errors
/// `File` when the folder cannot be written.
pub fn export(app: &App, email: &Email, name: &str, ask: &ExportAsk, folder: &Path) -> Result<ExportDone> {
    let view = export_view(app, email, ask)?;
    let name = file_name(name);
    if ask.kind == ExportAs::Eml {
        let settings = mail_settings(app)?;
        let shop = app.shop()?.name;
        let from = settings.as_ref().map_or("shop@shop.invalid", |s| s.from_address.as_str());
        let to = settings.as_ref().map(|s| s.test_addresses.clone()).filter(|a| !a.is_empty()).unwrap_or_else(|| vec![from.to_owned()]);
        let from_name =
            settings.as_ref().map(|s| s.from_name.as_str()).filter(|n| !n.is_empty()).or(email.from_name.as_deref()).unwrap_or(&shop);
        let bytes = message(Outgoing {
            from_name,
            from,
            to: &to,
            subject: &view.subject,
            html: &view.html,
            text: &view.text,
            pictures: pictures(app, &view.html)?,
            date: app.now(),
            token: SystemChance.number(),
            test: false,
        })?;
        let file = free(folder, &name, ".eml");
        write(&file, &bytes)?;
        let path = file.display().to_string();
        return Ok(ExportDone { files: vec![path.clone()], path, untranslated: Vec::new() });
    }
    let into = free(folder, &name, "");
    std::fs::create_dir_all(&into).map_err(|e| Error::file("make the folder", &into, e))?;
    let (html, mut files) = pictures_beside(app, view.html)?;
    files.insert(0, ("email.html".to_owned(), html.into_bytes()));
    files.insert(1, ("email.txt".to_owned(), view.text.into_bytes()));
    files.insert(2, ("subject.txt".to_owned(), format!("{}\n{}\n", view.subject, view.preheader).into_bytes()));
    if ask.kind == ExportAs::Mailchimp {
        files.push(("not translated.txt".to_owned(), listed(&view.untranslated).into_bytes()));
    }
    let mut written = Vec::new();
    for (file, bytes) in files {
        let path = into.join(file);
        write(&path, &bytes)?;
        written.push(path.display().to_string());
    }
    Ok(ExportDone { path: into.display().to_string(), files: written, untranslated: view.untranslated })
}

/// The HTML with its kept pictures as files beside it, and these.
pub(super) fn pictures_beside(app: &App, mut html: String) -> Result<(String, Vec<(String, Vec<u8>)>)> {
    let mut files = Vec::new();
    for p in pictures(app, &html)? {
        let beside = format!("picture-{}.{}", p.id, p.media_type.rsplit('/').next().unwrap_or("img"));
        html = html.replace(&format!("cid:{}", content_id(p.id)), &beside);
        files.push((beside, p.bytes));
    }
    Ok((html, files))
}

fn for_mailchimp(app: &App, email: &Email, ask: &ExportAsk, reader: PersonId) -> Result<ExportView> {
    let language = ask.language.as_deref();
    let email = language.map_or_else(|| email.clone(), |l| texts::translated(email, l));
    let email = Email { blocks: whole(app, &email.blocks, 0), ..email };
    let (shop, brand) = (app.shop()?, super::brand(app)?);
    let mut tags = mailchimp::usual_tags();
    for m in &ask.fields {
        let variable = match m.source {
            FieldSource::FirstName => "person.first_name",
            FieldSource::LastName => "person.last_name",
            FieldSource::Country => "person.country",
            FieldSource::City => "person.city",
            FieldSource::Orders => "person.orders",
            FieldSource::Spent => "person.spent",
            FieldSource::LastOrder => "last_order.date",
            FieldSource::FirstOrder | FieldSource::Rfm => continue,
        };
        tags.insert(variable, m.tag.clone());
    }
    let store = app.store();
    let segment = |id: DocumentId| store.read(|r| saved::find(r, id)).ok().flatten();
    let facts = Facts {
        tags,
        shop_name: &shop.name,
        website: &brand.website,
        currency: shop.currency.as_str(),
        language: language.unwrap_or_else(|| own_language(&email, &brand)),
        codes: ask.codes.as_deref(),
        segment: &segment,
    };
    let (ready, untranslated) = mailchimp::adapted(&email, &facts);
    let shown = shown(app, &ready, reader)?;
    let lacks_address = brand.postal_address.trim().is_empty();
    let html = with_address(&mailchimp::finished_html(&shown.html), lacks_address);
    let address = if lacks_address { "*|LIST:ADDRESSLINE|*\n" } else { "" };
    Ok(ExportView {
        subject: mailchimp::finished_text(&shown.subject),
        preheader: mailchimp::finished_text(&shown.preheader),
        pictures: count(&html),
        text: mailchimp::finished_text(&shown.text) + address,
        html,
        untranslated,
    })
}

/// The law wants a postal address and a way off the list; Mailchimp's own stand in where the letter has none.
fn with_address(html: &str, lacks_address: bool) -> String {
    let mut html = html.to_owned();
    let end = html.rfind("</body>").unwrap_or(html.len());
    if !html.contains("*|UNSUB|*") {
        html.insert_str(end, "<p style=\"text-align:center;font-size:12px\"><a href=\"*|UNSUB|*\">Unsubscribe</a></p>");
    }
    if lacks_address && !html.contains("*|LIST:ADDRESSLINE|*") {
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, "<p style=\"text-align:center;font-size:12px\">*|LIST:ADDRESSLINE|*</p>");
    }
    html
}

/// With every saved block in its place; one that is not there any more stays as it is, and is named.
fn whole(app: &App, blocks: &[EmailBlock], depth: usize) -> Vec<EmailBlock> {
    const DEEPEST: usize = 4;
    let one = |block: &EmailBlock| {
        let mut block = block.clone();
        if let BlockContent::Saved { block: id } = block.content
            && depth < DEEPEST
            && let Ok(found) = documents::get(app, DocumentKind::EmailBlock, id)
            && let Ok(saved) = serde_json::from_value::<EmailBlock>(found.body)
            && let Some(inner) = whole(app, &[saved], depth + 1).pop()
        {
            block.content = inner.content;
            if block.variants.is_empty() {
                block.variants = inner.variants;
            }
        }
        if let BlockContent::Columns { cells, .. } = &mut block.content {
            for cell in cells.iter_mut() {
                *cell = whole(app, cell, depth + 1);
            }
        }
        block
    };
    blocks.iter().map(one).collect()
}

/// For people, a line each.
pub fn listed(all: &[Untranslated]) -> String {
    if all.is_empty() {
        return "Everything was translated.\n".to_owned();
    }
    let line = |u: &Untranslated| format!("{}: {}\n    {}. Instead: {}.\n", u.place, u.what, u.why, u.instead);
    all.iter().map(line).collect()
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|e| Error::file("write", path, e))
}

/// A name that every system takes.
pub(super) fn file_name(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' }).take(80).collect();
    let safe = safe.trim().trim_matches('-').to_owned();
    if safe.is_empty() { "email".to_owned() } else { safe }
}

/// The first of "name", "name 2", "name 3" … that is not there yet.
pub(super) fn free(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{name}{ending}"));
    let others = (2..10_000).map(|n| folder.join(format!("{name} {n}{ending}")));
    std::iter::once(first.clone()).chain(others).find(|p| !p.exists()).unwrap_or(first)
}
