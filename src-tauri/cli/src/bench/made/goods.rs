//! What the made shop sells: 2,000 products in 40 categories, few of them sold a lot and most a little.

use regulars_core::store::fill::Fill;
use regulars_core::types::Result;

use super::dice::Dice;
use super::{Plan, about};

pub const PRODUCTS: u32 = 2_000;

pub const CATEGORIES: [&str; 40] = [
    "Candles",
    "Yarn",
    "Tea",
    "Ceramics",
    "Soap",
    "Blankets",
    "Notebooks",
    "Baskets",
    "Coffee",
    "Honey",
    "Jam",
    "Cushions",
    "Rugs",
    "Lamps",
    "Vases",
    "Mugs",
    "Plates",
    "Aprons",
    "Towels",
    "Knitting needles",
    "Buttons",
    "Ribbons",
    "Paper",
    "Pens",
    "Posters",
    "Frames",
    "Plants",
    "Seeds",
    "Garden tools",
    "Bird houses",
    "Toys",
    "Puzzles",
    "Socks",
    "Scarves",
    "Hats",
    "Bags",
    "Jewellery",
    "Perfume",
    "Chocolate",
    "Gift boxes",
];

const KINDS: [&str; 10] = ["Small", "Large", "Blue", "Green", "Winter", "Summer", "Classic", "Striped", "Handmade", "Limited"];

/// The category a product is in first. The best sellers are spread over all of them.
pub fn category(product: u32) -> usize {
    (product % 40) as usize
}

/// In euro cents.
pub fn price(plan: &Plan, product: u32) -> i64 {
    let mut dice = Dice::new(plan.seed, [about::PRODUCT, product.into(), 0]);
    let draw = dice.unit();
    // From 3 to about 65 euros, cheap ones more often.
    300 + ((draw * draw * 61.0) as i64) * 100 + [0, 50, 90, 95, 99][dice.below(5) as usize]
}

/// A product from 1: the square makes a twentieth of the catalogue nearly a quarter of what is sold.
pub fn wanted(dice: &mut Dice, favourite: Option<usize>) -> u32 {
    let draw = dice.unit().powi(2);
    match favourite {
        Some(category) => {
            let place = (draw * f64::from(PRODUCTS / 40)) as u32;
            // Numbers that leave this rest by 40 are the category's.
            let first = if category == 0 { 40 } else { category as u32 };
            (first + 40 * place).min(PRODUCTS)
        }
        None => 1 + (draw * f64::from(PRODUCTS)) as u32,
    }
}

pub fn fill(plan: &Plan, f: &Fill<'_>) -> Result<()> {
    let mut products =
        f.table("product", &["id", "source_id", "external_id", "title", "sku", "price", "currency", "url", "in_stock", "created_at"])?;
    let mut categories = f.table("product_category", &["product_id", "category"])?;
    let mut tags = f.table("product_tag", &["product_id", "tag"])?;
    for p in 1..=PRODUCTS {
        let mut dice = Dice::new(plan.seed, [about::PRODUCT, p.into(), 1]);
        let own = CATEGORIES[category(p)];
        let title = format!("{} {} no. {p}", dice.pick(&KINDS), own.to_lowercase());
        let (number, sku, url) = (p.to_string(), format!("SKU-{p:05}"), format!("https://shop.example/p/{p}"));
        products.add(&[
            p.into(),
            plan.source.into(),
            (&number).into(),
            (&title).into(),
            (&sku).into(),
            price(plan, p).into(),
            "EUR".into(),
            (&url).into(),
            dice.chance(0.92).into(),
            plan.begin.into(),
        ])?;
        categories.add(&[p.into(), own.into()])?;
        if dice.chance(0.15) {
            categories.add(&[p.into(), "Gifts".into()])?;
        }
        if dice.chance(0.2) {
            tags.add(&[p.into(), (*dice.pick(&["new", "organic", "sale"])).into()])?;
        }
    }
    Ok(())
}
