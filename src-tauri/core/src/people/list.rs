//! The long list of people: searched, sorted, and jumped into anywhere without a hitch.
//!
//! A query becomes, once, the ordered ids of everybody it finds (4 bytes each); pages are slices of that, whatever
//! their offset. `Lists` keeps the last few until the shop's data changes. No index is needed for it: at a million
//! people the one scan behind a new query costs less than the indexes would on every import.

use std::sync::{Arc, Mutex, PoisonError};

use super::fold::{fold, fold_into};
pub use crate::store::listing::PeopleSort;
use crate::store::{Area, Reader, Store};
use crate::types::Result;
use roaring::RoaringBitmap;

/// Whom to find, and in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Words of a name, address, city or customer number; all must be found, in any order. "" finds everybody.
    pub text: String,
    pub sort: PeopleSort,
    pub descending: bool,
    /// Only these, where it is given.
    pub within: Option<Arc<RoaringBitmap>>,
}

/// The ids of the last few queries, as long as the data stays as it was.
#[derive(Default)]
pub struct Lists(Mutex<Vec<Kept>>);

struct Kept {
    file: std::path::PathBuf,
    revision: i64,
    query: Query,
    ids: Arc<Vec<u32>>,
}

const KEPT: usize = 8;

impl Lists {
    /// Everybody the query finds, in its order.
    pub fn ids(&self, store: &Store, query: &Query) -> Result<Arc<Vec<u32>>> {
        let revision = store.revision(Area::Data)?;
        let known = |k: &Kept| k.revision == revision && k.file == store.path() && k.query == *query;
        if let Some(found) = self.lock().iter().find(|k| known(k)) {
            return Ok(found.ids.clone());
        }
        let ids = Arc::new(store.read(|r| find(r, query))?);
        let mut kept = self.lock();
        kept.retain(|k| k.revision == revision && k.file == store.path());
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Kept { file: store.path().to_owned(), revision, query: query.clone(), ids: ids.clone() });
        Ok(ids)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One scan over everybody; what is searched is folded on the way.
pub fn find(r: &Reader<'_>, query: &Query) -> Result<Vec<u32>> {
    let words: Vec<String> = query.text.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
    let numbered = numbered(r, &words)?;
    let by_name = query.sort == PeopleSort::Name;
    let mut names: Vec<(bool, String, u32)> = Vec::new();
    let mut values: Vec<(Option<i64>, u32)> = Vec::new();
    let mut hay = String::new();
    r.each_listed(query.sort, by_name || !words.is_empty(), |person| {
        let id = person.id.0;
        if query.within.as_ref().is_some_and(|w| !w.contains(id)) {
            return;
        }
        if !words.is_empty() {
            hay.clear();
            for text in person.texts {
                fold_into(&mut hay, text);
                hay.push('\n');
            }
            if !words.iter().zip(&numbered).all(|(word, people)| hay.contains(word.as_str()) || people.contains(id)) {
                return;
            }
        }
        if by_name {
            let [first, last, email, _] = person.texts;
            let nameless = first.is_empty() && last.is_empty();
            let mut key = String::new();
            for part in if nameless { [email, ""] } else { [last, first] } {
                fold_into(&mut key, part);
                key.push('\n');
            }
            names.push((nameless, key, id));
        } else {
            values.push((person.value, id));
        }
    })?;
    if by_name {
        names.sort_unstable_by(|a, b| {
            let key = a.1.cmp(&b.1);
            a.0.cmp(&b.0).then(if query.descending { key.reverse() } else { key }).then(a.2.cmp(&b.2))
        });
        return Ok(names.into_iter().map(|(_, _, id)| id).collect());
    }
    values.sort_unstable_by(|a, b| {
        let value = a.0.cmp(&b.0);
        let unset = a.0.is_none().cmp(&b.0.is_none());
        unset.then(if query.descending { value.reverse() } else { value }).then(a.1.cmp(&b.1))
    });
    Ok(values.into_iter().map(|(_, id)| id).collect())
}

/// For each word, whose customer number begins with it. Numbers have digits, so other words are not looked up.
fn numbered(r: &Reader<'_>, words: &[String]) -> Result<Vec<RoaringBitmap>> {
    let mut found = vec![RoaringBitmap::new(); words.len()];
    if words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit())) {
        r.each_customer_number(|person, number| {
            for (word, people) in words.iter().zip(&mut found) {
                if number.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
                    people.insert(person.0);
                }
            }
        })?;
    }
    Ok(found)
}
