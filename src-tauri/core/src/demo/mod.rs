//! The demo shop: generated from a seed, and brought in through the same door as a real import.
//!
//! "Wick & Wool" sells candles, yarn, tea and ceramics in eight countries. Nobody in it exists; every address ends
//! in example.com, example.org or example.net. The same seed and day give the same shop. Start with `fill`.

mod catalogue;
mod codes;
mod doings;
mod history;
mod lists;
mod names;
mod people;
mod saved;

pub use saved::DUE_A_WORD;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::store::ingest::Ingest;
use crate::store::{Area, Store};
use crate::types::records::Record;
use crate::types::{Currency, Day, Error, Progress, Result, ShopZone, Timestamp};

/// The demo everybody sees; another seed makes another shop of the same kind.
pub const SEED: u64 = 20_261_120;

const ZONE: &str = "Europe/Berlin";

/// The look of its emails: `emails::brand::Brand` as it is saved.
const BRAND: &str = r#"{"website": "https://wickandwool.example", "postal_address": "Wick & Wool\nLindenhof 4, 00000 Musterstadt"}"#;

/// Records between two words about progress.
const PAGE: usize = 500;

/// Fills an empty shop with about 2,000 customers and two years of history that end at `now`.
///
/// # Errors
/// `BadInput` when the shop already holds people: the demo never mixes with anybody's data.
pub fn fill(store: &Store, seed: u64, now: Timestamp, progress: &Progress) -> Result<()> {
    if store.read(|r| r.person_count())? > 0 {
        return Err(Error::bad_input("This shop already has people in it. The demo shop needs a file of its own."));
    }
    let zone = ShopZone::parse(ZONE)?;
    let today = zone.day_of(now);
    let records = records(seed, zone, now);
    let total = records.len() as u64;
    // One transaction: a kill in the middle leaves an empty file, never half a demo that claims to be whole.
    store.write(Area::Data, |w| {
        w.set_setting("shop.name", "Wick & Wool")?;
        w.set_setting("shop.currency", Currency::EUR.as_str())?;
        w.set_setting("shop.zone", ZONE)?;
        w.set_setting("shop.demo", "1")?;
        w.set_setting(crate::emails::brand::SETTING, BRAND)?;
        for (currency, day, micro) in rates(seed, today) {
            w.set_rate(currency, day, micro, "demo")?;
        }
        let source = w.add_source("demo", "Wick & Wool", "{}", now)?;
        let mut done = 0;
        for page in records.chunks(PAGE) {
            let mut ingest = Ingest::new(w, source)?;
            for record in page {
                ingest.record(record)?;
            }
            ingest.finish()?;
            done += page.len() as u64;
            progress.tick("Setting up the demo shop", done, Some(total))?;
        }
        Ok(())
    })?;
    store.write(Area::Documents, |w| saved::save(w, now))?;
    store.write(Area::Data, |w| lists::save(w, now))?;
    store.write(Area::House, |w| codes::save(w, now))?;
    store.tidy()
}

/// Everything the demo shop's platform would have sent, oldest first where order matters.
pub fn records(seed: u64, zone: ShopZone, now: Timestamp) -> Vec<Record> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let products = catalogue::products(now);
    let people = people::make(&mut rng, zone, now);
    let lives = history::live(&mut rng, &products, &people, zone, now);
    let mut out: Vec<Record> = products.iter().chain(&catalogue::new_arrivals(now)).map(|p| Record::Product(p.record.clone())).collect();
    // Guests are not in a shop's list of customers: they come with their orders.
    out.extend(people.iter().filter(|p| !p.guest).map(|p| Record::Customer(p.record.clone())));
    let doings = doings::Doings::new(seed, &products, zone, now).make(&people, &lives);
    out.extend(lives);
    out.extend(doings);
    out
}

