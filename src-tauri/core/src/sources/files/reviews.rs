//! One row of a file of reviews to one record.

use csv::ByteRecord;
use sha2::{Digest, Sha256};

use super::cells::Places;
use super::mapping::ColumnRole;
use crate::types::records::{ProductRecord, ReviewRecord};

/// `Err` is the reason to refuse the row.
pub fn record(places: &mut Places, row: &ByteRecord) -> Result<ReviewRecord, String> {
    let Some(person) = places.person(row) else {
        return Err(if places.get(row, ColumnRole::Email).is_empty() {
            "The row says neither an email address nor a customer number".to_owned()
        } else {
            "This is no email address".to_owned()
        });
    };
    let at = places
        .moment(row, ColumnRole::ReviewDate)
        .map_err(|()| "The date cannot be read".to_owned())?
        .ok_or_else(|| "The row has no date".to_owned())?;
    let rating = match places.some(row, ColumnRole::Rating) {
        Some(said) => Some(stars(&said).ok_or_else(|| "The rating is not 1 to 5".to_owned())?),
        None => None,
    };
    let body = places.some(row, ColumnRole::ReviewText);
    if rating.is_none() && body.is_none() {
        return Err("The row has neither stars nor words".to_owned());
    }
    let title = places.some(row, ColumnRole::ProductTitle);
    let code = places.some(row, ColumnRole::ProductCode).or_else(|| title.clone());
    let external_id = match places.some(row, ColumnRole::ReviewNumber) {
        Some(number) => number,
        None => of_itself(&[person.external_id.as_deref(), person.email.as_deref(), code.as_deref()], at.0),
    };
    Ok(ReviewRecord {
        external_id,
        person,
        product: code.map(|external_id| ProductRecord { external_id, title, ..ProductRecord::default() }),
        at,
        rating,
        title: places.some(row, ColumnRole::ReviewTitle),
        body,
    })
}

/// `5`, `4.0`, `4,5`, `5/5`, `3 stars` or `★★★★`; half a star goes up. `None`: nothing between 1 and 5.
pub fn stars(text: &str) -> Option<u8> {
    let drawn = text.chars().filter(|c| *c == '★').count();
    if drawn > 0 {
        return u8::try_from(drawn).ok().filter(|n| *n <= 5);
    }
    let said = text.trim().replace(',', ".");
    let end = said.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.len());
    let (number, rest) = said.split_at(end);
    if !matches!(rest.trim().to_lowercase().as_str(), "" | "/5" | "/ 5" | "of 5" | "out of 5" | "star" | "stars" | "sterne") {
        return None;
    }
    let (whole, half) = number.split_once('.').unwrap_or((number, ""));
    let n: u8 = whole.parse().ok()?;
    let n = if half.starts_with(['5', '6', '7', '8', '9']) { n.checked_add(1)? } else { n };
    (1..=5).contains(&n).then_some(n)
}

/// A review without a number is known by who wrote it, of what and when.
fn of_itself(parts: &[Option<&str>], at: i64) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        let part = part.unwrap_or("").to_lowercase();
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(at.to_be_bytes());
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::stars;

    #[test]
    fn stars_as_people_write_them() {
        let said = ["5", "4.0", "4,5", "5/5", "3 stars", "★★★★☆", "1.4", "0", "6", "5.5", "good", "4 of 10", ""];
        let read = said.map(stars);
        assert_eq!(read, [Some(5), Some(4), Some(5), Some(5), Some(3), Some(4), Some(1), None, None, None, None, None, None]);
    }
}
