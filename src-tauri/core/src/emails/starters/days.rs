//! For a day and for a few: a birthday, and the first look for the best customers.

use super::need::{Need, NeedKind};
use super::parts::{best_customers, block, button, closing, email, heading, offer, products, text, with_a_birthday};
use super::{Fit, Occasion, Starter};
use crate::emails::shelf::ProductRule;

pub fn starters(fit: &Fit) -> Vec<Starter> {
    vec![birthday(), first_look(fit)]
}

fn birthday() -> Starter {
    let blocks = vec![
        heading("greeting", "A small gift, just because").or_heading(
            "greeting-day",
            with_a_birthday(),
            "A happy birthday, {{ person.first_name | default: 'from all of us' }}",
        ),
        text("opening", "<p>Hello {{ person.first_name | default: 'there' }},</p><p>some days need no occasion. This is from us to you.</p>").or_text(
            "opening-day",
            with_a_birthday(),
            "<p>We hope that the cake holds, the people you like come by, and somebody else does the washing-up. From us there is this:</p>",
        ),
        block("offer", offer("A little something on us: 20% off", "Type the code into the box at the till. It goes with one order.", "MYDAY20")),
        button("look", "Choose your present"),
        closing("All the best from behind the counter."),
    ];
    Starter {
        key: "birthday",
        occasion: Occasion::Days,
        name: "A happy birthday",
        about: "Good wishes and a present, in few words. Send it only to people whose birthday is near: the words are for that day.",
        to: "The ready segment “Birthday soon”, each week.",
        needs: vec![
            Need::new(
                NeedKind::Birthdays,
                "Whoever’s birthday is not known gets “A small gift, just because”, and no birthday is spoken of.",
            )
            .reads("A small gift, just because"),
            Need::new(
                NeedKind::Code,
                "The code MYDAY20 is only words until your till knows it: set it up there first, or hand out codes from a file.",
            ),
        ],
        email: email("birthday", "A small gift from {{ shop.name }}", "Just because: some days need no occasion.", blocks).or_head(
            "head-day",
            with_a_birthday(),
            "Happy birthday, {{ person.first_name | default: 'dear customer' }}",
            "With our best wishes, and a little something from us.",
        ),
    }
}

fn first_look(fit: &Fit) -> Starter {
    let best = || best_customers(fit.vips);
    let rule = if fit.arrivals { ProductRule::NewArrivals { days: 90 } } else { ProductRule::Chosen { products: Vec::new() } };
    let blocks = vec![
        heading("greeting", "New on the shelf").or_heading("greeting-best", best(), "You see it first"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>something new has come in, and we would like to show it to you:</p>",
        )
        .or_text(
            "opening-best",
            best(),
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you are one of the people who buy here most often, so you are told before \
             the others. This has just come in, and until we write to everybody it is yours to choose from:</p>",
        ),
        products("new", rule, 4, None),
        button("look", "See what is new"),
        text("aside", "<p>If you would like us to put something aside for a few days, reply to this letter.</p>").only(best()),
        closing("Come by when you like.").or_text(
            "closing-best",
            best(),
            "<p>Thank you for being one of our regulars.</p><p>Warm regards,<br>everyone at {{ shop.name }}</p>",
        ),
    ];
    let arrivals = if fit.arrivals {
        Need::new(
            NeedKind::Arrivals,
            "Where nothing came in during the last 90 days, no products are shown: write it when there is something new.",
        )
    } else {
        Need::new(
            NeedKind::Choice,
            "Your shop does not say when products came in, so you choose the new ones yourself; until then none are shown.",
        )
        .hides(&["new"])
    };
    Starter {
        key: "vip-early-access",
        occasion: Occasion::Days,
        name: "You see it first",
        about: "What is new, told to your best customers before everybody else, with an offer to put something aside.",
        to: "Your best customers, some days before you write to everybody.",
        needs: vec![
            Need::new(
                NeedKind::BestCustomers,
                "Whoever is not among your best customers reads a plain “New on the shelf”, and nothing is promised.",
            )
            .hides(&["aside"])
            .reads("New on the shelf"),
            arrivals,
        ],
        email: email(
            "vip-early-access",
            "New on the shelf at {{ shop.name }}",
            "What has just come in, before it is all over the shelf.",
            blocks,
        )
        .or_head(
            "head-best",
            best(),
            "{{ person.first_name | default: 'Hello' }}, you see it first",
            "What has just come in, before we tell everybody.",
        ),
    }
}
