//! Things as Shopify shows them, each made of its number and a seed. No names or addresses of real people.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::shop::{FIRST_CUSTOMER, FIRST_PRODUCT};
use regulars_core::types::Timestamp;

const FIRST: [&str; 8] = ["Mary Ann", "O’Brien", "Jürgen", "Zoë", "Ana", "李", "Sam", "Björk"];
const LAST: [&str; 7] = ["Smith", "Петрова", "王", "Müller-Lüdenscheidt", "O'Neil", "da Silva", "Ng"];
const COUNTRIES: [&str; 7] = ["US", "BR", "GB", "FR", "DE", "JP", "CA"];

pub fn at(t: i64) -> Value {
    json!(Timestamp(t).to_rfc3339())
}

pub fn money(cents: i64) -> String {
    format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
}

/// In the shop's dollars, and in what the customer saw: euros at 0.8, or the same.
pub fn bag(cents: i64, euros: bool) -> Value {
    let seen = if euros { (cents * 8 + 5).div_euclid(10) } else { cents };
    let seen_in = if euros { "EUR" } else { "USD" };
    json!({ "shopMoney": { "amount": money(cents), "currencyCode": "USD" }, "presentmentMoney": { "amount": money(seen), "currencyCode": seen_in } })
}

fn one<'a>(rng: &mut impl Rng, of: &[&'a str]) -> &'a str {
    of[rng.random_range(0..of.len())]
}

pub fn email(n: u64) -> String {
    match n % 4 {
        0 => format!("User.{n}@Example.COM"),
        1 => format!("u{n}+tag@mail.example.org"),
        2 => format!("o'neil{n}@example.net"),
        _ => format!("user{n}@example.com"),
    }
}

fn place(rng: &mut impl Rng) -> Value {
    json!({ "countryCodeV2": one(rng, &COUNTRIES), "provinceCode": "SP", "city": "São Paulo", "zip": "01310-100" })
}

/// As the customer is called, and reached: by their number alone, so that an order can say so too.
pub fn named(id: u64) -> Value {
    let n = id.saturating_sub(FIRST_CUSTOMER);
    let reached = if n % 29 == 13 { Value::Null } else { json!({ "emailAddress": email(n) }) };
    let of = |words: &[&str]| words[usize::try_from(n).unwrap_or(0) % words.len()].to_owned();
    json!({ "id": format!("gid://shopify/Customer/{id}"), "firstName": of(&FIRST), "lastName": of(&LAST), "defaultEmailAddress": reached })
}

pub fn customer(id: u64, seed: u64, created: i64, updated: i64) -> Value {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let (state, level, said) = match rng.random_range(0..10) {
        0..4 => ("SUBSCRIBED", json!(one(rng, &["SINGLE_OPT_IN", "CONFIRMED_OPT_IN", "UNKNOWN"])), at(created + 60)),
        4 => ("UNSUBSCRIBED", json!("SINGLE_OPT_IN"), at(created + 86_400)),
        5 => ("PENDING", json!("CONFIRMED_OPT_IN"), at(created + 60)),
        6 if seed.is_multiple_of(3) => ("INVALID", Value::Null, at(created + 60)),
        _ => ("NOT_SUBSCRIBED", Value::Null, Value::Null),
    };
    let phone = if rng.random_range(0..3) == 0 {
        json!({ "phoneNumber": format!("+1555{:07}", id % 10_000_000), "marketingState": one(rng, &["SUBSCRIBED", "NOT_SUBSCRIBED", "UNSUBSCRIBED"]),
            "marketingOptInLevel": "SINGLE_OPT_IN", "marketingUpdatedAt": at(created + 120) })
    } else {
        Value::Null
    };
    let named = named(id);
    let mut reached = named["defaultEmailAddress"].clone();
    if reached.is_object() {
        (reached["marketingState"], reached["marketingOptInLevel"], reached["marketingUpdatedAt"]) = (json!(state), level, said);
    }
    json!({
        "id": named["id"], "firstName": named["firstName"], "lastName": named["lastName"], "locale": one(rng, &["en", "de", "pt-BR"]),
        "tags": if seed.is_multiple_of(5) { json!(["vip", "wholesale"]) } else { json!([]) }, "createdAt": at(created), "updatedAt": at(updated),
        "defaultEmailAddress": reached, "defaultPhoneNumber": phone, "defaultAddress": if seed.is_multiple_of(7) { Value::Null } else { place(rng) },
    })
}

