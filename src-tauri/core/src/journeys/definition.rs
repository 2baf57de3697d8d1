//! The saved journey: its stages in their order, each with a segment that says who is there. A document with a schema.
//!
//! Its name is the document's name. Stages may be edited so that they overlap or leave people out; the map says so and
//! counts each person in the furthest stage that holds them (see `map`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::segments::Segment;
use crate::types::{Code, Error, Result};

/// The version that this program writes and reads.
pub const VERSION: u32 = 1;
/// More than this no map can show.
pub const MOST_STAGES: usize = 12;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// The shape of this document: 1.
    pub version: u32,
    /// From the first to the furthest.
    #[schemars(length(min = 2, max = 12))]
    pub stages: Vec<JourneyStage>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct JourneyStage {
    pub name: String,
    /// What the shop makes of it; may be empty.
    #[serde(default)]
    pub note: String,
    /// Who is there: a segment.
    pub definition: Segment,
}

/// The published form of a journey.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Journey).to_value()
}

impl Journey {
    /// Reads a document and judges its shape. Whether the segments in it can be asked is judged when they are.
    ///
    /// # Errors
    /// `NewerFile` for a later version's, `BadInput` with a sentence that names the stage.
    pub fn parse(body: &serde_json::Value) -> Result<Self> {
        if body.get("version").and_then(serde_json::Value::as_u64).is_some_and(|v| v > u64::from(VERSION)) {
            return Err(Error::new(Code::NewerFile, "This journey was saved by a newer Regulars. Update to read it."));
        }
        let journey = Self::deserialize(body).map_err(|e| Error::bad_input(format!("This is not a journey: {e}.")).caused_by(e))?;
        journey.check()?;
        Ok(journey)
    }

    /// # Errors
    /// `BadInput` with a sentence that names the stage and what is wrong with it.
    pub fn check(&self) -> Result<()> {
        if self.version != VERSION {
            return Err(Error::bad_input(format!("This journey is of version {}; this Regulars reads version {VERSION}.", self.version)));
        }
        if !(2..=MOST_STAGES).contains(&self.stages.len()) {
            return Err(Error::bad_input(format!("A journey has from 2 to {MOST_STAGES} stages; this one has {}.", self.stages.len())));
        }
        for (i, stage) in self.stages.iter().enumerate() {
            let name = stage.name.trim();
            if name.is_empty() {
                return Err(Error::bad_input(format!("Stage {} has no name.", i + 1)));
            }
            if self.stages.iter().take(i).any(|other| other.name.trim().eq_ignore_ascii_case(name)) {
                return Err(Error::bad_input(format!("Two stages are called “{name}”.")));
            }
            stage.definition.check().map_err(|e| Error::new(e.code, format!("In the stage “{name}”: {}", e.message)))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;

    #[test]
    fn the_built_in_journey_can_be_saved_and_read_again() {
        let journey = builtin::journey();
        let again = Journey::parse(&serde_json::to_value(&journey).unwrap()).unwrap();
        assert_eq!(again, journey);
    }

    #[test]
    fn what_cannot_be_is_named() {
        let good = serde_json::to_value(builtin::journey()).unwrap();
        let refusal = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut body = good.clone();
            change(&mut body);
            Journey::parse(&body).unwrap_err().message
        };
        assert_eq!(refusal(&|b| b["stages"][1]["name"] = " ".into()), "Stage 2 has no name.");
        assert_eq!(refusal(&|b| b["stages"][1]["name"] = "awareness".into()), "Two stages are called “awareness”.");
        assert_eq!(refusal(&|b| b["stages"] = serde_json::json!([])), "A journey has from 2 to 12 stages; this one has 0.");
        assert!(refusal(&|b| b["version"] = 9.into()).contains("newer Regulars"));
        assert!(
            refusal(&|b| b["stages"][0]["definition"]["root"] = serde_json::json!({"type": "weather"}))
                .starts_with("This is not a journey")
        );
    }
}
