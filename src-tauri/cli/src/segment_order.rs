//! `segment list | move | archive | folders | versions`: order among saved segments, and what they were before.

use regulars_core::api::App;
use regulars_core::api::documents::DocumentKind;
use regulars_core::api::documents::order::{self, Arrange, Folder};
use regulars_core::api::segments::versions::SegmentVersion;
use regulars_core::api::segments::{self, SegmentRow};
use regulars_core::types::money::grouped;
use regulars_core::types::{Day, DocumentId, Error, FolderId, Result};

use crate::out::{Out, table};

const KIND: DocumentKind = DocumentKind::Segment;

pub fn list(app: &App, as_of: Option<Day>, folder: Option<&str>, archived: bool, search: Option<&str>) -> Result<Vec<SegmentRow>> {
    let folder = folder.map(|name| named(app, name)).transpose()?;
    let words: Vec<String> = search.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let mut all = segments::list(app, as_of)?;
    all.retain(|s| {
        let text = format!("{} {}", s.name, s.sentence).to_lowercase();
        s.archived == archived && folder.is_none_or(|f| s.folder == Some(f)) && words.iter().all(|w| text.contains(w))
    });
    Ok(all)
}

pub fn listed(all: &[SegmentRow]) -> String {
    let count = |s: &SegmentRow| s.count.map_or_else(String::new, |n| grouped(n.into()));
    let row = |s: &SegmentRow| {
        let who = s.problem.clone().unwrap_or_else(|| s.sentence.clone());
        vec![s.id.to_string(), count(s), s.name.clone(), who]
    };
    if all.is_empty() {
        return "There is no such segment. `regulars-cli segment starters` shows some to begin with.".to_owned();
    }
    table(&["number", "people", "name", "who"], &all.iter().map(row).collect::<Vec<_>>())
}

/// Into the folder of this name, which is made when it is missing; `None`: out of their folders.
pub fn put(app: &App, out: Out, ids: &[DocumentId], folder: Option<&str>) -> Result<()> {
    let folder = match folder {
        Some(name) => Some(match find(app, name)? {
            Some(id) => id,
            None => order::save_folder(app, KIND, None, name)?.id,
        }),
        None => None,
    };
    arranged(app, out, ids, Arrange::Folder { folder })
}

pub fn arranged(app: &App, out: Out, ids: &[DocumentId], change: Arrange) -> Result<()> {
    order::arrange(app, KIND, ids, change)?;
    let done = match change {
        Arrange::Folder { folder: Some(_) } => "in the folder",
        Arrange::Folder { folder: None } => "in no folder",
        Arrange::Archive => "archived",
        Arrange::Unarchive => "out of the archive",
        Arrange::Delete => "deleted",
        Arrange::Restore => "back",
    };
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    out.print(&ids, |ids| if ids.len() == 1 { format!("1 segment is {done}.") } else { format!("{} segments are {done}.", ids.len()) })
}

pub fn folders(app: &App, out: Out, rename: Option<(String, String)>, delete: Option<String>) -> Result<()> {
    if let Some((from, to)) = rename {
        order::save_folder(app, KIND, Some(named(app, &from)?), &to)?;
    }
    if let Some(name) = delete {
        order::delete_folder(app, KIND, named(app, &name)?)?;
    }
    let row = |f: &Folder| f.name.clone();
    out.print(&order::folders(app, KIND)?, |all| {
        if all.is_empty() { "There are no folders.".to_owned() } else { all.iter().map(row).collect::<Vec<_>>().join("\n") }
    })
}

pub fn versions(all: &[SegmentVersion]) -> String {
    let mut out = Vec::new();
    for v in all {
        out.push(format!("version {}  {}  “{}”", v.version, v.saved_at.to_rfc3339(), v.name));
        out.push(format!("  {}", v.sentence));
        out.extend(v.renamed_from.iter().map(|n| format!("  was called “{n}”")));
        out.extend(v.added.iter().map(|p| format!("  + {p}")));
        out.extend(v.removed.iter().map(|p| format!("  − {p}")));
        out.extend(v.rearranged.then(|| "  the same conditions, joined in another way".to_owned()));
    }
    out.join("\n")
}

fn find(app: &App, name: &str) -> Result<Option<FolderId>> {
    let name = name.trim().to_lowercase();
    Ok(order::folders(app, KIND)?.into_iter().find(|f| f.name.to_lowercase() == name).map(|f| f.id))
}

fn named(app: &App, name: &str) -> Result<FolderId> {
    find(app, name)?.ok_or_else(|| Error::not_found(format!("There is no folder “{name}”. `segment folders` lists them.")))
}
