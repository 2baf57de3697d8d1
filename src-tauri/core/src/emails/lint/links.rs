//! Where the links lead: nowhere, to a placeholder, unencrypted, to an address nobody can reach, or uncounted.

use super::super::brand::Brand;
use super::super::check::CheckLevel;
use super::super::definition::{Email, Tracking};
use super::super::html::{decode, escape};
use super::places::{Kind, Place};
use super::{Fix, Lint, LintId};

const SHOP: &str = "{{ shop.website }}";

pub(super) fn lints(email: &Email, brand: &Brand, places: &[Place], out: &mut Vec<Lint>) {
    let home = !brand.website.trim().is_empty();
    let mut counted = Vec::new();
    let mut asks_home = None;
    for place in places {
        for link in links(place) {
            if link.address.contains("shop.website") && asks_home.is_none() {
                asks_home = Some(place);
            }
            if let Some(lint) = judged(place, &link, home) {
                out.push(lint);
            }
            if link.address.starts_with("https://") || link.address.starts_with("http://") || link.address.contains("shop.website") {
                counted.push(link.address.contains("utm_"));
            }
        }
    }
    if let Some(place) = asks_home.filter(|_| !home) {
        let mut lint = Lint::at(
            place,
            LintId::WebsiteMissing,
            CheckLevel::Problem,
            "The shop’s address on the web is not set, so links to it lead nowhere. Set it under “Look and address”.",
        );
        lint.place = Some("brand.website".to_owned());
        out.push(lint);
    }
    if email.tracking.is_none() && counted.iter().any(|has| !has) {
        let tracking = Tracking { source: "newsletter".to_owned(), medium: "email".to_owned(), campaign: campaign(&email.subject) };
        out.push(
            Lint::overall(
                LintId::TrackingMissing,
                CheckLevel::Hint,
                "The links carry nothing by which visits from this email can be told apart (utm_ parameters).",
            )
            .with(format!("Add them, with the campaign “{}”", tracking.campaign), Fix::Track { tracking }),
        );
    }
}

struct Link {
    /// Without surrounding spaces, entities read.
    address: String,
    /// The attribute in which it stands, where it is one of several in a text.
    within: Option<String>,
}

fn links(place: &Place) -> Vec<Link> {
    match place.kind {
        Kind::Link => vec![Link { address: place.text.trim().to_owned(), within: None }],
        Kind::Rich | Kind::Mjml => attributes(&place.text, "href")
            .into_iter()
            .map(|a| Link { address: decode(a.value).trim().to_owned(), within: Some(a.whole.to_owned()) })
            .collect(),
        _ => Vec::new(),
    }
}

/// An attribute as it stands in a tag: all of it, and its value.
pub(super) struct Attribute<'a> {
    pub whole: &'a str,
    pub value: &'a str,
}

pub(super) fn attributes<'a>(text: &'a str, name: &str) -> Vec<Attribute<'a>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(name).map(|i| i + from) {
        from = at + name.len();
        if !text[..at].chars().next_back().is_some_and(char::is_whitespace) {
            continue;
        }
        let Some(value) = text[from..].trim_start().strip_prefix('=').map(str::trim_start) else { continue };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some(end) = value[1..].find(quote) else { continue };
        let until = text.len() - value.len() + end + 2;
        out.push(Attribute { whole: &text[at..until], value: &value[1..=end] });
        from = until;
    }
    out
}

fn judged(place: &Place, link: &Link, home: bool) -> Option<Lint> {
    let a = link.address.as_str();
    let small = a.to_ascii_lowercase();
    let here = if place.kind == Kind::Link { place.label.clone() } else { "A link in the text".to_owned() };
    let change = |to: String| match &link.within {
        Some(whole) => Fix::Replace { place: place.name.clone(), from: whole.clone(), to: format!("href=\"{}\"", escape(&to)) },
        None => Fix::Write { place: place.name.clone(), text: to },
    };
    let to_shop = |lint: Lint| if home { lint.with("Lead it to the shop", change(SHOP.to_owned())) } else { lint };
    let lint = |id, level, sentence: String| Lint::at(place, id, level, sentence);
    if a.is_empty() || a == "#" {
        return Some(to_shop(lint(LintId::LinkEmpty, CheckLevel::Problem, format!("{here} leads nowhere."))));
    }
    if a.starts_with("*|") || a.starts_with('#') || small.starts_with("tel:") {
        return None;
    }
    if small.starts_with("mailto:") {
        let to = a[7..].split('?').next().unwrap_or("");
        let right = to.contains("{{") || to.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        return (!right)
            .then(|| lint(LintId::LinkBroken, CheckLevel::Problem, format!("{here} leads to “{a}”, which is no email address.")));
    }
    // What a reader's data begins cannot be judged before it is known.
    if a.starts_with("{{") || a.starts_with("{%") {
        return None;
    }
    let Some((scheme, rest)) = small.split_once("://").filter(|(s, _)| matches!(*s, "http" | "https")) else {
        let host = small.split(['/', '?', '#']).next().unwrap_or("");
        let names = host.split('.').all(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-'));
        let could_be = host.contains('.') && names && !a.contains(char::is_whitespace);
        let broken = lint(
            LintId::LinkBroken,
            CheckLevel::Problem,
            format!("{here} leads to “{a}”, which is no web address; it should begin with https://."),
        );
        return Some(if could_be { broken.with("Put https:// before it", change(format!("https://{a}"))) } else { broken });
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let example = ["example.com", "example.org", "example.net", "your-shop.com", "yourshop.com", "yourwebsite.com", "domain.com"];
    if host.is_empty() || example.iter().any(|e| host == *e || host.strip_suffix(e).is_some_and(|s| s.ends_with('.'))) {
        let sentence = format!("{here} still leads to the placeholder “{a}”.");
        return Some(to_shop(lint(LintId::LinkPlaceholder, CheckLevel::Problem, sentence)));
    }
    if a.contains("{{") || a.contains("{%") {
        return None;
    }
    if a.contains(char::is_whitespace) {
        let whole = a.split_whitespace().collect::<Vec<_>>().join("%20");
        let in_host = host.contains(char::is_whitespace);
        let broken = lint(LintId::LinkBroken, CheckLevel::Problem, format!("{here} has a space in its address “{a}”."));
        return Some(if in_host { broken } else { broken.with("Write it as %20", change(whole)) });
    }
    if !host.contains('.')
        || host.ends_with(".local")
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host.starts_with("192.168.")
        || host.ends_with('.')
        || host.contains("..")
    {
        return Some(lint(
            LintId::LinkUnreachable,
            CheckLevel::Problem,
            format!("{here} leads to “{a}”, which only your own network can reach, if any."),
        ));
    }
    if scheme == "http" {
        let better = format!("https{}", &a[4..]);
        return Some(
            lint(LintId::LinkInsecure, CheckLevel::Warning, format!("{here} leads to “{a}”, which is not encrypted."))
                .with("Use https", change(better)),
        );
    }
    None
}

/// "spring-has-come", from the subject's own words.
fn campaign(subject: &str) -> String {
    let mut out = String::new();
    let mut liquid = 0;
    for c in subject.chars() {
        match c {
            '{' => liquid += 1,
            '}' => liquid -= 1,
            c if liquid == 0 && c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if liquid == 0 && !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    let out = out.get(..40).unwrap_or(&out).trim_matches('-');
    if out.is_empty() { "newsletter".to_owned() } else { out.to_owned() }
}
