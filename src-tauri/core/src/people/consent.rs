//! THE consent door: the one function that decides whether somebody may be sent marketing.
//!
//! It is pure: what the person said here, what the other platform says, whether they were erased, and the address go
//! in; a pass or a reason comes out. The most restrictive answer wins. Whatever subscribes, updates or mails somebody
//! takes a `Cleared`, and only this file can make one, so that the door cannot be passed by. It reads no database and
//! no network; its callers must bring fresh answers. Start with `may_market`.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::records::ConsentState;

/// What the platform that we export to says of an address that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TheirStatus {
    Subscribed,
    Unsubscribed,
    Cleaned,
    Pending,
    Archived,
    /// Receives receipts and the like, never agreed to marketing.
    Transactional,
    /// Left or complained in a way that only they themselves can take back.
    Compliance,
    /// Deleted there for good; the platform refuses to take the address again.
    Forgotten,
    /// A word that this version does not know; treated as a no.
    Unknown,
}

/// Why somebody is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    NoAddress,
    InvalidAddress,
    Suppressed,
    ForgottenThere,
    ComplianceThere,
    UnsubscribedHere,
    UnsubscribedThere,
    CleanedHere,
    CleanedThere,
    NoConsent,
    PendingHere,
    PendingThere,
    ArchivedThere,
    TransactionalThere,
    UnknownThere,
    Duplicate,
}

impl Reason {
    pub const ALL: [Self; 16] = [
        Self::NoAddress,
        Self::InvalidAddress,
        Self::Suppressed,
        Self::ForgottenThere,
        Self::ComplianceThere,
        Self::UnsubscribedHere,
        Self::UnsubscribedThere,
        Self::CleanedHere,
        Self::CleanedThere,
        Self::NoConsent,
        Self::PendingHere,
        Self::PendingThere,
        Self::ArchivedThere,
        Self::TransactionalThere,
        Self::UnknownThere,
        Self::Duplicate,
    ];

    /// The name kept in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::InvalidAddress => "invalid_address",
            Self::Suppressed => "suppressed",
            Self::ForgottenThere => "forgotten_there",
            Self::ComplianceThere => "compliance_there",
            Self::UnsubscribedHere => "unsubscribed_here",
            Self::UnsubscribedThere => "unsubscribed_there",
            Self::CleanedHere => "cleaned_here",
            Self::CleanedThere => "cleaned_there",
            Self::NoConsent => "no_consent",
            Self::PendingHere => "pending_here",
            Self::PendingThere => "pending_there",
            Self::ArchivedThere => "archived_there",
            Self::TransactionalThere => "transactional_there",
            Self::UnknownThere => "unknown_there",
            Self::Duplicate => "duplicate",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == s)
    }

    /// For the person at the screen; `there` is the platform's name.
    pub fn sentence(self, there: &str) -> String {
        match self {
            Self::NoAddress => "No email address is known.".to_owned(),
            Self::InvalidAddress => "The email address is not a complete one.".to_owned(),
            Self::Suppressed => "They asked to be forgotten.".to_owned(),
            Self::ForgottenThere => format!("Deleted for good in {there}, which will not take the address again."),
            Self::ComplianceThere => format!("{there} refuses them: they left or complained, and only they can come back."),
            Self::UnsubscribedHere => "They unsubscribed from the shop.".to_owned(),
            Self::UnsubscribedThere => format!("They unsubscribed in {there}."),
            Self::CleanedHere => "Mail to this address bounces for good.".to_owned(),
            Self::CleanedThere => format!("{there} says that mail to this address bounces."),
            Self::NoConsent => "They never agreed to receive marketing.".to_owned(),
            Self::PendingHere => "They have not confirmed their sign-up to the shop yet.".to_owned(),
            Self::PendingThere => format!("They have not confirmed their sign-up in {there} yet."),
            Self::ArchivedThere => format!("Archived in {there}; bring them back there if that is right."),
            Self::TransactionalThere => format!("In {there} for receipts only; they never agreed to marketing there."),
            Self::UnknownThere => format!("{there} gives them a status that Regulars does not know."),
            Self::Duplicate => "Another person in this group has the same address; it goes out once.".to_owned(),
        }
    }
}

/// Marks a `Cleared` whose address the platform does not know yet.
pub struct New;
/// Marks a `Cleared` whose address is already subscribed there.
pub struct Known;
/// Marks a `Cleared` from whom only something of ours may be taken back: a value, a tag, the membership that we gave.
pub struct Back;

/// An address that passed the door. There is no other way to make one than `may_market`.
pub struct Pass {
    email: String,
}

