//! Bars over time: one for each month, the unfinished one paler, amounts at the left.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;

pub struct Bars<'t> {
    pub title: &'t str,
    pub description: &'t str,
    pub bars: &'t [Bar],
    /// How a value is written at the axis.
    pub axis: &'t dyn Fn(f64) -> String,
    /// Width and height in pixels; `SIZE` for a whole line of the window.
    pub size: (u32, u32),
    pub skin: Skin,
}

pub struct Bar {
    /// Two lines under the bar, e.g. month and year; "" leaves it away.
    pub label: [String; 2],
    pub value: f64,
    /// Not over yet: drawn paler.
    pub pale: bool,
}

/// A whole line of the window.
pub const SIZE: (u32, u32) = (880, 280);
const LEFT: i32 = 64;
const RIGHT: i32 = 8;
const TOP: i32 = 14;
const BOTTOM: i32 = 44;

pub fn bars(b: &Bars<'_>) -> Result<String> {
    let picture = Picture { title: b.title, description: b.description, size: b.size, skin: b.skin };
    draw(&picture, |area| paint(area, b))
}

fn paint(area: &Canvas<'_>, b: &Bars<'_>) -> Painted {
    let (width, height) = (b.size.0 as i32, b.size.1 as i32);
    let values = || b.bars.iter().map(|x| x.value);
    let ticks = ticks(values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let y = |value: f64| TOP + ((high - value) / (high - low) * f64::from(height - TOP - BOTTOM)).round() as i32;
    for tick in &ticks {
        let ink = if *tick == 0.0 { Ink::Text } else { Ink::Grid };
        area.draw(&PathElement::new(vec![(LEFT, y(*tick)), (width - RIGHT, y(*tick))], ink.line(1)))?;
        area.draw(&Text::new((b.axis)(*tick), (LEFT - 10, y(*tick)), Ink::Text.text(12.0, HPos::Right, VPos::Center)))?;
    }
    let slot = f64::from(width - LEFT - RIGHT) / b.bars.len().max(1) as f64;
    let room = (slot * 0.72).clamp(1.0, 56.0);
    // Enough room for "Sep" and "2026" under each; else every second, third …
    let every = (34.0 / slot).ceil().max(1.0) as usize;
    for (i, bar) in b.bars.iter().enumerate() {
        let middle = f64::from(LEFT) + slot * (i as f64 + 0.5);
        let (left, right) = ((middle - room / 2.0).round() as i32, (middle + room / 2.0).round() as i32);
        let style = if bar.pale { Ink::One.shade(0.38) } else { Ink::One.fill() };
        let (a, z) = (y(bar.value.max(0.0)), y(bar.value.min(0.0)));
        area.draw(&Rectangle::new([(left, a), (right, z)], style))?;
        let [first, second] = &bar.label;
        let at = middle.round() as i32;
        if i % every == 0 {
            area.draw(&Text::new(first.clone(), (at, height - BOTTOM + 10), Ink::Text.text(12.0, HPos::Center, VPos::Top)))?;
        }
        if !second.is_empty() {
            area.draw(&Text::new(second.clone(), (at, height - BOTTOM + 26), Ink::Strong.text(12.0, HPos::Center, VPos::Top)))?;
        }
    }
    Ok(())
}

/// Round values from at or below `low` to at or above `high`, zero among them; at least two. In minor units, so nothing finer than 100 is told apart.
pub(super) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(500.0);
    let magnitude = 10f64.powf((span / 5.0).log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * magnitude).find(|s| span / s <= 5.0).unwrap_or(magnitude * 10.0);
    let from = (low / step).floor() as i64;
    let to = ((high / step).ceil() as i64).max(from + 1);
    (from..=to).map(|i| i as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_values() {
        assert_eq!(ticks(0.0, 0.0), [0.0, 100.0]);
        assert_eq!(ticks(0.0, 4_900.0), [0.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0]);
        assert_eq!(ticks(0.0, 123_456.0), [0.0, 25_000.0, 50_000.0, 75_000.0, 100_000.0, 125_000.0]);
        assert_eq!(ticks(-1_500.0, 700.0), [-1_500.0, -1_000.0, -500.0, 0.0, 500.0, 1_000.0]);
    }
}
