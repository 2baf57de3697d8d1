//! The dry run: the difference between a group of people here and an audience there, fixed before anything is sent.
//!
//! It reads there first, asks the consent door about everybody, and writes the plan into the journal as a push in the
//! state `planned` with a row a person, in one transaction. It changes nothing there. Carried out by `push`.

use std::collections::{HashMap, HashSet};

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

use super::fields::{self, Facts, FieldMapping};
use super::mailchimp::lists::{Account, Audience, MergeField};
use super::mailchimp::{self, Client};
use super::member::{Action, After, Member, There};
use crate::people::consent::{Door, Reason, TheirStatus, may_market};
use crate::people::consents::Consents;
use crate::store::ingest::normal_email;
use crate::store::journal::PushMemberRow;
use crate::store::setting::Shop;
use crate::store::{Area, Store};
use crate::types::{DocumentId, Error, PersonId, Progress, Result, Timestamp};

/// What is asked for.
pub struct Wish<'a> {
    pub segment: Option<DocumentId>,
    /// What the group of people is called.
    pub group: String,
    pub people: &'a RoaringBitmap,
    pub account: Account,
    /// The audience's id there.
    pub audience: &'a str,
    pub tag: Option<String>,
    pub fields: Vec<FieldMapping>,
    /// The name of each person's RFM group, when it goes along.
    pub rfm: HashMap<u32, String>,
}

/// What the journal keeps of the plan; with its members it is all that is needed to carry it out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub segment: Option<DocumentId>,
    pub group: String,
    pub account: Account,
    pub audience: Audience,
    pub tag: Option<String>,
    pub fields: Vec<FieldMapping>,
    /// Fields that do not exist there yet.
    pub new_fields: Vec<MergeField>,
    /// The tag does not exist there yet.
    pub new_tag: bool,
    /// Merge tags without which the audience takes nobody.
    pub required: Vec<String>,
}

/// Previews are thrown away after a day.
const STALE: i64 = 24 * 3600;
/// The name of a tag, by Mailchimp's own limit.
const LONGEST_TAG_NAME: usize = 100;

/// Makes the dry run and keeps it; returns its number in the journal.
pub fn make(store: &Store, client: &Client, progress: &Progress, now: Timestamp, wish: Wish<'_>) -> Result<i64> {
    let tag = wish.tag.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    if tag.as_ref().is_some_and(|t| t.chars().count() > LONGEST_TAG_NAME) {
        return Err(Error::bad_input("The tag is too long: a hundred letters are the most."));
    }
    progress.tick("Reading the audience", 0, None)?;
    let audience = client
        .audiences(progress)?
        .into_iter()
        .find(|a| a.id == wish.audience)
        .ok_or_else(|| Error::not_found("Mailchimp does not have this audience (any more). Read the audiences again."))?;
    let theirs = client.merge_fields(progress, &audience.id)?;
    let new_fields = fields::check(&wish.fields, &theirs)?;
    let new_tag = match &tag {
        Some(t) => client.tag_id(progress, &audience.id, t)?.is_none(),
        None => false,
    };
    let (members, _) = client.members(progress, &audience.id, None)?;
    let there = There::new(members);
    progress.tick("Comparing", 0, Some(wish.people.len()))?;

    let shop = store.read(|r| r.shop())?;
    let required = theirs.iter().filter(|f| f.required && f.tag != "EMAIL").map(|f| f.tag.clone()).collect();
    let plan = Plan {
        version: 1,
        segment: wish.segment,
        group: wish.group.clone(),
        account: wish.account.clone(),
        audience,
        tag,
        fields: wish.fields.clone(),
        new_fields,
        new_tag,
        required,
    };
    let rows = compare(store, &wish, &plan, &theirs, &there, &shop, now)?;
    let text = serde_json::to_string(&plan).map_err(|e| Error::internal("The plan could not be written down.").caused_by(e))?;
    store.write(Area::House, |w| {
        w.drop_stale_previews(now.plus_secs(-STALE))?;
        let id = w.start_push(mailchimp::TARGET, &plan.audience.id, &text, now)?;
        rows.iter().try_for_each(|row| w.put_push_member(id, row))?;
        Ok(id)
    })
}

/// The same comparison with an audience that nobody is in yet: who would be added, and who is blocked and why. It
/// needs no account, asks nobody and keeps nothing.
pub fn rehearse(store: &Store, now: Timestamp, group: &str, people: &RoaringBitmap) -> Result<Vec<PushMemberRow>> {
    let account = Account { id: String::new(), name: String::new() };
    let audience = Audience { id: String::new(), name: String::new(), members: 0, double_opt_in: false };
    let fields = Vec::new();
    let wish = Wish {
        segment: None,
        group: group.to_owned(),
        people,
        account: account.clone(),
        audience: "",
        tag: None,
        fields,
        rfm: HashMap::new(),
    };
    let plan = Plan {
        version: 1,
        segment: None,
        group: wish.group.clone(),
        account,
        audience,
        tag: None,
        fields: Vec::new(),
        new_fields: Vec::new(),
        new_tag: false,
        required: Vec::new(),
    };
    let shop = store.read(|r| r.shop())?;
    compare(store, &wish, &plan, &[], &There::new(Vec::new()), &shop, now)
}

