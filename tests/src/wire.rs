//! A real socket in front of a simulator, on which an answer can be spoilt in every way that networks, proxies and servers
//! know.
//!
//! A fault begins with a given request and holds for some requests or for ever. `Wire` counts what it was asked, and a
//! second address that nobody should ask: where a redirect leads.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use regulars_core::host::{Http, HttpRequest, HttpResponse, Method as Verb};
use serde_json::{Value, json};

use crate::loopback::Loopback;

/// What becomes of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// This status, with an error as JSON.
    Status(u16),
    /// 429 that says when to come back, in seconds.
    RetryAfter(u64),
    /// This status, with a page for people.
    Page(u16),
    /// Whole by its length, but half of the JSON.
    Truncated,
    /// Right, but called a picture.
    WrongType,
    /// The n-th field of the first row is left out, is of another type, or null.
    Without(usize),
    OtherType(usize),
    Null(usize),
    /// The first row once more at the end.
    Duplicate,
    /// The first answer of a list, again and again, whatever part of it is asked for.
    SamePage,
    /// A total that is another each time.
    Totals,
    /// A byte now and then.
    Drip,
    /// The connection ends in the middle of the body.
    Cut,
    /// Sent on to another host.
    Redirect,
    /// 200 MB of blanks, packed small.
    Bomb,
    /// 50 MB of blanks before the data.
    Large,
}

#[derive(Default)]
struct Now {
    asked: u64,
    fault: Option<Fault>,
    /// The first request that is spoilt, and how many.
    from: u64,
    times: u64,
    /// By path, whatever the query: as a cache does that was set up wrongly.
    kept: BTreeMap<String, Vec<u8>>,
}

pub struct Wire {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    now: Arc<Mutex<Now>>,
    elsewhere: Arc<Mutex<Vec<String>>>,
    _served: [Loopback; 2],
}

#[derive(Clone)]
struct Shared {
    sim: Arc<dyn Http>,
    now: Arc<Mutex<Now>>,
    elsewhere: String,
}

impl Wire {
    /// # Panics
    /// When no port of loopback is free.
    pub fn before(sim: Arc<dyn Http>) -> Self {
        let now = Arc::new(Mutex::new(Now::default()));
        let visits: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = Arc::clone(&visits);
        let other = Loopback::serve(Router::new().fallback(move |headers: HeaderMap, uri: Uri| {
            let seen = Arc::clone(&seen);
            async move {
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{uri} {headers:?}"));
                "{}"
            }
        }));
        let shared = Shared { sim, now: Arc::clone(&now), elsewhere: format!("http://{}", other.host.replace("127.0.0.1", "localhost")) };
        let served = Loopback::serve(Router::new().fallback(answer).with_state(shared));
        Self { address: format!("http://{}", served.host), now, elsewhere: visits, _served: [served, other] }
    }

    /// From the `from`-th request on (the next is 1), `times` answers are spoilt.
    pub fn spoil(&self, fault: Fault, from: u64, times: u64) {
        *self.lock() = Now { fault: Some(fault), from, times, ..Now::default() };
    }

    pub fn mend(&self) {
        *self.lock() = Now::default();
    }

    /// Requests since the last `spoil` or `mend`.
    pub fn asked(&self) -> u64 {
        self.lock().asked
    }

