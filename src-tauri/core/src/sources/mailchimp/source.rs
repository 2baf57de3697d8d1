//! The account as streams for `sync`: members, what became of each campaign, and who was deleted for good.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::address::segment;
use super::client::Client;
use super::gone::Gone;
use super::members;
use super::reports::Reports;
use super::walk::{COUNT, Seen, Walk};
use crate::host::Secret;
use crate::sources::{Outside, Page, Refused, Source, Stream, json};
use crate::types::records::Record;
use crate::types::{Code, Error, Progress, Result};

/// What is kept of a connected account; the key is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// `https://us6.api.mailchimp.com/3.0`
    pub base: String,
    /// The one audience that is wanted; `None`: all of them.
    pub audience: Option<String>,
}

pub struct Mailchimp {
    client: Client,
    audience: Option<String>,
}

const STREAMS: [Stream; 3] = [
    Stream { name: "members", words: "Reading audience members" },
    Stream { name: "campaigns", words: "Reading what became of each campaign" },
    Stream { name: "gone", words: "Looking for deleted members" },
];

/// Where to go on among the members: a walk for each audience, another for those archived, whom Mailchimp leaves out
/// unless they are asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Members {
    walks: BTreeMap<String, Walk>,
    queue: VecDeque<String>,
}

const ARCHIVED: &str = "/archived";

impl Mailchimp {
    pub fn new(outside: Outside, config: &Config, key: Secret) -> Self {
        Self { client: Client::new(outside, &config.base, key), audience: config.audience.clone() }
    }

    fn audiences(&self, watch: &Progress) -> Result<Vec<String>> {
        match &self.audience {
            Some(one) => Ok(vec![one.clone()]),
            None => Ok(lists(&self.client, watch)?.into_iter().map(|l| l.id).collect()),
        }
    }

    fn members(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut at = cursor.and_then(|c| serde_json::from_str::<Members>(c).ok()).unwrap_or_default();
        if at.queue.is_empty() {
            at.queue = self.audiences(watch)?.into_iter().flat_map(|a| [a.clone(), a + ARCHIVED]).collect();
            at.walks.retain(|name, _| at.queue.contains(name));
            for name in &at.queue {
                at.walks.entry(name.clone()).or_default().resume();
            }
        }
        let mut page = Page::default();
        if let Some(name) = at.queue.front().cloned() {
            let walk = at.walks.entry(name.clone()).or_default();
            if !self.some(&name, walk, &mut page, watch)? {
                at.queue.pop_front();
            }
        }
        page.more = !at.queue.is_empty();
        page.cursor = serde_json::to_string(&at).unwrap_or_default();
        Ok(page)
    }

    /// A page of one walk; whether it goes on.
    fn some(&self, name: &str, walk: &mut Walk, page: &mut Page, watch: &Progress) -> Result<bool> {
        let list = name.strip_suffix(ARCHIVED).unwrap_or(name);
        let mut query = walk.params();
        query.push(("fields", members::FIELDS.to_owned()));
        query.extend((list != name).then(|| ("status", "archived".to_owned())));
        let mut answer = match self.client.get(&format!("/lists/{}/members", segment(list)), &query, watch) {
            Ok(answer) => answer,
            // Deleted since it was listed; the sweep finds who is gone with it. If it is there after all, it is listed next time.
            Err(e) if e.code == Code::NotFound && self.audience.is_none() => return Ok(false),
            Err(e) => return Err(e),
        };
        let (rows, total) = self.client.rows(&mut answer, "members")?;
        let asked_for = |r: &Value| members::is_of(r, "list_id", list) && (list == name || members::is_of(r, "status", "archived"));
        if !rows.iter().all(asked_for) {
            return Err(self.client.odd("members come that were not asked for"));
        }
        let seen: Vec<_> =
            rows.iter().map(|r| (members::key(r).unwrap_or_default(), members::moment(r, "last_changed").map(|t| t.0))).collect();
        let step = walk.take(&Seen { rows: &seen, total, date: answer.date }).map_err(|what| self.client.odd(what))?;
        for row in &rows {
            match members::member(row) {
                Ok(c) => page.records.push(Record::Customer(c)),
                Err(e) => page.refused.push(refused(row, &e)),
            }
        }
        (page.fresh, page.left) = (step.fresh, step.left);
        Ok(step.more)
    }
}

impl Source for Mailchimp {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "members" => self.members(cursor, watch),
            "campaigns" => Reports::resume(cursor).page(&self.client, self.audience.as_deref(), watch),
            "gone" => Gone::resume(cursor).page(&self.client, || self.audiences(watch), watch),
            other => Err(Error::internal(format!("Mailchimp has no stream “{other}”."))),
        }
    }
}

pub struct Audience {
    pub id: String,
    pub name: String,
    pub people: u64,
}

/// The account's audiences; it may have hundreds, but not many thousands.
pub fn lists(client: &Client, watch: &Progress) -> Result<Vec<Audience>> {
    let mut out: Vec<Audience> = Vec::new();
    loop {
        let fields = "lists.id,lists.name,lists.stats.member_count,total_items";
        let query = [("fields", fields.to_owned()), ("count", COUNT.to_string()), ("offset", out.len().to_string())];
        let mut answer = client.get("/lists", &query, watch)?;
        let (rows, total) = client.rows(&mut answer, "lists")?;
        let full = rows.len() >= COUNT;
        for row in rows {
            let id = json::owned(&row, "id").ok_or_else(|| client.odd("an audience has no id"))?;
            if out.iter().any(|a| a.id == id) {
                return Err(client.odd("the same audience comes twice"));
            }
            let people = row.pointer("/stats/member_count").and_then(Value::as_u64).unwrap_or(0);
            out.push(Audience { name: json::owned(&row, "name").unwrap_or_else(|| id.clone()), id, people });
        }
        if !full || total.is_some_and(|t| out.len() as u64 >= t) {
            return Ok(out);
        }
    }
}

fn refused(row: &Value, e: &Error) -> Refused {
    let name = members::key(row).map_or_else(|| "A member".to_owned(), |k| format!("Member {k}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}
