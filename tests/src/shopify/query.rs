//! The doors of GraphQL: which thing, which list, which page; and how much of it the app may see.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use serde_json::{Map, Value, json};

use super::graphql::{Answering, Document, Field};
use super::shop::{Data, Kind, Shop};

/// What names a customer.
const NAMING: [&str; 8] =
    ["firstName", "lastName", "email", "phone", "defaultEmailAddress", "defaultPhoneNumber", "defaultAddress", "displayAddress"];
const NAMELESS: [&str; 0] = [];

pub fn kind_of(list: &str) -> Option<Kind> {
    Some(match list {
        "orders" => Kind::Orders,
        "customers" => Kind::Customers,
        "products" => Kind::Products,
        "abandonedCheckouts" => Kind::Carts,
        _ => return None,
    })
}

impl Shop {
    /// The data and errors of a document that fits the bucket, and its real cost.
    pub fn run(&mut self, document: &Document, variables: &Value, host: &str) -> (Value, Vec<Value>, f64) {
        let (mut data, mut errors, mut cost) = (Map::new(), Vec::new(), 0.0);
        for f in &document.fields {
            if let Some(refused) = self.refused(f) {
                errors.push(refused);
                data.insert(f.name.clone(), Value::Null);
                continue;
            }
            let value = match f.name.as_str() {
                "bulkOperationRunQuery" => {
                    cost += 10.0;
                    self.start_operation(&f.arg("query", variables), f.arg("groupObjects", variables) == true, host)
                }
                "bulkOperation" => {
                    cost += 1.0;
                    self.look_at(f.arg("id", variables).as_str().unwrap_or(""))
                }
                "bulkOperations" => {
                    cost += 3.0;
                    let first = f.arg("first", variables).as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(10);
                    let nodes: Vec<Value> = self
                        .operations
                        .iter()
                        .rev()
                        .filter(|o| self.lists_finished || o.status != "COMPLETED")
                        .take(first)
                        .map(|o| o.shown(self.now()))
                        .collect();
                    json!({ "nodes": nodes })
                }
                name => {
                    let hidden: &[&str] = if self.data == Data::Nameless { &NAMING } else { &NAMELESS };
                    let mut a = Answering { variables, cost: 0.0, errors: Vec::new(), hidden };
                    let value = self.field(&mut a, name, f, variables);
                    cost += a.cost;
                    errors.append(&mut a.errors);
                    value
                }
            };
            data.insert(f.name.clone(), value);
        }
        (Value::Object(data), errors, cost)
    }

    fn field(&self, a: &mut Answering<'_>, name: &str, f: &Field, variables: &Value) -> Value {
        if let Some(kind) = kind_of(name) {
            return self.list(a, kind, f, variables);
        }
        match name {
            "shop" => a.object(
                &json!({ "name": "Corner Coffee &amp; Tea", "myshopifyDomain": super::HOST, "currencyCode": "USD", "ianaTimezone": "America/New_York",
                    "plan": { "publicDisplayName": "Basic" } }),
                &f.inner,
            ),
            "currentAppInstallation" => {
                let scopes: Vec<Value> = self.scopes.iter().map(|s| json!({ "handle": s })).collect();
                a.object(&json!({ "accessScopes": scopes }), &f.inner)
            }
            "ordersCount" => a.object(&self.counted(Kind::Orders, f, variables), &f.inner),
            "customersCount" => a.object(&self.counted(Kind::Customers, f, variables), &f.inner),
            "productsCount" => a.object(&self.counted(Kind::Products, f, variables), &f.inner),
            "abandonedCheckoutsCount" => a.object(&self.counted(Kind::Carts, f, variables), &f.inner),
            "node" => self.node(f.arg("id", variables).as_str().unwrap_or("")).map_or(Value::Null, |v| a.object(&v, &f.inner)),
            "nodes" => {
                let ids = f.arg("ids", variables);
                ids.as_array().into_iter().flatten().map(|id| self.node(id.as_str().unwrap_or("")).map_or(Value::Null, |v| a.object(&v, &f.inner))).collect()
            }
            other => {
                a.errors.push(json!({ "message": format!("Field '{other}' doesn't exist on type 'QueryRoot'"), "extensions": { "code": "undefinedField" } }));
                Value::Null
            }
        }
    }

    /// Up to 10,000 unless it is told otherwise.
    fn counted(&self, kind: Kind, f: &Field, variables: &Value) -> Value {
        let limited = !f.args.iter().any(|(n, _)| n == "limit") || !f.arg("limit", variables).is_null();
        let all = self.table(kind).len();
        let count = if limited { all.min(10_000) } else { all };
        json!({ "count": count, "precision": if count < all { "AT_LEAST" } else { "EXACT" } })
    }

