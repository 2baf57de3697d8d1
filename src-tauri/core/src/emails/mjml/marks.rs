//! Tokens and marks: how places are named in the skeleton, so that they can be found in the finished HTML.

use super::super::letter::Key;

/// How tokens begin and end; letters that no markup of ours holds.
pub const TOKEN: &str = "QZX";
pub const TOKEN_END: char = 'Q';

pub(super) const SUBJECT: &str = "QZXH0Q";
pub(super) const PREHEADER: &str = "QZXH1Q";

/// The same in both forms.
#[derive(Debug, Default, Clone)]
pub struct Twin {
    pub mjml: String,
    pub text: String,
}

pub(super) fn slot(number: usize) -> String {
    format!("{TOKEN}S{number}{TOKEN_END}")
}

fn number(key: Key) -> usize {
    Key::ALL.iter().position(|(k, _)| *k == key).unwrap_or(0)
}

pub(super) fn value(key: Key) -> String {
    format!("{TOKEN}V{}{TOKEN_END}", number(key))
}

/// `inner`, only when what is at hand has `key`.
pub(super) fn when(key: Key, inner: &str) -> String {
    within('W', number(key), inner)
}

/// `inner`, for one of a row.
pub(super) fn cell(place: usize, inner: &str) -> String {
    within('C', place, inner)
}

/// `inner`, for each product or line.
pub(super) fn each(inner: &str) -> String {
    within('L', 0, inner)
}

pub(super) fn within(kind: char, number: usize, inner: &str) -> String {
    format!("{TOKEN}O{kind}{number}{TOKEN_END}{inner}{TOKEN}E{TOKEN_END}")
}

/// The same around elements of MJML.
pub(super) fn around(kind: char, number: usize, inner: &str) -> String {
    format!("<mj-raw>{TOKEN}O{kind}{number}{TOKEN_END}</mj-raw>{inner}<mj-raw>{TOKEN}E{TOKEN_END}</mj-raw>")
}

impl Twin {
    pub(super) fn push(&mut self, other: Self) {
        self.mjml.push_str(&other.mjml);
        self.text.push_str(&other.text);
    }

    pub(super) fn marked(self, kind: char, number: usize) -> Self {
        Self { mjml: around(kind, number, &self.mjml), text: within(kind, number, &self.text) }
    }
}
