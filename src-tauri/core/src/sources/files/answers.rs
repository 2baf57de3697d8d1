//! One row of a survey to one event of the person who answered: each question with its answer.

use csv::ByteRecord;
use sha2::{Digest, Sha256};

use super::cells::{self, Places};
use super::mapping::ColumnRole;
use crate::types::Timestamp;
use crate::types::records::EventRecord;

/// The event's name; each question is one of its properties.
pub const NAME: &str = "Survey answered";
/// Letters of an answer that are kept.
const LONGEST: usize = 1_000;

/// `stated_at`: when answers count as given whose row has no date. `Err` is the reason to refuse the row.
pub fn record(places: &mut Places, row: &ByteRecord, stated_at: Timestamp) -> Result<EventRecord, String> {
    let Some(person) = places.person(row) else {
        return Err(if places.get(row, ColumnRole::Email).is_empty() {
            "The row says neither an email address nor a customer number".to_owned()
        } else {
            "This is no email address".to_owned()
        });
    };
    let said = places.moment(row, ColumnRole::ReviewDate).map_err(|()| "The date cannot be read".to_owned())?;
    let mut properties: Vec<(String, String)> = Vec::new();
    for (i, (name, role)) in places.columns.iter().enumerate() {
        let answer = row.get(i).map(cells::text).unwrap_or_default();
        if *role == ColumnRole::Extra && !answer.is_empty() && !properties.iter().any(|(n, _)| n == name) {
            properties.push((name.clone(), answer.chars().take(LONGEST).collect()));
        }
    }
    if properties.is_empty() {
        return Err("No question is answered".to_owned());
    }
    let external_id = places.some(row, ColumnRole::ReviewNumber).unwrap_or_else(|| {
        // The same answers of the same person again are the same, whenever they are read.
        let mut hash = Sha256::new();
        let who = [person.external_id.clone(), person.email.as_ref().map(|e| e.to_lowercase())];
        let when = said.map(|at| at.0.to_string());
        for part in who.into_iter().flatten().chain(when).chain(properties.iter().flat_map(|(q, a)| [q.clone(), a.clone()])) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
    });
    Ok(EventRecord { external_id, person, name: NAME.to_owned(), at: said.unwrap_or(stated_at), properties })
}
