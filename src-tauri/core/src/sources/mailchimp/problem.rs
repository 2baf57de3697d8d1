//! What an answer that is no success means, in words that say what to do: for the source and for the export alike.

use serde_json::Value;

use crate::host::{HttpResponse, Secret};
use crate::sources::answer;
use crate::types::{Code, Error};

/// `Some` when Mailchimp asks to wait: 429, 5xx of its gateways, or a 403 that is a web page and not its own JSON.
/// Inside: the seconds it asks for, if it says so.
pub fn overload(answer: &HttpResponse) -> Option<Option<u64>> {
    let bare = answer.status == 403 && problem(answer).is_none();
    (answer.status == 429 || bare || matches!(answer.status, 502..=504))
        .then(|| answer.header("retry-after").and_then(|s| s.trim().parse().ok()))
}

/// The problem document of an answer, if it is one.
fn problem(answer: &HttpResponse) -> Option<Value> {
    serde_json::from_slice::<Value>(&answer.body).ok().filter(|v| v.get("title").is_some() || v.get("detail").is_some())
}

/// `key` is never repeated, whatever the other side says.
pub fn refused(answer: &HttpResponse, host: &str, key: &Secret) -> Error {
    let document = problem(answer);
    let text = |name: &str| {
        document.as_ref().and_then(|d| d.get(name)).and_then(Value::as_str).map(|t| answer::quoted(t, &[key])).unwrap_or_default()
    };
    let (title, detail) = (text("title"), text("detail"));
    match answer.status {
        401 => Error::new(
            Code::Unauthorised,
            "Mailchimp does not accept this API key. Was it deleted or copied only in part? Make a new one in Mailchimp: Account, Extras, API keys.",
        ),
        403 if title.contains("Wrong") || detail.contains("atacenter") || detail.contains("ata center") => Error::new(
            Code::Unauthorised,
            "The key belongs to another of Mailchimp's data centres. Copy the whole key, with its ending such as -us21.",
        ),
        403 => Error::new(Code::Unauthorised, format!("Mailchimp refuses this key: {}", quoted(&title, &detail))),
        301 | 302 | 307 | 308 => Error::new(
            Code::Unexpected,
            format!("{host} sends us to another address. Give that one instead; the key is never sent on by itself."),
        ),
        404 if document.is_none() => {
            Error::new(Code::NotFound, format!("There is no Mailchimp API at {host}. The address should end with /3.0."))
        }
        404 => Error::not_found("Mailchimp does not have this audience (any more). Read the audiences again."),
        400 => Error::new(
            Code::Unexpected,
            format!("Mailchimp did not take the request: {}{}", quoted(&title, &detail), fields(document.as_ref(), key)),
        ),
        status => Error::new(Code::Unexpected, format!("Mailchimp answered with {status}: {}", quoted(&title, &detail))),
    }
}

fn quoted(title: &str, detail: &str) -> String {
    match (title.is_empty(), detail.is_empty()) {
        (true, true) => "no reason was given.".to_owned(),
        (false, true) => format!("“{title}”."),
        _ => format!("“{}”.", detail.trim_end_matches('.')),
    }
}

/// The fields a 400 names, in short.
fn fields(document: Option<&Value>, key: &Secret) -> String {
    let errors = document.and_then(|d| d.get("errors")).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let named: Vec<String> = errors
        .iter()
        .take(3)
        .filter_map(|e| Some(answer::quoted(&format!("{}: {}", e.get("field")?.as_str()?, e.get("message")?.as_str()?), &[key])))
        .collect();
    if named.is_empty() { String::new() } else { format!(" ({})", named.join("; ")) }
}
