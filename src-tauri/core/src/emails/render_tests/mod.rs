//! Rendering as a whole, by subject. Here: a shop, readers, a shelf and an email with a block of every kind.

mod choices;
mod foundations;
mod goods;
mod hostile;
mod languages;
mod property;
mod raw;
mod sources;

use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::block::{Align, ColumnSplit, OfferCode, ProductLayout, ProductPick, ReviewPick};
use super::brand::{Brand, Network, SocialLink};
use super::compile::{Letter, Shared, compile, compile_for};
use super::data;
use super::definition::{BlockContent, BlockVariant, Email, EmailAudience, EmailBlock};
use super::reader::{Ask, AudienceKey, Basket, Forced, Group, Groups, LineView, Picked, Picks, ProductView, ReviewView, Sheet, Shelf};
use super::render::{Rendered, html, render, weigh};
use super::shelf::{LeaveOut, ProductRule};
use super::{Note, starters};
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{CouponPoolId, Currency, Day, DocumentId, Money, PersonId, ProductId, ShopZone, Timestamp};

fn shop() -> Shop {
    Shop { name: "Corner Tea".to_owned(), currency: Currency::GBP, zone: ShopZone::UTC, demo: false }
}

fn brand() -> Brand {
    Brand {
        website: "https://tea.example".to_owned(),
        postal_address: "1 High Street\nExampleton".to_owned(),
        links: vec![SocialLink { network: Network::Instagram, url: "https://social.example/tea".to_owned() }],
        ..Brand::default()
    }
}

fn reader(id: u32, first_name: Option<&str>) -> EmailReaderRow {
    EmailReaderRow {
        person: PersonId(id),
        email: Some(format!("p{id}@example.com")),
        first_name: first_name.map(str::to_owned),
        last_name: None,
        country: Some("GB".to_owned()),
        city: None,
        language: None,
        orders: 2,
        spent: 123_450,
        paid: None,
        last_order_at: Some(Timestamp(1_785_000_000)),
    }
}

fn tea(title: &str) -> ProductView {
    ProductView {
        id: ProductId(title.len().try_into().unwrap()),
        was: None,
        title: title.to_owned(),
        price: Some(Money::new(950, Currency::GBP)),
        url: Some("https://tea.example/p/1".to_owned()),
        image_url: Some("https://tea.example/p/1.jpg".to_owned()),
    }
}

fn line(title: &str, quantity: i64) -> LineView {
    LineView {
        product: None,
        title: title.to_owned(),
        quantity,
        price: Some(Money::new(950 * quantity, Currency::GBP)),
        url: Some("https://tea.example/p/1".to_owned()),
        image_url: Some("https://tea.example/p/1.jpg".to_owned()),
    }
}

fn key(segment: i64) -> AudienceKey {
    AudienceKey::of(&vip(segment))
}

fn vip(segment: i64) -> EmailAudience {
    EmailAudience::Segment { segment: DocumentId(segment) }
}

/// Segment 7 holds person 1.
fn vips() -> Groups {
    BTreeMap::from([(key(7), Group::People { name: "VIPs".to_owned(), own: false, people: RoaringBitmap::from_iter([1u32]).into() })])
}

/// The same for everybody.
#[derive(Default)]
struct Teas {
    products: Vec<ProductView>,
    basket: Option<Basket>,
    review: Option<ReviewView>,
    code: Option<String>,
}

impl Teas {
    fn of(products: &[ProductView]) -> Self {
        Self { products: products.to_vec(), ..Self::default() }
    }

    /// Something of everything, called by this name.
    fn all(name: &str) -> Self {
        Self {
            products: (0..12).map(|n| ProductView { id: ProductId(n), ..tea(name) }).collect(),
            basket: Some(Basket {
                lines: vec![line(name, 1), line(name, 2)],
                total: Some(Money::new(2850, Currency::GBP)),
                url: Some("https://tea.example/cart".to_owned()),
            }),
            review: Some(ReviewView {
                stars: 4,
                words: name.to_owned(),
                first_name: Some(name.to_owned()),
                last_name: Some("Example".to_owned()),
                product: Some(tea(name).into()),
            }),
            code: Some(name.to_owned()),
        }
    }
}

impl Shelf for Teas {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        let one = |p: &ProductView| Picked { product: p.clone().into(), why: "A tea".to_owned() };
        let fresh = self.products.iter().filter(|p| !ask.leave_out.already_here || !ask.shown.contains(&p.id));
        Picks { chosen: fresh.take(ask.count).map(one).collect(), ..Picks::default() }
    }
    fn product(&self, id: ProductId) -> Option<Arc<ProductView>> {
        self.products.iter().find(|p| p.id == id).cloned().map(Arc::new)
    }
    fn cart(&self) -> Option<Basket> {
        self.basket.clone()
    }
    fn last_order(&self) -> Option<Basket> {
        self.basket.clone()
    }
    fn review(&self, _: &ReviewPick, _: u8, _: &[ProductId]) -> Option<ReviewView> {
        self.review.clone()
    }
    fn code(&self, _: CouponPoolId) -> Option<String> {
        self.code.clone()
    }
}

