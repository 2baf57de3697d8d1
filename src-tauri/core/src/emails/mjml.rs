//! Blocks to MJML: only the skeleton. Not one word of the author's or a reader's passes through MJML.
//!
//! mrml escapes attributes as Rust strings and reads words as markup, so every word, address and Liquid piece is a
//! slot: a token of plain letters, put back into the finished HTML by `compile`. A hidden block is cut out there, at
//! the marks between blocks; a products block is laid out once for each number of products it may come to.

use super::brand::Brand;
use super::definition::{BlockContent, Email, EmailBlock};
use super::html;
use super::liquid::split::{Piece, split};
use super::liquid::{Field, Place, Placed};
use super::rich::{Rich, address_html, address_text};

/// How tokens begin and end; letters that no markup of ours holds.
pub const TOKEN: &str = "QZX";
pub const TOKEN_END: char = 'Q';

/// The skeleton, and what goes into its slots.
pub struct Skeleton {
    pub mjml: String,
    pub slots: Vec<Field>,
    /// The plain-text part, by block; products are written when they are known.
    pub texts: Vec<Vec<Field>>,
    /// What is wrong: the block (none: subject or preheader) and a sentence.
    pub problems: Vec<(Option<usize>, String)>,
    pub subject: Field,
    pub preheader: Field,
    /// The pieces of every field, for finding variables: the block, and its Liquid.
    pub liquid: Vec<(Option<usize>, Vec<Piece>)>,
}

struct Writer<'a> {
    brand: &'a Brand,
    out: Skeleton,
    block: Option<usize>,
}

/// `logo` is what stands at the head; `shop` the shop's name.
pub fn skeleton(email: &Email, brand: &Brand, shop: &str) -> Skeleton {
    let empty = || Field::fixed("");
    let out = Skeleton {
        mjml: String::new(),
        slots: Vec::new(),
        texts: Vec::new(),
        problems: Vec::new(),
        subject: empty(),
        preheader: empty(),
        liquid: Vec::new(),
    };
    let mut w = Writer { brand, out, block: None };
    w.out.subject = w.words(&email.subject, "The subject", Place::Text);
    w.out.preheader = w.words(&email.preheader, "The preheader", Place::Text);
    let title = w.slot_words(&email.subject, "The subject");
    let preview = w.slot_words(&email.preheader, "The preheader");
    let Brand { ground, paper, .. } = brand;
    let mut mjml = format!(
        "<mjml><mj-head><mj-title>{title}</mj-title><mj-preview>{preview}</mj-preview></mj-head><mj-body background-color=\"{ground}\" width=\"600px\">"
    );
    mjml.push_str(&w.head(shop));
    for (i, block) in email.blocks.iter().enumerate() {
        w.block = Some(i);
        w.out.texts.push(Vec::new());
        for (variant, sections) in w.block(block).into_iter().enumerate() {
            mjml.push_str(&format!("<mj-raw>{}</mj-raw>{sections}", mark(&format!("M{i}V{variant}"))));
        }
    }
    w.block = None;
    mjml.push_str(&format!("<mj-raw>{}</mj-raw>", mark("F")));
    mjml.push_str(&format!(
        "<mj-section background-color=\"{paper}\" padding=\"0 0 20px\"><mj-column><mj-spacer height=\"12px\" /></mj-column></mj-section>"
    ));
    mjml.push_str(&w.foot(shop));
    mjml.push_str("</mj-body></mjml>");
    w.out.mjml = mjml;
    w.out
}

fn mark(inner: &str) -> String {
    format!("{TOKEN}{inner}{TOKEN_END}")
}

