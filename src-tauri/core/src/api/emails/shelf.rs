//! What the shop's shelf holds for one reader: the rules' products, the cart, the last order, reviews, codes.
//!
//! A `Stand` serves one reader within one read of the file; what is alike for all readers (`Stock`) is kept across.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::recommend::price;
use crate::emails::block::ReviewPick;
use crate::emails::reader::{Ask, Basket, Picked, Picks, ProductView, ReviewView, Shelf};
use crate::insights::recommend::BestSellers;
use crate::store::Reader;
use crate::store::product::ProductRow;
use crate::types::{CouponPoolId, PersonId, ProductId};

/// What is alike for all readers of one read.
pub(super) struct Stock<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) best: Option<Arc<BestSellers>>,
    known: RefCell<BTreeMap<ProductId, Option<Arc<ProductView>>>>,
}

impl<'a> Stock<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, best: Option<Arc<BestSellers>>) -> Self {
        Self { reader, best, known: RefCell::default() }
    }

    fn view(&self, id: ProductId) -> Option<Arc<ProductView>> {
        let read = || self.reader.product(id).ok().flatten().map(view).map(Arc::new);
        self.known.borrow_mut().entry(id).or_insert_with(read).clone()
    }
}

/// The shelf before one reader; before a made-up one it has what is for everybody.
pub(super) struct Stand<'a> {
    pub(super) stock: &'a Stock<'a>,
    pub(super) person: Option<PersonId>,
}

impl Shelf for Stand<'_> {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        let Some(best) = &self.stock.best else { return Picks::default() };
        let choice = best.choose(self.person.unwrap_or(PersonId(u32::MAX)), ask.count);
        let one = |id: ProductId, why: String| Some(Picked { product: self.stock.view(id)?, why });
        let told = |why: String| if ask.told { why } else { String::new() };
        Picks {
            chosen: choice.chosen.iter().filter_map(|(id, why)| one(*id, told(why.sentence()))).collect(),
            left_out: match ask.told {
                true => choice.left_out.iter().take(12).filter_map(|(id, why)| one(*id, why.sentence().to_owned())).collect(),
                false => Vec::new(),
            },
        }
    }

    fn product(&self, id: ProductId) -> Option<Arc<ProductView>> {
        self.stock.view(id)
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

fn view(p: ProductRow) -> ProductView {
    ProductView { id: p.id, price: price(&p), was: None, title: p.title, url: p.url, image_url: p.image_url }
}
