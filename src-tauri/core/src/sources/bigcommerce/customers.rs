//! A customer account, the buyer that an order's billing address describes, and a newsletter subscriber.
//!
//! Consent, exactly as BigCommerce has it: a subscriber whose `consents` name the newsletter said yes, one without it said
//! no (BigCommerce empties the list when somebody unsubscribes). Either counts from the record's last change: it is about
//! nothing but the subscription, and BigCommerce keeps no other time. The box ticked at the checkout (`is_email_opt_in`) is
//! a yes at the moment of the order; a box not ticked is no word at all, and neither is a purchase.

use serde_json::Value;

use super::orders::date;
use crate::sources::json;
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Error, Result, Timestamp};

const NEWSLETTER: &str = "marketing_newsletter";

pub fn customer(v: &Value) -> Result<CustomerRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("An account without an id."))?;
    let empty = Value::Null;
    let address = json::list(v, "addresses").first().unwrap_or(&empty);
    Ok(CustomerRecord {
        external_id: Some(id.to_string()),
        email: email(v),
        first_name: json::owned(v, "first_name"),
        last_name: json::owned(v, "last_name"),
        phone: json::owned(v, "phone").or_else(|| json::owned(address, "phone")),
        country: country(address, "country_code"),
        region: json::owned(address, "state_or_province"),
        city: json::owned(address, "city"),
        postcode: json::owned(address, "postal_code"),
        created_at: date(v, "date_created"),
        ..CustomerRecord::default()
    })
}

/// An account by its number; a guest (`customer_id` 0) by the billing address's email; else nobody.
pub fn buyer(order: &Value, placed: Timestamp) -> Option<CustomerRecord> {
    let empty = Value::Null;
    let billing = order.get("billing_address").unwrap_or(&empty);
    let external_id = json::id(order, "customer_id").map(|n| n.to_string());
    let email = email(billing);
    if external_id.is_none() && email.is_none() {
        return None;
    }
    let opted_in = order.get("is_email_opt_in") == Some(&Value::Bool(true));
    Some(CustomerRecord {
        external_id,
        email,
        first_name: json::owned(billing, "first_name"),
        last_name: json::owned(billing, "last_name"),
        phone: json::owned(billing, "phone"),
        country: country(billing, "country_iso2"),
        region: json::owned(billing, "state"),
        city: json::owned(billing, "city"),
        postcode: json::owned(billing, "zip"),
        language: json::owned(order, "customer_locale"),
        consent: if opted_in { vec![word(ConsentState::Subscribed, placed, "single_opt_in")] } else { Vec::new() },
        ..CustomerRecord::default()
    })
}

/// `None` for one without an address.
pub fn subscriber(v: &Value) -> Result<Option<CustomerRecord>> {
    let made = date(v, "date_created");
    let Some(at) = date(v, "date_modified").or(made) else { return Err(Error::bad_input("It has no date.")) };
    let Some(email) = email(v) else { return Ok(None) };
    // Where the store does not tell, nothing is known.
    let Some(consents) = v.get("consents").and_then(Value::as_array) else { return Ok(None) };
    let yes = consents.iter().any(|c| c.as_str() == Some(NEWSLETTER));
    let state = if yes { ConsentState::Subscribed } else { ConsentState::Unsubscribed };
    Ok(Some(CustomerRecord {
        email: Some(email),
        first_name: json::owned(v, "first_name"),
        last_name: json::owned(v, "last_name"),
        created_at: made,
        consent: vec![word(state, at, "unknown")],
        ..CustomerRecord::default()
    }))
}

fn word(state: ConsentState, at: Timestamp, method: &str) -> ConsentRecord {
    ConsentRecord { channel: Channel::Email, state, at, source: "bigcommerce".to_owned(), method: method.to_owned(), wording: None }
}

fn email(v: &Value) -> Option<String> {
    json::owned(v, "email").filter(|e| e.contains('@'))
}

/// ISO 3166-1 alpha-2; what is no code is left unset.
pub fn country(address: &Value, key: &str) -> Option<String> {
    json::text(address, key).filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_alphabetic())).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_subscriber_says_yes_or_no_and_a_purchase_says_nothing() {
        let s = |consents: Value| {
            let v = json!({ "id": 5, "email": "a@shop.example", "date_created": "2026-01-02T10:00:00Z", "date_modified": "2026-05-02T10:00:00Z",
                "consents": consents });
            subscriber(&v).unwrap().and_then(|c| c.consent.first().map(|c| (c.state, c.at.to_rfc3339())))
        };
        let at = "2026-05-02T10:00:00Z".to_owned();
        assert_eq!(s(json!(["abandoned_cart", "marketing_newsletter"])), Some((ConsentState::Subscribed, at.clone())));
        assert_eq!(s(json!([])), Some((ConsentState::Unsubscribed, at)));
        assert_eq!(s(Value::Null), None);
        let b = |opt: Value| {
            buyer(&json!({ "customer_id": 0, "is_email_opt_in": opt, "billing_address": { "email": "g@shop.example" } }), Timestamp(7))
        };
        assert!(b(json!(false)).unwrap().consent.is_empty());
        assert_eq!(b(json!(true)).unwrap().consent[0].at, Timestamp(7));
    }

    #[test]
    fn a_guest_is_known_by_email_and_an_order_without_either_by_nothing() {
        assert_eq!(buyer(&json!({ "customer_id": 0, "billing_address": { "email": "" } }), Timestamp(0)), None);
        let known = buyer(&json!({ "customer_id": 11, "billing_address": { "email": "", "country_iso2": "us" } }), Timestamp(0)).unwrap();
        assert_eq!((known.external_id.as_deref(), known.country.as_deref()), (Some("11"), Some("US")));
    }
}
