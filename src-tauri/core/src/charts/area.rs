//! A number of whole things over time: a line on a pale ground from nought, months under it, the last value at its end.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;
use crate::types::money::grouped;

pub struct Area<'t> {
    pub title: &'t str,
    pub description: &'t str,
    /// At equal distances from the left; at least two make a line.
    pub points: &'t [AreaPoint],
    /// Width and height in pixels.
    pub size: (u32, u32),
    pub skin: Skin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPoint {
    /// Two lines under the axis, e.g. month and year; "" leaves it away.
    pub label: [String; 2],
    pub value: u32,
}

const LEFT: i32 = 56;
const TOP: i32 = 14;
const BOTTOM: i32 = 42;
/// Letters of the last value take about so many pixels each.
const LETTER: usize = 9;

/// # Errors
/// As `draw`.
pub fn area(a: &Area<'_>) -> Result<String> {
    let picture = Picture { title: a.title, description: a.description, size: a.size, skin: a.skin };
    draw(&picture, |canvas| paint(canvas, a))
}

fn paint(canvas: &Canvas<'_>, a: &Area<'_>) -> Painted {
    let (width, height) = (a.size.0 as i32, a.size.1 as i32);
    let last = a.points.last().map(|p| grouped(p.value.into())).unwrap_or_default();
    let right = width - 14 - i32::try_from(last.chars().count() * LETTER).unwrap_or(0);
    let ticks = whole_ticks(a.points.iter().map(|p| p.value).max().unwrap_or(0));
    let high = f64::from(ticks.last().copied().unwrap_or(1).max(1));
    let y = |value: u32| TOP + ((1.0 - f64::from(value) / high) * f64::from(height - TOP - BOTTOM)).round() as i32;
    let steps = a.points.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| LEFT + (f64::from(right - LEFT) * i as f64 / steps).round() as i32;
    for tick in &ticks {
        let ink = if *tick == 0 { Ink::Text } else { Ink::Grid };
        canvas.draw(&PathElement::new(vec![(LEFT, y(*tick)), (right, y(*tick))], ink.line(1)))?;
        let words = grouped((*tick).into());
        canvas.draw(&Text::new(words, (LEFT - 10, y(*tick)), Ink::Text.text(12.0, HPos::Right, VPos::Center)))?;
    }
    let line: Vec<(i32, i32)> = a.points.iter().enumerate().map(|(i, p)| (x(i), y(p.value))).collect();
    let ground = line.iter().copied().chain([(x(a.points.len().saturating_sub(1)), y(0)), (x(0), y(0))]).collect::<Vec<_>>();
    canvas.draw(&Polygon::new(ground, Ink::One.shade(0.12)))?;
    canvas.draw(&PathElement::new(line.clone(), Ink::One.line(2)))?;
    for (i, point) in a.points.iter().enumerate() {
        let [first, second] = &point.label;
        let words = |text: &String, top: i32, ink: Ink| Text::new(text.clone(), (x(i), top), ink.text(12.0, HPos::Center, VPos::Top));
        if !first.is_empty() {
            canvas.draw(&PathElement::new(vec![(x(i), y(0)), (x(i), y(0) + 4)], Ink::Text.line(1)))?;
            canvas.draw(&words(first, height - BOTTOM + 9, Ink::Text))?;
        }
        if !second.is_empty() {
            canvas.draw(&words(second, height - BOTTOM + 25, Ink::Strong))?;
        }
    }
    if let Some(&(at, level)) = line.last() {
        canvas.draw(&Circle::new((at, level), 4, Ink::One.fill()))?;
        canvas.draw(&Text::new(last, (at + 9, level), Ink::Strong.text(14.0, HPos::Left, VPos::Center)))?;
    }
    Ok(())
}

/// Whole, round values from 0 to at or above `high`; two to six of them.
fn whole_ticks(high: u32) -> Vec<u32> {
    let mut magnitude = 1u32;
    let step = loop {
        let found = [1u32, 2, 5].into_iter().filter_map(|m| magnitude.checked_mul(m)).find(|s| high.div_ceil(*s) <= 5);
        match (found, magnitude.checked_mul(10)) {
            (Some(step), _) => break step,
            (None, Some(next)) => magnitude = next,
            (None, None) => break magnitude,
        }
    };
    (0..=high.div_ceil(step).max(1)).map(|i| i.saturating_mul(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_whole_round_and_hold_the_values() {
        assert_eq!(whole_ticks(0), [0, 1]);
        assert_eq!(whole_ticks(3), [0, 1, 2, 3]);
        assert_eq!(whole_ticks(49), [0, 10, 20, 30, 40, 50]);
        assert_eq!(whole_ticks(1_234), [0, 500, 1_000, 1_500]);
        assert!(whole_ticks(u32::MAX).last().is_some_and(|t| *t == u32::MAX));
    }
}
