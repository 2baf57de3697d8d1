//! Progress of what is long, and the way to stop it.
//!
//! The work calls `tick` at each page; the watcher decides how often to show it. Stopping is polite: the work
//! finishes its transaction and returns `Error::cancelled()`, so nothing is ever half stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use specta::Type;

use super::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ProgressEvent {
    /// What is being done, as a person would say it: "Reading orders".
    pub phase: String,
    /// Rows (or members) done so far.
    pub done: u64,
    /// Rows in all where it is known or can be estimated.
    pub total: Option<u64>,
}

type Sink = dyn Fn(ProgressEvent) + Send + Sync;

#[derive(Clone)]
pub struct Progress {
    cancelled: Arc<AtomicBool>,
    /// Stopped by somebody who means to go on: nothing may start it again by itself.
    paused: Arc<AtomicBool>,
    sink: Arc<Sink>,
}

impl Progress {
    pub fn new(sink: impl Fn(ProgressEvent) + Send + Sync + 'static) -> Self {
        Self { cancelled: Arc::default(), paused: Arc::default(), sink: Arc::new(sink) }
    }

    /// For callers that neither watch nor stop.
    pub fn silent() -> Self {
        Self::new(|_| {})
    }

    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Stops as `cancel` does, until somebody says go on.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::Relaxed);
        self.cancel();
    }

    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    pub fn tick(&self, phase: &str, done: u64, total: Option<u64>) -> Result<()> {
        (self.sink)(ProgressEvent { phase: phase.to_owned(), done, total });
        if self.is_cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }
}
