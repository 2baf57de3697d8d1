//! What people did, as a verb with its object: "bought “Soap”", "never opened an email of “Spring”", "did not search".
//!
//! Start with `deed`. Numbers, windows and ranks are put around it by `rows`.

use super::filters::{conditions, quoted};
use crate::segments::activity::{RowFilter, What};
use crate::segments::names::{Names, or};
use crate::types::records::EmailEventKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "bought"
    Did,
    /// "did not buy"
    DidNot,
    /// "never bought"
    Never,
}

/// A verb in its three forms, up to where its object follows.
struct Verb {
    did: &'static str,
    did_not: &'static str,
    never: &'static str,
}

const fn verb(did: &'static str, did_not: &'static str, never: &'static str) -> Verb {
    Verb { did, did_not, never }
}

fn email_verb(kinds: &[EmailEventKind]) -> Verb {
    match kinds {
        [EmailEventKind::Sent] => verb("were sent", "were not sent", "were never sent"),
        [EmailEventKind::Opened] => verb("opened", "did not open", "never opened"),
        [EmailEventKind::Clicked] => verb("clicked in", "did not click in", "never clicked in"),
        [EmailEventKind::Bounced] => verb("had a bounce of", "had no bounce of", "never had a bounce of"),
        [EmailEventKind::Complained] => verb("complained about", "did not complain about", "never complained about"),
        [EmailEventKind::Unsubscribed] => verb("unsubscribed by", "did not unsubscribe by", "never unsubscribed by"),
        _ => verb("were reached by", "were not reached by", "were never reached by"),
    }
}

fn verb_of(what: What, f: &RowFilter) -> Verb {
    match what {
        What::Orders | What::OrderLines => verb("bought", "did not buy", "never bought"),
        What::Refunds => verb("got money back", "got no money back", "never got money back"),
        What::Carts => verb("filled", "did not fill", "never filled"),
        What::AbandonedCarts => verb("abandoned", "did not abandon", "never abandoned"),
        What::Emails => email_verb(&f.kinds),
        What::Views => verb("looked at", "did not look at", "never looked at"),
        What::Searches => verb("searched", "did not search", "never searched"),
        What::Reviews => verb("reviewed", "did not review", "never reviewed"),
        What::Events => verb("did", "did not do", "never did"),
    }
}

/// The verb's form; several kinds of email events are one verb: "opened or clicked in", "neither opened nor clicked in".
fn word(what: What, f: &RowFilter, form: Form) -> String {
    if what == What::Emails && f.kinds.len() > 1 {
        let all: Vec<String> = f.kinds.iter().map(|k| email_verb(&[*k]).did.to_owned()).collect();
        return match form {
            Form::Did => or(&all),
            Form::DidNot => format!("neither {}", all.join(" nor ")),
            Form::Never => format!("never {}", or(&all)),
        };
    }
    let v = verb_of(what, f);
    match form {
        Form::Did => v.did,
        Form::DidNot => v.did_not,
        Form::Never => v.never,
    }
    .to_owned()
}

/// What is counted, as one and as many; `None` for deeds that are counted by times.
pub fn unit(what: What) -> Option<(&'static str, &'static str)> {
    match what {
        What::OrderLines => Some(("order line", "order lines")),
        What::Carts | What::AbandonedCarts => Some(("cart", "carts")),
        What::Emails => Some(("email", "emails")),
        _ => None,
    }
}

/// The verb alone, with what is left to say of its object after a number: ("opened", " of “Spring”").
pub fn apart(what: What, f: &RowFilter, names: &Names, form: Form) -> (String, String) {
    let word = word(what, f, form);
    let thing = names.things(f, form != Form::Did);
    let tail = match what {
        What::Carts | What::AbandonedCarts => thing.map(|t| format!(" with {t}")),
        What::OrderLines => thing.map(|t| if f.products.is_empty() { from_alone(&t) } else { format!(" of {t}") }),
        What::Emails => email_tail(f),
        _ => None,
    };
    (word, tail.unwrap_or_default() + &conditions(f, names))
}

/// "something from X" after a number of things is "from X".
fn from_alone(thing: &str) -> String {
    thing.trim_start_matches("something").trim_start_matches("anything").to_owned()
}

fn email_tail(f: &RowFilter) -> Option<String> {
    let of = if f.campaigns.is_empty() { String::new() } else { format!(" of {}", quoted(&f.campaigns)) };
    let link = if f.links.is_empty() { String::new() } else { format!(" with {} in the link", quoted(&f.links)) };
    Some(format!("{of}{link}"))
}

/// Verb and object for one single deed: "bought “Soap”", "opened an email of “Spring”", "never searched for “wick”".
pub fn deed(what: What, f: &RowFilter, names: &Names, form: Form) -> String {
    let (word, tail) = apart(what, f, names, form);
    let negative = form != Form::Did;
    let thing = names.things(f, negative);
    let object = match what {
        What::Orders => thing.map(|t| format!(" {t}")).unwrap_or_default(),
        What::OrderLines => return format!("{word} {}{}", thing.unwrap_or_else(|| "anything".to_owned()), conditions(f, names)),
        What::Refunds => thing.map(|t| format!(" for {t}")).unwrap_or_default(),
        What::Carts | What::AbandonedCarts => " a cart".to_owned(),
        What::Emails if form == Form::DidNot && f.kinds.len() == 1 => {
            return format!("{} no email{tail}", email_verb(&f.kinds).did);
        }
        What::Emails => " an email".to_owned(),
        What::Views | What::Reviews => {
            format!(" {}", thing.unwrap_or_else(|| if negative { "any product" } else { "a product" }.to_owned()))
        }
        What::Searches if f.terms.is_empty() => String::new(),
        What::Searches => format!(" for {}", quoted(&f.terms)),
        What::Events if f.names.is_empty() => if negative { " any event" } else { " something (any event)" }.to_owned(),
        What::Events => format!(" {}", quoted(&f.names)),
    };
    format!("{word}{object}{tail}")
}
