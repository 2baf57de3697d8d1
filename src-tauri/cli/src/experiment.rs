//! `experiment`: plan before, analyse after, and what was saved.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::experiments::{self, Reading, ResultsFrom};
use regulars_core::experiments::plan::Planned;
use regulars_core::types::{Error, Result, money::grouped};

use crate::out::{Out, table};
use crate::shop::open;

#[derive(Subcommand)]
pub enum Experiment {
    /// What can these people show? The smallest lift that a test would find, and the people each wish takes
    ///
    /// Example: regulars-cli experiment plan --base-rate 4% --people 2000
    Plan {
        /// What usually happens: the share of people who convert, such as 4% or 0.04
        #[arg(long, value_name = "SHARE", value_parser = share)]
        base_rate: f64,
        /// How many people take part, both groups together
        #[arg(long, value_name = "N")]
        people: u64,
    },
    /// Read the result of a test from a CSV file
    ///
    /// Either totals (columns variant, sent, converted and, if there is money, revenue and sd) or a row a person (variant,
    /// converted as 0 or 1, revenue). Example: regulars-cli experiment analyse results.csv --planned 50:50 --chart out.svg
    Analyse {
        /// The file; - for standard input
        file: PathBuf,
        /// The shares that were planned, in the order of the variants; equal when not given
        #[arg(long, value_name = "50:50", value_parser = weights)]
        planned: Option<Weights>,
        /// Also draw it, into this SVG file
        #[arg(long, value_name = "FILE")]
        chart: Option<PathBuf>,
        /// Also save it under this name
        #[arg(long, value_name = "NAME")]
        save: Option<String>,
    },
    /// Divide the people of a segment fairly, as CSV: email and variant
    ///
    /// By the experiment's name and the person's address, so the same person always gets the same variant. Example:
    /// regulars-cli experiment assign "Spring sale" vips --variants control,discount --planned 50:50 > groups.csv
    Assign {
        /// The experiment's name; another name divides the same people anew
        name: String,
        /// A segment: a number, a saved name, a JSON file, or - for standard input
        segment: String,
        /// The variants' names
        #[arg(long, value_delimiter = ',', required = true, value_name = "A,B")]
        variants: Vec<String>,
        /// The shares, in the order of the variants; equal when not given
        #[arg(long, value_name = "50:50", value_parser = weights)]
        planned: Option<Weights>,
        /// Also note down who got which variant, so that segments can ask for it; the first time counts
        #[arg(long)]
        record: bool,
    },
    /// The saved experiments
    List,
    /// Read a saved experiment again
    Show {
        /// Its name or number
        name: String,
    },
}

#[derive(Clone)]
pub struct Weights(Vec<f64>);

impl Experiment {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        match self {
            Self::Plan { base_rate, people } => out.print(&experiments::plan(base_rate, people)?, told_plan),
            Self::Analyse { file, planned, chart, save } => {
                let app = open(db)?;
                let from = source(&file)?;
                let reading = experiments::read(&app, &from, &planned.map(|w| w.0).unwrap_or_default())?;
                if let Some(path) = chart {
                    let svg = experiments::chart_file(&reading.readout)?;
                    std::fs::write(&path, svg).map_err(|e| Error::file("write", &path, e))?;
                    out.note(&format!("The chart is in {}.", path.display()));
                }
                if let Some(name) = save {
                    let body =
                        serde_json::to_value(&reading.experiment).map_err(|e| Error::internal("It could not be saved.").caused_by(e))?;
                    let saved = documents::save(&app, DocumentKind::Experiment, None, &name, &body)?;
                    out.note(&format!("Saved as “{}”.", saved.name));
                }
                out.print(&Printed::of(&reading), |_| told(&reading))
            }
            Self::Assign { name, segment, variants, planned, record } => {
                let app = open(db)?;
                let which = crate::segment::which(&app, &segment)?;
                let weights = planned.map(|w| w.0).unwrap_or_default();
                let groups = experiments::assign(&app, &name, &which, &variants, &weights, record)?;
                if let Some(n) = groups.recorded {
                    let people = if n == 1 { "1 person was".to_owned() } else { format!("{} people were", grouped(n.into())) };
                    out.note(&format!("{people} noted down with their variant. Whoever had one of this experiment keeps it."));
                }
                if groups.without_address > 0 {
                    let people =
                        if groups.without_address == 1 { "1 person has" } else { &format!("{} people have", groups.without_address) };
                    out.note(&format!("{people} no email address and got no variant."));
                }
                out.print(&groups, |g| g.csv.clone())
            }
            Self::List => {
                let all = documents::list(&*open(db)?, DocumentKind::Experiment)?;
                out.print(&all, |all| {
                    let rows: Vec<_> = all.iter().map(|d| vec![d.id.to_string(), d.name.clone(), d.updated_at.to_rfc3339()]).collect();
                    if rows.is_empty() { "No experiment is saved yet.".to_owned() } else { table(&["number", "name", "saved"], &rows) }
                })
            }
            Self::Show { name } => {
                let (_, reading) = experiments::saved(&*open(db)?, &name)?;
                out.print(&Printed::of(&reading), |_| told(&reading))
            }
        }
    }
}

