//! Pools of codes for offers.

use regulars_core::api::coupons::{self, CouponImport, CouponPage, CouponPool};
use regulars_core::types::CouponPoolId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn coupon_pools(app: Shop<'_>) -> Answer<Vec<CouponPool>> {
    run(app, |a| coupons::pools(a)).await
}

/// Adds a file's codes to the pool of this name; the file's own name when none is given.
#[tauri::command]
#[specta::specta]
pub async fn coupon_import(app: Shop<'_>, path: String, name: Option<String>) -> Answer<CouponImport> {
    run(app, move |a| coupons::import(a, &path, name.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn coupons_given(app: Shop<'_>, id: CouponPoolId, offset: u32, limit: u32) -> Answer<CouponPage> {
    run(app, move |a| coupons::given(a, id, offset, limit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn coupon_pool_delete(app: Shop<'_>, id: CouponPoolId) -> Answer<()> {
    run(app, move |a| coupons::delete(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn coupon_pool_restore(app: Shop<'_>, id: CouponPoolId) -> Answer<CouponPool> {
    run(app, move |a| coupons::restore(a, id)).await
}
