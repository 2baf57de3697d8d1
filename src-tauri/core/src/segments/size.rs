//! How large a segment was, week by week: the picture and what it says in a sentence. Who was in is the engine's business.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::charts::Skin;
use crate::charts::area::{Area, AreaPoint, area};
use crate::types::money::grouped;
use crate::types::{Day, Result};

/// A year of weeks, today's among them.
pub const WEEKS: u32 = 52;
/// A whole line beside the editor.
const SIZE: (u32, u32) = (880, 240);

/// How many were in at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SizePoint {
    pub day: Day,
    pub people: u32,
    /// Everyone the shop knew on that day.
    pub of: u32,
}

/// The days of the weeks `from` (0 is the oldest) to before `to`, of the 52 that end with `as_of`.
pub fn week_days(as_of: Day, from: u32, to: u32) -> Vec<Day> {
    (from..to.min(WEEKS)).map(|week| as_of.minus_days(7 * (WEEKS - 1 - week))).collect()
}

/// Without the weeks before the shop knew anybody.
pub fn known(points: &[SizePoint]) -> &[SizePoint] {
    let first = points.iter().position(|p| p.of > 0).unwrap_or(points.len());
    points.get(first..).unwrap_or_default()
}

/// "56 people; a year ago there were 41. The most were 60, on 3 October 2026."
pub fn told(points: &[SizePoint]) -> String {
    let points = known(points);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return "Nobody was known to the shop yet.".to_owned() };
    let weeks = points.len() - 1;
    if weeks == 0 {
        return format!("{} now. The shop is too new to look back.", people(last.people));
    }
    let ago = match weeks {
        51.. => "a year ago".to_owned(),
        1 => "a week ago".to_owned(),
        n => format!("{n} weeks ago"),
    };
    let then = match first.people {
        n if n == last.people => format!(", as many as {ago}."),
        1 => format!("; {ago} there was 1."),
        n => format!("; {ago} there were {}.", grouped(n.into())),
    };
    let mut out = format!("{}{then}", people(last.people));
    // Of equals the latest.
    if let Some(most) = points.iter().max_by_key(|p| (p.people, p.day)).filter(|m| m.people > last.people) {
        out += &format!(" The most were {}, on {}.", grouped(most.people.into()), most.day.0.format("%-d %B %Y"));
    }
    out
}

fn people(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.into())) }
}

/// # Errors
/// As every chart.
pub fn picture(title: &str, description: &str, points: &[SizePoint], skin: Skin) -> Result<String> {
    let shown = known(points);
    let points: Vec<AreaPoint> = shown.iter().enumerate().map(|(i, p)| AreaPoint { label: label(shown, i), value: p.people }).collect();
    area(&Area { title, description, points: &points, size: SIZE, skin })
}

/// The month under its first week, the year under January and under the first month.
fn label(points: &[SizePoint], i: usize) -> [String; 2] {
    let month = |j: usize| points.get(j).map(|p| p.day.0.format("%b %Y").to_string());
    let (now, before) = (month(i).unwrap_or_default(), i.checked_sub(1).and_then(month));
    // The first point is seldom a month's first week; its label would stand too near the next one.
    let begins = before.is_some_and(|b| b != now);
    match now.split_once(' ') {
        Some((name, year)) if begins => {
            let first = (1..i).all(|j| month(j) == month(j - 1));
            [name.to_owned(), if name == "Jan" || first { year.to_owned() } else { String::new() }]
        }
        _ => [String::new(), String::new()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn points(of: &[(u32, u32)]) -> Vec<SizePoint> {
        let from = WEEKS - of.len() as u32;
        week_days(day("2026-11-20"), from, WEEKS)
            .into_iter()
            .zip(of)
            .map(|(day, (people, of))| SizePoint { day, people: *people, of: *of })
            .collect()
    }

    #[test]
    fn the_weeks_end_with_the_day_asked_about() {
        let all = week_days(day("2026-11-20"), 0, WEEKS);
        assert_eq!((all.len(), all[0], all[51]), (52, day("2025-11-28"), day("2026-11-20")));
        assert_eq!(week_days(day("2026-11-20"), 50, 99), [day("2026-11-13"), day("2026-11-20")]);
    }

    #[test]
    fn what_is_said_counts_from_when_the_shop_knew_anybody() {
        assert_eq!(told(&points(&[(0, 0), (0, 0)])), "Nobody was known to the shop yet.");
        assert_eq!(told(&points(&[(0, 0), (3, 9)])), "3 people now. The shop is too new to look back.");
        assert_eq!(told(&points(&[(0, 0), (0, 4), (1, 9)])), "1 person; a week ago there were 0.");
        assert_eq!(
            told(&points(&[(5, 9), (1_200, 2_000), (5, 2_000)])),
            "5 people, as many as 2 weeks ago. The most were 1,200, on 13 November 2026."
        );
        let year: Vec<(u32, u32)> = (0..52).map(|i| (100 - i, 200)).collect();
        assert_eq!(told(&points(&year)), "49 people; a year ago there were 100. The most were 100, on 28 November 2025.");
    }

    #[test]
    fn months_stand_under_their_first_weeks() {
        let year: Vec<(u32, u32)> = (0..52).map(|i| (i, 200)).collect();
        let all = points(&year);
        let labels: Vec<String> = (0..52).map(|i| label(&all, i).join(" ").trim().to_owned()).filter(|l| !l.is_empty()).collect();
        assert_eq!(labels.join(", "), "Dec 2025, Jan 2026, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov");
    }
}
