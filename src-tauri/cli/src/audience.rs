//! `audience`: connect Mailchimp, look at the dry run, push, go on after an interruption, history.
//!
//! Nothing is sent without `--yes`. The API key comes from standard input or the environment, never from an argument:
//! arguments can be read by every program on the machine.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use regulars_core::api::audiences::{self, MemberFilter, PreviewRequest, PushDetail};
use regulars_core::api::{App, segments::Which};
use regulars_core::audiences::fields::{FieldMapping, FieldSource};
use regulars_core::audiences::member::Action;
use regulars_core::audiences::push::Outcome;
use regulars_core::host::Secret;
use regulars_core::types::{Code, Error, Progress, Result};

use crate::audience_text as text;
use crate::out::{Out, table};
use crate::shop::open;

#[derive(Subcommand)]
pub enum Audience {
    /// Connect Mailchimp: the API key is read from standard input (or REGULARS_SECRET_MAILCHIMP), tested, and kept in
    /// the system keychain
    ///
    /// Example: regulars-cli audience connect < key.txt
    Connect {
        /// Another address than Mailchimp's own, e.g. a proxy; https, or http on this machine
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    /// Forget the key and the account
    Disconnect,
    /// The audiences of the connected account
    Lists,
    /// The dry run: who would be added, updated, tagged, left alone, and why. Nothing is changed there
    ///
    /// Example: regulars-cli audience preview --segment "Lapsed regulars" --audience "The shop's letter" --tag winback
    Preview(Preview),
    /// Send it: makes the dry run and, with --yes, carries it out
    Push(Push),
    /// Go on with a push that was interrupted
    Resume {
        /// Its number; without it, the last one that is not finished
        push: Option<i64>,
    },
    /// Take a push back: who was brought is taken out, fields and tags become what they were. Shows the dry run;
    /// with --yes carries it out
    Undo {
        /// Its number in the history
        push: i64,
        /// Really take it back
        #[arg(long)]
        yes: bool,
    },
    /// What was pushed; with a number, who was failed or left alone
    History { push: Option<i64> },
}

#[derive(Args)]
pub struct Target {
    /// Whom: a saved segment's number or name, a JSON file, or `everybody`
    #[arg(long, value_name = "SEGMENT")]
    segment: String,
    /// Where: the audience's id or name there
    #[arg(long, value_name = "AUDIENCE")]
    audience: String,
    /// A tag that they all get (repeatable)
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// What goes along, as MERGETAG=fact (repeatable): first_name, last_name, country, city, orders, spent, first_order,
    /// last_order, rfm. Without any: FNAME and LNAME
    #[arg(long = "field", value_name = "TAG=FACT")]
    fields: Vec<String>,
    /// Each person's language goes along
    #[arg(long)]
    language: bool,
    /// Only the address itself goes along
    #[arg(long, conflicts_with = "fields")]
    no_fields: bool,
}

#[derive(Args)]
pub struct Preview {
    #[command(flatten)]
    target: Target,
    /// Also write everybody, field by field, into a CSV file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// How many people to show
    #[arg(long, default_value_t = 20)]
    show: u32,
}

#[derive(Args)]
pub struct Push {
    #[command(flatten)]
    target: Target,
    /// Really send it
    #[arg(long)]
    yes: bool,
}

impl Audience {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        match self {
            Self::Connect { address } => {
                let c = audiences::connect(&app, address.as_deref(), key()?)?;
                out.print(&c, |c| format!("Connected to the Mailchimp account “{}”.", c.account.name))
            }
            Self::Disconnect => {
                audiences::disconnect(&app)?;
                out.note("Mailchimp is not connected any more.");
                Ok(())
            }
            Self::Lists => out.print(&audiences::audiences(&app)?, |all| text::lists(all)),
            Self::Preview(p) => p.run(&app, out),
            Self::Push(p) => p.run(&app, out),
            Self::Resume { push } => resume(&app, push, out),
            Self::Undo { push, yes } => undo(&app, push, yes, out),
            Self::History { push: None } => out.print(&audiences::history(&app, 100)?, |all| text::history(all)),
            Self::History { push: Some(id) } => show(&app, &audiences::detail(&app, id)?, 50, out),
        }
    }
}

impl Preview {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let detail = self.target.preview(app)?;
        if let Some(path) = &self.csv {
            audiences::report(app, detail.id, path)?;
            out.note(&format!("Everybody is in {}.", path.display()));
        }
        show(app, &detail, self.show, out)
    }
}

impl Push {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let detail = self.target.preview(app)?;
        if !self.yes {
            show(app, &detail, 20, out)?;
            return Err(Error::new(Code::Refused, "Nothing was sent. Look at the dry run above, then say it again with --yes."));
        }
        send(app, detail.id, out)
    }
}

