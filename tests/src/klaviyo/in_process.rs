//! The simulator as an `Http`, without sockets.

use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Http, HttpRequest, HttpResponse};
use regulars_core::types::Result;

use super::Klaviyo;
use crate::recorder::{Answered, Asked, Recorder};

#[derive(Clone)]
pub struct InProcess {
    pub state: Arc<Mutex<Klaviyo>>,
    recorder: Arc<Recorder>,
}

impl InProcess {
    pub fn new(state: Klaviyo) -> Self {
        Self { state: Arc::new(Mutex::new(state)), recorder: Arc::new(Recorder::new("klaviyo")) }
    }

    /// Looks at, or changes, what is there.
    pub fn with<T>(&self, f: impl FnOnce(&mut Klaviyo) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Http for InProcess {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let path = request.url.find("/api/").map_or("/", |at| &request.url[at..]);
        let reply = self.with(|s| s.handle(request.method.as_str(), path, &request.headers));
        let asked = Asked { method: request.method.as_str(), url: &request.url, headers: &request.headers, body: b"" };
        self.recorder.record(&asked, &Answered { status: reply.status, headers: &reply.headers, body: &reply.body });
        Ok(HttpResponse { status: reply.status, headers: reply.headers, body: reply.body })
    }
}
