//! `people show`: one person on one screen.

use regulars_core::api::App;
use regulars_core::api::people::{self, OrderTrace, OrdersPage, PersonOutlook, PersonPage, TimelinePage};
use regulars_core::people::timeline::Happened;
use regulars_core::people::view::PersonView;
use regulars_core::types::{PersonId, Result, ShopZone};
use serde::Serialize;

use crate::out::{Out, table};
use crate::people::{consent_words, day};

const ORDERS: u32 = 20;
const ENTRIES: u32 = 30;

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    page: PersonPage,
    outlook: PersonOutlook,
    orders: OrdersPage,
    /// Of the orders above, in their order.
    traces: Vec<OrderTrace>,
    timeline: TimelinePage,
}

pub fn show(app: &App, id: PersonId, out: Out) -> Result<()> {
    let orders_page = people::orders(app, id, 0, if out.json { people::MOST } else { ORDERS })?;
    let whole = Whole {
        traces: orders_page.rows.iter().map(|o| people::trace(app, o.id)).collect::<Result<_>>()?,
        orders: orders_page,
        page: people::get(app, id)?,
        outlook: people::outlook(app, id)?,
        timeline: people::timeline(app, id, 0, if out.json { people::MOST } else { ENTRIES })?,
    };
    let zone = app.shop()?.zone;
    out.print(&whole, |w| {
        [who(&w.page.person), standing(&w.page, zone), ahead(&w.outlook), orders(&w.orders, &w.traces, zone), history(&w.timeline, zone)]
            .join("\n\n")
    })
}

fn who(p: &PersonView) -> String {
    let fields = [
        ("email", &p.email),
        ("phone", &p.phone),
        ("country", &p.country),
        ("region", &p.region),
        ("city", &p.city),
        ("postcode", &p.postcode),
        ("language", &p.language),
        ("birthday", &p.birthday),
    ];
    let mut lines = vec![format!("#{} {}", p.id, p.name.as_deref().unwrap_or("(no name)"))];
    lines.extend(fields.iter().map(|(name, value)| format!("{name:<12}{}", value.as_deref().unwrap_or("–"))));
    lines.push(format!("{:<12}{}", "account", if p.registered { "yes" } else { "no: guest or subscriber" }));
    if !p.tags.is_empty() {
        lines.push(format!("{:<12}{}", "tags", p.tags.join(", ")));
    }
    lines.extend(p.fields.iter().map(|f| format!("{:<12}{}", f.name, f.value)));
    lines.extend(p.keys.iter().filter_map(|k| Some(format!("{:<12}{} at {}", "customer", k.key, k.source.as_ref()?))));
    lines.join("\n")
}

fn standing(page: &PersonPage, zone: ShopZone) -> String {
    let (p, v) = (&page.person, &page.person.value);
    let mut lines = vec![format!(
        "{} · {} · spent {} · refunded {} · net {} · average order {}",
        plural(v.orders, "order"),
        plural(v.items, "item"),
        v.spent,
        v.refunded,
        v.net,
        v.average_order.map_or("–".into(), |m| m.to_string())
    )];
    lines.push(format!(
        "known since {} · first order {} · last order {}",
        day(zone, Some(p.created_at)),
        or_dash(day(zone, v.first_order)),
        or_dash(day(zone, v.last_order))
    ));
    if v.by_currency.len() > 1 || v.by_currency.iter().any(|c| c.spent.currency != v.spent.currency) {
        lines.extend(
            v.by_currency
                .iter()
                .map(|c| format!("in {}: {}, {} spent, {} refunded", c.spent.currency, plural(c.orders, "order"), c.spent, c.refunded)),
        );
    }
    match &page.rfm {
        Some(r) => lines.push(format!("RFM {}{}{}, {}: {}", r.r, r.f, r.m, r.label, r.sentences.join(" "))),
        None => lines.push("RFM –".into()),
    }
    match (&page.stage, &page.no_stage) {
        (Some(s), _) => lines.push(format!("{}: {}", s.label, s.meaning)),
        (None, Some(why)) => lines.push(why.clone()),
        (None, None) => {}
    }
    if p.consent.is_empty() {
        lines.push("consent: never said anything".into());
    }
    lines.extend(
        p.consent.iter().map(|c| format!("consent for {}: {} since {}", c.channel, consent_words(Some(c.state)), day(zone, Some(c.since)))),
    );
    lines.join("\n")
}

