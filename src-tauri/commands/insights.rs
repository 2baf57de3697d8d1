//! Insights: the summary, RFM, lifecycle, cohorts, revenue and their charts.

use regulars_core::api::insights::{self, ChartName, ChartPicture, LifecycleTable, RfmTable, ValueTable};
use regulars_core::charts::Skin;
use regulars_core::insights::{cohorts::Cohort, months::MonthRevenue, summary::Summary};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn insights_summary(app: Shop<'_>) -> Answer<Summary> {
    run(app, |a| insights::summary(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_rfm(app: Shop<'_>) -> Answer<RfmTable> {
    run(app, |a| insights::rfm(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_lifecycle(app: Shop<'_>) -> Answer<LifecycleTable> {
    run(app, |a| insights::lifecycle(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_cohorts(app: Shop<'_>) -> Answer<Vec<Cohort>> {
    run(app, |a| insights::cohorts(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_revenue(app: Shop<'_>) -> Answer<Vec<MonthRevenue>> {
    run(app, |a| insights::revenue(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_value(app: Shop<'_>) -> Answer<ValueTable> {
    run(app, |a| insights::value(a, None)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_chart(app: Shop<'_>, name: ChartName) -> Answer<ChartPicture> {
    run(app, move |a| insights::chart(a, name, None, Skin::Window)).await
}

#[tauri::command]
#[specta::specta]
pub async fn insights_small_revenue_chart(app: Shop<'_>) -> Answer<ChartPicture> {
    run(app, |a| insights::small_revenue_chart(a, Skin::Window)).await
}
