//! What makes bulk work fast: what `Ingest` remembers between pages, and lines written through one prepared statement.
//!
//! Memory only ever saves a look-up: everything in it is in the file already. When somebody else wrote in between (the
//! revision says so), it is emptied.

use std::collections::HashMap;

use super::{Writer, failed};
use crate::types::records::{CustomerRecord, LineRecord};
use crate::types::{PersonId, ProductId, Result, Timestamp};

/// Entries of each kind that are kept at most; beyond that it starts anew.
const MOST: usize = 100_000;

/// What earlier pages found out. Belongs to one source of one store.
#[derive(Default)]
pub struct Memory {
    pub(super) revision: i64,
    products: HashMap<String, (ProductId, bool)>,
    seen: HashMap<String, ProductId>,
    people: HashMap<String, Known>,
}

struct Known {
    id: PersonId,
    record: CustomerRecord,
}

impl Memory {
    /// `true`: the product and a name for it are stored already.
    pub(super) fn product(&self, external_id: &str, with_title: bool) -> Option<ProductId> {
        self.products.get(external_id).filter(|(_, titled)| *titled || !with_title).map(|(id, _)| *id)
    }

    pub(super) fn keep_product(&mut self, external_id: &str, id: ProductId, titled: bool) {
        if self.products.len() >= MOST {
            self.products.clear();
        }
        self.products.insert(external_id.to_owned(), (id, titled));
    }

    /// The product that views and reviews mean by this; it can be one of another source.
    pub(super) fn seen(&self, external_id: &str) -> Option<ProductId> {
        self.seen.get(external_id).copied()
    }

    pub(super) fn keep_seen(&mut self, external_id: &str, id: ProductId) {
        if self.seen.len() >= MOST {
            self.seen.clear();
        }
        self.seen.insert(external_id.to_owned(), id);
    }

    /// One of them is gone.
    pub(super) fn forget_products(&mut self) {
        self.products.clear();
        self.seen.clear();
    }

    /// One of them is gone.
    pub(super) fn forget_people(&mut self) {
        self.people.clear();
    }

    /// A product came or changed: what views meant is looked up again.
    pub(super) fn forget_seen(&mut self) {
        self.seen.clear();
    }

    /// The person, when this very record (or one that says the same, no earlier) was the last that was written in full.
    pub(super) fn person(&self, c: &CustomerRecord) -> Option<PersonId> {
        let known = self.people.get(c.external_id.as_ref()?)?;
        let no_earlier = c.created_at.is_none() || known.record.created_at.is_some_and(|k| c.created_at.is_some_and(|n| k <= n));
        let same = known.record.email == c.email
            && known.record.first_name == c.first_name
            && known.record.last_name == c.last_name
            && known.record.phone == c.phone
            && known.record.country == c.country
            && known.record.region == c.region
            && known.record.city == c.city
            && known.record.postcode == c.postcode
            && known.record.language == c.language
            && known.record.birthday == c.birthday;
        (no_earlier && same && c.tags.is_empty() && c.fields.is_empty() && c.consent.is_empty()).then_some(known.id)
    }

    pub(super) fn keep_person(&mut self, c: &CustomerRecord, id: PersonId) {
        let Some(key) = &c.external_id else { return };
        if self.people.len() >= MOST {
            self.people.clear();
        }
        // The earliest day that was said stays: a later one changes nothing.
        let earlier = self.people.get(key).filter(|k| k.id == id).and_then(|k| k.record.created_at);
        let created_at: Option<Timestamp> = match (earlier, c.created_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => b.or(a),
        };
        let record = CustomerRecord { created_at, tags: Vec::new(), fields: Vec::new(), consent: Vec::new(), ..c.clone() };
        self.people.insert(key.clone(), Known { id, record });
    }
}

/// What an order's lines are worth in the shop's currency: each its share of the order's amount.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// The order's total in its own currency.
    pub total: i64,
    /// The same in the shop's; `None` when no rate is known.
    pub total_shop: Option<i64>,
    /// The order is in the shop's currency.
    pub own: bool,
}

