//! Which products to suggest to a person: the shop's best sellers that they have not bought.
//!
//! A product's rank is how many different people bought it in the last days, then how many ever did, then its id, so
//! that the order never depends on chance. What is out of stock or was bought already is left out, and what has no
//! picture comes last; each choice and each omission keeps its reason. It knows nothing of taste (what goes with
//! what): that needs its own evidence. Start with `BestSellers::new`.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use crate::store::reader::Purchase;
use crate::types::{PersonId, ProductId, Timestamp, money::grouped};

/// A product on the shelf, as far as a suggestion must know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnShelf {
    pub product: ProductId,
    /// `None`: the source does not say, so it may be suggested.
    pub in_stock: Option<bool>,
    pub has_picture: bool,
}

/// Why a product is suggested, with its support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Because {
    /// So many different people bought it in the last so many days.
    BestSeller { people: u32, days: u32 },
    /// Nobody bought it lately, but so many different people did before.
    BestSellerEver { people: u32 },
}

impl Because {
    /// "Best seller: 214 people bought it in the last 90 days".
    pub fn sentence(self) -> String {
        let people = |n: u32| if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.into())) };
        match self {
            Self::BestSeller { people: n, days } => format!("Best seller: {} bought it in the last {days} days", people(n)),
            Self::BestSellerEver { people: n } => format!("Best seller of all time: {} bought it, nobody lately", people(n)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    AlreadyBought,
    OutOfStock,
    NoPicture,
}

impl LeftOut {
    pub fn sentence(self) -> &'static str {
        match self {
            Self::AlreadyBought => "Left out: bought already",
            Self::OutOfStock => "Left out: out of stock",
            Self::NoPicture => "Left out: it has no picture, and others with one were enough",
        }
    }
}

/// What was chosen, best first, and what stood above the last of them and was passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub chosen: Vec<(ProductId, Because)>,
    pub left_out: Vec<(ProductId, LeftOut)>,
}

/// Lines of an order that are no goods (postage, fees, corrections), as shops' exports name them. Nobody should be
/// told that postage is a best seller.
pub fn is_service(title: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "manual",
        "discount",
        "shipping",
        "delivery",
        "samples",
        "adjustment",
        "bank charges",
        "amazon fee",
        "cruk commission",
        "gift wrapping",
        "versand",
        "versandkosten",
    ];
    let title = title.trim().to_lowercase();
    WHOLE.contains(&title.as_str())
        || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "postage")
        || title == "carriage"
        || title.ends_with(" day carriage")
        || title.starts_with("adjustment by")
}

struct Ranked {
    shelf: OnShelf,
    because: Because,
    buyers: RoaringBitmap,
}

/// The shop's best sellers as of a moment, with who bought each.
pub struct BestSellers {
    ranked: Vec<Ranked>,
}

impl BestSellers {
    /// `purchases` are the counted ones up to the moment asked about; `since` begins the last `days` days before it.
    pub fn new(purchases: impl IntoIterator<Item = Purchase>, shelf: &[OnShelf], since: Timestamp, days: u32) -> Self {
        let mut buyers: BTreeMap<ProductId, (RoaringBitmap, RoaringBitmap)> = BTreeMap::new();
        for p in purchases {
            let (ever, lately) = buyers.entry(p.product).or_default();
            ever.insert(p.person.0);
            if p.at >= since {
                lately.insert(p.person.0);
            }
        }
        let count = |set: &RoaringBitmap| u32::try_from(set.len()).unwrap_or(u32::MAX);
        let mut ranked: Vec<(u32, u32, Ranked)> = shelf
            .iter()
            .filter_map(|shelf| {
                let (ever, lately) = buyers.remove(&shelf.product)?;
                let (n_ever, n_lately) = (count(&ever), count(&lately));
                let because = match n_lately {
                    0 => Because::BestSellerEver { people: n_ever },
                    people => Because::BestSeller { people, days },
                };
                Some((n_lately, n_ever, Ranked { shelf: *shelf, because, buyers: ever }))
            })
            .collect();
        ranked.sort_by_key(|(lately, ever, r)| (std::cmp::Reverse(*lately), std::cmp::Reverse(*ever), r.shelf.product));
        let mut ranked: Vec<Ranked> = ranked.into_iter().map(|(_, _, r)| r).collect();
        // A shop without any pictures is not missing them: prefer nothing, and look no further than needed.
        if !ranked.iter().any(|r| r.shelf.has_picture) {
            ranked.iter_mut().for_each(|r| r.shelf.has_picture = true);
        }
        Self { ranked }
    }

