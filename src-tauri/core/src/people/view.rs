//! One person: who they are, what they agreed to, what they are worth to the shop. What is unset stays unset.
//!
//! It reads and adds up; scores (RFM, lifecycle) come from `insights`, which stands after this module.

use serde::Serialize;
use specta::Type;

use crate::store::Reader;
use crate::store::listing::ListedRow;
use crate::types::records::ConsentState;
use crate::types::{Currency, Error, Money, OrderId, PersonId, Result, Timestamp};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ListedPerson {
    pub id: PersonId,
    /// First and last name; `None` where neither is known.
    pub name: Option<String>,
    pub email: Option<String>,
    /// The customer number at the source.
    pub number: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub city: Option<String>,
    pub created_at: Timestamp,
    pub orders: i64,
    /// After refunds.
    pub spent: Money,
    pub last_order: Option<Timestamp>,
    /// For email, now; `None`: they never said anything.
    pub consent: Option<ConsentState>,
}

impl ListedPerson {
    pub fn new(row: ListedRow, shop: Currency) -> Self {
        Self {
            id: row.id,
            name: full_name(row.first_name.as_deref(), row.last_name.as_deref()),
            email: row.email,
            number: row.number,
            country: row.country,
            city: row.city,
            created_at: row.created_at,
            orders: row.orders,
            spent: Money::new(row.net, shop),
            last_order: row.last_at,
            consent: row.consent,
        }
    }
}

/// `None` where neither is known.
pub fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let name = [first, last].into_iter().flatten().map(str::trim).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Who they are, as the sources say.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PersonView {
    pub id: PersonId,
    pub name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub postcode: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// `YYYY-MM-DD`.
    pub birthday: Option<String>,
    pub created_at: Timestamp,
    /// Has an account at a source; otherwise a guest or subscriber.
    pub registered: bool,
    pub tags: Vec<String>,
    pub fields: Vec<PersonField>,
    pub keys: Vec<PersonKey>,
    /// The last word for each channel they ever said something about.
    pub consent: Vec<ConsentNow>,
    /// Every statement, newest first.
    pub ledger: Vec<ConsentLine>,
    pub value: PersonValue,
}

/// Something a source knows beyond the usual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PersonField {
    pub name: String,
    pub value: String,
}

