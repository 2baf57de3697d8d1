//! An offer with its code, and what a customer wrote.

use super::super::block::{Align, OfferCode};
use super::super::html;
use super::super::letter::{Key, Needs};
use super::marks::{value, when};
use super::{Spot, Twin, Writer};
use crate::types::Day;

impl Writer<'_> {
    pub(super) fn offer(
        &mut self,
        title: &str,
        text: &str,
        code: &OfferCode,
        (button, href): (Option<&str>, Option<&str>),
        until: Option<Day>,
        spot: Spot,
    ) -> (Needs, Twin) {
        let (shown, read) = self.said(title, "The offer", "title");
        let (head_face, accent) = (self.brand.heading_face.stack(), self.palette.accent.clone());
        let size = if spot == Spot::Letter { 26 } else { 20 };
        let mut parts = vec![format!("<div style=\"font-family:{head_face};font-size:{size}px;line-height:1.25\">{shown}</div>")];
        let mut said = vec![read];
        if !text.trim().is_empty() {
            let (shown, read) = self.rich(text, "The words of the offer", "text");
            parts.push(format!("<div style=\"padding-top:8px\">{shown}</div>"));
            said.push(read);
        }
        let needs = match code {
            OfferCode::None => Needs::Nothing,
            OfferCode::Same { code } => Needs::Same(code.trim().to_owned()),
            OfferCode::Own { pool } => Needs::Code(*pool),
        };
        if needs != Needs::Nothing {
            let box_ = format!(
                "<div style=\"padding:10px 0 4px\"><span class=\"rg-link\" style=\"display:inline-block;border:2px dashed {accent};border-radius:8px;padding:12px 24px;\
                 font-family:Courier New, Courier, monospace;font-size:20px;font-weight:bold;letter-spacing:2px;color:{accent}\">{}</span></div>",
                value(Key::Code)
            );
            parts.push(when(Key::Code, &box_));
            said.push(when(Key::Code, &format!("{}: {}", self.words.your_code, value(Key::Code))));
        }
        if let Some(day) = until {
            let words = self.words.until.replace("{day}", &self.words.day(day));
            parts.push(format!(
                "<div class=\"rg-quiet\" style=\"padding-top:8px;font-size:13px;color:{}\">{}</div>",
                self.palette.soft,
                html::escape(&words)
            ));
            said.push(words);
        }
        let inner = Spot::Column(spot.width());
        let mut component = self.words(inner, 16, (6, 6), "center", &parts.concat());
        if let Some(label) = button.filter(|b| !b.trim().is_empty()) {
            let (shown, read) = self.said(label, "The button’s words", "button");
            let href = href.filter(|h| !h.trim().is_empty()).unwrap_or("{{ shop.website }}");
            let (to, to_text) = self.link(href, "The button’s link", "href");
            component.push_str(&self.button(&shown, &to, Align::Center, inner));
            said.push(format!("{read}: {to_text}"));
        }
        let text = said.join("\n") + "\n\n";
        let component = component.replace(" rg-pad", "");
        let mjml = match spot {
            Spot::Letter => self.section(
                "14px 36px",
                &format!(
                    "<mj-column css-class=\"rg-wash\" background-color=\"{}\" border-radius=\"10px\" padding=\"20px 24px\">{component}</mj-column>",
                    self.palette.wash
                ),
            ),
            Spot::Column(_) => component,
        };
        (needs, Twin { mjml, text })
    }

    /// Stars, words, who and of what.
    pub(super) fn review(&mut self, spot: Spot) -> Twin {
        let face = self.brand.heading_face.stack();
        let size = if spot == Spot::Letter { 20 } else { 17 };
        let about = when(
            Key::About,
            &format!(
                " · {}",
                self.linked(&value(Key::About), "rg-quiet", &format!("color:{};text-decoration:underline", self.palette.soft))
            ),
        );
        let words = format!(
            "<div class=\"rg-link\" style=\"color:{};font-size:18px;letter-spacing:3px;line-height:1.4\">{}</div>\
             <div style=\"font-family:{face};font-size:{size}px;line-height:1.45;padding:4px 0 8px\">“{}”</div>\
             <div class=\"rg-quiet\" style=\"font-size:14px;color:{}\">{}{about}</div>",
            self.palette.accent,
            value(Key::Stars),
            value(Key::Words),
            self.palette.soft,
            value(Key::Who),
        );
        let component = self.words(spot, 16, (14, 14), "left", &words);
        let about = when(Key::About, &format!(", {}", value(Key::About)));
        let read = format!("{} “{}” — {}{about}", value(Key::Stars), value(Key::Words), value(Key::Who));
        self.leaf(spot, &component, read)
    }
}
