//! Records land here: upserts that make reading the same thing twice the same as reading it once.
//!
//! `Ingest` works inside one transaction (a page) and remembers which persons it touched, so that `finish` brings
//! their rollups up to date before the page is committed. Identity here is mechanical (a source's customer id, else
//! the email address); judging and merging is the business of `people`.

use std::collections::{BTreeSet, HashMap};

use super::consent::number_mark;
use super::{Value, Writer};
use crate::types::records::{
    CartRecord, CustomerRecord, EmailEventRecord, LineRecord, OrderRecord, OrderStatus, ProductRecord, Record, RefundRecord,
};
use crate::types::{Currency, OrderId, PersonId, ProductId, Result, ShopZone, SourceId, Timestamp};

pub struct Ingest<'w, 'a> {
    w: &'w Writer<'a>,
    source: SourceId,
    shop_currency: Currency,
    zone: ShopZone,
    touched: BTreeSet<u32>,
    products: HashMap<String, ProductId>,
}

impl<'w, 'a> Ingest<'w, 'a> {
    pub fn new(w: &'w Writer<'a>, source: SourceId) -> Result<Self> {
        let shop = w.shop()?;
        Ok(Self { w, source, shop_currency: shop.currency, zone: shop.zone, touched: BTreeSet::new(), products: HashMap::new() })
    }

    pub fn record(&mut self, record: &Record) -> Result<()> {
        match record {
            Record::Customer(c) => self.customer(c).map(|_| ()),
            Record::Product(p) => self.product(p).map(|_| ()),
            Record::Order(o) => self.order(o).map(|_| ()),
            Record::Refund(r) => self.refund(r),
            Record::Cart(c) => self.cart(c),
            Record::EmailEvent(e) => self.email_event(e),
            Record::OrderGone { external_id } => self.order_gone(external_id),
        }
    }

    /// Brings the rollups of everybody touched up to date. Call it before the transaction ends.
    pub fn finish(self) -> Result<()> {
        for id in &self.touched {
            self.w.refresh_person_stats(PersonId(*id))?;
        }
        Ok(())
    }

    /// Finds or makes the person; `None` when there is nothing to know them by, or when they asked to be forgotten.
    pub fn customer(&mut self, c: &CustomerRecord) -> Result<Option<PersonId>> {
        let email = c.email.as_deref().map(normal_email).filter(|e| !e.is_empty());
        if c.external_id.is_none() && email.is_none() {
            return Ok(None);
        }
        if let Some(e) = &email
            && self.w.is_suppressed(e)?
        {
            return Ok(None);
        }
        if let Some(number) = &c.external_id
            && self.w.is_suppressed(&number_mark(self.source, number))?
        {
            return Ok(None);
        }
        let by_id = match &c.external_id {
            Some(id) => self.w.person_by_key("customer", self.source.0, id)?,
            None => None,
        };
        let by_email = match (&by_id, &email) {
            (None, Some(e)) => self.w.person_by_key("email", 0, e)?,
            _ => None,
        };
        let id = match by_id.or(by_email) {
            Some(id) => id,
            None => PersonId(
                u32::try_from(
                    self.w.insert("INSERT INTO person (created_at) VALUES (?1)", &[c.created_at.unwrap_or(Timestamp(0)).into()])?,
                )
                .map_err(|e| crate::types::Error::internal("There are more people than fit into one shop.").caused_by(e))?,
            ),
        };
        if let Some(ext) = &c.external_id {
            self.w.add_person_key("customer", self.source.0, ext, id)?;
        }
        if let Some(e) = &email {
            self.w.add_person_key("email", 0, e, id)?;
        }
        self.w.fill_person(id, c, c.external_id.is_some())?;
        for tag in &c.tags {
            self.w.execute("INSERT OR IGNORE INTO person_tag (person_id, tag) VALUES (?1, ?2)", &[id.into(), tag.into()])?;
        }
        for (name, value) in &c.fields {
            self.w.execute(
                "INSERT INTO person_field (person_id, name, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT (person_id, name) DO UPDATE SET value = excluded.value",
                &[id.into(), name.into(), value.into()],
            )?;
        }
        for consent in &c.consent {
            self.w.add_consent(id, consent)?;
        }
        self.touched.insert(id.0);
        Ok(Some(id))
    }

