//! Writes down what a simulator was asked and what it answered, for the platforms' own validators.
//!
//! One JSON object a line: method, url, headers, body, service, response. Only when REGULARS_RECORD_DIR names a folder.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

pub struct Recorder {
    service: String,
    file: Option<Mutex<File>>,
}

/// Names and values.
pub type Headers = [(String, String)];

pub struct Asked<'a> {
    pub method: &'a str,
    pub url: &'a str,
    pub headers: &'a Headers,
    pub body: &'a [u8],
}

pub struct Answered<'a> {
    pub status: u16,
    pub headers: &'a Headers,
    pub body: &'a [u8],
}

static OFF: AtomicBool = AtomicBool::new(false);

/// Nothing is written down in this process: for tests that ask the same thousands of times over.
pub fn off() {
    OFF.store(true, Ordering::Relaxed);
}

impl Recorder {
    /// # Panics
    /// When the folder cannot be written: a test that records nothing would prove nothing.
    pub fn new(service: &str) -> Self {
        let file = std::env::var_os("REGULARS_RECORD_DIR").filter(|_| !OFF.load(Ordering::Relaxed)).map(|dir| {
            std::fs::create_dir_all(&dir).expect("the folder for recordings can be made");
            let path = Path::new(&dir).join(format!("{service}-{}.jsonl", std::process::id()));
            Mutex::new(OpenOptions::new().create(true).append(true).open(path).expect("the recording can be written"))
        });
        Self { service: service.to_owned(), file }
    }

    pub fn record(&self, asked: &Asked<'_>, answered: &Answered<'_>) {
        let Some(file) = &self.file else { return };
        let map =
            |h: &Headers| h.iter().map(|(n, v)| (n.to_ascii_lowercase(), Value::String(v.clone()))).collect::<serde_json::Map<_, _>>();
        let text = |b: &[u8]| if b.is_empty() { Value::Null } else { Value::String(String::from_utf8_lossy(b).into_owned()) };
        let line = json!({
            "service": self.service, "method": asked.method, "url": asked.url, "headers": map(asked.headers), "body": text(asked.body),
            "response": { "status": answered.status, "headers": map(answered.headers), "body": text(answered.body) }
        });
        let mut file = file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // In one write: another simulator of this process appends to the same file.
        file.write_all(format!("{line}\n").as_bytes()).expect("the recording can be written");
    }
}
