//! The simulator as an `Http`, without sockets: for tests that push thousands of times.

use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Http, HttpRequest, HttpResponse};
use regulars_core::types::{Code, Error, Result};

use super::Mailchimp;
use crate::recorder::{Answered, Asked, Recorder};

#[derive(Clone)]
pub struct InProcess {
    pub state: Arc<Mutex<Mailchimp>>,
    recorder: Arc<Recorder>,
}

impl InProcess {
    pub fn new(state: Mailchimp) -> Self {
        Self { state: Arc::new(Mutex::new(state)), recorder: Arc::new(Recorder::new("mailchimp")) }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut Mailchimp) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Http for InProcess {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let path = request.url.split_once("/3.0").map_or("/", |(_, p)| p);
        let body = request.json.as_deref().unwrap_or_default().as_bytes();
        let mut headers = request.headers.clone();
        if request.json.is_some() {
            headers.push(("Content-Type".into(), "application/json".into()));
        }
        let reply = self.with(|s| s.handle(request.method.as_str(), path, &headers, body));
        if reply.broken {
            return Err(Error::new(Code::Network, "The connection broke off."));
        }
        let asked = Asked { method: request.method.as_str(), url: &request.url, headers: &headers, body };
        self.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
        Ok(HttpResponse { status: reply.status, headers: reply.headers, body: reply.body })
    }
}
