//! Slipping away: at risk, about to lapse, lapsed, worth winning back, due again.

use super::facts::{Facts, top};
use super::nodes::{last_order, not, orders, overdue, spent, subscribed};
use super::rhythm::{Thresholds, days};
use super::{Family, Starter, starter};
use crate::segments::values::{Number, Window};

const WORTH_WINNING: u32 = 25;
/// So many days before they count as lapsed, and never more than half of the quiet time.
const SOON: u32 = 30;

pub fn starters(f: &Facts, t: &Thresholds) -> Vec<Starter> {
    let family = Family::Slipping;
    let soon = SOON.min(t.quiet.div_ceil(2));
    let lapsed = || last_order(Window::OverDaysAgo { days: t.lapsed });
    vec![
        starter(family, "At risk", "They used to come back, and are quieter than usual: a good moment for a word.")
            .featured()
            .because(t.why_quiet())
            .with(vec![
                orders(Number::AtLeast { value: 2 }, Window::Ever),
                last_order(Window::DaysAgo { from: t.quiet + 1, to: t.lapsed }),
            ]),
        starter(family, "About to lapse", "The last weeks in which they still remember you well.")
            .because(t.why(|| format!("{} without an order counts as lapsed here; they reach it within {}.", days(t.lapsed), days(soon))))
            .with(vec![last_order(Window::DaysAgo { from: t.lapsed - soon + 1, to: t.lapsed })]),
        starter(family, "Lapsed", "Away for long. Write rarely, and only with a reason.").because(t.why_lapsed()).with(vec![lapsed()]),
        starter(family, "Win-back", "Good customers who lapsed and still let you write: one honest try is worth it.")
            .featured()
            .because(why_worth(f))
            .with(vec![lapsed(), spent(Number::Top { percent: WORTH_WINNING }, Window::Ever), subscribed()])
            .needs(f.has.consent, "Nobody’s consent to emails is known yet."),
        starter(family, "Replenishment due", "By their own rhythm they should be back by now: remind them of what they last bought.")
            .because(t.why(|| {
                format!("Everybody is measured by their own gaps; half of your returning customers come back within {}.", days(t.usual))
            }))
            .with(vec![orders(Number::AtLeast { value: 3 }, Window::Ever), overdue(100), not(overdue(200))]),
    ]
}

fn why_worth(f: &Facts) -> String {
    match top(&f.spent_ever, WORTH_WINNING as usize) {
        Some(least) => format!("The top quarter of your buyers have spent {} or more in all.", f.money(least)),
        None => "Nobody has bought yet.".to_owned(),
    }
}
