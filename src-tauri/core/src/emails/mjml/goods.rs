//! What is filled from the shelf: products side by side or one under the other, one large, the cart, the last order.
//!
//! Rows are written by hand, as tables: they stay side by side on a phone, and a mail with twelve products stays small.

use super::super::block::{Align, ProductLayout, ProductPick};
use super::super::definition::BlockContent;
use super::super::letter::{Key, Needs};
use super::marks::{around, cell, each, value, when, within};
use super::{Spot, Twin, Writer};

impl Writer<'_> {
    pub(super) fn goods(&mut self, content: &BlockContent, spot: Spot) -> (Needs, Twin) {
        match content {
            BlockContent::Products { rule, count, leave_out, fill_with, layout, prices, button } => {
                let needs =
                    Needs::Products { rule: rule.clone(), count: usize::from(*count), leave_out: *leave_out, fill_with: fill_with.clone() };
                (needs, self.products(usize::from(*count), *layout, *prices, button.as_deref()))
            }
            BlockContent::Product { pick, leave_out, text, button } => {
                let needs = match pick {
                    ProductPick::Product { product } => Needs::Product(*product),
                    ProductPick::Rule { rule } => Needs::Products { rule: rule.clone(), count: 1, leave_out: *leave_out, fill_with: None },
                };
                (needs, self.product(text, button.as_deref(), spot))
            }
            BlockContent::Cart { button, href } => (Needs::Cart, self.cart(button.as_deref(), href.as_deref(), spot)),
            BlockContent::LastOrder { prices, button } => (Needs::LastOrder, self.last_order(*prices, button.as_deref(), spot)),
            BlockContent::Review { from, least_stars } => {
                (Needs::Review { pick: from.clone(), least_stars: *least_stars }, self.review(spot))
            }
            BlockContent::Offer { title, text, code, button, href, until } => {
                self.offer(title, text, code, (button.as_deref(), href.as_deref()), *until, spot)
            }
            _ => (Needs::Nothing, Twin::default()),
        }
    }

    /// `inner` as a link to the product, where it has a page.
    pub(super) fn linked(&self, inner: &str, class: &str, style: &str) -> String {
        let open = format!("<a href=\"{}\" target=\"_blank\" class=\"{class}\" style=\"{style}\">", value(Key::Link));
        format!("{}{inner}{}", when(Key::Link, &open), when(Key::Link, "</a>"))
    }

    fn title(&self) -> String {
        self.linked(&value(Key::Title), "rg-plain", &format!("color:{};text-decoration:none;font-weight:bold", self.palette.ink))
    }

    fn price(&self, prices: bool) -> String {
        if !prices {
            return String::new();
        }
        let was = when(Key::Was, &format!("<s>{}</s>&nbsp; ", value(Key::Was)));
        let price = format!("<div class=\"rg-quiet\" style=\"color:{}\">{was}{}</div>", self.palette.soft, value(Key::Price));
        when(Key::Price, &price)
    }

    /// A small button under a product; `label` is a slot.
    fn small_button(&self, label: Option<&str>) -> String {
        let Some(label) = label else { return String::new() };
        let style = format!(
            "display:inline-block;margin:10px 0 0;padding:8px 16px;border:1px solid {0};border-radius:6px;color:{0};font-size:14px;line-height:18px;\
             font-weight:bold;text-decoration:none",
            self.palette.accent
        );
        when(Key::Link, &self.linked(label, "rg-link", &style))
    }

    fn picture(&self, width: u32, style: &str) -> String {
        let img = format!(
            "<img src=\"{}\" alt=\"{}\" width=\"{width}\" style=\"display:block;border:0;border-radius:6px;height:auto;{style}\" />",
            value(Key::Image),
            value(Key::Title)
        );
        when(Key::Image, &self.linked(&img, "rg-plain", "text-decoration:none"))
    }

    fn label(&mut self, label: Option<&str>) -> Option<(String, String)> {
        let label = label.filter(|l| !l.trim().is_empty())?;
        Some(self.said(label, "The button’s words", "button"))
    }

    fn products(&mut self, count: usize, layout: ProductLayout, prices: bool, button: Option<&str>) -> Twin {
        let label = self.label(button);
        let label = label.as_ref().map(|(shown, _)| shown.as_str());
        let mut rows = String::new();
        let widest = if layout == ProductLayout::List { 1 } else { count.clamp(1, 3) };
        for n in 1..=widest {
            let row = match layout {
                ProductLayout::List => {
                    let line = cell(0, &self.list_row(120, &format!("{}{}{}", self.title(), self.price(prices), self.small_button(label))));
                    self.leaf(Spot::Letter, &self.words(Spot::Letter, 15, (10, 10), "left", &line), String::new()).mjml
                }
                ProductLayout::Grid => {
                    let columns: String = (0..n)
                        .map(|i| {
                            let style = if n == 1 {
                                "width:100%;max-width:280px;margin:0 0 10px"
                            } else {
                                "width:100%;max-width:250px;margin:0 0 10px"
                            };
                            let words = format!(
                                "{}{}{}{}",
                                self.picture(if n == 1 { 280 } else { 520 / 3 }, style),
                                self.title(),
                                self.price(prices),
                                self.small_button(label)
                            );
                            let text = self.words(Spot::Column(0), 15, (10, 12), "left", &cell(i, &words)).replace(" rg-pad", "");
                            format!("<mj-column padding=\"0 10px\" vertical-align=\"top\">{text}</mj-column>")
                        })
                        .collect();
                    self.side_by_side(0, &columns)
                }
            };
            rows.push_str(&around('R', n, &row));
        }
        let line = self.line_of_text(prices);
        Twin { mjml: around('G', 0, &rows), text: format!("{}\n", each(&line)) }
    }

    /// The picture at the left, words beside it.
    fn list_row(&self, picture: u32, words: &str) -> String {
        let style = format!("width:{picture}px;max-width:{picture}px");
        format!(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tbody><tr>{}<td valign=\"top\">{words}</td></tr></tbody></table>",
            when(
                Key::Image,
                &format!(
                    "<td valign=\"top\" width=\"{w}\" style=\"width:{w}px;padding-right:18px\">{}</td>",
                    self.picture(picture, &style),
                    w = picture + 18
                )
            )
        )
    }

    fn line_of_text(&self, prices: bool) -> String {
        let price = if prices { when(Key::Price, &format!(", {}", value(Key::Price))) } else { String::new() };
        format!("- {}{price}{}\n", value(Key::Title), when(Key::Link, &format!(": {}", value(Key::Link))))
    }

    fn product(&mut self, text: &str, button: Option<&str>, spot: Spot) -> Twin {
        let width = spot.width();
        let face = self.brand.heading_face.stack();
        let size = if spot == Spot::Letter { 24 } else { 19 };
        let title = self.linked(&value(Key::Title), "rg-plain", &format!("color:{};text-decoration:none", self.palette.ink));
        let mut words = format!(
            "{}<div style=\"font-family:{face};font-size:{size}px;line-height:1.3\">{title}</div>{}",
            self.picture(width, "width:100%;margin:0 0 14px"),
            self.price(true)
        );
        let mut read = self.line_of_text(true);
        if !text.trim().is_empty() {
            let (shown, said) = self.rich(text, "The words beside the product", "text");
            words.push_str(&format!("<div style=\"padding-top:10px\">{shown}</div>"));
            read = format!("{said}\n{read}");
        }
        let mut component = self.words(spot, 16, (12, 4), "left", &words);
        if let Some((label, _)) = self.label(button) {
            component.push_str(&around(
                'W',
                Key::ALL.iter().position(|(k, _)| *k == Key::Link).unwrap_or(0),
                &self.button(&label, &value(Key::Link), Align::Left, spot),
            ));
        }
        let component = around('C', 0, &component);
        self.leaf(spot, &component, within('C', 0, &read))
    }

    fn basket_rows(&mut self, prices: bool, button: Option<&str>) -> String {
        let (line, soft) = (&self.palette.line, &self.palette.soft);
        let (quantity, total) = (self.words.quantity, self.words.total);
        let price = match prices {
            true => format!(
                "<td align=\"right\" valign=\"top\" style=\"padding:12px 0;border-bottom:1px solid {line};white-space:nowrap\" class=\"rg-quiet\">{}</td>",
                when(Key::Price, &value(Key::Price))
            ),
            false => String::new(),
        };
        let row = format!(
            "<tr><td valign=\"top\" width=\"80\" style=\"width:80px;padding:12px 0;border-bottom:1px solid {line}\" class=\"rg-quiet\">{}</td>\
             <td valign=\"top\" style=\"padding:12px 16px;border-bottom:1px solid {line}\" class=\"rg-quiet\">{}{}{}</td>{price}</tr>",
            self.picture(64, "width:64px"),
            self.title(),
            when(Key::Quantity, &format!("<div class=\"rg-quiet\" style=\"color:{soft}\">{quantity}: {}</div>", value(Key::Quantity))),
            self.small_button(button)
        );
        let sum = match prices {
            true => when(
                Key::Total,
                &format!(
                    "<tr><td colspan=\"2\" style=\"padding:14px 0 4px\"><b>{total}</b></td><td align=\"right\" style=\"padding:14px 0 4px;white-space:nowrap\"><b>{}</b></td></tr>",
                    value(Key::Total)
                ),
            ),
            false => String::new(),
        };
        format!(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse\"><tbody>{}{sum}</tbody></table>",
            each(&row)
        )
    }

    fn basket_text(&self, prices: bool) -> String {
        let price = if prices { when(Key::Price, &format!(", {}", value(Key::Price))) } else { String::new() };
        let line = format!("- {}{}{price}\n", when(Key::Quantity, &format!("{} × ", value(Key::Quantity))), value(Key::Title));
        let total = if prices { when(Key::Total, &format!("{}: {}\n", self.words.total, value(Key::Total))) } else { String::new() };
        format!("{}{total}", each(&line))
    }

    fn cart(&mut self, button: Option<&str>, href: Option<&str>, spot: Spot) -> Twin {
        let table = self.basket_rows(true, None);
        let mut component = self.words(spot, 15, (8, 8), "left", &table);
        let mut read = self.basket_text(true);
        if let Some((label, said)) = self.label(button) {
            let (to, to_text) = match href.filter(|h| !h.trim().is_empty()) {
                Some(href) => self.link(href, "The button’s link", "href"),
                None => (value(Key::Back), value(Key::Back)),
            };
            component.push_str(&self.button(&label, &to, Align::Left, spot));
            read = format!("{read}{said}: {to_text}");
        }
        self.leaf(spot, &component, read)
    }

    fn last_order(&mut self, prices: bool, button: Option<&str>, spot: Spot) -> Twin {
        let label = self.label(button);
        let table = self.basket_rows(prices, label.as_ref().map(|(shown, _)| shown.as_str()));
        let component = self.words(spot, 15, (8, 8), "left", &table);
        let read = self.basket_text(prices);
        self.leaf(spot, &component, read)
    }
}
