//! The experiments room, as the window and the terminal call it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use super::documents::{self, Document, DocumentKind};
use super::segments::{self, Which};
use crate::charts::Skin;
use crate::experiments::plan::{self, Planned};
use crate::experiments::{self, Experiment, Readout, Variant, assign, picture, results};
use crate::store::Area;
use crate::types::{DocumentId, Error, PersonId, Result};

/// Where results come from.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultsFrom {
    File { path: PathBuf },
    Text { text: String },
}

/// A test and what it shows.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Reading {
    /// What would be saved.
    pub experiment: Experiment,
    pub readout: Readout,
    /// SVG in the window's colours.
    pub chart: String,
}

/// A results file is a few lines or a row a person; beyond this it is something else.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Results read from a file or from pasted text, with the planned shares (empty: equal), in the order of the variants.
///
/// # Errors
/// `BadInput` with the line and what is wrong with it; `File` when it cannot be read.
pub fn read(app: &App, from: &ResultsFrom, planned: &[f64]) -> Result<Reading> {
    let text = match from {
        ResultsFrom::Text { text } => text.clone(),
        ResultsFrom::File { path } => read_file(path)?,
    };
    let mut experiment = results::parse(&text, app.shop()?.currency)?;
    experiment.plan(planned)?;
    readout(experiment)
}

/// The readout of a saved experiment, or of one whose planned shares were just changed.
///
/// # Errors
/// `BadInput` when its figures cannot be.
pub fn readout(experiment: Experiment) -> Result<Reading> {
    let readout = experiments::read(&experiment)?;
    let chart = picture::draw(&readout, Skin::Window)?;
    Ok(Reading { experiment, readout, chart })
}

/// People divided among variants.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Groups {
    /// How many got each variant, in their order.
    pub counts: Vec<u32>,
    /// Left out, because without an address nothing can be sent to them.
    pub without_address: u32,
    /// `email,variant`, a line a person.
    pub csv: String,
    /// How many were noted down for the first time; `None` when that was not wished.
    pub recorded: Option<u32>,
}

/// Divides the people of a segment by hash (see `experiments::assign`). It says nothing about consent: the door of the
/// export does. `record`: it also notes down who got what (the saved experiment of this name is made when there is none),
/// so that segments can ask for it; not by itself, because dividing is no promise that anything is sent.
///
/// # Errors
/// `BadInput` for fewer than two variants, two of one name, shares that do not fit them, or (with `record`) when the saved
/// experiment of this name has other variants.
pub fn assign(app: &App, name: &str, which: &Which, variants: &[String], planned: &[f64], record: bool) -> Result<Groups> {
    let one = |name: &String| Variant { name: name.clone(), planned: 1.0, sent: 1, converted: 0, revenue: None, revenue_deviation: None };
    let mut experiment = Experiment::new(app.shop()?.currency, variants.iter().map(one).collect());
    experiment.plan(planned)?;
    let weights: Vec<f64> = experiment.variants.iter().map(|v| v.planned).collect();
    let (_, evaluation) = segments::ask(app, which, None)?;
    let ids: Vec<u32> = evaluation.set.iter().collect();
    let mut groups = Groups { counts: vec![0; variants.len()], without_address: 0, csv: String::new(), recorded: None };
    let mut arms: Vec<(PersonId, &str)> = Vec::new();
    let mut out = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| Error::internal("The groups could not be written.").caused_by(e);
    out.write_record(["email", "variant"]).map_err(failed)?;
    for member in app.store().read(|r| r.members(&ids))? {
        let Some(email) = member.email else {
            groups.without_address += 1;
            continue;
        };
        let Some(place) = assign::variant(name, &email, &weights) else { continue };
        if let (Some(count), Some(variant)) = (groups.counts.get_mut(place), variants.get(place)) {
            *count += 1;
            arms.push((member.person, variant));
            out.write_record([&email, variant]).map_err(failed)?;
        }
    }
    let bytes = out.into_inner().map_err(|_| Error::internal("The groups could not be written."))?;
    groups.csv = String::from_utf8_lossy(&bytes).into_owned();
    if record {
        let id = document_of(app, name, &experiment)?;
        let now = app.now();
        let new = app
            .store()
            .write(Area::Data, |w| arms.iter().try_fold(0u32, |n, (person, arm)| Ok(n + u32::from(w.expose(id, *person, arm, now)?))))?;
        app.changed();
        groups.recorded = Some(new);
    }
    Ok(groups)
}

/// The saved experiment of this name, made from the plan when there is none.
fn document_of(app: &App, name: &str, experiment: &Experiment) -> Result<DocumentId> {
    let wanted = name.trim();
    let known = documents::list(app, DocumentKind::Experiment)?.into_iter().find(|d| d.name.eq_ignore_ascii_case(wanted));
    if let Some(known) = known {
        let names = |e: &Experiment| e.variants.iter().map(|v| v.name.to_lowercase()).collect::<std::collections::BTreeSet<_>>();
        let saved = Experiment::parse(&known.body)?;
        if names(&saved) != names(experiment) {
            let there: Vec<&str> = saved.variants.iter().map(|v| v.name.as_str()).collect();
            return Err(Error::bad_input(format!(
                "The saved experiment “{}” has the variants {}. Use these, or another name.",
                known.name,
                there.join(", ")
            )));
        }
        return Ok(known.id);
    }
    let body = serde_json::to_value(experiment).map_err(|e| Error::internal("It could not be saved.").caused_by(e))?;
    Ok(documents::save(app, DocumentKind::Experiment, None, wanted, &body)?.id)
}

/// The readout's chart as a file that stands alone.
///
/// # Errors
/// As `charts::draw`.
pub fn chart_file(readout: &Readout) -> Result<String> {
    picture::draw(readout, Skin::File)
}

/// What a list can find out, and how many people a wished lift takes.
pub fn plan(base: f64, people: u64) -> Result<Planned> {
    plan::plan(base, people)
}

/// A saved experiment, by its number or its name.
///
/// # Errors
/// `NotFound` when there is none.
pub fn saved(app: &App, id_or_name: &str) -> Result<(Document, Reading)> {
    let all = documents::list(app, DocumentKind::Experiment)?;
    let wanted = id_or_name.trim();
    let found = all.into_iter().find(|d| d.id.to_string() == wanted || d.name.eq_ignore_ascii_case(wanted));
    let document = found.ok_or_else(|| Error::not_found(format!("There is no experiment “{wanted}”. `experiment list` shows them.")))?;
    let reading = readout(Experiment::parse(&document.body)?)?;
    Ok((document, reading))
}

/// A small made-up result, to see what a readout looks like.
pub fn example() -> &'static str {
    "variant;sent;converted;revenue;sd\nUsual subject;5020;206;9.476,00;11,40\nTheir first name;4980;259;12.330,50;13,10\n"
}

fn read_file(path: &Path) -> Result<String> {
    let size = std::fs::metadata(path).map_err(|e| Error::file("read", path, e))?.len();
    if size > LARGEST {
        return Err(Error::bad_input(format!("{} is too large for the results of a test.", path.display())));
    }
    std::fs::read(path).map(|bytes| results::decode(&bytes)).map_err(|e| Error::file("read", path, e))
}
