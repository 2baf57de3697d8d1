//! All rows of a shop as plain structs, by plain SQL, one table after another.

use std::collections::BTreeMap;

use crate::segments::activity::What;
use crate::store::{Reader, stats::PersonStats};
use crate::types::{Day, PersonId, Result, ShopZone, Timestamp};

pub struct Rows {
    pub zone: ShopZone,
    pub people: Vec<Person>,
    /// Experiment, person, arm, moment.
    pub exposures: Vec<(i64, u32, String, i64)>,
    pub exports: Vec<Export>,
    /// List, person.
    pub listed: Vec<(i64, u32)>,
    pub words: BTreeMap<i64, ProductWords>,
}

pub struct Person {
    pub id: u32,
    pub created: i64,
    pub registered: bool,
    /// Country, region, city, postcode, language, email, first name, last name, phone, birthday.
    pub text: Vec<Option<String>>,
    pub tags: Vec<String>,
    pub fields: Vec<(String, String)>,
    /// Of every kind, by (moment, id); abandoned carts are the carts among them.
    pub did: Vec<Row>,
    pub said: Vec<Said>,
}

pub struct Said {
    pub channel: String,
    pub state: String,
    pub at: i64,
    pub source: String,
}

pub struct Export {
    pub person: u32,
    pub audience: String,
    pub name: Option<String>,
    pub at: i64,
}

#[derive(Default)]
pub struct ProductWords {
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    /// In the shop's currency.
    pub price: Option<i64>,
}

