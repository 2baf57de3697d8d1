//! What a block of an email holds: words, pictures, and what is chosen for each reader.
//!
//! Only the saved form. How a block looks is the business of `mjml`, what it chooses that of `insights::recommend`;
//! nothing here holds a colour or anything of a reader. Start at `BlockContent`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::definition::EmailBlock;
use super::shelf::{LeaveOut, ProductRule};
use crate::types::{CouponPoolId, Day, DocumentId, ProductId};

pub const MOST_PRODUCTS: u8 = 12;
pub const MOST_COLUMNS: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// How the columns share the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum ColumnSplit {
    #[default]
    Even,
    /// Two columns, the first twice as wide.
    WideLeft,
    /// Two columns, the second twice as wide.
    WideRight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProductLayout {
    /// Side by side, at most three in a row.
    #[default]
    Grid,
    /// One under the other, the picture at the left.
    List,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BlockContent {
    Heading {
        text: String,
        #[serde(default)]
        align: Align,
    },
    /// Paragraphs, bold, italic, lists and links; any other HTML is dropped, its words stay.
    Text {
        html: String,
        #[serde(default)]
        align: Align,
    },
    Image {
        /// Where the picture lies (https), or `picture:` and the number of one kept in the shop's file.
        src: String,
        /// What the picture shows, for whoever does not see it.
        alt: String,
        #[serde(default)]
        href: Option<String>,
        /// Percent of the letter's width, 10 to 100; all of it when not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        width: Option<u8>,
    },
    Button {
        label: String,
        href: String,
        #[serde(default)]
        align: Align,
    },
    /// 2 to 4 columns side by side (one under the other on a phone), each with blocks of its own; no columns,
    /// lists of products or raw MJML in them.
    Columns {
        cells: Vec<Vec<EmailBlock>>,
        #[serde(default)]
        split: ColumnSplit,
    },
    Divider {},
    Spacer {
        /// Pixels, 4 to 120.
        height: u32,
    },
    /// The shop's links to where else it can be found (see `brand`).
    Social {
        #[serde(default)]
        align: Align,
    },
    /// Products chosen for each reader by a rule.
    Products {
        rule: ProductRule,
        /// How many at most, 1 to 12.
        count: u8,
        #[serde(default)]
        leave_out: LeaveOut,
        /// What fills up when the rule finds too few.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fill_with: Option<ProductRule>,
        #[serde(default)]
        layout: ProductLayout,
        #[serde(default = "yes")]
        prices: bool,
        /// Words of a button under each product; none when not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        button: Option<String>,
    },
    /// One product, large.
    Product {
        pick: ProductPick,
        #[serde(default)]
        leave_out: LeaveOut,
        /// Words beside it.
        #[serde(default)]
        text: String,
        #[serde(default)]
        button: Option<String>,
    },
    /// What the reader left in the cart last; left out for whoever has none.
    Cart {
        /// Words of the button that leads back; none when not given.
        #[serde(default)]
        button: Option<String>,
        #[serde(default)]
        href: Option<String>,
    },
    /// What the reader's last order held; left out for whoever has none.
    LastOrder {
        #[serde(default = "yes")]
        prices: bool,
        /// Words of a button at each product, e.g. "Review it"; none when not given.
        #[serde(default)]
        button: Option<String>,
    },
    /// An offer with a code.
    Offer {
        title: String,
        #[serde(default)]
        text: String,
        #[serde(default)]
        code: OfferCode,
        #[serde(default)]
        button: Option<String>,
        #[serde(default)]
        href: Option<String>,
        /// The last day on which it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    /// Words of the shop's own customers about its products.
    Review {
        from: ReviewPick,
        /// 1 to 5.
        #[serde(default = "four")]
        least_stars: u8,
    },
    /// MJML as it is: sections, or what stands in one.
    Mjml {
        source: String,
    },
    /// A block that several emails share.
    Saved {
        /// The number of a saved block.
        #[schemars(with = "i64")]
        block: DocumentId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum ProductPick {
    /// The same for everybody.
    Product {
        #[schemars(with = "i64")]
        product: ProductId,
    },
    /// The first that a rule finds for the reader.
    Rule { rule: ProductRule },
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferCode {
    /// No code is needed.
    #[default]
    None,
    /// One for all.
    Same { code: String },
    /// Everybody gets their own, from a pool of codes.
    Own {
        #[schemars(with = "i64")]
        pool: CouponPoolId,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReviewPick {
    /// The best of the shop: most stars, then the latest with words.
    Best {},
    /// Of one product.
    Product {
        #[schemars(with = "i64")]
        product: ProductId,
    },
    /// Of what the block of products before it shows this reader.
    Shown {},
}

fn yes() -> bool {
    true
}
fn four() -> u8 {
    4
}

/// The usual form of each, for starters and tests.
impl BlockContent {
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into(), align: Align::Left }
    }

    pub fn text(html: impl Into<String>) -> Self {
        Self::Text { html: html.into(), align: Align::Left }
    }

    pub fn button(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Button { label: label.into(), href: href.into(), align: Align::Left }
    }

    pub fn image(src: impl Into<String>, alt: impl Into<String>) -> Self {
        Self::Image { src: src.into(), alt: alt.into(), href: None, width: None }
    }

    pub fn products(rule: ProductRule, count: u8) -> Self {
        Self::Products {
            rule,
            count,
            leave_out: LeaveOut::default(),
            fill_with: None,
            layout: ProductLayout::Grid,
            prices: true,
            button: None,
        }
    }
    /// What a shopkeeper calls it.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Text { .. } => "text",
            Self::Image { .. } => "picture",
            Self::Button { .. } => "button",
            Self::Columns { .. } => "columns",
            Self::Divider {} => "line",
            Self::Spacer { .. } => "space",
            Self::Social { .. } => "social links",
            Self::Products { .. } => "products",
            Self::Product { .. } => "product",
            Self::Cart { .. } => "cart",
            Self::LastOrder { .. } => "last order",
            Self::Offer { .. } => "offer",
            Self::Review { .. } => "review",
            Self::Mjml { .. } => "MJML",
            Self::Saved { .. } => "saved block",
        }
    }
}
