//! Lists of people from a file of addresses, as the window and the terminal call it.

use std::path::Path;

use serde::Serialize;
use specta::Type;

use super::App;
use crate::store::people_list::ListRow;
use crate::sync::list;
use crate::types::{Error, Progress, Result, Timestamp};

/// Lines of a report that are handed out at once.
pub const MOST: u32 = 1_000;

/// A list of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PeopleList {
    pub id: i64,
    pub name: String,
    /// The file's name.
    pub file: String,
    pub created_at: Timestamp,
    /// Lines of the file with anything in them.
    pub lines: i64,
    /// People on it.
    pub people: i64,
    /// Addresses that nobody has; whoever turns up with one joins the list.
    pub unknown: i64,
    /// Lines that are no address, stood there before, or belong to somebody who asked to be forgotten.
    pub refused: i64,
}

impl From<ListRow> for PeopleList {
    fn from(l: ListRow) -> Self {
        Self {
            id: l.id,
            name: l.name,
            file: l.file,
            created_at: l.created_at,
            lines: l.rows,
            people: l.members,
            unknown: l.unknown,
            refused: l.refused,
        }
    }
}

/// A line of the file that is nobody on the list, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct LeftOff {
    pub line: i64,
    pub text: String,
    /// A sentence.
    pub reason: String,
}

/// A list and its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PeopleListReport {
    pub list: PeopleList,
    /// The first `MOST` of them, by line.
    pub left_off: Vec<LeftOff>,
}

/// By name.
pub fn lists(app: &App) -> Result<Vec<PeopleList>> {
    Ok(app.store().read(|r| r.people_lists())?.into_iter().map(PeopleList::from).collect())
}

/// # Errors
/// `NotFound` when there is none of this number.
pub fn report(app: &App, id: i64) -> Result<PeopleListReport> {
    app.store().read(|r| {
        let list = r.people_list(id)?.ok_or_else(|| gone(id))?;
        let left_off = r.people_list_rest(id, 0, MOST)?.into_iter();
        let left_off = left_off.map(|x| LeftOff { line: x.line, text: x.address, reason: reason(&x.reason).to_owned() }).collect();
        Ok(PeopleListReport { list: list.into(), left_off })
    })
}

/// Brings a file in as a list, and says what became of each line.
///
/// # Errors
/// Those of `sync::list::import`; `Refused` in the demo shop, where real people do not belong.
pub fn import(app: &App, path: &str, name: Option<&str>, progress: &Progress) -> Result<PeopleListReport> {
    super::imports::not_into_the_demo(app)?;
    let id = list::import(&app.store(), Path::new(path.trim()), name, app.now(), progress)?;
    app.changed();
    report(app, id)
}

/// The people stay; segments that ask for the list find nobody.
///
/// # Errors
/// `NotFound` when there is none of this number.
pub fn remove(app: &App, id: i64) -> Result<()> {
    if !app.store().write(crate::store::Area::Data, |w| w.remove_people_list(id))? {
        return Err(gone(id));
    }
    app.changed();
    Ok(())
}

fn gone(id: i64) -> Error {
    Error::not_found(format!("There is no list with the number {id} (any more)."))
}

fn reason(word: &str) -> &'static str {
    match word {
        "unknown" => "Nobody in the shop has this address",
        "twice" => "The address stands in the file before",
        "asked_to_be_forgotten" => "Somebody who asked to be forgotten",
        _ => "This is no email address",
    }
}
