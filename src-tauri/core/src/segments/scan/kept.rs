//! What each person has of something, before it is compared: kept, so that another threshold needs no look at the rows.
//!
//! "At least 3 orders in the last year" and "at least 4 of them" are the same numbers; whoever moves a slider or presses
//! an arrow key asks for nothing else. One number a person, in four bytes where it fits.

use roaring::RoaringBitmap;

use super::activity::{Asks, Does};
use super::figure::{Figure, Measurer};
use super::ranks;
use super::work::{self, Stop};
use super::{WORDS, assembled};
use crate::segments::columns::Columns;
use crate::segments::columns::codes::{Amounts, UNKNOWN};
use crate::segments::columns::part::PEOPLE;
use crate::segments::values::Number;
use crate::types::Result;

/// Everybody's numbers.
pub struct Kept {
    parts: Vec<Part>,
    /// What somebody without rows has.
    of_nothing: Option<Figure>,
}

struct Part {
    /// Who has a row: the numbers of the others mean nothing. Empty: nobody.
    rows: Vec<u64>,
    over: Amounts,
    /// `None`: all are 1.
    under: Option<Amounts>,
}

impl Kept {
    pub fn of(columns: &Columns, does: &Does, stop: Stop<'_>) -> Result<Self> {
        let parts = work::parts(columns.parts(), stop, |i| Part::of(columns, does, i))?;
        let of_nothing = match does.asks {
            Asks::Figure(of, _) => of.of_nothing(),
            Asks::Moment(..) | Asks::Overdue(..) => None,
        };
        Ok(Self { parts, of_nothing })
    }

    /// Whose number fits what is asked.
    pub fn those(&self, asks: &Asks, stop: Stop<'_>) -> Result<RoaringBitmap> {
        let fits = |f: Figure| match asks {
            Asks::Figure(_, compare) => f.fits(*compare),
            Asks::Moment(_, from, end) => f.over >= i64::from(*from) && f.over < i64::from(*end),
            Asks::Overdue(percent, _) => i128::from(f.over) * 100 > i128::from(*percent) * i128::from(f.under),
        };
        let without_rows = self.of_nothing.is_some_and(fits);
        let words = work::parts(self.parts.len(), stop, |i| {
            let mut words = if without_rows { [u64::MAX; WORDS] } else { [0; WORDS] };
            if let Some(part) = self.parts.get(i) {
                for (w, (word, rows)) in words.iter_mut().zip(&part.rows).enumerate() {
                    let mut left = *rows;
                    *word &= !left;
                    while left != 0 {
                        let bit = left.trailing_zeros();
                        left &= left - 1;
                        if part.figure(w * 64 + bit as usize).is_some_and(fits) {
                            *word |= 1 << bit;
                        }
                    }
                }
            }
            words
        })?;
        Ok(assembled(&words))
    }

    /// Those of `everyone` in the highest or lowest share of all who have a row.
    pub fn share(&self, share: Number, everyone: &RoaringBitmap) -> RoaringBitmap {
        let mut figures = Vec::new();
        for (i, part) in self.parts.iter().enumerate() {
            for (w, rows) in part.rows.iter().enumerate() {
                let mut left = *rows;
                while left != 0 {
                    let place = w * 64 + left.trailing_zeros() as usize;
                    left &= left - 1;
                    let id = (i * PEOPLE + place) as u32;
                    if let Some(figure) = part.figure(place)
                        && everyone.contains(id)
                    {
                        figures.push((id, figure));
                    }
                }
            }
        }
        ranks::best(figures, share)
    }

    /// About how much room it takes.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|p| p.rows.len() * 8 + p.over.bytes() + p.under.as_ref().map_or(0, Amounts::bytes) + 64).sum()
    }
}

impl Part {
    fn of(columns: &Columns, does: &Does, i: usize) -> Self {
        let none = Self { rows: Vec::new(), over: Amounts::None, under: None };
        let Some(part) = columns.part(does.rows.kind, i) else { return none };
        let picked = does.rows.pick(part, &(0..PEOPLE));
        if !picked.any {
            return none;
        }
        let (mut rows, mut over, mut under) = (vec![0u64; WORDS], vec![UNKNOWN; PEOPLE], vec![1i64; PEOPLE]);
        let mut measurer = Measurer::default();
        let places = over.iter_mut().zip(&mut under).enumerate();
        for (person, (over, under)) in places {
            let (figure, has) = match does.asks {
                Asks::Figure(of, _) => measurer.figure(&picked, person, of, &does.days),
                Asks::Moment(n, ..) => {
                    let at = measurer.nth(&picked, person, n);
                    (at.map(|at| Figure::whole(at.into())), at.is_some())
                }
                Asks::Overdue(_, today) => {
                    let late = measurer.late(&picked, person, today, &does.days);
                    (late, late.is_some())
                }
            };
            if has {
                if let Some(word) = rows.get_mut(person / 64) {
                    *word |= 1 << (person % 64);
                }
                if let Some(figure) = figure {
                    (*over, *under) = (figure.over, figure.under);
                }
            }
        }
        let under = under.iter().any(|u| *u != 1).then(|| Amounts::of(&under));
        Self { rows, over: Amounts::of(&over), under }
    }

    fn figure(&self, place: usize) -> Option<Figure> {
        let over = self.over.get(place)?;
        Some(Figure { over, under: self.under.as_ref().map_or(Some(1), |u| u.get(place))? })
    }
}
