//! What proves a condition's answer for one person: the rows that were looked at, the figure they came to, and how far
//! it is from the other answer.

use serde::Serialize;
use specta::Type;

use super::activity::{Activity, RowNumber};
use super::base::Base;
use super::columns::part::PEOPLE;
use super::definition::Node;
use super::names::Names;
use super::scan::activity::{self, Does};
use super::scan::figure::{Figure, Measurer, Of};
use super::scan::rows::Rows;
use super::scan::sequence::Follows;
use super::scan::versus::Against;
use super::values::Number;
use crate::store::Reader;
use crate::store::columns::Kind;
use crate::store::proof::ProofRow;
use crate::types::records::EmailEventKind;
use crate::types::{Day, PersonId, Result, Timestamp};

/// How many rows are shown.
const SHOWN: usize = 5;

/// A row that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Evidence {
    pub at: Timestamp,
    pub day: Day,
    /// "Order 1042, €54.20"
    pub text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
pub struct Proof {
    /// The newest of the rows, newest first.
    pub rows: Vec<Evidence>,
    /// How many more there are.
    pub more: u32,
    /// What they came to: "3", "€187.60", "34 days".
    pub measured: Option<String>,
    /// How far from holding: "2 more needed", "€12.40 short".
    pub missing: Option<String>,
}

/// Of a condition about what people did; others have none.
pub fn proof(reader: &Reader<'_>, node: &Node, base: &Base, names: &Names, person: PersonId) -> Result<Option<Proof>> {
    let of = One { reader, base, names, person };
    match node {
        Node::Activity(a) => of.activity(a).map(Some),
        Node::Sequence(s) => {
            let follows = Follows::new(s, base.asked, &base.columns);
            let rows: Vec<&Rows> = follows.steps().iter().map(|s| &s.rows).collect();
            of.rows(&rows).map(Some)
        }
        Node::Versus(v) => {
            let against = Against::new(v, base.asked, &base.columns);
            let [left, right] = against.both(&base.columns, of.part(), of.place());
            let mut proof = of.rows(&against.rows())?;
            let told = |f: Option<Figure>, of_: Of| f.map_or_else(|| "nothing".to_owned(), |f| of.figure(f, of_));
            proof.measured = Some(format!("{} against {}", told(left, v.left.measure.into()), told(right, v.right.measure.into())));
            Ok(Some(proof))
        }
        _ => Ok(None),
    }
}

struct One<'a> {
    reader: &'a Reader<'a>,
    base: &'a Base,
    names: &'a Names,
    person: PersonId,
}

