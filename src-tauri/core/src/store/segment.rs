//! What the segments room reads beside the conditions' own statements: who members are, and what does not exist.

use super::Reader;
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

    pub fn has_custom_field(&self, name: &str) -> Result<bool> {
        Ok(self.number("SELECT EXISTS (SELECT 1 FROM person_field WHERE name = ?1)", &[name.into()])? != 0)
    }

    /// Of these product numbers, those that do not exist.
    pub fn missing_products(&self, ids: &[ProductId]) -> Result<Vec<ProductId>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        self.rows("SELECT j.value FROM json_each(?1) j WHERE j.value NOT IN (SELECT id FROM product)", &[list.into()], |r| {
            r.get(0).map(ProductId)
        })
    }
}
