//! Reads a moment from what people and programs write: ISO, "March 14, 2016", "14 Mar 2016 10:30 pm", seconds.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};

use super::Moment;
use super::format::ENGLISH;
use crate::value::Value;

/// `now`: seconds since 1970, for the words `now` and `today`. Without a zone it is UTC.
pub fn read(value: &Value, now: Option<i64>) -> Option<Moment> {
    match value {
        Value::Int(seconds) => moment(*seconds),
        Value::Float(seconds) => moment(*seconds as i64),
        v => {
            let text = v.as_str()?.trim();
            if matches!(text.to_lowercase().as_str(), "now" | "today") {
                return moment(now?);
            }
            if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
                return moment(text.parse().ok()?);
            }
            DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok().or_else(|| words(text))
        }
    }
}

fn moment(seconds: i64) -> Option<Moment> {
    Utc.timestamp_opt(seconds, 0).single().map(|at| at.fixed_offset())
}

/// What the words of a date have told so far.
#[derive(Default)]
struct Found {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<NaiveTime>,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

fn words(text: &str) -> Option<Moment> {
    const LONGEST: usize = 100;
    if text.len() > LONGEST {
        return None;
    }
    let mut found = Found::default();
    // `2016-03-14T10:00:00` in two words.
    let spaced: String = text.char_indices().map(|(i, c)| if c == 'T' && digit_around(text, i) { ' ' } else { c }).collect();
    for word in spaced.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()) {
        found.word(word)?;
    }
    let (year, month) = (found.year?, found.month?);
    let date = NaiveDate::from_ymd_opt(year, month, found.day.unwrap_or(1))?;
    let mut time = found.time.unwrap_or(NaiveTime::MIN);
    if let Some(afternoon) = found.afternoon {
        use chrono::Timelike;
        time = time.with_hour(time.hour() % 12 + if afternoon { 12 } else { 0 })?;
    }
    FixedOffset::east_opt(found.offset.unwrap_or(0))?.from_local_datetime(&date.and_time(time)).single()
}

fn digit_around(text: &str, i: usize) -> bool {
    let digit = |j: Option<usize>| j.and_then(|j| text.as_bytes().get(j)).is_some_and(u8::is_ascii_digit);
    digit(i.checked_sub(1)) && digit(i.checked_add(1))
}

impl Found {
    fn word(&mut self, word: &str) -> Option<()> {
        let lower = word.trim_end_matches('.').to_lowercase();
        if let Some(time) = time(&lower) {
            let (time, rest) = time;
            self.time = Some(time);
            return if rest.is_empty() { Some(()) } else { self.word(rest) };
        }
        match lower.as_str() {
            "am" | "pm" => self.afternoon = Some(lower == "pm"),
            "utc" | "gmt" | "z" => self.offset = Some(0),
            l if l.starts_with(['+', '-']) && self.time.is_some() => self.offset = Some(offset(l)?),
            l if l.contains(['-', '/']) => return self.numbers(l),
            l if l.starts_with(|c: char| c.is_ascii_digit()) => {
                let digits = l.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let number: u32 = digits.parse().ok()?;
                match () {
                    () if digits.len() <= 2 && self.day.is_none() => self.day = Some(number),
                    () if digits.len() == 4 && self.year.is_none() => self.year = Some(i32::try_from(number).ok()?),
                    () if digits.len() == 8 && self.year.is_none() => {
                        self.year = Some(i32::try_from(number / 10_000).ok()?);
                        self.month = Some(number / 100 % 100);
                        self.day = Some(number % 100);
                    }
                    () => return None,
                }
            }
            l if l.len() >= 3 => {
                let begins = |names: &[&str]| names.iter().position(|n| n.to_lowercase().starts_with(l));
                match begins(ENGLISH.months) {
                    Some(month) => self.month = Some(u32::try_from(month).ok()? + 1),
                    None => drop(begins(ENGLISH.days)?),
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// `2016-03-14`, `2016/3/14`, `14-Mar-2016`, `14/3/2016` (the day first, as in most of the world).
    fn numbers(&mut self, word: &str) -> Option<()> {
        let parts: Vec<&str> = word.split(['-', '/']).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
        self.year = Some(year.parse().ok().filter(|_| year.len() == 4)?);
        self.day = Some(day.parse().ok()?);
        match b.parse() {
            Ok(month) => self.month = Some(month),
            Err(_) => self.word(b)?,
        }
        Some(())
    }
}

/// The time that a word begins with, and what follows: `10:30`, `10:30:05.123+0200`, `10:30pm`.
fn time(word: &str) -> Option<(NaiveTime, &str)> {
    if !word.get(..3)?.contains(':') {
        return None;
    }
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(word.len());
    let (clock, rest) = (word.get(..end)?, word.get(end..)?);
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let seconds = parts.next().unwrap_or("0");
    let (whole, broken) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let nanos: String = broken.chars().chain("000000000".chars()).take(9).collect();
    Some((NaiveTime::from_hms_nano_opt(hour, minute, whole.parse().ok()?, nanos.parse().ok()?)?, rest))
}

/// `+0200`, `-05:30`, `+2`.
fn offset(word: &str) -> Option<i32> {
    let sign = if word.starts_with('-') { -60 } else { 60 };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    Some(sign * (hours.parse::<i32>().ok().filter(|h| *h < 24)? * 60 + minutes.parse::<i32>().ok()?))
}
