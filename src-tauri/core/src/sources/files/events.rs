//! Events in the words of the Segment specification, one JSON object a line: identify, track, page, screen and alias.
//!
//! What becomes of them: `identify` says who somebody is; of the tracked events, "Product Viewed" is a look at a product,
//! "Products Searched" a search and "Product Reviewed" a review; every other name stays an event with its properties.
//! "Order Completed" is no order here: orders come from the shop itself, and would be counted twice. Properties become
//! texts under flat names (`address.city`); a list is its values with commas between.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::cells::is_email;
use super::dates::{self, DateOrder};
use crate::sources::countries;
use crate::types::records::{CustomerRecord, EventRecord, ProductRecord, Record, ReviewRecord, SearchRecord, ViewRecord};
use crate::types::{Currency, ShopZone, Timestamp};

/// Letters of one property that are kept, properties of one event, and letters of an event's name.
const LONGEST: usize = 1_000;
const MOST: usize = 100;
const LONGEST_NAME: usize = 120;

/// Whose an anonymous id is, as some line of the file says.
#[derive(Debug, Default)]
pub struct Known(HashMap<String, Who>);

#[derive(Debug, Clone, Default, PartialEq)]
struct Who {
    id: Option<String>,
    email: Option<String>,
}

impl Who {
    fn is_nobody(&self) -> bool {
        self.id.is_none() && self.email.is_none()
    }
}

impl Known {
    pub fn learn(&mut self, line: &[u8]) {
        let Ok(Value::Object(o)) = serde_json::from_slice::<Value>(line) else { return };
        let who = who(&o);
        if who.is_nobody() {
            return;
        }
        let before = if o.get("type").and_then(Value::as_str) == Some("alias") { text(o.get("previousId")) } else { None };
        for id in [text(o.get("anonymousId")), before].into_iter().flatten() {
            self.0.entry(id).or_insert_with(|| who.clone());
        }
    }
}

/// `Err` is the reason to refuse the line.
pub fn record(line: &[u8], known: &Known) -> Result<Record, String> {
    let parsed: Value = serde_json::from_slice(line).map_err(|_| "The line is no JSON".to_owned())?;
    let Value::Object(o) = parsed else { return Err("The line is no JSON object".to_owned()) };
    let kind = o.get("type").and_then(Value::as_str).unwrap_or("");
    if !matches!(kind, "identify" | "track" | "page" | "screen" | "alias") {
        return Err(match kind {
            "" => "The line does not say what it is (its “type”)".to_owned(),
            "group" => "Groups of accounts are not kept".to_owned(),
            _ => "The type of the line is not known".to_owned(),
        });
    }
    let at = ["timestamp", "originalTimestamp", "sentAt", "receivedAt"].into_iter().find_map(|key| o.get(key));
    let at = moment(at).ok_or_else(|| "The line says no time that can be read".to_owned())?;
    let mut who = who(&o);
    if who.is_nobody()
        && let Some(found) = text(o.get("anonymousId")).and_then(|id| known.0.get(&id))
    {
        who = found.clone();
    }
    if who.is_nobody() {
        return Err("Nobody is named: neither a user's id nor an address, and no line says whose the anonymous id is".to_owned());
    }
    let person = CustomerRecord { external_id: who.id, email: who.email, ..CustomerRecord::default() };
    let external_id = text(o.get("messageId")).unwrap_or_else(|| of_itself(line));
    let empty = Map::new();
    let properties = o.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    Ok(match kind {
        "identify" => Record::Customer(identified(person, o.get("traits").and_then(Value::as_object).unwrap_or(&empty), at)),
        "alias" => Record::Customer(CustomerRecord { created_at: Some(at), ..person }),
        "track" => {
            let name = text(o.get("event")).ok_or_else(|| "The event has no name".to_owned())?;
            tracked(external_id, person, &name, at, properties)?
        }
        _ => {
            let mut said = flat(properties);
            if let Some(name) = text(o.get("name")) {
                said.insert("page".to_owned(), name);
            }
            let name = if kind == "page" { "Page Viewed" } else { "Screen Viewed" };
            Record::Event(EventRecord { external_id, person, name: name.to_owned(), at, properties: said.into_iter().collect() })
        }
    })
}

