//! `chart`.

use std::path::Path;

use clap::Args;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Args)]
pub struct Chart {}

impl Chart {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        Ok(())
    }
}
