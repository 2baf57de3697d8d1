//! `bench liquid`: an email's compiled HTML filled in for a thousand people, by our engine and by liquidjs, on one
//! thread each, by turns in one run. Both must write the same bytes, or there is no ratio.

mod letter;
pub mod liquidjs;

use std::time::{Duration, Instant};

use clap::Args;
use regulars_core::emails::liquid::split::{Piece, split};
use regulars_core::emails::liquid::{Field, Filling, Note, Place, Placed};
use regulars_core::types::{Currency, Error, Result};
use regulars_liquid::{Object, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::out::{Out, table};

#[derive(Args)]
pub struct BenchLiquid {
    /// How many people
    #[arg(long, default_value_t = 1_000)]
    people: usize,
    /// How many turns each
    #[arg(long, default_value_t = 3)]
    times: u32,
    /// Seconds a turn
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
}

#[derive(Serialize)]
struct Measured {
    template_bytes: usize,
    outputs: usize,
    /// Emails a second, each turn.
    ours: Vec<f64>,
    theirs: Vec<f64>,
    /// Why there is no other side, or no ratio.
    without: Option<String>,
    ratio: Option<f64>,
}

impl BenchLiquid {
    pub fn run(self, out: Out) -> Result<()> {
        let template = letter::template();
        let people = letter::people(self.people.max(1));
        let field = field(&template)?;
        let readers: Vec<Object> = people.iter().map(object).collect();
        let digest = digest(&field, &readers);
        let mut measured = Measured {
            template_bytes: template.len(),
            outputs: template.matches("{{").count(),
            ours: Vec::new(),
            theirs: Vec::new(),
            without: None,
            ratio: None,
        };
        for _ in 0..self.times.max(1) {
            measured.ours.push(rate(&field, &readers, Duration::from_secs_f64(self.seconds)));
            match liquidjs::rate(&template, &people, self.seconds, true) {
                Ok(theirs) if theirs.digest == digest => measured.theirs.push(theirs.rate),
                Ok(_) => measured.without = Some("liquidjs wrote other bytes, so there is nothing to compare".to_owned()),
                Err(why) => measured.without = Some(why),
            }
        }
        let best = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
        measured.ratio = (measured.without.is_none()).then(|| best(&measured.ours) / best(&measured.theirs));
        out.print(&measured, |m| {
            let rates = |all: &[f64]| all.iter().map(|r| format!("{r:.0}")).collect::<Vec<_>>().join("  ");
            let theirs = m.without.as_ref().map_or_else(|| rates(&m.theirs), |why| format!("skipped: {why}"));
            let rows = [vec!["regulars".to_owned(), rates(&m.ours)], vec![format!("liquidjs {}", liquidjs::VERSION), theirs]];
            let ratio = m.ratio.map_or(String::new(), |r| format!("\nratio (best of each)  {r:.1} (aim: at least 5)"));
            format!(
                "{} bytes of HTML with {} outputs, filled in on one thread\n\n{}{ratio}",
                m.template_bytes,
                m.outputs,
                table(&["", "emails a second"], &rows)
            )
        })
    }
}

fn field(template: &str) -> Result<Field> {
    let pieces = split(template).map_err(Error::internal)?;
    let placed = pieces.into_iter().map(|p| match p {
        Piece::Text(text) => Placed::Written(text),
        liquid => Placed::Liquid(liquid, Place::Html),
    });
    Field::new(placed.collect()).map_err(Error::internal)
}

fn object(person: &serde_json::Value) -> Object {
    person.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), Value::from(value))).collect()
}

fn each(field: &Field, readers: &[Object], page: &mut String, mut done: impl FnMut(&str)) {
    let mut notes: Vec<Note> = Vec::new();
    for reader in readers {
        page.clear();
        notes.clear();
        Filling::new(reader.clone(), Currency::EUR).fill(field, &mut notes, page);
        done(page);
    }
}

/// Of all emails, one after the other.
fn digest(field: &Field, readers: &[Object]) -> String {
    let mut hash = Sha256::new();
    each(field, readers, &mut String::new(), |page| hash.update(page));
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// Emails a second.
fn rate(field: &Field, readers: &[Object], at_least: Duration) -> f64 {
    let mut page = String::new();
    let (mut emails, mut bytes) = (0u32, 0usize);
    let began = Instant::now();
    while began.elapsed() < at_least {
        each(field, readers, &mut page, |page| {
            emails += 1;
            bytes += page.len();
        });
    }
    // What nobody looks at, a compiler may leave out.
    std::hint::black_box(bytes);
    f64::from(emails) / began.elapsed().as_secs_f64()
}
