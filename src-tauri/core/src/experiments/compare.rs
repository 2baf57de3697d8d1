//! One variant against the control: the difference, the lift, the money, and what this test could have found.

use serde::Serialize;
use specta::Type;

use super::definition::Variant;
use super::plan::POWER;
use super::readout::{Estimate, Outcome, sample, share};
use super::words::{Shown, digits, p_value, percent, points, signed_amount};
use crate::stats::{lift, means, power::Plan, proportions};
use crate::types::{Currency, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Lift {
    /// 0.14 is 14% more.
    pub estimate: Estimate,
    pub shown: Shown,
    /// False: the control's own rate is too uncertain for this interval to be more than a rough guide.
    pub dependable: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RevenueDifference {
    /// Minor units per person.
    pub value: f64,
    /// `None` when the file has totals only: they cannot say how sure the difference is.
    pub interval: Option<Estimate>,
    pub shown: Shown,
    /// Of "revenue per person is the same" (Welch), not of conversion.
    pub p_value: Option<f64>,
    pub sentence: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Comparison {
    pub control: String,
    pub variant: String,
    pub outcome: Outcome,
    pub sentence: String,
    /// Of the conversion rates, variant less control; 0.005 is half a point.
    pub difference: Estimate,
    pub difference_shown: Shown,
    /// Of "the conversion rates are the same", two-sided; `None` when nobody or everybody converted.
    pub p_value: Option<f64>,
    pub p_sentence: String,
    /// `None` when nobody in the control converted.
    pub lift: Option<Lift>,
    pub lift_sentence: String,
    pub revenue: Option<RevenueDifference>,
    /// The smallest rise that this test would have found four times out of five, as a difference of shares.
    pub smallest_rise: Option<f64>,
    pub rise_sentence: String,
}

pub fn compare(control: &Variant, variant: &Variant, confidence: f64, currency: Currency) -> Result<Comparison> {
    let (a, b) = (share(control)?, share(variant)?);
    let d = proportions::compare(a, b, confidence);
    let difference = Estimate::new(d.estimate, d.interval);
    let digits = digits(difference.half());
    let level = 1.0 - confidence;
    // Both must agree, so that an answer on the very edge is not called one.
    let sure = d.p_value.is_some_and(|p| p < level) && !d.interval.contains(0.0);
    let outcome = match sure {
        false => Outcome::Unclear,
        true if d.estimate > 0.0 => Outcome::Better,
        true => Outcome::Worse,
    };
    let between = format!("between {} and {}", points(d.interval.low, digits), points(d.interval.high, digits));
    let sentence = if a.k + b.k == 0 {
        format!(
            "Nobody converted, neither with {} nor with {}. If there is a difference, it lies {between} points.",
            variant.name, control.name
        )
    } else {
        let rates = format!("{} converted {} and {} {}", variant.name, percent(b.rate(), digits), control.name, percent(a.rate(), digits));
        let how = if sure { "probably" } else { "but it could be anywhere" };
        format!("{rates}: a difference of {} points, {how} {between}.", points(d.estimate, digits))
    };
    let p_sentence = match d.p_value {
        Some(p) => format!(
            "{} belongs to the difference of the conversion rates: if both truly converted alike, {} would show a difference this large or larger.",
            p_value(p),
            often(p)
        ),
        None => "There is no p-value, because nobody (or everybody) converted on both sides.".to_owned(),
    };
    let lift = lift::relative(a, b, confidence).map(|l| {
        let estimate = Estimate::new(l.estimate, l.interval);
        Lift { estimate, shown: Shown::lift(estimate), dependable: l.dependable }
    });
    let plan = Plan { base: a.rate(), people: (a.n as f64, b.n as f64), level };
    let smallest_rise = plan.smallest_rise(POWER);
    let rise_sentence = match smallest_rise {
        Some(rise) => format!(
            "With this many people the test finds a rise of {} points or more (from {} to {}) four times out of five. A smaller one can easily hide.",
            points(rise, 1).trim_start_matches('+'),
            percent(a.rate(), 1),
            percent(a.rate() + rise, 1)
        ),
        None => "What this many people could have shown cannot be said: the control's rate is 0% or 100%, or the groups are too small."
            .to_owned(),
    };
    Ok(Comparison {
        control: control.name.clone(),
        variant: variant.name.clone(),
        outcome,
        sentence,
        difference,
        difference_shown: Shown::difference(difference),
        p_value: d.p_value,
        p_sentence,
        lift_sentence: lift_sentence(lift.as_ref(), control, variant),
        lift,
        revenue: revenue(control, variant, confidence, currency),
        smallest_rise,
        rise_sentence,
    })
}

fn often(p: f64) -> String {
    match p {
        p if p < 0.0001 => "fewer than 1 in 10,000 such tests".to_owned(),
        p if p < 0.01 => format!("about 1 in {:.0} such tests", 1.0 / p),
        p => format!("about {:.0} in 100 such tests", p * 100.0),
    }
}

fn lift_sentence(lift: Option<&Lift>, control: &Variant, variant: &Variant) -> String {
    let Some(lift) = lift else {
        return format!("A relative lift cannot be given, because nobody converted with {}.", control.name);
    };
    let told = format!(
        "Relative to {}, {} converts {} ({}).",
        control.name,
        variant.name,
        lift.shown.value,
        lift.shown.range.as_deref().unwrap_or("how sure is not known")
    );
    if lift.dependable {
        return told;
    }
    format!("{told} With so few conversions that range is only a rough guide; go by the difference in points.")
}

fn revenue(control: &Variant, variant: &Variant, confidence: f64, currency: Currency) -> Option<RevenueDifference> {
    let mean = |v: &Variant| v.revenue.map(|r| r as f64 / v.sent as f64);
    let value = mean(variant)? - mean(control)?;
    let test = sample(control).zip(sample(variant)).and_then(|(a, b)| means::welch(a, b, confidence));
    let who = format!("{} earned {} per person compared with {}", variant.name, signed_amount(value, currency), control.name);
    let sentence = match test {
        Some(t) => {
            let how = if t.interval.contains(0.0) { "but it could be anywhere" } else { "probably" };
            format!(
                "{who}, {how} between {} and {}. {} belongs to revenue per person, not to conversion.",
                signed_amount(t.interval.low, currency),
                signed_amount(t.interval.high, currency),
                p_value(t.p_value)
            )
        }
        None => format!("{who}. How sure that is cannot be said from totals alone."),
    };
    let interval = test.map(|t| Estimate::new(value, t.interval));
    let shown = Shown::amount_difference(value, interval, currency);
    Some(RevenueDifference { value, interval, shown, p_value: test.map(|t| t.p_value), sentence })
}

#[cfg(test)]
mod tests {
    use super::super::definition::tests::variant;
    use super::*;

    fn paid(v: Variant, revenue: i64, deviation: Option<f64>) -> Variant {
        Variant { revenue: Some(revenue), revenue_deviation: deviation, ..v }
    }

    #[test]
    fn every_p_says_whose_it_is() {
        let (a, b) = (paid(variant("A", 2000, 160), 480_000, Some(950.0)), paid(variant("B", 2000, 200), 620_000, Some(1050.0)));
        let c = compare(&a, &b, 0.95, Currency::EUR).unwrap();
        assert_eq!(
            c.p_sentence,
            "p = 0.03 belongs to the difference of the conversion rates: if both truly converted alike, about 3 in 100 such tests would show a difference this large or larger."
        );
        assert_eq!(c.lift_sentence, "Relative to A, B converts +25.0% (+0.2% to +49.8%).");
        assert_eq!(
            c.revenue.unwrap().sentence,
            "B earned +€0.70 per person compared with A, probably between +€0.08 and +€1.32. p = 0.03 belongs to revenue per person, not to conversion."
        );
    }

    #[test]
    fn totals_alone_give_no_interval() {
        let c = compare(&paid(variant("A", 2000, 160), 480_000, None), &paid(variant("B", 2000, 200), 620_000, None), 0.95, Currency::EUR);
        let revenue = c.unwrap().revenue.unwrap();
        assert_eq!((revenue.interval, revenue.p_value), (None, None));
        assert_eq!(revenue.sentence, "B earned +€0.70 per person compared with A. How sure that is cannot be said from totals alone.");
    }

    #[test]
    fn thin_baselines_are_told() {
        let c = compare(&variant("A", 900, 12), &variant("B", 900, 20), 0.95, Currency::EUR).unwrap();
        assert!(c.lift_sentence.ends_with("go by the difference in points."), "{}", c.lift_sentence);
        let c = compare(&variant("A", 900, 0), &variant("B", 900, 20), 0.95, Currency::EUR).unwrap();
        assert_eq!(c.lift_sentence, "A relative lift cannot be given, because nobody converted with A.");
    }
}
