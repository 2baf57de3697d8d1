//! What can be told of each person, and how it fits the audience's merge fields: tags, types, lengths.

use std::collections::{BTreeMap, HashMap, HashSet};

use roaring::RoaringBitmap;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specta::Type;

use super::there::MergeField;
use crate::store::Store;
use crate::store::setting::Shop;
use crate::types::{Error, PersonId, Result, Timestamp};

/// A fact about a person that can go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    FirstName,
    LastName,
    Country,
    City,
    /// How many orders they placed.
    Orders,
    /// What they spent less what went back, in the shop's currency.
    Spent,
    FirstOrder,
    LastOrder,
    /// The name of their RFM group.
    Rfm,
}

/// Which merge field receives which fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldMapping {
    pub tag: String,
    pub source: FieldSource,
}

impl FieldSource {
    pub const ALL: [Self; 9] = [
        Self::FirstName,
        Self::LastName,
        Self::Country,
        Self::City,
        Self::Orders,
        Self::Spent,
        Self::FirstOrder,
        Self::LastOrder,
        Self::Rfm,
    ];

    /// The merge tag that is offered for it.
    pub fn usual_tag(self) -> &'static str {
        match self {
            Self::FirstName => "FNAME",
            Self::LastName => "LNAME",
            Self::Country => "COUNTRY",
            Self::City => "CITY",
            Self::Orders => "ORDERS",
            Self::Spent => "SPENT",
            Self::FirstOrder => "FIRSTORDER",
            Self::LastOrder => "LASTORDER",
            Self::Rfm => "RFM",
        }
    }

    /// What a person calls it; also the new merge field's name there.
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::Country => "Country",
            Self::City => "City",
            Self::Orders => "Orders",
            Self::Spent => "Total spent",
            Self::FirstOrder => "First order",
            Self::LastOrder => "Last order",
            Self::Rfm => "RFM group",
        }
    }

    /// The type of the merge field that is made for it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::FirstName | Self::LastName | Self::Country | Self::City | Self::Rfm => "text",
            Self::Orders | Self::Spent => "number",
            Self::FirstOrder | Self::LastOrder => "date",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| serde_json::to_value(f).ok().is_some_and(|v| v.as_str() == Some(s)))
    }
}

/// Mailchimp's own limit for a merge tag.
const LONGEST_TAG: usize = 10;
/// What a text field there holds.
const LONGEST_TEXT: usize = 255;

/// Holds the mapping against the audience's fields.
///
/// Returns the fields that have to be made there first.
pub fn check(mapping: &[FieldMapping], theirs: &[MergeField]) -> Result<Vec<MergeField>> {
    let mut seen = HashSet::new();
    let mut missing = Vec::new();
    for m in mapping {
        let tag = m.tag.as_str();
        let well_formed = tag.starts_with(|c: char| c.is_ascii_uppercase())
            && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        if !well_formed || tag.len() > LONGEST_TAG {
            return Err(Error::bad_input(format!(
                "“{tag}” cannot be a merge tag: one to ten capital letters, digits or _ are needed, such as {}.",
                m.source.usual_tag()
            )));
        }
        if tag == "EMAIL" {
            return Err(Error::bad_input("EMAIL is the address itself and goes along anyway; choose another merge tag."));
        }
        if !seen.insert(tag) {
            return Err(Error::bad_input(format!("Two facts cannot go into one field: {tag} is used twice.")));
        }
        match theirs.iter().find(|f| f.tag == tag) {
            Some(f) if f.kind == "text" || f.kind == m.source.kind() => {}
            Some(f) => {
                return Err(Error::bad_input(format!(
                    "{tag} is a field of type {} in this audience, which cannot hold “{}”. Choose another merge tag for it.",
                    f.kind,
                    m.source.label()
                )));
            }
            None => missing.push(MergeField {
                tag: tag.to_owned(),
                name: m.source.label().to_owned(),
                kind: m.source.kind().to_owned(),
                required: false,
            }),
        }
    }
    Ok(missing)
}

/// Everything that may go along, of the people asked for.
pub struct Facts(HashMap<u32, Fact>);

#[derive(Default)]
struct Fact {
    text: [Option<String>; 4],
    language: Option<String>,
    orders: i64,
    /// In the shop's minor units.
    spent: i64,
    first_at: Option<Timestamp>,
    last_at: Option<Timestamp>,
    rfm: Option<String>,
}

impl Facts {
    pub fn read(store: &Store, people: &RoaringBitmap, rfm: &HashMap<u32, String>) -> Result<Self> {
        let mut out = HashMap::new();
        store.read(|r| {
            r.each(
                "SELECT p.id, p.first_name, p.last_name, p.country, p.city, coalesce(s.orders, 0), coalesce(s.spent - s.refunded, 0), s.first_at, s.last_at, p.language
                 FROM person p LEFT JOIN person_stats s ON s.person_id = p.id",
                &[],
                |row| {
                    let id = row.person(0)?;
                    if people.contains(id.0) {
                        let fact = Fact {
                            text: [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?],
                            orders: row.get(5)?,
                            spent: row.get(6)?,
                            first_at: row.maybe_at(7)?,
                            last_at: row.maybe_at(8)?,
                            language: row.get(9)?,
                            rfm: rfm.get(&id.0).cloned(),
                        };
                        out.insert(id.0, fact);
                    }
                    Ok(())
                },
            )
        })?;
        Ok(Self(out))
    }

