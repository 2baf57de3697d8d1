//! Calendar months of the shop, and what came in during each.
//!
//! Pure: sums per quarter of an hour in, months out. A month that is not over yet says so, so that nobody reads its
//! small bar as a bad month.

use chrono::{Datelike, Months};
use serde::Serialize;
use specta::Type;

use crate::store::history::Takings;
use crate::types::{Currency, Day, Money, ShopZone, Timestamp};

/// Months since the year 0; only differences and order matter.
pub(super) fn index(day: Day) -> i32 {
    day.0.year() * 12 + day.0.month0() as i32
}

/// The first day of the month `index` names.
pub(super) fn first_day(index: i32) -> Day {
    Day(chrono::NaiveDate::from_ymd_opt(index.div_euclid(12), 1, 1)
        .and_then(|d| d.checked_add_months(Months::new(index.rem_euclid(12).unsigned_abs())))
        .unwrap_or(chrono::NaiveDate::MIN))
}

/// `Mar 2026`.
pub fn label(month: Day) -> String {
    month.0.format("%b %Y").to_string()
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MonthRevenue {
    /// Its first day.
    pub month: Day,
    /// Purchases, anonymous ones among them.
    pub orders: i64,
    /// Before refunds, in the shop's currency.
    pub revenue: Money,
    /// What went back during the month, whenever it was bought.
    pub refunded: Money,
    pub net: Money,
    /// Orders left out of the amounts, because no rate for their currency is known.
    pub unpriced_orders: i64,
    /// False for the month that `as_of` lies in, unless that is its last day.
    pub complete: bool,
}

/// Every month from the first order to `as_of`, those without an order too. Both inputs are oldest first.
pub fn by_month(came: &[Takings], back: &[Takings], as_of: Day, zone: ShopZone, currency: Currency) -> Vec<MonthRevenue> {
    let month_of = |t: &Takings| index(zone.day_of(t.at));
    let Some(first) = came.iter().chain(back).map(month_of).min() else { return Vec::new() };
    let last = index(as_of).max(first);
    let mut months: Vec<MonthRevenue> = (first..=last)
        .map(|m| MonthRevenue {
            month: first_day(m),
            orders: 0,
            revenue: Money::new(0, currency),
            refunded: Money::new(0, currency),
            net: Money::new(0, currency),
            unpriced_orders: 0,
            complete: first_day(m + 1).minus_days(1) <= as_of,
        })
        .collect();
    let mut place = Placer { zone, first, until: Timestamp(i64::MIN), at: 0 };
    for t in came {
        if let Some(m) = months.get_mut(place.of(t.at)) {
            m.orders += t.orders;
            m.revenue.minor += t.amount;
            m.unpriced_orders += t.unpriced;
        }
    }
    place.until = Timestamp(i64::MIN);
    for t in back {
        if let Some(m) = months.get_mut(place.of(t.at)) {
            m.refunded.minor += t.amount;
        }
    }
    for m in &mut months {
        m.net.minor = m.revenue.minor - m.refunded.minor;
    }
    months
}

/// Finds months of rising moments without asking the time zone for each.
struct Placer {
    zone: ShopZone,
    first: i32,
    until: Timestamp,
    at: usize,
}

impl Placer {
    fn of(&mut self, t: Timestamp) -> usize {
        if t >= self.until {
            let month = index(self.zone.day_of(t));
            self.until = self.zone.start_of(first_day(month + 1));
            self.at = usize::try_from(month - self.first).unwrap_or(usize::MAX);
        }
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(s: &str) -> Day {
        s.parse().unwrap()
    }

    #[test]
    fn months_are_the_shops_and_gaps_are_shown() {
        let berlin = ShopZone::parse("Europe/Berlin").unwrap();
        // 23:30 UTC on the 31st of January is already February in Berlin.
        let at = |s: &str| Timestamp(chrono::DateTime::parse_from_rfc3339(s).unwrap().timestamp());
        let one = |s, amount| Takings { at: at(s), orders: 1, amount, unpriced: 0 };
        let came = [one("2026-01-31T22:45:00Z", 100), one("2026-01-31T23:30:00Z", 250), one("2026-04-02T10:00:00Z", 900)];
        let back = [one("2026-04-03T10:00:00Z", 50)];
        let months = by_month(&came, &back, day("2026-04-10"), berlin, Currency::EUR);
        let told: Vec<String> =
            months.iter().map(|m| format!("{} {} {} {} {}", label(m.month), m.orders, m.revenue, m.net, m.complete)).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        Jan 2026 1 €1.00 €1.00 true
        Feb 2026 1 €2.50 €2.50 true
        Mar 2026 0 €0.00 €0.00 true
        Apr 2026 1 €9.00 €8.50 false
        ");
        assert!(by_month(&came, &[], day("2026-04-30"), berlin, Currency::EUR).last().unwrap().complete);
        assert!(by_month(&[], &[], day("2026-04-30"), berlin, Currency::EUR).is_empty());
    }

    #[test]
    fn months_count_through_new_year() {
        assert_eq!(first_day(index(day("2025-12-31")) + 1), day("2026-01-01"));
        assert_eq!(first_day(index(day("2026-01-01")) - 1), day("2025-12-01"));
    }
}
