//! The segments room's commands.

use regulars_core::api::segments::{
    self as api, Explanation, ProductHit, Profile, SegmentAnswer, SegmentRow, StarterCard, Vocabulary, Which,
};
use regulars_core::segments::Segment;
use regulars_core::types::{Day, PersonId, ProductId};

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
pub async fn segment_profile(app: Shop<'_>, which: Which, as_of: Option<Day>) -> Answer<Profile> {
    run(app, move |a| api::profile(a, &which, as_of)).await
}
