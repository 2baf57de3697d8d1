//! Whose profile is gone, deleted or merged into another: once a day, all ids, held against who is known.
//!
//! The list is ordered by id and goes on by Klaviyo's own cursor, so nobody slips through when others go meanwhile.

use serde::{Deserialize, Serialize};

use super::client::{Client, Endpoint, is_stale};
use super::source::PROFILES;
use crate::sources::{Page, json};
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Progress, Result};

const A_DAY: i64 = 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// When it was last done, by our clock; 0: never.
    done_at: i64,
    at: At,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    #[default]
    Rest,
    Read {
        cursor: Option<String>,
        /// Whom the page before began with: a page that comes again would never end.
        first: String,
        again: bool,
    },
}

impl Gone {
    pub fn resume(cursor: Option<&str>) -> Self {
        cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default()
    }

    pub fn page(mut self, client: &Client, watch: &Progress) -> Result<Page> {
        let now = client.outside.clock.now().0;
        let mut page = Page::default();
        self.at = match std::mem::take(&mut self.at) {
            // At the first sync nobody can be gone yet.
            At::Rest if self.done_at == 0 => {
                self.done_at = now;
                At::Rest
            }
            At::Rest if (now - self.done_at).abs() < A_DAY => At::Rest,
            At::Rest => {
                page.records.push(Record::Sweep(Sweep::Begin(Kind::Customer)));
                At::Read { cursor: None, first: String::new(), again: false }
            }
            At::Read { cursor, first, again } => {
                let mut query = vec![("fields[profile]", "id".to_owned()), ("page[size]", PROFILES.to_string()), ("sort", "id".to_owned())];
                query.extend(cursor.clone().map(|c| ("page[cursor]", c)));
                match client.get(Endpoint::Profiles, &query, watch) {
                    // The pass was broken off long ago: from the beginning, once. Who was seen stays seen.
                    Err(e) if is_stale(&e) && !again => At::Read { cursor: None, first: String::new(), again: true },
                    Err(e) => return Err(e),
                    Ok(answer) => {
                        let ids: Vec<String> = answer.rows.iter().filter_map(|r| json::owned(r, "id")).collect();
                        let first_again = ids.first().is_some_and(|id| !first.is_empty() && *id == first)
                            || answer.next.is_some() && answer.next == cursor;
                        if first_again {
                            return Err(client.odd("the same page of profiles comes again and again"));
                        }
                        let first = ids.first().cloned().unwrap_or(first);
                        page.records.push(Record::Sweep(Sweep::Seen(Kind::Customer, ids)));
                        match answer.next {
                            Some(next) => At::Read { cursor: Some(next), first, again },
                            None => {
                                page.records.push(Record::Sweep(Sweep::End(Kind::Customer)));
                                self.done_at = now;
                                At::Rest
                            }
                        }
                    }
                }
            }
        };
        page.more = self.at != At::Rest;
        page.cursor = serde_json::to_string(&self).unwrap_or_default();
        Ok(page)
    }
}
