//! Pools of codes, of which each is handed out once and never twice: not to two people, not after a pool was deleted
//! and brought back, not after its person was forgotten.

use super::{Reader, Row, Writer};
use crate::types::{CouponPoolId, Error, PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRow {
    pub id: CouponPoolId,
    pub name: String,
    pub created_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
    pub codes: i64,
    /// Of these, handed out.
    pub given: i64,
}

/// A code that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRow {
    pub code: String,
    /// `None`: somebody who asked to be forgotten.
    pub person: Option<PersonId>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub at: Timestamp,
    /// What it went out with: `email:` and its number, or words.
    pub given_for: String,
}

/// What became of a code that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    Yes,
    /// It is there already, in the pool of this name.
    Known {
        pool: String,
    },
}

/// What handing out came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedOut {
    /// Everybody's code, in the order asked.
    pub codes: Vec<(PersonId, String)>,
    /// Of these, handed out now; the others had theirs.
    pub new: u32,
    /// Who got none, because there are not enough.
    pub missing: u32,
}

const POOL: &str = "SELECT p.id, p.name, p.created_at, p.deleted_at,
  (SELECT count(*) FROM coupon_code c WHERE c.pool_id = p.id),
  (SELECT count(*) FROM coupon_code c WHERE c.pool_id = p.id AND c.given_at IS NOT NULL) FROM coupon_pool p";

fn pool_row(r: &Row<'_>) -> Result<PoolRow> {
    Ok(PoolRow {
        id: CouponPoolId(r.get(0)?),
        name: r.get(1)?,
        created_at: r.at(2)?,
        deleted_at: r.maybe_at(3)?,
        codes: r.get(4)?,
        given: r.get(5)?,
    })
}

impl Reader<'_> {
    /// Those not deleted, by name.
    pub fn coupon_pools(&self) -> Result<Vec<PoolRow>> {
        self.rows(&format!("{POOL} WHERE p.deleted_at IS NULL ORDER BY p.name COLLATE NOCASE, p.id"), &[], pool_row)
    }

    /// A deleted one, too.
    pub fn coupon_pool(&self, id: CouponPoolId) -> Result<Option<PoolRow>> {
        self.first(&format!("{POOL} WHERE p.id = ?1"), &[id.0.into()], pool_row)
    }

    /// What was handed out, the newest first.
    pub fn coupons_given(&self, pool: CouponPoolId, offset: u32, limit: u32) -> Result<Vec<GivenRow>> {
        self.rows(
            "SELECT c.code, c.person_id, p.first_name, p.last_name, p.email, c.given_at, coalesce(c.given_for, '')
             FROM coupon_code c LEFT JOIN person p ON p.id = c.person_id
             WHERE c.pool_id = ?1 AND c.given_at IS NOT NULL ORDER BY c.given_at DESC, c.place DESC LIMIT ?2 OFFSET ?3",
            &[pool.0.into(), limit.into(), offset.into()],
            |r| {
                Ok(GivenRow {
                    code: r.get(0)?,
                    person: if r.get::<Option<i64>>(1)?.is_some() { Some(r.person(1)?) } else { None },
                    first_name: r.get(2)?,
                    last_name: r.get(3)?,
                    email: r.get(4)?,
                    at: r.at(5)?,
                    given_for: r.get(6)?,
                })
            },
        )
    }

    /// The code that this person got of the pool last.
    pub fn coupon_of(&self, pool: CouponPoolId, person: PersonId) -> Result<Option<String>> {
        self.first(
            "SELECT code FROM coupon_code WHERE person_id = ?2 AND pool_id = ?1 ORDER BY given_at DESC, place DESC LIMIT 1",
            &[pool.0.into(), person.into()],
            |r| r.get(0),
        )
    }

    /// Who has a code of the pool that was handed out for this.
    pub fn owners_of_coupons(&self, pool: CouponPoolId, given_for: &str) -> Result<Vec<PersonId>> {
        self.rows(
            "SELECT person_id FROM coupon_code WHERE pool_id = ?1 AND given_for = ?2 AND person_id IS NOT NULL ORDER BY person_id",
            &[pool.0.into(), given_for.into()],
            |r| r.person(0),
        )
    }

    /// The code that each of the people with numbers from `first` to `last` got of the pool last; those with none are left
    /// out.
    pub fn coupons_of(&self, pool: CouponPoolId, first: PersonId, last: PersonId) -> Result<Vec<(PersonId, String)>> {
        let mut all = self.rows(
            "SELECT person_id, code FROM coupon_code WHERE person_id BETWEEN ?2 AND ?3 AND pool_id = ?1
             ORDER BY person_id, given_at DESC, place DESC",
            &[pool.0.into(), first.into(), last.into()],
            |r| Ok((r.person(0)?, r.get(1)?)),
        )?;
        all.dedup_by_key(|(person, _)| *person);
        Ok(all)
    }

    /// The code that would be handed out next.
    pub fn next_coupon(&self, pool: CouponPoolId) -> Result<Option<String>> {
        self.first("SELECT code FROM coupon_code WHERE pool_id = ?1 AND given_at IS NULL ORDER BY place LIMIT 1", &[pool.0.into()], |r| {
            r.get(0)
        })
    }

    /// Who has a code of the pool for this.
    pub fn coupon_owners(&self, pool: CouponPoolId, given_for: &str) -> Result<Vec<PersonId>> {
        self.rows(
            "SELECT person_id FROM coupon_code WHERE pool_id = ?1 AND given_for = ?2 AND person_id IS NOT NULL",
            &[pool.0.into(), given_for.into()],
            |r| r.person(0),
        )
    }

    /// Whether the pool has handed out any code to somebody who is still known.
    pub fn pool_has_owners(&self, pool: CouponPoolId) -> Result<bool> {
        Ok(self.number("SELECT EXISTS (SELECT 1 FROM coupon_code WHERE pool_id = ?1 AND person_id IS NOT NULL)", &[pool.0.into()])? > 0)
    }
}

