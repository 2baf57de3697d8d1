//! After rates came in: what was bought in another currency is reckoned again in the shop's.
//!
//! What a platform itself gave in the shop's currency stays. An order of a currency without a rate keeps no value: it is
//! shown, not guessed.

use std::collections::BTreeSet;

use super::bulk::Share;
use super::change::Touched;
use super::ingest::BY_SOURCE;
use super::{Value, Writer};
use crate::types::{Currency, PersonId, Result, ShopZone, Timestamp};

/// How many rows have another value than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reckoned {
    pub orders: u64,
    pub refunds: u64,
    pub carts: u64,
}

/// A row whose value in the shop's currency is another one now.
struct Change {
    id: i64,
    person: Option<u32>,
    own: i64,
    shop: i64,
    origin: String,
}

impl Writer<'_> {
    /// Reckons every amount in another currency than the shop's again, at the rates that are known now, and brings the
    /// rollups of whoever is touched up to date. The write must be of `Area::Data`; it notes what it changed.
    pub fn reckon_again(&self, shop: Currency, zone: ShopZone) -> Result<Reckoned> {
        let mut people: BTreeSet<u32> = BTreeSet::new();
        let mut areas = Touched::default();
        let orders = self.revalued("orders", "placed_at", "total", "total_shop", "rate_origin", shop, zone)?;
        for c in &orders {
            self.execute(
                "UPDATE orders SET total_shop = ?2, rate_origin = ?3 WHERE id = ?1",
                &[c.id.into(), c.shop.into(), c.origin.as_str().into()],
            )?;
            let share = Share { total: c.own, total_shop: Some(c.shop), own: false };
            let lines = self.rows("SELECT line_no, total FROM order_line WHERE order_id = ?1", &[c.id.into()], |r| {
                Ok((r.get::<i64>(0)?, r.get::<i64>(1)?))
            })?;
            for (line, total) in lines {
                self.execute(
                    "UPDATE order_line SET total_shop = ?3 WHERE order_id = ?1 AND line_no = ?2",
                    &[c.id.into(), line.into(), share.of(total).into()],
                )?;
            }
            areas = areas.and(Touched::ORDERS);
            people.extend(c.person);
        }
        let refunds = self.revalued("refund", "at", "amount", "amount_shop", "rate_origin", shop, zone)?;
        for c in &refunds {
            self.execute(
                "UPDATE refund SET amount_shop = ?2, rate_origin = ?3 WHERE id = ?1",
                &[c.id.into(), c.shop.into(), c.origin.as_str().into()],
            )?;
            areas = areas.and(Touched::REFUNDS);
            people.extend(c.person);
        }
        // A cart's value has no origin of its own: it is never given by a platform.
        let carts = self.revalued("cart", "at", "total", "total_shop", "NULL", shop, zone)?;
        for c in &carts {
            self.execute("UPDATE cart SET total_shop = ?2 WHERE id = ?1", &[c.id.into(), c.shop.into()])?;
            areas = areas.and(Touched::CARTS);
            people.extend(c.person);
        }
        for id in &people {
            self.refresh_person_stats(PersonId(*id))?;
        }
        self.note(areas, people);
        Ok(Reckoned { orders: orders.len() as u64, refunds: refunds.len() as u64, carts: carts.len() as u64 })
    }

    #[expect(clippy::too_many_arguments, reason = "the names of one table's columns")]
    fn revalued(
        &self,
        table: &str,
        at: &str,
        own: &str,
        in_shop: &str,
        origin: &str,
        shop: Currency,
        zone: ShopZone,
    ) -> Result<Vec<Change>> {
        let sql = format!(
            "SELECT id, person_id, {at}, currency, {own}, {in_shop}, {origin} FROM {table} WHERE currency <> ?1 AND {origin} IS NOT ?2 ORDER BY id"
        );
        let params: [Value; 2] = [shop.into(), BY_SOURCE.into()];
        let mut out = Vec::new();
        self.each(&sql, &params, |r| {
            let (minor, before): (i64, Option<i64>) = (r.get(4)?, r.get(5)?);
            let said: Option<String> = r.get(6)?;
            let Ok(currency) = r.get::<String>(3)?.parse::<Currency>() else { return Ok(()) };
            let day = zone.day_of(Timestamp(r.get(2)?));
            if let Some((value, by)) = self.converted(minor, currency, shop, day)?
                && (before != Some(value) || (origin != "NULL" && said.as_deref() != Some(by.as_str())))
            {
                out.push(Change { id: r.get(0)?, person: r.get(1)?, own: minor, shop: value, origin: by });
            }
            Ok(())
        })?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::ingest::Ingest;
    use super::super::{Area, Store};
    use super::*;
    use crate::types::records::{CustomerRecord, LineRecord, OrderRecord, OrderStatus, Record, RefundRecord};

    fn order(id: &str, currency: Currency, total: i64, at: i64, given: Option<i64>) -> Record {
        let line = |line_no, total| LineRecord { line_no, product: Some(format!("P{line_no}")), title: None, quantity: 1, total };
        Record::Order(OrderRecord {
            external_id: id.into(),
            number: id.into(),
            buyer: Some(CustomerRecord { email: Some("ann@example.com".into()), ..CustomerRecord::default() }),
            placed_at: Timestamp(at),
            status: OrderStatus::Paid,
            currency,
            total,
            discount: 0,
            shipping: 0,
            tax: 0,
            country: None,
            channel: None,
            coupons: vec![],
            lines: vec![line(1, total / 4), line(2, total - total / 4)],
            shop_total: given.map(|minor| crate::types::Money::new(minor, Currency::EUR)),
            landing: None,
            referrer: None,
        })
    }

    #[test]
    fn what_had_no_value_gets_one_and_what_the_platform_said_stays() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let day = 86_400;
        store
            .write(Area::Data, |w| {
                let source = w.add_source("file", "Files", "{}", Timestamp(0))?;
                let mut ingest = Ingest::new(w, source)?;
                ingest.record(&order("own", Currency::EUR, 1000, 10 * day, None))?;
                ingest.record(&order("early", Currency::USD, 1000, day, None))?;
                ingest.record(&order("late", Currency::USD, 1000, 10 * day, None))?;
                ingest.record(&order("given", Currency::USD, 1000, 10 * day, Some(777)))?;
                ingest.record(&order("none", Currency::GBP, 1000, 10 * day, None))?;
                ingest.record(&Record::Refund(RefundRecord {
                    external_id: "r".into(),
                    order_external_id: Some("late".into()),
                    buyer: None,
                    at: Timestamp(11 * day),
                    currency: Currency::USD,
                    amount: 500,
                    shop_amount: None,
                    reason: None,
                    lines: vec![],
                }))?;
                ingest.finish()
            })
            .unwrap();
        let spent = || store.read(|r| r.person_stats(PersonId(1))).unwrap().map(|s| (s.spent, s.refunded));
        assert_eq!(spent(), Some((1777, 0)));
        let before = store.revision(Area::Data).unwrap();
        let reckon = |rates: &[(i64, i64)]| {
            store
                .write(Area::Data, |w| {
                    for (at, micro) in rates {
                        w.set_rate(Currency::USD, ShopZone::UTC.day_of(Timestamp(at * day)), *micro, "file")?;
                    }
                    w.reckon_again(Currency::EUR, ShopZone::UTC)
                })
                .unwrap()
        };
        // No rate reaches back to the first order.
        assert_eq!(reckon(&[(5, 900_000)]), Reckoned { orders: 1, refunds: 1, carts: 0 });
        assert_eq!(spent(), Some((2677, 450)));
        let lines = || {
            store
                .read(|r| r.rows("SELECT total_shop FROM order_line WHERE order_id = 3 ORDER BY line_no", &[], |r| r.get::<i64>(0)))
                .unwrap()
        };
        assert_eq!(lines(), [225, 675]);
        let changes = store.read(|r| r.changes_since(before)).unwrap().unwrap();
        assert_eq!(changes[0].areas, Touched::ORDERS.and(Touched::REFUNDS));
        assert_eq!(changes[0].people.as_ref().unwrap().iter().collect::<Vec<_>>(), [1]);
        // The same again changes nothing; a corrected rate does.
        assert_eq!(reckon(&[(5, 900_000)]), Reckoned::default());
        assert_eq!(reckon(&[(1, 800_000), (9, 910_000)]), Reckoned { orders: 2, refunds: 1, carts: 0 });
        assert_eq!(spent(), Some((1777 + 800 + 910, 455)));
        let said =
            store.read(|r| r.rows("SELECT coalesce(rate_origin, '-') FROM orders ORDER BY id", &[], |r| r.get::<String>(0))).unwrap();
        assert_eq!(said, ["-", "file", "file", "source", "-"]);
    }
}