fn filled(letter: &Letter, reader: &EmailReaderRow, groups: &Groups, shelf: &Teas, forced: Option<&Forced>) -> Rendered {
    let data = data::about(reader, &shop(), &brand(), Day::new(2026, 11, 20).unwrap());
    let sheet = Sheet { person: Some(reader.person), data, currency: Currency::GBP, groups, shelf, forced, told: true };
    let rendered = render(letter, &sheet);
    // Whoever renders for a test also holds the scales against it.
    let (weighed, mut page) = (weigh(letter, &sheet), String::new());
    html(letter, &sheet, &mut page);
    assert_eq!((weighed.size, &page), (rendered.html.len(), &rendered.html));
    assert_eq!((&weighed.subject, &weighed.preheader, &weighed.head), (&rendered.subject, &rendered.preheader, &rendered.head));
    assert_eq!((&weighed.notes, &weighed.suggested, &weighed.picks), (&rendered.notes, &rendered.suggested, &rendered.picks));
    let shown = |r: &Rendered| r.blocks.iter().map(|b| (b.shown, b.variant.clone())).collect::<Vec<_>>();
    assert_eq!(shown(&weighed), shown(&rendered));
    rendered
}

fn fill(letter: &Letter, reader: &EmailReaderRow, groups: &Groups, products: &[ProductView]) -> Rendered {
    filled(letter, reader, groups, &Teas::of(products), None)
}

fn of(blocks: Vec<BlockContent>) -> Email {
    let blocks = blocks.into_iter().enumerate().map(|(i, content)| EmailBlock::new(format!("b{i}"), content)).collect();
    Email::new("S", "", blocks)
}

fn one(content: BlockContent, name: &str) -> Rendered {
    let letter = compile(&of(vec![content]), &brand(), "Corner Tea").unwrap();
    assert_eq!(letter.problems, []);
    fill(&letter, &reader(1, Some(name)), &Groups::new(), &[])
}

fn heading(text: &str) -> BlockContent {
    BlockContent::heading(text)
}

fn products(count: u8, layout: ProductLayout) -> BlockContent {
    BlockContent::Products {
        rule: ProductRule::ForYou {},
        count,
        leave_out: LeaveOut { already_here: false, ..LeaveOut::default() },
        fill_with: None,
        layout,
        prices: true,
        button: Some("Look".to_owned()),
    }
}

/// A block of every kind; `said` stands wherever an author writes.
fn every_kind(said: &str) -> Vec<BlockContent> {
    let s = || said.to_owned();
    vec![
        heading(said),
        BlockContent::Text {
            html: format!("<p>{said} <b>bold</b> <a href=\"https://tea.example/a\">{said}</a></p><ul><li>{said}</li></ul>"),
            align: Align::Left,
        },
        BlockContent::Image {
            src: "https://tea.example/i.jpg".into(),
            alt: s(),
            href: Some("https://tea.example".into()),
            width: Some(50),
        },
        BlockContent::Image { src: "picture:3".into(), alt: s(), href: None, width: None },
        BlockContent::Button { label: s(), href: "https://tea.example/go".into(), align: Align::Center },
        BlockContent::Columns {
            cells: vec![
                vec![EmailBlock::new("left", heading(said)), EmailBlock::new("left-text", BlockContent::text(format!("<p>{said}</p>")))],
                vec![EmailBlock::new("right", BlockContent::button(said, "https://tea.example/right"))],
            ],
            split: ColumnSplit::WideLeft,
        },
        BlockContent::Divider {},
        BlockContent::Spacer { height: 20 },
        BlockContent::Social { align: Align::Center },
        products(3, ProductLayout::Grid),
        products(2, ProductLayout::List),
        BlockContent::Product {
            pick: ProductPick::Product { product: ProductId(1) },
            leave_out: LeaveOut::default(),
            text: format!("<p>{said}</p>"),
            button: Some(s()),
        },
        BlockContent::Cart { button: Some(s()), href: None },
        BlockContent::LastOrder { prices: true, button: Some(s()) },
        BlockContent::Offer {
            title: s(),
            text: format!("<p>{said}</p>"),
            code: OfferCode::Own { pool: CouponPoolId(1) },
            button: Some(s()),
            href: Some("https://tea.example/sale".into()),
            until: Some(Day::new(2026, 12, 24).unwrap()),
        },
        BlockContent::Review { from: ReviewPick::Best {}, least_stars: 4 },
        BlockContent::Mjml {
            source: format!("<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>", said.replace('<', "&lt;")),
        },
    ]
}

/// The words of the first heading in the HTML.
fn heading_in(html: &str) -> &str {
    let from = html.find("<h2").unwrap();
    let from = from + html[from..].find('>').unwrap() + 1;
    &html[from..from + html[from..].find("</h2>").unwrap()]
}
