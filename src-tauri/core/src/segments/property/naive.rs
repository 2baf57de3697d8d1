//! What a condition means, once more: plain loops over all rows, days compared as days, no SQL and no sets.

use std::collections::BTreeSet;

use crate::insights::{lifecycle, rfm};
use crate::segments::condition::{AmountMeasure, ConsentIs, Field, Filter, LineMeasure, OrderMeasure};
use crate::segments::values::{Number, Test, Unset, Window};
use crate::segments::{Match, Node, Segment};
use crate::store::{Reader, stats::PersonStats};
use crate::types::records::ConsentState;
use crate::types::{Day, PersonId, Result, ShopZone, Timestamp};

pub struct Rows {
    zone: ShopZone,
    people: Vec<Person>,
    orders: Vec<Order>,
    lines: Vec<Line>,
    cart_lines: Vec<Line>,
    categories: Vec<(i64, String)>,
    refunds: Vec<(Option<u32>, i64, Option<i64>)>,
    carts: Vec<Cart>,
    events: Vec<(u32, i64, i64, Option<String>)>,
    consent: Vec<(u32, String, String, i64)>,
}

struct Person {
    id: u32,
    text: Vec<Option<String>>,
    created: i64,
    registered: bool,
    tags: Vec<String>,
    fields: Vec<(String, String)>,
}

struct Order {
    id: i64,
    person: Option<u32>,
    at: i64,
    status: String,
    counts: bool,
    total: Option<i64>,
    country: Option<String>,
    channel: Option<String>,
    coupons: Option<String>,
}

struct Line {
    parent: i64,
    product: Option<i64>,
    quantity: i64,
}

struct Cart {
    id: i64,
    person: u32,
    at: i64,
    total: Option<i64>,
    order: Option<i64>,
}

