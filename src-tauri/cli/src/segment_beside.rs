//! `segment history`, `changes` and `overlap`: what stands beside a segment.

use std::path::PathBuf;

use clap::Subcommand;
use regulars_core::api::App;
use regulars_core::api::segments::{self, Change, Movers, Overlaps, Which};
use regulars_core::charts::Skin;
use regulars_core::segments::size::told;
use regulars_core::types::money::grouped;
use regulars_core::types::{DocumentId, Error, Result};

use crate::out::{Out, table};
use crate::segment::{AsOf, which};

#[derive(Subcommand)]
pub enum Beside {
    /// How many people were in it at the end of each of the last 52 weeks
    History {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
        #[command(flatten)]
        as_of: AsOf,
        /// Draw it as well
        #[arg(short, long, value_name = "FILE.svg")]
        output: Option<PathBuf>,
    },
    /// Who came in and who went out lately
    Changes {
        /// A number, a saved name, a JSON file, or - for standard input
        segment: String,
        /// Since so many days ago
        #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
        #[command(flatten)]
        as_of: AsOf,
    },
    /// How two to six segments lie to each other
    Overlap {
        first: String,
        second: String,
        /// Saved segments, by number or name
        more: Vec<String>,
        #[command(flatten)]
        as_of: AsOf,
    },
    /// For each audience it was exported to: who is new since, and who is not in it any more
    SinceExport {
        /// A saved segment's number or name
        segment: String,
    },
}

impl Beside {
    pub fn run(self, app: &App, out: Out) -> Result<()> {
        match self {
            Self::History { segment, as_of, output } => {
                let points = segments::history(app, &which(app, &segment)?, as_of.as_of)?;
                if let Some(file) = &output {
                    let picture = segments::history_chart(&points, Skin::File)?;
                    std::fs::write(file, &picture.svg).map_err(|e| Error::file("write", file, e))?;
                }
                out.print(&points, |points| {
                    let rows: Vec<_> =
                        points.iter().map(|p| vec![p.day.to_string(), grouped(p.people.into()), grouped(p.of.into())]).collect();
                    format!("{}\n\n{}", told(points), table(&["day", "people", "of"], &rows))
                })
            }
            Self::Changes { segment, days, as_of } => {
                out.print(&segments::change(app, &which(app, &segment)?, as_of.as_of, days)?, changed)
            }
            Self::Overlap { first, second, more, as_of } if more.is_empty() => {
                let overlap = segments::overlap(app, &which(app, &first)?, &which(app, &second)?, as_of.as_of)?;
                out.print(&overlap, |o| {
                    let row = |what: &str, n: u32| vec![what.to_owned(), grouped(n.into())];
                    let rows = [row(&first, o.first), row(&second, o.second), row("both", o.both), row("only the first", o.only_first)];
                    let last = [row("only the second", o.only_second), row("everyone", o.of)];
                    table(&["", "people"], &[&rows[..], &last[..]].concat())
                })
            }
            Self::Overlap { first, second, more, as_of } => {
                let others = std::iter::once(&second).chain(&more).map(|text| saved(app, text)).collect::<Result<Vec<_>>>()?;
                let overlaps = segments::overlaps(app, &which(app, &first)?, None, Some(&others), as_of.as_of)?;
                out.print(&overlaps, overlapping)
            }
            Self::SinceExport { segment } => {
                let id = saved(app, &segment)?;
                out.print(&segments::since_export(app, id, &Which::Saved { id })?, |all| {
                    let row = |e: &segments::SinceExport| {
                        let place = if e.tags.is_empty() { e.audience.clone() } else { format!("{} ({})", e.audience, e.tags.join(", ")) };
                        let at = e.at.to_utc().format("%Y-%m-%d %H:%M").to_string();
                        vec![at, place, grouped(e.sent.into()), grouped(e.entered.people.into()), grouped(e.left.people.into())]
                    };
                    let rows: Vec<_> = all.iter().map(row).collect();
                    if rows.is_empty() {
                        "It was never exported.".to_owned()
                    } else {
                        table(&["exported (UTC)", "audience", "sent", "new since", "not in it any more"], &rows)
                    }
                })
            }
        }
    }
}

fn saved(app: &App, text: &str) -> Result<DocumentId> {
    match which(app, text)? {
        Which::Saved { id } => Ok(id),
        Which::Definition { .. } => {
            Err(Error::bad_input(format!("“{text}” is a file. Save it first: only saved segments can be compared here.")))
        }
    }
}

fn changed(c: &Change) -> String {
    let mut lines = vec![format!("{} people on {}, {} on {}.", grouped(c.before.into()), c.since, grouped(c.now.into()), c.as_of)];
    let mut side = |what: &str, m: &Movers| {
        lines.push(String::new());
        lines.push(format!("{what}: {}", grouped(m.people.into())));
        for p in &m.listed {
            let name = p.name.as_deref().or(p.email.as_deref()).unwrap_or("");
            lines.push(format!("  {}  {name}  {}", p.id, p.spent));
        }
        if m.people as usize > m.listed.len() {
            lines.push(format!("  … and {} more", m.people as usize - m.listed.len()));
        }
    };
    side("Came in", &c.entered);
    side("Went out", &c.left);
    if let (Some(leaving), Some(coming)) = (&c.leaving, &c.coming) {
        side("Will go out as the days pass", leaving);
        side("Will come in as the days pass", coming);
    }
    lines.join("\n")
}

fn overlapping(o: &Overlaps) -> String {
    let names: Vec<String> = o.sets.iter().map(|s| format!("{} ({})", s.name, grouped(s.people.into()))).collect();
    let row = |within: &[bool], n: u32| {
        within.iter().map(|w| if *w { "yes" } else { "" }.to_owned()).chain([grouped(n.into())]).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = o.parts.iter().map(|p| row(&p.within, p.people)).collect();
    rows.push(row(&vec![false; names.len()], o.in_none));
    let heads: Vec<&str> = names.iter().map(String::as_str).chain(["people"]).collect();
    table(&heads, &rows)
}
