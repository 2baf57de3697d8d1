//! What a test shows, in the order it should be looked at: first whether it may be read at all, then the answer in words,
//! then the numbers with their intervals. Start with `read`.
//!
//! One metric decides: conversion. Revenue is told beside it with its own p-value and never decides. With more than one
//! comparison the confidence of each is raised (Bonferroni: 1 − 0.05 / comparisons), so that looking at many variants does not
//! find a winner by chance.

use serde::Serialize;
use specta::Type;

use super::compare::{self, Comparison};
use super::definition::{Experiment, Variant};
use super::health::{self, Split, Warning};
use super::words::Shown;
use crate::stats::Interval;
use crate::stats::means::Sample;
use crate::stats::proportions::Share;
use crate::types::{Currency, Error, Money, Result};

/// An estimate and where the truth probably lies. Shares are between 0 and 1; amounts are minor units, and as averages they
/// have fractions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    pub fn new(value: f64, interval: Interval) -> Self {
        Self { value, low: interval.low, high: interval.high }
    }

    /// Half the interval's width.
    pub fn half(self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Revenue divided by everybody who got the variant; the interval only where the file tells how much it varies.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PerPerson {
    /// Minor units.
    pub value: f64,
    pub interval: Option<Estimate>,
    pub shown: Shown,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct VariantReadout {
    pub name: String,
    pub sent: u64,
    pub converted: u64,
    /// Of all people: as planned, and as it came.
    pub planned_share: f64,
    pub share: f64,
    pub rate: Estimate,
    pub rate_shown: Shown,
    pub revenue: Option<Money>,
    pub per_person: Option<PerPerson>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The groups are not what was planned: nothing may be read from them.
    Blocked,
    /// The variant did better than the control.
    Better,
    Worse,
    /// The test cannot tell them apart.
    Unclear,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Verdict {
    pub outcome: Outcome,
    /// A few words.
    pub headline: String,
    /// The whole answer, in plain sentences.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Readout {
    pub currency: Currency,
    pub people: u64,
    /// Of every interval of a difference below, e.g. 0.95.
    pub confidence: f64,
    pub split: Split,
    pub warnings: Vec<Warning>,
    pub verdict: Verdict,
    /// The control first.
    pub variants: Vec<VariantReadout>,
    /// Each other variant against the control.
    pub comparisons: Vec<Comparison>,
}

/// # Errors
/// `BadInput` when the experiment's figures cannot be (see `Experiment::check`).
pub fn read(experiment: &Experiment) -> Result<Readout> {
    experiment.check()?;
    let people = experiment.variants.iter().map(|v| v.sent).sum::<u64>();
    let weights: f64 = experiment.variants.iter().map(|v| v.planned).sum();
    let (control, others) = experiment.variants.split_first().ok_or_else(|| Error::internal("An experiment without variants."))?;
    let confidence = 1.0 - 0.05 / others.len().max(1) as f64;
    let variants = experiment.variants.iter().map(|v| one(v, experiment.currency, people, weights)).collect::<Result<Vec<_>>>()?;
    let comparisons = others.iter().map(|v| compare::compare(control, v, confidence, experiment.currency)).collect::<Result<Vec<_>>>()?;
    let split = health::split(&experiment.variants);
    let warnings = health::warnings(&experiment.variants, &comparisons);
    let verdict = verdict(&split, &comparisons);
    Ok(Readout { currency: experiment.currency, people, confidence, split, warnings, verdict, variants, comparisons })
}

pub(super) fn share(v: &Variant) -> Result<Share> {
    Share::new(v.converted, v.sent).ok_or_else(|| Error::bad_input(format!("The figures of “{}” cannot be.", v.name)))
}

/// What revenue per person is known by; `None` without a spread.
pub(super) fn sample(v: &Variant) -> Option<Sample> {
    Sample::from_deviation(v.sent, v.revenue? as f64 / v.sent as f64, v.revenue_deviation?)
}

fn one(v: &Variant, currency: Currency, people: u64, weights: f64) -> Result<VariantReadout> {
    let share = share(v)?;
    let per_person = v.revenue.map(|revenue| {
        let value = revenue as f64 / v.sent as f64;
        let interval = sample(v).map(|s| Estimate::new(value, s.interval(0.95)));
        PerPerson { value, interval, shown: Shown::amount(value, interval, currency) }
    });
    let rate = Estimate::new(share.rate(), share.interval(0.95));
    Ok(VariantReadout {
        name: v.name.clone(),
        sent: v.sent,
        converted: v.converted,
        planned_share: v.planned / weights,
        share: v.sent as f64 / people as f64,
        rate,
        rate_shown: Shown::rate(rate),
        revenue: v.revenue.map(|minor| Money::new(minor, currency)),
        per_person,
    })
}

fn verdict(split: &Split, comparisons: &[Comparison]) -> Verdict {
    if split.blocking {
        return Verdict { outcome: Outcome::Blocked, headline: "Do not read this test.".into(), text: split.sentence.clone() };
    }
    let told: Vec<_> = comparisons.iter().map(|c| c.sentence.as_str()).collect();
    let better: Vec<_> = comparisons.iter().filter(|c| c.outcome == Outcome::Better).collect();
    let worse = comparisons.iter().filter(|c| c.outcome == Outcome::Worse).count();
    let (outcome, headline) = match (better.as_slice(), worse) {
        ([only], _) => (Outcome::Better, format!("{} did better.", only.variant)),
        ([_, _, ..], _) => {
            let names: Vec<_> = better.iter().map(|c| c.variant.as_str()).collect();
            let control = comparisons.first().map_or("the control", |c| c.control.as_str());
            (Outcome::Better, format!("{} did better than {control}.", names.join(" and ")))
        }
        ([], w) if w > 0 && w == comparisons.len() => {
            (Outcome::Worse, format!("{} did better.", comparisons.first().map_or("The control", |c| c.control.as_str())))
        }
        ([], w) if w > 0 => {
            let control = comparisons.first().map_or("the control", |c| c.control.as_str());
            (Outcome::Unclear, format!("Nothing did clearly better than {control}."))
        }
        _ => (Outcome::Unclear, "This test cannot tell them apart.".to_owned()),
    };
    Verdict { outcome, headline, text: told.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::variant;
    use super::*;

    fn verdict_of(variants: Vec<Variant>) -> Verdict {
        read(&Experiment::new(Currency::EUR, variants)).unwrap().verdict
    }

    #[test]
    fn says_plainly_when_it_cannot_tell() {
        let v = verdict_of(vec![variant("A", 5000, 180), variant("B", 5000, 205)]);
        assert_eq!(v.outcome, Outcome::Unclear);
        assert_eq!(v.headline, "This test cannot tell them apart.");
        assert_eq!(v.text, "B converted 4.1% and A 3.6%: a difference of +0.5 points, but it could be anywhere between −0.3 and +1.3.");
    }

    #[test]
    fn says_who_did_better_and_how_sure_that_is() {
        let v = verdict_of(vec![variant("A", 5000, 180), variant("B", 5000, 255)]);
        assert_eq!((v.outcome, v.headline.as_str()), (Outcome::Better, "B did better."));
        assert_eq!(v.text, "B converted 5.1% and A 3.6%: a difference of +1.5 points, probably between +0.7 and +2.3.");
        let v = verdict_of(vec![variant("A", 5000, 255), variant("B", 5000, 180)]);
        assert_eq!((v.outcome, v.headline.as_str()), (Outcome::Worse, "A did better."));
    }

    #[test]
    fn a_broken_split_blocks_whatever_the_numbers_say() {
        let v = verdict_of(vec![variant("A", 5000, 180), variant("B", 6000, 455)]);
        assert_eq!((v.outcome, v.headline.as_str()), (Outcome::Blocked, "Do not read this test."));
        assert!(!v.text.contains("converted"), "{}", v.text);
    }

    #[test]
    fn nobody_at_all_is_no_certainty() {
        let v = verdict_of(vec![variant("A", 50, 0), variant("B", 50, 0)]);
        assert_eq!(v.outcome, Outcome::Unclear);
        assert_eq!(v.text, "Nobody converted, neither with B nor with A. If there is a difference, it lies between −7.1 and +7.1 points.");
    }

    #[test]
    fn more_variants_need_more_proof() {
        // Alone, B against A is p = 0.03; as one of two comparisons that is not enough.
        let pair = [variant("A", 2000, 80), variant("B", 2000, 109)];
        assert_eq!(verdict_of(pair.to_vec()).outcome, Outcome::Better);
        let readout = read(&Experiment::new(Currency::EUR, [&pair[..], &[variant("C", 2000, 82)]].concat())).unwrap();
        assert_eq!(readout.verdict.outcome, Outcome::Unclear);
        assert_eq!(readout.confidence, 0.975);
    }

    #[test]
    fn a_test_of_one_person_each_invents_nothing() {
        let readout = read(&Experiment::new(Currency::EUR, vec![variant("A", 1, 0), variant("B", 1, 1)])).unwrap();
        assert_eq!(readout.verdict.outcome, Outcome::Unclear);
        assert!(!readout.split.blocking && readout.split.p_value.is_none());
        assert!(readout.comparisons[0].lift.is_none() && readout.comparisons[0].smallest_rise.is_none());
    }
}
