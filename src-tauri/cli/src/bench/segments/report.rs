//! The table: each question on both sides, with ratios; then everything else that was measured.

use regulars_core::types::money::grouped;
use regulars_core::types::{Error, Result};
use serde::Serialize;

use super::duckdb::{THREADS, TIMES, Theirs};
use super::measure::Ours;
use crate::out::table;

#[derive(Serialize)]
pub struct Report {
    #[serde(flatten)]
    ours: Ours,
    duckdb: Option<String>,
    /// Why DuckDB was not asked.
    not_compared: Option<String>,
    ratios: Vec<Ratio>,
}

/// One question's times there, and ours as shares of them.
#[derive(Serialize)]
struct Ratio {
    name: String,
    duckdb_seconds: f64,
    cold: f64,
    edit: f64,
    slowest_edit: f64,
}

impl Report {
    /// # Errors
    /// When the two sides do not give the same people.
    pub fn of(ours: Ours, theirs: std::result::Result<Theirs, String>) -> Result<Self> {
        let theirs = match theirs {
            Ok(theirs) => theirs,
            Err(why) => return Ok(Self { ours, duckdb: None, not_compared: Some(why), ratios: Vec::new() }),
        };
        let mut ratios = Vec::new();
        let mut wrong = Vec::new();
        for (a, b) in ours.answers.iter().zip(&theirs.answers) {
            if a.name != b.name || a.people != b.people || a.digest != b.digest {
                wrong.push(format!("{}: {} people here, {} there", a.name, a.people, b.people));
            }
            let best = b.best();
            let ratio = |x: f64| x / best;
            ratios.push(Ratio {
                name: a.name.clone(),
                duckdb_seconds: best,
                cold: ratio(a.cold),
                edit: ratio(a.edit),
                slowest_edit: ratio(a.slowest_edit),
            });
        }
        if !wrong.is_empty() || ours.answers.len() != theirs.answers.len() {
            return Err(Error::internal(format!("The two sides do not agree, so there is nothing to compare. {}.", wrong.join("; "))));
        }
        let duckdb = format!("DuckDB {}, {THREADS} threads, {:.0} MB of memory in use", theirs.version, theirs.memory / 1_048_576.0);
        Ok(Self { ours, duckdb: Some(duckdb), not_compared: None, ratios })
    }

    pub fn text(&self) -> String {
        let ms = |s: f64| format!("{:.1} ms", s * 1_000.0);
        let rows: Vec<Vec<String>> = self
            .ours
            .answers
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let ratio = self.ratios.get(i);
                let show = |f: fn(&Ratio) -> f64| ratio.map_or_else(String::new, |r| format!("{:.3}", f(r)));
                vec![
                    a.name.clone(),
                    grouped(a.people),
                    ms(a.cold),
                    ms(a.edit),
                    ms(a.slowest_edit),
                    ratio.map_or_else(String::new, |r| ms(r.duckdb_seconds)),
                    show(|r| r.cold),
                    show(|r| r.edit),
                    show(|r| r.slowest_edit),
                ]
            })
            .collect();
        let heads = ["segment", "people", "cold", "edit", "slowest edit", "DuckDB", "cold ÷", "edit ÷", "slowest ÷"];
        let compared = match (&self.duckdb, &self.not_compared) {
            (Some(duckdb), _) => format!(
                "The same people on both sides for every segment (SHA-256 of the sorted ids). {duckdb}; the best of {TIMES}, after a run\n\
                 that is not counted. Aims: cold ÷ at most 1, edit ÷ at most 0.05."
            ),
            (None, why) => {
                format!("DuckDB was not asked: {}. Only our side, and nobody to say whether it is right.", why.as_deref().unwrap_or(""))
            }
        };
        let o = &self.ours;
        let counted: Vec<String> = o.rows.iter().map(|(name, n)| format!("{name} {}", grouped(n.unsigned_abs()))).collect();
        let more = table(
            &["", "time", "aim"],
            &[
                vec!["opening for the first time (columns are built)".into(), format!("{:.1} s", o.open_first), String::new()],
                vec!["opening again".into(), format!("{:.2} s", o.open_again), String::new()],
                vec!["explaining a person, p50".into(), ms(o.explain.0), "50 ms".into()],
                vec!["explaining a person, p95".into(), ms(o.explain.1), "50 ms".into()],
                vec!["200 saved segments, no answer kept".into(), ms(o.list.0), "300 ms".into()],
                vec!["200 saved segments, again".into(), ms(o.list.1), "300 ms".into()],
            ],
        );
        format!(
            "{}\n\n{}\n\n{compared}\n\n{more}\n\npeak memory of our process {:.0} MB (aim: under 1,536), {:.0} MB of it its own at the end",
            counted.join(", "),
            table(&heads, &rows),
            o.peak_megabytes,
            o.own_megabytes
        )
    }
}
