//! A connected shop, stream by stream.
//!
//! First the newest orders, a page or two, so that there is something to work with at once; meanwhile Shopify prepares
//! the whole lists. Then each kind whole, and from then on what was updated since. What `walk` and `bulk` keep is in the
//! cursor; between pages this holds nothing but what can be asked for again.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::access::Access;
use super::bulk::{self, Job, Outcome};
use super::client::{Client, LONGEST_PAGE};
use super::documents::{self, Doc, Inner, Thing};
use super::download::{self, Piece};
use super::rights::Rights;
use super::walk::{At, OVERLAP, Place, Seen, Walk};
use super::{carts, customers, gid, orders, products, refunds};
use crate::sources::{Outside, Page, Refused, Source, Stream, answer, json};
use crate::types::records::Record;
use crate::types::{Code, Error, Progress, Result};

const STREAMS: [Stream; 6] = [
    Stream { name: "orders_new", words: "Reading the newest orders" },
    Stream { name: "products", words: "Reading products" },
    Stream { name: "customers", words: "Reading customers" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "carts", words: "Reading abandoned checkouts" },
    Stream { name: "gone", words: "Looking for what is gone" },
];

/// So many of the newest orders come in before the whole history.
const NEWEST: u64 = 100;
/// Up to so many of a kind are read page by page.
const SMALL: i64 = 250;
/// After so many operations that came to nothing, the whole is read page by page.
const LOST: u32 = 3;

pub struct Shopify {
    pub(super) client: Client,
    rights: Mutex<Option<Rights>>,
    /// Where the file of an operation lies, and how many things are in it.
    file: Mutex<Option<(String, String, u64)>>,
    /// Orders that this run has counted already.
    counted: Mutex<HashSet<u64>>,
}

/// The cursor of the newest orders.
#[derive(Default, Serialize, Deserialize)]
struct Newest {
    after: Option<String>,
    rows: u64,
    /// The whole lists were asked for.
    asked: bool,
    done: bool,
}

impl Shopify {
    pub fn new(outside: Outside, shop: Url, access: Access) -> Self {
        Self { client: Client::new(outside, shop, access), rights: Mutex::default(), file: Mutex::default(), counted: Mutex::default() }
    }

