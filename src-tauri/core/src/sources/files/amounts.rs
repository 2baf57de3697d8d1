//! Amounts and quantities as exact decimals: `1.234,50`, `£6.95`, `(12.00)`, `-3`. No floating point.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::Currency;

/// What stands before the cents; the other one then groups thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Point,
    Comma,
}

/// `digits × 10^-scale`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    pub digits: i64,
    pub scale: u32,
}

impl Exact {
    pub const ONE: Self = Self { digits: 1, scale: 0 };

    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The product in minor units of `currency`, halves away from zero, as shops round on receipts. `None`: too large.
    pub fn times_in_minor(self, other: Self, currency: Currency) -> Option<i64> {
        let product = i128::from(self.digits) * i128::from(other.digits);
        rounded(product, self.scale + other.scale, currency.minor_digits())
    }

    pub fn in_minor(self, currency: Currency) -> Option<i64> {
        rounded(self.digits.into(), self.scale, currency.minor_digits())
    }

    /// The nearest whole number; never 0 for what is not 0, so that half a metre of ribbon still counts as a piece.
    pub fn whole(self) -> Option<i64> {
        let n = rounded(self.digits.into(), self.scale, 0)?;
        Some(if n == 0 { self.digits.signum() } else { n })
    }
}

/// `digits × 10^-scale` as a whole number of `10^-wanted`.
fn rounded(digits: i128, scale: u32, wanted: u32) -> Option<i64> {
    let value = if scale <= wanted {
        digits.checked_mul(10i128.checked_pow(wanted - scale)?)?
    } else {
        let by = 10i128.checked_pow(scale - wanted)?;
        let (whole, rest) = (digits / by, digits % by);
        if rest.abs() * 2 >= by { whole + digits.signum() } else { whole }
    };
    i64::try_from(value).ok()
}

/// `None` when it is no number. Signs of currencies, blanks and thousands' marks are read over.
pub fn parse(text: &str, mark: DecimalMark) -> Option<Exact> {
    let text = text.trim();
    // What almost every cell is: a short plain number.
    if text.len() <= 12
        && let Some(x) = plain(text, mark)
    {
        return Some(x);
    }
    let (body, minus) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (decimal, group) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let mut negative = minus;
    let (mut digits, mut scale, mut any, mut fraction, mut letters) = (0i64, 0u32, false, false, 0);
    for c in body.chars() {
        match c {
            '0'..='9' => {
                digits = digits.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?))?;
                any = true;
                scale += u32::from(fraction);
            }
            c if c == decimal && !fraction => fraction = true,
            c if (c == group || c == '\'' || c == '’' || c == '\u{a0}' || c == '\u{202f}' || c == ' ') && !fraction => {}
            ' ' | '\u{a0}' | '\u{202f}' | '+' => {}
            '-' | '−' if !negative => negative = true,
            '€' | '£' | '$' | '¥' | '₹' | '₺' | '₽' | '₩' | '₪' | '฿' => {}
            // A code such as EUR or kr before or after the amount; a longer word is no amount.
            c if c.is_alphabetic() && letters < 3 => letters += 1,
            _ => return None,
        }
    }
    (any && scale <= 12).then_some(Exact { digits: if negative { -digits } else { digits }, scale })
}

fn plain(text: &str, mark: DecimalMark) -> Option<Exact> {
    let point = if mark == DecimalMark::Point { b'.' } else { b',' };
    let (body, negative) = match text.as_bytes() {
        [b'-', rest @ ..] => (rest, true),
        rest => (rest, false),
    };
    let (mut digits, mut scale, mut seen, mut any) = (0i64, 0u32, false, false);
    for b in body {
        match b {
            b'0'..=b'9' => {
                digits = digits * 10 + i64::from(b - b'0');
                scale += u32::from(seen);
                any = true;
            }
            b if *b == point && !seen => seen = true,
            _ => return None,
        }
    }
    any.then_some(Exact { digits: if negative { -digits } else { digits }, scale })
}

/// The mark that the values of a column were written with, and whether any value leaves no other choice.
pub fn detect<'a>(values: impl Iterator<Item = &'a str>) -> (DecimalMark, bool) {
    let (mut point, mut comma) = (0u32, 0u32);
    for value in values {
        match (value.rfind('.'), value.rfind(',')) {
            (Some(p), Some(c)) if p > c => point += 1,
            (Some(_), Some(_)) => comma += 1,
            (Some(p), None) => tally(value, p, '.', &mut point, &mut comma),
            (None, Some(c)) => tally(value, c, ',', &mut comma, &mut point),
            (None, None) => {}
        }
    }
    if comma > point { (DecimalMark::Comma, true) } else { (DecimalMark::Point, point > 0 || comma == 0) }
}

/// One kind of mark only: not three digits behind it means cents; twice the mark means thousands.
fn tally(value: &str, last: usize, mark: char, as_decimal: &mut u32, as_other: &mut u32) {
    let behind = value.get(last + 1..).unwrap_or("").chars().filter(char::is_ascii_digit).count();
    if value.matches(mark).count() > 1 {
        *as_other += 1;
    } else if behind != 3 {
        *as_decimal += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(text: &str, mark: DecimalMark) -> Option<i64> {
        parse(text, mark).and_then(|x| x.in_minor(Currency::EUR))
    }

    #[test]
    fn reads_receipts_of_many_countries() {
        use DecimalMark::{Comma, Point};
        for (text, mark, want) in [
            ("6.95", Point, Some(695)),
            ("-53594.36", Point, Some(-5_359_436)),
            ("1,234.50", Point, Some(123_450)),
            ("1.234,50 €", Comma, Some(123_450)),
            ("1 234,50", Comma, Some(123_450)),
            ("CHF 1'234.50", Point, Some(123_450)),
            ("(12.00)", Point, Some(-1200)),
            ("£0.005", Point, Some(1)),
            ("−3", Point, Some(-300)),
            ("12", Comma, Some(1200)),
            (".5", Point, Some(50)),
            ("", Point, None),
            ("free", Point, None),
            ("12.5.1", Point, None),
            ("99999999999999999999", Point, None),
        ] {
            assert_eq!(minor(text, mark), want, "{text}");
        }
    }

    #[test]
    fn a_line_is_quantity_times_exact_price_rounded_once() {
        let times = |q: &str, p: &str| {
            parse(q, DecimalMark::Point).unwrap().times_in_minor(parse(p, DecimalMark::Point).unwrap(), Currency::GBP).unwrap()
        };
        assert_eq!(times("3", "0.125"), 38);
        assert_eq!(times("-3", "0.125"), -38);
        assert_eq!(times("12", "6.95"), 8340);
        assert_eq!(parse("0.25", DecimalMark::Point).unwrap().whole(), Some(1));
        assert_eq!(parse("-0.25", DecimalMark::Point).unwrap().whole(), Some(-1));
    }

    #[test]
    fn the_column_tells_its_mark() {
        assert_eq!(detect(["1,234.50", "7"].into_iter()), (DecimalMark::Point, true));
        assert_eq!(detect(["12,5", "1.234"].into_iter()), (DecimalMark::Comma, true));
        assert_eq!(detect(["1.234"].into_iter()), (DecimalMark::Point, true));
        assert_eq!(detect(["1,234"].into_iter()), (DecimalMark::Point, true));
        assert_eq!(detect(["200.000.000", "1,7"].into_iter()).0, DecimalMark::Comma);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") {
            let _ = parse(&text, DecimalMark::Point).and_then(|x| x.times_in_minor(x, Currency::EUR));
        }
    }
}
