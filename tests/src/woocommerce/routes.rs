//! REST v3 over the shop: the index, lists with paging and filters, the errors' exact bodies.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

use super::auth::{self, Verdict};
use super::versions::said;
use super::{Fault, Reply, Request, Shop};

const STATUSES: &str = "any, trash, auto-draft, pending, processing, on-hold, completed, cancelled, refunded, failed, and checkout-draft";

impl Shop {
    pub fn handle(&mut self, request: &Request) -> Reply {
        let faults = if self.faults_left == Some(0) { Vec::new() } else { self.faults.clone() };
        if let Some(reply) = faults.iter().find_map(|f| f.before(request)) {
            self.faults_left = self.faults_left.map(|n| n - 1);
            return self.dressed(reply);
        }
        let reply = self.serve(request, &faults);
        let spoils = faults.iter().any(|f| matches!(f, Fault::Torn | Fault::Cut)) && request.path.contains("wc/v3");
        if spoils {
            self.faults_left = self.faults_left.map(|n| n - 1);
            return faults.iter().fold(reply, |r, f| f.spoil(r));
        }
        reply
    }

    fn serve(&mut self, request: &Request, faults: &[Fault]) -> Reply {
        let Some(path) = request.path.strip_prefix(self.folder.as_str()) else {
            return self.dressed(Reply::html(404, "<html><head><title>Not Found</title></head></html>"));
        };
        let route = match (path.strip_prefix("/wp-json"), request.get("rest_route")) {
            (Some(rest), _) if self.pretty => format!("/{}", rest.trim_matches('/')),
            (None, Some(route)) => format!("/{}", route.trim_matches('/')),
            (Some(_), _) => {
                return self
                    .dressed(Reply::html(404, "<html><head><title>Page not found</title></head><!-- /wp-content/themes/ --></html>"));
            }
            (None, None) => {
                let mut home =
                    Reply::html(200, "<!DOCTYPE html><html><head><title>Corner Coffee</title></head><!-- /wp-content/ --></html>");
                home.headers.push(("Link".to_owned(), "<https://shop.example/wp-json/>; rel=\"https://api.w.org/\"".to_owned()));
                return self.dressed(home);
            }
        };
        if route == "/" {
            if faults.contains(&Fault::ClosedIndex) {
                let body =
                    json!({ "code": "rest_not_logged_in", "message": "You are not currently logged in.", "data": { "status": 401 } });
                return self.answer(401, &body, &[]);
            }
            return self.answer(200, &self.index(), &[("Allow", "GET".to_owned())]);
        }
        if !route.starts_with("/wc/v3") || !self.woocommerce {
            return self.no_route();
        }
        let ssl = request.ssl && !faults.contains(&Fault::BelievesHttp);
        match auth::check(self, request, ssl, faults.contains(&Fault::StripsHeader)) {
            Verdict::Stranger => self.error(
                401,
                "woocommerce_rest_cannot_view",
                &said(self.language, "Sorry, you cannot list resources."),
                json!({ "status": 401 }),
                &[("Vary", "Origin".to_owned())],
            ),
            Verdict::Refused(why) => {
                let vary: &[(&str, String)] = if why.contains("permissions") { &[] } else { &[("Vary", "Origin".to_owned())] };
                let said = said(self.language, why);
                self.error(401, "woocommerce_rest_authentication_error", &said, json!({ "status": 401 }), vary)
            }
            Verdict::In => {
                self.served += 1;
                self.api(route.trim_start_matches("/wc/v3").trim_matches('/'), request)
            }
        }
    }

