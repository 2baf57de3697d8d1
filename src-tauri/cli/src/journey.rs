//! `journey`: the map of who is where on their way, and the definitions behind it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::journeys::{self, JourneyMap};
use regulars_core::types::{Day, DocumentId, Error, Result, money::grouped};

use crate::out::{Out, table};
use crate::shop::open;

#[derive(Subcommand)]
pub enum Journey {
    /// The journeys: the built-in one and those that were saved
    List,
    /// How many people are in each stage, and how they moved in the last 30 days
    ///
    /// Example: regulars-cli journey map --as-of 2026-06-30
    Map {
        /// As of this day instead of today
        #[arg(long, value_name = "DAY")]
        as_of: Option<Day>,
        /// A saved journey's number (see `journey list`); the built-in one when not given
        #[arg(long, value_name = "NUMBER")]
        journey: Option<i64>,
    },
    /// Print a journey's definition as JSON, to be edited and saved
    Show {
        /// A saved journey's number; the built-in one when not given
        number: Option<i64>,
    },
    /// Save a definition under a name
    Save {
        /// A JSON file; see `regulars-cli schema journey`
        file: PathBuf,
        #[arg(long, value_name = "NAME")]
        name: String,
    },
}

impl Journey {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        match self {
            Self::List => out.print(&journeys::list(&app)?, |all| {
                let number = |id: Option<DocumentId>| id.map_or("built in".to_owned(), |id| id.to_string());
                let rows: Vec<_> = all.iter().map(|j| vec![number(j.id), j.name.clone(), j.stages.join(", ")]).collect();
                table(&["number", "name", "stages"], &rows)
            }),
            Self::Map { as_of, journey } => out.print(&journeys::map(&app, journey.map(DocumentId), as_of)?, told),
            Self::Show { number } => {
                let (_, journey) = journeys::load(&app, number.map(DocumentId))?;
                let text = serde_json::to_string_pretty(&journey);
                out.line(&text.map_err(|e| Error::internal("The journey could not be written as JSON.").caused_by(e))?)
            }
            Self::Save { file, name } => {
                let text = std::fs::read_to_string(&file).map_err(|e| Error::file("read", &file, e))?;
                let body = serde_json::from_str(&text).map_err(|e| Error::bad_input(format!("{} is not JSON: {e}.", file.display())))?;
                let saved = documents::save(&app, DocumentKind::Journey, None, &name, &body)?;
                out.print(&saved, |s| format!("Saved “{}” as number {}.", s.name, s.id))
            }
        }
    }
}

fn told(map: &JourneyMap) -> String {
    let count = |n: u32| grouped(n.into());
    let rows: Vec<_> = map
        .stages
        .iter()
        .map(|s| {
            let share = s.share.map_or(String::new(), |x| format!("{:.1}%", x * 100.0));
            vec![s.name.clone(), count(s.people), share, count(s.before), count(s.arrived), count(s.moved_on), count(s.moved_back)]
        })
        .collect();
    let heads = ["stage", "people", "share", "30 days ago", "new to the shop", "moved on", "moved back"];
    let mut out = vec![format!("{}: {} people on {}", map.name, count(map.everyone), map.as_of), String::new(), table(&heads, &rows)];
    let name = |i: Option<u32>| i.and_then(|i| map.stages.get(i as usize)).map_or("no stage", |s| s.name.as_str());
    let mut moves = map.moves.clone();
    moves.sort_by_key(|m| std::cmp::Reverse(m.people));
    if !moves.is_empty() {
        let rows: Vec<_> = moves.iter().map(|m| vec![count(m.people), format!("{} to {}", name(m.from), name(m.to))]).collect();
        out.extend([String::new(), format!("Since {}", map.since), table(&["people", "went from"], &rows)]);
    }
    if map.overlapping > 0 {
        out.push(format!("{} are held by more than one stage, and counted in the furthest.", people(map.overlapping)));
    }
    if map.nowhere > 0 {
        out.push(format!("{} are in no stage.", people(map.nowhere)));
    }
    out.join("\n")
}

fn people(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.into())) }
}
