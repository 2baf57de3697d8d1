//! The owner's own shop and the demo, side by side in the data folder: opening one, making and removing the other.
//!
//! Each is one file, so nothing of one ever reaches the other. The demo is made in a file of another name and gets its
//! own when it is whole. Start with `start_file` and `open_demo`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use super::home::{ShopInfo, shop};
use super::tasks::TaskPhase;
use crate::store::Store;
use crate::types::{Code, Error, Progress, Result};

pub(super) const SHOP_FILE: &str = "shop.db";
const DEMO_FILE: &str = "demo.db";
const UNFINISHED: &str = "demo.new.db";

/// Says which of the two was open last; a word in a file, because it must be known before either is opened.
const LAST_OPENED: &str = "last-opened";

/// The task that makes the demo.
pub const TASK: &str = "demo";

/// Which shop to open when the app starts: the one that was open last, or the demo when it is asked for and there.
pub fn start_file(data_dir: &Path, demo: bool) -> PathBuf {
    let (own, demo_file) = (data_dir.join(SHOP_FILE), data_dir.join(DEMO_FILE));
    let last = std::fs::read_to_string(data_dir.join(LAST_OPENED)).unwrap_or_default();
    let wanted = demo || last.trim() == DEMO_FILE || !own.exists();
    if wanted && demo_file.exists() { demo_file } else { own }
}

/// Opens the demo shop in place of the present one. When it has to be made first, that is a task whose id is returned:
/// the demo opens when the task is done.
pub fn open_demo(app: &Arc<App>) -> Result<Option<u32>> {
    let demo = app.data_dir.join(DEMO_FILE);
    if demo.exists() {
        switch(app, DEMO_FILE)?;
        return Ok(None);
    }
    let making = app.tasks.list().into_iter().find(|t| t.kind == TASK && t.phase == TaskPhase::Running);
    if let Some(task) = making {
        return Ok(Some(task.id));
    }
    let me = Arc::clone(app);
    Ok(Some(app.tasks.start(TASK, "The demo shop", move |progress| {
        make(&me, progress)?;
        if me.tasks.busy_besides(TASK) {
            return Err(Error::bad_input("The demo shop is ready, but something else is still running. Open it when that is done."));
        }
        open(&me, DEMO_FILE)?;
        Ok(serde_json::json!({ "people": me.store().read(|r| r.person_count())? }))
    })))
}

/// Makes the demo in the open shop when that is empty; does nothing when it is there already.
pub fn fill_demo(app: &App) -> Result<()> {
    if app.shop()?.demo {
        return Ok(());
    }
    crate::demo::fill(&app.store(), crate::demo::SEED, app.now(), &Progress::silent())?;
    app.changed();
    Ok(())
}

/// Deletes the demo's file, with everything made in it, and opens the owner's own shop.
pub fn remove_demo(app: &App) -> Result<ShopInfo> {
    switch(app, SHOP_FILE)?;
    remove(&app.data_dir.join(DEMO_FILE))?;
    shop(app)
}

/// Opens the owner's own shop, e.g. after a look at the demo; the demo stays.
pub fn open_own(app: &App) -> Result<ShopInfo> {
    switch(app, SHOP_FILE)?;
    shop(app)
}

/// In a file of another name, which is renamed when it is whole: a kill leaves no half demo behind.
fn make(app: &App, progress: &Progress) -> Result<()> {
    let unfinished = app.data_dir.join(UNFINISHED);
    remove(&unfinished)?;
    let filled = Store::open(&unfinished, None).and_then(|store| crate::demo::fill(&store, crate::demo::SEED, app.now(), progress));
    if let Err(e) = filled {
        remove(&unfinished)?;
        return Err(if e.code == Code::Cancelled { Error::new(e.code, "Stopped. Nothing of the demo shop was kept.") } else { e });
    }
    let demo = app.data_dir.join(DEMO_FILE);
    std::fs::rename(&unfinished, &demo).map_err(|e| Error::file("write", &demo, e))
}

/// Refused while something long runs: it would go on writing into a shop that is no longer open.
fn switch(app: &App, file: &str) -> Result<()> {
    if app.tasks.any_running() {
        return Err(Error::bad_input("Something is still running on this shop. Wait for it or stop it first."));
    }
    open(app, file)
}

fn open(app: &App, file: &str) -> Result<()> {
    app.switch_to(&app.data_dir.join(file))?;
    // Only a convenience: where it cannot be kept, the next start opens the own shop.
    if let Err(e) = std::fs::write(app.data_dir.join(LAST_OPENED), file) {
        tracing::warn!(%e, "which shop was open could not be remembered");
    }
    Ok(())
}

/// A shop's file with what SQLite keeps beside it. Nothing there is no error.
fn remove(file: &Path) -> Result<()> {
    for end in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        match std::fs::remove_file(&name) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::file("remove", file, e)),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::api::insights::summary;
    use crate::api::testing::app;

    fn settle(app: &App) -> TaskPhase {
        while app.tasks.any_running() {
            std::thread::sleep(Duration::from_millis(5));
        }
        app.tasks.list().pop().unwrap().phase
    }

    fn files(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|n| n.starts_with("demo"));
        names
    }

    #[test]
    fn the_demo_lives_in_a_file_of_its_own_and_goes_without_a_trace() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        assert_eq!(shop(&app).unwrap().totals.people, 0);
        assert!(open_demo(&app).unwrap().is_some(), "it has to be made first");
        assert_eq!(settle(&app), TaskPhase::Done);
        let demo = shop(&app).unwrap();
        assert!(demo.demo && demo.totals.people > 1_500);
        assert!(summary(&app, None).unwrap().people > 1_500);
        let own = open_own(&app).unwrap();
        assert_eq!(summary(&app, None).unwrap().people, 0, "nothing that was kept of the demo is taken for the owner's");
        assert!(!own.demo && own.totals.people == 0, "nothing of the demo reached the owner's shop");
        assert_eq!(open_demo(&app).unwrap(), None, "the second time it is there");
        assert!(!remove_demo(&app).unwrap().demo);
        assert_eq!(files(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn a_demo_that_was_stopped_leaves_the_own_shop_open_and_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let id = open_demo(&app).unwrap().unwrap();
        assert_eq!(open_demo(&app).unwrap(), Some(id), "asked twice, made once");
        app.tasks.cancel(id).unwrap();
        assert_eq!(settle(&app), TaskPhase::Cancelled);
        assert!(!shop(&app).unwrap().demo);
        assert_eq!(files(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn the_app_starts_with_the_shop_that_was_open_last() {
        let dir = tempfile::tempdir().unwrap();
        let (own, demo) = (dir.path().join(SHOP_FILE), dir.path().join(DEMO_FILE));
        assert_eq!(start_file(dir.path(), true), own, "the demo cannot be opened before it is made");
        let app = app(dir.path());
        open_demo(&app).unwrap();
        settle(&app);
        assert_eq!(start_file(dir.path(), false), demo);
        open_own(&app).unwrap();
        assert_eq!(start_file(dir.path(), false), own);
        assert_eq!(start_file(dir.path(), true), demo);
    }
}
