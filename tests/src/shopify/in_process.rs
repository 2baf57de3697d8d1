//! The simulator as an `Http` without sockets: quick, and able to play https and other hosts.

use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Http, HttpRequest, HttpResponse};
use regulars_core::types::Result;

use super::{Request, Shop};
use crate::recorder::{Answered, Asked, Recorder};

/// An address, and the headers that went there.
pub type Heard = (String, Vec<(String, String)>);

#[derive(Clone)]
pub struct InProcess {
    pub shop: Arc<Mutex<Shop>>,
    recorder: Arc<Recorder>,
    pub asked: Arc<Mutex<Vec<Heard>>>,
}

impl InProcess {
    pub fn new(shop: Shop) -> Self {
        Self { shop: Arc::new(Mutex::new(shop)), recorder: Arc::new(Recorder::new("shopify")), asked: Arc::default() }
    }

    pub fn with<T>(&self, f: impl FnOnce(&mut Shop) -> T) -> T {
        f(&mut self.shop.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn requests(&self) -> usize {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Http for InProcess {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push((request.url.clone(), request.headers.clone()));
        let rest = request.url.split_once("://").map_or("", |(_, rest)| rest);
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let body = request.json.clone().unwrap_or_default();
        let arrived = Request {
            method: request.method.as_str().to_owned(),
            host: host.to_owned(),
            path: path.to_owned(),
            headers: request.headers.clone(),
            body: body.clone(),
        };
        let reply = self.with(|shop| shop.handle(&arrived));
        if path.ends_with("/graphql.json") {
            let asked = Asked { method: request.method.as_str(), url: &request.url, headers: &[], body: body.as_bytes() };
            self.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: b"" });
        }
        Ok(HttpResponse { status: reply.status, headers: reply.headers, body: reply.body })
    }
}
