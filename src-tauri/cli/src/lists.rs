//! Lists of people in words: all of them, one with its report.

use regulars_core::api::App;
use regulars_core::api::people_lists::{self, MOST, PeopleList, PeopleListReport};
use regulars_core::types::money::grouped;
use regulars_core::types::{Error, Result};

use crate::out::table;

/// By number or name.
pub fn number(app: &App, text: &str) -> Result<i64> {
    let all = people_lists::lists(app)?;
    let wanted = text.trim();
    let found = all.iter().find(|l| l.name.eq_ignore_ascii_case(wanted) || l.id.to_string() == wanted.trim_start_matches('#'));
    found.map(|l| l.id).ok_or_else(|| Error::not_found(format!("There is no list “{wanted}”. `people lists` shows them.")))
}

pub fn all(all: &[PeopleList]) -> String {
    if all.is_empty() {
        return "There is no list yet. Bring one in with `people list-import FILE`.".to_owned();
    }
    let n = |n: i64| grouped(n.unsigned_abs());
    let rows: Vec<Vec<String>> =
        all.iter().map(|l| vec![l.id.to_string(), l.name.clone(), l.file.clone(), n(l.people), n(l.unknown), n(l.refused)]).collect();
    table(&["number", "name", "file", "people", "unknown", "refused"], &rows)
}

pub fn report(r: &PeopleListReport) -> String {
    let l = &r.list;
    let n = |n: i64| grouped(n.unsigned_abs());
    let mut out = format!(
        "{} ({})\nlines             {}\npeople            {}\nunknown           {}\nrefused           {}",
        l.name,
        l.file,
        n(l.lines),
        n(l.people),
        n(l.unknown),
        n(l.refused)
    );
    if l.unknown > 0 {
        out.push_str("\n\nUnknown addresses are no people here; whoever turns up with one joins the list.");
    }
    if !r.left_off.is_empty() {
        let rows: Vec<Vec<String>> = r.left_off.iter().map(|x| vec![x.line.to_string(), x.text.clone(), x.reason.clone()]).collect();
        out.push_str(&format!("\n\n{}", table(&["line", "what stands there", "why it is nobody"], &rows)));
        if l.unknown + l.refused > i64::from(MOST) {
            out.push_str(&format!("\n… the first {}", grouped(u64::from(MOST))));
        }
    }
    out
}