pub fn product(id: u64, seed: u64, created: i64, updated: i64) -> Value {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let price = rng.random_range(200..9000);
    let several = id.is_multiple_of(3);
    let many: u64 = if id == FIRST_PRODUCT { 45 } else { 3 };
    let variants: Vec<Value> = if several {
        (0..many)
            .map(|n| {
                json!({ "id": format!("gid://shopify/ProductVariant/{}", id * 100 + n), "title": format!("Size {n}"), "sku": format!("SKU-{id}-{n}"),
                    "price": money(price + i64::try_from(n).unwrap_or(0) * 100), "availableForSale": rng.random_range(0..5) > 0 })
            })
            .collect()
    } else {
        vec![
            json!({ "id": format!("gid://shopify/ProductVariant/{}", id * 100), "title": "Default Title", "sku": format!("SKU-{id}"), "price": money(price),
            "availableForSale": rng.random_range(0..6) > 0 }),
        ]
    };
    let collections: Vec<Value> = (0..seed % 3).map(|n| json!({ "id": format!("gid://shopify/Collection/{}", 40 + n), "title": if n > 0 { "Crème brûlée" } else { "Coffee &amp; Tea" } })).collect();
    json!({
        "id": format!("gid://shopify/Product/{id}"), "title": format!("Ethiopia &amp; Filter {id}"), "handle": format!("p{id}"),
        "status": if id.is_multiple_of(11) { "DRAFT" } else { "ACTIVE" }, "vendor": "Roastery", "productType": one(rng, &["Beans", "Gear", ""]),
        "tags": ["single"], "createdAt": at(created), "updatedAt": at(updated), "onlineStoreUrl": format!("https://corner-coffee.example/products/p{id}"),
        "featuredMedia": if id.is_multiple_of(4) { Value::Null } else { json!({ "preview": { "image": { "url": format!("https://cdn.example/{id}.jpg") } } }) },
        "priceRangeV2": { "minVariantPrice": { "amount": money(price), "currencyCode": "USD" } }, "variants": variants, "collections": collections,
    })
}

/// Who may be named as a buyer, and what may be bought.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    pub customers: u64,
    pub products: u64,
}

pub fn order(id: u64, seed: u64, created: i64, updated: i64, around: Around) -> Value {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let euros = rng.random_range(0..10) == 0;
    let (customer, email) = match rng.random_range(0..100) {
        0..82 if around.customers > 0 => {
            let n = rng.random_range(0..around.customers);
            (named(FIRST_CUSTOMER + n), json!(email(n).to_lowercase()))
        }
        0..96 => (Value::Null, json!(format!("guest{}@example.com", rng.random_range(0..around.customers.max(10))))),
        _ => (Value::Null, Value::Null),
    };
    let many = if seed.is_multiple_of(97) { 13 } else { rng.random_range(1..4) };
    let taxed = rng.random_range(0..3) == 0;
    let (mut lines, mut sum, mut taxes, mut discount) = (Vec::new(), 0, 0, 0);
    for n in 0..many {
        let (quantity, price) = (rng.random_range(1..4), rng.random_range(200..6000));
        let off = if seed.is_multiple_of(4) && n == 0 { quantity * price / 10 } else { 0 };
        let tax = (quantity * price - off) / 10;
        let offs = if off > 0 { json!([{ "allocatedAmountSet": bag(off, euros) }]) } else { json!([]) };
        let product = FIRST_PRODUCT + rng.random_range(0..around.products.max(1));
        let known = !(around.products == 0 || rng.random_range(0..40) == 0);
        lines.push(json!({
            "id": format!("gid://shopify/LineItem/{}", id * 20 + n), "title": format!("Ethiopia &amp; Filter {product}"), "quantity": quantity,
            "currentQuantity": quantity, "product": if known { json!({ "id": format!("gid://shopify/Product/{product}") }) } else { Value::Null },
            "originalTotalSet": bag(quantity * price, euros), "discountAllocations": offs, "taxLines": [{ "priceSet": bag(tax, euros) }],
        }));
        sum += quantity * price - off;
        taxes += tax;
        discount += off;
    }
    let shipping = if rng.random_range(0..3) == 0 { 499 } else { 0 };
    let total = sum + shipping + if taxed { 0 } else { taxes };
    let financial = match rng.random_range(0..100) {
        0..88 => "PAID",
        88..92 => "PENDING",
        92..94 => "AUTHORIZED",
        94..96 => "VOIDED",
        96..97 => "EXPIRED",
        _ => "PARTIALLY_PAID",
    };
    let cancelled = if seed.is_multiple_of(31) { at(created + 3600) } else { Value::Null };
    let visit = rng.random_range(0..3);
    let journey = if visit == 0 {
        json!({ "firstVisit": null, "lastVisit": null })
    } else {
        json!({ "firstVisit": { "landingPage": "https://corner-coffee.example/collections/all", "referrerUrl": "https://search.example/" },
            "lastVisit": { "source": one(rng, &["Google", "direct", "an unknown source"]), "utmParameters": if visit == 1 { json!({ "source": "newsletter" }) } else { Value::Null } } })
    };
    let mut order = json!({
        "id": format!("gid://shopify/Order/{id}"), "name": format!("#{}", id % 10_000_000), "test": seed.is_multiple_of(53), "edited": false,
        "createdAt": at(created), "processedAt": at(created), "updatedAt": at(updated), "cancelledAt": cancelled, "displayFinancialStatus": financial,
        "displayFulfillmentStatus": if rng.random_range(0..2) == 0 { "FULFILLED" } else { "UNFULFILLED" }, "currencyCode": "USD",
        "presentmentCurrencyCode": if euros { "EUR" } else { "USD" }, "taxesIncluded": taxed, "sourceName": "web",
        "discountCodes": if discount > 0 { json!(["WARM10"]) } else { json!([]) }, "email": email, "phone": null, "customerLocale": "en",
        "totalPriceSet": bag(total, euros), "totalReceivedSet": bag(total, euros), "totalDiscountsSet": bag(discount, euros),
        "totalShippingPriceSet": bag(shipping, euros), "totalTaxSet": bag(taxes, euros), "attribution": { "handle": "web" },
        "customerJourneySummary": journey, "customer": customer, "displayAddress": place(rng), "refunds": [], "lineItems": lines,
    });
    if financial == "PAID" && rng.random_range(0..11) == 0 {
        let refund = id * 10;
        give_back(&mut order, refund, seed.is_multiple_of(2), created + 86_400);
    }
    order
}

