//! The desktop shell: window, events, commands. It adapts and decides nothing: each command is one line into the core.
//!
//! Start with `run`; the list of commands is in `contract.rs`, from which the UI's types are generated.

mod arguments;
mod commands;
mod contract;
mod host;
mod look;
mod tray;

pub use contract::export_types;

/// Opens the window, or says in the terminal why it cannot.
pub fn run() {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("REGULARS_LOG").unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    if let Err(sentence) = host::run() {
        eprintln!("{sentence}");
        std::process::exit(1);
    }
}
