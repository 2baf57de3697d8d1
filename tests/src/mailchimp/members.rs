//! Adding and changing members, one by one and in bulk, with the refusals that come inside a 200.

use serde_json::{Map, Value, json};

use super::routes::{BATCH, Reply, not_found, problem};
use super::state::{Field, Mailchimp, Member, Status, What, hash};

impl Mailchimp {
    pub(super) fn bulk(&mut self, list: &str, query: &[(String, String)], body: &Value) -> Reply {
        let Some(members) = body["members"].as_array() else {
            return problem(400, "Invalid Resource", "The resource submitted could not be validated: members is missing.");
        };
        if members.len() > BATCH {
            return problem(400, "Invalid Resource", "No more than 500 members can be sent at once.");
        }
        if members.iter().any(|m| m["status"].is_null() && m["status_if_new"].is_null()) {
            return problem(400, "Invalid Resource", "The resource submitted could not be validated: status is required.");
        }
        let update = body["update_existing"] == true;
        let lax = query.iter().any(|(k, v)| k == "skip_merge_validation" && v == "true");
        let (mut made, mut changed, mut errors, mut seen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for m in members {
            let email = m["email_address"].as_str().unwrap_or_default().trim().to_owned();
            let outcome = if seen.contains(&hash(&email)) {
                Err(Refusal::generic("Duplicate items found in the request."))
            } else {
                self.upsert(list, &email, m, update, lax)
            };
            seen.push(hash(&email));
            let shown = self.member(list, &email).map(|x| self.member_json(list, x));
            match (outcome, shown) {
                (Ok(true), Some(x)) => made.push(x),
                (Ok(false), Some(x)) => changed.push(x),
                (Err(r), _) => errors.push(json!({
                    "email_address": email, "error": r.text, "error_code": r.code, "field": r.field, "field_message": r.field_message
                })),
                (Ok(_), None) => {}
            }
        }
        Reply::json(
            200,
            &json!({ "total_created": made.len(), "total_updated": changed.len(), "error_count": errors.len(), "new_members": made, "updated_members": changed, "errors": errors }),
        )
    }

    pub(super) fn single(&mut self, method: &str, list: &str, key: &str, body: &Value) -> Reply {
        if method == "PUT" && body["status"].is_null() == body["status_if_new"].is_null() {
            return problem(400, "Invalid Resource", "Exactly one of status and status_if_new is required.");
        }
        let there = self.list(list).and_then(|l| l.members.get(key)).map(|m| m.email.clone());
        let email = match (there, method) {
            (Some(email), _) => email,
            (None, "PUT") => body["email_address"].as_str().unwrap_or_default().to_owned(),
            (None, _) => return not_found(),
        };
        match self.upsert(list, &email, body, true, false) {
            Ok(_) => match self.member(list, &email) {
                Some(m) => Reply::json(200, &self.member_json(list, m)),
                None => not_found(),
            },
            Err(r) => problem(400, r.title, &r.text),
        }
    }

    /// `Ok(true)`: made new. Tags are heeded for new people only.
    fn upsert(&mut self, list: &str, email: &str, m: &Value, update: bool, lax: bool) -> Result<bool, Refusal> {
        let key = hash(email);
        let status = m["status"].as_str().and_then(Status::parse);
        let if_new = m["status_if_new"].as_str().and_then(Status::parse);
        let Some(l) = self.list(list) else { return Err(Refusal::generic("no list")) };
        if !email.contains('@') || email.ends_with(".invalid") {
            return Err(Refusal::new("Invalid Resource", format!("{email} looks fake or invalid, please enter a real email address.")));
        }
        if l.forgotten.contains(&key) {
            return Err(Refusal::new(
                "Forgotten Email Not Subscribed",
                format!(
                    "{email} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list."
                ),
            ));
        }
        let there = l.members.get(&key).cloned();
        let wakes = there.as_ref().is_none_or(|x| status.is_some_and(|s| s != x.status));
        if wakes && l.compliance.contains(&key) {
            return Err(Refusal::new(
                "Member In Compliance State",
                format!("{email} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed."),
            ));
        }
        if there.is_some() && !update {
            return Err(Refusal {
                code: "ERROR_CONTACT_EXISTS",
                ..Refusal::new("Member Exists", format!("{email} is already a list member. Use PUT to insert or update list members."))
            });
        }
        let sent = m["merge_fields"].as_object().cloned().unwrap_or_default();
        let before = there.as_ref().map(|x| x.fields.clone()).unwrap_or_default();
        let fields = merged(&l.fields, &before, &sent, lax)?;
        let now = self.now;
        let new = there.is_none();
        let member = match there {
            Some(old) => {
                let language = m["language"].as_str().unwrap_or(&old.language).to_owned();
                if fields != before || language != old.language {
                    self.note(email, What::Fields);
                }
                let to = status.unwrap_or(old.status);
                if to != old.status {
                    self.note(email, What::Status(old.status, to));
                }
                Member { status: to, fields, language, last_changed: now, ..old }
            }
            None => {
                let Some(to) = status.or(if_new) else { return Err(Refusal::generic("status is required.")) };
                self.note(email, What::Created(to));
                let named: Vec<String> = m["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
                let tags = named.iter().map(|t| self.tag_named(list, t)).collect();
                let language = m["language"].as_str().unwrap_or_default().to_owned();
                Member { fields, tags, language, ..Member::new(list, email, to, now) }
            }
        };
        if let Some(l) = self.list_mut(list) {
            l.members.insert(key, member);
        }
        Ok(new)
    }
}

struct Refusal {
    title: &'static str,
    text: String,
    code: &'static str,
    field: String,
    field_message: String,
}

impl Refusal {
    fn new(title: &'static str, text: String) -> Self {
        Self { title, text, code: "ERROR_GENERIC", field: String::new(), field_message: String::new() }
    }

    fn generic(text: &str) -> Self {
        Self::new("Invalid Resource", text.to_owned())
    }

    fn field(tag: &str, says: &str) -> Self {
        Self { field: tag.to_owned(), field_message: says.to_owned(), ..Self::generic("Your merge fields were invalid.") }
    }
}

/// The fields after a change, held against their types; unknown tags are dropped in silence, as Mailchimp does.
/// `lax`: a required one may be empty.
fn merged(known: &[Field], before: &Map<String, Value>, sent: &Map<String, Value>, lax: bool) -> Result<Map<String, Value>, Refusal> {
    let mut out = before.clone();
    for f in known {
        let Some(v) = sent.get(&f.tag) else { continue };
        let text = v.as_str().map(str::to_owned).unwrap_or_else(|| v.to_string());
        match f.kind.as_str() {
            // Empties the field; whether one is demanded is looked at below.
            _ if text.is_empty() => {}
            "number" if text.parse::<f64>().is_err() => return Err(Refusal::field(&f.tag, "This value should be a number.")),
            "date" if chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").is_err() => {
                return Err(Refusal::field(&f.tag, "Please enter the date as YYYY-MM-DD."));
            }
            "address" if v["addr1"].as_str().unwrap_or_default().is_empty() => {
                return Err(Refusal::field(&f.tag, "Please enter a complete address"));
            }
            "text" if text.chars().count() > 255 => return Err(Refusal::field(&f.tag, "Please enter no more than 255 characters.")),
            _ => {}
        }
        out.insert(f.tag.clone(), v.clone());
    }
    for f in known.iter().filter(|f| f.required && !lax) {
        if out.get(&f.tag).is_none_or(|v| v == "") {
            return Err(Refusal::field(&f.tag, "This field should not be blank."));
        }
    }
    Ok(out)
}
