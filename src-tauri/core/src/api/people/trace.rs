//! Every figure back to its source record: which source an order came from, its number there, how its amount was reckoned,
//! and where a person sees it in the platform's own administration.

use serde::Serialize;
use specta::Type;

use super::super::App;
use crate::sources::platform::{self, Connection};
use crate::store::Reader;
use crate::store::ingest::BY_SOURCE;
use crate::store::source::SourceRow;
use crate::store::trace::ReckonedRow;
use crate::types::records::Kind;
use crate::types::{Currency, Day, Error, Money, OrderId, Result, ShopZone, Timestamp};

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct OrderTrace {
    /// The source's name.
    pub source: String,
    /// `WooCommerce`, `a file` …
    pub platform: String,
    /// What the shop and its customer call it.
    pub number: String,
    /// By what the source knows it.
    pub number_there: String,
    /// Whether `record_address` has an answer.
    pub opens: bool,
    pub total: Reckoned,
    /// The oldest first.
    pub refunds: Vec<RefundTrace>,
    /// The first page that the buyer saw.
    pub landing: Option<String>,
    /// From where they came there.
    pub referrer: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RefundTrace {
    pub number_there: String,
    pub at: Timestamp,
    pub amount: Reckoned,
}

/// An amount as it was paid, and how it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Reckoned {
    pub paid: Money,
    /// In the shop's currency; `None`: no rate is known.
    pub in_shop: Option<Money>,
    /// "€20.00 = $21.84, as Shopify reckoned."; `None`: it was paid in the shop's currency.
    pub sentence: Option<String>,
}

/// # Errors
/// `NotFound` for an order that is not there (any more).
pub fn trace(app: &App, order: OrderId) -> Result<OrderTrace> {
    app.store().read(|r| {
        let shop = r.shop()?;
        let row = r.order_origin(order)?.ok_or_else(|| missing(order))?;
        let source = source(r, row.source)?;
        let platform = platform::of_kind(&source.kind).ok();
        let called = platform.map_or_else(|| plain(&source.kind).to_owned(), |p| p.name().to_owned());
        let told = |amount: &ReckonedRow, at: Timestamp| reckoned(r, amount, shop.currency, shop.zone, at, &called);
        let refunds = r
            .refund_origins(order)?
            .into_iter()
            .map(|f| Ok(RefundTrace { amount: told(&f.amount, f.at)?, number_there: f.external_id, at: f.at }))
            .collect::<Result<_>>()?;
        Ok(OrderTrace {
            total: told(&row.total, row.placed_at)?,
            opens: address(&source, &row.external_id).is_some(),
            platform: called,
            source: source.name,
            number: row.number,
            number_there: row.external_id,
            refunds,
            landing: row.landing,
            referrer: row.referrer,
        })
    })
}

/// Where a person sees this order in the platform's own administration: an address of the web, made by the platform from
/// what is kept of the connection.
///
/// # Errors
/// `NotFound` for an order that is not there, and where the source has no such page.
pub fn order_address(app: &App, order: OrderId) -> Result<String> {
    app.store().read(|r| {
        let row = r.order_origin(order)?.ok_or_else(|| missing(order))?;
        let source = source(r, row.source)?;
        address(&source, &row.external_id).ok_or_else(|| Error::not_found(format!("{} has no page for this order.", source.name)))
    })
}

fn address(source: &SourceRow, external_id: &str) -> Option<String> {
    let platform = platform::of_kind(&source.kind).ok()?;
    let connection: Connection = serde_json::from_str(&source.config).ok()?;
    let text = platform.record_address(&connection.platform, Kind::Order, external_id)?;
    let url = url::Url::parse(&text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some()).then(|| url.into())
}

fn reckoned(r: &Reader<'_>, row: &ReckonedRow, shop: Currency, zone: ShopZone, at: Timestamp, platform: &str) -> Result<Reckoned> {
    let paid = Money::new(row.minor, row.currency);
    let in_shop = row.in_shop.map(|minor| Money::new(minor, shop));
    let sentence = match in_shop {
        _ if row.currency == shop => None,
        None => Some(format!("{paid}: no rate is known, so it is not counted in amounts.")),
        Some(own) => Some(format!("{paid} = {own}, {}.", how(r, row, zone.day_of(at), platform)?)),
    };
    Ok(Reckoned { paid, in_shop, sentence })
}

/// "as Shopify reckoned", "at the ECB's rate of 1.092 (2026-11-19)".
fn how(r: &Reader<'_>, row: &ReckonedRow, day: Day, platform: &str) -> Result<String> {
    let Some(origin) = row.origin.as_deref() else { return Ok("at a rate that was not noted".to_owned()) };
    if origin == BY_SOURCE {
        return Ok(format!("as {platform} reckoned"));
    }
    let who = if origin.eq_ignore_ascii_case("ecb") { "the ECB" } else { origin };
    Ok(match r.rate_on(row.currency, day)?.filter(|(_, _, by)| by == origin) {
        Some((on, micro, _)) => format!("at {who}’s rate of {} ({on})", rate(micro)),
        None => format!("at {who}’s rate"),
    })
}