    /// As the shop wrote it.
    pub fn language(&self, person: PersonId) -> Option<&str> {
        self.0.get(&person.0)?.language.as_deref()
    }

    /// The person's values by merge tag, in the audience's types. What is not known is left out.
    pub fn values(&self, person: PersonId, mapping: &[FieldMapping], theirs: &[MergeField], shop: &Shop) -> BTreeMap<String, Value> {
        let Some(fact) = self.0.get(&person.0) else { return BTreeMap::new() };
        let kind = |m: &FieldMapping| theirs.iter().find(|f| f.tag == m.tag).map_or(m.source.kind(), |f| f.kind.as_str()).to_owned();
        mapping.iter().filter_map(|m| Some((m.tag.clone(), fact.value(m.source, &kind(m), shop)?))).collect()
    }
}

impl Fact {
    fn value(&self, source: FieldSource, kind: &str, shop: &Shop) -> Option<Value> {
        let day = |at: Option<Timestamp>| at.map(|at| Value::String(shop.zone.day_of(at).to_string()));
        let text = |t: Option<&String>| {
            let t: String = t?.trim().chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect();
            (!t.is_empty()).then_some(Value::String(t))
        };
        let [first, last, country, city] = &self.text;
        let value = match source {
            FieldSource::FirstName => text(first.as_ref()),
            FieldSource::LastName => text(last.as_ref()),
            FieldSource::Country => text(country.as_ref()),
            FieldSource::City => text(city.as_ref()),
            FieldSource::Rfm => text(self.rfm.as_ref()),
            FieldSource::Orders => Some(json!(self.orders)),
            FieldSource::Spent => {
                let amount = shop.currency.to_decimal(self.spent);
                if kind == "number" { amount.to_f64().map(|x| json!(x)) } else { Some(Value::String(amount.to_string())) }
            }
            FieldSource::FirstOrder => day(self.first_at),
            FieldSource::LastOrder => day(self.last_at),
        }?;
        Some(if kind == "text" && value.is_number() { Value::String(value.to_string()) } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(tag: &str, source: FieldSource) -> FieldMapping {
        FieldMapping { tag: tag.into(), source }
    }

    #[test]
    fn tags_and_types_are_held_against_the_audience() {
        let theirs = [MergeField { tag: "SPENT".into(), name: "Spent".into(), kind: "dropdown".into(), required: false }];
        let missing = check(&[mapping("FNAME", FieldSource::FirstName), mapping("LASTORDER", FieldSource::LastOrder)], &theirs).unwrap();
        assert_eq!(
            missing.iter().map(|f| (f.tag.as_str(), f.kind.as_str())).collect::<Vec<_>>(),
            [("FNAME", "text"), ("LASTORDER", "date")]
        );
        for (tag, says) in [("SPENT", "dropdown"), ("ELEVENCHARS", "ten"), ("low", "capital"), ("", "capital"), ("EMAIL", "address")] {
            let e = check(&[mapping(tag, FieldSource::Spent)], &theirs).unwrap_err();
            assert!(e.message.contains(says), "{tag}: {}", e.message);
        }
        assert!(check(&[mapping("A", FieldSource::Spent), mapping("A", FieldSource::Orders)], &[]).is_err());
    }

    #[test]
    fn values_take_the_fields_type() {
        let shop = Shop { name: "x".into(), currency: crate::types::Currency::EUR, zone: crate::types::ShopZone::UTC, demo: false };
        let fact = Fact {
            text: [Some(" Ana ".into()), Some("é".repeat(300)), None, Some(" ".into())],
            orders: 3,
            spent: 12345,
            last_at: Some(Timestamp(0)),
            ..Fact::default()
        };
        assert_eq!(fact.value(FieldSource::FirstName, "text", &shop), Some(json!("Ana")));
        assert_eq!(fact.value(FieldSource::LastName, "text", &shop).unwrap().as_str().unwrap().chars().count(), 255);
        assert_eq!(fact.value(FieldSource::City, "text", &shop), None);
        assert_eq!(fact.value(FieldSource::Orders, "text", &shop), Some(json!("3")));
        assert_eq!(fact.value(FieldSource::Spent, "number", &shop), Some(json!(123.45)));
        assert_eq!(fact.value(FieldSource::Spent, "text", &shop), Some(json!("123.45")));
        assert_eq!(fact.value(FieldSource::LastOrder, "date", &shop), Some(json!("1970-01-01")));
        assert_eq!(fact.value(FieldSource::FirstOrder, "date", &shop), None);
        assert!(FieldSource::ALL.iter().all(|f| f.usual_tag().len() <= LONGEST_TAG));
        assert_eq!(FieldSource::parse("last_order"), Some(FieldSource::LastOrder));
    }
}
