//! Random shops and random trees. Values come from small pools, so that ties, equal moments and matches are common;
//! moments crowd around midnight and the change of clocks in Berlin on 29 March 2026.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::segments::condition::*;
use crate::segments::values::{Number, Scores, Test, Unset, Window};
use crate::segments::{Match, Node, Segment};
use crate::store::{Area, Store, ingest::Ingest};
use crate::types::records::*;
use crate::types::{Currency, Day, DocumentId, PersonId, ProductId, ShopZone, Timestamp};

const ZONE: &str = "Europe/Berlin";

#[derive(Debug, Clone)]
pub struct Shop(Vec<Record>);

impl Shop {
    pub fn fill(&self, store: &Store) {
        store.write(Area::House, |w| w.set_setting("shop.zone", ZONE)).unwrap();
        store
            .write(Area::Data, |w| {
                let source = w.add_source("file", "random", "{}", Timestamp(0))?;
                let mut ingest = Ingest::new(w, source)?;
                for i in 0..4 {
                    let categories = ["Soap", "Candles"].iter().take(i % 3).map(|c| (*c).to_owned()).collect();
                    let p = ProductRecord { external_id: format!("p{i}"), categories, ..ProductRecord::default() };
                    ingest.record(&Record::Product(p))?;
                }
                self.0.iter().try_for_each(|r| ingest.record(r))?;
                ingest.finish()
            })
            .unwrap();
    }
}

/// A moment at or beside a day's edge, or at noon, in the ten days around the change of clocks or in a wider year.
fn moment() -> BoxedStrategy<Timestamp> {
    (prop_oneof![3 => 0..10u32, 1 => 0..400u32], select(vec![-1i64, 0, 1, 3_600, 43_200]))
        .prop_map(|(back, offset)| {
            let zone = ShopZone::parse(ZONE).unwrap();
            Timestamp(zone.start_of(Day::new(2026, 4, 2).unwrap().minus_days(back)).0 + offset)
        })
        .boxed()
}

pub fn day() -> impl Strategy<Value = Day> {
    prop_oneof![4 => 0..10u32, 1 => 0..400u32].prop_map(|back| Day::new(2026, 4, 2).unwrap().minus_days(back))
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    option::weighted(0.7, select(words).prop_map(str::to_owned))
}

fn customer() -> BoxedStrategy<CustomerRecord> {
    let text = (
        word(&["DE", "AT", "de"]),
        word(&["Köln", "KÖLN", "Berlin", "ber"]),
        word(&["Ümit", "Smith", "smith-x"]),
        word(&["1990-03-29", "2000-02-29", "1985-04-01"]),
    );
    let more = (subsequence(vec!["vip", "VIP", "wholesale"], 0..=3), word(&["42", "43", "a%_"]), consent(), option::of(moment()));
    (0..9u32, any::<bool>(), text, more)
        .prop_map(|(id, account, (country, city, last_name, birthday), (tags, size, consent, created_at))| CustomerRecord {
            external_id: account.then(|| format!("c{id}")),
            email: Some(format!("p{id}@{}.example", if id % 2 == 0 { "even" } else { "ODD" })),
            country,
            city,
            last_name,
            birthday,
            tags: tags.into_iter().map(str::to_owned).collect(),
            fields: size.map(|s| ("Shoe size".to_owned(), s)).into_iter().collect(),
            consent,
            created_at,
            ..CustomerRecord::default()
        })
        .boxed()
}

fn consent() -> impl Strategy<Value = Vec<ConsentRecord>> {
    let one = (select(vec![Channel::Email, Channel::Sms]), select(&ConsentState::ALL[..]), moment());
    vec(one, 0..3).prop_map(|all| {
        let record =
            |(channel, state, at)| ConsentRecord { channel, state, at, source: "t".into(), method: "unknown".into(), wording: None };
        all.into_iter().map(record).collect()
    })
}

fn lines() -> impl Strategy<Value = Vec<LineRecord>> {
    vec((option::weighted(0.9, 0..4u8), 1..4i64), 0..3).prop_map(|lines| {
        let line = |(i, (p, quantity)): (usize, (Option<u8>, i64))| LineRecord {
            line_no: u32::try_from(i).unwrap() + 1,
            product: p.map(|p| format!("p{p}")),
            title: None,
            quantity,
            total: 100,
        };
        lines.into_iter().enumerate().map(line).collect()
    })
}

