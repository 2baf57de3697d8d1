//! Raw MJML: typefaces without a generic one to fall back on, and colours of its own that are hard to read, by day or by
//! night.

use super::super::brand::Brand;
use super::super::check::CheckLevel;
use super::super::liquid::mistake::line_and_column;
use super::super::mjml::colours::Night;
use super::colour::{ENOUGH, is_colour, nearest, ratio};
use super::links::attributes;
use super::places::{Kind, Place};
use super::{Fix, Lint, LintId};

/// Where the ground of the words stands, by tag.
const GROUNDS: [(&str, &str); 2] = [("<mj-button", "background-color"), ("<mj-text", "container-background-color")];
const GENERIC: [&str; 8] = ["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial"];

pub(super) fn lints(places: &[Place], brand: &Brand, out: &mut Vec<Lint>) {
    for place in places.iter().filter(|p| p.kind == Kind::Mjml) {
        let mut said: Vec<&str> = Vec::new();
        for attribute in attributes(&place.text, "font-family") {
            let stack = attribute.value;
            let last = stack.rsplit(',').next().unwrap_or("").trim().to_lowercase();
            if last.is_empty() || GENERIC.contains(&last.as_str()) || stack.contains("{{") || said.contains(&stack) {
                continue;
            }
            said.push(stack);
            let better = format!(
                "{}, {}",
                stack.trim_end().trim_end_matches(','),
                if last.contains("serif") || last.contains("georgia") || last.contains("times") { "serif" } else { "sans-serif" }
            );
            out.push(
                Lint::at(
                    place,
                    LintId::GenericFontMissing,
                    CheckLevel::Hint,
                    format!("The typeface “{stack}” has no general one after it for programs that lack it."),
                )
                .with(
                    format!("Write “{better}”"),
                    Fix::Replace { place: place.name.clone(), from: attribute.whole.to_owned(), to: format!("font-family=\"{better}\"") },
                ),
            );
        }
        colours(place, out);
        by_night(place, brand, out);
    }
}

/// Words of a colour of their own on a ground that is ours, which turns dark in the dark scheme: the words do not, unless
/// they have the class of ours.
fn by_night(place: &Place, brand: &Brand, out: &mut Vec<Lint>) {
    const HOLDS: [&str; 4] = ["mj-wrapper", "mj-section", "mj-hero", "mj-column"];
    let night = Night::of(brand);
    // Whether what is open has a ground of its own, and whether it is a section.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for (at, _) in place.text.match_indices('<') {
        let Some(tag) = place.text.get(at..).and_then(|rest| rest.split_inclusive('>').next()) else { continue };
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        if HOLDS.contains(&name) {
            match tag.starts_with("</") {
                true => drop(open.pop()),
                false if !tag.ends_with("/>") => {
                    let own = ["background-color", "background-url"].iter().any(|a| !attributes(tag, a).is_empty());
                    open.push((own, name != "mj-column"));
                }
                false => {}
            }
        }
        let has = |attribute: &str| !attributes(tag, attribute).is_empty();
        let ours = attributes(tag, "css-class").iter().any(|c| c.value.contains("rg-ink") || c.value.contains("rg-soft"));
        if name != "mj-text" || tag.starts_with("</") || ours || has("container-background-color") || open.iter().any(|(own, _)| *own) {
            continue;
        }
        let ground = if open.iter().any(|(_, section)| *section) { &night.ground } else { &night.paper };
        // MJML writes black where nothing is said.
        let words = attributes(tag, "color").first().map_or("#000000", |a| a.value);
        let apart = ratio(words, ground);
        if !is_colour(words) || apart >= ENOUGH {
            continue;
        }
        let lint = Lint::at(
            place,
            LintId::ContrastDark,
            CheckLevel::Warning,
            format!(
                "In the dark scheme, words in the MJML stay {words} on {ground}: a contrast of {apart:.1} to 1, where 4.5 to 1 is asked for."
            ),
        );
        let lint = Lint { line: Some(line_and_column(&place.text, at).0), column: Some(line_and_column(&place.text, at).1), ..lint };
        let to = match attributes(tag, "css-class").first() {
            Some(class) => tag.replace(class.whole, &format!("css-class=\"{} rg-ink\"", class.value)),
            None => tag.replacen("<mj-text", "<mj-text css-class=\"rg-ink\"", 1),
        };
        // One tag is enough to mend all that are written alike.
        if !out.iter().any(|l| l.id == LintId::ContrastDark && l.place.as_deref() == Some(&place.name) && l.sentence == lint.sentence) {
            let change = Fix::Replace { place: place.name.clone(), from: tag.to_owned(), to };
            out.push(lint.with("Let the words turn light in the dark", change));
        }
    }
}

fn colours(place: &Place, out: &mut Vec<Lint>) {
    for (tag, ground) in GROUNDS {
        for (at, _) in place.text.match_indices(tag) {
            let Some(tag) = place.text[at..].split_inclusive('>').next() else { continue };
            let (words, ground) = (attributes(tag, "color"), attributes(tag, ground));
            let (Some(words), Some(ground)) = (words.first(), ground.first()) else { continue };
            let apart = ratio(words.value, ground.value);
            if !is_colour(words.value) || !is_colour(ground.value) || apart >= ENOUGH {
                continue;
            }
            let lint = Lint::at(
                place,
                LintId::Contrast,
                CheckLevel::Warning,
                format!(
                    "{} on {} in the MJML is hard to read: a contrast of {apart:.1} to 1, where 4.5 to 1 is asked for.",
                    words.value, ground.value
                ),
            );
            out.push(match nearest(words.value, |c| ratio(c, ground.value) >= ENOUGH) {
                Some(colour) => lint.with(
                    format!("Use {colour}"),
                    Fix::Replace {
                        place: place.name.clone(),
                        from: tag.to_owned(),
                        to: tag.replace(words.whole, &format!("color=\"{colour}\"")),
                    },
                ),
                None => lint,
            });
        }
    }
}
