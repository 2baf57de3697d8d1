//! `email`: list, lint, check for everybody; the rest is in `email_render`, `email_out` and `email_files`.

use std::path::Path;

use clap::Subcommand;
use regulars_core::api::App;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::emails::{self, CheckWho, EmailSummary};
use regulars_core::emails::check::CheckReport;
use regulars_core::emails::lint::Lint;
use regulars_core::types::{DocumentId, Error, Result, money::grouped};

use crate::email_files::Files;
use crate::email_render::{Render, mark};
use crate::out::{Out, table};
use crate::shop;

#[derive(Subcommand)]
pub enum Email {
    /// The saved emails
    List,
    /// Fill an email in for one person or a made-up reader: HTML, plain text, or the preview's page
    ///
    /// CheckExample: regulars-cli email render "We miss you" --person ada@example.com -o ada.html
    Render(Render),
    /// What there is to mend in an email, whoever reads it
    Lint {
        /// The email's name or number
        email: String,
        /// Also judge the finished mail of this person: their number or email address
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
    },
    /// Read an email as everybody would, and say what would go wrong
    Check {
        /// The email's name or number
        email: String,
        /// Only the people of this segment: its name or number
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
        /// Only those who may be mailed
        #[arg(long)]
        mailable: bool,
    },
    #[command(flatten)]
    Out(crate::email_out::Outgoing),
    #[command(flatten)]
    Files(Files),
}

impl Email {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        match self {
            Self::Out(x) => x.run(&app, out),
            Self::Files(x) => x.run(&app, out),
            Self::List => out.print(&emails::list(&app)?, |all| listed(all)),
            Self::Render(x) => x.run(&app, out),
            Self::Lint { email, person } => {
                let person = person.map(|p| emails::person_named(&app, &p)).transpose()?;
                out.print(&emails::lints(&app, &emails::find(&app, &email)?.email, person)?, |all| said(all))
            }
            Self::Check { email, segment, mailable } => {
                let segment = segment.map(|s| segment_named(&app, &s)).transpose()?;
                let who = CheckWho { segment, only_mailable: mailable };
                let saved = emails::find(&app, &email)?;
                out.print(&emails::check_of(&app, saved.id, &saved.email, who)?, told)
            }
        }
    }
}

fn listed(all: &[EmailSummary]) -> String {
    if all.is_empty() {
        return "No emails yet.".to_owned();
    }
    let row =
        |e: &EmailSummary| vec![e.id.to_string(), e.name.clone(), e.blocks.to_string(), e.only_for_some.to_string(), e.subject.clone()];
    table(&["no.", "name", "blocks", "only for some", "subject"], &all.iter().map(row).collect::<Vec<_>>())
}

fn said(all: &[Lint]) -> String {
    if all.is_empty() {
        return "Nothing to mend.".to_owned();
    }
    let line = |l: &Lint| {
        let block = l.block.as_deref().map(|b| format!(" ({b})")).unwrap_or_default();
        let fix = l.fix.as_ref().map(|f| format!("\n      {}", f.label)).unwrap_or_default();
        format!("{} {}{block}{fix}", mark(l.level), l.sentence)
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn told(r: &CheckReport) -> String {
    let mut lines = vec![format!("Read as {} {}.", grouped(r.people.into()), if r.people == 1 { "person" } else { "people" })];
    if r.may_not > 0 {
        lines.push(format!("{} of those asked for may not be mailed.", grouped(r.may_not.into())));
    }
    if let Some(longest) = &r.longest_subject {
        lines.push(format!("Longest subject: {} letters, {} ({}).", longest.value, longest.example.name, longest.example.person));
    }
    if let Some(heaviest) = &r.heaviest {
        let kb = heaviest.value.div_ceil(1024);
        lines.push(format!("Heaviest mail: {kb} KB, {} ({}).", heaviest.example.name, heaviest.example.person));
    }
    if r.findings.is_empty() {
        lines.push("Nothing to mend.".to_owned());
    }
    for f in &r.findings {
        lines.push(format!("{} {}", mark(f.level), f.sentence));
        lines.extend(f.examples.iter().map(|e| format!("     {} ({}): {}", e.name, e.person, e.reads)));
    }
    lines.join("\n")
}

pub fn segment_named(app: &App, which: &str) -> Result<DocumentId> {
    let all = documents::list(app, DocumentKind::Segment)?;
    let found = all.iter().find(|d| d.name.eq_ignore_ascii_case(which) || d.id.to_string() == which);
    found.map(|d| d.id).ok_or_else(|| Error::not_found(format!("There is no segment called “{which}”.")))
}
