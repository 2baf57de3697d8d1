//! Records land here: upserts that make reading the same thing twice the same as reading it once.
//!
//! `Ingest` works inside one transaction (a page) and remembers which persons it touched, so that `finish` brings
//! their rollups up to date before the page is committed. Identity here is mechanical (a source's customer id, else
//! the email address); judging and merging is the business of `people`. Orders, refunds
//! and carts are in `ingest_orders.rs`, what is gone at the source in `ingest_gone.rs`, what people do beside buying in `ingest_activity.rs`.

use std::collections::BTreeSet;

use super::Writer;
use super::bulk::Memory;
use super::change::Touched;
use super::consent::number_mark;
use crate::types::records::{CustomerRecord, EmailEventRecord, Kind, ProductRecord, Record, Sweep};
use crate::types::{Currency, Money, PersonId, ProductId, Result, ShopZone, SourceId, Timestamp};

pub struct Ingest<'w, 'a> {
    pub(super) w: &'w Writer<'a>,
    pub(super) source: SourceId,
    pub(super) shop_currency: Currency,
    zone: ShopZone,
    /// Whether anybody asked to be forgotten: nearly always nobody did.
    suppresses: bool,
    pub(super) touched: BTreeSet<u32>,
    /// The kinds of rows that were read or written.
    pub(super) areas: Touched,
    pub(super) memory: Memory,
    /// Whether a list of people holds addresses of nobody: with somebody new, they may be theirs.
    lists_wait: bool,
    /// Whether anything of this source is suspected to be gone; what comes in is cleared of it.
    pub(super) suspects: bool,
    /// Somebody is gone from the file: then whoever keeps anything of people reads them all again.
    pub(super) lost_people: bool,
    pub(super) warnings: Vec<String>,
}

/// What a page leaves behind for the next one.
pub struct Finished {
    pub memory: Memory,
    /// The ids of the persons whose data was read or written.
    pub touched: BTreeSet<u32>,
    /// What a person should be told: a list at the source that cannot be believed.
    pub warnings: Vec<String>,
}

/// `rate_origin` of an amount that the platform itself gave in the shop's currency.
pub const BY_SOURCE: &str = "source";

impl<'w, 'a> Ingest<'w, 'a> {
    pub fn new(w: &'w Writer<'a>, source: SourceId) -> Result<Self> {
        Self::going_on(w, source, Memory::default())
    }

    /// With what the page before found out: `Finished::memory` of the same source, committed.
    pub fn going_on(w: &'w Writer<'a>, source: SourceId, memory: Memory) -> Result<Self> {
        let shop = w.shop()?;
        let revision = w.number("SELECT value FROM revision WHERE area = 'data'", &[])?;
        let memory = if memory.revision == revision { memory } else { Memory::default() };
        let suppresses = w.number("SELECT EXISTS (SELECT 1 FROM suppression)", &[])? > 0;
        let lists_wait = w.lists_wait()?;
        Ok(Self {
            w,
            source,
            shop_currency: shop.currency,
            zone: shop.zone,
            suppresses,
            touched: BTreeSet::new(),
            areas: Touched::default(),
            memory,
            lists_wait,
            suspects: w.number("SELECT EXISTS (SELECT 1 FROM suspect WHERE source_id = ?1)", &[source.into()])? > 0,
            lost_people: false,
            warnings: Vec::new(),
        })
    }

    pub fn record(&mut self, record: &Record) -> Result<()> {
        self.areas = self.areas.and(Touched::PEOPLE).and(Touched::CONSENT).and(match record {
            Record::Customer(_) => Touched::PEOPLE,
            Record::Product(_) => Touched::PRODUCTS,
            Record::Order(_) => Touched::ORDERS,
            Record::Refund(_) => Touched::REFUNDS,
            Record::Cart(_) => Touched::CARTS,
            Record::EmailEvent(_) => Touched::EMAILS,
            Record::View(_) => Touched::VIEWS,
            Record::Search(_) => Touched::SEARCHES,
            Record::Review(_) => Touched::REVIEWS,
            Record::Event(_) => Touched::EVENTS,
            Record::Gone { what: Kind::Product, .. } => Touched::PRODUCTS,
            Record::Gone { what: Kind::Cart, .. } => Touched::CARTS,
            Record::Gone { what: Kind::Review, .. } => Touched::REVIEWS,
            Record::Gone { .. } => Touched::ORDERS.and(Touched::REFUNDS),
            Record::RefundsOf { .. } => Touched::REFUNDS,
            Record::Sweep(Sweep::End(_)) => Touched::ALL,
            Record::Sweep(_) => Touched::default(),
        });
        match record {
            Record::Customer(c) => self.account(c),
            Record::Product(p) => self.product(p).map(|_| ()),
            Record::Order(o) => self.order(o).map(|_| ()),
            Record::Refund(r) => self.refund(r),
            Record::Cart(c) => self.cart(c),
            Record::EmailEvent(e) => self.email_event(e),
            Record::View(v) => self.view(v),
            Record::Search(s) => self.search(s),
            Record::Review(r) => self.review(r),
            Record::Event(e) => self.event(e),
            Record::Gone { what, external_id } => self.gone(*what, external_id),
            Record::RefundsOf { order, refunds } => self.refunds_of(order, refunds),
            Record::Sweep(step) => self.sweep(step),
        }
    }

