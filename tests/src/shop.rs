//! Small shops for tests, filled through the same door as every import.

use std::path::Path;

use regulars_core::store::ingest::Ingest;
use regulars_core::store::{Area, Store};
use regulars_core::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord, OrderRecord, OrderStatus, Record};
use regulars_core::types::{Currency, Timestamp};

/// 2026-11-18, before any test runs.
pub const BEFORE: i64 = 1_795_000_000;

/// A person who said `consent` about marketing by email; no record when `None`.
pub fn person(number: usize, email: &str, consent: Option<ConsentState>) -> CustomerRecord {
    let said = |state| ConsentRecord {
        channel: Channel::Email,
        state,
        at: Timestamp(BEFORE),
        source: "test".into(),
        method: "single_opt_in".into(),
        wording: None,
    };
    CustomerRecord {
        external_id: Some(format!("c{number}")),
        email: Some(email.to_owned()),
        first_name: Some(format!("First {number}")),
        last_name: Some(format!("Last {number}")),
        created_at: Some(Timestamp(BEFORE - 86_400)),
        consent: consent.map(said).into_iter().collect(),
        ..CustomerRecord::default()
    }
}

/// A paid order of 25.00.
pub fn order(number: usize, buyer: &CustomerRecord) -> OrderRecord {
    OrderRecord {
        shop_total: None,
        landing: None,
        referrer: None,
        external_id: format!("o{number}"),
        number: number.to_string(),
        buyer: Some(buyer.clone()),
        placed_at: Timestamp(BEFORE - 3600),
        status: OrderStatus::Paid,
        currency: Currency::EUR,
        total: 2500,
        discount: 0,
        shipping: 0,
        tax: 0,
        country: None,
        channel: None,
        coupons: Vec::new(),
        lines: Vec::new(),
    }
}

/// Stores the records in the shop's file, which is made when it is missing.
///
/// # Panics
/// When the file cannot be written.
pub fn fill(file: &Path, records: &[Record]) {
    let store = Store::open(file, None).expect("the shop's file");
    store
        .write(Area::Data, |w| {
            let source = w.add_source("file", "test", "{}", Timestamp(BEFORE))?;
            let mut ingest = Ingest::new(w, source)?;
            records.iter().try_for_each(|r| ingest.record(r))?;
            ingest.finish()
        })
        .expect("the records are stored");
}
