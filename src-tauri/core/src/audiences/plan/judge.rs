//! The door's answer about one person as they stand here and there right now, and what to do if it is open.
//! The same at the dry run and at the sending. It reads the journal for whom the platform refused for good.

use std::collections::HashMap;

use super::Plan;
use crate::audiences::member::{Action, After, Member, shown};
use crate::people::consent::{Back, Cleared, Door, Known, New, Reason, TheirStatus, may_market, may_take_back};
use crate::people::consents::Consents;
use crate::store::Store;
use crate::store::ingest::normal_email;
use crate::types::{PersonId, Result};

pub(in crate::audiences) enum Verdict {
    Blocked(Blocked),
    Go(Action, Open),
}

/// Which way is open.
pub(in crate::audiences) enum Open {
    Newcomer(Cleared<New>),
    Member(Cleared<Known>),
    Back(Cleared<Back>),
    /// There is nothing to do.
    Idle,
}

pub(in crate::audiences) enum Blocked {
    ByTheDoor(Reason),
    /// The merge field that the audience demands and nobody knows.
    Required(String),
}

impl Blocked {
    /// As the journal keeps it.
    pub(in crate::audiences) fn code(&self) -> String {
        match self {
            Self::ByTheDoor(r) => r.as_str().to_owned(),
            Self::Required(tag) => format!("required:{tag}"),
        }
    }
}

/// The journal's word for why somebody is blocked, as a sentence; `there` is the platform's name.
pub fn sentence(code: &str, there: &str) -> String {
    match (Reason::parse(code), code.strip_prefix("required:")) {
        (Some(reason), _) => reason.sentence(there),
        (None, Some(tag)) => format!("The audience demands the field {tag}, and we do not know it."),
        (None, None) => "Left out.".to_owned(),
    }
}

/// What the judge knows of everybody.
pub(in crate::audiences) struct Judge<'a> {
    pub consents: &'a Consents,
    pub refused: &'a Refused,
    pub plan: &'a Plan,
}

impl Judge<'_> {
    /// `taken`: somebody else of the same group stands for this address already.
    pub(in crate::audiences) fn of(&self, person: PersonId, member: Option<&Member>, after: &After, taken: bool) -> Verdict {
        let email = self.consents.email(person).unwrap_or_default();
        let theirs = member.map(|m| m.status).or_else(|| self.refused.status(email));
        let asked = self.consents.asked(person, theirs, taken);
        if after.withdrawal.is_some() {
            return match (after.action(member), may_take_back(asked)) {
                // Who is not there (any more) has nothing of ours.
                (Action::Unchanged, _) => Verdict::Go(Action::Unchanged, Open::Idle),
                (_, Err(Reason::ArchivedThere)) if after.withdrawal.as_ref().is_some_and(|w| w.membership) => {
                    Verdict::Go(Action::Unchanged, Open::Idle)
                }
                (_, Err(reason)) => Verdict::Blocked(Blocked::ByTheDoor(reason)),
                (action, Ok(pass)) => Verdict::Go(action, Open::Back(pass)),
            };
        }
        let open = match may_market(asked) {
            Door::Closed(reason) => return Verdict::Blocked(Blocked::ByTheDoor(reason)),
            Door::Newcomer(pass) => Open::Newcomer(pass),
            Door::Member(pass) => Open::Member(pass),
        };
        let known =
            |tag: &String| after.fields.contains_key(tag) || member.and_then(|m| m.fields.get(tag)).is_some_and(|v| !shown(v).is_empty());
        let action = after.action(member);
        let sends_fields = matches!(action, Action::Add | Action::Update);
        match self.plan.required.iter().find(|tag| sends_fields && !known(tag)) {
            Some(tag) => Verdict::Blocked(Blocked::Required(tag.clone())),
            None => Verdict::Go(action, open),
        }
    }
}

/// Addresses that the platform refused for good at an earlier push; it does not show them when asked who is there.
pub(in crate::audiences) struct Refused(HashMap<String, TheirStatus>);

impl Refused {
    pub(in crate::audiences) fn read(store: &Store, target: &str, audience: &str) -> Result<Self> {
        let rows = store.read(|r| r.refused_before(target, audience))?;
        let status =
            |reason: &str| if reason == Reason::ForgottenThere.as_str() { TheirStatus::Forgotten } else { TheirStatus::Compliance };
        Ok(Self(rows.into_iter().map(|(email, reason)| (normal_email(&email), status(&reason))).collect()))
    }

    fn status(&self, email: &str) -> Option<TheirStatus> {
        self.0.get(&normal_email(email)).copied()
    }
}
