//! How a block says which products it wants: the rule, and what is left out. Part of an email's saved form; what a rule
//! finds is the business of `choose`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::ProductId;

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum ProductRule {
    /// What people with the same purchases also bought.
    ForYou {},
    /// What most people bought in the last days.
    BestSellers {
        #[serde(default = "season")]
        days: u32,
    },
    /// What came to the shelf in the last days, the newest first.
    NewArrivals {
        #[serde(default = "season")]
        days: u32,
    },
    /// What the reader bought before, the most often bought first.
    Again {},
    /// What the reader looked at lately and did not buy.
    Viewed {
        #[serde(default = "month")]
        days: u32,
    },
    /// What the reader left in the cart.
    LeftInCart {},
    /// Best sellers of one category.
    Category { category: String },
    /// What the reader used to buy again and again, and is due to.
    ReplenishmentDue {},
    /// These, in this order, for everybody.
    Chosen {
        #[schemars(with = "Vec<i64>")]
        products: Vec<ProductId>,
    },
}

impl ProductRule {
    /// Whether it is about what they have or hold already, so that "bought" is no reason to leave a product out.
    pub fn is_about_the_bought(&self) -> bool {
        matches!(self, Self::Again {} | Self::ReplenishmentDue {} | Self::LeftInCart {})
    }
}

/// What has been bought and so is not shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Bought {
    /// Nothing is left out for it.
    No {},
    /// In the last so many days.
    Lately { days: u32 },
    #[default]
    Ever,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Not asked of the rules `again`, `replenishment_due` and `left_in_cart`.
    #[serde(default)]
    pub bought: Bought,
    #[serde(default = "yes")]
    pub out_of_stock: bool,
    /// Not asked in a shop that has no pictures at all.
    #[serde(default = "yes")]
    pub no_picture: bool,
    /// What an earlier block of this email shows already.
    #[serde(default = "yes")]
    pub already_here: bool,
}

impl Default for LeaveOut {
    fn default() -> Self {
        Self { bought: Bought::default(), out_of_stock: true, no_picture: true, already_here: true }
    }
}

fn season() -> u32 {
    90
}
fn month() -> u32 {
    30
}
fn yes() -> bool {
    true
}
