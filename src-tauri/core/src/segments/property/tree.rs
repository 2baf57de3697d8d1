//! Random trees over every node of the language; what they ask for is mostly there, and sometimes not. `asked.rs` makes
//! the conditions about what people did.

use super::asked;
use super::dice::Dice;
use super::shop::{ARMS, AUDIENCES, Place};
use super::things::*;
use crate::insights::engagement::EngagementLevel;
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::segments::condition::*;
use crate::segments::values::{NumberOp, Scores, Test, Unset};
use crate::segments::{Match, Node, Segment};
use crate::types::records::Channel;
use crate::types::{DocumentId, ListId, PersonId};

/// Any tree; it may mention the saved segments 1 and 2.
pub fn tree(d: &mut Dice, place: Place) -> Node {
    node(d, place, 0, true)
}

/// Two saved segments without gaps; the second one mentions the first.
pub fn saved(d: &mut Dice, place: Place) -> Vec<Node> {
    let mut whole = || loop {
        let node = node(d, place, 1, false);
        if Segment::new(node.clone()).check().is_ok() {
            return node;
        }
    };
    let (a, b) = (whole(), whole());
    vec![a, Node::group(Match::None, vec![b, Node::Segment(InSegment { id: DocumentId(1) })])]
}

fn node(d: &mut Dice, place: Place, depth: u32, links: bool) -> Node {
    if d.chance([45, 35, 25, 10, 0][depth.min(4) as usize]) {
        let children = (0..d.below(5)).map(|_| node(d, place, depth + 1, links)).collect();
        return Node::group(d.pick(&[Match::All, Match::Any, Match::None]), children);
    }
    if links && d.chance(4) {
        return Node::Segment(InSegment { id: DocumentId(d.range(1, 2)) });
    }
    condition(d, place)
}

fn condition(d: &mut Dice, place: Place) -> Node {
    use ConsentIs::{Cleaned, Pending, Subscribed, Unknown, Unsubscribed};
    match d.weighted(&[38, 11, 8, 24, 6, 2, 3, 5, 3, 3, 2, 3, 2, 2, 2]) {
        0 => Node::Activity(Box::new(asked::activity(d, place))),
        1 => Node::Sequence(asked::sequence(d, place)),
        2 => Node::Versus(Box::new(asked::versus(d, place))),
        3 => Node::Profile(profile(d, place)),
        4 => Node::Consent(Consent {
            channel: d.pick(&[Channel::Email, Channel::Email, Channel::Sms]),
            states: d.some(&[Subscribed, Unsubscribed, Pending, Cleaned, Unknown], 0, 3),
            since: if d.chance(60) { Default::default() } else { asked::window(d, place) },
            sources: if d.chance(60) { vec![] } else { d.words(&["CHECKOUT", "import", "mailchimp", "nobody"], 1, 2) },
        }),
        5 => {
            let scores = |d: &mut Dice| d.chance(35).then(|| Scores { from: d.range(1, 6) as u8, to: d.range(1, 5) as u8 });
            Node::Rfm(RfmIs { names: d.some(&RfmName::ALL, 0, 4), r: scores(d), f: scores(d), m: scores(d) })
        }
        6 => Node::Lifecycle(LifecycleIs { stages: d.some(&Stage::ALL, 0, 3) }),
        7 => Node::Predicted(predicted(d)),
        8 => Node::Engagement(EngagementIs { levels: d.some(&EngagementLevel::ALL, 0, 3) }),
        9 => Node::Interests(Interests {
            categories: d.words(&["SOAP", "candles", "ÄTHERISCH", "None such"], 1, 2),
            among: d.range(1, 3) as u8,
        }),
        10 => Node::Arm(InArm {
            experiment: DocumentId(d.range(3, 4)),
            arms: if d.chance(50) { vec![] } else { d.words(&[ARMS[0], "b", ARMS[2], "C"], 1, 2) },
        }),
        11 => {
            let audiences = if d.chance(50) { vec![] } else { d.words(&[AUDIENCES[0].0, "a3", "KÄUFER", "newsletter", "a9"], 1, 2) };
            Node::Exported(Exported { audiences, window: asked::window(d, place) })
        }
        12 => Node::Random(RandomShare { percent: d.range(0, 99) as u32, salt: d.word(&["", "a", "ß🕯️", "spring"]) }),
        13 => Node::List(OnList { id: ListId(d.range(1, 2)) }),
        _ => Node::People(HandPicked { ids: (0..d.below(5)).map(|_| PersonId(d.range(1, 20) as u32)).collect() }),
    }
}

pub fn predicted(d: &mut Dice) -> Predicted {
    let of = d.pick(&[Expected::Value, Expected::Churn, Expected::NextOrder]);
    let compare = match of {
        Expected::Value if d.chance(40) => asked::rank(d),
        Expected::Value => asked::number(d, &[0, 1_000, 2_000, 5_000, 10_000]),
        Expected::Churn => asked::number(d, &[0, 5, 20, 50, 80, 100]),
        Expected::NextOrder => asked::number(d, &[-100, -20, 0, 10, 40, 100]),
    };
    Predicted { of, compare }
}

