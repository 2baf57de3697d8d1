//! `insights`: what can be known of people, as tables.

use std::path::Path;

use clap::{Args, Subcommand};
use regulars_core::api::recommend::{self, Suggestion};
use regulars_core::api::{App, emails, insights};
use regulars_core::insights::cohorts::Cohort;
use regulars_core::insights::months;
use regulars_core::types::{Day, Result};

use crate::out::{Out, table};
use crate::{shop, value};

#[derive(Subcommand)]
pub enum Insights {
    /// The shop in a few sentences
    Summary(AsOf),
    /// How recently, how often and for how much people buy
    Rfm(AsOf),
    /// Where people stand with the shop, by its own rhythm
    Lifecycle(AsOf),
    /// How many of each month's newcomers bought again
    Cohorts(AsOf),
    /// What people will probably spend, whether they are gone, and when their next order is due
    Value(Value),
    /// Products for one person by a rule, with the reason for each
    Recommend(Recommend),
}

#[derive(Args)]
pub struct Recommend {
    /// The person's number or email address
    #[arg(value_name = "PERSON", required_unless_present = "of")]
    person: Option<String>,
    /// The same
    #[arg(long = "person", value_name = "PERSON", conflicts_with = "person", id = "of")]
    of: Option<String>,
    #[command(flatten)]
    by: crate::product_rule::By,
    /// How many products
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=50))]
    count: u8,
    #[command(flatten)]
    as_of: AsOf,
}

#[derive(Args)]
pub struct Value {
    /// How many buyers to list, by expected spending
    #[arg(long, default_value_t = 20, value_name = "N")]
    people: usize,
    #[command(flatten)]
    as_of: AsOf,
}

#[derive(Args)]
pub struct AsOf {
    /// As of the end of this day, e.g. 2026-03-29; without it, today
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
}

impl Insights {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        match self {
            Self::Recommend(x) => recommended(&app, &x, out),
            Self::Value(x) => value::print(&app, x.as_of.as_of, x.people, out),
            Self::Summary(x) => out.print(&insights::summary(&app, x.as_of)?, |s| {
                s.sentences.iter().map(|x| x.text.clone()).chain(s.not_enough.clone()).collect::<Vec<_>>().join("\n")
            }),
            Self::Rfm(x) => out.print(&insights::rfm(&app, x.as_of)?, |t| {
                if let Some(why) = &t.not_enough {
                    return why.clone();
                }
                let rows: Vec<_> =
                    t.names.iter().map(|g| vec![g.label.clone(), g.people.to_string(), g.net.to_string(), g.meaning.clone()]).collect();
                table(&["name", "people", "spent", "what it means"], &rows)
            }),
            Self::Lifecycle(x) => out.print(&insights::lifecycle(&app, x.as_of)?, |t| {
                let rows: Vec<_> =
                    t.stages.iter().map(|s| vec![s.label.clone(), s.people.to_string(), s.net.to_string(), s.meaning.clone()]).collect();
                let told = table(&["stage", "people", "spent", "what it means"], &rows);
                t.not_enough.as_ref().map_or(told.clone(), |why| why.clone())
            }),
            Self::Cohorts(x) => out.print(&insights::cohorts(&app, x.as_of)?, |all| cohorts(all)),
        }
    }
}

/// The first twelve months after; all of them are in the JSON.
fn cohorts(all: &[Cohort]) -> String {
    if all.is_empty() {
        return "Nobody has bought yet.".into();
    }
    let longest = all.iter().map(|c| c.since.len()).max().unwrap_or(0).min(13);
    let heads: Vec<String> = ["first order".into(), "people".into()].into_iter().chain((0..longest).map(|k| format!("+{k}"))).collect();
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|c| {
            let cells =
                c.since.iter().take(longest).map(|s| s.share.map_or_else(|| format!("{}", s.again), |x| format!("{:.0}%", x * 100.0)));
            let mut row: Vec<String> = [months::label(c.month), c.people.to_string()].into_iter().chain(cells).collect();
            row.resize(heads.len(), String::new());
            row
        })
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    format!(
        "{}\n\nBought again by the end of that month; counts instead of shares where the month had fewer than 10 newcomers.",
        table(&heads, &rows)
    )
}

fn recommended(app: &App, x: &Recommend, out: Out) -> Result<()> {
    let person = emails::person_named(app, x.person.as_deref().or(x.of.as_deref()).unwrap_or_default())?;
    let as_of = x.as_of.as_of.map_or_else(|| app.today(), Ok)?;
    let (rule, fill) = x.by.read()?;
    let found = recommend::recommend_by(app, person, &rule, x.by.leave_out(), fill.as_ref(), x.count.into(), as_of)?;
    out.print(&found, |s| {
        let nothing = s
            .nothing
            .clone()
            .unwrap_or_else(|| "There is nothing to suggest: everything was bought already, or is out of stock.".to_owned());
        if s.chosen.is_empty() && s.left_out.is_empty() {
            return nothing;
        }
        let row = |x: &Suggestion| vec![x.title.clone(), x.price.map(|p| p.to_string()).unwrap_or_default(), x.why.clone()];
        let rows = table(&["product", "price", "why"], &s.chosen.iter().chain(&s.left_out).map(row).collect::<Vec<_>>());
        match s.chosen.is_empty() || s.nothing.is_some() {
            true => format!("{nothing}\n\n{rows}"),
            false => rows,
        }
    })
}
