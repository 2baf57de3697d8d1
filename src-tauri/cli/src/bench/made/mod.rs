//! A shop of a million people, made from a seed: 4.4 million orders, 11 million lines, 22 million email events, 3 million
//! looks at products, over four years, for the bench.
//!
//! Nobody in it exists. The same seed and size give the same rows; rows come in the order in which a shop would have
//! seen them, quarter by quarter, so that memory stays flat. Start with `fill`.

mod dice;
mod goods;
mod mails;
mod orders;
mod people;

use std::path::Path;

use regulars_core::store::Store;
use regulars_core::types::{Currency, Result, ShopZone, Timestamp};

pub const SEED: u64 = 20_261_120;
pub const ZONE: &str = "Europe/Berlin";
/// 2026-11-20 12:00 UTC: where history ends, and what the bench takes for now.
pub const NOW: i64 = 1_795_176_000;
const DAY: i64 = 86_400;
const YEARS: i64 = 4;

/// What a throw of the dice is about.
mod about {
    pub const PERSON: u64 = 1;
    pub const CONSENT: u64 = 2;
    pub const PRODUCT: u64 = 3;
    pub const VISITS: u64 = 4;
    pub const ORDER: u64 = 5;
    pub const CAMPAIGN: u64 = 6;
    pub const MAIL: u64 = 7;
}

/// What everything is made from.
pub struct Plan {
    pub seed: u64,
    pub people: u32,
    /// The made platform's id in the file.
    source: i64,
    begin: i64,
    now: i64,
}

/// What an order of another currency is worth: fixed, in millionths of a euro. The krone has no rate on purpose, so
/// that some orders have no amount in the shop's currency.
const RATES: [(&str, i64); 4] = [("CHF", 1_060_000), ("GBP", 1_170_000), ("SEK", 88_000), ("USD", 915_000)];

/// Minor units of euro; `None` when there is no rate.
fn in_euro(amount: i64, currency: &str) -> Option<i64> {
    if currency == "EUR" {
        return Some(amount);
    }
    let (_, micro) = RATES.iter().find(|(c, _)| *c == currency)?;
    Some((amount * micro + 500_000) / 1_000_000)
}

/// Makes the shop in a new file. `tick` hears what is being made and how much of it is done.
pub fn fill(file: &Path, seed: u64, people: u32, tick: &mut dyn FnMut(&str, u64) -> Result<()>) -> Result<()> {
    let store = Store::open(file, None)?;
    store.fill(|f| {
        let begin = NOW - YEARS * 365 * DAY;
        f.set_setting("shop.name", "The bench's shop")?;
        f.set_setting("shop.currency", "EUR")?;
        f.set_setting("shop.zone", ZONE)?;
        let day = ShopZone::parse(ZONE)?.day_of(Timestamp(begin)).minus_days(1);
        for (code, micro) in RATES {
            f.set_rate(code.parse::<Currency>()?, day, micro, "bench")?;
        }
        let source = f.add_source("bench", "The bench's shop", "{}", Timestamp(begin))?.0;
        let plan = Plan { seed, people, source, begin, now: NOW };
        goods::fill(&plan, f)?;
        people::fill(&plan, f, &mut |n| tick("people", n))?;
        orders::fill(&plan, f, &mut |n| tick("orders", n))?;
        mails::fill(&plan, f, &mut |n| tick("email events", n))?;
        tick("indexes", 0)
    })
}

/// A quarter of a year at a time, from the shop's first day to its last: `[from, to)`.
fn quarters(plan: &Plan) -> impl Iterator<Item = (i64, i64)> + use<> {
    let (begin, end, step) = (plan.begin, plan.now, 91 * DAY);
    (0..).map(move |i| begin + i * step).take_while(move |from| *from < end).map(move |from| (from, (from + step).min(end)))
}
