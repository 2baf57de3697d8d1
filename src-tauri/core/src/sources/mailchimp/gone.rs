//! Who was deleted for good: once a day, everybody's id, a thousand a request, held against who is known.
//!
//! A list by page numbers moves while it is read, and somebody who slips through would be taken for gone. So each page
//! begins with the last row of the one before; when it is not there, the reading goes back a page. One that would not
//! hold still is given up until the next day, and nobody is gone.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::address::segment;
use super::client::Client;
use super::members::{is_of, key};
use super::walk::COUNT;
use crate::sources::Page;
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Code, Progress, Result};

const A_DAY: i64 = 86_400;
const PATIENCE: u8 = 20;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// When it was last done, by our clock; 0: never.
    done_at: i64,
    /// Audiences still to be looked through, each also for those archived.
    lists: VecDeque<(String, bool)>,
    offset: u64,
    last: Option<String>,
    turned_back: u8,
}

impl Gone {
    pub fn resume(cursor: Option<&str>) -> Self {
        cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default()
    }

    /// `audiences`: their ids, asked for when it is time.
    pub fn page(mut self, client: &Client, audiences: impl FnOnce() -> Result<Vec<String>>, watch: &Progress) -> Result<Page> {
        let now = client.outside.clock.now().0;
        let mut page = Page::default();
        if self.lists.is_empty() {
            // At the first sync nobody can be gone yet.
            if self.done_at == 0 {
                self.done_at = now;
            } else if (now - self.done_at).abs() >= A_DAY {
                self.lists = audiences()?.into_iter().flat_map(|a| [(a.clone(), false), (a, true)]).collect();
                page.records.push(Record::Sweep(Sweep::Begin(Kind::Customer)));
                if self.lists.is_empty() {
                    self.end(now, &mut page);
                }
            }
        } else {
            self.look(client, now, &mut page, watch)?;
        }
        page.more = !self.lists.is_empty();
        page.cursor = serde_json::to_string(&self).unwrap_or_default();
        Ok(page)
    }

    fn end(&mut self, now: i64, page: &mut Page) {
        page.records.push(Record::Sweep(Sweep::End(Kind::Customer)));
        *self = Self { done_at: now, ..Self::default() };
    }

    fn look(&mut self, client: &Client, now: i64, page: &mut Page, watch: &Progress) -> Result<()> {
        let Some((list, archived)) = self.lists.front().cloned() else { return Ok(()) };
        let mut query = vec![
            ("fields", "members.id,members.contact_id,members.list_id,total_items".to_owned()),
            ("count", COUNT.to_string()),
            ("offset", self.offset.to_string()),
            ("sort_field", "timestamp_signup".to_owned()),
            ("sort_dir", "ASC".to_owned()),
        ];
        query.extend(archived.then(|| ("status", "archived".to_owned())));
        let (rows, total) = match client.get(&format!("/lists/{}/members", segment(&list)), &query, watch) {
            Ok(mut answer) => client.rows(&mut answer, "members")?,
            // The audience was deleted meanwhile, or so it seems: better nobody is gone until the next day.
            Err(e) if e.code == Code::NotFound => {
                *self = Self { done_at: now, ..Self::default() };
                return Ok(());
            }
            Err(e) => return Err(e),
        };
        if !rows.iter().all(|r| is_of(r, "list_id", &list)) {
            return Err(client.odd("members come that were not asked for"));
        }
        let keys: Vec<String> = rows.iter().filter_map(key).collect();
        let moved = self.offset > 0 && total.is_some() && self.last.is_some() && keys.first() != self.last.as_ref();
        let end = self.offset + rows.len() as u64;
        let more = rows.len() > 1 && total.map_or(rows.len() >= COUNT, |t| end < t);
        if moved {
            self.turned_back += 1;
            self.offset = self.offset.saturating_sub(COUNT as u64);
            self.last = None;
        } else if more {
            self.offset = end - 1;
            self.last = keys.last().cloned();
        } else {
            self.lists.pop_front();
            (self.offset, self.last) = (0, None);
        }
        page.left = total.map(|t| t.saturating_sub(end)).filter(|_| more);
        page.records.push(Record::Sweep(Sweep::Seen(Kind::Customer, keys)));
        if self.turned_back > PATIENCE {
            *self = Self { done_at: now, ..Self::default() };
        } else if self.lists.is_empty() {
            self.end(now, page);
        }
        Ok(())
    }
}
