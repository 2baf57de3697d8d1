//! The simulator as an `Http` without sockets: quick, and able to play https and to lie about hosts.

use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Http, HttpRequest, HttpResponse};
use regulars_core::types::{Code, Error, Result};

use super::{Request, Shop};
use crate::recorder::{Answered, Asked, Recorder};

/// An address, and the headers that came with it.
pub type Heard = (String, Vec<(String, String)>);

#[derive(Clone)]
pub struct InProcess {
    pub shop: Arc<Mutex<Shop>>,
    recorder: Arc<Recorder>,
    /// Every request's address and headers, for looking at what travelled where.
    pub asked: Arc<Mutex<Vec<Heard>>>,
}

impl InProcess {
    pub fn new(shop: Shop) -> Self {
        Self { shop: Arc::new(Mutex::new(shop)), recorder: Arc::new(Recorder::new("woocommerce")), asked: Arc::default() }
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
