//! Dates as people's programs write them: ISO, day first, month first, month names, 12-hour clocks, UTC offsets,
//! Unix seconds. Only the order of day and month is ever in doubt, and that is decided for a whole column.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::{ShopZone, Timestamp};

/// How `03/04/2026` is meant. Dates that begin with a year of four digits are the same in all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    YearFirst,
    DayFirst,
    MonthFirst,
}

enum Token<'a> {
    /// The value, how many digits it has, and the character before it.
    Number(i64, usize, u8),
    Word(&'a str),
}

/// The moment `text` names; times without an offset are wall-clock times of `zone`.
pub fn parse(text: &str, order: DateOrder, zone: ShopZone) -> Option<Timestamp> {
    let (local, offset) = parse_local(text, order)?;
    Some(match offset {
        Some(secs) => Timestamp(local.and_utc().timestamp() - secs),
        None => zone.moment(local),
    })
}

/// Wall-clock time and, where it is written, the offset from UTC in seconds.
pub fn parse_local(text: &str, order: DateOrder) -> Option<(NaiveDateTime, Option<i64>)> {
    let tokens = tokens(text.trim())?;
    if let [Token::Number(n, digits, _)] = tokens.as_slice() {
        return match digits {
            10 => Some((chrono::DateTime::from_timestamp(*n, 0)?.naive_utc(), Some(0))),
            13 => Some((chrono::DateTime::from_timestamp(n / 1000, 0)?.naive_utc(), Some(0))),
            8 => Some((day(n / 10_000, n / 100 % 100, n % 100)?.and_time(NaiveTime::MIN), None)),
            _ => None,
        };
    }
    let mut numbers: Vec<(i64, usize)> = Vec::with_capacity(3);
    let mut month_word = None;
    let mut time: Option<(i64, i64, i64)> = None;
    let mut offset = None;
    let mut pm = None;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        i += 1;
        match token {
            Token::Number(n, digits, before) => {
                if time.is_none()
                    && let Some(Token::Number(minute, _, b':')) = tokens.get(i)
                {
                    i += 1;
                    let mut second = 0;
                    if let Some(Token::Number(s, _, b':')) = tokens.get(i) {
                        second = *s;
                        i += 1;
                        // Parts of a second.
                        if let Some(Token::Number(_, _, b'.' | b',')) = tokens.get(i) {
                            i += 1;
                        }
                    }
                    time = Some((*n, *minute, second));
                } else if time.is_some() && matches!(before, b'+' | b'-') && offset.is_none() {
                    let secs = match (digits, tokens.get(i)) {
                        (1 | 2, Some(Token::Number(m, 2, b':'))) => {
                            i += 1;
                            n * 3600 + m * 60
                        }
                        (1 | 2, _) => n * 3600,
                        (4, _) => n / 100 * 3600 + n % 100 * 60,
                        _ => return None,
                    };
                    offset = Some(if *before == b'-' { -secs } else { secs });
                } else {
                    numbers.push((*n, *digits));
                }
            }
            Token::Word(w) => match word(w)? {
                Meaning::Month(m) => month_word = Some(m),
                Meaning::Am => pm = Some(false),
                Meaning::Pm => pm = Some(true),
                Meaning::Utc => offset = offset.or(Some(0)),
                Meaning::Nothing => {}
            },
        }
    }
    let date = calendar(&numbers, month_word, order)?;
    let (mut hour, minute, second) = time.unwrap_or((0, 0, 0));
    match pm {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let time = NaiveTime::from_hms_opt(u32::try_from(hour).ok()?, u32::try_from(minute).ok()?, u32::try_from(second.min(59)).ok()?)?;
    Some((date.and_time(time), offset))
}

fn calendar(numbers: &[(i64, usize)], month: Option<i64>, order: DateOrder) -> Option<NaiveDate> {
    match (numbers, month) {
        ([(a, la), (b, lb)], Some(m)) => {
            if *la == 4 {
                day(*a, m, *b)
            } else {
                day(year(*b, *lb), m, *a)
            }
        }
        ([(y, 4), (m, _), (d, _)], None) => day(*y, *m, *d),
        ([(a, _), (b, _), (y, digits)], None) => match order {
            DateOrder::DayFirst => day(year(*y, *digits), *b, *a),
            DateOrder::MonthFirst => day(year(*y, *digits), *a, *b),
            DateOrder::YearFirst if *digits == 4 => None,
            DateOrder::YearFirst => day(year(*a, 2), *b, *y),
        },
        _ => None,
    }
}

fn day(y: i64, m: i64, d: i64) -> Option<NaiveDate> {
    // No shop's records begin before 1900 or lie past 2200: such a year is a slip of the pen.
    let y = i32::try_from(y).ok().filter(|y| (1900..=2200).contains(y))?;
    NaiveDate::from_ymd_opt(y, u32::try_from(m).ok()?, u32::try_from(d).ok()?)
}

fn year(y: i64, digits: usize) -> i64 {
    match digits {
        2 if y < 70 => 2000 + y,
        2 => 1900 + y,
        _ => y,
    }
}

enum Meaning {
    Month(i64),
    Am,
    Pm,
    Utc,
    Nothing,
}

