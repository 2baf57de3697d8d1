//! Nobody who said no is ever subscribed, whatever their history, their state there, the mapping, and what breaks.
//!
//! Random people and audiences are pushed to the simulator's state machine, whose log tells what happened; the oracle
//! here decides by itself, without the door's code, who may have been touched. Then each push is taken back, and the
//! audience must be as it was, but for what somebody did there meanwhile. REGULARS_DOOR_PEOPLE sets how many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regulars_core::audiences::fields::{FieldMapping, FieldSource};
use regulars_core::audiences::mailchimp::Client;
use regulars_core::audiences::there::Account;
use regulars_core::audiences::{plan, push, undo};
use regulars_core::host::{NoSleep, Secret};
use regulars_core::store::ingest::Ingest;
use regulars_core::store::{Area, Store};
use regulars_core::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord, EmailEventKind, EmailEventRecord, Record};
use regulars_core::types::{FixedClock, PersonId, Progress, Timestamp};
use regulars_tests::mailchimp::state::{List, What, hash};
use regulars_tests::mailchimp::{Fault, InProcess, KEY, Mailchimp, Status};
use roaring::RoaringBitmap;

const NOW: i64 = 1_795_000_000;
const LIST: &str = "list01";

#[derive(Debug, Clone)]
struct Person {
    consent: Vec<(ConsentState, i64)>,
    event: Option<(EmailEventKind, i64)>,
    address: Address,
    theirs: Option<Status>,
    compliance: bool,
    forgotten: bool,
    erased: bool,
    surname: bool,
    /// What they do by themselves while the push runs: right before this request.
    there_meanwhile: Option<(u64, Status)>,
    /// What they tell the shop between the dry run and the push.
    here_meanwhile: Option<ConsentState>,
    /// What they, or somebody at the screen there, do between the push and its undo.
    before_undo: Option<ByHand>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum ByHand {
    Status(Status),
    FirstName,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Address {
    Good,
    Capitals,
    Broken,
    MadeUp,
    None,
    /// The address of the person before.
    Shared,
}

#[derive(Debug, Clone)]
struct Round {
    people: Vec<Person>,
    double_optin: bool,
    surname_required: bool,
    tag: bool,
    fields: Vec<FieldSource>,
    faults: Vec<Fault>,
    undo_faults: Vec<Fault>,
}

fn state() -> impl Strategy<Value = ConsentState> {
    prop_oneof![
        4 => Just(ConsentState::Subscribed),
        2 => Just(ConsentState::Unsubscribed),
        1 => Just(ConsentState::Pending),
        1 => Just(ConsentState::Cleaned)
    ]
}

fn person() -> impl Strategy<Value = Person> {
    let event = prop_oneof![Just(EmailEventKind::Complained), Just(EmailEventKind::Unsubscribed), Just(EmailEventKind::Opened)];
    let address = prop_oneof![
        12 => Just(Address::Good),
        2 => Just(Address::Capitals),
        1 => Just(Address::Broken),
        1 => Just(Address::MadeUp),
        1 => Just(Address::None),
        2 => Just(Address::Shared)
    ];
    let theirs = prop_oneof![
        4 => Just(None),
        3 => Just(Some(Status::Subscribed)),
        4 => proptest::sample::select(Status::ALL.to_vec()).prop_map(Some)
    ];
    let rare = || proptest::bool::weighted(0.06);
    (
        (proptest::collection::vec((state(), 0i64..6), 0..4), proptest::option::weighted(0.15, (event, 0i64..7)), address, theirs),
        (rare(), rare(), rare(), proptest::bool::weighted(0.7)),
        (
            proptest::option::weighted(0.06, (5u64..25, proptest::sample::select(Status::ALL.to_vec()))),
            proptest::option::weighted(0.06, state()),
            proptest::option::weighted(
                0.1,
                prop_oneof![Just(ByHand::FirstName), proptest::sample::select(Status::ALL.to_vec()).prop_map(ByHand::Status)],
            ),
        ),
    )
        .prop_map(
            |(
                (consent, event, address, theirs),
                (compliance, forgotten, erased, surname),
                (there_meanwhile, here_meanwhile, before_undo),
            )| Person {
                consent,
                event,
                address,
                theirs,
                compliance,
                forgotten,
                erased,
                surname,
                there_meanwhile,
                here_meanwhile,
                before_undo,
            },
        )
}

fn round() -> impl Strategy<Value = Round> {
    let fault = prop_oneof![
        20 => Just(Fault::None),
        1 => Just(Fault::TooMany),
        1 => Just(Fault::Bare403),
        1 => Just(Fault::BreakBefore),
        1 => Just(Fault::BreakAfter)
    ];
    (
        proptest::collection::vec(person(), 60..=140),
        any::<bool>(),
        proptest::bool::weighted(0.3),
        any::<bool>(),
        proptest::sample::subsequence(FieldSource::ALL.to_vec(), 0..=FieldSource::ALL.len()),
        proptest::collection::vec(fault.clone(), 0..40),
        proptest::collection::vec(fault, 0..40),
    )
        .prop_map(|(people, double_optin, surname_required, tag, fields, faults, undo_faults)| Round {
            people,
            double_optin,
            surname_required,
            tag,
            fields,
            faults,
            undo_faults,
        })
}

fn email(i: usize, people: &[Person]) -> Option<String> {
    Some(match people[i].address {
        Address::Good => format!("p{i}@example.com"),
        Address::Capitals => format!("P{i}@Example.com"),
        Address::Broken => format!("p{i} at example.com"),
        Address::MadeUp => format!("p{i}@example.invalid"),
        Address::None => return None,
        Address::Shared => return if i == 0 { None } else { email(i - 1, people) },
    })
}

/// The shop; persons' ids are 1 + their place.
fn shop(dir: &std::path::Path, people: &[Person]) -> Store {
    let store = Store::open(&dir.join("shop.db"), None).expect("a new shop");
    store
        .write(Area::Data, |w| {
            let source = w.add_source("file", "test", "{}", Timestamp(0))?;
            let mut ingest = Ingest::new(w, source)?;
            let customer = |i: usize, email: Option<String>| CustomerRecord {
                external_id: Some(format!("c{i}")),
                email,
                first_name: Some(format!("First {i}")),
                last_name: people[i].surname.then(|| format!("Last {i}")),
                created_at: Some(Timestamp(1)),
                ..CustomerRecord::default()
            };
            for (i, p) in people.iter().enumerate() {
                // First without an address: two records can come to share one only by a change.
                let mut c = customer(i, None);
                c.consent = p.consent.iter().map(|(state, at)| consent(*state, NOW - 1000 + at)).collect();
                ingest.record(&Record::Customer(c))?;
                ingest.record(&Record::Customer(customer(i, email(i, people))))?;
                if let Some((kind, at)) = p.event {
                    ingest.record(&Record::EmailEvent(EmailEventRecord {
                        external_id: format!("e{i}"),
                        person: customer(i, None),
                        kind,
                        at: Timestamp(NOW - 1000 + at),
                        campaign: None,
                        link: None,
                    }))?;
                }
            }
            ingest.finish()?;
            for (i, p) in people.iter().enumerate() {
                if let (true, Some(e)) = (p.erased, email(i, people)) {
                    w.suppress(&e, "erased", Timestamp(NOW), "salt")?;
                }
            }
            Ok(())
        })
        .expect("the shop is filled");
    store
}

fn consent(state: ConsentState, at: i64) -> ConsentRecord {
    ConsentRecord { channel: Channel::Email, state, at: Timestamp(at), source: "test".into(), method: "unknown".into(), wording: None }
}

/// What holds for one person at the sending, by the words of the product: latest statement, the stricter on the same
/// second; a later complaint or unsubscription counts.
fn says(p: &Person) -> Option<ConsentState> {
    let strict = |s: ConsentState| match s {
        ConsentState::Subscribed => 0,
        ConsentState::Pending => 1,
        ConsentState::Unsubscribed => 2,
        ConsentState::Cleaned => 3,
    };
    let mut all = p.consent.clone();
    all.extend(p.here_meanwhile.map(|s| (s, 900)));
    let last = all.iter().copied().max_by_key(|(s, at)| (*at, strict(*s)));
    match (last, p.event) {
        (Some((ConsentState::Cleaned, _)), _) => Some(ConsentState::Cleaned),
        (_, Some((EmailEventKind::Opened, _)) | None) => last.map(|l| l.0),
        (Some((_, at)), Some((_, when))) if when < at => last.map(|l| l.0),
        (_, Some(_)) => Some(ConsentState::Unsubscribed),
    }
}

/// Addresses (lower-case) that may be sent anything at all, as far as the shop is concerned.
fn allowed(people: &[Person]) -> BTreeSet<String> {
    let mut by_address: BTreeMap<String, Vec<Option<ConsentState>>> = BTreeMap::new();
    let mut erased = BTreeSet::new();
    for (i, p) in people.iter().enumerate() {
        let Some(e) = email(i, people).filter(|e| !e.contains(' ')) else { continue };
        if p.erased {
            erased.insert(e.to_lowercase());
        }
        by_address.entry(e.to_lowercase()).or_default().push(says(p));
    }
    let yes = |said: &[Option<ConsentState>]| {
        said.iter().flatten().all(|s| *s == ConsentState::Subscribed) && said.contains(&Some(ConsentState::Subscribed))
    };
    by_address.into_iter().filter(|(e, said)| yes(said) && !erased.contains(e)).map(|(e, _)| e).collect()
}

fn audience(r: &Round) -> Mailchimp {
    let mut sim = Mailchimp::new();
    sim.add_list(LIST, "The shop's letter", r.double_optin);
    for (i, p) in r.people.iter().enumerate() {
        let Some(e) = email(i, &r.people).filter(|e| !e.contains(' ')) else { continue };
        if let Some(status) = p.theirs {
            sim.put(LIST, &e, status, serde_json::Map::from_iter([("FNAME".to_owned(), serde_json::json!("Old"))]));
        }
        let there = sim.member(LIST, &e).is_some();
        if let Some(list) = sim.list_mut(LIST) {
            if p.compliance {
                list.compliance.insert(hash(&e));
            }
            if p.forgotten && !there {
                list.forgotten.insert(hash(&e));
            }
            if r.surname_required {
                list.fields[1].required = true;
            }
        }
        if let Some((request, status)) = p.there_meanwhile {
            sim.meanwhile.entry(request).or_default().push((LIST.to_owned(), e, status));
        }
    }
    sim
}

/// How many people were added and changed.
fn run(r: &Round) -> Result<(usize, usize), TestCaseError> {
    let dir = tempfile::tempdir().expect("a folder");
    let store = shop(dir.path(), &r.people);
    let http = Arc::new(InProcess::new(audience(r)));
    let client = Client::new(http.clone(), Arc::new(NoSleep::default()), Some("https://us6.api.mailchimp.com/3.0"), &Secret::new(KEY))
        .expect("a client");
    let people: RoaringBitmap = (1..=u32::try_from(r.people.len()).expect("few people")).collect();
    let wish = plan::Wish {
        segment: None,
        group: "Everybody".into(),
        people: &people,
        account: Account { id: "sim0001".into(), name: String::new() },
        audience: LIST,
        tags: r.tag.then(|| "From Regulars".to_owned()).into_iter().collect(),
        fields: r.fields.iter().map(|f| FieldMapping { tag: f.usual_tag().into(), source: *f }).collect(),
        language: false,
        rfm: std::collections::HashMap::new(),
    };
    let clock = FixedClock(Timestamp(NOW));
    let id = plan::make(&store, &client, &Progress::silent(), Timestamp(NOW), wish).map_err(|e| TestCaseError::fail(e.message))?;
    prop_assert!(http.with(|s| s.log.iter().all(|c| !c.by_api)), "a dry run changed something");
    let first = http.with(|s| s.lists.clone());

    let known: BTreeSet<String> = r
        .people
        .iter()
        .enumerate()
        .filter(|(_, p)| p.theirs.is_some())
        .filter_map(|(i, _)| email(i, &r.people))
        .map(|e| hash(&e))
        .collect();
    store
        .write(Area::Data, |w| {
            for (i, p) in r.people.iter().enumerate() {
                if let Some(state) = p.here_meanwhile {
                    w.add_consent(PersonId(u32::try_from(i + 1).expect("few people")), &consent(state, NOW - 100))?;
                }
            }
            Ok(())
        })
        .expect("people speak");
    http.with(|s| s.faults.extend(r.faults.iter().copied()));
    // It may have to give up for a while; then a person resumes it.
    let mut gave_up = 0;
    while let Err(e) = push::carry_out(&store, &client, &clock, &Progress::silent(), id) {
        gave_up += 1;
        prop_assert!(gave_up < 60, "never came to an end: {}", e.message);
    }

    let yes = allowed(&r.people);
    let moved: BTreeSet<String> = r
        .people
        .iter()
        .enumerate()
        .filter(|(_, p)| p.there_meanwhile.is_some())
        .filter_map(|(i, _)| email(i, &r.people))
        .map(|e| hash(&e))
        .collect();
    let closed = |e: &str| http.with(|s| s.list(LIST).is_some_and(|l| l.compliance.contains(&hash(e)) || l.forgotten.contains(&hash(e))));
    let wanted = if r.double_optin { Status::Pending } else { Status::Subscribed };
    let mut added = BTreeSet::new();
    let mut changed = BTreeSet::new();
    for c in http.with(|s| s.log.clone()).iter().filter(|c| c.by_api) {
        prop_assert!(yes.contains(&c.email.to_lowercase()), "{c:?}: touched without consent");
        match c.what {
            What::Status(..) => prop_assert!(false, "{c:?}: a status was changed"),
            What::Created(status) => {
                prop_assert_eq!(status, wanted);
                prop_assert!(added.insert(c.hash.clone()), "{:?}: added twice", c);
                prop_assert!(!known.contains(&c.hash) && !closed(&c.email), "{:?}: was there or refused", c);
            }
            What::Fields | What::Tag(..) => {
                let began = r
                    .people
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| email(*i, &r.people).is_some_and(|e| hash(&e) == c.hash))
                    .filter_map(|(_, p)| p.theirs)
                    .next_back();
                // The state they were in last before the push, unless they moved while it ran (then only a status matters).
                prop_assert!(moved.contains(&c.hash) || began == Some(Status::Subscribed), "{:?}: began as {:?}", c, began);
                changed.insert(c.hash.clone());
            }
        }
    }
    // Not by doing nothing: whoever may be added and is refused by nobody is there now.
    if !r.surname_required {
        for (i, p) in r.people.iter().enumerate() {
            let Some(e) = email(i, &r.people) else { continue };
            let fine = yes.contains(&e.to_lowercase()) && !closed(&e) && !known.contains(&hash(&e)) && !moved.contains(&hash(&e));
            // Somebody who said yes only after the dry run waits for the next one.
            if fine && p.address == Address::Good && p.here_meanwhile.is_none() {
                let shared = r.people.get(i + 1).is_some_and(|n| n.address == Address::Shared);
                prop_assert!(shared || added.contains(&hash(&e)), "{e} was not added: {p:?}");
            }
        }
    }
    let shop = Undo { r, store: &store, http: &http, client: &client, clock: &clock, push: id, first: &first[0] };
    shop.check(&added, &moved)?;
    Ok((added.len(), changed.len()))
}

/// Taking the push back, with whatever happens before and while it runs.
struct Undo<'a> {
    r: &'a Round,
    store: &'a Store,
    http: &'a InProcess,
    client: &'a Client,
    clock: &'a FixedClock,
    push: i64,
    /// The audience before the push.
    first: &'a List,
}

