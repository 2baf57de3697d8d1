//! An answer that is none, in words: what happened, and what the shop's owner can do about it.
//!
//! Magento says which right is missing as an internal name; here it is where one finds it in the administration.

use serde_json::Value;

use crate::host::HttpResponse;
use crate::sources::answer::{self, Who};
use crate::types::{Code, Error, Result, Timestamp};

/// A right by Magento's name of it, and where it is in an integration's list of resources.
const RIGHTS: [(&str, &str); 9] = [
    ("Magento_Sales::actions_view", "Sales → Operations → Orders → Actions → View"),
    ("Magento_Sales::creditmemo", "Sales → Operations → Credit Memos"),
    ("Magento_Sales::sales_creditmemo", "Sales → Operations → Credit Memos"),
    ("Magento_Customer::customer", "Customers → All Customers"),
    ("Magento_Customer::manage", "Customers → All Customers"),
    ("Magento_Catalog::products", "Catalog → Inventory → Products"),
    ("Magento_Catalog::categories", "Catalog → Inventory → Categories"),
    ("Magento_Backend::store", "Stores → Settings → All Stores"),
    ("Magento_InventoryApi::source", "Stores → Inventory → Sources"),
];

/// Marks an error that names a missing right.
const LACKS: &str = "a right is missing: ";

pub fn judge(response: &HttpResponse, who: &Who<'_>, date: Option<Timestamp>, now: Timestamp) -> Result<Value> {
    if matches!(response.status, 400..=403)
        && let Ok(body) = answer::body(response)
    {
        if let Some(rights) = missing(&body) {
            let list = rights.iter().map(|r| format!("“{r}”")).collect::<Vec<_>>().join(" and ");
            let sentence = format!(
                "The integration may not read {list}. Tick it in the integration's API tab (System → Integrations), save, and choose Reauthorize."
            );
            return Err(Error::new(Code::Unauthorised, sentence).caused_by(format!("{LACKS}{}", rights.join(", "))));
        }
        if response.status == 401 {
            return Err(refused_key(&answer::said(response, who), who.host, date, now));
        }
    }
    match response.status {
        404 if answer::body(response).is_err() => Err(Error::new(
            Code::NotFound,
            format!(
                "No Magento answers at {}. Enter the address where your customers shop; if the shop is in a folder, with the folder, such as \
                 https://shop.example/shop.",
                who.host
            ),
        )),
        _ => answer::json(response, who),
    }
}

/// What an integration lacks, as a person finds it; `None` when it is something else.
fn missing(body: &Value) -> Option<Vec<String>> {
    let said = body.get("message")?.as_str()?;
    if !said.contains("%resources") && !said.contains("authorized to access") {
        return None;
    }
    // An object in every shop seen; its specification has it as a list of such.
    let parameters = body.get("parameters")?;
    let each = parameters.as_array().map_or_else(|| std::slice::from_ref(parameters), Vec::as_slice);
    let names: Vec<&str> = each.iter().filter_map(|p| p.get("resources")?.as_str()).flat_map(|r| r.split(',').map(str::trim)).collect();
    let plain = |name: &str| RIGHTS.iter().find(|(n, _)| *n == name).map_or_else(|| name.to_owned(), |(_, words)| (*words).to_owned());
    (!names.is_empty()).then(|| names.into_iter().map(plain).collect())
}

/// The rights that an error names as missing.
pub fn lacks(e: &Error) -> Option<String> {
    e.cause.as_ref().and_then(|c| c.to_string().strip_prefix(LACKS).map(str::to_owned))
}

/// By the words of Magento's own English messages; what is not recognised is quoted.
fn refused_key(said: &str, host: &str, date: Option<Timestamp>, now: Timestamp) -> Error {
    let lower = said.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let sentence = if has(&["timestamp"]) {
        let apart = date.map(|d| (d.0 - now.0).abs() / 60).filter(|m| *m > 0);
        let by = apart.map_or_else(String::new, |m| format!(" by {m} minutes"));
        format!("The clocks of this machine and of {host} differ{by}, too far for a signed request. Set this machine's clock.")
    } else if has(&["signature"]) {
        format!(
            "{host} could not verify our signature. Copy the two secrets again; if they are right, the address is not the one that the shop has as \
             its own (Stores → Configuration → Web → Base URLs): enter that, with or without www as it is there."
        )
    } else if has(&["nonce"]) {
        format!("{host} believes to have seen this very request before. Something in between repeats requests; try again later.")
    } else if has(&["token"]) {
        format!("{host} does not know this access token. Copy it again, and check that the integration is active (System → Integrations).")
    } else if has(&["consumer", "key"]) {
        format!(
            "{host} does not know this consumer key. Copy it again, and check that the integration still exists (System → Integrations)."
        )
    } else {
        format!("{host} refused the integration's keys{said}. Copy all four again, and check that it is active (System → Integrations).")
    };
    Error::new(Code::Unauthorised, sentence)
}
