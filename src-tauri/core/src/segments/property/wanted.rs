//! What a run must have exercised both ways, written out from the language itself: every kind of rows with every word of its
//! filter and every measure, every comparison, window, test, field and node; and the corners that shops must have.

use super::rows::Rows;
use super::seen::Seen;
use crate::insights::engagement::EngagementLevel;
use crate::insights::lifecycle::Stage;
use crate::segments::activity::{RowNumber, What};
use crate::store::Store;

pub fn all() -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for what in What::ALL {
        out.extend(filters(what).into_iter().map(|f| format!("{what:?} where {f}")));
        for m in ["Count", "First", "Last", "Nth", "Gap Longest", "Gap Shortest", "Gap Average", "Overdue"] {
            out.push(format!("{what:?} {m}"));
        }
        for n in [RowNumber::Amount, RowNumber::Quantity, RowNumber::Rating].into_iter().filter(|n| what.has(*n)) {
            for m in ["Sum", "Average", "Smallest", "Largest"] {
                out.push(format!("{what:?} {m} {n:?}"));
            }
        }
        if !matches!(what, What::Emails | What::Searches | What::Events) {
            out.push(format!("{what:?} Products"));
        }
    }
    let mut add = |kind: &str, names: &str| out.extend(names.split_whitespace().map(|n| format!("{kind} {n}")));
    add("Number", "AtLeast AtMost Exactly Not MoreThan LessThan Between Top Bottom");
    add("Window", "LastDays LastWeeks LastMonths OverDaysAgo DaysAgo Before After Between SameDayLastYear");
    add("group", "All Any None");
    add("versus", "MoreThan AtLeast Equal AtMost LessThan");
    add("versus of", "Count Sum Average Smallest Largest Products");
    add("sequence of", "2 3 4 5");
    add("sequence", "within without");
    add("sequence absent", "within ever");
    add("field", "Country Region City Postcode Language Email FirstName LastName Phone Tag Created Birthday Registered Custom");
    add("test", "Is OneOf Contains StartsWith EndsWith Matches Number SameAs IsSet IsNotSet Within ComingUp Yes No");
    for negative in ["IsNot", "NotOneOf", "NotContains", "NotMatches", "NotSameAs"] {
        add(&format!("test {negative}"), "Include Exclude");
    }
    add("property", "Is IsNot OneOf NotOneOf Contains NotContains StartsWith EndsWith Matches NotMatches Number IsSet IsNotSet");
    add("consent", "Subscribed Unsubscribed Pending Cleaned Unknown");
    add("predicted", "Value Churn NextOrder rank");
    add("interests", "1 2 3");
    add("arm", "any named");
    add("exported", "any named");
    out.extend(Stage::ALL.iter().map(|s| format!("stage {s:?}")));
    out.extend(EngagementLevel::ALL.iter().map(|l| format!("level {l:?}")));
    let single = "consent, consent by source, rfm, lifecycle, engagement, random, list, segment, people, nothing in between, \
                  versus without a figure, cart ordered, cart ordered later";
    out.extend(single.split(", ").map(|s| s.trim().to_owned()));
    out
}

fn filters(what: What) -> Vec<&'static str> {
    let product = ["products", "categories", "product_tags"];
    let order = ["discounted", "coupons", "channels", "countries", "statuses"];
    match what {
        What::Orders => [&product[..], &["amount"], &order].concat(),
        What::OrderLines => [&product[..], &["price", "amount"], &order].concat(),
        What::Refunds | What::Carts | What::AbandonedCarts => [&product[..], &["amount"]].concat(),
        What::Emails => vec!["kinds", "campaigns", "links"],
        What::Views => [&product[..], &["price"]].concat(),
        What::Searches => vec!["terms"],
        What::Reviews => [&product[..], &["rating"]].concat(),
        What::Events => vec!["names", "properties"],
    }
}

/// What a shop may have, and how it is found there.
const CORNERS: [(&str, &str); 17] = [
    ("somebody with two customer numbers", "SELECT 1 FROM person_key WHERE kind = 'customer' GROUP BY person_id HAVING count(*) > 1"),
    ("somebody forgotten", "SELECT 1 FROM suppression"),
    ("an anonymous order", "SELECT 1 FROM orders WHERE person_id IS NULL"),
    ("an order without an amount", "SELECT 1 FROM orders WHERE total_shop IS NULL AND person_id IS NOT NULL"),
    ("an order changed at a rate", "SELECT 1 FROM orders WHERE total_shop <> total"),
    ("a line without a product", "SELECT 1 FROM order_line WHERE product_id IS NULL"),
    ("a line of less than nothing", "SELECT 1 FROM order_line WHERE quantity < 0 AND total_shop < 0"),
    ("a line of no pieces", "SELECT 1 FROM order_line WHERE quantity = 0"),
    (
        "a refund of an order that does not count",
        "SELECT 1 FROM refund f JOIN orders o ON o.id = f.order_id WHERE o.counts = 0 AND f.person_id IS NOT NULL",
    ),
    ("a refund of no order", "SELECT 1 FROM refund WHERE order_id IS NULL AND person_id IS NOT NULL"),
    ("a product in several categories", "SELECT 1 FROM product_category GROUP BY product_id HAVING count(*) > 1"),
    ("two orders of one moment", "SELECT 1 FROM orders WHERE person_id IS NOT NULL GROUP BY person_id, placed_at HAVING count(*) > 1"),
    ("two statements of one second", "SELECT 1 FROM consent GROUP BY person_id, channel, at HAVING count(*) > 1"),
    ("properties of other types", "SELECT 1 FROM event WHERE properties LIKE '%:{%' OR properties LIKE '%null%'"),
    ("an empty tag", "SELECT 1 FROM person_tag WHERE tag = ''"),
    ("somebody known since nobody knows when", "SELECT 1 FROM person WHERE created_at = 0"),
    ("an exposure", "SELECT 1 FROM exposure"),
];

const MIDNIGHT: &str = "the first or the last second of a day";

/// Every name of a corner.
pub fn all_corners() -> impl Iterator<Item = &'static str> {
    CORNERS.iter().map(|(name, _)| *name).chain([MIDNIGHT])
}

pub fn corners(rows: &Rows, store: &Store, seen: &Seen) {
    for (name, sql) in CORNERS {
        if store.read(|r| r.first(sql, &[], |_| Ok(()))).unwrap().is_some() {
            seen.corner(name);
        }
    }
    let start = |at: i64| rows.zone.start_of(rows.day(at)).0;
    let edge = rows.people.iter().flat_map(|p| &p.did).any(|r| r.at == start(r.at) || rows.day(r.at + 1) != r.day);
    if edge {
        seen.corner(MIDNIGHT);
    }
}
