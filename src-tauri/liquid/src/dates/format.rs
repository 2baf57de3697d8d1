//! strftime as Ruby has it: flags (`-` no padding, `0` zeros, `_` spaces, `^` capitals), no widths.

use std::fmt::Write;

use chrono::{Datelike, Timelike};

use super::Moment;

/// A language's names, from January and from Sunday.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    pub months: &'a [&'a str],
    pub short_months: &'a [&'a str],
    pub days: &'a [&'a str],
    pub short_days: &'a [&'a str],
    /// Before and after noon.
    pub halves: &'a [&'a str],
}

pub const ENGLISH: Names<'static> = Names {
    months: &["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    short_months: &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    days: &["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    short_days: &["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    halves: &["AM", "PM"],
};

/// What it does not know stays as it is written.
pub fn format(at: &Moment, pattern: &str, names: &Names<'_>) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    write(at, pattern, names, &mut out);
    out
}

/// Every `%` of it means something.
pub fn is_known(pattern: &str) -> bool {
    write(&Moment::default(), pattern, &ENGLISH, &mut String::new())
}

/// Whether all of it was known.
fn write(at: &Moment, pattern: &str, names: &Names<'_>, out: &mut String) -> bool {
    let mut all = true;
    let mut rest = pattern;
    while let Some(start) = rest.find('%') {
        out.push_str(rest.get(..start).unwrap_or_default());
        let spec = rest.get(start + 1..).unwrap_or_default();
        let flag = spec.chars().next().filter(|c| matches!(c, '-' | '0' | '_' | '^' | ':'));
        let letter = spec.chars().nth(usize::from(flag.is_some()));
        let length = 1 + usize::from(flag.is_some()) + letter.map_or(0, char::len_utf8);
        let known = letter.is_some_and(|letter| one(at, letter, flag, names, out));
        all &= known;
        if !known {
            out.push_str(rest.get(start..start + length).unwrap_or_default());
        }
        rest = rest.get(start + length..).unwrap_or_default();
    }
    out.push_str(rest);
    all
}

fn one(at: &Moment, letter: char, flag: Option<char>, names: &Names<'_>, out: &mut String) -> bool {
    let pick = |list: &[&str], i: u32| usize::try_from(i).ok().and_then(|i| list.get(i)).copied().unwrap_or_default().to_owned();
    let number = |n: i64, width: usize, pad: char| {
        let pad = match flag {
            Some('-') => None,
            Some('0') => Some('0'),
            Some('_') => Some(' '),
            _ => Some(pad),
        };
        match pad {
            None => n.to_string(),
            Some('0') => format!("{n:0width$}"),
            Some(_) => format!("{n:width$}"),
        }
    };
    let (month, weekday, hour) = (at.month0(), at.weekday().num_days_from_sunday(), i64::from(at.hour()));
    let (pm, hour12) = at.hour12();
    let day_of_year = i64::from(at.ordinal());
    let week = |first: i64| (day_of_year + 6 - (i64::from(weekday) + 7 - first) % 7) / 7;
    let written = match letter {
        '%' => "%".to_owned(),
        'n' => "\n".to_owned(),
        't' => "\t".to_owned(),
        'Y' => at.year().to_string(),
        'C' => number(i64::from(at.year().div_euclid(100)), 2, '0'),
        'y' => number(i64::from(at.year().rem_euclid(100)), 2, '0'),
        'm' => number(i64::from(at.month()), 2, '0'),
        'B' => pick(names.months, month),
        'b' | 'h' => pick(names.short_months, month),
        'd' => number(i64::from(at.day()), 2, '0'),
        'e' => number(i64::from(at.day()), 2, ' '),
        'j' => number(day_of_year, 3, '0'),
        'H' => number(hour, 2, '0'),
        'k' => number(hour, 2, ' '),
        'I' => number(i64::from(hour12), 2, '0'),
        'l' => number(i64::from(hour12), 2, ' '),
        'M' => number(i64::from(at.minute()), 2, '0'),
        'S' => number(i64::from(at.second()), 2, '0'),
        'L' => number(i64::from(at.timestamp_subsec_millis()), 3, '0'),
        'N' => number(i64::from(at.timestamp_subsec_nanos()), 9, '0'),
        'p' => pick(names.halves, u32::from(pm)),
        'P' => pick(names.halves, u32::from(pm)).to_lowercase(),
        'A' => pick(names.days, weekday),
        'a' => pick(names.short_days, weekday),
        'u' => if weekday == 0 { 7 } else { weekday }.to_string(),
        'w' => weekday.to_string(),
        'G' => at.iso_week().year().to_string(),
        'V' => number(i64::from(at.iso_week().week()), 2, '0'),
        'U' => number(week(0), 2, '0'),
        'W' => number(week(1), 2, '0'),
        's' => at.timestamp().to_string(),
        'z' => zone(at, flag == Some(':')),
        'Z' => {
            if at.offset().local_minus_utc() == 0 {
                "UTC".to_owned()
            } else {
                zone(at, true)
            }
        }
        'c' => return nested(at, "%a %b %e %H:%M:%S %Y", names, out),
        'D' | 'x' => return nested(at, "%m/%d/%y", names, out),
        'F' => return nested(at, "%Y-%m-%d", names, out),
        'T' | 'X' => return nested(at, "%H:%M:%S", names, out),
        'R' => return nested(at, "%H:%M", names, out),
        'r' => return nested(at, "%I:%M:%S %p", names, out),
        'v' => return nested(at, "%e-%^b-%Y", names, out),
        _ => return false,
    };
    out.push_str(&if flag == Some('^') { written.to_uppercase() } else { written });
    true
}

fn nested(at: &Moment, pattern: &str, names: &Names<'_>, out: &mut String) -> bool {
    write(at, pattern, names, out)
}

fn zone(at: &Moment, colon: bool) -> String {
    let minutes = at.offset().local_minus_utc() / 60;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{}{:02}{}{:02}",
        if minutes < 0 { '-' } else { '+' },
        minutes.abs() / 60,
        if colon { ":" } else { "" },
        minutes.abs() % 60
    );
    out
}
