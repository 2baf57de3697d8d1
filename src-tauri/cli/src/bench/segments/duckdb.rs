//! Their side: a Python with DuckDB is found or set up, gets the same rows as a native file, and is asked the same.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regulars_core::store::Store;
use regulars_core::types::{Day, Error, Result, ShopZone, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::export::export;
use super::questions::QUESTIONS;
use crate::bench::made::{NOW, ZONE};

const VERSION: &str = "2.0.0";
pub const THREADS: u32 = 2;
pub const TIMES: u32 = 3;

const SCRIPT: &str = include_str!("theirs.py");

#[derive(Debug, Deserialize)]
pub struct Theirs {
    pub version: String,
    /// Bytes that DuckDB holds at the end.
    pub memory: f64,
    pub answers: Vec<TheirAnswer>,
}

#[derive(Debug, Deserialize)]
pub struct TheirAnswer {
    pub name: String,
    pub people: u64,
    pub digest: String,
    pub seconds: Vec<f64>,
}

impl TheirAnswer {
    pub fn best(&self) -> f64 {
        self.seconds.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// Everything there to be asked.
pub struct Desk {
    python: PathBuf,
    dir: PathBuf,
    database: PathBuf,
}

/// # Errors
/// In words for the report, why DuckDB cannot be asked here.
pub fn ready(dir: &Path, file: &Path, python: Option<&Path>) -> std::result::Result<Desk, String> {
    let python = match python {
        Some(python) => python.to_owned(),
        None => set_up(dir)?,
    };
    let desk = Desk { python, dir: dir.to_owned(), database: file.with_extension("duckdb") };
    if !desk.database.exists() {
        eprintln!("Giving the same rows to DuckDB (kept for the next time) …");
        desk.load(file).map_err(|e| e.message)?;
    }
    Ok(desk)
}

/// A Python of our own in the folder, with the one version that is compared.
fn set_up(dir: &Path) -> std::result::Result<PathBuf, String> {
    let venv = dir.join("venv");
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let has = |python: &Path| {
        let asked = Command::new(python).args(["-c", "import duckdb; print(duckdb.__version__)"]).output();
        asked.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).trim() == VERSION)
    };
    if has(&python) {
        return Ok(python);
    }
    eprintln!("Setting up DuckDB {VERSION} in {} …", venv.display());
    let run = |command: &mut Command, what: &str| match command.output() {
        Ok(o) if o.status.success() => Ok(()),
        Ok(o) => Err(format!("{what} failed: {}", last_line(&o))),
        Err(e) => Err(format!("{what} failed: {e}")),
    };
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv), "python3 -m venv")?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", &format!("duckdb=={VERSION}")]), "pip install duckdb")?;
    if has(&python) { Ok(python) } else { Err("the duckdb package does not start".to_owned()) }
}

fn last_line(o: &Output) -> String {
    let text = String::from_utf8_lossy(&o.stderr);
    text.lines().rfind(|l| !l.trim().is_empty()).unwrap_or("it does not say why").trim().to_owned()
}

/// The day that both sides are asked about.
fn as_of() -> Result<Day> {
    Ok(ShopZone::parse(ZONE)?.day_of(Timestamp(NOW)))
}

impl Desk {
    fn load(&self, file: &Path) -> Result<()> {
        let csv = self.dir.join("csv");
        export(&Store::open(file, None)?, &csv)?;
        self.run(json!({ "do": "load", "csv": csv }))?;
        std::fs::remove_dir_all(&csv).map_err(|e| Error::file("remove", &csv, e))
    }

    pub fn ask(&self) -> Result<Theirs> {
        let queries: Vec<Value> = QUESTIONS.iter().map(|q| json!({ "name": q.name, "sql": q.sql })).collect();
        let said = self.run(json!({ "do": "ask", "as_of": as_of()?, "queries": queries, "times": TIMES }))?;
        serde_json::from_str(&said).map_err(|e| Error::internal("DuckDB's side printed something else than its figures.").caused_by(e))
    }

    fn run(&self, mut job: Value) -> Result<String> {
        if let Some(job) = job.as_object_mut() {
            job.insert("database".to_owned(), json!(self.database));
            job.insert("zone".to_owned(), json!(ZONE));
            job.insert("threads".to_owned(), json!(THREADS));
        }
        let script = self.dir.join("theirs.py");
        let task = self.dir.join("job.json");
        std::fs::write(&script, SCRIPT).map_err(|e| Error::file("write", &script, e))?;
        std::fs::write(&task, job.to_string()).map_err(|e| Error::file("write", &task, e))?;
        let done = Command::new(&self.python).arg(&script).arg(&task).output().map_err(|e| Error::file("run", &self.python, e))?;
        if !done.status.success() {
            return Err(Error::internal(format!("DuckDB's side failed: {}", last_line(&done))));
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }
}
