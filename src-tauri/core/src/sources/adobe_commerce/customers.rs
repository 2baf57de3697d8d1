//! A customer account, and the buyer that an order describes.
//!
//! Consent: Magento tells whether an account is subscribed to the newsletter now, not since when, and its “no” may as well
//! mean that nobody ever asked. So a yes counts from when the account was made (the earliest it can be of: it never undoes
//! a no that was said elsewhere later), a first “no” is no word at all, and a change that was seen between two readings
//! counts from when it was seen.

use serde_json::Value;

use crate::sources::json;
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Error, Result, ShopZone, Timestamp};

pub const FIELDS: &str = "id,email,firstname,lastname,created_at,updated_at,default_billing,dob,\
addresses[id,country_id,region[region_code,region,region_id],city,postcode,telephone,default_billing],extension_attributes[is_subscribed]";

/// Dates are UTC and do not say so.
pub fn date(v: &Value, key: &str) -> Option<Timestamp> {
    let text = json::text(v, key)?;
    json::moment(text, ShopZone::UTC).or_else(|| json::moment(&text.replacen(' ', "T", 1), ShopZone::UTC))
}

pub fn is_subscribed(v: &Value) -> Option<bool> {
    let said = v.get("extension_attributes")?.get("is_subscribed")?;
    said.as_bool().or_else(|| said.as_i64().map(|n| n != 0))
}

/// `was`: whether the last reading found the account subscribed; `None` when there was none.
pub fn customer(v: &Value, was: Option<bool>, now: Timestamp) -> Result<CustomerRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("An account without an id."))?;
    let made = date(v, "created_at");
    let empty = Value::Null;
    let addresses = json::list(v, "addresses");
    let address = addresses.iter().find(|a| a.get("default_billing") == Some(&Value::Bool(true))).or(addresses.first()).unwrap_or(&empty);
    let word = |state, at| {
        vec![ConsentRecord {
            channel: Channel::Email,
            state,
            at,
            source: "adobe_commerce".to_owned(),
            method: "unknown".to_owned(),
            wording: None,
        }]
    };
    let consent = match (was, is_subscribed(v)) {
        (Some(true), Some(false)) => word(ConsentState::Unsubscribed, now),
        (Some(false), Some(true)) => word(ConsentState::Subscribed, now),
        (_, Some(true)) => made.map_or_else(Vec::new, |made| word(ConsentState::Subscribed, made)),
        _ => Vec::new(),
    };
    Ok(CustomerRecord {
        external_id: Some(id.to_string()),
        email: email(v, "email"),
        first_name: json::owned(v, "firstname"),
        last_name: json::owned(v, "lastname"),
        phone: json::owned(address, "telephone"),
        country: country(address),
        region: address.get("region").and_then(|r| json::owned(r, "region_code").or_else(|| json::owned(r, "region"))),
        city: json::owned(address, "city"),
        postcode: json::owned(address, "postcode"),
        birthday: json::owned(v, "dob").map(|d| d.chars().take(10).collect()),
        created_at: made,
        consent,
        ..CustomerRecord::default()
    })
}

/// An account by its number, a guest by the order's email, else nobody.
pub fn buyer(order: &Value) -> Option<CustomerRecord> {
    let empty = Value::Null;
    let billing = order.get("billing_address").unwrap_or(&empty);
    let guest = json::whole(order, "customer_is_guest") == Some(1);
    let external_id = json::id(order, "customer_id").filter(|_| !guest).map(|n| n.to_string());
    let email = email(order, "customer_email").or_else(|| email(billing, "email"));
    if external_id.is_none() && email.is_none() {
        return None;
    }
    Some(CustomerRecord {
        external_id,
        email,
        first_name: json::owned(order, "customer_firstname").or_else(|| json::owned(billing, "firstname")),
        last_name: json::owned(order, "customer_lastname").or_else(|| json::owned(billing, "lastname")),
        phone: json::owned(billing, "telephone"),
        country: country(billing),
        region: json::owned(billing, "region_code").or_else(|| json::owned(billing, "region")),
        city: json::owned(billing, "city"),
        postcode: json::owned(billing, "postcode"),
        ..CustomerRecord::default()
    })
}

fn email(v: &Value, key: &str) -> Option<String> {
    json::owned(v, key).filter(|e| e.contains('@'))
}

/// ISO 3166-1 alpha-2; what is no code is left unset.
pub fn country(address: &Value) -> Option<String> {
    json::text(address, "country_id").filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_alphabetic())).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_was_said_or_seen_to_change_is_consent() {
        let said = |was: Option<bool>, is: Value| {
            let v = json!({ "id": 7, "email": "a@shop.example", "created_at": "2026-01-02 10:00:00", "extension_attributes": { "is_subscribed": is } });
            customer(&v, was, Timestamp(99)).unwrap().consent.first().map(|c| (c.state, c.at.0))
        };
        use ConsentState::{Subscribed, Unsubscribed};
        assert_eq!(said(None, json!(true)), Some((Subscribed, 1_767_348_000)));
        assert_eq!(said(Some(true), json!(true)), Some((Subscribed, 1_767_348_000)));
        assert_eq!((said(None, json!(false)), said(Some(false), json!(false)), said(Some(true), Value::Null)), (None, None, None));
        assert_eq!((said(Some(true), json!(false)), said(Some(false), json!(true))), (Some((Unsubscribed, 99)), Some((Subscribed, 99))));
    }

    #[test]
    fn a_guest_is_known_by_email_whatever_number_stands_there() {
        let b = |v: Value| buyer(&v);
        let guest = b(json!({ "customer_is_guest": 1, "customer_id": 5, "customer_email": "g@shop.example" })).unwrap();
        assert_eq!((guest.external_id, guest.email.as_deref()), (None, Some("g@shop.example")));
        assert_eq!(b(json!({ "customer_is_guest": 1, "customer_email": "" })), None);
        assert_eq!(b(json!({ "customer_is_guest": 0, "customer_id": 5 })).unwrap().external_id.as_deref(), Some("5"));
    }
}
