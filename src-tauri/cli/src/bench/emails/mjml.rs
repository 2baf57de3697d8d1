//! The email's MJML as HTML, by us (mrml) and by the npm package mjml 4, by turns. Both pages must say the same words.

use std::time::Instant;

use regulars_core::emails::compile::{Shared, compile, own_language, to_html};
use regulars_core::emails::source::source;
use regulars_core::types::Result;
use serde::{Deserialize, Serialize};

use super::super::node;
use super::letter;

pub const VERSION: &str = "4.18.0";

const SCRIPT: &str = include_str!("mjml.mjs");

#[derive(Serialize)]
pub struct Compiled {
    pub mjml_bytes: usize,
    /// Milliseconds for one, each turn.
    pub ours: Vec<f64>,
    pub theirs: Vec<f64>,
    /// From blocks to a letter ready to be filled in: MJML, HTML, Liquid.
    pub whole: Vec<f64>,
    pub without: Option<String>,
    /// Theirs to ours.
    pub ratio: Option<f64>,
}

#[derive(Deserialize)]
struct Theirs {
    milliseconds: f64,
    html: String,
}

pub fn measure(times: u32, seconds: f64) -> Result<Compiled> {
    let (email, brand, shop) = (letter::email()?, letter::brand(), letter::shop());
    let mjml = source(&email, &brand, &shop.name, own_language(&email, &brand), &Shared::new()).mjml;
    let said = words(&to_html(&mjml)?);
    let mut out = Compiled { mjml_bytes: mjml.len(), ours: Vec::new(), theirs: Vec::new(), whole: Vec::new(), without: None, ratio: None };
    for _ in 0..times.max(1) {
        out.ours.push(each(seconds, || Ok(to_html(&mjml)?.len()))?);
        match theirs(&mjml, seconds) {
            Ok(t) if words(&t.html) == said => out.theirs.push(t.milliseconds),
            Ok(t) => {
                let other = words(&t.html).into_iter().zip(&said).find(|(a, b)| a != *b);
                let where_ = other.map(|(a, b)| format!(" (“{b}” and “{a}”)")).unwrap_or_default();
                out.without = Some(format!("mjml’s page says other words{where_}, so there is nothing to compare"));
            }
            Err(why) => out.without = Some(why),
        }
        out.whole.push(each(seconds / 2.0, || Ok(compile(&email, &brand, &shop.name)?.blocks.len()))?);
    }
    let best = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
    out.ratio = out.without.is_none().then(|| best(&out.theirs) / best(&out.ours));
    Ok(out)
}

fn theirs(mjml: &str, seconds: f64) -> std::result::Result<Theirs, String> {
    let folder = node::set_up("mjml", VERSION, SCRIPT)?;
    node::ask(&folder, &serde_json::json!({ "mjml": mjml, "seconds": seconds }))
}

/// Milliseconds for one.
fn each(seconds: f64, mut one: impl FnMut() -> Result<usize>) -> Result<f64> {
    let (mut times, mut made) = (0u32, 0usize);
    let began = Instant::now();
    while began.elapsed().as_secs_f64() < seconds {
        made += one()?;
        times += 1;
    }
    std::hint::black_box(made);
    Ok(began.elapsed().as_secs_f64() * 1000.0 / f64::from(times.max(1)))
}

/// What is read: without tags, comments, the head and styles.
fn words(html: &str) -> Vec<String> {
    let body = html.find("<body").and_then(|at| html.get(at..)).unwrap_or(html);
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push(' ');
        let tag = rest.get(at..).unwrap_or_default();
        let end = if tag.starts_with("<!--") { tag.find("-->").map(|e| e + 3) } else { tag.find('>').map(|e| e + 1) };
        rest = end.and_then(|e| tag.get(e..)).unwrap_or_default();
    }
    out.push_str(rest);
    out.split_whitespace().map(str::to_owned).collect()
}
