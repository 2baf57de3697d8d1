//! `email show`, `save` and `starters`: emails as files, and those to begin with.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use regulars_core::api::App;
use regulars_core::api::emails::files::{self, OpenedEmail};
use regulars_core::api::emails::{self, EmailStarter};
use regulars_core::types::{Error, Result};

use crate::out::Out;

#[derive(Subcommand)]
pub enum Files {
    /// An email as a file that `email save` and another shop can read
    Show {
        /// The email's name or number
        email: String,
        /// Write it into this file instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Save an email under a name
    Save {
        name: String,
        /// A file of `email show`, a JSON file as `schema email` describes it, or - for standard input
        file: String,
        /// Save over the email of that name
        #[arg(long)]
        replace: bool,
    },
    /// Emails to begin with: what each needs, and how much of it this shop has
    Starters {
        /// Save this one, by its name or key, as an email of yours
        #[arg(long, value_name = "STARTER")]
        save: Option<String>,
    },
}

impl Files {
    pub fn run(self, app: &App, out: Out) -> Result<()> {
        match self {
            Self::Show { email, output } => {
                let saved = emails::find(app, &email)?;
                match output {
                    Some(path) => {
                        files::save(app, &saved.name, &saved.email, &path)?;
                        out.print(&path, |path| format!("“{}” is in {}", saved.name, path.display()))
                    }
                    None => out.line(files::text(app, &saved.name, &saved.email)?.trim_end()),
                }
            }
            Self::Save { name, file, replace } => {
                let opened = read(app, &file)?;
                let there = if replace { emails::find(app, &name).ok().map(|e| e.id) } else { None };
                let saved = emails::save(app, there, &name, &opened.email)?;
                opened.notes.iter().for_each(|n| out.note(n));
                out.print(&saved, |s| format!("Saved as number {}: “{}”.", s.id, s.name))
            }
            Self::Starters { save: Some(which) } => {
                let starter = emails::starter(app, &which)?;
                let saved = emails::save(app, None, &starter.name, &starter.email)?;
                out.print(&saved, |s| format!("Saved as number {}: “{}”.", s.id, s.name))
            }
            Self::Starters { save: None } => {
                out.print(&emails::starters(app)?, |all| all.iter().map(told).collect::<Vec<_>>().join("\n\n"))
            }
        }
    }
}

fn read(app: &App, file: &str) -> Result<OpenedEmail> {
    if file != "-" {
        return files::open(app, Path::new(file));
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| Error::file("read", Path::new("standard input"), e))?;
    files::parse(app, &text, "")
}

/// Its name, what it says, to whom, and what it needs.
fn told(s: &EmailStarter) -> String {
    let mut lines = vec![format!("{} ({})", s.name, s.key), format!("  {}", s.about), format!("  To: {}", s.to)];
    for n in &s.needs {
        let mark = if n.there { "has" } else { "lacks" };
        lines.push(format!("  {mark}: {} {}", n.have, n.without));
    }
    lines.join("\n")
}
