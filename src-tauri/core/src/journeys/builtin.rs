//! The six stages that a shop begins with. Everybody is in exactly one of them.
//!
//! Let *current* mean "bought within the last 365 days".
//!
//! | stage | who |
//! |---|---|
//! | Awareness | not current, no cart of the last 30 days, opened and clicked nothing in 90 days |
//! | Consideration | not current, no cart of the last 30 days, but opened or clicked an email in 90 days |
//! | Decision | left a cart in the last 30 days and bought nothing in these 30 days; unless current with 3 orders or more |
//! | Purchase | at most 2 orders, one of them in the last 14 days |
//! | Post-purchase | current with at most 2 orders, none in the last 14 days, and not in Decision |
//! | Loyalty | current, with 3 orders or more |
//!
//! Who is not current is in Decision, Consideration or Awareness, by cart and by email. Who is current is in Loyalty from 3
//! orders on; with fewer in Purchase, else in Decision, else in Post-purchase. So **lapsed people go back to the
//! beginning**: whoever has not bought for a year is in Awareness again, or in Consideration while they read the emails.
//! A test holds this on random shops.

use super::definition::{Journey, JourneyStage, VERSION};
use crate::segments::activity::{Activity, Measure, RowFilter, What};
use crate::segments::values::{Number, Window};
use crate::segments::{Match, Node, Segment};
use crate::types::records::EmailEventKind;

/// A buyer is current for so long.
const CURRENT: u32 = 365;
/// A purchase is fresh for so long.
const FRESH: u32 = 14;
/// A cart left behind means a decision for so long.
const CART: u32 = 30;
/// An email that was opened shows interest for so long.
const INTEREST: u32 = 90;
/// From so many orders on it is loyalty.
const LOYAL: i64 = 3;

const SOME: Number = Number::AtLeast { value: 1 };
const NONE: Number = Number::Exactly { value: 0 };

fn did(what: What, compare: Number, filter: RowFilter, window: Window) -> Node {
    Node::Activity(Box::new(Activity { what, measure: Measure::Count { compare }, filter, window }))
}

fn bought(compare: Number, window: Window) -> Node {
    did(What::Orders, compare, RowFilter::default(), window)
}

fn within(days: u32) -> Window {
    Window::LastDays { days }
}

fn cart(compare: Number) -> Node {
    did(What::AbandonedCarts, compare, RowFilter::default(), within(CART))
}

fn email(event: EmailEventKind, count: Number) -> Node {
    did(What::Emails, count, RowFilter { kinds: vec![event], ..RowFilter::default() }, within(INTEREST))
}

fn few_orders() -> Node {
    bought(Number::LessThan { value: LOYAL }, Window::Ever)
}

fn undecided() -> [Node; 2] {
    [cart(SOME), bought(NONE, within(CART))]
}

fn loyal() -> [Node; 2] {
    [bought(Number::AtLeast { value: LOYAL }, Window::Ever), bought(SOME, within(CURRENT))]
}

/// The journey of a shop that has not edited its own.
pub fn journey() -> Journey {
    let all = |nodes: &[Node]| Node::group(Match::All, nodes.to_vec());
    let not = |node: Node| Node::group(Match::None, vec![node]);
    let read = |count| [email(EmailEventKind::Opened, count), email(EmailEventKind::Clicked, count)];
    let stage = |name: &str, note: &str, children: Vec<Node>| JourneyStage {
        name: name.to_owned(),
        note: note.to_owned(),
        definition: Segment::all(children),
    };
    let [opened, clicked] = read(NONE);
    let [cart_left, nothing_since] = undecided();
    let stages = vec![
        stage(
            "Awareness",
            "They know your shop, and are quiet. Whoever has not bought for a year starts here again.",
            vec![bought(NONE, within(CURRENT)), cart(NONE), opened, clicked],
        ),
        stage(
            "Consideration",
            "They read your emails, but have not bought in a year, or never.",
            vec![bought(NONE, within(CURRENT)), cart(NONE), Node::group(Match::Any, read(SOME).to_vec())],
        ),
        stage("Decision", "They left a cart this month and have not bought.", vec![cart_left, nothing_since, not(all(&loyal()))]),
        stage(
            "Purchase",
            "They bought in the last two weeks, for the first or second time.",
            vec![bought(SOME, within(FRESH)), few_orders()],
        ),
        stage(
            "Post-purchase",
            "One or two orders within a year. The next one makes the habit.",
            vec![bought(SOME, within(CURRENT)), bought(NONE, within(FRESH)), few_orders(), not(all(&undecided()))],
        ),
        stage("Loyalty", "Three orders or more, the last within a year. Your regulars.", loyal().to_vec()),
    ];
    Journey { version: VERSION, stages }
}
