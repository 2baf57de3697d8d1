//! "We miss you": a warm word to somebody who has not bought for a while.
//!
//! Needs nothing to work: without a first name it greets "there", without an order it speaks of signing up, without
//! anything left to suggest it says goodbye a little earlier.

use super::super::definition::{BlockContent, Email, EmailBlock, OnlyFor, ProductRule, VERSION};
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
    let block = |id: &str, content: BlockContent| EmailBlock { id: id.to_owned(), only_for: None, content };
    let mut blocks = vec![
        block("greeting", BlockContent::Heading { text: "Hello {{ person.first_name | default: 'there' }}, we miss you".to_owned() }),
        block("opening", BlockContent::Text { html: OPENING.to_owned() }),
    ];
    if let Some(segment) = vip_segment {
        blocks.push(EmailBlock { only_for: Some(OnlyFor { segment }), ..block("thanks", BlockContent::Text { html: THANKS.to_owned() }) });
    }
    blocks.extend([
        block(
            "shelf",
            BlockContent::Text {
                html: "<p>These are what others have been taking home lately, and you have not tried them yet:</p>".to_owned(),
            },
        ),
        block("suggestions", BlockContent::Products { rule: ProductRule::BestSellersNotBought, count: 3 }),
        block("come-by", BlockContent::Button { label: "See what is new".to_owned(), href: "{{ shop.website }}".to_owned() }),
        block("closing", BlockContent::Text { html: CLOSING.to_owned() }),
    ]);
    Email {
        version: VERSION,
        subject: "{{ person.first_name | default: 'Hello' }}, it has been a while".to_owned(),
        preheader: "A hello from {{ shop.name }}, and three things we think you would like.".to_owned(),
        from_name: None,
        blocks,
    }
}
