//! The rules in tiny shops, each reason in words; and on random shops against the slow second reading in `naive`.

use proptest::prelude::*;

use super::naive::{Naive, deed};
use super::rule::{Bought, LeaveOut, ProductRule};
use super::{Ask, Because, Choice, Facts, Good, LeftOut, Nothing, Shelf};
use crate::types::{Day, PersonId, ProductId};

fn today() -> Day {
    "2026-11-20".parse().unwrap()
}

fn ago(days: u32) -> Day {
    today().minus_days(days)
}

fn good(id: i64) -> Good {
    Good { product: ProductId(id), title: format!("Thing {id}"), in_stock: None, has_picture: true, created: None, categories: vec![] }
}

fn goods(ids: std::ops::RangeInclusive<i64>) -> Vec<Good> {
    ids.map(good).collect()
}

fn ask(shelf: &Shelf, person: u32, rule: ProductRule, count: usize) -> Choice {
    shelf.choose(PersonId(person), &Ask::new(shelf, &rule, count, LeaveOut::default(), None), &[])
}

fn ids(choice: &Choice) -> Vec<i64> {
    choice.chosen.iter().map(|(p, _)| p.0).collect()
}

fn why(shelf: &Shelf, choice: &Choice) -> Vec<String> {
    choice.chosen.iter().map(|(_, b)| shelf.because(*b)).collect()
}

#[test]
fn best_sellers_that_they_have_not_bought_with_the_reason_for_each() {
    let mut goods = goods(1..=5);
    goods[4].in_stock = Some(false);
    let bought = |product: i64, people: std::ops::Range<u32>, day: Day| people.map(move |p| deed(p, product, day));
    let facts = Facts {
        goods,
        bought: bought(1, 1..9, ago(3))
            .chain(bought(2, 10..17, ago(3)))
            .chain(bought(3, 10..17, ago(89)))
            .chain(bought(4, 20..60, ago(90)))
            .chain(bought(5, 20..90, ago(3)))
            .chain(bought(1, 1..9, ago(0)))
            .collect(),
        ..Facts::default()
    };
    let shelf = Shelf::new(facts, today());
    let rule = ProductRule::BestSellers { days: 90 };
    let one = ask(&shelf, 1, rule.clone(), 3);
    assert_eq!(ids(&one), [2, 3, 4], "equal ranks by id, older ones last");
    assert_eq!(one.left_out, [(ProductId(5), LeftOut::OutOfStock), (ProductId(1), LeftOut::AlreadyBought { last: ago(0) })]);
    assert_eq!(
        why(&shelf, &one),
        [
            "Best seller: 7 people bought it in the last 90 days",
            "Best seller: 7 people bought it in the last 90 days",
            "Best seller of all time: 40 people bought it, nobody lately"
        ]
    );
    assert_eq!(one.left_out[1].1.sentence(), "Left out: bought already, on 20 November 2026");
    let nobody = ask(&shelf, 1000, rule.clone(), 1);
    assert_eq!(nobody.chosen[0].1, Because::BestSeller { people: 8, days: 90 }, "buying twice counts a person once");
    let lately = LeaveOut { bought: Bought::Lately { days: 30 }, ..LeaveOut::default() };
    let twenty = shelf.choose(PersonId(20), &Ask::new(&shelf, &rule, 9, lately, None), &[ProductId(2)]);
    assert_eq!(ids(&twenty), [1, 3, 4], "4 was bought long ago, 2 stands further up");
    assert!(twenty.left_out.contains(&(ProductId(2), LeftOut::AlreadyHere)));
}

#[test]
fn what_goes_with_what_they_bought_says_how_many_did_so() {
    // 14 bought an apron and a towel, 60 others something else.
    let mut facts = Facts { goods: goods(1..=4), ..Facts::default() };
    facts.goods[0].title = "Linen Apron".to_owned();
    facts.bought.extend((1..=14).flat_map(|p| [deed(p, 1, ago(40)), deed(p, 2, ago(30)), deed(p, 2, ago(20))]));
    facts.bought.extend((15..=74).map(|p| deed(p, 3, ago(5))));
    facts.bought.extend([deed(80, 1, ago(9)), deed(81, 4, ago(9))]);
    let shelf = Shelf::new(facts, today());
    let it = ask(&shelf, 80, ProductRule::ForYou {}, 3);
    assert_eq!(why(&shelf, &it), ["14 people who bought Linen Apron also bought it"]);
    assert_eq!(ask(&shelf, 81, ProductRule::ForYou {}, 3).nothing, Some(Nothing::NoPairs));
    assert_eq!(ask(&shelf, 99, ProductRule::ForYou {}, 3).nothing, Some(Nothing::NeverBought));
    let filled = Ask::new(&shelf, &ProductRule::ForYou {}, 2, LeaveOut::default(), Some(&ProductRule::BestSellers { days: 90 }));
    let it = shelf.choose(PersonId(80), &filled, &[]);
    assert_eq!(ids(&it), [2, 3], "what goes with it first, then the best seller");
    assert_eq!(ids(&shelf.choose(PersonId(1), &filled, &[])), [3, 4], "never what they have");
}

