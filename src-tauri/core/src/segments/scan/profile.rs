//! Tests of the fields that have columns: places, language, birthday, first day, account, tags.
//!
//! Each different value is tested once. Names, addresses and the fields that sources brought along have no columns; the
//! store is asked for them row by row (`evaluate`).

use std::ops::Range;

use super::{Asked, Condition};
use crate::segments::columns::Columns;
use crate::segments::columns::part::{Part, moment, utc};
use crate::segments::condition::{Field, Profile};
use crate::segments::texts::Holds;
use crate::segments::values::{Test, Unset};
use crate::segments::window::{Span, anniversaries};
use crate::store::columns::Kind;
use crate::types::{ShopZone, Timestamp};

pub enum OfField {
    /// The text at this place, by its code.
    Text(usize, Vec<bool>),
    /// Two texts that are the same (`true`) or are not, and what is said where one is unset. By a code that equal folded texts share.
    Same {
        places: [usize; 2],
        folded: [Vec<u32>; 2],
        same: bool,
        unset: bool,
    },
    /// First known within `[from, end)`.
    Created(u32, u32),
    CreatedAgain {
        days: Vec<String>,
        zone: ShopZone,
    },
    CreatedSet(bool),
    Registered(bool),
    Tags {
        fits: Vec<bool>,
        negated: bool,
        unset: bool,
    },
}

/// The place of a field's text among the people's columns.
fn place(field: &Field) -> Option<usize> {
    Some(match field {
        Field::Country => 0,
        Field::Region => 1,
        Field::City => 2,
        Field::Postcode => 3,
        Field::Language => 4,
        Field::Birthday => 5,
        _ => return None,
    })
}

/// `None`: the field (or the one it is compared with) has no column.
pub fn compile(p: &Profile, asked: Asked, columns: &Columns) -> Option<OfField> {
    let people = columns.table(Kind::People);
    if let Test::SameAs { field } | Test::NotSameAs { field, .. } = &p.is {
        let places = [place(&p.field)?, place(field)?];
        let unset = p.is.unset() == Some(Unset::Include);
        return Some(OfField::Same { folded: folded(columns, places), places, same: p.is.unset().is_none(), unset });
    }
    Some(match (&p.field, &p.is) {
        (Field::Created, Test::Within { window }) => {
            let span = Span::of(*window, asked.as_of);
            OfField::Created(span.from.map_or(0, |t| moment(t.0)), moment(span.end.0))
        }
        (Field::Created, Test::ComingUp { days }) => {
            OfField::CreatedAgain { days: anniversaries(asked.as_of.day, *days), zone: asked.as_of.zone }
        }
        (Field::Created, test) => OfField::CreatedSet(!matches!(test, Test::IsNotSet)),
        (Field::Registered, test) => OfField::Registered(!matches!(test, Test::No | Test::IsNotSet)),
        (Field::Birthday, Test::ComingUp { days }) => {
            let days = anniversaries(asked.as_of.day, *days);
            let fits = |text: &str| text.get(5..10).is_some_and(|d| days.iter().any(|x| x == d));
            OfField::Text(5, people.dicts.get(5)?.allow(false, fits))
        }
        (Field::Tag, test) => {
            let holds = Holds::new(test, asked.as_of);
            let fits = columns.table(Kind::Tags).dicts.first()?.allow(false, |text| holds.fits(text));
            OfField::Tags { fits, negated: holds.negated, unset: holds.unset }
        }
        (field, test) => {
            let (place, holds) = (place(field)?, Holds::new(test, asked.as_of));
            OfField::Text(place, people.dicts.get(place)?.allow(holds.of(None), |text| holds.of(Some(text))))
        }
    })
}

/// For each code of two columns, one number for all texts that are the same when folded.
fn folded(columns: &Columns, places: [usize; 2]) -> [Vec<u32>; 2] {
    let mut all = crate::segments::columns::dict::Dict::default();
    places.map(|place| {
        let texts = columns.table(Kind::People).dicts.get(place);
        let codes = texts.iter().flat_map(|d| d.texts()).map(|t| all.code(&t.to_lowercase()));
        std::iter::once(0).chain(codes).collect()
    })
}

impl Condition for OfField {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let Some(known) = columns.part(Kind::People, part) else { return };
        if let Self::Tags { fits, negated, unset } = self {
            let Some(tags) = columns.part(Kind::Tags, part) else { return };
            return people.filter(|p| tagged(tags, *p, fits, *negated, *unset)).for_each(hold);
        }
        for person in people {
            if known.rows_of(person).any(|row| self.holds(known, row)) {
                hold(person);
            }
        }
    }
}

fn tagged(tags: &Part, person: usize, fits: &[bool], negated: bool, unset: bool) -> bool {
    let code = |row: usize| tags.codes.first().map_or(0, |c| c.get(row)) as usize;
    let mut rows = tags.rows_of(person).map(code).filter(|code| *code > 0).peekable();
    if rows.peek().is_none() {
        return unset;
    }
    rows.any(|code| fits.get(code).copied().unwrap_or(false)) != negated
}

impl OfField {
    fn holds(&self, people: &Part, row: usize) -> bool {
        let code = |place: usize| people.codes.get(place).map_or(0, |c| c.get(row)) as usize;
        let at = people.at.get(row).copied().unwrap_or(0);
        match self {
            Self::Text(place, fits) => fits.get(code(*place)).copied().unwrap_or(false),
            Self::Same { places: [a, b], folded: [fa, fb], same, unset } => {
                match (fa.get(code(*a)).copied().unwrap_or(0), fb.get(code(*b)).copied().unwrap_or(0)) {
                    (0, _) | (_, 0) => *unset,
                    (x, y) => (x == y) == *same,
                }
            }
            Self::Created(from, end) => at >= *from && at < *end,
            Self::CreatedAgain { days, zone } => {
                at > 0 && zone.day_of(Timestamp(utc(at))).to_string().get(5..).is_some_and(|d| days.iter().any(|x| x == d))
            }
            Self::CreatedSet(wanted) => (at > 0) == *wanted,
            Self::Registered(wanted) => people.kind.get(row).is_some_and(|k| (*k > 0) == *wanted),
            Self::Tags { .. } => false,
        }
    }
}
