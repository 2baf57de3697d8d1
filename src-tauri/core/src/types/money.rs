//! Money as integer minor units with a currency. No floating point ever touches an amount.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::Type;

use super::{Error, Result};

/// An ISO 4217 code, e.g. `EUR`. Upper-case ASCII letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Type)]
#[specta(transparent)]
pub struct Currency(#[specta(type = String)] [u8; 3]);

impl Currency {
    pub const EUR: Self = Self(*b"EUR");
    pub const GBP: Self = Self(*b"GBP");
    pub const USD: Self = Self(*b"USD");

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many digits the minor unit has (ISO 4217): 2 for most, 0 for yen, 3 for dinars.
    pub fn minor_digits(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV"
            | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// An exact decimal amount to minor units; halves go away from zero, as shops round on receipts.
    pub fn to_minor(&self, amount: Decimal) -> Result<i64> {
        let scaled = amount
            .checked_mul(Decimal::from(10i64.pow(self.minor_digits())))
            .ok_or_else(|| Error::bad_input(format!("The amount {amount} is too large.")))?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(scaled).map_err(|_| Error::bad_input(format!("The amount {amount} is too large.")))
    }

    /// `"12.50"` to 1250 for EUR. Accepts what platforms' APIs send: a plain decimal point, no grouping.
    pub fn parse_minor(&self, text: &str) -> Result<i64> {
        let amount = Decimal::from_str(text.trim()).map_err(|_| Error::bad_input(format!("“{text}” is not an amount of money.")))?;
        self.to_minor(amount)
    }

    /// Minor units to an exact decimal: 1250 to 12.50 for EUR.
    pub fn to_decimal(&self, minor: i64) -> Decimal {
        Decimal::new(minor, self.minor_digits())
    }
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        let t = s.trim().to_ascii_uppercase();
        match t.as_bytes() {
            &[a, b, c] if t.bytes().all(|x| x.is_ascii_uppercase()) => Ok(Self([a, b, c])),
            _ => Err(Error::bad_input(format!("“{s}” is not a currency; a code of three letters such as EUR is needed."))),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in a currency's minor units: `{ minor: 1250, currency: "EUR" }` is €12.50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
}

/// `€1,234.50`, `£9.00`, `¥1,200`, `KWD 1.234`: for sentences in the terminal, charts and emails.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let base = 10u64.pow(digits);
        let abs = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "−" } else { "" };
        let symbol = match &self.currency.0 {
            b"EUR" => "€",
            b"GBP" => "£",
            b"USD" => "$",
            b"JPY" => "¥",
            _ => "",
        };
        f.write_str(sign)?;
        if symbol.is_empty() {
            write!(f, "{} ", self.currency)?
        } else {
            f.write_str(symbol)?
        }
        f.write_str(&grouped(abs / base))?;
        if digits > 0 {
            write!(f, ".{:0width$}", abs % base, width = digits as usize)?
        }
        Ok(())
    }
}

/// `1234567` to `1,234,567`.
pub fn grouped(n: u64) -> String {
    let s = n.to_string();
    let mut out = String::with_capacity(s.len() + s.len() / 3);
    for (i, c) in s.chars().enumerate() {
        if i > 0 && (s.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_by_the_currencys_own_digits() {
        assert_eq!(Currency::EUR.parse_minor("12.5").unwrap(), 1250);
        assert_eq!("JPY".parse::<Currency>().unwrap().parse_minor("1200").unwrap(), 1200);
        assert_eq!("KWD".parse::<Currency>().unwrap().parse_minor("1.2345").unwrap(), 1235);
        assert_eq!(Currency::EUR.parse_minor("-0.005").unwrap(), -1);
        assert!(Currency::EUR.parse_minor("12,50").is_err());
        assert!("EURO".parse::<Currency>().is_err());
    }

    #[test]
    fn reads_like_on_a_receipt() {
        assert_eq!(Money::new(123_456_750, Currency::EUR).to_string(), "€1,234,567.50");
        assert_eq!(Money::new(-5, Currency::GBP).to_string(), "−£0.05");
        assert_eq!(Money::new(1234, "KWD".parse().unwrap()).to_string(), "KWD 1.234");
        assert_eq!(Money::new(1200, "JPY".parse().unwrap()).to_string(), "¥1,200");
    }
}
