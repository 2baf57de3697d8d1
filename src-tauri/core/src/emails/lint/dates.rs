//! A day in the words by which something ends, and which has passed: "until 14 October 2026".
//!
//! Only what is certain is said: a day with its year, behind a word that sets an end. A day without a year may be of any
//! year, "since 1998" is no mistake, and 03/04/2026 is March to some and April to others, so these are left alone.

use super::super::check::CheckLevel;
use super::super::liquid::tongue::month;
use super::places::{Kind, Place, seen};
use super::{Lint, LintId};
use crate::types::Day;

/// Words after which a day is the last, in the languages in which most shops here write.
const ENDS: [&str; 24] = [
    "until", "till", "by", "before", "ends", "end", "expires", "through", "deadline", "bis", "endet", "gültig", "vor", "jusqu", "avant",
    "fin", "tot", "t/m", "hasta", "antes", "fino", "entro", "até", "senast",
];
/// Words that may stand between: "valid until and including the 3rd of May".
const BETWEEN: usize = 4;
pub(super) fn lints(places: &[Place], today: Day, out: &mut Vec<Lint>) {
    for place in places.iter().filter(|p| matches!(p.kind, Kind::Subject | Kind::Preheader | Kind::Words | Kind::Rich | Kind::Mjml)) {
        if let Some(day) = ended(&seen(place), today) {
            let sentence = format!("{} says that something ends on {day}, which has passed.", place.label);
            out.push(Lint::at(place, LintId::PastDate, CheckLevel::Warning, sentence));
        }
    }
}

/// The first day in the text that ends something and lies before `today`.
fn ended(text: &str, today: Day) -> Option<Day> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | ';' | '’' | '\''))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    words.iter().enumerate().filter(|(_, w)| ENDS.contains(&w.as_str())).find_map(|(i, _)| {
        let from = i + 1;
        (from..(from + BETWEEN).min(words.len())).find_map(|at| day_at(words.get(at..)?)).filter(|day| *day < today)
    })
}

/// A day with its year at the beginning: 2026-10-14, 14.10.2026, 14 October 2026, October 14th 2026.
fn day_at(words: &[String]) -> Option<Day> {
    let first = words.first()?;
    let numbers = |by: char| first.split(by).map(|n| n.parse::<u32>().ok()).collect::<Option<Vec<u32>>>();
    let day_of =
        |year: u32, month: u32, day: u32| i32::try_from(year).ok().filter(|y| *y > 1_900).and_then(|y| Day::new(y, month, day).ok());
    if let Some([year, month, day]) = numbers('-').as_deref().and_then(|n| <[u32; 3]>::try_from(n).ok()) {
        return day_of(year, month, day);
    }
    if let Some([day, month, year]) = numbers('.').as_deref().and_then(|n| <[u32; 3]>::try_from(n).ok()) {
        return day_of(year, month, day);
    }
    // "14", "14th", "1er".
    let number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).filter(|w| !matches!(*w, "of" | "de" | "di" | "del")).take(2).collect();
    let [second, third] = <[&str; 2]>::try_from(rest).ok()?;
    let year = third.parse::<u32>().ok().filter(|y| *y <= 9_999)?;
    match (number(first), month(second), month(first), number(second)) {
        (Some(day), Some(month), ..) | (_, _, Some(month), Some(day)) => day_of(year, month, day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_end_with_its_year_that_has_passed_is_said() {
        let today = Day::new(2026, 11, 20).unwrap();
        for past in [
            "Until 14 October 2026 only",
            "It ends on October 14th, 2026.",
            "Gültig bis zum 14. Oktober 2026",
            "bis 14.10.2026!",
            "jusqu’au 14 octobre 2026",
            "Geldig tot en met 14 oktober 2026",
            "hasta el 14 de octubre de 2026",
            "valid until 2026-10-14",
            "Order by 14th of October 2026",
        ] {
            assert_eq!(ended(past, today), Day::new(2026, 10, 14).ok(), "{past}");
        }
        for fine in [
            "until 20 November 2026",
            "until 14 October",
            "until 10/14/2026",
            "Since 14 May 1998 we sell salt by the pound",
            "by hand, and in 2019 by machine",
            "until 9 Marble 2026",
            "until",
            "bis 31.02.2026",
        ] {
            assert_eq!(ended(fine, today), None, "{fine}");
        }
    }
}
