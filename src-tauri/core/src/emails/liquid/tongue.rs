//! How a language writes days and amounts. Names and separators come from the C library's locales (the crate
//! `pure-rust-locales`); where the sign of a currency stands, and in which order a day is written, is ours.

use regulars_liquid::dates::Names;

use crate::types::{Currency, Money};

#[derive(Debug)]
pub struct Tongue {
    code: &'static str,
    pub names: Names<'static>,
    decimal: &'static str,
    thousands: &'static str,
    /// Around the amount: `{}` stands for it.
    amount: Amount,
    /// strftime: `2 November 2026`, `2 Nov 2026`, `Monday, 2 November`.
    pub long: &'static str,
    pub short: &'static str,
    pub weekday: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    /// €1,234.50
    Tight,
    /// € 1.234,50
    Spaced,
    /// 1.234,50 €
    After,
}

macro_rules! tongues {
    ($($code:literal $locale:ident $amount:ident $long:literal $short:literal $weekday:literal)*) => {
        [$({
            use pure_rust_locales::$locale::{LC_MONETARY, LC_TIME};
            Tongue {
                code: $code,
                names: Names {
                    months: LC_TIME::MON,
                    short_months: LC_TIME::ABMON,
                    days: LC_TIME::DAY,
                    short_days: LC_TIME::ABDAY,
                    halves: LC_TIME::AM_PM,
                },
                decimal: LC_MONETARY::MON_DECIMAL_POINT,
                thousands: LC_MONETARY::MON_THOUSANDS_SEP,
                amount: Amount::$amount,
                long: $long,
                short: $short,
                weekday: $weekday,
            }
        }),*]
    };
}

/// The first is what an unknown language falls back to.
static TONGUES: [Tongue; 15] = tongues! {
    "en" en_GB Tight "%-d %B %Y" "%-d %b %Y" "%A, %-d %B"
    "en-us" en_US Tight "%B %-d, %Y" "%b %-d, %Y" "%A, %B %-d"
    "de" de_DE After "%-d. %B %Y" "%d.%m.%Y" "%A, %-d. %B"
    "fr" fr_FR After "%-d %B %Y" "%d/%m/%Y" "%A %-d %B"
    "es" es_ES After "%-d de %B de %Y" "%d/%m/%Y" "%A, %-d de %B"
    "it" it_IT After "%-d %B %Y" "%d/%m/%Y" "%A %-d %B"
    "nl" nl_NL Spaced "%-d %B %Y" "%d-%m-%Y" "%A %-d %B"
    "pt" pt_PT After "%-d de %B de %Y" "%d/%m/%Y" "%A, %-d de %B"
    "sv" sv_SE After "%-d %B %Y" "%Y-%m-%d" "%A %-d %B"
    "da" da_DK After "%-d. %B %Y" "%d.%m.%Y" "%A den %-d. %B"
    "nb" nb_NO After "%-d. %B %Y" "%d.%m.%Y" "%A %-d. %B"
    "no" nb_NO After "%-d. %B %Y" "%d.%m.%Y" "%A %-d. %B"
    "fi" fi_FI After "%-d. %Bta %Y" "%-d.%-m.%Y" "%A %-d. %Bta"
    "pl" pl_PL After "%-d %B %Y" "%d.%m.%Y" "%A, %-d %B"
    "ja" ja_JP Tight "%Y年%-m月%-d日" "%Y/%m/%d" "%-m月%-d日(%a)"
};

/// `de`, `de-AT` and `de_AT` are German.
pub fn of(language: &str) -> &'static Tongue {
    // As most are written; asked for every reader of a check.
    if let Some(known) = TONGUES.iter().find(|t| t.code == language) {
        return known;
    }
    let language = language.trim().to_lowercase().replace('_', "-");
    let find = |code: &str| TONGUES.iter().find(|t| t.code == code);
    let base = language.split('-').next().unwrap_or_default();
    find(&language).or_else(|| find(base)).unwrap_or(&TONGUES[0])
}