impl Rows {
    pub fn read(r: &Reader<'_>) -> Result<Self> {
        let line = |row: &crate::store::Row<'_>| Ok(Line { parent: row.get(0)?, product: row.get(1)?, quantity: row.get(2)? });
        let mut people = r.rows(
            "SELECT id, country, city, email, last_name, phone, birthday, created_at, registered FROM person ORDER BY id",
            &[],
            |row| {
                let text = (1..=6).map(|i| row.get::<Option<String>>(i)).collect::<Result<_>>()?;
                Ok(Person { id: row.get(0)?, text, created: row.get(7)?, registered: row.get(8)?, tags: vec![], fields: vec![] })
            },
        )?;
        for p in &mut people {
            p.tags = r.person_tags(PersonId(p.id))?;
            p.fields = r.person_fields(PersonId(p.id))?;
        }
        Ok(Self {
            zone: r.shop()?.zone,
            people,
            orders: r.rows(
                "SELECT id, person_id, placed_at, status, counts, total_shop, country, channel, coupons FROM orders",
                &[],
                |row| {
                    Ok(Order {
                        id: row.get(0)?,
                        person: row.get(1)?,
                        at: row.get(2)?,
                        status: row.get(3)?,
                        counts: row.get(4)?,
                        total: row.get(5)?,
                        country: row.get(6)?,
                        channel: row.get(7)?,
                        coupons: row.get(8)?,
                    })
                },
            )?,
            lines: r.rows("SELECT order_id, product_id, quantity FROM order_line", &[], line)?,
            cart_lines: r.rows("SELECT cart_id, product_id, quantity FROM cart_line", &[], line)?,
            categories: r.rows("SELECT product_id, category FROM product_category", &[], |row| Ok((row.get(0)?, row.get(1)?)))?,
            refunds: r.rows("SELECT person_id, at, amount_shop FROM refund", &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            carts: r.rows("SELECT id, person_id, at, total_shop, order_id FROM cart", &[], |row| {
                Ok(Cart { id: row.get(0)?, person: row.get(1)?, at: row.get(2)?, total: row.get(3)?, order: row.get(4)? })
            })?,
            events: r.rows("SELECT person_id, kind, at, campaign FROM email_event", &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?,
            consent: r.rows("SELECT person_id, channel, state, at FROM consent", &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?,
        })
    }
}

pub fn people(rows: &Rows, saved: &[Segment], root: &Node, day: Day) -> Vec<u32> {
    let known: Vec<&Person> = rows.people.iter().filter(|p| rows.day(p.created) <= day).collect();
    let stats: Vec<PersonStats> = known.iter().map(|p| rows.stats(p.id, day)).collect();
    let q = Question { rows, saved, day, rfm: rfm::rfm(&stats, day, rows.zone), stages: lifecycle::lifecycle(&stats, day, rows.zone) };
    known.iter().filter(|p| q.holds(root, p).unwrap_or(true)).map(|p| p.id).collect()
}

struct Question<'a> {
    rows: &'a Rows,
    saved: &'a [Segment],
    day: Day,
    rfm: rfm::Rfm,
    stages: lifecycle::Lifecycle,
}

impl Rows {
    fn day(&self, at: i64) -> Day {
        self.zone.day_of(Timestamp(at))
    }

    fn stats(&self, person: u32, day: Day) -> PersonStats {
        let orders: Vec<&Order> = self.orders.iter().filter(|o| o.person == Some(person) && o.counts && self.day(o.at) <= day).collect();
        let refunds = self.refunds.iter().filter(|(p, at, _)| *p == Some(person) && self.day(*at) <= day);
        PersonStats {
            person: PersonId(person),
            orders: orders.len() as i64,
            spent: orders.iter().filter_map(|o| o.total).sum(),
            refunded: refunds.filter_map(|(_, _, amount)| *amount).sum(),
            first_at: orders.iter().map(|o| o.at).min(),
            last_at: orders.iter().map(|o| o.at).max(),
        }
    }

    fn in_category(&self, product: Option<i64>, wanted: &[String]) -> bool {
        self.categories.iter().any(|(p, c)| Some(*p) == product && wanted.contains(c))
    }
}

impl Question<'_> {
    fn holds(&self, node: &Node, p: &Person) -> Option<bool> {
        if node.problem().is_some() {
            return None;
        }
        Some(match node {
            Node::Group(g) => {
                let answers: Vec<bool> = g.children.iter().filter_map(|c| self.holds(c, p)).collect();
                if answers.is_empty() {
                    return None;
                }
                match g.matching {
                    Match::All => answers.iter().all(|a| *a),
                    Match::Any => answers.iter().any(|a| *a),
                    Match::None => !answers.iter().any(|a| *a),
                }
            }
            Node::Activity(_)
            | Node::Sequence(_)
            | Node::Versus(_)
            | Node::Predicted(_)
            | Node::Engagement(_)
            | Node::Interests(_)
            | Node::Arm(_)
            | Node::Exported(_)
            | Node::Random(_)
            | Node::List(_) => unreachable!("not generated"),
            Node::Segment(s) => self.holds(&self.saved[usize::try_from(s.id.0 - 1).unwrap()].root, p).unwrap_or(true),
            Node::People(h) => h.ids.contains(&PersonId(p.id)),
            Node::Rfm(x) => self.rfm.of(PersonId(p.id)).is_some_and(|s| {
                let fits = |range: Option<crate::segments::values::Scores>, v: u8| {
                    range.is_none_or(|r| (r.from.min(r.to)..=r.from.max(r.to)).contains(&v))
                };
                (x.names.is_empty() || x.names.contains(&s.name)) && fits(x.r, s.r) && fits(x.f, s.f) && fits(x.m, s.m)
            }),
            Node::Lifecycle(x) => self.stages.of(PersonId(p.id)).is_some_and(|s| x.stages.contains(&s)),
            Node::Profile(x) => self.profile(&x.field, &x.is, p),
            Node::Orders(x) => {
                let fits = |o: &&Order| {
                    let has = |wanted: &dyn Fn(&Line) -> bool| self.rows.lines.iter().any(|l| l.parent == o.id && wanted(l));
                    o.person == Some(p.id)
                        && self.within(o.at, x.window)
                        && self.order_fits(&x.filter, o)
                        && (x.filter.products.is_empty() || has(&|l| x.filter.products.iter().any(|w| Some(w.0) == l.product)))
                        && (x.filter.categories.is_empty() || has(&|l| self.rows.in_category(l.product, &x.filter.categories)))
                };
                let orders: Vec<&Order> = self.rows.orders.iter().filter(fits).collect();
                let totals: Vec<i64> = orders.iter().filter_map(|o| o.total).collect();
                match x.measure {
                    OrderMeasure::Count { compare } => compare.holds(orders.len() as i64),
                    OrderMeasure::Spent { compare } => compare.holds(totals.iter().sum()),
                    OrderMeasure::Average { compare } => !totals.is_empty() && average(&totals, compare),
                    OrderMeasure::Largest { compare } => totals.iter().max().is_some_and(|m| compare.holds(*m)),
                    OrderMeasure::First { when } => orders.iter().map(|o| o.at).min().is_some_and(|at| self.within(at, when)),
                    OrderMeasure::Last { when } => orders.iter().map(|o| o.at).max().is_some_and(|at| self.within(at, when)),
                }
            }
            Node::OrderLines(x) => {
                let mut lines = Vec::new();
                for o in self
                    .rows
                    .orders
                    .iter()
                    .filter(|o| o.person == Some(p.id) && self.within(o.at, x.window) && self.order_fits(&x.filter, o))
                {
                    for l in self.rows.lines.iter().filter(|l| l.parent == o.id) {
                        let product = x.filter.products.is_empty() || x.filter.products.iter().any(|w| Some(w.0) == l.product);
                        let category = x.filter.categories.is_empty() || self.rows.in_category(l.product, &x.filter.categories);
                        if product && category {
                            lines.push(l);
                        }
                    }
                }
                match x.measure {
                    LineMeasure::Quantity { compare } => compare.holds(lines.iter().map(|l| l.quantity).sum()),
                    LineMeasure::Lines { compare } => compare.holds(lines.len() as i64),
                    LineMeasure::Products { compare } => {
                        compare.holds(lines.iter().filter_map(|l| l.product).collect::<BTreeSet<_>>().len() as i64)
                    }
                }
            }
            Node::Refunds(x) => {
                let found = self.rows.refunds.iter().filter(|(who, at, _)| *who == Some(p.id) && self.within(*at, x.window));
                amount(x.measure, &found.map(|(_, _, amount)| amount.unwrap_or(0)).collect::<Vec<_>>())
            }
            Node::EmailEvents(x) => {
                let fits = |(who, kind, at, campaign): &&(u32, i64, i64, Option<String>)| {
                    *who == p.id
                        && *kind == x.event.code()
                        && self.within(*at, x.window)
                        && (x.campaigns.is_empty() || campaign.as_ref().is_some_and(|c| any_same(&x.campaigns, c)))
                };
                x.count.holds(self.rows.events.iter().filter(fits).count() as i64)
            }
            Node::AbandonedCarts(x) => {
                let fits = |c: &&Cart| {
                    let ordered = self.rows.orders.iter().any(|o| Some(o.id) == c.order && self.rows.day(o.at) <= self.day);
                    let has = |wanted: &dyn Fn(&Line) -> bool| self.rows.cart_lines.iter().any(|l| l.parent == c.id && wanted(l));
                    c.person == p.id
                        && !ordered
                        && self.within(c.at, x.window)
                        && (x.products.is_empty() || has(&|l| x.products.iter().any(|w| Some(w.0) == l.product)))
                        && (x.categories.is_empty() || has(&|l| self.rows.in_category(l.product, &x.categories)))
                };
                let totals: Vec<i64> = self.rows.carts.iter().filter(fits).map(|c| c.total.unwrap_or(0)).collect();
                amount(x.measure, &totals)
            }
            Node::Consent(x) => {
                let said = self
                    .rows
                    .consent
                    .iter()
                    .filter(|(who, channel, _, at)| *who == p.id && channel == x.channel.as_str() && self.rows.day(*at) <= self.day);
                // The latest; on the same second the most restrictive.
                let strictness = |s: &str| match ConsentState::parse(s) {
                    Some(ConsentState::Cleaned) => 3,
                    Some(ConsentState::Unsubscribed) => 2,
                    Some(ConsentState::Pending) => 1,
                    _ => 0,
                };
                match said.max_by_key(|(_, _, state, at)| (*at, strictness(state))) {
                    None => x.states.contains(&ConsentIs::Unknown) && x.since == Window::Ever,
                    Some((_, _, state, at)) => {
                        self.within(*at, x.since)
                            && x.states.iter().any(|s| match s {
                                ConsentIs::Subscribed => state == "subscribed",
                                ConsentIs::Unsubscribed => state == "unsubscribed",
                                ConsentIs::Pending => state == "pending",
                                ConsentIs::Cleaned => state == "cleaned",
                                ConsentIs::Unknown => false,
                            })
                    }
                }
            }
        })
    }

    fn within(&self, at: i64, window: Window) -> bool {
        let d = self.rows.day(at);
        let ago = self.day.days_since(d);
        ago >= 0
            && match window {
                Window::Ever => true,
                Window::LastDays { days } => ago < i64::from(days),
                Window::LastWeeks { weeks } => ago < 7 * i64::from(weeks),
                Window::LastMonths { months } => d > self.day.minus_months(months),
                Window::SameDayLastYear { around } => self.day.minus_months(12).days_since(d).abs() <= i64::from(around),
                Window::OverDaysAgo { days } => ago > i64::from(days),
                Window::DaysAgo { from, to } => ago >= i64::from(from.min(to)) && ago <= i64::from(from.max(to)),
                Window::Before { day } => d < day,
                Window::After { day } => d > day,
                Window::Between { from, to } => d >= from.min(to) && d <= from.max(to),
            }
    }

    fn order_fits(&self, f: &Filter, o: &Order) -> bool {
        let status = if f.statuses.is_empty() { o.counts } else { f.statuses.iter().any(|s| s.as_str() == o.status) };
        let listed = |wanted: &[String], v: &Option<String>| wanted.is_empty() || v.as_ref().is_some_and(|v| any_same(wanted, v));
        let coupon = f.coupons.is_empty() || o.coupons.as_ref().is_some_and(|c| c.split(',').any(|c| any_same(&f.coupons, c)));
        status && listed(&f.countries, &o.country) && listed(&f.channels, &o.channel) && coupon
    }

    fn profile(&self, field: &Field, test: &Test, p: &Person) -> bool {
        let values: Vec<String> = match field {
            Field::Tag => p.tags.clone(),
            Field::Custom(name) => p.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect(),
            Field::Country => p.text[0].clone().into_iter().collect(),
            Field::City => p.text[1].clone().into_iter().collect(),
            Field::Email => p.text[2].clone().into_iter().collect(),
            Field::LastName => p.text[3].clone().into_iter().collect(),
            Field::Phone => p.text[4].clone().into_iter().collect(),
            Field::Birthday => p.text[5].clone().into_iter().collect(),
            Field::Registered => return (*test == Test::Yes) == p.registered,
            Field::Created => match test {
                Test::Within { window } => return self.within(p.created, *window),
                _ => unreachable!("not generated"),
            },
            _ => unreachable!("not generated"),
        };
        let values: Vec<String> = values.into_iter().filter(|v| !v.is_empty()).map(|v| v.to_lowercase()).collect();
        let low = |s: &String| s.to_lowercase();
        let any = |f: &dyn Fn(&String) -> bool| values.iter().any(f);
        let negative = |fits: bool, unset: Unset| if values.is_empty() { unset == Unset::Include } else { !fits };
        match test {
            Test::Is { value } => any(&|v| *v == low(value)),
            Test::IsNot { value, unset } => negative(any(&|v| *v == low(value)), *unset),
            Test::OneOf { values: w } => any(&|v| w.iter().any(|w| low(w) == *v)),
            Test::NotOneOf { values: w, unset } => negative(any(&|v| w.iter().any(|w| low(w) == *v)), *unset),
            Test::Contains { value } => any(&|v| v.contains(&low(value))),
            Test::NotContains { value, unset } => negative(any(&|v| v.contains(&low(value))), *unset),
            Test::StartsWith { value } => any(&|v| v.starts_with(&low(value))),
            Test::EndsWith { value } => any(&|v| v.ends_with(&low(value))),
            Test::IsSet => !values.is_empty(),
            Test::IsNotSet => values.is_empty(),
            Test::ComingUp { days } => any(&|v| {
                (0..=*days).any(|i| {
                    let d = self.day.plus_days(i);
                    let short = Day::new(d.year(), 2, 29).is_err();
                    let md = d.to_string()[5..].to_owned();
                    v[5..] == md || (short && md == "02-28" && &v[5..] == "02-29")
                })
            }),
            _ => unreachable!("not generated"),
        }
    }
}

fn any_same(wanted: &[String], v: &str) -> bool {
    wanted.iter().any(|w| w.to_lowercase().eq(&v.to_lowercase()))
}

fn amount(measure: AmountMeasure, amounts: &[i64]) -> bool {
    match measure {
        AmountMeasure::Count { compare } => compare.holds(amounts.len() as i64),
        AmountMeasure::Amount { compare } => compare.holds(amounts.iter().sum()),
    }
}

fn average(totals: &[i64], compare: Number) -> bool {
    let a = totals.iter().sum::<i64>() as f64 / totals.len() as f64;
    match compare {
        Number::AtLeast { value } => a >= value as f64,
        Number::AtMost { value } => a <= value as f64,
        Number::Exactly { value } => a == value as f64,
        Number::Not { value } => a != value as f64,
        Number::MoreThan { value } => a > value as f64,
        Number::LessThan { value } => a < value as f64,
        Number::Between { from, to } => a >= from.min(to) as f64 && a <= from.max(to) as f64,
        Number::Top { .. } | Number::Bottom { .. } => false,
    }
}
