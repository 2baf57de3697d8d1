//! Brings core and window together: real clock, network and keychain in, events out.

use std::path::Path;
use std::sync::Arc;

use regulars_core::api::{App, Event, Parts, demo, fresh};
use regulars_core::host::{SystemHttp, SystemKeychain, SystemMail};
use regulars_core::types::{Error, SystemClock};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_notification::NotificationExt;

use crate::{arguments, contract, look::Look, tray};

/// The name under which `Event`s reach the UI.
const EVENTS: &str = "regulars";

pub fn run() -> Result<(), String> {
    let arguments = arguments::read(std::env::args().skip(1))?;
    let contract = contract::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(contract.invoke_handler())
        .setup(move |app| {
            let dir = match arguments.data_dir {
                Some(dir) => dir,
                None => app.path().app_data_dir()?,
            };
            let shop = match open(app.handle(), &dir, arguments.demo) {
                Ok(shop) => shop,
                Err(e) => {
                    say_why_and_leave(app.handle(), &e);
                    return Ok(());
                }
            };
            fresh::watch(&shop);
            app.manage(shop);
            tray::raise(app.handle());
            let look = Look::last(&dir);
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Regulars")
                .inner_size(1280.0, 800.0)
                .min_inner_size(960.0, 640.0)
                .center()
                // Beside the shop, so that the folder holds all there is, and two folders are two of everything.
                .data_directory(dir.join("window"))
                .background_color(look.ground())
                .theme(look.theme())
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|e| format!("Regulars could not open its window: {e}"))
}

fn open(handle: &AppHandle, dir: &Path, with_demo: bool) -> Result<Arc<App>, Error> {
    let events = handle.clone();
    let parts = Parts {
        clock: Arc::new(SystemClock),
        http: Arc::new(SystemHttp::for_folder(dir)?),
        mail: Arc::new(SystemMail::for_folder(dir)),
        keychain: Arc::new(SystemKeychain),
        events: Arc::new(move |event| {
            if let Event::Attention { name, message, .. } = &event {
                notify(&events, name, message);
            }
            tray::follow(&events, &event);
            if let Err(e) = events.emit(EVENTS, event) {
                tracing::warn!(%e, "an event did not reach the window");
            }
        }),
    };
    let app = Arc::new(App::open(&demo::start_file(dir, with_demo), parts)?);
    if with_demo && !app.shop()?.demo {
        // A task: the window opens at once and shows how far it is.
        demo::open_demo(&app)?;
    }
    Ok(app)
}

/// Something needs its owner, who may be elsewhere: the system says so. A system that cannot shows it in the window only.
fn notify(handle: &AppHandle, source: &str, message: &str) {
    let shown = handle.notification().builder().title(format!("{source} needs you")).body(message).show();
    if let Err(e) = shown {
        tracing::warn!(%e, "the system could not show a notification");
    }
}

/// Without a shop there is nothing to show: the system says the sentence, and the app ends.
fn say_why_and_leave(handle: &AppHandle, e: &Error) {
    eprintln!("{}", e.message);
    let leave = handle.clone();
    handle
        .dialog()
        .message(&e.message)
        .title("Regulars could not open the shop")
        .kind(MessageDialogKind::Error)
        .show(move |_| leave.exit(1));
}
