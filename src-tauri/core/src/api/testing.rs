//! An open shop for the tests of this module, with a clock that stands still and a keychain of its own.

use std::path::Path;
use std::sync::Arc;

use super::{App, Parts};
use crate::host::{MemoryKeychain, NoMail, SystemHttp};
use crate::types::{FixedClock, Timestamp};

/// 2026-11-18 13:06:40 UTC.
pub const NOW: Timestamp = Timestamp(1_795_007_200);

/// The owner's own shop in `dir`.
pub fn app(dir: &Path) -> Arc<App> {
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    Arc::new(App::open(&dir.join(super::demo::SHOP_FILE), parts).unwrap())
}
