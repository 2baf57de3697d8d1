//! A dictionary: each different text of a column once, under a code from 1; 0 is "unset".

use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
pub struct Dict {
    texts: Vec<Box<str>>,
    codes: HashMap<Box<str>, u32>,
    /// The last one asked for: rows that follow each other often say the same.
    last: u32,
}

impl Dict {
    pub fn code(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if self.text(self.last) == Some(text) {
            return self.last;
        }
        let code = match self.codes.get(text) {
            Some(code) => *code,
            None => {
                let code = u32::try_from(self.texts.len() + 1).unwrap_or(0);
                self.texts.push(text.into());
                self.codes.insert(text.into(), code);
                code
            }
        };
        self.last = code;
        code
    }

    /// How many different texts there are.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    pub fn text(&self, code: u32) -> Option<&str> {
        let place = usize::try_from(code).ok()?.checked_sub(1)?;
        self.texts.get(place).map(AsRef::as_ref)
    }

    /// In the order of their codes.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    /// For each code, whether a test holds of its text; `unset` for code 0.
    pub fn allow(&self, unset: bool, holds: impl Fn(&str) -> bool) -> Vec<bool> {
        std::iter::once(unset).chain(self.texts().map(holds)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_code_and_nothing_has_none() {
        let mut d = Dict::default();
        assert_eq!(["DE", "AT", "DE", "", "AT"].map(|t| d.code(t)), [1, 2, 1, 0, 2]);
        assert_eq!((d.text(2), d.text(0), d.text(3)), (Some("AT"), None, None));
        assert_eq!(d.allow(true, |t| t == "AT"), [true, false, true]);
    }
}
