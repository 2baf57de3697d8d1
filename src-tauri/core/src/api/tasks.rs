//! Long work: started in a thread of its own, watched by events, stopped politely.
//!
//! It knows nothing of what the work does. Tasks live as long as the app; what must survive a crash is in the store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use specta::Type;

use super::Event;
use crate::types::{ApiError, Error, Progress, ProgressEvent, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TaskPhase {
    Running,
    Done,
    /// Stopped by somebody who means to go on later.
    Paused,
    Cancelled,
    Failed,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct TaskState {
    pub id: u32,
    /// What it is for: `import`, `sync`, `push` or `demo`.
    pub kind: String,
    /// What it works on, e.g. the file's name.
    pub label: String,
    /// The number of what it works on, where names can be the same: a sync's source.
    pub subject: Option<i64>,
    pub phase: TaskPhase,
    pub progress: Option<ProgressEvent>,
    /// Seconds since the start.
    pub seconds: f64,
    /// Rows a second in the present phase, once there is something to reckon with.
    pub per_second: Option<f64>,
    /// Seconds left of the present phase at this speed, where the total is known.
    pub seconds_left: Option<f64>,
    /// What it came to, when it is done (by the task's own shape).
    pub outcome: Option<serde_json::Value>,
    pub error: Option<ApiError>,
}

struct Entry {
    state: TaskState,
    progress: Progress,
    started: Instant,
    /// When the present phase began, and with how many rows.
    phase: (Instant, u64),
    last_shown: Instant,
}

#[derive(Clone)]
pub struct Tasks {
    entries: Arc<Mutex<BTreeMap<u32, Entry>>>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Tasks {
    pub fn new(events: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        Self { entries: Arc::default(), events }
    }

    /// Starts `work` in a thread and returns its id at once.
    pub fn start(&self, kind: &str, label: &str, work: impl FnOnce(&Progress) -> Result<serde_json::Value> + Send + 'static) -> u32 {
        self.start_on(kind, label, None, work)
    }

    /// As `start`, on something that has a number.
    pub fn start_on(
        &self,
        kind: &str,
        label: &str,
        subject: Option<i64>,
        work: impl FnOnce(&Progress) -> Result<serde_json::Value> + Send + 'static,
    ) -> u32 {
        let me = self.clone();
        let id = {
            let mut entries = self.lock();
            let id = entries.keys().next_back().map_or(1, |k| k + 1);
            let watcher = self.clone();
            let progress = Progress::new(move |event| watcher.moved(id, event));
            let state = TaskState {
                id,
                kind: kind.to_owned(),
                label: label.to_owned(),
                subject,
                phase: TaskPhase::Running,
                progress: None,
                seconds: 0.0,
                per_second: None,
                seconds_left: None,
                outcome: None,
                error: None,
            };
            let now = Instant::now();
            entries.insert(id, Entry { state, progress, started: now, phase: (now, 0), last_shown: now });
            id
        };
        self.show(id);
        std::thread::spawn(move || {
            let Some(progress) = me.lock().get(&id).map(|e| e.progress.clone()) else { return };
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&progress))).unwrap_or_else(|_| {
                Err(Error::internal("Something went wrong inside Regulars. Nothing half-done was kept; please try again."))
            });
            me.ended(id, result);
        });
        id
    }

    pub fn cancel(&self, id: u32) -> Result<()> {
        self.tell(id, Progress::cancel)
    }

    /// Stops as `cancel` does, but says that somebody means to go on.
    pub fn pause(&self, id: u32) -> Result<()> {
        self.tell(id, Progress::pause)
    }

    fn tell(&self, id: u32, what: impl Fn(&Progress)) -> Result<()> {
        let entries = self.lock();
        let entry = entries.get(&id).ok_or_else(|| Error::not_found("This is not running any more."))?;
        what(&entry.progress);
        Ok(())
    }

    pub fn list(&self) -> Vec<TaskState> {
        self.lock().values().map(|e| e.state.clone()).collect()
    }

    pub fn any_running(&self) -> bool {
        self.lock().values().any(|e| e.state.phase == TaskPhase::Running)
    }

    /// Is anything running that is not of this kind?
    pub fn busy_besides(&self, kind: &str) -> bool {
        self.lock().values().any(|e| e.state.phase == TaskPhase::Running && e.state.kind != kind)
    }

    fn moved(&self, id: u32, event: ProgressEvent) {
        let mut entries = self.lock();
        let Some(entry) = entries.get_mut(&id) else { return };
        entry.state.seconds = entry.started.elapsed().as_secs_f64();
        let same = entry.state.progress.as_ref().is_some_and(|p| p.phase == event.phase && p.done <= event.done);
        if !same {
            entry.phase = (Instant::now(), event.done);
        }
        let (since, from) = entry.phase;
        let seconds = since.elapsed().as_secs_f64();
        entry.state.per_second = (event.done > from && seconds > 0.2).then(|| (event.done - from) as f64 / seconds);
        entry.state.seconds_left = match (event.total, entry.state.per_second) {
            (Some(total), Some(rate)) if total >= event.done => Some((total - event.done) as f64 / rate),
            _ => None,
        };
        entry.state.progress = Some(event);
        // Ten pictures a second are enough for an eye.
        if entry.last_shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        entry.last_shown = Instant::now();
        drop(entries);
        self.show(id);
    }

    fn ended(&self, id: u32, result: Result<serde_json::Value>) {
        if let Some(entry) = self.lock().get_mut(&id) {
            entry.state.seconds = entry.started.elapsed().as_secs_f64();
            entry.state.seconds_left = None;
            match result {
                Ok(outcome) => {
                    entry.state.phase = TaskPhase::Done;
                    entry.state.outcome = Some(outcome);
                }
                Err(e) => {
                    entry.state.phase = match e.code {
                        crate::types::Code::Cancelled if entry.progress.is_paused() => TaskPhase::Paused,
                        crate::types::Code::Cancelled => TaskPhase::Cancelled,
                        _ => TaskPhase::Failed,
                    };
                    entry.state.error = Some(e.into());
                }
            }
        }
        self.show(id);
        (self.events)(Event::Changed);
    }

    fn show(&self, id: u32) {
        let task = self.lock().get(&id).map(|e| e.state.clone());
        if let Some(task) = task {
            (self.events)(Event::Task { task: Box::new(task) });
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u32, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_for_end(tasks: &Tasks) -> TaskState {
        for _ in 0..500 {
            if !tasks.any_running() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        tasks.list().pop().unwrap()
    }

    #[test]
    fn a_task_can_be_stopped_and_a_panic_is_a_sentence() {
        let tasks = Tasks::new(Arc::new(|_| {}));
        let id = tasks.start("import", "x.csv", |p| {
            loop {
                p.tick("Reading", 1, Some(10))?;
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        tasks.cancel(id).unwrap();
        assert_eq!(wait_for_end(&tasks).phase, TaskPhase::Cancelled);
        tasks.start("import", "y.csv", |_| panic!("deliberate"));
        let end = wait_for_end(&tasks);
        assert_eq!(end.phase, TaskPhase::Failed);
        assert!(end.error.unwrap().message.contains("inside Regulars"));
    }
}
