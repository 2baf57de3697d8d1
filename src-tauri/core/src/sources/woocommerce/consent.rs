//! Marketing consent, only where a shop says it in so many words.
//!
//! WooCommerce has no such field. Mailchimp for WooCommerce leaves `mailchimp_woocommerce_is_subscribed` on orders and
//! accounts; a shop can also name a field of its own in the source's settings. Nothing is ever assumed: not from an
//! account, not from a purchase, not from an empty value.
//!
//! What an order says counts from when it was placed. An account's "yes" counts from when it was made, never from a later
//! edit: an address changed in April must not undo a no of March; its "no" counts from the last edit.

use serde_json::Value;

use crate::sources::json;
use crate::types::Timestamp;
use crate::types::records::{Channel, ConsentRecord, ConsentState};

const MAILCHIMP: &str = "mailchimp_woocommerce_is_subscribed";

/// What the thing with this metadata says; `edited` is when an account last changed.
pub fn of(v: &Value, own_field: Option<&str>, made: Timestamp, edited: Option<Timestamp>) -> Vec<ConsentRecord> {
    [Some(MAILCHIMP), own_field]
        .into_iter()
        .flatten()
        .filter_map(|field| {
            let state = match json::meta_text(v, field)?.to_lowercase().as_str() {
                "1" | "yes" | "true" | "on" => ConsentState::Subscribed,
                "0" | "no" | "false" | "off" => ConsentState::Unsubscribed,
                _ => return None,
            };
            let at = if state == ConsentState::Subscribed { made } else { edited.unwrap_or(made).max(made) };
            Some(ConsentRecord {
                channel: Channel::Email,
                state,
                at,
                source: "woocommerce".to_owned(),
                method: "unknown".to_owned(),
                wording: None,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_an_explicit_word_is_consent_or_its_refusal() {
        let said = |key: &str, value: Value, own: Option<&str>| {
            of(&json!({ "meta_data": [{ "id": 1, "key": key, "value": value }] }), own, Timestamp(100), Some(Timestamp(200)))
                .first()
                .map(|c| (c.state, c.at.0))
        };
        use ConsentState::{Subscribed, Unsubscribed};
        assert_eq!(said(MAILCHIMP, json!("1"), None), Some((Subscribed, 100)));
        assert_eq!(said(MAILCHIMP, json!(0), None), Some((Unsubscribed, 200)));
        for nothing in [json!(""), json!(null), json!("archived"), json!({ "a": 1 }), json!([])] {
            assert_eq!(said(MAILCHIMP, nothing, None), None);
        }
        assert_eq!(said("marketing_opt_in", json!("yes"), None), None, "a field that nobody named says nothing");
        assert_eq!(said("marketing_opt_in", json!("yes"), Some("marketing_opt_in")), Some((Subscribed, 100)));
    }
}
