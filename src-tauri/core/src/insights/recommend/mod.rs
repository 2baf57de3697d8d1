//! Which products to suggest to a person, by the rules an email's block can name, with the reason for each.
//!
//! `rule` is what can be asked (part of an email's saved form), `shelf` the shop on a day, made once, `choose` the answer
//! for one person, `words` the reasons in words. `pairs` counts what goes with what, `gaps` how long things last,
//! `histories` holds who did what in flat arrays. Ties go by the product's id, so that nothing depends on chance; each
//! choice and each omission keeps its reason. Start with `Shelf::new` and `Ask::new`.

mod choose;
mod gaps;
mod goods;
mod histories;
mod pairs;
pub mod rule;
mod shelf;
mod words;

#[cfg(test)]
mod naive;
#[cfg(test)]
mod tests;

pub use choose::{Ask, Choice};
pub use goods::{Good, is_service};
pub use shelf::{Deed, Facts, SEASON, Shelf};

use crate::types::{Day, ProductId};

/// Why a product is suggested, with its support; `Shelf::because` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// So many different people bought it in the last so many days.
    BestSeller {
        people: u32,
        days: u32,
    },
    /// Nobody bought it lately, but so many different people did before.
    BestSellerEver {
        people: u32,
    },
    /// As the two above, within a category (its place among the shop's).
    BestOfCategory {
        category: u32,
        people: u32,
        days: Option<u32>,
    },
    OfCategory {
        category: u32,
    },
    CameOn {
        day: Day,
    },
    FirstSoldOn {
        day: Day,
    },
    /// So many different people bought both.
    BoughtTogether {
        with: ProductId,
        people: u32,
    },
    /// On so many different days.
    BoughtBefore {
        times: u32,
        last: Day,
    },
    Viewed {
        last: Day,
    },
    InCart {
        day: Day,
    },
    /// Days. `own`: their own rhythm, else that of everybody who bought it again.
    Due {
        gap: u32,
        own: bool,
        since: u32,
    },
    ChosenByHand,
}

/// Why a product that stood high enough is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    AlreadyBought {
        last: Day,
    },
    OutOfStock,
    NoPicture,
    AlreadyHere,
    /// Bought after they looked at it or put it into the cart.
    BoughtSince {
        last: Day,
    },
    /// Days.
    NotDue {
        gap: u32,
        since: u32,
    },
    Stopped {
        gap: u32,
        last: Day,
    },
}

/// Why a rule has nothing to offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    NeverBought,
    NoPairs,
    NothingSold,
    NoSuchCategory,
    NoArrivals { days: u32 },
    ArrivalsUnknown,
    NotLooked { days: u32 },
    NoCart,
    NoRhythm,
    NoneChosen,
}
