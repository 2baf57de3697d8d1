//! The simulator on loopback, for real programs.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use super::{Request, Shop};
use crate::loopback::Loopback;
use crate::recorder::{Answered, Asked, Recorder};

pub struct Server {
    pub shop: Arc<Mutex<Shop>>,
    /// `http://127.0.0.1:PORT`
    pub address: String,
    _served: Loopback,
}

#[derive(Clone)]
struct Shared {
    shop: Arc<Mutex<Shop>>,
    recorder: Arc<Recorder>,
    latency: Duration,
}

impl Server {
    /// Serves until it is dropped; every answer takes `latency`.
    ///
    /// # Panics
    /// When no port of loopback is free.
    pub fn start(shop: Shop, latency: Duration) -> Self {
        let shop = Arc::new(Mutex::new(shop));
        let shared = Shared { shop: shop.clone(), recorder: Arc::new(Recorder::new("woocommerce")), latency };
        let served = Loopback::serve(Router::new().fallback(answer).with_state(shared));
        Self { shop, address: format!("http://{}", served.host), _served: served }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut Shop) -> T) -> T {
        f(&mut self.shop.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
    let whole = uri.path_and_query().map_or("/", |p| p.as_str());
    let host = headers.iter().find(|(n, _)| n == "host").map_or_else(String::new, |(_, v)| v.clone());
    let request = Request::new(method.as_str(), false, &host, whole, &headers);
    let reply = shared.shop.lock().unwrap_or_else(PoisonError::into_inner).handle(&request);
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    let url = format!("http://{host}{whole}");
    let asked = Asked { method: method.as_str(), url: &url, headers: &headers, body: &body };
    shared.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
    let mut response = Response::builder().status(reply.status);
    for (n, v) in reply.headers.iter().filter(|(n, _)| !matches!(n.as_str(), "Host" | "Connection")) {
        response = response.header(n, v);
    }
    if reply.cut {
        // More is promised than comes: the connection ends in the middle.
        let half = reply.body[..reply.body.len() / 2].to_vec();
        response = response.header("Content-Length", reply.body.len());
        return response.body(Body::from(half)).unwrap_or_default();
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}
