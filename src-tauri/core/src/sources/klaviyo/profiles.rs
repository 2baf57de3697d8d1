//! One profile, and what it says about consent.
//!
//! Klaviyo keeps two things apart: what a person last said (`consent`), and whether mail to them is held back
//! (`suppression`), which stands until it is lifted, whatever was said since. So a suppression counts at least from the
//! moment of the last yes: in the same second the stricter word holds. `NEVER_SUBSCRIBED` says nothing.

use serde_json::Value;

use super::properties;
use crate::sources::{countries, json};
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Error, Result, ShopZone, Timestamp};

pub fn moment(v: &Value, name: &str) -> Option<Timestamp> {
    json::moment(json::text(v, name)?, ShopZone::UTC)
}

/// # Errors
/// `BadInput` for one without an id.
pub fn profile(v: &Value) -> Result<CustomerRecord> {
    let id = json::owned(v, "id").ok_or_else(|| Error::bad_input("A profile without an id."))?;
    let empty = Value::Null;
    let a = v.get("attributes").filter(|a| a.is_object()).ok_or_else(|| Error::bad_input("A profile without attributes."))?;
    let place = a.get("location").unwrap_or(&empty);
    let mut fields = properties::plain(a.get("properties"));
    for (name, key) in [("Organization", "organization"), ("Title", "title")] {
        fields.extend(json::owned(a, key).map(|text| (name.to_owned(), text)));
    }
    Ok(CustomerRecord {
        external_id: Some(id),
        email: json::owned(a, "email").filter(|e| e.contains('@')),
        first_name: json::owned(a, "first_name"),
        last_name: json::owned(a, "last_name"),
        phone: json::owned(a, "phone_number"),
        country: json::text(place, "country").and_then(countries::code).map(str::to_owned),
        region: json::owned(place, "region"),
        city: json::owned(place, "city"),
        postcode: json::owned(place, "zip"),
        language: json::owned(a, "locale"),
        birthday: a.get("properties").and_then(birthday),
        created_at: moment(a, "created"),
        consent: consent(a),
        tags: Vec::new(),
        fields,
    })
}

fn birthday(properties: &Value) -> Option<String> {
    let said = properties::named(properties, &["birthday", "birth date", "date of birth"])?;
    let day = said.get(..10)?;
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().map(|d| d.to_string())
}

fn consent(a: &Value) -> Vec<ConsentRecord> {
    let mut out = Vec::new();
    let created = moment(a, "created");
    for (channel, name) in [(Channel::Email, "email"), (Channel::Sms, "sms")] {
        let Some(said) = a.pointer(&format!("/subscriptions/{name}/marketing")) else { continue };
        let at = moment(said, "consent_timestamp").or_else(|| moment(said, "last_updated"));
        let say = |state, at, method: String| ConsentRecord { channel, state, at, source: "klaviyo".to_owned(), method, wording: None };
        match (json::text(said, "consent"), at.or(created)) {
            (Some("SUBSCRIBED"), Some(at)) => out.push(say(ConsentState::Subscribed, at, how(said))),
            // A no without a moment is one from the last change.
            (Some("UNSUBSCRIBED"), _) => {
                out.extend(at.or_else(|| moment(a, "updated")).or(created).map(|at| say(ConsentState::Unsubscribed, at, how(said))));
            }
            _ => {}
        }
        for held in json::list(said, "suppression") {
            let reason = json::text(held, "reason").unwrap_or("");
            let state = match reason {
                "HARD_BOUNCE" | "INVALID_EMAIL" => ConsentState::Cleaned,
                _ => ConsentState::Unsubscribed,
            };
            let since = moment(held, "timestamp").into_iter().chain(at).max().or_else(|| moment(a, "updated"));
            out.extend(since.map(|since| say(state, since, reason.to_lowercase())));
        }
    }
    out
}

/// The opt-in level, else the way in which it was said.
fn how(said: &Value) -> String {
    match said.get("double_optin").and_then(Value::as_bool) {
        Some(true) => "double_opt_in".to_owned(),
        Some(false) => "single_opt_in".to_owned(),
        None => json::text(said, "method").map_or_else(|| "unknown".to_owned(), str::to_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(email: Value, sms: Value) -> Vec<(Channel, ConsentState, i64, String)> {
        let v = json!({ "id": "p", "attributes": { "created": "1970-01-01T00:00:10+00:00", "updated": "1970-01-01T00:09:00+00:00",
            "subscriptions": { "email": { "marketing": email }, "sms": { "marketing": sms } } } });
        profile(&v).unwrap().consent.into_iter().map(|c| (c.channel, c.state, c.at.0, c.method)).collect()
    }

    #[test]
    fn a_yes_a_no_and_what_holds_mail_back() {
        use Channel::{Email, Sms};
        use ConsentState::{Cleaned, Subscribed, Unsubscribed};
        let t = |n: i64| Timestamp(n).to_rfc3339();
        let yes = json!({ "consent": "SUBSCRIBED", "consent_timestamp": t(100), "double_optin": true, "suppression": [] });
        let no_sms = json!({ "consent": "UNSUBSCRIBED", "consent_timestamp": t(200), "method": "TEXT" });
        assert_eq!(said(yes, no_sms), [(Email, Subscribed, 100, "double_opt_in".into()), (Sms, Unsubscribed, 200, "text".into())]);
        assert_eq!(said(json!({ "consent": "NEVER_SUBSCRIBED", "can_receive_email_marketing": true }), Value::Null), []);
        let held = json!({ "consent": "SUBSCRIBED", "consent_timestamp": t(100), "double_optin": false,
            "suppression": [{ "reason": "USER_SUPPRESSED", "timestamp": t(50) }, { "reason": "HARD_BOUNCE", "timestamp": t(150) }] });
        assert_eq!(
            said(held, Value::Null),
            [
                (Email, Subscribed, 100, "single_opt_in".into()),
                (Email, Unsubscribed, 100, "user_suppressed".into()),
                (Email, Cleaned, 150, "hard_bounce".into())
            ]
        );
        assert_eq!(said(json!({ "consent": "UNSUBSCRIBED" }), Value::Null), [(Email, Unsubscribed, 540, "unknown".into())]);
    }

    #[test]
    fn what_a_shop_put_in_becomes_fields() {
        let v = json!({ "id": "p", "attributes": { "email": "a@example.com", "locale": "de-DE", "location": { "country": "Germany", "zip": "24103" },
            "organization": "Tea & Co", "properties": { "$source": "x", "Birthday": "1990-02-03", "Likes": ["tea", "mugs"], "Deep": { "a": 1 }, "Score": 7.5, "VIP": true, "Empty": "" } } });
        let p = profile(&v).unwrap();
        assert_eq!((p.country.as_deref(), p.language.as_deref(), p.birthday.as_deref()), (Some("DE"), Some("de-DE"), Some("1990-02-03")));
        let fields: Vec<_> = p.fields.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(fields, ["Birthday=1990-02-03", "Likes=tea, mugs", "Score=7.5", "VIP=yes", "Organization=Tea & Co"]);
        assert!(profile(&json!({ "attributes": {} })).is_err() && profile(&json!({ "id": "p", "attributes": null })).is_err());
    }
}
