//! Letters of HTML: escaping, reading entities, and which addresses a link or picture may lead to.

use std::fmt::Write;

/// For text and for attributes in double or single quotes. Control characters that HTML forbids are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(text, &mut out);
    out
}

pub fn escape_into(text: &str, out: &mut String) {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || c.is_control() && c != '\n' && c != '\t';
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let mut letters = rest[at..].chars();
        out.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\'') => "&#39;",
            _ => "",
        });
        rest = letters.as_str();
    }
    out.push_str(rest);
}

/// Entities to characters; what is no entity that we know stays as it is written.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].find(';').filter(|end| *end <= 10).and_then(|end| rest.get(1..=end).map(|name| (name, end + 2)));
        match entity.and_then(|(name, len)| named(name).map(|c| (c, len))) {
            Some((c, len)) => {
                out.push(c);
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "euro" => '€',
        "pound" => '£',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n' || *c == '\t');
        }
    })
}

/// Everything but letters, digits and `-_.~` as %XX, so that a value can neither end an address nor begin another.
pub fn percent(text: &str) -> String {
    let mut out = String::new();
    for b in text.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(b)),
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    out
}

/// A link may lead to a web page, a mail, a telephone, a place in the mail, or be the sender's own merge tag.
pub fn safe_link(address: &str) -> bool {
    let a = address.trim_start();
    let starts = |p: &str| a.get(..p.len()).is_some_and(|s| s.eq_ignore_ascii_case(p));
    !a.chars().any(|c| c.is_control()) && (["https://", "http://", "mailto:", "tel:", "*|"].iter().any(|p| starts(p)) || a.starts_with('#'))
}

/// A picture comes from the web.
pub fn safe_picture(address: &str) -> bool {
    let starts = |p: &str| address.get(..p.len()).is_some_and(|s| s.eq_ignore_ascii_case(p));
    !address.chars().any(|c| c.is_control() || c.is_whitespace()) && (starts("https://") || starts("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_reads_back() {
        let nasty = "<b>Bob & \"Co\"</b> 'x' \u{0}{{ x }}";
        assert_eq!(escape(nasty), "&lt;b&gt;Bob &amp; &quot;Co&quot;&lt;/b&gt; &#39;x&#39; {{ x }}");
        assert_eq!(decode(&escape("<&>'\"é")), "<&>'\"é");
        assert_eq!(decode("a & b &unknown; &#x41;&#66; &#0; &é;"), "a & b &unknown; AB &#0; &é;");
    }

    #[test]
    fn only_harmless_addresses() {
        for good in ["https://a.example", "HTTP://a", "mailto:a@b.example", "*|UNSUB|*", "#top"] {
            assert!(safe_link(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//a.example", "", "vbscript:x", "é"] {
            assert!(!safe_link(bad), "{bad}");
        }
        assert!(safe_picture("https://a.example/x.png") && !safe_picture("data:image/png;base64,AA") && !safe_picture("https://a b"));
        assert_eq!(percent("a b&c/é"), "a%20b%26c%2F%C3%A9");
    }
}
