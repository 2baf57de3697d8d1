//! Orders, refunds and carts landing in the store, with their lines.

use super::Value;
use super::bulk::{Lines, Share};
use super::change::Touched;
use super::ingest::Ingest;
use crate::types::records::{CartRecord, CustomerRecord, Kind, LineRecord, OrderRecord, RefundRecord};
use crate::types::{Money, OrderId, PersonId, Result, Timestamp};

impl Ingest<'_, '_> {
    pub fn order(&mut self, o: &OrderRecord) -> Result<OrderId> {
        let person = self.buyer(o.buyer.as_ref(), o.placed_at)?;
        let before = self.w.first(
            "SELECT id, person_id, counts FROM orders WHERE source_id = ?1 AND external_id = ?2",
            &[self.source.into(), o.external_id.as_str().into()],
            |r| Ok((r.get::<i64>(0)?, r.get::<Option<u32>>(1)?, r.get::<bool>(2)?)),
        )?;
        let (total_shop, rate_origin) = self.in_shop_currency(Money::new(o.total, o.currency), o.shop_total, o.placed_at)?;
        let coupons = if o.coupons.is_empty() { Value::Null } else { o.coupons.join(",").into() };
        let values = [
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
            rate_origin.into(),
            o.landing.clone().into(),
            o.referrer.clone().into(),
        ];
        let id = match before {
            None => self.w.insert(
                "INSERT INTO orders (source_id, external_id, number, person_id, placed_at, status, counts, currency, total, total_shop,
                                     discount, shipping, tax, country, channel, coupons, rate_origin, landing, referrer)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
                &values,
            )?,
            Some((id, buyer, counted)) => {
                self.touched.extend(buyer);
                if counted != o.status.counts() {
                    self.touch_refunds_of(id)?;
                }
                self.w.execute(
                    "UPDATE orders SET number = ?3, person_id = ?4, placed_at = ?5, status = ?6, counts = ?7, currency = ?8, total = ?9,
                            total_shop = ?10, discount = ?11, shipping = ?12, tax = ?13, country = ?14, channel = ?15, coupons = ?16,
                            rate_origin = ?17, landing = ?18, referrer = ?19
                     WHERE source_id = ?1 AND external_id = ?2
                       AND (number, person_id, placed_at, status, counts, currency, total, total_shop, discount, shipping, tax, country,
                            channel, coupons, rate_origin, landing, referrer)
                           IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
                    &values,
                )?;
                id
            }
        };
        self.is_there(Kind::Order, &o.external_id)?;
        let share = Share { total: o.total, total_shop, own: o.currency == self.shop_currency };
        self.lines(Lines::Order(share), id, &o.lines, before.is_none())?;
        Ok(OrderId(id))
    }

    /// Whether an order counts decides whether its refunds do: those who got them are touched with it.
    pub(super) fn touch_refunds_of(&mut self, order: i64) -> Result<()> {
        let people = self
            .w
            .rows("SELECT person_id FROM refund WHERE order_id = ?1 AND person_id IS NOT NULL", &[order.into()], |r| r.get::<u32>(0))?;
        if !people.is_empty() {
            self.areas = self.areas.and(Touched::REFUNDS);
            self.touched.extend(people);
        }
        Ok(())
    }

    pub(super) fn refund(&mut self, r: &RefundRecord) -> Result<()> {
        let order = match &r.order_external_id {
            Some(ext) => self.w.first(
                "SELECT id, person_id FROM orders WHERE source_id = ?1 AND external_id = ?2",
                &[self.source.into(), ext.into()],
                |row| Ok((row.get::<i64>(0)?, row.get::<Option<u32>>(1)?)),
            )?,
            None => None,
        };
        let person = match order {
            Some((_, Some(p))) => Some(PersonId(p)),
            _ => self.buyer(r.buyer.as_ref(), r.at)?,
        };
        let (amount_shop, rate_origin) = self.in_shop_currency(Money::new(r.amount, r.currency), r.shop_amount, r.at)?;
        let before = self.w.first(
            "SELECT id, person_id FROM refund WHERE source_id = ?1 AND external_id = ?2",
            &[self.source.into(), r.external_id.as_str().into()],
            |row| Ok((row.get::<i64>(0)?, row.get::<Option<u32>>(1)?)),
        )?;
        let values = [
            self.source.into(),
            r.external_id.as_str().into(),
            order.map(|(id, _)| id).into(),
            person.into(),
            r.at.into(),
            r.currency.into(),
            r.amount.into(),
            amount_shop.into(),
            // Free text may name somebody: kept only with the person it is about, who may ask to be forgotten.
            person.and(r.reason.clone()).into(),
            rate_origin.into(),
        ];
        let id = match before {
            None => self.w.insert(
                "INSERT INTO refund (source_id, external_id, order_id, person_id, at, currency, amount, amount_shop, reason, rate_origin)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                &values,
            )?,
            Some((id, who)) => {
                self.touched.extend(who);
                self.w.execute(
                    "UPDATE refund SET order_id = ?3, person_id = ?4, at = ?5, currency = ?6, amount = ?7, amount_shop = ?8, reason = ?9,
                            rate_origin = ?10
                     WHERE source_id = ?1 AND external_id = ?2
                       AND (order_id, person_id, at, currency, amount, amount_shop, reason, rate_origin)
                           IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    &values,
                )?;
                id
            }
        };
        self.touched.extend(person.map(|p| p.0));
        self.lines(Lines::Refund, id, &r.lines, before.is_none())
    }

    pub(super) fn cart(&mut self, c: &CartRecord) -> Result<()> {
        let buyer = CustomerRecord { created_at: c.buyer.created_at.or(Some(c.at)), ..c.buyer.clone() };
        let Some(person) = self.customer(&buyer)? else { return Ok(()) };
        let order = match &c.order_external_id {
            Some(ext) => Some(self.id_of("orders", ext)?).filter(|id| *id > 0),
            None => None,
        };
        let (total_shop, _) = self.in_shop_currency(Money::new(c.total, c.currency), None, c.at)?;
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
        self.is_there(Kind::Cart, &c.external_id)?;
        self.lines(Lines::Cart, id, &c.lines, false)
    }

    /// As typed into a form at this moment; whom the shop did not know before is known from then on.
    fn buyer(&mut self, buyer: Option<&CustomerRecord>, at: Timestamp) -> Result<Option<PersonId>> {
        match buyer {
            Some(b) => self.person(&CustomerRecord { created_at: b.created_at.or(Some(at)), ..b.clone() }, Some(at)),
            None => Ok(None),
        }
    }

    fn lines(&mut self, kind: Lines, parent: i64, lines: &[LineRecord], fresh: bool) -> Result<()> {
        let mut products = Vec::with_capacity(lines.len());
        for line in lines {
            products.push(match &line.product {
                Some(ext) => Some(self.product_ref(ext, line.title.as_deref())?),
                None => None,
            });
        }
        self.w.set_lines(kind, parent, lines, &products, fresh)
    }

    fn id_of(&self, table: &str, external_id: &str) -> Result<i64> {
        self.w
            .number(&format!("SELECT id FROM {table} WHERE source_id = ?1 AND external_id = ?2"), &[self.source.into(), external_id.into()])
    }
}
