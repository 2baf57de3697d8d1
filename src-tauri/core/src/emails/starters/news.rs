//! News from the shelf: what is back, what is new, what costs less, and the newsletter.

use super::need::{Need, NeedKind};
use super::parts::{BEST, SHOP, block, button, closing, email, heading, products, review, text};
use super::{Fit, Occasion, Starter};
use crate::emails::block::{BlockContent, ColumnSplit, ReviewPick};
use crate::emails::shelf::ProductRule;

const CHOSEN: ProductRule = ProductRule::Chosen { products: Vec::new() };

pub fn starters(fit: &Fit) -> Vec<Starter> {
    vec![back_in_stock(), new_arrivals(fit), newsletter(), price_drop()]
}

fn back_in_stock() -> Starter {
    let blocks = vec![
        heading("greeting", "It is back"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>you or somebody like you asked for it: it was gone, and now it is \
             on the shelf again.</p>",
        ),
        products("back", CHOSEN, 3, None),
        button("look", "Back to the shelf"),
        text(
            "how-many",
            "<p>We do not know how long it will last this time. When it is gone again, reply to this letter and we write to you at the next delivery.</p>",
        ),
        closing("Thank you for your patience."),
    ];
    Starter {
        key: "back-in-stock",
        occasion: Occasion::News,
        name: "It is back",
        about: "Something that was sold out is there again. You choose what: Regulars knows what is in stock today, not what was missing last week.",
        to: "People who looked at it or asked for it while it was gone.",
        needs: vec![
            Need::new(
                NeedKind::Choice,
                "Until you choose the products, none are shown; what has sold out again by then is left out by itself.",
            )
            .hides(&["back"]),
        ],
        email: email("back-in-stock", "It is back on the shelf", "What was sold out is here again, while it lasts.", blocks),
    }
}

fn new_arrivals(fit: &Fit) -> Starter {
    let rule = if fit.arrivals { ProductRule::NewArrivals { days: 90 } } else { CHOSEN };
    let need = if fit.arrivals {
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
    let blocks = vec![
        heading("greeting", "New on the shelf this {{ today | date: '%B' }}"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>the parcels are unpacked and the labels are written. This is what has \
             come in:</p>",
        ),
        products("new", rule, 6, None),
        button("look", "See everything new"),
        closing("If you would like to know more about one of them, reply to this letter."),
    ];
    Starter {
        key: "new-arrivals",
        occasion: Occasion::News,
        name: "New on the shelf",
        about: "Up to six things that came in during the last 90 days and that the reader does not have yet.",
        to: "All subscribers, once there are at least three new things.",
        needs: vec![need],
        email: email("new-arrivals", "New on the shelf this {{ today | date: '%B' }}", "Just unpacked, with the labels still wet.", blocks),
    }
}

fn newsletter() -> Starter {
    let cell = |id: &str, title: &str, html: &str| vec![heading(&format!("{id}-title"), title), text(&format!("{id}-text"), html)];
    let columns = BlockContent::Columns {
        cells: vec![
            cell(
                "left",
                "Behind the counter",
                "<p>We have moved the packing table to the window. It is brighter there, and whoever walks by can see whose parcel it is going \
                 to be. Do wave.</p>",
            ),
            cell(
                "right",
                "Asked and answered",
                "<p>“Can I order today and change my mind tomorrow?” Of course. Write to us before the parcel leaves, and it stays here.</p>",
            ),
        ],
        split: ColumnSplit::Even,
    };
    let story = "<p>Hello {{ person.first_name | default: 'there' }},</p><p>a customer came in last week with a thing that she had bought from us \
        four years ago. Nothing was wrong with it. She only wanted us to see how it had aged.</p><p>We passed it round, and then nobody \
        said anything for a moment. It had become better. The edges were soft, and somebody had clearly been fond of it.</p><p>We do not \
        always think of that when we write labels: that a thing starts with us and then goes on for years without us. It was good to be \
        reminded.</p>";
    let blocks = vec![
        heading("greeting", "News from {{ shop.name }}"),
        text("story", story),
        button("look", "Come by"),
        block("line", BlockContent::Divider {}),
        block("columns", columns),
        text("shelf", "<p>For you, from the shelf:</p>"),
        products("suggestions", ProductRule::ForYou {}, 3, Some(BEST)),
        review("said", ReviewPick::Shown {}),
        closing("Until next month."),
        block("social", BlockContent::Social { align: crate::emails::block::Align::Left }),
    ];
    Starter {
        key: "newsletter",
        occasion: Occasion::News,
        name: "Newsletter",
        about: "A story, two short pieces side by side, three things for each reader and what a customer said of one of them. The story is ours: put yours in its place.",
        to: "All subscribers, once a month.",
        needs: vec![
            Need::new(NeedKind::Orders, "Whoever has not bought yet sees your best sellers instead of what goes with their purchases."),
            Need::new(NeedKind::Reviews, "Where none of the three products has a review of four stars or more, that block is left out."),
        ],
        email: email(
            "newsletter",
            "Something came back to us this {{ today | date: '%B' }}",
            "A story, an answer, and three things for you.",
            blocks,
        ),
    }
}

fn price_drop() -> Starter {
    let blocks = vec![
        heading("greeting", "These cost less now"),
        text(
            "opening",
            "<p>Hello {{ person.first_name | default: 'there' }},</p><p>we could lower the price of a few things, and would like you to know \
             before you buy them elsewhere. The new prices stand in the shop already.</p>",
        ),
        products("cheaper", CHOSEN, 3, None),
        block("look", BlockContent::button("See them in the shop", SHOP)),
        closing("If you bought one of these only the other day, write to us and we will find a fair way."),
    ];
    Starter {
        key: "price-drop",
        occasion: Occasion::News,
        name: "These cost less now",
        about: "Products whose price you have lowered. You choose which: Regulars knows today’s prices only, so it neither finds them nor shows the old price.",
        to: "People who looked at them or left them in the cart.",
        needs: vec![
            Need::new(NeedKind::Choice, "Until you choose the products, none are shown, and the letter should not go out.")
                .hides(&["cheaper"]),
        ],
        email: email("price-drop", "A few things cost less now", "The new prices, before you look elsewhere.", blocks),
    }
}
