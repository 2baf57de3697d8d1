//! How large a segment was over the past year: as of each week, and as a picture.
//!
//! The window asks for a few weeks at a time (`sizes`), so that it can show how far it is, and stops by not asking on.

use super::{App, Which, ask, day, people};
use crate::api::insights::ChartPicture;
use crate::charts::Skin;
use crate::segments::size::{self, SizePoint, WEEKS};
use crate::types::{Day, Result};

/// The size at the end of each week from `from` (0 is the oldest of 52) to before `to`; the last ends with `as_of`.
pub fn sizes(app: &App, which: &Which, as_of: Option<Day>, from: u32, to: u32) -> Result<Vec<SizePoint>> {
    let last = day(app, as_of)?;
    let point = |day: Day| {
        let (_, evaluation) = ask(app, which, Some(day))?;
        Ok(SizePoint { day, people: people(evaluation.set.len()), of: people(evaluation.base.everyone.len()) })
    };
    size::week_days(last, from, to).into_iter().map(point).collect()
}

/// All weeks at once.
pub fn history(app: &App, which: &Which, as_of: Option<Day>) -> Result<Vec<SizePoint>> {
    Ok(size::known(&sizes(app, which, as_of, 0, WEEKS)?).to_vec())
}

/// The sizes as a picture, with its main finding in words.
pub fn history_chart(points: &[SizePoint], skin: Skin) -> Result<ChartPicture> {
    let (title, description) = ("Size over the past year".to_owned(), size::told(points));
    let svg = size::picture(&title, &description, points, skin)?;
    Ok(ChartPicture { title, description, svg })
}