/// The first line's units, or the whole.
pub fn give_back(order: &mut Value, refund: u64, whole: bool, when: i64) {
    let euros = order["presentmentCurrencyCode"] == "EUR";
    let cents = |v: &Value| v["shopMoney"]["amount"].as_str().unwrap_or("0").replace('.', "").parse::<i64>().unwrap_or(0);
    let before: i64 = order["refunds"].as_array().map_or(0, |r| r.iter().map(|r| cents(&r["totalRefundedSet"])).sum());
    let total = cents(&order["totalPriceSet"]);
    let (mut lines, mut amount) = (Vec::new(), 0);
    for line in order["lineItems"].as_array_mut().into_iter().flatten() {
        let left = line["currentQuantity"].as_i64().unwrap_or(0);
        let units = if whole { left } else { left.min(1) };
        if units == 0 {
            continue;
        }
        let quantity = line["quantity"].as_i64().unwrap_or(1).max(1);
        let share = (cents(&line["originalTotalSet"])
            - line["discountAllocations"].as_array().map_or(0, |a| a.iter().map(|d| cents(&d["allocatedAmountSet"])).sum()))
            * units
            / quantity;
        amount += share;
        line["currentQuantity"] = json!(left - units);
        lines.push(
            json!({ "quantity": units, "subtotalSet": bag(share, euros), "totalTaxSet": bag(0, euros), "lineItem": { "id": line["id"] } }),
        );
        if !whole {
            break;
        }
    }
    let amount = if whole { total - before } else { amount.min(total - before) };
    if amount <= 0 {
        return;
    }
    order["displayFinancialStatus"] = json!(if amount + before >= total { "REFUNDED" } else { "PARTIALLY_REFUNDED" });
    if let Some(refunds) = order["refunds"].as_array_mut() {
        refunds.push(
            json!({ "id": format!("gid://shopify/Refund/{refund}"), "createdAt": at(when), "processedAt": at(when), "note": "damaged",
            "totalRefundedSet": bag(amount, euros), "refundLineItems": lines }),
        );
    }
}

pub fn cart(id: u64, seed: u64, created: i64, updated: i64, around: Around) -> Value {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let n = rng.random_range(0..around.customers.max(1));
    let total = rng.random_range(500..9000);
    let customer = if rng.random_range(0..8) == 0 || around.customers == 0 { Value::Null } else { named(FIRST_CUSTOMER + n) };
    json!({
        "id": format!("gid://shopify/AbandonedCheckout/{id}"), "createdAt": at(created), "updatedAt": at(updated),
        "completedAt": if seed.is_multiple_of(5) { at(updated) } else { Value::Null }, "customer": customer, "totalPriceSet": bag(total, false),
        "lineItems": [{ "id": format!("gid://shopify/AbandonedCheckoutLineItem/{id}?key=1"), "title": "Ethiopia", "quantity": 1,
            "product": { "id": format!("gid://shopify/Product/{FIRST_PRODUCT}") }, "discountedTotalPriceSet": bag(total, false) }],
    })
}
