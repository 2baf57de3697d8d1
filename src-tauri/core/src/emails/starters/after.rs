//! After an order: thanks, a request for a review, and a word before something runs out.

use super::need::{Need, NeedKind};
use super::parts::{BEST, best_customers, button, buyers, closing, email, first_time, heading, last_order, products, returning, text};
use super::{Fit, Occasion, Starter};
use crate::emails::shelf::ProductRule;

pub fn starters(fit: &Fit) -> Vec<Starter> {
    vec![thanks(fit), ask_for_a_review(), running_low()]
}

fn thanks(fit: &Fit) -> Starter {
    let opening = text("opening", "<p>Thank you for keeping an eye on us. Here are a few things that we think you would like.</p>");
    // The first that fits is taken: the best customers come back, too.
    let opening = match fit.vips {
        None => opening,
        Some(_) => opening.or_text(
            "opening-best",
            best_customers(fit.vips),
            "<p>You have come back so often that we know your parcels by their address. It is people like you who keep this shop going, and \
             we do not take it for granted. Thank you.</p>",
        ),
    };
    let blocks = vec![
        heading("greeting", "Thank you, {{ person.first_name | default: 'from all of us' }}"),
        opening
            .or_text(
                "opening-again",
                returning(),
                "<p>It is good to see you again. Somebody here read your name on the list this week and said “how nice”, and that is the \
                 whole reason for this letter.</p>",
            )
            .or_text(
                "opening-first",
                first_time(),
                "<p>Your first order with us was packed by hand, like all of them, and we hope that everything arrived well. If something \
                 is not as it should be, reply to this letter and we will put it right.</p>",
            ),
        text("ordered", "<p>This is what you took home last:</p>").only(buyers()),
        last_order("last-order", None),
        text("shelf", "<p>And this is what goes well with it, by what others chose:</p>").only(buyers()),
        products("suggestions", ProductRule::ForYou {}, 3, Some(BEST)),
        button("look", "Have a look around"),
        closing("Thank you for choosing a small shop."),
    ];
    Starter {
        key: "thank-you",
        occasion: Occasion::After,
        name: "Thank you, and what goes with it",
        about: "Thanks in different words for a first order and for somebody who came back, what they took home, and three suggestions.",
        to: "Everybody who ordered, about a week after the parcel arrived.",
        needs: vec![
            Need::new(NeedKind::Orders, "Whoever has not ordered is thanked for their interest; no order is spoken of or shown.")
                .hides(&["ordered", "last-order", "shelf"])
                .reads("Thank you for keeping an eye on us"),
        ],
        email: email("thank-you", "Thank you from {{ shop.name }}", "And a few things that we think you would like.", blocks)
            .or_head(
                "head-again",
                returning(),
                "Good to see you again, {{ person.first_name | default: 'and thank you' }}",
                "A word of thanks, and what goes with your order.",
            )
            .or_head(
                "head-first",
                first_time(),
                "{{ person.first_name | default: 'Hello' }}, thank you for your first order",
                "We hope that everything arrived well.",
            ),
    }
}

fn ask_for_a_review() -> Starter {
    let blocks = vec![
        heading("greeting", "What do you think of us?").or_heading("greeting-bought", buyers(), "How is it?"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you know our shelf from the outside. What do you miss on it? A line in \
             reply helps us more than any report.</p>",
        )
        .or_text(
            "opening-bought",
            buyers(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you have had time to try what you ordered. Would you tell others how \
             it is? Two sentences are plenty, and the honest ones help most, the critical ones too.</p>",
        ),
        last_order("last-order", Some("Write a review")),
        text("wrong", "<p>If something is not right, please reply to this letter before you write a review. We would like to mend it.</p>").only(buyers()),
        closing("Thank you for taking the time."),
    ];
    Starter {
        key: "review-request",
        occasion: Occasion::After,
        name: "Would you write a review?",
        about: "What they ordered last, with a button to each product, and a way to say first what went wrong.",
        to: "Buyers, two to three weeks after their order: long enough to have tried it.",
        needs: vec![
            Need::new(NeedKind::Orders, "Whoever has not ordered is asked what they miss on your shelf, and sees no order.")
                .hides(&["last-order", "wrong"])
                .reads("What do you miss on it?"),
        ],
        email: email("review-request", "What do you miss on our shelf?", "A line in reply helps us more than any report.", blocks).or_head(
            "head-bought",
            buyers(),
            "How is it, {{ person.first_name | default: 'after a while' }}?",
            "Two sentences would help others to choose.",
        ),
    }
}

fn running_low() -> Starter {
    let blocks = vec![
        heading("greeting", "What people come back for").or_heading("greeting-bought", buyers(), "Running low?"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>some things are bought once, others again and again. These are of the \
             second kind:</p>",
        )
        .or_text(
            "opening-bought",
            buyers(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you have had these from us before. In case something is nearly used up, \
             we have put it where you can find it:</p>",
        ),
        products("suggestions", BEST, 3, None).or("due", buyers(), products("", ProductRule::ReplenishmentDue {}, 3, Some(ProductRule::Again {})).content),
        button("look", "Order again"),
        closing("And if there is plenty left, all the better. We will not mention it again so soon."),
    ];
    Starter {
        key: "replenishment",
        occasion: Occasion::After,
        name: "Running low?",
        about: "What they buy again and again and should soon need, then other things that they had before.",
        to: "Buyers whose next order is due (segments can ask for that), once a month at most.",
        needs: vec![
            Need::new(
                NeedKind::Repeats,
                "Where nothing is due for a reader, they see what they bought before, and nothing is said of a date.",
            ),
            Need::new(NeedKind::Orders, "Whoever has not ordered sees what others take home most, and nothing is said of running low.")
                .reads("These are of the second kind"),
        ],
        email: email("replenishment", "What people come back for", "A few things that are bought again and again.", blocks).or_head(
            "head-bought",
            buyers(),
            "{{ person.first_name | default: 'Hello' }}, is something running low?",
            "What you had from us before, in one place.",
        ),
    }
}