fn compare(
    store: &Store,
    wish: &Wish<'_>,
    plan: &Plan,
    theirs: &[MergeField],
    there: &There,
    shop: &Shop,
    now: Timestamp,
) -> Result<Vec<PushMemberRow>> {
    let facts = Facts::read(store, wish.people, &wish.rfm)?;
    let consents = Consents::read(store, now)?;
    let refused = Refused::read(store, &plan.audience.id)?;
    let mut taken = HashSet::new();
    wish.people
        .iter()
        .map(PersonId)
        .map(|person| {
            let email = consents.email(person).unwrap_or_default().trim().to_owned();
            let member = there.get(&email);
            let after = After { fields: facts.values(person, &plan.fields, theirs, shop), tag: plan.tag.clone() };
            let verdict =
                judge(&consents, &refused, plan, person, member, &after, !email.is_empty() && !taken.insert(normal_email(&email)));
            row(person, email, &verdict, member, &after)
        })
        .collect()
}

/// The door's answer and, if it is open, what to do.
pub(super) enum Verdict {
    /// With the merge field that the audience demands and nobody knows, if that is the reason.
    Blocked(Blocked),
    Go(Action, Door),
}

pub(super) enum Blocked {
    ByTheDoor(Reason),
    Required(String),
}

impl Blocked {
    /// As the journal keeps it.
    pub(super) fn code(&self) -> String {
        match self {
            Self::ByTheDoor(r) => r.as_str().to_owned(),
            Self::Required(tag) => format!("required:{tag}"),
        }
    }
}

/// The journal's word for why somebody is blocked, as a sentence.
pub fn sentence(code: &str) -> String {
    match (Reason::parse(code), code.strip_prefix("required:")) {
        (Some(reason), _) => reason.sentence(mailchimp::NAME),
        (None, Some(tag)) => format!("The audience demands the field {tag}, and we do not know it."),
        (None, None) => "Left out.".to_owned(),
    }
}

/// Asks the door about one person as they stand here and there right now. The same at the dry run and at the sending.
pub(super) fn judge(
    consents: &Consents,
    refused: &Refused,
    plan: &Plan,
    person: PersonId,
    member: Option<&Member>,
    after: &After,
    taken: bool,
) -> Verdict {
    let email = consents.email(person).unwrap_or_default();
    let theirs = member.map(|m| m.status).or_else(|| refused.status(email));
    match may_market(consents.asked(person, theirs, taken)) {
        Door::Closed(reason) => Verdict::Blocked(Blocked::ByTheDoor(reason)),
        open => {
            let known = |tag: &String| {
                after.fields.contains_key(tag)
                    || member.and_then(|m| m.fields.get(tag)).is_some_and(|v| !super::member::shown(v).is_empty())
            };
            let action = after.action(member);
            let sends_fields = matches!(action, Action::Add | Action::Update);
            match plan.required.iter().find(|tag| sends_fields && !known(tag)) {
                Some(tag) => Verdict::Blocked(Blocked::Required(tag.clone())),
                None => Verdict::Go(action, open),
            }
        }
    }
}

/// Addresses that the platform refused for good at an earlier push; it does not show them when asked who is there.
pub(super) struct Refused(HashMap<String, TheirStatus>);

impl Refused {
    pub(super) fn read(store: &Store, audience: &str) -> Result<Self> {
        let rows = store.read(|r| r.refused_before(mailchimp::TARGET, audience))?;
        let status =
            |reason: &str| if reason == Reason::ForgottenThere.as_str() { TheirStatus::Forgotten } else { TheirStatus::Compliance };
        Ok(Self(rows.into_iter().map(|(email, reason)| (normal_email(&email), status(&reason))).collect()))
    }

    fn status(&self, email: &str) -> Option<TheirStatus> {
        self.0.get(&normal_email(email)).copied()
    }
}

fn row(person: PersonId, email: String, verdict: &Verdict, member: Option<&Member>, after: &After) -> Result<PushMemberRow> {
    let (action, reason) = match verdict {
        Verdict::Blocked(b) => (Action::Blocked, Some(b.code())),
        Verdict::Go(action, _) => (*action, None),
    };
    let sent = matches!(action, Action::Add | Action::Update | Action::Tag);
    Ok(PushMemberRow {
        person,
        email,
        action: action.as_str().to_owned(),
        reason,
        before: Some(json(&after.remember(member))?),
        after: Some(json(after)?),
        state: if sent { "planned" } else { "done" }.to_owned(),
        error: None,
    })
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal("The journal could not be written.").caused_by(e))
}
