//! The shop's doors: tokens, GraphQL, the files of operations, and what a browser would see.

use chrono::DateTime;
use serde_json::{Value, json};

use super::shop::Shop;
use super::{DOMAIN, FILES, HOST, Reply, Request, graphql};

impl Shop {
    pub fn handle(&mut self, request: &Request) -> Reply {
        let file = request.path.starts_with("/files/");
        let faults = if self.faults_left == Some(0) { Vec::new() } else { self.faults.clone() };
        if let Some(reply) = faults.iter().find_map(|f| f.before(file)) {
            self.faults_left = self.faults_left.map(|n| n - 1);
            return reply;
        }
        let mut reply = if file { self.file(request) } else { self.serve(request) };
        if faults.iter().any(|f| f.spoils(file)) {
            self.faults_left = self.faults_left.map(|n| n - 1);
            reply.body.truncate(reply.body.len() / 2);
        }
        let date = DateTime::from_timestamp(self.now(), 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        reply.with("Date", date)
    }

    fn serve(&mut self, request: &Request) -> Reply {
        let host = request.host.as_str();
        let path = request.path.split('?').next().unwrap_or("");
        if host == DOMAIN {
            return if path.starts_with("/admin") {
                let name = HOST.split('.').next().unwrap_or("");
                Reply::html(302, "").with("Location", format!("https://admin.shopify.com/store/{name}"))
            } else {
                Reply::html(200, &format!("<html><script>Shopify.shop = \"{HOST}\";</script></html>"))
            };
        }
        if (host.ends_with(".myshopify.com") && host != HOST) || host == FILES {
            return Reply::html(404, "<!DOCTYPE html><html><head><title>Page not found</title></head></html>");
        }
        if host.ends_with(".example") && host != DOMAIN {
            return Reply::html(200, "<html><head><title>A bakery</title></head></html>");
        }
        if self.frozen {
            return Reply::json(402, &json!({ "errors": "Unavailable Shop" }));
        }
        match path {
            "/admin/oauth/access_token" if request.method == "POST" => self.token(request),
            "/admin/api/2026-07/graphql.json" if request.method == "POST" => self.graphql(request),
            _ => Reply::json(404, &json!({ "errors": "Not Found" })),
        }
    }

    fn token(&mut self, request: &Request) -> Reply {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let text = |key: &str| body[key].as_str().unwrap_or("").to_owned();
        let error = |code: &str, said: &str| Reply::json(400, &json!({ "error": code, "error_description": said }));
        if text("grant_type") != "client_credentials" {
            return error("unsupported_grant_type", "grant_type must be client_credentials");
        }
        if text("client_id") != super::CLIENT_ID {
            return Reply::html(400, "<html><body>Oauth error application_cannot_be_found: Application could not be found</body></html>");
        }
        if !self.installed {
            return error("app_not_installed", "The app is not installed on this shop.");
        }
        match self.hand_out(&text("client_id"), &text("client_secret")) {
            Some(token) => {
                Reply::json(200, &json!({ "access_token": token, "scope": self.scopes.join(","), "expires_in": self.token_life }))
            }
            None => error("invalid_client", "client_secret does not match"),
        }
    }

    fn graphql(&mut self, request: &Request) -> Reply {
        if !self.knows(request.header("x-shopify-access-token").unwrap_or("")) {
            return Reply::json(401, &json!({ "errors": "[API] Invalid API key or access token (unrecognized login or wrong password)" }));
        }
        self.served += 1;
        let Ok(body) = serde_json::from_str::<Value>(&request.body) else { return Reply::json(400, &json!({ "errors": "Bad Request" })) };
        let variables = body["variables"].clone();
        let document = match graphql::parse(body["query"].as_str().unwrap_or("")) {
            Ok(d) => d,
            Err(e) => return Reply::json(200, &json!({ "errors": [{ "message": e }] })),
        };
        self.asked.push(document.name.clone());
        let asked = if document.mutation { 10.0 } else { document.fields.iter().map(|f| f.cost(&variables)).sum::<f64>().max(1.0).ceil() };
        if asked > 1000.0 {
            let message = format!("Query cost is {asked}, which exceeds the single query max cost limit (1000).");
            return Reply::json(
                200,
                &json!({ "errors": [{ "message": message, "extensions": { "code": "MAX_COST_EXCEEDED", "cost": asked, "maxCost": 1000 } }] }),
            );
        }
        if !self.take(asked) {
            let cost = self.cost_of(asked, Value::Null);
            return Reply::json(
                200,
                &json!({ "errors": [{ "message": "Throttled", "extensions": { "code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits" } }], "extensions": cost }),
            );
        }
        let (data, errors, real) = self.run(&document, &variables, &request.host);
        let real = real.ceil().min(asked);
        self.level = (self.level + asked - real).min(self.plan.0);
        let mut answer = json!({ "data": data, "extensions": self.cost_of(asked, json!(real)) });
        if !errors.is_empty() {
            answer["errors"] = json!(errors);
        }
        Reply::json(200, &answer).with("X-Shopify-API-Version", "2026-07")
    }

    fn cost_of(&self, asked: f64, real: Value) -> Value {
        json!({ "cost": { "requestedQueryCost": asked, "actualQueryCost": real,
            "throttleStatus": { "maximumAvailable": self.plan.0, "currentlyAvailable": self.level.floor(), "restoreRate": self.plan.1 } } })
    }

    /// A file lies with another host, which knows no tokens and wants none.
    fn file(&mut self, request: &Request) -> Reply {
        assert!(request.header("x-shopify-access-token").is_none(), "a token travelled to another host");
        let whole_files = self.whole_files;
        let name = request.path.trim_start_matches("/files/bulk-");
        let (id, signature) = name.split_once("?signature=").unwrap_or((name, ""));
        let found = self.operations.iter_mut().find(|o| o.id.to_string() == id && o.signature.to_string() == signature);
        let Some(operation) = found else { return Reply::html(403, "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>") };
        let size = operation.size;
        let range = request
            .header("range")
            .and_then(|r| r.strip_prefix("bytes=")?.split_once('-').map(|(a, b)| (a.parse::<u64>().ok(), b.parse::<u64>().ok())));
        let plain = |status, body| Reply { status, headers: vec![("Content-Type".to_owned(), "application/jsonl".to_owned())], body };
        match range {
            Some((Some(from), to)) if !whole_files => {
                if from >= size {
                    return plain(416, Vec::new()).with("Content-Range", format!("bytes */{size}"));
                }
                let to = to.map_or(size, |t| (t + 1).min(size));
                plain(206, operation.part(from, to)).with("Content-Range", format!("bytes {from}-{}/{size}", to - 1))
            }
            _ => plain(200, operation.part(0, size)),
        }
    }
}
