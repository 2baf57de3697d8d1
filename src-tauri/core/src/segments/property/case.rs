//! One case: a shop as the writes that made it, writes that come later, saved segments, and questions; and how proptest
//! makes it smaller. Everything comes from one seed, so that questions can ask for what is in the shop.

use proptest::prelude::*;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::asked;
use super::dice::Dice;
use super::shop::{self, Place, Write};
use super::tree;
use crate::segments::Node;
use crate::types::Day;

#[derive(Debug, Clone)]
pub struct Case {
    pub place: Place,
    pub writes: Vec<Write>,
    /// After the engine has answered once.
    pub later: Vec<Write>,
    /// Segments 1 and 2; the second one mentions the first.
    pub saved: Vec<Node>,
    pub questions: Vec<(Node, Day)>,
}

pub fn case(seed: u64, questions: usize) -> Case {
    let mut d = Dice::new(seed);
    let place = d.pick(&shop::PLACES);
    let n = d.pick(&[10, 60, 150, 250, 250]);
    let mut writes: Vec<Write> = (0..d.range(n / 2, n)).map(|_| shop::write(&mut d, place)).collect();
    let crowd = d.chance(14);
    if crowd {
        writes.push(Write::Crowd(d.throw()));
    }
    let n = d.range(0, 14);
    let later = (0..n).map(|_| shop::later(&mut d, place)).collect();
    let saved = tree::saved(&mut d, place);
    let first = d.below(1_000);
    let question = |n: usize| {
        let root = match n as u32 {
            n if crowd && n % 8 == 1 => Node::Predicted(tree::predicted(&mut d)),
            n if n % 3 == 0 => Node::Activity(Box::new(asked::plain(&mut d, place, first + n / 3))),
            _ => tree::tree(&mut d, place),
        };
        // Mostly when something has happened already.
        let day = if d.chance(40) { place.base().minus_days(4).plus_days(d.below(20)) } else { place.as_of(&mut d) };
        (root, day)
    };
    let questions = (0..questions).map(question).collect();
    Case { place, writes, later, saved, questions }
}

impl Case {
    /// The `i`-th of the ways to make it smaller by one step; `None` beyond the last.
    fn smaller(&self, i: usize) -> Option<Self> {
        let mut i = i;
        if self.questions.len() > 1 {
            if i < 2 {
                let (left, right) = self.questions.split_at(self.questions.len() / 2);
                return Some(Self { questions: [left, right][i].to_vec(), ..self.clone() });
            }
            i -= 2;
            if i < self.questions.len() {
                let mut out = self.clone();
                out.questions.remove(i);
                return Some(out);
            }
            i -= self.questions.len();
        }
        for later in [true, false] {
            let len = if later { self.later.len() } else { self.writes.len() };
            for size in [16, 4, 1] {
                let chunks = len.div_ceil(size);
                if i < chunks {
                    let mut out = self.clone();
                    let list = if later { &mut out.later } else { &mut out.writes };
                    list.drain(i * size..((i + 1) * size).min(len));
                    return Some(out);
                }
                i -= chunks;
            }
        }
        if self.questions.len() == 1 {
            let (node, day) = &self.questions[0];
            let nodes = tree::smaller(node);
            if let Some(node) = nodes.into_iter().nth(i) {
                return Some(Self { questions: vec![(node, *day)], ..self.clone() });
            }
        }
        None
    }
}

/// Any case with so many questions.
#[derive(Debug)]
pub struct AnyCase(pub usize);

impl Strategy for AnyCase {
    type Tree = Shrinking;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = any::<u64>().new_tree(runner)?.current();
        let best = case(seed, self.0);
        Ok(Shrinking { current: best.clone(), best, next: 0, progress: false })
    }
}

/// Goes through the ways to make the smallest failing case smaller, again and again until none fails any more.
pub struct Shrinking {
    best: Case,
    current: Case,
    next: usize,
    progress: bool,
}

impl Shrinking {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(smaller) = self.best.smaller(self.next) {
                self.current = smaller;
                return true;
            }
            self.next = 0;
            if !std::mem::take(&mut self.progress) {
                self.current = self.best.clone();
                return false;
            }
        }
    }
}

impl ValueTree for Shrinking {
    type Value = Case;

    fn current(&self) -> Case {
        self.current.clone()
    }

    /// The current one fails: what is next stays, because the way that was taken moved the others up.
    fn simplify(&mut self) -> bool {
        self.progress = true;
        self.best = self.current.clone();
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        self.next += 1;
        self.advance()
    }
}
