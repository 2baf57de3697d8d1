//! Made-up names by country, and where people there live.

pub struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    pub currency: &'static str,
    pub language: &'static str,
    /// How many of a hundred people live there.
    pub share: u32,
    pub cities: &'static [&'static str],
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
}

pub const PLACES: [Place; 8] = [
    Place {
        country: "DE",
        currency: "EUR",
        language: "de",
        share: 38,
        cities: &["Berlin", "Hamburg", "Leipzig", "Köln", "Freiburg", "Bremen", "München"],
        first: &[
            "Anna", "Lena", "Jonas", "Marie", "Felix", "Klara", "Paul", "Greta", "Emil", "Johanna", "Ida", "Theo", "Lotte", "Moritz",
            "Frieda",
        ],
        last: &["Müller", "Schmidt", "Weber", "Fischer", "Becker", "Hoffmann", "Krüger", "Vogel", "Lange", "Brandt", "Winter", "Sommer"],
    },
    Place {
        country: "GB",
        currency: "GBP",
        language: "en",
        share: 18,
        cities: &["London", "Bristol", "Leeds", "Edinburgh", "Cardiff", "Norwich"],
        first: &["Olivia", "Amelia", "Harry", "Isla", "George", "Poppy", "Alfie", "Grace", "Edith", "Arthur", "Mabel", "Rowan"],
        last: &["Smith", "Jones", "Taylor", "Brown", "Walker", "Hughes", "Bennett", "Fletcher", "Marsh", "O'Connor"],
    },
    Place {
        country: "FR",
        currency: "EUR",
        language: "fr",
        share: 12,
        cities: &["Paris", "Lyon", "Nantes", "Lille", "Bordeaux"],
        first: &["Camille", "Louise", "Hugo", "Chloé", "Léa", "Jules", "Zoé", "Élodie", "Noé", "Margaux"],
        last: &["Martin", "Bernard", "Dubois", "Moreau", "Laurent", "Lefèvre", "Fontaine", "Roux"],
    },
    Place {
        country: "NL",
        currency: "EUR",
        language: "nl",
        share: 10,
        cities: &["Amsterdam", "Utrecht", "Groningen", "Rotterdam"],
        first: &["Sanne", "Daan", "Fleur", "Bram", "Lotte", "Joris", "Noor", "Sem", "Anouk"],
        last: &["de Vries", "van Dijk", "Bakker", "Visser", "Mulder", "de Boer", "Smit"],
    },
    Place {
        country: "AT",
        currency: "EUR",
        language: "de",
        share: 8,
        cities: &["Wien", "Graz", "Linz", "Salzburg"],
        first: &["Theresa", "Lukas", "Katharina", "Matthias", "Valentina", "Florian"],
        last: &["Gruber", "Huber", "Wagner", "Pichler", "Steiner", "Moser"],
    },
    Place {
        country: "CH",
        currency: "CHF",
        language: "de",
        share: 6,
        cities: &["Zürich", "Bern", "Basel", "Luzern"],
        first: &["Nina", "Luca", "Lara", "Reto", "Selina", "Beat"],
        last: &["Meier", "Keller", "Frei", "Baumann", "Gerber", "Brunner"],
    },
    Place {
        country: "US",
        currency: "USD",
        language: "en",
        share: 5,
        cities: &["Portland", "Brooklyn", "Austin", "Madison"],
        first: &["Ava", "Noah", "Mia", "Ethan", "Harper", "Wyatt", "Zora"],
        last: &["Johnson", "Miller", "Garcia", "Nguyen", "Carter", "Reed"],
    },
    Place {
        country: "SE",
        currency: "SEK",
        language: "sv",
        share: 3,
        cities: &["Stockholm", "Göteborg", "Malmö"],
        first: &["Elsa", "Nils", "Astrid", "Axel", "Saga", "Åke"],
        last: &["Andersson", "Lindqvist", "Nyström", "Öberg", "Sandberg"],
    },
];
