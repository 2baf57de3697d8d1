//! Persons and the keys they are known by.

use std::sync::LazyLock;

use super::{Reader, Row, Value, Writer};
use crate::types::records::CustomerRecord;
use crate::types::{PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    pub id: PersonId,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub postcode: Option<String>,
    pub language: Option<String>,
    pub birthday: Option<String>,
    pub created_at: Timestamp,
    /// Has an account at a source; otherwise a guest or subscriber.
    pub registered: bool,
}

pub(super) const PERSON_COLUMNS: &str = "p.id, p.email, p.first_name, p.last_name, p.phone, p.country, p.region, p.city, p.postcode, p.language, p.birthday, p.created_at, p.registered";

pub(super) fn person_row(r: &Row<'_>) -> Result<PersonRow> {
    Ok(PersonRow {
        id: r.person(0)?,
        email: r.get(1)?,
        first_name: r.get(2)?,
        last_name: r.get(3)?,
        phone: r.get(4)?,
        country: r.get(5)?,
        region: r.get(6)?,
        city: r.get(7)?,
        postcode: r.get(8)?,
        language: r.get(9)?,
        birthday: r.get(10)?,
        created_at: r.at(11)?,
        registered: r.get(12)?,
    })
}

impl Reader<'_> {
    pub fn person(&self, id: PersonId) -> Result<Option<PersonRow>> {
        self.first(&format!("SELECT {PERSON_COLUMNS} FROM person p WHERE p.id = ?1"), &[id.into()], person_row)
    }

    pub fn person_by_key(&self, kind: &str, scope: i64, key: &str) -> Result<Option<PersonId>> {
        self.first(
            "SELECT person_id FROM person_key WHERE kind = ?1 AND scope = ?2 AND key = ?3",
            &[kind.into(), scope.into(), key.into()],
            |r| r.person(0),
        )
    }

    /// Who has this customer number, at whatever source.
    pub fn people_by_number(&self, number: &str) -> Result<Vec<PersonId>> {
        self.rows(
            "SELECT DISTINCT k.person_id FROM source s JOIN person_key k ON k.kind = 'customer' AND k.scope = s.id AND k.key = ?1
             ORDER BY 1",
            &[number.into()],
            |r| r.person(0),
        )
    }

    pub fn person_count(&self) -> Result<i64> {
        self.number("SELECT count(*) FROM person", &[])
    }

    pub fn person_tags(&self, id: PersonId) -> Result<Vec<String>> {
        self.rows("SELECT tag FROM person_tag WHERE person_id = ?1 ORDER BY tag", &[id.into()], |r| r.get(0))
    }

    pub fn person_fields(&self, id: PersonId) -> Result<Vec<(String, String)>> {
        self.rows("SELECT name, value FROM person_field WHERE person_id = ?1 ORDER BY name", &[id.into()], |r| Ok((r.get(0)?, r.get(1)?)))
    }
}

impl Reader<'_> {
    /// How sources know them: the source's name (`None` for an address) and the key there.
    pub fn person_keys(&self, id: PersonId) -> Result<Vec<(Option<String>, String)>> {
        self.rows(
            "SELECT s.name, k.key FROM person_key k LEFT JOIN source s ON s.id = k.scope AND k.kind = 'customer'
             WHERE k.person_id = ?1 AND k.kind IN ('customer', 'email') ORDER BY k.kind, k.scope, k.key",
            &[id.into()],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
    }
}

impl Writer<'_> {
    /// `false`: it was somebody's already, and stays theirs.
    pub fn add_person_key(&self, kind: &str, scope: i64, key: &str, id: PersonId) -> Result<bool> {
        self.execute(
            "INSERT OR IGNORE INTO person_key (kind, scope, key, person_id) VALUES (?1, ?2, ?3, ?4)",
            &[kind.into(), scope.into(), key.into(), id.into()],
        )
        .map(|n| n > 0)
    }

    /// Whether there is better word of a person than an order's form (or a credit note's) of `at`: their account, a newer
    /// order, or a newer refund of no order (an order's refund is no form that anybody filled in). So the newest word
    /// wins in whatever order they arrive, and arriving again changes nothing.
    pub fn knows_better(&self, id: PersonId, at: Timestamp) -> Result<bool> {
        Ok(self.number(
            "SELECT EXISTS (SELECT 1 FROM person_key WHERE person_id = ?1 AND kind = 'account')
                 OR EXISTS (SELECT 1 FROM orders WHERE person_id = ?1 AND placed_at > ?2)
                 OR EXISTS (SELECT 1 FROM refund WHERE person_id = ?1 AND order_id IS NULL AND at > ?2)",
            &[id.into(), at.into()],
        )? > 0)
    }

    /// Writes what the record says; what it does not say stays as it is. `created_at` only ever moves to the past.
    pub fn fill_person(&self, id: PersonId, c: &CustomerRecord, registered: bool) -> Result<()> {
        static SQL: LazyLock<String> = LazyLock::new(|| fill_sql(|column, value| format!("{column} = coalesce({value}, {column})")));
        self.fill(id, c, registered, &SQL)
    }

    /// As `fill_person`, but what is known already stays.
    pub fn fill_person_blanks(&self, id: PersonId, c: &CustomerRecord, registered: bool) -> Result<()> {
        static SQL: LazyLock<String> = LazyLock::new(|| fill_sql(|column, value| format!("{column} = coalesce({column}, {value})")));
        self.fill(id, c, registered, &SQL)
    }

    fn fill(&self, id: PersonId, c: &CustomerRecord, registered: bool, sql: &str) -> Result<()> {
        let text = |x: &Option<String>| x.as_deref().map(str::trim).filter(|s| !s.is_empty()).map_or(Value::Null, Value::from);
        self.execute(
            sql,
            &[
                id.into(),
                text(&c.email),
                text(&c.first_name),
                text(&c.last_name),
                text(&c.phone),
                text(&c.country),
                text(&c.region),
                text(&c.city),
                text(&c.postcode),
                text(&c.language),
                text(&c.birthday),
                c.created_at.into(),
                registered.into(),
            ],
        )
        .map(|_| ())
    }
}

fn fill_sql(set: fn(&str, &str) -> String) -> String {
    let columns = ["email", "first_name", "last_name", "phone", "country", "region", "city", "postcode", "language", "birthday"];
    let sets: String = columns.iter().zip(2..).map(|(column, n)| set(column, &format!("?{n}")) + ", ").collect();
    format!(
        "UPDATE person SET {sets}
           created_at = CASE WHEN created_at = 0 THEN coalesce(?12, 0) ELSE min(created_at, coalesce(?12, created_at)) END,
           registered = max(registered, ?13)
         WHERE id = ?1"
    )
}
