//! What Liquid may say about a reader: the list of variables, and their values for one person.
//!
//! Every variable always exists (empty where nothing is known), so that a template written for one person works for
//! all. The list is what the editor offers and what `check` holds templates against.

use std::borrow::Cow;
use std::sync::Arc;

use regulars_liquid::{Object, Text, Value};

use super::brand::Brand;
use super::liquid::tongue::Tongue;
use super::reader::ProductView;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{Day, Money};

/// Name and meaning of each variable, in the order an editor shows them.
pub const VARIABLES: [(&str, &str); 18] = [
    ("person.first_name", "First name"),
    ("person.last_name", "Last name"),
    ("person.email", "Email address"),
    ("person.city", "City"),
    ("person.country", "Country (two letters)"),
    ("person.language", "Language"),
    ("person.orders", "How many orders"),
    ("person.spent", "What they spent, in the smallest coin; write it with | money"),
    ("person.paid", "What they paid, in the currency in which they paid; write it with | money"),
    ("last_order.date", "Day of the last order; write it with | date"),
    ("last_order.days", "Days since the last order"),
    ("shop.name", "The shop’s name"),
    ("shop.website", "The shop’s address on the web"),
    ("today", "The day of sending"),
    ("products", "In a products block: what was chosen"),
    ("product.title", "A product’s name, in a loop over products"),
    ("product.price", "Its price, in words"),
    ("product.url", "Its page"),
];

/// What nobody entered, in words: "have no first name".
pub fn lacking(expression: &str) -> String {
    match expression {
        "person.first_name" => "have no first name".to_owned(),
        "person.last_name" => "have no last name".to_owned(),
        "person.email" => "have no email address".to_owned(),
        "person.city" => "have no city".to_owned(),
        "person.country" => "have no country".to_owned(),
        "person.language" => "have no language".to_owned(),
        e if e.starts_with("last_order.") => "have not ordered yet".to_owned(),
        e => format!("have nothing for “{e}”"),
    }
}

fn text(value: Option<&str>) -> Value {
    value.map(|v| without_turns(v.trim())).filter(|v| !v.is_empty()).map_or(Value::Nil, |v| Value::Str(Text::of(&v)))
}

/// Without the marks that turn the direction of all that follows: a name is only ever a name.
pub(super) fn without_turns(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) { text.replace(turns, "").into() } else { text.into() }
}

/// An amount that brings its own currency; the filter `money` writes it.
fn money(m: Money) -> Value {
    object([("amount", m.minor.into()), ("currency", m.currency.as_str().to_owned().into())])
}

fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    fields.into_iter().collect::<Object>().into()
}

/// Everything a template can ask about this person, as of a day.
pub fn about(reader: &EmailReaderRow, shop: &Shop, brand: &Brand, today: Day) -> Object {
    let last_day = reader.last_order_at.map(|at| shop.zone.day_of(at));
    let mut out = Object::new();
    out.insert(
        "person",
        object([
            ("first_name", text(reader.first_name.as_deref())),
            ("last_name", text(reader.last_name.as_deref())),
            ("email", text(reader.email.as_deref())),
            ("city", text(reader.city.as_deref())),
            ("country", text(reader.country.as_deref())),
            ("language", text(reader.language.as_deref())),
            ("orders", reader.orders.into()),
            ("spent", reader.spent.into()),
            ("paid", money(reader.paid.unwrap_or(Money::new(reader.spent, shop.currency)))),
        ]),
    );
    out.insert(
        "last_order",
        object([("date", last_day.map(|d| d.to_string()).into()), ("days", last_day.map(|d| today.days_since(d)).into())]),
    );
    out.insert("shop", object([("name", text(Some(&shop.name))), ("website", text(Some(&brand.website)))]));
    out.insert("today", today.to_string());
    out.insert("products", Value::list(Vec::new()));
    out
}

/// The products of the block being filled in.
pub fn products(views: &[Arc<ProductView>], tongue: &Tongue) -> Value {
    let one = |p: &Arc<ProductView>| {
        object([
            ("title", text(Some(&p.title))),
            ("price", p.price.map(|m| tongue.price(m)).into()),
            ("url", text(p.url.as_deref())),
            ("image", text(p.image_url.as_deref())),
        ])
    };
    Value::list(views.iter().map(one).collect())
}
