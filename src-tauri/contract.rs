//! The contract with the UI: every command, and the types they speak; written into ui/src/api/bindings.ts.

use tauri_specta::{Builder, collect_commands};

use crate::commands as c;

pub fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(collect_commands![
            c::home::shop_info,
            c::home::tasks_list,
            c::home::task_cancel,
            c::home::shop_open_demo,
            c::home::shop_open_own,
            c::home::shop_remove_demo,
            c::home::file_open,
            c::home::shop_settings,
            c::home::shop_settings_choices,
            c::home::shop_settings_save,
            c::home::shop_copy_to,
            c::home::window_look,
            c::connections::sources_list,
            c::connections::source_remove,
            c::connections::sync_start,
            c::connections::sync_pause,
            c::connections::source_schedule,
            c::connections::source_believe,
            c::connections::platforms_list,
            c::connections::source_test,
            c::connections::source_test_again,
            c::connections::source_add,
            c::people::people_list,
            c::people::people_neighbours,
            c::people::person_get,
            c::people::person_outlook,
            c::people::person_orders,
            c::people::order_items,
            c::people::order_trace,
            c::people::order_open_there,
            c::people::person_timeline,
            c::people::person_export,
            c::people::person_erase,
            c::insights::insights_summary,
            c::insights::insights_rfm,
            c::insights::insights_lifecycle,
            c::insights::insights_cohorts,
            c::insights::insights_revenue,
            c::insights::insights_value,
            c::insights::insights_chart,
            c::insights::insights_small_revenue_chart,
            c::documents::documents_list,
            c::documents::document_get,
            c::documents::document_save,
            c::documents::document_delete,
            c::documents::document_restore,
            c::documents::documents_arrange,
            c::documents::folders_list,
            c::documents::folder_save,
            c::documents::folder_delete,
            c::documents::drafts_list,
            c::documents::draft_keep,
            c::documents::draft_discard,
            c::segments::segment_evaluate,
            c::segments::segments_list,
            c::segments::segment_vocabulary,
            c::segments::product_search,
            c::segments::segment_starters,
            c::segments::segment_explain,
            c::segments::segment_versions,
            c::segments::segment_version,
            c::segments::segment_file_save,
            c::segments::segment_file_open,
            c::segments::people_chosen,
            c::segments::people_of_addresses,
            c::segments::segment_profile,
            c::beside::segment_sizes,
            c::beside::segment_history_chart,
            c::beside::segment_change,
            c::beside::segment_overlaps,
            c::beside::segment_since_export,
            c::journeys::journeys_list,
            c::journeys::journey_map,
            c::experiments::experiment_read,
            c::experiments::experiment_readout,
            c::experiments::experiment_example,
            c::emails::emails_list,
            c::emails::email_get,
            c::emails::email_save,
            c::emails::email_starters,
            c::emails::email_file_save,
            c::emails::email_file_open,
            c::emails::email_variables,
            c::emails::email_preview,
            c::emails::email_source,
            c::emails::email_people,
            c::emails::email_check_start,
            c::emails::email_check_last,
            c::emails::email_check_people,
            c::emails::email_surprising,
            c::emails::email_link_open,
            c::emails::email_lints,
            c::emails::email_fix,
            c::emails::brand_get,
            c::emails::brand_save,
            c::mail::picture_add,
            c::mail::pictures_list,
            c::mail::picture_thumbnail,
            c::mail::picture_remove,
            c::mail::mail_settings_get,
            c::mail::mail_settings_save,
            c::mail::mail_settings_forget,
            c::mail::email_send_test,
            c::mail::email_export_view,
            c::mail::email_export,
            c::mail::email_everybody_plan,
            c::mail::email_everybody,
            c::email_writing::email_versions,
            c::email_writing::email_version,
            c::email_writing::email_blocks,
            c::email_writing::email_block_save,
            c::email_writing::email_texts,
            c::coupons::coupon_pools,
            c::coupons::coupon_import,
            c::coupons::coupons_given,
            c::coupons::coupon_pool_delete,
            c::coupons::coupon_pool_restore,
            c::audiences::mailchimp_connection,
            c::audiences::mailchimp_connect,
            c::audiences::mailchimp_disconnect,
            c::audiences::mailchimp_lists,
            c::audiences::audience_field_choices,
            c::audiences::audience_preview,
            c::audiences::audience_undo,
            c::audiences::audience_push,
            c::audiences::audience_history,
            c::audiences::audience_push_detail,
            c::audiences::audience_push_members,
            c::imports::import_inspect,
            c::imports::import_check,
            c::imports::import_forget,
            c::imports::import_start,
            c::imports::import_resume,
            c::imports::runs_list,
            c::imports::source_runs,
            c::imports::run_refused,
            c::imports::people_lists,
            c::imports::people_list_import,
            c::imports::people_list_report,
            c::imports::people_list_remove,
        ])
        .typ::<regulars_core::api::Event>()
        .typ::<regulars_core::api::imports::ImportSummary>()
        .typ::<regulars_core::sync::pull::Pulled>()
        .typ::<regulars_core::api::emails::TestSent>()
        .typ::<regulars_core::api::emails::EverybodyDone>()
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}

/// Writes the TypeScript for the UI into `path`; `Err` says what could not be expressed.
pub fn export_types(path: &std::path::Path) -> Result<(), String> {
    let language = specta_typescript::Typescript::default().header("// Written by `make types` from the Rust commands. Do not edit.\n");
    builder().export(language, path).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// `make types` sets REGULARS_WRITE_TYPES to write the file; otherwise this holds it against the code.
    #[test]
    fn the_uis_types_are_those_of_the_commands() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let committed = root.join("ui/src/api/bindings.ts");
        if std::env::var_os("REGULARS_WRITE_TYPES").is_some() {
            super::export_types(&committed).unwrap();
            return;
        }
        let fresh = std::env::temp_dir().join(format!("regulars-bindings-{}.ts", std::process::id()));
        super::export_types(&fresh).unwrap();
        let wanted = std::fs::read_to_string(&fresh).unwrap();
        let _ = std::fs::remove_file(&fresh);
        let found = std::fs::read_to_string(&committed).unwrap_or_default();
        assert!(found == wanted, "ui/src/api/bindings.ts is out of date: run `make types`");
    }
}
