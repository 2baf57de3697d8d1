//! `people`.

use std::path::Path;

use clap::Subcommand;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Subcommand)]
pub enum People {}

impl People {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        match self {}
    }
}
