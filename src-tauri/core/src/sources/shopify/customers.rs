//! A customer with what they agreed to, and the buyer that an order names.
//!
//! Consent is what Shopify states, with its own moment and opt-in level. `NOT_SUBSCRIBED` without a moment says that
//! nobody ever asked, and is no statement; with one it is a yes taken back. A purchase is never a yes.

use serde_json::Value;

use super::gid;
use crate::sources::json;
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Result, ShopZone, Timestamp};

/// # Errors
/// `BadInput` for a customer without an id.
pub fn customer(v: &Value) -> Result<CustomerRecord> {
    let id = gid::required(v, "A customer")?;
    let made = moment(v, "createdAt");
    let nothing = Value::Null;
    let email = v.get("defaultEmailAddress").unwrap_or(&nothing);
    let phone = v.get("defaultPhoneNumber").unwrap_or(&nothing);
    let place = place(v.get("defaultAddress").unwrap_or(&nothing));
    Ok(CustomerRecord {
        external_id: Some(id),
        email: address(email),
        first_name: json::owned(v, "firstName"),
        last_name: json::owned(v, "lastName"),
        phone: json::owned(phone, "phoneNumber"),
        language: json::owned(v, "locale"),
        created_at: made,
        tags: words(v, "tags"),
        consent: [consent(email, Channel::Email, made), consent(phone, Channel::Sms, made)].into_iter().flatten().collect(),
        ..place
    })
}

/// Who placed an order: a customer by their number, else whoever left an address, else nobody.
pub fn buyer(order: &Value) -> Option<CustomerRecord> {
    let nothing = Value::Null;
    let customer = order.get("customer").unwrap_or(&nothing);
    let external_id = gid::of(customer, "id");
    let typed = json::owned(order, "email").filter(|e| e.contains('@'));
    let email = customer.get("defaultEmailAddress").and_then(address).or(typed);
    if external_id.is_none() && email.is_none() {
        return None;
    }
    if external_id.is_some() {
        // Where they live and how to reach them, their account says for itself.
        let (first_name, last_name) = (json::owned(customer, "firstName"), json::owned(customer, "lastName"));
        return Some(CustomerRecord { external_id, email, first_name, last_name, ..CustomerRecord::default() });
    }
    Some(CustomerRecord {
        email,
        phone: json::owned(order, "phone"),
        language: json::owned(order, "customerLocale"),
        ..place(order.get("displayAddress").unwrap_or(&nothing))
    })
}

fn address(v: &Value) -> Option<String> {
    json::owned(v, "emailAddress").filter(|e| e.contains('@'))
}

fn consent(v: &Value, channel: Channel, made: Option<Timestamp>) -> Option<ConsentRecord> {
    let said_at = moment(v, "marketingUpdatedAt");
    let state = match json::text(v, "marketingState")? {
        "SUBSCRIBED" => ConsentState::Subscribed,
        "UNSUBSCRIBED" | "REDACTED" => ConsentState::Unsubscribed,
        "PENDING" => ConsentState::Pending,
        "INVALID" => ConsentState::Cleaned,
        "NOT_SUBSCRIBED" if said_at.is_some() => ConsentState::Unsubscribed,
        _ => return None,
    };
    let method = match json::text(v, "marketingOptInLevel") {
        Some("SINGLE_OPT_IN") => "single_opt_in",
        Some("CONFIRMED_OPT_IN") => "double_opt_in",
        _ => "unknown",
    };
    Some(ConsentRecord { channel, state, at: said_at.or(made)?, source: "shopify".to_owned(), method: method.to_owned(), wording: None })
}

fn place(v: &Value) -> CustomerRecord {
    CustomerRecord {
        country: country(v),
        region: json::owned(v, "provinceCode"),
        city: json::owned(v, "city"),
        postcode: json::owned(v, "zip"),
        ..CustomerRecord::default()
    }
}

/// ISO 3166-1 alpha-2. Shopify's `ZZ` is its word for an unknown place.
pub fn country(v: &Value) -> Option<String> {
    json::text(v, "countryCodeV2").filter(|c| c.len() == 2 && *c != "ZZ" && c.bytes().all(|b| b.is_ascii_uppercase())).map(str::to_owned)
}

