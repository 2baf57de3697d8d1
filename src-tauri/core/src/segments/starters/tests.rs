//! The gallery in a young shop and in a grown one: what the thresholds become, and that every starter can be asked.

use super::facts::Facts;
use super::*;
use crate::insights::lifecycle::Rhythm;
use crate::segments::condition::Field;
use crate::store::tuning::Has;
use crate::types::Currency;

/// A shop that nobody has bought from and that knows nobody.
fn empty() -> Facts {
    Facts {
        currency: Currency::EUR,
        people: 0,
        rhythm: None,
        repeat_buyers: 0,
        amounts: Vec::new(),
        spent_by_buyer: Vec::new(),
        orders: 0,
        discounted: 0,
        spent_ever: Vec::new(),
        spent: 0,
        refunded: 0,
        never_bought: 0,
        category: None,
        place: None,
        newcomers: (90, 0),
        has: Has::default(),
    }
}

/// A hundred buyers of one order each, of 10, 20 … 1,000 euros, and everything known.
fn full() -> Facts {
    let amounts: Vec<i64> = (1..=100).map(|i| i * 1_000).collect();
    Facts {
        people: 250,
        rhythm: Some(Rhythm { usual_days: 28, quiet_days: 64, lapsed_days: 128, loyal_orders: 5 }),
        repeat_buyers: 60,
        spent: amounts.iter().sum(),
        refunded: 505_000 / 4,
        spent_by_buyer: amounts.clone(),
        spent_ever: amounts.clone(),
        amounts,
        orders: 100,
        discounted: 18,
        never_bought: 150,
        category: Some(("Candles".to_owned(), [vec![1; 30], vec![2; 12], vec![5; 8]].concat())),
        place: Some((Field::City, "Leeds".to_owned(), 34)),
        newcomers: (30, 25),
        has: Has { carts: true, views: true, refunds: true, birthdays: true, consent: true, reactions: true },
        ..empty()
    }
}

fn why(facts: &Facts, name: &str) -> String {
    starters(facts).into_iter().find(|s| s.name == name).map(|s| s.missing.map_or(s.why, str::to_owned)).unwrap()
}

fn json(facts: &Facts, name: &str) -> String {
    starters(facts).into_iter().find(|s| s.name == name).map(|s| s.segment.root.canonical()).unwrap()
}

#[test]
fn there_are_twenty_four_and_every_one_can_be_asked_of_every_shop() {
    let tied = Facts { amounts: vec![2_000; 40], spent_by_buyer: vec![2_000; 40], ..full() };
    for facts in [empty(), full(), tied] {
        let all = starters(&facts);
        let mut names: Vec<&str> = all.iter().map(|s| s.name).collect();
        assert_eq!(names.len(), 24);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 24, "no two have one name");
        for s in all {
            s.segment.check().unwrap_or_else(|e| panic!("{}: {e:?}", s.name));
            assert!(s.purpose.ends_with('.') && s.missing.is_none_or(|m| m.ends_with('.')), "{}", s.name);
            assert!(s.missing.is_some() || s.why.ends_with('.'), "{}: {}", s.name, s.why);
        }
    }
}

