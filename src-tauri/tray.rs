//! The sign in the system's tray: what is being read and how far it is, and Open, Pause or Go on, Quit.
//!
//! Only where the system can have one: on Linux the indicator's library is loaded at run time, and whoever asks for it where
//! it is missing is ended by it, so it is looked for first. It decides nothing: reading is `regulars_core::api::fresh`'s.
//! Closing the window ends the app, tray or not. Start with `raise`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use regulars_core::api::tasks::{TaskPhase, TaskState};
use regulars_core::api::{App, Event, connections, fresh};
use regulars_core::types::SourceId;
use regulars_core::types::money::grouped;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager, Wry};

const IDLE: &str = "Nothing is being read";
const PAUSE: &str = "Pause reading";
const GO_ON: &str = "Go on reading";

/// The lines of its menu that change.
struct Tray {
    now: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

/// Puts it there, or says in the log why there is none.
pub fn raise(handle: &AppHandle) {
    if let Err(why) = missing() {
        tracing::info!("no sign in the tray: {why}");
        return;
    }
    if let Err(e) = build(handle) {
        tracing::warn!(%e, "the system could not put a sign into the tray");
        return;
    }
    let handle = handle.clone();
    std::thread::spawn(move || show(&handle));
}

fn build(handle: &AppHandle) -> tauri::Result<()> {
    let now = MenuItem::with_id(handle, "now", IDLE, false, None::<&str>)?;
    let open = MenuItem::with_id(handle, "open", "Open Regulars", true, None::<&str>)?;
    let pause = MenuItem::with_id(handle, "pause", PAUSE, false, None::<&str>)?;
    let quit = MenuItem::with_id(handle, "quit", "Quit", true, None::<&str>)?;
    let line = PredefinedMenuItem::separator(handle)?;
    let menu = Menu::with_items(handle, &[&now, &line, &open, &pause, &quit])?;
    let mut tray =
        TrayIconBuilder::with_id("regulars").menu(&menu).tooltip("Regulars").on_menu_event(|handle, event| match event.id().as_ref() {
            "open" => open_window(handle),
            "pause" => pause_or_go_on(handle),
            "quit" => handle.exit(0),
            _ => {}
        });
    if let Some(icon) = handle.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(handle)?;
    handle.manage(Tray { now, pause });
    Ok(())
}

/// What happened may have changed what it says.
pub fn follow(handle: &AppHandle, event: &Event) {
    match event {
        Event::Task { task } if task.kind == "sync" => show(handle),
        Event::Changed => show(handle),
        _ => {}
    }
}

fn show(handle: &AppHandle) {
    let (Some(tray), Some(app)) = (handle.try_state::<Tray>(), handle.try_state::<Arc<App>>()) else { return };
    let running = readings(&app);
    let now = running.first().map_or_else(|| IDLE.to_owned(), words);
    let (label, enabled) = if running.is_empty() { (GO_ON, !paused(&app).is_empty()) } else { (PAUSE, true) };
    let (line, button) = (tray.now.clone(), tray.pause.clone());
    let done = handle.run_on_main_thread(move || {
        let done = line.set_text(now).and_then(|()| button.set_text(label)).and_then(|()| button.set_enabled(enabled));
        if let Err(e) = done {
            tracing::warn!(%e, "the tray's menu did not change");
        }
    });
    if let Err(e) = done {
        tracing::warn!(%e, "the tray's menu could not be reached");
    }
}

fn readings(app: &App) -> Vec<TaskState> {
    app.tasks.list().into_iter().filter(|t| t.kind == "sync" && t.phase == TaskPhase::Running).collect()
}

fn paused(app: &App) -> Vec<SourceId> {
    let all = connections::list(app).unwrap_or_default();
    all.into_iter().filter(|s| s.connected && s.paused).map(|s| s.id).collect()
}

/// "Corner Coffee: Reading orders, 120 of 1,200".
fn words(task: &TaskState) -> String {
    // A single & would mark the letter after it as a key.
    let name = task.label.replace('&', "&&");
    let Some(p) = &task.progress else { return format!("{name}: beginning") };
    let of = p.total.map_or_else(String::new, |t| format!(" of {}", grouped(t)));
    format!("{name}: {}, {}{of}", p.phase, grouped(p.done))
}

fn open_window(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window("main")
        && let Err(e) = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus())
    {
        tracing::warn!(%e, "the window did not come forward");
    }
}

/// All that is being read pauses; where nothing is, all that was paused goes on.
fn pause_or_go_on(handle: &AppHandle) {
    let handle = handle.clone();
    std::thread::spawn(move || {
        let Some(app) = handle.try_state::<Arc<App>>() else { return };
        let running = readings(&app);
        let done = if running.is_empty() {
            paused(&app).into_iter().try_for_each(|id| connections::sync_start(&app, id).map(|_| ()))
        } else {
            running.iter().filter_map(|t| t.subject).try_for_each(|id| fresh::pause(&app, SourceId(id)))
        };
        if let Err(e) = done {
            tracing::warn!(error = %e.message, "reading could not be paused or gone on with from the tray");
        }
        show(&handle);
    });
}

/// Why there can be none.
fn missing() -> Result<(), &'static str> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(|d| Path::new(&d).join("bus"));
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() && !runtime.is_some_and(|bus| bus.exists()) {
        return Err("there is no session bus");
    }
    if !has_library(&library_folders()) {
        return Err("libayatana-appindicator3 is not installed");
    }
    Ok(())
}

/// Where the system's loader looks, as far as it is the same everywhere.
fn library_folders() -> Vec<PathBuf> {
    let named = std::env::var_os("LD_LIBRARY_PATH").map(|paths| std::env::split_paths(&paths).collect::<Vec<_>>()).unwrap_or_default();
    let usual = ["/usr/local/lib", "/usr/lib64", "/lib64", "/usr/lib", "/lib"].map(PathBuf::from);
    let of_machine = ["/usr/lib", "/lib"].iter().filter_map(|d| std::fs::read_dir(d).ok()).flatten().flatten().map(|e| e.path());
    named.into_iter().chain(usual).chain(of_machine.filter(|p| p.to_string_lossy().contains("-linux-"))).collect()
}

fn has_library(folders: &[PathBuf]) -> bool {
    folders.iter().any(|f| f.join("libayatana-appindicator3.so.1").exists() || f.join("libappindicator3.so.1").exists())
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars_core::types::ProgressEvent;

    #[test]
    fn the_library_is_looked_for_before_it_is_asked_for() {
        let dir = std::env::temp_dir().join(format!("regulars-tray-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        assert!(!has_library(std::slice::from_ref(&dir)));
        std::fs::write(dir.join("libappindicator3.so.1"), "").unwrap();
        assert!(has_library(std::slice::from_ref(&dir)));
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn it_says_how_far_a_reading_is() {
        let progress = Some(ProgressEvent { phase: "Reading orders".into(), done: 120, total: Some(1200) });
        let mut task = TaskState {
            id: 1,
            kind: "sync".into(),
            label: "Coffee & Tea".into(),
            subject: Some(1),
            phase: TaskPhase::Running,
            progress,
            seconds: 1.0,
            per_second: None,
            seconds_left: None,
            outcome: None,
            error: None,
        };
        assert_eq!(words(&task), "Coffee && Tea: Reading orders, 120 of 1,200");
        task.progress = None;
        assert_eq!(words(&task), "Coffee && Tea: beginning");
    }
}
