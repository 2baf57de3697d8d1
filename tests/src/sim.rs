//! What every simulated platform needs around it: it is asked in the process or over loopback, writes down what it was
//! asked, counts what came faster than it allows, and can be told to fail. A platform only says how it answers.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use regulars_core::host::{Http, HttpRequest, HttpResponse};
use regulars_core::types::{Code, Error, Result};

use crate::loopback::Loopback;
use crate::recorder::{Answered, Asked, Recorder};
use crate::woocommerce::{Reply, Request};

pub trait Sim: Send + 'static {
    /// As in the validators' services.json.
    const SERVICE: &'static str;

    fn handle(&mut self, request: &Request) -> Reply;
}

/// An address, and the headers that came with it.
pub type Heard = (String, Vec<(String, String)>);
/// Called at each request before it is answered; an error is what becomes of the request.
pub type Before = Box<dyn Fn(usize) -> Result<()> + Send + Sync>;

pub struct InProcess<S> {
    pub shop: Arc<Mutex<S>>,
    recorder: Arc<Recorder>,
    /// Every request's address and headers, for looking at what travelled where.
    pub asked: Arc<Mutex<Vec<Heard>>>,
    before: Arc<Mutex<Option<Before>>>,
}

impl<S> Clone for InProcess<S> {
    fn clone(&self) -> Self {
        Self { shop: self.shop.clone(), recorder: self.recorder.clone(), asked: self.asked.clone(), before: self.before.clone() }
    }
}

fn held<T>(m: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: Sim> InProcess<S> {
    pub fn new(shop: S) -> Self {
        Self {
            shop: Arc::new(Mutex::new(shop)),
            recorder: Arc::new(Recorder::new(S::SERVICE)),
            asked: Arc::default(),
            before: Arc::default(),
        }
    }

    pub fn with<T>(&self, f: impl FnOnce(&mut S) -> T) -> T {
        f(&mut held(&self.shop))
    }

    pub fn requests(&self) -> usize {
        held(&self.asked).len()
    }

    /// `before` hears how many requests there were, this one included.
    pub fn before_each(&self, before: Option<Before>) {
        *held(&self.before) = before;
    }
}

impl<S: Sim> Http for InProcess<S> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let count = {
            let mut asked = held(&self.asked);
            asked.push((request.url.clone(), request.headers.clone()));
            asked.len()
        };
        if let Some(before) = held(&self.before).as_ref() {
            before(count)?;
        }
        let (scheme, rest) = request.url.split_once("://").unwrap_or(("", ""));
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let arrived = Request::new(request.method.as_str(), scheme == "https", host, path, &request.headers);
        let reply = self.with(|shop| shop.handle(&arrived));
        if reply.cut {
            return Err(Error::new(Code::Network, format!("The connection to {host} broke in the middle of an answer.")));
        }
        let asked = Asked { method: request.method.as_str(), url: &request.url, headers: &request.headers, body: b"" };
        self.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
        Ok(HttpResponse { status: reply.status, headers: reply.headers, body: reply.body })
    }
}

/// On loopback, for real programs.
pub struct Server<S> {
    pub shop: Arc<Mutex<S>>,
    /// `http://127.0.0.1:PORT`
    pub address: String,
    _served: Loopback,
}

struct Shared<S> {
    shop: Arc<Mutex<S>>,
    recorder: Arc<Recorder>,
    latency: Duration,
}

impl<S> Clone for Shared<S> {
    fn clone(&self) -> Self {
        Self { shop: self.shop.clone(), recorder: self.recorder.clone(), latency: self.latency }
    }
}

impl<S: Sim> Server<S> {
    /// Serves until it is dropped; every answer takes `latency`.
    ///
    /// # Panics
    /// When no port of loopback is free.
    pub fn start(shop: S, latency: Duration) -> Self {
        let shop = Arc::new(Mutex::new(shop));
        let shared = Shared { shop: shop.clone(), recorder: Arc::new(Recorder::new(S::SERVICE)), latency };
        let served = Loopback::serve(Router::new().fallback(answer::<S>).with_state(shared));
        Self { shop, address: format!("http://{}", served.host), _served: served }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut S) -> T) -> T {
        f(&mut held(&self.shop))
    }
}

async fn answer<S: Sim>(State(shared): State<Shared<S>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
    let whole = uri.path_and_query().map_or("/", |p| p.as_str());
    let host = headers.iter().find(|(n, _)| n == "host").map_or_else(String::new, |(_, v)| v.clone());
    let reply = held(&shared.shop).handle(&Request::new(method.as_str(), false, &host, whole, &headers));
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    let url = format!("http://{host}{whole}");
    let asked = Asked { method: method.as_str(), url: &url, headers: &headers, body: &body };
    shared.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
    let mut response = Response::builder().status(reply.status);
    for (n, v) in &reply.headers {
        response = response.header(n, v);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}

/// JSON, with more headers.
pub fn json_reply(status: u16, body: &serde_json::Value, headers: &[(&str, String)]) -> Reply {
    let mut all = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    all.extend(headers.iter().map(|(n, v)| ((*n).to_owned(), v.clone())));
    Reply { status, headers: all, body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() }, cut: false }
}
