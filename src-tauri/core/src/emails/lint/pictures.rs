//! Pictures without an address or a description, and buttons without words.

use super::super::check::CheckLevel;
use super::super::html::safe_picture;
use super::links::attributes;
use super::places::{Kind, Place};
use super::{Fix, Lint, LintId};

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
    for place in places {
        match place.kind {
            Kind::Source => source(place, places, out),
            Kind::Words if place.text.trim().is_empty() && place.label == "The button" => {
                out.push(Lint::at(place, LintId::ButtonWithoutWords, CheckLevel::Problem, "The button has no words on it."));
            }
            Kind::Mjml => {
                let pictures = place.text.matches("<mj-image").count();
                let described = place
                    .text
                    .split("<mj-image")
                    .skip(1)
                    .filter(|p| p.split('>').next().is_some_and(|tag| !attributes(tag, "alt").is_empty()));
                let missing = pictures.saturating_sub(described.count());
                if missing > 0 {
                    let what =
                        if missing == 1 { "A picture in the MJML has".to_owned() } else { format!("{missing} pictures in the MJML have") };
                    out.push(Lint::at(
                        place,
                        LintId::AltMissing,
                        CheckLevel::Warning,
                        format!("{what} no description (alt) for people who do not see it."),
                    ));
                }
            }
            _ => {}
        }
    }
}

fn source(place: &Place, places: &[Place], out: &mut Vec<Lint>) {
    let src = place.text.trim();
    if !src.starts_with("picture:") && !src.contains("{{") && !safe_picture(src) {
        let sentence = "The picture has no address on the web: choose a picture, or give an address that begins with https://.";
        out.push(Lint::at(place, LintId::PictureMissing, CheckLevel::Problem, sentence));
    }
    let owner = place.name.trim_end_matches(".src");
    let Some(alt) = places.iter().find(|p| p.name == format!("{owner}.alt")) else { return };
    let file = src.rsplit('/').next().unwrap_or("").split(['?', '#']).next().unwrap_or("");
    let suggested = from_file(file);
    let with = |lint: Lint| match &suggested {
        Some(words) => lint.with(format!("Describe it as “{words}”"), Fix::Write { place: alt.name.clone(), text: words.clone() }),
        None => lint,
    };
    let said = alt.text.trim();
    if said.is_empty() {
        let sentence = "The picture has no description for people who do not see it.";
        out.push(with(Lint::at(alt, LintId::AltMissing, CheckLevel::Warning, sentence)));
    } else if is_file(said) || (said.len() > 3 && said.eq_ignore_ascii_case(file)) {
        let sentence = format!("The picture’s description “{said}” is the name of a file; say what it shows.");
        out.push(with(Lint::at(alt, LintId::AltIsFileName, CheckLevel::Warning, sentence)));
    }
}

fn is_file(text: &str) -> bool {
    let small = text.to_lowercase();
    let ends = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".avif"].iter().any(|e| small.ends_with(e));
    let camera = ["img_", "dsc_", "dsc0", "img-", "pxl_", "screenshot"].iter().any(|p| small.starts_with(p));
    !text.contains(' ') && (ends || camera)
}

/// "summer-table_2.jpg" says "Summer table"; a camera's number says nothing.
fn from_file(file: &str) -> Option<String> {
    let stem = file.rsplit_once('.')?.0;
    let words: Vec<&str> = stem.split(['-', '_', '+', ' ']).filter(|w| w.len() > 1 && w.chars().all(char::is_alphabetic)).collect();
    let telling = words.len() >= 2 && !is_file(file.split('.').next().unwrap_or(""));
    let text = words.join(" ").to_lowercase();
    let first = text.chars().next()?.to_uppercase().to_string();
    telling.then(|| first + text.chars().skip(1).collect::<String>().as_str())
}
