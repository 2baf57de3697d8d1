//! Shopify's refusals in words, and what each of them means for going on.

use serde_json::Value;

use crate::host::{HttpResponse, Secret};
use crate::sources::answer::{self, Who};
use crate::sources::json;
use crate::types::{Code, Error, Result};

pub fn who<'a>(host: &'a str, hidden: Vec<&'a Secret>) -> Who<'a> {
    Who { host, platform: "Shopify", hidden }
}

/// The JSON of an answer, judged by its status.
///
/// # Errors
/// What Shopify's statuses mean; else those of `answer::json`.
pub fn judge(response: &HttpResponse, who: &Who<'_>) -> Result<Value> {
    let host = who.host;
    let refused = |code, words: String| Err(Error::new(code, words));
    match response.status {
        401 => refused(
            Code::Unauthorised,
            format!(
                "{host} does not accept this access (any more). Has the app been removed from the shop, or its secret been changed? Look in \
                 Shopify under Settings → Apps, and connect the shop again."
            ),
        ),
        402 => refused(
            Code::Unauthorised,
            format!("{host} is frozen: Shopify waits for its owner to pay. Regulars can read it again after that."),
        ),
        404 => refused(
            Code::NotFound,
            format!(
                "There is no Shopify shop at {host}. Check its name: it is in your administration’s address, admin.shopify.com/store/NAME."
            ),
        ),
        423 => refused(Code::Unauthorised, format!("{host} is locked by Shopify. Its owner has to ask Shopify’s support.")),
        430 => refused(
            Code::Busy,
            format!("Shopify took the requests to {host} for an attack and turned them away for a while (status 430). Try again later."),
        ),
        _ => answer::json(response, who),
    }
}

/// One of the `errors` of an answer with status 200.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// `THROTTLED`, `ACCESS_DENIED`, `MAX_COST_EXCEEDED` …; empty when it has none.
    pub code: String,
    pub message: String,
    /// The field it is about, e.g. `orders.nodes.email`.
    pub field: String,
}

pub fn refusals(answer: &Value) -> Vec<Refusal> {
    match answer.get("errors") {
        Some(Value::Array(all)) => all.iter().map(refusal).collect(),
        Some(Value::String(s)) => vec![Refusal { code: String::new(), message: s.clone(), field: String::new() }],
        Some(v @ Value::Object(_)) => vec![refusal(v)],
        _ => Vec::new(),
    }
}

fn refusal(v: &Value) -> Refusal {
    let code = v.get("extensions").and_then(|e| json::owned(e, "code")).unwrap_or_default();
    let field = json::list(v, "path").iter().filter_map(Value::as_str).collect::<Vec<_>>().join(".");
    Refusal { code, message: json::owned(v, "message").unwrap_or_default(), field }
}

impl Refusal {
    pub fn is_of_protected_data(&self) -> bool {
        self.code == "ACCESS_DENIED" && (self.message.contains("not approved") || self.message.contains("protected"))
    }

    /// As an error that ends the reading.
    pub fn error(&self, who: &Who<'_>) -> Error {
        let host = who.host;
        let said = answer::quoted(&self.message, &who.hidden);
        if self.is_of_protected_data() {
            return protected(host, &said);
        }
        match self.code.as_str() {
            "ACCESS_DENIED" => Error::new(
                Code::Unauthorised,
                format!(
                    "{host} does not let this app read what was asked for: “{said}” Give it the scopes that the guide names, and try again."
                ),
            ),
            "THROTTLED" => Error::new(Code::Busy, format!("{host} asks us to slow down. Try again in a few minutes.")),
            "SHOP_INACTIVE" => Error::new(Code::Unauthorised, format!("{host} is not active: it is paused, frozen or closed.")),
            _ => Error::new(Code::Unexpected, format!("{host} could not answer a question: “{said}” Try again later.")),
        }
    }
}

/// The one thing that people overlook most often.
pub fn protected(host: &str, said: &str) -> Error {
    let said = if said.is_empty() { String::new() } else { format!(" Shopify says: “{said}”") };
    Error::new(
        Code::Unauthorised,
        format!(
            "{host} hides its customers’ data from this app: it has no access to protected customer data yet. In the Dev Dashboard, open the app → \
             API access → Protected customer data, choose it with name, email, phone and address, and try again (on Shopify’s Basic plan, \
             names and addresses stay hidden from custom apps).{said}"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_of_a_good_answer_are_found_in_every_shape() {
        let all = refusals(
            &json!({ "errors": [{ "message": "Throttled", "extensions": { "code": "THROTTLED" }, "path": ["orders", "nodes", 0, "email"] }] }),
        );
        assert_eq!((all[0].code.as_str(), all[0].field.as_str()), ("THROTTLED", "orders.nodes.email"));
        assert_eq!(refusals(&json!({ "errors": "Not Found" }))[0].message, "Not Found");
        assert!(refusals(&json!({ "data": {} })).is_empty());
    }

    #[test]
    fn hidden_customers_are_told_apart_from_a_missing_scope() {
        let who = who("my-shop.myshopify.com", Vec::new());
        let of =
            |message: &str| Refusal { code: "ACCESS_DENIED".into(), message: message.into(), field: String::new() }.error(&who).message;
        assert!(of("This app is not approved to access the Customer object.").contains("Protected customer data"));
        assert!(of("Access denied for orders field.").contains("scopes"));
    }
}
