//! What one person will probably do, how they take emails and what they like. Apart from the person's page, because
//! the first look at it after a sync has to learn the whole shop anew.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use super::App;
use crate::insights::engagement::{EngagementLevel, engagement};
use crate::insights::interests::interests;
use crate::insights::words;
use crate::types::{Day, Money, PersonId, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PersonOutlook {
    pub as_of: Day,
    pub prospect: Option<ProspectView>,
    /// Why nothing is expected of anybody, where it is so.
    pub not_enough: Option<String>,
    pub engagement: EngagementView,
    /// By pieces bought, best first; at most five.
    pub favourites: Vec<FavouriteView>,
}

/// What is expected of a buyer.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ProspectView {
    /// In the next 365 days, before refunds.
    pub expected: Money,
    /// Days with an order in them.
    pub orders: f64,
    /// The chance that they have left for good, in whole percent.
    pub gone: u8,
    /// Days until their next order is due if they come back; negative: overdue.
    pub next_order: i32,
    pub next_day: Day,
    /// How much, whether still, and when.
    pub sentences: [String; 3],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EngagementView {
    pub level: EngagementLevel,
    pub label: String,
    pub meaning: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FavouriteView {
    pub category: String,
    pub pieces: i64,
}

/// Today's outlook for somebody; for a person who is not there, that of a stranger.
pub fn outlook(app: &App, id: PersonId) -> Result<PersonOutlook> {
    let (shop, as_of, store) = (app.shop()?, app.today()?, app.store());
    let values = app.standings.values(&store, as_of)?;
    let end = shop.zone.end_of(as_of);
    let (signs, pieces, categories) =
        store.read(|r| Ok((r.email_signs_of(id, end)?, r.pieces_of(id, end)?, r.categories_by_product()?)))?;
    let level = engagement(signs.into_iter().map(|(at, kind)| (id, at, kind)), as_of, shop.zone).of(id);
    let mut bought: BTreeMap<_, i64> = BTreeMap::new();
    for p in pieces {
        *bought.entry(p.product).or_default() += p.pieces;
    }
    let mut names: Vec<&str> = categories.iter().map(|(_, name)| name.as_str()).collect();
    names.dedup();
    let rows = categories.iter().filter_map(|(product, name)| {
        let code = names.binary_search(&name.as_str()).ok()?;
        Some((id, u32::try_from(code).ok()?, *bought.get(product)?))
    });
    let likes = interests(rows, names.iter().copied());
    Ok(PersonOutlook {
        as_of,
        prospect: values.of(id).map(|p| ProspectView {
            expected: Money::new(p.spend, shop.currency),
            orders: p.orders,
            gone: p.gone,
            next_order: p.next_order,
            next_day: words::due_on(p, as_of),
            sentences: words::prospect_sentences(p, as_of, shop.currency),
        }),
        not_enough: values.not_enough(),
        engagement: EngagementView { level, label: level.label().to_owned(), meaning: level.meaning().to_owned() },
        favourites: likes
            .of(id)
            .iter()
            .filter_map(|f| Some(FavouriteView { category: (*names.get(f.category as usize)?).to_owned(), pieces: f.pieces }))
            .collect(),
    })
}
