//! What Wick & Wool's people do beside buying: they look at products, search, write reviews, keep a wish list, see the
//! newsletter's form and come to the shop. Drawn from a stream of its own, so that orders do not move when it changes.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::catalogue::{CATEGORIES, Product};
use super::people::{Habit, Shopper, pick};
use crate::types::records::{
    CustomerRecord, EventRecord, OrderRecord, OrderStatus, ProductRecord, Record, ReviewRecord, SearchRecord, ViewRecord,
};
use crate::types::{ShopZone, Timestamp};

const DAY: i64 = 86_400;

/// What people type into the search box, by category.
const SEARCHES: [[&str; 3]; 6] = [
    ["beeswax", "scented candle", "fig candle"],
    ["sock yarn", "merino", "needles"],
    ["green tea", "chai", "loose leaf"],
    ["mug", "teapot", "stoneware bowl"],
    ["tea towel", "linen napkins", "apron"],
    ["gift card", "housewarming gift", "advent"],
];

const REVIEWS: [(u8, &str, &str); 8] = [
    (5, "Lovely", "Exactly as in the pictures, and wrapped with care."),
    (5, "Bought it again", "The second one already. The whole room smells of it."),
    (5, "A gift that was loved", "My sister asked where it came from."),
    (4, "Good", "A little smaller than I thought, but beautiful."),
    (4, "Would buy again", "Quick delivery, good quality."),
    (3, "Fine", "Nice, though the colour is darker than on the screen."),
    (2, "Not for me", "Too strong a scent for a small flat."),
    (1, "Arrived broken", "The shop was kind about it, but still."),
];

pub struct Doings<'a> {
    rng: ChaCha8Rng,
    products: &'a [Product],
    zone: ShopZone,
    now: Timestamp,
    out: Vec<Record>,
}

impl<'a> Doings<'a> {
    pub fn new(seed: u64, products: &'a [Product], zone: ShopZone, now: Timestamp) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed ^ 0x444f_494e_4753), products, zone, now, out: Vec::new() }
    }

    pub fn make(mut self, people: &[Shopper], lives: &[Record]) -> Vec<Record> {
        for record in lives {
            if let Record::Order(o) = record {
                self.around_an_order(o);
            }
        }
        for person in people {
            self.browse(person);
            self.search(person);
            self.events(person);
        }
        self.out
    }

    /// Most online orders were looked at first, and some are reviewed afterwards.
    fn around_an_order(&mut self, o: &OrderRecord) {
        let Some(buyer) = &o.buyer else { return };
        let joined = buyer.created_at.unwrap_or(o.placed_at);
        let Some(code) = o.lines.first().and_then(|l| l.product.clone()) else { return };
        if self.rng.random_bool(0.5) {
            for _ in 0..self.rng.random_range(1..=2) {
                let at = Timestamp(o.placed_at.0 - self.rng.random_range(600..5 * DAY));
                if at > joined {
                    let product = if self.rng.random_bool(0.7) { code.clone() } else { self.any_product() };
                    self.view(only_who(buyer), Some(product), at);
                }
            }
        }
        if o.status == OrderStatus::Fulfilled && self.rng.random_bool(0.1) {
            let at = o.placed_at.plus_secs(self.rng.random_range(4 * DAY..21 * DAY));
            let (rating, title, body) = REVIEWS[[0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7][self.rng.random_range(0..13)]];
            let silent = self.rng.random_bool(0.4);
            if at < self.now {
                self.out.push(Record::Review(ReviewRecord {
                    external_id: format!("W{}", o.external_id),
                    person: only_who(buyer),
                    product: Some(named(code)),
                    at,
                    rating: Some(rating),
                    title: (!silent).then(|| title.to_owned()),
                    body: (!silent).then(|| body.to_owned()),
                }));
            }
        }
    }

