//! What people did: orders, their lines, refunds, email events, abandoned carts.
//!
//! All have one shape: rows of a table within a span, filtered, grouped by person, and one sum compared. Where the
//! comparison holds for nought, the statement asks for those for whom it fails, and the engine takes all others.

use super::window::Span;
use super::{AsOf, Statement, sql::Sql};
use crate::segments::condition::{
    AbandonedCarts, AmountMeasure, EmailEvents, Filter, LineMeasure, OrderLines, OrderMeasure, Orders, Refunds,
};
use crate::segments::values::Number;

/// `SELECT {person} FROM {from} WHERE … GROUP BY … HAVING sum compared`.
fn grouped(person: &str, from: &str, wheres: &[String], sum: &str, compare: Number, mut sql: Sql) -> Statement {
    let complement = compare.holds(0);
    let holds = sql.number(sum, compare);
    let having = if complement { format!("NOT ({holds})") } else { holds };
    let text = format!("SELECT {person} FROM {from} WHERE {} GROUP BY {person} HAVING {having}", wheres.join(" AND "));
    Statement { complement, ..sql.done(text) }
}

pub fn orders(o: &Orders, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let mut wheres = vec!["o.person_id IS NOT NULL".to_owned(), Span::of(o.window, as_of).sql("o.placed_at", &mut sql)];
    wheres.extend(order_filter(&o.filter, &mut sql));
    wheres.extend(products_in(&o.filter.products, &o.filter.categories, "o.id", "order_line", "order_id", &mut sql));
    let (person, from) = ("o.person_id", "orders o");
    let having = |sql: Sql, holds: String| {
        sql.done(format!("SELECT {person} FROM {from} WHERE {} GROUP BY {person} HAVING {holds}", wheres.join(" AND ")))
    };
    match o.measure {
        OrderMeasure::Count { compare } => grouped(person, from, &wheres, "count(*)", compare, sql),
        OrderMeasure::Spent { compare } => grouped(person, from, &wheres, "coalesce(sum(o.total_shop), 0)", compare, sql),
        // sum against value × count keeps the average in whole numbers.
        OrderMeasure::Average { compare } => {
            let holds = average(compare, &mut sql);
            having(sql, format!("count(o.total_shop) > 0 AND {holds}"))
        }
        OrderMeasure::Largest { compare } => {
            let holds = sql.number("max(o.total_shop)", compare);
            having(sql, holds)
        }
        OrderMeasure::First { when } => {
            let holds = Span::of(when, as_of).sql("min(o.placed_at)", &mut sql);
            having(sql, holds)
        }
        OrderMeasure::Last { when } => {
            let holds = Span::of(when, as_of).sql("max(o.placed_at)", &mut sql);
            having(sql, holds)
        }
    }
}

fn average(compare: Number, sql: &mut Sql) -> String {
    let mut one = |op: &str, value: i64| format!("sum(o.total_shop) {op} {} * count(o.total_shop)", sql.bind(value));
    match compare {
        Number::AtLeast { value } => one(">=", value),
        Number::AtMost { value } => one("<=", value),
        Number::Exactly { value } => one("=", value),
        Number::Not { value } => one("<>", value),
        Number::MoreThan { value } => one(">", value),
        Number::LessThan { value } => one("<", value),
        Number::Between { from, to } => format!("{} AND {}", one(">=", from.min(to)), one("<=", from.max(to))),
        Number::Top { .. } | Number::Bottom { .. } => "FALSE".to_owned(),
    }
}

pub fn order_lines(l: &OrderLines, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let mut wheres = vec!["o.person_id IS NOT NULL".to_owned(), Span::of(l.window, as_of).sql("o.placed_at", &mut sql)];
    wheres.extend(order_filter(&l.filter, &mut sql));
    if !l.filter.products.is_empty() {
        wheres.push(format!("l.product_id IN {}", sql.list(&l.filter.products)));
    }
    if !l.filter.categories.is_empty() {
        wheres.push(format!("l.product_id IN {}", category_products(&l.filter.categories, &mut sql)));
    }
    let (sum, compare) = match l.measure {
        LineMeasure::Quantity { compare } => ("sum(l.quantity)", compare),
        LineMeasure::Lines { compare } => ("count(*)", compare),
        LineMeasure::Products { compare } => ("count(DISTINCT l.product_id)", compare),
    };
    grouped("o.person_id", "orders o JOIN order_line l ON l.order_id = o.id", &wheres, sum, compare, sql)
}

