//! Variants, conditions, forced choices, columns and saved blocks: who gets what, and why.

use super::*;
use crate::segments::Segment;

fn with_variants() -> Email {
    let mut email = of(vec![heading("for the rest"), heading("always")]);
    email.blocks[0].variants = vec![
        BlockVariant { id: "v-vip".into(), only_for: vip(7), content: heading("for the few") },
        BlockVariant { id: "v-late".into(), only_for: vip(7), content: heading("never reached") },
    ];
    email.head_variants = vec![super::super::definition::HeadVariant {
        id: "h-vip".into(),
        only_for: vip(7),
        subject: "Dear VIP".into(),
        preheader: String::new(),
    }];
    email
}

#[test]
fn the_first_variant_that_fits_is_taken_and_says_why() {
    let letter = compile(&with_variants(), &brand(), "T").unwrap();
    let (a, b) = (fill(&letter, &reader(1, None), &vips(), &[]), fill(&letter, &reader(2, None), &vips(), &[]));
    assert_eq!((heading_in(&a.html), heading_in(&b.html)), ("for the few", "for the rest"));
    assert_eq!((a.subject.as_str(), b.subject.as_str(), a.head.as_deref()), ("Dear VIP", "S", Some("h-vip")));
    assert!(a.html.contains("<title>Dear VIP</title>"), "the head says the same");
    assert_eq!((a.blocks[0].variant.as_deref(), a.blocks[0].why.as_str()), (Some("v-vip"), "Is in “VIPs”, so the variant for them"));
    assert_eq!((b.blocks[0].variant.as_deref(), b.blocks[0].why.as_str()), (None, "No variant is for them, so the default"));
    assert!(a.text.contains("for the few") && !a.text.contains("for the rest"));
}

#[test]
fn what_is_forced_is_shown_whoever_reads_it() {
    let letter = compile(&with_variants(), &brand(), "T").unwrap();
    let forced =
        |what: &str| Forced { blocks: BTreeMap::from([("b0".to_owned(), what.to_owned())]), head: Some("default".into()), member_of: None };
    let as_vip = |what: &str| filled(&letter, &reader(1, None), &vips(), &Teas::default(), Some(&forced(what)));
    assert_eq!(heading_in(&as_vip("default").html), "for the rest");
    assert_eq!(heading_in(&as_vip("v-late").html), "never reached");
    assert_eq!((heading_in(&as_vip("hidden").html), as_vip("hidden").blocks[0].shown), ("always", false));
    assert_eq!(as_vip("default").subject, "S");
    let nobody = Forced { member_of: Some(vec![key(7)]), ..Forced::default() };
    let made_up = filled(&letter, &reader(2, None), &vips(), &Teas::default(), Some(&nobody));
    assert_eq!(heading_in(&made_up.html), "for the few", "a made-up reader is in what they are said to be in");
}

#[test]
fn a_condition_of_its_own_is_an_audience_like_a_segment() {
    let condition: Segment =
        serde_json::from_value(serde_json::json!({ "version": 2, "root": { "type": "group", "match": "all", "children": [] } })).unwrap();
    let audience = EmailAudience::Condition { condition: Box::new(condition) };
    let mut email = of(vec![heading("x")]);
    email.blocks[0].only_for = Some(audience.clone());
    let letter = compile(&email, &brand(), "T").unwrap();
    let people = Group::People { name: "People who bought twice.".into(), own: true, people: RoaringBitmap::from_iter([1u32]).into() };
    let groups = BTreeMap::from([(AudienceKey::of(&audience), people)]);
    let why = |id| fill(&letter, &reader(id, None), &groups, &[]).blocks[0].why.clone();
    assert_eq!(why(1), "Is one of these: “People who bought twice”");
    assert_eq!(why(2), "Is none of these: “People who bought twice”");
}

#[test]
fn blocks_in_columns_choose_for_themselves() {
    let mut inner = EmailBlock::new("inner", heading("for all"));
    inner.variants = vec![BlockVariant { id: "inner-vip".into(), only_for: vip(7), content: heading("for few") }];
    let hidden = EmailBlock { only_for: Some(vip(7)), ..EmailBlock::new("side", heading("beside")) };
    let email = of(vec![BlockContent::Columns { cells: vec![vec![inner], vec![hidden]], split: ColumnSplit::Even }]);
    let letter = compile(&email, &brand(), "T").unwrap();
    let (a, b) = (fill(&letter, &reader(1, None), &vips(), &[]), fill(&letter, &reader(2, None), &vips(), &[]));
    assert!(a.html.contains("for few") && a.html.contains("beside") && b.html.contains("for all") && !b.html.contains("beside"));
    assert_eq!(a.blocks.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["b0", "inner", "side"]);
    let hide = Forced { blocks: BTreeMap::from([("b0".to_owned(), "hidden".to_owned())]), ..Forced::default() };
    let gone = filled(&letter, &reader(1, None), &vips(), &Teas::default(), Some(&hide));
    assert!(gone.blocks.iter().all(|o| !o.shown) && gone.blocks[1].why.contains("stands in"), "{:?}", gone.blocks);
}

#[test]
fn a_saved_block_stands_in_its_place_and_a_circle_is_a_sentence() {
    let saved = |n| BlockContent::Saved { block: DocumentId(n) };
    let email = of(vec![saved(1), saved(2), saved(9), heading("after")]);
    let shared = Shared::from([
        (DocumentId(1), EmailBlock { only_for: Some(vip(7)), ..EmailBlock::new("x", heading("shared words")) }),
        (DocumentId(2), EmailBlock::new("y", saved(2))),
    ]);
    let letter = compile_for(&email, &brand(), "T", "en", &shared).unwrap();
    let problems: Vec<_> = letter.problems.iter().map(|p| (p.block.map(|b| letter.blocks[b].id.as_str()), p.sentence.as_str())).collect();
    assert_eq!(
        problems,
        [
            (Some("b1/y"), "This saved block holds itself, so it is left out here."),
            (Some("b2"), "This saved block was deleted, so nothing stands here; choose another one, or remove the block.")
        ]
    );
    let a = fill(&letter, &reader(1, None), &vips(), &[]);
    assert!(a.html.contains("shared words") && a.html.contains(">after</h2>"));
    assert!(!fill(&letter, &reader(2, None), &vips(), &[]).html.contains("shared words"));
    assert_eq!(a.blocks.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["b0", "b0/x", "b1", "b1/y", "b2", "b3"]);
}

#[test]
fn what_one_block_assigns_the_next_one_knows() {
    let letter = compile(&of(vec![heading("{% assign tea = 'Assam' %}One"), heading("Two {{ tea }}")]), &brand(), "T").unwrap();
    assert_eq!((letter.problems.len(), letter.unknown.len()), (0, 0), "{:?}", letter.unknown);
    let r = fill(&letter, &reader(1, None), &Groups::new(), &[]);
    assert!(r.html.contains("Two Assam") && r.text.contains("Two Assam"));
}