impl Undo<'_> {
    fn check(&self, added: &BTreeSet<String>, moved: &BTreeSet<String>) -> Result<(), TestCaseError> {
        let mut touched = moved.clone();
        let mut renamed = BTreeSet::new();
        for (i, p) in self.r.people.iter().enumerate() {
            let Some(e) = email(i, &self.r.people).filter(|e| self.http.with(|s| s.member(LIST, e).is_some())) else { continue };
            match p.before_undo {
                Some(ByHand::Status(status)) => {
                    self.http.with(|s| s.person_becomes(LIST, &e, status));
                    touched.insert(hash(&e));
                }
                Some(ByHand::FirstName) => {
                    self.http.with(|s| {
                        let m = s.list_mut(LIST).and_then(|l| l.members.get_mut(&hash(&e)));
                        m.into_iter().for_each(|m| drop(m.fields.insert("FNAME".into(), "By hand".into())));
                    });
                    renamed.insert(hash(&e));
                }
                None => {}
            }
        }
        let log = self.http.with(|s| {
            s.faults = self.r.undo_faults.clone().into();
            s.log.len()
        });
        let mut tries = 0;
        let mut again = |e: regulars_core::types::Error| {
            tries += 1;
            if tries < 60 { Ok(()) } else { Err(TestCaseError::fail(format!("never came to an end: {}", e.message))) }
        };
        let id = loop {
            match undo::make(self.store, self.client, &Progress::silent(), Timestamp(NOW), self.push) {
                Ok(id) => break id,
                Err(e) => again(e)?,
            }
        };
        let standing = self.http.with(|s| s.lists[0].members.iter().map(|(k, m)| (k.clone(), m.status)).collect::<BTreeMap<_, _>>());
        while let Err(e) = push::carry_out(self.store, self.client, self.clock, &Progress::silent(), id) {
            again(e)?;
        }

        for c in self.http.with(|s| s.log[log..].to_vec()).iter().filter(|c| c.by_api) {
            let was = standing.get(&c.hash).copied();
            prop_assert!(matches!(was, Some(Status::Subscribed | Status::Pending)), "{c:?}: touched as {was:?}");
            match c.what {
                What::Status(_, Status::Archived) => prop_assert!(added.contains(&c.hash), "{:?}: not brought by us", c),
                What::Fields | What::Tag(_, false) => {}
                _ => prop_assert!(false, "{c:?}: no part of an undo"),
            }
        }
        let now = self.http.with(|s| s.lists[0].clone());
        let set = |fields: &serde_json::Map<String, serde_json::Value>| {
            fields.iter().filter(|(_, v)| **v != "").map(|(k, v)| (k.clone(), v.to_string())).collect::<BTreeMap<_, _>>()
        };
        for (key, m) in now.members.iter().filter(|(key, _)| !touched.contains(*key)) {
            if added.contains(key) {
                // When an answer was lost, somebody with nothing of ours on them may have come by themselves: left alone.
                let marked = !m.tags.is_empty() || !set(&m.fields).is_empty();
                if !marked && !self.r.faults.is_empty() {
                    continue;
                }
                prop_assert_eq!(m.status, Status::Archived, "{} was brought and stays", m.email);
                continue;
            }
            let Some(before) = self.first.members.get(key) else { continue };
            prop_assert_eq!(m.status, before.status);
            let (mut is, was) = (set(&m.fields), set(&before.fields));
            if renamed.contains(key) {
                prop_assert_eq!(is.insert("FNAME".into(), was.get("FNAME").cloned().unwrap_or_default()), Some("\"By hand\"".into()));
            }
            prop_assert_eq!(&is, &was, "{}", m.email);
            prop_assert!(m.tags.is_empty(), "{} keeps a tag", m.email);
        }
        Ok(())
    }
}

#[test]
fn nobody_who_said_no_is_ever_subscribed() {
    let goal: usize = std::env::var("REGULARS_DOOR_PEOPLE").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let cases = u32::try_from(goal.div_ceil(95)).unwrap_or(u32::MAX);
    let (mut people, mut added, mut changed) = (0, 0, 0);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    // A fixed seed, so that the same people are asked every time; more of them by the variable.
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let sums = std::cell::RefCell::new((&mut people, &mut added, &mut changed));
    runner
        .run(&round(), |r| {
            let (a, c) = run(&r)?;
            let mut s = sums.borrow_mut();
            *s.0 += r.people.len();
            *s.1 += a;
            *s.2 += c;
            Ok(())
        })
        .unwrap_or_else(|e| panic!("{e}"));
    eprintln!("{people} people in {cases} pushes: {added} added, {changed} changed, no violation");
    assert!(people >= goal && added * 25 > people && changed * 40 > people, "too little was tried");
}
