//! Everybody's standing for marketing by email, address by address: what the consent door asks about our side.
//!
//! Two records with one address count as one: the stricter statement holds for both. It decides nothing itself;
//! `consent::may_market` does. Read it again whenever the ledger may have grown (`store.revision(Area::Data)`).

use std::collections::HashMap;

use super::consent::{Asked, TheirStatus, stricter};
use crate::store::consent::{EmailStanding, Suppressions};
use crate::store::ingest::normal_email;
use crate::store::{Area, Store};
use crate::types::records::ConsentState;
use crate::types::{PersonId, Result, Timestamp};

pub struct Consents {
    /// In the order of ids.
    people: Vec<EmailStanding>,
    by_address: HashMap<String, Option<ConsentState>>,
    suppressed: Suppressions,
    revision: i64,
}

impl Consents {
    /// What holds at `at`.
    pub fn read(store: &Store, at: Timestamp) -> Result<Self> {
        // The revision first: what is written between the two reads is seen as news at the next look.
        let revision = store.revision(Area::Data)?;
        let (people, suppressed) = store.read(|r| Ok((r.email_standings(at)?, r.suppressions()?)))?;
        let mut by_address: HashMap<String, Option<ConsentState>> = HashMap::with_capacity(people.len());
        for p in &people {
            if let Some(address) = p.email.as_deref().map(normal_email).filter(|a| !a.is_empty()) {
                let state = by_address.entry(address).or_insert(p.state);
                *state = stricter(*state, p.state);
            }
        }
        Ok(Self { people, by_address, suppressed, revision })
    }

    /// Read again if something was written since.
    pub fn refresh(&mut self, store: &Store, at: Timestamp) -> Result<()> {
        if store.revision(Area::Data)? != self.revision {
            *self = Self::read(store, at)?;
        }
        Ok(())
    }

    /// The person's address as they write it.
    pub fn email(&self, person: PersonId) -> Option<&str> {
        self.find(person).and_then(|p| p.email.as_deref())
    }

    /// The question to put to the door. Somebody who does not exist (any more) has no address and no consent.
    pub fn asked(&self, person: PersonId, theirs: Option<TheirStatus>, taken: bool) -> Asked<'_> {
        let email = self.email(person);
        let address = email.map(normal_email);
        let ours = address.as_ref().and_then(|a| self.by_address.get(a)).copied().flatten();
        let suppressed = address.as_ref().is_some_and(|a| self.suppressed.contains(a));
        Asked { email, ours, theirs, suppressed, taken }
    }

    fn find(&self, person: PersonId) -> Option<&EmailStanding> {
        self.people.binary_search_by_key(&person, |p| p.person).ok().and_then(|i| self.people.get(i))
    }
}
