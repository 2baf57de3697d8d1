//! Phrases for what people did: bought, spent, got back, opened, left behind.

use super::words::{Amount, amount, compared, how_many, how_often, opposite, plain, window};
use crate::segments::condition::{
    AbandonedCarts, AmountMeasure, EmailEvents, Filter, LineMeasure, OrderLines, OrderMeasure, Orders, Refunds,
};
use crate::segments::names::{Names, or};
use crate::segments::values::{Number, Window};
use crate::types::records::EmailEventKind;

/// The number to say, and whether "are not among those who" must stand before it.
pub fn turned(n: Number, negative: bool) -> (Number, bool) {
    match (negative, opposite(n)) {
        (false, _) => (n, false),
        (true, Some(other)) => (other, false),
        (true, None) => (n, true),
    }
}

pub fn not_among(negative: bool, text: String) -> String {
    if negative { format!("are not among those who {text}") } else { text }
}

pub fn orders(o: &Orders, names: &Names, negative: bool) -> String {
    let thing = names.bought(&o.filter).map(|t| format!(" {t}")).unwrap_or_default();
    let wher = conditions(&o.filter);
    let when = window(o.window);
    let money = |n: Number| compared(n, |v| names.money(v));
    match o.measure {
        OrderMeasure::Count { compare } => {
            let (n, outer) = turned(compare, negative);
            not_among(
                outer,
                match amount(n) {
                    Amount::Some if thing.is_empty() && wher.is_empty() && when.is_empty() => "bought at least once".to_owned(),
                    Amount::Some => format!("bought{thing}{wher}{when}"),
                    Amount::None if o.window == Window::Ever => format!("never bought{}{wher}", any_thing(&thing)),
                    Amount::None => format!("did not buy{}{wher}{when}", any_thing(&thing)),
                    Amount::Compared(n) => format!("bought{thing} {}{wher}{when}", how_often(n)),
                },
            )
        }
        OrderMeasure::Spent { compare } => {
            let (n, outer) = turned(compare, negative);
            let on = names.bought(&o.filter).map(|t| format!(" in orders with {t}")).unwrap_or_default();
            not_among(outer, format!("spent {}{on}{wher}{when}", money(n)))
        }
        OrderMeasure::Average { compare } => {
            not_among(negative, format!("spent {} per order on average{}{wher}{when}", money(compare), with(&thing)))
        }
        OrderMeasure::Largest { compare } => {
            not_among(negative, format!("had a largest order of {}{}{wher}{when}", money(compare), with(&thing)))
        }
        OrderMeasure::First { when: Window::Ever } | OrderMeasure::Last { when: Window::Ever } => {
            if negative {
                format!("did not buy{}{wher}{when}", any_thing(&thing))
            } else {
                format!("bought{thing}{wher}{when}")
            }
        }
        OrderMeasure::First { when } => not_among(negative, format!("first bought{thing}{wher}{}{}", window(when), counting(o.window))),
        OrderMeasure::Last { when } => not_among(negative, format!("last bought{thing}{wher}{}{}", window(when), counting(o.window))),
    }
}

/// "something from X" becomes "anything from X" after a "not".
fn any_thing(thing: &str) -> String {
    thing.replacen(" something from", " anything from", 1)
}

fn with(thing: &str) -> String {
    if thing.is_empty() { String::new() } else { format!(" in orders with{thing}") }
}

fn counting(w: Window) -> String {
    match w {
        Window::Ever => String::new(),
        w => format!(" (counting only orders{})", window(w)),
    }
}

/// What else holds of the orders: country, channel, coupon, status.
fn conditions(f: &Filter) -> String {
    let quoted = |list: &[String]| or(&list.iter().map(|x| format!("“{x}”")).collect::<Vec<_>>());
    let mut out = String::new();
    if !f.statuses.is_empty() {
        let words: Vec<String> = f.statuses.iter().map(|s| s.as_str().to_owned()).collect();
        out.push_str(&format!(" in {} orders", or(&words)));
    }
    if !f.countries.is_empty() {
        let names: Vec<String> = f.countries.iter().map(|c| super::phrase::country(c)).collect();
        out.push_str(&format!(" with delivery to {}", or(&names)));
    }
    if !f.channels.is_empty() {
        out.push_str(&format!(" through {}", quoted(&f.channels)));
    }
    if !f.coupons.is_empty() {
        out.push_str(&format!(" with the coupon {}", quoted(&f.coupons)));
    }
    out
}

