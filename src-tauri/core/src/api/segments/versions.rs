//! Earlier versions of a saved segment in words: when, what changed, and who would be in today.

use serde::Serialize;
use specta::Type;

use super::people;
use crate::api::App;
use crate::api::documents::{DocumentKind, versions};
use crate::segments::describe;
use crate::segments::names::Names;
use crate::segments::{Node, Segment};
use crate::store::Reader;
use crate::store::version::VersionRow;
use crate::types::{DocumentId, Result, Timestamp};

#[derive(Debug, Clone, Serialize, Type)]
pub struct SegmentVersion {
    pub version: u32,
    pub name: String,
    pub saved_at: Timestamp,
    pub sentence: String,
    /// What it was called before, where that changed.
    pub renamed_from: Option<String>,
    /// The conditions that came with it, and those that went, each as a phrase after "who".
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// The same conditions, joined or grouped in another way.
    pub rearranged: bool,
}

/// One version, looked at.
#[derive(Debug, Clone, Serialize, Type)]
pub struct VersionLook {
    pub version: u32,
    pub name: String,
    pub sentence: String,
    pub definition: Segment,
    /// As of today; `None` when it cannot be counted any more, and `problem` says why.
    pub count: Option<u32>,
    pub of: u32,
    pub problem: Option<String>,
}

struct Read {
    row: VersionRow,
    segment: Option<Segment>,
    sentence: String,
    phrases: Vec<String>,
}

/// The newest first; the first is what is saved now.
pub fn list(app: &App, id: DocumentId) -> Result<Vec<SegmentVersion>> {
    let rows = versions::versions(app, DocumentKind::Segment, id)?;
    let all = app.store().read(|r| rows.into_iter().map(|row| read(r, row)).collect::<Result<Vec<_>>>())?;
    Ok(all.iter().enumerate().map(|(i, now)| told(now, all.get(i + 1))).collect())
}

/// One version with its count as of today.
pub fn look(app: &App, id: DocumentId, version: u32) -> Result<VersionLook> {
    let row = versions::version(app, DocumentKind::Segment, id, version)?;
    let definition = Segment::parse_text(&row.body)?;
    let today = app.today()?;
    app.store().read(|r| {
        let of = people(app.segments.base(r, today)?.everyone.len());
        let sentence = describe::describe(&definition, &Names::find(r, &definition)?);
        let (count, problem) = match app.segments.evaluate_in(r, &definition, today) {
            Ok(e) => (Some(people(e.set.len())), None),
            Err(e) => (None, Some(e.message)),
        };
        Ok(VersionLook { version, name: row.name, sentence, definition, count, of, problem })
    })
}

fn read(r: &Reader<'_>, row: VersionRow) -> Result<Read> {
    let Ok(segment) = Segment::parse_text(&row.body) else {
        let sentence = "This version cannot be read any more.".to_owned();
        return Ok(Read { row, segment: None, sentence, phrases: Vec::new() });
    };
    let names = Names::find(r, &segment)?;
    let mut phrases = Vec::new();
    segment.walk(&mut |_, node| {
        if !matches!(node, Node::Group(_)) {
            phrases.extend(describe::describe_node(node, &names));
        }
    });
    Ok(Read { sentence: describe::describe(&segment, &names), row, segment: Some(segment), phrases })
}

fn told(now: &Read, before: Option<&Read>) -> SegmentVersion {
    let nothing = Vec::new();
    let earlier = before.map_or(&nothing, |b| &b.phrases);
    let added = without(&now.phrases, earlier);
    let removed = without(earlier, &now.phrases);
    SegmentVersion {
        version: now.row.version,
        name: now.row.name.clone(),
        saved_at: now.row.saved_at,
        sentence: now.sentence.clone(),
        renamed_from: before.filter(|b| b.row.name != now.row.name).map(|b| b.row.name.clone()),
        rearranged: before.is_some_and(|b| added.is_empty() && removed.is_empty() && b.segment != now.segment),
        // The first version is new as a whole: its sentence says it all.
        added: if before.is_some() { added } else { Vec::new() },
        removed,
    }
}

/// What is in `all` more often than in `taken`.
fn without(all: &[String], taken: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = taken.iter().collect();
    let mut out = Vec::new();
    for phrase in all {
        match left.iter().position(|t| *t == phrase) {
            Some(i) => {
                left.swap_remove(i);
            }
            None => out.push(phrase.clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::documents::{DocumentKind, save};
    use crate::api::testing::app;

    #[test]
    fn what_changed_is_said_in_words_and_an_earlier_one_comes_back_on_top() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let stage = |s: &str| json!({"type":"lifecycle","stages":[s]});
        let body =
            |how: &str, children: Vec<serde_json::Value>| json!({"version":1,"root":{"type":"group","match":how,"children":children}});
        let write = |id, name: &str, body| save(&app, DocumentKind::Segment, id, name, &body).unwrap().id;
        let id = write(None, "New ones", body("all", vec![stage("new")]));
        write(Some(id), "New and lapsed", body("any", vec![stage("new"), stage("lapsed")]));
        write(Some(id), "New and lapsed", body("all", vec![stage("new"), stage("lapsed")]));
        versions::bring_back(&app, DocumentKind::Segment, id, 1).unwrap();

        let all = list(&app, id).unwrap();
        let said: Vec<String> = all
            .iter()
            .map(|v| format!("{} {} was {:?} +{:?} -{:?} {}", v.version, v.name, v.renamed_from, v.added, v.removed, v.rearranged))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        4 New ones was Some("New and lapsed") +[] -["are at the stage “Lapsed”"] false
        3 New and lapsed was None +[] -[] true
        2 New and lapsed was Some("New ones") +["are at the stage “Lapsed”"] -[] false
        1 New ones was None +[] -[] false
        "#);
        let second = look(&app, id, 2).unwrap();
        assert_eq!((second.name.as_str(), second.count, second.of), ("New and lapsed", Some(0), 0));
        assert!(look(&app, id, 9).unwrap_err().message.contains("no version 9"));
    }
}
