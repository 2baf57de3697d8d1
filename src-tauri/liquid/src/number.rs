//! Numbers as Liquid reckons: whole numbers stay whole, others are reckoned in decimals so that 0.1 + 0.2 is 0.3.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::value::Value;

/// A number on its way through a filter.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    Whole(i64),
    Broken(Decimal),
    /// Beyond the reach of decimals.
    Float(f64),
}

impl Number {
    /// What is no number counts as 0, and `"12 apples"` as 12.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Int(n) => Self::Whole(*n),
            Value::Float(x) => Self::from_float(*x),
            v => v.as_str().map_or(Self::Whole(0), Self::read),
        }
    }

    fn from_float(x: f64) -> Self {
        Decimal::from_str(&format!("{x:?}")).or_else(|_| Decimal::from_scientific(&format!("{x:e}"))).map_or(Self::Float(x), Self::Broken)
    }

    fn read(text: &str) -> Self {
        let text = text.trim();
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        match text.strip_prefix('-').unwrap_or(text).split_once('.') {
            Some((whole, broken)) if plain(whole) && plain(broken) => {
                Decimal::from_str(text).map_or_else(|_| Self::Float(text.parse().unwrap_or(0.0)), Self::Broken)
            }
            _ => Self::Whole(leading(text)),
        }
    }

    pub fn float(self) -> f64 {
        match self {
            Self::Whole(n) => n as f64,
            // Through its digits: the direct way rounds twice.
            Self::Broken(d) => d.to_string().parse().unwrap_or(0.0),
            Self::Float(x) => x,
        }
    }

    pub fn value(self) -> Value {
        match self {
            Self::Whole(n) => Value::Int(n),
            other => Value::Float(other.float()),
        }
    }

    fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Whole(n) => Some(n.into()),
            Self::Broken(d) => Some(d),
            Self::Float(_) => None,
        }
    }

    /// Whole with whole stays whole; else by decimals, and by floats where those do not reach.
    fn reckon(
        self,
        other: Self,
        whole: fn(i64, i64) -> Option<i64>,
        broken: fn(Decimal, Decimal) -> Option<Decimal>,
        float: fn(f64, f64) -> f64,
    ) -> Self {
        if let (Self::Whole(a), Self::Whole(b)) = (self, other)
            && let Some(n) = whole(a, b)
        {
            return Self::Whole(n);
        }
        let exact = self.decimal().zip(other.decimal()).and_then(|(a, b)| broken(a, b));
        exact.map_or_else(|| Self::Float(float(self.float(), other.float())), Self::Broken)
    }

    pub fn plus(self, other: Self) -> Self {
        self.reckon(other, i64::checked_add, Decimal::checked_add, |a, b| a + b)
    }

    pub fn minus(self, other: Self) -> Self {
        self.reckon(other, i64::checked_sub, Decimal::checked_sub, |a, b| a - b)
    }

    pub fn times(self, other: Self) -> Self {
        self.reckon(other, i64::checked_mul, Decimal::checked_mul, |a, b| a * b)
    }

    /// `None`: by zero. Whole numbers are divided downwards: 9 by 2 is 4, −9 by 2 is −5.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        (!other.is_zero()).then(|| self.reckon(other, floor_div, Decimal::checked_div, |a, b| a / b))
    }

    /// `None`: by zero. It has the sign of what it is divided by.
    pub fn modulo(self, other: Self) -> Option<Self> {
        let broken = |a: Decimal, b: Decimal| {
            let rest = a.checked_rem(b)?;
            if rest.is_zero() || rest.is_sign_negative() == b.is_sign_negative() { Some(rest) } else { rest.checked_add(b) }
        };
        (!other.is_zero()).then(|| self.reckon(other, |a, b| a.checked_sub(floor_div(a, b)?.checked_mul(b)?), broken, f64::rem_euclid))
    }

    pub fn is_zero(self) -> bool {
        self.float() == 0.0
    }

    pub fn abs(self) -> Self {
        match self {
            Self::Whole(n) => n.checked_abs().map_or(Self::Float((n as f64).abs()), Self::Whole),
            Self::Broken(d) => Self::Broken(d.abs()),
            Self::Float(x) => Self::Float(x.abs()),
        }
    }

    pub fn less_than(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a < b,
            _ => self.decimal().zip(other.decimal()).map_or_else(|| self.float() < other.float(), |(a, b)| a < b),
        }
    }

    /// To a whole number.
    pub fn to_whole(self, decimal: fn(&Decimal) -> Decimal, float: fn(f64) -> f64) -> Value {
        match self {
            Self::Whole(n) => Value::Int(n),
            Self::Broken(d) => i64::try_from(decimal(&d)).map_or_else(|_| Value::Float(float(self.float())), Value::Int),
            Self::Float(x) => Value::Float(float(x)),
        }
    }
}

fn floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    if a % b != 0 && (a < 0) != (b < 0) { quotient.checked_sub(1) } else { Some(quotient) }
}

/// The whole number that a text begins with; 0 where there is none.
pub(crate) fn leading(text: &str) -> i64 {
    let text = text.trim_start();
    let (sign, digits) = text.strip_prefix('-').map_or((1i64, text.strip_prefix('+').unwrap_or(text)), |d| (-1, d));
    let end = digits.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
    match digits.get(..end) {
        None | Some("") => 0,
        Some(digits) => digits.parse::<i64>().map_or(if sign < 0 { i64::MIN } else { i64::MAX }, |n| n * sign),
    }
}

/// For `limit`, `slice` and the like, which want a whole number and say so.
pub(crate) fn whole(value: &Value) -> Result<i64, String> {
    let strict = |t: &str| t.trim().parse::<i64>().ok();
    match value {
        Value::Int(n) => Ok(*n),
        v => v.as_str().and_then(strict).ok_or_else(|| format!("“{}” is no whole number", short(&v.to_text()))),
    }
}

/// As much of a text as fits into a sentence.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
