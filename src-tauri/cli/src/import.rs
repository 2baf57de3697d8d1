//! `import`.

use std::path::Path;

use clap::Args;
use regulars_core::types::Result;

use crate::out::Out;

#[derive(Args)]
pub struct Import {}

impl Import {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        Ok(())
    }
}