    pub fn product(&mut self, p: &ProductRecord) -> Result<ProductId> {
        let id = self.w.upsert_product(self.source, p)?;
        self.products.insert(p.external_id.clone(), id);
        Ok(id)
    }

    pub fn order(&mut self, o: &OrderRecord) -> Result<OrderId> {
        let person = match &o.buyer {
            Some(b) => self.customer(&CustomerRecord { created_at: b.created_at.or(Some(o.placed_at)), ..b.clone() })?,
            None => None,
        };
        if let Some(before) = self
            .w
            .first(
                "SELECT person_id FROM orders WHERE source_id = ?1 AND external_id = ?2",
                &[self.source.into(), o.external_id.as_str().into()],
                |r| r.get::<Option<u32>>(0),
            )?
            .flatten()
        {
            self.touched.insert(before);
        }
        let total_shop = self.in_shop_currency(o.total, o.currency, o.placed_at)?;
        let coupons = if o.coupons.is_empty() { Value::Null } else { o.coupons.join(",").into() };
        self.w.execute(
            "INSERT INTO orders (source_id, external_id, number, person_id, placed_at, status, counts, currency, total, total_shop,
                                 discount, shipping, tax, country, channel, coupons)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             ON CONFLICT (source_id, external_id) DO UPDATE SET number = excluded.number, person_id = excluded.person_id,
               placed_at = excluded.placed_at, status = excluded.status, counts = excluded.counts, currency = excluded.currency,
               total = excluded.total, total_shop = excluded.total_shop, discount = excluded.discount, shipping = excluded.shipping,
               tax = excluded.tax, country = excluded.country, channel = excluded.channel, coupons = excluded.coupons",
            &[
                self.source.into(),
                o.external_id.as_str().into(),
                o.number.as_str().into(),
                person.into(),
                o.placed_at.into(),
                o.status.as_str().into(),
                o.status.counts().into(),
                o.currency.into(),
                o.total.into(),
                total_shop.into(),
                o.discount.into(),
                o.shipping.into(),
                o.tax.into(),
                o.country.clone().into(),
                o.channel.clone().into(),
                coupons,
            ],
        )?;
        let id = self.id_of("orders", &o.external_id)?;
        self.lines("order_line", "order_id", id, &o.lines)?;
        Ok(OrderId(id))
    }

    fn refund(&mut self, r: &RefundRecord) -> Result<()> {
        let order = match &r.order_external_id {
            Some(ext) => self.w.first(
                "SELECT id, person_id FROM orders WHERE source_id = ?1 AND external_id = ?2",
                &[self.source.into(), ext.into()],
                |row| Ok((row.get::<i64>(0)?, row.get::<Option<u32>>(1)?)),
            )?,
            None => None,
        };
        let person = match (order, &r.buyer) {
            (Some((_, Some(p))), _) => Some(PersonId(p)),
            (_, Some(b)) => self.customer(&CustomerRecord { created_at: b.created_at.or(Some(r.at)), ..b.clone() })?,
            _ => None,
        };
        let amount_shop = self.in_shop_currency(r.amount, r.currency, r.at)?;
        self.w.execute(
            "INSERT INTO refund (source_id, external_id, order_id, person_id, at, currency, amount, amount_shop, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (source_id, external_id) DO UPDATE SET order_id = excluded.order_id, person_id = excluded.person_id,
               at = excluded.at, currency = excluded.currency, amount = excluded.amount, amount_shop = excluded.amount_shop,
               reason = excluded.reason",
            &[
                self.source.into(),
                r.external_id.as_str().into(),
                order.map(|(id, _)| id).into(),
                person.into(),
                r.at.into(),
                r.currency.into(),
                r.amount.into(),
                amount_shop.into(),
                r.reason.clone().into(),
            ],
        )?;
        if let Some(p) = person {
            self.touched.insert(p.0);
        }
        let id = self.id_of("refund", &r.external_id)?;
        self.lines("refund_line", "refund_id", id, &r.lines)
    }

    fn cart(&mut self, c: &CartRecord) -> Result<()> {
        let buyer = CustomerRecord { created_at: c.buyer.created_at.or(Some(c.at)), ..c.buyer.clone() };
        let Some(person) = self.customer(&buyer)? else { return Ok(()) };
        let order = match &c.order_external_id {
            Some(ext) => Some(self.id_of("orders", ext)?).filter(|id| *id > 0),
            None => None,
        };
        let total_shop = self.in_shop_currency(c.total, c.currency, c.at)?;
        self.w.execute(
            "INSERT INTO cart (source_id, external_id, person_id, at, currency, total, total_shop, order_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (source_id, external_id) DO UPDATE SET person_id = excluded.person_id, at = excluded.at,
               currency = excluded.currency, total = excluded.total, total_shop = excluded.total_shop, order_id = excluded.order_id",
            &[
                self.source.into(),
                c.external_id.as_str().into(),
                person.into(),
                c.at.into(),
                c.currency.into(),
                c.total.into(),
                total_shop.into(),
                order.into(),
            ],
        )?;
        let id = self.id_of("cart", &c.external_id)?;
        self.lines("cart_line", "cart_id", id, &c.lines)
    }

    fn email_event(&mut self, e: &EmailEventRecord) -> Result<()> {
        let person = CustomerRecord { created_at: e.person.created_at.or(Some(e.at)), ..e.person.clone() };
        let Some(person) = self.customer(&person)? else { return Ok(()) };
        self.w.execute(
            "INSERT INTO email_event (source_id, external_id, person_id, kind, at, campaign, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (source_id, external_id) DO NOTHING",
            &[
                self.source.into(),
                e.external_id.as_str().into(),
                person.into(),
                e.kind.code().into(),
                e.at.into(),
                e.campaign.clone().into(),
                e.link.clone().into(),
            ],
        )?;
        Ok(())
    }

    /// Gone at the source: kept as cancelled, so that its history can still be read, but no figure counts it.
    fn order_gone(&mut self, external_id: &str) -> Result<()> {
        let key = [self.source.into(), external_id.into(), OrderStatus::Cancelled.as_str().into()];
        self.w.execute("UPDATE orders SET status = ?3, counts = 0 WHERE source_id = ?1 AND external_id = ?2", &key)?;
        let person = self
            .w
            .first("SELECT person_id FROM orders WHERE source_id = ?1 AND external_id = ?2", &key[..2], |r| r.get::<Option<u32>>(0))?;
        if let Some(Some(p)) = person {
            self.touched.insert(p);
        }
        Ok(())
    }

    /// Replaces a parent's lines by these; what is the same is not written again.
    fn lines(&mut self, table: &str, parent: &str, id: i64, lines: &[LineRecord]) -> Result<()> {
        for line in lines {
            let product = match &line.product {
                Some(ext) => Some(self.product_ref(ext, line.title.as_deref())?),
                None => None,
            };
            self.w.execute(
                &format!(
                    "INSERT INTO {table} ({parent}, line_no, product_id, quantity, total) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT ({parent}, line_no) DO UPDATE SET product_id = excluded.product_id, quantity = excluded.quantity,
                       total = excluded.total"
                ),
                &[id.into(), line.line_no.into(), product.into(), line.quantity.into(), line.total.into()],
            )?;
        }
        let last = lines.iter().map(|l| l.line_no).max().unwrap_or(0);
        self.w.execute(&format!("DELETE FROM {table} WHERE {parent} = ?1 AND line_no > ?2"), &[id.into(), last.into()])?;
        Ok(())
    }

    /// The product a line names, made from the line alone when the catalogue does not have it (yet).
    pub fn product_ref(&mut self, external_id: &str, title: Option<&str>) -> Result<ProductId> {
        if let Some(id) = self.products.get(external_id) {
            return Ok(*id);
        }
        let id = self.w.product_or_stub(self.source, external_id, title)?;
        self.products.insert(external_id.to_owned(), id);
        Ok(id)
    }

    fn id_of(&self, table: &str, external_id: &str) -> Result<i64> {
        self.w
            .number(&format!("SELECT id FROM {table} WHERE source_id = ?1 AND external_id = ?2"), &[self.source.into(), external_id.into()])
    }

    /// In the shop's currency at the day's rate (the latest known on or before it); `None` when no rate is known.
    pub fn in_shop_currency(&self, minor: i64, currency: Currency, at: Timestamp) -> Result<Option<i64>> {
        if currency == self.shop_currency {
            return Ok(Some(minor));
        }
        self.w.converted(minor, currency, self.shop_currency, self.zone.day_of(at))
    }
}

/// Addresses are compared without case and surrounding blanks.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}
