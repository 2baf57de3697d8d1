//! What the shop's shelf holds for one reader: the rules' products, the cart, the last order, reviews, codes.
//!
//! `Supplies` is what is alike for everybody and every thread, made once (`Supplies::of`). A `Stock` belongs to one read
//! of the file, so to one thread: it remembers what it looked up. A `Stand` serves one reader of it and costs nothing.
//!
//! To read an email as everybody on two threads: share the ids out (`Reader::last_person`), and let each thread do
//! `store.read(|r| { let stock = room.stock(r); r.each_email_reader_between(first, last, end, |reader| …
//! room.render(&reader, &stock, false) …) })`. `Room` may be shared between threads, a `Stock` may not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::App;
use super::super::recommend::{price, shelf};
use super::baskets::{Baskets, Held, Line};
use crate::emails::Email;
use crate::emails::block::{BlockContent, ProductPick, ReviewPick};
use crate::emails::reader::{Ask, Basket, LineView, Picked, Picks, ProductView, ReviewView, Shelf};
use crate::emails::shelf::{LeaveOut, ProductRule};
use crate::insights::recommend as goods;
use crate::store::Reader;
use crate::store::product::ProductRow;
use crate::store::reviews_of::ShownReview;
use crate::types::{CouponPoolId, Day, Money, PersonId, ProductId, Result, Timestamp};

/// Of those left out, so many are told.
const TOLD: usize = 12;

/// What is alike for all readers: only what this email asks for.
#[derive(Clone)]
pub(super) struct Supplies {
    goods: Option<Arc<goods::Shelf>>,
    carts: Option<Arc<Baskets>>,
    last_orders: Option<Arc<Baskets>>,
    end: Timestamp,
}

impl Supplies {
    pub(super) fn of(app: &App, email: &Email, as_of: Day) -> Result<Self> {
        let (mut rules, mut cart, mut order) = (false, false, false);
        email.each_block(&mut |block| {
            for content in block.contents() {
                match content {
                    BlockContent::Products { .. } | BlockContent::Product { pick: ProductPick::Rule { .. }, .. } => rules = true,
                    BlockContent::Cart { .. } => (rules, cart) = (true, true),
                    BlockContent::LastOrder { .. } => order = true,
                    // What it holds is known only when it is looked up.
                    BlockContent::Saved { .. } => (rules, cart, order) = (true, true, true),
                    _ => {}
                }
            }
        });
        let zone = app.shop()?.zone;
        let end = zone.end_of(as_of);
        let carts = |r: &Reader<'_>| {
            let mut all = Baskets::default();
            r.each_left_line(end, |line| all.add(zone, line))?;
            Ok(all)
        };
        let orders = |r: &Reader<'_>| {
            let mut all = Baskets::default();
            r.each_last_order_line(end, |line| all.add(zone, line))?;
            Ok(all)
        };
        Ok(Self {
            goods: rules.then(|| shelf(app, as_of)).transpose()?,
            carts: cart.then(|| app.emails.carts.get(app, as_of, carts)).transpose()?,
            last_orders: order.then(|| app.emails.last_orders.get(app, as_of, orders)).transpose()?,
            end,
        })
    }
}

/// A block's wish, by which its shop-wide part is made only once.
type Wish = (ProductRule, usize, LeaveOut, Option<ProductRule>);

/// What one read of the file remembers.
pub(super) struct Stock<'a> {
    reader: &'a Reader<'a>,
    supplies: Supplies,
    views: RefCell<BTreeMap<ProductId, Option<Arc<ProductView>>>>,
    asks: RefCell<Vec<(Wish, Arc<goods::Ask>)>>,
    reviews: RefCell<BTreeMap<(Option<ProductId>, u8), Option<ShownReview>>>,
    /// The next free code, and whether anybody has one.
    pools: RefCell<BTreeMap<CouponPoolId, (Option<String>, bool)>>,
    /// So many people's codes are read at once.
    stretch: u32,
    owned: RefCell<BTreeMap<CouponPoolId, Owned>>,
}

/// The codes of a pool that the people from `first` to `last` have.
#[derive(Default)]
struct Owned {
    first: u32,
    last: u32,
    codes: BTreeMap<PersonId, String>,
}