pub fn moment(v: &Value, key: &str) -> Option<Timestamp> {
    json::text(v, key).and_then(|s| json::moment(s, ShopZone::UTC))
}

/// A list of words, or one text with commas between them.
pub fn words(v: &Value, key: &str) -> Vec<String> {
    let clean = |s: &str| Some(s.trim().to_owned()).filter(|s| !s.is_empty());
    match v.get(key) {
        Some(Value::Array(all)) => all.iter().filter_map(|t| clean(t.as_str()?)).collect(),
        Some(Value::String(s)) => s.split(',').filter_map(clean).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn consent_is_what_shopify_states_and_nothing_else() {
        let of = |state: &str, level: Value, at: Value| {
            let v = json!({ "id": "gid://shopify/Customer/7", "createdAt": "2025-01-01T00:00:00Z",
                "defaultEmailAddress": { "emailAddress": "a@example.com", "marketingState": state, "marketingOptInLevel": level, "marketingUpdatedAt": at } });
            customer(&v).unwrap().consent.first().map(|c| (c.state, c.method.clone(), c.at.to_rfc3339()))
        };
        let march = json!("2025-03-01T10:00:00Z");
        let told = |s, m: &str, at: &str| Some((s, m.to_owned(), at.to_owned()));
        assert_eq!(
            of("SUBSCRIBED", json!("CONFIRMED_OPT_IN"), march.clone()),
            told(ConsentState::Subscribed, "double_opt_in", "2025-03-01T10:00:00Z")
        );
        assert_eq!(of("SUBSCRIBED", json!(null), json!(null)), told(ConsentState::Subscribed, "unknown", "2025-01-01T00:00:00Z"));
        assert_eq!(
            of("PENDING", json!("SINGLE_OPT_IN"), march.clone()),
            told(ConsentState::Pending, "single_opt_in", "2025-03-01T10:00:00Z")
        );
        assert_eq!(of("NOT_SUBSCRIBED", json!(null), json!(null)), None);
        assert_eq!(of("NOT_SUBSCRIBED", json!(null), march.clone()), told(ConsentState::Unsubscribed, "unknown", "2025-03-01T10:00:00Z"));
        assert_eq!(of("INVALID", json!(null), march.clone()), told(ConsentState::Cleaned, "unknown", "2025-03-01T10:00:00Z"));
        assert_eq!(of("SOMETHING_NEW", json!(null), march), None);
    }

    #[test]
    fn both_channels_are_kept_apart() {
        let v = json!({ "id": "gid://shopify/Customer/7", "createdAt": "2025-01-01T00:00:00Z", "tags": ["vip", " "], "locale": "de",
            "defaultEmailAddress": { "emailAddress": "a@example.com", "marketingState": "UNSUBSCRIBED", "marketingUpdatedAt": "2025-02-01T00:00:00Z" },
            "defaultPhoneNumber": { "phoneNumber": "+15550100", "marketingState": "SUBSCRIBED", "marketingUpdatedAt": "2025-02-02T00:00:00Z" },
            "defaultAddress": { "countryCodeV2": "ZZ", "city": "Leeds" } });
        let c = customer(&v).unwrap();
        assert_eq!(
            c.consent.iter().map(|c| (c.channel, c.state)).collect::<Vec<_>>(),
            [(Channel::Email, ConsentState::Unsubscribed), (Channel::Sms, ConsentState::Subscribed)]
        );
        assert_eq!(
            (c.tags, c.country, c.city.as_deref(), c.phone.as_deref()),
            (vec!["vip".to_owned()], None, Some("Leeds"), Some("+15550100"))
        );
        assert!(customer(&json!({ "id": null })).is_err());
    }

    #[test]
    fn a_walk_in_without_an_address_is_nobody() {
        assert_eq!(buyer(&json!({ "customer": null, "email": null })), None);
        assert_eq!(buyer(&json!({ "customer": null, "email": "g@example.com" })).unwrap().external_id, None);
        let b = buyer(
            &json!({ "customer": { "id": "gid://shopify/Customer/5", "defaultEmailAddress": { "emailAddress": "c@example.com" } }, "email": "typed@example.com" }),
        );
        assert_eq!(b.unwrap().email.as_deref(), Some("c@example.com"));
    }
}