    /// What the app may read now; asked once a run.
    pub(super) fn rights(&self, watch: &Progress) -> Result<Rights> {
        let mut kept = self.rights.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rights) = kept.as_ref() {
            return Ok(rights.clone());
        }
        let answer = self.client.ask(&documents::shop(), &json!({}), watch)?;
        let rights = Rights::of(answer.data.get("currentAppInstallation").unwrap_or(&Value::Null));
        if let Some(missing) = rights.missing() {
            return Err(Error::new(Code::Unauthorised, missing));
        }
        *kept = Some(rights.clone());
        Ok(rights)
    }

    /// A page of a list, its rows, and where it goes on.
    pub(super) fn list(&self, doc: &Doc, root: &str, variables: &Value, most: u64, watch: &Progress) -> Result<Listed> {
        let answer = self.client.page(doc, variables, most, watch)?;
        let host = self.client.host();
        let odd = |what: &str| answer::odd(&self.client.who(&host), what);
        let list = answer.data.get(root).filter(|l| l.is_object()).ok_or_else(|| odd(&format!("there is no list of {root} in it")))?;
        let rows = list.get("nodes").and_then(Value::as_array).ok_or_else(|| odd(&format!("the list of {root} is none")))?;
        let nothing = Value::Null;
        let info = list.get("pageInfo").unwrap_or(&nothing);
        let more = info
            .get("hasNextPage")
            .and_then(Value::as_bool)
            .ok_or_else(|| odd(&format!("the list of {root} does not say whether it goes on")))?;
        Ok(Listed { rows: rows.clone(), end: json::owned(info, "endCursor"), more, date: answer.date })
    }

    fn newest(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut at: Newest = cursor.and_then(|c| serde_json::from_str(c).ok()).unwrap_or_default();
        let page = |at: &Newest, records, fresh| Page {
            records,
            fresh,
            cursor: serde_json::to_string(at).unwrap_or_default(),
            more: !at.done,
            ..Page::default()
        };
        if at.done {
            return Ok(page(&at, Vec::new(), 0));
        }
        let rights = self.rights(watch)?;
        if at.rows > 0 && !at.asked {
            at.asked = true;
            self.ask_ahead(&rights, watch)?;
            return Ok(page(&at, Vec::new(), 0));
        }
        let mut got = self.list(&Thing::Orders.newest(), Thing::Orders.root(), &json!({ "after": at.after }), NEWEST - at.rows, watch)?;
        let stuck = got.more && (got.rows.is_empty() || got.end.is_none() || got.end == at.after);
        let different: HashSet<u64> = got.rows.iter().map(gid::number).collect();
        at.rows = (at.rows + different.len() as u64).min(NEWEST);
        at.done = !got.more || stuck || at.rows >= NEWEST;
        at.after = got.end;
        if at.done {
            // How long its pages were is nobody's business any more.
            at = Newest { done: true, ..Newest::default() };
        }
        // What cannot be understood is refused when its turn comes among all of them.
        let (records, _) = self.understood(Thing::Orders, &mut got.rows, watch)?;
        let fresh = self.count(&got.rows);
        Ok(page(&at, records, fresh))
    }

    /// Has Shopify begin with the whole lists while pages are read. What does not begin now begins when its turn comes.
    fn ask_ahead(&self, rights: &Rights, watch: &Progress) -> Result<()> {
        for thing in [Thing::Orders, Thing::Customers, Thing::Products, Thing::Carts] {
            let ahead = self.count_of(thing, watch).and_then(|n| {
                if n > SMALL {
                    bulk::find_or_start(&self.client, &thing.bulk(marker(rights)), true, None, watch).map(|_| ())
                } else {
                    Ok(())
                }
            });
            match ahead {
                Err(e) if e.code == Code::Cancelled => return Err(e),
                Err(e) => tracing::debug!(thing = thing.words(), "not asked ahead: {}", e.message),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    pub(super) fn count_of(&self, thing: Thing, watch: &Progress) -> Result<i64> {
        let answer = self.client.ask(&thing.count(), &json!({}), watch)?;
        answer.data.get(thing.count_field()).and_then(|c| json::whole(c, "count")).ok_or_else(|| {
            let host = self.client.host();
            answer::odd(&self.client.who(&host), &format!("the number of {} is missing", thing.words()))
        })
    }

    fn thing(&self, thing: Thing, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut place = Place::resume(cursor);
        let rights = self.rights(watch)?;
        // With the right to older orders, they are read at last.
        if thing == Thing::Orders && rights.sees_all_orders() && !place.saw_all && matches!(place.at, At::Rest { .. }) {
            place = Place::default();
        }
        match place.at.clone() {
            At::Start => self.start(thing, place, &rights, watch),
            At::Bulk(job) => self.of_file(thing, place, job, watch),
            At::Since(walk) => self.since(thing, place, walk, watch),
            At::Rest { floor } => self.since(thing, place, Walk::from(floor), watch),
        }
    }

    fn start(&self, thing: Thing, mut place: Place, rights: &Rights, watch: &Progress) -> Result<Page> {
        place.saw_all = rights.sees_all_orders();
        if place.lost >= LOST || self.count_of(thing, watch)? <= SMALL {
            return self.since(thing, place, Walk::from(0), watch);
        }
        let job = bulk::find_or_start(&self.client, &thing.bulk(marker(rights)), true, None, watch)?;
        place.at = At::Bulk(job);
        Ok(Page { cursor: place.cursor(), more: true, ..Page::default() })
    }

    /// A piece of an operation's file.
    fn of_file(&self, thing: Thing, mut place: Place, mut job: Job, watch: &Progress) -> Result<Page> {
        let (url, all) = match self.file_of(&job, thing.words(), watch)? {
            Ok(found) => found,
            Err(why) => return Ok(self.lost(thing, place, &why)),
        };
        let got = match url {
            None => None,
            Some(url) => match download::piece(&self.client.outside, &url, job.offset, watch) {
                Ok(Piece::Things(things)) => Some(things),
                Ok(Piece::Expired) => {
                    // The next page asks where it lies now.
                    let again = self.file.lock().unwrap_or_else(PoisonError::into_inner).take().is_some();
                    let fresh = if again { self.file_of(&job, thing.words(), watch)? } else { Err(String::new()) };
                    match fresh {
                        Ok((Some(new), _)) if new != url => return Ok(Page { cursor: place.cursor(), more: true, ..Page::default() }),
                        _ => return Ok(self.lost(thing, place, "its file cannot be fetched any more")),
                    }
                }
                Err(e) => return Err(e),
            },
        };
        let mut page = Page { more: true, ..Page::default() };
        match got {
            None => place.at = At::Since(Walk::from(job.created - OVERLAP)),
            Some(mut things) => {
                (page.records, page.refused) = self.understood(thing, &mut things.whole, watch)?;
                page.fresh = if thing == Thing::Orders { self.count(&things.whole) } else { things.whole.len() as u64 };
                page.fresh += things.broken.len() as u64;
                page.refused
                    .extend(things.broken.into_iter().map(|raw| Refused { reason: "A line of the list is no JSON.".to_owned(), raw }));
                job.read += things.whole.len() as u64;
                page.left = Some(all.saturating_sub(job.read));
                place.at = match things.next {
                    Some(next) => At::Bulk(Job { offset: next, ..job }),
                    None => {
                        place.lost = 0;
                        At::Since(Walk::from(job.created - OVERLAP))
                    }
                };
            }
        }
        page.cursor = place.cursor();
        Ok(page)
    }

    /// Where an operation's file lies and how many things are in it; `Err` with the reason when the operation is lost.
    pub(super) fn file_of(&self, job: &Job, words: &str, watch: &Progress) -> Result<std::result::Result<(Option<String>, u64), String>> {
        if let Some((_, url, things)) = self.file.lock().unwrap_or_else(PoisonError::into_inner).as_ref().filter(|f| f.0 == job.id) {
            return Ok(Ok((Some(url.clone()), *things)));
        }
        match bulk::wait(&self.client, job, words, watch)? {
            Outcome::Lost(why) => Ok(Err(why)),
            Outcome::Ready { url, things } => {
                if let Some(url) = &url {
                    *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some((job.id.clone(), url.clone(), things));
                }
                Ok(Ok((url, things)))
            }
        }
    }

    /// Begins anew, and says so.
    fn lost(&self, thing: Thing, place: Place, why: &str) -> Page {
        let lost = place.lost + 1;
        let place = Place { lost, ..Place::default() };
        let how = if lost >= LOST { "They are read page by page instead, which takes longer." } else { "It was asked for again." };
        let note = format!("The list of {} that Shopify prepared came to nothing: {why}. {how}", thing.words());
        Page { cursor: place.cursor(), more: true, notes: vec![note], ..Page::default() }
    }

    /// A page of what was updated since.
    fn since(&self, thing: Thing, mut place: Place, walk: Walk, watch: &Progress) -> Result<Page> {
        let variables = json!({ "after": walk.after, "query": walk.query() });
        let got = match self.list(&thing.since(), thing.root(), &variables, LONGEST_PAGE, watch) {
            // Checkouts are nothing that a shop must show.
            Err(e) if thing == Thing::Carts && e.code == Code::Unauthorised && walk.after.is_none() => {
                return Ok(Page {
                    cursor: place.cursor(),
                    notes: vec![format!("Abandoned checkouts did not come in: {}", e.message)],
                    ..Page::default()
                });
            }
            other => other?,
        };
        let (more, date) = (got.more, got.date);
        let news = place.news(&got.rows);
        let mut rows: Vec<Value> = got.rows.iter().zip(&news).filter(|(_, new)| **new).map(|(row, _)| row.clone()).collect();
        let seen = Seen { rows: &got.rows, end: got.end, more, date, sorted: thing != Thing::Carts };
        let host = self.client.host();
        place.at = walk.take(&seen).map_err(|what| answer::odd(&self.client.who(&host), what))?;
        let (records, refused) = self.understood(thing, &mut rows, watch)?;
        let fresh = if thing == Thing::Orders { self.count(&rows) } else { rows.len() as u64 };
        Ok(Page { records, refused, fresh, left: None, cursor: place.cursor(), more, ..Page::default() })
    }

    /// Rows as records, with what they need besides; those that cannot be understood with the reason.
    fn understood(&self, thing: Thing, rows: &mut [Value], watch: &Progress) -> Result<(Vec<Record>, Vec<Refused>)> {
        let inner: &[Inner] = match thing {
            Thing::Orders => &[Inner::OrderLines],
            Thing::Products => &[Inner::Variants, Inner::Collections],
            Thing::Carts => &[Inner::CartLines],
            Thing::Customers => &[],
        };
        for row in rows.iter_mut() {
            for list in inner {
                self.complete(row, *list, watch)?;
            }
        }
        if thing == Thing::Orders {
            refunds::with_lines(&self.client, rows, watch)?;
        }
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        for row in rows.iter() {
            let made = match thing {
                Thing::Orders => orders::records(row),
                Thing::Customers => customers::customer(row).map(|c| vec![Record::Customer(c)]),
                Thing::Products => products::product(row).map(|p| vec![Record::Product(p)]),
                Thing::Carts => carts::record(row).map(|c| c.into_iter().collect()),
            };
            match made {
                Ok(made) => records.extend(made),
                Err(e) => refused.push(refusal(thing, row, &e)),
            }
        }
        Ok((records, refused))
    }

    /// The rest of a list inside a row that goes on.
    fn complete(&self, row: &mut Value, inner: Inner, watch: &Progress) -> Result<()> {
        let Some(id) = json::owned(row, "id") else { return Ok(()) };
        let key = inner.key();
        let goes_on = |list: &Value| {
            let info = list.get("pageInfo")?;
            let more = info.get("hasNextPage").and_then(Value::as_bool).unwrap_or(false);
            json::owned(info, "endCursor").filter(|_| more)
        };
        let mut after = row.get(key).and_then(goes_on);
        while let Some(from) = after.take() {
            let answer = self.client.page(&inner.rest(), &json!({ "id": id, "after": from }), LONGEST_PAGE, watch)?;
            // Gone meanwhile: what came first is all there is to know.
            let Some(list) = answer.data.get("node").and_then(|n| n.get(key)) else { return Ok(()) };
            let rest = json::list(list, "nodes").to_vec();
            let next = goes_on(list).filter(|n| *n != from && !rest.is_empty());
            if let Some(Value::Array(nodes)) = row.get_mut(key).and_then(|l| l.get_mut("nodes")) {
                nodes.extend(rest);
            }
            after = next;
        }
        Ok(())
    }

    /// How many of these orders this run has not counted yet.
    fn count(&self, rows: &[Value]) -> u64 {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        rows.iter().filter(|r| counted.insert(gid::number(r))).count() as u64
    }
}

pub(super) struct Listed {
    pub rows: Vec<Value>,
    pub end: Option<String>,
    pub more: bool,
    pub date: crate::types::Timestamp,
}

impl Source for Shopify {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "orders_new" => self.newest(cursor, watch),
            "products" => self.thing(Thing::Products, cursor, watch),
            "customers" => self.thing(Thing::Customers, cursor, watch),
            "orders" => self.thing(Thing::Orders, cursor, watch),
            "carts" => self.thing(Thing::Carts, cursor, watch),
            "gone" => self.sweep(cursor, watch),
            other => Err(Error::internal(format!("Shopify has no stream “{other}”."))),
        }
    }
}

/// Tells what the app could see when a list was asked for.
fn marker(rights: &Rights) -> &'static str {
    if rights.sees_all_orders() { "All" } else { "Recent" }
}

fn refusal(thing: Thing, row: &Value, e: &Error) -> Refused {
    let what = match thing {
        Thing::Orders => "order",
        Thing::Customers => "customer",
        Thing::Products => "product",
        Thing::Carts => "checkout",
    };
    let name = json::owned(row, "name").filter(|_| thing == Thing::Orders).or_else(|| gid::of(row, "id"));
    let name = name.map_or_else(|| format!("A {what} without a number").replace("A order", "An order"), |n| format!("{what} {n}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}