/// Millionths as they are written: `1.092`.
fn rate(micro: i64) -> String {
    let text = format!("{}.{:06}", micro / 1_000_000, micro % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn source(r: &Reader<'_>, id: crate::types::SourceId) -> Result<SourceRow> {
    r.source(id)?.ok_or_else(|| Error::not_found("The source of this order is not there (any more)."))
}

fn plain(kind: &str) -> &str {
    match kind {
        "file" => "a file",
        "demo" => "the demo",
        other => other,
    }
}

fn missing(id: OrderId) -> Error {
    Error::not_found(format!("There is no order with the number {id} here (any more)."))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::app;
    use super::*;
    use crate::store::Area;
    use crate::store::ingest::Ingest;
    use crate::types::records::{OrderRecord, OrderStatus, RefundRecord};

    fn order(external_id: &str, currency: Currency, shop_total: Option<Money>) -> OrderRecord {
        OrderRecord {
            external_id: external_id.into(),
            number: format!("#{external_id}"),
            buyer: None,
            placed_at: Timestamp(1_795_000_000),
            status: OrderStatus::Paid,
            currency,
            total: 2000,
            discount: 0,
            shipping: 0,
            tax: 0,
            country: None,
            channel: None,
            coupons: Vec::new(),
            lines: Vec::new(),
            shop_total,
            landing: Some("/tea".into()),
            referrer: None,
        }
    }

    #[test]
    fn an_amount_says_how_it_was_reckoned_and_an_order_where_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let config = r#"{"identity":"x","address":"shop.example","version":null,"connected":true,"secrets_kept":true,"entered":{},
            "platform":{"rest":"https://shop.example/wp-json/"}}"#;
        let yen: Currency = "JPY".parse().unwrap();
        app.store()
            .write(Area::Data, |w| {
                w.set_setting("shop.currency", "USD")?;
                let shop = w.add_source("woocommerce", "Tea", config, Timestamp(0))?;
                let files = w.add_source("file", "Files", "{}", Timestamp(0))?;
                w.set_rate(Currency::GBP, Day::new(2026, 11, 17)?, 1_250_000, "ECB")?;
                let mut i = Ingest::new(w, shop)?;
                i.order(&order("7", Currency::EUR, Some(Money::new(2184, Currency::USD))))?;
                i.order(&order("8", Currency::GBP, None))?;
                i.order(&order("9", yen, None))?;
                i.end()?;
                let mut i = Ingest::new(w, files)?;
                i.order(&order("10", Currency::USD, None))?;
                i.end()
            })
            .unwrap();
        let sentence = |id| trace(&app, OrderId(id)).unwrap().total.sentence;
        assert_eq!(sentence(1).unwrap(), "€20.00 = $21.84, as WooCommerce reckoned.");
        assert_eq!(sentence(2).unwrap(), "£20.00 = $25.00, at the ECB’s rate of 1.25 (2026-11-17).");
        assert_eq!(sentence(3).unwrap(), "¥2,000: no rate is known, so it is not counted in amounts.");
        assert_eq!(sentence(4), None);
        let first = trace(&app, OrderId(1)).unwrap();
        assert_eq!((first.source.as_str(), first.number_there.as_str(), first.opens), ("Tea", "7", true));
        assert_eq!(first.landing.as_deref(), Some("/tea"));
        assert_eq!(order_address(&app, OrderId(1)).unwrap(), "https://shop.example/wp-admin/post.php?post=7&action=edit");
        let file = trace(&app, OrderId(4)).unwrap();
        assert_eq!((file.platform.as_str(), file.opens), ("a file", false));
        assert!(order_address(&app, OrderId(4)).unwrap_err().message.contains("no page"));
        assert!(trace(&app, OrderId(99)).is_err());
    }

    #[test]
    fn a_refund_has_its_own_record_and_rate() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        app.store()
            .write(Area::Data, |w| {
                w.set_setting("shop.currency", "USD")?;
                let id = w.add_source("file", "Files", "{}", Timestamp(0))?;
                let mut i = Ingest::new(w, id)?;
                i.order(&order("7", Currency::EUR, Some(Money::new(2184, Currency::USD))))?;
                i.record(&crate::types::records::Record::Refund(RefundRecord {
                    external_id: "r1".into(),
                    order_external_id: Some("7".into()),
                    buyer: None,
                    at: Timestamp(1_795_000_100),
                    currency: Currency::EUR,
                    amount: 500,
                    shop_amount: Some(Money::new(546, Currency::USD)),
                    reason: None,
                    lines: Vec::new(),
                }))?;
                i.end()
            })
            .unwrap();
        let refund = trace(&app, OrderId(1)).unwrap().refunds.remove(0);
        assert_eq!(refund.number_there, "r1");
        assert_eq!(refund.amount.sentence.unwrap(), "€5.00 = $5.46, as a file reckoned.");
    }
}
