//! The places of an email where readers may get different things, as switches for whoever looks at it.

use serde::Serialize;
use specta::Type;

use crate::emails::letter::{ForSome, Letter};
use crate::emails::reader::{Group, Sheet};
use crate::emails::render::{choice_of, head_of};

/// Some of the readers, as a choice names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BranchAudience {
    /// For `MadeUpReader::in_audiences`; the same for the same audience everywhere in the email.
    pub key: String,
    /// A segment's name, or a condition in words.
    pub words: String,
    /// How many people of the shop are in it; none: it cannot be counted, and `problem` says why.
    pub people: Option<u32>,
    pub problem: Option<String>,
    /// Whether this reader is in it.
    pub theirs: bool,
}

/// One thing that a place can come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BranchChoice {
    /// `default`, `hidden`, or a variant's id: what `Sight::forced` takes.
    pub id: String,
    /// Who gets it; none: everybody else.
    pub audience: Option<BranchAudience>,
}

/// A place where readers may get different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Branch {
    /// The block's id; none: the subject and the preheader.
    pub block: Option<String>,
    pub noun: String,
    /// In the order in which they are tried; the default last but for `hidden`.
    pub choices: Vec<BranchChoice>,
    /// Who gets the block at all; none: everybody.
    pub only_for: Option<BranchAudience>,
    /// The id of the choice that this reader gets.
    pub taken: String,
    /// It was asked for, whatever the reader's data say.
    pub forced: bool,
}

/// All of them, the subject first; blocks for everybody without variants are none.
pub(super) fn branches(letter: &Letter, sheet: &Sheet<'_>) -> Vec<Branch> {
    let mut out = Vec::new();
    if letter.heads.len() > 1 {
        let choices = letter.heads.iter().map(|h| choice(h.id.as_ref(), h.only_for.as_ref(), sheet)).collect();
        let taken = letter.heads.get(head_of(letter, sheet)).and_then(|h| h.id.clone());
        out.push(Branch {
            block: None,
            noun: "subject".to_owned(),
            choices,
            only_for: None,
            taken: taken.unwrap_or_else(|| "default".to_owned()),
            forced: sheet.forced.is_some_and(|f| f.head.is_some()),
        });
    }
    for block in letter.blocks.iter().filter(|b| b.only_for.is_some() || b.alternatives.len() > 1) {
        let mut choices: Vec<_> = block.alternatives.iter().map(|a| choice(a.id.as_ref(), a.only_for.as_ref(), sheet)).collect();
        if block.only_for.is_some() {
            choices.push(BranchChoice { id: "hidden".to_owned(), audience: None });
        }
        let taken = match choice_of(block, sheet).0.and_then(|n| block.alternatives.get(n)) {
            Some(a) => a.id.clone().unwrap_or_else(|| "default".to_owned()),
            None => "hidden".to_owned(),
        };
        out.push(Branch {
            block: Some(block.id.clone()),
            noun: block.noun.to_owned(),
            choices,
            only_for: block.only_for.as_ref().map(|a| people(a, sheet)),
            taken,
            forced: sheet.forced.is_some_and(|f| f.blocks.contains_key(&block.id)),
        });
    }
    out
}

fn choice(id: Option<&String>, only_for: Option<&ForSome>, sheet: &Sheet<'_>) -> BranchChoice {
    BranchChoice { id: id.cloned().unwrap_or_else(|| "default".to_owned()), audience: only_for.map(|a| people(a, sheet)) }
}

fn people(some: &ForSome, sheet: &Sheet<'_>) -> BranchAudience {
    let key = some.key.clone();
    let made_up = sheet.forced.and_then(|f| f.member_of.as_ref()).map(|keys| keys.contains(&key));
    let (words, count, problem, is) = match sheet.groups.get(&key).unwrap_or(&Group::Gone) {
        Group::People { name, people, .. } => {
            let is = sheet.person.is_some_and(|p| people.contains(p.0));
            (name.clone(), Some(u32::try_from(people.len()).unwrap_or(u32::MAX)), None, is)
        }
        Group::Gone => ("A deleted segment".to_owned(), None, Some("It was deleted, so nobody is in it.".to_owned()), false),
        Group::Broken { name, why } => (name.clone(), None, Some(why.clone()), false),
    };
    BranchAudience { key: key.0, words, people: count, problem, theirs: made_up.unwrap_or(is) }
}