    fn api(&mut self, route: &str, request: &Request) -> Reply {
        let parts: Vec<&str> = route.split('/').collect();
        match parts.as_slice() {
            ["orders"] => {
                let rows = self.dressed_rows("orders", self.orders.values());
                self.list(rows, request, Some(("any", STATUSES)), &["date", "id", "include", "title", "slug", "modified"])
            }
            ["products"] => {
                let rows = self.dressed_rows("products", self.products.values());
                self.list(
                    rows,
                    request,
                    Some(("any", "any, future, trash, draft, pending, private, and publish")),
                    &["date", "id", "include", "title", "slug", "modified", "popularity", "rating", "price"],
                )
            }
            ["products", "reviews"] => {
                let wanted = request.get("status").unwrap_or("approved").to_owned();
                let all = self.reviews.values().filter(|r| wanted == "all" || r["status"] == wanted.as_str());
                let rows = self.dressed_rows("reviews", all);
                self.list(rows, request, None, &["date", "date_gmt", "id", "include", "product"])
            }
            ["products", id, "variations"] => {
                let Some(sizes) = id.parse::<u64>().ok().filter(|id| self.products.contains_key(id)).map(|id| self.variations.get(&id))
                else {
                    let data = json!({ "status": 404 });
                    return self.error(
                        404,
                        "woocommerce_rest_product_invalid_id",
                        "Invalid ID.",
                        data,
                        &[("Allow", "GET, POST".to_owned())],
                    );
                };
                let rows = self.dressed_rows("variations", sizes.into_iter().flat_map(|s| s.values()));
                self.list(rows, request, None, &["date", "id", "include", "title", "slug", "modified", "menu_order"])
            }
            ["customers"] => {
                let role = request.get("role").unwrap_or("customer").to_owned();
                let rows = self.dressed_rows("customers", self.customers.values().filter(|c| role == "all" || c["role"] == role.as_str()));
                self.list(rows, request, None, &["id", "include", "name", "registered_date"])
            }
            ["refunds"] if self.version.is_at_least(9, 0) => {
                let rows = self.dressed_rows("refunds", self.refunds.values());
                self.list(rows, request, None, &["date", "id", "include", "title", "slug", "modified"])
            }
            ["orders", id, "refunds"] => {
                let Some(id) = id.parse::<u64>().ok().filter(|id| self.orders.contains_key(id)) else { return self.no_order() };
                let rows = self.dressed_rows("refunds", self.refunds.values().filter(|r| r["parent_id"] == id));
                self.list(rows, request, None, &["date", "id", "include", "title", "slug", "modified"])
            }
            ["orders", id] => match id.parse::<u64>().ok().and_then(|id| self.orders.get(&id)).cloned() {
                Some(order) => self.answer(200, &order, &[("Allow", "GET, POST, PUT, PATCH, DELETE".to_owned())]),
                None => self.no_order(),
            },
            ["system_status"] => {
                let body = json!({ "environment": { "version": self.version.text, "wp_version": "6.8.8", "default_timezone": "UTC" }, "settings": { "api_enabled": false, "currency": "USD", "number_of_decimals": 2 } });
                self.answer(200, &body, &[("Allow", "GET".to_owned())])
            }
            ["data", "currencies", "current"] => {
                let body = json!({ "code": "USD", "name": "United States (US) dollar", "symbol": "&#36;" });
                self.answer(200, &body, &[("Allow", "GET".to_owned())])
            }
            _ => self.no_route(),
        }
    }

