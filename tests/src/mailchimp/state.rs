//! Lists, members and the log of changes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use md5::{Digest, Md5};
use serde_json::{Map, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Subscribed,
    Unsubscribed,
    Cleaned,
    Pending,
    Transactional,
    Archived,
}

impl Status {
    pub const ALL: [Self; 6] = [Self::Subscribed, Self::Unsubscribed, Self::Cleaned, Self::Pending, Self::Transactional, Self::Archived];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subscribed => "subscribed",
            Self::Unsubscribed => "unsubscribed",
            Self::Cleaned => "cleaned",
            Self::Pending => "pending",
            Self::Transactional => "transactional",
            Self::Archived => "archived",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|x| x.as_str() == s)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub email: String,
    pub status: Status,
    pub fields: Map<String, Value>,
    pub tags: BTreeSet<i64>,
    pub last_changed: i64,
    /// UTC seconds; `None` for whom the shop added, and for whom no confirmation was asked.
    pub signup: Option<i64>,
    pub opt: Option<i64>,
    /// Stays when the address changes.
    pub contact: String,
    pub language: String,
    pub country: String,
}

impl Member {
    pub fn new(list: &str, email: &str, status: Status, now: i64) -> Self {
        let opt = (status == Status::Subscribed).then_some(now);
        Self {
            email: email.to_owned(),
            status,
            fields: Map::new(),
            tags: BTreeSet::new(),
            last_changed: now,
            signup: None,
            opt,
            contact: hash(&format!("{list} {email}")),
            language: String::new(),
            country: String::new(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub id: i64,
    pub tag: String,
    pub name: String,
    pub kind: String,
    pub required: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    pub id: String,
    pub name: String,
    pub double_optin: bool,
    pub fields: Vec<Field>,
    /// By the MD5 of the lower-case address.
    pub members: BTreeMap<String, Member>,
    /// Tags: static segments.
    pub tags: Vec<(i64, String)>,
    /// Refused as being in a compliance state; they may or may not be members.
    pub compliance: BTreeSet<String>,
    /// Deleted for good.
    pub forgotten: BTreeSet<String>,
}

/// One change, in the order it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub hash: String,
    pub email: String,
    pub what: What,
    /// Made through the API; otherwise by the person themselves or in Mailchimp's own pages.
    pub by_api: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Created(Status),
    Status(Status, Status),
    Fields,
    Tag(i64, bool),
}

/// A campaign that was sent, or an automation's mail.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Campaign {
    pub id: String,
    pub title: String,
    pub list: String,
    pub kind: String,
    pub sent_at: i64,
    pub recipients: Vec<Recipient>,
    pub unsubscribed: Vec<(String, i64)>,
    pub complaints: Vec<(String, i64)>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipient {
    pub email: String,
    /// Action (`open`, `click`, `bounce`), moment, and a click's link or a bounce's kind.
    pub activity: Vec<(&'static str, i64, String)>,
}

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// 429 with Mailchimp's problem document; nothing is done.
    TooMany,
    /// 403 with a web page; nothing is done.
    Bare403,
    /// The line breaks before anything is done.
    BreakBefore,
    /// Done, but the answer never arrives.
    BreakAfter,
}

#[derive(Default)]
pub struct Mailchimp {
    pub lists: Vec<List>,
    /// What was sent, and what became of it.
    pub campaigns: Vec<Campaign>,
    /// The key's user may not see reports.
    pub no_reports: bool,
    /// The queue of operations.
    pub batches: Vec<super::batches::Batch>,
    /// Only ever grows.
    pub log: Vec<Change>,
    /// For the next requests, first come first served.
    pub faults: VecDeque<Fault>,
    /// What people do by themselves right before the request with this number.
    pub meanwhile: BTreeMap<u64, Vec<(String, String, Status)>>,
    pub requests: u64,
    /// The request with this number is never answered; whether it is carried out first.
    pub freeze: Option<(u64, bool)>,
    /// It hangs now: whoever asked can be killed at exactly this point.
    pub frozen: bool,
    /// UTC seconds; goes on by one with each request, so that every run is the same, unless it stands still.
    pub now: i64,
    pub still: bool,
    next_id: i64,
}

pub fn hash(email: &str) -> String {
    Md5::digest(email.to_lowercase().as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

impl Mailchimp {
    pub fn new() -> Self {
        Self { now: 1_795_000_000, next_id: 100, ..Self::default() }
    }

    pub fn fresh_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    /// A list with the fields that every new one has.
    pub fn add_list(&mut self, id: &str, name: &str, double_optin: bool) {
        let field = |id: i64, tag: &str, name: &str| Field { id, tag: tag.into(), name: name.into(), kind: "text".into(), required: false };
        let fields = vec![field(1, "FNAME", "First Name"), field(2, "LNAME", "Last Name")];
        self.lists.push(List { id: id.into(), name: name.into(), double_optin, fields, ..List::default() });
    }

    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.iter().find(|l| l.id == id)
    }

    pub fn list_mut(&mut self, id: &str) -> Option<&mut List> {
        self.lists.iter_mut().find(|l| l.id == id)
    }

    pub fn member(&self, list: &str, email: &str) -> Option<&Member> {
        self.list(list)?.members.get(&hash(email))
    }

    /// Somebody is there before the test begins.
    ///
    /// # Panics
    /// When there is no such list.
    pub fn put(&mut self, list: &str, email: &str, status: Status, fields: Map<String, Value>) {
        let now = self.now;
        let member = Member { fields, ..Member::new(list, email, status, now) };
        self.list_mut(list).expect("the list exists").members.insert(hash(email), member);
    }

    /// What the person does by themselves.
    pub fn person_becomes(&mut self, list: &str, email: &str, status: Status) {
        let now = self.now;
        let key = hash(email);
        let Some(l) = self.list_mut(list) else { return };
        let what = match l.members.get_mut(&key) {
            Some(m) => {
                let from = std::mem::replace(&mut m.status, status);
                m.last_changed = now;
                if status == Status::Subscribed {
                    m.opt = Some(now);
                }
                What::Status(from, status)
            }
            None => {
                let member = Member::new(list, email, status, now);
                l.members.insert(key.clone(), member);
                What::Created(status)
            }
        };
        self.log.push(Change { hash: key, email: email.to_owned(), what, by_api: false });
    }

    pub(super) fn note(&mut self, email: &str, what: What) {
        self.log.push(Change { hash: hash(email), email: email.to_owned(), what, by_api: true });
    }

    /// Everything but the log: two runs that came to the same end are equal here. Without times of change.
    pub fn end_state(&self) -> Vec<List> {
        let mut lists = self.lists.clone();
        for l in &mut lists {
            let names: BTreeMap<i64, i64> = l.tags.iter().enumerate().map(|(i, (id, _))| (*id, i as i64)).collect();
            for m in l.members.values_mut() {
                (m.last_changed, m.signup, m.opt) = (0, None, None);
                m.tags = m.tags.iter().map(|t| names.get(t).copied().unwrap_or(-1)).collect();
            }
            for (i, t) in l.tags.iter_mut().enumerate() {
                t.0 = i as i64;
            }
            for (i, f) in l.fields.iter_mut().enumerate() {
                f.id = i as i64;
            }
        }
        lists
    }
}
