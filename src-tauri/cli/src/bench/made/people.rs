//! Who the made shop knows: a million people in eight countries, how they shop, and what they agreed to.
//!
//! `Person::of` says everything that history is made from, for any person at any time, out of the seed alone.

use regulars_core::store::fill::{Cell, Fill};
use regulars_core::types::Result;

use super::dice::Dice;
use super::goods::CATEGORIES;
use super::{DAY, Plan, about};

pub struct Place {
    pub country: &'static str,
    pub currency: &'static str,
    language: &'static str,
    cities: [&'static str; 5],
}

const PLACES: [Place; 8] = [
    Place { country: "DE", currency: "EUR", language: "de", cities: ["Berlin", "Hamburg", "München", "Köln", "Leipzig"] },
    Place { country: "AT", currency: "EUR", language: "de", cities: ["Wien", "Graz", "Linz", "Salzburg", "Innsbruck"] },
    Place { country: "CH", currency: "CHF", language: "de", cities: ["Zürich", "Basel", "Bern", "Luzern", "Genève"] },
    Place { country: "FR", currency: "EUR", language: "fr", cities: ["Paris", "Lyon", "Lille", "Nantes", "Orléans"] },
    Place { country: "NL", currency: "EUR", language: "nl", cities: ["Amsterdam", "Utrecht", "Leiden", "Delft", "Breda"] },
    Place { country: "GB", currency: "GBP", language: "en", cities: ["London", "Leeds", "Bristol", "York", "Oxford"] },
    Place { country: "SE", currency: "SEK", language: "sv", cities: ["Stockholm", "Malmö", "Lund", "Umeå", "Örebro"] },
    Place { country: "US", currency: "USD", language: "en", cities: ["Boston", "Portland", "Austin", "Denver", "Seattle"] },
];
const PLACE_SHARES: [u32; 8] = [40, 9, 8, 13, 10, 10, 6, 4];

const FIRST: [&str; 24] = [
    "Anna", "Ben", "Clara", "David", "Elif", "Finn", "Greta", "Hugo", "Ida", "Jonas", "Klara", "Liam", "Mila", "Noah", "Olga", "Paul",
    "Rosa", "Samir", "Tilda", "Uwe", "Vera", "Willem", "Yara", "Zoë",
];
const LAST: [&str; 24] = [
    "Adler", "Berg", "Conrad", "Dijk", "Ek", "Fischer", "Grant", "Holm", "Ivers", "Jansen", "Keller", "Lang", "Moreau", "Nord", "Olsen",
    "Petit", "Quast", "Roth", "Stone", "Thal", "Ulrich", "Vogel", "Weber", "Young",
];

/// How somebody shops, with the share of people in percent.
const HABIT_SHARES: [u32; 5] = [12, 35, 28, 18, 7];

pub struct Person {
    pub id: u32,
    pub place: &'static Place,
    pub joined: i64,
    /// 0 looks only, 1 buys once, 2 now and then, 3 regularly, 4 is devoted.
    pub habit: usize,
    /// Orders they will ever make, if time allows; and the mean of days between two.
    pub orders: u32,
    pub gap: f64,
    /// Two categories most of their things come from.
    pub favourites: [usize; 2],
    /// Moments between which they may be mailed; empty when they never agreed.
    pub mailed: (i64, i64),
    pub bounces: bool,
    /// The chance that they open a mail.
    pub opens: f64,
}

impl Person {
    pub fn of(plan: &Plan, id: u32) -> Self {
        let mut d = Dice::new(plan.seed, [about::PERSON, id.into(), 0]);
        // The shop grows: numbers are given in the order of joining, and more joined lately.
        let x = (f64::from(id) - d.unit()) / f64::from(plan.people);
        let joined = plan.begin + (x.max(0.0).powf(0.7) * (plan.now - plan.begin - DAY) as f64) as i64;
        let place = &PLACES[d.share(&PLACE_SHARES)];
        let habit = d.share(&HABIT_SHARES);
        let (orders, gap) = match habit {
            0 => (0, 1.0),
            1 => (1, 30.0),
            2 => (2 + d.run(0.66, 10), 80.0 + 160.0 * d.unit()),
            3 => (6 + d.run(0.9, 60), 35.0 + 60.0 * d.unit()),
            _ => (20 + d.run(0.97, 300), 8.0 + 30.0 * d.unit()),
        };
        let favourites = [d.below(CATEGORIES.len() as u32) as usize, d.below(CATEGORIES.len() as u32) as usize];
        let mailed = if d.chance(0.66) {
            let from = joined + 60 + i64::from(d.below(7_200));
            let left = d.chance(0.16).then(|| from + (d.unit() * (plan.now - from).max(1) as f64) as i64);
            (from, left.unwrap_or(i64::MAX))
        } else {
            (i64::MAX, i64::MAX)
        };
        let bounces = d.chance(0.02);
        let opens = [0.02, 0.28, 0.7][d.share(&[38, 47, 15])];
        Self { id, place, joined, habit, orders, gap, favourites, mailed, bounces, opens }
    }
}

/// Everybody, with their keys, tags, fields and consent.
pub fn fill(plan: &Plan, f: &Fill<'_>, tick: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
    let mut people = f.table(
        "person",
        &[
            "id",
            "email",
            "first_name",
            "last_name",
            "phone",
            "country",
            "city",
            "postcode",
            "language",
            "birthday",
            "created_at",
            "registered",
        ],
    )?;
    let mut keys = f.table("person_key", &["kind", "scope", "key", "person_id"])?;
    let mut tags = f.table("person_tag", &["person_id", "tag"])?;
    let mut fields = f.table("person_field", &["person_id", "name", "value"])?;
    // In the order of the keys, so that each goes to the table's end.
    for id in (1..=plan.people).filter(|id| registered(plan, *id)) {
        keys.add(&["customer".into(), plan.source.into(), (&format!("C{id:08}")).into(), id.into()])?;
    }
    for id in 1..=plan.people {
        let person = Person::of(plan, id);
        let d = &mut Dice::new(plan.seed, [about::PERSON, id.into(), 1]);
        let (first, last) = (*d.pick(&FIRST), *d.pick(&LAST));
        let email = format!("p{id:07}.{}@{}", last.to_lowercase(), d.pick(&["example.com", "example.org", "example.net"]));
        let registered = registered(plan, id);
        let city = d.pick(&person.place.cities);
        let named = person.habit > 0 || d.chance(0.5);
        let birthday = d.chance(0.4).then(|| format!("{}-{:02}-{:02}", 1945 + d.below(60), 1 + d.below(12), 1 + d.below(28)));
        let phone = d.chance(0.3).then(|| format!("+49 30 {:07}", d.below(10_000_000)));
        let postcode = format!("{:05}", d.below(100_000));
        people.add(&[
            id.into(),
            (&email).into(),
            named.then_some(first).into(),
            named.then_some(last).into(),
            phone.as_ref().into(),
            d.chance(0.96).then_some(person.place.country).into(),
            d.chance(0.9).then_some(*city).into(),
            d.chance(0.8).then_some(&postcode).into(),
            person.place.language.into(),
            birthday.as_ref().into(),
            person.joined.into(),
            registered.into(),
        ])?;
        keys.add(&["email".into(), 0.into(), (&email).into(), id.into()])?;
        for (tag, share) in [("press", 0.002), ("VIP 2024", 0.02), ("wholesale", 0.01), ("workshop", 0.04)] {
            if d.chance(share) {
                tags.add(&[id.into(), tag.into()])?;
            }
        }
        if d.chance(0.15) {
            let nearest = if d.chance(0.6) { city } else { d.pick(&person.place.cities) };
            fields.add(&[id.into(), "nearest_shop".into(), (*nearest).into()])?;
        }
        if d.chance(0.2) {
            fields.add(&[id.into(), "shoe_size".into(), (&format!("{}", 35 + d.below(13))).into()])?;
        }
        if id.is_multiple_of(10_000) {
            tick(10_000)?;
        }
    }
    consent(plan, f)
}

fn registered(plan: &Plan, id: u32) -> bool {
    Dice::new(plan.seed, [about::PERSON, id.into(), 2]).chance(0.7)
}

fn consent(plan: &Plan, f: &Fill<'_>) -> Result<()> {
    let mut rows = f.table("consent", &["person_id", "channel", "state", "at", "source", "method", "wording"])?;
    for id in 1..=plan.people {
        let person = Person::of(plan, id);
        let d = &mut Dice::new(plan.seed, [about::CONSENT, id.into(), 0]);
        let source = ["checkout", "popup", "import"][d.share(&[55, 25, 20])];
        let mut say = |channel: &str, state: &str, at: i64, source: &str, method: &str| {
            let wording: Cell<'_> = (state == "subscribed").then_some("Yes, send me news by email.").into();
            rows.add(&[id.into(), channel.into(), state.into(), at.into(), source.into(), method.into(), wording])
        };
        if person.mailed.0 < i64::MAX {
            let double = d.chance(0.5);
            if double {
                say("email", "pending", person.joined, source, "double_opt_in")?;
            }
            if person.mailed.0 < plan.now {
                say("email", "subscribed", person.mailed.0, source, if double { "double_opt_in" } else { "single_opt_in" })?;
            }
            if person.mailed.1 < plan.now {
                let bounced = person.bounces;
                say(
                    "email",
                    if bounced { "cleaned" } else { "unsubscribed" },
                    person.mailed.1,
                    if bounced { "hard bounce" } else { "unsubscribe link" },
                    "unknown",
                )?;
            }
        }
        if d.chance(0.08) {
            say("sms", "subscribed", person.joined + 120, source, "single_opt_in")?;
        }
    }
    Ok(())
}
