//! What is expected of everybody, put so that it can be read: bands of value and of the chance of being gone, who is
//! due, and how far to trust it.
//!
//! Pure: `Values` in, bands and sentences out. Start with `prospects`. The bands are told by their limits, in the words
//! of the segment language, so that each number leads to exactly those people.

use serde::Serialize;
use specta::Type;

use super::value::check::Check;
use super::value::{AHEAD_DAYS, PersonValue, Values};
use crate::types::money::grouped;
use crate::types::{Currency, Day, Money};

/// Somebody is counted as due or overdue only if it is likelier than not that they are still there.
pub const STILL_THERE: u8 = 50;
/// Due soon: the next order is expected within so many days.
pub const SOON_DAYS: i32 = 30;

/// Whole percent of the chance of being gone, both ends in it.
const RISKS: [(&str, u8, u8); 4] =
    [("Still with you", 0, 25), ("Probably here", 26, 50), ("Probably gone", 51, 75), ("As good as gone", 76, 100)];
/// The name of a band and up to which share of all buyers it goes, from the best.
const BANDS: [(&str, usize); 4] = [("Best tenth", 10), ("Next two tenths", 30), ("Three in the middle", 60), ("Last four tenths", 100)];

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Prospects {
    /// Everybody who ever bought.
    pub buyers: i64,
    /// … of whom so many are probably still there: their chances added up.
    pub still_there: i64,
    /// From all of them in the next 365 days, before refunds.
    pub expected: Money,
    /// What they spent in the last 365 days.
    /// Those who first bought during them are in it, while nobody can expect the next year's newcomers.
    pub last_year: Money,
    pub risks: Vec<RiskBand>,
    /// By expected spending, best first; bands without anybody are left out.
    pub bands: Vec<ValueBand>,
    /// Probably still there, and the next order is due within 30 days.
    pub due_soon: i64,
    /// Probably still there, and their own usual gap is over.
    pub overdue: i64,
    pub overdue_expected: Money,
    /// How far to trust it: what the same would have said a year ago, and what came.
    pub check: Option<ValueCheck>,
    /// What these numbers do not know.
    pub limits: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RiskBand {
    pub label: String,
    /// Whole percent, both ends in it.
    pub from: u8,
    pub to: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ValueBand {
    pub label: String,
    /// Each of them is expected to spend at least this …
    pub from: Money,
    /// … and at most this; `None`: no limit.
    pub to: Option<Money>,
    pub people: i64,
    pub expected: Money,
    /// How many of them are in each of the `risks`.
    pub by_risk: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ValueCheck {
    /// Nothing after this day was known to the prediction.
    pub learned_until: Day,
    pub days: u32,
    pub people: i64,
    pub expected: Money,
    pub actual: Money,
    /// What the same people spent in as many days before.
    pub before: Money,
    /// The share of what came that the tenth brought of whom most was expected.
    pub best_tenth_share: Option<f64>,
    /// To be read one after another.
    pub sentences: Vec<String>,
}

/// `None` where nothing can be predicted; `values.not_enough()` says why.
pub fn prospects(values: &Values, check: Option<&Check>, currency: Currency) -> Option<Prospects> {
    values.model.as_ref().ok()?;
    let (people, money) = (values.people(), |minor| Money::new(minor, currency));
    let sum = |of: &mut dyn Iterator<Item = &PersonValue>| of.map(|p| p.spend).sum::<i64>();
    let here = || people.iter().filter(|p| p.gone <= STILL_THERE);
    let overdue = || here().filter(|p| p.next_order < 0);
    Some(Prospects {
        buyers: people.len() as i64,
        still_there: people.iter().map(|p| 1.0 - f64::from(p.gone) / 100.0).sum::<f64>().round() as i64,
        expected: money(sum(&mut people.iter())),
        last_year: money(values.last_year),
        risks: RISKS.map(|(label, from, to)| RiskBand { label: label.to_owned(), from, to }).to_vec(),
        bands: bands(people, currency),
        due_soon: here().filter(|p| (0..=SOON_DAYS).contains(&p.next_order)).count() as i64,
        overdue: overdue().count() as i64,
        overdue_expected: money(sum(&mut overdue())),
        check: check.map(|c| told(c, currency)),
        limits: LIMITS.map(str::to_owned).to_vec(),
    })
}

const LIMITS: [&str; 4] = [
    "It speaks of people who have bought already; whoever comes new in the next year is on top of it.",
    "An expectation is an average over people with the same history. Of ten people with 100 expected, one may spend 500 and several nothing.",
    "It is learned from your orders alone: it knows no seasons, no prices and no plans, and takes no refunds off.",
    "“Gone” is a chance, told by silence that is long for them; nobody says when they leave. When the next order is due is the middle of what is likely, not a date.",
];

/// Whoever ties with the last of a band is in it.
fn bands(people: &[PersonValue], currency: Currency) -> Vec<ValueBand> {
    let mut spends: Vec<i64> = people.iter().map(|p| p.spend).collect();
    spends.sort_unstable_by_key(|s| std::cmp::Reverse(*s));
    let mut to: Option<i64> = None;
    let mut out = Vec::new();
    for (label, share) in BANDS {
        let last = (spends.len() * share).div_ceil(100).max(1) - 1;
        let from = if share == 100 { 0 } else { spends.get(last).copied().unwrap_or(0) };
        let within = || people.iter().filter(move |p| p.spend >= from && to.is_none_or(|to| p.spend <= to));
        let n = within().count() as i64;
        if n > 0 {
            let by_risk = RISKS.map(|(_, low, high)| within().filter(|p| (low..=high).contains(&p.gone)).count() as i64);
            out.push(ValueBand {
                label: label.to_owned(),
                from: Money::new(from, currency),
                to: to.map(|to| Money::new(to, currency)),
                people: n,
                expected: Money::new(within().map(|p| p.spend).sum(), currency),
                by_risk: by_risk.to_vec(),
            });
            to = Some(from - 1);
        }
    }
    out
}

fn told(c: &Check, currency: Currency) -> ValueCheck {
    let money = |minor| Money::new(minor, currency);
    let span = if c.days == AHEAD_DAYS { "year".to_owned() } else { format!("{} days", c.days) };
    let best_tenth_share = c.tenths.first().filter(|_| c.actual > 0).map(|t| t.actual as f64 / c.actual as f64);
    let mut sentences = vec![format!(
        "Knowing only orders up to {}, the same method would have expected {} in the {span} since from the {} who had bought by then. They spent {}: it was {}.",
        c.learned_until.0.format("%-d %B %Y"),
        money(c.expected),
        if c.people == 1 { "1 person".into() } else { format!("{} people", grouped(c.people as u64)) },
        money(c.actual),
        off(c.expected, c.actual)
    )];
    sentences.push(format!("Guessing “as much as in the {span} before” would have been {}.", off(c.before, c.actual)));
    if let Some(share) = best_tenth_share {
        sentences.push(format!("The tenth of them of whom most was expected brought {:.0}% of what came.", share * 100.0));
    }
    ValueCheck {
        learned_until: c.learned_until,
        days: c.days,
        people: c.people as i64,
        expected: money(c.expected),
        actual: money(c.actual),
        before: money(c.before),
        best_tenth_share,
        sentences,
    }
}

/// "12% too high".
fn off(guess: i64, actual: i64) -> String {
    if actual <= 0 {
        return if guess <= 0 { "right".into() } else { "too high, because nothing came".into() };
    }
    let percent = (guess - actual) as f64 * 100.0 / actual as f64;
    match percent.round() as i64 {
        0 => "right to the percent".into(),
        n @ 1.. => format!("{n}% too high"),
        n => format!("{}% too low", -n),
    }
}

#[cfg(test)]
mod tests {
    use super::super::value::check::Tenth;
    use super::*;
    use crate::types::PersonId;

    fn person(id: u32, spend: i64, gone: u8, next_order: i32) -> PersonValue {
        PersonValue { person: PersonId(id), spend, orders: 1.0, gone, next_order }
    }

    #[test]
    fn everybody_is_in_one_band_and_ties_stay_together() {
        let people: Vec<_> = (1..=20).map(|i| person(i, if i <= 3 { 900 } else { i64::from(i % 4) * 100 }, (i * 5) as u8, 0)).collect();
        let got = bands(&people, Currency::EUR);
        let told: Vec<_> =
            got.iter().map(|b| (b.label.as_str(), b.from.minor, b.to.map(|t| t.minor), b.people, b.by_risk.clone())).collect();
        assert_eq!(
            told,
            [
                ("Best tenth", 900, None, 3, vec![3, 0, 0, 0]),
                ("Next two tenths", 300, Some(899), 4, vec![0, 1, 2, 1]),
                ("Three in the middle", 100, Some(299), 8, vec![1, 3, 2, 2]),
                ("Last four tenths", 0, Some(99), 5, vec![1, 1, 1, 2]),
            ]
        );
        assert_eq!(got.iter().map(|b| b.people).sum::<i64>(), 20);
        let alike: Vec<_> = (1..=9).map(|i| person(i, 0, 10, 0)).collect();
        assert_eq!(bands(&alike, Currency::EUR).iter().map(|b| (b.people, b.to)).collect::<Vec<_>>(), [(9, None)]);
    }

    #[test]
    fn the_check_is_said_in_words() {
        let check = Check {
            learned_until: "2025-11-20".parse().unwrap(),
            days: 365,
            people: 1_234,
            expected: 5_230_000,
            actual: 4_980_000,
            before: 7_000_000,
            tenths: vec![Tenth { people: 123, expected: 2, actual: 2_490_000, came: 100 }],
        };
        insta::assert_snapshot!(told(&check, Currency::EUR).sentences.join("\n"), @"
        Knowing only orders up to 20 November 2025, the same method would have expected €52,300.00 in the year since from the 1,234 people who had bought by then. They spent €49,800.00: it was 5% too high.
        Guessing “as much as in the year before” would have been 41% too high.
        The tenth of them of whom most was expected brought 50% of what came.
        ");
        assert_eq!(
            [off(99, 100), off(100, 100), off(5, 0), off(0, 0)],
            ["1% too low", "right to the percent", "too high, because nothing came", "right"]
        );
    }
}
