//! What an email was at each saving, and what changed from one to the next, in words.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::documents::{DocumentKind, versions};
use super::SavedEmail;
use crate::emails::Email;
use crate::emails::definition::EmailBlock;
use crate::store::version::VersionRow;
use crate::types::{DocumentId, Error, Result, Timestamp};

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailVersion {
    pub version: u32,
    pub name: String,
    pub saved_at: Timestamp,
    pub subject: String,
    pub blocks: u32,
    /// What is different from the version before: "Subject", "Added a button". Empty for the first.
    pub changes: Vec<String>,
    /// Why it cannot be brought back.
    pub problem: Option<String>,
}

/// The newest first; the first is what is saved now.
pub fn list(app: &App, id: DocumentId) -> Result<Vec<EmailVersion>> {
    let rows = versions::versions(app, DocumentKind::Email, id)?;
    let read: Vec<(VersionRow, Result<Email>)> = rows
        .into_iter()
        .map(|row| {
            let email = reading(&row);
            (row, email)
        })
        .collect();
    let told = |(i, (row, email)): (usize, &(VersionRow, Result<Email>))| {
        let before = read.get(i + 1);
        let mut changes = Vec::new();
        if let Some((earlier, _)) = before.filter(|(b, _)| b.name != row.name) {
            changes.push(format!("Was called “{}”", earlier.name));
        }
        if let (Ok(now), Some((_, Ok(then)))) = (email, before) {
            changes.extend(different(then, now));
        }
        let mut blocks = 0;
        if let Ok(email) = email {
            email.each_block(&mut |_| blocks += 1);
        }
        EmailVersion {
            version: row.version,
            name: row.name.clone(),
            saved_at: row.saved_at,
            subject: email.as_ref().map(|e| e.subject.clone()).unwrap_or_default(),
            blocks,
            changes,
            problem: email.as_ref().err().map(|e| e.message.clone()),
        }
    };
    Ok(read.iter().enumerate().map(told).collect())
}

/// The email as one version had it.
pub fn version(app: &App, id: DocumentId, version: u32) -> Result<SavedEmail> {
    let row = versions::version(app, DocumentKind::Email, id, version)?;
    Ok(SavedEmail { id, email: reading(&row)?, name: row.name, updated_at: row.saved_at })
}

fn reading(row: &VersionRow) -> Result<Email> {
    let body = serde_json::from_str(&row.body)
        .map_err(|e| Error::bad_input(format!("Version {} of “{}” cannot be read any more.", row.version, row.name)).caused_by(e))?;
    Email::read(&body)
}

/// What a person would call the differences, few of them.
fn different(then: &Email, now: &Email) -> Vec<String> {
    let mut out = Vec::new();
    if then.subject != now.subject || then.head_variants != now.head_variants {
        out.push("Subject".to_owned());
    }
    if then.preheader != now.preheader {
        out.push("Preheader".to_owned());
    }
    let (before, after) = (all(then), all(now));
    let each = |word: &str, nouns: Vec<&str>, out: &mut Vec<String>| match nouns.as_slice() {
        [] => {}
        [one] => out.push(format!("{word} {one}")),
        [one, rest @ ..] => out.push(format!("{word} {one} and {} more", rest.len())),
    };
    each("Added", after.iter().filter(|(id, _)| !before.contains_key(*id)).map(|(_, b)| b.content.noun()).collect(), &mut out);
    each("Removed", before.iter().filter(|(id, _)| !after.contains_key(*id)).map(|(_, b)| b.content.noun()).collect(), &mut out);
    let changed = |(id, b): &(&&str, &&EmailBlock)| before.get(**id).is_some_and(|a| a != *b);
    each("Changed", after.iter().filter(changed).map(|(_, b)| b.content.noun()).collect(), &mut out);
    if then.translations != now.translations || then.language != now.language {
        out.push("Languages".to_owned());
    }
    if out.is_empty() && then != now {
        out.push("Arranged in another way".to_owned());
    }
    out
}

fn all(email: &Email) -> BTreeMap<&str, &EmailBlock> {
    let mut out = BTreeMap::new();
    email.each_block(&mut |b| {
        out.insert(b.id.as_str(), b);
    });
    out
}

#[cfg(test)]
mod tests {
    use super::super::save;
    use super::*;
    use crate::api::testing::app;
    use crate::emails::definition::BlockContent;

    #[test]
    fn each_saving_is_told_by_what_changed() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let heading = |t: &str| EmailBlock::new("h", BlockContent::heading(t));
        let go = EmailBlock::new("go", BlockContent::button("Go", "https://shop.example"));
        let id = save(&app, None, "News", &Email::new("One", "", vec![heading("A")])).unwrap().id;
        save(&app, Some(id), "News", &Email::new("Two", "", vec![heading("A"), go.clone()])).unwrap();
        save(&app, Some(id), "Letter", &Email::new("Two", "", vec![go.clone(), heading("B")])).unwrap();
        save(&app, Some(id), "Letter", &Email::new("Two", "", vec![heading("B"), go])).unwrap();
        let said: Vec<_> = list(&app, id).unwrap().into_iter().map(|v| v.changes.join(", ")).collect();
        assert_eq!(said, ["Arranged in another way", "Was called “News”, Changed heading", "Subject, Added button", ""]);
        assert_eq!(version(&app, id, 1).unwrap().email.subject, "One");
        assert!(version(&app, id, 9).is_err());
    }
}
