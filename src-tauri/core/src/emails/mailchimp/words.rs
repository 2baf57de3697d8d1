//! One text: Liquid to merge tags. What has no merge tag is left out and told; a fallback or an `else` stands in.

use super::Facts;
use crate::emails::html::{escape, percent};
use crate::emails::liquid::split::{Piece, split};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Done {
    pub text: String,
    pub lost: Vec<Lost>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lost {
    pub what: String,
    pub why: &'static str,
    pub instead: String,
}

const NO_FIELD: &str = "there is no merge field for it";
const NO_FILTER: &str = "merge tags cannot change a value like this";
const NO_TEST: &str = "merge tags cannot ask this";
const NO_TAG: &str = "merge tags cannot do this";

/// Where a text stands, and so how what is put in is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Plain,
    /// A text block's HTML.
    Rich,
    /// An address.
    Address,
}

enum Frame {
    /// Written as `*|IF…|*`; whether the branch at hand is left out.
    Kept { muted: bool },
    /// Not written: only the `else` is.
    Dropped { muted: bool },
    /// Of another tag that ends by this name; nothing of it is written.
    Silent(String),
}

impl Frame {
    fn muted(&self) -> bool {
        match self {
            Self::Kept { muted } | Self::Dropped { muted } => *muted,
            Self::Silent(_) => true,
        }
    }
}

pub(super) fn translated(text: &str, facts: &Facts<'_>, stands: Stands) -> Done {
    let mut out = Done::default();
    let pieces = match split(text) {
        Ok(pieces) => pieces,
        Err(_) => {
            let bare = text.replace("{{", "").replace("{%", "").replace("}}", "").replace("%}", "");
            out.lose(text, "its Liquid is broken", "the words without it");
            out.text = bare;
            return out;
        }
    };
    let mut frames: Vec<Frame> = Vec::new();
    for piece in &pieces {
        let muted = frames.iter().any(Frame::muted);
        match piece {
            Piece::Text(words) if !muted => out.text.push_str(words),
            Piece::Output(inner, ..) if !muted => out.output(inner, facts, stands),
            Piece::Text(_) | Piece::Output(..) => {}
            Piece::Tag(inner, ..) => out.tag(inner, facts, &mut frames),
        }
    }
    // Where an author's own braces are left (between pieces), they would be read as Liquid elsewhere.
    out.text = out.text.replace("{{", "{ {").replace("{%", "{ %");
    out
}

impl Done {
    fn lose(&mut self, what: &str, why: &'static str, instead: impl Into<String>) {
        self.lost.push(Lost { what: what.trim().chars().take(200).collect(), why, instead: instead.into() });
    }

    fn put(&mut self, literal: &str, stands: Stands, part: bool) {
        self.text.push_str(&match stands {
            _ if part => percent(literal),
            Stands::Rich => escape(literal),
            _ => literal.to_owned(),
        });
    }

    /// Within an address, after its beginning: there a value is encoded.
    fn within_address(&self, stands: Stands) -> bool {
        match stands {
            Stands::Plain => false,
            Stands::Address => !self.text.is_empty(),
            // In a tag of the HTML, and not at the beginning of its attribute.
            Stands::Rich => self.text.rfind('<') > self.text.rfind('>') && !self.text.ends_with(['"', '\'']),
        }
    }

    fn output(&mut self, inner: &str, facts: &Facts<'_>, stands: Stands) {
        let part = self.within_address(stands);
        let what = format!("{{{{ {inner} }}}}");
        let mut parts = cut(inner, '|').into_iter();
        let value = parts.next().unwrap_or_default();
        let filters: Vec<(String, Vec<String>)> = parts.map(|f| named(&f)).collect();
        let fallback = filters.iter().find(|(n, _)| n == "default").and_then(|(_, a)| a.first()).and_then(|a| literal(a));
        let others: Vec<&(String, Vec<String>)> =
            filters.iter().filter(|(n, _)| !matches!(n.as_str(), "default" | "escape" | "strip" | "h")).collect();
        let fixed = literal(&value).or_else(|| match value.as_str() {
            "shop.name" => Some(facts.shop_name.to_owned()),
            "shop.website" => Some(facts.website.to_owned()),
            _ => None,
        });
        let tag = match (fixed, others.as_slice()) {
            (Some(words), []) => return self.put(&words, stands, part),
            (Some(_), _) => Err(NO_FILTER),
            (None, _) if value == "today" => today(&others),
            (None, filters) => match facts.tags.get(value.as_str()) {
                None => Err(NO_FIELD),
                Some(tag) if part && filters.is_empty() && value != "person.spent" => Ok(format!("*|URL:{tag}|*")),
                Some(_) if part => Err(NO_FILTER),
                Some(tag) => with_filters(&value, tag, filters, facts.currency),
            },
        };
        if let Ok(tag) = &tag {
            self.as_they_write_it(&what, &value, tag, &others, facts);
        }
        match (tag, fallback) {
            (Ok(tag), Some(words)) if value != "today" => {
                let name = facts.tags.get(value.as_str()).cloned().unwrap_or_default();
                self.text.push_str(&format!("*|IF:{name}|*{tag}*|ELSE:|*"));
                self.put(&words, stands, part);
                self.text.push_str("*|END:IF|*");
            }
            (Ok(tag), _) => self.text.push_str(&tag),
            (Err(why), Some(words)) => {
                self.put(&words, stands, part);
                self.lose(&what, why, format!("“{words}” for everybody"));
            }
            (Err(why), None) => self.lose(&what, why, "nothing"),
        }
    }