fn profile(d: &mut Dice, place: Place) -> Profile {
    let custom = |name: &str| Field::Custom(name.to_owned());
    if d.chance(10) {
        let texts = [Field::FirstName, Field::LastName, Field::City, custom("Nick"), custom("größe"), Field::Country, Field::Language];
        // Mostly two of one pool.
        let two = match d.below(4) {
            0 => vec![Field::FirstName, custom("Nick")],
            1 => vec![Field::LastName, Field::FirstName],
            2 => vec![Field::City, custom("größe")],
            _ => d.some(&texts, 2, 2),
        };
        let field = two[1].clone();
        let is = if d.chance(50) { Test::SameAs { field } } else { Test::NotSameAs { field, unset: unset(d) } };
        return Profile { field: two[0].clone(), is };
    }
    if d.chance(14) {
        let field = if d.chance(50) { custom("Renewal") } else { d.pick(&[Field::Created, custom("Shoe size")]) };
        return Profile { field, is: Test::Within { window: asked::window(d, place) } };
    }
    if d.chance(14) {
        let days = d.pick(&[0, 1, 3, 10, 30, 200, 366]);
        return Profile { field: d.pick(&[Field::Birthday, Field::Created, custom("Renewal")]), is: Test::ComingUp { days } };
    }
    if d.chance(4) {
        return Profile { field: Field::Registered, is: d.pick(&[Test::Yes, Test::No]) };
    }
    let (field, pool): (Field, &[&str]) = match d.below(15) {
        0 => (Field::Country, &COUNTRIES),
        1 => (Field::Region, &["BAYERN", "wien", "y"]),
        2 | 3 => (Field::City, &CITIES),
        4 => (Field::Postcode, &["01067", "1", "sw1a"]),
        5 => (Field::Language, &["de", "PT", "-"]),
        6 => (Field::Email, &["@odd.example", "p1", "P2@even.example", "crowd"]),
        7 => (Field::FirstName, &NAMES),
        8 => (Field::LastName, &NAMES),
        9 => (Field::Phone, &["+49", "30", "43 1"]),
        10 | 11 => (Field::Tag, &TAGS),
        12 => (custom("größe"), &CITIES),
        13 => (custom(d.pick(&["No such field", "shoe size"])), &SIZES),
        _ => (custom("Shoe size"), &SIZES),
    };
    if d.chance(4) {
        return Profile { field: Field::Birthday, is: d.pick(&[Test::IsSet, Test::IsNotSet]) };
    }
    Profile { field, is: test(d, pool) }
}

fn unset(d: &mut Dice) -> Unset {
    d.pick(&[Unset::Include, Unset::Exclude])
}

/// Whole, in other letters, a part of it, or nothing that is there.
fn value(d: &mut Dice, pool: &[&str]) -> String {
    let word = d.word(pool);
    match d.below(8) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        2 => word.chars().take(2).collect(),
        3 => word.chars().skip(1).collect(),
        4 => d.word(&["x", "%", "_", "", "ß", "Σ", "i", " "]),
        _ => word,
    }
}

/// A test of text whose values are in the pool.
pub fn test(d: &mut Dice, pool: &[&str]) -> Test {
    let kind = d.below(TESTS);
    test_of(d, kind, pool)
}

/// So many kinds of tests are there.
pub const TESTS: u32 = 13;

pub fn test_of(d: &mut Dice, kind: u32, pool: &[&str]) -> Test {
    let patterns = ["^.{2,4}$", "a|e", "ß", "STRA(SS|ß)E", r"^\d+$", "(?-i)[A-Z]", "σ", "i̇", "^$", "[", "🕯", r"\bx", "ς$", "İ"];
    match kind {
        0 => Test::Is { value: value(d, pool) },
        1 => Test::IsNot { value: value(d, pool), unset: unset(d) },
        2 => Test::OneOf { values: vec![value(d, pool), value(d, pool)] },
        3 => Test::NotOneOf { values: vec![value(d, pool), value(d, pool)], unset: unset(d) },
        4 => Test::Contains { value: value(d, pool) },
        5 => Test::NotContains { value: value(d, pool), unset: unset(d) },
        6 => Test::StartsWith { value: value(d, pool) },
        7 => Test::EndsWith { value: value(d, pool) },
        8 => Test::Matches { pattern: d.word(&patterns) },
        9 => Test::NotMatches { pattern: d.word(&patterns), unset: unset(d) },
        10 => Test::Number {
            compare: d.pick(&[
                NumberOp::AtLeast,
                NumberOp::AtMost,
                NumberOp::Exactly,
                NumberOp::Not,
                NumberOp::MoreThan,
                NumberOp::LessThan,
            ]),
            value: d.word(&["42", "42.5", "43", "-3", "0", "1000", "0.50", "7.0"]),
        },
        11 => Test::IsSet,
        _ => Test::IsNotSet,
    }
}

/// The same tree a little smaller, in every way.
pub fn smaller(node: &Node) -> Vec<Node> {
    let mut out: Vec<Node> = node.children().to_vec();
    match node {
        Node::Group(g) => {
            for i in 0..g.children.len() {
                let mut children = g.children.clone();
                children.remove(i);
                out.push(Node::group(g.matching, children));
            }
            for (i, child) in g.children.iter().enumerate() {
                for less in smaller(child) {
                    let mut children = g.children.clone();
                    children[i] = less;
                    out.push(Node::group(g.matching, children));
                }
            }
        }
        Node::Activity(a) => out.extend(asked::smaller_activity(a).into_iter().map(|a| Node::Activity(Box::new(a)))),
        Node::Sequence(s) => out.extend(asked::smaller_sequence(s).into_iter().map(Node::Sequence)),
        Node::Versus(v) => out.extend(asked::smaller_versus(v).into_iter().map(|v| Node::Versus(Box::new(v)))),
        Node::Consent(c) if !c.sources.is_empty() => out.push(Node::Consent(Consent { sources: vec![], ..c.clone() })),
        _ => {}
    }
    out
}
