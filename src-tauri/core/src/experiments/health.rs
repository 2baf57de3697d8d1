//! Whether a test may be read at all, and what to be careful about when it may.

use serde::Serialize;
use specta::Type;

use super::compare::Comparison;
use super::definition::Variant;
use super::words::{p_value, percent};
use crate::stats::fit::goodness_of_fit;
use crate::types::money::grouped;

/// Below this the groups are not what was planned (Fabijan et al. 2019; GrowthBook and Microsoft use 0.001 or less).
const SPLIT_LEVEL: f64 = 0.001;
/// Fewer conversions than this in a group, and a few people more or less turn the result around.
const FEW: u64 = 25;
/// Revenue per person of fewer buyers than this hangs on single orders.
const FEW_BUYERS: u64 = 100;

/// The check of the groups' sizes (sample ratio mismatch).
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Split {
    /// The groups are not the size that was planned: the result must not be read.
    pub blocking: bool,
    /// Of "these sizes came about by the planned shares"; `None`: too few people to check.
    pub p_value: Option<f64>,
    pub sentence: String,
    /// What usually lies behind it, when it is blocking.
    pub causes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Warning {
    pub kind: WarningKind,
    pub sentence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    FewConversions,
    FewBuyers,
    TotalsOnly,
    TooGood,
}

pub fn split(variants: &[Variant]) -> Split {
    let counts: Vec<u64> = variants.iter().map(|v| v.sent).collect();
    let weights: Vec<f64> = variants.iter().map(|v| v.planned).collect();
    let (people, whole) = (counts.iter().sum::<u64>() as f64, weights.iter().sum::<f64>());
    let Some(fit) = goodness_of_fit(&counts, &weights) else {
        let sentence = "There are too few people to check whether the groups have the size that was planned.".to_owned();
        return Split { blocking: false, p_value: None, sentence, causes: Vec::new() };
    };
    let p = fit.p_value;
    let planned: Vec<_> = weights.iter().map(|w| percent(w / whole, 0).trim_end_matches('%').to_owned()).collect();
    let got: Vec<_> = variants.iter().map(|v| format!("{} got {}", v.name, grouped(v.sent))).collect();
    let wanted: Vec<_> = weights.iter().map(|w| grouped((people * w / whole).round() as u64)).collect();
    if p >= SPLIT_LEVEL {
        let sentence = format!("The groups have the size that was planned ({}; {}).", planned.join(" : "), p_value(p));
        return Split { blocking: false, p_value: Some(p), sentence, causes: Vec::new() };
    }
    let chance = if p < 1e-6 {
        "less than once in a million tests".to_owned()
    } else {
        format!("once in {} tests", grouped((1.0 / p).round() as u64))
    };
    let sentence = format!(
        "The groups are not the size that was planned: {}, where {} were planned ({}). By chance that happens {chance}. \
         Something else decided who got what, so a difference between the groups proves nothing.",
        got.join(" and "),
        wanted.join(" and "),
        planned.join(" : ")
    );
    let causes = [
        "People were counted only if they opened, so one variant counts more of its people than the other.",
        "One variant was sent earlier, later or to another list.",
        "Bounced or unsubscribed people were taken out of one group only.",
        "The same person is counted twice in one group.",
        "The planned shares given here are not the ones that were used.",
    ];
    Split { blocking: true, p_value: Some(p), sentence, causes: causes.map(str::to_owned).into() }
}

pub fn warnings(variants: &[Variant], comparisons: &[Comparison]) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut warn = |kind, sentence: String| out.push(Warning { kind, sentence });
    let few: Vec<&Variant> = variants.iter().filter(|v| v.converted < FEW).collect();
    if !few.is_empty() {
        let names: Vec<_> = few.iter().map(|v| format!("{}: {}", v.name, grouped(v.converted))).collect();
        warn(
            WarningKind::FewConversions,
            format!(
                "Too few conversions to lean on ({}). A handful of people more or less would turn the result around.",
                names.join(", ")
            ),
        );
    }
    let with_revenue = variants.iter().any(|v| v.revenue.is_some());
    if with_revenue && variants.iter().any(|v| v.revenue_deviation.is_none()) {
        warn(
            WarningKind::TotalsOnly,
            "Totals alone cannot say how sure a difference in revenue is. Add a column “sd” (the standard deviation of revenue per person), \
             or use a file with a row a person."
                .to_owned(),
        );
    } else if with_revenue && variants.iter().any(|v| v.converted < FEW_BUYERS) {
        warn(
            WarningKind::FewBuyers,
            format!("Revenue is uneven: with fewer than {FEW_BUYERS} buyers in a group, one large order can make the difference."),
        );
    }
    for c in comparisons.iter().filter(|c| c.p_value.is_some_and(|p| p < 0.001)) {
        if let Some(lift) = c.lift.as_ref().filter(|l| l.estimate.value > 1.0 && l.dependable) {
            warn(
                WarningKind::TooGood,
                format!(
                    "{} converted {} more than {}. So large an effect is rare: check the file and the links before believing it.",
                    c.variant,
                    percent(lift.estimate.value, 0),
                    c.control
                ),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::variant;
    use super::*;

    #[test]
    fn the_split_is_held_against_the_plan() {
        let fine = split(&[variant("A", 1010, 1), variant("B", 990, 1)]);
        assert_eq!(fine.sentence, "The groups have the size that was planned (50 : 50; p = 0.65).");
        let broken = split(&[variant("A", 5000, 1), variant("B", 5400, 1)]);
        assert!(broken.blocking && !broken.causes.is_empty());
        assert_eq!(
            broken.sentence,
            "The groups are not the size that was planned: A got 5,000 and B got 5,400, where 5,200 and 5,200 were planned (50 : 50). \
             By chance that happens once in 11,403 tests. Something else decided who got what, so a difference between the groups proves nothing."
        );
        let planned = |v: Variant, planned| Variant { planned, ..v };
        assert!(!split(&[planned(variant("A", 7010, 1), 70.0), planned(variant("B", 2990, 1), 30.0)]).blocking);
    }

    #[test]
    fn warns_of_thin_results() {
        let warnings = warnings(&[variant("A", 1000, 12), variant("B", 1000, 40)], &[]);
        assert_eq!(
            warnings.iter().map(|w| w.sentence.as_str()).collect::<Vec<_>>(),
            ["Too few conversions to lean on (A: 12). A handful of people more or less would turn the result around."]
        );
    }
}
