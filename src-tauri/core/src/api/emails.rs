//! The emails room, as the window and the terminal call it.
//!
//! Emails are saved as documents; this file reads readers, segments and products for them and gives what the modules
//! make of it: a preview as one person, a check over everybody, the way from one reader to the next.

use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::App;
use super::documents::{self, Document, DocumentKind};
use super::recommend::{self, Suggestions, best_sellers, price};
use crate::emails::brand::{Brand, SETTING};
use crate::emails::check::{CheckLevel, CheckReport, Checker, no_website};
use crate::emails::compile::{Letter, Letters};
use crate::emails::data::{self, ProductView, VARIABLES, lacking};
use crate::emails::pictures::{Fetched, Pictures};
use crate::emails::render::{BlockOutcome, Group, Groups, Rendered, Sheet, render};
use crate::emails::{Email, Note, frame, starters};
use crate::insights::recommend::BestSellers;
use crate::segments::saved;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::store::{Area, Reader};
use crate::types::{Day, DocumentId, Error, Money, PersonId, ProductId, Result, Timestamp};

/// What this room remembers while the app runs.
#[derive(Default)]
pub struct Desk {
    letters: Letters,
    pictures: Pictures,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailSummary {
    pub id: DocumentId,
    pub name: String,
    pub subject: String,
    pub blocks: u32,
    /// Blocks that only some readers see.
    pub only_for_some: u32,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SavedEmail {
    pub id: DocumentId,
    pub name: String,
    pub email: Email,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailStarter {
    pub name: String,
    pub about: String,
    pub email: Email,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailVariable {
    pub name: String,
    pub meaning: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ReaderCard {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub country: Option<String>,
    pub orders: i64,
    pub spent: Money,
    pub last_order: Option<Day>,
}

/// One step through the readers of a segment, or of everybody.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ReaderStep {
    pub total: u32,
    /// From 0; `None` when the person asked for is not among them.
    pub position: Option<u32>,
    pub person: Option<ReaderCard>,
    pub previous: Option<PersonId>,
    pub next: Option<PersonId>,
    /// The first few, for a list of what was searched.
    pub first: Vec<ReaderCard>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewWarning {
    pub level: CheckLevel,
    pub block: Option<String>,
    pub sentence: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewProducts {
    pub block: String,
    pub suggestions: Suggestions,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailPreview {
    pub person: ReaderCard,
    pub from_name: String,
    pub subject: String,
    pub preheader: String,
    /// What would be sent.
    pub html: String,
    /// The same, harmless to look at: for a sandboxed frame.
    pub frame: String,
    pub text: String,
    /// Bytes of `html`.
    pub size: u32,
    pub blocks: Vec<BlockOutcome>,
    pub products: Vec<PreviewProducts>,
    pub warnings: Vec<PreviewWarning>,
    /// How many pictures from the web it has, and how many of them the frame shows.
    pub pictures: u32,
    pub pictures_loaded: u32,
    pub pictures_refused: Vec<String>,
}

pub fn list(app: &App) -> Result<Vec<EmailSummary>> {
    let summary = |d: Document| {
        let email = Email::read(&d.body).ok();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        EmailSummary {
            id: d.id,
            name: d.name,
            subject: email.as_ref().map(|e| e.subject.clone()).unwrap_or_default(),
            blocks: email.as_ref().map_or(0, |e| count(e.blocks.len())),
            only_for_some: email.as_ref().map_or(0, |e| count(e.blocks.iter().filter(|b| b.only_for.is_some()).count())),
            updated_at: d.updated_at,
        }
    };
    Ok(documents::list(app, DocumentKind::Email)?.into_iter().map(summary).collect())
}

pub fn get(app: &App, id: DocumentId) -> Result<SavedEmail> {
    opened(documents::get(app, DocumentKind::Email, id)?)
}

/// By its number or its name, as the terminal asks.
pub fn find(app: &App, which: &str) -> Result<SavedEmail> {
    if let Ok(id) = which.parse() {
        return get(app, DocumentId(id));
    }
    let named = app.store().read(|r| r.document_named(DocumentKind::Email.as_str(), which))?;
    let row = named.ok_or_else(|| Error::not_found(format!("There is no email called “{which}”. `email list` shows those there are.")))?;
    get(app, row.id)
}

pub fn save(app: &App, id: Option<DocumentId>, name: &str, email: &Email) -> Result<SavedEmail> {
    let body = serde_json::to_value(email).map_err(|e| Error::internal("This email could not be written.").caused_by(e))?;
    opened(documents::save(app, DocumentKind::Email, id, name, &body)?)
}

fn opened(d: Document) -> Result<SavedEmail> {
    Ok(SavedEmail { id: d.id, email: Email::read(&d.body)?, name: d.name, updated_at: d.updated_at })
}

/// Judges a body before it is saved: its form, and its Liquid.
pub fn judge(body: &serde_json::Value) -> Result<()> {
    let email = Email::read(body)?;
    let letter = crate::emails::compile::compile(&email, &Brand::default(), "")?;
    match letter.problems.first() {
        None => Ok(()),
        Some(p) => Err(Error::bad_input(match p.block {
            Some(b) => format!("Block {} ({}): {}", b + 1, letter.blocks.get(b).map_or("", |l| l.noun), p.sentence),
            None => p.sentence.clone(),
        })),
    }
}

/// Emails to begin with. The line of thanks goes to the segment whose name says that it holds the best customers.
pub fn starters(app: &App) -> Result<Vec<EmailStarter>> {
    let vips = documents::list(app, DocumentKind::Segment)?.into_iter().find(|d| {
        let name = d.name.to_lowercase();
        ["vip", "best", "champion", "regular", "loyal"].iter().any(|word| name.contains(word))
    });
    Ok(vec![EmailStarter {
        name: starters::WE_MISS_YOU.to_owned(),
        about: "For people who have not bought for a while: a warm hello, three best sellers they have not tried, and a word of thanks that only your best customers see.".to_owned(),
        email: starters::we_miss_you(vips.map(|d| d.id)),
    }])
}

pub fn variables() -> Vec<EmailVariable> {
    VARIABLES.iter().map(|(name, meaning)| EmailVariable { name: (*name).to_owned(), meaning: (*meaning).to_owned() }).collect()
}

pub fn brand(app: &App) -> Result<Brand> {
    app.store().read(read_brand)
}

fn read_brand(r: &Reader<'_>) -> Result<Brand> {
    Ok(r.setting(SETTING)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub fn save_brand(app: &App, brand: &Brand) -> Result<Brand> {
    brand.check()?;
    let text = serde_json::to_string(brand).map_err(|e| Error::internal("These settings could not be written.").caused_by(e))?;
    app.store().write(Area::House, |w| w.set_setting(SETTING, &text))?;
    app.changed();
    Ok(brand.clone())
}

/// Everything that an email's rendering needs beside its reader.
struct Room {
    shop: Shop,
    brand: Brand,
    as_of: Day,
    letter: Arc<Letter>,
    groups: Groups,
    best: Option<Arc<BestSellers>>,
}

impl Room {
    fn enter(app: &App, email: &Email, as_of: Day) -> Result<Self> {
        let (shop, brand) = app.store().read(|r| Ok((r.shop()?, read_brand(r)?)))?;
        let letter = app.emails.letters.get(email, &brand, &shop.name)?;
        let mut groups = Groups::new();
        for only in email.blocks.iter().filter_map(|b| b.only_for) {
            if let std::collections::btree_map::Entry::Vacant(slot) = groups.entry(only.segment) {
                slot.insert(group(app, only.segment, as_of)?);
            }
        }
        let best = if letter.blocks.iter().any(|b| b.products.is_some()) { Some(best_sellers(app, as_of)?) } else { None };
        Ok(Self { shop, brand, as_of, letter, groups, best })
    }

    fn render(&self, reader: &EmailReaderRow, view: &dyn Fn(ProductId) -> Option<ProductView>) -> Rendered {
        let choose = |_, count| {
            let choice = self.best.as_ref().map(|b| b.choose(reader.person, count)).unwrap_or_default();
            choice.chosen.iter().filter_map(|(id, _)| view(*id)).collect()
        };
        render(
            &self.letter,
            &Sheet {
                person: reader.person,
                data: data::about(reader, &self.shop, &self.brand, self.as_of),
                currency: self.shop.currency,
                groups: &self.groups,
                choose: &choose,
            },
        )
    }
}

/// The email as this person would get it. With `pictures` the core fetches them; otherwise nothing is loaded.
pub fn preview(app: &App, email: &Email, person: PersonId, pictures: bool) -> Result<EmailPreview> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let (reader, rendered, products) = app.store().read(|r| {
        let reader = reader(r, person, &room)?;
        let rendered = room.render(&reader, &|id| r.product(id).ok().flatten().map(view));
        let mut products = Vec::new();
        for block in &room.letter.blocks {
            if let (Some((_, count)), Some(best)) = (block.products, &room.best) {
                products.push(PreviewProducts {
                    block: block.id.clone(),
                    suggestions: recommend::suggestions(r, &best.choose(person, count))?,
                });
            }
        }
        Ok((reader, rendered, products))
    })?;
    let addresses = frame::pictures(&rendered.html);
    let fetched = if pictures { app.emails.pictures.fetch(app.parts.http.as_ref(), &addresses) } else { Fetched::default() };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(EmailPreview {
        person: card(&reader, &room.shop),
        from_name: room.letter.from_name.clone(),
        frame: frame::frame(&rendered.html, &fetched.loaded),
        size: count(rendered.html.len()),
        warnings: warnings(&room.letter, &rendered),
        pictures: count(addresses.len()),
        pictures_loaded: count(fetched.loaded.len()),
        pictures_refused: fetched.refused,
        subject: rendered.subject,
        preheader: rendered.preheader,
        html: rendered.html,
        text: rendered.text,
        blocks: rendered.blocks,
        products,
    })
}

fn warnings(letter: &Letter, r: &Rendered) -> Vec<PreviewWarning> {
    let id = |block: Option<usize>| block.and_then(|b| letter.blocks.get(b)).map(|b| b.id.clone());
    let mut out: Vec<PreviewWarning> = Vec::new();
    for p in &letter.problems {
        out.push(PreviewWarning { level: CheckLevel::Problem, block: id(p.block), sentence: p.sentence.clone() });
    }
    for (block, name) in &letter.unknown {
        out.push(PreviewWarning {
            level: CheckLevel::Problem,
            block: id(*block),
            sentence: format!("There is no “{name}”; it is empty for everybody."),
        });
    }
    for (block, note) in &r.notes {
        let (level, sentence) = match note {
            Note::Empty(e) if e == "shop.website" => (CheckLevel::Problem, no_website("this")),
            Note::Empty(e) => (CheckLevel::Warning, format!("Nothing is known for “{e}”, and nothing stands there.")),
            Note::Fallback(e) => (CheckLevel::Hint, format!("They {}, so the fallback is read.", lacking(e))),
            Note::Failed(why) => (CheckLevel::Problem, format!("A part could not be filled in: {why}.")),
        };
        let warning = PreviewWarning { level, block: id(*block), sentence };
        if !out.iter().any(|w| w.block == warning.block && w.sentence == warning.sentence) {
            out.push(warning);
        }
    }
    out
}

/// Reads the email as everybody in the segment (or everybody) and tells what would go wrong.
pub fn check(app: &App, email: &Email, segment: Option<DocumentId>) -> Result<CheckReport> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let only = segment.map(|id| people_of(app, id, as_of)).transpose()?;
    let views = std::cell::RefCell::new(BTreeMap::new());
    app.store().read(|r| {
        let mut checker = Checker::new(email, &room.letter);
        let look_up = |id: ProductId| views.borrow_mut().entry(id).or_insert_with(|| r.product(id).ok().flatten().map(view)).clone();
        r.each_email_reader(room.shop.zone.end_of(as_of), |reader| {
            if only.as_ref().is_none_or(|set| set.contains(reader.person.0)) {
                checker.add(reader.person, &name(&reader), &room.render(&reader, &look_up));
            }
            Ok(())
        })?;
        Ok(checker.finish(&room.brand, &room.groups))
    })
}

/// The readers that match, and where `at` stands among them (the first of them when nobody is asked for).
pub fn people(app: &App, search: &str, segment: Option<DocumentId>, at: Option<PersonId>) -> Result<ReaderStep> {
    const FIRST: usize = 8;
    let as_of = app.today()?;
    let only = segment.map(|id| people_of(app, id, as_of)).transpose()?;
    app.store().read(|r| {
        let shop = r.shop()?;
        let end = shop.zone.end_of(as_of);
        let mut ids = r.people_like(search)?;
        if let Some(set) = &only {
            ids.retain(|id| set.contains(id.0));
        }
        let wanted = at.or_else(|| ids.first().copied());
        let place = wanted.map(|w| ids.binary_search(&w));
        let position = place.and_then(|p| p.ok());
        let after = match place {
            Some(Ok(i)) => i + 1,
            Some(Err(i)) => i,
            None => 0,
        };
        let before = position.or(place.and_then(|p| p.err())).and_then(|i| i.checked_sub(1));
        let card_of = |id: PersonId| -> Result<Option<ReaderCard>> { Ok(r.email_reader(id, end)?.map(|row| card(&row, &shop))) };
        let mut first = Vec::new();
        for id in ids.iter().take(FIRST) {
            first.extend(card_of(*id)?);
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(ReaderStep {
            total: count(ids.len()),
            position: position.map(count),
            person: wanted.map(card_of).transpose()?.flatten(),
            previous: before.and_then(|i| ids.get(i)).copied(),
            next: ids.get(after).copied(),
            first,
        })
    })
}

/// By number or address, as the terminal asks.
pub fn person_named(app: &App, which: &str) -> Result<PersonId> {
    let which = which.trim();
    let found = app.store().read(|r| match which.parse::<u32>() {
        Ok(id) => Ok(r.person(PersonId(id))?.map(|p| p.id)),
        Err(_) => r.person_by_key("email", 0, &which.to_lowercase()),
    })?;
    found.ok_or_else(|| Error::not_found(format!("There is nobody with the number or address “{which}”.")))
}

fn reader(r: &Reader<'_>, person: PersonId, room: &Room) -> Result<EmailReaderRow> {
    r.email_reader(person, room.shop.zone.end_of(room.as_of))?
        .ok_or_else(|| Error::not_found(format!("There is no person with the number {person} (any more).")))
}

fn view(p: crate::store::product::ProductRow) -> ProductView {
    ProductView { price: price(&p), title: p.title, url: p.url, image_url: p.image_url }
}

fn name(r: &EmailReaderRow) -> String {
    let full = [r.first_name.as_deref(), r.last_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    match (full.trim(), &r.email) {
        ("", Some(email)) => email.clone(),
        ("", None) => format!("Person {}", r.person),
        (full, _) => full.to_owned(),
    }
}

fn card(r: &EmailReaderRow, shop: &Shop) -> ReaderCard {
    ReaderCard {
        id: r.person,
        name: name(r),
        email: r.email.clone(),
        country: r.country.clone(),
        orders: r.orders,
        spent: Money::new(r.spent, shop.currency),
        last_order: r.last_order_at.map(|at| shop.zone.day_of(at)),
    }
}

/// The people of a segment for listing readers; a broken segment is an error here.
fn people_of(app: &App, id: DocumentId, as_of: Day) -> Result<RoaringBitmap> {
    match group(app, id, as_of)? {
        Group::People { people, .. } => Ok(people),
        Group::Gone => Err(Error::not_found("This segment was deleted. Choose another one, or everybody.")),
        Group::Broken { name, why } => Err(Error::bad_input(format!("“{name}” cannot be counted: {why}"))),
    }
}

fn group(app: &App, id: DocumentId, as_of: Day) -> Result<Group> {
    let store = app.store();
    let Some(row) = store.read(|r| r.document(DocumentKind::Segment.as_str(), id))? else { return Ok(Group::Gone) };
    let counted = store.read(|r| saved::find(r, id)).and_then(|found| match found {
        Some((_, segment)) => app.segments.evaluate(&store, &segment, as_of).map(|e| e.set.as_ref().clone()),
        None => Err(Error::not_found("It was deleted.")),
    });
    Ok(match counted {
        Ok(people) => Group::People { name: row.name, people },
        Err(e) => Group::Broken { name: row.name, why: e.message },
    })
}