fn word(w: &str) -> Option<Meaning> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene", "gen"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz", "maa", "mrt"],
        &["apr", "avr", "abr"],
        &["may", "mai", "mei", "mag"],
        &["jun", "juin", "giu"],
        &["jul", "juil", "lug"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "ott"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    let w = w.to_lowercase();
    match w.as_str() {
        "am" | "a" => return Some(Meaning::Am),
        "pm" | "p" => return Some(Meaning::Pm),
        "z" | "utc" | "gmt" => return Some(Meaning::Utc),
        "t" | "at" | "um" | "uhr" | "of" | "de" | "th" | "st" | "nd" | "rd" | "m" => return Some(Meaning::Nothing),
        _ => {}
    }
    if ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|d| w.starts_with(d)) && !w.starts_with("mont") {
        return Some(Meaning::Nothing);
    }
    MONTHS.iter().zip(1..).find(|(names, _)| names.iter().any(|n| w.starts_with(n))).map(|(_, m)| Meaning::Month(m))
}

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(8);
    let mut i = 0;
    let mut before = 0u8;
    while let Some(b) = bytes.get(i) {
        let start = i;
        if b.is_ascii_digit() {
            while bytes.get(i).is_some_and(u8::is_ascii_digit) {
                i += 1;
            }
            let digits = text.get(start..i)?;
            out.push(Token::Number(digits.get(..digits.len().min(14))?.parse().ok()?, digits.len(), before));
        } else if b.is_ascii_alphabetic() || *b >= 0x80 {
            while bytes.get(i).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80) {
                i += 1;
            }
            out.push(Token::Word(text.get(start..i)?));
            before = b' ';
        } else {
            before = *b;
            i += 1;
        }
    }
    Some(out)
}

/// The order that fits the most of a column's values, and whether any value leaves no other choice.
pub fn detect<'a>(values: impl Iterator<Item = &'a str>) -> (DateOrder, bool) {
    let mut fits = [(DateOrder::YearFirst, 0u32), (DateOrder::DayFirst, 0), (DateOrder::MonthFirst, 0)];
    for value in values {
        for (order, n) in &mut fits {
            *n += u32::from(parse_local(value, *order).is_some());
        }
    }
    // Day first before month first: most of the world writes so. The person sees it and can change it.
    let [(_, year), (_, day), (_, month)] = fits;
    if year >= day && year >= month {
        (DateOrder::YearFirst, true)
    } else if day >= month {
        (DateOrder::DayFirst, day > month)
    } else {
        (DateOrder::MonthFirst, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, order: DateOrder) -> String {
        parse(text, order, ShopZone::parse("Europe/London").unwrap()).map_or("-".to_owned(), Timestamp::to_rfc3339)
    }

    #[test]
    fn reads_what_programs_write() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (text, order, want) in [
            ("2009-12-01 07:45:00", YearFirst, "2009-12-01T07:45:00Z"),
            ("2010-07-01T08:00", YearFirst, "2010-07-01T07:00:00Z"),
            ("2024-05-01 10:00:00 +0000", YearFirst, "2024-05-01T10:00:00Z"),
            ("2024-05-01T10:00:00-05:00", YearFirst, "2024-05-01T15:00:00Z"),
            ("2024-05-01T10:00:00.123Z", DayFirst, "2024-05-01T10:00:00Z"),
            ("01.12.2009 07:45", DayFirst, "2009-12-01T07:45:00Z"),
            ("12/1/2009 7:45 PM", MonthFirst, "2009-12-01T19:45:00Z"),
            ("12/31/09 12:05 am", MonthFirst, "2009-12-31T00:05:00Z"),
            ("Dec 1, 2009", YearFirst, "2009-12-01T00:00:00Z"),
            ("1. Dezember 2009 um 10:30 Uhr", DayFirst, "2009-12-01T10:30:00Z"),
            ("Tue, 01 Dec 2009 10:00:00 +0100", DayFirst, "2009-12-01T09:00:00Z"),
            ("20091201", YearFirst, "2009-12-01T00:00:00Z"),
            ("1259653500", YearFirst, "2009-12-01T07:45:00Z"),
            ("31/12/2009", MonthFirst, "-"),
            ("2009-02-30", YearFirst, "-"),
            ("soon", YearFirst, "-"),
            ("", YearFirst, "-"),
            ("12", DayFirst, "-"),
        ] {
            assert_eq!(at(text, order), want, "{text}");
        }
    }

    #[test]
    fn one_clear_date_decides_for_the_column() {
        assert_eq!(detect(["03/04/2009", "13/04/2009"].into_iter()), (DateOrder::DayFirst, true));
        assert_eq!(detect(["03/04/2009", "04/13/2009"].into_iter()), (DateOrder::MonthFirst, true));
        assert_eq!(detect(["03/04/2009"].into_iter()), (DateOrder::DayFirst, false));
        assert_eq!(detect(["2009-04-03"].into_iter()), (DateOrder::YearFirst, true));
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_reads_back_iso(text in "\\PC{0,40}", secs in -2_000_000_000i64..4_000_000_000) {
            let _ = parse_local(&text, DateOrder::DayFirst);
            let t = Timestamp(secs);
            if secs > -2_000_000_000 {
                proptest::prop_assert_eq!(parse(&t.to_rfc3339(), DateOrder::MonthFirst, ShopZone::UTC), Some(t));
            }
        }
    }
}
