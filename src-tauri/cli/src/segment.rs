//! `segment`: count, list, explain, describe, save and compare groups of people.
//!
//! A segment is named by its number, its saved name, a JSON file, or `-` for JSON on standard input.

use std::io::Read;
use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use regulars_core::api::documents::order::Arrange;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::segments::{
    self, Explanation, NodeCount, Order, PersonLine, SegmentAnswer, SortBy, StarterCard, Which, share, versions,
};
use regulars_core::api::{App, people};
use regulars_core::segments::explain::Explained;
use regulars_core::segments::{Segment as Definition, saved as kept};
use regulars_core::types::money::grouped;
use regulars_core::types::{Day, DocumentId, Error, Result};

use crate::out::{Out, table};
use crate::segment_beside::Beside;
use crate::segment_order;
use crate::shop::open;

#[derive(Subcommand)]
pub enum Segment {
    /// The saved segments with how many people each holds
    List {
        #[command(flatten)]
        as_of: AsOf,
        /// Only those in this folder
        #[arg(long, value_name = "NAME")]
        folder: Option<String>,
        /// Only archived ones; without it only those that are not
        #[arg(long)]
        archived: bool,
        /// Only those whose name or sentence holds these words
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// How many people are in it, in all and under each condition
    ///
    /// Example: echo '{"version":1,"root":{"type":"orders","measure":{"of":"count","compare":{"op":"at_least","value":2}}}}' |
    /// regulars-cli segment count -
    Count {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
        #[command(flatten)]
        as_of: AsOf,
    },
    /// The people in it
    Members {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
        #[command(flatten)]
        as_of: AsOf,
        /// How many to print, at most 1000
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: u32,
        /// How many to pass over
        #[arg(long, default_value_t = 0, value_name = "N")]
        offset: u32,
        #[arg(long, value_enum, default_value_t = By::Known)]
        sort: By,
        /// The largest or latest first
        #[arg(long)]
        descending: bool,
    },
    /// Why a person is in it, or not: true or false at each condition
    Explain {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
        /// The person's number or email address
        person: String,
        #[command(flatten)]
        as_of: AsOf,
    },
    /// The segment as a sentence
    Describe {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
    },
    /// The segment as a file for another shop: JSON with everything that its numbers stand for
    ///
    /// Example: regulars-cli segment show VIPs > vips.json
    Show {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
    },
    /// What a saved segment was at each saving, and what changed
    Versions {
        /// Its number or name
        segment: String,
    },
    /// Put saved segments into a folder, which is made when it is missing, or out of it
    Move {
        /// Their numbers or names
        #[arg(required = true)]
        segments: Vec<String>,
        #[arg(long, value_name = "NAME", required_unless_present = "out")]
        folder: Option<String>,
        /// Out of their folders
        #[arg(long, conflicts_with = "folder")]
        out: bool,
    },
    /// Move saved segments out of the way; they go on working wherever they are used
    Archive {
        /// Their numbers or names
        #[arg(required = true)]
        segments: Vec<String>,
        /// Bring them back out of the archive
        #[arg(long)]
        back: bool,
    },
    /// The folders of the segments
    Folders {
        /// Give the folder of this name another one
        #[arg(long, value_name = "NAME", requires = "to")]
        rename: Option<String>,
        #[arg(long, value_name = "NAME")]
        to: Option<String>,
        /// Remove the folder of this name; what is in it stays
        #[arg(long, value_name = "NAME", conflicts_with = "rename")]
        delete: Option<String>,
    },
    /// Save a definition under a name
    Save {
        name: String,
        /// A JSON file, or - for standard input
        definition: String,
        /// Save over the segment of that name
        #[arg(long)]
        replace: bool,
    },
    #[command(flatten)]
    Beside(Beside),
    /// Take a saved segment out of sight; `restore` brings it back
    Delete {
        /// Its number or name
        segment: String,
    },
    /// Bring a deleted segment back, or an earlier version of one
    Restore {
        /// Its number (or, with --version, its name)
        segment: String,
        /// Save this version anew, on top of the others
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// Ready segments to begin with
    Starters,
}

#[derive(Args, Clone, Copy)]
pub struct AsOf {
    /// Ask as of the end of a past day (2026-03-29) in the shop's time zone; today when not given
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    Known,
    Name,
    Orders,
    Spent,
    LastOrder,
}

impl Segment {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        match self {
            Self::List { as_of, folder, archived, search } => out
                .print(&segment_order::list(&app, as_of.as_of, folder.as_deref(), archived, search.as_deref())?, |all| {
                    segment_order::listed(all)
                }),
            Self::Show { segment } => {
                let (name, definition) = app.store().read(|r| segments::load(r, &which(&app, &segment)?))?;
                out.line(&share::text(&app, &name.unwrap_or_default(), &definition)?)
            }
            Self::Versions { segment } => out.print(&versions::list(&app, saved(&app, &segment)?)?, |all| segment_order::versions(all)),
            Self::Move { segments, folder, out: _ } => segment_order::put(&app, out, &all_saved(&app, &segments)?, folder.as_deref()),
            Self::Archive { segments, back } => {
                let change = if back { Arrange::Unarchive } else { Arrange::Archive };
                segment_order::arranged(&app, out, &all_saved(&app, &segments)?, change)
            }
            Self::Folders { rename, to, delete } => segment_order::folders(&app, out, rename.zip(to), delete),
            Self::Count { segment, as_of } => out.print(&segments::count(&app, &which(&app, &segment)?, as_of.as_of)?, counted),
            Self::Members { segment, as_of, limit, offset, sort, descending } => {
                let by = match sort {
                    By::Known => SortBy::Known,
                    By::Name => SortBy::Name,
                    By::Orders => SortBy::Orders,
                    By::Spent => SortBy::Spent,
                    By::LastOrder => SortBy::LastOrder,
                };
                let page = Order { by, descending, offset, limit };
                out.print(&segments::members(&app, &which(&app, &segment)?, as_of.as_of, &page)?, |m| listed(&m.people))
            }
            Self::Explain { segment, person, as_of } => {
                let person = people::named(&app, &person)?;
                out.print(&segments::explain(&app, &which(&app, &segment)?, person, as_of.as_of)?, explained)
            }
            Self::Describe { segment } => {
                let (_, definition) = app.store().read(|r| segments::load(r, &which(&app, &segment)?))?;
                out.print(&segments::sentence(&app, &definition)?, String::clone)
            }
            Self::Save { name, definition, replace } => {
                let definition = read_definition(&app, &definition)?;
                let body = serde_json::to_value(&definition).map_err(|e| Error::internal("It could not be saved.").caused_by(e))?;
                let there = if replace { saved_number(&app, &name)? } else { None };
                let document = documents::save(&app, DocumentKind::Segment, there, &name, &body)?;
                out.print(&document, |d| format!("Saved as number {}: “{}”.", d.id, d.name))
            }
            Self::Beside(x) => x.run(&app, out),
            Self::Delete { segment } => {
                let id = saved(&app, &segment)?;
                documents::delete(&app, DocumentKind::Segment, id)?;
                out.print(&id, |id| format!("Deleted. `regulars-cli segment restore {id}` brings it back."))
            }
            Self::Restore { segment, version: Some(version) } => {
                let document = documents::versions::bring_back(&app, DocumentKind::Segment, saved(&app, &segment)?, version)?;
                out.print(&document, |d| format!("“{}” is what it was in version {version}; the present one is kept too.", d.name))
            }
            Self::Restore { segment, version: None } => {
                let number = segment.parse().map_err(|_| Error::bad_input("A deleted segment is brought back by its number."))?;
                let document = documents::restore(&app, DocumentKind::Segment, DocumentId(number))?;
                out.print(&document, |d| format!("“{}” is back.", d.name))
            }
            Self::Starters => out.print(&segments::starters(&app)?, |all| {
                let rows: Vec<_> = all.iter().map(starter).collect();
                table(&["people", "name", "who", "why this number"], &rows)
            }),
        }
    }
}

/// Finds what a person may have meant: `-`, a saved number or name, or a file.
pub fn which(app: &App, text: &str) -> Result<Which> {
    if text != "-"
        && let Some(id) = saved_number(app, text)?
    {
        return Ok(Which::Saved { id });
    }
    if text == "-" || Path::new(text).exists() {
        return Ok(Which::Definition { definition: read_definition(app, text)? });
    }
    Err(Error::not_found(format!("There is no saved segment “{text}”, and no file of that name.")))
}

fn saved_number(app: &App, text: &str) -> Result<Option<DocumentId>> {
    app.store().read(|r| {
        if let Ok(number) = text.parse() {
            let id = DocumentId(number);
            return Ok(r.document(kept::KIND, id)?.map(|_| id));
        }
        Ok(r.document_named(kept::KIND, text.trim())?.map(|d| d.id))
    })
}

fn saved(app: &App, text: &str) -> Result<DocumentId> {
    saved_number(app, text)?.ok_or_else(|| Error::not_found(format!("There is no saved segment “{text}”.")))
}

fn all_saved(app: &App, texts: &[String]) -> Result<Vec<DocumentId>> {
    texts.iter().map(|t| saved(app, t)).collect()
}

/// A definition, or a file that another shop shared.
fn read_definition(app: &App, text: &str) -> Result<Definition> {
    if text != "-" {
        return Ok(share::open(app, Path::new(text))?.definition);
    }
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    Ok(share::parse(app, &json, "")?.definition)
}

/// The sentence, the total, and the tree with its counts.
fn counted(a: &SegmentAnswer) -> String {
    let mut lines =
        vec![a.sentence.clone(), format!("{} of {} people on {}", grouped(a.total.into()), grouped(a.of.into()), a.as_of), String::new()];
    let rows: Vec<_> = a.nodes.iter().map(|n| (format!("{}{}", "  ".repeat(n.path.len()), n.text), n)).collect();
    let width = rows.iter().map(|(t, _)| t.chars().count()).max().unwrap_or(0);
    lines.extend(rows.iter().map(|(text, node)| format!("{text:width$}  {}", numbers(node))));
    lines.join("\n")
}

fn numbers(node: &NodeCount) -> String {
    let mut out = node.count.map_or_else(|| "–".to_owned(), |n| grouped(n.into()));
    if let Some(unset) = node.unset {
        out.push_str(&format!("   ({} without a value)", grouped(unset.into())));
    }
    if let Some(note) = &node.note {
        out.push_str(&format!("   {note}"));
    }
    out
}

/// What is missing stands where the sentence would.
fn starter(s: &StarterCard) -> Vec<String> {
    let count = s.count.map_or_else(|| "–".to_owned(), |n| grouped(n.into()));
    match (&s.note, s.count) {
        (Some(missing), None) => vec![count, s.name.clone(), missing.clone(), String::new()],
        _ => vec![count, s.name.clone(), s.sentence.clone(), s.why.clone()],
    }
}

fn listed(people: &[PersonLine]) -> String {
    let row = |p: &PersonLine| {
        vec![
            p.id.to_string(),
            p.name.clone().unwrap_or_default(),
            p.email.clone().unwrap_or_default(),
            p.country.clone().unwrap_or_default(),
            grouped(p.orders.into()),
            p.spent.to_string(),
            p.last_order.map(|d| d.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    table(&["person", "name", "email", "country", "orders", "spent", "last order"], &rows)
}

fn explained(e: &Explanation) -> String {
    let mut lines = vec![e.sentence.clone(), format!("Person {} is {}in.", e.person, if e.is_in { "" } else { "not " }), String::new()];
    fn walk(x: &Explained, depth: usize, lines: &mut Vec<String>) {
        let sign = match x.holds {
            Some(true) => "yes",
            Some(false) => "no ",
            None => "–  ",
        };
        let indent = "  ".repeat(depth);
        let change = x.changes_on.map(|day| format!(" – changes on {day} if nothing else happens")).unwrap_or_default();
        lines.push(format!("{sign}  {indent}{}{change}", x.text));
        if let Some(p) = &x.proof {
            let figures: Vec<&str> = p.measured.iter().chain(&p.missing).map(String::as_str).collect();
            if !figures.is_empty() {
                lines.push(format!("       {indent}{}", figures.join(", ")));
            }
            lines.extend(p.rows.iter().map(|r| format!("       {indent}{}  {}", r.day, r.text)));
            if p.more > 0 {
                lines.push(format!("       {indent}and {} more", p.more));
            }
        }
        x.children.iter().for_each(|c| walk(c, depth + 1, lines));
    }
    walk(&e.tree, 0, &mut lines);
    lines.join("\n")
}
