//! Where a stream goes on: its cursor, from the first look over a bulk operation to what was updated since.
//!
//! What was updated is read in the order of its update, from a little before the last moment seen; a row that moves while
//! it is read comes again further on. Rows near the border are remembered by a hash, so that reading them again is no
//! news. Pure: it judges what came, and asks nothing itself.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bulk::Job;
use super::{customers, gid};
use crate::types::Timestamp;

/// Shopify's lists lag a little behind its changes.
pub const OVERLAP: i64 = 300;
/// Rows that are remembered at most.
const REMEMBERED: usize = 400;
/// Shopify ends a list after 25,000 rows; before that we begin a new one where we are.
const LONGEST_LIST: u64 = 20_000;
/// A moment this far ahead of Shopify's own clock is a mistake, and would hide everything until then.
const AHEAD: i64 = 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub at: At,
    /// Bulk operations that came to nothing, one after the other.
    #[serde(default)]
    pub lost: u32,
    /// Whether all there is could be seen when the whole was read.
    #[serde(default)]
    pub saw_all: bool,
    /// Rows near the border by number, and a hash of what was read.
    #[serde(default)]
    pub(super) recent: Vec<(u64, u64)>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    #[default]
    Start,
    Bulk(Job),
    Since(Walk),
    Rest {
        floor: i64,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Everything updated before this has been read.
    floor: i64,
    pub after: Option<String>,
    /// The latest update seen.
    top: i64,
    /// Shopify's clock when this list was begun.
    began: i64,
    /// Rows of this list.
    rows: u64,
}

/// A page as it came.
pub struct Seen<'a> {
    pub rows: &'a [Value],
    pub end: Option<String>,
    pub more: bool,
    pub date: Timestamp,
    /// Whether the rows came in the order of their updates.
    pub sorted: bool,
}

impl Place {
    /// An unreadable cursor (of another version) begins again, which loses nothing.
    pub fn resume(cursor: Option<&str>) -> Self {
        cursor.and_then(|c| serde_json::from_str(c).ok()).unwrap_or_default()
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Which of the rows are news; remembers them.
    pub fn news(&mut self, rows: &[Value]) -> Vec<bool> {
        rows.iter()
            .map(|row| {
                let mark = (gid::number(row), hash(row));
                let known = self.recent.contains(&mark);
                self.recent.retain(|(id, _)| *id != mark.0);
                self.recent.push(mark);
                let surplus = self.recent.len().saturating_sub(REMEMBERED);
                self.recent.drain(..surplus);
                !known
            })
            .collect()
    }
}

impl Walk {
    pub fn from(floor: i64) -> Self {
        Self { floor: floor.max(0), ..Self::default() }
    }

    /// The filter to ask with; `None` for everything.
    pub fn query(&self) -> Option<String> {
        (self.floor > 0).then(|| format!("updated_at:>='{}'", Timestamp(self.floor).to_rfc3339()))
    }

    /// Takes a page in: where to go on, or `Err` when the list does not get on.
    pub fn take(mut self, seen: &Seen<'_>) -> Result<At, &'static str> {
        let limit = seen.date.0 + AHEAD;
        let first = self.rows == 0 && self.after.is_none();
        if first {
            self.began = seen.date.0;
        }
        let latest = seen.rows.iter().filter_map(|r| customers::moment(r, "updatedAt")).map(|t| t.0).filter(|t| *t <= limit).max();
        self.top = self.top.max(latest.unwrap_or(0));
        self.rows += seen.rows.len() as u64;
        if !seen.more {
            return Ok(At::Rest { floor: self.done(seen.sorted) });
        }
        if seen.end.is_none() || seen.end == self.after || seen.rows.is_empty() {
            return Err("the same page comes again and again");
        }
        if seen.sorted && self.rows >= LONGEST_LIST && self.top > self.floor + 1 {
            return Ok(At::Since(Self::from(self.top)));
        }
        self.after.clone_from(&seen.end);
        Ok(At::Since(self))
    }

    fn done(&self, sorted: bool) -> i64 {
        // In a list that is in no order of updates, a row may have changed after it was passed.
        let known = if sorted { self.top } else { self.top.min(self.began) };
        (known - OVERLAP).max(self.floor).max(0)
    }
}

fn hash(row: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.to_string().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(id: u64, at: i64) -> Value {
        json!({ "id": format!("gid://shopify/Order/{id}"), "updatedAt": Timestamp(at).to_rfc3339() })
    }

    fn seen<'a>(rows: &'a [Value], end: Option<&str>, more: bool) -> Seen<'a> {
        Seen { rows, end: end.map(str::to_owned), more, date: Timestamp(2_000_000), sorted: true }
    }

    #[test]
    fn it_goes_on_from_a_little_before_the_last_moment() {
        let rows = [row(1, 1_000_000), row(2, 1_000_100)];
        let At::Since(walk) = Walk::from(0).take(&seen(&rows, Some("a"), true)).unwrap() else { panic!("more") };
        let rows = [row(3, 1_000_200)];
        assert_eq!(walk.take(&seen(&rows, Some("b"), false)).unwrap(), At::Rest { floor: 1_000_200 - OVERLAP });
        assert_eq!(Walk::from(500).take(&seen(&[], None, false)).unwrap(), At::Rest { floor: 500 });
        assert_eq!(Walk::from(0).query(), None);
        assert_eq!(Walk::from(1).query().as_deref(), Some("updated_at:>='1970-01-01T00:00:01Z'"));
    }

    #[test]
    fn a_page_that_comes_again_ends_the_reading() {
        let rows = [row(1, 1_000_000)];
        let At::Since(walk) = Walk::from(0).take(&seen(&rows, Some("a"), true)).unwrap() else { panic!("more") };
        assert!(walk.clone().take(&seen(&rows, Some("a"), true)).is_err());
        assert!(walk.clone().take(&seen(&rows, None, true)).is_err());
        assert!(walk.take(&seen(&[], Some("b"), true)).is_err());
    }

    #[test]
    fn a_date_of_the_far_future_hides_nothing() {
        let rows = [row(1, 1_000_000), row(2, 9_000_000_000)];
        assert_eq!(Walk::from(0).take(&seen(&rows, None, false)).unwrap(), At::Rest { floor: 1_000_000 - OVERLAP });
    }

    #[test]
    fn a_list_that_is_too_long_begins_again_where_it_is() {
        let walk = Walk { rows: LONGEST_LIST, after: Some("x".into()), ..Walk::from(10) };
        let rows = [row(1, 1_000_000)];
        assert_eq!(walk.take(&seen(&rows, Some("y"), true)).unwrap(), At::Since(Walk::from(1_000_000)));
    }

    #[test]
    fn without_an_order_of_updates_the_beginning_counts() {
        let rows = [row(1, 1_999_999), row(2, 2_000_050)];
        let s = Seen { sorted: false, ..seen(&rows, None, false) };
        assert_eq!(Walk::from(0).take(&s).unwrap(), At::Rest { floor: 2_000_000 - OVERLAP });
    }

    #[test]
    fn what_was_read_in_the_same_state_is_no_news() {
        let mut place = Place::default();
        let rows = [row(1, 5), row(2, 6)];
        assert_eq!(place.news(&rows), [true, true]);
        place = Place::resume(Some(&place.cursor()));
        assert_eq!(place.news(&[row(1, 5), row(2, 7)]), [false, true]);
        let many: Vec<Value> = (0..1000).map(|n| row(n, 9)).collect();
        place.news(&many);
        assert_eq!(place.recent.len(), REMEMBERED);
        assert_eq!(Place::resume(Some("{")), Place::default());
    }
}