fn currency() -> impl Strategy<Value = Currency> {
    // No rate is known for dollars: such an order counts, but has no amount.
    prop_oneof![9 => Just(Currency::EUR), 1 => Just(Currency::USD)]
}

fn record() -> BoxedStrategy<Record> {
    let codes = subsequence(vec!["SPRING", "spring5"], 0..=2);
    let of_order = (word(&["DE", "at"]), word(&["web", "POS"]), codes, lines());
    let order = (
        0..25u32,
        option::weighted(0.9, customer()),
        moment(),
        select(&OrderStatus::ALL[..]),
        currency(),
        select(vec![500, 1_000, 2_000]),
        of_order,
    );
    let order = order.prop_map(|(id, buyer, placed_at, status, currency, total, (country, channel, coupons, lines))| {
        Record::Order(OrderRecord {
            external_id: format!("o{id}"),
            number: id.to_string(),
            buyer,
            placed_at,
            status: if id % 3 == 0 { OrderStatus::Paid } else { status },
            currency,
            total,
            discount: 0,
            shipping: 0,
            tax: 0,
            country,
            channel,
            coupons: coupons.into_iter().map(str::to_owned).collect(),
            lines,
        })
    });
    let refund = (0..6u32, option::of(0..25u32), option::of(customer()), moment(), currency(), 1..1_500i64);
    let refund = refund.prop_map(|(id, order, buyer, at, currency, amount)| {
        let order_external_id = order.map(|o| format!("o{o}"));
        Record::Refund(RefundRecord {
            external_id: format!("r{id}"),
            order_external_id,
            buyer,
            at,
            currency,
            amount,
            reason: None,
            lines: vec![],
        })
    });
    let cart = (0..6u32, customer(), moment(), option::of(0..25u32), lines()).prop_map(|(id, buyer, at, order, lines)| {
        let order_external_id = order.map(|o| format!("o{o}"));
        Record::Cart(CartRecord { external_id: format!("k{id}"), buyer, at, currency: Currency::EUR, total: 700, order_external_id, lines })
    });
    let event = (0..30u32, customer(), select(&EmailEventKind::ALL[..3]), moment(), word(&["Spring", "May"]));
    let event = event.prop_map(|(id, person, kind, at, campaign)| {
        Record::EmailEvent(EmailEventRecord { external_id: format!("e{id}"), person, kind, at, campaign, link: None })
    });
    let gone = (0..25u32).prop_map(|id| Record::OrderGone { external_id: format!("o{id}") });
    prop_oneof![2 => customer().prop_map(Record::Customer), 8 => order, 2 => refund, 2 => cart, 4 => event, 1 => gone].boxed()
}

pub fn shop() -> impl Strategy<Value = Shop> {
    vec(record(), 5..45).prop_map(Shop)
}

fn window() -> BoxedStrategy<Window> {
    let days = || prop_oneof![3 => 0..12u32, 1 => 0..400u32];
    prop_oneof![
        3 => Just(Window::Ever),
        3 => days().prop_map(|days| Window::LastDays { days }),
        1 => days().prop_map(|days| Window::OverDaysAgo { days }),
        1 => (days(), days()).prop_map(|(from, to)| Window::DaysAgo { from, to }),
        1 => day().prop_map(|day| Window::Before { day }),
        1 => day().prop_map(|day| Window::After { day }),
        1 => (day(), day()).prop_map(|(from, to)| Window::Between { from, to }),
    ]
    .boxed()
}

fn number(values: std::ops::Range<i64>) -> impl Strategy<Value = Number> {
    (0..7u8, values.clone(), values).prop_map(|(op, value, to)| match op {
        0 => Number::AtLeast { value },
        1 => Number::AtMost { value },
        2 => Number::Exactly { value },
        3 => Number::Not { value },
        4 => Number::MoreThan { value },
        5 => Number::LessThan { value },
        _ => Number::Between { from: value, to },
    })
}