    /// Requests at the place where `Redirect` leads.
    pub fn visits(&self) -> Vec<String> {
        self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answer(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let fault = {
        let mut now = shared.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.asked += 1;
        let on = now.asked >= now.from && now.asked - now.from < now.times;
        now.fault.clone().filter(|_| on)
    };
    let whole = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let host = headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let request = HttpRequest {
        method: match method.as_str() {
            "POST" => Verb::Post,
            "PUT" => Verb::Put,
            "PATCH" => Verb::Patch,
            "DELETE" => Verb::Delete,
            _ => Verb::Get,
        },
        url: format!("http://{host}{whole}"),
        headers: headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect(),
        json: (!body.is_empty()).then(|| String::from_utf8_lossy(&body).into_owned()),
    };
    let real = match shared.sim.send(&request) {
        Ok(r) => r,
        Err(e) => HttpResponse { status: 500, headers: Vec::new(), body: e.message.into_bytes() },
    };
    match fault {
        None => plain(real),
        Some(fault) => spoilt(&fault, real, &shared, &whole).await,
    }
}

async fn spoilt(fault: &Fault, real: HttpResponse, shared: &Shared, path: &str) -> Response {
    let with = |status: u16, kind: &str, body: Vec<u8>| {
        plain(HttpResponse { status, headers: vec![("content-type".to_owned(), kind.to_owned())], body })
    };
    let told = |status: u16| {
        json!({ "code": "fault", "message": "It did not work.", "errors": "It did not work." , "status": status }).to_string().into_bytes()
    };
    let changed = |change: &mut dyn FnMut(&mut Value)| {
        let mut real = real.clone();
        if let Ok(mut v) = serde_json::from_slice::<Value>(&real.body) {
            change(&mut v);
            real.body = v.to_string().into_bytes();
        }
        plain(real)
    };
    match fault {
        Fault::Status(status) => with(*status, "application/json", told(*status)),
        Fault::RetryAfter(seconds) => {
            let headers = vec![("retry-after".to_owned(), seconds.to_string()), ("content-type".to_owned(), "application/json".to_owned())];
            plain(HttpResponse { status: 429, headers, body: told(429) })
        }
        Fault::Page(status) => {
            with(*status, "text/html", b"<!DOCTYPE html><html><head><title>Please sign in</title></head></html>".to_vec())
        }
        Fault::Truncated => {
            let half = real.body.len() / 2;
            plain(HttpResponse { body: real.body[..half].to_vec(), ..real })
        }
        Fault::WrongType => {
            let headers = real.headers.iter().filter(|(n, _)| !n.eq_ignore_ascii_case("content-type")).cloned();
            plain(HttpResponse { headers: headers.chain([("content-type".to_owned(), "image/png".to_owned())]).collect(), ..real })
        }
        Fault::Without(n) => changed(&mut |v| {
            if let Some((row, key)) = field(v, *n) {
                row.remove(&key);
            }
        }),
        Fault::OtherType(n) => changed(&mut |v| {
            if let Some((row, key)) = field(v, *n) {
                let other = if row.get(&key).is_some_and(Value::is_object) { json!([7]) } else { json!({ "odd": [1, null] }) };
                row.insert(key, other);
            }
        }),
        Fault::Null(n) => changed(&mut |v| {
            if let Some((row, key)) = field(v, *n) {
                row.insert(key, Value::Null);
            }
        }),
        Fault::Duplicate => changed(&mut |v| {
            if let Some(rows) = rows(v) {
                let first = rows[0].clone();
                rows.push(first);
            }
        }),
        Fault::SamePage => {
            let mut now = shared.now.lock().unwrap_or_else(PoisonError::into_inner);
            let list = serde_json::from_slice::<Value>(&real.body).ok().is_some_and(|mut v| rows(&mut v).is_some_and(|r| r.len() > 1));
            let place = path.split('?').next().unwrap_or(path).to_owned();
            let body = if list { now.kept.entry(place).or_insert_with(|| real.body.clone()).clone() } else { real.body.clone() };
            drop(now);
            plain(HttpResponse { body, ..real })
        }
        Fault::Totals => {
            let asked = shared.now.lock().unwrap_or_else(PoisonError::into_inner).asked;
            let mut real = real;
            for (name, value) in &mut real.headers {
                if name.to_ascii_lowercase().starts_with("x-wp-total") {
                    *value = (asked * 37 % 500).to_string();
                }
            }
            if let Ok(mut v) = serde_json::from_slice::<Value>(&real.body) {
                totals(&mut v, asked);
                real.body = v.to_string().into_bytes();
            }
            plain(real)
        }
        Fault::Drip => {
            let body = real.body.clone();
            let stream = drip(body);
            Response::builder().status(real.status).header("content-type", "application/json").body(stream).unwrap_or_default()
        }
        Fault::Cut => {
            let half = real.body[..real.body.len() / 2].to_vec();
            let (send, receive) = tokio::sync::mpsc::channel(2);
            let _ = send.try_send(Ok(half));
            let _ = send.try_send(Err(std::io::Error::other("cut")));
            Response::builder()
                .status(real.status)
                .header("content-type", "application/json")
                .body(Body::from_stream(Drops(receive)))
                .unwrap_or_default()
        }
        Fault::Redirect => {
            let to = format!("{}{path}", shared.elsewhere);
            Response::builder().status(302).header("location", to).body(Body::empty()).unwrap_or_default()
        }
        Fault::Bomb => Response::builder()
            .status(200)
            .header("content-type", "application/json")
            .header("content-encoding", "gzip")
            .body(Body::from(bomb()))
            .unwrap_or_default(),
        Fault::Large => {
            let mut body = vec![b' '; 50 * 1024 * 1024];
            body.extend_from_slice(&real.body);
            plain(HttpResponse { body, ..real })
        }
    }
}

/// A byte each 40 ms.
fn drip(body: Vec<u8>) -> Body {
    let (send, receive) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        for byte in body {
            if send.send(Ok(vec![byte])).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    });
    Body::from_stream(Drops(receive))
}

type Piece = std::result::Result<Vec<u8>, std::io::Error>;

struct Drops(tokio::sync::mpsc::Receiver<Piece>);

impl futures_core::Stream for Drops {
    type Item = Piece;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn bomb() -> Vec<u8> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    let pack = || {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..200 {
            let _ = out.write_all(&blanks);
        }
        out.finish().unwrap_or_default()
    };
    PACKED.get_or_init(pack).clone()
}

fn plain(r: HttpResponse) -> Response {
    let mut response = Response::builder().status(r.status);
    let not = ["host", "connection", "content-length", "transfer-encoding"];
    for (n, v) in r.headers.iter().filter(|(n, _)| !not.contains(&n.to_ascii_lowercase().as_str())) {
        response = response.header(n, v);
    }
    response.body(Body::from(r.body)).unwrap_or_default()
}

/// The longest list of objects in an answer: its rows.
pub fn rows(v: &mut Value) -> Option<&mut Vec<Value>> {
    fn longest(v: &Value, at: &mut Vec<String>, best: &mut (usize, Vec<String>)) {
        match v {
            Value::Array(all) if all.len() > best.0 && all.iter().all(Value::is_object) => *best = (all.len(), at.clone()),
            Value::Object(map) => {
                for (key, inner) in map {
                    at.push(key.replace('~', "~0").replace('/', "~1"));
                    longest(inner, at, best);
                    at.pop();
                }
            }
            _ => {}
        }
    }
    let mut best = (0, Vec::new());
    longest(v, &mut Vec::new(), &mut best);
    let pointer: String = best.1.iter().map(|p| format!("/{p}")).collect();
    if best.0 == 0 {
        return None;
    }
    v.pointer_mut(&pointer)?.as_array_mut()
}

/// The n-th field of the first row (of the node within an edge, where there are edges), counted round.
fn field(v: &mut Value, n: usize) -> Option<(&mut serde_json::Map<String, Value>, String)> {
    let first = rows(v)?.first_mut()?;
    let row = if first.get("node").is_some_and(Value::is_object) { first.get_mut("node")? } else { first };
    let row = row.as_object_mut()?;
    let key = row.keys().nth(n % row.len().max(1))?.clone();
    Some((row, key))
}

fn totals(v: &mut Value, asked: u64) {
    match v {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                if matches!(key.as_str(), "total" | "total_count" | "total_items" | "total_pages" | "count") && inner.is_number() {
                    *inner = json!(asked * 37 % 500);
                } else if matches!(key.as_str(), "meta" | "pagination" | "data" | "links") {
                    totals(inner, asked);
                }
            }
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
