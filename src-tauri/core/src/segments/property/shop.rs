//! Random shops: what sources tell, and what happens beside them, each a write through the store's real door.
//!
//! Values come from small pools, so that ties, equal moments and matches are common; moments crowd around midnight and the
//! change of clocks of the shop's zone. `people.rs` and `things.rs` say what is told, `fill.rs` carries it out.

use super::dice::Dice;
use super::things;
use crate::types::records::Record;
use crate::types::{Day, ShopZone, Timestamp};

/// A zone, and a day on which its clocks change.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub zone: &'static str,
    pub change: (i32, u32, u32),
}

/// In Beirut and Havana the clocks go forward at midnight, so that a day has none; Lord Howe changes by half an hour.
pub const PLACES: [Place; 9] = [
    Place { zone: "Europe/Berlin", change: (2026, 3, 29) },
    Place { zone: "Europe/Berlin", change: (2025, 10, 26) },
    Place { zone: "America/New_York", change: (2026, 3, 8) },
    Place { zone: "America/New_York", change: (2025, 11, 2) },
    Place { zone: "Australia/Lord_Howe", change: (2026, 4, 5) },
    Place { zone: "Asia/Beirut", change: (2026, 3, 29) },
    Place { zone: "America/Havana", change: (2026, 3, 8) },
    Place { zone: "America/Havana", change: (2025, 11, 2) },
    Place { zone: "UTC", change: (2024, 2, 29) },
];

impl Place {
    pub fn shop_zone(self) -> ShopZone {
        ShopZone::parse(self.zone).unwrap()
    }

    /// The day around which things happen: some days after the change.
    pub fn base(self) -> Day {
        let (y, m, d) = self.change;
        Day::new(y, m, d).unwrap().plus_days(4)
    }

    /// A day on which something happens or that a window names.
    pub fn day(self, d: &mut Dice) -> Day {
        let base = self.base();
        match d.weighted(&[10, 3, 2, 1]) {
            0 => base.minus_days(d.below(12)),
            // Around the same date of other months.
            1 => base.minus_days(d.below(7)).minus_months(d.below(14)).plus_days(d.below(3)),
            2 => base.minus_days(d.below(400)),
            _ => Day::new(base.year() - 1, d.range(1, 12) as u32, 28).unwrap().plus_days(d.below(4)),
        }
    }

    /// From before the first row to after the last.
    pub fn as_of(self, d: &mut Dice) -> Day {
        let base = self.base();
        match d.weighted(&[10, 4, 2, 1, 1]) {
            0 => base.minus_days(d.below(10)),
            1 => base.plus_days(d.below(6)),
            2 => self.day(d),
            3 => base.plus_days(d.below(500)),
            _ => base.minus_days(3 * 365 + d.below(4_000)),
        }
    }

    /// Beside a day's edge, at noon, around the change of clocks or anywhere.
    pub fn moment(self, d: &mut Dice) -> Timestamp {
        let zone = self.shop_zone();
        if d.chance(6) {
            let (y, m, day) = self.change;
            let start = zone.start_of(Day::new(y, m, day).unwrap()).0;
            return Timestamp(start + d.pick(&[-1_801, -1, 0, 1, 1_799, 1_800, 3_599, 3_600, 5_400, 7_199, 7_200, 10_800]));
        }
        let offset = d.pick(&[-60, -1, 0, 0, 1, 59, 3_600, 43_200, 43_200, 86_399]);
        Timestamp(zone.start_of(self.day(d)).0 + offset)
    }
}

/// One thing that is written. Numbers of people and events are places among those there, counted round.
#[derive(Debug, Clone)]
pub enum Write {
    /// From the first or the second source.
    Record(usize, Box<Record>),
    Erase(u32),
    /// What a dollar is worth from that day on, in millionths.
    Rate(Day, i64),
    /// An event's properties as only another program would write them.
    Properties(u32, &'static str),
    /// Person, experiment (1 or 2), arm.
    Exposure(u32, i64, String, Timestamp),
    Push(Push),
    /// The shop moves to another zone.
    Zone(&'static str),
    /// The shop reckons in dollars from now on; only where nothing was sold yet.
    Dollars,
    /// List (1 or 2), person.
    Listed(i64, u32),
    /// So many people with a history of purchases, for what is learned from many.
    Crowd(u64),
}

#[derive(Debug, Clone)]
pub struct Push {
    pub audience: &'static str,
    pub name: &'static str,
    pub at: Timestamp,
    /// Person, action, state.
    pub members: Vec<(u32, &'static str, &'static str)>,
}

pub const AUDIENCES: [(&str, &str); 3] = [("a1", "Newsletter"), ("a2", "Käufer"), ("a3", "newsletter")];
pub const ARMS: [&str; 4] = ["A", "B", "grün", "GRÜN"];

pub fn write(d: &mut Dice, place: Place) -> Write {
    match d.weighted(&[88, 1, 1, 2, 3, 2, 3]) {
        0 => Write::Record(usize::from(d.chance(25)), Box::new(things::record(d, place))),
        1 => Write::Erase(d.below(16)),
        2 => Write::Rate(place.day(d), d.pick(&[900_000, 1_100_000, 333_333])),
        3 => {
            let odd = [
                r#"{"size":42,"city":true}"#,
                r#"{"size":12.5,"city":false}"#,
                r#"{"size":{"eu":42},"city":["Kiel"]}"#,
                r#"{"size":null,"city":""}"#,
                r#"{"size":-3,"city":null,"straße":7}"#,
            ];
            Write::Properties(d.below(9), d.pick(&odd))
        }
        4 => Write::Exposure(d.below(16), d.range(1, 2), d.word(&ARMS), place.moment(d)),
        5 => {
            let (audience, name) = d.pick(&AUDIENCES);
            let members = (0..d.range(1, 6))
                .map(|_| {
                    let action = d.pick(&["add", "update", "tag", "unchanged", "blocked"]);
                    (d.below(16), action, d.pick(&["done", "done", "done", "planned", "sending", "failed"]))
                })
                .collect();
            Write::Push(Push { audience, name, at: place.moment(d), members })
        }
        _ => Write::Listed(d.range(1, 2), d.below(16)),
    }
}

/// More of it, and more often what changes what was there.
pub fn later(d: &mut Dice, place: Place) -> Write {
    match d.weighted(&[32, 8, 4, 1, 1]) {
        0 => write(d, place),
        1 => Write::Erase(d.below(16)),
        2 => Write::Zone(d.pick(&PLACES).zone),
        3 => Write::Dollars,
        _ => Write::Rate(place.day(d), d.pick(&[900_000, 1_100_000])),
    }
}
