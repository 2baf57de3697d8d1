//! The email filled in for a thousand people, by us and by liquidjs, on one thread each, by turns. Theirs is the same
//! compiled letter as one Liquid template, given the same data with all choices made; both must write the same bytes.

use std::time::{Duration, Instant};

use regulars_core::emails::compile::compile;
use regulars_core::emails::data;
use regulars_core::emails::letter::open;
use regulars_core::emails::reader::Sheet;
use regulars_core::emails::render::{html, opened, render, weigh};
use regulars_core::types::{PersonId, Result, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::liquid::liquidjs;
use super::super::made;
use super::letter::{self, Goods, Stand};

#[derive(Serialize)]
pub struct Filled {
    /// Of the page of the first person.
    pub page_bytes: usize,
    pub people: u32,
    /// Emails a second, each turn: the page alone, as theirs.
    pub ours: Vec<f64>,
    pub theirs: Vec<f64>,
    /// With the plain text, and every block's reason.
    pub whole: Vec<f64>,
    /// As a check does it: measured, not written.
    pub weighed: Vec<f64>,
    /// Why there is no ratio.
    pub without: Option<String>,
    pub ratio: Option<f64>,
}

pub fn measure(people: u32, times: u32, seconds: f64) -> Result<Filled> {
    let (email, brand, shop, goods) = (letter::email()?, letter::brand(), letter::shop(), Goods::new());
    let today = shop.zone.day_of(Timestamp(made::NOW));
    let letter = compile(&email, &brand, &shop.name)?;
    let groups = letter::groups(&letter, people);
    let stands: Vec<Stand<'_>> = (0..people).map(|person| Stand { goods: &goods, person }).collect();
    let sheet = |stand| -> Sheet<'_> {
        let stand: &Stand<'_> = stand;
        Sheet {
            person: Some(PersonId(stand.person)),
            data: data::about(&letter::reader(stand.person), &shop, &brand, today),
            currency: shop.currency,
            groups: &groups,
            shelf: stand,
            forced: None,
            told: false,
        }
    };
    let sheets: Vec<Sheet<'_>> = stands.iter().map(sheet).collect();
    let mut page = String::new();
    let mut hash = Sha256::new();
    let mut page_bytes = 0;
    for sheet in &sheets {
        page.clear();
        html(&letter, sheet, &mut page);
        hash.update(&page);
        page_bytes = if page_bytes == 0 { page.len() } else { page_bytes };
    }
    let digest: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    let template = open::liquid(&letter);
    let given: Vec<_> = sheets.iter().map(|s| opened(&letter, s)).collect();
    let mut out = Filled {
        page_bytes,
        people,
        ours: Vec::new(),
        theirs: Vec::new(),
        whole: Vec::new(),
        weighed: Vec::new(),
        without: None,
        ratio: None,
    };
    let turn = Duration::from_secs_f64(seconds);
    for _ in 0..times.max(1) {
        out.ours.push(rate(&sheets, turn, |sheet| {
            page.clear();
            html(&letter, sheet, &mut page);
            page.len()
        }));
        match liquidjs::rate(&template, &given, seconds, false) {
            Ok(theirs) if theirs.digest == digest => out.theirs.push(theirs.rate),
            Ok(theirs) => {
                page.clear();
                sheets.first().into_iter().for_each(|sheet| html(&letter, sheet, &mut page));
                out.without = Some(format!("liquidjs wrote another page, so there is nothing to compare{}", differs(&page, &theirs.first)));
            }
            Err(why) => out.without = Some(why),
        }
        out.whole.push(rate(&sheets, turn / 2, |sheet| render(&letter, sheet).html.len()));
        out.weighed.push(rate(&sheets, turn / 2, |sheet| weigh(&letter, sheet).size));
    }
    let best = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
    out.ratio = out.without.is_none().then(|| best(&out.ours) / best(&out.theirs));
    Ok(out)
}

/// Emails a second.
fn rate(sheets: &[Sheet<'_>], at_least: Duration, mut one: impl FnMut(&Sheet<'_>) -> usize) -> f64 {
    let (mut emails, mut bytes) = (0u32, 0usize);
    let began = Instant::now();
    while began.elapsed() < at_least {
        for sheet in sheets {
            bytes += one(sheet);
            emails += 1;
        }
    }
    // What nobody looks at, a compiler may leave out.
    std::hint::black_box(bytes);
    f64::from(emails) / began.elapsed().as_secs_f64()
}

/// Where two pages part.
fn differs(ours: &str, theirs: &str) -> String {
    let at = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
    let around = |page: &str| {
        let from = page.floor_char_boundary(at.saturating_sub(40));
        page.get(from..page.floor_char_boundary(at + 60)).unwrap_or_default().to_owned()
    };
    if ours == theirs { String::new() } else { format!(" (at byte {at}: “{}” and “{}”)", around(ours), around(theirs)) }
}