    /// Brings the rollups of everybody touched up to date. Call it before the transaction ends.
    pub fn finish(self) -> Result<()> {
        self.end().map(|_| ())
    }

    /// As `finish`, and hands on what the next page can use. The page's write must be of `Area::Data`.
    pub fn end(self) -> Result<Finished> {
        for id in &self.touched {
            self.w.refresh_person_stats(PersonId(*id))?;
        }
        if !self.lost_people {
            self.w.note(self.areas, self.touched.iter().copied());
        }
        let mut memory = self.memory;
        memory.revision = self.w.number("SELECT value FROM revision WHERE area = 'data'", &[])? + 1;
        Ok(Finished { memory, touched: self.touched, warnings: self.warnings })
    }

    /// The person that a record is about, if they are stored; writes nothing.
    pub fn find(&self, c: &CustomerRecord) -> Result<Option<PersonId>> {
        if let Some(id) = &c.external_id
            && let Some(person) = self.w.person_by_key("customer", self.source.0, id)?
        {
            return Ok(Some(person));
        }
        match c.email.as_deref().map(normal_email) {
            Some(e) => self.w.person_by_key("email", 0, &e),
            None => Ok(None),
        }
    }

    /// What a source says of a customer on its own account: from now on an order's form only fills what is unset.
    fn account(&mut self, c: &CustomerRecord) -> Result<()> {
        if let (Some(person), Some(ext)) = (self.customer(c)?, &c.external_id) {
            self.w.add_person_key("account", self.source.0, ext, person)?;
            self.is_there(Kind::Customer, ext)?;
        }
        Ok(())
    }

    /// Finds or makes the person; `None` when there is nothing to know them by, or when they asked to be forgotten.
    pub fn customer(&mut self, c: &CustomerRecord) -> Result<Option<PersonId>> {
        self.person(c, None)
    }

    /// `typed_at`: the moment of an order whose form the record was typed into. An account's own data wins over it, and
    /// so does a newer order's: then it only fills what is unset, whatever the order in which orders arrive.
    pub(super) fn person(&mut self, c: &CustomerRecord, typed_at: Option<Timestamp>) -> Result<Option<PersonId>> {
        let email = c.email.as_deref().map(normal_email).filter(|e| !e.is_empty());
        if c.external_id.is_none() && email.is_none() {
            return Ok(None);
        }
        if let Some(id) = self.memory.person(c) {
            self.touched.insert(id.0);
            return Ok(Some(id));
        }
        if let Some(e) = &email
            && self.suppresses
            && self.w.is_suppressed(e)?
        {
            return Ok(None);
        }
        if let Some(number) = &c.external_id
            && self.suppresses
            && self.w.is_suppressed(&number_mark(self.source, number))?
        {
            return Ok(None);
        }
        let id = match self.find(c)? {
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
        if let Some(e) = &email
            && self.w.add_person_key("email", 0, e, id)?
            && self.lists_wait
        {
            self.w.join_waiting_lists(e, id)?;
        }
        let registered = c.external_id.is_some();
        match typed_at {
            Some(at) if self.w.knows_better(id, at)? => self.w.fill_person_blanks(id, c, registered)?,
            _ => {
                self.w.fill_person(id, c, registered)?;
                self.memory.keep_person(c, id);
            }
        }
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
        self.is_there(Kind::Product, &p.external_id)?;
        self.memory.keep_product(&p.external_id, id, p.title.is_some());
        self.memory.forget_seen();
        Ok(id)
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

    /// The product a line names, made from the line alone when the catalogue does not have it (yet).
    pub fn product_ref(&mut self, external_id: &str, title: Option<&str>) -> Result<ProductId> {
        let title = title.map(str::trim).filter(|t| !t.is_empty());
        if let Some(id) = self.memory.product(external_id, title.is_some()) {
            return Ok(id);
        }
        self.areas = self.areas.and(Touched::PRODUCTS);
        let id = self.w.product_or_stub(self.source, external_id, title)?;
        self.memory.keep_product(external_id, id, title.is_some());
        Ok(id)
    }

    /// In the shop's currency, and who says so: as the source itself reckons (`given`), else at the day's rate (the latest
    /// known on or before it). No amount when no rate is known, no origin when none was needed.
    pub(super) fn in_shop_currency(&self, own: Money, given: Option<Money>, at: Timestamp) -> Result<(Option<i64>, Option<String>)> {
        if own.currency == self.shop_currency {
            return Ok((Some(own.minor), None));
        }
        if let Some(given) = given.filter(|g| g.currency == self.shop_currency) {
            return Ok((Some(given.minor), Some(BY_SOURCE.to_owned())));
        }
        Ok(self.w.converted(own.minor, own.currency, self.shop_currency, self.zone.day_of(at))?.unzip())
    }
}

/// Addresses are compared without case and surrounding blanks.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}
