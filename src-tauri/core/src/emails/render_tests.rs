//! Rendering as a whole: three people, hidden blocks, hostile words.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use roaring::RoaringBitmap;

use super::brand::Brand;
use super::compile::{Letter, compile};
use super::data;
use super::definition::{BlockContent, Email, EmailAudience, EmailBlock};
use super::reader::{Ask, AudienceKey, Basket, Group, Groups, Picked, Picks, ProductView, ReviewView, Sheet, Shelf};
use super::render::{Rendered, render};
use super::shelf::ProductRule;
use super::{Note, starters};
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{CouponPoolId, Currency, Day, DocumentId, Money, PersonId, ProductId, ShopZone, Timestamp};

fn shop() -> Shop {
    Shop { name: "Corner Tea".to_owned(), currency: Currency::GBP, zone: ShopZone::UTC, demo: false }
}

fn brand() -> Brand {
    Brand { website: "https://tea.example".to_owned(), postal_address: "1 High Street\nExampleton".to_owned(), ..Brand::default() }
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

fn key(segment: i64) -> AudienceKey {
    AudienceKey::of(&EmailAudience::Segment { segment: DocumentId(segment) })
}

fn vips() -> Groups {
    BTreeMap::from([(key(7), Group::People { name: "VIPs".to_owned(), own: false, people: RoaringBitmap::from_iter([1u32]).into() })])
}

/// These products for everybody.
struct Teas<'a>(&'a [ProductView]);

impl Shelf for Teas<'_> {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        let one = |p: &ProductView| Picked { product: p.clone().into(), why: "A tea".to_owned() };
        Picks { chosen: self.0.iter().take(ask.count).map(one).collect(), ..Picks::default() }
    }
    fn product(&self, _: ProductId) -> Option<Arc<ProductView>> {
        None
    }
    fn cart(&self) -> Option<Basket> {
        None
    }
    fn last_order(&self) -> Option<Basket> {
        None
    }
    fn review(&self, _: &super::block::ReviewPick, _: u8, _: &[ProductId]) -> Option<ReviewView> {
        None
    }
    fn code(&self, _: CouponPoolId) -> Option<String> {
        None
    }
}

