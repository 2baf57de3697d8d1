//! A grid of cells, darker for more: RFM's fifths, cohorts over months. Every cell says its figure too, so that the
//! shade only helps the eye.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Canvas, Ink, Painted, Picture, Skin, draw};
use crate::types::Result;

pub struct Heat<'t> {
    pub title: &'t str,
    pub description: &'t str,
    /// Above the columns, e.g. "months since the first order".
    pub columns_title: &'t str,
    pub columns: &'t [String],
    pub rows: &'t [HeatRow],
    /// Pixels for the rows' labels.
    pub label_width: i32,
    /// Pixels of a row.
    pub row_height: i32,
    pub skin: Skin,
}

pub struct HeatRow {
    pub label: String,
    /// Quieter, at the right of the label's place.
    pub note: String,
    /// `None`: no cell there.
    pub cells: Vec<Option<HeatCell>>,
}

pub struct HeatCell {
    /// 0 to 1; `None`: no shade, because the figure says too little.
    pub shade: Option<f64>,
    pub text: String,
    /// Not over yet: drawn with a gap at its foot.
    pub open: bool,
}

const WIDTH: i32 = 880;
const TOP: i32 = 46;
const GAP: i32 = 2;

pub fn heat(h: &Heat<'_>) -> Result<String> {
    let height = TOP + h.row_height * i32::try_from(h.rows.len()).unwrap_or(0) + 4;
    let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
    draw(&Picture { title: h.title, description: h.description, size, skin: h.skin }, |area| paint(area, h))
}

fn paint(area: &Canvas<'_>, h: &Heat<'_>) -> Painted {
    let left = h.label_width;
    let slot = f64::from(WIDTH - left) / h.columns.len().max(1) as f64;
    let x = |i: usize| left + (slot * i as f64).round() as i32;
    let words = |text: &str, at: (i32, i32), style: TextStyle<'static>| Text::new(text.to_owned(), at, style);
    area.draw(&words(h.columns_title, (left, 4), Ink::Text.text(12.0, HPos::Left, VPos::Top)))?;
    for (i, column) in h.columns.iter().enumerate() {
        area.draw(&words(column, ((x(i) + x(i + 1)) / 2, TOP - 18), Ink::Text.text(12.0, HPos::Center, VPos::Top)))?;
    }
    for (top, row) in (0..).map(|i| TOP + i * h.row_height).zip(h.rows) {
        let middle = top + h.row_height / 2;
        area.draw(&words(&row.label, (0, middle), Ink::Strong.text(13.0, HPos::Left, VPos::Center)))?;
        area.draw(&words(&row.note, (left - 14, middle), Ink::Text.text(12.0, HPos::Right, VPos::Center)))?;
        for (i, cell) in row.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let foot = top + h.row_height - GAP - if cell.open { 4 } else { 0 };
            let (ink, fill) = match cell.shade {
                Some(shade) => (Ink::on(shade), Ink::One.shade(shade)),
                None => (Ink::Text, Ink::Grid.shade(0.4)),
            };
            area.draw(&Rectangle::new([(x(i), top), (x(i + 1) - GAP, foot)], fill))?;
            area.draw(&words(&cell.text, ((x(i) + x(i + 1) - GAP) / 2, middle - GAP / 2), ink.text(12.0, HPos::Center, VPos::Center)))?;
        }
    }
    Ok(())
}
