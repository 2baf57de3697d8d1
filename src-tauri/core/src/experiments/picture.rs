//! The readout as a picture: each variant's rate with its interval, and each difference with its interval around zero.

use super::readout::Readout;
use super::words::{Shown, percent, points};
use crate::charts::whiskers::{Panel, Whisker, whiskers};
use crate::charts::{Ink, Skin};
use crate::types::Result;

/// # Errors
/// As `charts::draw`.
pub fn draw(readout: &Readout, skin: Skin) -> Result<String> {
    let text = |s: &Shown| s.range.as_ref().map_or(s.value.clone(), |range| format!("{}  ({range})", s.value));
    let rates = readout.variants.iter().enumerate().map(|(i, v)| {
        // The control is quiet, so that the eye goes to what was tried.
        let ink = if i == 0 { Ink::Three } else { Ink::One };
        Whisker { name: v.name.clone(), value: v.rate.value, low: v.rate.low, high: v.rate.high, text: text(&v.rate_shown), ink }
    });
    let differences = readout.comparisons.iter().map(|c| {
        let (e, alone) = (c.difference, readout.comparisons.len() == 1);
        let name = if alone { "Difference".to_owned() } else { c.variant.clone() };
        Whisker { name, value: e.value, low: e.low, high: e.high, text: text(&c.difference_shown), ink: Ink::Two }
    });
    let decimals = |step: f64| {
        usize::from(step * 100.0 < 0.999) + usize::from(step * 100.0 < 0.0999) + usize::from((step * 1000.0).fract() > 0.01 && step < 0.1)
    };
    let control = readout.variants.first().map_or("the control", |v| v.name.as_str());
    let heading = format!("How far from {control}, in points");
    let panels = [
        Panel { heading: "How many converted", rows: rates.collect(), zero: false, axis: &|v, step| percent(v, decimals(step).min(3)) },
        Panel { heading: &heading, rows: differences.collect(), zero: true, axis: &|v, step| points(v, decimals(step).min(3)) },
    ];
    let told = format!("{} {}", readout.verdict.headline, readout.verdict.text);
    whiskers("The variants and their difference", &told, skin, &panels)
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::variant;
    use super::super::{Experiment, read};
    use super::*;
    use crate::types::Currency;

    #[test]
    fn shows_every_variant_and_every_difference() {
        let variants = vec![variant("A", 1000, 36), variant("B", 1010, 41), variant("C", 990, 80)];
        let svg = draw(&read(&Experiment::new(Currency::EUR, variants)).unwrap(), Skin::File).unwrap();
        assert_eq!(svg.matches("<circle").count(), 5);
        assert!(svg.contains(">C<") && svg.contains("How far from A, in points"));
        assert!(!svg.contains("var(--"));
    }
}
