//! Rollups (what each person spent and when) and exchange rates.

use rust_decimal::Decimal;

use super::{Reader, Row, Writer};
use crate::types::{Currency, Day, PersonId, Result};

/// One person's orders in one line; the rollup of `orders` and `refund`, amounts in the shop's minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonStats {
    pub person: PersonId,
    pub orders: i64,
    pub spent: i64,
    pub refunded: i64,
    /// UTC seconds of the first and last counted order.
    pub first_at: Option<i64>,
    pub last_at: Option<i64>,
}

/// Which refunds figures count, of `refund r`: those of an order that counts, or of none that is known. What a cancelled
/// order brought is in no figure, so what its buyer got back goes out of none: net revenue is what counted orders
/// brought, less their refunds.
pub const REFUND_COUNTS: &str = "(r.order_id IS NULL OR EXISTS (SELECT 1 FROM orders c WHERE c.id = r.order_id AND c.counts = 1))";

const SUMS: &str = "SELECT p.id,
    (SELECT count(*) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT coalesce(sum(o.total_shop), 0) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT coalesce(sum(r.amount_shop), 0) FROM refund r WHERE r.person_id = p.id AND {counts}),
    (SELECT min(o.placed_at) FROM orders o WHERE o.person_id = p.id AND o.counts = 1),
    (SELECT max(o.placed_at) FROM orders o WHERE o.person_id = p.id AND o.counts = 1)
  FROM person p";

impl Writer<'_> {
    pub fn refresh_person_stats(&self, id: PersonId) -> Result<()> {
        // One look at the orders' covering index; a person who is gone has none.
        self.execute(
            &format!("INSERT INTO person_stats (person_id, orders, spent, refunded, first_at, last_at)
             SELECT p.id, o.n, o.spent,
                    (SELECT coalesce(sum(r.amount_shop), 0) FROM refund r WHERE r.person_id = ?1 AND {REFUND_COUNTS}), o.first_at, o.last_at
             FROM person p, (SELECT count(*) AS n, coalesce(sum(total_shop), 0) AS spent, min(placed_at) AS first_at, max(placed_at) AS last_at
                             FROM orders WHERE person_id = ?1 AND counts = 1) o
             WHERE p.id = ?1
             ON CONFLICT (person_id) DO UPDATE SET orders = excluded.orders, spent = excluded.spent, refunded = excluded.refunded,
               first_at = excluded.first_at, last_at = excluded.last_at"),
            &[id.into()],
        )
        .map(|_| ())
    }

    /// All of them again, from orders and refunds alone.
    pub fn rebuild_person_stats(&self) -> Result<()> {
        self.execute("DELETE FROM person_stats", &[])?;
        let sums = SUMS.replace("{counts}", REFUND_COUNTS);
        self.execute(&format!("INSERT INTO person_stats (person_id, orders, spent, refunded, first_at, last_at) {sums}"), &[])?;
        Ok(())
    }

    /// `micro`: millionths of a shop-currency unit that one unit of `currency` was worth.
    pub fn set_rate(&self, currency: Currency, day: Day, micro: i64, origin: &str) -> Result<()> {
        self.execute(
            "INSERT OR REPLACE INTO rate (currency, day, micro, origin) VALUES (?1, ?2, ?3, ?4)",
            &[currency.into(), day.into(), micro.into(), origin.into()],
        )
        .map(|_| ())
    }
}

impl Reader<'_> {
    pub fn person_stats(&self, id: PersonId) -> Result<Option<PersonStats>> {
        self.first(
            "SELECT person_id, orders, spent, refunded, first_at, last_at FROM person_stats WHERE person_id = ?1",
            &[id.into()],
            stats_row,
        )
    }

    /// Every person's sums of orders placed before `end` (exclusive), for insights as of a past day. Ordered by id.
    pub fn stats_before(&self, end: crate::types::Timestamp) -> Result<Vec<PersonStats>> {
        self.rows(
            &format!(
                "SELECT p.id, count(o.id), coalesce(sum(o.total_shop), 0),
                    (SELECT coalesce(sum(r.amount_shop), 0) FROM refund r WHERE r.person_id = p.id AND r.at < ?1 AND {REFUND_COUNTS}),
                    min(o.placed_at), max(o.placed_at)
             FROM person p LEFT JOIN orders o ON o.person_id = p.id AND o.counts = 1 AND o.placed_at < ?1
             WHERE p.created_at < ?1
             GROUP BY p.id ORDER BY p.id"
            ),
            &[end.into()],
            stats_row,
        )
    }

    /// `minor` units of `from` in minor units of `to`, at the latest rate on or before `day`.
    pub fn converted(&self, minor: i64, from: Currency, to: Currency, day: Day) -> Result<Option<(i64, String)>> {
        let known = self.first(
            "SELECT micro, origin FROM rate WHERE currency = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1",
            &[from.into(), day.into()],
            |r| Ok((r.get::<i64>(0)?, r.get::<String>(1)?)),
        )?;
        known.map(|(m, origin)| Ok((to.to_minor(from.to_decimal(minor) * Decimal::new(m, 6))?, origin))).transpose()
    }
}

