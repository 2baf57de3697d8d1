//! A rendered email made harmless to look at: for the preview's sandboxed frame.
//!
//! Nothing in it may reach the network: a policy at its head forbids every load but styles and pictures that are part
//! of the page, pictures from elsewhere become a quiet card with their description, and links show where they lead
//! without leading there. Pictures that the person asked for, and those of the shop's own file, are passed in as data.
//! Light and dark do not follow this computer: they are what somebody asked to see. The elements that a block begins
//! with say so (`data-block`), so that the preview finds the block and the block the preview; what is sent has none of it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::html::{decode, escape};
use super::mjml::DARK_QUERY;

pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/// By which light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Light {
    #[default]
    Day,
    /// As the letter's own dark rules say.
    Night,
    /// Roughly as mail programs do it that turn all colours round: lightness reversed, hues kept, pictures left alone.
    Turned,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub light: Light,
    /// Only what pictures show, in words, as where they are turned off.
    pub words_only: bool,
}

const TURNED: &str = "html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}";

/// The addresses of the pictures in it, each once, in order.
pub fn pictures(html: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    each_tag(html, |tag, _| {
        if let Some(src) = image_source(tag)
            && !out.contains(&src)
        {
            out.push(src);
        }
    });
    out
}

/// A block's id, and where it stands in the HTML.
pub type Anchor<'a> = (&'a str, Range<usize>);

/// `loaded` maps a picture's address to a `data:` address; every other picture stays out.
pub fn frame(html: &str, loaded: &BTreeMap<String, String>, look: Look, anchors: &[Anchor<'_>]) -> String {
    let mut out = String::with_capacity(html.len() + 2048);
    let mut places = Places::new(anchors);
    let mut at = 0;
    each_tag(html, |tag, before| {
        out.push_str(before);
        let begins = at + before.len();
        at = begins + tag.len();
        let marked;
        let tag = match places.block(tag, begins) {
            Some(id) => {
                let name = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(tag.len());
                marked = format!("{} data-block=\"{}\"{}", &tag[..name], escape(id), &tag[name..]);
                marked.as_str()
            }
            None => tag,
        };
        if tag.starts_with("<img ") {
            out.push_str(&picture(tag, loaded, look));
        } else if tag.starts_with("<a ") {
            let to = attribute(tag, "href").unwrap_or_default();
            let title = match to.as_str() {
                t if t.starts_with("*|") => "Filled in when it is sent".to_owned(),
                "" | "#" => "Leads nowhere".to_owned(),
                to => format!("Leads to {to}"),
            };
            out.push_str(&replaced(tag, "href", &format!("title=\"{0}\" data-leads=\"{0}\"", escape(&title))));
        } else {
            if tag == "</head>" && look.light == Light::Turned {
                out.push_str(&format!("<style>{TURNED}</style>"));
            }
            out.push_str(tag);
            if tag == "<head>" {
                out.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"));
            }
        }
    });
    let (query, scheme) = if look.light == Light::Night { ("@media all", "dark") } else { ("@media not all", "light") };
    // Only the head: an author's words may say the same.
    let head = out.find("</head>").map_or(out.len(), |at| at);
    let (head, body) = out.split_at(head);
    let head = head.replace(DARK_QUERY, query).replace("content=\"light dark\"", &format!("content=\"{scheme}\""));
    head.replace("color-scheme:light dark", &format!("color-scheme:{scheme}")).replace("supported-color-schemes:light dark;", "") + body
}

fn picture(tag: &str, loaded: &BTreeMap<String, String>, look: Look) -> String {
    let alt = attribute(tag, "alt").unwrap_or_default();
    if look.words_only {
        return match alt.trim() {
            "" => String::new(),
            words => format!(
                "<span style=\"display:{};box-sizing:border-box;max-width:100%;padding:8px 10px;margin:0 0 8px;border:1px solid #cfc8ba;\
                 font-size:13px;line-height:1.4\">{}</span>",
                if tag.contains("display:block") { "block" } else { "inline-block" },
                escape(words)
            ),
        };
    }
    let source = image_source(tag).and_then(|src| loaded.get(&src).cloned());
    replaced(tag, "src", &format!("src=\"{}\"", escape(&source.unwrap_or_else(|| card(&alt)))))
}

/// Which elements begin a block: in its place, those that lie no deeper than its first.
struct Places<'a> {
    /// By where they begin; one around others before them.
    anchors: Vec<(&'a Anchor<'a>, Option<usize>)>,
    depth: usize,
}

