//! `source` and `sync`: connections to shop platforms, and fetching what is new.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use regulars_core::api::App;
use regulars_core::api::connections::{self, FoundInfo, PlatformInfo, SourceInfo};
use regulars_core::api::fresh;
use regulars_core::host::{Secret, keychain};
use regulars_core::sources::platform::{EntryKind, Login, Secrets};
use regulars_core::sync::pull::Pulled;
use regulars_core::types::{Error, Progress, Result, SourceId};
use serde::Serialize;

use crate::out::{Out, table};
use crate::shop::open;

#[derive(Subcommand)]
pub enum Source {
    /// Connect a shop: tests the key first, then keeps it in the system keychain
    Add(Add),
    /// The connected shops and when each was last read
    List,
    /// Ask a connected shop again, and name the cause when it does not answer
    Test {
        /// The shop's number (see `source list`)
        id: i64,
    },
    /// Read a source in the background of the window (and by `sync --due`), or only when somebody asks
    Schedule {
        /// The source's number (see `source list`)
        id: i64,
        /// `30m`, `6h`, `1d`, or `never`
        #[arg(long, value_name = "TIME")]
        every: String,
    },
    /// Leave a source alone until `source resume`
    Pause {
        /// The source's number
        id: i64,
    },
    /// Let a paused source be read again
    Resume {
        /// The source's number
        id: i64,
    },
    /// Remove what the source did not list any more and Regulars did not believe to be gone
    Believe {
        /// The source's number
        id: i64,
        /// `order`, `customer`, `product` or `cart`
        kind: String,
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

/// Each platform's arguments follow from its fields, but for the secrets: these are asked for, or read from standard
/// input or the environment, because arguments can be read by others.
#[derive(Args)]
pub struct Add {
    /// `woocommerce` … (without it: what can be connected)
    #[arg(value_name = "PLATFORM")]
    kind: Option<String>,
    /// What to enter, as `--field NAME=VALUE`; `source add PLATFORM` alone tells the names
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// The shop's address, as --field address=…
    #[arg(long)]
    address: Option<String>,
    /// The key's public half, as --field key=…
    #[arg(long)]
    key: Option<String>,
    /// Allow http without encryption to another machine
    #[arg(long)]
    allow_plain_http: bool,
    /// A field of orders and accounts in which this shop keeps marketing consent, as --field consent_field=…
    #[arg(long, value_name = "NAME")]
    consent_field: Option<String>,
    /// Do not keep the secrets: they come from REGULARS_SECRET_<PLATFORM>_<number> at each run (for cron and CI)
    #[arg(long)]
    no_keychain: bool,
}

impl Source {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        match self {
            Self::Add(add) => add.run(&app, out),
            Self::List => out.print(&connections::list(&app)?, |all| listed(all)),
            Self::Test { id } => out.print(&connections::test_again(&app, SourceId(id))?, found),
            Self::Schedule { id, every } => {
                fresh::schedule(&app, SourceId(id), minutes(&every)?)?;
                out.print(&connections::get(&app, SourceId(id))?, |s| match s.next_at {
                    Some(at) => format!("{} is read again from {} on.", s.name, at.to_rfc3339()),
                    None => format!("{} is read only when somebody asks.", s.name),
                })
            }
            Self::Pause { id } => {
                fresh::pause(&app, SourceId(id))?;
                out.note("Paused. Go on with `regulars-cli source resume`.");
                Ok(())
            }
            Self::Resume { id } => {
                fresh::resume(&app, SourceId(id))?;
                out.note("It is read again when its time comes, or with `regulars-cli sync`.");
                Ok(())
            }
            Self::Believe { id, kind } => {
                fresh::believe(&app, SourceId(id), &kind)?;
                out.note("Removed.");
                Ok(())
            }
            Self::Remove { id, with_data } => {
                connections::remove(&app, SourceId(id), with_data)?;
                out.note(if with_data { "Removed, with everything that came from it." } else { "Removed. What came from it was kept." });
                Ok(())
            }
        }
    }
}

impl Add {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let Some(kind) = &self.kind else {
            return out.print(&connections::platforms(), |all| {
                let rows: Vec<Vec<String>> = all.iter().map(|p| vec![p.kind.clone(), p.name.clone(), p.reads.clone()]).collect();
                format!(
                    "{}\n\nSee what one needs with `regulars-cli source add PLATFORM`.",
                    table(&["platform", "name", "what comes in"], &rows)
                )
            });
        };
        let all = connections::platforms();
        let platform = all
            .iter()
            .find(|p| &p.kind == kind)
            .ok_or_else(|| Error::bad_input(format!("“{kind}” is no platform that Regulars knows. See `regulars-cli source add`.")))?;
        let entered = self.entered(platform)?;
        if entered.is_empty() {
            return out.print(platform, needs);
        }
        let login = Login { entered, secrets: secrets(platform)? };
        let source = connections::add(app, kind, &login, !self.no_keychain)?;
        if self.no_keychain {
            let name = keychain::variable(&connections::secret_name(kind, source.id));
            out.note(&format!("The secret was not kept: set {name} at each run."));
        }
        out.print(&source, |s| {
            format!("Connected {} as number {}. Fetch what is there with `regulars-cli sync --source {}`.", s.name, s.id, s.id)
        })
    }

