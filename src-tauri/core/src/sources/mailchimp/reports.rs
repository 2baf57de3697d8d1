//! Which campaigns have news, and their events: campaigns the newest first.
//!
//! `GET /reports` tells in one request the figures of a thousand campaigns. One whose figures are those of the last time
//! is not asked for again, so that a sync without news is that one request. Of the others `email-activity` is read: it
//! lists everybody the campaign was sent to with each open, click and bounce and its moment, a thousand people a
//! request. (`sent-to`, `open-details` and a list for each link would be many times as many requests, and tell no moment of
//! a click.) Unsubscriptions and complaints have lists of their own, asked for where there are any.

use std::collections::BTreeMap;
use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::activity;
use super::address::segment;
use super::client::Client;
use super::members::{is_of, moment};
use super::walk::COUNT;
use crate::sources::{Page, Refused, json};
use crate::types::records::{EmailEventKind, Record};
use crate::types::{Code, Progress, Result, Timestamp};

const FIELDS: &str = "reports.id,reports.campaign_title,reports.subject_line,reports.type,reports.list_id,reports.emails_sent,\
     reports.abuse_reports,reports.unsubscribed,reports.send_time,reports.bounces,reports.opens.opens_total,reports.opens.last_open,\
     reports.clicks.clicks_total,reports.clicks.last_click,total_items";

