//! Can the words be told from their ground? The shop's colours, as the letters use them.
//!
//! A colour belongs to the shop's look, so a fix changes it in every email, and says so.

use super::super::brand::Brand;
use super::super::check::CheckLevel;
use super::super::mjml::colours::{mix, readable_on};
use super::colour::{ENOUGH, nearest, ratio};
use super::fix::apply_to_brand;
use super::{BrandPart, Fix, Lint, LintId};

struct Pair {
    what: &'static str,
    part: BrandPart,
    ratio: f64,
}

fn pairs(b: &Brand) -> Vec<Pair> {
    let pair = |what, part, words: &str, ground: &str| Pair { what, part, ratio: ratio(words, ground) };
    vec![
        pair("The words on the letter’s ground", BrandPart::Ink, &b.ink, &b.paper),
        pair("The small print at the foot", BrandPart::Ink, &mix(&b.ink, &b.ground, 70), &b.ground),
        pair("Links on the letter’s ground", BrandPart::Accent, &b.accent, &b.paper),
        pair("The words on the buttons", BrandPart::Accent, readable_on(&b.accent), &b.accent),
    ]
}

pub(super) fn lints(brand: &Brand, out: &mut Vec<Lint>) {
    for part in [BrandPart::Ink, BrandPart::Accent] {
        let weak: Vec<Pair> = pairs(brand).into_iter().filter(|p| p.part == part && p.ratio < ENOUGH).collect();
        let Some(worst) = weak.iter().map(|p| p.ratio).reduce(f64::min) else { continue };
        let what: Vec<&str> = weak.iter().map(|p| p.what).collect();
        let level = if worst < 3.0 { CheckLevel::Problem } else { CheckLevel::Warning };
        let one = weak.len() == 1 && what.first().is_some_and(|w| w.starts_with("The small print"));
        let many = if one { "is" } else { "are" };
        let mut lint = Lint::overall(
            LintId::Contrast,
            level,
            format!("{} {many} hard to read: a contrast of {worst:.1} to 1, where 4.5 to 1 is asked for.", super::head::listed(&what)),
        );
        let (place, now) = match part {
            BrandPart::Ink => ("brand.ink", &brand.ink),
            BrandPart::Accent => ("brand.accent", &brand.accent),
        };
        lint.place = Some(place.to_owned());
        let change = |colour: String| Fix::BrandColour { part, colour };
        let passes =
            |colour: &str| pairs(&apply_to_brand(brand, &change(colour.to_owned()))).iter().all(|p| p.part != part || p.ratio >= ENOUGH);
        if let Some(colour) = nearest(now, passes) {
            lint = lint.with(format!("Use {colour} instead of {now} in every email"), change(colour));
        }
        out.push(lint);
    }
}