    /// What comes out, but not quite as it is written here.
    fn as_they_write_it(&mut self, what: &str, value: &str, tag: &str, filters: &[&(String, Vec<String>)], facts: &Facts<'_>) {
        if value == "last_order.date" && !filters.is_empty() {
            self.lose(what, "the form of a field’s day is Mailchimp’s", "the day as Mailchimp writes it");
        }
        let format = tag.strip_prefix("*|DATE:").unwrap_or("");
        if format.contains(['F', 'M', 'l', 'D']) && !facts.language.to_lowercase().starts_with("en") {
            self.lose(what, "Mailchimp writes months and weekdays in English", "the day with its English name");
        }
    }

    fn tag(&mut self, inner: &str, facts: &Facts<'_>, frames: &mut Vec<Frame>) {
        let (name, rest) = inner.split_once(|c: char| c.is_whitespace()).unwrap_or((inner, ""));
        let muted_outside = |frames: &[Frame]| frames.iter().rev().skip(1).any(Frame::muted);
        let what = format!("{{% {inner} %}}");
        match name {
            "if" | "unless" => {
                let muted = frames.iter().any(Frame::muted);
                match test(rest, name == "unless", facts) {
                    _ if muted => frames.push(Frame::Dropped { muted: true }),
                    Ok(condition) => {
                        self.text.push_str(&format!("*|{condition}|*"));
                        frames.push(Frame::Kept { muted: false });
                    }
                    Err(why) => {
                        self.lose(&what, why, "what stands under “else”, or nothing");
                        frames.push(Frame::Dropped { muted: true });
                    }
                }
            }
            "elsif" | "when" => {
                if muted_outside(frames) {
                    return;
                }
                if let Some(Frame::Kept { muted }) = frames.last_mut() {
                    match test(rest, false, facts) {
                        Ok(condition) => {
                            *muted = false;
                            self.text.push_str(&format!("*|ELSE{condition}|*"));
                        }
                        Err(why) => {
                            *muted = true;
                            self.lose(&what, why, "what stands under “else”, or nothing");
                        }
                    }
                }
            }
            "else" => {
                let outside = muted_outside(frames);
                match frames.last_mut() {
                    Some(Frame::Kept { muted }) if !outside => {
                        *muted = false;
                        self.text.push_str("*|ELSE:|*");
                    }
                    Some(Frame::Dropped { muted }) => *muted = outside,
                    _ => {}
                }
            }
            "endif" | "endunless" | "endcase" => {
                if let Some(Frame::Kept { .. }) = frames.last() {
                    self.text.push_str("*|END:IF|*");
                }
                frames.pop();
            }
            "case" => {
                if !frames.iter().any(Frame::muted) {
                    self.lose(&what, NO_TEST, "what stands under “else”, or nothing");
                }
                frames.push(Frame::Dropped { muted: true });
            }
            "comment" | "raw" | "for" | "capture" | "tablerow" | "ifchanged" => {
                if name != "comment" && !frames.iter().any(Frame::muted) {
                    self.lose(&what, NO_TAG, "nothing");
                }
                frames.push(Frame::Silent(format!("end{name}")));
            }
            end if end.starts_with("end") => {
                if matches!(frames.last(), Some(Frame::Silent(name)) if name == end) {
                    frames.pop();
                }
            }
            "break" | "continue" => {}
            _ if frames.iter().any(Frame::muted) => {}
            _ => self.lose(&what, NO_TAG, "nothing"),
        }
    }
}

