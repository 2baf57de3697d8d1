//! The plain kinds: headings, text, pictures, buttons, columns, lines, spaces, links to elsewhere.

use super::super::block::{Align, ColumnSplit};
use super::super::brand::Network;
use super::super::definition::{BlockContent, EmailBlock};
use super::super::html;
use super::super::letter::Needs;
use super::{Spot, Twin, Writer};

/// From the letter's edge to its words.
const MARGIN: u32 = 36;
const WIDTH: u32 = 600;

pub(super) fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

impl Spot {
    /// The padding at the sides of what stands there.
    pub(super) fn pad(self) -> u32 {
        if self == Self::Letter { MARGIN } else { 0 }
    }

    /// Between the paddings.
    pub(super) fn width(self) -> u32 {
        match self {
            Self::Letter => WIDTH - 2 * MARGIN,
            Self::Column(width) => width,
        }
    }
}

impl Writer<'_> {
    /// What a block's content needs, and how it looks; blocks within it go into `inner`.
    pub(super) fn content(&mut self, content: &BlockContent, spot: Spot, inner: &mut Vec<usize>) -> (Needs, Twin) {
        let plain = |twin: Twin| (Needs::Nothing, twin);
        match content {
            BlockContent::Heading { text, align: a } => plain(self.heading(text, *a, spot)),
            BlockContent::Text { html, align: a } => plain(self.text(html, *a, spot)),
            BlockContent::Image { src, alt, href, width } => plain(self.image(src, alt, href.as_deref(), *width, spot)),
            BlockContent::Button { label, href, align: a } => plain(self.button_block(label, href, *a, spot)),
            BlockContent::Columns { cells, split } => plain(self.columns(cells, *split, inner)),
            BlockContent::Divider {} => {
                let line = format!(
                    "<mj-divider border-color=\"{}\" border-width=\"1px\" css-class=\"rg-line rg-pad\" padding=\"16px {}px\" />",
                    self.palette.line,
                    spot.pad()
                );
                plain(self.leaf(spot, &line, "———".to_owned()))
            }
            BlockContent::Spacer { height } => plain(self.leaf(spot, &format!("<mj-spacer height=\"{height}px\" />"), String::new())),
            BlockContent::Social { align: a } => plain(self.social(*a, spot)),
            BlockContent::Saved { block } => plain(self.saved(*block, spot, inner)),
            BlockContent::Mjml { source } => plain(self.raw(source)),
            goods => self.goods(goods, spot),
        }
    }

    /// A component where it stands; `text` ends with an empty line.
    pub(super) fn leaf(&self, spot: Spot, component: &str, text: String) -> Twin {
        let mjml = match spot {
            Spot::Letter => self.section("0", &format!("<mj-column>{component}</mj-column>")),
            Spot::Column(_) => component.to_owned(),
        };
        Twin { mjml, text: if text.is_empty() { text } else { text + "\n\n" } }
    }

    pub(super) fn section(&self, padding: &str, columns: &str) -> String {
        self.section_of("rg-paper", padding, columns)
    }

    /// One whose columns have a margin of their own: on a phone they begin where the letter's words do.
    pub(super) fn side_by_side(&self, above: u32, columns: &str) -> String {
        self.section_of("rg-paper rg-side", &format!("{above}px 26px"), columns)
    }

    fn section_of(&self, class: &str, padding: &str, columns: &str) -> String {
        format!(
            "<mj-section background-color=\"{}\" css-class=\"{class}\" padding=\"{padding}\">{columns}</mj-section>",
            self.palette.paper
        )
    }

    /// An `mj-text` around finished or marked words.
    pub(super) fn words(&self, spot: Spot, size: u32, padding: (u32, u32), a: &str, words: &str) -> String {
        format!(
            "<mj-text css-class=\"rg-ink rg-pad\" align=\"{a}\" font-family=\"{}\" font-size=\"{size}px\" line-height=\"1.55\" color=\"{}\" \
             padding=\"{}px {pad}px {}px\">{words}</mj-text>",
            self.brand.text_face.stack(),
            self.palette.ink,
            padding.0,
            padding.1,
            pad = spot.pad()
        )
    }

    fn heading(&mut self, text: &str, a: Align, spot: Spot) -> Twin {
        let (shown, read) = self.said(text, "The heading", "text");
        let size = if spot == Spot::Letter { 28 } else { 20 };
        let (face, ink, pad) = (self.brand.heading_face.stack(), &self.palette.ink, spot.pad());
        let component = format!(
            "<mj-text css-class=\"rg-ink rg-pad\" align=\"{}\" font-family=\"{face}\" font-size=\"{size}px\" line-height=\"1.25\" color=\"{ink}\" \
             padding=\"18px {pad}px 6px\"><h2 style=\"margin:0;font-size:{size}px;font-weight:normal;line-height:1.25\">{shown}</h2></mj-text>",
            align(a)
        );
        self.leaf(spot, &component, read)
    }

    fn text(&mut self, source: &str, a: Align, spot: Spot) -> Twin {
        let (shown, read) = self.rich(source, "The text", "html");
        let size = if spot == Spot::Letter { 16 } else { 15 };
        let component = self.words(spot, size, (8, 2), align(a), &shown);
        self.leaf(spot, &component, read)
    }

    fn image(&mut self, src: &str, alt: &str, href: Option<&str>, percent: Option<u8>, spot: Spot) -> Twin {
        let source = self.source(src, "The picture’s address", "src");
        let (shown, mut read) = self.said(alt, "The picture’s description", "alt");
        let mut link = String::new();
        if let Some(href) = href.filter(|h| !h.trim().is_empty()) {
            let (to, to_text) = self.link(href, "The picture’s link", "href");
            link = format!(" target=\"_blank\" href=\"{to}\"");
            read = format!("{read}: {to_text}");
        }
        let percent = u32::from(percent.unwrap_or(100)).clamp(10, 100);
        let component = format!(
            "<mj-image css-class=\"rg-ink rg-pad\" padding=\"12px {}px\" width=\"{}px\" border-radius=\"6px\" font-size=\"15px\" src=\"{source}\" alt=\"{shown}\"{link}{} />",
            spot.pad(),
            spot.width() * percent / 100,
            if percent > 60 { " fluid-on-mobile=\"true\"" } else { "" }
        );
        self.leaf(spot, &component, read)
    }

    fn button_block(&mut self, label: &str, href: &str, a: Align, spot: Spot) -> Twin {
        let (shown, read) = self.said(label, "The button’s words", "label");
        let (to, to_text) = self.link(href, "The button’s link", "href");
        let component = self.button(&shown, &to, a, spot);
        self.leaf(spot, &component, format!("{read}: {to_text}"))
    }

    pub(super) fn button(&self, label: &str, to: &str, a: Align, spot: Spot) -> String {
        let p = &self.palette;
        format!(
            "<mj-button css-class=\"rg-button rg-pad\" background-color=\"{}\" color=\"{}\" font-family=\"{}\" font-size=\"16px\" font-weight=\"bold\" \
             border-radius=\"6px\" inner-padding=\"14px 26px\" padding=\"14px {}px\" align=\"{}\" target=\"_blank\" href=\"{to}\">{label}</mj-button>",
            p.accent,
            p.on_accent,
            self.brand.text_face.stack(),
            spot.pad(),
            align(a)
        )
    }

    fn columns(&mut self, cells: &[Vec<EmailBlock>], split: ColumnSplit, inner: &mut Vec<usize>) -> Twin {
        let shares: Vec<u32> = match (split, cells.len()) {
            (ColumnSplit::WideLeft, 2) => vec![66, 34],
            (ColumnSplit::WideRight, 2) => vec![34, 66],
            (_, n) => vec![100 / u32::try_from(n.max(1)).unwrap_or(1); n],
        };
        let mut out = Twin::default();
        let even = split == ColumnSplit::Even || cells.len() != 2;
        for (cell, share) in cells.iter().zip(shares) {
            let column = self.all(cell, Spot::Column((WIDTH - 52) * share / 100 - 20), inner);
            let width = if even { String::new() } else { format!(" width=\"{share}%\"") };
            out.mjml.push_str(&format!("<mj-column{width} padding=\"0 10px\" vertical-align=\"top\">{}</mj-column>", column.mjml));
            out.text.push_str(&column.text);
        }
        Twin { mjml: self.side_by_side(4, &out.mjml), text: out.text }
    }

    fn social(&mut self, a: Align, spot: Spot) -> Twin {
        let (ink, line) = (&self.palette.soft, &self.palette.line);
        let mut shown = String::new();
        let mut read = String::new();
        for link in self.brand.links.iter().filter(|l| html::safe_picture(&l.url)) {
            let (name, url) = (network(link.network), &link.url);
            shown.push_str(&format!(
                "<a href=\"{}\" target=\"_blank\" class=\"rg-quiet\" style=\"display:inline-block;margin:3px 4px;padding:6px 14px;border:1px solid {line};\
                 border-radius:16px;color:{ink};font-size:13px;line-height:18px;text-decoration:none\">{name}</a> ",
                html::escape(url)
            ));
            read.push_str(&format!("{name}: {url}\n"));
        }
        if shown.is_empty() {
            return Twin::default();
        }
        let (shown, read) = (self.written(&shown), self.written(&read));
        let component = self.words(spot, 13, (14, 10), align(a), &shown);
        self.leaf(spot, &component, read)
    }
}

fn network(n: Network) -> &'static str {
    match n {
        Network::Instagram => "Instagram",
        Network::Facebook => "Facebook",
        Network::Pinterest => "Pinterest",
        Network::Tiktok => "TikTok",
        Network::Youtube => "YouTube",
        Network::Mastodon => "Mastodon",
        Network::Bluesky => "Bluesky",
        Network::Linkedin => "LinkedIn",
        Network::X => "X",
        Network::Website => "Website",
    }
}
