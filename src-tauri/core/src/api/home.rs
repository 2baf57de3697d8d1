//! The home room: which shop is open, and its figures at a glance.

use std::path::{Path, PathBuf};

use serde::Serialize;
use specta::Type;

use super::App;
use crate::types::{Code, Currency, Day, Error, Money, Result};

/// The owner's own shop and the demo, in the data folder.
const SHOP_FILE: &str = "shop.db";
const DEMO_FILE: &str = "demo.db";

/// The open shop, for the window's frame.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ShopInfo {
    pub name: String,
    pub currency: Currency,
    /// IANA name; every day on screen is a day there.
    pub zone: String,
    pub demo: bool,
    /// The file the shop lives in.
    pub file: String,
    pub today: Day,
    pub totals: Totals,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Totals {
    pub people: i64,
    /// Counted orders (paid, fulfilled or refunded), anonymous ones among them.
    pub orders: i64,
    pub anonymous_orders: i64,
    pub refunds: i64,
    pub products: i64,
    /// Counted orders before refunds, in the shop's currency; orders without a known rate are left out.
    pub revenue: Money,
    pub refunded: Money,
    /// Orders whose currency has no known rate.
    pub unpriced_orders: i64,
}

pub fn shop(app: &App) -> Result<ShopInfo> {
    let store = app.store();
    let shop = app.shop()?;
    let totals = store.read(|r| {
        Ok(Totals {
            people: r.person_count()?,
            orders: r.number("SELECT count(*) FROM orders WHERE counts = 1", &[])?,
            anonymous_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND person_id IS NULL", &[])?,
            refunds: r.number("SELECT count(*) FROM refund", &[])?,
            products: r.number("SELECT count(*) FROM product", &[])?,
            revenue: Money::new(r.number("SELECT sum(total_shop) FROM orders WHERE counts = 1", &[])?, shop.currency),
            refunded: Money::new(r.number("SELECT sum(amount_shop) FROM refund", &[])?, shop.currency),
            unpriced_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND total_shop IS NULL", &[])?,
        })
    })?;
    Ok(ShopInfo {
        name: shop.name,
        currency: shop.currency,
        zone: shop.zone.name().to_owned(),
        demo: shop.demo,
        file: store.path().display().to_string(),
        today: app.today()?,
        totals,
    })
}

/// Opens the demo shop in place of the present one, making it first when it is not there.
pub fn open_demo(app: &App) -> Result<ShopInfo> {
    app.switch_to(&app.data_dir.join(DEMO_FILE))?;
    fill_demo(app)?;
    shop(app)
}

/// Makes the demo in the open shop when that is empty; does nothing when it is there already.
pub fn fill_demo(app: &App) -> Result<()> {
    if app.shop()?.demo {
        return Ok(());
    }
    crate::demo::fill(&app.store(), crate::demo::SEED, app.now(), &crate::types::Progress::silent())?;
    app.changed();
    Ok(())
}

/// Deletes the demo's file, with everything made in it, and opens the owner's own shop.
pub fn remove_demo(app: &App) -> Result<ShopInfo> {
    app.switch_to(&app.data_dir.join(SHOP_FILE))?;
    let demo = app.data_dir.join(DEMO_FILE);
    for end in ["", "-wal", "-shm"] {
        let file = app.data_dir.join(format!("{DEMO_FILE}{end}"));
        match std::fs::remove_file(&file) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::file("remove", &demo, e)),
            _ => {}
        }
    }
    shop(app)
}

/// Opens the owner's own shop, e.g. after a look at the demo; the demo stays.
pub fn open_own(app: &App) -> Result<ShopInfo> {
    app.switch_to(&app.data_dir.join(SHOP_FILE))?;
    shop(app)
}

/// Which shop to open at the start: the owner's own, unless only the demo holds anything.
pub fn file_to_open(data_dir: &Path, demo: bool) -> PathBuf {
    let (own, demo_file) = (data_dir.join(SHOP_FILE), data_dir.join(DEMO_FILE));
    if demo || (demo_file.exists() && !own.exists()) { demo_file } else { own }
}

/// A file that the app itself wrote for the person, to be opened with the system's usual program. Nothing else may.
pub fn own_file(app: &App, path: &Path) -> Result<PathBuf> {
    let real = |p: &Path| p.canonicalize().map_err(|e| Error::file("find", p, e));
    let (file, home) = (real(path)?, real(&app.data_dir)?);
    if file.starts_with(&home) {
        Ok(file)
    } else {
        Err(Error::new(Code::Refused, "Only files that Regulars wrote can be opened from here."))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::api::Parts;
    use crate::host::{MemoryKeychain, SystemHttp};
    use crate::types::{FixedClock, Timestamp};

    fn app(dir: &Path, file: &str) -> App {
        let parts = Parts {
            clock: Arc::new(FixedClock(Timestamp(1_795_000_000))),
            http: Arc::new(SystemHttp::new().unwrap()),
            keychain: Arc::new(MemoryKeychain::default()),
            events: Arc::new(|_| {}),
        };
        App::open(&dir.join(file), parts).unwrap()
    }

    #[test]
    fn the_demo_lives_in_a_file_of_its_own_and_goes_without_a_trace() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path(), SHOP_FILE);
        assert_eq!(shop(&app).unwrap().totals.people, 0);
        let demo = open_demo(&app).unwrap();
        assert!(demo.demo && demo.totals.people > 1_500);
        let own = open_own(&app).unwrap();
        assert!(!own.demo && own.totals.people == 0, "nothing of the demo reached the owner's shop");
        open_demo(&app).unwrap();
        assert!(!remove_demo(&app).unwrap().demo);
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|f| !f.to_string_lossy().starts_with("demo")), "{left:?}");
    }

    #[test]
    fn only_our_own_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path(), SHOP_FILE);
        std::fs::write(dir.path().join("refused.csv"), "x").unwrap();
        assert!(own_file(&app, &dir.path().join("refused.csv")).is_ok());
        let other = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(own_file(&app, other.path()).unwrap_err().code, Code::Refused);
        assert_eq!(own_file(&app, &dir.path().join("../")).unwrap_err().code, Code::Refused);
    }
}
