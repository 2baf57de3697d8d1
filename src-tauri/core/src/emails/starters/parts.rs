//! Blocks and readers in few words, for the starters.

use crate::emails::block::{BlockContent, OfferCode, ProductLayout, ReviewPick};
use crate::emails::definition::{BlockVariant, Email, EmailAudience, EmailBlock, HeadVariant, Tracking};
use crate::emails::shelf::{Bought, LeaveOut, ProductRule};
use crate::insights::rfm::RfmName;
use crate::segments::Segment;
use crate::segments::activity::What;
use crate::segments::condition::{Field, Profile, RfmIs};
use crate::segments::definition::Node;
use crate::segments::starters::nodes::{SOME, not, orders, then_no_order};
use crate::segments::values::{Number, Test, Window};
use crate::types::DocumentId;

/// Where the buttons lead.
pub const SHOP: &str = "{{ shop.website }}";
/// How long somebody may have looked and still be reminded of it.
pub const LATELY: u32 = 30;
/// As long as anybody's cart can be.
const YEARS: u32 = 3_650;
pub const BEST: ProductRule = ProductRule::BestSellers { days: 90 };

/// An email in English whose links say where they come from.
pub fn email(key: &str, subject: &str, preheader: &str, blocks: Vec<EmailBlock>) -> Email {
    let tracking = Tracking { source: "newsletter".to_owned(), medium: "email".to_owned(), campaign: key.to_owned() };
    Email { language: Some("en".to_owned()), tracking: Some(tracking), ..Email::new(subject, preheader, blocks) }
}

pub fn block(id: &str, content: BlockContent) -> EmailBlock {
    EmailBlock::new(id, content)
}

pub fn heading(id: &str, words: &str) -> EmailBlock {
    block(id, BlockContent::heading(words))
}

pub fn text(id: &str, html: &str) -> EmailBlock {
    block(id, BlockContent::text(html))
}

/// The one thing to do.
pub fn button(id: &str, label: &str) -> EmailBlock {
    block(id, BlockContent::button(label, SHOP))
}

pub fn closing(last: &str) -> EmailBlock {
    text("closing", &format!("<p>{last}</p><p>Warm regards,<br>everyone at {{{{ shop.name }}}}</p>"))
}

/// Products by a rule, filled up by another; what they bought is left out unless the rule is about it.
pub fn products(id: &str, rule: ProductRule, count: u8, fill_with: Option<ProductRule>) -> EmailBlock {
    let bought = match rule {
        ProductRule::Again {} | ProductRule::ReplenishmentDue {} | ProductRule::Chosen { .. } => Bought::No {},
        _ => Bought::Ever,
    };
    let leave_out = LeaveOut { bought, ..LeaveOut::default() };
    let layout = ProductLayout::Grid;
    block(id, BlockContent::Products { rule, count, leave_out, fill_with, layout, prices: true, button: None })
}

pub fn cart(id: &str) -> EmailBlock {
    // Only for those whom the words beside it speak to: whoever ordered since is not reminded.
    block(id, BlockContent::Cart { button: Some("Back to your cart".to_owned()), href: Some(SHOP.to_owned()) }).only(with_a_cart())
}

pub fn last_order(id: &str, button: Option<&str>) -> EmailBlock {
    block(id, BlockContent::LastOrder { prices: false, button: button.map(str::to_owned) })
}

/// An offer with one code for all, which the shop's till has to know.
pub fn offer(title: &str, text: &str, code: &str) -> BlockContent {
    let code = OfferCode::Same { code: code.to_owned() };
    BlockContent::Offer { title: title.to_owned(), text: text.to_owned(), code, button: None, href: None, until: None }
}

pub fn review(id: &str, from: ReviewPick) -> EmailBlock {
    block(id, BlockContent::Review { from, least_stars: 4 })
}

impl EmailBlock {
    /// What these readers get instead.
    pub(super) fn or(mut self, id: &str, only_for: EmailAudience, content: BlockContent) -> Self {
        self.variants.push(BlockVariant { id: id.to_owned(), only_for, content });
        self
    }

    pub(super) fn or_text(self, id: &str, only_for: EmailAudience, html: &str) -> Self {
        self.or(id, only_for, BlockContent::text(html))
    }

    pub(super) fn or_heading(self, id: &str, only_for: EmailAudience, words: &str) -> Self {
        self.or(id, only_for, BlockContent::heading(words))
    }

    pub(super) fn only(mut self, readers: EmailAudience) -> Self {
        self.only_for = Some(readers);
        self
    }
}

impl Email {
    /// Another subject and preheader for these readers.
    pub(super) fn or_head(mut self, id: &str, only_for: EmailAudience, subject: &str, preheader: &str) -> Self {
        let (subject, preheader) = (subject.to_owned(), preheader.to_owned());
        self.head_variants.push(HeadVariant { id: id.to_owned(), only_for, subject, preheader });
        self
    }
}

fn who(node: Node) -> EmailAudience {
    EmailAudience::Condition { condition: Box::new(Segment::all(vec![node])) }
}

pub fn buyers() -> EmailAudience {
    who(orders(SOME, Window::Ever))
}

pub fn first_time() -> EmailAudience {
    who(orders(Number::Exactly { value: 1 }, Window::Ever))
}

pub fn returning() -> EmailAudience {
    who(orders(Number::AtLeast { value: 2 }, Window::Ever))
}

/// Left something in the cart and has not ordered since.
fn open_cart() -> Node {
    then_no_order(What::AbandonedCarts, YEARS)
}

pub fn with_a_cart() -> EmailAudience {
    who(open_cart())
}

pub fn without_a_cart() -> EmailAudience {
    who(not(open_cart()))
}

/// Looked at something lately and has not ordered since.
pub fn looked() -> EmailAudience {
    who(then_no_order(What::Views, LATELY))
}

/// Their birthday is known.
pub fn with_a_birthday() -> EmailAudience {
    who(Node::Profile(Profile { field: Field::Birthday, is: Test::IsSet }))
}

/// The shop's own segment of its best customers, or who is among the best by how they buy.
pub fn best_customers(segment: Option<DocumentId>) -> EmailAudience {
    let by_rfm = || who(Node::Rfm(RfmIs { names: vec![RfmName::Champions, RfmName::Loyal], ..RfmIs::default() }));
    segment.map_or_else(by_rfm, |segment| EmailAudience::Segment { segment })
}