impl Share {
    /// Halves away from zero; `None` without a rate, or when an order of nothing does not tell one. Migration 2 reckons
    /// the same for the lines that were there before.
    pub(super) fn of(self, line: i64) -> Option<i64> {
        let shop = self.total_shop?;
        if self.own || line == 0 {
            return Some(line);
        }
        let (product, by) = (i128::from(line) * i128::from(shop), i128::from(self.total));
        let (whole, rest) = (product.checked_div(by)?, product.checked_rem(by)?);
        let away = if (rest.abs() * 2) >= by.abs() { product.signum() * by.signum() } else { 0 };
        i64::try_from(whole + away).ok()
    }
}

/// Where lines of a kind are kept.
#[derive(Clone, Copy)]
pub(super) enum Lines {
    Order(Share),
    Refund,
    Cart,
}

impl Lines {
    fn insert(self) -> &'static str {
        match self {
            Self::Order(_) => {
                "INSERT INTO order_line (order_id, line_no, product_id, quantity, total, total_shop) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            }
            Self::Refund => "INSERT INTO refund_line (refund_id, line_no, product_id, quantity, total) VALUES (?1, ?2, ?3, ?4, ?5)",
            Self::Cart => "INSERT INTO cart_line (cart_id, line_no, product_id, quantity, total) VALUES (?1, ?2, ?3, ?4, ?5)",
        }
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Order(_) => ("order_line", "order_id"),
            Self::Refund => ("refund_line", "refund_id"),
            Self::Cart => ("cart_line", "cart_id"),
        }
    }

    /// In the shop's currency; kept for orders' lines only.
    fn in_shop(self, total: i64) -> Option<i64> {
        match self {
            Self::Order(share) => share.of(total),
            Self::Refund | Self::Cart => None,
        }
    }
}

impl Writer<'_> {
    /// Makes the parent's lines exactly these. `fresh`: the parent has none yet.
    pub(super) fn set_lines(
        &self,
        kind: Lines,
        parent: i64,
        lines: &[LineRecord],
        products: &[Option<ProductId>],
        fresh: bool,
    ) -> Result<()> {
        let (table, key) = kind.names();
        if !fresh {
            if self.same_lines(kind, parent, lines, products)? {
                return Ok(());
            }
            self.execute(&format!("DELETE FROM {table} WHERE {key} = ?1"), &[parent.into()])?;
        }
        let mut statement = self.conn.prepare_cached(kind.insert()).map_err(failed)?;
        let columns = statement.parameter_count();
        for (line, product) in lines.iter().zip(products) {
            let in_shop = kind.in_shop(line.total);
            let values = [Some(parent), Some(line.line_no.into()), product.map(|p| p.0), Some(line.quantity), Some(line.total), in_shop];
            for (at, value) in (1usize..=columns).zip(values) {
                statement.raw_bind_parameter(at, value).map_err(failed)?;
            }
            statement.raw_execute().map_err(failed)?;
        }
        Ok(())
    }

    fn same_lines(&self, kind: Lines, parent: i64, lines: &[LineRecord], products: &[Option<ProductId>]) -> Result<bool> {
        let (table, key) = kind.names();
        let in_shop = if matches!(kind, Lines::Order(_)) { "total_shop" } else { "NULL" };
        let sql = format!("SELECT line_no, product_id, quantity, total, {in_shop} FROM {table} WHERE {key} = ?1 ORDER BY line_no");
        let mut wanted = lines.iter().zip(products);
        let mut same = true;
        self.each(&sql, &[parent.into()], |r| {
            let there = (r.get::<u32>(0)?, r.get::<Option<i64>>(1)?, r.get::<i64>(2)?, r.get::<i64>(3)?, r.get::<Option<i64>>(4)?);
            same &= wanted.next().is_some_and(|(l, p)| there == (l.line_no, p.map(|p| p.0), l.quantity, l.total, kind.in_shop(l.total)));
            Ok(())
        })?;
        Ok(same && wanted.next().is_none())
    }
}
