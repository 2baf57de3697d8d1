//! The shop's products as filters ask for them: which have a category, a tag, a price.

use std::collections::BTreeMap;

use crate::segments::values::Number;
use crate::store::Reader;
use crate::types::{Currency, Result};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Beyond every product's id.
    end: usize,
    /// Each with its products.
    categories: BTreeMap<String, Vec<u32>>,
    tags: BTreeMap<String, Vec<u32>>,
    /// Product, price in its currency's minor units.
    prices: Vec<(u32, i64, Currency)>,
}

impl Catalogue {
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut out = Self::default();
        for p in reader.priced_products()? {
            let Ok(id) = u32::try_from(p.id) else { continue };
            out.end = out.end.max(id as usize + 1);
            if let (Some(price), Some(currency)) = (p.price, p.currency) {
                out.prices.push((id, price, currency));
            }
        }
        for (to, pairs) in [(&mut out.categories, reader.product_categories()?), (&mut out.tags, reader.product_tags()?)] {
            for (id, name) in pairs {
                if let Ok(id) = u32::try_from(id) {
                    to.entry(name).or_default().push(id);
                }
            }
        }
        Ok(out)
    }

    /// For each product id, whether it is in one of the categories.
    pub fn in_categories(&self, names: &[String]) -> Vec<bool> {
        self.named(&self.categories, names)
    }

    pub fn with_tags(&self, names: &[String]) -> Vec<bool> {
        self.named(&self.tags, names)
    }

    fn named(&self, of: &BTreeMap<String, Vec<u32>>, names: &[String]) -> Vec<bool> {
        let names: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
        self.these(of.iter().filter(|(name, _)| names.contains(&name.to_lowercase())).flat_map(|(_, ids)| ids).copied())
    }

    pub fn these(&self, ids: impl Iterator<Item = u32>) -> Vec<bool> {
        let mut out = vec![false; self.end];
        for id in ids {
            if let Some(x) = out.get_mut(id as usize) {
                *x = true;
            }
        }
        out
    }

    /// Products whose price is known in this currency and fits.
    pub fn priced(&self, compare: Number, currency: Currency) -> Vec<bool> {
        self.these(self.prices.iter().filter(|(_, price, c)| *c == currency && compare.holds(*price)).map(|(id, ..)| *id))
    }

    /// The categories by name, and for each product id their places in that order.
    pub fn by_product(&self) -> (Vec<&str>, Vec<Vec<u32>>) {
        let mut of = vec![Vec::new(); self.end];
        for (ids, place) in self.categories.values().zip(0u32..) {
            for id in ids {
                if let Some(list) = of.get_mut(*id as usize) {
                    list.push(place);
                }
            }
        }
        (self.categories.keys().map(String::as_str).collect(), of)
    }
}
