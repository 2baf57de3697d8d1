//! v2 and v3 over the store: rights, quota, lists with filters and paging, the errors' bodies.

use base64::Engine;
use chrono::DateTime;
use serde_json::{Value, json};

use super::shop::{Order, Shop, rfc2822};
use super::{HASH, TOKEN};
use crate::sim::{Sim, json_reply};
use crate::woocommerce::{Reply, Request};

impl Sim for Shop {
    const SERVICE: &'static str = "bigcommerce";

    fn handle(&mut self, request: &Request) -> Reply {
        let mut headers =
            vec![("Date", DateTime::from_timestamp(self.clock, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string())];
        let allowed = self.quota.as_mut().is_none_or(super::shop::Quota::take);
        let (left, size, reset) = self.quota.as_ref().map_or((149, 150, 30_000), |q| (q.left, q.size, q.resets_in()));
        headers.extend([
            ("X-Rate-Limit-Requests-Left", left.to_string()),
            ("X-Rate-Limit-Requests-Quota", size.to_string()),
            ("X-Rate-Limit-Time-Window-Ms", "30000".to_owned()),
            ("X-Rate-Limit-Time-Reset-Ms", reset.to_string()),
        ]);
        if !allowed {
            return json_reply(429, &json!({ "status": 429, "title": "You have exceeded the rate limit", "type": "" }), &headers);
        }
        let (status, body) = self.answer(request);
        json_reply(status, &body, &headers)
    }
}

impl Shop {
    fn answer(&self, request: &Request) -> (u16, Value) {
        if request.header("x-auth-token") != Some(TOKEN) {
            return (401, json!({ "status": 401, "title": "X-Auth-Token header is required", "type": "", "detail": "" }));
        }
        let Some(route) = request.path.strip_prefix(&format!("/stores/{HASH}/")) else {
            return (401, json!({ "status": 401, "title": "The token is not of this store", "type": "" }));
        };
        let route = route.trim_end_matches('/');
        if self.lacks.iter().any(|l| route.starts_with(l)) {
            return (
                403,
                json!({ "status": 403, "title": "You don't have a required scope to access the endpoint", "type": "", "errors": {} }),
            );
        }
        let parts: Vec<&str> = route.split('/').collect();
        match parts.as_slice() {
            ["v2", "store"] => (
                200,
                json!({ "id": HASH, "name": "Corner Coffee &amp; Tea", "domain": "shop.example", "secure_url": "https://shop.example", "currency": "USD",
                    "timezone": { "name": "America/Chicago", "raw_offset": -21600 }, "plan_name": "Standard" }),
            ),
            ["v2", "orders", "count"] => (200, json!({ "statuses": [], "count": self.listed().count() })),
            ["v2", "orders"] => v2(self.orders_page(request)),
            ["v2", "orders", id, part @ ("products" | "coupons")] => match id.parse().ok().and_then(|id: u64| self.orders.get(&id)) {
                Some(o) => v2(page(if *part == "products" { o.products.clone() } else { o.coupons.clone() }, request)),
                None => (404, json!([{ "status": 404, "message": "The requested resource was not found." }])),
            },
            ["v3", "orders", "payment_actions", "refunds"] => {
                let wanted = ids(request, "order_id:in");
                let rows = self
                    .refunds
                    .values()
                    .filter(|r| wanted.as_ref().is_none_or(|w| r["order_id"].as_u64().is_some_and(|id| w.contains(&id))));
                v3(rows.cloned().collect(), request, None)
            }
            ["v3", "customers"] => self.customers_page(request),
            ["v3", "customers", "subscribers"] => {
                let from = moment(request.get("date_modified:min"));
                v3(self.subscribers.values().filter(|s| from.is_none_or(|f| changed(s) >= f)).cloned().collect(), request, None)
            }
            ["v3", "catalog", "trees", "categories"] => {
                let rows = self
                    .categories
                    .iter()
                    .map(|(id, name)| json!({ "category_id": id, "name": name, "tree_id": 1, "parent_id": 0 }))
                    .collect();
                v3(rows, request, None)
            }
            ["v3", "catalog", "products"] => self.products_page(request),
            _ => (404, json!({ "status": 404, "title": "The requested resource was not found", "type": "" })),
        }
    }

    fn listed(&self) -> impl Iterator<Item = &Order> {
        self.orders.values().filter(|o| !o.archived)
    }

    fn orders_page(&self, request: &Request) -> Vec<Value> {
        let number = |name: &str| request.get(name).and_then(|v| v.parse::<u64>().ok()).filter(|n| *n > 0);
        let (min, max) = (number("min_id"), number("max_id"));
        let (from, to) = (moment(request.get("min_date_modified")), moment(request.get("max_date_modified")));
        let mut rows: Vec<(u64, &Order)> = self.orders.iter().map(|(id, o)| (*id, o)).filter(|(_, o)| !o.archived).collect();
        rows.retain(|(id, o)| {
            min.is_none_or(|m| *id >= m)
                && max.is_none_or(|m| *id <= m)
                && from.is_none_or(|f| o.modified >= f)
                && to.is_none_or(|t| o.modified <= t)
        });
        let (by, direction) = request.get("sort").unwrap_or("id").split_once(':').unwrap_or(("id", "asc"));
        if by == "date_modified" {
            // Ties come in no particular order.
            rows.sort_by_key(|(id, o)| (o.modified, id % 7));
        }
        if direction == "desc" {
            rows.reverse();
        }
        let rows = rows.into_iter().map(|(_, o)| self.order(o, request)).collect();
        page(rows, request)
    }

