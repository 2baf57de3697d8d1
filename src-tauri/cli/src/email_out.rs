//! `email picture|mail-server|send-test|export|export-everybody`: pictures of the shop's own, a test in one's own mailbox, files for
//! other programs.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use regulars_core::api::App;
use regulars_core::api::emails::{self, EverybodyAsk, ExportAs, ExportAsk, MailSettings, Picture, PoolNeed};
use regulars_core::audiences::fields::{FieldMapping, FieldSource};
use regulars_core::host::{MailSecurity, Secret, keychain};
use regulars_core::types::money::grouped;
use regulars_core::types::{Error, PersonId, PictureId, Progress, Result};

use crate::out::{Out, table};
use crate::source::typed_secret;

#[derive(Subcommand)]
pub enum Outgoing {
    /// Pictures kept in the shop's file: add, list, remove
    #[command(subcommand)]
    Picture(PictureCommand),
    /// Show or set up the server that sends tests; the password is asked for, never an argument
    MailServer(MailServerCommand),
    /// Send an email to your own address, as one person reads it
    SendTest {
        /// The email's name or number
        email: String,
        /// Your own address; up to three, each with its own --to. Without it, where the last test went
        #[arg(long, value_name = "ADDRESS")]
        to: Vec<String>,
        /// Whose data it shows: a number or email address; the first person when not given
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
    },
    /// Write an email as files for other programs; nothing is ever written over
    Export(ExportCommand),
    /// Write an email out for each of its readers who may be mailed, and hand out its codes, each once
    ///
    /// A list with everybody's code, and with --letters a letter for each. Doing it again gives everybody the same code.
    ExportEverybody(ExportEverybody),
}

#[derive(Args)]
pub struct ExportEverybody {
    /// The email's name or number
    email: String,
    /// Only the people of this segment: its name or number
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,
    /// A letter for each beside the list, as HTML
    #[arg(long)]
    letters: bool,
    /// Only say for whom it would be, and how many codes that takes
    #[arg(long)]
    dry_run: bool,
    /// The folder into which it is written
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
}

impl ExportEverybody {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let found = emails::find(app, &self.email)?;
        let segment = self.segment.map(|s| crate::email::segment_named(app, &s)).transpose()?;
        if self.dry_run {
            return out.print(&emails::everybody_plan(app, found.id, &found.email, segment)?, |p| {
                let mut lines = vec![format!("For {}; {} more may not be mailed.", people(p.people), grouped(p.may_not.into()))];
                lines.extend(p.pools.iter().map(pool));
                lines.join("\n")
            });
        }
        let ask = EverybodyAsk { segment, letters: self.letters };
        let done = emails::everybody(app, found.id, &found.email, &found.name, ask, &self.output, &Progress::silent())?;
        out.print(&done, |d| {
            let mut lines =
                vec![format!("Written to {} for {}; {} more may not be mailed.", d.path, people(d.people), grouped(d.may_not.into()))];
            lines.extend(
                d.pools.iter().map(|p| format!("{}: {} have theirs, {} left.", p.name, grouped(p.have.into()), grouped(p.left.into()))),
            );
            lines.join("\n")
        })
    }
}

fn people(n: u32) -> String {
    format!("{} {}", grouped(n.into()), if n == 1 { "person" } else { "people" })
}

fn pool(p: &PoolNeed) -> String {
    let n = |n: u32| grouped(n.into());
    let after = if p.missing > 0 {
        format!("{} too few, so nothing would be handed out", n(p.missing))
    } else {
        format!("{} left after", n(p.left))
    };
    format!("{}: {} to hand out, {} have theirs; {after}.", p.name, n(p.new), n(p.have))
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Html,
    Eml,
    Mailchimp,
    Liquid,
}

#[derive(Args)]
pub struct ExportCommand {
    /// The email's name or number
    email: String,
    /// As one person reads it (html, eml), with Mailchimp's merge tags, or with its Liquid
    #[arg(long = "as", visible_alias = "for", value_enum, default_value = "html", value_name = "FORM")]
    form: Form,
    /// The folder into which it is written
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
    /// Whose data it shows: a number or email address; the first person when not given
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// For Mailchimp: in this language instead of the one in which it is written
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// For Mailchimp: a merge field of your audience beside FNAME and LNAME, such as COUNTRY=country; once for each
    #[arg(long = "field", value_name = "TAG=FACT")]
    fields: Vec<String>,
    /// For Mailchimp: the merge field that holds everybody's own code, such as CODE (see `email export-everybody`)
    #[arg(long, value_name = "TAG")]
    codes: Option<String>,
}

