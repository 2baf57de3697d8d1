//! The gallery: the emails to begin with, fitted to this shop, with how much it has of what each needs.

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::documents::{self, DocumentKind};
use super::needs::{StarterNeed, known, told};
use super::readers::wanted;
use crate::emails::Email;
use crate::emails::block::BlockContent;
use crate::emails::definition::EmailAudience;
use crate::emails::shelf::ProductRule;
use crate::emails::starters::{Fit, Occasion, Starter, starters as all};
use crate::types::{Day, DocumentId, Error, PersonId, ProductId, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailStarter {
    pub key: String,
    pub occasion: Occasion,
    /// The occasion as it is said to a person.
    pub occasion_label: String,
    pub name: String,
    /// What it says, and why.
    pub about: String,
    /// Whom to send it to, and when.
    pub to: String,
    pub needs: Vec<StarterNeed>,
    pub email: Email,
    /// The same with some of the shop's products where the writer is to choose them; only to look at.
    pub sample: Option<Email>,
    /// Somebody whom it is written for, and somebody about whom nothing of what it needs is known: to look at it as both.
    pub reader: Option<PersonId>,
    pub other: Option<PersonId>,
}

/// All of them, occasion by occasion.
pub fn starters(app: &App) -> Result<Vec<EmailStarter>> {
    let day = app.today()?;
    let vips = best_customers(app, day)?;
    let everybody: RoaringBitmap = wanted(app, "", None)?.iter().copied().collect();
    let (known, shelf) = app.store().read(|r| Ok((known(r, day)?, r.product_shelf()?)))?;
    let fit = Fit { vips: vips.as_ref().map(|(id, ..)| *id), arrivals: known.dated > 0 };
    let shelf: Vec<ProductId> = shelf.into_iter().filter(|p| p.has_picture && p.in_stock != Some(false)).map(|p| p.product).collect();
    let vips = vips.as_ref().map(|(_, name, people)| (name.as_str(), *people));
    let mut groups = Vec::new();
    let card = |s: Starter| {
        let (reader, other) = readers(app, &s.email, &everybody, day, &mut groups);
        EmailStarter {
            key: s.key.to_owned(),
            occasion: s.occasion,
            occasion_label: s.occasion.label().to_owned(),
            name: s.name.to_owned(),
            about: s.about.to_owned(),
            to: s.to.to_owned(),
            needs: s.needs.iter().map(|need| told(need, &known, vips, day)).collect(),
            sample: sample(&s.email, &shelf),
            email: s.email,
            reader,
            other,
        }
    };
    Ok(all(&fit).into_iter().map(card).collect())
}

/// Who reads the first of the other words for some readers, and somebody who reads none of them; the people of each
/// audience are found once for all starters.
fn readers(
    app: &App,
    email: &Email,
    everybody: &RoaringBitmap,
    day: Day,
    groups: &mut Vec<(EmailAudience, RoaringBitmap)>,
) -> (Option<PersonId>, Option<PersonId>) {
    let mut audiences: Vec<&EmailAudience> = email.head_variants.iter().map(|v| &v.only_for).collect();
    email.each_block(&mut |b| audiences.extend(b.variants.iter().map(|v| &v.only_for)));
    // A block of its own for some is as good a sign of whom it is written for.
    if audiences.is_empty() {
        email.each_block(&mut |b| audiences.extend(&b.only_for));
    }
    let mut some = None;
    let mut others = everybody.clone();
    for audience in audiences {
        let at = groups.iter().position(|(known, _)| known == audience).unwrap_or_else(|| {
            groups.push((audience.clone(), people(app, audience, day)));
            groups.len() - 1
        });
        let Some((_, people)) = groups.get(at) else { continue };
        others -= people;
        some = some.or_else(|| (people & everybody).iter().next());
    }
    (some.or_else(|| everybody.iter().next()).map(PersonId), others.iter().next().map(PersonId))
}

/// Nobody where it cannot be counted: the check says why.
fn people(app: &App, audience: &EmailAudience, day: Day) -> RoaringBitmap {
    let counted = match audience {
        EmailAudience::Segment { segment } => super::room::people_of(app, *segment, day).map(|p| p.as_ref().clone()),
        EmailAudience::Condition { condition } => app.segments.evaluate(&app.store(), condition, day).map(|e| e.set.as_ref().clone()),
    };
    counted.unwrap_or_default()
}

/// One of them, by its name or key.
pub fn starter(app: &App, which: &str) -> Result<EmailStarter> {
    let wanted = which.trim().to_lowercase();
    let found = starters(app)?.into_iter().find(|s| s.key == wanted || s.name.to_lowercase() == wanted);
    found.ok_or_else(|| Error::not_found(format!("There is no starter called “{which}”. `email starters` shows those there are.")))
}

/// The segment whose name says that it holds the best customers, and how many they are.
fn best_customers(app: &App, day: Day) -> Result<Option<(DocumentId, String, u64)>> {
    let named = documents::list(app, DocumentKind::Segment)?.into_iter().find(|d| {
        let name = d.name.to_lowercase();
        ["vip", "best", "champion", "regular", "loyal"].iter().any(|word| name.contains(word))
    });
    // One that cannot be counted is named all the same: the check says what is wrong with it.
    Ok(named.map(|d| {
        let people = super::room::people_of(app, d.id, day).map(|p| p.len()).unwrap_or(0);
        (d.id, d.name, people)
    }))
}

/// With products of the shop where none are chosen yet; `None` when nothing is to be chosen.
fn sample(email: &Email, shelf: &[ProductId]) -> Option<Email> {
    let mut out = email.clone();
    let mut filled = false;
    for block in &mut out.blocks {
        if let BlockContent::Products { rule: ProductRule::Chosen { products }, count, .. } = &mut block.content
            && products.is_empty()
        {
            products.extend(shelf.iter().take(usize::from(*count)));
            filled = true;
        }
    }
    filled.then_some(out)
}
