//! Two figures side by side for each of a few groups: what was expected, paler, and what came.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::bars::ticks;
use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;

pub struct Pairs<'t> {
    pub title: &'t str,
    pub description: &'t str,
    /// What the first and the second bar of each pair are.
    pub legend: [&'t str; 2],
    /// Under each pair, and its two values.
    pub pairs: &'t [(String, f64, f64)],
    /// How a value is written at the axis.
    pub axis: &'t dyn Fn(f64) -> String,
    pub skin: Skin,
}

const SIZE: (u32, u32) = (880, 300);
const LEFT: i32 = 64;
const RIGHT: i32 = 8;
const TOP: i32 = 44;
const BOTTOM: i32 = 30;

pub fn pairs(p: &Pairs<'_>) -> Result<String> {
    draw(&Picture { title: p.title, description: p.description, size: SIZE, skin: p.skin }, |area| paint(area, p))
}

fn styles() -> [ShapeStyle; 2] {
    [Ink::One.shade(0.38), Ink::One.fill()]
}

fn paint(area: &Canvas<'_>, p: &Pairs<'_>) -> Painted {
    let (width, height) = (SIZE.0 as i32, SIZE.1 as i32);
    let mut x = LEFT;
    for (name, style) in p.legend.into_iter().zip(styles()) {
        area.draw(&Rectangle::new([(x, 6), (x + 12, 18)], style))?;
        area.draw(&Text::new(name.to_owned(), (x + 18, 12), Ink::Text.text(12.0, HPos::Left, VPos::Center)))?;
        x += 18 + 7 * i32::try_from(name.chars().count()).unwrap_or(0) + 24;
    }
    let values = || p.pairs.iter().flat_map(|(_, a, b)| [*a, *b]);
    let ticks = ticks(values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let y = |value: f64| TOP + ((high - value) / (high - low) * f64::from(height - TOP - BOTTOM)).round() as i32;
    for tick in &ticks {
        let ink = if *tick == 0.0 { Ink::Text } else { Ink::Grid };
        area.draw(&PathElement::new(vec![(LEFT, y(*tick)), (width - RIGHT, y(*tick))], ink.line(1)))?;
        area.draw(&Text::new((p.axis)(*tick), (LEFT - 10, y(*tick)), Ink::Text.text(12.0, HPos::Right, VPos::Center)))?;
    }
    let slot = f64::from(width - LEFT - RIGHT) / p.pairs.len().max(1) as f64;
    let room = (slot * 0.36).clamp(1.0, 40.0);
    for (i, (label, a, b)) in p.pairs.iter().enumerate() {
        let middle = f64::from(LEFT) + slot * (i as f64 + 0.5);
        for ((value, from), style) in [(*a, middle - room), (*b, middle)].into_iter().zip(styles()) {
            let (left, right) = (from.round() as i32 + 1, (from + room).round() as i32 - 1);
            let corners = [(left, y(value.max(0.0))), (right, y(value.min(0.0)))];
            // Ground first, so that the lines behind do not shine through the paler bar.
            area.draw(&Rectangle::new(corners, Ink::Paper.fill()))?;
            area.draw(&Rectangle::new(corners, style))?;
        }
        let at = (middle.round() as i32, height - BOTTOM + 10);
        area.draw(&Text::new(label.clone(), at, Ink::Text.text(12.0, HPos::Center, VPos::Top)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_two_bars_a_group_and_says_which_is_which() {
        let svg = pairs(&Pairs {
            title: "T",
            description: "D.",
            legend: ["Expected", "Came"],
            pairs: &[("1".into(), 50_000.0, 40_000.0), ("2".into(), 10_000.0, 0.0)],
            axis: &|v| v.to_string(),
            skin: Skin::Window,
        })
        .unwrap();
        // Two of the legend and two for each group, those with their ground.
        assert_eq!(svg.matches("<rect").count(), 10, "{svg}");
        assert!(svg.contains(">Expected<") && svg.contains(">Came<") && svg.contains("<desc>D.</desc>"));
    }
}
