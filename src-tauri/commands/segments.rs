//! The segments room's commands.

use regulars_core::api::segments::chosen::{self, Addresses, ChosenPerson};
use regulars_core::api::segments::share::{self, Opened};
use regulars_core::api::segments::versions::{self, SegmentVersion, VersionLook};
use regulars_core::api::segments::{
    self as api, Explanation, ProductHit, Profile, SegmentAnswer, SegmentRow, StarterCard, Vocabulary, Which,
};
use regulars_core::segments::Segment;
use regulars_core::types::{Day, DocumentId, PersonId, ProductId};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn segment_evaluate(app: Shop<'_>, definition: Segment, as_of: Option<Day>) -> Answer<SegmentAnswer> {
    run(app, move |a| api::evaluate(a, &definition, as_of)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segments_list(app: Shop<'_>, as_of: Option<Day>) -> Answer<Vec<SegmentRow>> {
    run(app, move |a| api::list(a, as_of)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_vocabulary(app: Shop<'_>) -> Answer<Vocabulary> {
    run(app, |a| api::vocabulary(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn product_search(app: Shop<'_>, text: String, ids: Vec<ProductId>) -> Answer<Vec<ProductHit>> {
    run(app, move |a| api::products(a, &text, &ids)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_starters(app: Shop<'_>) -> Answer<Vec<StarterCard>> {
    run(app, |a| api::starters(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_explain(app: Shop<'_>, which: Which, person: PersonId, as_of: Option<Day>) -> Answer<Explanation> {
    run(app, move |a| api::explain(a, &which, person, as_of)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_versions(app: Shop<'_>, id: DocumentId) -> Answer<Vec<SegmentVersion>> {
    run(app, move |a| versions::list(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_version(app: Shop<'_>, id: DocumentId, version: u32) -> Answer<VersionLook> {
    run(app, move |a| versions::look(a, id, version)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_file_save(app: Shop<'_>, name: String, definition: Segment, path: String) -> Answer<()> {
    run(app, move |a| share::save(a, &name, &definition, path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_file_open(app: Shop<'_>, path: String) -> Answer<Opened> {
    run(app, move |a| share::open(a, path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_chosen(app: Shop<'_>, ids: Vec<PersonId>) -> Answer<Vec<ChosenPerson>> {
    run(app, move |a| chosen::chosen(a, &ids)).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_of_addresses(app: Shop<'_>, text: String) -> Answer<Addresses> {
    run(app, move |a| chosen::addresses(a, &text)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_profile(app: Shop<'_>, which: Which, as_of: Option<Day>) -> Answer<Profile> {
    run(app, move |a| api::profile(a, &which, as_of)).await
}
