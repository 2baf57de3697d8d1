//! Everything a shop's file says of people, orders and products, as sorted lines without the file's own ids: two files
//! are equal when these are.

use regulars_core::store::Store;
use regulars_core::types::Result;

const QUERIES: [(&str, &str); 15] = [
    (
        "person",
        "SELECT lower(p.email), p.first_name, p.last_name, p.phone, p.country, p.region, p.city, p.postcode, p.created_at, p.registered,
                (SELECT group_concat(kind || ':' || key, ' ') FROM (SELECT kind, key FROM person_key k WHERE k.person_id = p.id ORDER BY 1, 2)),
                s.orders, s.spent, s.refunded, s.first_at, s.last_at
         FROM person p LEFT JOIN person_stats s ON s.person_id = p.id",
    ),
    (
        "consent",
        // The last word of each; what was said before it depends on how often the shop was read.
        "SELECT lower(p.email), c.channel, c.state, c.at, c.source, c.method FROM consent c JOIN person p ON p.id = c.person_id
         WHERE c.at = (SELECT max(at) FROM consent d WHERE d.person_id = c.person_id AND d.channel = c.channel)",
    ),
    (
        "product",
        "SELECT t.external_id, t.title, t.sku, t.price, t.currency, t.url, t.in_stock,
                (SELECT group_concat(category, '|') FROM (SELECT category FROM product_category c WHERE c.product_id = t.id ORDER BY 1))
         FROM product t",
    ),
    (
        "variant",
        "SELECT t.external_id, v.external_id, v.title, v.sku, v.price, v.in_stock FROM product_variant v JOIN product t ON t.id = v.product_id",
    ),
    (
        "order",
        "SELECT o.external_id, o.number, lower(p.email), o.placed_at, o.status, o.counts, o.currency, o.total, o.total_shop, o.discount,
                o.shipping, o.tax, o.country, o.channel, o.coupons, o.landing, o.referrer
         FROM orders o LEFT JOIN person p ON p.id = o.person_id",
    ),
    (
        "line",
        "SELECT o.external_id, l.line_no, t.external_id, l.quantity, l.total
         FROM order_line l JOIN orders o ON o.id = l.order_id LEFT JOIN product t ON t.id = l.product_id",
    ),
    (
        "refund",
        "SELECT r.external_id, o.external_id, lower(p.email), r.at, r.currency, r.amount, r.amount_shop, r.reason
         FROM refund r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN person p ON p.id = r.person_id",
    ),
    ("email_event", "SELECT e.external_id, lower(p.email), e.kind, e.at, e.campaign, e.link FROM email_event e JOIN person p ON p.id = e.person_id"),
    ("field", "SELECT lower(p.email), f.name, f.value FROM person_field f JOIN person p ON p.id = f.person_id"),
    ("tag", "SELECT lower(p.email), t.tag FROM person_tag t JOIN person p ON p.id = t.person_id"),
    (
        "view",
        "SELECT v.external_id, lower(p.email), t.external_id, v.at FROM product_view v JOIN person p ON p.id = v.person_id
         LEFT JOIN product t ON t.id = v.product_id",
    ),
    ("search", "SELECT s.external_id, lower(p.email), s.at, s.words FROM search s JOIN person p ON p.id = s.person_id"),
    (
        "review",
        "SELECT r.external_id, lower(p.email), t.external_id, r.at, r.rating, r.title, r.body FROM review r JOIN person p ON p.id = r.person_id
         LEFT JOIN product t ON t.id = r.product_id",
    ),
    ("event", "SELECT e.external_id, lower(p.email), e.name, e.at, e.properties FROM event e JOIN person p ON p.id = e.person_id"),
    (
        "cart",
        "SELECT c.external_id, lower(p.email), c.at, c.currency, c.total, c.order_id IS NOT NULL,
                (SELECT group_concat(line, '|') FROM (SELECT coalesce(t.external_id, '') || ' x' || l.quantity || ' ' || l.total AS line
                 FROM cart_line l LEFT JOIN product t ON t.id = l.product_id WHERE l.cart_id = c.id ORDER BY l.line_no))
         FROM cart c JOIN person p ON p.id = c.person_id",
    ),
];

/// # Errors
/// Those of the store.
pub fn of(store: &Store) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for (name, sql) in QUERIES {
        let columns = sql.find("FROM").map_or(0, |_| count_columns(sql));
        // The database joins the columns, so that every type reads as text.
        let list = (1..=columns).map(|n| format!("coalesce(quote(c{n}), '')")).collect::<Vec<_>>().join(" || ' · ' || ");
        let names = (1..=columns).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("WITH x({names}) AS ({sql}) SELECT {list} FROM x ORDER BY 1");
        let rows: Vec<String> = store.read(|r| r.rows(&sql, &[], |row| row.get(0)))?;
        out.extend(rows.into_iter().map(|r| format!("{name}: {r}")));
    }
    Ok(out)
}

/// Commas at the top level before the first FROM of that level.
fn count_columns(sql: &str) -> usize {
    let mut depth = 0;
    let mut commas = 0;
    for (at, c) in sql.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => commas += 1,
            'F' if depth == 0 && sql[at..].starts_with("FROM") => break,
            _ => {}
        }
    }
    commas + 1
}

/// The first differences, for a test's message; empty when both are equal.
pub fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let left = a.iter().filter(|x| b.binary_search(x).is_err() && !b.contains(x)).map(|x| format!("- {x}"));
    let right = b.iter().filter(|x| !a.contains(x)).map(|x| format!("+ {x}"));
    left.chain(right).take(8).collect()
}