#[test]
fn things_that_run_out_are_due_by_their_own_rhythm_or_everybodys() {
    let mut facts = Facts { goods: goods(1..=4), ..Facts::default() };
    // Tea every 30 days; the last time 28 days ago. Coffee every 30 days; 10 days ago. Soap every 10 days, until long ago.
    facts.bought.extend([88, 58, 28].map(|d| deed(1, 1, ago(d))));
    facts.bought.extend([70, 40, 10].map(|d| deed(1, 2, ago(d))));
    facts.bought.extend([120, 110, 100].map(|d| deed(1, 3, ago(d))));
    // Five people bought candles again after 50 days or so; one more bought twice, 45 days ago.
    facts.bought.extend((10..15).flat_map(|p| [deed(p, 4, ago(300)), deed(p, 4, ago(250 + p - 12))]));
    facts.bought.extend([deed(20, 4, ago(60)), deed(20, 4, ago(45)), deed(21, 4, ago(45))]);
    let shelf = Shelf::new(facts, today());
    let one = ask(&shelf, 1, ProductRule::ReplenishmentDue {}, 5);
    assert_eq!(why(&shelf, &one), ["Due: They buy it about every 30 days, and it was 28 days ago"]);
    assert_eq!(
        one.left_out.iter().map(|(p, w)| (p.0, w.sentence())).collect::<Vec<_>>(),
        [
            (3, "Left out: bought about every 10 days until 12 August 2026; they seem to have stopped".to_owned()),
            (2, "Left out: not due yet, 10 days of about 30 days".to_owned()),
        ]
    );
    let twenty = ask(&shelf, 20, ProductRule::ReplenishmentDue {}, 5);
    assert_eq!(why(&shelf, &twenty), ["Due: People buy it again after about 49 days, and it was 45 days ago"]);
    assert_eq!(ask(&shelf, 21, ProductRule::ReplenishmentDue {}, 5).nothing, Some(Nothing::NoRhythm), "once is no rhythm");
}

#[test]
fn the_other_rules_find_theirs_and_say_why_not() {
    let mut facts = Facts { goods: goods(1..=6), ..Facts::default() };
    facts.goods[0].categories = vec!["Tea".into()];
    facts.goods[1].categories = vec!["Tea".into()];
    facts.goods[2].created = Some(ago(4));
    facts.goods[3].has_picture = false;
    facts.bought = vec![deed(1, 1, ago(300)), deed(1, 1, ago(20)), deed(1, 5, ago(10)), deed(2, 6, ago(12)), deed(1, 4, ago(1))];
    facts.viewed = vec![deed(1, 2, ago(6)), deed(1, 3, ago(2)), deed(1, 5, ago(11)), deed(1, 6, ago(40))];
    facts.left = vec![deed(1, 6, ago(8)), deed(1, 2, ago(8)), deed(1, 4, ago(8))];
    let shelf = Shelf::new(facts, today());
    let said = |person: u32, rule: ProductRule| why(&shelf, &ask(&shelf, person, rule, 4));
    assert_eq!(said(1, ProductRule::Again {}), ["Bought twice, the last time on 31 October 2026", "Bought on 10 November 2026"]);
    assert_eq!(
        said(1, ProductRule::Viewed { days: 30 }),
        ["Looked at on 18 November 2026, not bought since", "Looked at on 14 November 2026, not bought since"]
    );
    assert_eq!(ask(&shelf, 1, ProductRule::LeftInCart {}, 4).left_out[0].1, LeftOut::BoughtSince { last: ago(1) });
    assert_eq!(ids(&ask(&shelf, 1, ProductRule::LeftInCart {}, 4)), [6, 2], "in the cart's order");
    assert_eq!(
        said(9, ProductRule::Category { category: "tea".into() }),
        ["Best seller in Tea: 1 person bought it in the last 90 days", "In Tea; nobody has bought it yet"]
    );
    assert_eq!(
        said(9, ProductRule::NewArrivals { days: 30 }),
        [
            "New: in the shop since 16 November 2026",
            "New: first sold on 10 November 2026 (the shop does not say when it came)",
            "New: first sold on 8 November 2026 (the shop does not say when it came)"
        ],
        "4 has no picture"
    );
    assert_eq!(ids(&ask(&shelf, 9, ProductRule::Chosen { products: [5, 2, 5, 77].map(ProductId).to_vec() }, 4)), [5, 2]);
    for (rule, nothing) in [
        (ProductRule::Again {}, "They have not bought anything yet."),
        (ProductRule::Viewed { days: 30 }, "They have not looked at anything in the last 30 days."),
        (ProductRule::LeftInCart {}, "They left nothing in a cart."),
        (ProductRule::Category { category: "Boats".into() }, "There is no such category in the shop (any more)."),
        (ProductRule::NewArrivals { days: 1 }, "Nothing new came in the last day."),
    ] {
        assert_eq!(ask(&shelf, 9, rule, 4).nothing.map(Nothing::sentence).as_deref(), Some(nothing));
    }
}

