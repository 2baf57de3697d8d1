//! Which alternative of each block a reader gets, and why: the first variant whose people they are among, else the
//! default; nothing, where the block is not for them or the shelf has nothing for it.

use super::super::letter::{Alternative, ForSome, Letter, LetterBlock, Needs};
use super::super::reader::{Ask, Basket, Group, Sheet};
use super::goods::Goods;
use super::{BlockOutcome, Rendered};
use crate::types::{CouponPoolId, ProductId};

/// What a block came to.
pub(super) struct Chosen {
    pub(super) alternative: Option<usize>,
    pub(super) goods: Goods,
}

pub(super) struct Chooser<'a> {
    letter: &'a Letter,
    sheet: &'a Sheet<'a>,
    /// Whether anybody reads the reasons.
    told: bool,
    /// Products shown so far, and by the last block of products.
    shown: Vec<ProductId>,
    last: Vec<ProductId>,
}

/// Whether the reader is among these people.
fn among(sheet: &Sheet<'_>, some: &ForSome) -> bool {
    let Some(Group::People { people, .. }) = sheet.groups.get(&some.key) else { return false };
    let forced = sheet.forced.and_then(|f| f.member_of.as_ref()).map(|keys| keys.contains(&some.key));
    forced.unwrap_or_else(|| sheet.person.is_some_and(|p| people.contains(p.0)))
}

/// Why a reader gets what they get of a block; made words only for whoever reads them.
#[derive(Clone, Copy)]
pub enum Reason<'a> {
    Hidden,
    Asked,
    /// The block is not for them.
    NotIn(&'a ForSome),
    Variant(&'a ForSome),
    /// The default: the people that the block is for, and whether there are variants.
    Default(Option<&'a ForSome>, bool),
}

impl Reason<'_> {
    pub(super) fn words(self, sheet: &Sheet<'_>) -> String {
        match self {
            Self::Hidden => "Hidden, because you asked for it".to_owned(),
            Self::Asked => "Shown, because you asked for it".to_owned(),
            Self::NotIn(some) => membership(sheet, some, false),
            Self::Variant(some) => format!("{}, so the variant for them", membership(sheet, some, true)),
            Self::Default(None, false) => "For everybody".to_owned(),
            Self::Default(None, true) => "No variant is for them, so the default".to_owned(),
            Self::Default(Some(some), false) => membership(sheet, some, true),
            Self::Default(Some(some), true) => format!("{}; no variant is for them, so the default", membership(sheet, some, true)),
        }
    }
}

/// In words whether (and why not) they are among these people.
fn membership(sheet: &Sheet<'_>, some: &ForSome, is: bool) -> String {
    match sheet.groups.get(&some.key).unwrap_or(&Group::Gone) {
        Group::People { name, own, .. } => {
            let name = name.trim_end_matches('.');
            match (is, own) {
                (true, false) => format!("Is in “{name}”"),
                (false, false) => format!("Is not in “{name}”"),
                (true, true) => format!("Is one of these: “{name}”"),
                (false, true) => format!("Is none of these: “{name}”"),
            }
        }
        Group::Gone => "Its segment was deleted, so nobody sees it. Choose another segment, or everybody".to_owned(),
        Group::Broken { name, why } => format!("“{}” cannot be counted, so nobody sees it: {why}", name.trim_end_matches('.')),
    }
}

/// The variant or default that a reader gets of a block; none: it is hidden. And why.
pub fn choice_of<'l>(block: &'l LetterBlock, sheet: &Sheet<'_>) -> (Option<usize>, Reason<'l>) {
    let default = block.alternatives.len().checked_sub(1);
    if let Some(wish) = sheet.forced.and_then(|f| f.blocks.get(&block.id)) {
        let place = match wish.as_str() {
            "hidden" => return (None, Reason::Hidden),
            "default" => default,
            id => block.alternatives.iter().position(|a| a.id.as_deref() == Some(id)),
        };
        if place.is_some() {
            return (place, Reason::Asked);
        }
    }
    if let Some(some) = block.only_for.as_ref().filter(|some| !among(sheet, some)) {
        return (None, Reason::NotIn(some));
    }
    for (i, a) in block.alternatives.iter().enumerate() {
        if let Some(some) = a.only_for.as_ref().filter(|some| among(sheet, some)) {
            return (Some(i), Reason::Variant(some));
        }
    }
    (default, Reason::Default(block.only_for.as_ref(), block.alternatives.len() > 1))
}

/// The place of the head that a reader gets.
pub fn head_of(letter: &Letter, sheet: &Sheet<'_>) -> usize {
    let default = letter.heads.len().saturating_sub(1);
    let forced = sheet.forced.and_then(|f| f.head.as_deref());
    if let Some(wish) = forced {
        let found = letter.heads.iter().position(|h| h.id.as_deref() == Some(wish));
        if wish == "default" || found.is_some() {
            return found.unwrap_or(default);
        }
    }
    letter.heads.iter().position(|h| h.only_for.as_ref().is_some_and(|some| among(sheet, some))).unwrap_or(default)
}

/// The pools of which this reader's letter wants a code, whatever is left in them.
pub fn codes_wanted(letter: &Letter, sheet: &Sheet<'_>) -> Vec<CouponPoolId> {
    let mut out = Vec::new();
    let mut blocks: Vec<usize> = letter.top.clone();
    while let Some(n) = blocks.pop() {
        let Some(block) = letter.blocks.get(n) else { continue };
        let Some(a) = choice_of(block, sheet).0.and_then(|p| block.alternatives.get(p)) else { continue };
        blocks.extend(&a.inner);
        if let Needs::Code(pool) = a.needs
            && !out.contains(&pool)
        {
            out.push(pool);
        }
    }
    out
}

