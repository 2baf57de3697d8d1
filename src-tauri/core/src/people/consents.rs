//! Everybody's standing for marketing by email, address by address: what the consent door asks about our side.
//!
//! Two records with one address count as one: the stricter statement holds for both. It decides nothing itself;
//! `consent::may_market` does. Read it again whenever the ledger may have grown (`store.revision(Area::Data)`).

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::consent::{Asked, Door, TheirStatus, may_market, stricter};
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

    pub fn everybody(&self) -> RoaringBitmap {
        self.people.iter().map(|p| p.person.0).collect()
    }

    /// Everybody whom the door lets through as far as our side knows.
    pub fn mailable(&self) -> RoaringBitmap {
        let open = |p: &&EmailStanding| !matches!(may_market(self.asked(p.person, None, false)), Door::Closed(_));
        self.people.iter().filter(open).map(|p| p.person.0).collect()
    }

    fn find(&self, person: PersonId) -> Option<&EmailStanding> {
        self.people.binary_search_by_key(&person, |p| p.person).ok().and_then(|i| self.people.get(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ingest::Ingest;
    use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord, EmailEventKind, EmailEventRecord, Record};

    const AT: Timestamp = Timestamp(1_790_000_000);

    fn said(source: &str, state: ConsentState, at: Timestamp) -> Record {
        let statement =
            ConsentRecord { channel: Channel::Email, state, at, source: source.to_owned(), method: "unknown".to_owned(), wording: None };
        let (email, consent) = (Some("Ana@example.com".to_owned()), vec![statement]);
        Record::Customer(CustomerRecord { external_id: Some(format!("{source}-1")), email, consent, ..CustomerRecord::default() })
    }

    /// A file in which two sources say these things of one person, in this order.
    fn file(records: &[(&str, Record)]) -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        for (kind, record) in records {
            store
                .write(Area::Data, |w| {
                    let source = match w.sources()?.into_iter().find(|s| s.kind == *kind) {
                        Some(s) => s.id,
                        None => w.add_source(kind, kind, "{}", Timestamp(0))?,
                    };
                    let mut ingest = Ingest::new(w, source)?;
                    ingest.record(record)?;
                    ingest.finish()
                })
                .unwrap();
        }
        (dir, store)
    }

    #[test]
    fn of_two_sources_that_speak_in_the_same_second_the_stricter_one_holds_everywhere() {
        use ConsentState::{Cleaned, Pending, Subscribed, Unsubscribed};
        // From the mildest to the strictest.
        let states = [Subscribed, Pending, Unsubscribed, Cleaned];
        for (i, one) in states.into_iter().enumerate() {
            for (j, other) in states.into_iter().enumerate() {
                let records = [("mailchimp", said("mailchimp", one, AT)), ("klaviyo", said("klaviyo", other, AT))];
                let (_dir, store) = file(&records);
                let strict = states[i.max(j)];
                let person = PersonId(1);
                store
                    .read(|r| {
                        assert_eq!(r.person_count()?, 1);
                        assert_eq!(r.consent_ledger(person)?.len(), 2, "both are kept");
                        assert_eq!(r.consent_now(person)?, [("email".to_owned(), strict, AT)], "{one:?} {other:?}: on the person's page");
                        assert_eq!(r.listed_row(person)?.and_then(|row| row.consent), Some(strict), "{one:?} {other:?}: in the list");
                        assert_eq!(r.email_standings(AT)?[0].state, Some(strict), "{one:?} {other:?}: for the door");
                        Ok(())
                    })
                    .unwrap();
                let consents = Consents::read(&store, AT).unwrap();
                let open = !matches!(may_market(consents.asked(person, None, false)), Door::Closed(_));
                assert_eq!(open, one == Subscribed && other == Subscribed, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_yes_and_an_unsubscription_in_a_mail_of_the_same_second_are_a_no() {
        let left = Record::EmailEvent(EmailEventRecord {
            external_id: "e".to_owned(),
            person: CustomerRecord { email: Some("ana@example.com".to_owned()), ..CustomerRecord::default() },
            kind: EmailEventKind::Unsubscribed,
            at: AT,
            campaign: None,
            link: None,
        });
        let yes = said("mailchimp", ConsentState::Subscribed, AT);
        for records in [[("mailchimp", yes.clone()), ("klaviyo", left.clone())], [("klaviyo", left), ("mailchimp", yes)]] {
            let (_dir, store) = file(&records);
            let consents = Consents::read(&store, AT).unwrap();
            assert!(matches!(may_market(consents.asked(PersonId(1), None, false)), Door::Closed(_)));
            let later = Consents::read(&store, AT.plus_secs(-1)).unwrap();
            assert_eq!(later.asked(PersonId(1), None, false).ours, None, "nothing was said yet a second before");
        }
    }
}
