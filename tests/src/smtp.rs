//! A real mail server on loopback: Nodemailer's `smtp-server`, run by Node, with a certificate made for the test.
//!
//! It takes mail with STARTTLS, TLS or neither, asks for a password when it was given one, and refuses by address:
//! `nobody@` (no such user), `later@` (greylisting), a sender `stranger@`, and mails of more than 400 kB.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine;
use serde_json::{Value, json};

pub struct Smtp {
    pub port: u16,
    /// The authority that vouches for its certificate, as a PEM file; none without encryption.
    pub authority: PathBuf,
    child: Child,
    told: Receiver<Value>,
    _dir: tempfile::TempDir,
}

/// A mail as the server got it.
#[derive(Debug)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// What the sender called its machine.
    pub hello: String,
    pub secure: bool,
    pub message: Vec<u8>,
}

impl Smtp {
    /// `security`: `starttls`, `tls` or `plain`. With a password it asks for it (the user is `ada`).
    ///
    /// # Panics
    /// When Node or its package is not there: `make setup` installs both.
    pub fn start(security: &str, password: Option<&str>) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let authority = dir.path().join("authority.pem");
        let mut asked = json!({ "security": security, "modules": root().join("ui/package.json") });
        if security != "plain" {
            let (cert, key) = certificate(dir.path(), &authority);
            asked["cert"] = json!(cert);
            asked["key"] = json!(key);
        }
        if let Some(password) = password {
            asked["password"] = json!(password);
        }
        let mut child = Command::new("node")
            .arg(root().join("tests/src/smtp.mjs"))
            .arg(asked.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node is installed (see `make setup`)");
        let out = child.stdout.take().expect("it has an output");
        let (tell, told) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if let Ok(value) = serde_json::from_str::<Value>(&line) {
                    let _ = tell.send(value);
                }
            }
        });
        let first = told.recv_timeout(Duration::from_secs(60)).expect("the mail server starts: is ui/node_modules installed?");
        let port = first["port"].as_u64().and_then(|p| u16::try_from(p).ok()).expect("a port");
        Self { port, authority, child, told, _dir: dir }
    }

    /// The next mail it took.
    ///
    /// # Panics
    /// When none comes.
    pub fn taken(&self) -> Taken {
        loop {
            let next = self.told.recv_timeout(Duration::from_secs(60)).expect("a mail");
            let Some(message) = next["message"].as_str() else { continue };
            let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
            return Taken {
                from: text(&next["from"]),
                to: next["to"].as_array().map(|a| a.iter().map(text).collect()).unwrap_or_default(),
                hello: text(&next["hello"]),
                secure: next["secure"].as_bool().unwrap_or(false),
                message: base64::engine::general_purpose::STANDARD.decode(message).expect("base64"),
            };
        }
    }

    /// Everything it told until now: logins and mails.
    pub fn told(&self) -> Vec<Value> {
        self.told.try_iter().collect()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project's folder")
}

/// For `localhost`, by an authority of its own that is written to `authority`.
fn certificate(dir: &Path, authority: &Path) -> (PathBuf, PathBuf) {
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    let ca_key = KeyPair::generate().expect("a key");
    let mut ca = CertificateParams::new(Vec::<String>::new()).expect("a certificate");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    std::fs::write(authority, ca.self_signed(&ca_key).expect("signed").pem()).expect("written");
    let issuer = Issuer::new(ca, ca_key);
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(vec!["localhost".to_owned()]).expect("a certificate").signed_by(&key, &issuer).expect("signed");
    let (cert_file, key_file) = (dir.join("cert.pem"), dir.join("key.pem"));
    std::fs::write(&cert_file, own.pem()).expect("written");
    std::fs::write(&key_file, key.serialize_pem()).expect("written");
    (cert_file, key_file)
}
