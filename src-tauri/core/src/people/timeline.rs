//! A person's history in one list, newest first: orders, refunds, carts, what they looked at and searched for, reviews, the
//! shop's own events, emails, and what they agreed to.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use super::view::PersonField;
use crate::store::Reader;
use crate::store::timeline::Happening;
use crate::types::records::{ConsentState, EmailEventKind};
use crate::types::{Money, OrderId, PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TimelineEntry {
    pub at: Timestamp,
    pub what: Happened,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happened {
    Order {
        id: OrderId,
        number: String,
        status: String,
        total: Money,
        items: i64,
        /// The name of the source that it came from.
        source: String,
        /// By what the source knows it.
        number_there: String,
    },
    Refund {
        amount: Money,
        /// The order it belongs to, where that is known.
        order_number: Option<String>,
        reason: Option<String>,
        source: String,
        number_there: String,
    },
    Cart {
        total: Money,
        items: i64,
        /// The order it became; `None`: left behind.
        order_number: Option<String>,
    },
    View {
        /// `None`: which product is not known.
        product: Option<String>,
    },
    Search {
        words: String,
    },
    Review {
        /// `None`: of the shop.
        product: Option<String>,
        /// 1 to 5.
        rating: Option<u8>,
        title: Option<String>,
        body: Option<String>,
    },
    /// Something that the shop counts under a name of its own.
    Event {
        name: String,
        properties: Vec<PersonField>,
    },
    Email {
        event: EmailEventKind,
        campaign: Option<String>,
        link: Option<String>,
    },
    Consent {
        channel: String,
        state: ConsentState,
        source: String,
        method: String,
    },
}

/// A page of it, and how many entries there are in all. Entries of one second stand in a fixed order.
pub fn timeline(r: &Reader<'_>, id: PersonId, offset: u32, limit: u32) -> Result<(i64, Vec<TimelineEntry>)> {
    let total = r.timeline_count(id)?;
    let rows = r.timeline(id, offset, limit)?;
    Ok((total, rows.into_iter().filter_map(entry).collect()))
}

/// `None` for a kind of event that this version does not know.
fn entry(h: Happening) -> Option<TimelineEntry> {
    let money = h.currency.map(|c| Money::new(h.amount, c));
    let what = match h.kind {
        "order" => Happened::Order {
            id: OrderId(h.id),
            number: h.text?,
            status: h.other.unwrap_or_default(),
            total: money?,
            items: h.count,
            source: h.more?,
            number_there: h.most?,
        },
        "refund" => Happened::Refund { amount: money?, order_number: h.text, reason: h.other, source: h.more?, number_there: h.most? },
        "cart" => Happened::Cart { total: money?, items: h.count, order_number: h.text },
        "view" => Happened::View { product: h.text },
        "search" => Happened::Search { words: h.text? },
        "review" => {
            Happened::Review { product: h.text, rating: u8::try_from(h.count).ok().filter(|n| *n > 0), title: h.other, body: h.more }
        }
        "event" => Happened::Event { name: h.text?, properties: properties(&h.other.unwrap_or_default()) },
        "email" => Happened::Email { event: EmailEventKind::from_code(h.count)?, campaign: h.text, link: h.other },
        _ => Happened::Consent { channel: h.text?, state: ConsentState::parse(&h.other?)?, source: h.more?, method: h.most? },
    };
    Some(TimelineEntry { at: h.at, what })
}

/// As they are kept: a flat object of texts.
fn properties(json: &str) -> Vec<PersonField> {
    let said: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
    said.into_iter().map(|(name, value)| PersonField { name, value }).collect()
}
