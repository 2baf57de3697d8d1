//! What differs between WooCommerce's versions, and between its old order tables (WordPress's posts) and the new ones (HPOS),
//! as far as a reader notices.
//!
//! Since 9.0 there is `/refunds`; since 8.5 an order says where its buyer came from; since 7.7 a partial refund stamps its
//! order; in 7 the new tables leave a refund's amount out; since 8.3 a variation has a name. The old tables sort by the shop's
//! wall clock and know orders (imported ones) without a date in UTC.

use chrono::{DateTime, Datelike, TimeDelta};
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Version {
    pub text: &'static str,
    /// High-performance order storage.
    pub hpos: bool,
}

impl Version {
    pub const NEWEST: Self = Self { text: "10.0.2", hpos: true };
    pub const ALL: [Self; 8] = [
        Self { text: "7.4.1", hpos: false },
        Self { text: "7.4.1", hpos: true },
        Self { text: "8.4.0", hpos: false },
        Self { text: "8.9.3", hpos: true },
        Self { text: "9.8.5", hpos: false },
        Self { text: "9.8.5", hpos: true },
        Self { text: "10.0.2", hpos: false },
        Self::NEWEST,
    ];

    pub fn is_at_least(self, major: u32, minor: u32) -> bool {
        let mut parts = self.text.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (major, minor)
    }

    /// A row as this version gives it: local dates by Berlin's wall clock, fields that it knows.
    pub fn dress(self, what: &str, mut row: Value) -> Value {
        for name in ["date_created", "date_modified", "date_paid", "date_completed"] {
            if let Some(at) = row.get(format!("{name}_gmt")).and_then(Value::as_str).and_then(super::routes::date) {
                row[name] = json!(super::shop::stamp(berlin(at)));
            }
        }
        let id = row["id"].as_u64().unwrap_or(0);
        match what {
            "orders" if !self.hpos && id.is_multiple_of(37) => row["date_created_gmt"] = Value::Null,
            "refunds" if self.hpos && !self.is_at_least(7, 7) => {
                row["amount"] = json!("0.00");
                row["reason"] = json!("");
            }
            "variations" if !self.is_at_least(8, 3) => {
                if let Some(map) = row.as_object_mut() {
                    map.remove("name");
                    map.remove("parent_id");
                }
            }
            _ => {}
        }
        row
    }
}

/// The wall clock in Berlin, as if it were UTC.
pub fn berlin(at: i64) -> i64 {
    let Some(t) = DateTime::from_timestamp(at, 0) else { return at };
    let change = |month: u32| {
        let last = chrono::NaiveDate::from_ymd_opt(t.year(), month, 31).unwrap_or_default();
        let sunday = last - TimeDelta::days(i64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0).unwrap_or_default().and_utc().timestamp()
    };
    at + if (change(3)..change(10)).contains(&at) { 7200 } else { 3600 }
}

/// WordPress says what is wrong in the shop's language; the codes stay.
pub fn said(language: &str, english: &str) -> String {
    let translated = match (language, english) {
        ("de", "Consumer secret is invalid.") => "Das Consumer-Passwort ist ungültig.",
        ("de", "Consumer key is invalid.") => "Der Consumer-Schlüssel ist ungültig.",
        ("de", "Invalid signature - provided signature does not match.") => {
            "Ungültige Signatur – die übermittelte Signatur stimmt nicht überein."
        }
        ("de", "Invalid timestamp.") => "Ungültiger Zeitstempel.",
        ("de", "The API key provided does not have read permissions.") => "Der verwendete API-Schlüssel hat keine Leserechte.",
        ("de", "Sorry, you cannot list resources.") => "Du kannst die Ressourcen leider nicht auflisten.",
        ("ja", "Consumer secret is invalid.") => "コンシューマーシークレットが無効です。",
        ("ja", "Consumer key is invalid.") => "コンシューマーキーが無効です。",
        ("ja", "Invalid signature - provided signature does not match.") => "無効な署名 - 提供された署名が一致しません。",
        ("ja", "Invalid timestamp.") => "無効なタイムスタンプです。",
        ("ja", "The API key provided does not have read permissions.") => "提供された API キーには読み取り権限がありません。",
        ("ja", "Sorry, you cannot list resources.") => "リソースを一覧表示できません。",
        _ => english,
    };
    translated.to_owned()
}
