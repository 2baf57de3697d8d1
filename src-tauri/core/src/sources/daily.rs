//! Looking through everything that a platform lists, at most once a day, to find what is not there any more.
//!
//! For platforms that say nothing of what was deleted. What to list and in which order is the platform's; the place in it
//! is a text that it made itself.

use serde::{Deserialize, Serialize};

use super::Page;
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Code, Error, Result, Timestamp};

const A_DAY: i64 = 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Daily {
    /// When the last look began, by our clock; a day from the very first sync, which has just seen everything.
    last: i64,
    /// Where a look that is under way goes on.
    place: Option<String>,
}

/// A part of the list, and where the next part begins.
pub struct Listed {
    pub ids: Vec<String>,
    /// `None`: that was all.
    pub next: Option<String>,
}

/// A page of the look; empty when the last one is not a day ago.
///
/// # Errors
/// Those of `list`, and `Unexpected` when the list goes in a circle.
pub fn look(kind: Kind, cursor: Option<&str>, now: Timestamp, list: impl FnOnce(Option<&str>) -> Result<Listed>) -> Result<Page> {
    let mut at = cursor.and_then(|c| serde_json::from_str::<Daily>(c).ok()).unwrap_or(Daily { last: now.0, place: None });
    let mut page = Page::default();
    // A clock that was set back is as good as a day.
    if at.place.is_some() || (now.0 - at.last).abs() >= A_DAY {
        let listed = list(at.place.as_deref())?;
        if listed.next.is_some() && listed.next == at.place {
            return Err(Error::new(
                Code::Unexpected,
                "The shop answers with the same page again and again. Something may be changing its answers; try again later.",
            ));
        }
        if at.place.is_none() {
            page.records.push(Record::Sweep(Sweep::Begin(kind)));
            at.last = now.0;
        }
        page.records.push(Record::Sweep(Sweep::Seen(kind, listed.ids)));
        if listed.next.is_none() {
            page.records.push(Record::Sweep(Sweep::End(kind)));
        }
        page.more = listed.next.is_some();
        at.place = listed.next;
    }
    page.cursor = serde_json::to_string(&at).unwrap_or_default();
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_once_a_day_from_beginning_to_end() {
        let at = |n: i64| Timestamp(1_795_000_000 + n);
        let nothing = |_: Option<&str>| -> Result<Listed> { panic!("not asked") };
        let first = look(Kind::Order, None, at(0), nothing).unwrap();
        assert!(first.records.is_empty() && !first.more);
        let same_day = look(Kind::Order, Some(&first.cursor), at(3600), nothing).unwrap();
        let one = |next: Option<&str>| Ok(Listed { ids: vec!["1".to_owned()], next: next.map(str::to_owned) });
        let begun = look(Kind::Order, Some(&same_day.cursor), at(A_DAY), |place| one(place.or(Some("2")))).unwrap();
        assert!(begun.more && begun.records.len() == 2);
        let circle = look(Kind::Order, Some(&begun.cursor), at(A_DAY), one);
        assert!(circle.unwrap_err().message.contains("same page"));
        let ended = look(Kind::Order, Some(&begun.cursor), at(A_DAY + 5), |_| one(None)).unwrap();
        assert!(!ended.more && matches!(ended.records[..], [Record::Sweep(Sweep::Seen(..)), Record::Sweep(Sweep::End(_))]));
        assert!(look(Kind::Order, Some(&ended.cursor), at(A_DAY + 9), nothing).unwrap().records.is_empty());
    }
}
