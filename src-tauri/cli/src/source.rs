//! `source`.

use std::path::Path;

use clap::Subcommand;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Subcommand)]
pub enum Source {}

impl Source {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        match self {}
    }
}

#[derive(clap::Args)]
pub struct Sync {}

impl Sync {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        Ok(())
    }
}
