//! Which alternative of each block a reader gets, and why: the first variant whose people they are among, else the
//! default; nothing, where the block is not for them or the shelf has nothing for it.

use super::super::definition::EmailAudience;
use super::super::letter::{Alternative, Letter, LetterBlock, Needs};
use super::super::reader::{Ask, AudienceKey, Basket, Group, Sheet};
use super::goods::Goods;
use super::{BlockOutcome, Rendered};
use crate::types::ProductId;

/// What a block came to.
pub(super) struct Chosen {
    pub(super) alternative: Option<usize>,
    pub(super) goods: Goods,
}

pub(super) struct Chooser<'a> {
    letter: &'a Letter,
    sheet: &'a Sheet<'a>,
    /// Products shown so far, and by the last block of products.
    shown: Vec<ProductId>,
    last: Vec<ProductId>,
}

/// Whether the reader is among these people, and in words why (not).
fn among(sheet: &Sheet<'_>, audience: &EmailAudience) -> (bool, String) {
    let key = AudienceKey::of(audience);
    let group = sheet.groups.get(&key).unwrap_or(&Group::Gone);
    let forced = sheet.forced.and_then(|f| f.member_of.as_ref()).map(|keys| keys.contains(&key));
    match group {
        Group::People { name, own, people } => {
            let is = forced.unwrap_or_else(|| sheet.person.is_some_and(|p| people.contains(p.0)));
            let name = name.trim_end_matches('.');
            let words = match (is, own) {
                (true, false) => format!("Is in “{name}”"),
                (false, false) => format!("Is not in “{name}”"),
                (true, true) => format!("Is one of these: “{name}”"),
                (false, true) => format!("Is none of these: “{name}”"),
            };
            (is, words)
        }
        Group::Gone => (false, "Its segment was deleted, so nobody sees it. Choose another segment, or everybody".to_owned()),
        Group::Broken { name, why } => (false, format!("“{}” cannot be counted, so nobody sees it: {why}", name.trim_end_matches('.'))),
    }
}

/// The variant or default that a reader gets of a block; none: it is hidden. And why.
pub fn choice_of(block: &LetterBlock, sheet: &Sheet<'_>) -> (Option<usize>, String) {
    let default = block.alternatives.len().checked_sub(1);
    if let Some(wish) = sheet.forced.and_then(|f| f.blocks.get(&block.id)) {
        let place = match wish.as_str() {
            "hidden" => return (None, "Hidden, because you asked for it".to_owned()),
            "default" => default,
            id => block.alternatives.iter().position(|a| a.id.as_deref() == Some(id)),
        };
        if place.is_some() {
            return (place, "Shown, because you asked for it".to_owned());
        }
    }
    let mut why = match block.only_for.as_ref().map(|a| among(sheet, a)) {
        Some((false, why)) => return (None, why),
        Some((true, why)) => why,
        None => "For everybody".to_owned(),
    };
    for (i, a) in block.alternatives.iter().enumerate() {
        if let Some((true, because)) = a.only_for.as_ref().map(|o| among(sheet, o)) {
            return (Some(i), format!("{because}, so the variant for them"));
        }
    }
    if block.alternatives.len() > 1 {
        let before = if block.only_for.is_some() { format!("{why}; no variant is") } else { "No variant is".to_owned() };
        why = format!("{before} for them, so the default");
    }
    (default, why)
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
    letter.heads.iter().position(|h| h.only_for.as_ref().is_some_and(|o| among(sheet, o).0)).unwrap_or(default)
}

impl<'a> Chooser<'a> {
    pub(super) fn new(letter: &'a Letter, sheet: &'a Sheet<'a>) -> Self {
        Self { letter, sheet, shown: Vec::new(), last: Vec::new() }
    }

    pub(super) fn run(mut self, out: &mut Rendered) -> Vec<Chosen> {
        let mut all: Vec<Chosen> = Vec::new();
        all.resize_with(self.letter.blocks.len(), || Chosen { alternative: None, goods: Goods::default() });
        out.blocks = self
            .letter
            .blocks
            .iter()
            .map(|b| BlockOutcome {
                id: b.id.clone(),
                noun: b.noun.to_owned(),
                shown: false,
                variant: None,
                why: "What it stands in is not shown".to_owned(),
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
        let (place, mut why) = choice_of(block, self.sheet);
        let mut alternative = place.and_then(|p| block.alternatives.get(p));
        let mut goods = Goods::default();
        if let Some(a) = alternative {
            match self.fetch(n, a, out) {
                Ok(found) => goods = found,
                Err(lacking) => {
                    alternative = None;
                    lacking.clone_into(&mut why);
                }
            }
        }
        if let Some(outcome) = out.blocks.get_mut(n) {
            outcome.shown = alternative.is_some();
            outcome.variant = alternative.and_then(|a| a.id.clone());
            if let Some(a) = alternative.or_else(|| place.and_then(|p| block.alternatives.get(p))) {
                a.noun.clone_into(&mut outcome.noun);
            }
            outcome.why = why;
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
