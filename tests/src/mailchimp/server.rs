//! The simulator on loopback, for real programs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;

use super::Mailchimp;
use crate::loopback::Loopback;
use crate::recorder::{Answered, Asked, Recorder};

pub struct Server {
    pub state: Arc<Mutex<Mailchimp>>,
    /// What to give as `--address`.
    pub address: String,
    _served: Loopback,
}

#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<Mailchimp>>,
    recorder: Arc<Recorder>,
    latency: Duration,
}

impl Server {
    /// Serves until it is dropped; every answer takes `latency`.
    ///
    /// # Panics
    /// When no port of loopback is free.
    pub fn start(state: Mailchimp, latency: Duration) -> Self {
        let state = Arc::new(Mutex::new(state));
        let shared = Shared { state: state.clone(), recorder: Arc::new(Recorder::new("mailchimp")), latency };
        let served = Loopback::serve(Router::new().fallback(answer).with_state(shared));
        Self { state, address: format!("http://{}/3.0", served.host), _served: served }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut Mailchimp) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
    let whole = uri.path_and_query().map_or("/", |p| p.as_str());
    let path = whole.strip_prefix("/3.0").unwrap_or(whole);
    let (reply, hangs) = {
        let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        let hangs = state.freeze.filter(|(n, _)| *n == state.requests + 1);
        state.frozen |= hangs.is_some();
        let carried_out = hangs.is_none_or(|(_, carried_out)| carried_out);
        (carried_out.then(|| state.handle(method.as_str(), path, &headers, &body)), hangs.is_some())
    };
    let (Some(reply), false) = (reply, hangs) else { return std::future::pending().await };
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    if reply.broken {
        // A gateway that lost its answer: as little is known as when the line breaks.
        return Response::builder().status(StatusCode::GATEWAY_TIMEOUT).body(Body::from("<html>504</html>")).unwrap_or_default();
    }
    let url = format!("https://us6.api.mailchimp.com{whole}");
    // A wrong address is no exchange with the API.
    let asked = Asked { method: method.as_str(), url: &url, headers: &headers, body: &body };
    if whole.starts_with("/3.0") {
        shared.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
    }
    let mut response = Response::builder().status(reply.status);
    for (n, v) in &reply.headers {
        response = response.header(n, v);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}