/// What happened in this time before a report was last read is read again: it may have come late.
const OVERLAP: i64 = 86_400;
/// A list that grows while it is read is begun again this often; the rest is for the next sync.
const PASSES: u8 = 3;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reports {
    /// By campaign: to how many it was sent, its figures as one number, and when they were read.
    known: BTreeMap<String, (u64, u64, i64)>,
    at: At,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    #[default]
    Rest,
    /// Looking for campaigns with news.
    List { offset: u64, first: String, news: Vec<Campaign> },
    /// Reading them; the last is the one at work, because it is taken off most easily.
    Read { news: Vec<Campaign>, part: Part, place: Place },
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Activity,
    Unsubscribed,
    Abuse,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Place {
    offset: u64,
    /// How many rows the list had at its first page.
    total: Option<u64>,
    /// Whom the page before began with: a page that comes again would never end.
    first: String,
    pass: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    pub id: String,
    pub name: String,
    /// UTC seconds; 0 when it is not told.
    pub sent_at: i64,
    pub automated: bool,
    /// Only what happened after this is asked for; `None`: all of it.
    pub since: Option<i64>,
    sent: u64,
    unsubscribed: u64,
    complaints: u64,
    figures: u64,
    read_at: i64,
}

impl Reports {
    pub fn resume(cursor: Option<&str>) -> Self {
        let mut me = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        if me.at == At::Rest {
            me.at = At::List { offset: 0, first: String::new(), news: Vec::new() };
        }
        me
    }

    pub fn page(mut self, client: &Client, audience: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut page = Page::default();
        self.at = match std::mem::take(&mut self.at) {
            At::List { offset, first, news } => self.list(client, audience, (offset, first, news), watch)?,
            At::Read { news, part, place } => self.read(client, (news, part, place), &mut page, watch)?,
            At::Rest => At::Rest,
        };
        page.more = self.at != At::Rest;
        page.left = match &self.at {
            At::Read { news, place, .. } => {
                let others: u64 = news.iter().rev().skip(1).filter(|c| c.since.is_none()).map(|c| c.sent).sum();
                Some(others + place.total.unwrap_or(0).saturating_sub(place.offset))
            }
            _ => None,
        };
        page.cursor = serde_json::to_string(&self).unwrap_or_default();
        Ok(page)
    }

    fn list(&mut self, client: &Client, audience: Option<&str>, at: (u64, String, Vec<Campaign>), watch: &Progress) -> Result<At> {
        let (offset, before, mut news) = at;
        let query = [("count", COUNT.to_string()), ("offset", offset.to_string()), ("fields", FIELDS.to_owned())];
        let mut answer = client.get("/reports", &query, watch)?;
        let (rows, total) = client.rows(&mut answer, "reports")?;
        let first = rows.first().and_then(|r| json::owned(r, "id")).unwrap_or_default();
        if !first.is_empty() && first == before {
            return Err(client.odd("the same page of campaigns comes again and again"));
        }
        for row in rows.iter().filter(|r| audience.is_none_or(|a| json::text(r, "list_id") == Some(a))) {
            news.extend(self.changed(row, answer.date).filter(|c| !news.iter().any(|n| n.id == c.id)));
        }
        let end = offset + rows.len() as u64;
        if !rows.is_empty() && total.map_or(rows.len() >= COUNT, |t| end < t) {
            return Ok(At::List { offset: end, first, news });
        }
        news.sort_by(|a, b| (a.sent_at, &a.id).cmp(&(b.sent_at, &b.id)));
        Ok(if news.is_empty() { At::Rest } else { At::Read { news, part: Part::Activity, place: Place::default() } })
    }

    /// The campaign, if its figures are not those of the last time.
    fn changed(&self, v: &Value, now: Timestamp) -> Option<Campaign> {
        let id = json::owned(v, "id")?;
        let count = |name: &str| json::whole(v, name).and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
        let (sent, unsubscribed, complaints) = (count("emails_sent"), count("unsubscribed"), count("abuse_reports"));
        let mut sum = Fnv::default();
        let rest = [v.get("bounces"), v.get("opens"), v.get("clicks")].map(|x| x.map_or_else(String::new, Value::to_string));
        sum.write(format!("{unsubscribed} {complaints} {}", rest.join(" ")).as_bytes());
        let figures = sum.finish();
        let known = self.known.get(&id);
        if known.is_some_and(|(s, f, _)| (*s, *f) == (sent, figures)) || sent == 0 {
            return None;
        }
        let automated = json::text(v, "type").is_some_and(|t| t.contains("automation"));
        Some(Campaign {
            name: json::owned(v, "campaign_title").or_else(|| json::owned(v, "subject_line")).unwrap_or_else(|| id.clone()),
            sent_at: moment(v, "send_time").map_or(0, |t| t.0),
            since: known.filter(|(s, _, _)| *s == sent || automated).map(|(_, _, at)| at - OVERLAP),
            automated,
            sent,
            unsubscribed,
            complaints,
            figures,
            read_at: now.0,
            id,
        })
    }

    fn read(&mut self, client: &Client, at: (Vec<Campaign>, Part, Place), page: &mut Page, watch: &Progress) -> Result<At> {
        let (mut news, part, place) = at;
        let Some(campaign) = news.last().cloned() else { return Ok(At::Rest) };
        let (next, settled) = match rows_of(client, &campaign, part, &place, watch) {
            Ok((rows, _)) if !rows.iter().all(|r| is_of(r, "campaign_id", &campaign.id)) => {
                return Err(client.odd("a report comes that was not asked for"));
            }
            Ok((rows, total)) => {
                self.records(&rows, &campaign, part, page);
                place.next(client, &rows, total)?
            }
            // Deleted since it was listed: what is known of it stays. If it is there after all, it is listed next time.
            Err(e) if e.code == Code::NotFound => {
                news.pop();
                return Ok(if news.is_empty() { At::Rest } else { At::Read { news, part: Part::Activity, place: Place::default() } });
            }
            Err(e) => return Err(e),
        };
        if let Some(place) = next {
            return Ok(At::Read { news, part, place });
        }
        let part = match part {
            Part::Activity if campaign.unsubscribed > 0 => Part::Unsubscribed,
            Part::Activity | Part::Unsubscribed if campaign.complaints > 0 => Part::Abuse,
            _ => {
                // Of one that would not hold still the figures are forgotten, so that it is read again.
                let figures = if settled { campaign.figures } else { 0 };
                self.known.insert(campaign.id, (campaign.sent, figures, campaign.read_at));
                news.pop();
                Part::Activity
            }
        };
        Ok(if news.is_empty() { At::Rest } else { At::Read { news, part, place: Place::default() } })
    }

    fn records(&self, rows: &[Value], campaign: &Campaign, part: Part, page: &mut Page) {
        // What happened since the last time, or everything.
        let after = campaign.since.and(self.known.get(&campaign.id)).map_or(i64::MIN, |(_, _, at)| *at);
        for row in rows {
            let records = match part {
                Part::Activity => activity::activity(row, campaign),
                Part::Unsubscribed => activity::left(row, campaign, EmailEventKind::Unsubscribed).map(Vec::from_iter),
                Part::Abuse => activity::left(row, campaign, EmailEventKind::Complained).map(Vec::from_iter),
            };
            match records {
                Ok(records) => {
                    page.fresh += records.iter().filter(|r| matches!(r, Record::EmailEvent(e) if e.at.0 > after)).count() as u64;
                    page.records.extend(records);
                }
                Err(e) => page.refused.push(Refused {
                    reason: format!("What somebody did with the campaign {}: {}", campaign.name, e.message),
                    raw: row.to_string().chars().take(2000).collect(),
                }),
            }
        }
    }
}

fn rows_of(client: &Client, campaign: &Campaign, part: Part, place: &Place, watch: &Progress) -> Result<(Vec<Value>, Option<u64>)> {
    let (path, name, fields) = match part {
        Part::Activity => ("email-activity", "emails", activity::FIELDS),
        Part::Unsubscribed => (
            "unsubscribed",
            "unsubscribes",
            "unsubscribes.campaign_id,unsubscribes.email_id,unsubscribes.email_address,unsubscribes.timestamp,total_items",
        ),
        Part::Abuse => (
            "abuse-reports",
            "abuse_reports",
            "abuse_reports.campaign_id,abuse_reports.email_id,abuse_reports.email_address,abuse_reports.date,total_items",
        ),
    };
    let mut query = vec![("fields", fields.to_owned())];
    // The list of complaints has no pages.
    if part != Part::Abuse {
        query.extend([("count", COUNT.to_string()), ("offset", place.offset.to_string())]);
    }
    if part == Part::Activity {
        query.extend(campaign.since.map(|t| ("since", Timestamp(t).to_utc().format("%Y-%m-%dT%H:%M:%S+00:00").to_string())));
    }
    let mut answer = client.get(&format!("/reports/{}/{path}", segment(&campaign.id)), &query, watch)?;
    let (rows, total) = client.rows(&mut answer, name)?;
    let total = if part == Part::Abuse { Some(rows.len() as u64) } else { total };
    Ok((rows, total))
}

impl Place {
    /// Where to go on in the list, if it goes on; and else whether it held still while it was read.
    fn next(&self, client: &Client, rows: &[Value], total: Option<u64>) -> Result<(Option<Self>, bool)> {
        let first = rows.first().and_then(|r| json::owned(r, "email_id")).unwrap_or_default();
        if self.offset > 0 && !first.is_empty() && first == self.first {
            return Err(client.odd("the same page of a report comes again and again"));
        }
        let (offset, at_first) = (self.offset + rows.len() as u64, if self.offset == 0 { total } else { self.total });
        if !rows.is_empty() && total.map_or(rows.len() >= COUNT, |t| offset < t) {
            return Ok((Some(Self { offset, total: at_first, first, pass: self.pass }), false));
        }
        let settled = at_first == total;
        let again = !settled && self.pass + 1 < PASSES;
        Ok((again.then(|| Self { pass: self.pass + 1, ..Self::default() }), settled))
    }
}

/// FNV-1a: the same number on every machine and in every version.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
