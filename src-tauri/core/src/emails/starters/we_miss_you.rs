//! "We miss you": a warm word to somebody who has not bought for a while.
//!
//! Needs nothing to work: without a first name it greets "there", without an order it speaks of signing up, without
//! anything left to suggest it says goodbye a little earlier.

use super::super::block::BlockContent;
use super::super::definition::{Email, EmailAudience, EmailBlock};
use super::super::shelf::ProductRule;
use crate::types::DocumentId;

pub const NAME: &str = "We miss you";

const OPENING: &str = "<p>{% if last_order.days %}The last parcel we packed for you left in {{ last_order.date | date: '%B' }}, and the counter \
has been a little quieter since.{% else %}You told us some time ago that you would like to hear from us, and we have not met at the counter yet.{% endif %} \
We did not want to let the season pass without saying hello.</p>\
<p>Nothing has changed in how we work: we choose, try and pack everything ourselves, and if something is not right, you write to us and a person answers.</p>";

const THANKS: &str = "<p><b>A word of thanks.</b> You are one of the people who keep this shop going. Reply to this letter with a line on what you are \
looking for, and we will put it aside for you before it goes on the shelf.</p>";

const CLOSING: &str = "<p>Come by when you like. We would be glad to see you again.</p><p>Warm regards,<br>everyone at {{ shop.name }}</p>";

/// `vip_segment`: whom the line of thanks is for; without one it is left out.
pub fn we_miss_you(vip_segment: Option<DocumentId>) -> Email {
    let block = |id: &str, content: BlockContent| EmailBlock::new(id, content);
    let text = |html: &str| BlockContent::text(html);
    let mut blocks = vec![
        block("greeting", BlockContent::heading("Hello {{ person.first_name | default: 'there' }}, we miss you")),
        block("opening", text(OPENING)),
    ];
    if let Some(segment) = vip_segment {
        blocks.push(EmailBlock { only_for: Some(EmailAudience::Segment { segment }), ..block("thanks", text(THANKS)) });
    }
    blocks.extend([
        block("shelf", text("<p>These are what others have been taking home lately, and you have not tried them yet:</p>")),
        block("suggestions", BlockContent::products(ProductRule::BestSellers { days: 90 }, 3)),
        block("come-by", BlockContent::button("See what is new", "{{ shop.website }}")),
        block("closing", text(CLOSING)),
    ]);
    Email::new(
        "{{ person.first_name | default: 'Hello' }}, it has been a while",
        "A hello from {{ shop.name }}, and three things we think you would like.",
        blocks,
    )
}