impl One<'_> {
    fn part(&self) -> usize {
        self.person.0 as usize / PEOPLE
    }

    fn place(&self) -> usize {
        self.person.0 as usize % PEOPLE
    }

    fn activity(&self, a: &Activity) -> Result<Proof> {
        let does = Does::new(a, self.base.asked, &self.base.columns);
        let mut proof = self.rows(&[&does.rows])?;
        if let (Some(of), Some(part)) = (activity::of(a.measure), self.base.columns.part(does.rows.kind, self.part())) {
            let picked = does.rows.pick(part, &(self.place()..self.place() + 1));
            let (figure, _) = Measurer::default().figure(&picked, self.place(), of, &does.days);
            proof.measured = figure.map(|f| self.figure(f, of));
            proof.missing = figure.zip(a.measure.compare()).and_then(|(f, compare)| self.missing(f, compare, of));
        }
        Ok(proof)
    }

    /// The person's rows that any of these picks.
    fn rows(&self, rows: &[&Rows]) -> Result<Proof> {
        let mut all: Vec<(Timestamp, Kind, bool, ProofRow)> = Vec::new();
        let mut seen: Vec<(Kind, bool, usize)> = Vec::new();
        for rows in rows {
            let Some(part) = self.base.columns.part(rows.kind, self.part()) else { continue };
            let picked = rows.pick(part, &(self.place()..self.place() + 1));
            if !picked.any {
                continue;
            }
            let range = picked.of(self.place());
            let stored = self.reader.proof_rows(rows.kind, rows.lines, self.person)?;
            for i in picked.marked(range.clone()) {
                let key = (rows.kind, rows.lines, i - range.start);
                if let (Some(row), false) = (stored.get(i - range.start), seen.contains(&key)) {
                    all.push((row.at, rows.kind, rows.lines, row.clone()));
                    seen.push(key);
                }
            }
        }
        all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        let more = all.len().saturating_sub(SHOWN);
        let zone = self.base.as_of.zone;
        let told = all.iter().take(SHOWN).map(|(at, kind, lines, row)| Evidence {
            at: *at,
            day: zone.day_of(*at),
            text: self.told(*kind, *lines, row),
        });
        Ok(Proof { rows: told.collect(), more: u32::try_from(more).unwrap_or(u32::MAX), measured: None, missing: None })
    }

    fn told(&self, kind: Kind, lines: bool, r: &ProofRow) -> String {
        let with_amount = |text: String| match r.amount {
            Some(amount) => format!("{text}, {}", self.names.money(amount)),
            None => text,
        };
        let quoted = |text: &Option<String>| text.as_deref().filter(|t| !t.is_empty()).map(|t| format!(" “{t}”")).unwrap_or_default();
        let name = r.name.as_deref().unwrap_or_default();
        let title = r.title.as_deref().unwrap_or("something");
        match kind {
            Kind::Orders if lines => with_amount(format!("{} × {title} (order {name})", r.number.unwrap_or(1))),
            Kind::Orders => with_amount(format!("Order {name}")),
            Kind::Refunds if name.is_empty() => with_amount("Money back".to_owned()),
            Kind::Refunds => with_amount(format!("Money back for order {name}")),
            Kind::Carts => with_amount("Cart".to_owned()),
            Kind::Emails => {
                let did = match r.number.and_then(EmailEventKind::from_code) {
                    Some(EmailEventKind::Sent) => "Was sent",
                    Some(EmailEventKind::Opened) => "Opened",
                    Some(EmailEventKind::Clicked) => "Clicked in",
                    Some(EmailEventKind::Bounced) => "Bounced:",
                    Some(EmailEventKind::Complained) => "Complained about",
                    Some(EmailEventKind::Unsubscribed) => "Unsubscribed from",
                    None => "Got",
                };
                let email = if name.is_empty() { " an email".to_owned() } else { quoted(&r.name) };
                format!("{did}{email}{}", r.title.as_deref().filter(|t| !t.is_empty()).map(|t| format!(", {t}")).unwrap_or_default())
            }
            Kind::Views => format!("Looked at {title}"),
            Kind::Searches => format!("Searched{}", quoted(&r.name)),
            Kind::Reviews => match r.number {
                Some(stars) => format!("Gave {title} {stars} of 5 stars"),
                None => format!("Reviewed {title}"),
            },
            _ => name.to_owned(),
        }
    }

    /// A figure in words.
    fn figure(&self, f: Figure, of: Of) -> String {
        let whole = f.over.div_euclid(f.under.max(1));
        match of {
            Of::Sum(RowNumber::Amount)
            | Of::Average(RowNumber::Amount)
            | Of::Smallest(RowNumber::Amount)
            | Of::Largest(RowNumber::Amount) => self.names.money(whole),
            Of::Gap(_) if f.over == f.under => "1 day".to_owned(),
            Of::Gap(_) => format!("{} days", decimal(f)),
            _ => decimal(f),
        }
    }

    /// How far it is from holding.
    fn missing(&self, f: Figure, compare: Number, of: Of) -> Option<String> {
        if compare.ranks() || f.fits(compare) {
            return None;
        }
        let (wanted, short) = match compare {
            Number::AtLeast { value } => (value, true),
            Number::MoreThan { value } => (value.saturating_add(1), true),
            Number::AtMost { value } => (value, false),
            Number::LessThan { value } => (value.saturating_sub(1), false),
            Number::Exactly { value } => (value, f.compare(Figure::whole(value)).is_lt()),
            Number::Between { from, to } if f.compare(Figure::whole(from.min(to))).is_lt() => (from.min(to), true),
            Number::Between { from, to } => (from.max(to), false),
            Number::Not { .. } | Number::Top { .. } | Number::Bottom { .. } => return None,
        };
        let apart = wanted.saturating_mul(f.under).saturating_sub(f.over).saturating_abs();
        let apart = self.figure(Figure { over: apart, under: f.under }, of);
        Some(match (of, short) {
            (Of::Count | Of::Products, true) => format!("{apart} more needed"),
            (Of::Count | Of::Products, false) => format!("{apart} too many"),
            (_, true) => format!("{apart} short"),
            (_, false) => format!("{apart} too much"),
        })
    }
}

/// "3", or "2.5".
fn decimal(f: Figure) -> String {
    if f.over % f.under.max(1) == 0 {
        return (f.over / f.under.max(1)).to_string();
    }
    let tenths = (i128::from(f.over) * 10 + i128::from(f.under) / 2).div_euclid(i128::from(f.under));
    format!("{}.{}", tenths / 10, (tenths % 10).abs())
}