impl Writer<'_> {
    /// The pool of this name, made when there is none and brought back when it was deleted.
    pub fn begin_coupon_pool(&self, name: &str, now: Timestamp) -> Result<CouponPoolId> {
        self.execute(
            "INSERT INTO coupon_pool (name, created_at) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET deleted_at = NULL",
            &[name.into(), now.into()],
        )?;
        Ok(CouponPoolId(self.number("SELECT id FROM coupon_pool WHERE name = ?1", &[name.into()])?))
    }

    /// At the pool's end. A code that waits in a deleted pool moves here; any other that is known stays where it is.
    pub fn add_coupon(&self, pool: CouponPoolId, code: &str) -> Result<Added> {
        let known = self.first(
            "SELECT c.pool_id, p.name, p.deleted_at IS NOT NULL AND c.given_at IS NULL FROM coupon_code c JOIN coupon_pool p ON p.id = c.pool_id
             WHERE c.code = ?1",
            &[code.into()],
            |r| Ok((r.get::<i64>(0)?, r.get::<String>(1)?, r.get::<bool>(2)?)),
        )?;
        match known {
            Some((_, name, false)) => return Ok(Added::Known { pool: name }),
            Some((from, _, true)) => {
                self.execute("DELETE FROM coupon_code WHERE pool_id = ?1 AND code = ?2", &[from.into(), code.into()])?;
            }
            None => {}
        }
        self.execute(
            "INSERT INTO coupon_code (pool_id, place, code)
             VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM coupon_code WHERE pool_id = ?1), ?2)",
            &[pool.0.into(), code.into()],
        )?;
        Ok(Added::Yes)
    }

    /// Each of these people gets a code for `given_for`, or keeps the one they have for it. Too few: nobody gets one
    /// (`missing` says how many lack), unless `partial`, where the first get theirs.
    pub fn hand_out_coupons(
        &self,
        pool: CouponPoolId,
        people: &[PersonId],
        given_for: &str,
        now: Timestamp,
        partial: bool,
    ) -> Result<HandedOut> {
        let mut out = HandedOut::default();
        let mut own: Vec<Option<String>> = Vec::with_capacity(people.len());
        for person in people {
            if self.number("SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1)", &[(*person).into()])? == 0 {
                return Err(Error::not_found(format!("There is no person with the number {person} (any more). Nothing was handed out.")));
            }
            own.push(self.first(
                "SELECT code FROM coupon_code WHERE person_id = ?2 AND pool_id = ?1 AND given_for = ?3",
                &[pool.0.into(), (*person).into(), given_for.into()],
                |r| r.get(0),
            )?);
        }
        let wanted = own.iter().filter(|c| c.is_none()).count();
        let free = self.rows(
            "SELECT place, code FROM coupon_code WHERE pool_id = ?1 AND given_at IS NULL ORDER BY place LIMIT ?2",
            &[pool.0.into(), i64::try_from(wanted).unwrap_or(i64::MAX).into()],
            |r| Ok((r.get::<i64>(0)?, r.get::<String>(1)?)),
        )?;
        out.missing = u32::try_from(wanted - free.len()).unwrap_or(u32::MAX);
        if out.missing > 0 && !partial {
            return Ok(out);
        }
        let mut free = free.into_iter();
        for (person, own) in people.iter().zip(own) {
            let code = match own {
                Some(code) => code,
                None => {
                    let Some((place, code)) = free.next() else { continue };
                    let changed = self.execute(
                        "UPDATE coupon_code SET person_id = ?3, given_at = ?4, given_for = ?5 WHERE pool_id = ?1 AND place = ?2 AND given_at IS NULL",
                        &[pool.0.into(), place.into(), (*person).into(), now.into(), given_for.into()],
                    )?;
                    if changed != 1 {
                        return Err(Error::internal("A code was taken while it was handed out. Nothing was handed out; try again."));
                    }
                    out.new += 1;
                    code
                }
            };
            out.codes.push((*person, code));
        }
        Ok(out)
    }

    /// `false`: there is none, or it was so already.
    pub fn delete_coupon_pool(&self, pool: CouponPoolId, now: Timestamp) -> Result<bool> {
        self.execute("UPDATE coupon_pool SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL", &[pool.0.into(), now.into()])
            .map(|n| n > 0)
    }

    pub fn restore_coupon_pool(&self, pool: CouponPoolId) -> Result<bool> {
        self.execute("UPDATE coupon_pool SET deleted_at = NULL WHERE id = ?1 AND deleted_at IS NOT NULL", &[pool.0.into()]).map(|n| n > 0)
    }
}

#[cfg(test)]
#[path = "coupon_tests.rs"]
mod tests;
