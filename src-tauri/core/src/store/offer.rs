//! What a segment can be asked about, as offers to choose from: the names and values that occur, most frequent first.
//!
//! A shop can hold twenty million rows of a kind, so no large table is read whole: of one with ids beyond `WHOLE` a few
//! thousand blocks of neighbouring rows are looked at, spread over all of it, and the newest rows. Then values have no
//! counts, and one that is rare may be missing: whoever knows it can type it.

use std::collections::{BTreeMap, HashMap};

use super::{Reader, Value};
use crate::types::{ProductId, Result};

/// A value, and how many people (orders, products …) have it; `None` where only some rows were looked at.
pub type Offered = (String, Option<i64>);

/// A custom event with its properties, and the most frequent values of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedEvent {
    pub name: String,
    pub count: Option<i64>,
    pub properties: Vec<(String, Vec<String>)>,
}

/// A table with up to this many ids is read whole.
const WHOLE: i64 = 100_000;
/// Of a larger one: blocks, the ids in each, and the newest ids.
const BLOCKS: i64 = 1_000;
const BLOCK: i64 = 20;
const NEWEST: i64 = 5_000;
/// Events that are opened in all, to see their properties.
const OPENED: i64 = 20_000;
/// Different events that are offered; more can be typed.
const EVENTS: usize = 200;
/// Properties of an event, and values of a property.
const PROPERTIES: usize = 40;
const VALUES: usize = 40;

/// Where values stand, and what is counted of each.
struct Place {
    table: &'static str,
    /// A number that leads the table's own order: it is looked at in blocks of these.
    key: &'static str,
    value: &'static str,
    counted: &'static str,
    order: &'static str,
}

const fn place(table: &'static str, key: &'static str, value: &'static str) -> Place {
    Place { table, key, value, counted: "count(*)", order: "2 DESC, 1" }
}

const CAMPAIGNS: Place =
    Place { counted: "count(DISTINCT t.person_id)", order: "max(t.at) DESC, 1", ..place("email_event", "id", "t.campaign") };
const LINKS: Place = Place { counted: "count(DISTINCT t.person_id)", ..place("email_event", "id", "t.link") };
const SEARCHES: Place = Place { counted: "count(DISTINCT t.person_id)", ..place("search", "id", "t.words") };
const CONSENT_SOURCES: Place = Place { counted: "count(DISTINCT t.person_id)", ..place("consent", "id", "t.source") };
const CHANNELS: Place = place("orders", "id", "t.channel");
const COUNTRIES: Place = place("orders", "id", "t.country");
const COUPONS: Place = place("orders", "id", "t.coupons");
const TAGS: Place = place("person_tag", "person_id", "t.tag");
const FIELD_NAMES: Place = place("person_field", "person_id", "t.name");

/// The columns of `person` whose values are offered.
#[derive(Debug, Clone, Copy)]
pub enum PersonColumn {
    Country,
    Region,
    City,
    Language,
}

impl PersonColumn {
    fn place(self) -> Place {
        let value = match self {
            Self::Country => "t.country",
            Self::Region => "t.region",
            Self::City => "t.city",
            Self::Language => "t.language",
        };
        place("person", "id", value)
    }
}

