//! `insights value`: what is expected of everybody, in bands, and of the first buyers one by one.

use regulars_core::api::App;
use regulars_core::api::insights::{self, ValueLine, ValueTable};
use regulars_core::insights::prospects::Prospects;
use regulars_core::types::{Day, Result};
use serde::Serialize;

use crate::out::{Out, table};

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    table: ValueTable,
    people: Vec<ValueLine>,
}

pub fn print(app: &App, as_of: Option<Day>, people: usize, out: Out) -> Result<()> {
    let whole = Whole { table: insights::value(app, as_of)?, people: insights::value_lines(app, as_of, people)? };
    out.print(&whole, |w| match &w.table.prospects {
        None => w.table.not_enough.clone().unwrap_or_default(),
        Some(p) => [head(p), bands(p), lines(&w.people), trust(p)].join("\n\n"),
    })
}

fn head(p: &Prospects) -> String {
    format!(
        "{} expected from {} buyers in the next 365 days; {} came in the last, newcomers among it. About {} of them are still there.\n\
         Due within 30 days: {}. Late by their own gap, but probably still there: {}, of whom {} is expected.",
        p.expected, p.buyers, p.last_year, p.still_there, p.due_soon, p.overdue, p.overdue_expected
    )
}

fn bands(p: &Prospects) -> String {
    let risks = p.risks.iter().map(|r| format!("gone {}–{}%", r.from, r.to)).collect::<Vec<_>>();
    let heads: Vec<&str> = ["band", "each", "people", "expected"].into_iter().chain(risks.iter().map(String::as_str)).collect();
    let row = |b: &regulars_core::insights::prospects::ValueBand| {
        let each = b.to.map_or_else(|| format!("{} or more", b.from), |to| format!("{} to {to}", b.from));
        let counts = b.by_risk.iter().map(ToString::to_string);
        [b.label.clone(), each, b.people.to_string(), b.expected.to_string()].into_iter().chain(counts).collect()
    };
    table(&heads, &p.bands.iter().map(row).collect::<Vec<_>>())
}

fn lines(people: &[ValueLine]) -> String {
    let row = |p: &ValueLine| {
        let name = p.name.clone().or_else(|| p.email.clone()).unwrap_or_default();
        let due = if p.next_order < 0 { format!("{} days overdue", -p.next_order) } else { format!("in {} days", p.next_order) };
        vec![format!("#{}", p.person), name, p.expected.to_string(), format!("{:.1}", p.orders), format!("{}%", p.gone), due]
    };
    table(&["person", "name", "expected", "orders", "gone", "next order"], &people.iter().map(row).collect::<Vec<_>>())
}

fn trust(p: &Prospects) -> String {
    let none = || vec!["The past is too short to hold this against what came.".to_owned()];
    let check = p.check.as_ref().map_or_else(none, |c| c.sentences.clone());
    check.iter().chain(&p.limits).cloned().collect::<Vec<_>>().join("\n")
}
