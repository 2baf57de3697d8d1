//! `bench import`: how long reading a year of orders from a file takes, against `sqlite3 .import` of the same rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use regulars_core::types::{Error, Result};
use serde::Serialize;

use crate::out::{Out, table};

#[derive(Args)]
pub struct BenchImport {
    /// Order lines as CSV (gzip too); without it, a made-up year of 525,461 rows
    file: Option<PathBuf>,
    /// How many times each
    #[arg(long, default_value_t = 3)]
    times: u32,
}

#[derive(Serialize)]
struct Measured {
    file: String,
    ours_seconds: Vec<f64>,
    sqlite3_seconds: Vec<f64>,
    /// The best of ours to the best of theirs; none where sqlite3 is not installed.
    ratio: Option<f64>,
    peak_megabytes: f64,
}

impl BenchImport {
    pub fn run(self, out: Out) -> Result<()> {
        let dir = tempfile::tempdir().map_err(|e| Error::file("make a folder in", &std::env::temp_dir(), e))?;
        let csv = dir.path().join("year.csv");
        match &self.file {
            Some(file) => unpack(file, &csv)?,
            None => made_up(&csv)?,
        }
        let name = self.file.as_ref().map_or("a made-up year".to_owned(), |f| f.display().to_string());
        let me = std::env::current_exe().map_err(|e| Error::file("find", Path::new("regulars-cli"), e))?;
        let sqlite3 = Command::new("sqlite3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        let (mut ours, mut theirs, mut peak) = (Vec::new(), Vec::new(), 0.0f64);
        for turn in 0..self.times.max(1) {
            if sqlite3 {
                let db = dir.path().join(format!("theirs-{turn}.db"));
                let mut command = Command::new("sqlite3");
                command.arg(&db).arg(format!(".import --csv {} t", csv.display()));
                theirs.push(timed(&mut command)?.0);
                let _ = std::fs::remove_file(db);
            }
            let folder = dir.path().join(format!("ours-{turn}"));
            let mut command = Command::new(&me);
            command.arg("--db").arg(folder.join("shop.db")).arg("--json").arg("import").arg(&csv);
            let (seconds, megabytes) = timed(&mut command)?;
            ours.push(seconds);
            peak = peak.max(megabytes);
            let _ = std::fs::remove_dir_all(folder);
        }
        let best = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
        let ratio = sqlite3.then(|| best(&ours) / best(&theirs));
        let result = Measured { file: name, ours_seconds: ours, sqlite3_seconds: theirs, ratio, peak_megabytes: peak };
        out.print(&result, |r| {
            let seconds = |all: &[f64]| all.iter().map(|s| format!("{s:.2} s")).collect::<Vec<_>>().join("  ");
            let mut rows = vec![vec!["regulars import".to_owned(), seconds(&r.ours_seconds)]];
            rows.push(vec![
                "sqlite3 .import".to_owned(),
                if sqlite3 { seconds(&r.sqlite3_seconds) } else { "skipped: sqlite3 is not installed".to_owned() },
            ]);
            let ratio = r.ratio.map_or(String::new(), |x| format!("\nratio (best of each)  {x:.2} (aim: at most 3)"));
            format!(
                "{}\n\n{}{ratio}\npeak memory           {:.0} MB (aim: under 200)",
                r.file,
                table(&["", "times"], &rows),
                r.peak_megabytes
            )
        })
    }
}

/// Seconds, and the most memory it had at once in MB (0 where the system does not tell).
fn timed(command: &mut Command) -> Result<(f64, f64)> {
    let program = command.get_program().to_string_lossy().into_owned();
    let began = Instant::now();
    let failed = |e| Error::file("run", Path::new(&program), e);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0.0f64;
    let status = loop {
        if let Ok(text) = std::fs::read_to_string(&status_file)
            && let Some(kb) =
                text.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok())
        {
            peak = peak.max(kb / 1024.0);
        }
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    if !status.success() {
        return Err(Error::internal(format!("{program} failed, so there is nothing to compare.")));
    }
    Ok((began.elapsed().as_secs_f64(), peak))
}

fn unpack(file: &Path, to: &Path) -> Result<()> {
    let mut from = regulars_core::sources::files::unpacked(file)?;
    let mut to_file = File::create(to).map_err(|e| Error::file("write", to, e))?;
    std::io::copy(&mut from, &mut to_file).map_err(|e| Error::file("unpack", file, e))?;
    Ok(())
}

/// 525,461 lines in 28,816 orders of 4,383 people and 4,632 products, as in the UCI Online Retail year; always the same.
fn made_up(to: &Path) -> Result<()> {
    let failed = |e| Error::file("write", to, e);
    let mut out = BufWriter::new(File::create(to).map_err(failed)?);
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut roll = |sides: u64| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides
    };
    writeln!(out, "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country").map_err(failed)?;
    let mut written = 0u64;
    for order in 0..28_816u64 {
        let left = 28_816 - order;
        let lines = if left == 1 { 525_461 - written } else { (1 + roll(35)).min(525_461 - written - (left - 1)) };
        let credit = roll(6) == 0;
        let minute = order * 18;
        let (day, month) = (1 + minute / 1_440 % 28, 1 + minute / 43_200 % 12);
        let customer = if roll(5) == 0 { String::new() } else { (12_346 + roll(4_383)).to_string() };
        for _ in 0..lines {
            let product = roll(4_632);
            writeln!(
                out,
                "{}{},{}{},MADE UP THING NUMBER {product},{}{},2010-{month:02}-{day:02} {:02}:{:02}:00,{}.{:02},{customer},United Kingdom",
                if credit { "C" } else { "" },
                489_434 + order,
                20_000 + product,
                if product % 7 == 0 { "A" } else { "" },
                if credit { "-" } else { "" },
                1 + roll(24),
                minute / 60 % 24,
                minute % 60,
                roll(12),
                5 + roll(95)
            )
            .map_err(failed)?;
        }
        written += lines;
    }
    out.flush().map_err(failed)
}
