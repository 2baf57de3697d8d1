//! `schema`: the published form of the documents that Regulars saves.

use std::path::Path;

use clap::{Args, ValueEnum};
use regulars_core::emails;
use regulars_core::experiments;
use regulars_core::journeys;
use regulars_core::segments;
use regulars_core::types::{Error, Result};

use crate::out::Out;

#[derive(Clone, Copy, ValueEnum)]
pub enum Name {
    Email,
    Experiment,
    Journey,
    Segment,
}

#[derive(Args)]
pub struct Schema {
    /// Whose form
    name: Name,
}

impl Schema {
    pub fn run(self, _db: &Path, out: Out) -> Result<()> {
        let schema = match self.name {
            Name::Email => emails::definition::schema(),
            Name::Experiment => experiments::definition::schema(),
            Name::Journey => journeys::definition::schema(),
            Name::Segment => segments::definition::schema(),
        };
        let text =
            serde_json::to_string_pretty(&schema).map_err(|e| Error::internal("The schema could not be written as JSON.").caused_by(e))?;
        out.line(&text)
    }
}
