//! Fetches the pictures of an email for its preview, when the person asked for them, and for no other reason.
//!
//! Only https (http to this machine), only pictures, with bounds on number, size and time, no cookies and nothing
//! that says which shop or reader it is for. What cannot be fetched stays a card, with a sentence why.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;

use crate::host::{Http, HttpRequest, Limits};

const MOST: usize = 30;
const LARGEST: u64 = 3 * 1024 * 1024;
const LARGEST_SUM: usize = 24 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(8);
const PATIENCE_SUM: Duration = Duration::from_secs(25);
const REDIRECTS: usize = 3;

/// Pictures fetched in this session, as `data:` addresses by where they came from.
#[derive(Default)]
pub struct Pictures(Mutex<BTreeMap<String, String>>);

/// What is there, and what could not be fetched.
#[derive(Debug, Default)]
pub struct Fetched {
    pub loaded: BTreeMap<String, String>,
    pub refused: Vec<String>,
}

impl Pictures {
    pub fn fetch(&self, http: &dyn Http, addresses: &[String]) -> Fetched {
        let started = Instant::now();
        let mut out = Fetched::default();
        for (i, address) in addresses.iter().enumerate() {
            if let Some(data) = self.lock().get(address) {
                out.loaded.insert(address.clone(), data.clone());
                continue;
            }
            let why = if i >= MOST {
                Err(format!("only the first {MOST} pictures are loaded"))
            } else if started.elapsed() > PATIENCE_SUM {
                Err("the pictures took too long".to_owned())
            } else {
                one(http, address)
            };
            match why {
                Ok(data) => {
                    let mut kept = self.lock();
                    if kept.values().map(String::len).sum::<usize>() + data.len() > LARGEST_SUM {
                        kept.clear();
                    }
                    kept.insert(address.clone(), data.clone());
                    out.loaded.insert(address.clone(), data);
                }
                Err(why) => out.refused.push(format!("{}: {why}.", shortened(address))),
            }
        }
        out
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn one(http: &dyn Http, address: &str) -> Result<String, String> {
    let mut at = allowed(address)?;
    for _ in 0..=REDIRECTS {
        let request = HttpRequest::get(at.as_str()).with_header("Accept", "image/*");
        let answer = http
            .send_within(&request, Limits { largest: LARGEST, patience: PATIENCE })
            .map_err(|e| e.message.trim_end_matches('.').to_owned())?;
        match answer.status {
            200 => return data(&answer.body, answer.header("content-type").unwrap_or("")),
            301 | 302 | 303 | 307 | 308 => {
                let to = answer.header("location").and_then(|l| at.join(l).ok()).ok_or("it leads nowhere")?;
                at = allowed(to.as_str())?;
            }
            status => return Err(format!("the server answers {status}")),
        }
    }
    Err("it is passed on too often".to_owned())
}

fn allowed(address: &str) -> Result<url::Url, String> {
    let url = url::Url::parse(address).map_err(|_| "this is no web address".to_owned())?;
    let here = match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("its address holds a password".to_owned());
    }
    if url.scheme() == "https" || (url.scheme() == "http" && here) {
        Ok(url)
    } else {
        Err("only encrypted (https) pictures are loaded".to_owned())
    }
}

fn data(body: &[u8], kind: &str) -> Result<String, String> {
    if body.len() as u64 > LARGEST {
        return Err("it is larger than 3 MB".to_owned());
    }
    // By its own first bytes, whatever the server calls it.
    let kind = match body {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => {
            return Err(format!(
                "it is not a PNG, JPEG, GIF or WebP picture (the server says “{}”)",
                kind.chars().take(40).collect::<String>()
            ));
        }
    };
    Ok(format!("data:{kind};base64,{}", base64::engine::general_purpose::STANDARD.encode(body)))
}

fn shortened(address: &str) -> String {
    let short: String = address.chars().take(80).collect();
    if short.len() < address.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::HttpResponse;
    use crate::types::{Code, Error};

    struct Server(Mutex<Vec<String>>);

    impl Http for Server {
        fn send(&self, request: &HttpRequest) -> crate::types::Result<HttpResponse> {
            self.0.lock().unwrap().push(request.url.clone());
            let (status, location, body) = match request.url.as_str() {
                "https://p.example/a.png" => (200, "", b"\x89PNG....".to_vec()),
                "https://p.example/moved" => (302, "/a.png", Vec::new()),
                "https://p.example/worse" => (302, "http://p.example/a.png", Vec::new()),
                "https://p.example/page" => (200, "", b"<html>".to_vec()),
                _ => return Err(Error::new(Code::Network, "p.example could not be reached.")),
            };
            Ok(HttpResponse { status, headers: vec![("Location".to_owned(), location.to_owned())], body })
        }
    }

    #[test]
    fn fetches_pictures_once_and_refuses_the_rest_with_a_reason() {
        let server = Server(Mutex::default());
        let pictures = Pictures::default();
        let addresses: Vec<String> = ["a.png", "moved", "worse", "page", "gone"]
            .iter()
            .map(|p| format!("https://p.example/{p}"))
            .chain(["http://p.example/a.png".into(), "file:///etc/x".into()])
            .collect();
        let got = pictures.fetch(&server, &addresses);
        assert_eq!(got.loaded.keys().collect::<Vec<_>>(), ["https://p.example/a.png", "https://p.example/moved"]);
        assert!(got.loaded.values().all(|d| d.starts_with("data:image/png;base64,")));
        insta::assert_snapshot!(got.refused.join("\n"), @"
        https://p.example/worse: only encrypted (https) pictures are loaded.
        https://p.example/page: it is not a PNG, JPEG, GIF or WebP picture (the server says “”).
        https://p.example/gone: p.example could not be reached.
        http://p.example/a.png: only encrypted (https) pictures are loaded.
        file:///etc/x: only encrypted (https) pictures are loaded.
        ");
        assert!(server.0.lock().unwrap().iter().all(|u| u.starts_with("https://")), "nothing was asked without encryption");
        let before = server.0.lock().unwrap().len();
        pictures.fetch(&server, &addresses[..2]);
        assert_eq!(server.0.lock().unwrap().len(), before);
    }
}
