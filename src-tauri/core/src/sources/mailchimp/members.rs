//! One member of an audience, and what their status says about consent.
//!
//! A yes counts from the moment they opted in, never from a later edit: an address changed in April must not undo a no of
//! March that was said elsewhere. Every other status counts from the last change. `transactional` says nothing: they
//! get receipts. `archived` was taken out of all marketing by the shop: a no, with that as its method.

use serde_json::Value;

use crate::sources::{countries, json};
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Error, Result, ShopZone, Timestamp};

/// Fields that are asked for; IP addresses, coordinates, notes and the rest are nobody's business here.
pub const FIELDS: &str = "members.id,members.contact_id,members.email_address,members.status,members.merge_fields,members.timestamp_signup,\
     members.timestamp_opt,members.last_changed,members.language,members.location.country_code,members.tags,members.marketing_permissions,\
     members.member_rating,members.vip,members.source,members.list_id,total_items";

/// What tells the member again: the contact's id, which stays when the address changes, or the address's hash.
pub fn key(v: &Value) -> Option<String> {
    json::owned(v, "contact_id").or_else(|| json::owned(v, "id"))
}

/// Whether a row is of what was asked for, as far as it says: a cache in between may answer one question with another's.
pub fn is_of(v: &Value, name: &str, wanted: &str) -> bool {
    json::text(v, name).is_none_or(|found| found == wanted)
}

pub fn moment(v: &Value, name: &str) -> Option<Timestamp> {
    json::moment(json::text(v, name)?, ShopZone::UTC)
}

/// # Errors
/// `BadInput` for one without an id or with a status that is no word.
pub fn member(v: &Value) -> Result<CustomerRecord> {
    let key = key(v).ok_or_else(|| Error::bad_input("A member without an id."))?;
    let status = json::text(v, "status").ok_or_else(|| Error::bad_input("A member without a status."))?;
    let empty = Value::Null;
    let merge = v.get("merge_fields").unwrap_or(&empty);
    let mut c = CustomerRecord {
        external_id: Some(key),
        email: json::owned(v, "email_address").filter(|e| e.contains('@')),
        language: json::text(v, "language").map(|l| l.replace('_', "-")),
        country: v.get("location").and_then(|l| json::text(l, "country_code")).and_then(countries::code).map(str::to_owned),
        created_at: [moment(v, "timestamp_signup"), moment(v, "timestamp_opt")].into_iter().flatten().min(),
        tags: json::list(v, "tags").iter().filter_map(|t| json::owned(t, "name")).collect(),
        consent: consent(v, status),
        ..CustomerRecord::default()
    };
    for (tag, value) in merge.as_object().into_iter().flatten() {
        merge_field(&mut c, tag, value);
    }
    for p in json::list(v, "marketing_permissions") {
        if let (Some(text), Some(on)) = (json::text(p, "text"), p.get("enabled").and_then(Value::as_bool)) {
            c.fields.push((format!("Permission: {}", json::plain(text)), if on { "yes" } else { "no" }.to_owned()));
        }
    }
    let rating = json::whole(v, "member_rating").filter(|n| (1..=5).contains(n));
    c.fields.extend(rating.map(|n| ("Mailchimp rating".to_owned(), n.to_string())));
    if v.get("vip").and_then(Value::as_bool) == Some(true) {
        c.fields.push(("Mailchimp VIP".to_owned(), "yes".to_owned()));
    }
    c.fields.extend(json::owned(v, "source").map(|s| ("Mailchimp signup".to_owned(), s)));
    Ok(c)
}

/// Every new audience has FNAME, LNAME, ADDRESS, PHONE and BIRTHDAY; a birthday there has no year and stays a field.
fn merge_field(c: &mut CustomerRecord, tag: &str, value: &Value) {
    let text = match value {
        Value::String(s) => s.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => if *b { "yes" } else { "no" }.to_owned(),
        Value::Object(_) => return address(c, value),
        _ => return,
    };
    if text.is_empty() {
        return;
    }
    match tag {
        "FNAME" => c.first_name = Some(text),
        "LNAME" => c.last_name = Some(text),
        "PHONE" => c.phone = Some(text),
        "ADDRESS" => {}
        _ => c.fields.push((tag.to_owned(), text)),
    }
}

/// The country of a postal address says more than where a mail was once opened.
fn address(c: &mut CustomerRecord, value: &Value) {
    if let Some(code) = json::text(value, "country").and_then(countries::code) {
        c.country = Some(code.to_owned());
    }
    for (slot, name) in [(&mut c.city, "city"), (&mut c.region, "state"), (&mut c.postcode, "zip")] {
        if slot.is_none() {
            *slot = json::owned(value, name);
        }
    }
}

