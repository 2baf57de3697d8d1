//! Two years of Wick & Wool: orders, refunds, carts and what people did with the newsletter.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::catalogue::{CATEGORIES, Product};
use super::people::{DAYS, Habit, Shopper, pick};
use crate::types::records::{
    CartRecord, ConsentState, CustomerRecord, EmailEventKind, EmailEventRecord, LineRecord, OrderRecord, OrderStatus, Record, RefundRecord,
};
use crate::types::{Currency, ShopZone, Timestamp};

const DAY: i64 = 86_400;

/// An order before it has a number: numbers are given in the order of time.
struct Sale {
    who: Option<usize>,
    at: Timestamp,
    lines: Vec<LineRecord>,
    currency: Currency,
    from_cart: bool,
}

pub fn live(rng: &mut ChaCha8Rng, products: &[Product], people: &[Shopper], zone: ShopZone, now: Timestamp) -> Vec<Record> {
    let mut sales = Vec::new();
    let mut carts = Vec::new();
    for (who, person) in people.iter().enumerate() {
        shop_for_a_life(rng, products, person, who, zone, now, &mut sales);
        leave_carts(rng, products, person, who, now, &mut carts);
    }
    at_the_market(rng, products, zone, now, &mut sales);
    sales.sort_by_key(|s| (s.at, s.who));
    let newsletters = newsletters(rng, people, zone, now);
    let mut out = Vec::new();
    for (i, sale) in sales.into_iter().enumerate() {
        sell(rng, people, i + 1001, sale, now, &mut out);
    }
    for (i, (who, at, lines, currency)) in carts.into_iter().enumerate() {
        out.push(Record::Cart(CartRecord {
            external_id: format!("K{:05}", i + 1),
            buyer: known(&people[who]),
            at,
            currency,
            total: lines.iter().map(|l| l.total).sum(),
            order_external_id: None,
            lines,
        }));
    }
    out.extend(newsletters);
    out
}

fn known(s: &Shopper) -> CustomerRecord {
    CustomerRecord { consent: Vec::new(), ..s.record.clone() }
}

/// Mean days between two orders, and the chance that an order was the last.
fn rhythm(habit: Habit) -> Option<(f64, f64)> {
    match habit {
        Habit::Looker => None,
        Habit::Once => Some((0.0, 1.0)),
        Habit::Occasional => Some((120.0, 0.28)),
        Habit::Regular => Some((58.0, 0.09)),
        Habit::Devoted => Some((30.0, 0.035)),
    }
}

fn shop_for_a_life(
    rng: &mut ChaCha8Rng,
    products: &[Product],
    person: &Shopper,
    who: usize,
    zone: ShopZone,
    now: Timestamp,
    out: &mut Vec<Sale>,
) {
    let Some((gap, last)) = rhythm(person.habit) else { return };
    let mut at = person.joined;
    while at <= now {
        let currency = person.place.currency.parse().unwrap_or(Currency::EUR);
        let lines = basket(rng, products, person.favourite, currency);
        out.push(Sale { who: Some(who), at, lines, currency, from_cart: rng.random_bool(0.03) });
        if rng.random_bool(last) {
            return;
        }
        // Before Christmas everybody comes a little sooner.
        let month = chrono::Datelike::month(&zone.day_of(at).0);
        let season = if month >= 10 { 0.75 } else { 1.0 };
        let days = (-(1.0 - rng.random::<f64>()).ln() * gap * season).max(1.0);
        let day = zone.day_of(at.plus_secs((days * DAY as f64) as i64));
        at = zone.start_of(day).plus_secs(rng.random_range(8 * 3600..22 * 3600));
    }
}

/// Sales at the market stall: cash, and nobody leaves a name.
fn at_the_market(rng: &mut ChaCha8Rng, products: &[Product], zone: ShopZone, now: Timestamp, out: &mut Vec<Sale>) {
    for _ in 0..90 {
        let day = zone.day_of(now).minus_days(rng.random_range(1..DAYS));
        let at = zone.start_of(day).plus_secs(rng.random_range(9 * 3600..16 * 3600));
        let favourite = rng.random_range(0..CATEGORIES.len());
        out.push(Sale { who: None, at, lines: basket(rng, products, favourite, Currency::EUR), currency: Currency::EUR, from_cart: false });
    }
}

