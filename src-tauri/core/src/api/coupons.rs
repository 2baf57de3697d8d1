//! Pools of codes for offers, of which each is handed out once: from a file in, out to people, and who got which.
//!
//! What a code may be is in `emails::coupons`; that none goes out twice is the business of `store::coupon`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::App;
use super::documents::DocumentKind;
use crate::emails::coupons::{CodeLeft, TOLD, sort};
use crate::sources::files::codes;
use crate::store::coupon::{Added, GivenRow, PoolRow};
use crate::store::{Area, Reader};
use crate::types::money::grouped;
use crate::types::{Code, CouponPoolId, DocumentId, Error, PersonId, Result, Timestamp};

const LONGEST_NAME: usize = 80;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponPool {
    pub id: CouponPoolId,
    pub name: String,
    pub created_at: Timestamp,
    pub codes: u32,
    /// Of these, handed out; never taken back.
    pub given: u32,
    pub free: u32,
}

impl From<PoolRow> for CouponPool {
    fn from(p: PoolRow) -> Self {
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            id: p.id,
            name: p.name,
            created_at: p.created_at,
            codes: count(p.codes),
            given: count(p.given),
            free: count(p.codes - p.given),
        }
    }
}

/// What became of a file of codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponImport {
    pub pool: CouponPool,
    pub added: u32,
    /// Lines whose code stands in the file before.
    pub twice: u32,
    /// Lines whose code is in this or another pool already.
    pub known: u32,
    /// Lines that are no code.
    pub refused: u32,
    /// The first few lines that gave no code.
    pub left: Vec<CodeLeft>,
}

/// A code that was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponGiven {
    pub code: String,
    /// `None`: somebody who asked to be forgotten.
    pub person: Option<PersonId>,
    pub name: String,
    pub at: Timestamp,
    /// The email's name, or the words given.
    pub given_for: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponPage {
    pub pool: CouponPool,
    /// The code that would be handed out next.
    pub next: Option<String>,
    /// What was handed out, the newest first.
    pub given: Vec<CouponGiven>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponOf {
    pub person: PersonId,
    pub code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CouponsHandedOut {
    pub pool: CouponPool,
    pub codes: Vec<CouponOf>,
    /// Handed out now.
    pub new: u32,
    /// Had theirs already.
    pub kept: u32,
    /// Got none: there were too few.
    pub missing: u32,
}

/// What a code goes out with: an email keeps its codes when it is renamed.
pub fn for_email(id: DocumentId) -> String {
    format!("email:{id}")
}

/// By name.
pub fn pools(app: &App) -> Result<Vec<CouponPool>> {
    Ok(app.store().read(|r| r.coupon_pools())?.into_iter().map(CouponPool::from).collect())
}

/// By its number or its name, as the terminal asks.
pub fn find(app: &App, which: &str) -> Result<CouponPool> {
    let wanted = which.trim();
    let found = pools(app)?.into_iter().find(|p| p.name.eq_ignore_ascii_case(wanted) || p.id.to_string() == wanted);
    found.ok_or_else(|| Error::not_found(format!("There is no pool of codes “{wanted}”. `coupon list` shows those there are.")))
}

/// Adds the file's codes to the pool of this name (the file's own name when none is given), which is made when there is
/// none. Doubles are skipped and counted.
///
/// # Errors
/// `BadInput` for a file that is no list of codes, or in which no line is one.
pub fn import(app: &App, path: &str, name: Option<&str>) -> Result<CouponImport> {
    let path = Path::new(path.trim());
    let stem = || path.file_stem().map_or_else(|| "Codes".to_owned(), |s| s.to_string_lossy().chars().take(LONGEST_NAME).collect());
    let name = name.map(str::trim).filter(|n| !n.is_empty()).map_or_else(stem, str::to_owned);
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::bad_input(format!("A pool's name must fit on one line of at most {LONGEST_NAME} letters.")));
    }
    let mut sorted = sort(codes(path)?);
    if sorted.codes.is_empty() {
        let why = sorted.left.first().map(|l| format!(" Line {}: {}", l.line, l.reason)).unwrap_or_default();
        return Err(Error::bad_input(format!("No line of this file is a code.{why}")));
    }
    let (mut added, mut known) = (0, 0);
    let id = app.store().write(Area::House, |w| {
        let pool = w.begin_coupon_pool(&name, app.now())?;
        for (line, code) in std::mem::take(&mut sorted.codes) {
            match w.add_coupon(pool, &code)? {
                Added::Yes => added += 1,
                Added::Known { pool: other } => {
                    known += 1;
                    sorted.tell(line, &code, format!("It is in “{other}” already."));
                }
            }
        }
        Ok(pool)
    })?;
    app.changed();
    sorted.left.sort_by_key(|l| l.line);
    sorted.left.truncate(TOLD);
    Ok(CouponImport { pool: of(app, id)?, added, twice: sorted.twice, known, refused: sorted.refused, left: sorted.left })
}

pub(super) fn of(app: &App, id: CouponPoolId) -> Result<CouponPool> {
    let row = app.store().read(|r| r.coupon_pool(id))?.filter(|p| p.deleted_at.is_none());
    row.map(CouponPool::from).ok_or_else(|| gone(id))
}

fn gone(id: CouponPoolId) -> Error {
    Error::not_found(format!("There is no pool of codes with the number {id} (any more)."))
}

