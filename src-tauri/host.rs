//! Brings core and window together: real clock, network and keychain in, events out.

use std::path::Path;
use std::sync::Arc;

use regulars_core::api::{App, Parts, home};
use regulars_core::host::{SystemHttp, SystemKeychain};
use regulars_core::types::{Error, SystemClock};
use tauri::{Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::{arguments, contract};

/// The name under which `Event`s reach the UI.
const EVENTS: &str = "regulars";

pub fn run() -> Result<(), String> {
    let arguments = arguments::read(std::env::args().skip(1))?;
    let contract = contract::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(contract.invoke_handler())
        .setup(move |app| {
            let dir = match arguments.data_dir {
                Some(dir) => dir,
                None => app.path().app_data_dir()?,
            };
            let handle = app.handle().clone();
            let parts = Parts {
                clock: Arc::new(SystemClock),
                http: Arc::new(SystemHttp::new()?),
                keychain: Arc::new(SystemKeychain),
                events: Arc::new(move |event| {
                    if let Err(e) = handle.emit(EVENTS, event) {
                        tracing::warn!(%e, "an event did not reach the window");
                    }
                }),
            };
            app.manage(Arc::new(open(&dir, arguments.demo, parts)?));
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Regulars")
                .inner_size(1280.0, 800.0)
                .min_inner_size(960.0, 640.0)
                .center()
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|e| format!("Regulars could not open its window: {e}"))
}

fn open(dir: &Path, demo: bool, parts: Parts) -> Result<App, Error> {
    let app = App::open(&home::file_to_open(dir, demo), parts)?;
    if demo {
        home::fill_demo(&app)?;
    }
    Ok(app)
}
