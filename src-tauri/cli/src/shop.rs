//! The shop's file as a whole: `status`, `settings`, `copy`, `demo`, `tour`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use regulars_core::api::settings::{self, SettingsChange};
use regulars_core::api::{self, App, Parts};
use regulars_core::host::{SystemHttp, SystemKeychain, SystemMail};
use regulars_core::types::{Result, SystemClock};

use crate::out::Out;

/// The shop in `db`, with this machine's clock, network and keychain.
pub fn open(db: &Path) -> Result<Arc<App>> {
    let folder = db.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let parts = Parts {
        clock: Arc::new(SystemClock),
        http: Arc::new(SystemHttp::for_folder(folder)?),
        mail: Arc::new(SystemMail::for_folder(folder)),
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
pub struct Settings {
    /// What the shop is called
    #[arg(long)]
    name: Option<String>,
    /// Three letters such as EUR; fixed once there are orders
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// An IANA name such as Europe/Berlin; every day begins and ends there
    #[arg(long, value_name = "NAME")]
    zone: Option<String>,
    /// Trust the certificates in this PEM file beside the system's, for a shop behind a private authority
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// Trust the system's certificates alone again
    #[arg(long, conflicts_with = "trust")]
    distrust: bool,
}

impl Settings {
    /// Without a word to change, only shows them.
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        if let Some(file) = &self.trust {
            let n = settings::trust(&app, file)?;
            out.note(&format!("{n} {} trusted from now on.", if n == 1 { "certificate is" } else { "certificates are" }));
        }
        if self.distrust {
            settings::distrust(&app)?;
            out.note("Only the system's certificates are trusted from now on.");
        }
        let change = SettingsChange { name: self.name, currency: self.currency, zone: self.zone };
        let nothing = change.name.is_none() && change.currency.is_none() && change.zone.is_none();
        let settings = if nothing { settings::get(&app)? } else { settings::save(&app, &change)? };
        out.print(&settings, |s| {
            let fixed = if s.currency_fixed.is_some() { " (fixed: there are orders)" } else { "" };
            format!("name      {}\ncurrency  {}{fixed}\nzone      {}\nfile      {}", s.name, s.currency, s.zone, s.file)
        })
    }
}

#[derive(Args)]
pub struct Copy {
    /// The new file; one that is there already is never written over
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

impl Copy {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        out.print(&settings::copy_to(&*open(db)?, &self.to)?, |c| format!("{} ({} bytes)", c.file, c.bytes))
    }
}

#[derive(Args)]
pub struct Demo {}

impl Demo {
    /// Fills the file with the demo shop; a second time changes nothing.
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        api::demo::fill_demo(&*open(db)?)?;
        status(db, out)
    }
}
