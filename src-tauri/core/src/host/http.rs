//! One blocking HTTP exchange. No retries, no pacing, no platform's dialect: those belong to whoever calls.
//!
//! TLS is always verified. Redirects are never followed: credentials must not travel to another host, so whoever
//! calls sees the 3xx and says what it means.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::types::{Code, Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request. It has no `Debug`, because its headers and its query hold secrets.
pub struct HttpRequest {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// A JSON text.
    pub json: Option<String>,
}

impl HttpRequest {
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: Method::Get, url: url.into(), headers: Vec::new(), json: None }
    }

    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

#[derive(Debug, Clone)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub trait Http: Send + Sync {
    /// # Errors
    /// `Network` when no whole answer came; any status that did come is an answer, not an error.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse>;

    /// The same with tighter limits, for what is asked of strangers' servers (pictures).
    fn send_within(&self, request: &HttpRequest, limits: Limits) -> Result<HttpResponse> {
        let _ = limits;
        self.send(request)
    }
}

/// How much of an answer is read at most, and how long it may take in all.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes.
    pub largest: u64,
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { largest: LARGEST_ANSWER, patience: Duration::from_secs(90) }
    }
}

/// The real one.
pub struct SystemHttp {
    client: reqwest::blocking::Client,
    limits: Limits,
}

/// More than any page of any platform; a larger answer is a mistake or an attack.
const LARGEST_ANSWER: u64 = 64 * 1024 * 1024;

impl SystemHttp {
    /// With the certificates that the system trusts.
    ///
    /// # Errors
    /// When the machine's own certificates cannot be read.
    pub fn new() -> Result<Self> {
        Self::within(Limits::default(), None)
    }

    /// As `new`, and with those that the owner added: in the file that REGULARS_CA_FILE names, else in the data folder.
    ///
    /// # Errors
    /// `File` or `BadInput` when that file cannot be read or holds no certificate.
    pub fn for_folder(data_dir: &Path) -> Result<Self> {
        let added = std::env::var_os(CA_VARIABLE).map(PathBuf::from).or_else(|| Some(data_dir.join(ADDED)).filter(|p| p.exists()));
        Self::within(Limits::default(), added.as_deref())
    }

    /// `own_ca`: a file of PEM certificates that are trusted beside the system's, for a shop behind a private authority.
    ///
    /// # Errors
    /// As `new`.
    pub fn within(limits: Limits, own_ca: Option<&Path>) -> Result<Self> {
        let mut builder = reqwest::blocking::Client::builder()
            .user_agent(concat!("Regulars/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(15).min(limits.patience))
            .timeout(limits.patience);
        if let Some(path) = own_ca {
            builder = builder.tls_certs_merge(certificates(path)?);
        }
        let client = builder.build().map_err(|e| Error::internal("The network could not be set up.").caused_by(e))?;
        Ok(Self { client, limits })
    }
}

/// Names a file of certificates that are trusted beside the system's.
pub const CA_VARIABLE: &str = "REGULARS_CA_FILE";
/// The file of a data folder that does the same.
pub const ADDED: &str = "certificates.pem";

pub(crate) fn certificates(path: &Path) -> Result<Vec<reqwest::Certificate>> {
    let text = std::fs::read(path).map_err(|e| Error::file("read the certificates in", path, e))?;
    let found = reqwest::Certificate::from_pem_bundle(&text).unwrap_or_default();
    if found.is_empty() {
        return Err(Error::bad_input(format!(
            "{} holds no certificate. It must be a PEM file, with lines such as -----BEGIN CERTIFICATE-----.",
            path.display()
        )));
    }
    Ok(found)
}

impl Http for SystemHttp {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        self.send_within(request, self.limits)
    }

    fn send_within(&self, request: &HttpRequest, limits: Limits) -> Result<HttpResponse> {
        use std::io::Read;

        let method = reqwest::Method::from_bytes(request.method.as_str().as_bytes())
            .map_err(|e| Error::internal("An unknown kind of request.").caused_by(e))?;
        let mut builder = self.client.request(method, &request.url).timeout(limits.patience);
        for (name, value) in &request.headers {
            let mut value = reqwest::header::HeaderValue::from_str(value)
                .map_err(|_| Error::bad_input("A key or address holds characters that cannot be sent, such as a line break."))?;
            // Keeps the libraries beneath from printing it at their most talkative log level.
            value.set_sensitive(!name.eq_ignore_ascii_case("accept"));
            builder = builder.header(name, value);
        }
        if let Some(json) = &request.json {
            builder = builder.header("Content-Type", "application/json").body(json.clone());
        }
        let host = host_of(&request.url);
        let answer = builder.send().map_err(|e| unreachable_host(&host, &e))?;
        let status = answer.status().as_u16();
        let headers =
            answer.headers().iter().map(|(n, v)| (n.as_str().to_owned(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
        let mut body = Vec::new();
        answer
            .take(limits.largest + 1)
            .read_to_end(&mut body)
            .map_err(|e| Error::new(Code::Network, format!("The connection to {host} broke in the middle of an answer.")).caused_by(e))?;
        if body.len() as u64 > limits.largest {
            return Err(Error::new(
                Code::Unexpected,
                format!("{host} sent an answer of more than {} MB, which is too large.", limits.largest / 1024 / 1024),
            ));
        }
        Ok(HttpResponse { status, headers, body })
    }
}

/// The host alone: a whole address can hold a key in its query and never belongs in a sentence.
pub fn host_of(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|u| u.host_str().map(|h| u.port().map_or_else(|| h.to_owned(), |p| format!("{h}:{p}"))))
        .unwrap_or_else(|| "the address".to_owned())
}

fn unreachable_host(host: &str, e: &reqwest::Error) -> Error {
    let causes = chain(e).to_lowercase();
    let sentence = if e.is_connect() && (causes.contains("dns") || causes.contains("lookup")) {
        format!(
            "There is no host called {host}, as far as this machine can tell. Check the address for a typing mistake, and that this machine is online."
        )
    } else if e.is_connect()
        && ["certificate", "tls", "handshake", "invalidcontenttype", "corrupt message"].iter().any(|w| causes.contains(w))
    {
        format!(
            "No safe connection to {host} could be made: its certificate is missing, out of date or for another name. \
             Open the address in a browser to see what it says, or ask the host; Regulars will not send keys over it."
        )
    } else if e.is_connect() && causes.contains("refused") {
        format!("{host} refused the connection: nothing is listening there. Check the address and the port.")
    } else if e.is_timeout() {
        format!("{host} did not answer in time. Is it up, and is this machine online?")
    } else if e.is_connect() {
        format!("{host} could not be reached. Check the address, and that this machine is online.")
    } else if e.is_builder() {
        "This is not a complete web address; it should look like https://shop.example.".to_owned()
    } else {
        format!("The connection to {host} broke off.")
    };
    // `without_url`: the address may hold a key.
    Error::new(Code::Network, sentence).caused_by(chain(e))
}

fn chain(e: &reqwest::Error) -> String {
    let mut out = String::new();
    let mut source = std::error::Error::source(e);
    while let Some(s) = source {
        out.push_str(&s.to_string());
        out.push_str("; ");
        source = s.source();
    }
    out
}
