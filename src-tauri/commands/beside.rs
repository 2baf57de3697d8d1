//! What stands beside a segment: its size over the year, who came and went, its overlaps, its last exports.

use regulars_core::api::insights::ChartPicture;
use regulars_core::api::segments::{self as api, Change, Overlaps, SinceExport, Which};
use regulars_core::charts::Skin;
use regulars_core::segments::size::SizePoint;
use regulars_core::types::DocumentId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn segment_sizes(app: Shop<'_>, which: Which, from: u32, to: u32) -> Answer<Vec<SizePoint>> {
    run(app, move |a| api::sizes(a, &which, None, from, to)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_history_chart(app: Shop<'_>, points: Vec<SizePoint>) -> Answer<ChartPicture> {
    run(app, move |_| api::history_chart(&points, Skin::Window)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_change(app: Shop<'_>, which: Which, days: u32) -> Answer<Change> {
    run(app, move |a| api::change(a, &which, None, days)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_overlaps(app: Shop<'_>, which: Which, own: Option<DocumentId>, others: Option<Vec<DocumentId>>) -> Answer<Overlaps> {
    run(app, move |a| api::overlaps(a, &which, own, others.as_deref(), None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn segment_since_export(app: Shop<'_>, id: DocumentId, which: Which) -> Answer<Vec<SinceExport>> {
    run(app, move |a| api::since_export(a, id, &which)).await
}
