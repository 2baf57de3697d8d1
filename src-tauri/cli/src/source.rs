//! `source` and `sync`: connections to shop platforms, and fetching what is new.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use regulars_core::api::App;
use regulars_core::api::connections::{self, SourceInfo};
use regulars_core::api::woocommerce::{self, WooFound, WooLogin};
use regulars_core::host::{Secret, keychain};
use regulars_core::sync::pull::Pulled;
use regulars_core::types::{Error, Progress, Result, SourceId};
use serde::Serialize;

use crate::out::{Out, table};
use crate::shop::open;

#[derive(Subcommand)]
pub enum Source {
    /// Connect a shop: tests the key first, then keeps it in the system keychain
    #[command(subcommand)]
    Add(Add),
    /// The connected shops and when each was last read
    List,
    /// Ask a connected shop again, and name the cause when it does not answer
    Test {
        /// The shop's number (see `source list`)
        id: i64,
    },
    /// Forget a shop's key; its data stays unless --with-data
    Remove {
        /// The shop's number (see `source list`)
        id: i64,
        /// Also delete everything that came from it, and the people known by it alone
        #[arg(long)]
        with_data: bool,
    },
}

#[derive(Subcommand)]
pub enum Add {
    /// A WordPress shop with WooCommerce 3.5 or newer
    ///
    /// Make a key in the shop under WooCommerce → Settings → Advanced → REST API, with the permission "Read". The
    /// secret is asked for, or read from standard input or from REGULARS_SECRET_WOOCOMMERCE; it is never an argument,
    /// because arguments can be read by others.
    Woocommerce(Woocommerce),
}

#[derive(Args)]
pub struct Woocommerce {
    /// The shop's address as customers see it
    #[arg(long, value_name = "ADDRESS")]
    address: String,
    /// The consumer key
    #[arg(long, value_name = "ck_…")]
    key: String,
    /// Allow http without encryption to another machine
    #[arg(long)]
    allow_plain_http: bool,
    /// A field of orders and accounts in which this shop keeps marketing consent (yes / no)
    #[arg(long, value_name = "NAME")]
    consent_field: Option<String>,
    /// Do not keep the secret: it comes from REGULARS_SECRET_WOOCOMMERCE_<number> at each run (for cron and CI)
    #[arg(long)]
    no_keychain: bool,
}

impl Source {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        match self {
            Self::Add(Add::Woocommerce(w)) => w.run(&app, out),
            Self::List => out.print(&connections::list(&app)?, |all| listed(all)),
            Self::Test { id } => out.print(&woocommerce::test_again(&app, SourceId(id))?, found),
            Self::Remove { id, with_data } => {
                connections::remove(&app, SourceId(id), with_data)?;
                out.note(if with_data { "Removed, with everything that came from it." } else { "Removed. What came from it was kept." });
                Ok(())
            }
        }
    }
}

impl Woocommerce {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let secret = secret()?;
        let login =
            WooLogin { address: self.address, key: self.key, allow_plain_http: self.allow_plain_http, consent_field: self.consent_field };
        let source = woocommerce::add(app, &login, &secret, !self.no_keychain)?;
        if self.no_keychain {
            let name = keychain::variable(&woocommerce::secret_name(source.id));
            out.note(&format!("The secret was not kept: set {name} at each run."));
        }
        out.print(&source, |s| {
            format!("Connected {} as number {}. Fetch its orders with `regulars-cli sync --source {}`.", s.name, s.id, s.id)
        })
    }
}

/// From the environment, from a pipe, or from whoever sits there.
fn secret() -> Result<Secret> {
    let variable = keychain::variable(woocommerce::KIND);
    if let Ok(text) = std::env::var(&variable) {
        return Ok(Secret::new(text));
    }
    let input = std::io::stdin();
    let asks = input.is_terminal();
    if asks {
        eprint!("Consumer secret (cs_…): ");
        let _ = std::io::stderr().flush();
        echo(false);
    }
    let mut line = String::new();
    let read = input.lock().read_line(&mut line);
    if asks {
        echo(true);
        eprintln!();
    }
    read.map_err(|e| Error::bad_input("The secret could not be read.").caused_by(e))?;
    if line.trim().is_empty() {
        return Err(Error::bad_input(format!("No secret was given. Type it, send it to standard input, or set {variable}.")));
    }
    Ok(Secret::new(line.trim()))
}

