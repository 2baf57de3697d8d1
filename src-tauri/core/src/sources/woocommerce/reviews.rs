//! A review of a product that the shop approved.

use serde_json::Value;

use crate::sources::json;
use crate::types::records::{CustomerRecord, ProductRecord, ReviewRecord};
use crate::types::{Error, Result, ShopZone};

pub const FIELDS: &str = "id,date_created,date_created_gmt,product_id,product_name,status,reviewer_email,review,rating";

/// `None` when nobody can be told by it (no address), or when it is not approved (any more). The name that the reviewer
/// gave is shown beside the review and is often a joke: it is not taken for theirs.
pub fn review(v: &Value, zone: ShopZone) -> Result<Option<ReviewRecord>> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A review without an id."))?;
    if json::text(v, "status").is_some_and(|s| s != "approved") {
        return Ok(None);
    }
    let Some(email) = json::owned(v, "reviewer_email").filter(|e| e.contains('@')) else { return Ok(None) };
    let at = json::date(v, "date_created", zone).ok_or_else(|| Error::bad_input("It has no date."))?;
    let product = json::id(v, "product_id").map(|p| ProductRecord {
        external_id: p.to_string(),
        title: json::text(v, "product_name").map(json::plain),
        ..ProductRecord::default()
    });
    Ok(Some(ReviewRecord {
        external_id: id.to_string(),
        person: CustomerRecord { email: Some(email), ..CustomerRecord::default() },
        product,
        at,
        // 0: words only.
        rating: json::whole(v, "rating").and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=5).contains(n)),
        title: None,
        body: json::text(v, "review").map(json::plain).filter(|t| !t.is_empty()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_review_is_by_whoever_gave_an_address_of_what_was_bought() {
        let v = json!({ "id": 5, "date_created": "2026-07-01T12:00:00", "date_created_gmt": "2026-07-01T10:00:00", "product_id": 11,
            "product_name": "Tea &amp; Co", "status": "approved", "reviewer": "Zorro", "reviewer_email": "ann@example.com",
            "review": "<p>Really <b>good</b></p>\n", "rating": 4, "verified": true });
        let r = review(&v, ShopZone::UTC).unwrap().unwrap();
        assert_eq!((r.external_id.as_str(), r.rating, r.body.as_deref()), ("5", Some(4), Some("Really good")));
        assert_eq!((r.person.email.as_deref(), r.person.first_name), (Some("ann@example.com"), None));
        assert_eq!(r.product.unwrap().title.as_deref(), Some("Tea & Co"));
        assert_eq!(r.at.to_rfc3339(), "2026-07-01T10:00:00Z");
        let with = |key: &str, value: Value| {
            let mut w = v.clone();
            w[key] = value;
            review(&w, ShopZone::UTC)
        };
        assert_eq!(with("rating", json!(0)).unwrap().unwrap().rating, None);
        assert_eq!(with("reviewer_email", json!("")).unwrap(), None);
        assert_eq!(with("status", json!("hold")).unwrap(), None);
        assert!(with("id", json!(null)).is_err());
    }
}
