//! `insights`.

use std::path::Path;

use clap::Subcommand;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Subcommand)]
pub enum Insights {}

impl Insights {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        match self {}
    }
}
