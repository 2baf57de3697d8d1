//! `bench`: how long things take here, as a ratio to another program in the same run, because machines differ.
//!
//! `import.rs` against sqlite3, `liquid/` against liquidjs, `segments/` against DuckDB; `made/` is the shop of a million people for the latter.

mod import;
mod liquid;
mod made;
mod segments;

use clap::Subcommand;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Subcommand)]
pub enum Bench {
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
            Self::Import(x) => x.run(out),
            Self::Liquid(x) => x.run(out),
            Self::Segments(x) => x.run(out),
        }
    }
}
