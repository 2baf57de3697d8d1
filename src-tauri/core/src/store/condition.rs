//! What conditions are asked of the store for: texts that have no columns, experiments' arms, exports, lists.

use super::{Reader, Row};
use crate::types::{DocumentId, ListId, Result, Timestamp};

/// A text of a person.
#[derive(Debug, Clone, Copy)]
pub enum Text<'a> {
    Country,
    Region,
    City,
    Postcode,
    Language,
    Birthday,
    Email,
    FirstName,
    LastName,
    Phone,
    /// A field that a source brought along.
    Custom(&'a str),
}

impl<'a> Text<'a> {
    /// The text of the person `p`; `place`: the parameter that a custom field's name goes to.
    fn sql(self, place: &str) -> String {
        let column = match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::Postcode => "postcode",
            Self::Language => "language",
            Self::Birthday => "birthday",
            Self::Email => "email",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Phone => "phone",
            Self::Custom(_) => return format!("(SELECT f.value FROM person_field f WHERE f.person_id = p.id AND f.name = {place})"),
        };
        format!("p.{column}")
    }

    fn name(self) -> Option<&'a str> {
        match self {
            Self::Custom(name) => Some(name),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// `f(person, text)` of these people (ids as a JSON list) or of all who have the text.
    pub fn each_text(&self, of: Text<'_>, people: Option<&str>, mut f: impl FnMut(u32, &str) -> Result<()>) -> Result<()> {
        let mut read = |r: &Row<'_>| f(r.get(0)?, r.text(1)?);
        match (of, people) {
            // One way through the table of fields instead of a look-up for everyone.
            (Text::Custom(name), None) => self.each("SELECT person_id, value FROM person_field WHERE name = ?1", &[name.into()], read),
            _ => self.each_pair(of, None, people, |r| read(r)),
        }
    }

    /// `f(person, text, other text)` of these people or of all.
    pub fn each_two_texts(
        &self,
        of: (Text<'_>, Text<'_>),
        people: Option<&str>,
        mut f: impl FnMut(u32, &str, &str) -> Result<()>,
    ) -> Result<()> {
        self.each_pair(of.0, Some(of.1), people, |r| f(r.get(0)?, r.text(1)?, r.text(2)?))
    }

    fn each_pair(&self, a: Text<'_>, b: Option<Text<'_>>, people: Option<&str>, f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let b_sql = b.map_or_else(|| "NULL".to_owned(), |b| b.sql("?2"));
        let of = if people.is_some() { "WHERE p.id IN (SELECT value FROM json_each(?3))" } else { "WHERE ?3 IS NULL" };
        let sql = format!("SELECT p.id, {}, {b_sql}, ?1, ?2 FROM person p {of}", a.sql("?1"));
        self.each(&sql, &[a.name().into(), b.and_then(Text::name).into(), people.into()], f)
    }

    /// `(person, arm)` of everyone who was shown one before `end`.
    pub fn arms(&self, experiment: DocumentId, end: Timestamp) -> Result<Vec<(u32, String)>> {
        self.rows("SELECT person_id, arm FROM exposure WHERE experiment_id = ?1 AND at < ?2", &[experiment.into(), end.into()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
    }

    /// The exports that began before `end` and were not taken back before it: `(push, moment, audience's id, its name)`.
    pub fn exports_before(&self, end: Timestamp) -> Result<Vec<(i64, Timestamp, String, String)>> {
        self.rows(
            "SELECT id, started_at, audience, coalesce(CASE WHEN json_valid(plan) THEN json_extract(plan, '$.audience.name') END, '')
             FROM push WHERE started_at < ?1 AND undoes IS NULL
               AND NOT EXISTS (SELECT 1 FROM push u WHERE u.undoes = push.id AND u.state <> 'planned' AND u.started_at < ?1)",
            &[end.into()],
            |r| Ok((r.get(0)?, r.at(1)?, r.get(2)?, r.get(3)?)),
        )
    }

    /// Whom an export added, updated or tagged.
    pub fn each_exported(&self, push: i64, mut f: impl FnMut(u32)) -> Result<()> {
        self.each(
            "SELECT person_id FROM push_member WHERE push_id = ?1 AND state = 'done' AND action IN ('add', 'update', 'tag')",
            &[push.into()],
            |r| {
                f(r.get(0)?);
                Ok(())
            },
        )
    }

    /// `None`: there is no such list.
    pub fn on_list(&self, id: ListId) -> Result<Option<Vec<u32>>> {
        if self.number("SELECT EXISTS (SELECT 1 FROM people_list WHERE id = ?1)", &[id.0.into()])? == 0 {
            return Ok(None);
        }
        self.rows("SELECT person_id FROM people_list_member WHERE list_id = ?1", &[id.0.into()], |r| r.get(0)).map(Some)
    }
}
