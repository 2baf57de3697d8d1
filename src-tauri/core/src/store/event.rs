//! What people did with emails sent to them.

use super::Reader;
use crate::types::records::EmailEventKind;
use crate::types::{PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct EmailEventRow {
    pub kind: EmailEventKind,
    pub at: Timestamp,
    pub campaign: Option<String>,
    pub link: Option<String>,
}

impl Reader<'_> {
    /// One person's email events, newest first.
    pub fn email_events_of(&self, person: PersonId) -> Result<Vec<EmailEventRow>> {
        self.rows(
            "SELECT kind, at, campaign, link FROM email_event WHERE person_id = ?1 ORDER BY at DESC, id DESC",
            &[person.into()],
            |r| {
                let kind = EmailEventKind::from_code(r.get(0)?)
                    .ok_or_else(|| crate::types::Error::internal("An email event of a kind that this version does not know."))?;
                Ok(EmailEventRow { kind, at: r.at(1)?, campaign: r.get(2)?, link: r.get(3)? })
            },
        )
    }
}