/// Something a person did; what its kind does not have is empty.
#[derive(Debug)]
pub struct Row {
    pub what: What,
    pub id: (i64, i64),
    pub at: i64,
    pub day: Day,
    /// Of its lines, or its own; without those that are no product.
    pub products: Vec<i64>,
    pub amount: Option<i64>,
    pub quantity: Option<i64>,
    pub rating: Option<i64>,
    pub order: Option<OrderWords>,
    /// The day of the order that a cart became.
    pub ordered: Option<Day>,
    pub kind: i64,
    /// A campaign, a search's words, an event's name.
    pub text: Option<String>,
    pub link: Option<String>,
    pub properties: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
pub struct OrderWords {
    pub status: String,
    pub counts: bool,
    pub country: Option<String>,
    pub channel: Option<String>,
    pub coupons: Vec<String>,
    pub discounted: bool,
}

impl Rows {
    pub fn read(r: &Reader<'_>) -> Result<Self> {
        let shop = r.shop()?;
        let zone = shop.zone;
        let mut words: BTreeMap<i64, ProductWords> = BTreeMap::new();
        for (id, price, currency) in r.rows("SELECT id, price, currency FROM product", &[], |row| {
            Ok((row.get::<i64>(0)?, row.get::<Option<i64>>(1)?, row.get::<Option<String>>(2)?))
        })? {
            let price = price.filter(|_| currency.as_deref() == Some(shop.currency.as_str()));
            words.insert(id, ProductWords { price, ..ProductWords::default() });
        }
        for (id, category) in pairs(r, "SELECT product_id, category FROM product_category")? {
            words.entry(id).or_default().categories.push(category);
        }
        for (id, tag) in pairs(r, "SELECT product_id, tag FROM product_tag")? {
            words.entry(id).or_default().tags.push(tag);
        }
        let mut people = r.rows(
            "SELECT id, created_at, registered, country, region, city, postcode, language, email, first_name, last_name, phone, birthday
             FROM person ORDER BY id",
            &[],
            |row| {
                Ok(Person {
                    id: row.get(0)?,
                    created: row.get(1)?,
                    registered: row.get(2)?,
                    text: (3..=12).map(|i| row.get::<Option<String>>(i)).collect::<Result<_>>()?,
                    tags: vec![],
                    fields: vec![],
                    did: vec![],
                    said: vec![],
                })
            },
        )?;
        let mut did = did(r, zone)?;
        for p in &mut people {
            p.tags = r.rows("SELECT tag FROM person_tag WHERE person_id = ?1", &[p.id.into()], |row| row.get(0))?;
            p.fields = r.person_fields(PersonId(p.id))?;
            p.did = did.remove(&p.id).unwrap_or_default();
            p.did.sort_by_key(|row| (row.at, row.id));
            p.said = r.rows("SELECT channel, state, at, source FROM consent WHERE person_id = ?1", &[p.id.into()], |row| {
                Ok(Said { channel: row.get(0)?, state: row.get(1)?, at: row.get(2)?, source: row.get(3)? })
            })?;
        }
        let exports = r.rows(
            "SELECT m.person_id, p.audience, p.plan, p.started_at FROM push_member m JOIN push p ON p.id = m.push_id
             WHERE m.state = 'done' AND m.action IN ('add', 'update', 'tag')",
            &[],
            |row| {
                let plan: serde_json::Value = serde_json::from_str(row.text(2)?).unwrap_or_default();
                let name = plan["audience"]["name"].as_str().map(str::to_owned);
                Ok(Export { person: row.get(0)?, audience: row.get(1)?, name, at: row.get(3)? })
            },
        )?;
        Ok(Self {
            zone,
            people,
            exports,
            exposures: r.rows("SELECT experiment_id, person_id, arm, at FROM exposure", &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?,
            listed: r.rows("SELECT list_id, person_id FROM people_list_member", &[], |row| Ok((row.get(0)?, row.get(1)?)))?,
            words,
        })
    }

    pub fn day(&self, at: i64) -> Day {
        self.zone.day_of(Timestamp(at))
    }

    pub fn stats(&self, p: &Person, day: Day) -> PersonStats {
        let orders: Vec<&Row> =
            p.did.iter().filter(|r| r.what == What::Orders && r.day <= day && r.order.as_ref().is_some_and(|o| o.counts)).collect();
        let refunds = p.did.iter().filter(|r| r.what == What::Refunds && r.day <= day);
        PersonStats {
            person: PersonId(p.id),
            orders: orders.len() as i64,
            spent: orders.iter().filter_map(|o| o.amount).sum(),
            refunded: refunds.filter_map(|r| r.amount).sum(),
            first_at: orders.iter().map(|o| o.at).min(),
            last_at: orders.iter().map(|o| o.at).max(),
        }
    }
}

fn pairs(r: &Reader<'_>, sql: &str) -> Result<Vec<(i64, String)>> {
    r.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn did(r: &Reader<'_>, zone: ShopZone) -> Result<BTreeMap<u32, Vec<Row>>> {
    let mut out: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    let mut add = |person: Option<u32>, row: Row| {
        if let Some(person) = person {
            out.entry(person).or_default().push(row);
        }
    };
    let day = |at: i64| zone.day_of(Timestamp(at));
    let blank = |what: What, id: i64, at: i64| Row {
        what,
        id: (id, 0),
        at,
        day: day(at),
        products: vec![],
        amount: None,
        quantity: None,
        rating: None,
        order: None,
        ordered: None,
        kind: 0,
        text: None,
        link: None,
        properties: vec![],
    };
    let products = |sql: &str| -> Result<BTreeMap<i64, Vec<i64>>> {
        let mut out: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (id, product) in r.rows(sql, &[], |row| Ok((row.get::<i64>(0)?, row.get::<Option<i64>>(1)?)))? {
            out.entry(id).or_default().extend(product);
        }
        Ok(out)
    };

    let of_orders = products("SELECT order_id, product_id FROM order_line")?;
    let mut orders: BTreeMap<i64, (Option<u32>, i64, OrderWords)> = BTreeMap::new();
    r.each("SELECT id, person_id, placed_at, status, counts, total_shop, country, channel, coupons, discount FROM orders", &[], |row| {
        let (id, person, at) = (row.get(0)?, row.get::<Option<u32>>(1)?, row.get(2)?);
        let coupons: String = row.get::<Option<String>>(8)?.unwrap_or_default();
        let coupons: Vec<String> = coupons.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect();
        let words = OrderWords {
            status: row.get(3)?,
            counts: row.get(4)?,
            country: row.get(6)?,
            channel: row.get(7)?,
            discounted: row.get::<i64>(9)? > 0 || !coupons.is_empty(),
            coupons,
        };
        let products = of_orders.get(&id).cloned().unwrap_or_default();
        add(person, Row { amount: row.get(5)?, products, order: Some(words.clone()), ..blank(What::Orders, id, at) });
        orders.insert(id, (person, at, words));
        Ok(())
    })?;
    r.each("SELECT order_id, line_no, product_id, quantity, total_shop FROM order_line", &[], |row| {
        let (order, line): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (person, at, words) = &orders[&order];
        let row = Row {
            id: (order, line),
            products: row.get::<Option<i64>>(2)?.into_iter().collect(),
            quantity: Some(row.get(3)?),
            amount: row.get(4)?,
            order: Some(words.clone()),
            ..blank(What::OrderLines, order, *at)
        };
        add(*person, row);
        Ok(())
    })?;
    let of_refunds = products("SELECT refund_id, product_id FROM refund_line")?;
    r.each("SELECT id, person_id, at, amount_shop, order_id FROM refund", &[], |row| {
        let id = row.get(0)?;
        // What went back of an order that is no purchase went out of no figure.
        if row.get::<Option<i64>>(4)?.is_some_and(|o| !orders[&o].2.counts) {
            return Ok(());
        }
        let products = of_refunds.get(&id).cloned().unwrap_or_default();
        add(row.get(1)?, Row { amount: row.get(3)?, products, ..blank(What::Refunds, id, row.get(2)?) });
        Ok(())
    })?;
    let of_carts = products("SELECT cart_id, product_id FROM cart_line")?;
    r.each("SELECT id, person_id, at, total_shop, order_id FROM cart", &[], |row| {
        let id = row.get(0)?;
        let products = of_carts.get(&id).cloned().unwrap_or_default();
        let ordered = row.get::<Option<i64>>(4)?.map(|o| day(orders[&o].1));
        add(row.get(1)?, Row { amount: row.get(3)?, products, ordered, ..blank(What::Carts, id, row.get(2)?) });
        Ok(())
    })?;
    r.each("SELECT id, person_id, at, kind, campaign, link FROM email_event", &[], |row| {
        let base = blank(What::Emails, row.get(0)?, row.get(2)?);
        add(row.get(1)?, Row { kind: row.get(3)?, text: row.get(4)?, link: row.get(5)?, ..base });
        Ok(())
    })?;
    r.each("SELECT id, person_id, at, product_id FROM product_view", &[], |row| {
        let base = blank(What::Views, row.get(0)?, row.get(2)?);
        add(row.get(1)?, Row { products: row.get::<Option<i64>>(3)?.into_iter().collect(), ..base });
        Ok(())
    })?;
    r.each("SELECT id, person_id, at, words FROM search", &[], |row| {
        add(row.get(1)?, Row { text: row.get(3)?, ..blank(What::Searches, row.get(0)?, row.get(2)?) });
        Ok(())
    })?;
    r.each("SELECT id, person_id, at, product_id, rating FROM review", &[], |row| {
        let base = blank(What::Reviews, row.get(0)?, row.get(2)?);
        add(row.get(1)?, Row { products: row.get::<Option<i64>>(3)?.into_iter().collect(), rating: row.get(4)?, ..base });
        Ok(())
    })?;
    r.each("SELECT id, person_id, at, name, properties FROM event", &[], |row| {
        let base = blank(What::Events, row.get(0)?, row.get(2)?);
        add(row.get(1)?, Row { text: row.get(3)?, properties: properties(row.text(4)?), ..base });
        Ok(())
    })?;
    Ok(out)
}

/// Texts, and numbers and truths as JSON writes them; all else is not there.
fn properties(json: &str) -> Vec<(String, String)> {
    use serde_json::Value as J;
    let J::Object(map) = serde_json::from_str(json).unwrap() else { return vec![] };
    let text = |v: J| match v {
        J::String(s) => Some(s),
        J::Number(n) => Some(n.to_string()),
        J::Bool(b) => Some(b.to_string()),
        J::Null | J::Array(_) | J::Object(_) => None,
    };
    map.into_iter().filter_map(|(name, v)| Some((name, text(v)?))).collect()
}
