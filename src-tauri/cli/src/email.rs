//! `email`: list, render as one person, check for everybody.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use regulars_core::api::App;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::emails::{self, CheckWho, EmailPreview, EmailSummary};
use regulars_core::emails::check::{CheckLevel, CheckReport};
use regulars_core::emails::lint::Lint;
use regulars_core::types::{DocumentId, Error, Result, money::grouped};

use crate::email_files::Files;
use crate::out::{Out, table};
use crate::shop;

#[derive(Subcommand)]
pub enum Email {
    /// The saved emails
    List,
    /// Fill an email in for one person: HTML, or plain text
    ///
    /// CheckExample: regulars-cli email render "We miss you" --person ada@example.com -o ada.html
    Render {
        /// The email's name or number
        email: String,
        /// The person's number or email address; the first person when not given
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
        /// Write it into this file instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The plain-text part instead of the HTML
        #[arg(long)]
        text: bool,
    },
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
            Self::Render { email, person, output, text } => render(&app, &email, person.as_deref(), output.as_deref(), text, out),
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

fn render(app: &App, email: &str, person: Option<&str>, output: Option<&Path>, text: bool, out: Out) -> Result<()> {
    let email = emails::find(app, email)?.email;
    let person = match person {
        Some(which) => emails::person_named(app, which)?,
        None => {
            let first = emails::people(app, "", None, None)?.person;
            first.ok_or_else(|| Error::not_found("There is nobody in this shop to read it as."))?.id
        }
    };
    let p = emails::preview(app, &email, &emails::Sight::of(person))?;
    let body = if text { &p.text } else { &p.html };
    match output {
        Some(file) => {
            std::fs::write(file, body).map_err(|e| Error::file("write", file, e))?;
            out.print(&p, |p| format!("{}\nWritten to {}", about(p), file.display()))
        }
        None if out.json => out.print(&p, |_| String::new()),
        None => {
            out.note(&about(&p));
            out.line(body)
        }
    }
}

/// Who reads it, how it looks in the inbox, and why each block is there.
fn about(p: &EmailPreview) -> String {
    let mut lines = vec![
        format!("To        {}", p.person.name),
        format!("From      {}", p.from_name),
        format!("Subject   {}", p.subject),
        format!("Preheader {}", p.preheader),
        format!("Size      {} KB", p.size.div_ceil(1024)),
    ];
    for (i, b) in p.blocks.iter().enumerate() {
        lines.push(format!("{:>2} {:<9} {:<6} {}", i + 1, b.noun, if b.shown { "shown" } else { "hidden" }, b.why));
    }
    for products in &p.products {
        lines.extend(products.suggestions.chosen.iter().map(|s| format!("   {}: {}", s.title, s.why)));
    }
    lines.extend(p.warnings.iter().map(|w| format!("{} {}", mark(w.level), w.sentence)));
    lines.join("\n")
}

fn mark(level: CheckLevel) -> &'static str {
    match level {
        CheckLevel::Problem => "!!",
        CheckLevel::Warning => " !",
        CheckLevel::Hint => "  ",
    }
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

fn segment_named(app: &App, which: &str) -> Result<DocumentId> {
    let all = documents::list(app, DocumentKind::Segment)?;
    let found = all.iter().find(|d| d.name.eq_ignore_ascii_case(which) || d.id.to_string() == which);
    found.map(|d| d.id).ok_or_else(|| Error::not_found(format!("There is no segment called “{which}”.")))
}
