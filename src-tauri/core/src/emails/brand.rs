//! How the shop's emails look and who they are from: a few settings used in every email.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::{Error, PictureId, Result};

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
    /// A picture at the head instead of the words, which then describe it.
    #[serde(default)]
    pub logo: Option<PictureId>,
    /// The language in which the shop writes, such as "en".
    #[serde(default = "english")]
    pub language: String,
    #[serde(default = "serif")]
    pub heading_face: Typeface,
    #[serde(default = "sans")]
    pub text_face: Typeface,
    /// Where else the shop can be found, in this order.
    #[serde(default)]
    pub links: Vec<SocialLink>,
    /// How the shop speaks, in its own words; shown to whoever writes.
    #[serde(default)]
    pub tone: String,
}

/// Typefaces that mail programs have; each ends in a generic one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Typeface {
    /// Helvetica, Arial.
    Sans,
    /// Georgia, Times New Roman.
    Serif,
    /// Verdana, Geneva: wide.
    Wide,
    /// Trebuchet: friendly.
    Friendly,
    /// Palatino, Book Antiqua: bookish.
    Bookish,
    /// Courier New.
    Typewriter,
}

impl Typeface {
    /// As CSS names it, the generic one last.
    pub fn stack(self) -> &'static str {
        match self {
            Self::Sans => "Helvetica Neue, Helvetica, Arial, sans-serif",
            Self::Serif => "Georgia, Times New Roman, serif",
            Self::Wide => "Verdana, Geneva, sans-serif",
            Self::Friendly => "Trebuchet MS, Lucida Grande, Lucida Sans Unicode, sans-serif",
            Self::Bookish => "Palatino Linotype, Book Antiqua, Palatino, serif",
            Self::Typewriter => "Courier New, Courier, monospace",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SocialLink {
    pub network: Network,
    /// https.
    pub url: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    Instagram,
    Facebook,
    Pinterest,
    Tiktok,
    Youtube,
    Mastodon,
    Bluesky,
    Linkedin,
    X,
    Website,
}

fn english() -> String {
    "en".to_owned()
}
fn serif() -> Typeface {
    Typeface::Serif
}
fn sans() -> Typeface {
    Typeface::Sans
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
            logo: None,
            language: english(),
            heading_face: serif(),
            text_face: sans(),
            links: Vec::new(),
            tone: String::new(),
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
        if let Some(link) = self.links.iter().find(|l| !l.url.starts_with("https://")) {
            return Err(Error::bad_input(format!("The link “{}” should begin with https://.", link.url)));
        }
        if !self.website.is_empty() && !self.website.starts_with("https://") && !self.website.starts_with("http://") {
            return Err(Error::bad_input(format!("The website “{}” should begin with https://.", self.website)));
        }
        Ok(())
    }
}