/// The number of a month by its name or short name, in any of the languages: `October`, `Okt.`, `ottobre`.
pub fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is = |name: &&str| name.trim_end_matches('.').to_lowercase() == word;
    let at = |names: &[&str]| names.iter().position(is).and_then(|i| u32::try_from(i + 1).ok());
    TONGUES.iter().filter(|t| t.code != "ja").find_map(|t| at(t.names.months).or_else(|| at(t.names.short_months)))
}

/// The sign that shops write.
fn sign(currency: Currency) -> Option<&'static str> {
    Some(match currency.as_str() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        "SEK" | "NOK" => "kr",
        "DKK" => "kr.",
        "PLN" => "zł",
        "CZK" => "Kč",
        "INR" => "₹",
        "TRY" => "₺",
        "ILS" => "₪",
        "KRW" => "₩",
        _ => return None,
    })
}

/// What is written beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    Sign,
    /// The sign, and the code behind it: €1,234.50 EUR.
    SignAndCode,
    Nothing,
}

impl Tongue {
    /// A price as this language writes it, with its sign.
    pub fn price(&self, money: Money) -> String {
        self.money(money.minor, money.currency, Beside::Sign, false)
    }

    /// Minor units to an amount: `€1,234.50`, `1.234,50 €`. `round`: `.00` is left out.
    pub fn money(&self, minor: i64, currency: Currency, beside: Beside, round: bool) -> String {
        let digits = currency.minor_digits();
        let base = 10u64.pow(digits);
        let (whole, broken) = (minor.unsigned_abs() / base, minor.unsigned_abs() % base);
        let mut amount = String::new();
        let text = whole.to_string();
        for (i, digit) in text.chars().enumerate() {
            if i > 0 && (text.len() - i) % 3 == 0 {
                amount.push_str(self.thousands);
            }
            amount.push(digit);
        }
        if digits > 0 && !(round && broken == 0) {
            let width = usize::try_from(digits).unwrap_or(2);
            amount.push_str(&format!("{}{broken:0width$}", self.decimal));
        }
        let minus = if minor < 0 { "−" } else { "" };
        let code = currency.as_str();
        let written = match (beside, sign(currency), self.amount) {
            (Beside::Nothing, ..) => return format!("{minus}{amount}"),
            (_, None, Amount::Tight | Amount::Spaced) => return format!("{minus}{code} {amount}"),
            (_, None, Amount::After) => return format!("{minus}{amount}\u{a0}{code}"),
            // Letters want a space even where signs do not.
            (_, Some(sign), Amount::Tight) if sign.starts_with(char::is_alphabetic) => format!("{minus}{sign}\u{a0}{amount}"),
            (_, Some(sign), Amount::Tight) => format!("{minus}{sign}{amount}"),
            (_, Some(sign), Amount::Spaced) => format!("{minus}{sign}\u{a0}{amount}"),
            (_, Some(sign), Amount::After) => format!("{minus}{amount}\u{a0}{sign}"),
        };
        if beside == Beside::SignAndCode { format!("{written} {code}") } else { written }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_each_language_writes_them() {
        let written = |language: &str, minor: i64, code: &str| {
            of(language).money(minor, code.parse().unwrap(), Beside::Sign, false).replace(['\u{a0}', '\u{202f}'], "_")
        };
        for (language, minor, code, text) in [
            ("en", 123_450, "EUR", "€1,234.50"),
            ("en-US", 123_450, "USD", "$1,234.50"),
            ("", -900, "GBP", "−£9.00"),
            ("xx", 5, "GBP", "£0.05"),
            ("en", 123_400, "SEK", "kr_1,234.00"),
            ("en", 123_400, "CHF", "CHF 1,234.00"),
            ("de", 123_450, "EUR", "1.234,50_€"),
            ("de-AT", 123_450, "CHF", "1.234,50_CHF"),
            ("fr_FR", 123_450, "EUR", "1_234,50_€"),
            ("nl", 123_450, "EUR", "€_1.234,50"),
            ("sv", 123_450, "SEK", "1_234,50_kr"),
            ("pl", 123_450_000, "PLN", "1_234_500,00_zł"),
            ("ja", 1_234, "JPY", "¥1,234"),
            ("en", 1_234, "KWD", "KWD 1.234"),
        ] {
            assert_eq!(written(language, minor, code), text);
        }
    }
}