fn ahead(o: &PersonOutlook) -> String {
    let mut lines: Vec<String> = o.prospect.iter().flat_map(|p| p.sentences.clone()).collect();
    lines.extend(o.not_enough.clone());
    lines.push(format!("emails: {}. {}", o.engagement.label, o.engagement.meaning));
    if !o.favourites.is_empty() {
        let likes: Vec<String> = o.favourites.iter().map(|f| format!("{} ({})", f.category, plural(f.pieces, "piece"))).collect();
        lines.push(format!("likes: {}", likes.join(", ")));
    }
    lines.join("\n")
}

fn orders(page: &OrdersPage, traces: &[OrderTrace], zone: ShopZone) -> String {
    if page.rows.is_empty() {
        return "No orders.".into();
    }
    let rows: Vec<Vec<String>> = page
        .rows
        .iter()
        .map(|o| {
            let back = if o.refunded.minor > 0 { o.refunded.to_string() } else { String::new() };
            let from = format!("{} {}", o.source, o.number_there);
            vec![o.number.clone(), day(zone, Some(o.placed_at)), o.status.clone(), o.items.to_string(), o.total.to_string(), back, from]
        })
        .collect();
    let more = if page.total > rows.len() as i64 { format!("\n… {} in all", page.total) } else { String::new() };
    let reckoned: String =
        traces.iter().filter_map(|t| Some(format!("\n{}: {}", t.number, t.total.sentence.as_ref()?))).collect::<Vec<_>>().concat();
    table(&["order", "day", "status", "items", "total", "refunded", "from, number there"], &rows) + &more + &reckoned
}

fn history(page: &TimelinePage, zone: ShopZone) -> String {
    let rows: Vec<Vec<String>> = page
        .entries
        .iter()
        .map(|e| {
            let what = match &e.what {
                Happened::Order { number, status, total, items, source, number_there, .. } => {
                    format!("order {number}: {total}, {}, {status} ({source} {number_there})", plural(*items, "item"))
                }
                Happened::Refund { amount, order_number, source, number_there, .. } => {
                    let order = order_number.as_ref().map_or(String::new(), |n| format!(" on order {n}"));
                    format!("refund of {amount}{order} ({source} {number_there})")
                }
                Happened::Cart { total, items, order_number } => match order_number {
                    Some(n) => format!("cart of {total}, became order {n}"),
                    None => format!("cart of {total} left behind, {}", plural(*items, "item")),
                },
                Happened::View { product } => format!("looked at {}", product.as_deref().unwrap_or("a product")),
                Happened::Search { words } => format!("searched for “{words}”"),
                Happened::Review { product, rating, title, .. } => {
                    let stars = rating.map_or(String::new(), |n| format!(": {n} of 5"));
                    let title = title.as_ref().map_or(String::new(), |t| format!(", “{t}”"));
                    format!("reviewed {}{stars}{title}", product.as_deref().unwrap_or("the shop"))
                }
                Happened::Event { name, properties } => {
                    let said: Vec<String> = properties.iter().map(|p| format!("{} {}", p.name, p.value)).collect();
                    if said.is_empty() { name.clone() } else { format!("{name} ({})", said.join(", ")) }
                }
                Happened::Email { event, campaign, .. } => {
                    format!("email {}: {}", format!("{event:?}").to_lowercase(), campaign.as_deref().unwrap_or("–"))
                }
                Happened::Consent { channel, state, source, method } => {
                    format!("{channel}: {} ({source}, {method})", consent_words(Some(*state)))
                }
            };
            vec![day(zone, Some(e.at)), what]
        })
        .collect();
    let more = if page.total > rows.len() as i64 { format!("\n… {} in all", page.total) } else { String::new() };
    table(&["day", "what happened"], &rows) + &more
}

fn plural(n: i64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".into() } else { text }
}
