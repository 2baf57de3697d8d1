//! What one reader brings to an email: who they are, which groups they are in, and what the shop's shelf holds for them.
//!
//! Only the agreement. Reading it from the shop is the business of `api::emails` (a `Shelf` for a real reader) and of
//! its preview (a made-up one). Start at `Sheet`; `Shelf` is asked while an email is filled in, block by block.

use std::collections::BTreeMap;
use std::sync::Arc;

use regulars_liquid::Object;
use roaring::RoaringBitmap;

use super::block::ReviewPick;
use super::definition::EmailAudience;
use super::shelf::{LeaveOut, ProductRule};
use crate::types::{CouponPoolId, Currency, Money, PersonId, ProductId};

/// A product as a block shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    pub id: ProductId,
    pub title: String,
    pub price: Option<Money>,
    /// What it cost before; shown struck through when it is more than `price`.
    pub was: Option<Money>,
    pub url: Option<String>,
    pub image_url: Option<String>,
}

/// What a block asks of the shelf.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    pub rule: &'a ProductRule,
    /// At most so many.
    pub count: usize,
    pub leave_out: LeaveOut,
    /// What fills up when the rule finds too few.
    pub fill_with: Option<&'a ProductRule>,
    /// What earlier blocks of this letter show this reader, in order; left out when `leave_out.already_here`.
    pub shown: &'a [ProductId],
    /// Whether the reasons are wanted: a preview tells them, a check of a hundred thousand people does not.
    pub told: bool,
}

/// A product with the reason, as a sentence without its full stop; empty when it was not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    pub product: Arc<ProductView>,
    pub why: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picks {
    pub chosen: Vec<Picked>,
    /// What stood higher and was passed over (the first few); empty unless the reasons were asked for.
    pub left_out: Vec<Picked>,
    /// Why the rule itself had nothing to offer, as a sentence; only when the reasons were asked for.
    pub nothing: Option<String>,
}

/// A line of a cart or an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    pub product: Option<ProductId>,
    pub title: String,
    pub quantity: i64,
    /// Of the whole line.
    pub price: Option<Money>,
    pub url: Option<String>,
    pub image_url: Option<String>,
}

/// A cart or an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basket {
    pub lines: Vec<LineView>,
    pub total: Option<Money>,
    /// Where it can be taken up again.
    pub url: Option<String>,
}

/// What a customer wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewView {
    /// 1 to 5.
    pub stars: u8,
    pub words: String,
    pub first_name: Option<String>,
    /// Only its first letter is shown.
    pub last_name: Option<String>,
    pub product: Option<Arc<ProductView>>,
}

/// What the shop has for one reader. Asked in reading order, for the blocks that this reader gets; the same question
/// may be asked twice and must be answered alike.
pub trait Shelf {
    fn products(&self, ask: &Ask<'_>) -> Picks;
    /// One product, the same for everybody; none: it is gone.
    fn product(&self, id: ProductId) -> Option<Arc<ProductView>>;
    /// What they left in the cart last; none: they have none.
    fn cart(&self) -> Option<Basket>;
    fn last_order(&self) -> Option<Basket>;
    /// `shown`: the products of the last block of products before it.
    fn review(&self, pick: &ReviewPick, least_stars: u8, shown: &[ProductId]) -> Option<ReviewView>;
    /// The reader's own code of a pool: the one they have, else the one they would get. Never hands one out.
    fn code(&self, pool: CouponPoolId) -> Option<String>;
}

/// An empty shelf.
pub struct Bare;

impl Shelf for Bare {
    fn products(&self, _: &Ask<'_>) -> Picks {
        Picks::default()
    }
    fn product(&self, _: ProductId) -> Option<Arc<ProductView>> {
        None
    }
    fn cart(&self) -> Option<Basket> {
        None
    }
    fn last_order(&self) -> Option<Basket> {
        None
    }
    fn review(&self, _: &ReviewPick, _: u8, _: &[ProductId]) -> Option<ReviewView> {
        None
    }
    fn code(&self, _: CouponPoolId) -> Option<String> {
        None
    }
}

/// Which audience, for looking up its people: `s7` for a saved segment, `c…` for a condition of the email's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AudienceKey(pub String);

impl AudienceKey {
    pub fn of(audience: &EmailAudience) -> Self {
        match audience {
            EmailAudience::Segment { segment } => Self(format!("s{segment}")),
            EmailAudience::Condition { condition } => {
                use std::hash::{DefaultHasher, Hash, Hasher};
                let mut hasher = DefaultHasher::new();
                format!("{condition:?}").hash(&mut hasher);
                Self(format!("c{:016x}", hasher.finish()))
            }
        }
    }
}

/// The people of an audience.
#[derive(Debug, Clone, PartialEq)]
pub enum Group {
    People {
        /// A segment's name, or a condition in words.
        name: String,
        /// It is a condition of the email's own: `name` is a sentence.
        own: bool,
        people: Arc<RoaringBitmap>,
    },
    /// It was deleted; nobody is in it.
    Gone,
    /// It cannot be counted, and why; nobody is in it until it can.
    Broken { name: String, why: String },
}

pub type Groups = BTreeMap<AudienceKey, Group>;

/// What is not left to the reader's data: asked for by whoever looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forced {
    /// By block id: `default`, `hidden` or a variant's id.
    pub blocks: BTreeMap<String, String>,
    /// The head's variant, or `default`.
    pub head: Option<String>,
    /// The audiences that a made-up reader counts as being in, instead of the groups.
    pub member_of: Option<Vec<AudienceKey>>,
}

/// What one reader brings.
pub struct Sheet<'a> {
    /// Nobody of the shop's: a made-up reader.
    pub person: Option<PersonId>,
    pub data: Object,
    pub currency: Currency,
    pub groups: &'a Groups,
    pub shelf: &'a dyn Shelf,
    pub forced: Option<&'a Forced>,
    /// Whether the reasons for products are wanted.
    pub told: bool,
}