fn tracked(external_id: String, person: CustomerRecord, name: &str, at: Timestamp, p: &Map<String, Value>) -> Result<Record, String> {
    let name: String = name.chars().take(LONGEST_NAME).collect();
    Ok(match name.to_lowercase().as_str() {
        "product viewed" | "viewed product" => Record::View(ViewRecord { external_id, person, product: product(p), at }),
        "products searched" | "product searched" => {
            let words = text(p.get("query")).ok_or_else(|| "The search says no words (its “query”)".to_owned())?;
            Record::Search(SearchRecord { external_id, person, at, words })
        }
        "product reviewed" => {
            let rating = rating(p.get("rating"))?;
            let body = text(p.get("review_body")).or_else(|| text(p.get("review")));
            Record::Review(ReviewRecord {
                external_id: text(p.get("review_id")).unwrap_or(external_id),
                person,
                product: product(p),
                at,
                rating,
                title: text(p.get("review_title")),
                body,
            })
        }
        _ => Record::Event(EventRecord { external_id, person, name, at, properties: flat(p).into_iter().collect() }),
    })
}

fn rating(v: Option<&Value>) -> Result<Option<u8>, String> {
    let Some(said) = text(v) else { return Ok(None) };
    super::reviews::stars(&said).map(Some).ok_or_else(|| "The rating is not 1 to 5".to_owned())
}

fn product(p: &Map<String, Value>) -> Option<ProductRecord> {
    let sku = text(p.get("sku"));
    let external_id = text(p.get("product_id")).or_else(|| sku.clone())?;
    let currency: Option<Currency> = text(p.get("currency")).and_then(|c| c.parse().ok());
    let price = currency.and_then(|c| c.parse_minor(&text(p.get("price"))?).ok());
    let category = text(p.get("category"));
    Some(ProductRecord {
        external_id,
        title: text(p.get("name")),
        sku,
        price,
        currency: price.and(currency),
        url: text(p.get("url")),
        image_url: text(p.get("image_url")),
        categories: category.into_iter().collect(),
        ..ProductRecord::default()
    })
}

/// The traits that have a place of their own, and all others as fields.
fn identified(person: CustomerRecord, traits: &Map<String, Value>, at: Timestamp) -> CustomerRecord {
    let mut said = flat(traits);
    let mut take = |names: &[&str]| names.iter().find_map(|n| said.remove(*n));
    let (full_first, full_last) = take(&["name"]).map_or((None, None), |full| match full.rsplit_once(' ') {
        Some((first, last)) => (Some(first.to_owned()), Some(last.to_owned())),
        None => (Some(full), None),
    });
    let country = take(&["address.country", "country"]);
    let code = country.as_deref().and_then(countries::code).map(str::to_owned);
    let born = take(&["birthday"]);
    let birthday = born.as_deref().and_then(|b| dates::parse_local(b, DateOrder::YearFirst));
    let created = take(&["createdAt", "created_at"]).and_then(|c| dates::parse(&c, DateOrder::YearFirst, ShopZone::UTC));
    take(&["email"]);
    CustomerRecord {
        first_name: take(&["firstName", "first_name"]).or(full_first),
        last_name: take(&["lastName", "last_name"]).or(full_last),
        phone: take(&["phone"]),
        country: code,
        region: take(&["address.state", "state"]),
        city: take(&["address.city", "city"]),
        postcode: take(&["address.postalCode", "address.postal_code", "postalCode"]),
        language: take(&["language", "locale"]),
        birthday: birthday.map(|(day, _)| day.date().format("%Y-%m-%d").to_string()),
        created_at: created.or(Some(at)),
        fields: said.into_iter().collect(),
        ..person
    }
}

/// The user's id, unless it is an address; and an address, wherever the specification lets it stand.
fn who(o: &Map<String, Value>) -> Who {
    let id = text(o.get("userId"));
    let within = |v: Option<&Value>| text(v.and_then(|v| v.get("email"))).filter(|e| is_email(e));
    let context = o.get("context").and_then(|c| c.get("traits"));
    let email = within(o.get("traits")).or_else(|| within(context)).or_else(|| within(o.get("properties")));
    match id {
        Some(id) if is_email(&id) => Who { id: None, email: email.or(Some(id)) },
        id => Who { id, email },
    }
}

