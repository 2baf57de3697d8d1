//! What scores and stages mean, said to a shopkeeper. Words only; the rules they describe are in `rfm` and `lifecycle`.

use super::lifecycle::{Rhythm, Stage};
use super::rfm::{PersonRfm, RfmName};

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