fn count() -> impl Strategy<Value = Number> {
    number(0..4)
}

fn money() -> impl Strategy<Value = Number> {
    prop_oneof![number(0..4), number(400..3_100), select(vec![500, 1_000, 2_000]).prop_map(|value| Number::Exactly { value })]
}

fn texts(words: Vec<&'static str>, most: usize) -> impl Strategy<Value = Vec<String>> {
    let most = most.min(words.len());
    subsequence(words, 0..=most).prop_map(|v| v.into_iter().map(str::to_owned).collect())
}

fn products() -> impl Strategy<Value = Vec<ProductId>> {
    prop_oneof![2 => Just(vec![]), 1 => subsequence(vec![1, 2, 3, 4], 1..=2).prop_map(|v| v.into_iter().map(ProductId).collect())]
}

fn categories() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![2 => Just(vec![]), 1 => texts(vec!["Soap", "Candles", "None such"], 2)]
}

fn filter() -> BoxedStrategy<Filter> {
    let some = |words: Vec<&'static str>| prop_oneof![3 => Just(vec![]), 1 => texts(words, 2)];
    let statuses = prop_oneof![3 => Just(vec![]), 1 => subsequence(OrderStatus::ALL.to_vec(), 1..=2)];
    let any =
        (products(), categories(), some(vec!["DE", "AT"]), some(vec!["web", "pos"]), some(vec!["spring", "spring5", "spri"]), statuses);
    any.prop_map(|(products, categories, countries, channels, coupons, statuses)| Filter {
        products,
        categories,
        countries,
        channels,
        coupons,
        statuses,
    })
    .boxed()
}

fn test_of(words: &'static [&'static str]) -> impl Strategy<Value = Test> {
    let unset = || select(vec![Unset::Include, Unset::Exclude]);
    let value = move || select(words).prop_map(str::to_owned);
    let values = move || texts(words.to_vec(), 2);
    prop_oneof![
        value().prop_map(|value| Test::Is { value }),
        (value(), unset()).prop_map(|(value, unset)| Test::IsNot { value, unset }),
        values().prop_map(|values| Test::OneOf { values }),
        (values(), unset()).prop_map(|(values, unset)| Test::NotOneOf { values, unset }),
        value().prop_map(|value| Test::Contains { value }),
        (value(), unset()).prop_map(|(value, unset)| Test::NotContains { value, unset }),
        value().prop_map(|value| Test::StartsWith { value }),
        value().prop_map(|value| Test::EndsWith { value }),
        Just(Test::IsSet),
        Just(Test::IsNotSet),
    ]
}

fn profile() -> BoxedStrategy<Profile> {
    let text = prop_oneof![
        test_of(&["DE", "at", "e", ""]).prop_map(|t| (Field::Country, t)),
        test_of(&["Köln", "ber", "ö", "berlin"]).prop_map(|t| (Field::City, t)),
        test_of(&["@odd.example", "p1", "x"]).prop_map(|t| (Field::Email, t)),
        test_of(&["Ümit", "SMITH", "-x"]).prop_map(|t| (Field::LastName, t)),
        test_of(&["x"]).prop_map(|t| (Field::Phone, t)),
        test_of(&["vip", "whole", "VIP"]).prop_map(|t| (Field::Tag, t)),
        test_of(&["42", "%", "_", "a"]).prop_map(|t| (Field::Custom("Shoe size".to_owned()), t)),
        select(vec![Test::IsSet, Test::IsNotSet]).prop_map(|t| (Field::Birthday, t)),
    ];
    prop_oneof![
        6 => text,
        1 => window().prop_map(|window| (Field::Created, Test::Within { window })),
        1 => (0..370u32).prop_map(|days| (Field::Birthday, Test::ComingUp { days })),
        1 => select(vec![Test::Yes, Test::No]).prop_map(|t| (Field::Registered, t)),
    ]
    .prop_map(|(field, is)| Profile { field, is })
    .boxed()
}

fn amount() -> impl Strategy<Value = AmountMeasure> {
    prop_oneof![count().prop_map(|compare| AmountMeasure::Count { compare }), money().prop_map(|compare| AmountMeasure::Amount { compare })]
}