/// Names with texts: objects by dots, lists by commas (of objects their names), what says nothing left out.
fn flat(of: &Map<String, Value>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut next: Vec<(String, &Value)> = of.iter().map(|(name, v)| (name.clone(), v)).collect();
    while let Some((name, value)) = next.pop() {
        match value {
            Value::Object(inner) if name.matches('.').count() < 4 => {
                next.extend(inner.iter().map(|(n, v)| (format!("{name}.{n}"), v)));
            }
            _ if out.len() < MOST => {
                if let Some(said) = said(value) {
                    out.insert(name, said.chars().take(LONGEST).collect());
                }
            }
            _ => {}
        }
    }
    out
}

fn said(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => {
            let named = |v: &Value| ["name", "product_id", "sku", "id"].iter().find_map(|key| text(v.get(*key)));
            let all: Vec<String> = all.iter().filter_map(|v| if v.is_object() { named(v) } else { text(Some(v)) }).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        other => text(Some(other)),
    }
}

/// A text, number or yes and no as a text; "" and null say nothing.
fn text(value: Option<&Value>) -> Option<String> {
    let said = match value? {
        Value::String(s) => s.replace('\0', "").trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        _ => return None,
    };
    (!said.is_empty()).then_some(said)
}

fn moment(value: Option<&Value>) -> Option<Timestamp> {
    let said = text(value)?;
    match chrono::DateTime::parse_from_rfc3339(&said) {
        Ok(at) => Some(Timestamp(at.timestamp())),
        Err(_) => dates::parse(&said, DateOrder::YearFirst, ShopZone::UTC),
    }
}

