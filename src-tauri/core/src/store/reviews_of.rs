//! The words of the shop's own customers, as an email shows them.

use super::{Reader, Value};
use crate::types::{ProductId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownReview {
    /// 1 to 5.
    pub stars: u8,
    pub words: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub product: Option<ProductId>,
}

impl Reader<'_> {
    /// The best review with words before `end` (exclusive), of one product or of all: most stars, then the latest.
    pub fn best_review(&self, product: Option<ProductId>, least_stars: u8, end: Timestamp) -> Result<Option<ShownReview>> {
        const WORDS: &str = "CASE WHEN trim(coalesce(v.body, '')) <> '' THEN trim(v.body) ELSE trim(coalesce(v.title, '')) END";
        let mut params: Vec<Value> = vec![end.into(), i64::from(least_stars).into()];
        let of = product.map_or("", |_| "AND v.product_id = ?3");
        params.extend(product.map(Value::from));
        self.first(
            &format!(
                "SELECT v.rating, {WORDS}, p.first_name, p.last_name, v.product_id FROM review v JOIN person p ON p.id = v.person_id
                 WHERE v.at < ?1 AND v.rating >= ?2 AND {WORDS} <> '' {of} ORDER BY v.rating DESC, v.at DESC, v.id LIMIT 1"
            ),
            &params,
            |r| {
                Ok(ShownReview {
                    stars: u8::try_from(r.get::<i64>(0)?).unwrap_or(5),
                    words: r.get(1)?,
                    first_name: r.get(2)?,
                    last_name: r.get(3)?,
                    product: r.get::<Option<i64>>(4)?.map(ProductId),
                })
            },
        )
    }
}