impl Reader<'_> {
    pub fn offered_person_values(&self, of: PersonColumn, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&of.place(), limit)
    }

    pub fn offered_tags(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&TAGS, limit)
    }

    /// Campaigns with how many people they reached, the latest first.
    pub fn offered_campaigns(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&CAMPAIGNS, limit)
    }

    pub fn offered_links(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&LINKS, limit)
    }

    pub fn offered_searches(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&SEARCHES, limit)
    }

    /// Who says what people agreed to, with how many people.
    pub fn offered_consent_sources(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&CONSENT_SOURCES, limit)
    }

    pub fn offered_channels(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&CHANNELS, limit)
    }

    pub fn offered_order_countries(&self, limit: u32) -> Result<Vec<Offered>> {
        self.offered(&COUNTRIES, limit)
    }

    /// Coupon codes with how many orders used them.
    pub fn offered_coupons(&self, limit: u32) -> Result<Vec<Offered>> {
        let (rows, whole) = self.looked_at(&COUPONS, 10_000)?;
        let mut counts = BTreeMap::<String, i64>::new();
        for (codes, n) in rows {
            for code in codes.split(',').filter(|c| !c.is_empty()) {
                *counts.entry(code.to_owned()).or_default() += n;
            }
        }
        Ok(most_first(counts, limit as usize).into_iter().map(|(code, n)| (code, whole.then_some(n))).collect())
    }

    /// The names of the fields that sources brought along, each with its most frequent values.
    pub fn offered_fields(&self, names: u32, values: usize) -> Result<Vec<(String, Vec<Offered>)>> {
        let names = self.offered(&FIELD_NAMES, names)?;
        let (from, whole) = self.from(&FIELD_NAMES)?;
        let mut found: HashMap<String, BTreeMap<String, i64>> = names.iter().map(|(n, _)| (n.clone(), BTreeMap::new())).collect();
        self.each(
            &format!("{from} SELECT t.name, t.value, count(*) FROM {} WHERE t.value <> '' GROUP BY 1, 2", FIELD_NAMES.rows(whole)),
            &[],
            |r| {
                if let Some(values) = found.get_mut(r.text(0)?) {
                    values.insert(r.get(1)?, r.get(2)?);
                }
                Ok(())
            },
        )?;
        let values = |name: &str, found: &mut HashMap<String, BTreeMap<String, i64>>| {
            let most = most_first(found.remove(name).unwrap_or_default(), values);
            most.into_iter().map(|(value, n)| (value, whole.then_some(n))).collect()
        };
        Ok(names.into_iter().map(|(name, _)| (name.clone(), values(&name, &mut found))).collect())
    }

    /// Tags of products with how many products have them.
    pub fn offered_product_tags(&self, limit: u32) -> Result<Vec<Offered>> {
        self.rows("SELECT tag, count(*) FROM product_tag GROUP BY tag ORDER BY 2 DESC, 1 LIMIT ?1", &[limit.into()], |r| {
            Ok((r.get(0)?, Some(r.get(1)?)))
        })
    }

    /// Every name of an event (by steps through the index, however many events there are), with what their properties say.
    pub fn offered_events(&self) -> Result<Vec<OfferedEvent>> {
        let mut names = self.rows(
            "WITH RECURSIVE n(name) AS (SELECT min(name) FROM event
               UNION ALL SELECT (SELECT min(e.name) FROM event e WHERE e.name > n.name) FROM n WHERE n.name IS NOT NULL)
             SELECT name FROM n WHERE name IS NOT NULL LIMIT ?1",
            &[(EVENTS as i64).into()],
            |r| r.get::<String>(0),
        )?;
        let each = OPENED / i64::try_from(names.len().max(1)).unwrap_or(1);
        let whole = self.newest_id("event", "id")? <= WHOLE;
        let mut out = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let count =
                if whole { Some(self.number("SELECT count(*) FROM event WHERE name = ?1", &[name.as_str().into()])?) } else { None };
            out.push(OfferedEvent { properties: self.properties(&name, each)?, name, count });
        }
        out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        Ok(out)
    }

    fn properties(&self, event: &str, most: i64) -> Result<Vec<(String, Vec<String>)>> {
        let mut found: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        self.each("SELECT properties FROM event WHERE name = ?1 ORDER BY person_id DESC LIMIT ?2", &[event.into(), most.into()], |r| {
            let said: BTreeMap<String, String> = serde_json::from_str(r.text(0)?).unwrap_or_default();
            for (name, value) in said {
                *found.entry(name).or_default().entry(value).or_default() += 1;
            }
            Ok(())
        })?;
        let mut all: Vec<(String, i64, Vec<String>)> = found
            .into_iter()
            .map(|(name, values)| {
                let n = values.values().sum();
                (name, n, most_first(values, VALUES).into_iter().map(|(value, _)| value).collect())
            })
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(PROPERTIES);
        Ok(all.into_iter().map(|(name, _, values)| (name, values)).collect())
    }

    /// Products by how often they stand on orders, the most frequent first.
    pub fn products_sold_most(&self, limit: u32) -> Result<Vec<ProductId>> {
        let sold = place("order_line", "order_id", "t.product_id");
        let (from, whole) = self.from(&sold)?;
        self.rows(
            &format!(
                "{from} SELECT t.product_id FROM {} WHERE t.product_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?1",
                sold.rows(whole)
            ),
            &[limit.into()],
            |r| r.get(0).map(ProductId),
        )
    }

    fn offered(&self, of: &Place, limit: u32) -> Result<Vec<Offered>> {
        let (rows, whole) = self.looked_at(of, limit)?;
        Ok(rows.into_iter().map(|(value, n)| (value, whole.then_some(n))).collect())
    }

    /// The values with their counts among the rows that were looked at, and whether these were all rows.
    fn looked_at(&self, of: &Place, limit: u32) -> Result<(Vec<(String, i64)>, bool)> {
        let (from, whole) = self.from(of)?;
        let Place { value, counted, order, .. } = of;
        let sql =
            format!("{from} SELECT {value}, {counted} FROM {} WHERE {value} <> '' GROUP BY 1 ORDER BY {order} LIMIT ?1", of.rows(whole));
        let rows = self.rows(&sql, &[limit.into()], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok((rows, whole))
    }

    /// What goes before the SELECT: nothing, or the blocks to look at.
    fn from(&self, of: &Place) -> Result<(String, bool)> {
        let newest = self.newest_id(of.table, of.key)?;
        Ok((blocks(newest), newest <= WHOLE))
    }

    fn newest_id(&self, table: &str, key: &str) -> Result<i64> {
        self.number(&format!("SELECT max({key}) FROM {table}"), &[] as &[Value])
    }
}