fn basket(rng: &mut ChaCha8Rng, products: &[Product], favourite: usize, currency: Currency) -> Vec<LineRecord> {
    let count = [1, 1, 1, 2, 2, 3, 4][rng.random_range(0..7)];
    let mut lines: Vec<LineRecord> = Vec::new();
    while lines.len() < count {
        let category = if rng.random_bool(0.6) { favourite } else { rng.random_range(0..CATEGORIES.len()) };
        let product = weighted(rng, products, category);
        let external_id = product.record.external_id.clone();
        if lines.iter().any(|l| l.product.as_deref() == Some(&external_id)) {
            continue;
        }
        let quantity = [1, 1, 1, 1, 2, 3][rng.random_range(0..6)];
        lines.push(LineRecord {
            line_no: lines.len() as u32 + 1,
            product: Some(external_id),
            title: product.record.title.clone(),
            quantity,
            total: quantity * local_price(product.price, currency),
        });
    }
    lines
}

fn weighted<'a>(rng: &mut ChaCha8Rng, products: &'a [Product], category: usize) -> &'a Product {
    let shelf: Vec<&Product> = products.iter().filter(|p| p.category == category).collect();
    let mut draw = rng.random_range(0..shelf.iter().map(|p| p.weight).sum());
    for product in &shelf {
        if draw < product.weight {
            return product;
        }
        draw -= product.weight;
    }
    shelf[0]
}

/// The shop's price lists abroad: rounded, not converted.
fn local_price(euro_cents: i64, currency: Currency) -> i64 {
    let hundredths = match currency.as_str() {
        "GBP" => 86,
        "CHF" => 104,
        "USD" => 112,
        "SEK" => 1150,
        _ => 100,
    };
    let exact = euro_cents * hundredths / 100;
    if currency == Currency::EUR { exact } else { (exact + 25) / 50 * 50 }
}

fn sell(rng: &mut ChaCha8Rng, people: &[Shopper], number: usize, sale: Sale, now: Timestamp, out: &mut Vec<Record>) {
    let person = sale.who.map(|w| &people[w]);
    let goods: i64 = sale.lines.iter().map(|l| l.total).sum();
    let free_from = local_price(6000, sale.currency);
    let shipping = if person.is_none() || goods >= free_from { 0 } else { local_price(490, sale.currency) };
    let coupon = person.is_some() && rng.random_bool(0.12);
    let discount = if coupon { goods / 10 } else { 0 };
    let total = goods - discount + shipping;
    let status = match rng.random_range(0..100) {
        0..2 if person.is_some() => OrderStatus::Cancelled,
        2..3 if person.is_some() => OrderStatus::Failed,
        _ if now.0 - sale.at.0 < 3 * DAY => OrderStatus::Paid,
        _ => OrderStatus::Fulfilled,
    };
    let external_id = number.to_string();
    let refund = status == OrderStatus::Fulfilled && person.is_some() && rng.random_bool(0.045);
    let whole = refund && rng.random_bool(0.4);
    out.push(Record::Order(OrderRecord {
        shop_total: None,
        landing: None,
        referrer: None,
        external_id: external_id.clone(),
        number: format!("#{number}"),
        buyer: person.map(known),
        placed_at: sale.at,
        status: if whole { OrderStatus::Refunded } else { status },
        currency: sale.currency,
        total,
        discount,
        shipping,
        tax: total * 19 / 119,
        country: person.and_then(|p| p.record.country.clone()),
        channel: Some(
            if person.is_none() { "market" } else { *pick(rng, &["search", "direct", "newsletter", "instagram", "direct"]) }.to_owned(),
        ),
        coupons: if coupon { vec!["WARM10".to_owned()] } else { Vec::new() },
        lines: sale.lines.clone(),
    }));
    if refund {
        let at = Timestamp((sale.at.0 + rng.random_range(3..20) * DAY).min(now.0 - 60));
        let lines: Vec<LineRecord> = sale.lines.iter().take(if whole { usize::MAX } else { 1 }).cloned().collect();
        let amount = if whole { total } else { lines.iter().map(|l| l.total).sum::<i64>().min(total) };
        out.push(Record::Refund(RefundRecord {
            shop_amount: None,
            external_id: format!("R{number}"),
            order_external_id: Some(external_id.clone()),
            buyer: person.map(known),
            at,
            currency: sale.currency,
            amount,
            reason: Some((*pick(rng, &["Arrived broken", "Changed their mind", "Wrong colour"])).to_owned()),
            lines,
        }));
    }
    if sale.from_cart
        && let Some(p) = person
    {
        out.push(Record::Cart(CartRecord {
            external_id: format!("KO{number}"),
            buyer: known(p),
            at: Timestamp(sale.at.0 - rng.random_range(2..40) * 3600),
            currency: sale.currency,
            total: goods,
            order_external_id: Some(external_id),
            lines: sale.lines,
        }));
    }
}