    /// Looking around without buying, more of it lately.
    fn browse(&mut self, person: &Shopper) {
        let often = if person.habit == Habit::Looker { 0.75 } else { 0.3 };
        if !self.rng.random_bool(often) {
            return;
        }
        for _ in 0..self.rng.random_range(1..=3) {
            let Some(at) = self.some_time(person) else { continue };
            let product = if self.rng.random_bool(0.6) { self.product_of(person.favourite) } else { self.any_product() };
            self.view(only_who(&person.record), Some(product), at);
        }
    }

    fn search(&mut self, person: &Shopper) {
        if !self.rng.random_bool(0.28) {
            return;
        }
        for _ in 0..self.rng.random_range(1..=3) {
            let Some(at) = self.some_time(person) else { continue };
            let category = if self.rng.random_bool(0.7) { person.favourite } else { self.rng.random_range(0..SEARCHES.len()) };
            let words = (*pick(&mut self.rng, &SEARCHES[category])).to_owned();
            let external_id = format!("S{:06}", self.out.len());
            self.out.push(Record::Search(SearchRecord { external_id, person: only_who(&person.record), at, words }));
        }
    }

    fn events(&mut self, person: &Shopper) {
        if self.rng.random_bool(0.14) {
            let product = pick(&mut self.rng, self.products);
            let price = format!("{}.{:02}", product.price / 100, product.price % 100);
            let title = product.record.title.clone().unwrap_or_default();
            let said = [("product", title.as_str()), ("category", CATEGORIES[product.category]), ("price", price.as_str())];
            self.event(person, "Wishlist Added", &said);
        }
        if self.rng.random_bool(0.25) {
            let page = *pick(&mut self.rng, &["home", "candles", "checkout", "journal"]);
            let device = *pick(&mut self.rng, &["phone", "phone", "computer"]);
            self.event(person, "Newsletter Form Seen", &[("page", page), ("device", device)]);
        }
        let near = matches!(person.place.country, "DE" | "AT");
        for _ in 0..if near && self.rng.random_bool(0.16) { self.rng.random_range(1..=2) } else { 0 } {
            let city = person.record.city.clone().unwrap_or_else(|| "Berlin".to_owned());
            let channel = *pick(&mut self.rng, &["walk-in", "walk-in", "workshop", "pick-up"]);
            self.event(person, "Store Visited", &[("city", city.as_str()), ("channel", channel)]);
        }
    }

    fn event(&mut self, person: &Shopper, name: &str, properties: &[(&str, &str)]) {
        let Some(at) = self.some_time(person) else { return };
        self.out.push(Record::Event(EventRecord {
            external_id: format!("X{:06}", self.out.len()),
            person: only_who(&person.record),
            name: name.to_owned(),
            at,
            properties: properties.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }));
    }

    fn view(&mut self, person: CustomerRecord, product: Option<String>, at: Timestamp) {
        let external_id = format!("V{:06}", self.out.len());
        self.out.push(Record::View(ViewRecord { external_id, person, product: product.map(named), at }));
    }

    /// In waking hours since they joined, rather lately; `None` for whoever joined a moment ago.
    fn some_time(&mut self, person: &Shopper) -> Option<Timestamp> {
        let span = self.now.0 - person.joined.0;
        let back = (span as f64 * self.rng.random::<f64>().powf(1.8)) as i64;
        let at = self.zone.start_of(self.zone.day_of(Timestamp(self.now.0 - back))).plus_secs(self.rng.random_range(8 * 3600..22 * 3600));
        (at > person.joined && at < self.now).then_some(at)
    }

    fn any_product(&mut self) -> String {
        pick(&mut self.rng, self.products).record.external_id.clone()
    }

    fn product_of(&mut self, category: usize) -> String {
        let shelf: Vec<&Product> = self.products.iter().filter(|p| p.category == category).collect();
        pick(&mut self.rng, &shelf).record.external_id.clone()
    }
}

/// Who it was and nothing more: what is known of them stays as it is.
fn only_who(c: &CustomerRecord) -> CustomerRecord {
    CustomerRecord { external_id: c.external_id.clone(), email: c.email.clone(), created_at: c.created_at, ..CustomerRecord::default() }
}

fn named(external_id: String) -> ProductRecord {
    ProductRecord { external_id, ..ProductRecord::default() }
}
