//! What scores, stages and expectations mean, said to a shopkeeper. Words only; the rules they describe are in `rfm`,
//! `lifecycle` and `value`.

use super::lifecycle::{Rhythm, Stage};
use super::rfm::{PersonRfm, RfmName};
use super::value::{AHEAD_DAYS, PersonValue};
use crate::types::{Currency, Day, Money};

pub fn rfm_meaning(name: RfmName) -> &'static str {
    match name {
        RfmName::Champions => "Bought lately, often and for much.",
        RfmName::Loyal => "Buy often and were here not long ago.",
        RfmName::PotentialLoyalist => "Here lately, with the beginnings of a habit.",
        RfmName::New => "Bought very lately, and only little so far.",
        RfmName::Promising => "Bought a little, not long ago.",
        RfmName::NeedsAttention => "Middling in everything, and getting quieter.",
        RfmName::AboutToSleep => "Bought little, and not for a while.",
        RfmName::AtRisk => "Used to buy well, and have been away for long.",
        RfmName::CantLose => "Were among the best, and have been away for long.",
        RfmName::Hibernating => "Bought little, long ago.",
        RfmName::Lost => "Bought little, longest ago.",
    }
}

/// One sentence each for how recently, how often and for how much.
pub fn rfm_sentences(p: &PersonRfm) -> [String; 3] {
    let than = |score: u8, better: &str, worse: &str| match score {
        // Not "less than most": where most bought once, they all have the lowest score together.
        0 | 1 => format!("Fewer than one in five of your buyers {worse}."),
        5.. => format!("{better} at least four in five of your buyers."),
        n => format!("{better} at least {} in five of your buyers.", ["one", "two", "three"][usize::from(n - 2).min(2)]),
    };
    [
        than(p.r, "Was here more recently than", "have been away for longer"),
        than(p.f, "Bought more often than", "bought less often"),
        than(p.m, "Spent more than", "spent less"),
    ]
}

/// An amount without cents: an expectation knows none.
fn whole(minor: i64, currency: Currency) -> String {
    let digits = currency.minor_digits();
    let unit = 10i64.saturating_pow(digits);
    let rounded = minor.saturating_add(unit / 2) / unit * unit;
    let text = Money::new(rounded, currency).to_string();
    let cents = format!(".{}", "0".repeat(digits as usize));
    text.strip_suffix(&cents).map_or(text.clone(), str::to_owned)
}

/// The day on which their next order is due, or was.
pub fn due_on(p: &PersonValue, as_of: Day) -> Day {
    let days = p.next_order.unsigned_abs();
    if p.next_order < 0 { as_of.minus_days(days) } else { as_of.plus_days(days) }
}

/// One sentence each for how much, whether still, and when.
pub fn prospect_sentences(p: &PersonValue, as_of: Day, currency: Currency) -> [String; 3] {
    let orders = match p.orders {
        x if (0.95..1.05).contains(&x) => "1 order".to_owned(),
        x if x < 9.95 => format!("{x:.1} orders"),
        x => format!("{x:.0} orders"),
    };
    let much = if p.orders < 0.05 {
        format!("Next to nothing is expected in the next {AHEAD_DAYS} days.")
    } else {
        format!("About {orders} expected in the next {AHEAD_DAYS} days, for {} in all.", whole(p.spend, currency))
    };
    let still = match p.gone {
        0 => "Hardly a chance that they have left for good.".to_owned(),
        100 => "Almost surely left for good.".to_owned(),
        n => format!("A chance of {n}% that they have left for good."),
    };
    let day = due_on(p, as_of).0.format("%-d %B %Y");
    let when = match (p.next_order, p.gone > 50) {
        (0, _) => "Their next order is due about today, if they come back.".to_owned(),
        (1.., _) => format!("Their next order is due around {day}, if they come back."),
        (-1, _) => format!("Their next order was due around {day}, 1 day ago."),
        (n, false) => format!("Their next order was due around {day}, {} days ago.", n.unsigned_abs()),
        (n, true) => format!("Going by their orders, the next was due around {day}, {} days ago.", n.unsigned_abs()),
    };
    [much, still, when]
}

/// `rhythm`: the shop's own, `None` while it cannot be told.
pub fn stage_meaning(stage: Stage, rhythm: Option<&Rhythm>) -> String {
    let Some(r) = rhythm else {
        return match stage {
            Stage::NeverBought => "Known to the shop, without an order.".into(),
            _ => "Not enough data yet to learn the shop’s rhythm.".into(),
        };
    };
    match stage {
        Stage::NeverBought => "Known to the shop, without an order.".into(),
        Stage::New => format!("One order, within the last {} days.", r.quiet_days),
        Stage::Returning => format!("Two orders, the last within {} days.", r.quiet_days),
        Stage::Active => format!("Three orders or more, the last within {} days.", r.quiet_days),
        Stage::Loyal => format!("{} orders or more, the last within {} days.", r.loyal_orders, r.quiet_days),
        Stage::AtRisk => {
            format!("Silent for {} to {} days; four in five returning customers come back sooner.", r.quiet_days + 1, r.lapsed_days)
        }
        Stage::Lapsed => format!("Silent for more than {} days, twice as long as at risk.", r.lapsed_days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::PersonId;

    #[test]
    fn what_is_expected_is_said_without_false_precision() {
        let told = |spend, orders, gone, next_order| {
            let p = PersonValue { person: PersonId(1), spend, orders, gone, next_order };
            prospect_sentences(&p, "2026-11-20".parse().unwrap(), Currency::EUR).join(" ")
        };
        let all = [told(12_050, 2.43, 12, 14), told(5_000, 1.0, 0, 0), told(90, 0.04, 97, -400), told(900_000, 48.2, 30, -1)];
        insta::assert_snapshot!(all.join("\n"), @"
        About 2.4 orders expected in the next 365 days, for €121 in all. A chance of 12% that they have left for good. Their next order is due around 4 December 2026, if they come back.
        About 1 order expected in the next 365 days, for €50 in all. Hardly a chance that they have left for good. Their next order is due about today, if they come back.
        Next to nothing is expected in the next 365 days. A chance of 97% that they have left for good. Going by their orders, the next was due around 16 October 2025, 400 days ago.
        About 48 orders expected in the next 365 days, for €9,000 in all. A chance of 30% that they have left for good. Their next order was due around 19 November 2026, 1 day ago.
        ");
    }

    #[test]
    fn scores_are_said_next_to_other_buyers() {
        let p = PersonRfm { person: PersonId(1), r: 5, f: 1, m: 3, name: RfmName::of(5, 1, 3) };
        assert_eq!(
            rfm_sentences(&p),
            [
                "Was here more recently than at least four in five of your buyers.",
                "Fewer than one in five of your buyers bought less often.",
                "Spent more than at least two in five of your buyers."
            ]
        );
    }
}
