//! Products, and the names of their categories: a product names its categories only by number, and is not changed when a
//! category gets another name. So when the names are not those of the last time, all products are read again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::client::Client;
use super::products;
use super::source::{LIMIT, refused, second};
use crate::sources::keyset::{Ask, Keyset, Seen};
use crate::sources::{Page, json};
use crate::types::records::Record;
use crate::types::{Progress, Result};

#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    names: String,
    walk: Option<Keyset>,
}

/// Names of all categories by number.
pub fn categories(client: &Client, watch: &Progress) -> Result<BTreeMap<u64, String>> {
    let mut found = BTreeMap::new();
    for page in 1u32.. {
        let params = [("include_fields", "name".to_owned()), ("page", page.to_string()), ("limit", LIMIT.to_string())];
        let rows = client.rows("v3/catalog/trees/categories", &params, watch)?;
        let before = found.len();
        found.extend(rows.rows.iter().filter_map(|c| Some((json::id(c, "category_id")?, json::plain(json::text(c, "name")?)))));
        // A page that brings nothing new is the end, or the same page again.
        if found.len() == before || rows.total.is_some_and(|t| found.len() as u64 >= t) {
            break;
        }
    }
    Ok(found)
}

pub fn page(client: &Client, store: &products::Store, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
    let mut at = cursor.and_then(|c| serde_json::from_str::<Cursor>(c).ok()).unwrap_or_default();
    let names = digest(&store.categories);
    if at.names != names {
        at = Cursor { names, walk: None };
    }
    let mut walk = Keyset::resume(at.walk.take());
    let mut params = vec![
        ("limit", LIMIT.to_string()),
        ("include", "variants,primary_image".to_owned()),
        ("include_fields", products::FIELDS.to_owned()),
    ];
    let sorted = |by: &str, direction: &str| [("sort", by.to_owned()), ("direction", direction.to_owned())];
    match walk.ask() {
        Ask::Below(below) => {
            params.extend(sorted("id", "desc"));
            params.extend(below.map(|b| ("id:less", b.to_string())));
        }
        Ask::Since(from) => {
            params.extend(sorted("date_modified", "asc"));
            params.push(("date_modified:min", second(from.plus_secs(-1))));
        }
        Ask::Within(from, to, above) => {
            params.extend(sorted("id", "asc"));
            params.extend([("date_modified:min", second(from.plus_secs(-1))), ("date_modified:max", second(to.plus_secs(1)))]);
            params.push(("id:greater", above.to_string()));
        }
    }
    let rows = client.rows("v3/catalog/products", &params, watch)?;
    let count = rows.rows.len() as u64;
    let more = count >= LIMIT || rows.total.is_some_and(|t| t > count);
    let seen: Vec<_> = rows.rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), super::orders::date(r, "date_modified"))).collect();
    let step = walk
        .take(&Seen { rows: &seen, more, date: rows.date })
        .map_err(|_| client.odd("its list of products repeats a page, or does not keep the order that was asked for"))?;
    let mut page = Page { fresh: step.fresh, left: rows.total.map(|t| t.saturating_sub(count)), more: step.more, ..Page::default() };
    for row in &rows.rows {
        match products::product(row, store) {
            Ok(product) => page.records.push(Record::Product(product)),
            Err(e) => page.refused.push(refused("product", row, &e)),
        }
    }
    page.cursor = serde_json::to_string(&Cursor { walk: Some(walk), ..at }).unwrap_or_default();
    Ok(page)
}

fn digest(names: &BTreeMap<u64, String>) -> String {
    let mut hash = Sha256::new();
    for (id, name) in names {
        hash.update(format!("{id}\n{name}\n"));
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
