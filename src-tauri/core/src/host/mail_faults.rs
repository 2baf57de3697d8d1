//! What a mail server's refusal means, and the way out. The server's own words are quoted where they help; a password
//! that it repeats is taken out of them.

use base64::Engine;
use lettre::transport::smtp::Error as Smtp;

use super::mail::{MailSecurity, MailServer};
use crate::types::{Code, Error};

/// How far it came.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Connect,
    Encrypt,
    Login,
    Sender(&'a str),
    Recipient(&'a str),
    /// Bytes.
    Message(usize),
}

pub(super) fn sentence(step: Step<'_>, server: &MailServer, e: &Smtp) -> Error {
    let host = &server.host;
    let status = e.status().map(u16::from);
    let words = quoted(server, e);
    let Some(status) = status else { return broken(step, server, e) };
    let waits = (400..500).contains(&status);
    let (code, text) = match step {
        Step::Login if status == 530 || status == 538 => {
            (Code::Unauthorised, format!("{host} takes no password over this connection. Choose STARTTLS or TLS and try again.{words}"))
        }
        Step::Login if waits => (Code::Busy, format!("{host} cannot check the password just now. Wait some minutes and try again.{words}")),
        Step::Login => (
            Code::Unauthorised,
            format!(
                "{host} does not accept this name and password. Check both; many providers want a password made for apps instead of your usual one.{words}"
            ),
        ),
        _ if waits && status != 452 => (
            Code::Busy,
            format!(
                "{host} asks to come back later, as careful servers do with senders they do not know yet. Wait some minutes and try again.{words}"
            ),
        ),
        _ if status == 552 || status == 523 || status == 452 => {
            let size = if let Step::Message(bytes) = step { format!(" of {:.1} MB", bytes as f64 / 1_048_576.0) } else { String::new() };
            (Code::Refused, format!("{host} says that the mail{size} is too large. Use smaller or fewer pictures.{words}"))
        }
        Step::Sender(from) if status == 530 => (
            Code::Unauthorised,
            format!("{host} wants a name and a password before it takes mail from {from}. Enter them in the settings for mail.{words}"),
        ),
        Step::Sender(from) => (
            Code::Refused,
            format!("{host} does not send mail from {from}. Use the address of your own mailbox there as the sender.{words}"),
        ),
        Step::Recipient(to) => (
            Code::Refused,
            format!(
                "{host} does not take mail for {to}. Check the address for a typing mistake, and that your account may send there.{words}"
            ),
        ),
        Step::Message(_) => (Code::Refused, format!("{host} did not take the mail.{words} If it says spam or policy, ask your provider.")),
        Step::Connect => (
            Code::Busy,
            format!("{host} does not want to talk now. Check that it is a server for sending mail, and the port {}.{words}", server.port),
        ),
        Step::Encrypt => (Code::Network, format!("{host} offers encryption but did not begin it.{words} Try TLS on port 465.")),
    };
    Error::new(code, text).caused_by(format!("SMTP {status}"))
}

/// No answer came at all, or none that can be read.
fn broken(step: Step<'_>, server: &MailServer, e: &Smtp) -> Error {
    let (host, port) = (&server.host, server.port);
    let causes = chain(e);
    let low = causes.to_lowercase();
    let text = if low.contains("lookup") || low.contains("name or service") || low.contains("nodename") || low.contains("no such host") {
        format!("There is no mail server called {host}, as far as this machine can tell. Check the name, and that this machine is online.")
    } else if low.contains("certificate") && !low.contains("corrupt") {
        format!(
            "{host} shows a certificate that this machine does not trust ({}). Check the name of the server. If it is your own server with an \
             authority of its own, add that with `regulars-cli settings --trust FILE`.",
            certificate(&low)
        )
    } else if low.contains("refused") {
        format!("{host} refused the connection: nothing is listening on port {port}. Usual ports are 587 (STARTTLS) and 465 (TLS).")
    } else if e.is_timeout() || low.contains("timed out") || low.contains("would block") || low.contains("temporarily unavailable") {
        return too_slow(host);
    } else if e.is_tls() || low.contains("corrupt") || low.contains("handshake") {
        format!("{host} does not speak TLS on port {port}. Try STARTTLS on port 587.")
    } else if server.security != MailSecurity::Tls && matches!(step, Step::Connect) && (low.contains("incomplete") || low.contains("parse"))
    {
        format!("{host} does not answer on port {port} as a mail server does. On port 465 choose TLS instead of STARTTLS.")
    } else {
        format!("The connection to {host} broke off before the mail was taken. Try again.")
    };
    Error::new(Code::Network, text).caused_by(causes)
}

fn certificate(causes: &str) -> &'static str {
    match causes {
        c if c.contains("expired") => "it is out of date",
        c if c.contains("notvalidforname") || c.contains("not valid for name") => "it is for another name",
        c if c.contains("unknownissuer") || c.contains("unknown issuer") => "nobody this machine knows vouches for it",
        c if c.contains("notvalidyet") => "it is not valid yet",
        _ => "it cannot be checked",
    }
}

pub(super) fn too_slow(host: &str) -> Error {
    Error::new(Code::Network, format!("{host} did not answer in time. Check the name and the port, and whether a firewall stands between."))
}

pub(super) fn no_starttls(host: &str, port: u16) -> Error {
    Error::new(
        Code::Network,
        format!("{host} offers no encryption (STARTTLS) on port {port}, so the password was not sent. Try port 587, or TLS on port 465."),
    )
}

pub(super) fn no_login(host: &str) -> Error {
    Error::new(
        Code::Unauthorised,
        format!(
            "{host} takes no name and password in a way that Regulars knows. Leave the user empty if the server needs none, or use an app password."
        ),
    )
}

pub(super) fn no_foreign_letters(host: &str, address: &str) -> Error {
    Error::new(Code::Refused, format!("{host} cannot send to or from “{address}”, because of its letters. Use another address."))
}

/// ` It says: “…”`, or nothing.
fn quoted(server: &MailServer, e: &Smtp) -> String {
    let Some(said) = std::error::Error::source(e).map(ToString::to_string) else { return String::new() };
    let mut said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((user, password)) = &server.login {
        said = without(&said, user, password.reveal());
    }
    said.retain(|c| !c.is_control());
    let short: String = said.chars().take(160).collect();
    if short.is_empty() { short } else { format!(" It says: “{}”.", short.trim_end_matches('.')) }
}

/// Without the password in any of the forms in which it was sent.
fn without(said: &str, user: &str, password: &str) -> String {
    let encode = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let forms = [password.to_owned(), encode(password), encode(&format!("\0{user}\0{password}"))];
    forms.iter().filter(|f| !f.is_empty()).fold(said.to_owned(), |s, form| s.replace(form.as_str(), "…"))
}

fn chain(e: &Smtp) -> String {
    let mut out = e.to_string();
    let mut source = std::error::Error::source(e);
    while let Some(s) = source {
        out.push_str("; ");
        out.push_str(&s.to_string());
        source = s.source();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_password_that_comes_back_is_taken_out() {
        let said = "535 bad: hunter2 aHVudGVyMg== AGFkYQBodW50ZXIy end";
        assert_eq!(without(said, "ada", "hunter2"), "535 bad: … … … end");
    }
}