/// How a source knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PersonKey {
    /// The source's name; `None` for an address, which is the same everywhere.
    pub source: Option<String>,
    pub key: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ConsentNow {
    /// `email` or `sms`.
    pub channel: String,
    pub state: ConsentState,
    pub since: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ConsentLine {
    pub channel: String,
    pub state: ConsentState,
    pub at: Timestamp,
    /// Who says so: `checkout`, `import` …
    pub source: String,
    /// How it was given: `single_opt_in` …
    pub method: String,
    pub wording: Option<String>,
}

/// What they are worth so far. Counted orders only (paid, fulfilled or refunded), in the shop's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PersonValue {
    pub orders: i64,
    pub items: i64,
    /// Before refunds.
    pub spent: Money,
    pub refunded: Money,
    pub net: Money,
    /// Spent over the orders whose amount is known in the shop's currency; `None` without one.
    pub average_order: Option<Money>,
    pub first_order: Option<Timestamp>,
    pub last_order: Option<Timestamp>,
    /// As it was paid, one line a currency, largest number of orders first.
    pub by_currency: Vec<CurrencyValue>,
    /// Counted orders left out of the sums, because no rate for their currency is known.
    pub unpriced_orders: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CurrencyValue {
    pub orders: i64,
    pub spent: Money,
    pub refunded: Money,
}

/// One order of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PersonOrder {
    pub id: OrderId,
    pub number: String,
    pub placed_at: Timestamp,
    pub status: String,
    /// Whether it is a purchase.
    pub counts: bool,
    pub total: Money,
    /// In the shop's currency, where that is another and a rate is known.
    pub in_shop: Option<Money>,
    pub items: i64,
    /// What went back of it, in its own currency.
    pub refunded: Money,
    /// The name of the source that it came from.
    pub source: String,
    /// By what the source knows it.
    pub number_there: String,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct OrderItem {
    /// `None`: a line without a product, e.g. a fee.
    pub title: Option<String>,
    pub quantity: i64,
    pub total: Money,
}

/// Everything about one person but their orders and timeline, which are read in pages.
///
/// # Errors
/// `NotFound` when there is nobody with this id.
pub fn person(r: &Reader<'_>, id: PersonId) -> Result<PersonView> {
    let p = r.person(id)?.ok_or_else(|| gone(id))?;
    let ledger: Vec<ConsentLine> = r
        .consent_ledger(id)?
        .into_iter()
        .map(|c| ConsentLine { channel: c.channel, state: c.state, at: c.at, source: c.source, method: c.method, wording: c.wording })
        .collect();
    Ok(PersonView {
        id,
        name: full_name(p.first_name.as_deref(), p.last_name.as_deref()),
        first_name: p.first_name,
        last_name: p.last_name,
        email: p.email,
        phone: p.phone,
        country: p.country,
        region: p.region,
        city: p.city,
        postcode: p.postcode,
        language: p.language,
        birthday: p.birthday,
        created_at: p.created_at,
        registered: p.registered,
        tags: r.person_tags(id)?,
        fields: r.person_fields(id)?.into_iter().map(|(name, value)| PersonField { name, value }).collect(),
        keys: r.person_keys(id)?.into_iter().map(|(source, key)| PersonKey { source, key }).collect(),
        consent: now(r, id)?,
        ledger,
        value: value(r, id)?,
    })
}

pub fn gone(id: PersonId) -> Error {
    Error::not_found(format!("There is nobody with the number {id} (any more)."))
}

fn now(r: &Reader<'_>, id: PersonId) -> Result<Vec<ConsentNow>> {
    Ok(r.consent_now(id)?.into_iter().map(|(channel, state, since)| ConsentNow { channel, state, since }).collect())
}

fn value(r: &Reader<'_>, id: PersonId) -> Result<PersonValue> {
    let shop = r.shop()?.currency;
    let stats = r.person_stats(id)?;
    let (spent, refunded) = stats.map_or((0, 0), |s| (s.spent, s.refunded));
    let orders = stats.map_or(0, |s| s.orders);
    let sums = r.currency_sums(id)?;
    let unpriced_orders: i64 = sums.iter().map(|s| s.unpriced).sum();
    let priced: i64 = orders - unpriced_orders;
    Ok(PersonValue {
        orders,
        items: sums.iter().map(|s| s.items).sum(),
        spent: Money::new(spent, shop),
        refunded: Money::new(refunded, shop),
        net: Money::new(spent - refunded, shop),
        average_order: (priced > 0).then(|| Money::new((spent + priced / 2).div_euclid(priced), shop)),
        first_order: stats.and_then(|s| s.first_at).map(Timestamp),
        last_order: stats.and_then(|s| s.last_at).map(Timestamp),
        by_currency: sums
            .iter()
            .map(|s| CurrencyValue {
                orders: s.orders,
                spent: Money::new(s.spent, s.currency),
                refunded: Money::new(s.refunded, s.currency),
            })
            .collect(),
        unpriced_orders,
    })
}

/// Their orders, newest first, and how many there are in all.
pub fn orders(r: &Reader<'_>, id: PersonId, offset: u32, limit: u32) -> Result<(i64, Vec<PersonOrder>)> {
    let shop = r.shop()?.currency;
    let rows = r.orders_page(id, offset, limit)?.into_iter().map(|(o, refunded)| PersonOrder {
        id: o.id,
        number: o.number,
        placed_at: o.placed_at,
        status: o.status,
        counts: o.counts,
        total: Money::new(o.total, o.currency),
        in_shop: o.total_shop.filter(|_| o.currency != shop).map(|t| Money::new(t, shop)),
        items: o.items,
        refunded: Money::new(refunded, o.currency),
        source: o.source,
        number_there: o.external_id,
    });
    Ok((r.order_count(id)?, rows.collect()))
}

/// What an order consists of.
pub fn items(r: &Reader<'_>, order: OrderId) -> Result<Vec<OrderItem>> {
    Ok(r.order_items(order)?
        .into_iter()
        .map(|l| OrderItem { title: l.title, quantity: l.quantity, total: Money::new(l.total, l.currency) })
        .collect())
}
