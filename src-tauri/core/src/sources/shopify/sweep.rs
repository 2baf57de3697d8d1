//! What is gone: once a day, the numbers of everything there is, and whatever is known but not among them is gone.
//!
//! So deleted products and orders, deleted customers and those merged into others are found. Orders are only looked
//! through by an app that may see all of them: to another, everything older than 60 days would look deleted.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bulk::{self, Job};
use super::client::LONGEST_PAGE;
use super::documents::Thing;
use super::download::{self, Piece};
use super::gid;
use super::source::Shopify;
use crate::sources::Page;
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Progress, Result};

const A_DAY: i64 = 86_400;
/// Up to so many numbers are listed page by page.
const SMALL: i64 = 2500;
/// So often a list is asked for anew before it waits for tomorrow.
const LOST: u32 = 2;
const KINDS: [(Thing, Kind); 3] = [(Thing::Products, Kind::Product), (Thing::Customers, Kind::Customer), (Thing::Orders, Kind::Order)];

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Round {
    /// When the last round was begun, by our clock.
    last: i64,
    /// When this one was.
    began: i64,
    /// Which kind, when it is under way.
    kind: Option<usize>,
    at: At,
    lost: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    #[default]
    Begin,
    Pages {
        after: Option<String>,
    },
    File(Job),
}

impl Shopify {
    pub(super) fn sweep(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let now = self.client.outside.clock.now().0;
        // At the first sync everything was just read: nothing can be gone.
        let mut round: Round = cursor.and_then(|c| serde_json::from_str(c).ok()).unwrap_or(Round { last: now, ..Round::default() });
        // A clock that was set back must not keep us from looking.
        round.last = round.last.min(now);
        let Some(at) = round.kind else {
            if now - round.last < A_DAY {
                return Ok(page(&round, Vec::new()));
            }
            return Ok(page(&Round { last: round.last, began: now, kind: Some(0), ..Round::default() }, Vec::new()));
        };
        let Some((thing, kind)) = KINDS.get(at).copied().filter(|(t, _)| *t != Thing::Orders || self.sees_orders(watch)) else {
            return Ok(page(&Round { last: round.began, ..Round::default() }, Vec::new()));
        };
        let end = || Round { kind: Some(at + 1), at: At::Begin, lost: 0, ..round.clone() };
        match round.at.clone() {
            At::Begin => {
                let many = self.count_of(thing, watch)? > SMALL;
                let place = if many {
                    let job = bulk::start(&self.client, &thing.bulk_ids(), false, watch)?;
                    // No place among Shopify's operations: another day.
                    job.map(At::File)
                } else {
                    Some(At::Pages { after: None })
                };
                match place {
                    Some(place) => Ok(page(&Round { at: place, ..round }, vec![Record::Sweep(Sweep::Begin(kind))])),
                    None => Ok(page(&end(), Vec::new())),
                }
            }
            At::Pages { after } => {
                let got = self.list(&thing.ids(), thing.root(), &json!({ "after": after }), LONGEST_PAGE, watch)?;
                let mut records = vec![seen(kind, &got.rows)];
                let stuck = got.more && (got.end.is_none() || got.end == after || got.rows.is_empty());
                if stuck {
                    // A list that does not get on proves nothing.
                    return Ok(page(&end(), Vec::new()));
                }
                let next = if got.more { Round { at: At::Pages { after: got.end }, ..round } } else { end() };
                if !got.more {
                    records.push(Record::Sweep(Sweep::End(kind)));
                }
                Ok(page(&next, records))
            }
            At::File(job) => {
                let found = self.file_of(&job, thing.words(), watch)?;
                let Ok((Some(url), _)) = found else {
                    // Lost, or empty: an empty list is likelier a mistake than an empty shop.
                    let again = found.is_err() && round.lost < LOST;
                    let next = if again { Round { at: At::Begin, lost: round.lost + 1, ..round } } else { end() };
                    return Ok(page(&next, Vec::new()));
                };
                let Piece::Things(things) = download::piece(&self.client.outside, &url, job.offset, watch)? else {
                    let next = if round.lost < LOST { Round { at: At::Begin, lost: round.lost + 1, ..round } } else { end() };
                    return Ok(page(&next, Vec::new()));
                };
                let mut records = vec![seen(kind, &things.whole)];
                // With a line that could not be read, a thing would be taken for gone that is not.
                if !things.broken.is_empty() {
                    return Ok(page(&end(), Vec::new()));
                }
                let next = match things.next {
                    Some(offset) => Round { at: At::File(Job { offset, ..job }), ..round },
                    None => {
                        records.push(Record::Sweep(Sweep::End(kind)));
                        end()
                    }
                };
                Ok(page(&next, records))
            }
        }
    }

    fn sees_orders(&self, watch: &Progress) -> bool {
        self.rights(watch).is_ok_and(|r| r.sees_all_orders())
    }
}

fn seen(kind: Kind, rows: &[serde_json::Value]) -> Record {
    Record::Sweep(Sweep::Seen(kind, rows.iter().filter_map(|r| gid::of(r, "id")).collect()))
}

fn page(round: &Round, records: Vec<Record>) -> Page {
    Page { records, cursor: serde_json::to_string(round).unwrap_or_default(), more: round.kind.is_some(), ..Page::default() }
}
