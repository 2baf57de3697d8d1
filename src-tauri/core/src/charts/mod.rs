//! Charts as SVG text, drawn by plotters: the same picture on screen, in a report and in the terminal's file.
//!
//! A chart here is a shape (bars, a heat map) made of plain figures and words; what they mean is the caller's business. Start with
//! `draw` and `theme::Ink`; `shares.rs` is the shortest pattern to follow for a new one. Every chart has a title and a
//! description that tells its main finding in words, for those who cannot see it.

pub mod area;
pub mod bars;
pub mod heat;
pub mod pairs;
pub mod shares;
pub mod theme;
pub mod whiskers;

use plotters::coord::Shift;
use plotters::prelude::*;

pub use theme::{Ink, Skin};

use crate::types::{Currency, Error, Money, Result};

/// What is painted on: pixels from the left top.
pub type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// plotters' many errors; only their text is of use.
pub type Painted = std::result::Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A chart's name and size.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'t> {
    pub title: &'t str,
    /// The main finding in a sentence.
    pub description: &'t str,
    /// Width and height in pixels; in the window it is scaled to its place.
    pub size: (u32, u32),
    pub skin: Skin,
}

/// Runs `paint` on an empty canvas and returns the finished SVG.
///
/// # Errors
/// `Internal` when plotters cannot draw it, which a chart's tests would show.
pub fn draw(picture: &Picture<'_>, paint: impl FnOnce(&Canvas<'_>) -> Painted) -> Result<String> {
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, picture.size).into_drawing_area();
        paint(&canvas)
            .and_then(|()| canvas.present().map_err(Into::into))
            .map_err(|e| Error::internal(format!("The chart “{}” could not be drawn.", picture.title)).caused_by(e))?;
    }
    Ok(theme::finish(&svg, picture))
}

/// An amount as short as an axis wants it: `€950`, `€12k`, `€1.2M`.
pub fn short_money(minor: i64, currency: Currency) -> String {
    let whole = minor as f64 / 10f64.powi(currency.minor_digits().try_into().unwrap_or(0));
    let unit = |value: f64, suffix: &str| {
        let digits = usize::from(value.abs() < 10.0 && (value - value.round()).abs() >= 0.05);
        let sign = Money::new(0, currency).to_string();
        let sign: String = sign.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let minus = if value < 0.0 { "−" } else { "" };
        format!("{minus}{sign}{:.digits$}{suffix}", value.abs())
    };
    match whole.abs() {
        x if x >= 999_500.0 => unit(whole / 1e6, "M"),
        x if x >= 999.5 => unit(whole / 1e3, "k"),
        _ => unit(whole.round(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_on_an_axis_are_short() {
        let eur = |minor| short_money(minor, Currency::EUR);
        let all = [0, 95_000, 99_960, 1_250_000, 120_000, 130_000_000, -1_250_000].map(eur);
        assert_eq!(all, ["€0", "€950", "€1k", "€12k", "€1.2k", "€1.3M", "−€12k"]);
        assert_eq!(short_money(950, "JPY".parse().unwrap()), "¥950");
        assert_eq!(short_money(950_000, "SEK".parse().unwrap()), "SEK 9.5k");
    }
}