impl Pass {
    /// The address as the person writes it, without surrounding blanks.
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// A pass, and whether it is for somebody new there or somebody known there: who is known is never subscribed again.
pub struct Cleared<T> {
    pass: Pass,
    kind: PhantomData<T>,
}

impl<T> Cleared<T> {
    fn new(email: &str) -> Self {
        Self { pass: Pass { email: email.to_owned() }, kind: PhantomData }
    }

    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    pub fn email(&self) -> &str {
        &self.pass.email
    }

    /// The same pass once more, for a second call about the same person in the same moment.
    pub(crate) fn again(&self) -> Self {
        Self::new(&self.pass.email)
    }
}

pub enum Door {
    /// May be subscribed there.
    Newcomer(Cleared<New>),
    /// Is subscribed there; their fields and tags may be changed, their status not.
    Member(Cleared<Known>),
    Closed(Reason),
}

/// What the door needs to know of one address.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub email: Option<&'a str>,
    /// What the ledger last says; `None`: nothing was ever said, which is a no.
    pub ours: Option<ConsentState>,
    /// `None`: the platform does not know the address.
    pub theirs: Option<TheirStatus>,
    /// Erased; must not come back.
    pub suppressed: bool,
    /// Somebody else of the same group stands for this address already.
    pub taken: bool,
}

/// Whether this address may be sent marketing. Only a plain yes here and no objection there opens.
pub fn may_market(asked: Asked<'_>) -> Door {
    let email = asked.email.map(str::trim).unwrap_or_default();
    if email.is_empty() {
        return Door::Closed(Reason::NoAddress);
    }
    match objection(&asked, email) {
        Some(reason) => Door::Closed(reason),
        None if asked.theirs.is_some() => Door::Member(Cleared::new(email)),
        None => Door::Newcomer(Cleared::new(email)),
    }
}

/// Whether what we brought to this address there may be taken back. It asks no consent, since it sends nothing to
/// anybody; but who left, complained, bounced or was archived there meanwhile is left exactly as they are.
///
/// # Errors
/// The reason why they are left alone.
pub fn may_take_back(asked: Asked<'_>) -> Result<Cleared<Back>, Reason> {
    let email = asked.email.map(str::trim).unwrap_or_default();
    let plain = Asked { ours: Some(ConsentState::Subscribed), taken: false, ..asked };
    match (email, objection(&plain, email)) {
        ("", _) => Err(Reason::NoAddress),
        (_, None | Some(Reason::PendingThere)) => Ok(Cleared::new(email)),
        (_, Some(reason)) => Err(reason),
    }
}

/// The weightiest of all objections, in the order of `Reason`.
fn objection(asked: &Asked<'_>, email: &str) -> Option<Reason> {
    let address = (!is_address(email)).then_some(Reason::InvalidAddress);
    let erased = asked.suppressed.then_some(Reason::Suppressed);
    let ours = match asked.ours {
        Some(ConsentState::Subscribed) => None,
        Some(ConsentState::Unsubscribed) => Some(Reason::UnsubscribedHere),
        Some(ConsentState::Pending) => Some(Reason::PendingHere),
        Some(ConsentState::Cleaned) => Some(Reason::CleanedHere),
        None => Some(Reason::NoConsent),
    };
    let theirs = match asked.theirs {
        None | Some(TheirStatus::Subscribed) => None,
        Some(TheirStatus::Unsubscribed) => Some(Reason::UnsubscribedThere),
        Some(TheirStatus::Cleaned) => Some(Reason::CleanedThere),
        Some(TheirStatus::Pending) => Some(Reason::PendingThere),
        Some(TheirStatus::Archived) => Some(Reason::ArchivedThere),
        Some(TheirStatus::Transactional) => Some(Reason::TransactionalThere),
        Some(TheirStatus::Compliance) => Some(Reason::ComplianceThere),
        Some(TheirStatus::Forgotten) => Some(Reason::ForgottenThere),
        Some(TheirStatus::Unknown) => Some(Reason::UnknownThere),
    };
    let twice = asked.taken.then_some(Reason::Duplicate);
    [address, erased, ours, theirs, twice].into_iter().flatten().min()
}

/// Of two statements about one address, the more restrictive; `None` (never asked) gives way to any statement, so
/// that two records of one person do not count against each other unless one of them says no.
pub fn stricter(a: Option<ConsentState>, b: Option<ConsentState>) -> Option<ConsentState> {
    let weight = |s: ConsentState| match s {
        ConsentState::Subscribed => 0,
        ConsentState::Pending => 1,
        ConsentState::Cleaned => 2,
        ConsentState::Unsubscribed => 3,
    };
    match (a, b) {
        (Some(a), Some(b)) => Some(if weight(a) >= weight(b) { a } else { b }),
        (one, other) => one.or(other),
    }
}

