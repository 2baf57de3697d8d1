//! The few words that a letter says by itself (at its foot, beside a cart's sum), in the languages we can answer for;
//! and a day in words. Any other language gets English. What an author writes is translated by the author.

use chrono::Datelike;

use crate::types::Day;

pub struct Words {
    /// `{shop}` stands for the shop's name.
    pub why: &'static str,
    pub unsubscribe: &'static str,
    pub total: &'static str,
    /// Before a number: "3 ×" needs no word, a screen reader does.
    pub quantity: &'static str,
    /// `{day}` stands for the day.
    pub until: &'static str,
    pub your_code: &'static str,
    /// `{n}` of five stars, for whoever does not see them.
    pub stars: &'static str,
    months: [&'static str; 12],
    /// `{d}`, `{m}` and `{y}`.
    day: &'static str,
}

const ENGLISH: Words = Words {
    why: "You receive this letter from {shop} because you asked to hear from us.",
    unsubscribe: "Unsubscribe",
    total: "Total",
    quantity: "Quantity",
    until: "Until {day}",
    your_code: "Your code",
    stars: "{n} of 5 stars",
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    day: "{d} {m} {y}",
};

const GERMAN: Words = Words {
    why: "Sie erhalten diesen Brief von {shop}, weil Sie von uns hören wollten.",
    unsubscribe: "Abmelden",
    total: "Summe",
    quantity: "Anzahl",
    until: "Bis {day}",
    your_code: "Ihr Code",
    stars: "{n} von 5 Sternen",
    months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    day: "{d}. {m} {y}",
};

const FRENCH: Words = Words {
    why: "Vous recevez cette lettre de {shop} parce que vous avez souhaité avoir de nos nouvelles.",
    unsubscribe: "Se désabonner",
    total: "Total",
    quantity: "Quantité",
    until: "Jusqu’au {day}",
    your_code: "Votre code",
    stars: "{n} étoiles sur 5",
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    day: "{d} {m} {y}",
};

const SPANISH: Words = Words {
    why: "Recibe esta carta de {shop} porque quiso tener noticias nuestras.",
    unsubscribe: "Darse de baja",
    total: "Total",
    quantity: "Cantidad",
    until: "Hasta el {day}",
    your_code: "Su código",
    stars: "{n} de 5 estrellas",
    months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    day: "{d} de {m} de {y}",
};

const ITALIAN: Words = Words {
    why: "Ricevi questa lettera da {shop} perché hai chiesto di avere nostre notizie.",
    unsubscribe: "Annulla l’iscrizione",
    total: "Totale",
    quantity: "Quantità",
    until: "Fino al {day}",
    your_code: "Il tuo codice",
    stars: "{n} stelle su 5",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    day: "{d} {m} {y}",
};

const DUTCH: Words = Words {
    why: "Je ontvangt deze brief van {shop} omdat je van ons wilde horen.",
    unsubscribe: "Afmelden",
    total: "Totaal",
    quantity: "Aantal",
    until: "Tot en met {day}",
    your_code: "Je code",
    stars: "{n} van 5 sterren",
    months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    day: "{d} {m} {y}",
};

/// The main part of a language's name: "pt" of "pt-BR", in small letters.
pub fn main_part(language: &str) -> String {
    language.trim().split(['-', '_']).next().unwrap_or("").to_lowercase()
}

pub fn of(language: &str) -> &'static Words {
    match main_part(language).as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "nl" => &DUTCH,
        _ => &ENGLISH,
    }
}

/// `rtl` for the languages written from the right.
pub fn direction(language: &str) -> &'static str {
    match main_part(language).as_str() {
        "ar" | "he" | "iw" | "fa" | "ur" | "ps" | "yi" | "dv" | "ug" => "rtl",
        _ => "ltr",
    }
}

impl Words {
    pub fn day(&self, day: Day) -> String {
        let (y, m, d) = (day.0.year(), day.0.month(), day.0.day());
        let month = self.months.get((m as usize).saturating_sub(1)).copied().unwrap_or("");
        self.day.replace("{d}", &d.to_string()).replace("{m}", month).replace("{y}", &y.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_its_language_writes_it() {
        let day = Day::new(2026, 3, 1).unwrap();
        let said = ["en-GB", "de", "fr_CA", "es", "xx"].map(|l| of(l).day(day));
        assert_eq!(said, ["1 March 2026", "1. März 2026", "1 mars 2026", "1 de marzo de 2026", "1 March 2026"]);
        assert_eq!((direction("ar-EG"), direction("de")), ("rtl", "ltr"));
    }
}
