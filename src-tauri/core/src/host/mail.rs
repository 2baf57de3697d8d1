//! One mail handed to one server (SMTP), step by step, so that each fault is told at its step.
//!
//! No queue and no retries: whoever sends a test reads the sentence and tries again. Encryption is always verified;
//! without it only this machine itself is spoken to. The machine's own name is told to nobody. Start with `Mail`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::keychain::Secret;
use super::mail_faults::{self as faults, Step};
use crate::types::{Code, Error, Progress, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// Begins in the open and is encrypted before a word is said; usually port 587.
    #[default]
    Starttls,
    /// Encrypted from the first byte; usually port 465.
    Tls,
    /// Not encrypted: only to this machine.
    Plain,
}

/// Who takes the mail. No `Debug`: it holds the password.
#[derive(Clone)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// `None`: the server asks for nothing.
    pub login: Option<(String, Secret)>,
}

/// A whole mail as it goes over the line (RFC 5322), and who it is from and for.
#[derive(Debug, Clone)]
pub struct Envelope {
    pub from: String,
    pub to: Vec<String>,
    pub message: Vec<u8>,
}

pub trait Mail: Send + Sync {
    /// # Errors
    /// A sentence for each step that can fail; `Cancelled` when `progress` was stopped before the mail was taken.
    fn send(&self, server: &MailServer, mail: &Envelope, progress: &Progress) -> Result<()>;
}

/// The real one.
pub struct SystemMail {
    own_ca: Option<PathBuf>,
    /// For one answer, and for everything.
    patience: (Duration, Duration),
}

impl SystemMail {
    /// Trusts what the system trusts, and the certificates that the owner added (see `http::SystemHttp::for_folder`).
    pub fn for_folder(data_dir: &Path) -> Self {
        let own_ca = std::env::var_os(super::http::CA_VARIABLE).map(PathBuf::from);
        Self::within(Duration::from_secs(30), Duration::from_secs(120), own_ca.unwrap_or_else(|| data_dir.join(super::http::ADDED)))
    }

    pub fn within(one: Duration, all: Duration, own_ca: PathBuf) -> Self {
        Self { own_ca: Some(own_ca), patience: (one, all) }
    }

    fn tls(&self, host: &str) -> Result<TlsParameters> {
        let mut tls = TlsParametersBuilder::new(host.to_owned());
        if let Some(path) = self.own_ca.as_deref().filter(|p| p.exists()) {
            let text = std::fs::read(path).map_err(|e| Error::file("read the certificates in", path, e))?;
            let added = Certificate::from_pem(&text).map_err(|e| {
                Error::bad_input(format!("{} holds no certificate that can be read.", path.display())).caused_by(e.to_string())
            })?;
            tls = tls.add_root_certificate(added);
        }
        tls.build().map_err(|e| Error::bad_input(format!("“{host}” is not the name of a mail server.")).caused_by(e.to_string()))
    }
}

/// Sends nothing, for shops that are only looked at.
pub struct NoMail;

impl Mail for NoMail {
    fn send(&self, _: &MailServer, _: &Envelope, _: &Progress) -> Result<()> {
        Err(Error::new(Code::Network, "No mail is sent from here."))
    }
}

impl Mail for SystemMail {
    fn send(&self, server: &MailServer, mail: &Envelope, progress: &Progress) -> Result<()> {
        if server.security == MailSecurity::Plain && !is_here(&server.host) {
            return Err(Error::new(
                Code::Refused,
                format!(
                    "Without encryption everybody on the way to {} could read the password and the mail, so Regulars does not send it. \
                     Choose STARTTLS or TLS; every provider has one of them.",
                    server.host
                ),
            ));
        }
        let tls = if server.security == MailSecurity::Plain { None } else { Some(self.tls(&server.host)?) };
        let stop = Arc::new(AtomicBool::new(false));
        let talk = Talk { server: server.clone(), mail: mail.clone(), tls, patience: self.patience.0, stop: Arc::clone(&stop) };
        let (tell, told) = channel();
        // A thread of its own, because a server that keeps silent cannot be interrupted, only left.
        std::thread::spawn(move || tell.send(talk.through()));
        let started = Instant::now();
        loop {
            match told.recv_timeout(Duration::from_millis(50)) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => return Err(Error::internal("The mail could not be sent. Please try again.")),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if progress.is_cancelled() {
                stop.store(true, Ordering::SeqCst);
                return Err(Error::new(Code::Cancelled, "Stopped. If the server had the mail already, it may still arrive."));
            }
            if started.elapsed() > self.patience.1 {
                stop.store(true, Ordering::SeqCst);
                return Err(faults::too_slow(&server.host));
            }
        }
    }
}