type Cart = (usize, Timestamp, Vec<LineRecord>, Currency);

fn leave_carts(rng: &mut ChaCha8Rng, products: &[Product], person: &Shopper, who: usize, now: Timestamp, out: &mut Vec<Cart>) {
    let chance = if person.habit == Habit::Looker { 0.5 } else { 0.14 };
    if !rng.random_bool(chance) {
        return;
    }
    // More of them lately, because the shop grows.
    let span = (now.0 - person.joined.0).max(2 * DAY);
    let back = (span as f64 * rng.random::<f64>().powf(1.3)) as i64;
    let at = Timestamp((now.0 - back - 1800).max(person.joined.0 + 600).min(now.0 - 60));
    let currency = person.place.currency.parse().unwrap_or(Currency::EUR);
    out.push((who, at, basket(rng, products, person.favourite, currency), currency));
}

/// One newsletter a month to whoever was subscribed that day.
fn newsletters(rng: &mut ChaCha8Rng, people: &[Shopper], zone: ShopZone, now: Timestamp) -> Vec<Record> {
    let mut out = Vec::new();
    for month in (0..24_u32).rev() {
        let day = zone.day_of(now).minus_months(month).minus_days(6);
        let sent = zone.start_of(day).plus_secs(9 * 3600);
        let campaign = format!("Newsletter {}", day.0.format("%B %Y"));
        for (who, person) in people.iter().enumerate() {
            if !person.subscribed_at(sent) {
                continue;
            }
            let event = |kind: EmailEventKind, at: Timestamp, link: Option<&str>| {
                Record::EmailEvent(EmailEventRecord {
                    external_id: format!("{}-{who}-{}", day, kind.code()),
                    person: known(person),
                    kind,
                    at,
                    campaign: Some(campaign.clone()),
                    link: link.map(str::to_owned),
                })
            };
            out.push(event(EmailEventKind::Sent, sent, None));
            let keen = match person.habit {
                Habit::Devoted => 0.7,
                Habit::Regular => 0.5,
                Habit::Occasional => 0.35,
                Habit::Once | Habit::Looker => 0.22,
            };
            if rng.random_bool(keen) {
                let opened = Timestamp((sent.0 + rng.random_range(120..2 * DAY)).min(now.0 - 120));
                out.push(event(EmailEventKind::Opened, opened, None));
                if rng.random_bool(0.24) {
                    let link = format!("https://wickandwool.example/c/{}", CATEGORIES[person.favourite].to_lowercase().replace(' ', "-"));
                    out.push(event(EmailEventKind::Clicked, opened.plus_secs(rng.random_range(5..110)), Some(&link)));
                }
            }
            let left = person.record.consent.iter().find(|c| c.state == ConsentState::Unsubscribed).map(|c| c.at);
            if let Some(at) = left.filter(|at| at.0 >= sent.0 && at.0 < sent.0 + 3 * DAY) {
                out.push(event(EmailEventKind::Unsubscribed, at, None));
            }
        }
    }
    out
}