impl<'a> Stock<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, supplies: Supplies) -> Self {
        Self {
            reader,
            supplies,
            views: RefCell::default(),
            asks: RefCell::default(),
            reviews: RefCell::default(),
            pools: RefCell::default(),
            stretch: 1,
            owned: RefCell::default(),
        }
    }

    /// People will be asked for one after another, by their numbers.
    pub(super) fn for_many(mut self, stretch: u32) -> Self {
        self.stretch = stretch.max(1);
        self
    }

    /// The code that somebody has of a pool already.
    fn own_code(&self, pool: CouponPoolId, person: PersonId) -> Option<String> {
        let mut owned = self.owned.borrow_mut();
        let held = owned.entry(pool).or_default();
        if !(held.first..=held.last).contains(&person.0) || held.last == 0 {
            let last = person.0.saturating_add(self.stretch - 1);
            let codes = self.reader.coupons_of(pool, person, PersonId(last)).unwrap_or_default();
            *held = Owned { first: person.0, last, codes: codes.into_iter().collect() };
        }
        held.codes.get(&person).cloned()
    }

    fn view(&self, id: ProductId) -> Option<Arc<ProductView>> {
        let read = || self.reader.product(id).ok().flatten().map(view).map(Arc::new);
        self.views.borrow_mut().entry(id).or_insert_with(read).clone()
    }

    fn ask(&self, shelf: &goods::Shelf, ask: &Ask<'_>) -> Arc<goods::Ask> {
        let mut asks = self.asks.borrow_mut();
        let same = |w: &Wish| w.0 == *ask.rule && w.1 == ask.count && w.2 == ask.leave_out && w.3.as_ref() == ask.fill_with;
        if let Some((_, made)) = asks.iter().find(|(w, _)| same(w)) {
            return Arc::clone(made);
        }
        let made = Arc::new(goods::Ask::new(shelf, ask.rule, ask.count, ask.leave_out, ask.fill_with));
        asks.push(((ask.rule.clone(), ask.count, ask.leave_out, ask.fill_with.cloned()), Arc::clone(&made)));
        made
    }

    fn best_review(&self, product: Option<ProductId>, least_stars: u8) -> Option<ReviewView> {
        let read = || self.reader.best_review(product, least_stars, self.supplies.end).ok().flatten();
        let found = self.reviews.borrow_mut().entry((product, least_stars)).or_insert_with(read).clone()?;
        Some(ReviewView {
            stars: found.stars,
            words: found.words,
            first_name: found.first_name,
            last_name: found.last_name,
            product: found.product.and_then(|id| self.view(id)),
        })
    }

    fn basket(&self, held: &Held<'_>, keep: impl Fn(&Line) -> bool) -> Option<Basket> {
        let lines: Vec<&Line> = held.lines.iter().filter(|l| keep(l)).collect();
        let money = |minor: i64| held.currency.map(|c| Money::new(minor, c));
        let one = |line: &&Line| {
            let view = self.view(line.product)?;
            Some(LineView {
                product: Some(line.product),
                title: view.title.clone(),
                quantity: line.quantity,
                price: money(line.total),
                url: view.url.clone(),
                image_url: view.image_url.clone(),
            })
        };
        let total = lines.iter().map(|l| l.total).sum();
        let lines: Vec<LineView> = lines.iter().filter_map(one).collect();
        (!lines.is_empty()).then(|| Basket { lines, total: money(total), url: None })
    }
}

/// The shelf before one reader; before a made-up one it has what is for everybody.
pub(super) struct Stand<'a> {
    pub(super) stock: &'a Stock<'a>,
    pub(super) person: Option<PersonId>,
}

impl Shelf for Stand<'_> {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        let Some(shelf) = &self.stock.supplies.goods else { return Picks::default() };
        let choice = shelf.choose(self.person.unwrap_or(PersonId(u32::MAX)), &self.stock.ask(shelf, ask), ask.shown);
        let one = |id: ProductId, why: String| Some(Picked { product: self.stock.view(id)?, why });
        if !ask.told {
            let chosen = choice.chosen.iter().filter_map(|(id, _)| one(*id, String::new())).collect();
            return Picks { chosen, ..Picks::default() };
        }
        Picks {
            chosen: choice.chosen.iter().filter_map(|(id, why)| one(*id, shelf.because(*why))).collect(),
            left_out: choice.left_out.iter().take(TOLD).filter_map(|(id, why)| one(*id, why.sentence())).collect(),
            nothing: choice.nothing.map(goods::Nothing::sentence),
        }
    }

    fn product(&self, id: ProductId) -> Option<Arc<ProductView>> {
        self.stock.view(id)
    }

    /// Without what they bought since: many shops do not tell which order a cart became.
    fn cart(&self) -> Option<Basket> {
        let (person, supplies) = (self.person?, &self.stock.supplies);
        let held = supplies.carts.as_ref()?.of(person)?;
        let bought = |line: &Line| supplies.goods.as_ref().is_some_and(|s| s.bought_since(person, line.product, held.day));
        self.stock.basket(&held, |line| !bought(line))
    }

    fn last_order(&self) -> Option<Basket> {
        let held = self.stock.supplies.last_orders.as_ref()?.of(self.person?)?;
        self.stock.basket(&held, |_| true)
    }

    fn review(&self, pick: &ReviewPick, least_stars: u8, shown: &[ProductId]) -> Option<ReviewView> {
        match pick {
            ReviewPick::Best {} => self.stock.best_review(None, least_stars),
            ReviewPick::Product { product } => self.stock.best_review(Some(*product), least_stars),
            ReviewPick::Shown {} => shown.iter().find_map(|id| self.stock.best_review(Some(*id), least_stars)),
        }
    }

    fn code(&self, pool: CouponPoolId) -> Option<String> {
        let reader = self.stock.reader;
        let read = || (reader.next_coupon(pool).ok().flatten(), reader.pool_has_owners(pool).unwrap_or(true));
        let (next, owners) = self.stock.pools.borrow_mut().entry(pool).or_insert_with(read).clone();
        let own = self.person.filter(|_| owners).and_then(|person| self.stock.own_code(pool, person));
        own.or(next)
    }
}

fn view(p: ProductRow) -> ProductView {
    ProductView { id: p.id, price: price(&p), was: None, title: p.title, url: p.url, image_url: p.image_url }
}
