//! `bench`: how long things take here, as a ratio to another program in the same run, because machines differ.
//!
//! `import.rs` against sqlite3, `emails/` against liquidjs and npm's mjml, `liquid/` against liquidjs, `segments/` against DuckDB; `made/` is the
//! shop of a million people (or fewer) for emails and segments, `node.rs` what runs in Node.

mod emails;
mod import;
mod liquid;
mod made;
mod node;
mod segments;

use clap::Subcommand;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Subcommand)]
pub enum Bench {
    /// An email filled in, compiled, checked for everybody and previewed, against liquidjs and mjml
    Emails(emails::BenchEmails),
    /// Import a file, against `sqlite3 .import` of the same rows, by turns
    Import(import::BenchImport),
    /// Fill an email's HTML in for a thousand people, against liquidjs
    Liquid(liquid::BenchLiquid),
    /// Twelve segments of a shop of a million people, against DuckDB on the same rows
    Segments(segments::BenchSegments),
}

impl Bench {
    pub fn run(self, out: Out) -> Result<()> {
        match self {
            Self::Emails(x) => x.run(out),
            Self::Import(x) => x.run(out),
            Self::Liquid(x) => x.run(out),
            Self::Segments(x) => x.run(out),
        }
    }
}

/// The lower of the two middle ones of an even number.
fn percentile(mut all: Vec<f64>, percent: usize) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0.0)
}

/// A line of this process's status in MB; 0 where the system does not tell.
fn memory(line: &str) -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = text.lines().find_map(|l| l.strip_prefix(line)).and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
    found.unwrap_or(0.0) / 1024.0
}
