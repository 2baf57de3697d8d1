//! The email that is measured (`email.json`: 12 blocks, variants, 8 products), a brand, and readers and a shelf for it
//! that need no shop.

use std::sync::Arc;

use regulars_core::emails::Email;
use regulars_core::emails::block::ReviewPick;
use regulars_core::emails::brand::Brand;
use regulars_core::emails::letter::{ForSome, Letter};
use regulars_core::emails::reader::{Ask, Basket, Group, Groups, Picked, Picks, ProductView, ReviewView, Shelf};
use regulars_core::store::reader::EmailReaderRow;
use regulars_core::store::setting::Shop;
use regulars_core::types::{CouponPoolId, Currency, Error, Money, PersonId, ProductId, Result, ShopZone, Timestamp};

use super::super::made;

const DAY: i64 = 86_400;
const PRODUCTS: i64 = 97;

pub fn email() -> Result<Email> {
    let body = serde_json::from_str(include_str!("email.json"));
    Email::read(&body.map_err(|e| Error::internal("The bench’s email is no JSON.").caused_by(e))?)
}

pub fn brand() -> Brand {
    Brand { website: "https://shop.example".to_owned(), postal_address: "1 High Street\nExampleton".to_owned(), ..Brand::default() }
}

pub fn shop() -> Shop {
    Shop { name: "Corner Tea & Co".to_owned(), currency: Currency::EUR, zone: ShopZone::UTC, demo: false }
}

/// Some without a name or a town, some with letters that must be escaped.
pub fn reader(i: u32) -> EmailReaderRow {
    const NAMES: [&str; 6] = ["Ada", "Ben & Cleo", "Dörte", "Eve <3", "Farid", "雪"];
    const CITIES: [&str; 4] = ["Example Town", "Beispielstadt", "Villexemple", "Ejemplar"];
    let of = |all: &[&str], n: u32| all.get(n as usize).map(|t| (*t).to_owned());
    EmailReaderRow {
        person: PersonId(i),
        email: Some(format!("p{i}@example.com")),
        first_name: of(&NAMES, i % 7),
        last_name: Some(format!("Reader {i}")),
        country: Some("DE".to_owned()),
        city: of(&CITIES, i % 5),
        language: Some("en".to_owned()),
        orders: i64::from(i % 9),
        spent: i64::from(i % 9) * 2_350,
        paid: None,
        last_order_at: (!i.is_multiple_of(9)).then(|| Timestamp(made::NOW - i64::from(i % 200) * DAY)),
    }
}

/// Every audience of the letter: a third of the people, not the same third.
pub fn groups(letter: &Letter, people: u32) -> Groups {
    let blocks = letter.blocks.iter().flat_map(|b| b.only_for.iter().chain(b.alternatives.iter().filter_map(|a| a.only_for.as_ref())));
    let all: Vec<&ForSome> = letter.heads.iter().filter_map(|h| h.only_for.as_ref()).chain(blocks).collect();
    let group = |(n, some): (usize, &&ForSome)| {
        let shift = u32::try_from(n).unwrap_or(0);
        let third = (0..people).filter(|i| (i + shift).is_multiple_of(3)).collect();
        (some.key.clone(), Group::People { name: "Some".to_owned(), own: true, people: Arc::new(third) })
    };
    all.iter().enumerate().map(group).collect()
}

/// The goods, the same for everybody; each person's `Stand` offers others of them.
pub struct Goods(Vec<Arc<ProductView>>);

impl Goods {
    pub fn new() -> Self {
        let one = |n: i64| {
            Arc::new(ProductView {
                id: ProductId(n),
                title: format!("Tea number {n} of the house, & a cup"),
                price: Some(Money::new(450 + n * 50, Currency::EUR)),
                was: (n % 3 == 0).then(|| Money::new(900 + n * 50, Currency::EUR)),
                url: Some(format!("https://shop.example/p/{n}")),
                image_url: Some(format!("https://shop.example/p/{n}.jpg")),
            })
        };
        Self((0..PRODUCTS).map(one).collect())
    }
}

pub struct Stand<'a> {
    pub goods: &'a Goods,
    pub person: u32,
}

impl Shelf for Stand<'_> {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        let from = self.person as usize % self.goods.0.len();
        let round = self.goods.0.iter().cycle().skip(from).take(self.goods.0.len());
        let fresh = round.filter(|p| !ask.shown.contains(&p.id)).take(ask.count);
        Picks { chosen: fresh.map(|p| Picked { product: Arc::clone(p), why: String::new() }).collect(), ..Picks::default() }
    }
    fn product(&self, _: ProductId) -> Option<Arc<ProductView>> {
        None
    }
    fn cart(&self) -> Option<Basket> {
        None
    }
    fn last_order(&self) -> Option<Basket> {
        None
    }
    fn review(&self, _: &ReviewPick, _: u8, _: &[ProductId]) -> Option<ReviewView> {
        None
    }
    fn code(&self, _: CouponPoolId) -> Option<String> {
        None
    }
}
