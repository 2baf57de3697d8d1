//! People chosen by hand for a segment: what they are called, and whom a pasted list of addresses means.

use serde::Serialize;
use specta::Type;

use crate::api::App;
use crate::people::view::full_name;
use crate::store::ingest::normal_email;
use crate::types::{PersonId, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ChosenPerson {
    pub id: PersonId,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Addresses {
    /// In the order of the list, each once.
    pub people: Vec<PersonId>,
    /// What looks like an address and is nobody's in this shop.
    pub unknown: Vec<String>,
    /// How many words were no addresses.
    pub other: u32,
}

/// Those who are (still) there, in the given order.
pub fn chosen(app: &App, ids: &[PersonId]) -> Result<Vec<ChosenPerson>> {
    let ids: Vec<u32> = ids.iter().map(|id| id.0).collect();
    let rows = app.store().read(|r| r.members(&ids))?;
    let named = |m: crate::store::segment::MemberRow| ChosenPerson {
        id: m.person,
        name: full_name(m.first_name.as_deref(), m.last_name.as_deref()),
        email: m.email,
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Finds people by their addresses in any text: one a line, separated by commas, or as a mail program writes them.
pub fn addresses(app: &App, text: &str) -> Result<Addresses> {
    let mut out = Addresses { people: Vec::new(), unknown: Vec::new(), other: 0 };
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"' | '(' | ')'));
    let mut seen = std::collections::HashSet::new();
    app.store().read(|r| {
        for word in words.filter(|w| !w.is_empty()) {
            if !word.contains('@') {
                out.other = out.other.saturating_add(1);
                continue;
            }
            let email = normal_email(word);
            if !seen.insert(email.clone()) {
                continue;
            }
            match r.person_by_key("email", 0, &email)? {
                Some(id) if out.people.contains(&id) => {}
                Some(id) => out.people.push(id),
                None => out.unknown.push(word.to_owned()),
            }
        }
        Ok(())
    })?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::app;
    use crate::types::Progress;

    #[test]
    fn a_pasted_list_finds_whom_it_can_and_says_whom_not() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        crate::demo::fill(&app.store(), 1, app.now(), &Progress::silent()).unwrap();
        let known: Vec<String> = chosen(&app, &[PersonId(2), PersonId(1)]).unwrap().into_iter().filter_map(|p| p.email).collect();
        let text = format!("“Somebody” <{}>, {};\nnobody@nowhere.example\n{}", known[0].to_uppercase(), known[1], known[0]);
        let found = addresses(&app, &text).unwrap();
        assert_eq!(found.people, [PersonId(2), PersonId(1)]);
        assert_eq!(found.unknown, ["nobody@nowhere.example"]);
        assert_eq!(found.other, 1);
        assert!(chosen(&app, &[PersonId(4_000_000)]).unwrap().is_empty());
    }
}
