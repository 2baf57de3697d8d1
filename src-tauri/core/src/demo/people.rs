//! Who shops at Wick & Wool: names, places, consent, and how keen each one is.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::names::{PLACES, Place};
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{ShopZone, Timestamp};

pub const COUNT: usize = 2_000;
pub const DAYS: u32 = 730;

/// How somebody shops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Subscribed once, never bought.
    Looker,
    Once,
    Occasional,
    Regular,
    Devoted,
}

pub struct Shopper {
    pub record: CustomerRecord,
    pub place: &'static Place,
    pub habit: Habit,
    pub guest: bool,
    pub joined: Timestamp,
    /// The category most of what they buy comes from.
    pub favourite: usize,
}

impl Shopper {
    /// Whether they could be mailed at `at`: the last thing they said was yes.
    pub fn subscribed_at(&self, at: Timestamp) -> bool {
        let last = self.record.consent.iter().filter(|c| c.at <= at).max_by_key(|c| c.at);
        last.is_some_and(|c| c.state == ConsentState::Subscribed)
    }

    pub fn say(&mut self, state: ConsentState, at: Timestamp, source: &str, method: &str) {
        self.record.consent.push(ConsentRecord {
            channel: Channel::Email,
            state,
            at,
            source: source.to_owned(),
            method: method.to_owned(),
            wording: (state == ConsentState::Subscribed).then(|| "Yes, send me news from Wick & Wool by email.".to_owned()),
        });
    }
}

pub fn pick<'a, T>(rng: &mut ChaCha8Rng, from: &'a [T]) -> &'a T {
    &from[rng.random_range(0..from.len())]
}

pub fn make(rng: &mut ChaCha8Rng, zone: ShopZone, now: Timestamp) -> Vec<Shopper> {
    (1..=COUNT).map(|n| one(rng, n, zone, now)).collect()
}

fn one(rng: &mut ChaCha8Rng, n: usize, zone: ShopZone, now: Timestamp) -> Shopper {
    let place = place(rng);
    let first = *pick(rng, place.first);
    let last = *pick(rng, place.last);
    let habit = match rng.random_range(0..100) {
        0..8 => Habit::Looker,
        8..52 => Habit::Once,
        52..78 => Habit::Occasional,
        78..94 => Habit::Regular,
        _ => Habit::Devoted,
    };
    // The shop grows: more people joined lately than two years ago.
    let days_ago = (f64::from(DAYS) * rng.random::<f64>().powf(1.25)) as u32;
    let day = zone.day_of(now).minus_days(days_ago.clamp(1, DAYS));
    let joined = zone.start_of(day).plus_secs(rng.random_range(8 * 3600..22 * 3600));
    let guest = habit != Habit::Looker && rng.random_bool(if habit == Habit::Once { 0.35 } else { 0.12 });
    let record = CustomerRecord {
        external_id: (!guest).then(|| format!("C{n:05}")),
        email: Some(address(first, last, n)),
        // Some guests and subscribers leave nothing but an address.
        first_name: (habit != Habit::Looker || rng.random_bool(0.6)).then(|| first.to_owned()),
        last_name: (habit != Habit::Looker || rng.random_bool(0.5)).then(|| last.to_owned()),
        country: (habit != Habit::Looker && !(guest && rng.random_bool(0.06)) || rng.random_bool(0.4)).then(|| place.country.to_owned()),
        city: (habit != Habit::Looker).then(|| (*pick(rng, place.cities)).to_owned()),
        language: Some(place.language.to_owned()),
        birthday: rng
            .random_bool(0.3)
            .then(|| format!("{}-{:02}-{:02}", rng.random_range(1948..2004), rng.random_range(1..=12), rng.random_range(1..=28))),
        created_at: Some(joined),
        tags: if habit == Habit::Devoted && rng.random_bool(0.5) { vec!["workshop".to_owned()] } else { Vec::new() },
        ..CustomerRecord::default()
    };
    let mut shopper = Shopper { record, place, habit, guest, joined, favourite: rng.random_range(0..6) };
    consent(rng, &mut shopper, now);
    shopper
}

fn consent(rng: &mut ChaCha8Rng, shopper: &mut Shopper, now: Timestamp) {
    let says_yes = shopper.habit == Habit::Looker || rng.random_bool(if shopper.guest { 0.35 } else { 0.62 });
    if !says_yes {
        return;
    }
    let source = if shopper.habit == Habit::Looker { "newsletter form" } else { "checkout" };
    let asked = shopper.joined.plus_secs(60);
    shopper.say(ConsentState::Pending, asked, source, "double_opt_in");
    if rng.random_bool(0.05) {
        return;
    }
    let confirmed = asked.plus_secs(rng.random_range(60..7200));
    shopper.say(ConsentState::Subscribed, confirmed, source, "double_opt_in");
    let left = (now.0 - confirmed.0).max(1);
    if rng.random_bool(0.13) {
        let at = confirmed.plus_secs(rng.random_range(left / 20..=left));
        shopper.say(ConsentState::Unsubscribed, at, "unsubscribe link", "single_opt_in");
    } else if rng.random_bool(0.015) {
        let at = confirmed.plus_secs(rng.random_range(left / 10..=left));
        shopper.say(ConsentState::Cleaned, at, "hard bounce", "unknown");
    }
}

fn place(rng: &mut ChaCha8Rng) -> &'static Place {
    let mut draw = rng.random_range(0..PLACES.iter().map(|p| p.share).sum());
    for place in &PLACES {
        if draw < place.share {
            return place;
        }
        draw -= place.share;
    }
    &PLACES[0]
}

/// `lena.mueller.17@example.com`: plain ASCII, and of a domain that nobody can own.
fn address(first: &str, last: &str, n: usize) -> String {
    let plain = |s: &str| -> String {
        s.to_lowercase()
            .chars()
            .flat_map(|c| match c {
                'ä' => "ae".chars().collect::<Vec<_>>(),
                'ö' => "oe".chars().collect(),
                'ü' => "ue".chars().collect(),
                'é' | 'è' | 'ë' => vec!['e'],
                'å' => vec!['a'],
                c if c.is_ascii_alphanumeric() => vec![c],
                _ => Vec::new(),
            })
            .collect()
    };
    let domain = ["example.com", "example.org", "example.net"][n % 3];
    format!("{}.{}.{n}@{domain}", plain(first), plain(last))
}
