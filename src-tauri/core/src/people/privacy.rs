//! A person's rights: a copy of everything the shop's file holds about them, and being forgotten.
//!
//! Forgetting keeps orders and refunds with their amounts (the law wants them kept, and yesterday's revenue must not
//! change) but as nobody's, and remembers addresses and customer numbers by a salted hash alone, so that the next
//! sync does not bring the person back. What lies outside the file (copies of it, Mailchimp) it cannot reach.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use specta::Type;

use super::view::gone;
use crate::store::consent::number_mark;
use crate::store::personal::{Personal, TABLES};
use crate::store::{Reader, Store};
use crate::types::{Currency, PersonId, Result, Timestamp};

/// What was deleted, and what stays without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Erased {
    pub orders_kept: i64,
    pub refunds_kept: i64,
    pub carts_deleted: i64,
    pub email_events_deleted: i64,
    /// Views, searches, reviews and other events.
    pub activity_deleted: i64,
    pub consent_deleted: i64,
    /// Rows that an import refused and that held their address.
    pub refused_rows_deleted: i64,
    /// Lines of the journal of exports that no longer say whom they were about.
    pub exports_blanked: i64,
}

/// Everything about one person as one JSON object: amounts as decimals, moments as RFC 3339.
///
/// # Errors
/// `NotFound` when there is nobody with this id.
pub fn export(r: &Reader<'_>, id: PersonId, now: Timestamp) -> Result<Json> {
    if r.person(id)?.is_none() {
        return Err(gone(id));
    }
    let shop = r.shop()?;
    let mut out = Map::new();
    out.insert("shop".into(), shop.name.into());
    out.insert("written_at".into(), now.to_rfc3339().into());
    for of in &TABLES {
        out.insert(of.title.into(), section(r, of, id, shop.currency)?);
    }
    Ok(Json::Object(out))
}

fn section(r: &Reader<'_>, of: &Personal, id: PersonId, shop: Currency) -> Result<Json> {
    let mut rows = r.personal_rows(of, id)?.into_iter().map(|row| readable(row, shop));
    Ok(if of.table == "person" { rows.next().unwrap_or(Json::Null) } else { rows.collect() })
}

const AMOUNTS: [&str; 5] = ["total", "amount", "discount", "shipping", "tax"];
const SHOP_AMOUNTS: [&str; 2] = ["total_shop", "amount_shop"];

fn readable(row: Map<String, Json>, shop: Currency) -> Json {
    let own: Option<Currency> = row.get("currency").and_then(Json::as_str).and_then(|c| c.parse().ok());
    let word = |name: String, value: Json| {
        let currency = if SHOP_AMOUNTS.contains(&name.as_str()) { Some(shop) } else { own.filter(|_| AMOUNTS.contains(&name.as_str())) };
        let value = match (value.as_i64(), currency) {
            (Some(minor), Some(c)) => c.to_decimal(minor).to_string().into(),
            (Some(at), None) if name == "at" || name.ends_with("_at") => Timestamp(at).to_rfc3339().into(),
            _ => value,
        };
        (name, value)
    };
    Json::Object(row.into_iter().map(|(name, value)| word(name, value)).collect())
}

/// Forgets one person for good.
///
/// # Errors
/// `NotFound` when there is nobody with this id.
pub fn erase(store: &Store, id: PersonId, now: Timestamp) -> Result<Erased> {
    let fresh_salt: String = rand::random::<[u8; 16]>().iter().map(|b| format!("{b:02x}")).collect();
    let done = store.forget(|w| {
        if w.person(id)?.is_none() {
            return Err(gone(id));
        }
        let (emails, numbers) = (w.person_emails(id)?, w.person_numbers(id)?);
        for mark in emails.iter().cloned().chain(numbers.iter().map(|(source, number)| number_mark(*source, number))) {
            w.suppress(&mark, "erased on request", now, &fresh_salt)?;
        }
        let done = w.forget_person(id, &emails)?;
        let detail = json!({ "orders_kept": done.orders_kept, "refunds_kept": done.refunds_kept });
        w.audit("person_erased", &detail.to_string(), now)?;
        Ok(done)
    })?;
    Ok(Erased {
        orders_kept: done.orders_kept,
        refunds_kept: done.refunds_kept,
        carts_deleted: done.carts,
        email_events_deleted: done.email_events,
        activity_deleted: done.activity,
        consent_deleted: done.consent,
        refused_rows_deleted: done.refused_rows,
        exports_blanked: done.exports_blanked,
    })
}
