//! Printing results: for people, or as JSON with `--json`. A closed pipe (`| head`) ends quietly.

use std::io::Write;

use regulars_core::types::{Code, Error, Result};
use serde::Serialize;

#[derive(Clone, Copy)]
pub struct Out {
    pub json: bool,
}

impl Out {
    /// Prints `value` as JSON, or what `people` makes of it.
    pub fn print<T: Serialize>(&self, value: &T, people: impl FnOnce(&T) -> String) -> Result<()> {
        let text = if self.json {
            serde_json::to_string_pretty(value).map_err(|e| Error::internal("The result could not be written as JSON.").caused_by(e))?
        } else {
            people(value)
        };
        self.line(&text)
    }

    /// One line (or several) on standard output.
    pub fn line(&self, text: &str) -> Result<()> {
        match writeln!(std::io::stdout().lock(), "{}", text.trim_end_matches('\n')) {
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::new(Code::File, format!("Could not print: {e}."))),
            _ => Ok(()),
        }
    }

    #[allow(dead_code, reason = "rooms that come later print remarks")]
    /// A remark that is no result: on standard error, never in the JSON.
    pub fn note(&self, text: &str) {
        eprintln!("{text}");
    }
}

#[allow(dead_code, reason = "rooms that come later print tables")]
/// Columns under their headings, numbers to the right. `rows` hold as many cells as `heads`.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let width =
        |i: usize| rows.iter().map(|r| r.get(i).map_or(0, |c| c.chars().count())).chain([heads[i].chars().count()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let is_number = |s: &str| s.chars().next().is_some_and(|c| c.is_ascii_digit() || "−-€£$¥".contains(c));
    let to_the_right: Vec<bool> =
        (0..heads.len()).map(|i| !rows.is_empty() && rows.iter().all(|r| r.get(i).is_none_or(|c| c.is_empty() || is_number(c)))).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut out = String::new();
        for (i, cell) in cells.enumerate() {
            let pad = " ".repeat(widths[i].saturating_sub(cell.chars().count()));
            if to_the_right[i] {
                out.push_str(&pad)
            }
            out.push_str(cell);
            if !to_the_right[i] {
                out.push_str(&pad)
            }
            out.push_str("  ");
        }
        out.trim_end().to_owned()
    };
    let mut out = vec![line(&mut heads.iter().copied())];
    out.extend(rows.iter().map(|r| line(&mut r.iter().map(String::as_str))));
    out.join("\n")
}
