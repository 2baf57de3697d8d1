//! Reading counts and amounts as shops' programs write them: `1,234.50`, `1.234,50`, `€ 12`, `1 234`.
//!
//! A mark that could be either (`1.234`) is decided by what the rest of the file does; see `Marks::of`.

use rust_decimal::Decimal;
use std::str::FromStr;

/// How this file writes its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    Point,
    Comma,
}

impl Marks {
    /// From the cells that leave no doubt; otherwise a file with semicolons is taken to write decimal commas, because
    /// that is why such programs do not separate by commas.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>, delimiter: u8) -> Self {
        let (mut point, mut comma) = (0usize, 0usize);
        for cell in cells {
            let cell = bare(cell);
            match (cell.rfind('.'), cell.rfind(',')) {
                (Some(p), Some(c)) => *(if p > c { &mut point } else { &mut comma }) += 1,
                (Some(p), None) if surely_decimal(&cell, p) => point += 1,
                (None, Some(c)) if surely_decimal(&cell, c) => comma += 1,
                _ => {}
            }
        }
        match point.cmp(&comma) {
            std::cmp::Ordering::Greater => Self::Point,
            std::cmp::Ordering::Less => Self::Comma,
            std::cmp::Ordering::Equal if delimiter == b';' => Self::Comma,
            std::cmp::Ordering::Equal => Self::Point,
        }
    }

    /// An exact amount; `None` when it is none. Negative ones are read as such.
    pub fn amount(self, cell: &str) -> Option<Decimal> {
        let cell = bare(cell);
        let (decimal, grouping) = if self == Self::Point { ('.', ',') } else { (',', '.') };
        let (whole, fraction) = cell.split_once(decimal).unwrap_or((&cell, ""));
        if fraction.contains(['.', ',']) || !well_grouped(whole, grouping) {
            return None;
        }
        let plain = format!("{}.{}", whole.replace(grouping, ""), if fraction.is_empty() { "0" } else { fraction });
        Decimal::from_str(&plain).ok()
    }

    /// A whole number from 0 up, grouped or with a zero fraction (`120.0`) as spreadsheets write it.
    pub fn count(self, cell: &str) -> Option<u64> {
        let amount = self.amount(cell).filter(|a| a.fract().is_zero() && !a.is_sign_negative());
        // A count has no decimals, so `1.234` can only be grouped.
        let grouped = || {
            let cell = bare(cell);
            ['.', ','].into_iter().find(|m| cell.contains(*m) && well_grouped(&cell, *m)).and_then(|m| cell.replace(m, "").parse().ok())
        };
        amount.and_then(|a| u64::try_from(a).ok()).or_else(grouped)
    }
}

/// Without blanks, currency signs and a code before or behind; with a plain minus.
fn bare(cell: &str) -> String {
    let kept: String = cell.chars().filter(|c| !c.is_whitespace() && !"€$£¥'’".contains(*c)).collect();
    let code = |s: &str| (2..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphabetic());
    let number = kept.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let around = kept.split_once(number).filter(|_| !number.is_empty());
    let fine = around.is_some_and(|(before, after)| [before, after].iter().all(|s| s.is_empty() || code(s)));
    (if fine { number } else { &kept }).replace('−', "-")
}

/// One or two digits after the only mark, or more than three, cannot be a group of thousands.
fn surely_decimal(cell: &str, at: usize) -> bool {
    let once = cell.chars().filter(|c| matches!(c, '.' | ',')).count() == 1;
    once && cell.len() - at - 1 != 3
}

/// Either no grouping mark at all, or `1` to `3` digits and then groups of three.
fn well_grouped(whole: &str, mark: char) -> bool {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let mut groups = unsigned.split(mark);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return !first.is_empty() && digits(first);
    }
    (1..=3).contains(&first.len()) && digits(first) && rest.all(|g| g.len() == 3 && digits(g))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(marks: Marks, cell: &str) -> Option<String> {
        marks.amount(cell).map(|d| d.normalize().to_string())
    }

    #[test]
    fn amounts_in_both_conventions() {
        for (cell, wanted) in [("1,234.50", "1234.5"), ("€12", "12"), ("-3.1", "-3.1"), ("1234567", "1234567"), ("12 EUR", "12")] {
            assert_eq!(amount(Marks::Point, cell).as_deref(), Some(wanted), "{cell}");
        }
        for (cell, wanted) in [("1.234,50", "1234.5"), ("1 234,5", "1234.5"), ("0,07", "0.07"), ("1.234", "1234")] {
            assert_eq!(amount(Marks::Comma, cell).as_deref(), Some(wanted), "{cell}");
        }
        for cell in ["", "n/a", "1,2,3", "12,34.5", "1.2.3", "--1", "1e5", "12 pieces"] {
            assert_eq!(amount(Marks::Point, cell), None, "{cell}");
        }
    }

    #[test]
    fn the_file_decides_what_is_in_doubt() {
        assert_eq!(Marks::of(["1.234", "5,50"].into_iter(), b','), Marks::Comma);
        assert_eq!(Marks::of(["1,234", "5.50"].into_iter(), b';'), Marks::Point);
        assert_eq!(Marks::of(["1.234"].into_iter(), b';'), Marks::Comma);
        assert_eq!(Marks::of(["1.234"].into_iter(), b','), Marks::Point);
    }

    #[test]
    fn counts_are_whole() {
        assert_eq!(Marks::Point.count("1,234"), Some(1234));
        assert_eq!(Marks::Point.count("1.234"), Some(1234));
        assert_eq!(Marks::Point.count("120.0"), Some(120));
        assert_eq!(Marks::Point.count("12.5"), None);
        assert_eq!(Marks::Comma.count("-4"), None);
        assert_eq!(Marks::Comma.count(""), None);
    }
}
