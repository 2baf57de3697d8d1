//! The saved experiment: what was tried, who got what, and what came of it. A document with a published schema.
//!
//! It holds totals, never people: what is in it may be shared. Its name is the document's name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::{Code, Currency, Error, Result};

/// The version that this program writes and reads.
pub const VERSION: u32 = 1;

/// More variants than this split a small shop's list into groups that can show nothing.
pub const MOST_VARIANTS: usize = 6;

/// Beyond this a count is a mistake, and JSON's numbers lose digits.
const MOST: u64 = 9_000_000_000_000_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// The shape of this document: 1.
    pub version: u32,
    /// What was expected, in a sentence; may be empty.
    #[serde(default)]
    pub hypothesis: String,
    /// Of every amount in here: an ISO 4217 code.
    #[schemars(with = "String")]
    pub currency: Currency,
    /// Two to six; the first is the control that the others are compared with.
    pub variants: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub name: String,
    /// The share of people it was planned to get, as a weight: 50 and 50 is the same as 1 and 1.
    pub planned: f64,
    /// People who got it, converted or not.
    pub sent: u64,
    /// Of these, who did what was hoped for; each person once.
    pub converted: u64,
    /// What all of them together brought, in minor units.
    #[serde(default)]
    pub revenue: Option<i64>,
    /// The standard deviation of revenue per person (everybody who got it, most of them with 0), in minor units.
    #[serde(default)]
    pub revenue_deviation: Option<f64>,
}

/// The published form of an experiment.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Experiment).to_value()
}

impl Experiment {
    pub fn new(currency: Currency, variants: Vec<Variant>) -> Self {
        Self { version: VERSION, hypothesis: String::new(), currency, variants }
    }

    /// Reads a document and judges it.
    ///
    /// # Errors
    /// `NewerFile` for a later version's, `BadInput` for what is no experiment or cannot be (see `check`).
    pub fn parse(body: &serde_json::Value) -> Result<Self> {
        if body.get("version").and_then(serde_json::Value::as_u64).is_some_and(|v| v > u64::from(VERSION)) {
            return Err(Error::new(Code::NewerFile, "This experiment was saved by a newer Regulars. Update to read it."));
        }
        let experiment = Self::deserialize(body).map_err(|e| Error::bad_input(format!("This is not an experiment: {e}.")).caused_by(e))?;
        experiment.check()?;
        Ok(experiment)
    }

    /// Puts the planned weights on the variants, in their order; `weights` empty means equal shares.
    ///
    /// # Errors
    /// `BadInput` when there are not as many weights as variants, or one is not above 0.
    pub fn plan(&mut self, weights: &[f64]) -> Result<()> {
        if !weights.is_empty() && weights.len() != self.variants.len() {
            let names: Vec<_> = self.variants.iter().map(|v| v.name.as_str()).collect();
            return Err(Error::bad_input(format!(
                "There are {} variants ({}), but {} planned shares. Give one for each, such as {}.",
                names.len(),
                names.join(", "),
                weights.len(),
                vec!["50"; names.len()].join(":")
            )));
        }
        for (i, variant) in self.variants.iter_mut().enumerate() {
            variant.planned = weights.get(i).copied().unwrap_or(1.0);
        }
        self.check()
    }

    /// # Errors
    /// `BadInput` with a sentence that names the variant and what is wrong with it.
    pub fn check(&self) -> Result<()> {
        let bad = |sentence: String| Err(Error::bad_input(sentence));
        if self.version != VERSION {
            return bad(format!("This experiment is of version {}; this Regulars reads version {VERSION}.", self.version));
        }
        match self.variants.as_slice() {
            [] => return bad("There is no variant in it. A test compares at least two.".into()),
            [only] => return bad(format!("There is only one variant, “{}”. A test compares at least two.", only.name)),
            many if many.len() > MOST_VARIANTS => {
                return bad(format!("There are {} variants; at most {MOST_VARIANTS} can be compared at once.", many.len()));
            }
            _ => {}
        }
        for (i, variant) in self.variants.iter().enumerate() {
            variant.check().or_else(bad)?;
            if self.variants.iter().take(i).any(|other| other.name.eq_ignore_ascii_case(&variant.name)) {
                return bad(format!("Two variants are called “{}”.", variant.name));
            }
        }
        let with_revenue = self.variants.iter().filter(|v| v.revenue.is_some()).count();
        if with_revenue != 0 && with_revenue != self.variants.len() {
            return bad("Revenue is given for some variants and missing for others. Give it for all or for none.".into());
        }
        Ok(())
    }
}

