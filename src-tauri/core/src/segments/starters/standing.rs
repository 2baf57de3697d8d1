//! Where people stand with the shop: new, first-time, returning, nearly loyal, loyal, the best.

use super::facts::{Facts, share, top};
use super::nodes::{last_days, last_order, orders, spent};
use super::rhythm::{Thresholds, days};
use super::{Family, Starter, starter};
use crate::segments::condition::{Field, Profile};
use crate::segments::definition::Node;
use crate::segments::values::{Number, Test, Window};
use crate::types::money::grouped;

const VIP_PERCENT: u32 = 5;
const YEAR: u32 = 365;

pub fn starters(f: &Facts, t: &Thresholds) -> Vec<Starter> {
    let family = Family::Standing;
    let (stretch, newcomers) = f.newcomers;
    let known = Test::Within { window: last_days(stretch) };
    let recently = || last_order(last_days(t.quiet));
    let nearly = Number::Between { from: (t.loyal - 2).max(2), to: t.loyal - 1 };
    vec![
        starter(family, "New", "They have just found you: say hello before you sell.")
            .because(format!("In the last {} your shop came to know {}.", days(stretch), people(newcomers)))
            .with(vec![Node::Profile(Profile { field: Field::Created, is: known })]),
        starter(family, "First-time buyers", "One order, still fresh. The second is the one to win.")
            .featured()
            .because(t.why_quiet())
            .with(vec![orders(Number::Exactly { value: 1 }, Window::Ever), recently()]),
        starter(family, "Returning", "They came back, and not long ago: tell them what is new.")
            .because(t.why_quiet())
            .with(vec![orders(Number::AtLeast { value: 2 }, Window::Ever), recently()]),
        starter(family, "Potential loyalists", "One or two orders short of your most faithful: a small reason may be enough.")
            .because(t.why(|| format!("One in five of those who came back to you reached {} orders.", t.loyal)))
            .with(vec![orders(nearly, Window::Ever), recently()]),
        starter(family, "Loyal", "Your regulars. Ask them for a review, or what they miss.")
            .because(t.why(|| format!("One in five of those who came back to you reached {} orders.", t.loyal)))
            .with(vec![orders(Number::AtLeast { value: t.loyal }, Window::Ever), recently()]),
        starter(family, "VIP", "The few who carry your shop: thank them first, and ask them last for a discount.")
            .featured()
            .because(why_vip(f))
            .with(vec![spent(Number::Top { percent: VIP_PERCENT }, last_days(YEAR))]),
    ]
}

fn why_vip(f: &Facts) -> String {
    let buyers = f.spent_by_buyer.len();
    let Some(least) = top(&f.spent_by_buyer, VIP_PERCENT as usize) else { return "Nobody has bought in the last year.".to_owned() };
    let theirs: i64 = f.spent_by_buyer.iter().filter(|s| **s >= least).fold(0, |a, s| a.saturating_add(*s));
    let all: i64 = f.spent_by_buyer.iter().fold(0, |a, s| a.saturating_add(*s));
    let part = |n: i64| usize::try_from(n.max(0)).unwrap_or(0);
    format!(
        "Of {} in the last year the top {VIP_PERCENT}% spent {} or more, and brought {} of what came in.",
        if buyers == 1 { "1 buyer".to_owned() } else { format!("{} buyers", grouped(buyers as u64)) },
        f.money(least),
        share(part(theirs), part(all))
    )
}

pub fn people(n: i64) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{} people", grouped(n.unsigned_abs())) }
}
