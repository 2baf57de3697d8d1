//! The words of an expression, one at a time: names, numbers, quoted texts and signs.

use crate::compare::Compare;
use crate::error::Fail;
use crate::lex::space;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Word<'s> {
    Name(&'s str),
    Number(&'s str),
    Quoted(&'s str),
    Sign(char),
    /// `..`
    Dots,
    Compare(Compare),
    End,
}

/// Where we are in what stands between the braces. Copy it to look ahead.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'s> {
    /// The whole source.
    source: &'s str,
    /// Behind the word.
    next: usize,
    end: usize,
    pub word: Word<'s>,
    /// Where the word begins.
    pub at: usize,
    /// Where the word before it ended.
    pub before: usize,
}

impl<'s> Cursor<'s> {
    pub fn new(source: &'s str, start: usize, end: usize) -> Result<Self, Fail> {
        let mut cursor = Self { source, next: start, end, word: Word::End, at: start, before: start };
        cursor.step()?;
        Ok(cursor)
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.next..self.end).unwrap_or_default()
    }

    /// What the source says from `start` to the end of the word before this one.
    pub fn since(&self, start: usize) -> &'s str {
        self.source.get(start..self.before).unwrap_or_default()
    }

    /// To the next word.
    pub fn step(&mut self) -> Result<(), Fail> {
        self.before = self.next;
        let rest = self.rest();
        // An editor in a browser writes some spaces as U+00A0.
        let trimmed = rest.trim_start_matches(|c| space(c) || c == '\u{a0}');
        self.at = self.next + rest.len() - trimmed.len();
        let mut chars = trimmed.chars();
        let Some(first) = chars.next() else {
            self.next = self.end;
            self.word = Word::End;
            return Ok(());
        };
        let second = chars.next();
        let (word, length) = match (first, second) {
            (c, _) if c.is_alphabetic() || c == '_' => {
                let end = trimmed.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(trimmed.len());
                let end = end + usize::from(trimmed.as_bytes().get(end) == Some(&b'?'));
                let name = trimmed.get(..end).unwrap_or_default();
                (if name == "contains" { Word::Compare(Compare::Contains) } else { Word::Name(name) }, end)
            }
            (c, d) if c.is_ascii_digit() || c == '-' && d.is_some_and(|d| d.is_ascii_digit()) => {
                let end = number(trimmed);
                (Word::Number(trimmed.get(..end).unwrap_or_default()), end)
            }
            ('"' | '\'', _) => {
                let Some(length) = trimmed.get(1..).and_then(|t| t.find(first)) else {
                    return Err(Fail::new(self.at, format!("A text that begins with {first} never ends with one.")));
                };
                (Word::Quoted(trimmed.get(1..=length).unwrap_or_default()), length + 2)
            }
            ('.', Some('.')) => (Word::Dots, 2),
            ('=', Some('=')) => (Word::Compare(Compare::Equal), 2),
            ('!', Some('=')) | ('<', Some('>')) => (Word::Compare(Compare::Unequal), 2),
            ('<', Some('=')) => (Word::Compare(Compare::LessEqual), 2),
            ('>', Some('=')) => (Word::Compare(Compare::MoreEqual), 2),
            ('<', _) => (Word::Compare(Compare::Less), 1),
            ('>', _) => (Word::Compare(Compare::More), 1),
            ('.' | '|' | ':' | ',' | '[' | ']' | '(' | ')' | '=', _) => (Word::Sign(first), 1),
            ('{', Some('{' | '%')) => {
                return Err(Fail::new(self.at, "Another “{{” or “{%” begins before the one before it is closed."));
            }
            (c, _) => return Err(Fail::new(self.at, format!("“{c}” means nothing here."))),
        };
        self.word = word;
        self.next = self.at + length;
        Ok(())
    }

    pub fn is(&self, sign: char) -> bool {
        self.word == Word::Sign(sign)
    }

    /// Passes the sign if it is there.
    pub fn pass(&mut self, sign: char) -> Result<bool, Fail> {
        let there = self.is(sign);
        if there {
            self.step()?;
        }
        Ok(there)
    }

    pub fn need(&mut self, sign: char) -> Result<(), Fail> {
        if self.pass(sign)? { Ok(()) } else { Err(self.unexpected(&format!("“{sign}” is missing"))) }
    }

    /// Passes the name if it is there.
    pub fn pass_name(&mut self, name: &str) -> Result<bool, Fail> {
        let there = self.word == Word::Name(name);
        if there {
            self.step()?;
        }
        Ok(there)
    }

    pub fn end(&self) -> Result<(), Fail> {
        if self.word == Word::End { Ok(()) } else { Err(Fail::new(self.at, format!("{} is not expected here.", self.said()))) }
    }

    fn said(&self) -> String {
        let mut next = *self;
        let end = if next.step().is_ok() { next.before } else { self.next };
        format!("“{}”", crate::number::short(self.source.get(self.at..end).unwrap_or_default().trim()))
    }

    /// "… is missing before “x”", "… is missing at the end".
    pub fn unexpected(&self, missing: &str) -> Fail {
        let place = if self.word == Word::End { "at the end".to_owned() } else { format!("before {}", self.said()) };
        let mut letters = missing.chars();
        let missing = letters.next().map(|c| c.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default();
        Fail::new(self.at, format!("{missing} {place}."))
    }
}

/// The length of the number that this begins with; `1..3` begins with 1.
fn number(text: &str) -> usize {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let sign = usize::from(text.starts_with('-'));
    let whole = sign + digits(sign);
    match (text.as_bytes().get(whole), digits(whole + 1)) {
        (Some(b'.'), broken) if broken > 0 => whole + 1 + broken,
        _ => whole,
    }
}