/// `IF:FNAME`, `IFNOT:FNAME`, `IF:COUNTRY=DE`.
fn test(text: &str, not: bool, facts: &Facts<'_>) -> Result<String, &'static str> {
    let text = text.trim();
    let signs = ["==", "!=", "<>", ">=", "<=", ">", "<"];
    let found = signs.iter().filter_map(|s| cut_once(text, s).map(|(l, r)| (*s, l, r))).next();
    let tag = |name: &str| facts.tags.get(name.trim()).ok_or(if name.trim().contains(char::is_whitespace) { NO_TEST } else { NO_FIELD });
    let bare = |empty: bool, name: &str| Ok(format!("{}:{}", if empty { "IFNOT" } else { "IF" }, tag(name)?));
    let Some((sign, left, right)) = found else { return bare(not, text) };
    let right = right.trim();
    if matches!(right, "blank" | "empty" | "nil" | "null" | "''" | "\"\"") {
        return match sign {
            "==" => bare(!not, left),
            "!=" | "<>" => bare(not, left),
            _ => Err(NO_TEST),
        };
    }
    let sign = match (sign, not) {
        ("==", false) | ("!=" | "<>", true) => "=",
        ("==", true) | ("!=" | "<>", false) => "!=",
        (other, false) => other,
        (">=", true) => "<",
        ("<=", true) => ">",
        (">", true) => "<=",
        (_, true) => ">=",
    };
    let value = literal(right).filter(|v| can_be_compared(v)).ok_or(NO_TEST)?;
    let tag = tag(left)?;
    // Spent is kept in the smallest coin here and in whole ones there.
    if left.trim() == "person.spent" {
        return Err(NO_TEST);
    }
    Ok(if matches!(sign, "=" | "!=") { format!("IF:{tag}{sign}{value}") } else { format!("IF:{tag} {sign} {value}") })
}

pub(super) fn can_be_compared(value: &str) -> bool {
    !value.is_empty() && !value.contains(['|', '*', '=', '<', '>', '\n', '{', '&', '"'])
}

fn with_filters(value: &str, tag: &str, filters: &[&(String, Vec<String>)], currency: &str) -> Result<String, &'static str> {
    match filters {
        [] if value == "person.spent" => Err(NO_FILTER),
        [] => Ok(format!("*|{tag}|*")),
        [(name, _)] => match (name.as_str(), value) {
            ("upcase", _) => Ok(format!("*|UPPER:{tag}|*")),
            ("downcase", _) => Ok(format!("*|LOWER:{tag}|*")),
            ("date", "last_order.date") => Ok(format!("*|{tag}|*")),
            ("money", "person.spent") => Ok(format!("*|{tag}|* {currency}")),
            _ => Err(NO_FILTER),
        },
        _ => Err(NO_FILTER),
    }
}

/// The day of sending; Mailchimp writes it by PHP's signs.
fn today(filters: &[&(String, Vec<String>)]) -> Result<String, &'static str> {
    let format = match filters {
        [] => "%Y-%m-%d".to_owned(),
        [(name, arguments)] if name == "date" => match arguments.first() {
            None => "%-d %B %Y".to_owned(),
            Some(format) => literal(format).ok_or(NO_FILTER)?,
        },
        _ => return Err(NO_FILTER),
    };
    let mut out = String::new();
    let mut signs = format.chars().peekable();
    while let Some(c) = signs.next() {
        if c != '%' {
            // Letters are signs there.
            if c.is_alphabetic() || matches!(c, '|' | '*' | '{' | '<') {
                return Err(NO_FILTER);
            }
            out.push(c);
            continue;
        }
        let short = signs.next_if_eq(&'-').is_some();
        out.push(match (short, signs.next()) {
            (false, Some('d')) => 'd',
            (true, Some('d')) | (false, Some('e')) => 'j',
            (false, Some('m')) => 'm',
            (true, Some('m')) => 'n',
            (_, Some('B')) => 'F',
            (_, Some('b')) => 'M',
            (_, Some('Y')) => 'Y',
            (_, Some('y')) => 'y',
            (_, Some('A')) => 'l',
            (_, Some('a')) => 'D',
            _ => return Err(NO_FILTER),
        });
    }
    Ok(format!("*|DATE:{out}|*"))
}

/// A text in quotes, or a number.
fn literal(text: &str) -> Option<String> {
    let text = text.trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote)) {
            return (!inner.contains(quote)).then(|| inner.replace("*|", "").replace("|*", ""));
        }
    }
    text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|_| text.to_owned())
}

/// A filter's name and arguments.
fn named(filter: &str) -> (String, Vec<String>) {
    match cut_once(filter, ":") {
        Some((name, arguments)) => (name.trim().to_owned(), cut(arguments, ',').into_iter().collect()),
        None => (filter.trim().to_owned(), Vec::new()),
    }
}

/// Parts between separators that stand outside of quotes, without the spaces around them.
fn cut(text: &str, at: char) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            _ => {}
        }
        if c == at && quote.is_none() {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.iter().map(|p| p.trim().to_owned()).collect()
}

/// At the first such sign outside of quotes.
fn cut_once<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, _) if text[i..].starts_with(sign) => return Some((&text[..i], &text[i + sign.len()..])),
            _ => {}
        }
    }
    None
}