    fn order(&self, o: &Order, request: &Request) -> Value {
        let mut v = o.head.clone();
        v["date_modified"] = json!(rfc2822(o.modified));
        let included = request.get("include") == Some("consignments.line_items") && request.get("consignment_structure") == Some("object");
        if included {
            let b = &o.head["billing_address"];
            let items = if o.brings { json!(o.products) } else { json!([]) };
            v["consignments"] = json!({ "pickups": [], "downloads": [], "email": { "gift_certificates": [] }, "shipping": [{
                "id": 1, "first_name": "Jane", "last_name": "Doe", "company": "", "street_1": "1 Main St", "street_2": "", "city": "Lyon", "state": "", "zip": "69001",
                "country": "France", "country_iso2": "FR", "phone": "", "email": b["email"], "form_fields": [], "line_items": items,
                "items_total": o.head["items_total"], "items_shipped": 0, "shipping_method": "Free Shipping" }] });
        }
        v
    }

    fn customers_page(&self, request: &Request) -> (u16, Value) {
        let from = moment(request.get("date_modified:min"));
        let mut rows: Vec<Value> = self.customers.values().filter(|c| from.is_none_or(|f| changed(c) >= f)).cloned().collect();
        if request.get("sort") == Some("date_modified:asc") {
            rows.sort_by_key(changed);
        }
        if request.get("include") != Some("addresses") {
            for row in &mut rows {
                row.as_object_mut().expect("an object").remove("addresses");
            }
        }
        let Some(after) = request.get("after") else { return v3(rows, request, Some("pagination")) };
        let decoded = base64::engine::general_purpose::STANDARD.decode(after).ok().and_then(|b| String::from_utf8(b).ok());
        let Some(after) = decoded.and_then(|t| t.strip_prefix("id:").and_then(|n| n.parse::<u64>().ok())) else {
            return (422, json!({ "status": 422, "title": "Invalid cursor", "type": "" }));
        };
        rows.retain(|r| r["id"].as_u64().is_some_and(|id| id > after));
        v3(rows, request, Some("cursor"))
    }

    fn products_page(&self, request: &Request) -> (u16, Value) {
        let number = |name: &str| request.get(name).and_then(|v| v.parse::<u64>().ok());
        let (less, greater) = (number("id:less"), number("id:greater"));
        let (from, to) = (moment(request.get("date_modified:min")), moment(request.get("date_modified:max")));
        let id = |p: &Value| p["id"].as_u64().unwrap_or(0);
        let mut rows: Vec<Value> = self.products.values().cloned().collect();
        rows.retain(|p| {
            less.is_none_or(|l| id(p) < l)
                && greater.is_none_or(|g| id(p) > g)
                && from.is_none_or(|f| changed(p) >= f)
                && to.is_none_or(|t| changed(p) <= t)
        });
        if request.get("sort") == Some("date_modified") {
            rows.sort_by_key(changed);
        }
        if request.get("direction") == Some("desc") {
            rows.reverse();
        }
        let include: Vec<&str> = request.get("include").unwrap_or("").split(',').collect();
        let fields: Option<Vec<&str>> = request.get("include_fields").map(|f| f.split(',').collect());
        for row in &mut rows {
            row.as_object_mut().expect("an object").retain(|k, _| {
                k == "id"
                    || if matches!(k.as_str(), "variants" | "primary_image") {
                        include.contains(&k.as_str())
                    } else {
                        fields.as_ref().is_none_or(|f| f.contains(&k.as_str()))
                    }
            });
        }
        v3(rows, request, None)
    }
}

fn limit(request: &Request) -> usize {
    request.get("limit").and_then(|l| l.parse().ok()).unwrap_or(50usize).clamp(1, 250)
}

fn page(rows: Vec<Value>, request: &Request) -> Vec<Value> {
    let n = request.get("page").and_then(|p| p.parse().ok()).unwrap_or(1usize).max(1);
    rows.into_iter().skip((n - 1) * limit(request)).take(limit(request)).collect()
}

/// An empty list is no list at all.
fn v2(rows: Vec<Value>) -> (u16, Value) {
    if rows.is_empty() { (204, Value::Null) } else { (200, Value::Array(rows)) }
}

/// `cursors`: `pagination` for a first page of a list that can also be paged by cursors, `cursor` for a later one.
fn v3(rows: Vec<Value>, request: &Request, cursors: Option<&str>) -> (u16, Value) {
    let (total, limit) = (rows.len(), limit(request));
    let n = request.get("page").and_then(|p| p.parse().ok()).unwrap_or(1usize).max(1);
    let data = page(rows, request);
    let count = data.len();
    let mut meta = json!({});
    if cursors != Some("cursor") {
        let pages = total.div_ceil(limit);
        meta["pagination"] = json!({ "total": total, "count": count, "per_page": limit, "current_page": n, "total_pages": pages,
            "links": { "current": format!("?page={n}&limit={limit}") } });
    }
    if cursors.is_some() {
        let token =
            |r: Option<&Value>| r.map(|r| base64::engine::general_purpose::STANDARD.encode(format!("id:{}", r["id"]))).unwrap_or_default();
        let mut c = json!({ "count": count, "per_page": limit, "start_cursor": token(data.first()), "end_cursor": token(data.last()), "links": { "current": "?x" } });
        if total > count {
            c["links"]["next"] = json!(format!("?after={}", token(data.last())));
        }
        meta["cursor_pagination"] = c;
    }
    (200, json!({ "data": data, "meta": meta }))
}

fn ids(request: &Request, name: &str) -> Option<Vec<u64>> {
    request.get(name).map(|list| list.split(',').filter_map(|n| n.parse().ok()).collect())
}

fn moment(text: Option<&str>) -> Option<i64> {
    DateTime::parse_from_rfc3339(text?).ok().map(|t| t.timestamp())
}

fn changed(v: &Value) -> i64 {
    moment(v["date_modified"].as_str()).unwrap_or(0)
}
