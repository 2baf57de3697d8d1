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

pub struct Server {
    pub shop: Arc<Mutex<Shop>>,
    /// `http://127.0.0.1:PORT`
    pub address: String,
    _served: Loopback,
}

#[derive(Clone)]
struct Shared {
    shop: Arc<Mutex<Shop>>,
    latency: Duration,
}

impl Server {
    /// Serves until it is dropped; every answer takes `latency`.
    ///
    /// # Panics
    /// When no port of loopback is free.
    pub fn start(shop: Shop, latency: Duration) -> Self {
        let shop = Arc::new(Mutex::new(shop));
        let served = Loopback::serve(Router::new().fallback(answer).with_state(Shared { shop: shop.clone(), latency }));
        Self { shop, address: format!("http://{}", served.host), _served: served }
    }

    pub fn with<T>(&self, f: impl FnOnce(&mut Shop) -> T) -> T {
        f(&mut self.shop.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect();
    let host = headers.iter().find(|(n, _)| n == "host").map_or_else(String::new, |(_, v)| v.clone());
    let path = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let body = String::from_utf8_lossy(&body).into_owned();
    let request = Request { method: method.to_string(), host, path, headers, body };
    let reply = shared.shop.lock().unwrap_or_else(PoisonError::into_inner).handle(&request);
    if !shared.latency.is_zero() {
        tokio::time::sleep(shared.latency).await;
    }
    let mut response = Response::builder().status(reply.status);
    for (n, v) in &reply.headers {
        response = response.header(n, v);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}
