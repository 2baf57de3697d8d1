//! The last thing a person said on a channel, up to the day asked about; on the same second the most restrictive.

use std::ops::Range;

use super::{Asked, Condition};
use crate::segments::columns::Columns;
use crate::segments::columns::part::{Part, moment};
use crate::segments::condition::{Consent, ConsentIs};
use crate::segments::values::Window;
use crate::segments::window::Span;
use crate::store::columns::{CONSENT_CHANNELS, CONSENT_STATES, Kind};

pub struct Said {
    /// 0 or 8, as in the kind's byte.
    channel: u8,
    /// By the state's place in `CONSENT_STATES`.
    states: [bool; CONSENT_STATES.len()],
    unknown: bool,
    sources: Option<Vec<bool>>,
    from: u32,
    end: u32,
    until: u32,
}

impl Said {
    pub fn new(c: &Consent, asked: Asked, columns: &Columns) -> Self {
        let span = Span::of(c.since, asked.as_of);
        let named = |state: &str| {
            c.states.iter().any(|s| match s {
                ConsentIs::Subscribed => state == "subscribed",
                ConsentIs::Unsubscribed => state == "unsubscribed",
                ConsentIs::Pending => state == "pending",
                ConsentIs::Cleaned => state == "cleaned",
                ConsentIs::Unknown => false,
            })
        };
        let words: Vec<String> = c.sources.iter().filter(|s| !s.trim().is_empty()).map(|s| s.to_lowercase()).collect();
        let dict = columns.table(Kind::Consent).dicts.first();
        Self {
            channel: if c.channel.as_str() == CONSENT_CHANNELS[0] { 0 } else { 8 },
            states: CONSENT_STATES.map(named),
            unknown: c.states.contains(&ConsentIs::Unknown) && c.since == Window::Ever && c.sources.is_empty(),
            sources: (!c.sources.is_empty())
                .then(|| dict.map_or_else(Vec::new, |d| d.allow(false, |text| words.contains(&text.to_lowercase())))),
            from: span.from.map_or(0, |t| moment(t.0)),
            end: moment(span.end.0),
            until: moment(asked.until.0),
        }
    }

    /// The same as of another day.
    pub fn aim(&mut self, c: &Consent, asked: Asked) {
        let span = Span::of(c.since, asked.as_of);
        (self.from, self.end) = (span.from.map_or(0, |t| moment(t.0)), moment(span.end.0));
    }

    /// The row that holds.
    pub fn last(&self, part: &Part, person: usize) -> Option<usize> {
        let place = |row: &usize| (part.at.get(*row), part.kind.get(*row));
        part.rows_of(person)
            .filter(|row| {
                part.kind.get(*row).is_some_and(|k| k & 8 == self.channel) && part.at.get(*row).is_some_and(|at| *at < self.until)
            })
            .max_by_key(place)
    }

    /// Whether what holds is what is asked for. Where several told just that in the same second, each of them did.
    fn fits(&self, part: &Part, person: usize, last: usize) -> bool {
        let (at, kind) = (part.at.get(last), part.kind.get(last));
        let state = kind.and_then(|k| self.states.get(usize::from(k & 7))).copied().unwrap_or(false);
        let when = at.is_some_and(|at| *at >= self.from && *at < self.end);
        let code = |row: usize| part.codes.first().map_or(0, |c| c.get(row)) as usize;
        let who = || {
            let same = part.rows_of(person).filter(|row| part.at.get(*row) == at && part.kind.get(*row) == kind);
            self.sources.as_ref().is_none_or(|allowed| same.map(code).any(|c| allowed.get(c).copied().unwrap_or(false)))
        };
        state && when && who()
    }
}

impl Condition for Said {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let Some(part) = columns.part(Kind::Consent, part) else { return };
        for person in people {
            if self.last(part, person).map_or(self.unknown, |row| self.fits(part, person, row)) {
                hold(person);
            }
        }
    }
}
