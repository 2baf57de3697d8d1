//! `people`: find, show, hand out and erase.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use regulars_core::api::people::{self, PeopleQuery};
use regulars_core::api::people_lists;
use regulars_core::people::list::PeopleSort;
use regulars_core::types::records::ConsentState;
use regulars_core::types::{Error, Progress, Result, ShopZone, Timestamp};

use crate::out::{Out, table};
use crate::{lists, person, shop};

#[derive(Subcommand)]
pub enum People {
    /// Everybody, or whom the words find: names, addresses, cities, customer numbers
    List(List),
    /// One person: who they are, consent, value, orders, history
    Show(Show),
    /// Everything the shop's file holds about one person, as one JSON file to hand out
    Export(Export),
    /// Forget one person for good; their orders stay, as nobody's
    Erase(Erase),
    /// A file of addresses as a list that segments can ask for; a list of the same name is made anew
    ListImport(ListImport),
    /// The lists from files, with how many people are on them
    Lists,
    /// One list: what became of each line that is nobody on it
    ListShow(OneList),
    /// Remove a list; the people stay
    ListRemove(OneList),
}

#[derive(Args)]
pub struct ListImport {
    /// One address a line, or a CSV with a column of them; gzip too
    file: PathBuf,
    /// What the list is called; the file's name when not given
    #[arg(long)]
    name: Option<String>,
}

#[derive(Args)]
pub struct OneList {
    /// Its name, or its number from `people lists`
    list: String,
}

#[derive(Args)]
pub struct List {
    /// Words to look for; all must be found, in any order
    words: Vec<String>,
    #[arg(long, value_enum, default_value_t = Sort::LastOrder)]
    sort: Sort,
    /// Smallest, oldest or A first (names are so anyway)
    #[arg(long, conflicts_with = "descending")]
    ascending: bool,
    /// Z first
    #[arg(long)]
    descending: bool,
    /// How many to show, at most 200
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
    limit: u32,
    /// How many to pass over
    #[arg(long, default_value_t = 0)]
    offset: u32,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Sort {
    Name,
    LastOrder,
    Spent,
    Orders,
    Created,
}

#[derive(Args)]
pub struct Show {
    /// An address, a customer number, or # and the number from `people list`
    who: String,
}

#[derive(Args)]
pub struct Export {
    /// An address, a customer number, or # and the number from `people list`
    who: String,
    /// Where to write; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Args)]
pub struct Erase {
    /// An address, a customer number, or # and the number from `people list`
    who: String,
    /// Really do it; this cannot be taken back
    #[arg(long)]
    yes: bool,
}

impl People {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        match self {
            Self::List(x) => x.run(db, out),
            Self::Show(x) => {
                let app = shop::open(db)?;
                person::show(&app, people::named(&app, &x.who)?, out)
            }
            Self::Export(x) => x.run(db, out),
            Self::Erase(x) => x.run(db, out),
            Self::ListImport(x) => {
                let app = shop::open(db)?;
                let report = people_lists::import(&app, &x.file.to_string_lossy(), x.name.as_deref(), &Progress::silent())?;
                out.print(&report, lists::report)
            }
            Self::Lists => out.print(&people_lists::lists(&*shop::open(db)?)?, |all| lists::all(all)),
            Self::ListShow(x) => {
                let app = shop::open(db)?;
                out.print(&people_lists::report(&app, lists::number(&app, &x.list)?)?, lists::report)
            }
            Self::ListRemove(x) => {
                let app = shop::open(db)?;
                people_lists::remove(&app, lists::number(&app, &x.list)?)?;
                out.print(&(), |()| "Removed. The people stay.".to_owned())
            }
        }
    }
}

impl List {
    fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        let sort = match self.sort {
            Sort::Name => PeopleSort::Name,
            Sort::LastOrder => PeopleSort::LastOrder,
            Sort::Spent => PeopleSort::Spent,
            Sort::Orders => PeopleSort::Orders,
            Sort::Created => PeopleSort::Created,
        };
        let descending = self.descending || (self.sort != Sort::Name && !self.ascending);
        let query = PeopleQuery { text: self.words.join(" "), sort, descending };
        let page = people::list(&app, &query, self.offset, self.limit)?;
        let zone = app.shop()?.zone;
        out.print(&page, |page| {
            let rows: Vec<Vec<String>> = page
                .rows
                .iter()
                .map(|row| {
                    let p = &row.person;
                    vec![
                        format!("#{}", p.id),
                        p.name.clone().or_else(|| p.number.as_ref().map(|n| format!("Customer {n}"))).unwrap_or_default(),
                        p.email.clone().unwrap_or_else(|| "no email".into()),
                        p.country.clone().unwrap_or_default(),
                        p.orders.to_string(),
                        p.spent.to_string(),
                        day(zone, p.last_order),
                        row.rfm.clone().unwrap_or_default(),
                        consent_words(p.consent).into(),
                    ]
                })
                .collect();
            let heads = ["", "name", "email", "country", "orders", "spent", "last order", "RFM", "consent"];
            let shown = match page.rows.len() {
                0 => String::new(),
                n => format!("{}–{} of ", self.offset + 1, self.offset as usize + n),
            };
            let total = if page.total == 1 { "1 person".to_owned() } else { format!("{} people", page.total) };
            if rows.is_empty() { total } else { format!("{}\n\n{shown}{total}", table(&heads, &rows)) }
        })
    }
}

impl Export {
    fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        let id = people::named(&app, &self.who)?;
        match self.output {
            Some(file) => {
                people::export_to(&app, id, &file)?;
                out.note(&format!("Written to {}.", file.display()));
                Ok(())
            }
            None => {
                let copy = people::export(&app, id)?;
                out.print(&copy, |copy| format!("{copy:#}"))
            }
        }
    }
}

impl Erase {
    fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        let id = people::named(&app, &self.who)?;
        if !self.yes {
            let page = people::orders(&app, id, 0, 1)?;
            return Err(Error::bad_input(format!(
                "This would forget {} for good; their {} would stay as nobody's. Say --yes to do it.",
                self.who,
                if page.total == 1 { "1 order".to_owned() } else { format!("{} orders", page.total) }
            )));
        }
        let done = people::erase(&app, id)?;
        out.print(&done, |d| {
            format!(
                "Erased. Deleted: consent {}, email events {}, carts {}, refused rows {}. Kept without a name: orders {}, refunds {}. \
                 Blanked in the journal of exports: {}.\nCopies of the file made earlier, and other services, still hold them.",
                d.consent_deleted,
                d.email_events_deleted,
                d.carts_deleted,
                d.refused_rows_deleted,
                d.orders_kept,
                d.refunds_kept,
                d.exports_blanked
            )
        })
    }
}

pub fn day(zone: ShopZone, at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| zone.day_of(at).to_string())
}

pub fn consent_words(state: Option<ConsentState>) -> &'static str {
    match state {
        Some(ConsentState::Subscribed) => "subscribed",
        Some(ConsentState::Unsubscribed) => "unsubscribed",
        Some(ConsentState::Pending) => "not confirmed",
        Some(ConsentState::Cleaned) => "bounces",
        None => "never asked",
    }
}