#[test]
fn a_shop_without_pictures_is_not_missing_them_and_a_young_one_does_not_call_everything_new() {
    let mut facts = Facts { goods: goods(1..=2), bought: vec![deed(1, 1, ago(3)), deed(2, 2, ago(5))], ..Facts::default() };
    facts.goods.iter_mut().for_each(|g| g.has_picture = false);
    let shelf = Shelf::new(facts, today());
    assert_eq!(ids(&ask(&shelf, 9, ProductRule::BestSellers { days: 90 }, 3)), [1, 2]);
    assert_eq!(ask(&shelf, 9, ProductRule::NewArrivals { days: 90 }, 3).nothing, Some(Nothing::ArrivalsUnknown));
}

fn some_day() -> impl Strategy<Value = Day> {
    (0u32..160).prop_map(ago)
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<super::Deed>> {
    prop::collection::vec((1u32..24, 1i64..9, some_day()), 0..most).prop_map(|all| all.into_iter().map(|(p, g, d)| deed(p, g, d)).collect())
}

fn a_good(id: i64) -> impl Strategy<Value = Good> {
    (prop::option::of(any::<bool>()), prop::bool::weighted(0.7), prop::option::of(some_day()), 0usize..3, prop::bool::weighted(0.1))
        .prop_map(move |(in_stock, has_picture, created, category, service)| Good {
            product: ProductId(id),
            title: if service { "Postage".to_owned() } else { format!("Thing {id}") },
            in_stock,
            has_picture,
            created,
            categories: ["Tea", "Yarn"].get(category).map(|c| vec![(*c).to_owned()]).unwrap_or_default(),
        })
}

fn a_rule() -> impl Strategy<Value = ProductRule> {
    prop_oneof![
        3 => Just(ProductRule::ForYou {}),
        1 => (1u32..170).prop_map(|days| ProductRule::BestSellers { days }),
        1 => (1u32..170).prop_map(|days| ProductRule::NewArrivals { days }),
        1 => Just(ProductRule::Again {}),
        1 => (1u32..170).prop_map(|days| ProductRule::Viewed { days }),
        1 => Just(ProductRule::LeftInCart {}),
        1 => Just(ProductRule::Category { category: "Tea".into() }),
        2 => Just(ProductRule::ReplenishmentDue {}),
        1 => prop::collection::vec((1i64..10).prop_map(ProductId), 0..5).prop_map(|products| ProductRule::Chosen { products }),
    ]
}

fn a_leave_out() -> impl Strategy<Value = LeaveOut> {
    let bought = prop_oneof![Just(Bought::No {}), Just(Bought::Ever), (1u32..170).prop_map(|days| Bought::Lately { days })];
    (bought, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(bought, out_of_stock, no_picture, already_here)| LeaveOut {
        bought,
        out_of_stock,
        no_picture,
        already_here,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_shelf_finds_what_looking_through_everything_finds(
        goods in [a_good(1), a_good(2), a_good(3), a_good(4), a_good(5), a_good(6), a_good(7), a_good(8)],
        bought in deeds(220),
        viewed in deeds(60),
        left in deeds(30),
        rule in a_rule(),
        fill in prop::option::of(a_rule()),
        leave_out in a_leave_out(),
        count in 1usize..6,
        already in prop::collection::vec((1i64..9).prop_map(ProductId), 0..3),
    ) {
        let facts = Facts { goods: goods.to_vec(), bought, viewed, left };
        let shelf = Shelf::new(facts.clone(), today());
        let ask = Ask::new(&shelf, &rule, count, leave_out, fill.as_ref());
        let naive = Naive { facts, today: today() };
        for person in (0..25).map(PersonId) {
            let choice = shelf.choose(person, &ask, &already);
            let slow = naive.choose(person, &rule, count, leave_out, fill.as_ref(), &already);
            prop_assert_eq!(choice.chosen.iter().map(|(p, _)| *p).collect::<Vec<_>>(), slow, "{}: {:?}", person, choice);
            let both = choice.left_out.iter().any(|(p, _)| choice.chosen.iter().any(|(c, _)| c == p));
            prop_assert!(!both, "left out and chosen");
        }
    }
}
