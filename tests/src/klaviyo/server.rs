//! The simulator on loopback, for real programs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use super::Klaviyo;
use crate::loopback::Loopback;
use crate::recorder::{Answered, Asked, Recorder};

pub struct Server {
    pub state: Arc<Mutex<Klaviyo>>,
    /// What to give as `--address`.
    pub address: String,
    _served: Loopback,
}

#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<Klaviyo>>,
    recorder: Arc<Recorder>,
    latency: Duration,
}

impl Server {
    /// Serves until it is dropped; every answer takes `latency`.
    ///
    /// # Panics
    /// When no port of loopback is free.
    pub fn start(state: Klaviyo, latency: Duration) -> Self {
        let state = Arc::new(Mutex::new(state));
        let shared = Shared { state: state.clone(), recorder: Arc::new(Recorder::new("klaviyo")), latency };
        let served = Loopback::serve(Router::new().fallback(answer).with_state(shared));
        Self { state, address: format!("http://{}", served.host), _served: served }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut Klaviyo) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
    let whole = uri.path_and_query().map_or("/", |p| p.as_str());
    let reply = shared.state.lock().unwrap_or_else(PoisonError::into_inner).handle(method.as_str(), whole, &headers);
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    let url = format!("https://a.klaviyo.com{whole}");
    let asked = Asked { method: method.as_str(), url: &url, headers: &headers, body: b"" };
    shared.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
    let mut response = Response::builder().status(reply.status);
    for (n, v) in &reply.headers {
        response = response.header(n, v);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}
