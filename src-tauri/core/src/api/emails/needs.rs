//! What a ready email needs, and how much of it this shop has, in sentences.

use serde::Serialize;
use specta::Type;

use crate::emails::starters::need::{Need, NeedKind};
use crate::store::Reader;
use crate::store::starting::{EmailNeeds, Lately};
use crate::types::money::grouped;
use crate::types::{Day, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct StarterNeed {
    pub what: NeedKind,
    /// "Carts".
    pub label: String,
    /// The shop has it.
    pub there: bool,
    /// How much of it: "412 people left something in the cart; 31 this week".
    pub have: String,
    /// What is different for a reader without it.
    pub without: String,
}

pub(super) fn known(r: &Reader<'_>, day: Day) -> Result<EmailNeeds> {
    let zone = r.shop()?.zone;
    let since = |days: u32| zone.start_of(day.minus_days(days - 1));
    let month = day.to_string().get(5..7).unwrap_or_default().to_owned();
    r.email_needs(Lately { week: since(7), month: since(30), season: since(90), end: zone.end_of(day) }, &month)
}

/// How much of it the shop has, in a sentence.
pub(super) fn told(need: &Need, n: &EmailNeeds, vips: Option<(&str, u64)>, day: Day) -> StarterNeed {
    let (label, there, have) = match need.kind {
        NeedKind::Carts => (
            "Carts",
            n.carts > 0,
            match (n.carts, n.carts_lately) {
                (0, _) => "No carts are known: connect a shop that has them.".to_owned(),
                (all, lately) => format!("{} left something in the cart; {} this week.", persons(all), some(lately)),
            },
        ),
        NeedKind::Views => (
            "Looks at products",
            n.views > 0,
            match (n.views, n.views_lately) {
                (0, _) => "No looks at products are known: bring in a file of events.".to_owned(),
                (all, lately) => format!("{} looked at a product; {} in the last 30 days.", persons(all), some(lately)),
            },
        ),
        NeedKind::Orders => (
            "Orders",
            n.buyers > 0,
            match (n.buyers, n.returning) {
                (0, _) => "No orders are known: connect your shop, or bring in a file of orders.".to_owned(),
                (all, again) => format!("{} bought something; {} more than once.", persons(all), some(again)),
            },
        ),
        NeedKind::Repeats => (
            "Bought again",
            n.repeats > 0,
            match n.repeats {
                0 => "Nobody has bought the same thing twice yet.".to_owned(),
                all => format!("{} bought the same thing more than once.", persons(all)),
            },
        ),
        NeedKind::Reviews => (
            "Reviews",
            n.reviews > 0,
            match n.reviews {
                0 => "No review of four stars or more with words is known: bring in a file of reviews.".to_owned(),
                1 => "1 review of four stars or more with words.".to_owned(),
                all => format!("{} reviews of four stars or more with words.", grouped(all.unsigned_abs())),
            },
        ),
        NeedKind::Birthdays => (
            "Birthdays",
            n.birthdays > 0,
            match (n.birthdays, n.birthdays_now) {
                (0, _) => "Nobody’s birthday is known: your shop or mail program may have it, or a file of customers.".to_owned(),
                (all, now) => format!("The birthdays of {} are known; {} this month.", persons(all), some(now)),
            },
        ),
        NeedKind::Code => (
            "A code",
            n.codes > 0,
            match n.codes {
                0 => "No codes from a file are here; the letter has one for all, which your till has to know.".to_owned(),
                1 => "1 code from a file is free; the letter has one for all until you choose otherwise.".to_owned(),
                all => {
                    format!(
                        "{} codes from files are free; the letter has one for all until you choose otherwise.",
                        grouped(all.unsigned_abs())
                    )
                }
            },
        ),
        NeedKind::BestCustomers => (
            "Best customers",
            vips.is_some(),
            match vips {
                None => "No segment of yours is named as your best customers; “VIP” is a ready one.".to_owned(),
                Some((name, n)) => {
                    format!("“{name}” holds {}.", persons(i64::try_from(n).unwrap_or(i64::MAX)))
                }
            },
        ),
        NeedKind::Arrivals => (
            "New products",
            n.arrivals > 0,
            match n.arrivals {
                0 => format!("Nothing came in during the 90 days to {day}."),
                1 => "1 product came in during the last 90 days.".to_owned(),
                all => format!("{} products came in during the last 90 days.", grouped(all.unsigned_abs())),
            },
        ),
        NeedKind::Choice => (
            "Your choice of products",
            n.products > 0,
            match (n.products, n.out_of_stock) {
                (0, _) => "No products are known: connect your shop, or bring in a file of orders.".to_owned(),
                (all, 0) => format!("{} to choose from.", things(all)),
                (all, out) => format!(
                    "{} to choose from; {} sold out today.",
                    things(all),
                    if out == 1 { "1 is".to_owned() } else { format!("{} are", grouped(out.unsigned_abs())) }
                ),
            },
        ),
    };
    StarterNeed { what: need.kind, label: label.to_owned(), there, have, without: need.without.to_owned() }
}

fn persons(n: i64) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.unsigned_abs())) }
}

fn things(n: i64) -> String {
    if n == 1 { "1 product".to_owned() } else { format!("{} products", grouped(n.unsigned_abs())) }
}

fn some(n: i64) -> String {
    if n == 0 { "nobody".to_owned() } else { grouped(n.unsigned_abs()) }
}