impl ExportCommand {
    fn run(self, app: &App, out: Out) -> Result<()> {
        let found = emails::find(app, &self.email)?;
        let fields = self.fields.iter().map(|f| field(f)).collect::<Result<Vec<_>>>()?;
        let kind = match self.form {
            Form::Html => ExportAs::Html,
            Form::Eml => ExportAs::Eml,
            Form::Mailchimp => ExportAs::Mailchimp,
            Form::Liquid => ExportAs::Liquid,
        };
        let person = if kind == ExportAs::Mailchimp { None } else { Some(reader(app, self.person.as_deref())?) };
        let ask = ExportAsk { kind, person, language: self.language, fields, codes: self.codes };
        let done = emails::export(app, &found.email, &found.name, &ask, &self.output)?;
        out.print(&done, |d| {
            let lost = if kind == ExportAs::Mailchimp { format!("\n{}", emails::listed(&d.untranslated)) } else { String::new() };
            format!("Written to {}.{lost}", d.path)
        })
    }
}

fn field(text: &str) -> Result<FieldMapping> {
    let parts = text.split_once('=').and_then(|(tag, fact)| Some((tag.trim().to_uppercase(), FieldSource::parse(fact.trim())?)));
    let (tag, source) = parts.ok_or_else(|| {
        Error::bad_input(format!(
            "“{text}” should read TAG=FACT, such as COUNTRY=country. Facts are country, city, orders, spent and last_order."
        ))
    })?;
    Ok(FieldMapping { tag, source })
}

