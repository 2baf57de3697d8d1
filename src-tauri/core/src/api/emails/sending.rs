//! A test of an email in the marketer's own mailbox: the settings of the mail server, and the sending.
//!
//! Only to a few addresses of one's own, always marked as a test, never to somebody who said no. The password is in the
//! keychain under `mail/<user>@<host>`; for cron and tests REGULARS_SECRET_MAIL in the environment stands in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::App;
use super::preview::{EmailPreview, preview};
use super::sight::Sight;
use crate::emails::Email;
use crate::emails::message::{Inline, Outgoing, kept_pictures, message, with_content_ids, with_notice, with_unsubscribe};
use crate::host::mail::{Envelope, address, is_here};
use crate::host::{Chance, MailSecurity, MailServer, Secret, SystemChance};
use crate::store::{Area, Reader};
use crate::types::{Code, Error, PersonId, Progress, Result};

const SETTING: &str = "emails.mail";
const STAND_IN: &str = "mail";
/// At most so many addresses at once.
pub const MOST_ADDRESSES: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// Empty: the server asks for no password.
    #[serde(default)]
    pub user: String,
    pub from_address: String,
    /// The shop's name when empty.
    #[serde(default)]
    pub from_name: String,
    /// Where the last test went.
    #[serde(default)]
    pub test_addresses: Vec<String>,
    /// A password lies in the keychain; set by `save_mail_settings` alone.
    #[serde(default)]
    pub password_kept: bool,
}

/// What a test came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct TestSent {
    pub to: Vec<String>,
    pub subject: String,
    /// Whose data it shows.
    pub person: String,
    /// Bytes of the mail with its pictures.
    pub size: u32,
}

pub fn mail_settings(app: &App) -> Result<Option<MailSettings>> {
    app.store().read(read)
}

