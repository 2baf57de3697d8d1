//! Raw MJML: typefaces without a generic one to fall back on, and colours of its own that are hard to read.

use super::super::check::CheckLevel;
use super::colour::{ENOUGH, is_colour, nearest, ratio};
use super::links::attributes;
use super::places::{Kind, Place};
use super::{Fix, Lint, LintId};

/// Where the ground of the words stands, by tag.
const GROUNDS: [(&str, &str); 2] = [("<mj-button", "background-color"), ("<mj-text", "container-background-color")];
const GENERIC: [&str; 8] = ["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial"];

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
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