#[derive(Subcommand)]
pub enum PictureCommand {
    /// Add a picture from a file: JPEG, PNG, GIF or WebP
    Add { file: PathBuf },
    /// The pictures, and what shows them
    List,
    /// Remove a picture that nothing shows
    Remove {
        /// Its number (see `email picture list`)
        id: i64,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Security {
    Starttls,
    Tls,
    /// Only to this machine
    Plain,
}

#[derive(Args)]
pub struct MailServerCommand {
    /// Such as smtp.example.com
    #[arg(long)]
    host: Option<String>,
    /// 587 for STARTTLS and 465 for TLS when not given
    #[arg(long)]
    port: Option<u16>,
    #[arg(long, value_enum)]
    security: Option<Security>,
    /// Leave it out if the server asks for no password
    #[arg(long)]
    user: Option<String>,
    /// The sender's address
    #[arg(long, value_name = "ADDRESS")]
    from: Option<String>,
    /// The sender's name; the shop's when not given
    #[arg(long, value_name = "NAME")]
    from_name: Option<String>,
    /// Do not keep the password: it comes from REGULARS_SECRET_MAIL at each run (for cron and CI)
    #[arg(long)]
    no_keychain: bool,
    /// Forget the server and its password
    #[arg(long, exclusive = true)]
    forget: bool,
}

impl Outgoing {
    pub fn run(self, app: &App, out: Out) -> Result<()> {
        match self {
            Self::Picture(command) => command.run(app, out),
            Self::MailServer(command) => command.run(app, out),
            Self::Export(command) => command.run(app, out),
            Self::ExportEverybody(command) => command.run(app, out),
            Self::SendTest { email, to, person } => {
                let email = emails::find(app, &email)?.email;
                let person = reader(app, person.as_deref())?;
                let last = || Ok(emails::mail_settings(app)?.map(|s| s.test_addresses).unwrap_or_default());
                let to = if to.is_empty() { last()? } else { to };
                let sent = emails::send_test(app, &email, person, &to, &Progress::silent())?;
                out.print(&sent, |s| {
                    format!("Sent to {} as {} reads it: “{}”, {} KB.", s.to.join(", "), s.person, s.subject, s.size.div_ceil(1024))
                })
            }
        }
    }
}

/// The person asked for, or the first.
pub fn reader(app: &App, person: Option<&str>) -> Result<PersonId> {
    match person {
        Some(which) => emails::person_named(app, which),
        None => {
            let first = emails::people(app, "", None, None)?.person;
            Ok(first.ok_or_else(|| Error::not_found("There is nobody in this shop to read it as."))?.id)
        }
    }
}

impl PictureCommand {
    fn run(self, app: &App, out: Out) -> Result<()> {
        match self {
            Self::Add { file } => out.print(&emails::add_picture(app, &file)?, |a| {
                let p = &a.picture;
                let was = if a.already_there { ", which was there already" } else { "" };
                format!(
                    "{}{was}: {} × {} pixels, {} KB (the file had {} KB). Write {} where a block wants an address.",
                    p.name,
                    p.width,
                    p.height,
                    kb(p.size),
                    kb(a.before),
                    p.address
                )
            }),
            Self::List => out.print(&emails::pictures(app)?, |all| listed(all)),
            Self::Remove { id } => {
                emails::remove_picture(app, PictureId(id))?;
                out.note("Removed.");
                Ok(())
            }
        }
    }
}

fn kb(bytes: i64) -> i64 {
    (bytes + 1023) / 1024
}

fn listed(all: &[Picture]) -> String {
    if all.is_empty() {
        return "No pictures yet.".to_owned();
    }
    let row = |p: &Picture| {
        vec![p.address.clone(), p.name.clone(), format!("{} × {}", p.width, p.height), format!("{} KB", kb(p.size)), p.used_in.join(", ")]
    };
    table(&["address", "name", "pixels", "size", "shown in"], &all.iter().map(row).collect::<Vec<_>>())
}

impl MailServerCommand {
    fn run(self, app: &App, out: Out) -> Result<()> {
        if self.forget {
            emails::forget_mail_settings(app)?;
            out.note("Forgotten, with its password.");
            return Ok(());
        }
        let old = emails::mail_settings(app)?;
        if self.says_nothing() {
            return match old {
                Some(old) => out.print(&old, told),
                None => Err(Error::not_found("No mail server is set up. `email mail-server --host … --user … --from …` does that.")),
            };
        }
        let security = match self.security {
            Some(Security::Starttls) => MailSecurity::Starttls,
            Some(Security::Tls) => MailSecurity::Tls,
            Some(Security::Plain) => MailSecurity::Plain,
            None => old.as_ref().map(|o| o.security).unwrap_or_default(),
        };
        let usual = if security == MailSecurity::Tls { 465 } else { 587 };
        let of = |new: Option<String>, old: Option<&String>| new.or_else(|| old.cloned()).unwrap_or_default();
        let new = MailSettings {
            host: of(self.host, old.as_ref().map(|o| &o.host)),
            port: self.port.or(old.as_ref().map(|o| o.port)).unwrap_or(usual),
            security,
            user: of(self.user, old.as_ref().map(|o| &o.user)),
            from_address: of(self.from, old.as_ref().map(|o| &o.from_address)),
            from_name: of(self.from_name, old.as_ref().map(|o| &o.from_name)),
            test_addresses: old.map(|o| o.test_addresses).unwrap_or_default(),
            password_kept: false,
        };
        let variable = keychain::variable("mail");
        let elsewhere = self.no_keychain || std::env::var_os(&variable).is_some();
        let password = if new.user.is_empty() || elsewhere {
            None
        } else {
            Some(Secret::new(typed_secret("Password")?.trim_end_matches(['\r', '\n'])))
        };
        let saved = emails::save_mail_settings(app, &new, password)?;
        if !saved.user.is_empty() && !saved.password_kept {
            out.note(&format!("No password is kept: set {variable} at each run."));
        }
        out.print(&saved, told)
    }

    fn says_nothing(&self) -> bool {
        self.host.is_none()
            && self.port.is_none()
            && self.security.is_none()
            && self.user.is_none()
            && self.from.is_none()
            && self.from_name.is_none()
    }
}

fn told(s: &MailSettings) -> String {
    let how = match s.security {
        MailSecurity::Starttls => "STARTTLS",
        MailSecurity::Tls => "TLS",
        MailSecurity::Plain => "no encryption",
    };
    let user = if s.user.is_empty() { "none" } else { &s.user };
    let kept = if s.password_kept { " (password in the keychain)" } else { "" };
    let name = if s.from_name.is_empty() { String::new() } else { format!("{} ", s.from_name) };
    format!("server  {}, port {}, {how}\nuser    {user}{kept}\nfrom    {name}<{}>", s.host, s.port, s.from_address)
}