fn activity() -> BoxedStrategy<Node> {
    let measure = prop_oneof![
        count().prop_map(|compare| OrderMeasure::Count { compare }),
        count().prop_map(|compare| OrderMeasure::Count { compare }),
        money().prop_map(|compare| OrderMeasure::Spent { compare }),
        money().prop_map(|compare| OrderMeasure::Average { compare }),
        money().prop_map(|compare| OrderMeasure::Largest { compare }),
        window().prop_map(|when| OrderMeasure::First { when }),
        window().prop_map(|when| OrderMeasure::Last { when }),
    ];
    let lines = prop_oneof![
        number(0..8).prop_map(|compare| LineMeasure::Quantity { compare }),
        count().prop_map(|compare| LineMeasure::Lines { compare }),
        count().prop_map(|compare| LineMeasure::Products { compare }),
    ];
    let campaigns = prop_oneof![2 => Just(vec![]), 1 => texts(vec!["spring", "May"], 2)];
    prop_oneof![
        4 => (measure, filter(), window()).prop_map(|(measure, filter, window)| Node::Orders(Orders { measure, filter, window })),
        2 => (lines, filter(), window()).prop_map(|(measure, filter, window)| Node::OrderLines(OrderLines { measure, filter, window })),
        1 => (amount(), window()).prop_map(|(measure, window)| Node::Refunds(Refunds { measure, window })),
        1 => (select(&EmailEventKind::ALL[..3]), count(), campaigns, window())
            .prop_map(|(event, count, campaigns, window)| Node::EmailEvents(EmailEvents { event, count, campaigns, window })),
        1 => (amount(), products(), categories(), window())
            .prop_map(|(measure, products, categories, window)| Node::AbandonedCarts(AbandonedCarts { measure, products, categories, window })),
    ]
    .boxed()
}

fn condition() -> BoxedStrategy<Node> {
    use ConsentIs::{Cleaned, Pending, Subscribed, Unknown, Unsubscribed};
    let states = subsequence(vec![Subscribed, Unsubscribed, Pending, Cleaned, Unknown], 0..=3);
    let consent = (select(vec![Channel::Email, Channel::Sms]), states, window());
    let scores = || option::weighted(0.3, (1..=6u8, 1..=5u8).prop_map(|(from, to)| Scores { from, to }));
    let rfm = (subsequence(RfmName::ALL.to_vec(), 0..=4), scores(), scores(), scores());
    prop_oneof![
        5 => profile().prop_map(Node::Profile),
        6 => activity(),
        2 => consent.prop_map(|(channel, states, since)| Node::Consent(Consent { channel, states, since, sources: Vec::new() })),
        1 => rfm.prop_map(|(names, r, f, m)| Node::Rfm(RfmIs { names, r, f, m })),
        1 => subsequence(Stage::ALL.to_vec(), 0..=3).prop_map(|stages| Node::Lifecycle(LifecycleIs { stages })),
        1 => vec((1..12u32).prop_map(PersonId), 0..4).prop_map(|ids| Node::People(HandPicked { ids })),
    ]
    .boxed()
}

fn grouped(leaf: impl Strategy<Value = Node> + 'static) -> impl Strategy<Value = Node> {
    leaf.prop_recursive(4, 16, 4, |inner| {
        (select(vec![Match::All, Match::Any, Match::None]), vec(inner, 0..4)).prop_map(|(m, children)| Node::group(m, children))
    })
}

/// Any tree; it may mention the saved segments 1 and 2.
pub fn tree() -> impl Strategy<Value = Node> {
    let link = (1..=2i64).prop_map(|id| Node::Segment(InSegment { id: DocumentId(id) }));
    grouped(prop_oneof![9 => condition(), 1 => link])
}

/// Two saved segments without gaps; the second one mentions the first.
pub fn saved() -> impl Strategy<Value = Vec<Segment>> {
    let whole = || grouped(condition()).prop_filter("finished", |n| Segment::new(n.clone()).check().is_ok());
    (whole(), whole()).prop_map(|(a, b)| {
        let link = Node::Segment(InSegment { id: DocumentId(1) });
        vec![Segment::new(a), Segment::new(Node::group(Match::None, vec![b, link]))]
    })
}
