//! The window's commands, one file a room. Each is one line into `regulars_core::api`.

pub mod audiences;
pub mod beside;
pub mod connections;
pub mod coupons;
pub mod documents;
pub mod email_writing;
pub mod emails;
pub mod experiments;
pub mod home;
pub mod imports;
pub mod insights;
pub mod journeys;
pub mod mail;
pub mod people;
pub mod segments;
pub mod sources;

use std::sync::Arc;

use regulars_core::api::App;
use regulars_core::types::{ApiError, Error, Result};

/// The open shop, as Tauri hands it to a command.
pub type Shop<'a> = tauri::State<'a, Arc<App>>;

/// What every command answers: the value, or a code and a sentence.
pub type Answer<T> = std::result::Result<T, ApiError>;

/// Runs the core's (blocking) function away from the window's threads.
pub async fn run<T: Send + 'static>(app: Shop<'_>, f: impl FnOnce(&Arc<App>) -> Result<T> + Send + 'static) -> Answer<T> {
    let app = Arc::clone(&app);
    tauri::async_runtime::spawn_blocking(move || f(&app))
        .await
        .unwrap_or_else(|e| Err(Error::internal("Something went wrong inside Regulars. Please try again.").caused_by(e)))
        .map_err(ApiError::from)
}
