//! `coupon`: pools of codes of which each is handed out once.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use regulars_core::api::coupons::{self, CouponImport, CouponPage, CouponPool, CouponsHandedOut};
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::{App, emails};
use regulars_core::types::{Error, PersonId, Result, money::grouped};

use crate::out::{Out, table};
use crate::shop;

#[derive(Subcommand)]
pub enum Coupon {
    /// The pools, and how many codes are left in each
    List,
    /// Add the codes of a file to a pool: one a line, or a CSV with a column called "code"
    Import(Import),
    /// Give each of some people a code of their own; whoever has one for this email keeps it
    HandOut(HandOut),
    /// One pool: what is left, and who got which code
    Show(Show),
    /// Delete a pool; what was handed out stays handed out
    Delete(OnePool),
}

#[derive(Args)]
pub struct Import {
    file: PathBuf,
    /// The pool's name; it is made when there is none. The file's name when not given
    #[arg(long, value_name = "NAME")]
    pool: Option<String>,
}

#[derive(Args)]
pub struct HandOut {
    /// The pool's name or number
    pool: String,
    /// The email's name or number, or any words for what the codes are for
    #[arg(long = "for", value_name = "EMAIL")]
    given_for: String,
    /// Everybody in this segment: its name or number
    #[arg(long, value_name = "SEGMENT", required_unless_present = "person")]
    segment: Option<String>,
    /// One person, by number or email address
    #[arg(long, value_name = "PERSON", conflicts_with = "segment")]
    person: Option<String>,
    /// Too few codes: give out those there are, instead of none
    #[arg(long)]
    partial: bool,
}

#[derive(Args)]
pub struct OnePool {
    /// The pool's name or number
    pool: String,
}

#[derive(Args)]
pub struct Show {
    /// The pool's name or number
    pool: String,
    /// How many of the codes handed out, the newest first
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1000))]
    given: u32,
}

impl Coupon {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        match self {
            Self::List => out.print(&coupons::pools(&app)?, |all| listed(all)),
            Self::Import(x) => out.print(&coupons::import(&app, &x.file.to_string_lossy(), x.pool.as_deref())?, imported),
            Self::HandOut(x) => {
                let pool = coupons::find(&app, &x.pool)?;
                let people = people(&app, &x)?;
                let given_for = emails::find(&app, &x.given_for).map_or(x.given_for.clone(), |e| coupons::for_email(e.id));
                out.print(&coupons::hand_out(&app, pool.id, &people, &given_for, x.partial)?, handed_out)
            }
            Self::Show(x) => {
                let pool = coupons::find(&app, &x.pool)?;
                out.print(&coupons::given(&app, pool.id, 0, x.given)?, shown)
            }
            Self::Delete(x) => {
                coupons::delete(&app, coupons::find(&app, &x.pool)?.id)?;
                out.print(&(), |()| {
                    "Deleted. What was handed out stays handed out; importing into a pool of this name brings it back.".to_owned()
                })
            }
        }
    }
}

fn people(app: &App, x: &HandOut) -> Result<Vec<PersonId>> {
    if let Some(person) = &x.person {
        return Ok(vec![emails::person_named(app, person)?]);
    }
    let which = x.segment.as_deref().unwrap_or_default();
    let all = documents::list(app, DocumentKind::Segment)?;
    let found = all.iter().find(|d| d.id.to_string() == which.trim() || d.name.eq_ignore_ascii_case(which.trim()));
    let segment = found.ok_or_else(|| Error::not_found(format!("There is no segment “{which}”. `segment list` shows those there are.")))?;
    coupons::people_in(app, segment.id)
}

fn n(n: u32) -> String {
    grouped(n.into())
}

fn listed(all: &[CouponPool]) -> String {
    if all.is_empty() {
        return "There is no pool of codes yet. Bring one in with `coupon import FILE`.".to_owned();
    }
    let row = |p: &CouponPool| vec![p.id.to_string(), p.name.clone(), n(p.codes), n(p.given), n(p.free)];
    table(&["no.", "pool", "codes", "handed out", "left"], &all.iter().map(row).collect::<Vec<_>>())
}

fn imported(r: &CouponImport) -> String {
    let mut out = format!(
        "{}: {} added, {} left in the pool\ntwice in the file     {}\nin a pool already     {}\nno code               {}",
        r.pool.name,
        n(r.added),
        n(r.pool.free),
        n(r.twice),
        n(r.known),
        n(r.refused)
    );
    if !r.left.is_empty() {
        let rows: Vec<_> = r.left.iter().map(|l| vec![l.line.to_string(), l.code.clone(), l.reason.clone()]).collect();
        out.push_str(&format!("\n\n{}", table(&["line", "what stands there", "why it was skipped"], &rows)));
    }
    out
}

fn handed_out(r: &CouponsHandedOut) -> String {
    let mut out = format!("{} handed out, {} had theirs; {} left in “{}”.", n(r.new), n(r.kept), n(r.pool.free), r.pool.name);
    if r.missing > 0 {
        out.push_str(&format!(" {} got none.", n(r.missing)));
    }
    out
}

fn shown(page: &CouponPage) -> String {
    let head = format!("{}: {} codes, {} handed out, {} left", page.pool.name, n(page.pool.codes), n(page.pool.given), n(page.pool.free));
    if page.given.is_empty() {
        return head;
    }
    let rows: Vec<_> = page.given.iter().map(|g| vec![g.code.clone(), g.name.clone(), g.at.to_rfc3339(), g.given_for.clone()]).collect();
    format!("{head}\n\n{}", table(&["code", "who", "when", "for"], &rows))
}
