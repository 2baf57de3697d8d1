//! Before a test: what this list can find out, and how many people a wished lift would take.

use serde::Serialize;
use specta::Type;

use super::words::{percent, points};
use crate::stats::power::{Plan, people_per_group};
use crate::types::{Error, Result, money::grouped};

/// How often a difference may be seen where there is none.
pub const LEVEL: f64 = 0.05;
/// How often a true difference should be found.
pub const POWER: f64 = 0.8;

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Planned {
    /// What usually happens, between 0 and 1.
    pub base: f64,
    /// In both groups together; half each.
    pub people: u64,
    /// The smallest rise that is found four times in five, as a difference of shares; `None`: these people can show nothing.
    pub smallest_rise: Option<f64>,
    /// For wishes from small to large: how many people in all each takes.
    pub needed: Vec<Needed>,
    /// The answer in a sentence.
    pub sentence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Needed {
    /// The wished relative lift: 0.1 is from 4% to 4.4%.
    pub lift: f64,
    pub rate: f64,
    /// In both groups together; `None` when the lift would be past 100%.
    pub people: Option<u64>,
}

/// # Errors
/// `BadInput` when the base is not between 0 and 1, or there are fewer than two people.
pub fn plan(base: f64, people: u64) -> Result<Planned> {
    if !(base > 0.0 && base < 1.0) {
        return Err(Error::bad_input("What usually happens must be a share above 0% and below 100%, such as 4%."));
    }
    if people < 2 {
        return Err(Error::bad_input("A test takes at least two people, and in truth many more."));
    }
    let half = people as f64 / 2.0;
    let rise = Plan { base, people: (half.floor(), half.ceil()), level: LEVEL }.smallest_rise(POWER);
    let needed = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0]
        .into_iter()
        .map(|lift| {
            let rate = base * (1.0 + lift);
            Needed { lift, rate, people: people_per_group(base, rate, LEVEL, POWER).and_then(|n| n.checked_mul(2)) }
        })
        .collect();
    let crowd = grouped(people);
    let sentence = match rise {
        Some(rise) => format!(
            "With {crowd} people, half in each group, and {} usually converting, this test can find a rise of {} points or more (to {}), \
             four times out of five. Anything smaller will most likely look like no difference.",
            percent(base, 1),
            points(rise, 1).trim_start_matches('+'),
            percent(base + rise, 1)
        ),
        None => format!("{crowd} people are too few: not even a rise to 100% would be found reliably. Do not run this test."),
    };
    Ok(Planned { base, people, smallest_rise: rise, needed, sentence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_a_list_can_find() {
        let planned = plan(0.04, 2000).unwrap();
        assert_eq!(
            planned.sentence,
            "With 2,000 people, half in each group, and 4.0% usually converting, this test can find a rise of 2.8 points or more (to 6.8%), \
             four times out of five. Anything smaller will most likely look like no difference."
        );
        // 6,745 in each group by the same formula in Python with SciPy's quantiles: from 4% to 5% is a lift of a quarter.
        assert_eq!(people_per_group(0.04, 0.05, LEVEL, POWER), Some(6745));
        assert!(planned.needed.windows(2).all(|w| w[0].people > w[1].people));
    }

    #[test]
    fn a_handful_is_told_not_to() {
        assert!(plan(0.5, 4).unwrap().sentence.ends_with("Do not run this test."));
        assert!(plan(0.0, 100).is_err() && plan(0.04, 1).is_err());
        assert_eq!(plan(0.6, 1000).unwrap().needed.last().unwrap().people, None);
    }
}