/// Whether it has the form of an address that mail can be sent to: one @, a domain with a dot, nothing odd.
/// It does not ask whether the mailbox exists.
pub fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"(),:;<>[\\]@".contains(c);
    let label = |l: &str| {
        !l.is_empty() && l.len() <= 63 && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    !local.is_empty()
        && local.len() <= 64
        && email.len() <= 254
        && !local.contains(odd)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(label)
        && domain.rsplit('.').next().is_some_and(|tld| tld.chars().count() >= 2 && !tld.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(ours: Option<ConsentState>, theirs: Option<TheirStatus>) -> Asked<'static> {
        Asked { email: Some(" ana@example.com "), ours, theirs, suppressed: false, taken: false }
    }

    fn reason(a: Asked<'_>) -> Option<Reason> {
        match may_market(a) {
            Door::Closed(r) => Some(r),
            _ => None,
        }
    }

    #[test]
    fn opens_only_for_a_yes_here_and_no_objection_there() {
        use ConsentState as C;
        use TheirStatus as T;
        let theirs = [
            None,
            Some(T::Subscribed),
            Some(T::Unsubscribed),
            Some(T::Cleaned),
            Some(T::Pending),
            Some(T::Archived),
            Some(T::Transactional),
            Some(T::Compliance),
            Some(T::Forgotten),
            Some(T::Unknown),
        ];
        let ours = [None, Some(C::Subscribed), Some(C::Unsubscribed), Some(C::Pending), Some(C::Cleaned)];
        let mut open = 0;
        for o in ours {
            for t in theirs {
                match may_market(asked(o, t)) {
                    Door::Newcomer(c) => {
                        assert_eq!((o, t, c.email()), (Some(C::Subscribed), None, "ana@example.com"));
                        open += 1;
                    }
                    Door::Member(c) => {
                        assert_eq!((o, t, c.email()), (Some(C::Subscribed), Some(T::Subscribed), "ana@example.com"));
                        open += 1;
                    }
                    Door::Closed(r) => assert_eq!(Reason::parse(r.as_str()), Some(r)),
                }
            }
        }
        assert_eq!(open, 2);
    }

    #[test]
    fn taking_back_asks_no_consent_and_leaves_whoever_said_no_there() {
        use TheirStatus as T;
        for ours in [None, Some(ConsentState::Unsubscribed)] {
            for (theirs, open) in [
                (T::Subscribed, true),
                (T::Pending, true),
                (T::Unsubscribed, false),
                (T::Cleaned, false),
                (T::Archived, false),
                (T::Compliance, false),
                (T::Forgotten, false),
                (T::Transactional, false),
                (T::Unknown, false),
            ] {
                assert_eq!(may_take_back(asked(ours, Some(theirs))).is_ok(), open, "{theirs:?}");
            }
        }
        let erased = Asked { suppressed: true, ..asked(None, Some(T::Subscribed)) };
        assert_eq!(may_take_back(erased).err(), Some(Reason::Suppressed));
    }

    #[test]
    fn the_weightiest_objection_is_the_one_told() {
        let no = asked(None, Some(TheirStatus::Unsubscribed));
        assert_eq!(reason(no), Some(Reason::UnsubscribedThere));
        assert_eq!(reason(Asked { suppressed: true, ..no }), Some(Reason::Suppressed));
        assert_eq!(reason(Asked { email: Some("ana"), ..no }), Some(Reason::InvalidAddress));
        assert_eq!(reason(Asked { email: Some("  "), ..no }), Some(Reason::NoAddress));
        let yes = asked(Some(ConsentState::Subscribed), None);
        assert_eq!(reason(Asked { taken: true, ..yes }), Some(Reason::Duplicate));
    }

    #[test]
    fn a_no_of_one_record_is_a_no_for_the_address() {
        use ConsentState::{Pending, Subscribed, Unsubscribed};
        assert_eq!(stricter(Some(Subscribed), Some(Unsubscribed)), Some(Unsubscribed));
        assert_eq!(stricter(Some(Pending), Some(Subscribed)), Some(Pending));
        assert_eq!(stricter(None, Some(Subscribed)), Some(Subscribed));
        assert_eq!(stricter(None, None), None);
    }

    #[test]
    fn the_form_of_an_address() {
        for good in ["a@b.co", "ana.lee+shop@mail.example.com", "jürgen@müller.example", "o'neil@example.org"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.co", "a@.co", "a b@c.de", "a@b..de", ".a@b.de", "a@b.1", "a@-b.de", "a@@b.de", "<a@b.de>", "a@b.d"]
        {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
