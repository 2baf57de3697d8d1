//! What Wick & Wool sells.

use crate::types::records::ProductRecord;
use crate::types::{Currency, Timestamp};

pub struct Product {
    pub record: ProductRecord,
    pub category: usize,
    /// Euro cents.
    pub price: i64,
    /// How often it is chosen, relative to the others of its category.
    pub weight: u32,
}

pub const CATEGORIES: [&str; 6] = ["Candles", "Yarn", "Tea", "Ceramics", "Linen", "Gift sets"];

/// Title, price in euro cents, popularity.
const SHELF: [&[(&str, i64, u32)]; 6] = [
    &[
        ("Fig & cedar candle", 2400, 10),
        ("Sea salt candle", 2200, 8),
        ("Beeswax pillar, small", 950, 7),
        ("Beeswax pillar, tall", 1650, 5),
        ("Rain on stone candle", 2600, 4),
        ("Honey & smoke candle", 2800, 6),
        ("Tea lights, box of 30", 790, 9),
        ("Orange blossom candle", 2200, 3),
        ("Winter pine candle", 2400, 5),
        ("Wick trimmer, brass", 1450, 2),
    ],
    &[
        ("Merino fingering, moss", 1390, 8),
        ("Merino fingering, clay", 1390, 7),
        ("Alpaca lace, oat", 1690, 5),
        ("Sock yarn, harbour", 1190, 9),
        ("Sock yarn, poppy", 1190, 6),
        ("Highland tweed, peat", 990, 5),
        ("Cotton chunky, chalk", 890, 4),
        ("Bamboo needles 4 mm", 850, 6),
        ("Stitch markers, set", 490, 5),
        ("Beginner's scarf kit", 3490, 4),
    ],
    &[
        ("Darjeeling first flush", 1490, 8),
        ("Assam breakfast", 990, 10),
        ("Lapsang, gentle", 1190, 3),
        ("Green tea with mint", 890, 7),
        ("Rooibos vanilla", 790, 6),
        ("Chamomile flowers", 690, 5),
        ("Earl Grey, blue flower", 990, 9),
        ("Tea tasting box", 2290, 5),
        ("Infuser, steel", 1290, 4),
    ],
    &[
        ("Mug, speckled", 1890, 10),
        ("Mug, midnight", 1890, 7),
        ("Teapot, one litre", 5490, 4),
        ("Bowl, wide rim", 2790, 6),
        ("Candle holder, arch", 2290, 5),
        ("Yarn bowl", 3890, 4),
        ("Vase, bottle neck", 3290, 3),
        ("Espresso cups, pair", 2690, 5),
    ],
    &[
        ("Tea towel, stripe", 1290, 8),
        ("Tea towel, check", 1290, 7),
        ("Apron, washed linen", 4590, 4),
        ("Table runner, oat", 3990, 3),
        ("Napkins, set of four", 3490, 4),
        ("Project bag, knitting", 2490, 6),
    ],
    &[
        ("Quiet evening set", 4900, 7),
        ("Knitter's starter set", 5900, 5),
        ("Tea for two set", 4500, 6),
        ("Housewarming set", 6900, 4),
        ("Gift card", 5000, 3),
        ("Advent box", 7900, 3),
    ],
];

/// What came to the shelf lately, and how many days ago; nobody has bought it yet. Category, title, price, days.
const NEW: [(usize, &str, i64, i64); 3] =
    [(0, "Plum & clove candle", 2400, 9), (1, "Sock yarn, lichen", 1190, 23), (2, "Oolong, roasted", 1590, 41)];

const DAY: i64 = 86_400;

/// What is on the shelf since the shop began: what is sold and looked at.
pub fn products(now: Timestamp) -> Vec<Product> {
    let since = now.plus_secs(-760 * DAY);
    let mut out = Vec::new();
    for (category, shelf) in SHELF.iter().enumerate() {
        for (i, (title, price, weight)) in shelf.iter().enumerate() {
            out.push(product(category, i, title, *price, *weight, since));
        }
    }
    out
}

pub fn new_arrivals(now: Timestamp) -> Vec<Product> {
    let one =
        |(category, title, price, days): &(usize, &str, i64, i64)| product(*category, 80, title, *price, 0, now.plus_secs(-days * DAY));
    NEW.iter().map(one).collect()
}

fn product(category: usize, i: usize, title: &str, price: i64, weight: u32, created: Timestamp) -> Product {
    let id = format!("P{}{:02}", category + 1, i + 1);
    let slug: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Product {
        record: ProductRecord {
            variants: Vec::new(),
            external_id: id.clone(),
            title: Some(title.to_owned()),
            sku: Some(id),
            price: Some(price),
            currency: Some(Currency::EUR),
            url: Some(format!("https://wickandwool.example/products/{slug}")),
            // One product without a picture and two that are out of stock: every shop has them.
            image_url: (title != "Stitch markers, set").then(|| format!("https://wickandwool.example/pictures/{slug}.jpg")),
            in_stock: Some(!matches!(title, "Advent box" | "Alpaca lace, oat")),
            categories: vec![CATEGORIES[category].to_owned()],
            tags: tags(category, price, weight),
            created_at: Some(created),
        },
        category,
        price,
        weight,
    }
}

fn tags(category: usize, price: i64, weight: u32) -> Vec<String> {
    let own = ["handmade", "natural fibre", "organic", "handmade", "natural fibre", "gift"][category];
    let mut out = vec![own];
    if weight >= 8 {
        out.push("bestseller");
    }
    if price >= 4_000 && own != "gift" {
        out.push("gift");
    }
    if price < 1_000 {
        out.push("little something");
    }
    out.into_iter().map(str::to_owned).collect()
}
