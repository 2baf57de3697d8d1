//! What people do beside buying, landing in the store: views, searches, reviews and a shop's own events.
//!
//! Each is known by its source's id: read again it is the same row, and a changed one replaces what it was. Nothing of
//! somebody who asked to be forgotten is kept.

use std::collections::BTreeMap;

use super::change::Touched;
use super::ingest::Ingest;
use crate::types::records::{CustomerRecord, EventRecord, Kind, ProductRecord, ReviewRecord, SearchRecord, ViewRecord};
use crate::types::{Error, PersonId, ProductId, Result, Timestamp};

impl Ingest<'_, '_> {
    pub(super) fn view(&mut self, v: &ViewRecord) -> Result<()> {
        let Some(person) = self.doer(&v.person, v.at)? else { return Ok(()) };
        let product = self.seen(v.product.as_ref())?;
        self.w
            .execute(
                "INSERT INTO product_view (source_id, external_id, person_id, product_id, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (source_id, external_id) DO UPDATE SET person_id = excluded.person_id, product_id = excluded.product_id,
                   at = excluded.at",
                &[self.source.into(), v.external_id.as_str().into(), person.into(), product.into(), v.at.into()],
            )
            .map(|_| ())
    }

    pub(super) fn search(&mut self, s: &SearchRecord) -> Result<()> {
        let Some(person) = self.doer(&s.person, s.at)? else { return Ok(()) };
        self.w
            .execute(
                "INSERT INTO search (source_id, external_id, person_id, at, words) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (source_id, external_id) DO UPDATE SET person_id = excluded.person_id, at = excluded.at,
                   words = excluded.words",
                &[self.source.into(), s.external_id.as_str().into(), person.into(), s.at.into(), s.words.trim().into()],
            )
            .map(|_| ())
    }

    pub(super) fn review(&mut self, r: &ReviewRecord) -> Result<()> {
        let Some(person) = self.doer(&r.person, r.at)? else { return Ok(()) };
        let product = self.seen(r.product.as_ref())?;
        self.is_there(Kind::Review, &r.external_id)?;
        let rating = r.rating.filter(|n| (1..=5).contains(n)).map(i64::from);
        self.w
            .execute(
                "INSERT INTO review (source_id, external_id, person_id, product_id, at, rating, title, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (source_id, external_id) DO UPDATE SET person_id = excluded.person_id, product_id = excluded.product_id,
                   at = excluded.at, rating = excluded.rating, title = excluded.title, body = excluded.body",
                &[
                    self.source.into(),
                    r.external_id.as_str().into(),
                    person.into(),
                    product.into(),
                    r.at.into(),
                    rating.into(),
                    r.title.clone().into(),
                    r.body.clone().into(),
                ],
            )
            .map(|_| ())
    }

    pub(super) fn event(&mut self, e: &EventRecord) -> Result<()> {
        let Some(person) = self.doer(&e.person, e.at)? else { return Ok(()) };
        // In the order of the names, so that the same event is the same text.
        let properties: BTreeMap<&str, &str> =
            e.properties.iter().filter(|(_, v)| !v.is_empty()).map(|(name, v)| (name.as_str(), v.as_str())).collect();
        let properties = serde_json::to_string(&properties)
            .map_err(|cause| Error::internal("An event's properties could not be kept.").caused_by(cause))?;
        self.w
            .execute(
                "INSERT INTO event (source_id, external_id, person_id, name, at, properties) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (source_id, external_id) DO UPDATE SET person_id = excluded.person_id, name = excluded.name,
                   at = excluded.at, properties = excluded.properties",
                &[self.source.into(), e.external_id.as_str().into(), person.into(), e.name.trim().into(), e.at.into(), properties.into()],
            )
            .map(|_| ())
    }

    /// Who did it. What comes along of them is no better word than an order's form; whom the shop did not know before is
    /// known from then on.
    fn doer(&mut self, who: &CustomerRecord, at: Timestamp) -> Result<Option<PersonId>> {
        self.person(&CustomerRecord { created_at: who.created_at.or(Some(at)), ..who.clone() }, Some(at))
    }