/// Keeps what is typed off the screen, where the terminal can.
fn echo(on: bool) {
    if cfg!(unix) {
        let _ = std::process::Command::new("stty").arg(if on { "echo" } else { "-echo" }).status();
    }
}

fn found(f: &WooFound) -> String {
    let version = f.version.as_deref().map_or_else(|| "WooCommerce".to_owned(), |v| format!("WooCommerce {v}"));
    format!("Found {} at {}: {version}, {} {}.", f.name, f.host, f.orders, if f.orders == 1 { "order" } else { "orders" })
}

fn listed(all: &[SourceInfo]) -> String {
    if all.is_empty() {
        return "No shop is connected. Begin with `regulars-cli source add woocommerce --help`.".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|s| {
            let last = match (&s.last, s.synced_at) {
                _ if !s.connected => "not connected".to_owned(),
                (Some(l), _) if l.state == "failed" => format!("failed: {}", l.message.as_deref().unwrap_or("")),
                (_, Some(at)) => at.to_rfc3339(),
                _ => "never".to_owned(),
            };
            vec![s.id.to_string(), s.kind.clone(), s.name.clone(), s.orders.to_string(), last]
        })
        .collect();
    table(&["no.", "kind", "name", "orders", "last read"], &rows)
}

#[derive(Args)]
pub struct Sync {
    /// Only this shop (see `source list`); without it, all connected ones
    #[arg(long, value_name = "NUMBER")]
    source: Option<i64>,
}

#[derive(Serialize)]
struct Synced {
    source: SourceId,
    name: String,
    #[serde(flatten)]
    pulled: Pulled,
}

impl Sync {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        let all: Vec<SourceInfo> =
            connections::list(&app)?.into_iter().filter(|s| self.source.map_or(s.connected, |id| s.id == SourceId(id))).collect();
        if all.is_empty() {
            return Err(match self.source {
                Some(id) => Error::not_found(format!("There is no source with the number {id}. See `regulars-cli source list`.")),
                None => Error::not_found("No shop is connected. Begin with `regulars-cli source add woocommerce --help`."),
            });
        }
        let progress = watched();
        let stop = progress.clone();
        // Ctrl-C finishes the page and leaves everything whole.
        let _ = ctrlc::set_handler(move || stop.cancel());
        let mut done = Vec::new();
        for s in all {
            let pulled = connections::sync(&app, s.id, &progress)?;
            done.push(Synced { source: s.id, name: s.name, pulled });
        }
        out.print(&done, |all| all.iter().map(summary).collect::<Vec<_>>().join("\n"))
    }
}

fn summary(s: &Synced) -> String {
    let p = &s.pulled;
    let streams: Vec<String> =
        p.streams.iter().filter(|x| x.read > 0).map(|x| format!("{} {}", x.read, x.name.replace("_bin", " in the bin"))).collect();
    let what = if streams.is_empty() { "nothing new".to_owned() } else { streams.join(", ") };
    let refused = if p.refused > 0 { format!(" {} could not be read (see the run {}).", p.refused, p.run) } else { String::new() };
    format!("{}: {what}.{refused}", s.name)
}

/// A line on standard error at each new phase, and in between at most one a second.
fn watched() -> Progress {
    let shown: Mutex<(String, Option<Instant>)> = Mutex::new((String::new(), None));
    Progress::new(move |event| {
        let Ok(mut last) = shown.lock() else { return };
        let finished = event.total == Some(event.done) && event.done > 0;
        if last.0 == event.phase && !finished && last.1.is_some_and(|at| at.elapsed() < Duration::from_secs(1)) {
            return;
        }
        let total = event.total.map_or_else(String::new, |t| format!(" of {t}"));
        eprintln!("{}: {}{total}", event.phase, event.done);
        *last = (event.phase, Some(Instant::now()));
    })
}