fn stats_row(r: &Row<'_>) -> Result<PersonStats> {
    Ok(PersonStats {
        person: r.person(0)?,
        orders: r.get(1)?,
        spent: r.get(2)?,
        refunded: r.get(3)?,
        first_at: r.get(4)?,
        last_at: r.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::ingest::Ingest;
    use super::super::{Area, Store};
    use crate::types::records::{CustomerRecord, OrderRecord, OrderStatus, Record, RefundRecord};
    use crate::types::{Currency, Timestamp};

    fn order(status: OrderStatus) -> Record {
        let buyer = CustomerRecord { email: Some("ada@example.com".into()), ..CustomerRecord::default() };
        Record::Order(OrderRecord {
            external_id: "o".into(),
            number: "1".into(),
            buyer: Some(buyer),
            placed_at: Timestamp(1_000),
            status,
            currency: Currency::EUR,
            total: 5_000,
            discount: 0,
            shipping: 0,
            tax: 0,
            country: None,
            channel: None,
            coupons: vec![],
            lines: vec![],
            shop_total: None,
            landing: None,
            referrer: None,
        })
    }

    fn refund(order: Option<&str>, amount: i64) -> Record {
        Record::Refund(RefundRecord {
            external_id: format!("r{amount}"),
            order_external_id: order.map(str::to_owned),
            buyer: Some(CustomerRecord { email: Some("ada@example.com".into()), ..CustomerRecord::default() }),
            at: Timestamp(2_000),
            currency: Currency::EUR,
            amount,
            shop_amount: None,
            reason: None,
            lines: vec![],
        })
    }

    /// Each figure that takes refunds off, on its own.
    fn figures(store: &Store) -> [i64; 5] {
        store
            .read(|r| {
                let person = r.number("SELECT min(id) FROM person", &[])?;
                let id = crate::types::PersonId(u32::try_from(person).unwrap());
                let end = Timestamp(9_000);
                Ok([
                    r.person_stats(id)?.map_or(0, |s| s.spent),
                    r.person_stats(id)?.map_or(0, |s| s.refunded),
                    r.stats_before(end)?.iter().map(|s| s.refunded).sum(),
                    r.givings_back(end)?.iter().map(|t| t.amount).sum(),
                    r.currency_sums(id)?.iter().map(|s| s.refunded).sum(),
                ])
            })
            .unwrap()
    }

    #[test]
    fn a_refund_counts_as_long_as_its_order_does() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let source = store.write(Area::House, |w| w.add_source("woocommerce", "Shop", "{}", Timestamp(0))).unwrap();
        let say = |records: &[Record]| {
            store
                .write(Area::Data, |w| {
                    let mut ingest = Ingest::new(w, source)?;
                    records.iter().try_for_each(|r| ingest.record(r))?;
                    ingest.finish()
                })
                .unwrap();
        };
        say(&[order(OrderStatus::Paid), refund(Some("o"), 1_200), refund(None, 300)]);
        assert_eq!(figures(&store), [5_000, 1_500, 1_500, 1_500, 1_500]);
        say(&[order(OrderStatus::Cancelled)]);
        assert_eq!(figures(&store), [0, 300, 300, 300, 300], "one that names no order still counts");
        store.write(Area::Data, |w| w.rebuild_person_stats()).unwrap();
        assert_eq!(figures(&store), [0, 300, 300, 300, 300]);
        say(&[order(OrderStatus::Refunded)]);
        assert_eq!(figures(&store), [5_000, 1_500, 1_500, 1_500, 1_500]);
    }
}
