//! What a block shows of the shelf, and how each of its values is written.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::html;
use super::super::letter::Key;
use super::super::liquid::tongue::Tongue;
use super::super::mjml::tracked_with;
use super::super::reader::{Basket, LineView, ProductView, ReviewView};
use crate::types::Money;

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Goods {
    #[default]
    None,
    Products(Vec<Arc<ProductView>>),
    Basket(Basket),
    Review(ReviewView),
    Code(String),
}

/// One of them.
#[derive(Clone, Copy)]
pub(super) enum Item<'g> {
    None,
    Product(&'g ProductView),
    Line(&'g LineView),
}

/// What links need to know.
pub(super) struct House<'a> {
    pub(super) website: &'a str,
    /// The tracking parameters; empty when there are none.
    pub(super) parameters: &'a str,
    /// "{n} of 5 stars".
    pub(super) stars: &'a str,
    /// How the letter's language writes amounts.
    pub(super) tongue: &'a Tongue,
}

impl Goods {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Products(p) => p.len(),
            Self::Basket(b) => b.lines.len(),
            _ => 0,
        }
    }

    pub(super) fn item(&self, place: usize) -> Item<'_> {
        match self {
            Self::Products(p) => p.get(place).map_or(Item::None, |p| Item::Product(p)),
            Self::Basket(b) => b.lines.get(place).map_or(Item::None, Item::Line),
            _ => Item::None,
        }
    }

    /// Whether there is something to show. What would be long in the writing is not written for it.
    pub(super) fn has(&self, item: Item<'_>, key: Key, house: &House<'_>) -> bool {
        match (key, item) {
            (Key::Price, Item::Product(p)) => p.price.is_some(),
            (Key::Price, Item::Line(l)) => l.price.is_some(),
            (Key::Link, Item::Product(ProductView { url, .. }) | Item::Line(LineView { url, .. })) => {
                target(url.as_deref(), house).is_some()
            }
            _ => self.value(item, key, house).is_some(),
        }
    }

    /// The value as plain words; none: there is nothing to show.
    pub(super) fn value<'g>(&'g self, item: Item<'g>, key: Key, house: &House<'_>) -> Option<Cow<'g, str>> {
        let money = |m: Money| Cow::Owned(house.tongue.price(m));
        let (url, image) = match (item, self) {
            (Item::Product(p), _) => (p.url.as_deref(), p.image_url.as_deref()),
            (Item::Line(l), _) => (l.url.as_deref(), l.image_url.as_deref()),
            (Item::None, Self::Review(r)) => (r.product.as_ref().and_then(|p| p.url.as_deref()), None),
            _ => (None, None),
        };
        match key {
            Key::Link => web(url, house).map(Cow::Owned),
            Key::Image => image.filter(|u| html::safe_picture(u)).map(Cow::Borrowed),
            Key::Title => match item {
                Item::Product(p) => some(&p.title),
                Item::Line(l) => some(&l.title),
                Item::None => None,
            },
            Key::Price => match item {
                Item::Product(p) => p.price.map(money),
                Item::Line(l) => l.price.map(money),
                Item::None => None,
            },
            Key::Was => match item {
                Item::Product(p) => p.was.filter(|w| p.price.is_some_and(|p| p.currency == w.currency && p.minor < w.minor)).map(money),
                _ => None,
            },
            Key::Quantity => match item {
                Item::Line(l) => Some(Cow::Owned(l.quantity.to_string())),
                _ => None,
            },
            Key::Total => match self {
                Self::Basket(b) => b.total.map(money),
                _ => None,
            },
            Key::Back => {
                let own = if let Self::Basket(b) = self { b.url.as_deref() } else { None };
                Some(web(own, house).map_or(Cow::Borrowed("#"), Cow::Owned))
            }
            Key::Code => {
                if let Self::Code(code) = self {
                    some(code)
                } else {
                    None
                }
            }
            Key::Stars | Key::Words | Key::Who | Key::About => {
                if let Self::Review(r) = self {
                    review(r, key, house)
                } else {
                    None
                }
            }
        }
    }
}

fn review<'g>(r: &'g ReviewView, key: Key, house: &House<'_>) -> Option<Cow<'g, str>> {
    let stars = usize::from(r.stars.clamp(1, 5));
    match key {
        Key::Stars => Some(Cow::Owned("★".repeat(stars) + &"☆".repeat(5 - stars))),
        Key::Words => some(&r.words),
        Key::About => r.product.as_ref().and_then(|p| some(&p.title)),
        _ => {
            let last = r.last_name.as_deref().and_then(|l| l.trim().chars().find(|c| c.is_alphabetic()));
            let first = r.first_name.as_deref().map(str::trim).filter(|f| !f.is_empty());
            let initial = last.map(|l| format!("{}.", l.to_uppercase()));
            let name = first.into_iter().map(str::to_owned).chain(initial.filter(|_| first.is_some())).collect::<Vec<_>>().join(" ");
            Some(Cow::Owned(if name.is_empty() { house.stars.replace("{n}", &stars.to_string()) } else { name }))
        }
    }
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    Some(text.trim()).filter(|t| !t.is_empty()).map(Cow::Borrowed)
}

/// Its own page if that is on the web, else the shop's.
fn target<'u>(url: Option<&'u str>, house: &House<'u>) -> Option<&'u str> {
    let own = url.filter(|u| html::safe_picture(u));
    own.or(Some(house.website).filter(|w| html::safe_link(w)))
}

/// The same with tracking.
fn web(url: Option<&str>, house: &House<'_>) -> Option<String> {
    Some(tracked_with(target(url, house)?, house.parameters))
}
