//! The append-only consent ledger, and the hashes of those who asked to be forgotten.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::ingest::normal_email;
use super::{Reader, Writer};
use crate::types::records::{ConsentRecord, ConsentState, EmailEventKind};
use crate::types::{PersonId, Result, SourceId, Timestamp};

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentRow {
    pub state: ConsentState,
    pub channel: String,
    pub at: Timestamp,
    pub source: String,
    pub method: String,
    pub wording: Option<String>,
}

/// Everybody's last word on marketing by email, for the door.
#[derive(Debug, Clone, PartialEq)]
pub struct EmailStanding {
    pub person: PersonId,
    pub email: Option<String>,
    /// `None`: nothing was ever said. A complaint or an unsubscription clicked in an email after the last yes counts.
    pub state: Option<ConsentState>,
}

/// The erased addresses, to be asked many times.
pub struct Suppressions {
    salt: Option<String>,
    hashes: HashSet<String>,
}

impl Suppressions {
    pub fn contains(&self, email: &str) -> bool {
        self.salt.as_deref().is_some_and(|salt| !self.hashes.is_empty() && self.hashes.contains(&suppression_hash(salt, email)))
    }
}

impl Reader<'_> {
    pub fn suppressions(&self) -> Result<Suppressions> {
        let hashes = self.rows("SELECT hash FROM suppression", &[], |r| r.get(0))?.into_iter().collect();
        Ok(Suppressions { salt: self.setting("suppression.salt")?, hashes })
    }

    /// All people in the order of their ids, with what holds at `at`.
    pub fn email_standings(&self, at: Timestamp) -> Result<Vec<EmailStanding>> {
        let (complained, left) = (EmailEventKind::Complained.code(), EmailEventKind::Unsubscribed.code());
        let mut out: Vec<(EmailStanding, i64)> = Vec::new();
        // One pass over the ledger, oldest first; on the same second the most restrictive comes last and so wins.
        self.each(
            "SELECT p.id, p.email, c.state, c.at FROM person p LEFT JOIN consent c ON c.person_id = p.id AND c.channel = 'email' AND c.at <= ?1
             ORDER BY p.id, c.at, CASE c.state WHEN 'cleaned' THEN 3 WHEN 'unsubscribed' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END",
            &[at.into()],
            |r| {
                let person = r.person(0)?;
                let state = ConsentState::parse(r.text(2)?);
                let said = r.get::<Option<i64>>(3)?.unwrap_or(i64::MIN);
                match out.last_mut() {
                    Some((last, when)) if last.person == person => (last.state, *when) = (state, said),
                    _ => out.push((EmailStanding { person, email: r.get(1)?, state }, said)),
                }
                Ok(())
            },
        )?;
        self.each(
            "SELECT person_id, max(at) FROM email_event WHERE kind IN (?2, ?3) AND at <= ?1 GROUP BY person_id",
            &[at.into(), complained.into(), left.into()],
            |r| {
                let (person, when) = (r.person(0)?, r.get::<i64>(1)?);
                if let Ok(i) = out.binary_search_by_key(&person, |(s, _)| s.person)
                    && let Some((standing, said)) = out.get_mut(i)
                    && when >= *said
                    && standing.state != Some(ConsentState::Cleaned)
                {
                    standing.state = Some(ConsentState::Unsubscribed);
                }
                Ok(())
            },
        )?;
        Ok(out.into_iter().map(|(standing, _)| standing).collect())
    }

    /// The whole ledger of one person, newest first.
    pub fn consent_ledger(&self, person: PersonId) -> Result<Vec<ConsentRow>> {
        self.rows(
            "SELECT state, channel, at, source, method, wording FROM consent WHERE person_id = ?1 ORDER BY at DESC, id DESC",
            &[person.into()],
            |r| {
                Ok(ConsentRow {
                    state: ConsentState::parse(r.text(0)?).unwrap_or(ConsentState::Unsubscribed),
                    channel: r.get(1)?,
                    at: r.at(2)?,
                    source: r.get(3)?,
                    method: r.get(4)?,
                    wording: r.get(5)?,
                })
            },
        )
    }

    /// The last word for each channel and since when, by channel. On the same second, the most restrictive wins.
    pub fn consent_now(&self, person: PersonId) -> Result<Vec<(String, ConsentState, Timestamp)>> {
        let mut out: Vec<(String, ConsentState, Timestamp)> = Vec::new();
        self.each(
            "SELECT channel, state, at FROM consent WHERE person_id = ?1
             ORDER BY channel, at DESC, CASE state WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END",
            &[person.into()],
            |r| {
                if out.last().is_none_or(|(channel, _, _)| channel != r.text(0).unwrap_or("")) {
                    out.push((r.get(0)?, ConsentState::parse(r.text(1)?).unwrap_or(ConsentState::Unsubscribed), r.at(2)?));
                }
                Ok(())
            },
        )?;
        Ok(out)
    }

    /// `email`: an address, or a `number_mark`.
    pub fn is_suppressed(&self, email: &str) -> Result<bool> {
        let Some(salt) = self.setting("suppression.salt")? else { return Ok(false) };
        Ok(self.number("SELECT count(*) FROM suppression WHERE hash = ?1", &[suppression_hash(&salt, email).into()])? > 0)
    }
}

impl Writer<'_> {
    pub fn add_consent(&self, person: PersonId, c: &ConsentRecord) -> Result<()> {
        self.execute(
            "INSERT OR IGNORE INTO consent (person_id, channel, state, at, source, method, wording) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                person.into(),
                c.channel.as_str().into(),
                c.state.as_str().into(),
                c.at.into(),
                c.source.as_str().into(),
                c.method.as_str().into(),
                c.wording.clone().into(),
            ],
        )
        .map(|_| ())
    }

    /// Remembers, by a salted hash only, that this address (or `number_mark`) must not come back. `salt` is used if none was chosen yet.
    pub fn suppress(&self, email: &str, reason: &str, now: Timestamp, fresh_salt: &str) -> Result<()> {
        let salt = match self.setting("suppression.salt")? {
            Some(s) => s,
            None => {
                self.set_setting("suppression.salt", fresh_salt)?;
                fresh_salt.to_owned()
            }
        };
        self.execute(
            "INSERT OR IGNORE INTO suppression (hash, reason, at) VALUES (?1, ?2, ?3)",
            &[suppression_hash(&salt, email).into(), reason.into(), now.into()],
        )
        .map(|_| ())
    }
}

/// What a customer number is remembered by, in place of an address.
pub fn number_mark(source: SourceId, number: &str) -> String {
    format!("customer {source} {number}")
}

fn suppression_hash(salt: &str, email: &str) -> String {
    let digest = Sha256::digest(format!("{salt}\n{}", normal_email(email)));
    digest.iter().map(|b| format!("{b:02x}")).collect()
}