fn fill(letter: &Letter, reader: &EmailReaderRow, groups: &Groups, products: &[ProductView]) -> Rendered {
    let today = Day::new(2026, 11, 20).unwrap();
    let data = data::about(reader, &shop(), &brand(), today);
    let shelf = Teas(products);
    render(letter, &Sheet { person: Some(reader.person), data, currency: Currency::GBP, groups, shelf: &shelf, forced: None, told: true })
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

/// The words of the first heading in the HTML.
fn heading_in(html: &str) -> &str {
    let from = html.find("<h2").unwrap();
    let from = from + html[from..].find('>').unwrap() + 1;
    &html[from..from + html[from..].find("</h2>").unwrap()]
}

#[test]
fn three_people_read_three_letters() {
    let letter = compile(&starters::we_miss_you(Some(DocumentId(7))), &brand(), "Corner Tea").unwrap();
    assert_eq!(letter.problems, []);
    assert_eq!(letter.unknown, []);
    let (a, b, c) = (reader(1, Some("Ada")), reader(2, Some("Ben")), EmailReaderRow { last_order_at: None, orders: 0, ..reader(3, None) });
    let teas = [tea("Assam"), tea("Oolong"), tea("Sencha"), tea("Rooibos")];
    let [a, b, c] = [fill(&letter, &a, &vips(), &teas), fill(&letter, &b, &vips(), &teas[1..]), fill(&letter, &c, &vips(), &[])];
    assert_eq!(
        [&a.subject, &b.subject, &c.subject],
        ["Ada, it has been a while", "Ben, it has been a while", "Hello, it has been a while"]
    );
    assert!(a.html.contains("A word of thanks") && !b.html.contains("A word of thanks") && !b.text.contains("A word of thanks"));
    assert!(a.html.contains("Assam") && !b.html.contains("Assam") && !c.html.contains("£9.50"));
    assert!(a.html.contains("left in July") && c.html.contains("we have not met"));
    assert_eq!(
        c.notes,
        [(None, Note::Fallback("person.first_name".to_owned())), (Some(0), Note::Fallback("person.first_name".to_owned()))]
    );
    let why: Vec<_> = b.blocks.iter().filter(|o| o.why != "For everybody").map(|o| (o.id.as_str(), o.shown, o.why.as_str())).collect();
    assert_eq!(why, [("thanks", false, "Is not in “VIPs”")]);
    assert!(c.blocks.iter().any(|o| o.id == "suggestions" && !o.shown && o.why.contains("no product left")));
    for r in [&a, &b, &c] {
        assert!(!r.html.contains("QZX") && !r.html.contains("{{") && !r.html.contains("{%"), "{}", r.html);
        assert!(r.html.contains("*|UNSUB|*") && r.html.contains("1 High Street<br />Exampleton"));
        assert!(!r.html.contains("fonts.googleapis"));
        assert!(r.html.len() < 40_000, "{}", r.html.len());
    }
    insta::assert_snapshot!(a.text);
}

#[test]
fn a_name_is_only_ever_words() {
    let name = "<b>Bob & \"Co\"</b> {{ person.email }} {% if %}";
    let r = one(heading("Hi {{ person.first_name }}"), name);
    assert_eq!(heading_in(&r.html), "Hi &lt;b&gt;Bob &amp; &quot;Co&quot;&lt;/b&gt; {{ person.email }} {% if %}");
    let mut email = of(vec![]);
    email.subject = "For {{ person.first_name }}".to_owned();
    let letter = compile(&email, &brand(), "Corner Tea").unwrap();
    assert_eq!(fill(&letter, &reader(1, Some("Bob & \"Co\"\r\nBcc: x")), &Groups::new(), &[]).subject, "For Bob & \"Co\" Bcc: x");
}

#[test]
fn liquid_lives_in_links_and_pictures() {
    let button = BlockContent::button("Go {{ person.first_name }}", "https://a.example/?n={{ person.first_name }}&a=\"b\"");
    let r = one(button, "A&B \"x\"");
    assert!(r.html.contains("href=\"https://a.example/?n=A%26B%20%22x%22&amp;a=&quot;b&quot;\""), "{}", r.html);
    assert!(r.html.contains(">Go A&amp;B &quot;x&quot;</a>"));
    assert!(r.text.contains("Go A&B \"x\": https://a.example/?n=A%26B%20%22x%22&a=\"b\""), "{}", r.text);
    let r = one(BlockContent::button("x", "{{ person.first_name }}"), "javascript:alert(1)");
    assert!(!r.html.contains("javascript:") && r.html.contains("href=\"#\""));
    let r = one(
        BlockContent::Image {
            src: "https://a.example/{{ person.first_name }}.png".into(),
            alt: "é \\ \" {{ person.first_name }}".into(),
            href: None,
            width: None,
        },
        "\"x",
    );
    assert!(r.html.contains("src=\"https://a.example/%22x.png\"") && r.html.contains("alt=\"é \\ &quot; &quot;x\""), "{}", r.html);
}

#[test]
fn what_does_not_exist_is_empty_and_named() {
    let letter =
        compile(&of(vec![heading("{{ person.nickname }}{{ nothing.at.all | default: 'x' }} {{ last_order.x.y }}")]), &brand(), "T")
            .unwrap();
    let names: Vec<_> = letter.unknown.iter().map(|(_, n)| n.as_str()).collect();
    assert_eq!(names, ["person.nickname", "nothing.at.all", "last_order.x.y"]);
    let r = fill(&letter, &reader(1, None), &Groups::new(), &[]);
    assert_eq!(heading_in(&r.html), "x ");
    assert!(r.notes.contains(&(Some(0), Note::Empty("person.nickname".to_owned()))), "{:?}", r.notes);
}

#[test]
fn a_mistake_is_a_sentence_and_the_rest_still_shows() {
    let letter = compile(&of(vec![heading("{{ open"), heading("{{ a | split: ',' }}"), heading("fine")]), &brand(), "T").unwrap();
    let sentences: Vec<_> = letter.problems.iter().map(|p| (p.block, p.sentence.as_str())).collect();
    insta::assert_snapshot!(format!("{sentences:#?}"));
    assert!(fill(&letter, &reader(1, None), &Groups::new(), &[]).html.contains(">fine</h2>"));
}

#[test]
fn money_and_days_read_like_a_person_writes_them() {
    let r = one(heading("{{ person.spent | money }} {{ last_order.date | date }} {{ last_order.days }} {{ today | date: '%d.%m.' }}"), "A");
    assert_eq!(heading_in(&r.html), "£1,234.50 25 July 2026 118 20.11.");
    let r = one(heading("{{ today | date: '%Q %z' }}"), "A");
    assert!(matches!(&r.notes[0].1, Note::Failed(why) if why.contains("date format")), "{:?}", r.notes);
}

#[test]
fn nothing_runs_away() {
    let doubling = "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}{{ x }}";
    let r = one(heading(doubling), "A");
    assert!(matches!(&r.notes[0].1, Note::Failed(why) if why.contains("10,000")), "{:?}", r.notes);
    let long = format!("{{% for i in (1..99) %}}{{% for j in (1..99) %}}{}{{% endfor %}}{{% endfor %}}", "x".repeat(100));
    let r = one(heading(&long), "A");
    assert!(matches!(&r.notes[0].1, Note::Failed(_)), "{:?}", r.notes);
    for overflow in
        ["{{ 9223372036854775807 | plus: 1 }}", "{{ 1 | divided_by: 0 }}", "{{ 'x' | truncate: -5 }}", "{{ products[9].title }}"]
    {
        one(heading(overflow), "A");
    }
}

#[test]
fn a_deleted_segment_hides_the_block_from_everybody() {
    let mut email = of(vec![heading("secret")]);
    email.blocks[0].only_for = Some(EmailAudience::Segment { segment: DocumentId(9) });
    let letter = compile(&email, &brand(), "T").unwrap();
    let r = fill(&letter, &reader(1, None), &BTreeMap::from([(key(9), Group::Gone)]), &[]);
    assert!(!r.html.contains("secret") && r.blocks[0].why.contains("deleted"));
}

#[test]
fn the_html_of_each_block() {
    let letter = compile(&of(vec![heading("H"), BlockContent::button("B", "https://a.example")]), &brand(), "T").unwrap();
    let blocks = letter.blocks.iter().map(|b| format!("{:#?}", b.layouts)).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(blocks);
}

/// Tags that a mail of ours may hold; anything else came from somebody's words.
fn foreign_markup(html: &str) -> Option<&str> {
    const OURS: [&str; 29] = [
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
        "noscript",
        "xml",
        "o:OfficeDocumentSettings",
        "o:AllowPNG/",
        "o:PixelsPerInch",
        "!doctype",
        "!DOCTYPE",
    ];
    html.split('<').skip(1).map(|t| &t[..t.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(t.len())]).find(|t| {
        let name = t.trim_start_matches('/');
        !OURS.contains(&name) && !name.starts_with("!--") && !name.starts_with("![endif]")
    })
}

const NASTY: &str =
    "(.|\\{\\{|\\}\\}|\\{%|%\\}|<|>|\"|'|&|</style>|<script>|-->|<!--|\\]\\]>|javascript:|QZXS0Q|QZXFQ|\u{e000}0\u{e001}| ){0,24}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_stays_words(text in NASTY, name in NASTY, title in NASTY) {
        let email = Email { subject: text.clone(), preheader: text.clone(), ..of(vec![
            heading(&text),
            BlockContent::text(format!("{text}<a href=\"{text}\">{text}</a>")),
            BlockContent::text("<p>{{ person.first_name }}<a href=\"https://a.example/{{ person.first_name }}\">x</a></p>"),
            BlockContent::Image { src: text.clone(), alt: text.clone(), href: Some(text.clone()), width: None },
            BlockContent::button(text.clone(), text.clone()),
            BlockContent::products(ProductRule::BestSellers { days: 90 }, 3),
        ]) };
        let letter = compile(&email, &Brand { logo_text: text.clone(), postal_address: text.clone(), ..brand() }, &text).unwrap();
        let view = ProductView { id: ProductId(1), was: None, title: title.clone(), price: None, url: Some(title.clone()), image_url: Some(title.clone()) };
        let r = fill(&letter, &reader(1, Some(&name)), &Groups::new(), &[view]);
        prop_assert_eq!(foreign_markup(&r.html), None);
        prop_assert!(!r.html.to_lowercase().contains("href=\"javascript"));
        prop_assert!(!r.subject.contains(['\n', '\r']));
        let quotes = r.html.split('<').skip(1).filter_map(|t| t.split_once('>')).filter(|(tag, _)| tag.matches('"').count() % 2 == 1).count();
        prop_assert_eq!(quotes, 0, "an attribute broke open");
        super::frame::frame(&r.html, &BTreeMap::new());
        if !name.trim().is_empty() && !name.chars().any(char::is_control) {
            prop_assert!(r.html.contains(&super::html::escape(name.trim())));
            let link = format!("href=\"https://a.example/{}\"", super::html::percent(name.trim()));
            prop_assert!(r.html.contains(&link), "Liquid in a link");
        }
    }
}
