//! A list of people from a file of addresses, in one transaction.

use std::path::Path;

use crate::sources::files::addresses;
use crate::store::ingest::normal_email;
use crate::store::{Area, Store};
use crate::types::{Error, Progress, Result, Timestamp};

/// Letters of a list's name.
const LONGEST_NAME: usize = 80;

/// Brings the file in as the list of this name (the file's own name when there is none): a list of that name is made anew.
/// Returns its number.
///
/// # Errors
/// `BadInput` for a file without an address, or a name that does not fit on a line.
pub fn import(store: &Store, path: &Path, name: Option<&str>, now: Timestamp, progress: &Progress) -> Result<i64> {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let name = name.map(str::trim).filter(|n| !n.is_empty()).map_or_else(|| stem(path), str::to_owned);
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::bad_input(format!("A list's name must fit on one line of at most {LONGEST_NAME} letters.")));
    }
    let lines = addresses(path)?;
    let total = lines.len() as u64;
    store.write(Area::Data, |w| {
        let list = w.begin_people_list(&name, &file, now)?;
        for (n, line) in (1u64..).zip(&lines) {
            let row_no = i64::try_from(line.line).unwrap_or(i64::MAX);
            match &line.address {
                Ok(address) => w.put_on_people_list(list, row_no, &normal_email(address))?,
                Err(other) => w.leave_off_people_list(list, row_no, other, "not_an_address")?,
            }
            if n.is_multiple_of(1_000) {
                progress.tick("Looking for the people", n, Some(total))?;
            }
        }
        w.end_people_list(list, i64::try_from(total).unwrap_or(i64::MAX))?;
        Ok(list)
    })
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "List".to_owned(), |s| s.to_string_lossy().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect())
}