    fn entered(&self, platform: &PlatformInfo) -> Result<BTreeMap<String, String>> {
        let mut entered = BTreeMap::new();
        for word in &self.fields {
            let (name, value) = word
                .split_once('=')
                .ok_or_else(|| Error::bad_input(format!("“{word}” should read NAME=VALUE, e.g. address=shop.example.")))?;
            entered.insert(name.trim().to_owned(), value.to_owned());
        }
        let short = [("address", &self.address), ("key", &self.key), ("consent_field", &self.consent_field)];
        entered.extend(short.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))));
        if self.allow_plain_http {
            entered.insert("allow_plain_http".to_owned(), "yes".to_owned());
        }
        for name in entered.keys() {
            match platform.fields.iter().find(|f| f.name == name) {
                Some(f) if f.kind == EntryKind::Secret => {
                    return Err(Error::bad_input(format!(
                        "“{name}” is a secret and never an argument: others can read arguments. Type it when asked, send it to standard input, or set {}.",
                        keychain::variable(&format!("{}/{name}", platform.kind))
                    )));
                }
                Some(_) => {}
                None => {
                    return Err(Error::bad_input(format!(
                        "{} has no field “{name}”. See `regulars-cli source add {}`.",
                        platform.name, platform.kind
                    )));
                }
            }
        }
        Ok(entered)
    }
}

/// `30m`, `6h`, `1d`; `None` for `never`.
fn minutes(text: &str) -> Result<Option<u32>> {
    if text == "never" {
        return Ok(None);
    }
    let unit = match text.chars().last() {
        Some('m') => 1,
        Some('h') => 60,
        Some('d') => 24 * 60,
        _ => 0,
    };
    let number: Option<u32> = text.get(..text.len().saturating_sub(1)).and_then(|n| n.parse().ok());
    match number.and_then(|n: u32| n.checked_mul(unit)).filter(|n| *n > 0) {
        Some(n) => Ok(Some(n)),
        None => Err(Error::bad_input(format!("“{text}” is no time; say 30m, 6h, 1d or never."))),
    }
}

/// What a platform needs, and where to get it.
fn needs(p: &PlatformInfo) -> String {
    let rows: Vec<Vec<String>> = p
        .fields
        .iter()
        .filter(|f| f.kind != EntryKind::StandIn)
        .map(|f| {
            let how = match f.kind {
                EntryKind::Secret => "asked for".to_owned(),
                EntryKind::Check | EntryKind::PlainHttp => format!("--field {}=yes", f.name),
                _ => format!("--field {}={}", f.name, if f.like.is_empty() { "…" } else { f.like }),
            };
            vec![f.label.to_owned(), how, if f.required { "needed".to_owned() } else { String::new() }]
        })
        .collect();
    let steps: Vec<String> = p.steps.iter().zip(1..).map(|(s, n)| format!("{n}. {s}")).collect();
    format!("{}: {}\n\n{}\n\n{}", p.name, p.reads, table(&["what", "how", ""], &rows), steps.join("\n"))
}

/// Each secret from the environment (all in REGULARS_SECRET_<PLATFORM>, or one by one), from a pipe (a line each), or
/// from whoever sits there.
fn secrets(platform: &PlatformInfo) -> Result<Secrets> {
    let whole = keychain::variable(&platform.kind);
    if let Ok(text) = std::env::var(&whole) {
        return Ok(Secrets::from_kept(&Secret::new(text), &platform.fields));
    }
    let mut all = Secrets::default();
    for field in platform.fields.iter().filter(|f| f.kind == EntryKind::Secret) {
        let secret = match std::env::var(keychain::variable(&format!("{}/{}", platform.kind, field.name))) {
            Ok(text) => text,
            Err(_) => typed_secret(field.label)?,
        };
        if secret.trim().is_empty() {
            if !field.required {
                continue;
            }
            return Err(Error::bad_input(format!(
                "No secret was given for “{}”. Type it, send it to standard input, or set {whole}.",
                field.label
            )));
        }
        all.0.insert(field.name.to_owned(), Secret::new(secret.trim()));
    }
    Ok(all)
}