impl Writer<'_> {
    fn head(&mut self, shop: &str) -> String {
        let head_face = self.brand.heading_face.stack();
        let Brand { paper, ink, website, logo_text, .. } = self.brand;
        let words = html::escape(if logo_text.trim().is_empty() { shop } else { logo_text.trim() });
        let words = match html::safe_link(website) {
            true => {
                format!("<a href=\"{}\" target=\"_blank\" style=\"color:{ink};text-decoration:none\">{words}</a>", html::escape(website))
            }
            false => words,
        };
        let slot = self.slot(Field::fixed(words));
        format!(
            "<mj-section padding=\"14px 0 0\"><mj-column><mj-spacer height=\"6px\" /></mj-column></mj-section>\
             <mj-section background-color=\"{paper}\" padding=\"28px 0 8px\"><mj-column><mj-text align=\"center\" font-family=\"{head_face}\" font-size=\"20px\" \
             letter-spacing=\"0.4px\" color=\"{ink}\" line-height=\"1.3\">{slot}</mj-text></mj-column></mj-section>"
        )
    }

    fn foot(&mut self, shop: &str) -> String {
        let text_face = self.brand.text_face.stack();
        let address = html::escape(self.brand.postal_address.trim()).replace('\n', "<br />");
        let shop = html::escape(shop);
        let soft = mix(&self.brand.ink, &self.brand.ground, 70);
        let slot = self.slot(Field::fixed(format!(
            "You receive this letter from {shop} because you asked to hear from us.<br />\
             <a href=\"*|UNSUB|*\" target=\"_blank\" style=\"color:{soft}\">Unsubscribe</a>{}{address}",
            if address.is_empty() { "" } else { "<br /><br />" }
        )));
        format!(
            "<mj-section padding=\"20px 0 36px\"><mj-column><mj-text align=\"center\" font-family=\"{text_face}\" font-size=\"12px\" line-height=\"1.6\" \
             color=\"{soft}\">{slot}</mj-text></mj-column></mj-section>"
        )
    }

    /// The block's layouts: one, or for products one for each number of them (from 1).
    fn block(&mut self, block: &EmailBlock) -> Vec<String> {
        let Brand { accent, ink, .. } = self.brand;
        let (head_face, text_face) = (self.brand.heading_face.stack(), self.brand.text_face.stack());
        vec![match &block.content {
            BlockContent::Heading { text, .. } => {
                let slot = self.slot_words(text, "The heading");
                let plain = self.words(text, "The heading", Place::Text);
                self.text(plain);
                self.section(&format!(
                    "<mj-text font-family=\"{head_face}\" font-size=\"27px\" line-height=\"1.25\" color=\"{ink}\" padding=\"12px 36px 6px\">\
                     <h2 style=\"margin:0;font-size:27px;font-weight:normal;line-height:1.25\">{slot}</h2></mj-text>"
                ))
            }
            BlockContent::Text { html, .. } => {
                let slot = self.rich(html);
                self.section(&format!(
                    "<mj-text font-family=\"{text_face}\" font-size=\"16px\" line-height=\"1.6\" color=\"{ink}\" padding=\"8px 36px 2px\">{slot}</mj-text>"
                ))
            }
            BlockContent::Image { src, alt, href, .. } => {
                let src = self.slot_address(src, "The picture’s address");
                let alt_slot = self.slot_words(alt, "The picture’s description");
                let alt = self.words(alt, "The picture’s description", Place::Text);
                self.text(alt);
                let link = match href.as_deref().map(str::trim).filter(|h| !h.is_empty()) {
                    Some(href) => format!(" target=\"_blank\" href=\"{}\"", self.slot_address(href, "The picture’s link")),
                    None => String::new(),
                };
                self.section(&format!("<mj-image padding=\"12px 36px\" src=\"{src}\" alt=\"{alt_slot}\"{link} />"))
            }
            BlockContent::Button { label, href, .. } => {
                let slot = self.slot_words(label, "The button’s words");
                let to = self.slot_address(href, "The button’s link");
                let plain = self.words(label, "The button’s words", Place::Text);
                self.text(plain);
                self.text(Field::fixed(": "));
                let plain = self.pieces(href, "The button’s link").map(|p| address_text(&p)).unwrap_or_default();
                let plain = self.field(plain, "The button’s link");
                self.text(plain);
                self.section(&format!(
                    "<mj-button background-color=\"{accent}\" color=\"{}\" font-family=\"{text_face}\" font-size=\"16px\" border-radius=\"6px\" \
                     inner-padding=\"14px 26px\" padding=\"14px 36px\" align=\"left\" href=\"{to}\">{slot}</mj-button>",
                    readable_on(accent)
                ))
            }
            BlockContent::Divider {} => {
                self.text(Field::fixed("———"));
                let line = mix(ink, &self.brand.paper, 18);
                self.section(&format!("<mj-divider border-color=\"{line}\" border-width=\"1px\" padding=\"16px 36px\" />"))
            }
            BlockContent::Spacer { height } => self.section(&format!("<mj-spacer height=\"{height}px\" />")),
            BlockContent::Products { count, .. } => return (1..=usize::from(*count)).map(|n| self.products(n)).collect(),
            _ => String::new(),
        }]
    }

    fn section(&self, inner: &str) -> String {
        format!("<mj-section background-color=\"{}\" padding=\"0\"><mj-column>{inner}</mj-column></mj-section>", self.brand.paper)
    }

    /// `n` products in rows of at most three.
    fn products(&self, n: usize) -> String {
        let text_face = self.brand.text_face.stack();
        let rows: &[usize] = match n {
            1 => &[1],
            2 => &[2],
            3 => &[3],
            4 => &[2, 2],
            5 => &[3, 2],
            _ => &[3, 3],
        };
        let mut next = 0;
        let mut out = String::new();
        for row in rows {
            out.push_str(&format!("<mj-section background-color=\"{}\" padding=\"6px 26px\">", self.brand.paper));
            for _ in 0..*row {
                out.push_str(&format!(
                    "<mj-column padding=\"0 10px\"><mj-text font-family=\"{text_face}\" font-size=\"14px\" line-height=\"1.45\" color=\"{}\" padding=\"8px 0\">{}</mj-text></mj-column>",
                    self.brand.ink,
                    mark(&format!("P{next}"))
                ));
                next += 1;
            }
            out.push_str("</mj-section>");
        }
        out
    }

    fn slot(&mut self, field: Field) -> String {
        self.out.slots.push(field);
        mark(&format!("S{}", self.out.slots.len() - 1))
    }

    fn text(&mut self, field: Field) {
        if let Some(texts) = self.out.texts.last_mut() {
            texts.push(field);
        }
    }

    fn problem(&mut self, what: &str, why: &str) {
        let sentence = format!("{what}: {why}.");
        if !self.out.problems.contains(&(self.block, sentence.clone())) {
            self.out.problems.push((self.block, sentence));
        }
    }

    fn pieces(&mut self, text: &str, what: &str) -> Option<Vec<Piece>> {
        match split(text) {
            Ok(pieces) => {
                self.out.liquid.push((self.block, pieces.clone()));
                Some(pieces)
            }
            Err(why) => {
                self.problem(what, &why);
                None
            }
        }
    }

    fn field(&mut self, placed: Vec<Placed>, what: &str) -> Field {
        Field::new(placed).unwrap_or_else(|why| {
            self.problem(what, &why);
            Field::fixed("")
        })
    }

    /// Plain words with Liquid, for `place`.
    fn words(&mut self, text: &str, what: &str, place: Place) -> Field {
        let placed = self.pieces(text, what).unwrap_or_default().into_iter().map(|p| match p {
            Piece::Text(t) if place == Place::Html => Placed::Written(html::escape(&t)),
            Piece::Text(t) => Placed::Written(t.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()),
            liquid => Placed::Liquid(liquid, place),
        });
        let placed = placed.collect();
        self.field(placed, what)
    }

    fn slot_words(&mut self, text: &str, what: &str) -> String {
        let field = self.words(text, what, Place::Html);
        self.slot(field)
    }

    fn slot_address(&mut self, address: &str, what: &str) -> String {
        let pieces = self.pieces(address.trim(), what).unwrap_or_default();
        let harmless = match pieces.first() {
            Some(Piece::Text(t)) => html::safe_link(t),
            _ => true,
        };
        // An address that leads nowhere harmless is left empty; `check` says so.
        let placed = if harmless { address_html(&pieces) } else { Vec::new() };
        let field = self.field(placed, what);
        self.slot(field)
    }

    fn rich(&mut self, source: &str) -> String {
        let rich = match Rich::read(source) {
            Ok(rich) => rich,
            Err(why) => {
                self.problem("The text", &why);
                return self.slot(Field::fixed(""));
            }
        };
        let placed = rich.html(&self.brand.accent);
        let liquid = placed.iter().filter_map(|p| if let Placed::Liquid(l, _) = p { Some(l.clone()) } else { None }).collect();
        self.out.liquid.push((self.block, liquid));
        let field = self.field(placed, "The text");
        let plain = Field::new(rich.text()).unwrap_or_else(|_| Field::fixed(""));
        self.text(plain);
        self.slot(field)
    }
}

fn rgb(colour: &str) -> [u32; 3] {
    let part = |at: usize| colour.get(at..at + 2).and_then(|h| u32::from_str_radix(h, 16).ok()).unwrap_or(0);
    [part(1), part(3), part(5)]
}

/// `percent` of `a` over `b`.
pub(super) fn mix(a: &str, b: &str, percent: u32) -> String {
    let (a, b) = (rgb(a), rgb(b));
    let one = |i: usize| (a[i] * percent + b[i] * (100 - percent)) / 100;
    format!("#{:02x}{:02x}{:02x}", one(0), one(1), one(2))
}

/// White or near-black, whichever reads better on `ground` (by its luma).
pub(super) fn readable_on(ground: &str) -> &'static str {
    let [r, g, b] = rgb(ground);
    if (r * 299 + g * 587 + b * 114) / 1000 < 150 { "#ffffff" } else { "#1b1916" }
}
