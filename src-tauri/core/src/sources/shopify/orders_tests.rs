//! What an order becomes.

use super::*;
use serde_json::json;

fn bag(presentment: &str, shop: &str) -> Value {
    json!({ "presentmentMoney": { "amount": presentment }, "shopMoney": { "amount": shop } })
}

fn sample() -> Value {
    json!({
        "id": "gid://shopify/Order/1001", "name": "#1001", "test": false, "edited": false, "createdAt": "2026-07-02T00:00:00Z",
        "processedAt": "2026-07-01T10:00:00Z", "updatedAt": "2026-07-03T00:00:00Z", "cancelledAt": null, "displayFinancialStatus": "PAID",
        "displayFulfillmentStatus": "FULFILLED", "currencyCode": "EUR", "presentmentCurrencyCode": "USD", "taxesIncluded": false,
        "sourceName": "web", "discountCodes": ["WARM10"], "email": "typed@example.com", "totalPriceSet": bag("33.00", "30.00"),
        "totalReceivedSet": bag("28.00", "25.00"), "totalDiscountsSet": bag("2.00", "1.80"), "totalShippingPriceSet": bag("4.00", "3.60"),
        "totalTaxSet": bag("3.00", "2.70"), "attribution": { "handle": "web" },
        "customerJourneySummary": { "firstVisit": { "landingPage": "https://shop.example/a", "referrerUrl": "https://search.example/" },
            "lastVisit": { "source": "Google", "utmParameters": null } },
        "customer": { "id": "gid://shopify/Customer/5" }, "displayAddress": { "countryCodeV2": "FR" }, "refunds": [],
        "lineItems": { "nodes": [
            { "id": "gid://shopify/LineItem/1", "title": "Cup", "quantity": 2, "currentQuantity": 2, "product": { "id": "gid://shopify/Product/11" },
              "originalTotalSet": bag("20.00", "18"), "discountAllocations": [{ "allocatedAmountSet": bag("2.00", "1.8") }], "taxLines": [{ "priceSet": bag("2.00", "1.8") }] },
            { "id": "gid://shopify/LineItem/2", "title": "Gone", "quantity": 1, "currentQuantity": 1, "product": null,
              "originalTotalSet": bag("8.00", "7"), "discountAllocations": [], "taxLines": [{ "priceSet": bag("1.00", "0.9") }] }
        ] }
    })
}

fn with(change: impl FnOnce(&mut Value)) -> OrderRecord {
    let mut v = sample();
    change(&mut v);
    order(&v).unwrap()
}

#[test]
fn an_order_is_what_the_customer_paid_in_their_currency_with_the_shops_beside_it() {
    let o = with(|_| {});
    assert_eq!((o.total, o.currency.as_str(), o.shop_total.unwrap().to_string().as_str()), (3300, "USD", "€30.00"));
    assert_eq!(o.lines.iter().map(|l| l.total).collect::<Vec<_>>(), [2000, 900]);
    assert_eq!(o.lines.iter().map(|l| l.total).sum::<i64>() + o.shipping, o.total);
    assert_eq!((o.number.as_str(), o.placed_at.to_rfc3339().as_str(), o.status), ("1001", "2026-07-01T10:00:00Z", OrderStatus::Fulfilled));
    assert_eq!((o.lines[0].product.as_deref(), o.lines[1].product.as_deref()), (Some("11"), None));
    assert_eq!(
        (o.channel.as_deref(), o.landing.as_deref(), o.country.as_deref()),
        (Some("google"), Some("https://shop.example/a"), Some("FR"))
    );
    assert_eq!(o.coupons, ["WARM10"]);
}

#[test]
fn tax_that_is_in_the_price_is_not_added_to_it() {
    let o = with(|v| v["taxesIncluded"] = json!(true));
    assert_eq!(o.lines.iter().map(|l| l.total).collect::<Vec<_>>(), [1800, 800]);
}

