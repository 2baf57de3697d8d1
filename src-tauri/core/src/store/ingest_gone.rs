//! What is not there any more at the source: single things it says so of, and what a whole list of what is there leaves out.
//!
//! Nothing vanishes without a trace that a figure needs: an order is kept as cancelled, a product that somebody bought as
//! sold out. A person goes only when they were known by that account alone. A list that lacks a great part of what is
//! known is not believed: it is likelier that a key lost a permission than that a shop lost its customers.

use super::Value;
use super::change::Touched;
use super::ingest::Ingest;
use crate::types::records::{Kind, OrderStatus, Sweep};
use crate::types::{PersonId, Result, SourceId};

/// Up to so many may vanish at once without a question, …
const FEW: i64 = 20;
/// … or up to one in so many of what is known.
const ONE_IN: i64 = 5;

impl Ingest<'_, '_> {
    pub(super) fn gone(&mut self, what: Kind, external_id: &str) -> Result<()> {
        match what {
            Kind::Order => self.order_gone(external_id),
            Kind::Product => self.product_gone(external_id),
            Kind::Cart => self.cart_gone(external_id),
            Kind::Review => self.review_gone(external_id),
            Kind::Customer => self.customer_gone(external_id),
        }
    }

    /// Gone at the source: kept as cancelled, so that its history can still be read, but no figure counts it, nor what
    /// was given back of it. Should it come back, the source says so and names its refunds again.
    pub(super) fn order_gone(&mut self, external_id: &str) -> Result<()> {
        let key = [self.source.into(), external_id.into(), OrderStatus::Cancelled.as_str().into()];
        let id = self.w.first("SELECT id FROM orders WHERE source_id = ?1 AND external_id = ?2", &key[..2], |r| r.get::<i64>(0))?;
        id.map_or(Ok(()), |id| self.touch_refunds_of(id))?;
        self.w.execute("UPDATE orders SET status = ?3, counts = 0 WHERE source_id = ?1 AND external_id = ?2", &key)?;
        self.w
            .execute("DELETE FROM refund WHERE order_id = (SELECT id FROM orders WHERE source_id = ?1 AND external_id = ?2)", &key[..2])?;
        let person = self
            .w
            .first("SELECT person_id FROM orders WHERE source_id = ?1 AND external_id = ?2", &key[..2], |r| r.get::<Option<u32>>(0))?;
        self.touched.extend(person.flatten());
        Ok(())
    }