impl Target {
    fn preview(&self, app: &App) -> Result<PushDetail> {
        let all = audiences::audiences(app)?;
        let audience = all.iter().find(|a| a.id == self.audience || a.name.eq_ignore_ascii_case(&self.audience));
        let audience = audience.ok_or_else(|| {
            let names: Vec<String> = all.iter().map(|a| format!("“{}” ({})", a.name, a.id)).collect();
            Error::not_found(format!("There is no audience “{}”. There are: {}.", self.audience, names.join(", ")))
        })?;
        let request = PreviewRequest {
            segment: which(app, &self.segment)?,
            audience: audience.id.clone(),
            tags: self.tags.clone(),
            fields: self.mapping()?,
            language: self.language,
        };
        audiences::preview(app, &request, &Progress::silent())
    }

    fn mapping(&self) -> Result<Vec<FieldMapping>> {
        if self.no_fields {
            return Ok(Vec::new());
        }
        if self.fields.is_empty() {
            let usual = |source: FieldSource| FieldMapping { tag: source.usual_tag().to_owned(), source };
            return Ok(vec![usual(FieldSource::FirstName), usual(FieldSource::LastName)]);
        }
        self.fields
            .iter()
            .map(|f| {
                let (tag, fact) = f.split_once('=').unwrap_or((f, ""));
                let source = FieldSource::parse(fact.trim()).ok_or_else(|| {
                    Error::bad_input(format!("“{f}” should look like SPENT=spent. See `regulars-cli audience preview --help`."))
                })?;
                Ok(FieldMapping { tag: tag.trim().to_owned(), source })
            })
            .collect()
    }
}

/// `None` is everybody.
fn which(app: &App, segment: &str) -> Result<Option<Which>> {
    if segment.eq_ignore_ascii_case("everybody") { Ok(None) } else { crate::segment::which(app, segment).map(Some) }
}

/// From standard input when something is piped in, else asked for.
fn key() -> Result<Option<Secret>> {
    let mut stdin = std::io::stdin();
    let mut key = String::new();
    if stdin.is_terminal() {
        eprintln!("Paste the API key (Mailchimp: Account, Extras, API keys) and press Enter:");
        stdin.read_line(&mut key).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    } else {
        stdin.read_to_string(&mut key).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    }
    Ok(Some(Secret::new(key.trim())).filter(|k| !k.reveal().is_empty()))
}

fn send(app: &App, id: i64, out: Out) -> Result<()> {
    let progress = Progress::new(|e| {
        if e.done > 0 {
            eprintln!("Sent {} of {}", e.done, e.total.unwrap_or(e.done));
        }
    });
    let stop = progress.clone();
    // Ctrl-C ends after the batch that is on its way.
    let _ = ctrlc::set_handler(move || stop.cancel());
    let outcome: Outcome = audiences::push_now(app, id, &progress)?;
    out.print(&outcome, text::outcome)?;
    if outcome.failed > 0 {
        out.note(&format!("Who was refused, and why: regulars-cli audience history {id}"));
    }
    Ok(())
}

fn undo(app: &App, push: i64, yes: bool, out: Out) -> Result<()> {
    let detail = audiences::preview_undo(app, push, &Progress::silent())?;
    if yes {
        return send(app, detail.id, out);
    }
    show(app, &detail, 20, out)?;
    Err(Error::new(Code::Refused, "Nothing was taken back. Look at the dry run above, then say it again with --yes."))
}

fn resume(app: &App, push: Option<i64>, out: Out) -> Result<()> {
    let id = match push {
        Some(id) => id,
        None => audiences::history(app, 100)?
            .into_iter()
            .find(|p| p.left > 0)
            .map(|p| p.id)
            .ok_or_else(|| Error::not_found("No push was interrupted: there is nothing to go on with."))?,
    };
    send(app, id, out)
}

/// The sums, then the first people of each kind.
fn show(app: &App, detail: &PushDetail, limit: u32, out: Out) -> Result<()> {
    if out.json {
        return out.print(detail, |_| String::new());
    }
    out.line(&text::detail(detail))?;
    let mut rows = Vec::new();
    for action in Action::SENT.into_iter().chain([Action::Blocked]) {
        for m in audiences::members(app, detail.id, &MemberFilter { action: Some(action), failed: false }, 0, limit)?.rows {
            rows.push(text::member(&m));
        }
    }
    if rows.is_empty() { Ok(()) } else { out.line(&format!("\n{}", table(&["what", "address", "name", "field by field, or why"], &rows))) }
}
