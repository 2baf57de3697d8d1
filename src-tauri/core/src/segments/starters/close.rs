//! Close to buying: those who never did, left a cart behind, or only looked.

use super::facts::{Facts, share};
use super::nodes::{NONE, orders, then_no_order};
use super::rhythm::{Thresholds, days};
use super::{Family, Starter, starter};
use crate::segments::activity::What;
use crate::segments::values::Window;
use crate::types::money::grouped;

pub fn starters(f: &Facts, t: &Thresholds) -> Vec<Starter> {
    let family = Family::Close;
    // Half of the usual gap: after that the wish has cooled.
    let warm = (t.usual / 2).clamp(3, 14);
    let why_warm = || {
        t.why(|| {
            format!("Half of your returning customers come back within {}. A wish cools sooner: after {} here.", days(t.usual), days(warm))
        })
    };
    vec![
        starter(family, "Never bought", "They know you, but have not ordered yet: give them an easy first step.")
            .featured()
            .because(why_never(f))
            .with(vec![orders(NONE, Window::Ever)]),
        starter(family, "Abandoned cart", "They were close, and have not ordered since: ask whether something was in the way.")
            .featured()
            .because(why_warm())
            .with(vec![then_no_order(What::AbandonedCarts, warm)])
            .needs(f.has.carts, "No carts are known yet."),
        starter(family, "Browsed, not bought", "They looked at something and did not order: show it to them again.")
            .because(why_warm())
            .with(vec![then_no_order(What::Views, warm)])
            .needs(f.has.views, "No product views are known yet."),
    ]
}

fn why_never(f: &Facts) -> String {
    let part = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    match f.people {
        0 => "Your shop knows nobody yet.".to_owned(),
        n => format!("That is {} of the {} people your shop knows.", share(part(f.never_bought), part(n)), grouped(n)),
    }
}
