//! Which calendar day a moment belongs to, quickly: the beginnings of all days of a zone, made once.

use std::sync::{Arc, Mutex, PoisonError};

use crate::segments::columns::part::{moment, utc};
use crate::types::{Day, ShopZone, Timestamp};

/// 1950-01-01 to 2086, as the moments of the columns.
pub struct Days {
    first: Day,
    /// The first moment of each day from `first` on.
    starts: Vec<u32>,
}

static KNOWN: Mutex<Vec<(ShopZone, Arc<Days>)>> = Mutex::new(Vec::new());

impl Days {
    pub fn of(zone: ShopZone) -> Arc<Self> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, days)) = known.iter().find(|(z, _)| *z == zone) {
            return days.clone();
        }
        // The day before the first whole one: whatever lies earlier counts as the first moment.
        let first = zone.day_of(Timestamp(utc(0)));
        let last = zone.day_of(Timestamp(utc(u32::MAX)));
        let count = u32::try_from(last.days_since(first)).unwrap_or(0);
        let starts = (0..=count).map(|n| moment(zone.start_of(first.plus_days(n)).0)).collect();
        let days = Arc::new(Self { first, starts });
        known.push((zone, days.clone()));
        days
    }

    /// The number of the moment's day; neighbouring days have neighbouring numbers.
    pub fn number(&self, at: u32) -> i64 {
        // No day is longer or shorter than a few hours' shift: the right one is a neighbour of the guess.
        let mut guess = (at / 86_400) as usize;
        while self.starts.get(guess + 1).is_some_and(|s| *s <= at) {
            guess += 1;
        }
        while guess > 0 && self.starts.get(guess).is_none_or(|s| *s > at) {
            guess -= 1;
        }
        guess as i64
    }

    pub fn number_of(&self, day: Day) -> i64 {
        day.days_since(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_zone() {
        for name in ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "UTC", "America/Scoresbysund"] {
            let zone = ShopZone::parse(name).unwrap();
            let days = Days::of(zone);
            for at in (0..4_000_000_000u32).step_by(7_777_777).chain((1_950_000_000..1_990_000_000).step_by(80_001)) {
                let day = zone.day_of(Timestamp(utc(at)));
                assert_eq!(days.number(at), days.number_of(day), "{name} {day}");
            }
        }
    }
}