/// The pool and who got which code, the newest first.
pub fn given(app: &App, id: CouponPoolId, offset: u32, limit: u32) -> Result<CouponPage> {
    let pool = of(app, id)?;
    app.store().read(|r| {
        let rows = r.coupons_given(id, offset, limit.min(1_000))?;
        let given = rows.into_iter().map(|g| given_row(r, g)).collect::<Result<_>>()?;
        Ok(CouponPage { next: r.next_coupon(id)?, pool, given })
    })
}

fn given_row(r: &Reader<'_>, g: GivenRow) -> Result<CouponGiven> {
    let full = [g.first_name.as_deref(), g.last_name.as_deref()].into_iter().flatten().map(str::trim).collect::<Vec<_>>().join(" ");
    let name = match (g.person, full.trim(), g.email) {
        (None, ..) => "somebody who was forgotten".to_owned(),
        (Some(_), "", Some(email)) => email,
        (Some(id), "", None) => format!("person {id}"),
        (Some(_), full, _) => full.to_owned(),
    };
    let email = g.given_for.strip_prefix("email:").and_then(|n| n.parse().ok()).map(DocumentId);
    let given_for = match email {
        Some(id) => r.document(DocumentKind::Email.as_str(), id)?.map_or_else(|| "an email that was deleted".to_owned(), |d| d.name),
        None => g.given_for,
    };
    Ok(CouponGiven { code: g.code, person: g.person, name, at: g.at, given_for })
}

/// Each of these people gets a code of the pool for `given_for` (see `for_email`), or keeps the one they have for it.
///
/// # Errors
/// `Refused` when there are too few codes and `partial` is not asked for: then nobody gets one.
pub fn hand_out(app: &App, id: CouponPoolId, people: &[PersonId], given_for: &str, partial: bool) -> Result<CouponsHandedOut> {
    let given_for = given_for.trim();
    if given_for.is_empty() || given_for.chars().any(char::is_control) {
        return Err(Error::bad_input("Say what the codes are for, such as the email's name."));
    }
    let before = of(app, id)?;
    let out = app.store().write(Area::House, |w| w.hand_out_coupons(id, people, given_for, app.now(), partial))?;
    if out.missing > 0 && !partial {
        return Err(too_few(&before, out.missing));
    }
    app.changed();
    let codes: Vec<CouponOf> = out.codes.into_iter().map(|(person, code)| CouponOf { person, code }).collect();
    let kept = u32::try_from(codes.len()).unwrap_or(u32::MAX) - out.new;
    Ok(CouponsHandedOut { pool: of(app, id)?, codes, new: out.new, kept, missing: out.missing })
}

fn too_few(pool: &CouponPool, missing: u32) -> Error {
    let n = |n: u32, one: &str, many: &str| format!("{} {}", grouped(n.into()), if n == 1 { one } else { many });
    Error::new(
        Code::Refused,
        format!(
            "“{}” has {} left, and {} more needed. Nothing was handed out. Bring in more codes, or hand out as far as they go.",
            pool.name,
            n(pool.free, "code", "codes"),
            n(missing, "is", "are"),
        ),
    )
}

/// Codes of several pools at once: everybody gets theirs, or nobody gets any.
///
/// # Errors
/// `Refused` when one of the pools has too few, `NotFound` when one was deleted.
pub fn hand_out_all(
    app: &App,
    wanted: &BTreeMap<CouponPoolId, Vec<PersonId>>,
    given_for: &str,
) -> Result<HashMap<PersonId, HashMap<CouponPoolId, String>>> {
    let mut out: HashMap<PersonId, HashMap<CouponPoolId, String>> = HashMap::new();
    if wanted.is_empty() {
        return Ok(out);
    }
    let pools: BTreeMap<CouponPoolId, CouponPool> = wanted.keys().map(|id| Ok((*id, of(app, *id)?))).collect::<Result<_>>()?;
    app.store().write(Area::House, |w| {
        for (id, people) in wanted {
            let given = w.hand_out_coupons(*id, people, given_for, app.now(), false)?;
            if let Some(pool) = pools.get(id).filter(|_| given.missing > 0) {
                return Err(too_few(pool, given.missing));
            }
            for (person, code) in given.codes {
                out.entry(person).or_default().insert(*id, code);
            }
        }
        Ok(())
    })?;
    app.changed();
    Ok(out)
}

/// Who has a code of the pool for this, and the pool.
pub fn standing(app: &App, id: CouponPoolId, given_for: &str) -> Result<(RoaringBitmap, CouponPool)> {
    let pool = of(app, id)?;
    let has = app.store().read(|r| r.coupon_owners(id, given_for))?;
    Ok((has.into_iter().map(|p| p.0).collect(), pool))
}

/// Everybody in a segment today, as those to hand codes to.
pub fn people_in(app: &App, segment: DocumentId) -> Result<Vec<PersonId>> {
    let (_, found) = super::segments::ask(app, &super::segments::Which::Saved { id: segment }, None)?;
    Ok(found.set.iter().map(PersonId).collect())
}

/// Its codes stay handed out; it can be brought back.
pub fn delete(app: &App, id: CouponPoolId) -> Result<()> {
    if !app.store().write(Area::House, |w| w.delete_coupon_pool(id, app.now()))? {
        return Err(gone(id));
    }
    app.changed();
    Ok(())
}

pub fn restore(app: &App, id: CouponPoolId) -> Result<CouponPool> {
    app.store().write(Area::House, |w| w.restore_coupon_pool(id))?;
    app.changed();
    of(app, id)
}
