//! To somebody who has not been for a while: a hello, and later the question whether to go on writing.

use super::need::{Need, NeedKind};
use super::parts::{block, button, buyers, closing, email, heading, offer, text};
use super::{Fit, Occasion, Starter, WE_MISS_YOU, we_miss_you};

pub fn starters(fit: &Fit) -> Vec<Starter> {
    vec![hello_again(fit), shall_we_go_on()]
}

fn hello_again(fit: &Fit) -> Starter {
    Starter {
        key: "win-back-1",
        occasion: Occasion::Away,
        name: WE_MISS_YOU,
        about: "A warm hello, three best sellers they have not tried, and a word of thanks that only your best customers see.",
        to: "People who have not bought for longer than is usual for them.",
        needs: vec![
            Need::new(NeedKind::Orders, "Whoever has not ordered reads that they asked to hear from you; no parcel is spoken of.")
                .reads("we have not met at the counter yet"),
            Need::new(NeedKind::BestCustomers, "Without a segment of your best customers, the word of thanks is left out."),
        ],
        email: we_miss_you(fit.vips),
    }
}

fn shall_we_go_on() -> Starter {
    let blocks = vec![
        heading("greeting", "Shall we go on writing to you?"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>we have written to you for some time, and you have not had a reason to \
             visit. Perhaps you have all you need, perhaps our letters are not for you. Both are fine.</p>",
        )
        .or_text(
            "opening-bought",
            buyers(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>your last order with us was in {{ last_order.date | date: '%B %Y' }}. \
             Perhaps you have all you need, perhaps our letters are not for you any more. Both are fine.</p>",
        ),
        text("choice", "<p>If you would like to stay, press the button and we go on as before. If not, the line at the foot takes you off the list at once, and we thank you for the time.</p>"),
        button("stay", "Yes, write to me"),
        text("in-case", "<p>And should you come by, there is something small at the till for you:</p>"),
        block("offer", offer("15% off, as a hello", "Type the code into the box at the till.", "HELLO15")),
        closing("Whatever you choose, it was good to have you."),
    ];
    Starter {
        key: "win-back-2",
        occasion: Occasion::Away,
        name: "Shall we go on writing?",
        about: "An honest question with two easy answers, and a code for whoever comes by. Whoever does not react can be left in peace.",
        to: "People who did not come back within a month of “We miss you”.",
        needs: vec![
            Need::new(
                NeedKind::Code,
                "The code HELLO15 is only words until your till knows it: set it up there first, or hand out codes from a file.",
            ),
            Need::new(NeedKind::Orders, "Whoever never ordered is not told of a last order.").reads("you have not had a reason to visit"),
        ],
        email: email(
            "win-back-2",
            "{{ person.first_name | default: 'Hello' }}, shall we go on writing?",
            "Two easy answers, and no hard feelings.",
            blocks,
        ),
    }
}
