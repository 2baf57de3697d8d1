//! Which variables a piece of Liquid reads, so that one that does not exist is found before anybody receives it.

use super::split::Piece;

const WORDS: [&str; 18] = [
    "and", "or", "not", "contains", "in", "true", "false", "nil", "null", "empty", "blank", "limit", "offset", "reversed", "else", "by",
    "with", "as",
];

/// The dotted names in it, without those it makes itself (`assign`, `for`), in order of appearance.
pub fn read(pieces: &[Piece]) -> Vec<String> {
    let mut own: Vec<String> = vec!["forloop".to_owned()];
    let mut out: Vec<String> = Vec::new();
    for piece in pieces {
        let (inner, is_tag) = match piece {
            Piece::Text(_) => continue,
            Piece::Output(inner, ..) => (inner, false),
            Piece::Tag(inner, ..) => (inner, true),
        };
        let names = dotted(inner);
        let mut names = names.iter().map(String::as_str);
        if is_tag {
            let tag = names.next().unwrap_or("");
            if matches!(tag, "for" | "assign") {
                own.extend(names.next().map(str::to_owned));
            }
            if tag == "comment" {
                continue;
            }
        }
        for name in names {
            let root = name.split('.').next().unwrap_or("");
            if !own.iter().any(|o| o == root) && !out.iter().any(|o| o == name) {
                out.push(name.to_owned());
            }
        }
    }
    out
}

/// Identifiers with their dots; no filters, no words of the language, nothing within quotes.
fn dotted(inner: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut chars = inner.char_indices().peekable();
    let mut after_bar = false;
    while let Some((start, c)) = chars.next() {
        match c {
            '"' | '\'' => {
                for (_, d) in chars.by_ref() {
                    if d == c {
                        break;
                    }
                }
            }
            '|' => after_bar = true,
            c if c.is_ascii_alphabetic() || c == '_' => {
                let mut end = start + c.len_utf8();
                while let Some((i, d)) = chars.peek().copied() {
                    if d.is_ascii_alphanumeric() || d == '_' || d == '-' || (d == '.' && !inner[i..].starts_with("..")) {
                        end = i + d.len_utf8();
                        chars.next();
                    } else {
                        break;
                    }
                }
                let name = inner[start..end].trim_end_matches('.');
                if !std::mem::take(&mut after_bar) && !WORDS.contains(&name) {
                    out.push(name.to_owned());
                }
            }
            // A number's digits are no name.
            c if c.is_ascii_digit() => {
                while chars.peek().is_some_and(|(_, d)| d.is_ascii_alphanumeric()) {
                    chars.next();
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::split::split;

    #[test]
    fn finds_what_is_read_and_not_what_is_made() {
        let names = |s: &str| super::read(&split(s).unwrap());
        assert_eq!(names("{{ person.first_name | default: 'there' | truncate: 9 }}"), ["person.first_name"]);
        assert_eq!(
            names("{% if person.orders > 3 and last_order.days < 9 %}{{ x }}{% endif %}"),
            ["person.orders", "last_order.days", "x"]
        );
        assert_eq!(names("{% for p in products %}{{ p.title }}{{ forloop.index }}{% endfor %}"), ["products"]);
        assert_eq!(names("{% assign a = today | date: '%d' %}{{ a }}{% for i in (1..3) %}{{ i }}{% endfor %}"), ["today"]);
    }
}
