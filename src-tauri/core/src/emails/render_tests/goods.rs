//! What comes from the shelf: products in rows, carts, offers, reviews; and tracking.

use super::*;
use crate::emails::definition::Tracking;

fn shown(content: BlockContent, shelf: &Teas) -> Rendered {
    let letter = compile(&of(vec![content]), &brand(), "Corner Tea").unwrap();
    assert_eq!(letter.problems, []);
    filled(&letter, &reader(1, Some("Ada")), &Groups::new(), shelf, None)
}

#[test]
fn every_kind_is_there_in_both_forms() {
    for content in every_kind("Lapsang") {
        let noun = content.noun();
        let r = shown(content, &Teas::all("Lapsang"));
        assert!(!r.html.contains("QZX") && !r.text.contains("QZX") && !r.text.contains('<'), "{noun}: {}", r.text);
        assert!(r.blocks[0].shown, "{noun}: {}", r.blocks[0].why);
        if !matches!(noun, "line" | "space" | "social links") {
            assert!(r.html.contains("Lapsang") && r.text.contains("Lapsang"), "{noun}: {}", r.text);
        }
    }
}

#[test]
fn products_are_laid_out_for_the_number_that_came() {
    for n in 1..=12 {
        let teas: Vec<_> = (0..n).map(|i| ProductView { id: ProductId(i), ..tea(&format!("Tea {i}.")) }).collect();
        let r = shown(products(12, ProductLayout::Grid), &Teas::of(&teas));
        for i in 0..n {
            assert_eq!(r.html.matches(&format!("alt=\"Tea {i}.\"")).count(), 1, "{i} of {n}");
        }
        assert_eq!(r.suggested, [(0, usize::try_from(n).unwrap(), 12)]);
    }
    let twelve: Vec<_> = (0..12).map(|i| ProductView { id: ProductId(i), ..tea("Tea") }).collect();
    let r = shown(products(12, ProductLayout::Grid), &Teas::of(&twelve));
    assert!(r.html.len() < 45_000, "{}", r.html.len());
}

#[test]
fn what_is_shown_already_is_not_shown_again() {
    let rule = || BlockContent::products(ProductRule::ForYou {}, 2);
    let letter = compile(&of(vec![rule(), rule()]), &brand(), "T").unwrap();
    let teas: Vec<_> = (0..4).map(|i| ProductView { id: ProductId(i), ..tea(&format!("Tea {i}.")) }).collect();
    let r = fill(&letter, &reader(1, None), &Groups::new(), &teas);
    assert!((0..4).all(|i| r.html.matches(&format!("alt=\"Tea {i}.\"")).count() == 1));
    assert_eq!(r.picks.iter().map(|(b, p)| (*b, p.chosen.len())).collect::<Vec<_>>(), [(0, 2), (1, 2)]);
}

#[test]
fn whoever_has_none_of_it_does_not_get_the_block() {
    let nothing = Teas::default();
    let why = |content| shown(content, &nothing).blocks[0].clone();
    for (content, words) in [
        (BlockContent::Cart { button: None, href: None }, "nothing in a cart"),
        (BlockContent::LastOrder { prices: true, button: None }, "not ordered yet"),
        (BlockContent::Review { from: ReviewPick::Best {}, least_stars: 4 }, "no review"),
        (products(3, ProductLayout::List), "no product left"),
        (every_kind("x").remove(14), "no code left"),
    ] {
        let outcome = why(content);
        assert!(!outcome.shown && outcome.why.contains(words), "{outcome:?}");
    }
}

#[test]
fn a_sale_a_review_and_an_offer_say_what_they_should() {
    let dear = ProductView { was: Some(Money::new(1200, Currency::GBP)), ..tea("Assam") };
    let html = shown(products(1, ProductLayout::List), &Teas::of(&[dear])).html;
    assert!(html.contains("<s>£12.00</s>") && html.contains("£9.50"), "{html}");
    let r = shown(BlockContent::Review { from: ReviewPick::Best {}, least_stars: 4 }, &Teas::all("Ada"));
    assert!(r.text.contains("★★★★☆ “Ada” — Ada E., Ada") && !r.html.contains("Ada Example"), "{}", r.text);
    let r = shown(every_kind("Tea time").remove(14), &Teas::all("TEA-7"));
    assert!(r.text.contains("Your code: TEA-7") && r.text.contains("Until 24 December 2026") && r.html.contains("dashed"), "{}", r.text);
}

#[test]
fn tracking_is_added_to_the_letters_links_alone() {
    let mut email = of(vec![
        BlockContent::button("Go", "https://tea.example/go?x=1#top"),
        BlockContent::button("Write", "mailto:tea@example.com"),
        products(1, ProductLayout::List),
    ]);
    email.tracking = Some(Tracking { source: "letter".into(), medium: "email".into(), campaign: "a & b".into() });
    let letter = compile(&email, &brand(), "T").unwrap();
    let r = fill(&letter, &reader(1, None), &Groups::new(), &[tea("Assam")]);
    let more = "utm_source=letter&amp;utm_medium=email&amp;utm_campaign=a%20%26%20b";
    assert!(r.html.contains(&format!("https://tea.example/go?x=1&amp;{more}#top")), "{}", r.html);
    assert!(r.html.contains(&format!("https://tea.example/p/1?{more}")));
    assert!(r.html.contains("href=\"mailto:tea@example.com\"") && r.html.contains("href=\"*|UNSUB|*\""));
    assert!(r.text.contains("https://tea.example/p/1?utm_source=letter&utm_medium=email&utm_campaign=a%20%26%20b"));
}
