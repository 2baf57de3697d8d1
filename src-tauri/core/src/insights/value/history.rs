//! Orders to what the model needs of each buyer: on how many days they came back, when first and last, and what they paid.
//!
//! Orders of one calendar day of the shop count once (Fader, Hardie & Lee's "transactions"): two parcels of one evening
//! are one visit. Amounts of a day are added up; orders without a known rate count as visits but not as money.

use super::Bought;
use crate::types::{Day, PersonId, ShopZone, Timestamp};

/// One buyer as of a day. In the papers' letters: x = `repeats`, t_x = `first_ago − last_ago`, T = `first_ago`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    pub person: PersonId,
    /// Days with an order after the first such day.
    pub repeats: u32,
    /// Days since the first and since the last day with an order.
    pub first_ago: u32,
    pub last_ago: u32,
    /// Days with an amount, and all of it in minor units.
    pub paid_days: u32,
    pub paid: i64,
}

impl History {
    /// Days from the first order to the last.
    pub(super) fn recency(&self) -> f64 {
        f64::from(self.first_ago.saturating_sub(self.last_ago))
    }
}

/// Everybody who bought up to the end of `as_of`, by person. `purchases`: by person, then by time.
pub fn histories(purchases: impl IntoIterator<Item = Bought>, as_of: Day, zone: ShopZone) -> Vec<History> {
    let mut days = DaysAgo::new(as_of, zone);
    let mut out: Vec<History> = Vec::new();
    // Whether an amount of the day at hand has been counted as a paid day.
    let mut paid_today = false;
    for b in purchases {
        let Some(ago) = days.ago(b.at) else { continue };
        let fresh = match out.last_mut() {
            Some(h) if h.person == b.person => {
                let another_day = ago < h.last_ago;
                if another_day {
                    (h.repeats, h.last_ago) = (h.repeats + 1, ago);
                }
                another_day
            }
            _ => {
                out.push(History { person: b.person, repeats: 0, first_ago: ago, last_ago: ago, paid_days: 0, paid: 0 });
                true
            }
        };
        paid_today &= !fresh;
        if let (Some(amount), Some(h)) = (b.amount, out.last_mut()) {
            h.paid = h.paid.saturating_add(amount);
            h.paid_days += u32::from(!paid_today);
            paid_today = true;
        }
    }
    out
}

/// How many calendar days of the shop ago a moment was, without asking the time zone for each of millions.
struct DaysAgo {
    as_of: Day,
    zone: ShopZone,
    end: i64,
    /// The first second of the day so many days ago.
    starts: Vec<i64>,
}

impl DaysAgo {
    fn new(as_of: Day, zone: ShopZone) -> Self {
        Self { as_of, zone, end: zone.end_of(as_of).0, starts: Vec::new() }
    }

    /// `None`: after the day.
    fn ago(&mut self, at: Timestamp) -> Option<u32> {
        const DAY: i64 = 86_400;
        const FAR: i64 = 40_000; // Older than any shop.
        if at.0 >= self.end {
            return None;
        }
        let near = (self.end - 1 - at.0) / DAY;
        if near >= FAR {
            return u32::try_from(self.as_of.days_since(self.zone.day_of(at))).ok();
        }
        // Changes of the clock move a day's edge by hours, so the day is this one or a neighbour.
        let mut ago = u32::try_from(near).ok()?.saturating_sub(1);
        while self.start(ago) > at.0 {
            ago += 1;
        }
        Some(ago)
    }

    fn start(&mut self, ago: u32) -> i64 {
        while self.starts.len() <= ago as usize {
            let next = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
            self.starts.push(self.zone.start_of(self.as_of.minus_days(next)).0);
        }
        self.starts.get(ago as usize).copied().unwrap_or(i64::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_the_shops_across_both_changes_of_the_clock() {
        for name in ["Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo", "UTC"] {
            let zone = ShopZone::parse(name).unwrap();
            let as_of: Day = "2012-02-10".parse().unwrap();
            let mut days = DaysAgo::new(as_of, zone);
            let end = zone.end_of(as_of).0;
            for at in (0..2_000).map(|i| Timestamp(end - 1 - i * 20_011)).chain([Timestamp(0), Timestamp(-90_000_000_000)]) {
                assert_eq!(days.ago(at).map(i64::from), Some(as_of.days_since(zone.day_of(at))), "{name} {}", at.to_rfc3339());
            }
            assert_eq!(days.ago(Timestamp(end)), None);
        }
    }

    #[test]
    fn a_day_counts_once_and_unknown_amounts_are_no_money() {
        let zone = ShopZone::parse("Europe/Berlin").unwrap();
        let at = |s: &str| Timestamp(chrono::DateTime::parse_from_rfc3339(s).unwrap().timestamp());
        let b = |person, s: &str, amount| Bought { person: PersonId(person), at: at(s), amount };
        let rows = [
            b(1, "2026-01-10T09:00:00Z", Some(500)),
            b(1, "2026-01-10T22:59:00Z", Some(300)), // 23:59 in Berlin
            b(1, "2026-01-10T23:01:00Z", None),      // the next day there
            b(1, "2026-01-20T09:00:00Z", Some(0)),
            b(2, "2026-01-20T09:00:00Z", None),
            b(2, "2026-01-31T23:00:00Z", Some(9)), // February in Berlin
            b(3, "2026-02-03T09:00:00Z", Some(9)),
        ];
        let got = histories(rows, "2026-01-31".parse().unwrap(), zone);
        assert_eq!(
            got,
            [
                History { person: PersonId(1), repeats: 2, first_ago: 21, last_ago: 11, paid_days: 2, paid: 800 },
                History { person: PersonId(2), repeats: 0, first_ago: 11, last_ago: 11, paid_days: 0, paid: 0 },
            ]
        );
    }
}