fn read(r: &Reader<'_>) -> Result<Option<MailSettings>> {
    Ok(r.setting(SETTING)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps the settings, and the password (when one is given) in the keychain. A password of another user or server is
/// forgotten: it is never sent to a server for which it was not entered.
///
/// # Errors
/// `BadInput` that names what cannot be, `Keychain` when the password cannot be kept; nothing is changed then.
pub fn save_mail_settings(app: &App, settings: &MailSettings, password: Option<Secret>) -> Result<MailSettings> {
    let mut new = settings.clone();
    for text in [&mut new.host, &mut new.user, &mut new.from_address, &mut new.from_name] {
        *text = text.trim().to_owned();
    }
    check(&new)?;
    let old = mail_settings(app)?;
    let keychain = &app.parts.keychain;
    match password.filter(|p| !p.reveal().is_empty() && !new.user.is_empty()) {
        Some(password) => {
            keychain.set(&secret_name(&new), &password)?;
            new.password_kept = true;
        }
        None => {
            let same = old.as_ref().is_some_and(|o| o.password_kept && secret_name(o) == secret_name(&new));
            new.password_kept = same && !new.user.is_empty();
        }
    }
    if let Some(old) = old.filter(|o| o.password_kept && (secret_name(o) != secret_name(&new) || !new.password_kept)) {
        keychain.remove(&secret_name(&old))?;
    }
    keep(app, &new)?;
    app.changed();
    Ok(new)
}

/// Forgets the server and its password.
pub fn forget_mail_settings(app: &App) -> Result<()> {
    if let Some(old) = mail_settings(app)?.filter(|o| o.password_kept) {
        app.parts.keychain.remove(&secret_name(&old))?;
    }
    app.store().write(Area::House, |w| w.clear_setting(SETTING))?;
    app.changed();
    Ok(())
}

fn keep(app: &App, settings: &MailSettings) -> Result<()> {
    let text = serde_json::to_string(settings).map_err(|e| Error::internal("These settings could not be written.").caused_by(e))?;
    app.store().write(Area::House, |w| w.set_setting(SETTING, &text))
}

fn check(s: &MailSettings) -> Result<()> {
    if s.host.is_empty() || s.host.contains(|c: char| c.is_whitespace() || c == '/' || c == '@') {
        return Err(Error::bad_input("Enter the name of the mail server, such as smtp.example.com, without anything before or after it."));
    }
    if s.port == 0 {
        return Err(Error::bad_input("Enter the port of the mail server; 587 for STARTTLS and 465 for TLS are usual."));
    }
    if s.security == MailSecurity::Plain && !is_here(&s.host) {
        return Err(Error::bad_input("Mail goes without encryption only to this machine itself. Choose STARTTLS or TLS."));
    }
    address(&s.from_address).map(|_| ())
}

fn secret_name(s: &MailSettings) -> String {
    format!("mail/{}@{}", s.user, s.host)
}

/// Sends the email as `person` reads it. `name` is the email's, for the notice.
///
/// # Errors
/// `BadInput` without settings or addresses, `Refused` for an address that said no, and what the server says.
pub fn send_test(app: &App, email: &Email, person: PersonId, to: &[String], progress: &Progress) -> Result<TestSent> {
    let settings = mail_settings(app)?.ok_or_else(|| {
        Error::bad_input("No mail server is set up yet. Enter the one of your own mailbox first; your provider's help names it.")
    })?;
    let to = addresses(app, to)?;
    progress.tick("Filling in", 0, None)?;
    let shown = shown(app, email, person)?;
    let server =
        MailServer { login: login(app, &settings)?, host: settings.host.clone(), port: settings.port, security: settings.security };
    let subject = format!("[Test] {}", shown.subject);
    let notice = format!("A test from Regulars. It shows the data of {}; your customers do not get this line.", shown.person.name);
    let (html, text) = with_notice(&shown.html, &shown.text, &notice);
    let from_name = if settings.from_name.is_empty() { &shown.from_name } else { &settings.from_name };
    let bytes = message(Outgoing {
        from_name,
        from: &settings.from_address,
        to: &to,
        subject: &subject,
        html: &with_unsubscribe(&html, &settings.from_address),
        text: &with_unsubscribe(&text, &settings.from_address),
        pictures: pictures(app, &html)?,
        date: app.now(),
        token: SystemChance.number(),
        test: true,
    })?;
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    progress.tick("Talking to the mail server", 0, None)?;
    app.parts.mail.send(&server, &Envelope { from: settings.from_address.clone(), to: to.clone(), message: bytes }, progress)?;
    keep(app, &MailSettings { test_addresses: to.clone(), ..settings })?;
    Ok(TestSent { to, subject, person: shown.person.name, size })
}

/// As `send_test`, watched and stopped as a task; returns its number.
pub fn start_test(app: &Arc<App>, email: Email, name: &str, person: PersonId, to: Vec<String>) -> Result<u32> {
    let me = Arc::clone(app);
    Ok(app.tasks.start("test_send", name, move |progress| {
        let sent = send_test(&me, &email, person, &to, progress)?;
        serde_json::to_value(sent).map_err(|e| Error::internal("The result could not be written.").caused_by(e))
    }))
}

/// The email as this person gets it; nothing is fetched and no code handed out.
pub(super) fn shown(app: &App, email: &Email, person: PersonId) -> Result<EmailPreview> {
    let mut shown = preview(app, email, &Sight::of(person))?;
    shown.html = with_content_ids(&shown.html);
    Ok(shown)
}

/// The kept pictures that stand in it.
///
/// # Errors
/// `NotFound` when one was removed meanwhile.
pub(super) fn pictures(app: &App, html: &str) -> Result<Vec<Inline>> {
    app.store().read(|r| {
        kept_pictures(html)
            .into_iter()
            .map(|id| {
                let (media_type, bytes) = r.picture_bytes(id)?.ok_or_else(|| {
                    Error::not_found(format!("This email shows the picture number {id}, which is not there any more. Choose another one."))
                })?;
                Ok(Inline { id, media_type, bytes })
            })
            .collect()
    })
}

fn addresses(app: &App, to: &[String]) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for one in to.iter().map(|a| a.trim()).filter(|a| !a.is_empty()) {
        let one = address(one)?.to_string();
        if !out.iter().any(|o| o.eq_ignore_ascii_case(&one)) {
            out.push(one);
        }
    }
    if out.is_empty() {
        return Err(Error::bad_input("Enter your own address: that is where the test goes."));
    }
    if out.len() > MOST_ADDRESSES {
        return Err(Error::bad_input(format!(
            "A test goes to at most {MOST_ADDRESSES} addresses. Mail to customers goes through Audiences."
        )));
    }
    app.store().read(|r| {
        for one in &out {
            if r.is_suppressed(&one.to_lowercase())? {
                return Err(Error::new(Code::Refused, format!("{one} was erased or must not be written to, so no test goes there.")));
            }
        }
        Ok(())
    })?;
    Ok(out)
}

fn login(app: &App, s: &MailSettings) -> Result<Option<(String, Secret)>> {
    if s.user.is_empty() {
        return Ok(None);
    }
    let secret = match app.parts.keychain.get(STAND_IN) {
        Ok(Some(secret)) => secret,
        // Nothing is ever kept under that name: whatever is wrong with the keychain shows at the real one.
        _ => app.parts.keychain.get(&secret_name(s))?.ok_or_else(|| {
            Error::new(
                Code::Keychain,
                format!("The keychain of this machine has no password for {} at {}. Enter it once more.", s.user, s.host),
            )
        })?,
    };
    Ok(Some((s.user.clone(), secret)))
}