fn consent(v: &Value, status: &str) -> Vec<ConsentRecord> {
    let (signup, opt, changed) = (moment(v, "timestamp_signup"), moment(v, "timestamp_opt"), moment(v, "last_changed"));
    let (state, at, method) = match status {
        "subscribed" => {
            // A sign-up that was confirmed later; one at a time of its own; added by the shop.
            let method = match (signup, opt) {
                (Some(s), Some(o)) if o > s => "double_opt_in",
                (Some(_), _) => "single_opt_in",
                _ => "unknown",
            };
            (ConsentState::Subscribed, opt.or(signup).or(changed), method)
        }
        "pending" => (ConsentState::Pending, signup.or(changed), "double_opt_in"),
        "unsubscribed" => (ConsentState::Unsubscribed, changed, "unknown"),
        "archived" => (ConsentState::Unsubscribed, changed, "archived"),
        "cleaned" => (ConsentState::Cleaned, changed, "unknown"),
        _ => return Vec::new(),
    };
    let Some(at) = at else { return Vec::new() };
    vec![ConsentRecord { channel: Channel::Email, state, at, source: "mailchimp".to_owned(), method: method.to_owned(), wording: None }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(status: &str, signup: &str, opt: &str) -> Option<(ConsentState, i64, String)> {
        let v = json!({ "id": "h", "status": status, "timestamp_signup": signup, "timestamp_opt": opt, "last_changed": "1970-01-01T00:05:00+00:00" });
        member(&v).unwrap().consent.first().map(|c| (c.state, c.at.0, c.method.clone()))
    }

    #[test]
    fn each_status_says_what_it_says_and_no_more() {
        use ConsentState::{Cleaned, Pending, Subscribed, Unsubscribed};
        let (s, o) = ("1970-01-01T00:01:00+00:00", "1970-01-01T00:02:00+00:00");
        assert_eq!(said("subscribed", s, o), Some((Subscribed, 120, "double_opt_in".into())));
        assert_eq!(said("subscribed", s, s), Some((Subscribed, 60, "single_opt_in".into())));
        assert_eq!(said("subscribed", "", o), Some((Subscribed, 120, "unknown".into())));
        assert_eq!(said("pending", s, ""), Some((Pending, 60, "double_opt_in".into())));
        assert_eq!(said("unsubscribed", s, o), Some((Unsubscribed, 300, "unknown".into())));
        assert_eq!(said("archived", s, o), Some((Unsubscribed, 300, "archived".into())));
        assert_eq!(said("cleaned", s, o), Some((Cleaned, 300, "unknown".into())));
        assert_eq!((said("transactional", s, o), said("something new", s, o)), (None, None));
    }

    #[test]
    fn merge_fields_find_their_places() {
        let v = json!({ "id": "h", "contact_id": "c1", "email_address": "Ann@Shop.example", "status": "subscribed", "language": "pt_PT",
            "location": { "country_code": "FR" }, "tags": [{ "id": 1, "name": "VIP" }],
            "merge_fields": { "FNAME": " Ann ", "LNAME": "", "PHONE": "+351 1", "ADDRESS": { "addr1": "1 Rua", "city": "Porto", "state": "", "zip": "4000", "country": "PT" },
                "TEA": "green", "VISITS": 3, "BIRTHDAY": "04/21", "NOTHING": null },
            "marketing_permissions": [{ "text": "Email", "enabled": true }] });
        let c = member(&v).unwrap();
        assert_eq!(
            (c.external_id.as_deref(), c.first_name.as_deref(), c.last_name, c.phone.as_deref()),
            (Some("c1"), Some("Ann"), None, Some("+351 1"))
        );
        assert_eq!(
            (c.country.as_deref(), c.city.as_deref(), c.region, c.postcode.as_deref()),
            (Some("PT"), Some("Porto"), None, Some("4000"))
        );
        assert_eq!((c.language.as_deref(), c.tags), (Some("pt-PT"), vec!["VIP".to_owned()]));
        let fields: Vec<_> = c.fields.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(fields.join(" "), "TEA=green VISITS=3 BIRTHDAY=04/21 Permission: Email=yes");
        assert!(member(&json!({ "status": "subscribed" })).is_err() && member(&json!({ "id": "h", "status": 7 })).is_err());
    }
}