impl<'a> Places<'a> {
    fn new(anchors: &'a [Anchor<'a>]) -> Self {
        let mut all: Vec<_> = anchors.iter().map(|a| (a, None)).collect();
        all.sort_by_key(|((_, place), _)| (place.start, std::cmp::Reverse(place.end)));
        Self { anchors: all, depth: 0 }
    }

    /// The block that begins (again) with this tag; the innermost, where several do.
    fn block(&mut self, tag: &str, at: usize) -> Option<&'a str> {
        if self.anchors.is_empty() || tag.starts_with("<!") || tag.is_empty() {
            return None;
        }
        if tag.starts_with("</") {
            self.depth = self.depth.saturating_sub(1);
            return None;
        }
        let depth = self.depth;
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !tag.ends_with("/>") && !VOID.contains(&name) {
            self.depth += 1;
        }
        let (anchor, first) = self.anchors.iter_mut().rev().find(|((_, place), _)| place.contains(&at))?;
        (*first.get_or_insert(depth) == depth).then_some(anchor.0)
    }
}

const VOID: [&str; 7] = ["img", "br", "hr", "meta", "link", "input", "col"];

/// Calls `f` with each tag and the text before it, and at the end with an empty tag and what is left. Comments pass as text.
fn each_tag<'h>(html: &'h str, mut f: impl FnMut(&'h str, &'h str)) {
    let mut rest = html;
    let mut from = 0;
    while let Some(at) = rest[from..].find('<').map(|i| i + from) {
        if rest[at..].starts_with("<!--") {
            from = rest[at..].find("-->").map_or(rest.len(), |e| at + e + 3);
            continue;
        }
        let Some(end) = rest[at..].find('>') else { break };
        f(&rest[at..=at + end], &rest[..at]);
        rest = &rest[at + end + 1..];
        from = 0;
    }
    f("", rest);
}

fn image_source(tag: &str) -> Option<String> {
    if tag.starts_with("<img ") { attribute(tag, "src").filter(|s| !s.is_empty()) } else { None }
}

/// Our own markup: attributes in double quotes, values escaped, so a quote always ends one.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (start, end) = span(tag, name)?;
    tag.get(start + name.len() + 2..end - 1).map(decode)
}

fn replaced(tag: &str, name: &str, by: &str) -> String {
    match span(tag, name) {
        Some((start, end)) => format!("{}{by}{}", &tag[..start], &tag[end..]),
        None => tag.to_owned(),
    }
}

/// Where `name="…"` begins and ends, outside of other attributes' values.
fn span(tag: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = tag.find(' ')?;
    loop {
        at += tag[at..].find(|c: char| !c.is_whitespace())?;
        let equals = at + tag[at..].find('=')?;
        let value_end = equals + 2 + tag.get(equals + 2..)?.find('"')? + 1;
        if &tag[at..equals] == name {
            return Some((at, value_end));
        }
        at = value_end;
    }
}