#[test]
fn each_state_is_judged_and_a_test_is_no_purchase() {
    let of = |key: &str, value: Value| with(|v| v[key] = value).status;
    assert_eq!(of("test", json!(true)), OrderStatus::Failed);
    assert_eq!(of("cancelledAt", json!("2026-07-02T10:00:00Z")), OrderStatus::Cancelled);
    for (word, status) in [
        ("PARTIALLY_REFUNDED", OrderStatus::Fulfilled),
        ("REFUNDED", OrderStatus::Refunded),
        ("AUTHORIZED", OrderStatus::Pending),
        ("PENDING", OrderStatus::Pending),
        ("PARTIALLY_PAID", OrderStatus::Pending),
        ("VOIDED", OrderStatus::Cancelled),
        ("EXPIRED", OrderStatus::Failed),
        ("A_NEW_WORD", OrderStatus::Pending),
    ] {
        assert_eq!(of("displayFinancialStatus", json!(word)), status, "{word}");
    }
    let free = with(|v| {
        v["displayFinancialStatus"] = json!(null);
        v["totalPriceSet"] = bag("0.0", "0.0");
    });
    assert!(free.status.counts());
}

#[test]
fn an_edited_order_is_what_was_received_and_what_was_taken_out_is_not_bought() {
    let o = with(|v| {
        v["edited"] = json!(true);
        v["lineItems"]["nodes"][0]["currentQuantity"] = json!(1);
        v["lineItems"]["nodes"][1]["currentQuantity"] = json!(0);
    });
    assert_eq!((o.total, o.shop_total.unwrap().minor), (2800, 2500));
    assert_eq!(o.lines.iter().map(|l| (l.quantity, l.total)).collect::<Vec<_>>(), [(1, 1000)]);
}

fn refund(id: u64, back: &str) -> Value {
    json!({ "id": format!("gid://shopify/Refund/{id}"), "createdAt": "2026-07-04T10:00:00Z", "processedAt": null, "note": "damaged", "totalRefundedSet": bag(back, back) })
}

#[test]
fn one_refund_has_the_lines_that_are_gone() {
    let mut v = sample();
    v["refunds"] = json!([refund(7, "10.00"), refund(8, "0.00")]);
    v["lineItems"]["nodes"][0]["currentQuantity"] = json!(1);
    let all = records(&v).unwrap();
    let Record::Refund(r) = &all[1] else { panic!("{all:?}") };
    assert_eq!(
        (r.external_id.as_str(), r.amount, r.shop_amount.unwrap().minor, r.at.to_rfc3339().as_str()),
        ("7", 1000, 1000, "2026-07-04T10:00:00Z")
    );
    assert_eq!(r.lines.iter().map(|l| (l.product.as_deref(), l.quantity, l.total)).collect::<Vec<_>>(), [(Some("11"), 1, 1000)]);
    assert_eq!(all[2], Record::RefundsOf { order: "1001".into(), refunds: vec!["7".into()] });
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_reason() {
    let said = |change: fn(&mut Value)| {
        let mut v = sample();
        change(&mut v);
        records(&v).unwrap_err().message
    };
    assert!(said(|v| v["totalPriceSet"]["presentmentMoney"]["amount"] = json!("12,50")).contains("12,50"));
    assert!(said(|v| v["currencyCode"] = json!(null)).contains("currency"));
    assert!(said(|v| v["totalPriceSet"] = json!(null)).contains("total"));
    assert!(said(|v| v["id"] = json!("")).contains("without an id"));
    let mut v = sample();
    for key in ["createdAt", "processedAt"] {
        v[key] = json!("yesterday");
    }
    assert!(records(&v).unwrap_err().message.contains("when it was placed"));
}

#[test]
fn amounts_have_each_currencys_own_digits() {
    let yen = with(|v| {
        v["presentmentCurrencyCode"] = json!("JPY");
        v["totalPriceSet"] = bag("3300", "30.00");
    });
    assert_eq!((yen.total, yen.shop_total.unwrap().minor), (3300, 3000));
    assert_eq!((share(999, 1, 3), share(1000, 1, 3), share(-1000, 2, 3), share(5, 1, 0)), (333, 333, -667, 0));
}