impl Variant {
    /// What is wrong with it, without saying where.
    pub(super) fn check(&self) -> std::result::Result<(), String> {
        let name = &self.name;
        if name.trim().is_empty() {
            return Err("A variant has no name.".into());
        }
        if name.chars().count() > 80 {
            return Err(format!("The name “{}…” is too long; 80 characters are enough.", name.chars().take(40).collect::<String>()));
        }
        if self.sent == 0 {
            return Err(format!("“{name}” was sent to nobody."));
        }
        if self.converted > self.sent {
            return Err(format!("“{name}” has more conversions ({}) than people ({}). Count each person once.", self.converted, self.sent));
        }
        if self.sent > MOST || self.revenue.is_some_and(|r| r.unsigned_abs() > MOST) {
            return Err(format!("The figures of “{name}” are too large to be true."));
        }
        if self.revenue.is_some_and(|r| r < 0) {
            return Err(format!("The revenue of “{name}” is negative."));
        }
        if self.revenue_deviation.is_some_and(|d| !d.is_finite() || d < 0.0) {
            return Err(format!("The standard deviation of “{name}” is not a number from 0 up."));
        }
        if !(self.planned.is_finite() && self.planned > 0.0) {
            return Err(format!("The planned share of “{name}” must be above 0."));
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn variant(name: &str, sent: u64, converted: u64) -> Variant {
        Variant { name: name.into(), planned: 1.0, sent, converted, revenue: None, revenue_deviation: None }
    }

    fn refusal(variants: Vec<Variant>) -> String {
        Experiment::new(Currency::EUR, variants).check().unwrap_err().message
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        assert_eq!(refusal(vec![variant("A", 10, 1)]), "There is only one variant, “A”. A test compares at least two.");
        assert_eq!(
            refusal(vec![variant("A", 10, 1), variant("B", 10, 11)]),
            "“B” has more conversions (11) than people (10). Count each person once."
        );
        assert_eq!(refusal(vec![variant("A", 0, 0), variant("B", 10, 1)]), "“A” was sent to nobody.");
        assert_eq!(refusal(vec![variant("A", 9, 0), variant("a", 10, 1)]), "Two variants are called “a”.");
        let paid = Variant { revenue: Some(5), ..variant("B", 10, 1) };
        assert!(refusal(vec![variant("A", 9, 0), paid]).starts_with("Revenue is given for some"));
        let heavy = Variant { planned: f64::NAN, ..variant("B", 10, 1) };
        assert_eq!(refusal(vec![variant("A", 9, 0), heavy]), "The planned share of “B” must be above 0.");
    }

    #[test]
    fn a_document_is_judged() {
        let good = serde_json::to_value(Experiment::new(Currency::EUR, vec![variant("A", 10, 1), variant("B", 10, 1)])).unwrap();
        assert!(Experiment::parse(&good).is_ok());
        let with = |key: &str, value: serde_json::Value| {
            let mut other = good.clone();
            other[key] = value;
            Experiment::parse(&other).unwrap_err()
        };
        assert_eq!(with("version", 2.into()).code, Code::NewerFile);
        assert!(with("surprise", 1.into()).message.contains("unknown field `surprise`"));
        assert!(with("currency", "money".into()).message.contains("not a currency"));
        assert_eq!(with("variants", serde_json::json!([])).message, "There is no variant in it. A test compares at least two.");
    }

    #[test]
    fn weights_go_to_the_variants_in_order() {
        let mut e = Experiment::new(Currency::EUR, vec![variant("A", 10, 1), variant("B", 10, 1)]);
        e.plan(&[70.0, 30.0]).unwrap();
        assert_eq!((e.variants[0].planned, e.variants[1].planned), (70.0, 30.0));
        let sentence = e.plan(&[1.0]).unwrap_err().message;
        assert_eq!(sentence, "There are 2 variants (A, B), but 1 planned shares. Give one for each, such as 50:50.");
    }
}