/// A picture that is not loaded: a calm surface that says what would be there.
fn card(alt: &str) -> String {
    let words: String = if alt.trim().is_empty() { "Picture".to_owned() } else { alt.chars().take(28).collect() };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 180\"><rect width=\"240\" height=\"180\" fill=\"#ece4d4\"/>\
         <path d=\"M96 96l18-22 14 16 9-11 15 17z\" fill=\"none\" stroke=\"#b9ad97\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\
         <circle cx=\"141\" cy=\"68\" r=\"5\" fill=\"none\" stroke=\"#b9ad97\" stroke-width=\"2\"/>\
         <text x=\"120\" y=\"126\" text-anchor=\"middle\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"13\" fill=\"#6c6355\">{}</text></svg>",
        escape(&words)
    );
    format!("data:image/svg+xml;utf8,{}", super::html::percent(&svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "<html><head><title>x</title></head><body><!-- <img src=\"https://no.example/c.png\"> --><a href=\"https://a.example/?x=1&amp;y=2\" \
        target=\"_blank\"><img alt=\"A &quot;pot&quot; href=\" src=\"https://p.example/a.png?a=1&amp;b=2\" width=\"160\" /></a><a href=\"*|UNSUB|*\">u</a></body></html>";

    #[test]
    fn leaves_nothing_that_loads_or_leads_anywhere() {
        assert_eq!(pictures(MAIL), ["https://p.example/a.png?a=1&b=2"]);
        let shown = frame(MAIL, &BTreeMap::new(), Look::default(), &[]);
        assert!(shown.contains(&format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">")));
        let without_comments = shown.replace("<!-- <img src=\"https://no.example/c.png\"> -->", "");
        assert!(!without_comments.contains("src=\"http") && !without_comments.contains("href=\"http"), "{shown}");
        assert!(without_comments.contains("title=\"Leads to https://a.example/?x=1&amp;y=2\""));
        assert!(shown.contains("data:image/svg+xml;utf8,%3Csvg"));
        assert!(shown.contains("alt=\"A &quot;pot&quot; href=\""));
    }

    #[test]
    fn shows_the_light_that_was_asked_for() {
        let mail = format!(
            "<html><head><meta name=\"color-scheme\" content=\"light dark\" /><style>:root{{color-scheme:light dark}}{DARK_QUERY}{{p{{color:#fff}}}}</style></head>\
             <body><img src=\"https://p.example/a.png\" alt=\"A pot\" /></body></html>"
        );
        let shown = |light, words_only| frame(&mail, &BTreeMap::new(), Look { light, words_only }, &[]);
        assert!(shown(Light::Day, false).contains("@media not all{") && shown(Light::Day, false).contains("content=\"light\""));
        assert!(shown(Light::Night, false).contains("@media all{") && shown(Light::Night, false).contains("color-scheme:dark}"));
        assert!(shown(Light::Turned, false).contains("invert(1)") && !shown(Light::Night, false).contains("invert(1)"));
        let off = shown(Light::Day, true);
        assert!(off.contains(">A pot</span>") && !off.contains("<img"));
    }

    #[test]
    fn shows_the_pictures_that_were_asked_for() {
        let loaded = BTreeMap::from([("https://p.example/a.png?a=1&b=2".to_owned(), "data:image/png;base64,AAAA".to_owned())]);
        assert!(frame(MAIL, &loaded, Look::default(), &[]).contains("src=\"data:image/png;base64,AAAA\" width=\"160\""));
    }

    #[test]
    fn says_which_elements_begin_a_block_and_only_those() {
        let mail = "<body><!-- <p> --><div><p>a</p></div><div><br /><tr>x</tr><tr>y</tr></div><p>z</p></body>";
        let (one, rest) = (mail.find("<div><p>").unwrap(), mail.find("<div><br").unwrap());
        let (rows, end) = (mail.find("<tr>x").unwrap(), mail.find("<p>z").unwrap());
        let cell = rows..mail.find("</div><p>z").unwrap();
        let anchors = [("a", one..rest), ("in/ner", cell), ("b", rest..end)];
        let shown = frame(mail, &BTreeMap::new(), Look::default(), &anchors);
        assert_eq!(
            shown,
            "<body><!-- <p> --><div data-block=\"a\"><p>a</p></div><div data-block=\"b\"><br /><tr data-block=\"in/ner\">x</tr>\
             <tr data-block=\"in/ner\">y</tr></div><p>z</p></body>"
        );
    }
}