#[test]
fn an_empty_shop_is_told_what_is_missing_and_never_an_invented_number() {
    let all: Vec<String> = starters(&empty()).into_iter().map(|s| format!("{}: {}", s.name, s.missing.unwrap_or(&s.why))).collect();
    insta::assert_snapshot!(all.join("\n"), @r#"
    New: In the last 90 days your shop came to know 0 people.
    First-time buyers: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Returning: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Potential loyalists: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Loyal: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    VIP: Nobody has bought in the last year.
    At risk: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    About to lapse: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Lapsed: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Win-back: Nobody’s consent to emails is known yet.
    Replenishment due: A common number for now: your own rhythm shows once 30 people came back, and so far 0 did.
    Big spenders: Too few orders in the last year (0 of the 20 needed) to say what is dear here: these are simply the largest.
    Full-price buyers: Nobody has bought in the last year.
    Discount seekers: No order of the last year has a discount or a coupon.
    Category fans: No product has a category yet.
    One-category buyers: No product has a category yet.
    High refund: No money has been given back so far.
    Never bought: That is none of the 0 people your shop knows.
    Abandoned cart: No carts are known yet.
    Browsed, not bought: No product views are known yet.
    Engaged subscribers: No opened or clicked emails are known yet.
    Unengaged subscribers: No opened or clicked emails are known yet.
    Birthday soon: Nobody’s birthday is known yet.
    Local: No town or region of your people is known yet.
    "#);
}

#[test]
fn a_full_shop_is_tuned_by_its_own_numbers() {
    let all: Vec<String> = starters(&full()).into_iter().map(|s| format!("{}: {}", s.name, s.missing.unwrap_or(&s.why))).collect();
    insta::assert_snapshot!(all.join("\n"), @r#"
    New: In the last 30 days your shop came to know 25 people.
    First-time buyers: Four in five of those who come back to you usually do so within 64 days.
    Returning: Four in five of those who come back to you usually do so within 64 days.
    Potential loyalists: One in five of those who came back to you reached 5 orders.
    Loyal: One in five of those who came back to you reached 5 orders.
    VIP: Of 100 buyers in the last year the top 5% spent €960 or more, and brought 10% of what came in.
    At risk: Four in five of those who come back to you usually do so within 64 days.
    About to lapse: 128 days without an order counts as lapsed here; they reach it within 30 days.
    Lapsed: Four in five who come back do so within 64 days; twice as long without a word counts as lapsed.
    Win-back: The top quarter of your buyers have spent €760 or more in all.
    Replenishment due: Everybody is measured by their own gaps; half of your returning customers come back within 28 days.
    Big spenders: In your shop one in ten orders is above €900.
    Full-price buyers: Of the 100 orders of the last year 82% were at full price.
    Discount seekers: In your shop 18% of the orders have a discount or a coupon; of theirs at least 50% do.
    Category fans: “Candles” is your category with most buyers; of its 50 buyers 16% ordered it at least 3 times.
    One-category buyers: More people buy “Candles” than anything else of yours; choose another category if you like.
    High refund: In your shop 3% of what comes in goes back again; of theirs at least 20%.
    Never bought: That is 60% of the 250 people your shop knows.
    Abandoned cart: Half of your returning customers come back within 28 days. A wish cools sooner: after 14 days here.
    Browsed, not bought: Half of your returning customers come back within 28 days. A wish cools sooner: after 14 days here.
    Engaged subscribers: A click or an open within 90 days. Clicks say more: mail programs open pictures by themselves.
    Unengaged subscribers: At least 3 emails in 180 days, and neither an open nor a click.
    Birthday soon: Two weeks are time enough to write, and to send something.
    Local: 34 people live in Leeds, more than anywhere else.
    "#);
}

#[test]
fn dear_orders_are_above_a_round_number_where_something_is() {
    assert_eq!(why(&full(), "Big spenders"), "In your shop one in ten orders is above €900.");
    assert!(json(&full(), "Big spenders").contains(r#""amount":{"op":"more_than","value":90000}"#));
    // Cents make the number round; the share is that of the round number.
    let cents = Facts { amounts: (1..=100).map(|i| i * 1_000 + 99).collect(), ..full() };
    assert!(json(&cents, "Big spenders").contains(r#""value":90000}"#), "{}", json(&cents, "Big spenders"));
    assert_eq!(why(&cents, "Big spenders"), "In your shop one in ten orders is above €900.");
    // One price for all: nobody stands out, and it says so.
    let tied = Facts { amounts: vec![2_000; 40], ..full() };
    assert_eq!(why(&tied, "Big spenders"), "In your shop all of the orders are €20 or more.");
    let few = Facts { amounts: vec![2_000; 19], ..full() };
    assert!(why(&few, "Big spenders").starts_with("Too few orders in the last year (19 of the 20 needed)"));
    assert!(json(&few, "Big spenders").contains(r#""op":"top","percent":10"#));
}

#[test]
fn thresholds_stay_within_reason() {
    let all_discounted = Facts { discounted: 100, refunded: i64::MAX / 1_000, ..full() };
    assert!(json(&all_discounted, "Discount seekers").contains(r#""percent":90"#));
    assert!(json(&all_discounted, "High refund").contains(r#""percent":100,"right""#));
    let one = Facts { category: Some(("Soap".to_owned(), vec![1])), ..full() };
    assert_eq!(why(&one, "Category fans"), "“Soap” is your category with most buyers; of its 1 buyer none ordered it at least twice.");
    let daily = Facts { rhythm: Some(Rhythm { usual_days: 1, quiet_days: 1, lapsed_days: 2, loyal_orders: 2 }), ..full() };
    assert!(json(&daily, "At risk").contains(r#"{"kind":"days_ago","from":2,"to":2}"#), "{}", json(&daily, "At risk"));
    assert!(json(&daily, "About to lapse").contains(r#"{"kind":"days_ago","from":2,"to":2}"#));
    assert!(json(&daily, "Potential loyalists").contains(r#"{"op":"between","from":2,"to":2}"#), "{}", json(&daily, "Potential loyalists"));
}