/// Lines without an id of their own: the same line again is the same event.
fn of_itself(line: &[u8]) -> String {
    Sha256::digest(line.trim_ascii()).iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// What to say of a text of such lines before they are brought in; `None`: it is something else.
pub fn looks_like(text: &str) -> Option<Vec<String>> {
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    let mut orders = false;
    for line in text.trim_start_matches('\u{feff}').lines().filter(|l| !l.trim().is_empty()).take(5_000) {
        if let Ok(Value::Object(o)) = serde_json::from_str::<Value>(line)
            && let Some(kind) = o.get("type").and_then(Value::as_str)
        {
            *kinds.entry(kind.to_owned()).or_default() += 1;
            orders |= o.get("event").and_then(Value::as_str).is_some_and(|e| e.eq_ignore_ascii_case("order completed"));
        } else if kinds.is_empty() {
            return None;
        }
    }
    if !["identify", "track", "page", "screen"].iter().any(|k| kinds.contains_key(*k)) {
        return None;
    }
    let mut notes =
        vec!["“Product Viewed” becomes a look at a product, “Products Searched” a search, “Product Reviewed” a review; all else stays an event under its own name.".to_owned()];
    if orders {
        notes.push("“Order Completed” stays an event: orders come from the shop itself, and would be counted twice.".to_owned());
    }
    Some(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Record, String> {
        record(line.as_bytes(), &Known::default())
    }

    #[test]
    fn each_kind_of_line_finds_its_place() {
        let view = r#"{"type":"track","event":"Product Viewed","messageId":"m1","userId":97980,"timestamp":"2026-03-01T10:00:00.123+01:00",
            "context":{"traits":{"email":"ada@example.com"}},"properties":{"product_id":"mug-1","sku":"M1","name":"A mug","category":"Kitchen",
            "price":18.99,"currency":"EUR","url":"https://shop.example/mug","image_url":"https://shop.example/mug.jpg"}}"#;
        let Ok(Record::View(v)) = read(view) else { panic!("no view") };
        assert_eq!((v.external_id.as_str(), v.person.external_id.as_deref(), v.at), ("m1", Some("97980"), Timestamp(1_772_355_600)));
        let p = v.product.unwrap();
        assert_eq!((p.external_id.as_str(), p.price, p.categories), ("mug-1", Some(1899), vec!["Kitchen".to_owned()]));
        let Ok(Record::Search(s)) = read(
            r#"{"type":"track","event":"Products Searched","userId":"a@example.com","timestamp":"2026-03-01","properties":{"query":" red mug "}}"#,
        ) else {
            panic!("no search")
        };
        assert_eq!((s.words.as_str(), s.person.external_id, s.person.email.as_deref()), ("red mug", None, Some("a@example.com")));
        let Ok(Record::Review(r)) = read(
            r#"{"type":"track","event":"Product Reviewed","userId":"7","timestamp":"2026-03-01","properties":{"review_id":"r9","product_id":"x","rating":"4","review_body":"Good"}}"#,
        ) else {
            panic!("no review")
        };
        assert_eq!((r.external_id.as_str(), r.rating, r.body.as_deref()), ("r9", Some(4), Some("Good")));
        let Ok(Record::Event(e)) = read(
            r#"{"type":"track","event":"Order Completed","userId":"7","timestamp":"2026-03-01","properties":{"revenue":25.5,"gift":true,"coupon":null,
               "products":[{"name":"A mug"},{"sku":"T2"}],"to":{"city":"Kiel","geo":{"lat":54}},"sizes":["S","M"]}}"#,
        ) else {
            panic!("no event")
        };
        let said: Vec<String> = e.properties.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(said, ["gift=true", "products=A mug, T2", "revenue=25.5", "sizes=S, M", "to.city=Kiel", "to.geo.lat=54"]);
        let Ok(Record::Event(e)) = read(r#"{"type":"page","name":"Home","userId":"7","timestamp":"2026-03-01","properties":{"path":"/"}}"#)
        else {
            panic!("no page")
        };
        assert_eq!((e.name.as_str(), e.properties.len()), ("Page Viewed", 2));
    }

    #[test]
    fn identify_fills_what_has_a_place_and_keeps_the_rest() {
        let Ok(Record::Customer(c)) = read(
            r#"{"type":"identify","userId":"7","timestamp":"2026-03-01T00:00:00Z","traits":{"email":"Ada@example.com","name":"Ada de Jong",
               "address":{"city":"Kiel","country":"Germany","postalCode":"24103"},"birthday":"1990-05-04","plan":"gold","createdAt":"2024-01-02"}}"#,
        ) else {
            panic!("no customer")
        };
        assert_eq!((c.first_name.as_deref(), c.last_name.as_deref(), c.country.as_deref()), (Some("Ada de"), Some("Jong"), Some("DE")));
        assert_eq!((c.city.as_deref(), c.birthday.as_deref()), (Some("Kiel"), Some("1990-05-04")));
        assert_eq!(c.created_at, Some(Timestamp(1_704_153_600)));
        assert_eq!(c.fields, [("plan".to_owned(), "gold".to_owned())]);
        assert!(c.consent.is_empty(), "nobody agrees to anything by being identified");
    }

    #[test]
    fn an_anonymous_id_is_somebodys_when_some_line_says_so() {
        let event = br#"{"type":"track","event":"X","anonymousId":"anon","timestamp":"2026-03-01"}"#;
        assert!(record(event, &Known::default()).unwrap_err().starts_with("Nobody is named"));
        let mut known = Known::default();
        known.learn(br#"{"type":"identify","userId":"7","anonymousId":"anon","timestamp":"2026-03-02"}"#);
        known.learn(br#"{"type":"alias","userId":"8","previousId":"old","timestamp":"2026-03-02"}"#);
        let Ok(Record::Event(e)) = record(event, &known) else { panic!("refused") };
        assert_eq!(e.person.external_id.as_deref(), Some("7"));
        assert_eq!(known.0.get("old").and_then(|w| w.id.as_deref()), Some("8"));
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_reason() {
        for (line, reason) in [
            ("{\"type\":\"track\"", "no JSON"),
            ("[1]", "no JSON object"),
            ("{}", "does not say what it is"),
            (r#"{"type":"group","userId":"7"}"#, "Groups"),
            (r#"{"type":"quux"}"#, "not known"),
            (r#"{"type":"track","event":"X","userId":"7"}"#, "no time"),
            (r#"{"type":"track","event":"X","userId":"7","timestamp":"soon"}"#, "no time"),
            (r#"{"type":"track","userId":"7","timestamp":"2026-03-01"}"#, "no name"),
            (r#"{"type":"track","event":"X","userId":"","timestamp":"2026-03-01"}"#, "Nobody"),
            (r#"{"type":"track","event":"Products Searched","userId":"7","timestamp":"2026-03-01"}"#, "no words"),
            (r#"{"type":"track","event":"Product Reviewed","userId":"7","timestamp":"2026-03-01","properties":{"rating":9}}"#, "1 to 5"),
        ] {
            let said = read(line).unwrap_err();
            assert!(said.contains(reason), "{line}: {said}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(name in "\\PC{0,12}", value in "\\PC{0,40}", line in "\\PC{0,80}") {
            let _ = read(&line);
            let line = serde_json::json!({"type": "track", "event": name.clone(), "userId": value.clone(), "timestamp": value.clone(), "properties": {name.as_str(): {value.as_str(): [value]}}});
            let _ = read(&line.to_string());
        }
    }
}