impl Place {
    fn rows(&self, whole: bool) -> String {
        let Self { table, key, .. } = self;
        if whole { format!("{table} t") } else { format!("block CROSS JOIN {table} t ON t.{key} > block.after AND t.{key} <= block.till") }
    }
}

/// "" for a table that is read whole. The numbers are the program's own.
fn blocks(newest: i64) -> String {
    if newest <= WHOLE {
        return String::new();
    }
    let (step, last) = (newest / BLOCKS, newest - NEWEST);
    format!(
        "WITH RECURSIVE step(after) AS (SELECT 0 UNION ALL SELECT after + {step} FROM step WHERE after + {step} + {BLOCK} <= {last}),
           block(after, till) AS (SELECT after, after + {BLOCK} FROM step UNION ALL SELECT {last}, {newest})"
    )
}

fn most_first(counts: BTreeMap<String, i64>, limit: usize) -> Vec<(String, i64)> {
    let mut out: Vec<(String, i64)> = counts.into_iter().collect();
    // Stable: those of one count stay in the order of their names.
    out.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    out.truncate(limit);
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Store};
    use super::*;

    fn shop(dir: &std::path::Path, fill: &str) -> Store {
        let store = Store::open(&dir.join("shop.db"), None).unwrap();
        let begin = "INSERT INTO source (id, kind, name, created_at) VALUES (1, 'file', 'Files', 0)";
        store
            .write(Area::Data, |w| {
                [begin, "INSERT INTO person (id, created_at) VALUES (1, 0), (2, 0), (3, 0)", fill]
                    .iter()
                    .try_for_each(|sql| w.execute(sql, &[]).map(|_| ()))
            })
            .unwrap();
        store
    }

    /// 2,000 events far apart, the last of them of another campaign, and one that stands where nobody looks.
    const LARGE: &str = "INSERT INTO email_event (id, source_id, external_id, person_id, kind, at, campaign)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
        SELECT 200 * i + 10, 1, i, 1, 1, i, CASE WHEN i > 1995 THEN 'New' ELSE 'Old' END FROM n
        UNION ALL SELECT 5150, 1, 'rare', 1, 1, 5, 'Rare'";

    #[test]
    fn a_large_table_is_looked_at_in_blocks_and_says_no_counts() {
        let dir = tempfile::tempdir().unwrap();
        let store = shop(dir.path(), LARGE);
        let offered = store.read(|r| r.offered_campaigns(10)).unwrap();
        assert_eq!(offered, [("New".to_owned(), None), ("Old".to_owned(), None)]);
    }

    #[test]
    fn no_statement_reads_a_large_table_from_end_to_end() {
        let dir = tempfile::tempdir().unwrap();
        let store = shop(dir.path(), LARGE);
        let all = [
            CAMPAIGNS,
            LINKS,
            SEARCHES,
            CONSENT_SOURCES,
            CHANNELS,
            COUNTRIES,
            COUPONS,
            TAGS,
            FIELD_NAMES,
            PersonColumn::City.place(),
            place("order_line", "order_id", "t.product_id"),
        ];
        for of in all {
            let sql =
                format!("EXPLAIN QUERY PLAN {} SELECT {}, {} FROM {} GROUP BY 1", blocks(1_000_000), of.value, of.counted, of.rows(false));
            let steps = store.read(|r| r.rows(&sql, &[], |row| row.get::<String>(3))).unwrap();
            assert!(steps.iter().any(|s| s.starts_with("SEARCH t USING")), "{}: {steps:?}", of.table);
            assert!(!steps.iter().any(|s| s.starts_with("SCAN t")), "{}: {steps:?}", of.table);
        }
        for (sql, at) in [
            ("SELECT min(e.name) FROM event e WHERE e.name > 'x'", "SEARCH e"),
            ("SELECT properties FROM event WHERE name = 'x' ORDER BY person_id DESC LIMIT 5", "SEARCH event"),
        ] {
            let steps = store.read(|r| r.rows(&format!("EXPLAIN QUERY PLAN {sql}"), &[], |row| row.get::<String>(3))).unwrap();
            assert!(steps.len() == 1 && steps[0].starts_with(at), "{steps:?}");
        }
    }

    #[test]
    fn a_small_shop_is_read_whole_with_counts() {
        let dir = tempfile::tempdir().unwrap();
        let store = shop(
            dir.path(),
            r#"INSERT INTO event (source_id, external_id, person_id, name, at, properties) VALUES
               (1, 'a', 1, 'Store Visited', 5, '{"city":"Kiel","by":"tram"}'), (1, 'b', 2, 'Store Visited', 6, '{"city":"Kiel"}'),
               (1, 'c', 3, 'Store Visited', 7, '{"city":"Husum"}'), (1, 'd', 3, 'Called', 8, '{}'), (1, 'e', 3, 'Broken', 8, 'no')"#,
        );
        let events = store.read(|r| r.offered_events()).unwrap();
        let visits = OfferedEvent {
            name: "Store Visited".into(),
            count: Some(3),
            properties: vec![("city".into(), vec!["Kiel".into(), "Husum".into()]), ("by".into(), vec!["tram".into()])],
        };
        assert_eq!(events[0], visits);
        assert_eq!(events.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Store Visited", "Broken", "Called"]);
        store
            .write(Area::Data, |w| {
                w.execute("INSERT INTO person_field VALUES (1, 'size', '38'), (2, 'size', '38'), (3, 'size', '40'), (3, 'pet', '')", &[])?;
                w.execute(
                    "INSERT INTO orders (source_id, external_id, number, placed_at, status, counts, currency, total, coupons) VALUES
                     (1, 'x', 'x', 0, 'paid', 1, 'EUR', 1, 'A,B'), (1, 'y', 'y', 0, 'paid', 1, 'EUR', 1, 'B')",
                    &[],
                )
            })
            .unwrap();
        let fields = store.read(|r| r.offered_fields(10, 10)).unwrap();
        assert_eq!(fields, [("size".to_owned(), vec![("38".to_owned(), Some(2)), ("40".to_owned(), Some(1))]), ("pet".to_owned(), vec![])]);
        assert_eq!(store.read(|r| r.offered_coupons(10)).unwrap(), [("B".to_owned(), Some(2)), ("A".to_owned(), Some(1))]);
    }
}
