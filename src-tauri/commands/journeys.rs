//! The journeys room's commands. Saving, deleting and bringing back are those of all documents.

use regulars_core::api::journeys::{self, JourneyMap, JourneyRow};
use regulars_core::types::{Day, DocumentId};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn journeys_list(app: Shop<'_>) -> Answer<Vec<JourneyRow>> {
    run(app, |a| journeys::list(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn journey_map(app: Shop<'_>, id: Option<DocumentId>, as_of: Option<Day>) -> Answer<JourneyMap> {
    run(app, move |a| journeys::map(a, id, as_of)).await
}
