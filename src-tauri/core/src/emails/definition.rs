//! An email as it is written: subject, preheader and blocks. Its name is the document's.
//!
//! This is the saved and published form (`regulars-cli schema email`). It holds no HTML but the small safe subset of a
//! text block, no colours (those are the shop's, see `brand`) and nothing of any reader. What Liquid in it means is in
//! `liquid`; start reading at `Email`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::{DocumentId, Error, Result};

pub const VERSION: u32 = 1;
const MOST_BLOCKS: usize = 100;
pub const MOST_PRODUCTS: u8 = 6;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// The version of this form: 1.
    pub version: u32,
    /// What the inbox shows first. Liquid is filled in for each reader.
    pub subject: String,
    /// What the inbox shows after the subject. Liquid is filled in.
    #[serde(default)]
    pub preheader: String,
    /// Who it comes from; the shop's name when it is not given.
    #[serde(default)]
    pub from_name: Option<String>,
    pub blocks: Vec<EmailBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct EmailBlock {
    /// Unique within the email; it never changes while the block lives.
    pub id: String,
    /// Shown only to the people of this segment; to everybody when it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_for: Option<OnlyFor>,
    pub content: BlockContent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct OnlyFor {
    /// The number of a saved segment.
    #[schemars(with = "i64")]
    pub segment: DocumentId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BlockContent {
    Heading {
        text: String,
    },
    /// Paragraphs, bold, italic, lists and links; any other HTML is dropped, its words stay.
    Text {
        html: String,
    },
    Image {
        /// Where the picture lies (https).
        src: String,
        /// What the picture shows, for whoever does not see it.
        alt: String,
        #[serde(default)]
        href: Option<String>,
    },
    Button {
        label: String,
        href: String,
    },
    Divider {},
    Spacer {
        /// Pixels, 4 to 120.
        height: u32,
    },
    /// Products chosen for each reader.
    Products {
        rule: ProductRule,
        /// How many at most, 1 to 6.
        count: u8,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProductRule {
    /// The shop's best sellers of the last 90 days that the reader has not bought.
    BestSellersNotBought,
}

/// The published form of an email (JSON Schema).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Email).to_value()
}

impl BlockContent {
    /// What a shopkeeper calls it.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Text { .. } => "text",
            Self::Image { .. } => "picture",
            Self::Button { .. } => "button",
            Self::Divider {} => "line",
            Self::Spacer { .. } => "space",
            Self::Products { .. } => "products",
        }
    }
}

impl Email {
    /// Reads a saved or typed email and says where it cannot be one. Liquid is judged by `compile`.
    pub fn read(body: &serde_json::Value) -> Result<Self> {
        let email: Self = serde_json::from_value(body.clone())
            .map_err(|e| Error::bad_input(format!("This is not an email as Regulars writes it: {e}.")).caused_by(e))?;
        email.check()?;
        Ok(email)
    }

    fn check(&self) -> Result<()> {
        if self.version != VERSION {
            return Err(Error::bad_input(format!(
                "This email has the form {}, but this version of Regulars writes form {VERSION}. A newer Regulars can open it.",
                self.version
            )));
        }
        if self.blocks.len() > MOST_BLOCKS {
            return Err(Error::bad_input(format!("An email may have at most {MOST_BLOCKS} blocks; this one has {}.", self.blocks.len())));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (i, block) in self.blocks.iter().enumerate() {
            let place = || format!("Block {} ({})", i + 1, block.content.noun());
            if block.id.is_empty() || block.id.len() > 40 || !block.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
                return Err(Error::bad_input(format!("{}: its id must be 1 to 40 letters, digits, - or _.", place())));
            }
            if !seen.insert(&block.id) {
                return Err(Error::bad_input(format!("{}: the id “{}” is used twice.", place(), block.id)));
            }
            match &block.content {
                BlockContent::Products { count, .. } if !(1..=MOST_PRODUCTS).contains(count) => {
                    return Err(Error::bad_input(format!(
                        "{}: between 1 and {MOST_PRODUCTS} products can be shown, not {count}.",
                        place()
                    )));
                }
                BlockContent::Spacer { height } if !(4..=120).contains(height) => {
                    return Err(Error::bad_input(format!("{}: its height must be 4 to 120 pixels, not {height}.", place())));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_it_writes_and_names_the_place_of_a_mistake() {
        let body = json!({
            "version": 1, "subject": "Hi", "blocks": [
                { "id": "a", "content": { "kind": "heading", "text": "Hello" } },
                { "id": "b", "only_for": { "segment": 7 }, "content": { "kind": "products", "rule": "best_sellers_not_bought", "count": 3 } },
            ]
        });
        let email = Email::read(&body).unwrap();
        assert_eq!(Email::read(&serde_json::to_value(&email).unwrap()).unwrap(), email);
        let refused = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut b = body.clone();
            change(&mut b);
            Email::read(&b).unwrap_err().message
        };
        assert!(refused(&|b| b["blocks"][1]["content"]["count"] = json!(9)).starts_with("Block 2 (products): between 1 and 6"));
        assert!(refused(&|b| b["blocks"][1]["id"] = json!("a")).contains("used twice"));
        assert!(refused(&|b| b["blocks"][0]["content"]["color"] = json!("red")).contains("unknown field"));
        assert!(refused(&|b| b["version"] = json!(2)).contains("newer Regulars"));
    }
}