/// Weekly rates to the euro over the last two years, wandering a little, in millionths.
fn rates(seed: u64, today: Day) -> Vec<(Currency, Day, i64)> {
    use rand::RngExt;

    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x0052_4154_4553);
    let mut out = Vec::new();
    for (code, start) in [("GBP", 1_170_000_i64), ("CHF", 1_060_000), ("USD", 915_000), ("SEK", 88_000)] {
        let Ok(currency) = code.parse::<Currency>() else { continue };
        let mut micro = start;
        for week in (0..112_u32).rev() {
            micro += rng.random_range(-start / 250..=start / 250);
            out.push((currency, today.minus_days(week * 7 + 1), micro));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        ShopZone::UTC.start_of(text.parse().unwrap())
    }

    #[test]
    fn the_same_seed_and_day_give_the_same_shop_and_another_seed_another() {
        let zone = ShopZone::parse(ZONE).unwrap();
        let now = at("2026-11-20");
        assert_eq!(records(1, zone, now), records(1, zone, now));
        assert_ne!(records(1, zone, now), records(2, zone, now));
    }

    #[test]
    fn it_holds_what_a_real_shop_holds() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("demo.db"), None).unwrap();
        fill(&store, SEED, at("2026-11-20"), &Progress::silent()).unwrap();
        let n = |sql: &str| store.read(|r| r.number(sql, &[])).unwrap();
        assert!((1_900..=2_200).contains(&n("SELECT count(*) FROM person")), "{}", n("SELECT count(*) FROM person"));
        assert!(n("SELECT count(DISTINCT currency) FROM orders") >= 4);
        assert!(n("SELECT count(DISTINCT country) FROM person") >= 7);
        assert!(n("SELECT count(*) FROM person WHERE country IS NULL") >= 20);
        assert!(n("SELECT count(*) FROM person WHERE registered = 0") >= 200, "guests");
        assert!(n("SELECT count(*) FROM refund") >= 80);
        assert!(n("SELECT count(*) FROM cart WHERE order_id IS NULL") >= 100, "abandoned carts");
        assert!(n("SELECT count(*) FROM cart WHERE order_id IS NOT NULL") >= 20, "recovered carts");
        for kind in [1, 2, 3] {
            assert!(n(&format!("SELECT count(*) FROM email_event WHERE kind = {kind}")) >= 500, "email events of kind {kind}");
        }
        for (what, least) in [
            ("product_view", 3_000),
            ("search", 500),
            ("review WHERE rating = 5", 100),
            ("review WHERE rating < 3", 20),
            ("event WHERE name = 'Wishlist Added'", 200),
            ("event WHERE name = 'Newsletter Form Seen'", 300),
            ("event WHERE name = 'Store Visited' AND json_extract(properties, '$.city') = 'Berlin'", 10),
            ("product_tag WHERE tag = 'handmade'", 10),
            ("people_list_member", 40),
            ("people_list_rest", 3),
        ] {
            let found = n(&format!("SELECT count(*) FROM {what}"));
            assert!(found >= least, "{what}: {found}");
        }
        let seen_then_bought = "SELECT count(DISTINCT o.id) FROM product_view v JOIN orders o ON o.person_id = v.person_id
                               AND o.placed_at > v.at AND o.placed_at < v.at + 5 * 86400";
        assert!(n(seen_then_bought) >= 500);
        // As before there were views and the like: they have a stream of their own.
        assert_eq!((n("SELECT count(*) FROM person"), n("SELECT count(*) FROM orders")), (2_000, 4_735));
        for table in ["product_view", "search", "review", "event"] {
            let late = format!(
                "SELECT count(*) FROM {table} t JOIN person p ON p.id = t.person_id WHERE t.at > 1795132800 OR t.at < p.created_at"
            );
            assert_eq!(n(&late), 0, "{table}");
        }
        assert!(n("SELECT count(*) FROM consent WHERE state = 'unsubscribed'") >= 50);
        assert!(n("SELECT count(*) FROM orders WHERE person_id IS NULL") >= 20, "anonymous orders");
        assert_eq!(n("SELECT count(*) FROM orders WHERE total_shop IS NULL"), 0);
        assert_eq!(n("SELECT count(*) FROM orders WHERE placed_at > 1795132800"), 0, "nothing lies in the future");
        assert_eq!(n("SELECT count(*) FROM person WHERE email IS NOT NULL AND email NOT LIKE '%@example.%'"), 0);
        assert_eq!(
            n(
                "SELECT count(*) FROM orders o WHERE o.total <> o.shipping - o.discount + (SELECT sum(total) FROM order_line WHERE order_id = o.id)"
            ),
            0,
            "an order is the sum of its lines"
        );
        assert!(fill(&store, SEED, at("2026-11-20"), &Progress::silent()).is_err(), "never a second time into the same file");
    }
}
