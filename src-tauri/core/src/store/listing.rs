//! The scans behind the long list of people, and the rows of one page of it. What is searched and how it is compared
//! is decided in `people::list`.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Reader;
use crate::types::records::ConsentState;
use crate::types::{PersonId, Result, Timestamp};

/// What the list is ordered by. Whoever has no value stands last in both directions; ties stand in order of their id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PeopleSort {
    /// Last name, then first name; those without a name after all others, by address.
    Name,
    LastOrder,
    /// After refunds, in the shop's currency.
    Spent,
    Orders,
    /// When the shop first knew them.
    Created,
}

/// One person of the scan.
pub struct Listed<'r> {
    pub id: PersonId,
    /// What they are sorted by; `None`: unset. Always `None` for `PeopleSort::Name`.
    pub value: Option<i64>,
    /// First name, last name, address, city; "" where unset or not asked for.
    pub texts: [&'r str; 4],
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRow {
    pub id: PersonId,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub created_at: Timestamp,
    pub orders: i64,
    /// After refunds, in the shop's minor units.
    pub net: i64,
    pub last_at: Option<Timestamp>,
    /// The customer number at the source that knew them first.
    pub number: Option<String>,
    /// For email, now; `None`: they never said anything.
    pub consent: Option<ConsentState>,
}

impl Reader<'_> {
    /// Everybody, in no order, with what sorting and (when `texts`) searching needs.
    pub fn each_listed(&self, sort: PeopleSort, texts: bool, mut f: impl FnMut(&Listed<'_>)) -> Result<()> {
        let value = match sort {
            PeopleSort::Name => "NULL",
            PeopleSort::LastOrder => "s.last_at",
            PeopleSort::Spent => "CASE WHEN s.orders > 0 OR s.refunded > 0 THEN s.spent - s.refunded END",
            PeopleSort::Orders => "coalesce(s.orders, 0)",
            PeopleSort::Created => "p.created_at",
        };
        let columns = if texts { "p.first_name, p.last_name, p.email, p.city" } else { "NULL, NULL, NULL, NULL" };
        let sql = format!("SELECT p.id, {value}, {columns} FROM person p LEFT JOIN person_stats s ON s.person_id = p.id");
        self.each(&sql, &[], |r| {
            let texts = [r.text(2)?, r.text(3)?, r.text(4)?, r.text(5)?];
            f(&Listed { id: r.person(0)?, value: r.get(1)?, texts });
            Ok(())
        })
    }

    pub fn each_customer_number(&self, mut f: impl FnMut(PersonId, &str)) -> Result<()> {
        self.each("SELECT person_id, key FROM person_key WHERE kind = 'customer'", &[], |r| {
            f(r.person(0)?, r.text(1)?);
            Ok(())
        })
    }

    /// One person's row; `None` when they are gone.
    pub fn listed_row(&self, id: PersonId) -> Result<Option<ListedRow>> {
        self.first(
            "SELECT p.first_name, p.last_name, p.email, p.country, p.city, p.created_at,
                    coalesce(s.orders, 0), coalesce(s.spent - s.refunded, 0), s.last_at,
                    (SELECT k.key FROM person_key k WHERE k.person_id = p.id AND k.kind = 'customer' ORDER BY k.scope, k.key LIMIT 1),
                    (SELECT c.state FROM consent c WHERE c.person_id = p.id AND c.channel = 'email' ORDER BY c.at DESC,
                       CASE c.state WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END LIMIT 1)
             FROM person p LEFT JOIN person_stats s ON s.person_id = p.id WHERE p.id = ?1",
            &[id.into()],
            |r| {
                Ok(ListedRow {
                    id,
                    first_name: r.get(0)?,
                    last_name: r.get(1)?,
                    email: r.get(2)?,
                    country: r.get(3)?,
                    city: r.get(4)?,
                    created_at: r.at(5)?,
                    orders: r.get(6)?,
                    net: r.get(7)?,
                    last_at: r.maybe_at(8)?,
                    number: r.get(9)?,
                    consent: ConsentState::parse(r.text(10)?),
                })
            },
        )
    }
}