impl<'a> Chooser<'a> {
    /// `told`: with each block's name and reason in words.
    pub(super) fn new(letter: &'a Letter, sheet: &'a Sheet<'a>, told: bool) -> Self {
        Self { letter, sheet, told, shown: Vec::new(), last: Vec::new() }
    }

    pub(super) fn run(mut self, out: &mut Rendered) -> Vec<Chosen> {
        let mut all: Vec<Chosen> = Vec::new();
        all.resize_with(self.letter.blocks.len(), || Chosen { alternative: None, goods: Goods::default() });
        let words = |text: &str| if self.told { text.to_owned() } else { String::new() };
        out.blocks = self
            .letter
            .blocks
            .iter()
            .map(|b| BlockOutcome {
                id: words(&b.id),
                noun: words(b.noun),
                shown: false,
                variant: None,
                why: words("What it stands in is not shown"),
                words: String::new(),
            })
            .collect();
        for n in &self.letter.top {
            self.block(*n, &mut all, out);
        }
        all
    }

    fn block(&mut self, n: usize, all: &mut Vec<Chosen>, out: &mut Rendered) {
        let Some(block) = self.letter.blocks.get(n) else { return };
        let (place, reason) = choice_of(block, self.sheet);
        let mut without = None;
        let mut alternative = place.and_then(|p| block.alternatives.get(p));
        let mut goods = Goods::default();
        if let Some(a) = alternative {
            match self.fetch(n, a, out) {
                Ok(found) => goods = found,
                Err(lacking) => {
                    alternative = None;
                    without = Some(lacking);
                }
            }
        }
        if let Some(outcome) = out.blocks.get_mut(n) {
            outcome.shown = alternative.is_some();
            outcome.variant = alternative.and_then(|a| a.id.clone());
            if self.told {
                if let Some(a) = alternative.or_else(|| place.and_then(|p| block.alternatives.get(p))) {
                    a.noun.clone_into(&mut outcome.noun);
                }
                outcome.why = without.map_or_else(|| reason.words(self.sheet), str::to_owned);
            }
        }
        if let Some(c) = all.get_mut(n) {
            *c = Chosen { alternative: alternative.and(place), goods };
        }
        for inner in alternative.into_iter().flat_map(|a| &a.inner) {
            self.block(*inner, all, out);
        }
    }

    /// What the alternative needs of the shelf, or why it cannot be shown.
    fn fetch(&mut self, n: usize, a: &Alternative, out: &mut Rendered) -> Result<Goods, &'static str> {
        let shelf = self.sheet.shelf;
        match &a.needs {
            Needs::Nothing => Ok(Goods::default()),
            Needs::Products { rule, count, leave_out, fill_with } => {
                let ask = Ask {
                    rule,
                    count: *count,
                    leave_out: *leave_out,
                    fill_with: fill_with.as_ref(),
                    shown: &self.shown,
                    told: self.sheet.told,
                };
                let mut picks = shelf.products(&ask);
                picks.chosen.truncate(*count);
                let views: Vec<_> = picks.chosen.iter().map(|p| std::sync::Arc::clone(&p.product)).collect();
                self.last = views.iter().map(|v| v.id).collect();
                self.shows(n, self.last.clone(), out);
                out.suggested.push((n, views.len(), *count));
                if self.sheet.told {
                    out.picks.push((n, picks));
                }
                if views.is_empty() {
                    return Err("There is no product left to suggest, so the block is left out");
                }
                Ok(Goods::Products(views))
            }
            Needs::Product(id) => {
                let view = shelf.product(*id).ok_or("This product is gone, so the block is left out")?;
                self.last = vec![view.id];
                self.shows(n, self.last.clone(), out);
                Ok(Goods::Products(vec![view]))
            }
            Needs::Cart => self.basket(n, shelf.cart(), out).ok_or("They left nothing in a cart, so the block is left out"),
            Needs::LastOrder => self.basket(n, shelf.last_order(), out).ok_or("They have not ordered yet, so the block is left out"),
            Needs::Review { pick, least_stars } => shelf
                .review(pick, *least_stars, &self.last)
                .filter(|r| !r.words.trim().is_empty())
                .map(Goods::Review)
                .ok_or("There is no review like that, so the block is left out"),
            Needs::Code(pool) => {
                out.codes.push((n, *pool));
                shelf.code(*pool).map(Goods::Code).ok_or("There is no code left for them, so the offer is left out")
            }
            Needs::Same(code) => Ok(Goods::Code(code.clone())),
        }
    }

    fn basket(&mut self, n: usize, basket: Option<Basket>, out: &mut Rendered) -> Option<Goods> {
        let basket = basket.filter(|b| !b.lines.is_empty())?;
        self.shows(n, basket.lines.iter().filter_map(|l| l.product).collect(), out);
        Some(Goods::Basket(basket))
    }

    /// From here on these are in the email.
    fn shows(&mut self, n: usize, products: Vec<ProductId>, out: &mut Rendered) {
        out.products.extend(products.iter().map(|p| (n, *p)));
        self.shown.extend(products);
    }
}
