//! The account as streams for `sync`: profiles, who may not be written to any more, events, and whose profile is gone.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::{Answer, Client, Endpoint, is_stale};
use super::events::{self, Along, Event};
use super::gone::Gone;
use super::walk::{Seen, Walk};
use super::{orders, profiles};
use crate::host::Secret;
use crate::sources::{Outside, Page, Refused, Source, Stream, json};
use crate::types::records::Record;
use crate::types::{Currency, Error, Progress, Result, Timestamp};

/// What is kept of a connected account; the key is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    pub base: String,
    /// The account's own; events that name none are in it.
    pub currency: Currency,
    /// Whether the shop's orders are taken from here.
    pub orders: bool,
    /// Whether the key may read events.
    pub events: bool,
}

pub struct Klaviyo {
    client: Client,
    config: Config,
}

const STREAMS: [Stream; 5] = [
    Stream { name: "profiles", words: "Reading profiles" },
    Stream { name: "suppressed", words: "Looking for people who may not be written to any more" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "events", words: "Reading what people did" },
    Stream { name: "gone", words: "Looking for deleted profiles" },
];

/// The most that a page of each may hold.
pub const PROFILES: usize = 100;
const EVENTS: usize = 1000;

/// What was being saved when the last pass began may have appeared late.
const OVERLAP: i64 = 600;
/// Events are told late by some integrations: once a day, these three days are read again.
const LATE: i64 = 3 * 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Events {
    walk: Walk,
    /// When events told late were last looked for, by our clock.
    late_at: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Orders {
    /// By metric.
    walks: BTreeMap<String, Walk>,
    queue: VecDeque<String>,
    late_at: i64,
}

impl Klaviyo {
    pub fn new(outside: Outside, config: Config, key: Secret) -> Self {
        Self { client: Client::new(outside, &config.base, key), config }
    }

    /// A page of a walk; a cursor that is not known any more is replaced by the last moment seen.
    fn walk(
        &self,
        walk: &mut Walk,
        (endpoint, field, filter): (Endpoint, &str, Option<&str>),
        own: &[(&'static str, String)],
        time: impl Fn(&Value) -> Option<Timestamp>,
        watch: &Progress,
    ) -> Result<(Answer, Page)> {
        let ask = |walk: &Walk| {
            let (sort, bound, cursor) = walk.params(field);
            let mut query = own.to_vec();
            query.push(("sort", sort));
            let filters: Vec<String> = filter.map(str::to_owned).into_iter().chain(bound).collect();
            query.extend((!filters.is_empty()).then(|| ("filter", filters.join(","))));
            query.extend(cursor.map(|c| ("page[cursor]", c)));
            self.client.get(endpoint, &query, watch)
        };
        let answer = match ask(walk) {
            Err(e) if is_stale(&e) && walk.lose_cursor() => ask(walk)?,
            other => other?,
        };
        let rows: Vec<_> = answer.rows.iter().map(|r| (json::owned(r, "id").unwrap_or_default(), time(r).map(|t| t.0))).collect();
        let step = walk.take(&Seen { rows: &rows, next: answer.next.clone(), date: answer.date }).map_err(|what| self.client.odd(what))?;
        Ok((answer, Page { fresh: step.fresh, more: step.more, ..Page::default() }))
    }

    /// Everybody by the moment of their last change, or by that from which on mail to them is held back: should Klaviyo not
    /// count that as a change, it is found all the same.
    fn people(&self, field: &str, mut walk: Walk, watch: &Progress) -> Result<Page> {
        // Whom mail is held back from are few; the first such pass begins when the profiles were read, which may have taken long.
        walk.resume(if field == UPDATED { OVERLAP } else { LATE });
        let own = [("additional-fields[profile]", "subscriptions".to_owned()), ("page[size]", PROFILES.to_string())];
        let time = |r: &Value| match field {
            UPDATED => profiles::moment(r.get("attributes")?, UPDATED),
            _ => json::list(r.pointer("/attributes/subscriptions/email/marketing")?, "suppression")
                .iter()
                .filter_map(|s| profiles::moment(s, "timestamp"))
                .max(),
        };
        let (answer, mut page) = self.walk(&mut walk, (Endpoint::Profiles, field, None), &own, time, watch)?;
        for row in &answer.rows {
            match profiles::profile(row) {
                Ok(p) => page.records.push(Record::Customer(p)),
                Err(e) => page.refused.push(refused("Profile", row, &e)),
            }
        }
        page.cursor = text_of(&walk);
        Ok(page)
    }

    fn events(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        if !self.config.events {
            return Ok(Page::default());
        }
        let mut at: Events = read(cursor);
        at.walk.resume(self.overlap(&mut at.late_at, at.walk.mark()));
        let time = |r: &Value| profiles::moment(r.get("attributes")?, "datetime");
        let (answer, mut page) = self.walk(&mut at.walk, (Endpoint::Events, "datetime", None), &event_query(), time, watch)?;
        let along = Along::of(&answer.included);
        for row in &answer.rows {
            match Event::of(row, &along) {
                Ok(event) => page.records.extend(event.and_then(|e| events::record(e, self.config.orders, self.config.currency))),
                Err(e) => page.refused.push(refused("Event", row, &e)),
            }
        }
        page.cursor = text_of(&at);
        Ok(page)
    }

    fn orders(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        if !self.config.events || !self.config.orders {
            return Ok(Page::default());
        }
        let mut at: Orders = read(cursor);
        if at.queue.is_empty() {
            at.queue = self.metrics(watch)?.into();
            let mark = at.queue.iter().filter_map(|m| at.walks.get(m)).map(Walk::mark).min().unwrap_or(0);
            let overlap = self.overlap(&mut at.late_at, mark);
            for metric in &at.queue {
                at.walks.entry(metric.clone()).or_default().resume(overlap);
            }
        }
        let mut page = Page::default();
        if let Some(metric) = at.queue.front().cloned() {
            let walk = at.walks.entry(metric.clone()).or_default();
            let filter = format!("equals(metric_id,\"{}\")", metric.replace(['"', '\\'], ""));
            let time = |r: &Value| profiles::moment(r.get("attributes")?, "datetime");
            let answer;
            (answer, page) = self.walk(walk, (Endpoint::Events, "datetime", Some(&filter)), &event_query(), time, watch)?;
            // A cache in between may answer one question with another's.
            let of_another = |r: &Value| r.pointer("/relationships/metric/data/id").and_then(Value::as_str).is_some_and(|m| m != metric);
            if answer.rows.iter().any(of_another) {
                return Err(self.client.odd("events come that were not asked for"));
            }
            let along = Along::of(&answer.included);
            for row in &answer.rows {
                match Event::of(row, &along).and_then(|e| e.map(|e| orders::record(e, self.config.currency)).transpose()) {
                    Ok(record) => page.records.extend(record),
                    Err(e) => page.refused.push(refused("Order event", row, &e)),
                }
            }
            if !page.more {
                at.queue.pop_front();
            }
        }
        page.more = !at.queue.is_empty();
        page.cursor = text_of(&at);
        Ok(page)
    }

    /// The ids of the metrics that orders come from, in the order in which they are read. The same name can be there
    /// more than once, from several integrations.
    fn metrics(&self, watch: &Progress) -> Result<Vec<String>> {
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut query = vec![("fields[metric]", "name".to_owned())];
            query.extend(cursor.clone().map(|c| ("page[cursor]", c)));
            let answer = self.client.get(Endpoint::Metrics, &query, watch)?;
            for row in &answer.rows {
                let place =
                    row.get("attributes").and_then(|a| json::text(a, "name")).and_then(|n| orders::METRICS.iter().position(|m| *m == n));
                found.extend(place.zip(json::owned(row, "id")));
            }
            if answer.next.is_none() {
                break;
            }
            if answer.next == cursor || found.len() > EVENTS {
                return Err(self.client.odd("the same page of metrics comes again and again"));
            }
            cursor = answer.next;
        }
        found.sort();
        found.dedup();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// How far back a pass begins: once a day farther, for what was told late.
    fn overlap(&self, late_at: &mut i64, mark: i64) -> i64 {
        let now = self.client.outside.clock.now().0;
        if mark > 0 && (now - *late_at).abs() < 86_400 {
            return OVERLAP;
        }
        *late_at = now;
        LATE
    }
}

const UPDATED: &str = "updated";
const SUPPRESSED: &str = "subscriptions.email.marketing.suppression.timestamp";

/// With the metric's name and the profile's address along, and nothing more of either.
fn event_query() -> [(&'static str, String); 5] {
    [
        ("fields[event]", "datetime,event_properties".to_owned()),
        ("fields[metric]", "name".to_owned()),
        ("fields[profile]", "email".to_owned()),
        ("include", "metric,profile".to_owned()),
        ("page[size]", EVENTS.to_string()),
    ]
}

impl Source for Klaviyo {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "profiles" => self.people(UPDATED, read(cursor), watch),
            // The first pass over the profiles has them all; from then on those who were added.
            "suppressed" => match cursor {
                None => Ok(Page { cursor: text_of(&Walk::from_now(self.client.outside.clock.now())), ..Page::default() }),
                Some(_) => self.people(SUPPRESSED, read(cursor), watch),
            },
            "orders" => self.orders(cursor, watch),
            "events" => self.events(cursor, watch),
            "gone" => Gone::resume(cursor).page(&self.client, watch),
            other => Err(Error::internal(format!("Klaviyo has no stream “{other}”."))),
        }
    }
}

/// What another version wrote is begun again, which loses nothing.
fn read<T: Default + for<'de> Deserialize<'de>>(cursor: Option<&str>) -> T {
    cursor.and_then(|c| serde_json::from_str(c).ok()).unwrap_or_default()
}

fn text_of<T: Serialize>(cursor: &T) -> String {
    serde_json::to_string(cursor).unwrap_or_default()
}

fn refused(what: &str, row: &Value, e: &Error) -> Refused {
    let name = json::text(row, "id").map_or_else(|| what.to_owned(), |id| format!("{what} {id}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}