/// What `--json` prints: the figures and the words, without the picture for the window.
#[derive(serde::Serialize)]
struct Printed<'a> {
    experiment: &'a regulars_core::experiments::Experiment,
    readout: &'a regulars_core::experiments::Readout,
}

impl<'a> Printed<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self { experiment: &reading.experiment, readout: &reading.readout }
    }
}

fn source(file: &Path) -> Result<ResultsFrom> {
    if file.as_os_str() != "-" {
        return Ok(ResultsFrom::File { path: file.to_owned() });
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    Ok(ResultsFrom::Text { text })
}

fn told(reading: &Reading) -> String {
    let r = &reading.readout;
    let percent = |x: f64| format!("{:.2}%", x * 100.0);
    let rows: Vec<_> = r
        .variants
        .iter()
        .map(|v| {
            vec![
                v.name.clone(),
                grouped(v.sent),
                grouped(v.converted),
                percent(v.rate.value),
                format!("{} to {}", percent(v.rate.low), percent(v.rate.high)),
                v.revenue.map_or(String::new(), |m| m.to_string()),
            ]
        })
        .collect();
    let mut out = vec![r.verdict.headline.clone(), r.verdict.text.clone(), String::new()];
    if r.split.blocking {
        out.push("What usually lies behind it:".to_owned());
        out.extend(r.split.causes.iter().map(|c| format!("- {c}")));
        return out.join("\n");
    }
    out.push(table(&["variant", "people", "converted", "rate", "95% interval", "revenue"], &rows));
    for c in &r.comparisons {
        out.push(String::new());
        out.extend([&c.p_sentence, &c.lift_sentence, &c.rise_sentence].map(Clone::clone));
        out.extend(c.revenue.iter().map(|x| x.sentence.clone()));
    }
    out.push(String::new());
    out.push(r.split.sentence.clone());
    out.extend(r.warnings.iter().map(|w| format!("Careful: {}", w.sentence)));
    out.join("\n")
}

fn told_plan(p: &Planned) -> String {
    let rows: Vec<_> = p
        .needed
        .iter()
        .map(|n| {
            let people = n.people.map_or("cannot be".to_owned(), grouped);
            vec![format!("+{:.0}%", n.lift * 100.0), format!("{:.2}%", n.rate * 100.0), people]
        })
        .collect();
    format!("{}\n\n{}", p.sentence, table(&["wished lift", "rate", "people in all"], &rows))
}

fn share(text: &str) -> std::result::Result<f64, String> {
    let (number, by) = text.trim().strip_suffix('%').map_or((text, 100.0), |n| (n, 1.0));
    let value: f64 = number.trim().replace(',', ".").parse().map_err(|_| format!("“{text}” is not a share; write 4% or 0.04"))?;
    Ok(value * by / 100.0)
}

fn weights(text: &str) -> std::result::Result<Weights, String> {
    let parts: Option<Vec<f64>> = text.split([':', '/', ',']).map(|p| p.trim().trim_end_matches('%').parse().ok()).collect();
    parts.map(Weights).ok_or_else(|| format!("“{text}” are not shares; write them as 50:50 or 70:20:10"))
}
