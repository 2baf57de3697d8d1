//! `bench segments`: twelve segments of a made shop, answered by us and by DuckDB from the same rows in the same run.
//!
//! Start with `BenchSegments::run`. Making the shop, our side (`measure.rs`) and theirs (`duckdb.rs`, `theirs.py`) are
//! processes of their own, one after the other: none warms another's caches, and the memory that is read is of one job.
//! The two sides must give the same people for each question, or the bench fails: other answers have no times.

mod duckdb;
mod export;
mod measure;
mod questions;
mod report;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::{Args, ValueEnum};
use regulars_core::types::money::grouped;
use regulars_core::types::{Error, Result};

use super::made;
use crate::out::Out;
use measure::Ours;
use report::Report;

/// Goes up when the made shop changes in any way, so that an older file is not taken for the present one.
const SHAPE: u32 = 1;

#[derive(Args)]
pub struct BenchSegments {
    /// How many people the made shop has; orders, lines and email events grow with them
    #[arg(long, default_value_t = 1_000_000)]
    people: u32,
    /// Another seed makes another shop of the same kind
    #[arg(long, default_value_t = made::SEED)]
    seed: u64,
    /// Where the made shop is kept for the next time
    #[arg(long, default_value = "target/bench", value_name = "FOLDER")]
    dir: PathBuf,
    /// A Python that has the duckdb package; without it, one is set up in the folder
    #[arg(long, value_name = "PYTHON")]
    duckdb: Option<PathBuf>,
    /// Only our side, and no second opinion on the answers
    #[arg(long)]
    only_ours: bool,
    /// One step alone, in this process
    #[arg(long, value_enum, hide = true)]
    step: Option<Step>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Step {
    Make,
    Measure,
}

/// A made shop's file; made when it is not there yet.
pub fn made_shop(dir: &Path, people: u32) -> Result<PathBuf> {
    let bench = BenchSegments { people, seed: made::SEED, dir: dir.to_owned(), duckdb: None, only_ours: true, step: None };
    let file = bench.file();
    bench.there(&file)?;
    Ok(file)
}

impl BenchSegments {
    pub fn run(self, out: Out) -> Result<()> {
        let file = self.file();
        match self.step {
            Some(Step::Make) => return self.make(&file),
            Some(Step::Measure) => return out.print(&measure::measure(&file)?, |_| String::new()),
            None => {}
        }
        self.there(&file)?;
        let theirs = if self.only_ours { Err("not asked".to_owned()) } else { duckdb::ready(&self.dir, &file, self.duckdb.as_deref()) };
        eprintln!("Asking Regulars …");
        let ours: Ours = serde_json::from_str(&self.child(Step::Measure)?)
            .map_err(|e| Error::internal("The measuring process printed something else than its figures.").caused_by(e))?;
        let theirs = theirs.and_then(|desk| {
            eprintln!("Asking DuckDB …");
            desk.ask().map_err(|e| e.message)
        });
        let report = Report::of(ours, theirs)?;
        out.print(&report, Report::text)
    }

    /// Makes the shop when it is not there yet.
    fn there(&self, file: &Path) -> Result<()> {
        std::fs::create_dir_all(&self.dir).map_err(|e| Error::file("make the folder", &self.dir, e))?;
        if !file.exists() {
            eprintln!("Making a shop of {} people in {} (kept for the next time) …", grouped(self.people.into()), file.display());
            let began = Instant::now();
            self.child(Step::Make)?;
            eprintln!("Made in {:.0} s.", began.elapsed().as_secs_f64());
        }
        Ok(())
    }

    fn file(&self) -> PathBuf {
        self.dir.join(format!("shop-{}-{}-{SHAPE}.db", self.people, self.seed))
    }

    /// Under another name first: a kill leaves no half shop behind that looks whole.
    fn make(&self, file: &Path) -> Result<()> {
        let part = file.with_extension("part.db");
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut name = part.clone().into_os_string();
            name.push(end);
            let _ = std::fs::remove_file(name);
        }
        let (mut what, mut done) = (String::new(), 0);
        made::fill(&part, self.seed, self.people, &mut |kind, n| {
            if what != kind {
                (what, done) = (kind.to_owned(), 0);
                eprint!("\n  {kind}");
            }
            let before = done / 1_000_000;
            done += n;
            if done / 1_000_000 > before {
                eprint!(" {} million", done / 1_000_000);
            }
            Ok(())
        })?;
        eprintln!();
        std::fs::rename(&part, file).map_err(|e| Error::file("write", file, e))
    }

    /// The same program again for one step; what it prints.
    fn child(&self, step: Step) -> Result<String> {
        let me = std::env::current_exe().map_err(|e| Error::file("find", Path::new("regulars-cli"), e))?;
        let name = if step == Step::Make { "make" } else { "measure" };
        let done = Command::new(me)
            .args(["--json", "bench", "segments", "--step", name, "--people", &self.people.to_string(), "--seed", &self.seed.to_string()])
            .arg("--dir")
            .arg(&self.dir)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| Error::file("run", Path::new("regulars-cli"), e))?;
        if !done.status.success() {
            return Err(Error::internal("A step of the bench failed; what it said stands above."));
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }
}