pub fn refunds(r: &Refunds, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let wheres = ["r.person_id IS NOT NULL".to_owned(), Span::of(r.window, as_of).sql("r.at", &mut sql)];
    let (sum, compare) = amount(r.measure, "count(*)", "coalesce(sum(r.amount_shop), 0)");
    grouped("r.person_id", "refund r", &wheres, sum, compare, sql)
}

pub fn email_events(e: &EmailEvents, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let mut wheres = vec![format!("e.kind = {}", sql.bind(e.event.code())), Span::of(e.window, as_of).sql("e.at", &mut sql)];
    if !e.campaigns.is_empty() {
        wheres.push(format!("lower(e.campaign) IN {}", sql.text_list(&e.campaigns)));
    }
    grouped("e.person_id", "email_event e", &wheres, "count(*)", e.count, sql)
}

pub fn abandoned_carts(c: &AbandonedCarts, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let end = sql.bind(as_of.end());
    // A cart that became an order later was still abandoned on that day.
    let mut wheres = vec![
        format!("(c.order_id IS NULL OR (SELECT x.placed_at FROM orders x WHERE x.id = c.order_id) >= {end})"),
        Span::of(c.window, as_of).sql("c.at", &mut sql),
    ];
    wheres.extend(products_in(&c.products, &c.categories, "c.id", "cart_line", "cart_id", &mut sql));
    let (sum, compare) = amount(c.measure, "count(*)", "coalesce(sum(c.total_shop), 0)");
    grouped("c.person_id", "cart c", &wheres, sum, compare, sql)
}

fn amount<'a>(measure: AmountMeasure, count: &'a str, sum: &'a str) -> (&'a str, Number) {
    match measure {
        AmountMeasure::Count { compare } => (count, compare),
        AmountMeasure::Amount { compare } => (sum, compare),
    }
}

/// What holds of the order itself; without statuses, that it is a purchase.
fn order_filter(f: &Filter, sql: &mut Sql) -> Vec<String> {
    let mut out = Vec::new();
    if f.statuses.is_empty() {
        out.push("o.counts = 1".to_owned());
    } else {
        out.push(format!("o.status IN {}", sql.list(&f.statuses)));
    }
    if !f.countries.is_empty() {
        out.push(format!("lower(o.country) IN {}", sql.text_list(&f.countries)));
    }
    if !f.channels.is_empty() {
        out.push(format!("lower(o.channel) IN {}", sql.text_list(&f.channels)));
    }
    if !f.coupons.is_empty() {
        // Codes are kept side by side, with commas between them.
        let codes = sql.text_list(&f.coupons);
        out.push(format!("EXISTS (SELECT 1 FROM {codes} k WHERE instr(',' || lower(o.coupons) || ',', ',' || k.value || ',') > 0)"));
    }
    out
}

/// That the order (or cart) has a line with one of the products, and one of one of the categories.
fn products_in(
    products: &[crate::types::ProductId],
    categories: &[String],
    id: &str,
    lines: &str,
    parent: &str,
    sql: &mut Sql,
) -> Vec<String> {
    let mut out = Vec::new();
    let mut having = |set: String| out.push(format!("{id} IN (SELECT l.{parent} FROM {lines} l WHERE l.product_id IN {set})"));
    if !products.is_empty() {
        having(sql.list(&products));
    }
    if !categories.is_empty() {
        having(category_products(categories, sql));
    }
    out
}

fn category_products(categories: &[String], sql: &mut Sql) -> String {
    format!("(SELECT k.product_id FROM product_category k WHERE k.category IN {})", sql.list(&categories))
}
