//! Estimates as dots with whiskers, one a line, in panels one under the other: rates, and their difference around zero.
//!
//! It is told what to write beside each dot and how to write the axis; it computes only where things go.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;

/// One line: a name, a dot, its whisker and what to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Whisker {
    pub name: String,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// Written at the right, e.g. `4.1%  (3.6–4.7%)`.
    pub text: String,
    pub ink: Ink,
}

pub struct Panel<'t> {
    pub heading: &'t str,
    pub rows: Vec<Whisker>,
    /// A strong line at zero, which is then always in sight.
    pub zero: bool,
    /// How the axis is written, from a value and the step between two ticks.
    pub axis: &'t dyn Fn(f64, f64) -> String,
}

const WIDTH: u32 = 800;
const LEFT: i32 = 150;
const RIGHT: i32 = 580;
const HEADING: i32 = 34;
const ROW: i32 = 38;
const AXIS: i32 = 44;

/// # Errors
/// As `draw`.
pub fn whiskers(title: &str, description: &str, skin: Skin, panels: &[Panel<'_>]) -> Result<String> {
    let height: i32 = panels.iter().map(tall).sum();
    let picture = Picture { title, description, size: (WIDTH, height.max(1).unsigned_abs()), skin };
    draw(&picture, |canvas| {
        let mut top = 0;
        for panel in panels {
            paint(canvas, panel, top)?;
            top += tall(panel);
        }
        Ok(())
    })
}

fn tall(panel: &Panel<'_>) -> i32 {
    HEADING + ROW * i32::try_from(panel.rows.len()).unwrap_or(0) + AXIS
}

fn paint(canvas: &Canvas<'_>, panel: &Panel<'_>, top: i32) -> Painted {
    let (low, high, step) = range(panel);
    let at = |value: f64| LEFT + ((value - low) / (high - low) * f64::from(RIGHT - LEFT)).round() as i32;
    let bottom = top + tall(panel) - AXIS;
    canvas.draw(&Text::new(panel.heading, (0, top + 14), Ink::Strong.text(14.0, HPos::Left, VPos::Center)))?;
    let ticks = ((high - low) / step).round().clamp(0.0, 50.0) as i32;
    for i in 0..=ticks {
        let value = low + step * f64::from(i);
        let nought = panel.zero && value.abs() < step / 2.0;
        let ink = if nought { Ink::Text.line(1) } else { Ink::Grid.line(1) };
        canvas.draw(&PathElement::new(vec![(at(value), top + HEADING), (at(value), bottom)], ink))?;
        let label = (panel.axis)(if nought { 0.0 } else { value }, step);
        canvas.draw(&Text::new(label, (at(value), bottom + 8), Ink::Text.text(12.0, HPos::Center, VPos::Top)))?;
    }
    for (row, y) in panel.rows.iter().zip((0..).map(|i| top + HEADING + ROW * i + ROW / 2)) {
        canvas.draw(&Text::new(short(&row.name), (0, y), Ink::Text.text(13.0, HPos::Left, VPos::Center)))?;
        let (from, to) = (at(row.low), at(row.high));
        canvas.draw(&PathElement::new(vec![(from, y), (to, y)], row.ink.line(2)))?;
        for end in [from, to] {
            canvas.draw(&PathElement::new(vec![(end, y - 6), (end, y + 6)], row.ink.line(2)))?;
        }
        canvas.draw(&Circle::new((at(row.value), y), 6, row.ink.fill()))?;
        canvas.draw(&Text::new(row.text.as_str(), (RIGHT + 20, y), Ink::Strong.text(13.0, HPos::Left, VPos::Center)))?;
    }
    Ok(())
}

/// Ends on whole ticks around everything that is shown; and the step between ticks.
fn range(panel: &Panel<'_>) -> (f64, f64, f64) {
    let nought = panel.zero.then_some(0.0);
    let all = || panel.rows.iter().flat_map(|r| [r.low, r.high, r.value]).chain(nought).filter(|x| x.is_finite());
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = if low < high { (low, high) } else { (-0.5, 0.5) };
    let rough = (high - low) / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough).unwrap_or(rough);
    ((low / step).floor() * step, (high / step).ceil() * step, step)
}

fn short(name: &str) -> String {
    if name.chars().count() <= 20 { name.to_owned() } else { name.chars().take(19).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, value: f64, low: f64, high: f64) -> Whisker {
        Whisker { name: name.into(), value, low, high, text: format!("{value}"), ink: Ink::One }
    }

    #[test]
    fn the_axis_ends_on_ticks_around_everything() {
        let panel = |zero, rows| Panel { heading: "", rows, zero, axis: &|v, _| v.to_string() };
        assert_eq!(range(&panel(true, vec![row("d", 5.0, -2.0, 12.0)])), (-5.0, 15.0, 5.0));
        assert_eq!(range(&panel(false, vec![row("d", 5.0, 4.0, 6.0)])), (4.0, 6.0, 0.5));
        assert_eq!(range(&panel(true, vec![row("d", 5.0, 4.0, 6.0)])).0, 0.0);
        assert_eq!(range(&panel(false, vec![row("d", 1.0, 1.0, 1.0)])), (-0.5, 0.5, 0.25));
    }

    #[test]
    fn draws_a_dot_a_whisker_and_the_words() {
        let panel = Panel { heading: "Rate", rows: vec![row("A", 2.0, 1.0, 3.0)], zero: false, axis: &|v, _| v.to_string() };
        let svg = whiskers("Test", "A is 2.", Skin::Window, &[panel]).unwrap();
        assert_eq!(svg.matches("<circle").count(), 1);
        assert!(svg.contains("<desc>A is 2.</desc>") && svg.contains(">Rate<") && svg.contains("var(--chart-1, #1f5240)"));
    }
}
