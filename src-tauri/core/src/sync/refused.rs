//! The file of refused rows: a CSV that opens in any spreadsheet, to be put right and brought in again.

use std::path::{Path, PathBuf};

use crate::store::Store;
use crate::types::{Error, Result, RunId};

/// Writes `<folder>/refused-rows/<stem>-<run>.csv` (line, reason, then the row's own cells); `None` when nothing was refused.
pub fn write(store: &Store, run: RunId, folder: &Path, stem: &str, columns: &[String]) -> Result<Option<PathBuf>> {
    let refusals = store.read(|r| r.refusals(run))?;
    if refusals.is_empty() {
        return Ok(None);
    }
    let folder = folder.join("refused-rows");
    std::fs::create_dir_all(&folder).map_err(|e| Error::file("make the folder", &folder, e))?;
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    let path = folder.join(format!("{stem}-{run}.csv"));
    let failed = |e: csv::Error| Error::file("write", &path, std::io::Error::other(e));
    let mut out = csv::WriterBuilder::new().flexible(true).from_path(&path).map_err(failed)?;
    let head = ["line", "reason"].into_iter().chain(columns.iter().map(String::as_str));
    out.write_record(head).map_err(failed)?;
    for refusal in refusals {
        let cells: Vec<String> = serde_json::from_str(&refusal.raw).unwrap_or_else(|_| vec![refusal.raw.clone()]);
        let line = refusal.row_no.to_string();
        out.write_record([line.as_str(), refusal.reason.as_str()].into_iter().chain(cells.iter().map(String::as_str))).map_err(failed)?;
    }
    out.flush().map_err(|e| Error::file("write", &path, e))?;
    Ok(Some(path))
}
