//! Three letters to somebody new: who we are, how we choose, and a small thank-you.

use super::need::{Need, NeedKind};
use super::parts::{BEST, block, button, buyers, closing, email, heading, offer, products, review, text};
use super::{Occasion, Starter};
use crate::emails::block::ReviewPick;
use crate::emails::shelf::ProductRule;

pub fn starters() -> Vec<Starter> {
    vec![hello(), how_we_choose(), thank_you()]
}

fn hello() -> Starter {
    let blocks = vec![
        heading("greeting", "Welcome, {{ person.first_name | default: 'and make yourself at home' }}"),
        text(
            "opening",
            "<p>Thank you for asking to hear from {{ shop.name }}. We are a small shop. The people who write these letters are the same \
             who choose what stands on the shelf, answer the telephone and tape up the parcels.</p>",
        )
        .or_text(
            "opening-bought",
            buyers(),
            "<p>Thank you for your order, and for asking to hear from {{ shop.name }}. We are a small shop. The people who write these \
             letters are the same who choose what stands on the shelf, answer the telephone and tape up the parcels.</p>",
        ),
        text(
            "promise",
            "<p>What you can expect of us:</p><ul><li>a letter now and then, when there is something worth telling;</li>\
             <li>a person who answers when you reply to it;</li><li>no hard feelings if it gets too much: the line at the foot takes you \
             off the list at once.</li></ul>",
        ),
        button("look", "Have a look around"),
        closing("We are glad that you are here."),
    ];
    Starter {
        key: "welcome-1",
        occasion: Occasion::Welcome,
        name: "Welcome 1: hello",
        about: "Who you are, what your letters will be like, and how to leave. Somebody who has bought already is thanked for it.",
        to: "Everybody who has just subscribed, on the same day.",
        needs: vec![
            Need::new(NeedKind::Orders, "Whoever has not bought yet is thanked for subscribing, and no order is spoken of.")
                .reads("Thank you for asking to hear from"),
        ],
        email: email(
            "welcome-1",
            "{{ person.first_name | default: 'Hello' }}, welcome to {{ shop.name }}",
            "Who we are, what we will write to you about, and how often.",
            blocks,
        ),
    }
}

fn how_we_choose() -> Starter {
    let blocks = vec![
        heading("greeting", "How something gets onto our shelf"),
        text(
            "how",
            "<p>Before we sell a thing, one of us takes it home. It is washed, lit, brewed, worn or dropped, as the case may be, and only \
             what we would buy a second time is ordered in.</p><p>That is slow, and it keeps the shelf short. It also means that whoever \
             answers your questions has held the thing in their hands.</p>",
        ),
        text("shelf", "<p>These are what others took home most often this season:</p>"),
        products("suggestions", BEST, 3, Some(ProductRule::ForYou {})),
        review("said", ReviewPick::Best {}),
        button("look", "See the whole shelf"),
        closing("If you would like advice, reply to this letter. It reaches a person."),
    ];
    Starter {
        key: "welcome-2",
        occasion: Occasion::Welcome,
        name: "Welcome 2: how we choose",
        about: "How you choose what you sell, three best sellers that the reader has not bought, and what a customer said.",
        to: "New subscribers, three or four days after the first letter.",
        needs: vec![
            Need::new(NeedKind::Reviews, "Without a review of four stars or more, that block is left out and the letter is shorter."),
            Need::new(
                NeedKind::Orders,
                "Where nothing was sold in the last 90 days there are no best sellers to show, and the block is left out.",
            ),
        ],
        email: email(
            "welcome-2",
            "How something gets onto our shelf",
            "One of us takes it home first. And three things that stayed.",
            blocks,
        ),
    }
}

fn thank_you() -> Starter {
    let text_of = "Type the code into the box at the till. It goes with everything on the shelf.";
    let blocks = vec![
        heading("greeting", "A small thank-you, {{ person.first_name | default: 'for being here' }}"),
        text(
            "opening",
            "<p>You have let us write to you for a little while now. If you were only waiting for a reason to try something, here is one \
             from us.</p>",
        )
        .or_text(
            "opening-bought",
            buyers(),
            "<p>You have let us write to you for a little while now, and you have trusted us with an order. Here is something small in \
             return, for the next time.</p>",
        ),
        block("offer", offer("10% off your first order", text_of, "WELCOME10")).or(
            "offer-bought",
            buyers(),
            offer("10% off your next order", text_of, "WELCOME10"),
        ),
        button("look", "Choose something"),
        text("shelf", "<p>Not sure where to begin? These might suit you:</p>"),
        products("suggestions", ProductRule::ForYou {}, 3, Some(BEST)),
        closing("No hurry. The code waits until you need it."),
    ];
    Starter {
        key: "welcome-3",
        occasion: Occasion::Welcome,
        name: "Welcome 3: a small thank-you",
        about: "A code for the first order, or for the next one where there was one already, and three things to begin with.",
        to: "New subscribers, about a week after the second letter.",
        needs: vec![
            Need::new(
                NeedKind::Code,
                "The code WELCOME10 is only words until your till knows it: set it up there first, or hand out codes from a file.",
            ),
            Need::new(NeedKind::Orders, "Whoever has not bought yet reads of their first order, everybody else of their next.")
                .reads("10% off your first order"),
        ],
        email: email(
            "welcome-3",
            "{{ person.first_name | default: 'Hello' }}, a small thank-you from us",
            "10% off, whenever it suits you.",
            blocks,
        ),
    }
}