    fn seen(&mut self, product: Option<&ProductRecord>) -> Result<Option<ProductId>> {
        let Some(p) = product else { return Ok(None) };
        if let Some(id) = self.memory.seen(&p.external_id) {
            return Ok(Some(id));
        }
        self.areas = self.areas.and(Touched::PRODUCTS);
        let id = self.w.product_seen(self.source, p)?;
        self.memory.keep_seen(&p.external_id, id);
        Ok(Some(id))
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Touched;
    use super::super::ingest::Ingest;
    use super::super::{Area, Store};
    use crate::types::records::*;
    use crate::types::{Currency, SourceId, Timestamp};

    fn shop(dir: &std::path::Path) -> (Store, [SourceId; 2]) {
        let store = Store::open(&dir.join("shop.db"), None).unwrap();
        let sources = store
            .write(Area::House, |w| {
                Ok([w.add_source("file", "Files", "{}", Timestamp(0))?, w.add_source("woocommerce", "Shop", "{}", Timestamp(0))?])
            })
            .unwrap();
        (store, sources)
    }

    fn ingest(store: &Store, source: SourceId, records: &[Record]) {
        store
            .write(Area::Data, |w| {
                let mut ingest = Ingest::new(w, source)?;
                records.iter().try_for_each(|r| ingest.record(r))?;
                ingest.finish()
            })
            .unwrap();
    }

    fn ada() -> CustomerRecord {
        CustomerRecord { email: Some("Ada@example.com".into()), ..CustomerRecord::default() }
    }

    fn mug() -> ProductRecord {
        ProductRecord {
            external_id: "mug-1".into(),
            title: Some("A mug".into()),
            price: Some(1200),
            currency: Some(Currency::EUR),
            categories: vec!["Kitchen".into()],
            ..ProductRecord::default()
        }
    }

    fn view(id: &str, product: Option<ProductRecord>) -> Record {
        Record::View(ViewRecord { external_id: id.into(), person: ada(), product, at: Timestamp(50) })
    }

    fn all() -> Vec<Record> {
        let event = EventRecord {
            external_id: "e".into(),
            person: ada(),
            name: " Store Visited ".into(),
            at: Timestamp(90),
            properties: vec![("city".into(), "Kiel".into()), ("by".into(), "tram".into()), ("note".into(), String::new())],
        };
        let review = ReviewRecord {
            external_id: "r".into(),
            person: ada(),
            product: Some(mug()),
            at: Timestamp(70),
            rating: Some(9),
            title: Some("Good".into()),
            body: None,
        };
        let search = SearchRecord { external_id: "s".into(), person: ada(), at: Timestamp(60), words: " red mug ".into() };
        vec![view("v", Some(mug())), Record::Search(search), Record::Review(review), Record::Event(event)]
    }

    /// What is known, without the file's own ids.
    fn told(store: &Store) -> Vec<String> {
        let sql = "SELECT 'person ' || lower(email) || ' ' || created_at FROM person
            UNION ALL SELECT 'view ' || external_id || ' ' || coalesce((SELECT title || ' ' || price FROM product WHERE id = product_id), '?') || ' ' || at FROM product_view
            UNION ALL SELECT 'search ' || words || ' ' || at FROM search
            UNION ALL SELECT 'review ' || coalesce(rating, '?') || ' ' || title || ' ' || at FROM review
            UNION ALL SELECT 'event ' || name || ' ' || properties || ' ' || at FROM event ORDER BY 1";
        store.read(|r| r.rows(sql, &[], |row| row.get(0))).unwrap()
    }

    #[test]
    fn read_twice_and_in_any_order_it_is_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let (store, [files, _]) = shop(dir.path());
        let mut records = all();
        ingest(&store, files, &records);
        let once = told(&store);
        assert_eq!(
            once,
            [
                r#"event Store Visited {"by":"tram","city":"Kiel"} 90"#,
                "person ada@example.com 50",
                "review ? Good 70",
                "search red mug 60",
                "view v A mug 1200 50"
            ]
        );
        ingest(&store, files, &records);
        assert_eq!(told(&store), once);

        let other = tempfile::tempdir().unwrap();
        let (backwards, [files, _]) = shop(other.path());
        records.reverse();
        ingest(&backwards, files, &records);
        assert_eq!(told(&backwards), once);
    }

    #[test]
    fn a_view_means_the_catalogues_product_whichever_came_first() {
        let catalogue = Record::Product(ProductRecord {
            external_id: "77".into(),
            sku: Some("mug-1".into()),
            title: Some("Mug, red".into()),
            price: Some(1300),
            currency: Some(Currency::EUR),
            ..ProductRecord::default()
        });
        for catalogue_first in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let (store, [files, platform]) = shop(dir.path());
            if catalogue_first {
                ingest(&store, platform, std::slice::from_ref(&catalogue));
            }
            ingest(&store, files, &[view("v", Some(mug()))]);
            let before = store.revision(Area::Data).unwrap();
            ingest(&store, platform, std::slice::from_ref(&catalogue));
            let changes = store.read(|r| r.changes_since(before)).unwrap().unwrap();
            let viewer = changes.iter().any(|c| c.areas.meets(Touched::VIEWS) && c.people.as_ref().is_none_or(|p| p.contains(1)));
            assert_eq!(viewer, !catalogue_first, "whose view moved to the product counts as touched");
            assert_eq!(told(&store), ["person ada@example.com 50", "view v Mug, red 1300 50"], "catalogue first: {catalogue_first}");
            assert_eq!(store.read(|r| r.number("SELECT count(*) FROM product", &[])).unwrap(), 1);
        }
    }

    #[test]
    fn a_product_that_a_source_sells_is_not_given_to_another() {
        let dir = tempfile::tempdir().unwrap();
        let (store, [files, platform]) = shop(dir.path());
        ingest(&store, files, &[view("v", Some(mug())), Record::Product(mug())]);
        ingest(&store, platform, &[Record::Product(ProductRecord { title: Some("Not it".into()), ..mug() })]);
        assert_eq!(told(&store)[1], "view v A mug 1200 50");
        assert_eq!(store.read(|r| r.number("SELECT count(*) FROM product", &[])).unwrap(), 2);
    }

    #[test]
    fn an_address_on_a_list_joins_it_when_somebody_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let (store, [files, _]) = shop(dir.path());
        store
            .write(Area::Data, |w| {
                w.execute("INSERT INTO people_list (id, name, file, created_at) VALUES (1, 'Fair', 'fair.txt', 0)", &[])?;
                w.execute(
                    "INSERT INTO people_list_rest VALUES (1, 2, 'ada@example.com', 'unknown'), (1, 3, 'bo@example.com', 'unknown')",
                    &[],
                )
            })
            .unwrap();
        ingest(&store, files, &[view("v", None)]);
        let n = |sql: &str| store.read(|r| r.number(sql, &[])).unwrap();
        assert_eq!((n("SELECT count(*) FROM people_list_member"), n("SELECT count(*) FROM people_list_rest")), (1, 1));
    }
}
