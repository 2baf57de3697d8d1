//! What the demo's owner has already built: three groups of people and an email to one of them.

use crate::emails::starters::{WE_MISS_YOU, we_miss_you};
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::segments::activity::{Activity, Measure, RowNumber, What};
use crate::segments::condition::{Consent, ConsentIs, LifecycleIs, RfmIs};
use crate::segments::definition::{Node, Segment};
use crate::segments::values::{Number, Window};
use crate::store::Writer;
use crate::types::records::Channel;
use crate::types::{Error, Result, Timestamp};

/// The group that "We miss you" is written for.
pub const DUE_A_WORD: &str = "Due a word";

pub fn save(w: &Writer<'_>, now: Timestamp) -> Result<()> {
    let vips = document(w, "segment", "VIPs", &vips(), now)?;
    document(w, "segment", "Subscribed, never bought", &subscribed_never_bought(), now)?;
    document(w, "segment", DUE_A_WORD, &due_a_word(), now)?;
    document(w, "email", WE_MISS_YOU, &we_miss_you(Some(vips)), now)?;
    Ok(())
}

/// The best by how recently, how often and for how much they buy.
fn vips() -> Segment {
    Segment::all(vec![Node::Rfm(RfmIs { names: vec![RfmName::Champions, RfmName::Loyal], ..Default::default() })])
}

/// They want to hear from the shop, and have not tried it yet.
fn subscribed_never_bought() -> Segment {
    let subscribed = Consent { channel: Channel::Email, states: vec![ConsentIs::Subscribed], since: Window::Ever, sources: Vec::new() };
    Segment::all(vec![Node::Consent(subscribed), orders(Measure::Count { compare: Number::Exactly { value: 0 } })])
}

/// Good customers who are late by the shop's own rhythm. Whether each may be written to is asked at the door.
fn due_a_word() -> Segment {
    let spent = Measure::Sum { number: RowNumber::Amount, compare: Number::AtLeast { value: 10_000 } };
    Segment::all(vec![Node::Lifecycle(LifecycleIs { stages: vec![Stage::AtRisk] }), orders(spent)])
}

fn orders(measure: Measure) -> Node {
    Node::Activity(Box::new(Activity { what: What::Orders, measure, filter: Default::default(), window: Window::Ever }))
}

fn document<T: serde::Serialize>(w: &Writer<'_>, kind: &str, name: &str, body: &T, now: Timestamp) -> Result<crate::types::DocumentId> {
    let text = serde_json::to_string(body).map_err(|e| Error::internal("The demo's documents could not be written.").caused_by(e))?;
    w.create_document(kind, name, &text, now)
}