/// Is it this machine? Names are not looked up: only `localhost` is known to stay here.
pub fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().map_or_else(|_| host.eq_ignore_ascii_case("localhost"), |ip| ip.is_loopback())
}

struct Talk {
    server: MailServer,
    mail: Envelope,
    tls: Option<TlsParameters>,
    patience: Duration,
    stop: Arc<AtomicBool>,
}

impl Talk {
    fn through(&self) -> Result<()> {
        let server = &self.server;
        let said = |step: Step<'static>| move |e: lettre::transport::smtp::Error| faults::sentence(step, server, &e);
        // Never the machine's own name.
        let hello = ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST);
        let wrapped = self.tls.as_ref().filter(|_| server.security == MailSecurity::Tls);
        let mut line = SmtpConnection::connect((server.host.as_str(), server.port), Some(self.patience), &hello, wrapped, None)
            .map_err(said(Step::Connect))?;
        self.go_on(&mut line)?;
        if let (MailSecurity::Starttls, Some(tls)) = (server.security, &self.tls) {
            if !line.can_starttls() {
                line.abort();
                return Err(faults::no_starttls(&server.host, server.port));
            }
            line.starttls(tls, &hello).map_err(said(Step::Encrypt))?;
            self.go_on(&mut line)?;
        }
        if let Some((user, password)) = &server.login {
            let ways = [Mechanism::Plain, Mechanism::Login];
            if line.server_info().get_auth_mechanism(&ways).is_none() {
                line.abort();
                return Err(faults::no_login(&server.host));
            }
            line.auth(&ways, &Credentials::new(user.clone(), password.reveal().to_owned())).map_err(said(Step::Login))?;
            self.go_on(&mut line)?;
        }
        let ends = self.deliver(&mut line);
        match ends {
            // The mail is taken; how the goodbye goes does not matter.
            Ok(()) => drop(line.quit()),
            Err(_) => line.abort(),
        }
        ends
    }

    fn deliver(&self, line: &mut SmtpConnection) -> Result<()> {
        let server = &self.server;
        let from: Address = address(&self.mail.from)?;
        let to = self.mail.to.iter().map(|a| address(a)).collect::<Result<Vec<Address>>>()?;
        let mut options = Vec::new();
        if let Some(foreign) = std::iter::once(&from).chain(&to).find(|a| !a.to_string().is_ascii()) {
            if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(faults::no_foreign_letters(&server.host, foreign.as_ref()));
            }
            options.push(MailParameter::SmtpUtfEight);
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        line.command(MailFrom::new(Some(from), options)).map_err(|e| faults::sentence(Step::Sender(&self.mail.from), server, &e))?;
        for (one, said) in to.into_iter().zip(&self.mail.to) {
            line.command(Rcpt::new(one, Vec::new())).map_err(|e| faults::sentence(Step::Recipient(said), server, &e))?;
        }
        self.go_on(line)?;
        let size = self.mail.message.len();
        line.command(Data).map_err(|e| faults::sentence(Step::Message(size), server, &e))?;
        line.message(&self.mail.message).map_err(|e| faults::sentence(Step::Message(size), server, &e))?;
        Ok(())
    }

    /// Nothing more is said once somebody stopped it.
    fn go_on(&self, line: &mut SmtpConnection) -> Result<()> {
        if self.stop.load(Ordering::SeqCst) {
            line.abort();
            return Err(Error::cancelled());
        }
        Ok(())
    }
}

/// # Errors
/// `BadInput` that names the address.
pub fn address(text: &str) -> Result<Address> {
    text.trim().parse().map_err(|_| Error::bad_input(format!("“{}” is not an email address.", text.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_encryption_only_to_this_machine() {
        for here in ["127.0.0.1", "127.3.2.1", "localhost", "LOCALHOST", "::1", "[::1]"] {
            assert!(is_here(here), "{here}");
        }
        for away in ["mail.example", "10.0.0.1", "127.0.0.1.example", "", "localhost.example", "0.0.0.0"] {
            assert!(!is_here(away), "{away}");
        }
        let server = MailServer { host: "mail.example".into(), port: 25, security: MailSecurity::Plain, login: None };
        let mail = Envelope { from: "a@a.example".into(), to: vec!["b@b.example".into()], message: Vec::new() };
        let own = SystemMail::within(Duration::from_secs(1), Duration::from_secs(1), PathBuf::from("no such file"));
        assert_eq!(own.send(&server, &mail, &Progress::silent()).unwrap_err().code, Code::Refused);
        assert!(address("Ada <ada@example.com>").is_err() && address(" ada@example.com ").is_ok() && address("a\r\nb@x.example").is_err());
    }
}
