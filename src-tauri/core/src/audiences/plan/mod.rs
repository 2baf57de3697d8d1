//! The dry run: the difference between a group of people here and an audience there, fixed before anything is sent.
//!
//! It reads there first, asks the consent door about everybody (`judge.rs`), and writes the plan into the journal as a
//! push in the state `planned` with a row a person, in one transaction. It changes nothing there. Carried out by `push`.

mod judge;

use std::collections::{HashMap, HashSet};

use roaring::RoaringBitmap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fields::{self, Facts, FieldMapping};
use super::line::Line;
use super::member::{After, Member, There, one_or_many};
use super::there::{Account, Audience, MergeField, same_tag};
use crate::people::consents::Consents;
use crate::store::ingest::normal_email;
use crate::store::journal::PushMemberRow;
use crate::store::setting::Shop;
use crate::store::{Area, Store};
use crate::types::{DocumentId, Error, PersonId, Progress, Result, Timestamp};

pub use judge::sentence;
pub(super) use judge::{Blocked, Judge, Open, Refused, Verdict};

/// What is asked for.
pub struct Wish<'a> {
    pub segment: Option<DocumentId>,
    /// What the group of people is called.
    pub group: String,
    pub people: &'a RoaringBitmap,
    pub account: Account,
    /// The audience's id there.
    pub audience: &'a str,
    pub tags: Vec<String>,
    pub fields: Vec<FieldMapping>,
    /// Each person's language goes along.
    pub language: bool,
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
    #[serde(default, alias = "tag", deserialize_with = "one_or_many")]
    pub tags: Vec<String>,
    pub fields: Vec<FieldMapping>,
    /// Fields that do not exist there yet.
    pub new_fields: Vec<MergeField>,
    /// Those of the tags that do not exist there yet.
    #[serde(default)]
    pub new_tags: Vec<String>,
    /// Merge tags without which the audience takes nobody.
    pub required: Vec<String>,
    #[serde(default)]
    pub language: bool,
    /// The push that this one takes back.
    #[serde(default)]
    pub undoes: Option<i64>,
}

/// Plans of this version are written; older ones are read.
pub const VERSION: u32 = 2;
/// Previews are thrown away after a day.
const STALE: i64 = 24 * 3600;
/// The name of a tag, by Mailchimp's own limit.
const LONGEST_TAG_NAME: usize = 100;

/// Makes the dry run and keeps it; returns its number in the journal.
pub fn make(store: &Store, line: &dyn Line, progress: &Progress, now: Timestamp, wish: Wish<'_>) -> Result<i64> {
    let tags = clean_tags(&wish.tags)?;
    let name = line.name();
    if !tags.is_empty() && !line.can().tags {
        return Err(Error::bad_input(format!("{name} has no tags. Leave the tag out.")));
    }
    progress.tick("Reading the audience", 0, None)?;
    let audience = line
        .audiences(progress)?
        .into_iter()
        .find(|a| a.id == wish.audience)
        .ok_or_else(|| Error::not_found(format!("{name} does not have this audience (any more). Read the audiences again.")))?;
    let theirs = line.merge_fields(progress, &audience.id)?;
    let new_fields = fields::check(&wish.fields, &theirs)?;
    let mut new_tags = Vec::new();
    for tag in &tags {
        if line.find_tag(progress, &audience.id, tag)?.is_none() {
            new_tags.push(tag.clone());
        }
    }
    let (members, _) = line.members(progress, &audience.id, None)?;
    let there = There::new(members);
    progress.tick("Comparing", 0, Some(wish.people.len()))?;

    let shop = store.read(|r| r.shop())?;
    let required = theirs.iter().filter(|f| f.required && f.tag != "EMAIL").map(|f| f.tag.clone()).collect();
    let plan = Plan {
        version: VERSION,
        segment: wish.segment,
        group: wish.group.clone(),
        account: wish.account.clone(),
        audience,
        tags,
        fields: wish.fields.clone(),
        new_fields,
        new_tags,
        required,
        language: wish.language && line.can().language,
        undoes: None,
    };
    let refused = Refused::read(store, line.kind(), &plan.audience.id)?;
    let tongue = |tag: &str| line.language(tag);
    let rows = compare(store, &wish, &plan, &refused, &theirs, &there, &shop, &tongue, now)?;
    keep(store, line.kind(), &plan, &rows, now)
}

