//! `tour`: the main job on the demo shop, step by step, with the figures of each step.

use std::path::{Path, PathBuf};

use clap::Args;
use regulars_core::api::audiences::{self, Rehearsal};
use regulars_core::api::segments::{self, Order, Which};
use regulars_core::api::{self, App, emails};
use regulars_core::demo::DUE_A_WORD;
use regulars_core::types::{Error, Result};
use serde::Serialize;

use crate::out::Out;
use crate::shop::open;

#[derive(Args)]
pub struct Tour {
    /// Where the previewed email is saved
    #[arg(long, value_name = "FILE.html", default_value = "tour-email.html")]
    save: PathBuf,
}

/// The figures of the tour's four steps.
#[derive(Serialize)]
struct Told {
    people: i64,
    orders: i64,
    revenue: String,
    segment: String,
    sentence: String,
    members: u32,
    reader: String,
    subject: String,
    bytes: u32,
    saved: String,
    rehearsal: Rehearsal,
}

impl Tour {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = open(db)?;
        api::demo::fill_demo(&app)?;
        let info = api::home::shop(&app)?;
        if !info.demo {
            return Err(Error::bad_input("The tour is for the demo shop. Give it a file of its own: --db tour.db"));
        }
        let told = walk(&app, &self.save, &info.totals)?;
        out.print(&told, describe)
    }
}

fn walk(app: &App, save: &Path, totals: &api::home::Totals) -> Result<Told> {
    let saved = segments::list(app, None)?.into_iter().find(|s| s.name == DUE_A_WORD);
    let segment =
        saved.ok_or_else(|| Error::not_found(format!("The demo's group “{DUE_A_WORD}” was deleted. Start with a fresh file.")))?;
    let which = Which::Saved { id: segment.id };
    let answer = segments::count(app, &which, None)?;

    let members = segments::members(app, &which, None, &Order { limit: 1, ..Order::default() })?;
    let reader = members.people.first().ok_or_else(|| Error::not_found("Nobody is in the group today, so there is nobody to write to."))?;
    let email = emails::find(app, regulars_core::emails::starters::WE_MISS_YOU)?;
    let preview = emails::preview(app, &email.email, &emails::Sight::of(reader.id))?;
    std::fs::write(save, &preview.html).map_err(|e| Error::file("save", save, e))?;

    Ok(Told {
        people: totals.people,
        orders: totals.orders,
        revenue: totals.revenue.to_string(),
        segment: segment.name,
        sentence: answer.sentence,
        members: answer.total,
        reader: preview.person.name.clone(),
        subject: preview.subject,
        bytes: preview.size,
        saved: save.display().to_string(),
        rehearsal: audiences::rehearse(app, Some(&which))?,
    })
}

fn describe(t: &Told) -> String {
    let r = &t.rehearsal;
    let why: String = r.why.iter().map(|w| format!("\n               {:>5}  {}", w.count, w.sentence)).collect();
    format!(
        "1. The shop    {} people, {} orders, {}\n\n\
         2. A segment   {}: {} people\n               {}\n\n\
         3. An email    “{}”, as {} would read it\n               {} bytes, saved as {}\n\n\
         4. A dry run   into an audience that nobody is in yet (no account is connected, and nothing was sent)\n               {:>5}  would be added\n               {:>5}  blocked{}",
        t.people, t.orders, t.revenue, t.segment, t.members, t.sentence, t.subject, t.reader, t.bytes, t.saved, r.add, r.blocked, why
    )
}
