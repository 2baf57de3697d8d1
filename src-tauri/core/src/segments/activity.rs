//! The words for what people did: people who HAVE rows of a kind, WHERE a filter holds, with a MEASURE compared, WITHIN
//! a window; one row after another (`Sequence`); one figure against another (`Versus`).
//!
//! Only the words as they are saved. What does not fit is said by `problem`, what they mean by `columns`, how they read
//! by `describe`. A row has a person and a moment; a person's rows are ordered by (moment, id). Rows at or after the end
//! of the day asked about do not exist. Amounts are minor units of the shop's currency.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::values::{Number, Test, Window};
use crate::types::ProductId;
use crate::types::records::{EmailEventKind, OrderStatus};

/// The kind of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Orders,
    OrderLines,
    Refunds,
    /// All carts, those that became an order too.
    Carts,
    /// Carts that had not become an order by the end of the day asked about.
    AbandonedCarts,
    Emails,
    /// Looks at a product's page.
    Views,
    Searches,
    Reviews,
    /// Anything else that a source told, by name and properties.
    Events,
}

impl What {
    pub const ALL: [Self; 10] = [
        Self::Orders,
        Self::OrderLines,
        Self::Refunds,
        Self::Carts,
        Self::AbandonedCarts,
        Self::Emails,
        Self::Views,
        Self::Searches,
        Self::Reviews,
        Self::Events,
    ];
}

/// Which rows are meant: all that is given must hold; an empty list or nothing means any. Which of these a kind of rows
/// has is said by `problem`. Every text is compared without regard to case, in every alphabet; a row without the text, the
/// number or the product never fits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RowFilter {
    /// Orders, refunds and carts: that they HAVE a line (of their own: what came back, what was in the cart) with one of
    /// these; the three lists may each be met by another line. Order lines, views and reviews: all of their one product.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub product_tags: Vec<String>,
    /// Of one piece, minor units. An order line's: its amount ÷ its pieces, compared exactly; a line of no pieces has none.
    /// A view's: what the product costs now, when that is in the shop's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Number>,
    /// Of the single row; a row without a known amount never fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Number>,
    /// The order had a discount or a coupon, or neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discounted: Option<bool>,
    /// Whole codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// The order's country, not the person's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Empty: purchases, that is paid, fulfilled or refunded orders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<OrderStatus>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<EmailEventKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub campaigns: Vec<String>,
    /// Parts of a link's address; a blank one among others is passed over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Parts of what was searched for; a blank one among others is passed over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Stars, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Number>,
    /// Names of events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyIs>,
}

impl RowFilter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A test of an event's property, by its exact name. One that the event does not have is unset, and so is one that is
/// empty, null, or an object or list; a number or true and false are the text that JSON writes for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyIs {
    pub name: String,
    pub is: Test,
}

/// The number of a row that is added up, averaged …; rows that have none are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowNumber {
    /// Minor units: an order's, line's or cart's total before refunds; what a refund gave back.
    Amount,
    /// Pieces of an order line.
    Quantity,
    /// Stars of a review.
    Rating,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhichGap {
    Longest,
    Shortest,
    Average,
}

/// What is asked of a person's rows. Count, sum and products are nought for whoever has no such row; nothing else ever
/// holds without rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    Count {
        compare: Number,
    },
    Sum {
        number: RowNumber,
        compare: Number,
    },
    Average {
        number: RowNumber,
        compare: Number,
    },
    Smallest {
        number: RowNumber,
        compare: Number,
    },
    Largest {
        number: RowNumber,
        compare: Number,
    },
    /// Different products.
    Products {
        compare: Number,
    },
    /// The first of the rows lies in that stretch of days.
    First {
        when: Window,
    },
    Last {
        when: Window,
    },
    /// The n-th of them, counted from 1, does.
    Nth {
        n: u32,
        when: Window,
    },
    /// Calendar days between neighbouring rows; needs two. The average is (last day − first day) / (rows − 1).
    Gap {
        which: WhichGap,
        compare: Number,
    },
    /// The days since the last row are more than so many percent of their own average gap; needs two rows on different
    /// days. 200: "quiet for more than twice their usual gap".
    Overdue {
        percent: u32,
    },
}

impl Measure {
    /// The comparison, where the measure has one.
    pub fn compare(self) -> Option<Number> {
        match self {
            Self::Count { compare }
            | Self::Sum { compare, .. }
            | Self::Average { compare, .. }
            | Self::Smallest { compare, .. }
            | Self::Largest { compare, .. }
            | Self::Products { compare }
            | Self::Gap { compare, .. } => Some(compare),
            Self::First { .. } | Self::Last { .. } | Self::Nth { .. } | Self::Overdue { .. } => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    pub what: What,
    pub measure: Measure,
    #[serde(default)]
    pub filter: RowFilter,
    #[serde(default)]
    pub window: Window,
}

/// Rows of a kind that a filter lets through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Did {
    pub what: What,
    #[serde(default)]
    pub filter: RowFilter,
}

/// A step of a sequence: strictly later than the step before, by the second, in days of the shop's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub what: What,
    #[serde(default)]
    pub filter: RowFilter,
    /// At most so many calendar days after the step before; nothing: any time later.
    #[serde(default)]
    pub within_days: Option<u32>,
    /// None of these strictly between the step before and this one.
    #[serde(default)]
    pub without: Option<Did>,
    /// Only the last step: that there is NO such row later than the step before (and within the days, where they are given),
    /// and that the time for it is over: the last of those days is the day asked about, or before it.
    #[serde(default)]
    pub absent: bool,
}

/// Did A, then B within so many days, and not C in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// Two to five.
    pub steps: Vec<Step>,
    /// When the first step was.
    #[serde(default)]
    pub window: Window,
}

pub const MOST_STEPS: usize = 5;

/// What a figure measures; as in `Measure`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum FigureMeasure {
    Count,
    Sum { number: RowNumber },
    Average { number: RowNumber },
    Smallest { number: RowNumber },
    Largest { number: RowNumber },
    Products,
}

/// A number of a person that another is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub what: What,
    pub measure: FigureMeasure,
    #[serde(default)]
    pub filter: RowFilter,
    #[serde(default)]
    pub window: Window,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    MoreThan,
    AtLeast,
    Equal,
    AtMost,
    LessThan,
}

/// The left figure × 100 stands in that relation to the right one × `percent`. Where either has no value (the average of
/// nothing), it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Versus {
    pub left: Figure,
    pub compare: Relation,
    /// 100: as much; 200: twice as much.
    pub percent: u32,
    pub right: Figure,
}
