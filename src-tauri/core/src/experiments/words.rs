//! Shares, points and amounts as a person reads them: with as many digits as they deserve, and a true minus.

use serde::Serialize;
use specta::Type;

use super::readout::Estimate;
use crate::types::{Currency, Money};

/// An estimate ready to be read, rounded to what it deserves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Shown {
    /// `4.1%`, `+0.5 points`, `€1.42`.
    pub value: String,
    /// `3.6–4.7%`, `−0.2 to +1.2`; `None` where nothing is known of it.
    pub range: Option<String>,
}

impl Shown {
    pub fn rate(e: Estimate) -> Self {
        let d = digits(e.half());
        let range = format!("{}–{}", percent(e.low, d).trim_end_matches('%'), percent(e.high, d));
        Self { value: percent(e.value, d), range: Some(range) }
    }

    /// In percentage points.
    pub fn difference(e: Estimate) -> Self {
        let d = digits(e.half());
        let range = format!("{} to {}", points(e.low, d), points(e.high, d));
        Self { value: format!("{} points", points(e.value, d)), range: Some(range) }
    }

    pub fn lift(e: Estimate) -> Self {
        // Where an end lies near nothing, on which side it lies matters.
        let d = usize::from(e.high - e.low < 0.1 || e.low.abs().min(e.high.abs()) < 0.01);
        let range = format!("{} to {}", signed_percent(e.low, d), signed_percent(e.high, d));
        Self { value: signed_percent(e.value, d), range: Some(range) }
    }

    pub fn amount(value: f64, interval: Option<Estimate>, currency: Currency) -> Self {
        let range = interval.map(|e| format!("{} to {}", amount(e.low, currency), amount(e.high, currency)));
        Self { value: amount(value, currency), range }
    }

    pub fn amount_difference(value: f64, interval: Option<Estimate>, currency: Currency) -> Self {
        let range = interval.map(|e| format!("{} to {}", signed_amount(e.low, currency), signed_amount(e.high, currency)));
        Self { value: signed_amount(value, currency), range }
    }
}

/// How many decimals a share deserves when it is known to within `half` (both between 0 and 1).
pub fn digits(half: f64) -> usize {
    match half * 100.0 {
        h if h >= 0.3 => 1,
        h if h >= 0.03 => 2,
        _ => 3,
    }
}

/// `4.1%`.
pub fn percent(share: f64, digits: usize) -> String {
    minus(format!("{:.digits$}%", share * 100.0))
}

/// `+14%`, `−3.2%`.
pub fn signed_percent(share: f64, digits: usize) -> String {
    signed(share * 100.0, digits) + "%"
}

/// A difference of shares in percentage points: `+0.5`, `−0.2`.
pub fn points(difference: f64, digits: usize) -> String {
    signed(difference * 100.0, digits)
}

fn signed(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$}");
    // What rounds to nothing has no sign.
    if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) {
        return text.replace('-', "");
    }
    if x > 0.0 { format!("+{text}") } else { minus(text) }
}

/// An average amount, to the currency's minor unit.
pub fn amount(minor: f64, currency: Currency) -> String {
    Money::new(minor.round() as i64, currency).to_string()
}

/// `+€0.22`, `−€0.10`.
pub fn signed_amount(minor: f64, currency: Currency) -> String {
    let sign = if minor.round() > 0.0 { "+" } else { "" };
    format!("{sign}{}", amount(minor, currency))
}

/// `p = 0.23`, `p = 0.004`, `p < 0.0001`.
pub fn p_value(p: f64) -> String {
    match p {
        p if p < 0.0001 => "p < 0.0001".to_owned(),
        p if p < 0.01 => format!("p = {p:.4}"),
        p => format!("p = {p:.2}"),
    }
}

fn minus(text: String) -> String {
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_read_well() {
        let e = |value, low, high| Estimate { value, low, high };
        let text = |s: Shown| format!("{} ({})", s.value, s.range.unwrap_or_default());
        assert_eq!(text(Shown::rate(e(0.041, 0.036, 0.047))), "4.1% (3.6–4.7%)");
        assert_eq!(text(Shown::difference(e(0.005, -0.002, 0.012))), "+0.5 points (−0.2 to +1.2)");
        assert_eq!(text(Shown::lift(e(0.14, -0.05, 0.33))), "+14% (−5% to +33%)");
        assert_eq!(text(Shown::amount_difference(22.0, None, Currency::EUR)), "+€0.22 ()");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!((percent(0.041, 1).as_str(), points(0.005, 1).as_str(), points(-0.002, 1).as_str()), ("4.1%", "+0.5", "−0.2"));
        assert_eq!((points(-0.0001, 1).as_str(), signed_percent(0.139, 0).as_str()), ("0.0", "+14%"));
        assert_eq!((signed_amount(22.4, Currency::EUR), signed_amount(-10.0, Currency::EUR)), ("+€0.22".into(), "−€0.10".into()));
        assert_eq!((p_value(1e-9), p_value(0.0042), p_value(0.234)), ("p < 0.0001".into(), "p = 0.0042".into(), "p = 0.23".into()));
        assert_eq!((digits(0.007), digits(0.001), digits(0.0001)), (1, 2, 3));
    }
}