    fn node(&self, gid: &str) -> Option<Value> {
        let mut parts = gid.rsplit('/');
        let id: u64 = parts.next()?.parse().ok()?;
        match parts.next()? {
            "Order" => self.value(Kind::Orders, id),
            "Customer" => self.value(Kind::Customers, id),
            "Product" => self.value(Kind::Products, id),
            "AbandonedCheckout" => self.value(Kind::Carts, id),
            // Seeded refunds are numbered after their order; others are looked for.
            "Refund" => {
                let of = |o: &Value| o["refunds"].as_array().and_then(|r| r.iter().find(|r| r["id"] == gid).cloned());
                self.value(Kind::Orders, id / 10).and_then(|o| of(&o)).or_else(|| self.all(Kind::Orders).iter().find_map(of))
            }
            _ => None,
        }
    }

    fn list(&self, a: &mut Answering<'_>, kind: Kind, f: &Field, variables: &Value) -> Value {
        let first = f.arg("first", variables).as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        if !(1..=250).contains(&first) {
            a.errors.push(json!({ "message": "first must be between 1 and 250" }));
            return Value::Null;
        }
        let sort = f.arg("sortKey", variables).as_str().unwrap_or("ID").to_owned();
        let reverse = f.arg("reverse", variables) == true;
        let after = match f.arg("after", variables).as_str().map(read_cursor) {
            Some(None) => {
                a.errors.push(json!({ "message": "Invalid cursor for current pagination sort." }));
                return Value::Null;
            }
            other => other.flatten(),
        };
        let since = match f.arg("query", variables).as_str().map(read_since) {
            Some(None) => {
                a.errors.push(json!({ "message": "Invalid search" }));
                return Value::Null;
            }
            other => other.flatten(),
        };
        let (table, newest) = (self.table(kind), self.now() - self.lag);
        let seen = |id: u64| {
            let Some(row) = table.get(id) else { return false };
            let old = kind == Kind::Orders && !self.may("read_all_orders") && row.created < self.now() - 60 * 86_400;
            !old && since.is_none_or(|s| row.updated >= s && (self.lag == 0 || row.updated <= newest))
        };
        // The filter's border is the place to begin at in a list that is sorted by it.
        let from = after.or_else(|| since.filter(|_| sort == "UPDATED_AT" && !reverse).map(|s| (s - 1, u64::MAX)));
        let mut found = table.listed(&sort, reverse, from).filter(|(_, id)| seen(*id));
        let page: Vec<(i64, u64)> = found.by_ref().take(first).collect();
        let more = found.next().is_some();
        let rows = page.iter().filter_map(|(_, id)| self.value(kind, *id)).map(|v| a.object(&v, f.rows())).collect();
        let end = page.last().map(|(value, id)| STANDARD.encode(json!({ "last_id": id, "last_value": value }).to_string()));
        a.page(rows, f, more, end)
    }

    pub fn may(&self, scope: &str) -> bool {
        self.scopes.contains(&scope)
    }

    /// Shopify's refusal of a whole list.
    pub fn refused(&self, f: &Field) -> Option<Value> {
        let scope = match f.name.as_str() {
            "orders" | "ordersCount" | "abandonedCheckouts" | "abandonedCheckoutsCount" => "read_orders",
            "customers" | "customersCount" => "read_customers",
            "products" | "productsCount" => "read_products",
            _ => return None,
        };
        let error = |message: String| json!({ "message": message, "path": [f.name], "extensions": { "code": "ACCESS_DENIED" } });
        if !self.may(scope) {
            return Some(error(format!("Access denied for {} field. Required access: `{scope}` access scope.", f.name)));
        }
        let object = match f.name.as_str() {
            "orders" => "Order",
            "customers" => "Customer",
            _ => return None,
        };
        let hides = self.data == Data::None;
        hides.then(|| error(format!("This app is not approved to access the {object} object. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.")))
    }
}

fn read_cursor(text: &str) -> Option<(i64, u64)> {
    let v: Value = serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()?;
    Some((v["last_value"].as_i64()?, v["last_id"].as_u64()?))
}

/// `updated_at:>='2026-11-20T05:43:00Z'`
fn read_since(text: &str) -> Option<i64> {
    let moment = text.strip_prefix("updated_at:>='")?.strip_suffix('\'')?;
    DateTime::parse_from_rfc3339(moment).ok().map(|t| t.timestamp())
}