pub fn order_lines(l: &OrderLines, names: &Names, negative: bool) -> String {
    let of = names.bought(&l.filter).map(|t| t.replacen("something from", "", 1).trim().to_owned());
    let wher = conditions(&l.filter);
    let when = window(l.window);
    let (compare, one, many) = match l.measure {
        LineMeasure::Quantity { compare } => (compare, "piece", "pieces"),
        LineMeasure::Lines { compare } => (compare, "order line", "order lines"),
        LineMeasure::Products { compare } => (compare, "different product", "different products"),
    };
    let from = if l.filter.products.is_empty() { "from" } else { "of" };
    let thing = of.map(|t| format!(" {from} {t}")).unwrap_or_default();
    let (n, outer) = turned(compare, negative);
    let text = match amount(n) {
        Amount::None if l.window == Window::Ever => format!("never bought any {many}{thing}{wher}"),
        Amount::None => format!("did not buy any {many}{thing}{wher}{when}"),
        Amount::Some => format!("bought at least 1 {one}{thing}{wher}{when}"),
        Amount::Compared(n) => format!("bought {}{thing}{wher}{when}", how_many(n, one, many)),
    };
    not_among(outer, text)
}

pub fn refunds(r: &Refunds, names: &Names, negative: bool) -> String {
    let when = window(r.window);
    match r.measure {
        AmountMeasure::Count { compare } => {
            let (n, outer) = turned(compare, negative);
            let text = match amount(n) {
                Amount::Some => format!("got money back{when}"),
                Amount::None if r.window == Window::Ever => "never got money back".to_owned(),
                Amount::None => format!("got no money back{when}"),
                Amount::Compared(n) => format!("got money back {}{when}", how_often(n)),
            };
            not_among(outer, text)
        }
        AmountMeasure::Amount { compare } => {
            let (n, outer) = turned(compare, negative);
            not_among(outer, format!("got back {}{when}", compared(n, |v| names.money(v))))
        }
    }
}

pub fn email_events(e: &EmailEvents, negative: bool) -> String {
    let (n, outer) = turned(e.count, negative);
    let campaigns = if e.campaigns.is_empty() {
        String::new()
    } else {
        format!(" of {}", or(&e.campaigns.iter().map(|c| format!("“{c}”")).collect::<Vec<_>>()))
    };
    let when = window(e.window);
    let (did, nothing) = match e.event {
        EmailEventKind::Sent => ("were sent", "were sent"),
        EmailEventKind::Opened => ("opened", "opened"),
        EmailEventKind::Clicked => ("clicked in", "clicked in"),
        EmailEventKind::Bounced => ("did not receive, because it bounced,", "had a bounce of"),
        EmailEventKind::Complained => ("complained about", "complained about"),
        EmailEventKind::Unsubscribed => ("unsubscribed by", "unsubscribed by"),
    };
    let text = match amount(n) {
        Amount::None => format!("{nothing} no email{campaigns}{when}"),
        Amount::Some => format!("{did} at least 1 email{campaigns}{when}"),
        Amount::Compared(n) => format!("{did} {}{campaigns}{when}", how_many(n, "email", "emails")),
    };
    not_among(outer, text)
}

pub fn abandoned_carts(c: &AbandonedCarts, names: &Names, negative: bool) -> String {
    let with = names.things(&c.products, &c.categories).map(|t| format!(" with {t}")).unwrap_or_default();
    let when = window(c.window);
    match c.measure {
        AmountMeasure::Count { compare } => {
            let (n, outer) = turned(compare, negative);
            let text = match amount(n) {
                Amount::Some => format!("abandoned a cart{with}{when}"),
                Amount::None if c.window == Window::Ever => format!("never abandoned a cart{with}"),
                Amount::None => format!("abandoned no cart{with}{when}"),
                Amount::Compared(n) => format!("abandoned {}{with}{when}", how_many(n, "cart", "carts")),
            };
            not_among(outer, text)
        }
        AmountMeasure::Amount { compare } => {
            let (n, outer) = turned(compare, negative);
            not_among(outer, format!("abandoned carts worth {}{with}{when}", compared(n, |v| names.money(v))))
        }
    }
}

/// `12 people`, `1 person`.
pub fn people(n: usize) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    format!("{} hand-picked {}", plain(n), if n == 1 { "person" } else { "people" })
}
