//! How the shop's emails look and who they are from: a few settings used in every email.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::{Error, Result};

/// The setting that keeps it, as JSON.
pub const SETTING: &str = "emails.brand";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The words at the head of every email; the shop's name when empty.
    #[serde(default)]
    pub logo_text: String,
    /// Where the head and the products without an address of their own lead; may be empty.
    #[serde(default)]
    pub website: String,
    /// Buttons and links, as #rrggbb.
    #[serde(default = "accent")]
    pub accent: String,
    /// The ground around the letter.
    #[serde(default = "ground")]
    pub ground: String,
    /// The letter's own ground.
    #[serde(default = "paper")]
    pub paper: String,
    /// The words.
    #[serde(default = "ink")]
    pub ink: String,
    /// The shop's postal address, which the law asks for in most countries.
    #[serde(default)]
    pub postal_address: String,
}

fn accent() -> String {
    "#1f5240".to_owned()
}
fn ground() -> String {
    "#f3ecdf".to_owned()
}
fn paper() -> String {
    "#fffdf8".to_owned()
}
fn ink() -> String {
    "#25211b".to_owned()
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            logo_text: String::new(),
            website: String::new(),
            accent: accent(),
            ground: ground(),
            paper: paper(),
            ink: ink(),
            postal_address: String::new(),
        }
    }
}

impl Brand {
    /// # Errors
    /// `BadInput` for a colour that is not `#rrggbb` or a website that is not a web address.
    pub fn check(&self) -> Result<()> {
        for (what, colour) in [("accent", &self.accent), ("ground", &self.ground), ("paper", &self.paper), ("ink", &self.ink)] {
            let right = colour.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()));
            if !right {
                return Err(Error::bad_input(format!("The {what} colour “{colour}” is not a colour such as #1f5240.")));
            }
        }
        if !self.website.is_empty() && !self.website.starts_with("https://") && !self.website.starts_with("http://") {
            return Err(Error::bad_input(format!("The website “{}” should begin with https://.", self.website)));
        }
        Ok(())
    }
}
