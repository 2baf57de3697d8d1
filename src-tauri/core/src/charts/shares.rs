//! Parts of a whole as lying bars, each with its name, count and share.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;
use crate::types::money::grouped;

pub struct Shares<'t> {
    pub title: &'t str,
    pub description: &'t str,
    /// Name and count, from above.
    pub parts: &'t [(String, u64)],
    pub skin: Skin,
}

const WIDTH: i32 = 880;
const LABEL: i32 = 130;
const FIGURES: i32 = 120;
const ROW: i32 = 32;

pub fn shares(s: &Shares<'_>) -> Result<String> {
    let height = 8 + ROW * i32::try_from(s.parts.len()).unwrap_or(0);
    let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
    draw(&Picture { title: s.title, description: s.description, size, skin: s.skin }, |area| paint(area, s))
}

fn paint(area: &Canvas<'_>, s: &Shares<'_>) -> Painted {
    let all: u64 = s.parts.iter().map(|(_, n)| n).sum();
    let most = s.parts.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let room = f64::from(WIDTH - LABEL - FIGURES);
    for (top, (name, n)) in (0..).map(|i| 4 + i * ROW).zip(s.parts) {
        let middle = top + ROW / 2;
        let end = LABEL + (*n as f64 / most as f64 * room).round() as i32;
        area.draw(&Text::new(name.clone(), (0, middle), Ink::Strong.text(13.0, HPos::Left, VPos::Center)))?;
        // Somebody is more than nobody: at least a hairline.
        let end = if *n > 0 { end.max(LABEL + 2) } else { LABEL };
        area.draw(&PathElement::new(vec![(LABEL, top + 2), (LABEL, top + ROW - 2)], Ink::Grid.line(1)))?;
        area.draw(&Rectangle::new([(LABEL, top + 7), (end, top + ROW - 7)], Ink::One.fill()))?;
        let share = if all > 0 { *n as f64 * 100.0 / all as f64 } else { 0.0 };
        let share = if share > 0.0 && share < 1.0 { "<1%".to_owned() } else { format!("{share:.0}%") };
        let figures = format!("{} · {share}", grouped(*n));
        area.draw(&Text::new(figures, (end + 10, middle), Ink::Text.text(12.0, HPos::Left, VPos::Center)))?;
    }
    Ok(())
}
