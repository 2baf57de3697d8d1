//! Reads emails of an older form: what version 1 said, in the words of version 2.

use serde_json::{Value, json};

/// The body in the present form, where it is an older one; anything else as it is.
pub fn brought_up(body: &Value) -> Value {
    let mut body = body.clone();
    if body.get("version") != Some(&json!(1)) {
        return body;
    }
    body["version"] = json!(2);
    let blocks = body.get_mut("blocks").and_then(Value::as_array_mut);
    for content in blocks.into_iter().flatten().filter_map(|b| b.get_mut("content")) {
        if content.get("rule") == Some(&json!("best_sellers_not_bought")) {
            content["rule"] = json!({ "by": "best_sellers", "days": 90 });
            content["leave_out"] = json!({ "bought": { "kind": "ever" }, "no_picture": false });
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::super::definition::Email;
    use super::*;

    #[test]
    fn an_email_of_version_1_is_read_in_the_words_of_version_2() {
        let old = json!({ "version": 1, "subject": "Hi", "blocks": [
            { "id": "a", "only_for": { "segment": 7 }, "content": { "kind": "products", "rule": "best_sellers_not_bought", "count": 3 } },
            { "id": "b", "content": { "kind": "button", "label": "Go", "href": "https://shop.example" } } ] });
        let email = Email::read(&old).unwrap();
        assert_eq!(email.version, 2);
        let again = serde_json::to_value(&email).unwrap();
        assert_eq!(again["blocks"][0]["content"]["rule"], json!({ "by": "best_sellers", "days": 90 }));
        assert_eq!(again["blocks"][0]["only_for"], json!({ "segment": 7 }));
        assert_eq!(Email::read(&again).unwrap(), email);
    }
}