    /// What nobody bought, looked at or reviewed goes; else it stays as something that cannot be bought.
    fn product_gone(&mut self, external_id: &str) -> Result<()> {
        let key = [self.source.into(), external_id.into()];
        self.w.execute("UPDATE product SET in_stock = 0 WHERE source_id = ?1 AND external_id = ?2", &key)?;
        self.w
            .execute(
                "DELETE FROM product WHERE source_id = ?1 AND external_id = ?2
                   AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.product_id = product.id)
                   AND NOT EXISTS (SELECT 1 FROM refund_line l WHERE l.product_id = product.id)
                   AND NOT EXISTS (SELECT 1 FROM cart_line l WHERE l.product_id = product.id)
                   AND NOT EXISTS (SELECT 1 FROM product_view v WHERE v.product_id = product.id)
                   AND NOT EXISTS (SELECT 1 FROM review v WHERE v.product_id = product.id)",
                &key,
            )
            .map(|_| ())?;
        self.memory.forget_products();
        Ok(())
    }

    fn cart_gone(&mut self, external_id: &str) -> Result<()> {
        let key = [self.source.into(), external_id.into()];
        let person = self.w.first("SELECT person_id FROM cart WHERE source_id = ?1 AND external_id = ?2", &key, |r| r.get::<u32>(0))?;
        self.touched.extend(person);
        self.w.execute("DELETE FROM cart WHERE source_id = ?1 AND external_id = ?2", &key).map(|_| ())
    }

    fn review_gone(&mut self, external_id: &str) -> Result<()> {
        let key = [self.source.into(), external_id.into()];
        let person = self.w.first("SELECT person_id FROM review WHERE source_id = ?1 AND external_id = ?2", &key, |r| r.get::<u32>(0))?;
        let Some(person) = person else { return Ok(()) };
        self.w.execute("DELETE FROM review WHERE source_id = ?1 AND external_id = ?2", &key)?;
        self.memory.forget_people();
        self.goes_if_alone(PersonId(person))
    }

    /// The account goes; the person stays when anything else is known of them (an order, another source, an email event).
    fn customer_gone(&mut self, external_id: &str) -> Result<()> {
        let Some(person) = self.w.person_by_key("customer", self.source.0, external_id)? else { return Ok(()) };
        self.memory.forget_people();
        self.w.execute(
            "DELETE FROM person_key WHERE kind IN ('customer', 'account') AND scope = ?1 AND key = ?2",
            &[self.source.into(), external_id.into()],
        )?;
        self.goes_if_alone(person)
    }

    /// Unless anything else is known of them.
    fn goes_if_alone(&mut self, person: PersonId) -> Result<()> {
        let kind = self.w.source(self.source)?.map(|s| s.kind).unwrap_or_default();
        let id = [Value::from(person), kind.as_str().into()];
        let alone = self.w.number(
            "SELECT NOT EXISTS (SELECT 1 FROM person_key WHERE person_id = ?1 AND kind IN ('customer', 'account'))
               AND NOT EXISTS (SELECT 1 FROM orders WHERE person_id = ?1) AND NOT EXISTS (SELECT 1 FROM refund WHERE person_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM cart WHERE person_id = ?1) AND NOT EXISTS (SELECT 1 FROM email_event WHERE person_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM product_view WHERE person_id = ?1) AND NOT EXISTS (SELECT 1 FROM search WHERE person_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM review WHERE person_id = ?1) AND NOT EXISTS (SELECT 1 FROM event WHERE person_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM consent WHERE person_id = ?1 AND source <> ?2)",
            &id,
        )?;
        if alone > 0 {
            self.w.execute("DELETE FROM person WHERE id = ?1", &id[..1])?;
            self.touched.remove(&person.0);
            self.lost_people = true;
        } else {
            self.w.execute(
                "UPDATE person SET registered = EXISTS (SELECT 1 FROM person_key WHERE person_id = ?1 AND kind = 'customer') WHERE id = ?1",
                &id[..1],
            )?;
            self.touched.insert(person.0);
        }
        Ok(())
    }

    /// Refunds of an order that its source does not list any more.
    pub(super) fn refunds_of(&mut self, order: &str, refunds: &[String]) -> Result<()> {
        let key = [self.source.into(), order.into()];
        let known = self.w.rows(
            "SELECT r.id, r.external_id, r.person_id FROM refund r JOIN orders o ON o.id = r.order_id
             WHERE o.source_id = ?1 AND o.external_id = ?2 AND r.source_id = ?1",
            &key,
            |r| Ok((r.get::<i64>(0)?, r.get::<String>(1)?, r.get::<Option<u32>>(2)?)),
        )?;
        for (id, external_id, person) in known {
            if !refunds.contains(&external_id) {
                self.w.execute("DELETE FROM refund WHERE id = ?1", &[id.into()])?;
                self.touched.extend(person);
            }
        }
        Ok(())
    }

    pub(super) fn sweep(&mut self, step: &Sweep) -> Result<()> {
        match step {
            Sweep::Begin(kind) => {
                self.clear_suspects(*kind)?;
                self.suspects = true;
                let known = match kind {
                    Kind::Order => "SELECT external_id FROM orders WHERE source_id = ?1 AND status <> 'cancelled'",
                    Kind::Product => "SELECT external_id FROM product WHERE source_id = ?1 AND from_activity = 0 AND in_stock IS NOT 0",
                    Kind::Cart => "SELECT external_id FROM cart WHERE source_id = ?1",
                    Kind::Review => "SELECT external_id FROM review WHERE source_id = ?1",
                    Kind::Customer => "SELECT key FROM person_key WHERE kind = 'account' AND scope = ?1",
                };
                self.w
                    .execute(
                        &format!("INSERT INTO suspect (source_id, kind, external_id) SELECT ?1, ?2, x.* FROM ({known}) x"),
                        &[self.source.into(), kind.as_str().into()],
                    )
                    .map(|_| ())
            }
            Sweep::Seen(kind, ids) => ids.iter().try_for_each(|id| self.is_there(*kind, id)),
            Sweep::End(kind) => self.end_sweep(*kind),
        }
    }

    fn end_sweep(&mut self, kind: Kind) -> Result<()> {
        let n = self
            .w
            .number("SELECT count(*) FROM suspect WHERE source_id = ?1 AND kind = ?2", &[self.source.into(), kind.as_str().into()])?;
        let all = self.w.number(
            match kind {
                Kind::Order => "SELECT count(*) FROM orders WHERE source_id = ?1 AND status <> 'cancelled'",
                Kind::Product => "SELECT count(*) FROM product WHERE source_id = ?1 AND from_activity = 0 AND in_stock IS NOT 0",
                Kind::Cart => "SELECT count(*) FROM cart WHERE source_id = ?1",
                Kind::Review => "SELECT count(*) FROM review WHERE source_id = ?1",
                Kind::Customer => "SELECT count(*) FROM person_key WHERE kind = 'account' AND scope = ?1",
            },
            &[self.source.into()],
        )?;
        if n > FEW && n.saturating_mul(ONE_IN) > all {
            self.warnings.push(format!(
                "The source lists {n} of {all} {} no more. That is too many to believe, so nothing was removed: look whether the key may \
                 still see everything. If they are really gone, say so on the source's page.",
                plural(kind)
            ));
            return self.w.set_setting(&doubt(self.source, kind), &format!(r#"{{"missing":{n},"known":{all}}}"#));
        }
        self.believe(kind)
    }

    /// What is still suspected is gone indeed: its owner says so, or it is little enough to be believed.
    pub fn believe(&mut self, kind: Kind) -> Result<()> {
        self.areas = Touched::ALL;
        let left = self.w.rows(
            "SELECT external_id FROM suspect WHERE source_id = ?1 AND kind = ?2 ORDER BY external_id",
            &[self.source.into(), kind.as_str().into()],
            |r| r.get::<String>(0),
        )?;
        for external_id in &left {
            self.gone(kind, external_id)?;
        }
        self.clear_suspects(kind)
    }

    /// Something came in, so it is there.
    pub(super) fn is_there(&self, kind: Kind, external_id: &str) -> Result<()> {
        if !self.suspects {
            return Ok(());
        }
        self.w
            .execute(
                "DELETE FROM suspect WHERE source_id = ?1 AND kind = ?2 AND external_id = ?3",
                &[self.source.into(), kind.as_str().into(), external_id.into()],
            )
            .map(|_| ())
    }

    fn clear_suspects(&self, kind: Kind) -> Result<()> {
        self.w.clear_setting(&doubt(self.source, kind))?;
        self.w.execute("DELETE FROM suspect WHERE source_id = ?1 AND kind = ?2", &[self.source.into(), kind.as_str().into()]).map(|_| ())
    }
}

/// Where `Reader::doubts` finds it.
fn doubt(source: SourceId, kind: Kind) -> String {
    format!("sweep.doubt.{source}.{}", kind.as_str())
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "orders",
        Kind::Product => "products",
        Kind::Cart => "carts",
        Kind::Review => "reviews",
        Kind::Customer => "customers",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Store};
    use super::*;
    use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord, OrderRecord, ProductRecord, Record, RefundRecord};
    use crate::types::{Currency, Timestamp};

    struct Place {
        _dir: tempfile::TempDir,
        store: Store,
        source: SourceId,
    }

    fn place() -> Place {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let source = store.write(Area::House, |w| w.add_source("woocommerce", "Shop", "{}", Timestamp(1))).unwrap();
        Place { _dir: dir, store, source }
    }

    impl Place {
        fn take(&self, records: &[Record]) -> Vec<String> {
            self.store
                .write(Area::Data, |w| {
                    let mut ingest = Ingest::new(w, self.source)?;
                    records.iter().try_for_each(|r| ingest.record(r))?;
                    Ok(ingest.end()?.warnings)
                })
                .unwrap()
        }

        fn number(&self, sql: &str) -> i64 {
            self.store.read(|r| r.number(sql, &[])).unwrap()
        }

        fn sweep(&self, kind: Kind, listed: impl Iterator<Item = usize>) -> Vec<String> {
            let ids = listed.map(|n| n.to_string()).collect();
            self.take(&[Record::Sweep(Sweep::Begin(kind)), Record::Sweep(Sweep::Seen(kind, ids))]);
            self.take(&[Record::Sweep(Sweep::End(kind))])
        }
    }

    fn account(n: usize) -> CustomerRecord {
        CustomerRecord {
            external_id: Some(n.to_string()),
            email: Some(format!("{n}@example.com")),
            created_at: Some(Timestamp(10)),
            ..CustomerRecord::default()
        }
    }

    fn order(n: usize, buyer: usize) -> Record {
        Record::Order(OrderRecord {
            external_id: n.to_string(),
            number: n.to_string(),
            buyer: Some(account(buyer)),
            placed_at: Timestamp(100),
            status: OrderStatus::Paid,
            currency: Currency::EUR,
            total: 1000,
            discount: 0,
            shipping: 0,
            tax: 0,
            country: None,
            channel: None,
            coupons: Vec::new(),
            lines: Vec::new(),
            shop_total: None,
            landing: None,
            referrer: None,
        })
    }

    #[test]
    fn a_few_that_are_not_listed_are_gone_and_what_came_in_meanwhile_is_not() {
        let p = place();
        p.take(&(1..=50).map(|n| order(n, n)).collect::<Vec<_>>());
        p.take(&[
            Record::Sweep(Sweep::Begin(Kind::Order)),
            Record::Sweep(Sweep::Seen(Kind::Order, (3..=50).map(|n| n.to_string()).collect())),
        ]);
        // One was never listed, but has just come in: it is there.
        p.take(&[order(2, 2), order(51, 51)]);
        assert!(p.take(&[Record::Sweep(Sweep::End(Kind::Order))]).is_empty());
        assert_eq!(p.number("SELECT count(*) FROM orders WHERE counts = 1"), 50);
        assert_eq!(p.number("SELECT status = 'cancelled' AND counts = 0 FROM orders WHERE external_id = '1'"), 1);
        assert_eq!(
            p.number("SELECT s.orders FROM person_stats s JOIN person_key k ON k.person_id = s.person_id WHERE k.key = '1@example.com'"),
            0
        );
        assert_eq!(p.number("SELECT count(*) FROM suspect"), 0);
    }

    #[test]
    fn a_list_that_lacks_much_is_not_believed_until_somebody_says_so() {
        let p = place();
        p.take(&(1..=100).map(|n| order(n, n)).collect::<Vec<_>>());
        let warnings = p.sweep(Kind::Order, 1..=60);
        assert!(warnings.len() == 1 && warnings[0].contains("40 of 100 orders"), "{warnings:?}");
        assert_eq!(p.number("SELECT count(*) FROM orders WHERE counts = 1"), 100);
        let doubts = p.store.read(|r| r.doubts(p.source)).unwrap();
        assert_eq!(doubts, [super::super::source::Doubt { kind: "order".into(), missing: 40, known: 100 }]);
        p.store
            .write(Area::Data, |w| {
                let mut ingest = Ingest::new(w, p.source)?;
                ingest.believe(Kind::Order)?;
                ingest.finish()
            })
            .unwrap();
        assert_eq!(p.number("SELECT count(*) FROM orders WHERE counts = 1"), 60);
        assert!(p.store.read(|r| r.doubts(p.source)).unwrap().is_empty());
        p.sweep(Kind::Order, 1..=30);
        assert!(!p.store.read(|r| r.doubts(p.source)).unwrap().is_empty());
        assert!(p.sweep(Kind::Order, 1..=60).is_empty(), "the next whole list clears the doubt");
        assert!(p.store.read(|r| r.doubts(p.source)).unwrap().is_empty());
    }

    #[test]
    fn an_account_that_is_gone_takes_the_person_only_when_nothing_else_is_known_of_them() {
        let p = place();
        let said = ConsentRecord {
            channel: Channel::Email,
            state: ConsentState::Subscribed,
            at: Timestamp(20),
            source: "import".into(),
            method: "single_opt_in".into(),
            wording: None,
        };
        p.take(&[
            Record::Customer(account(1)),
            Record::Customer(account(2)),
            Record::Customer(CustomerRecord { consent: vec![said], ..account(3) }),
            order(7, 2),
        ]);
        let before = p.store.revision(Area::Data).unwrap();
        p.take(&(1..=3).map(|n| Record::Gone { what: Kind::Customer, external_id: n.to_string() }).collect::<Vec<_>>());
        assert_eq!(p.number("SELECT count(*) FROM person"), 2);
        assert_eq!(p.number("SELECT count(*) FROM person WHERE registered = 1"), 0);
        let changes = p.store.read(|r| r.changes_since(before)).unwrap().unwrap();
        assert!(changes.iter().any(|c| c.people.is_none()), "whoever keeps anything of people reads them all again");
        // The same account again is the same person by the address.
        p.take(&[Record::Customer(account(2))]);
        assert_eq!(p.number("SELECT count(*) FROM person"), 2);
    }

    #[test]
    fn a_product_that_was_bought_stays_as_sold_out_and_another_goes() {
        let p = place();
        let product = |n: &str| {
            Record::Product(ProductRecord {
                external_id: n.into(),
                title: Some(n.into()),
                in_stock: Some(true),
                ..ProductRecord::default()
            })
        };
        let Record::Order(mut bought) = order(1, 1) else { unreachable!() };
        bought.lines =
            vec![crate::types::records::LineRecord { line_no: 1, product: Some("mug".into()), title: None, quantity: 1, total: 1000 }];
        p.take(&[product("mug"), product("tea"), product("jam"), Record::Order(bought)]);
        p.sweep(Kind::Product, std::iter::empty());
        assert_eq!(p.number("SELECT count(*) FROM product"), 1);
        assert_eq!(p.number("SELECT in_stock FROM product WHERE external_id = 'mug'"), 0);
    }

    #[test]
    fn a_refund_that_its_order_does_not_list_any_more_is_gone() {
        let p = place();
        let refund = |n: &str| {
            Record::Refund(RefundRecord {
                external_id: n.into(),
                order_external_id: Some("1".into()),
                buyer: None,
                at: Timestamp(200),
                currency: Currency::EUR,
                amount: 300,
                shop_amount: None,
                reason: None,
                lines: Vec::new(),
            })
        };
        p.take(&[order(1, 1), refund("a"), refund("b")]);
        assert_eq!(p.number("SELECT refunded FROM person_stats"), 600);
        p.take(&[Record::RefundsOf { order: "1".into(), refunds: vec!["b".into()] }]);
        assert_eq!((p.number("SELECT refunded FROM person_stats"), p.number("SELECT count(*) FROM refund")), (300, 1));
    }
}
