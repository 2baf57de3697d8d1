//! What an event becomes: an email event, a view, a search, or an event under the metric's own name.
//!
//! A checkout that was started stays an event: Klaviyo does not say which order it became, and a cart without its order
//! would be taken for abandoned for ever. Orders are in `orders.rs`, and only when Klaviyo is where the shop's orders are.

use std::collections::BTreeMap;

use serde_json::Value;

use super::profiles::moment;
use super::properties;
use crate::sources::json;
use crate::types::records::{
    CustomerRecord, EmailEventKind, EmailEventRecord, EventRecord, ProductRecord, Record, SearchRecord, ViewRecord,
};
use crate::types::{Currency, Error, Result, Timestamp};

pub const PLACED: &str = "Placed Order";
pub const CANCELLED: &str = "Cancelled Order";
pub const REFUNDED: &str = "Refunded Order";
/// Each line of an order once more.
const ORDERED: &str = "Ordered Product";

/// The metrics and profiles that came along with a page.
pub struct Along {
    metrics: BTreeMap<String, String>,
    emails: BTreeMap<String, String>,
}

impl Along {
    pub fn of(included: &[Value]) -> Self {
        let of = |kind: &str, name: &str| {
            let all = included.iter().filter(|v| json::text(v, "type") == Some(kind));
            all.filter_map(|v| Some((json::owned(v, "id")?, json::owned(v.get("attributes")?, name)?))).collect()
        };
        Self { metrics: of("metric", "name"), emails: of("profile", "email") }
    }
}

/// An event as it came, with what is needed of what came along.
pub struct Event<'a> {
    pub id: String,
    pub metric: String,
    pub at: Timestamp,
    pub person: CustomerRecord,
    pub properties: &'a Value,
}

static NOTHING: Value = Value::Null;

impl<'a> Event<'a> {
    /// `None` for one of nobody: what was tracked before a profile was known and never joined to one.
    ///
    /// # Errors
    /// `BadInput` for one without an id, a moment or a metric.
    pub fn of(v: &'a Value, along: &Along) -> Result<Option<Self>> {
        let id = json::owned(v, "id").ok_or_else(|| Error::bad_input("An event without an id."))?;
        let attributes = v.get("attributes").unwrap_or(&NOTHING);
        let seconds = || attributes.get("timestamp").and_then(Value::as_i64).map(Timestamp);
        let at = moment(attributes, "datetime").or_else(seconds).ok_or_else(|| Error::bad_input("An event without a moment."))?;
        let related = |name: &str| v.pointer(&format!("/relationships/{name}/data/id")).and_then(Value::as_str);
        let metric =
            related("metric").and_then(|id| along.metrics.get(id)).ok_or_else(|| Error::bad_input("An event of no known metric."))?;
        let Some(profile) = related("profile") else { return Ok(None) };
        let person = CustomerRecord {
            external_id: Some(profile.to_owned()),
            email: along.emails.get(profile).filter(|e| e.contains('@')).cloned(),
            ..CustomerRecord::default()
        };
        let properties = attributes.get("event_properties").unwrap_or(&NOTHING);
        Ok(Some(Self { id, metric: metric.clone(), at, person, properties }))
    }
}

/// `None` for what says nothing that is not said elsewhere.
pub fn record(e: Event<'_>, orders: bool, account: Currency) -> Option<Record> {
    let kind = match e.metric.as_str() {
        "Received Email" => Some(EmailEventKind::Sent),
        "Opened Email" => Some(EmailEventKind::Opened),
        "Clicked Email" => Some(EmailEventKind::Clicked),
        "Bounced Email" => Some(EmailEventKind::Bounced),
        "Marked Email as Spam" => Some(EmailEventKind::Complained),
        "Unsubscribed" | "Unsubscribed from Email Marketing" => Some(EmailEventKind::Unsubscribed),
        _ => None,
    };
    if let Some(kind) = kind {
        let campaign = properties::named(e.properties, &["Campaign Name", "Flow Name", "Subject"]);
        let link = (kind == EmailEventKind::Clicked).then(|| properties::named(e.properties, &["URL"])).flatten();
        return Some(Record::EmailEvent(EmailEventRecord { external_id: e.id, person: e.person, kind, at: e.at, campaign, link }));
    }
    Some(match e.metric.as_str() {
        // The shop's own orders are better than this copy of them, and would be doubled by it.
        PLACED | ORDERED => return None,
        CANCELLED | REFUNDED if orders => return None,
        "Viewed Product" => {
            let product = product(e.properties, account);
            Record::View(ViewRecord { external_id: e.id, person: e.person, product, at: e.at })
        }
        "Submitted Search" | "Searched Site" => match properties::named(e.properties, &["SearchTerm", "Search Query", "Query", "Term"]) {
            Some(words) => Record::Search(SearchRecord { external_id: e.id, person: e.person, at: e.at, words }),
            None => event(e),
        },
        _ => event(e),
    })
}

