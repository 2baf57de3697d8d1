//! `email render`: an email as somebody gets it, with everything that the window's preview can ask: a person or a made-up
//! reader, a forced version, a language, plain text, the harmless frame by day, by night or without pictures.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use regulars_core::api::App;
use regulars_core::api::emails::{self, Branch, EmailPreview, MadeUpReader, Sight, SightPictures, SightReader, SightScheme};
use regulars_core::emails::check::CheckLevel;
use regulars_core::types::{Error, Result};

use crate::email::segment_named;
use crate::out::Out;

#[derive(Clone, Copy, ValueEnum)]
enum Pictures {
    Blocked,
    Off,
    Load,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scheme {
    Light,
    Dark,
    Inverted,
}

#[derive(Args)]
pub struct Render {
    /// The email's name or number
    email: String,
    /// The person's number or email address; the first person when not given
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Somebody who is not in the shop: first_name, last_name, email, city, country, language, orders, spent (such as
    /// 120.50), last_order_days, in (a segment); once for each fact
    #[arg(long, value_name = "FACT=VALUE", conflicts_with = "person")]
    made_up: Vec<String>,
    /// Force a version: a block's id, and `default`, `hidden` or the version's id; once for each block (see --choices)
    #[arg(long, value_name = "BLOCK=VERSION")]
    version: Vec<String>,
    /// Force a version of the subject: its id, or `default`
    #[arg(long, value_name = "VERSION")]
    subject: Option<String>,
    /// In this language instead of the reader's
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Write it into this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The plain-text part instead of the HTML
    #[arg(long)]
    text: bool,
    /// The page of the preview instead of what is sent: harmless to open, with --pictures and --light
    #[arg(long, conflicts_with = "text")]
    frame: bool,
    /// In the frame: not loaded, turned off, or fetched
    #[arg(long, value_enum, default_value = "blocked", requires = "frame")]
    pictures: Pictures,
    /// In the frame: as written, dark as the letter declares it, or turned round as some programs do
    #[arg(long, value_enum, default_value = "light", requires = "frame")]
    light: Scheme,
    /// Only list where readers may get different things, and what this one gets
    #[arg(long, conflicts_with_all = ["text", "frame", "output"])]
    choices: bool,
}

impl Render {
    pub fn run(self, app: &App, out: Out) -> Result<()> {
        let email = emails::find(app, &self.email)?.email;
        let sight = self.sight(app)?;
        let p = emails::preview(app, &email, &sight)?;
        if self.choices {
            return out.print(&p.branches, |all| choices(all));
        }
        let body = match (self.text, self.frame) {
            (true, _) => &p.text,
            (_, true) => &p.frame,
            _ => &p.html,
        };
        match self.output {
            Some(file) => {
                std::fs::write(&file, body).map_err(|e| Error::file("write", &file, e))?;
                out.print(&p, |p| format!("{}\nWritten to {}", about(p), file.display()))
            }
            None if out.json => out.print(&p, |_| String::new()),
            None => {
                out.note(&about(&p));
                out.line(body)
            }
        }
    }

    fn sight(&self, app: &App) -> Result<Sight> {
        let reader = match (&self.person, self.made_up.as_slice()) {
            (person, []) => SightReader::Person { id: crate::email_out::reader(app, person.as_deref())? },
            (_, facts) => SightReader::MadeUp(made_up(app, facts)?),
        };
        let forced = self.version.iter().map(|v| pair(v, "BLOCK=VERSION")).collect::<Result<_>>()?;
        let pictures = match self.pictures {
            Pictures::Blocked => SightPictures::Blocked,
            Pictures::Off => SightPictures::Off,
            Pictures::Load => SightPictures::Load,
        };
        let scheme = match self.light {
            Scheme::Light => SightScheme::Light,
            Scheme::Dark => SightScheme::Dark,
            Scheme::Inverted => SightScheme::Inverted,
        };
        Ok(Sight { reader, forced, head: self.subject.clone(), language: self.language.clone(), pictures, scheme })
    }
}

fn pair(text: &str, form: &str) -> Result<(String, String)> {
    let parts = text.split_once('=').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    parts.filter(|(a, _)| !a.is_empty()).ok_or_else(|| Error::bad_input(format!("“{text}” should read {form}.")))
}

fn made_up(app: &App, facts: &[String]) -> Result<MadeUpReader> {
    let mut out = MadeUpReader::default();
    for fact in facts {
        let (name, value) = pair(fact, "FACT=VALUE, such as first_name=Ada")?;
        let number = || value.parse().map_err(|_| Error::bad_input(format!("“{value}” is not a whole number for {name}.")));
        match name.as_str() {
            "first_name" => out.first_name = value,
            "last_name" => out.last_name = value,
            "email" => out.email = value,
            "city" => out.city = value,
            "country" => out.country = value,
            "language" => out.language = value,
            "orders" => out.orders = number()?,
            "last_order_days" => out.last_order_days = Some(number()?),
            "spent" => out.spent = app.shop()?.currency.parse_minor(&value)?,
            "in" => out.in_audiences.push(match is_key(&value) {
                true => value,
                false => format!("s{}", segment_named(app, &value)?),
            }),
            _ => {
                return Err(Error::bad_input(format!(
                    "There is no fact “{name}”. There are first_name, last_name, email, city, country, language, orders, spent, last_order_days and in."
                )));
            }
        }
    }
    Ok(out)
}

/// The key of a condition of the email's own, as `--choices` tells it.
fn is_key(text: &str) -> bool {
    text.strip_prefix('c').is_some_and(|rest| rest.len() == 16 && rest.chars().all(|c| c.is_ascii_hexdigit()))
}

fn choices(all: &[Branch]) -> String {
    if all.is_empty() {
        return "Every reader gets the same.".to_owned();
    }
    let mut lines = Vec::new();
    for b in all {
        let only = b.only_for.as_ref().map(|a| format!(", only for {} [{}]", a.words, a.key)).unwrap_or_default();
        lines.push(format!("{} ({}{only})", b.block.as_deref().unwrap_or("the subject"), b.noun));
        for c in &b.choices {
            let who = c.audience.as_ref().map(|a| format!(": {} [{}]", a.words, a.key)).unwrap_or_default();
            lines.push(format!("  {} {}{who}", if c.id == b.taken { "*" } else { " " }, c.id));
        }
    }
    lines.join("\n")
}

/// Who reads it, how it looks in the inbox, and why each block is there.
fn about(p: &EmailPreview) -> String {
    let mut lines = vec![
        format!("To        {}{}", p.person.name, if p.made_up { " (made up)" } else { "" }),
        format!("From      {}", p.from_name),
        format!("Subject   {}", p.subject),
        format!("Preheader {}", p.preheader),
        format!("Language  {}{}", p.language, if p.translated { "" } else { ", because there is no translation into theirs" }),
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

pub fn mark(level: CheckLevel) -> &'static str {
    match level {
        CheckLevel::Problem => "!!",
        CheckLevel::Warning => " !",
        CheckLevel::Hint => "  ",
    }
}
