//! The shop as of one day: who is known, what they bought, and what insights make of it. Everything beyond who is known
//! is computed when it is first asked for.

use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;

use super::columns::Columns;
use super::columns::part::{PEOPLE, utc};
use super::scan::{self, Asked, Known, stats, work::Stop};
use super::window::AsOf;
use crate::insights::engagement::{Engagement, engagement};
use crate::insights::interests::{Interests, interests};
use crate::insights::lifecycle::{Lifecycle, lifecycle};
use crate::insights::rfm::{Rfm, rfm};
use crate::insights::value::{Bought, Values, value};
use crate::store::change::Touched;
use crate::store::columns::Kind;
use crate::store::stats::PersonStats;
use crate::types::records::EmailEventKind;
use crate::types::{Currency, PersonId, Result, Timestamp};

pub struct Base {
    pub as_of: AsOf,
    pub asked: Asked,
    pub everyone: Arc<RoaringBitmap>,
    pub columns: Arc<Columns>,
    shared: Arc<Shared>,
}

/// What a later revision can take over when nothing of it was touched.
struct Shared {
    stats: OnceLock<Vec<PersonStats>>,
    rfm: OnceLock<Rfm>,
    lifecycle: OnceLock<Lifecycle>,
    engagement: OnceLock<Engagement>,
    interests: OnceLock<Favourites>,
    values: OnceLock<Values>,
}

/// Everybody's favourite categories, and what the categories are called (folded).
pub struct Favourites {
    pub of: Interests,
    pub names: Vec<String>,
}

/// What all of it is made of.
const MADE_OF: Touched = Touched(Touched::PEOPLE.0 | Touched::ORDERS.0 | Touched::REFUNDS.0 | Touched::EMAILS.0 | Touched::PRODUCTS.0);

impl Base {
    pub fn new(as_of: AsOf, currency: Currency, columns: Arc<Columns>, stop: Stop<'_>) -> Result<Self> {
        let asked = Asked { as_of, until: as_of.end(), currency };
        let everyone = Arc::new(scan::everybody(&columns, &Known::before(as_of.end()), stop)?);
        let shared = Shared {
            stats: OnceLock::new(),
            rfm: OnceLock::new(),
            lifecycle: OnceLock::new(),
            engagement: OnceLock::new(),
            interests: OnceLock::new(),
            values: OnceLock::new(),
        };
        Ok(Self { as_of, asked, everyone, columns, shared: Arc::new(shared) })
    }

    /// The same day at a later revision; `None` when what was touched since is part of it.
    pub fn at(&self, columns: &Arc<Columns>, touched: Touched) -> Option<Self> {
        (!touched.meets(MADE_OF)).then(|| Self {
            as_of: self.as_of,
            asked: self.asked,
            everyone: self.everyone.clone(),
            columns: columns.clone(),
            shared: self.shared.clone(),
        })
    }

    /// Sums of orders up to that day, of everyone known on it, by person id.
    pub fn stats(&self) -> &[PersonStats] {
        // Never stopped, so never without an answer.
        self.shared.stats.get_or_init(|| stats::stats(&self.columns, self.as_of.end(), &|| false).unwrap_or_default())
    }

    pub fn rfm(&self) -> &Rfm {
        self.shared.rfm.get_or_init(|| rfm(self.stats(), self.as_of.day, self.as_of.zone))
    }

    pub fn lifecycle(&self) -> &Lifecycle {
        self.shared.lifecycle.get_or_init(|| lifecycle(self.stats(), self.as_of.day, self.as_of.zone))
    }

    pub fn engagement(&self) -> &Engagement {
        self.shared.engagement.get_or_init(|| engagement(emails(&self.columns), self.as_of.day, self.as_of.zone))
    }

    pub fn favourites(&self) -> &Favourites {
        self.shared.interests.get_or_init(|| {
            let (names, of) = self.columns.catalogue.by_product();
            let rows = pieces(&self.columns, &of, self.as_of.end());
            Favourites { of: interests(rows, names.iter().copied()), names: names.iter().map(|n| n.to_lowercase()).collect() }
        })
    }

    /// What is expected of everyone known on that day.
    pub fn values(&self) -> &Values {
        self.shared.values.get_or_init(|| {
            let bought = purchases(&self.columns, self.as_of.end()).filter(|b| self.everyone.contains(b.person.0));
            value(bought, self.as_of.day, self.as_of.zone)
        })
    }

    pub fn stats_of(&self, person: PersonId) -> Option<PersonStats> {
        stats::stats_of(&self.columns, person, self.as_of.end())
    }
}

fn emails(columns: &Columns) -> impl Iterator<Item = (PersonId, Timestamp, EmailEventKind)> {
    (0..columns.parts()).filter_map(|i| Some((i, columns.part(Kind::Emails, i)?))).flat_map(|(i, part)| {
        (0..PEOPLE).flat_map(move |place| {
            part.rows_of(place).filter_map(move |row| {
                let kind = EmailEventKind::from_code(i64::from(*part.kind.get(row)?))?;
                Some((PersonId((i * PEOPLE + place) as u32), Timestamp(utc(*part.at.get(row)?)), kind))
            })
        })
    })
}

/// Every purchase before `end`, by person, then by time.
fn purchases(columns: &Columns, end: Timestamp) -> impl Iterator<Item = Bought> {
    (0..columns.parts()).filter_map(|i| Some((i, columns.part(Kind::Orders, i)?))).flat_map(move |(i, part)| {
        (0..PEOPLE).flat_map(move |place| {
            let person = PersonId((i * PEOPLE + place) as u32);
            part.rows_of(place).filter_map(move |row| {
                let at = Timestamp(utc(*part.at.get(row)?));
                let counts = part.kind.get(row)? & 16 != 0;
                (counts && at < end).then(|| Bought { person, at, amount: part.amount.get(row) })
            })
        })
    })
}

/// `(person, category, pieces)` of every line of a purchase before `end`, by person.
fn pieces<'a>(columns: &'a Columns, categories: &'a [Vec<u32>], end: Timestamp) -> impl Iterator<Item = (PersonId, u32, i64)> + 'a {
    (0..columns.parts()).filter_map(|i| Some((i, columns.part(Kind::Orders, i)?))).flat_map(move |(i, part)| {
        let counted =
            move |row: &usize| part.kind.get(*row).is_some_and(|k| k & 16 != 0) && part.at.get(*row).is_some_and(|at| utc(*at) < end.0);
        (0..PEOPLE).flat_map(move |place| {
            let lines = part.lines.as_ref();
            let person = PersonId((i * PEOPLE + place) as u32);
            part.rows_of(place).filter(counted).flat_map(move |row| {
                lines.into_iter().flat_map(move |l| l.of_rows(&(row..row + 1)).map(move |line| (l, line))).flat_map(move |(l, line)| {
                    let of = categories.get(l.product.get(line) as usize).map(Vec::as_slice).unwrap_or_default();
                    of.iter().map(move |c| (person, *c, l.quantity.get(line).unwrap_or(0)))
                })
            })
        })
    })
}
