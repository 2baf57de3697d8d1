//! What the segments room reads beside the conditions' own statements: who members are, and which values fields have.

use super::{Reader, Row};
use crate::types::{PersonId, ProductId, Result};

/// One person as a list of members shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub person: PersonId,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub country: Option<String>,
}

/// A value and how many people (products, orders) have it.
pub type ValueCount = (String, i64);

fn value_count(r: &Row<'_>) -> Result<ValueCount> {
    Ok((r.get(0)?, r.get(1)?))
}

/// The columns of `person` whose values are offered.
#[derive(Debug, Clone, Copy)]
pub enum Offered {
    Country,
    Region,
    City,
    Postcode,
    Language,
}

impl Reader<'_> {
    /// These people, in the order of the ids.
    pub fn members(&self, ids: &[u32]) -> Result<Vec<MemberRow>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        self.rows(
            "SELECT p.id, p.first_name, p.last_name, p.email, p.country FROM json_each(?1) j JOIN person p ON p.id = j.value ORDER BY j.key",
            &[list.into()],
            |r| {
                Ok(MemberRow {
                    person: r.person(0)?,
                    first_name: r.get(1)?,
                    last_name: r.get(2)?,
                    email: r.get(3)?,
                    country: r.get(4)?,
                })
            },
        )
    }

    /// Everybody's id in the order of their names (those without a name by address, then the rest).
    pub fn people_by_name(&self) -> Result<Vec<u32>> {
        self.rows(
            "SELECT id FROM person ORDER BY coalesce(nullif(last_name, ''), nullif(first_name, ''), email) IS NULL,
               coalesce(nullif(last_name, ''), nullif(first_name, ''), email) COLLATE NOCASE, first_name COLLATE NOCASE, id",
            &[],
            |r| r.get(0),
        )
    }

    /// The values of a column, the most frequent first.
    pub fn person_values(&self, of: Offered, limit: u32) -> Result<Vec<ValueCount>> {
        let column = match of {
            Offered::Country => "country",
            Offered::Region => "region",
            Offered::City => "city",
            Offered::Postcode => "postcode",
            Offered::Language => "language",
        };
        self.rows(
            &format!(
                "SELECT {column}, count(*) AS n FROM person WHERE {column} <> '' GROUP BY {column} ORDER BY n DESC, {column} LIMIT ?1"
            ),
            &[limit.into()],
            value_count,
        )
    }

    pub fn tag_values(&self, limit: u32) -> Result<Vec<ValueCount>> {
        self.rows("SELECT tag, count(*) AS n FROM person_tag GROUP BY tag ORDER BY n DESC, tag LIMIT ?1", &[limit.into()], value_count)
    }

    /// The names of the fields that sources brought along, with how many people have them.
    pub fn custom_fields(&self, limit: u32) -> Result<Vec<ValueCount>> {
        self.rows("SELECT name, count(*) AS n FROM person_field GROUP BY name ORDER BY n DESC, name LIMIT ?1", &[limit.into()], value_count)
    }

    pub fn has_custom_field(&self, name: &str) -> Result<bool> {
        Ok(self.number("SELECT EXISTS (SELECT 1 FROM person_field WHERE name = ?1)", &[name.into()])? != 0)
    }

    pub fn custom_field_values(&self, name: &str, limit: u32) -> Result<Vec<ValueCount>> {
        self.rows(
            "SELECT value, count(*) AS n FROM person_field WHERE name = ?1 AND value <> '' GROUP BY value ORDER BY n DESC, value LIMIT ?2",
            &[name.into(), limit.into()],
            value_count,
        )
    }

    /// Campaigns with how many people they reached.
    pub fn campaign_values(&self, limit: u32) -> Result<Vec<ValueCount>> {
        self.rows(
            "SELECT campaign, count(DISTINCT person_id) AS n FROM email_event WHERE campaign <> '' GROUP BY campaign ORDER BY max(at) DESC LIMIT ?1",
            &[limit.into()],
            value_count,
        )
    }

    pub fn channel_values(&self) -> Result<Vec<ValueCount>> {
        self.rows(
            "SELECT channel, count(*) AS n FROM orders WHERE channel <> '' GROUP BY channel ORDER BY n DESC, channel",
            &[],
            value_count,
        )
    }

    pub fn order_country_values(&self) -> Result<Vec<ValueCount>> {
        self.rows(
            "SELECT country, count(*) AS n FROM orders WHERE country <> '' GROUP BY country ORDER BY n DESC, country",
            &[],
            value_count,
        )
    }

    /// Coupon codes with how many orders used them.
    pub fn coupon_values(&self, limit: u32) -> Result<Vec<ValueCount>> {
        let mut counts = std::collections::BTreeMap::<String, i64>::new();
        self.each("SELECT coupons, count(*) FROM orders WHERE coupons IS NOT NULL GROUP BY coupons", &[], |r| {
            let n: i64 = r.get(1)?;
            for code in r.text(0)?.split(',').filter(|c| !c.is_empty()) {
                *counts.entry(code.to_owned()).or_default() += n;
            }
            Ok(())
        })?;
        let mut out: Vec<ValueCount> = counts.into_iter().collect();
        out.sort_by_key(|(_, n)| -n);
        out.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(out)
    }

    /// Of these product numbers, those that do not exist.
    pub fn missing_products(&self, ids: &[ProductId]) -> Result<Vec<ProductId>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        self.rows("SELECT j.value FROM json_each(?1) j WHERE j.value NOT IN (SELECT id FROM product)", &[list.into()], |r| {
            r.get(0).map(ProductId)
        })
    }
}
