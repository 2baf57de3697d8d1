//! A copy of the whole shop for a drawer: one file, made while the shop stays open.

use std::path::{Path, PathBuf};

use serde::Serialize;
use specta::Type;

use crate::api::App;
use crate::types::{Error, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct ShopCopy {
    pub file: String,
    pub bytes: u64,
}

/// A whole copy of the open shop in a new file; an existing one is never written over.
pub fn copy_to(app: &App, target: &Path) -> Result<ShopCopy> {
    if target.as_os_str().is_empty() || target.is_dir() {
        return Err(Error::bad_input("Give the copy a file name of its own."));
    }
    if target.exists() {
        return Err(Error::bad_input(format!("{} is there already and is left as it is. Choose another name.", target.display())));
    }
    // Under another name until it is whole, so that a copy that has its name can be trusted.
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let written = app.store().backup_to(&unfinished).and_then(|()| {
        std::fs::hard_link(&unfinished, target)
            .or_else(|_| std::fs::rename(&unfinished, target))
            .map_err(|e| Error::file("write", target, e))
    });
    if let Err(e) = std::fs::remove_file(&unfinished)
        && e.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%e, "an unfinished copy could not be removed");
    }
    written?;
    let bytes = std::fs::metadata(target).map_err(|e| Error::file("read", target, e))?.len();
    Ok(ShopCopy { file: target.display().to_string(), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::app;
    use crate::store::Store;
    use crate::types::Progress;

    #[test]
    fn a_copy_is_a_whole_shop_and_never_writes_over_anything() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        crate::demo::fill(&app.store(), 1, app.now(), &Progress::silent()).unwrap();
        let target = dir.path().join("drawer.db");
        let copy = copy_to(&app, &target).unwrap();
        assert!(copy.bytes > 100_000);
        let count = |s: &Store| s.read(|r| r.number("SELECT count(*) FROM orders", &[])).unwrap();
        assert_eq!(count(&Store::open(&target, None).unwrap()), count(&app.store()));

        std::fs::write(dir.path().join("letter.txt"), "dear").unwrap();
        let e = copy_to(&app, &dir.path().join("letter.txt")).unwrap_err();
        assert!(e.message.contains("is there already"), "{}", e.message);
        assert_eq!(std::fs::read_to_string(dir.path().join("letter.txt")).unwrap(), "dear");
        assert!(copy_to(&app, app.store().path()).is_err(), "the shop itself least of all");
    }

    #[test]
    fn a_copy_that_cannot_be_written_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        assert!(copy_to(&app, &dir.path().join("no such folder/drawer.db")).is_err());
        assert!(copy_to(&app, dir.path()).is_err());
        assert!(!dir.path().join("no such folder").exists());
    }
}
