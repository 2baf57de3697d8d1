//! The experiments room's commands. Saving, deleting and listing are those of all documents.

use regulars_core::api::experiments::{self, Reading, ResultsFrom};
use regulars_core::experiments::Experiment;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn experiment_read(app: Shop<'_>, from: ResultsFrom, planned: Vec<f64>) -> Answer<Reading> {
    run(app, move |a| experiments::read(a, &from, &planned)).await
}

#[tauri::command]
#[specta::specta]
pub async fn experiment_readout(app: Shop<'_>, experiment: Experiment) -> Answer<Reading> {
    run(app, move |_| experiments::readout(experiment)).await
}

#[tauri::command]
#[specta::specta]
pub async fn experiment_example(app: Shop<'_>) -> Answer<String> {
    run(app, |_| Ok(experiments::example().to_owned())).await
}