fn event(e: Event<'_>) -> Record {
    let mut properties = properties::plain(Some(e.properties));
    let items = properties::list(e.properties, &["Items"]);
    let names: Vec<String> = items.iter().filter_map(|i| properties::named(i, &["ProductName", "Name", "Title"])).collect();
    if !names.is_empty() && !properties.iter().any(|(name, _)| name == "Items") {
        properties.push(("Items".to_owned(), names.join(", ")));
    }
    Record::Event(EventRecord { external_id: e.id, person: e.person, name: e.metric, at: e.at, properties })
}

/// What was looked at; `None` when the event does not say which product it was.
fn product(v: &Value, account: Currency) -> Option<ProductRecord> {
    let currency = properties::currency(v, account);
    let price = properties::money(v, &["Price", "$value", "Value"], currency);
    Some(ProductRecord {
        external_id: properties::named(v, &["ProductID", "$product_id", "SKU", "Handle"])?,
        title: properties::named(v, &["ProductName", "Name", "Title"]),
        sku: properties::named(v, &["SKU"]),
        price,
        currency: price.map(|_| currency),
        url: properties::named(v, &["URL", "Product URL"]),
        image_url: properties::named(v, &["ImageURL", "Image URL"]),
        categories: properties::list(v, &["Categories", "Collections"]).iter().filter_map(properties::text).collect(),
        ..ProductRecord::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn made(metric: &str, properties: Value) -> Option<Record> {
        let v = json!({ "id": "e1", "attributes": { "datetime": "2026-01-02T03:04:05+00:00", "event_properties": properties },
            "relationships": { "metric": { "data": { "id": "m" } }, "profile": { "data": { "id": "p" } } } });
        let along = Along::of(&[
            json!({ "type": "metric", "id": "m", "attributes": { "name": metric } }),
            json!({ "type": "profile", "id": "p", "attributes": { "email": "a@example.com" } }),
        ]);
        record(Event::of(&v, &along).unwrap().unwrap(), false, Currency::EUR)
    }

    #[test]
    fn each_metric_finds_its_place() {
        assert!(matches!(made("Clicked Email", json!({ "Campaign Name": "May", "URL": "https://x.example" })),
            Some(Record::EmailEvent(e)) if e.kind == EmailEventKind::Clicked && e.campaign.as_deref() == Some("May") && e.link.is_some()));
        assert!(
            matches!(made("Viewed Product", json!({ "Product ID": 77, "ProductName": "Mug", "Price": "€12.50", "Categories": ["Kitchen"] })),
            Some(Record::View(v)) if v.product.as_ref().is_some_and(|p| p.external_id == "77" && p.price == Some(1250)))
        );
        assert!(matches!(made("Viewed Product", json!({})), Some(Record::View(v)) if v.product.is_none()));
        assert!(matches!(made("Started Checkout", json!({ "$value": 12.5, "Items": [{ "ProductName": "Mug" }], "$extra": {} })),
            Some(Record::Event(e)) if e.properties == [("value".into(), "12.5".into()), ("Items".into(), "Mug".into())]));
        assert!(matches!(made("Store Visited", json!(null)), Some(Record::Event(e)) if e.name == "Store Visited"));
        assert!(made("Placed Order", json!({ "$value": 3 })).is_none() && made("Ordered Product", json!({})).is_none());
    }

    #[test]
    fn what_is_not_whole_is_refused_and_what_is_nobodys_is_left() {
        let along = Along::of(&[json!({ "type": "metric", "id": "m", "attributes": { "name": "X" } })]);
        let of = |v: Value| Event::of(&v, &along).map(|e| e.is_some());
        assert!(
            of(json!({ "id": "e" })).is_err() && of(json!({ "id": "e", "attributes": { "datetime": "2026-01-02T03:04:05Z" } })).is_err()
        );
        let metric = json!({ "metric": { "data": { "id": "m" } } });
        assert_eq!(of(json!({ "id": "e", "attributes": { "timestamp": 5 }, "relationships": metric })).ok(), Some(false));
    }
}
