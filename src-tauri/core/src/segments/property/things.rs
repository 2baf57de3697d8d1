//! What sources tell of a random shop: people, products, orders and all the other rows. Numbers repeat, so that a later
//! record edits an earlier one.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::shop::Place;
use crate::types::Currency;
use crate::types::records::*;

pub const COUNTRIES: [&str; 5] = ["DE", "AT", "de", "FR", "US"];
pub const CITIES: [&str; 10] = ["Köln", "KÖLN", "Straße", "STRASSE", "İzmir", "izmir", "ΟΔΟΣ", "Οδός Σίσυφος", "🕯️ Kerze", "שלום"];
pub const NAMES: [&str; 7] = ["Ümit", "ÜMİT", "ümit", "Smith", "SMITH-x", "ΣΊΣΥΦΟΣ", "42"];
pub const BIRTHDAYS: [&str; 6] = ["1990-03-29", "2000-02-29", "1985-04-01", "1970-01-01", "1999-12-31", "2001-11-03"];
pub const TAGS: [&str; 6] = ["vip", "VIP", "wholesale", "Größe ß", "", "🕯️"];
pub const SIZES: [&str; 16] =
    ["42", "43.0", "42.50", " 42 ", "-3", "+5", ".5", "7.", "1_000", "12,5", "1e2", "abc", "", "0", "-0.0", "1000"];
pub const DAYS: [&str; 10] =
    ["2026-03-29", "2025-03-29", "2024-02-29", "2026-02-30", "29.03.2026", " 2026-03-08 ", "2026-3-8", "2099-01-01", "", "2025-11-02"];
pub const COUPONS: [&str; 5] = ["SPRING", "spring5", "straße", "STRAẞE", "spring"];
pub const CATEGORIES: [&str; 5] = ["Soap", "Candles", "candles", "Ätherisch", "ätherisch"];
pub const PRODUCT_TAGS: [&str; 4] = ["new", "SALE", "Straße", "sale"];
pub const AMOUNTS: [i64; 8] = [500, 1_000, 1_000, 2_000, 999, 0, -100, 3_333];
pub const SOURCES: [&str; 4] = ["checkout", "Import", "import", "mailchimp"];
pub const CAMPAIGNS: [&str; 4] = ["Spring", "SPRING", "Mai ß", "May"];
pub const LINKS: [&str; 3] = ["https://shop.example/Candles?x=1", "https://shop.example/soap", "https://ΟΔΟΣ.example/"];
pub const SEARCHES: [&str; 6] = ["red mug", "RED", "Straße 7", "🕯️ candle", "", "ΟΔΟΣ"];
pub const EVENTS: [&str; 4] = ["Store Visited", "store visited", "Größe gewählt", "quiz"];
pub const PROPERTIES: [(&str, &str); 8] = [
    ("city", "Kiel"),
    ("city", "KIEL"),
    ("size", "42"),
    ("size", "12.50"),
    ("City", "Köln"),
    ("straße", "ß"),
    ("city", ""),
    ("city", "true"),
];

pub fn record(d: &mut Dice, place: Place) -> Record {
    match d.weighted(&[8, 4, 24, 10, 10, 14, 10, 10, 10, 14, 1]) {
        0 => Record::Customer(customer(d, place)),
        1 => Record::Product(product(d)),
        2 => Record::Order(order(d, place)),
        3 => Record::Refund(refund(d, place)),
        4 => Record::Cart(CartRecord {
            external_id: format!("k{}", d.below(14)),
            buyer: who(d),
            at: place.moment(d),
            currency: currency(d),
            total: d.pick(&AMOUNTS),
            order_external_id: d.chance(40).then(|| format!("o{}", d.below(40))),
            lines: lines(d),
        }),
        5 => {
            let person = who(d);
            // One of them never looks at an email.
            let asleep = person.external_id.as_deref() == Some("c2") || person.email.as_deref() == Some("p2@even.example");
            Record::EmailEvent(EmailEventRecord {
                external_id: format!("e{}", d.throw()),
                person,
                kind: if asleep && d.chance(95) { EmailEventKind::Sent } else { d.pick(&EmailEventKind::ALL) },
                at: place.moment(d),
                campaign: d.maybe(80, &CAMPAIGNS),
                link: d.maybe(50, &LINKS),
            })
        }
        6 => Record::View(ViewRecord {
            external_id: format!("v{}", d.below(60)),
            person: who(d),
            product: d.chance(85).then(|| seen(d)),
            at: place.moment(d),
        }),
        7 => Record::Search(SearchRecord {
            external_id: format!("s{}", d.below(60)),
            person: who(d),
            at: place.moment(d),
            words: d.word(&SEARCHES),
        }),
        8 => Record::Review(ReviewRecord {
            external_id: format!("w{}", d.below(60)),
            person: who(d),
            product: d.chance(85).then(|| seen(d)),
            at: place.moment(d),
            rating: d.chance(85).then(|| d.range(1, 6) as u8),
            title: None,
            body: None,
        }),
        9 => Record::Event(EventRecord {
            external_id: format!("x{}", d.below(60)),
            person: who(d),
            name: d.word(&EVENTS),
            at: place.moment(d),
            properties: {
                let all: BTreeMap<&str, &str> = d.some(&PROPERTIES, 0, 3).into_iter().collect();
                all.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
            },
        }),
        _ => Record::Gone { what: Kind::Order, external_id: format!("o{}", d.below(40)) },
    }
}

