//! To somebody who almost bought: twice about a cart, once about what they looked at. Without false urgency.

use super::need::{Need, NeedKind};
use super::parts::{BEST, button, cart, closing, email, heading, looked, products, review, text, with_a_cart, without_a_cart};
use super::{Occasion, Starter};
use crate::emails::block::ReviewPick;
use crate::emails::shelf::ProductRule;

pub fn starters() -> Vec<Starter> {
    vec![reminder(), last_word(), browsed()]
}

fn reminder() -> Starter {
    let blocks = vec![
        heading("greeting", "Can we help you find something?").or_heading("greeting-cart", with_a_cart(), "You left something in your cart"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>if you are looking for something in particular, tell us what it is. \
             We know the shelf quite well.</p>",
        )
        .or_text(
            "opening-cart",
            with_a_cart(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>perhaps the doorbell rang, or the kettle boiled. In case you meant \
             to come back, this is what you had chosen:</p>",
        ),
        cart("cart"),
        products("suggestions", ProductRule::ForYou {}, 3, Some(BEST)).only(without_a_cart()),
        button("look", "Have a look around").only(without_a_cart()),
        text(
            "help",
            "<p>Not sure about a size, a colour or the delivery? Reply to this letter and a person answers, usually on the same day.</p>",
        ),
        closing("Take your time."),
    ];
    Starter {
        key: "abandoned-cart-1",
        occasion: Occasion::Almost,
        name: "Abandoned cart 1: a reminder",
        about: "What they left in the cart, the way back to it, and an offer of help. Nothing that ticks.",
        to: "People with an abandoned cart, a few hours to a day later.",
        needs: vec![
            Need::new(NeedKind::Carts, "Whoever has no open cart is asked whether you can help, and sees three suggestions instead.")
                .hides(&["cart"])
                .reads("Can we help you find something?"),
        ],
        email: email("abandoned-cart-1", "Can we help you find something?", "Reply to this letter, and a person answers.", blocks).or_head(
            "head-cart",
            with_a_cart(),
            "You left something in your cart",
            "It is still there, and so are we if you have a question.",
        ),
    }
}

fn last_word() -> Starter {
    let blocks = vec![
        heading("greeting", "Was something in the way?"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>sometimes an order stops at a small thing: a delivery that costs too \
             much, a card that is refused, a question that nobody answered. If that was so, tell us. We would rather mend it than guess.</p>",
        )
        .or_text(
            "opening-cart",
            with_a_cart(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>your cart is as you left it. Sometimes an order stops at a small \
             thing: a delivery that costs too much, a card that is refused, a question that nobody answered. If that was so, tell us. We \
             would rather mend it than guess.</p>",
        ),
        cart("cart"),
        review("said", ReviewPick::Best {}),
        button("look", "Have a look around").only(without_a_cart()),
        text(
            "last",
            "<p>And if you changed your mind, that is quite all right.</p>",
        )
        .or_text(
            "last-cart",
            with_a_cart(),
            "<p>And if you changed your mind, that is quite all right. This is the last time that we mention it.</p>",
        ),
        closing("Whatever you decide, thank you for stopping by."),
    ];
    Starter {
        key: "abandoned-cart-2",
        occasion: Occasion::Almost,
        name: "Abandoned cart 2: the last word",
        about: "Asks what was in the way, shows the cart once more with what a customer said, and promises to stop there. It keeps no clock.",
        to: "People whose cart is still open three days after the first letter.",
        needs: vec![
            Need::new(NeedKind::Carts, "Whoever has no open cart is asked the same, and no cart is spoken of.")
                .hides(&["cart"])
                .reads("Was something in the way?"),
            Need::new(NeedKind::Reviews, "Without a review of four stars or more, that block is left out."),
        ],
        email: email("abandoned-cart-2", "Was something in the way?", "If a question is open, we would like to answer it.", blocks),
    }
}

fn browsed() -> Starter {
    let blocks = vec![
        heading("greeting", "Whenever you are ready").or_heading("greeting-looked", looked(), "Still on your mind?"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>a few things from the shelf that we think would suit you, for a \
             quiet moment:</p>",
        )
        .or_text(
            "opening-looked",
            looked(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you stopped at the window the other day. Here is what you looked at, \
             with what stands next to it on the shelf:</p>",
        ),
        products("suggestions", ProductRule::Viewed { days: super::parts::LATELY }, 3, Some(ProductRule::ForYou {})),
        button("look", "Look again"),
        closing("If you have a question about one of them, reply to this letter."),
    ];
    Starter {
        key: "browse-abandonment",
        occasion: Occasion::Almost,
        name: "Looked, but did not buy",
        about: "What they looked at in the last 30 days and did not buy, filled up with what goes with it.",
        to: "People who looked at something in the last days and have not ordered since.",
        needs: vec![
            Need::new(
                NeedKind::Views,
                "Whoever has looked at nothing lately reads of a few things that would suit them, not of what they looked at.",
            )
            .reads("a few things from the shelf that we think would suit you"),
        ],
        email: email("browse-abandonment", "A few things for a quiet moment", "From our shelf, chosen for you.", blocks).or_head(
            "head-looked",
            looked(),
            "{{ person.first_name | default: 'Hello' }}, still on your mind?",
            "What you looked at the other day, once more.",
        ),
    }
}