    /// Up to `count` products for `person`, those with a picture first.
    pub fn choose(&self, person: PersonId, count: usize) -> Choice {
        let mut out = Choice::default();
        let mut without_picture = Vec::new();
        for r in &self.ranked {
            if out.chosen.len() == count {
                break;
            }
            let product = r.shelf.product;
            if r.buyers.contains(person.0) {
                out.left_out.push((product, LeftOut::AlreadyBought));
            } else if r.shelf.in_stock == Some(false) {
                out.left_out.push((product, LeftOut::OutOfStock));
            } else if r.shelf.has_picture {
                out.chosen.push((product, r.because));
            } else {
                without_picture.push((product, r.because));
            }
        }
        let missing = count - out.chosen.len();
        for (i, (product, because)) in without_picture.into_iter().enumerate() {
            if i < missing {
                out.chosen.push((product, because));
            } else if missing == 0 {
                out.left_out.push((product, LeftOut::NoPicture));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(product: i64, people: std::ops::Range<u32>, at: i64) -> impl Iterator<Item = Purchase> {
        people.map(move |p| Purchase { product: ProductId(product), person: PersonId(p), at: Timestamp(at) })
    }

    fn shelf(product: i64, in_stock: Option<bool>, has_picture: bool) -> OnShelf {
        OnShelf { product: ProductId(product), in_stock, has_picture }
    }

    #[test]
    fn best_sellers_that_they_have_not_bought_with_the_reason_for_each() {
        let purchases = bought(1, 1..9, 100)
            .chain(bought(2, 10..17, 100))
            .chain(bought(3, 10..17, 100))
            .chain(bought(4, 20..60, 10))
            .chain(bought(5, 20..90, 100))
            .chain(bought(1, 1..9, 120));
        let shelf =
            [shelf(1, None, true), shelf(2, Some(true), true), shelf(3, None, true), shelf(4, None, true), shelf(5, Some(false), true)];
        let best = BestSellers::new(purchases, &shelf, Timestamp(50), 90);
        let for_one = best.choose(PersonId(1), 3);
        assert_eq!(for_one.chosen.iter().map(|(p, _)| p.0).collect::<Vec<_>>(), [2, 3, 4], "equal ranks by id, older ones last");
        assert_eq!(for_one.left_out, [(ProductId(5), LeftOut::OutOfStock), (ProductId(1), LeftOut::AlreadyBought)]);
        assert_eq!(for_one.chosen[0].1.sentence(), "Best seller: 7 people bought it in the last 90 days");
        assert_eq!(for_one.chosen[2].1.sentence(), "Best seller of all time: 40 people bought it, nobody lately");
        let nobody = best.choose(PersonId(1000), 1);
        assert_eq!(nobody.chosen[0], (ProductId(1), Because::BestSeller { people: 8, days: 90 }), "buying twice counts a person once");
    }

    #[test]
    fn postage_is_no_product() {
        for service in
            ["POSTAGE", "DOTCOM POSTAGE", "Next Day Carriage", " Manual ", "Discount", "AMAZON FEE", "Adjustment by john on 26/01/2010"]
        {
            assert!(is_service(service), "{service}");
        }
        for goods in ["Manual coffee grinder", "Postcard set", "Sample tray", "Carriage clock"] {
            assert!(!is_service(goods), "{goods}");
        }
    }

    #[test]
    fn a_picture_is_preferred_and_never_demanded() {
        let purchases = || bought(1, 1..9, 100).chain(bought(2, 1..5, 100));
        let best = BestSellers::new(purchases(), &[shelf(1, None, false), shelf(2, None, true)], Timestamp(0), 90);
        let one = best.choose(PersonId(99), 1);
        assert_eq!(one.chosen[0].0, ProductId(2));
        assert_eq!(one.left_out, [(ProductId(1), LeftOut::NoPicture)]);
        let both = best.choose(PersonId(99), 3);
        assert_eq!(both.chosen.iter().map(|(p, _)| p.0).collect::<Vec<_>>(), [2, 1]);
        assert!(BestSellers::new([], &[shelf(1, None, true)], Timestamp(0), 90).choose(PersonId(1), 3).chosen.is_empty());
    }
}
