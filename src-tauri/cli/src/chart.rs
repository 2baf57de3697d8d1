//! `chart`: a picture of the shop as an SVG file.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use regulars_core::api::experiments::{self, ResultsFrom};
use regulars_core::api::insights::{self, ChartName};
use regulars_core::charts::Skin;
use regulars_core::types::{Day, Error, Result};

use crate::out::Out;
use crate::shop;

#[derive(Args)]
pub struct Chart {
    #[arg(value_enum)]
    name: Name,
    /// Where to write the picture
    #[arg(short, long, value_name = "FILE.svg")]
    output: PathBuf,
    /// As of the end of this day, e.g. 2026-03-29; without it, today
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    /// The results of a test, as for `experiment analyse`
    #[arg(long, value_name = "FILE.csv", required_if_eq("name", "experiment"))]
    results: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// What came in each month, less what went back
    Revenue,
    /// People by how recently and how often they buy
    Rfm,
    /// People by where they stand with the shop
    Lifecycle,
    /// How many of each month's newcomers bought again
    Cohorts,
    /// What was expected of people, beside what came
    Value,
    /// The result of an A/B test (with --results)
    Experiment,
}

impl Chart {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let name = match self.name {
            Name::Revenue => ChartName::Revenue,
            Name::Rfm => ChartName::Rfm,
            Name::Lifecycle => ChartName::Lifecycle,
            Name::Cohorts => ChartName::Cohorts,
            Name::Value => ChartName::Value,
            Name::Experiment => return self.experiment(db, out),
        };
        let picture = insights::chart(&*shop::open(db)?, name, self.as_of, Skin::File)?;
        std::fs::write(&self.output, &picture.svg).map_err(|e| Error::file("write", &self.output, e))?;
        let told = serde_json::json!({ "file": self.output, "title": picture.title, "description": picture.description });
        out.print(&told, |_| format!("{}. {}\nWritten to {}.", picture.title, picture.description, self.output.display()))
    }
    fn experiment(self, db: &Path, out: Out) -> Result<()> {
        let from = ResultsFrom::File { path: self.results.unwrap_or_default() };
        let reading = experiments::read(&*shop::open(db)?, &from, &[])?;
        let svg = experiments::chart_file(&reading.readout)?;
        std::fs::write(&self.output, svg).map_err(|e| Error::file("write", &self.output, e))?;
        let verdict = &reading.readout.verdict;
        let told = serde_json::json!({ "file": self.output, "title": verdict.headline, "description": verdict.text });
        out.print(&told, |_| format!("{} {}\nWritten to {}.", verdict.headline, verdict.text, self.output.display()))
    }
}
