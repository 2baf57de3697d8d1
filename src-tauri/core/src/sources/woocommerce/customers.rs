//! A WooCommerce account, and the buyer that an order's billing address describes.

use serde_json::Value;

use super::consent;
use crate::sources::json;
use crate::types::records::CustomerRecord;
use crate::types::{Error, Result, ShopZone, Timestamp};

/// Fields that are asked for; the rest (login name, IP address, picture) is nobody's business here.
pub const FIELDS: &str = "id,date_created,date_created_gmt,date_modified_gmt,email,first_name,last_name,role,billing,shipping,meta_data";

/// Those who run the shop. As buyers they come in through their orders, like everybody.
const STAFF: [&str; 5] = ["administrator", "editor", "author", "contributor", "shop_manager"];

/// `None` for an account of the shop's own staff.
pub fn customer(v: &Value, zone: ShopZone, consent_field: Option<&str>) -> Result<Option<CustomerRecord>> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("An account without an id."))?;
    if json::text(v, "role").is_some_and(|r| STAFF.contains(&r)) {
        return Ok(None);
    }
    let made = json::date(v, "date_created", zone);
    let edited = json::date(v, "date_modified", zone);
    let empty = Value::Null;
    let billing = v.get("billing").unwrap_or(&empty);
    let shipping = v.get("shipping").unwrap_or(&empty);
    let mut c = place(billing);
    if c.country.is_none() {
        c = CustomerRecord { phone: c.phone, ..place(shipping) };
    }
    Ok(Some(CustomerRecord {
        external_id: Some(id.to_string()),
        email: json::owned(v, "email").or_else(|| json::owned(billing, "email")).filter(|e| e.contains('@')),
        first_name: json::owned(v, "first_name").or_else(|| json::owned(billing, "first_name")),
        last_name: json::owned(v, "last_name").or_else(|| json::owned(billing, "last_name")),
        created_at: made,
        consent: made.map_or_else(Vec::new, |made| consent::of(v, consent_field, made, edited)),
        ..c
    }))
}

/// Who placed an order: an account by its number, a guest by the billing address's email, else nobody.
pub fn buyer(order: &Value, placed: Timestamp, consent_field: Option<&str>) -> Option<CustomerRecord> {
    let empty = Value::Null;
    let billing = order.get("billing").unwrap_or(&empty);
    let external_id = json::id(order, "customer_id").map(|n| n.to_string());
    let email = json::owned(billing, "email").filter(|e| e.contains('@'));
    if external_id.is_none() && email.is_none() {
        return None;
    }
    Some(CustomerRecord {
        external_id,
        email,
        first_name: json::owned(billing, "first_name"),
        last_name: json::owned(billing, "last_name"),
        consent: consent::of(order, consent_field, placed, None),
        ..place(billing)
    })
}

fn place(address: &Value) -> CustomerRecord {
    CustomerRecord {
        phone: json::owned(address, "phone"),
        country: country(address),
        region: json::owned(address, "state"),
        city: json::owned(address, "city"),
        postcode: json::owned(address, "postcode"),
        ..CustomerRecord::default()
    }
}

/// ISO 3166-1 alpha-2; what is no code (a plugin's free text) is left unset.
pub fn country(address: &Value) -> Option<String> {
    json::text(address, "country").filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_alphabetic())).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_account_is_a_person_and_staff_is_not() {
        let v = json!({ "id": 7, "email": "Ann@Shop.example", "first_name": "", "role": "wholesale_customer",
            "date_created_gmt": "2025-10-03T14:59:17", "billing": { "first_name": "Ann", "country": "" }, "shipping": { "country": "gb", "city": "Leeds" },
            "meta_data": [] });
        let c = customer(&v, ShopZone::UTC, None).unwrap().unwrap();
        assert_eq!(
            (c.external_id.as_deref(), c.email.as_deref(), c.first_name.as_deref()),
            (Some("7"), Some("Ann@Shop.example"), Some("Ann"))
        );
        assert_eq!((c.country.as_deref(), c.city.as_deref()), (Some("GB"), Some("Leeds")));
        assert!(c.consent.is_empty());
        assert_eq!(customer(&json!({ "id": 1, "role": "administrator" }), ShopZone::UTC, None).unwrap(), None);
        assert!(customer(&json!({ "id": 0 }), ShopZone::UTC, None).is_err());
    }

    #[test]
    fn a_guest_is_known_by_email_and_an_order_without_either_by_nothing() {
        let b = |v: Value| buyer(&v, Timestamp(0), None);
        let guest = b(json!({ "customer_id": 0, "billing": { "email": "guest@example.com", "country": "Germany" } })).unwrap();
        assert_eq!((guest.external_id, guest.email.as_deref(), guest.country), (None, Some("guest@example.com"), None));
        assert_eq!(b(json!({ "customer_id": 0, "billing": { "email": "" } })), None);
        assert_eq!(b(json!({ "customer_id": 0, "billing": [] })), None);
    }
}