/// From a pipe, or from whoever sits there.
pub fn typed_secret(label: &str) -> Result<String> {
    let input = std::io::stdin();
    let asks = input.is_terminal();
    if asks {
        eprint!("{label}: ");
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
    Ok(line)
}

/// Keeps what is typed off the screen, where the terminal can.
fn echo(on: bool) {
    if cfg!(unix) {
        let _ = std::process::Command::new("stty").arg(if on { "echo" } else { "-echo" }).status();
    }
}

fn found(f: &FoundInfo) -> String {
    let version = f.version.as_deref().map_or_else(|| f.platform.clone(), |v| format!("{} {v}", f.platform));
    let what: Vec<String> = std::iter::once(version)
        .chain(f.counts.iter().map(|c| format!("{} {}", c.count, if c.count == 1 { c.what.trim_end_matches('s') } else { &c.what })))
        .collect();
    let notes: String = f.notes.iter().map(|n| format!("\n{n}")).collect();
    format!("Found {} at {}: {}.{notes}", f.name, f.host, what.join(", "))
}

fn listed(all: &[SourceInfo]) -> String {
    if all.is_empty() {
        return "No shop is connected. Begin with `regulars-cli source add`.".to_owned();
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
    /// Only this shop (see `source list`); without it, all connected ones that are not paused
    #[arg(long, value_name = "NUMBER")]
    source: Option<i64>,
    /// Only those whose time has come by their schedule, for cron
    #[arg(long, conflicts_with = "source")]
    due: bool,
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
        let due = if self.due { Some(fresh::due(&app)?) } else { None };
        let wanted = |s: &SourceInfo| match (&due, self.source) {
            (Some(due), _) => due.contains(&s.id),
            (None, Some(id)) => s.id == SourceId(id),
            (None, None) => s.connected && !s.paused,
        };
        let all: Vec<SourceInfo> = connections::list(&app)?.into_iter().filter(wanted).collect();
        if all.is_empty() && self.due {
            return out.print(&Vec::<Synced>::new(), |_| "Nothing is due.".to_owned());
        }
        if all.is_empty() {
            return Err(match self.source {
                Some(id) => Error::not_found(format!("There is no source with the number {id}. See `regulars-cli source list`.")),
                None if connections::list(&app)?.iter().any(|s| s.connected) => {
                    Error::bad_input("Every source is paused. Go on with `regulars-cli source resume`, or name one with --source.")
                }
                None => Error::not_found("No shop is connected. Begin with `regulars-cli source add`."),
            });
        }
        let (done, failed) = side_by_side(&app, &all);
        out.print(&done, |all| all.iter().map(summary).collect::<Vec<_>>().join("\n"))?;
        match failed.as_slice() {
            [] => Ok(()),
            [(_, e)] if all.len() == 1 => Err(Error::new(e.code, e.message.clone())),
            [(_, first), ..] => {
                let words: Vec<String> = failed.iter().map(|(name, e)| format!("{name}: {}", e.message)).collect();
                Err(Error::new(first.code, words.join("\n")))
            }
        }
    }
}

/// Each source in a thread of its own: one that waits for its platform keeps no other waiting.
fn side_by_side(app: &App, all: &[SourceInfo]) -> (Vec<Synced>, Vec<(String, Error)>) {
    let watches: Vec<Progress> = all.iter().map(|s| watched((all.len() > 1).then(|| s.name.clone()))).collect();
    let stop = watches.clone();
    // Ctrl-C finishes the page and leaves everything whole.
    let _ = ctrlc::set_handler(move || stop.iter().for_each(Progress::cancel));
    std::thread::scope(|scope| {
        let running: Vec<_> = all.iter().zip(&watches).map(|(s, watch)| scope.spawn(move || connections::sync(app, s.id, watch))).collect();
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for (s, thread) in all.iter().zip(running) {
            match thread.join() {
                Ok(Ok(pulled)) => done.push(Synced { source: s.id, name: s.name.clone(), pulled }),
                Ok(Err(e)) => failed.push((s.name.clone(), e)),
                Err(_) => {
                    failed.push((s.name.clone(), Error::internal("Something went wrong inside Regulars. Nothing half-done was kept.")))
                }
            }
        }
        (done, failed)
    })
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
fn watched(name: Option<String>) -> Progress {
    let name = name.map_or_else(String::new, |n| format!("{n}: "));
    let shown: Mutex<(String, Option<Instant>)> = Mutex::new((String::new(), None));
    Progress::new(move |event| {
        let Ok(mut last) = shown.lock() else { return };
        let finished = event.total == Some(event.done) && event.done > 0;
        if last.0 == event.phase && !finished && last.1.is_some_and(|at| at.elapsed() < Duration::from_secs(1)) {
            return;
        }
        let total = event.total.map_or_else(String::new, |t| format!(" of {t}"));
        eprintln!("{name}{}: {}{total}", event.phase, event.done);
        *last = (event.phase, Some(Instant::now()));
    })
}