/// Writes the plan and its people into the journal; answers its number.
pub(super) fn keep(store: &Store, target: &str, plan: &Plan, rows: &[PushMemberRow], now: Timestamp) -> Result<i64> {
    let text = json(plan)?;
    store.write(Area::House, |w| {
        w.drop_stale_previews(now.plus_secs(-STALE))?;
        let id = w.start_push(target, &plan.audience.id, &text, plan.undoes, now)?;
        rows.iter().try_for_each(|row| w.put_push_member(id, row))?;
        Ok(id)
    })
}

fn clean_tags(tags: &[String]) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for tag in tags.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
        if tag.chars().count() > LONGEST_TAG_NAME {
            return Err(Error::bad_input("The tag is too long: a hundred letters are the most."));
        }
        if !out.iter().any(|t| same_tag(t, tag)) {
            out.push(tag.to_owned());
        }
    }
    Ok(out)
}

/// The same comparison with an audience that nobody is in yet: who would be added, and who is blocked and why. It
/// needs no account, asks nobody and keeps nothing.
pub fn rehearse(store: &Store, now: Timestamp, group: &str, people: &RoaringBitmap) -> Result<Vec<PushMemberRow>> {
    let wish = Wish {
        segment: None,
        group: group.to_owned(),
        people,
        account: Account::default(),
        audience: "",
        tags: Vec::new(),
        fields: Vec::new(),
        language: false,
        rfm: HashMap::new(),
    };
    let plan = Plan {
        version: VERSION,
        segment: None,
        group: wish.group.clone(),
        account: Account::default(),
        audience: Audience::default(),
        tags: Vec::new(),
        fields: Vec::new(),
        new_fields: Vec::new(),
        new_tags: Vec::new(),
        required: Vec::new(),
        language: false,
        undoes: None,
    };
    let shop = store.read(|r| r.shop())?;
    let refused = Refused::read(store, "", "")?;
    compare(store, &wish, &plan, &refused, &[], &There::new(Vec::new()), &shop, &|_| None, now)
}

#[expect(clippy::too_many_arguments, reason = "both sides of a comparison, and what each is measured by")]
fn compare(
    store: &Store,
    wish: &Wish<'_>,
    plan: &Plan,
    refused: &Refused,
    theirs: &[MergeField],
    there: &There,
    shop: &Shop,
    tongue: &dyn Fn(&str) -> Option<String>,
    now: Timestamp,
) -> Result<Vec<PushMemberRow>> {
    let facts = Facts::read(store, wish.people, &wish.rfm)?;
    let consents = Consents::read(store, now)?;
    let judge = Judge { consents: &consents, refused, plan };
    let mut taken = HashSet::new();
    wish.people
        .iter()
        .map(PersonId)
        .map(|person| {
            let email = consents.email(person).unwrap_or_default().trim().to_owned();
            let member = there.get(&email);
            let language = facts.language(person).filter(|_| plan.language).and_then(tongue);
            let fields = facts.values(person, &plan.fields, theirs, shop);
            let after = After { fields, tags: plan.tags.clone(), language, withdrawal: None };
            let twice = !email.is_empty() && !taken.insert(normal_email(&email));
            let verdict = judge.of(person, member, &after, twice);
            row(person, email, &verdict, member, &after)
        })
        .collect()
}

/// The journal's row of one person, before anything is sent.
pub(super) fn row(person: PersonId, email: String, verdict: &Verdict, member: Option<&Member>, after: &After) -> Result<PushMemberRow> {
    use super::member::Action;
    let (action, reason) = match verdict {
        Verdict::Blocked(b) => (Action::Blocked, Some(b.code())),
        Verdict::Go(action, _) => (*action, None),
    };
    Ok(PushMemberRow {
        person,
        email,
        action: action.as_str().to_owned(),
        reason,
        before: Some(json(&after.remember(member))?),
        after: Some(json(after)?),
        state: if action.is_sent() { "planned" } else { "done" }.to_owned(),
        error: None,
    })
}

impl Plan {
    /// As the journal keeps it.
    ///
    /// # Errors
    /// For a journal of another version, or a damaged one.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|e| Error::internal("The journal of this export cannot be read any more.").caused_by(e))
    }
}

/// What the journal keeps of one member; nothing where it keeps none.
///
/// # Errors
/// As `Plan::read`.
pub fn kept<T: DeserializeOwned + Default>(text: Option<&str>) -> Result<T> {
    text.map_or_else(
        || Ok(T::default()),
        |t| serde_json::from_str(t).map_err(|e| Error::internal("The journal of this export cannot be read any more.").caused_by(e)),
    )
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal("The journal could not be written.").caused_by(e))
}
