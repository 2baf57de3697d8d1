//! Ready segments to begin with; each says what it is for.

use super::condition::{AbandonedCarts, AmountMeasure, Consent, ConsentIs, LifecycleIs, OrderMeasure, Orders, RfmIs};
use super::definition::{Match, Node, Segment};
use super::values::{Number, Window};
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::types::records::Channel;

pub struct Starter {
    pub name: &'static str,
    /// What it is good for.
    pub purpose: &'static str,
    pub segment: Segment,
}

fn bought(compare: Number, window: Window) -> Node {
    Node::Orders(Orders { measure: OrderMeasure::Count { compare }, filter: Default::default(), window })
}

fn stage(stages: &[Stage]) -> Node {
    Node::Lifecycle(LifecycleIs { stages: stages.to_vec() })
}

fn subscribed() -> Node {
    Node::Consent(Consent { channel: Channel::Email, states: vec![ConsentIs::Subscribed], since: Window::Ever, sources: Vec::new() })
}

fn some() -> Number {
    Number::AtLeast { value: 1 }
}

pub fn starters() -> Vec<Starter> {
    let starter = |name, purpose, children| Starter { name, purpose, segment: Segment::all(children) };
    let never = || bought(Number::Exactly { value: 0 }, Window::Ever);
    vec![
        starter(
            "VIPs",
            "Your best: thank them first, and ask them last for a discount.",
            vec![Node::Rfm(RfmIs { names: vec![RfmName::Champions, RfmName::Loyal], ..Default::default() })],
        ),
        starter(
            "Bought twice",
            "The second order makes a habit; the third is the one to win.",
            vec![bought(Number::Exactly { value: 2 }, Window::Ever)],
        ),
        starter(
            "New this month",
            "Their first order is fresh: welcome them before you sell to them.",
            vec![Node::Orders(Orders {
                measure: OrderMeasure::First { when: Window::LastDays { days: 30 } },
                filter: Default::default(),
                window: Window::Ever,
            })],
        ),
        starter("At risk", "Quieter than your customers usually are: a good moment for a word.", vec![stage(&[Stage::AtRisk])]),
        starter("Lapsed", "Away for long. A last, honest try to win them back.", vec![stage(&[Stage::Lapsed])]),
        starter("Never bought", "They know you, but have not ordered yet.", vec![never()]),
        starter("Subscribed, never bought", "They want to hear from you: give them a reason to try.", vec![subscribed(), never()]),
        starter(
            "Left a cart behind",
            "They were close, and have not bought since.",
            vec![
                Node::AbandonedCarts(AbandonedCarts {
                    measure: AmountMeasure::Count { compare: some() },
                    products: Vec::new(),
                    categories: Vec::new(),
                    window: Window::LastDays { days: 14 },
                }),
                Node::group(Match::None, vec![bought(some(), Window::LastDays { days: 14 })]),
            ],
        ),
    ]
}
