//! The shop's file as a whole: `status`, `demo`, `tour`.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use regulars_core::api::{self, App, Parts};
use regulars_core::host::{SystemHttp, SystemKeychain};
use regulars_core::types::{Result, SystemClock};

use crate::out::Out;

/// The shop in `db`, with this machine's clock, network and keychain.
pub fn open(db: &Path) -> Result<Arc<App>> {
    let parts = Parts {
        clock: Arc::new(SystemClock),
        http: Arc::new(SystemHttp::new()?),
        keychain: Arc::new(SystemKeychain),
        events: Arc::new(|_| {}),
    };
    App::open(db, parts).map(Arc::new)
}

pub fn status(db: &Path, out: Out) -> Result<()> {
    let app = open(db)?;
    let info = api::home::shop(&app)?;
    out.print(&info, |i| {
        let t = &i.totals;
        format!(
            "{}{} · {} · {}\npeople            {}\norders            {}\nanonymous orders  {}\nrefunds           {}\nproducts          {}\nrevenue           {}\nrefunded          {}",
            i.name,
            if i.demo { " (demo)" } else { "" },
            i.currency,
            i.zone,
            t.people,
            t.orders,
            t.anonymous_orders,
            t.refunds,
            t.products,
            t.revenue,
            t.refunded
        )
    })
}

#[derive(Args)]
pub struct Demo {}

impl Demo {
    /// Fills the file with the demo shop; a second time changes nothing.
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        api::home::fill_demo(&*open(db)?)?;
        status(db, out)
    }
}

#[derive(Args)]
pub struct Tour {}

impl Tour {
    pub fn run(self, _db: &Path, _out: Out) -> Result<()> {
        Ok(())
    }
}