    fn dressed_rows<'a>(&self, what: &str, rows: impl Iterator<Item = &'a Value>) -> Vec<Value> {
        rows.map(|r| self.version.dress(what, r.clone())).collect()
    }

    fn list(&mut self, mut rows: Vec<Value>, request: &Request, status: Option<(&str, &str)>, orders_by: &[&str]) -> Reply {
        if let Some(reply) = self.bad_params(request, status, orders_by) {
            return reply;
        }
        let number = |name: &str| request.get(name).and_then(|v| v.parse::<usize>().ok());
        if let Some((default, _)) = status {
            let wanted = request.get("status").unwrap_or(default);
            rows.retain(|r| match wanted {
                "any" => r["status"] != "trash" && r["status"] != "auto-draft",
                _ => r["status"] == wanted,
            });
        }
        let include: Vec<u64> = request
            .query
            .iter()
            .filter(|(k, _)| k == "include" || k.starts_with("include["))
            .flat_map(|(_, v)| v.split(',').filter_map(|x| x.trim().parse().ok()))
            .collect();
        if !include.is_empty() {
            rows.retain(|r| include.contains(&r["id"].as_u64().unwrap_or(0)));
        }
        // Dates have the grain of a second, and "after" is strict.
        let gmt = matches!(request.get("dates_are_gmt"), Some("true" | "1"));
        for (name, field, after) in [
            ("modified_after", "date_modified", true),
            ("modified_before", "date_modified", false),
            ("after", "date_created", true),
            ("before", "date_created", false),
        ] {
            if let Some(bound) = request.get(name).and_then(date) {
                let field = if gmt { format!("{field}_gmt") } else { field.to_owned() };
                rows.retain(|r| r[&field].as_str().and_then(date).is_some_and(|d| if after { d > bound } else { d < bound }));
            }
        }
        self.shuffle += 1;
        let salt = self.shuffle;
        let by = request.get("orderby").unwrap_or(if orders_by.contains(&"name") { "name" } else { "date" });
        // Whatever ties has no particular order, and not the same one twice.
        let tie = |r: &Value| (r["id"].as_u64().unwrap_or(0) ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        match by {
            "id" => rows.sort_by_key(|r| r["id"].as_u64()),
            // The old tables sort by the wall clock.
            "modified" if !self.version.hpos => rows.sort_by_key(|r| (r["date_modified"].as_str().unwrap_or("").to_owned(), tie(r))),
            "modified" => rows.sort_by_key(|r| (r["date_modified_gmt"].as_str().unwrap_or("").to_owned(), tie(r))),
            "name" => rows.sort_by_key(|r| (r["username"].as_str().unwrap_or("").to_owned(), 0)),
            _ => rows.sort_by_key(|r| (r["date_created"].as_str().unwrap_or("").to_owned(), tie(r))),
        }
        if request.get("order").unwrap_or(if by == "name" { "asc" } else { "desc" }) == "desc" {
            rows.reverse();
        }
        let per_page = number("per_page").unwrap_or(10);
        let page = number("page").unwrap_or(1);
        let offset = number("offset").unwrap_or((page - 1) * per_page);
        let (total, pages) = (rows.len(), rows.len().div_ceil(per_page));
        let rows: Vec<Value> = rows.into_iter().skip(offset).take(per_page).map(|r| fields(r, request.get("_fields"))).collect();
        // A page past the end: 200, and of orders and products a total of nothing.
        let (total, pages) = if rows.is_empty() && orders_by.contains(&"modified") { (0, 0) } else { (total, pages) };
        let mut headers = vec![("X-WP-Total", total.to_string()), ("X-WP-TotalPages", pages.to_string())];
        if page < pages {
            headers.push(("Link", format!("<https://{}{}?page={}>; rel=\"next\"", request.host, request.path, page + 1)));
        } else {
            headers.push(("Link", "<https://shop.example/wp-json/>; rel=\"https://api.w.org/\"".to_owned()));
        }
        headers.push(("Allow", "GET, POST".to_owned()));
        self.answer(200, &Value::Array(rows), &headers)
    }

    fn bad_params(&self, request: &Request, status: Option<(&str, &str)>, orders_by: &[&str]) -> Option<Reply> {
        let bad = |name: &str, code: &str, message: String| {
            let mut params = Map::new();
            params.insert(name.to_owned(), json!(message));
            let mut details = Map::new();
            details.insert(name.to_owned(), json!({ "code": code, "message": message, "data": null }));
            let data = json!({ "status": 400, "params": params, "details": details });
            Some(self.error(
                400,
                "rest_invalid_param",
                &format!("Invalid parameter(s): {name}"),
                data,
                &[("Allow", "GET, POST".to_owned())],
            ))
        };
        for (name, value) in &request.query {
            match name.as_str() {
                "per_page" if !value.parse::<u32>().is_ok_and(|n| (1..=100).contains(&n)) => {
                    return bad("per_page", "rest_out_of_bounds", "per_page must be between 1 (inclusive) and 100 (inclusive)".to_owned());
                }
                "page" if !value.parse::<u32>().is_ok_and(|n| n >= 1) => {
                    return bad("page", "rest_out_of_bounds", "page must be greater than or equal to 1".to_owned());
                }
                "offset" if value.parse::<u32>().is_err() => {
                    return bad("offset", "rest_invalid_type", "offset is not of type integer.".to_owned());
                }
                "modified_after" | "modified_before" | "after" | "before" if date(value).is_none() => {
                    return bad(name, "rest_invalid_date", "Invalid date.".to_owned());
                }
                "order" if !matches!(value.as_str(), "asc" | "desc") => {
                    return bad("order", "rest_not_in_enum", "order is not one of asc and desc.".to_owned());
                }
                "orderby" if !orders_by.contains(&value.as_str()) => {
                    return bad("orderby", "rest_not_in_enum", format!("orderby is not one of {}.", orders_by.join(", ")));
                }
                "status" => {
                    if let Some((_, all)) = status
                        && !all.split(", ").any(|s| s.trim_start_matches("and ") == value)
                    {
                        return bad("status", "rest_not_in_enum", format!("status[0] is not one of {all}."));
                    }
                }
                "context" if !matches!(value.as_str(), "view" | "edit") => {
                    return bad("context", "rest_not_in_enum", "context is not one of view and edit.".to_owned());
                }
                _ => {}
            }
        }
        None
    }

    fn index(&self) -> Value {
        let mut namespaces = vec!["oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1"];
        if self.woocommerce {
            namespaces.extend(["wc/v1", "wc/v2", "wc/v3", "wc/store"]);
        }
        json!({
            "name": "Corner Coffee &amp; Tea", "description": "", "url": "https://shop.example", "home": "https://shop.example", "gmt_offset": "1",
            "timezone_string": "Europe/Berlin", "namespaces": namespaces, "authentication": [], "routes": {}, "_links": {},
        })
    }

    fn no_route(&self) -> Reply {
        self.error(404, "rest_no_route", "No route was found matching the URL and request method.", json!({ "status": 404 }), &[])
    }

    fn no_order(&self) -> Reply {
        self.error(
            404,
            "woocommerce_rest_shop_order_invalid_id",
            "Invalid ID.",
            json!({ "status": 404 }),
            &[("Allow", "GET, POST, PUT, PATCH, DELETE".to_owned())],
        )
    }

    fn error(&self, status: u16, code: &str, message: &str, data: Value, headers: &[(&str, String)]) -> Reply {
        let mut reply = self.answer(status, &json!({ "code": code, "message": message, "data": data }), headers);
        if headers.iter().any(|(n, _)| *n == "Vary") {
            reply.headers.retain(|(n, _)| n != "Expires" && n != "Cache-Control");
        }
        reply
    }

    /// As recorded: the API's headers around a JSON body.
    fn answer(&self, status: u16, body: &Value, headers: &[(&str, String)]) -> Reply {
        let mut all = vec![
            ("Content-Type".to_owned(), "application/json; charset=UTF-8".to_owned()),
            ("X-Robots-Tag".to_owned(), "noindex".to_owned()),
        ];
        if !headers.iter().any(|(n, _)| *n == "Link") {
            all.push(("Link".to_owned(), "<https://shop.example/wp-json/>; rel=\"https://api.w.org/\"".to_owned()));
        }
        for (n, v) in [
            ("X-Content-Type-Options", "nosniff"),
            ("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"),
            ("Access-Control-Allow-Headers", "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type"),
        ] {
            all.push((n.to_owned(), v.to_owned()));
        }
        all.extend(headers.iter().map(|(n, v)| ((*n).to_owned(), v.clone())));
        all.push(("Expires".to_owned(), "Wed, 11 Jan 1984 05:00:00 GMT".to_owned()));
        all.push(("Cache-Control".to_owned(), "no-cache, must-revalidate, max-age=0, no-store, private".to_owned()));
        self.dressed(Reply { status, headers: all, body: body.to_string().into_bytes(), cut: false })
    }

    /// What every answer of the recorded server carried.
    fn dressed(&self, mut reply: Reply) -> Reply {
        let date = chrono::DateTime::from_timestamp(self.now(), 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let mut headers = vec![
            ("Host".to_owned(), "shop.example".to_owned()),
            ("Date".to_owned(), date),
            ("Connection".to_owned(), "close".to_owned()),
            ("X-Powered-By".to_owned(), "PHP/8.2.35".to_owned()),
        ];
        headers.append(&mut reply.headers);
        Reply { headers, ..reply }
    }
}

pub(super) fn date(s: &str) -> Option<i64> {
    NaiveDateTime::parse_from_str(s, "%Y-%m-%dT%H:%M:%S").ok().map(|d| d.and_utc().timestamp())
}

/// `_fields=id,billing.email`: only these, nested ones too.
fn fields(row: Value, wanted: Option<&str>) -> Value {
    let Some(wanted) = wanted else { return row };
    let mut out = Map::new();
    for path in wanted.split(',') {
        let mut parts = path.split('.');
        let Some(first) = parts.next() else { continue };
        match (row.get(first), parts.next()) {
            (Some(v), None) => {
                out.insert(first.to_owned(), v.clone());
            }
            (Some(v), Some(second)) => {
                if let Some(inner) = v.get(second) {
                    out.entry(first.to_owned()).or_insert_with(|| json!({}))[second] = inner.clone();
                }
            }
            _ => {}
        }
    }
    Value::Object(out)
}
