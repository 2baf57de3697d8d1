//! Parameters and rows, so that other modules can read without naming rusqlite.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, ToSqlOutput, Value as Sql, ValueRef};

use super::failed;
use crate::types::{Currency, Day, DocumentId, FolderId, OrderId, PersonId, ProductId, RefundId, Result, RunId, SourceId, Timestamp};

/// A parameter of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Sql::Null),
            Self::Int(i) => ToSqlOutput::Owned(Sql::Integer(*i)),
            Self::Real(x) => ToSqlOutput::Owned(Sql::Real(*x)),
            Self::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            Self::Blob(b) => ToSqlOutput::Borrowed(ValueRef::Blob(b)),
        })
    }
}

macro_rules! from_int {
    ($($t:ty => $get:expr),* $(,)?) => {
        $(impl From<$t> for Value {
            fn from(x: $t) -> Self {
                let get: fn($t) -> i64 = $get;
                Self::Int(get(x))
            }
        })*
    };
}

from_int! {
    i64 => |x| x,
    u32 => i64::from,
    i32 => i64::from,
    bool => i64::from,
    Timestamp => |t| t.0,
    PersonId => |id| i64::from(id.0),
    OrderId => |id| id.0,
    ProductId => |id| id.0,
    RefundId => |id| id.0,
    SourceId => |id| id.0,
    RunId => |id| id.0,
    DocumentId => |id| id.0,
    FolderId => |id| id.0,
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Real(x)
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}

impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}

impl From<&String> for Value {
    fn from(s: &String) -> Self {
        Self::Text(s.clone())
    }
}

impl From<Currency> for Value {
    fn from(c: Currency) -> Self {
        Self::Text(c.as_str().to_owned())
    }
}

impl From<Day> for Value {
    fn from(d: Day) -> Self {
        Self::Text(d.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(x: Option<T>) -> Self {
        x.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer.
pub struct Row<'a>(pub(super) &'a rusqlite::Row<'a>);

impl Row<'_> {
    /// The column at `index`, as an integer, text, real, bool or `Option` of these.
    #[allow(private_bounds)]
    pub fn get<T: FromSql>(&self, index: usize) -> Result<T> {
        self.0.get(index).map_err(failed)
    }

    /// Text of a column without a copy; "" when it is NULL.
    pub fn text(&self, index: usize) -> Result<&str> {
        Ok(self.0.get_ref(index).map_err(failed)?.as_str_or_null().ok().flatten().unwrap_or(""))
    }

    /// The whole row under its columns' names; for copies of a person's data.
    pub fn json(&self) -> Result<serde_json::Map<String, serde_json::Value>> {
        let mut out = serde_json::Map::new();
        for (i, name) in self.0.as_ref().column_names().enumerate() {
            let value = match self.0.get_ref(i).map_err(failed)? {
                ValueRef::Integer(n) => n.into(),
                ValueRef::Real(x) => x.into(),
                ValueRef::Text(t) => String::from_utf8_lossy(t).into(),
                ValueRef::Null | ValueRef::Blob(_) => serde_json::Value::Null,
            };
            out.insert(name.to_owned(), value);
        }
        Ok(out)
    }

    pub fn person(&self, index: usize) -> Result<PersonId> {
        self.get::<u32>(index).map(PersonId)
    }

    pub fn at(&self, index: usize) -> Result<Timestamp> {
        self.get::<i64>(index).map(Timestamp)
    }

    pub fn maybe_at(&self, index: usize) -> Result<Option<Timestamp>> {
        Ok(self.get::<Option<i64>>(index)?.map(Timestamp))
    }

    pub fn currency(&self, index: usize) -> Result<Currency> {
        self.text(index)?.parse()
    }
}