/// Who they are and nothing else: by number, by address, or by both, through which two numbers become one person.
fn who(d: &mut Dice) -> CustomerRecord {
    let n = d.below(10);
    // Few people do most, so that single people have many rows.
    let n = if d.chance(62) { n % 3 } else { n };
    let (number, address) = d.pick(&[(true, true), (false, true), (true, false)]);
    CustomerRecord {
        external_id: number.then(|| format!("c{n}")),
        email: address.then(|| format!("p{n}@{}.example", if n % 2 == 0 { "even" } else { "ODD" })),
        ..CustomerRecord::default()
    }
}

fn customer(d: &mut Dice, place: Place) -> CustomerRecord {
    let mut fields = Vec::new();
    for (name, pool) in [("Shoe size", &SIZES[..]), ("Renewal", &DAYS[..]), ("Nick", &NAMES[..]), ("größe", &CITIES[..])] {
        if d.chance(50) {
            fields.push((name.to_owned(), d.word(pool)));
        }
    }
    let told = d.chance(30).then(|| place.moment(d));
    let consent = (0..d.below(4))
        .map(|_| ConsentRecord {
            channel: d.pick(&[Channel::Email, Channel::Email, Channel::Sms]),
            state: d.pick(&ConsentState::ALL),
            // Often several of one second.
            at: told.unwrap_or_else(|| place.moment(d)),
            source: d.word(&SOURCES),
            method: "unknown".into(),
            wording: None,
        })
        .collect();
    CustomerRecord {
        country: d.maybe(70, &COUNTRIES),
        region: d.maybe(40, &["Bayern", "BAYERN", "Wien"]),
        city: d.maybe(70, &CITIES),
        postcode: d.maybe(40, &["01067", "1010", "SW1A 1AA"]),
        language: d.maybe(40, &["de", "DE", "pt-BR"]),
        first_name: d.maybe(70, &NAMES),
        last_name: d.maybe(70, &NAMES),
        phone: d.maybe(40, &["+49 30 1", "+43 1"]),
        birthday: d.maybe(60, &BIRTHDAYS),
        created_at: d.chance(60).then(|| place.moment(d)),
        tags: d.words(&TAGS, 0, 3),
        fields,
        consent,
        ..who(d)
    }
}

fn currency(d: &mut Dice) -> Currency {
    // Before a rate is known a dollar has no amount in the shop's currency.
    if d.chance(80) { Currency::EUR } else { Currency::USD }
}

fn product(d: &mut Dice) -> ProductRecord {
    let n = d.below(6);
    ProductRecord {
        external_id: format!("p{n}"),
        title: Some(format!("Product {n}")),
        price: d.chance(80).then(|| d.pick(&[100, 1_250, 500])),
        currency: d.chance(85).then(|| currency(d)),
        categories: d.words(&CATEGORIES, 0, 3),
        tags: d.words(&PRODUCT_TAGS, 0, 2),
        ..ProductRecord::default()
    }
}

fn seen(d: &mut Dice) -> ProductRecord {
    if d.chance(30) { product(d) } else { ProductRecord { external_id: format!("p{}", d.below(6)), ..ProductRecord::default() } }
}

pub fn lines(d: &mut Dice) -> Vec<LineRecord> {
    (1..=d.below(4))
        .map(|line_no| LineRecord {
            line_no,
            product: d.chance(88).then(|| format!("p{}", d.below(6))),
            title: None,
            quantity: d.pick(&[1, 1, 2, 3, 0, -1, -2]),
            total: d.pick(&[100, 300, 250, 1_000, 0, -100]),
        })
        .collect()
}

fn order(d: &mut Dice, place: Place) -> OrderRecord {
    let n = d.below(40);
    let status = d.pick(&OrderStatus::ALL);
    OrderRecord {
        shop_total: None,
        landing: None,
        referrer: None,
        external_id: format!("o{n}"),
        number: n.to_string(),
        buyer: if d.chance(8) {
            None
        } else if d.chance(15) {
            Some(customer(d, place))
        } else {
            Some(who(d))
        },
        placed_at: place.moment(d),
        status: if d.chance(65) { OrderStatus::Paid } else { status },
        currency: currency(d),
        total: d.pick(&AMOUNTS),
        discount: d.pick(&[0, 0, 0, 100]),
        shipping: 0,
        tax: 0,
        country: d.maybe(70, &COUNTRIES),
        channel: d.maybe(70, &["web", "POS", "Straße"]),
        coupons: if d.chance(60) { vec![] } else { d.words(&COUPONS, 1, 2) },
        lines: lines(d),
    }
}

fn refund(d: &mut Dice, place: Place) -> RefundRecord {
    RefundRecord {
        shop_amount: None,
        external_id: format!("r{}", d.below(24)),
        order_external_id: d.chance(60).then(|| format!("o{}", d.below(40))),
        buyer: d.chance(80).then(|| who(d)),
        at: place.moment(d),
        currency: currency(d),
        amount: d.pick(&[100, 500, 500, 1_000]),
        reason: None,
        lines: if d.chance(70) { lines(d) } else { vec![] },
    }
}
