//! `segment`: count, list, explain, describe, save and compare groups of people.
//!
//! A segment is named by its number, its saved name, a JSON file, or `-` for JSON on standard input.

use std::io::Read;
use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::segments::{self, Explanation, NodeCount, Order, PersonLine, SegmentAnswer, SortBy, Which};
use regulars_core::api::{App, people};
use regulars_core::segments::explain::Explained;
use regulars_core::segments::{Segment as Definition, saved};
use regulars_core::types::money::grouped;
use regulars_core::types::{Day, DocumentId, Error, Result};

use crate::out::{Out, table};
use crate::segment_beside::Beside;
use crate::shop::open;

#[derive(Subcommand)]
pub enum Segment {
    /// The saved segments with how many people each holds
    List(#[command(flatten)] AsOf),
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
    /// Bring a deleted segment back
    Restore {
        /// Its number
        number: i64,
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
            Self::List(AsOf { as_of }) => out.print(&segments::list(&app, as_of)?, |all| {
                let count = |s: &segments::SegmentRow| s.count.map_or_else(String::new, |n| grouped(n.into()));
                let rows: Vec<_> = all
                    .iter()
                    .map(|s| vec![s.id.to_string(), count(s), s.name.clone(), s.problem.clone().unwrap_or_else(|| s.sentence.clone())])
                    .collect();
                if rows.is_empty() {
                    "No segment is saved yet. `regulars-cli segment starters` shows some to begin with.".to_owned()
                } else {
                    table(&["number", "people", "name", "who"], &rows)
                }
            }),
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
                let definition = read_definition(&definition)?;
                let body = serde_json::to_value(&definition).map_err(|e| Error::internal("It could not be saved.").caused_by(e))?;
                let there = if replace { saved_number(&app, &name)? } else { None };
                let document = documents::save(&app, DocumentKind::Segment, there, &name, &body)?;
                out.print(&document, |d| format!("Saved as number {}: “{}”.", d.id, d.name))
            }
            Self::Beside(x) => x.run(&app, out),
            Self::Delete { segment } => {
                let id =
                    saved_number(&app, &segment)?.ok_or_else(|| Error::not_found(format!("There is no saved segment “{segment}”.")))?;
                documents::delete(&app, DocumentKind::Segment, id)?;
                out.print(&id, |id| format!("Deleted. `regulars-cli segment restore {id}` brings it back."))
            }
            Self::Restore { number } => {
                let document = documents::restore(&app, DocumentKind::Segment, DocumentId(number))?;
                out.print(&document, |d| format!("“{}” is back.", d.name))
            }
            Self::Starters => out.print(&segments::starters(&app)?, |all| {
                let rows: Vec<_> = all.iter().map(|s| vec![grouped(s.count.into()), s.name.clone(), s.sentence.clone()]).collect();
                table(&["people", "name", "who"], &rows)
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
        return Ok(Which::Definition { definition: read_definition(text)? });
    }
    Err(Error::not_found(format!("There is no saved segment “{text}”, and no file of that name.")))
}

fn saved_number(app: &App, text: &str) -> Result<Option<DocumentId>> {
    app.store().read(|r| {
        if let Ok(number) = text.parse() {
            let id = DocumentId(number);
            return Ok(r.document(saved::KIND, id)?.map(|_| id));
        }
        Ok(r.document_named(saved::KIND, text.trim())?.map(|d| d.id))
    })
}

fn read_definition(text: &str) -> Result<Definition> {
    let mut json = String::new();
    if text == "-" {
        std::io::stdin().read_to_string(&mut json).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    } else {
        let path = Path::new(text);
        json = std::fs::read_to_string(path).map_err(|e| Error::file("read", path, e))?;
    }
    Definition::parse_text(&json)
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
        lines.push(format!("{sign}  {}{}", "  ".repeat(depth), x.text));
        x.children.iter().for_each(|c| walk(c, depth + 1, lines));
    }
    walk(&e.tree, 0, &mut lines);
    lines.join("\n")
}
