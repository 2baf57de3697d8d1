//! A corpus of hostile names, titles, reviews, codes and templates, in every kind of block: nothing of it does anything.

use super::*;
use crate::emails::frame::{Look, frame};

const CORPUS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</title></head><body onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "{{ person.email }}{% assign x = 1 %}",
    "{{ '<b>' }}{% raw %}{{ x }}{% endraw %}",
    "red;background:url(https://evil.example/x)",
    "Ada\u{202e}evil\u{2066}x",
    "<form action=https://evil.example><input></form>",
    "<meta http-equiv=refresh content=0><base href=https://evil.example>",
    "&#106;avascript:alert(1)&lt;script&gt;",
];

/// Tags that a mail of ours may hold; anything else came from somebody's words.
const OURS: [&str; 37] = [
    "html",
    "head",
    "title",
    "meta",
    "style",
    "body",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "h2",
    "p",
    "b",
    "i",
    "u",
    "a",
    "br",
    "ul",
    "ol",
    "li",
    "img",
    "s",
    "span",
    "noscript",
    "xml",
    "o:OfficeDocumentSettings",
    "o:AllowPNG/",
    "o:PixelsPerInch",
    "!doctype",
    "!DOCTYPE",
    "v:roundrect",
    "v:rect",
    "v:fill",
    "v:textbox",
    "w:anchorlock/",
    "center",
];

/// The tags of a page as a browser's tokenizer sees them: comments and what stands in a style passed over.
fn tags(html: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |e| &comment[e + 3..]);
            continue;
        }
        let mut quote = None;
        let end = rest.char_indices().find(|(_, c)| match quote {
            Some(q) => {
                if *c == q {
                    quote = None;
                }
                false
            }
            None => {
                if matches!(c, '"' | '\'') {
                    quote = Some(*c);
                }
                *c == '>'
            }
        });
        let end = end.map_or(rest.len() - 1, |(i, _)| i);
        let tag = &rest[..=end];
        out.push(tag);
        rest = &rest[end + 1..];
        if tag.starts_with("<style") {
            rest = rest.find("</style").map_or("", |e| &rest[e..]);
        }
    }
    out
}

pub(super) fn harmless(html: &str) -> Result<(), String> {
    for tag in tags(html) {
        let name = tag[1..].trim_start_matches('/');
        let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(name.len())];
        if !OURS.contains(&name) && !name.starts_with("![endif]") {
            return Err(format!("a foreign element: {tag}"));
        }
        // Names of attributes: what stands before each `="`, outside of values.
        for (i, part) in tag.split('"').enumerate() {
            if i % 2 == 1 {
                continue;
            }
            let attribute = part.trim().trim_end_matches('=').trim_start_matches(['<', '/']);
            let last = attribute.rsplit(char::is_whitespace).next().unwrap_or("");
            if last.to_lowercase().starts_with("on") || attribute.contains('\'') {
                return Err(format!("a handler: {tag}"));
            }
        }
        let lower = tag.to_lowercase();
        let allowed = |to: &str| {
            ["https://", "http://", "mailto:", "tel:", "*|", "#", "picture:", ""]
                .iter()
                .any(|p| (p.is_empty() && to.is_empty()) || (!p.is_empty() && to.starts_with(p)))
        };
        for name in ["href=\"", "src=\"", "action=\"", "background=\""] {
            for to in lower.split(name).skip(1).filter_map(|v| v.split('"').next()) {
                if !allowed(to) {
                    return Err(format!("an address that does more than lead: {tag}"));
                }
            }
        }
        for style in lower.split(" style=\"").skip(1).filter_map(|v| v.split('"').next()) {
            if style.contains("evil.example") && style.contains("url(") {
                return Err(format!("a style that loads: {tag}"));
            }
        }
    }
    Ok(())
}

#[test]
fn the_guard_can_fail() {
    for bad in
        ["<p onclick=\"x\">", "<script>", "<a href=\"javascript:x\">", "<img src=\"data:x\">", "<form>", "<p style=\"a\" onload=\"b\">"]
    {
        assert!(harmless(bad).is_err(), "{bad}");
    }
    assert_eq!(harmless("<!-- <script> --><style>a > b{}</style><a href=\"https://x\" style=\"a\">x</a>"), Ok(()));
}

#[test]
fn nothing_hostile_in_anybodys_data_does_anything() {
    let said = "{{ person.first_name }} {{ person.city }}";
    let letter = compile(&of(every_kind(said)), &brand(), "Corner Tea").unwrap();
    assert_eq!(letter.problems, []);
    for evil in CORPUS {
        let mut shelf = Teas::all(evil);
        for p in &mut shelf.products {
            p.url = Some(evil.to_owned());
            p.image_url = Some(evil.to_owned());
        }
        let who = EmailReaderRow { city: Some(evil.to_owned()), ..reader(1, Some(evil)) };
        let r = filled(&letter, &who, &Groups::new(), &shelf, None);
        assert_eq!(harmless(&r.html), Ok(()), "{evil}");
        assert!(!r.html.contains("p1@example.com"), "{evil} was evaluated");
        assert!(!r.html.contains(['\u{202e}', '\u{2066}']) && !r.subject.contains('\n'), "{evil} turns the page");
        let shown = frame(&r.html, &BTreeMap::new(), Look::default(), &[]);
        assert!(!shown.contains("href=\"") && !shown.contains("src=\"http"), "{evil}");
    }
}

#[test]
fn nothing_hostile_that_an_author_writes_does_anything() {
    for evil in CORPUS {
        let mut email = of(every_kind(evil));
        email.subject = evil.to_owned();
        email.preheader = evil.to_owned();
        let letter = compile(&email, &Brand { logo_text: evil.to_owned(), postal_address: evil.to_owned(), ..brand() }, evil).unwrap();
        let r = filled(&letter, &reader(1, Some("Ada")), &Groups::new(), &Teas::all("Tea"), None);
        assert_eq!(harmless(&r.html), Ok(()), "{evil}");
        for place in ["mj-text", "mj-button", "mj-table", "mj-raw"] {
            let source = format!(
                "<{place}>{evil}</{place}><mj-image src=\"{evil}\" alt=\"x\" /><mj-text color=\"{}\">x</mj-text>",
                evil.replace('"', "")
            );
            let letter = compile(&of(vec![BlockContent::Mjml { source }]), &brand(), "T").unwrap();
            let r = fill(&letter, &reader(1, Some("Ada")), &Groups::new(), &[]);
            assert_eq!(harmless(&r.html), Ok(()), "{evil} in {place}");
        }
    }
}
