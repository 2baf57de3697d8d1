//! Any email for any reader: no panic, no token left over, one outcome for each block, forced choices honoured.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::hostile::harmless;
use super::*;

const NASTY: &str = "(.|\\{\\{|\\}\\}|\\{%|%\\}|<|>|\"|'|&|</style>|<script>|-->|<!--|\\]\\]>|javascript:|\u{e000}0\u{e001}| ){0,20}";
const LIQUID: &str = "(\\{\\{ person\\.first_name \\}\\}|\\{% if person\\.orders > 1 %\\}|\\{% else %\\}|\\{% endif %\\}|\\{% assign a = 'b' %\\}|\\{\\{ a \\}\\}|words |<b>|</b>|\\{\\{ products\\[0\\]\\.title \\}\\}|\\{% for p in products %\\}|\\{% endfor %\\}){0,7}";

fn words() -> impl Strategy<Value = String> {
    prop_oneof![NASTY, LIQUID]
}

fn leaf() -> impl Strategy<Value = BlockContent> {
    (words(), 0usize..17, any::<prop::sample::Index>()).prop_map(|(said, kind, _)| match every_kind(&said).swap_remove(kind) {
        BlockContent::Columns { .. } => heading(&said),
        BlockContent::Mjml { .. } => BlockContent::Mjml { source: said },
        content => content,
    })
}

/// Blocks with variants, some in columns; the ids are given afterwards.
fn email() -> impl Strategy<Value = Email> {
    let narrow =
        |c: BlockContent| if matches!(c, BlockContent::Mjml { .. } | BlockContent::Products { .. }) { BlockContent::Divider {} } else { c };
    let block = move || {
        (leaf(), prop::collection::vec(leaf(), 0..3), any::<bool>()).prop_map(|(content, variants, few)| {
            let variants = variants.into_iter().map(|content| BlockVariant { id: String::new(), only_for: vip(7), content });
            EmailBlock { id: String::new(), only_for: few.then(|| vip(7)), variants: variants.collect(), content }
        })
    };
    let columns = prop::collection::vec(prop::collection::vec(block(), 0..3), 2..4).prop_map(move |mut cells| {
        for b in cells.iter_mut().flatten() {
            b.content = narrow(b.content.clone());
            b.variants.iter_mut().for_each(|v| v.content = narrow(v.content.clone()));
        }
        EmailBlock::new("", BlockContent::Columns { cells, split: ColumnSplit::Even })
    });
    (prop::collection::vec(prop_oneof![3 => block(), 1 => columns], 0..5), words(), words()).prop_map(|(blocks, subject, translation)| {
        let mut email = Email::new(subject, translation.clone(), blocks);
        let mut n = 0;
        name(&mut email.blocks, &mut n);
        email.translations.insert("de".into(), BTreeMap::from([("n1.text".into(), translation)]));
        email
    })
}

fn name(blocks: &mut [EmailBlock], n: &mut usize) {
    let mut next = || {
        *n += 1;
        format!("n{n}")
    };
    for block in blocks.iter_mut() {
        block.id = next();
        block.variants.iter_mut().for_each(|v| v.id = next());
    }
    for block in blocks {
        let contents = std::iter::once(&mut block.content).chain(block.variants.iter_mut().map(|v| &mut v.content));
        for content in contents {
            if let BlockContent::Columns { cells, .. } = content {
                cells.iter_mut().for_each(|c| name(c, n));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_email_can_be_read_by_anybody(email in email(), who in NASTY, id in 1u32..3, german in any::<bool>(), wish in 0usize..3) {
        let email = Email::read(&serde_json::to_value(&email).unwrap()).unwrap();
        let letter = compile_for(&email, &brand(), "Corner Tea", if german { "de" } else { "en" }, &Shared::new()).unwrap();
        let mut ids = Vec::new();
        email.each_block(&mut |b| ids.push(b));
        let wished = |b: &EmailBlock| match wish {
            0 => "hidden".to_owned(),
            1 => "default".to_owned(),
            _ => b.variants.last().map_or("default".to_owned(), |v| v.id.clone()),
        };
        let forced = Forced { blocks: ids.iter().map(|b| (b.id.clone(), wished(b))).collect(), ..Forced::default() };
        let r = filled(&letter, &reader(id, Some(&who)), &vips(), &Teas::all(&who), None);
        let f = filled(&letter, &reader(id, Some(&who)), &vips(), &Teas::all("Tea"), Some(&forced));
        for r in [&r, &f] {
            prop_assert!(!r.html.contains("QZX") && !r.text.contains("QZX"));
            prop_assert_eq!(harmless(&r.html), Ok(()));
            prop_assert!(!r.subject.contains(['\n', '\r']));
            let seen: Vec<_> = r.blocks.iter().map(|o| o.id.as_str()).collect();
            let all: BTreeSet<_> = ids.iter().map(|b| b.id.as_str()).collect();
            prop_assert_eq!(seen.len(), all.len());
            prop_assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
        }
        for o in &f.blocks {
            let block = ids.iter().find(|b| b.id == o.id).unwrap();
            match wished(block).as_str() {
                "hidden" => prop_assert!(!o.shown),
                "default" => prop_assert_eq!(&o.variant, &None),
                _ if o.shown => prop_assert_eq!(&o.variant, &Some(wished(block))),
                _ => {}
            }
        }
    }

    #[test]
    fn a_name_arrives_as_it_is(name in NASTY) {
        let text = "<p>{{ person.first_name }}<a href=\"https://a.example/{{ person.first_name }}\">x</a></p>";
        let r = one(BlockContent::text(text), &name);
        let plain: String = super::super::data::without_turns(name.trim()).into_owned();
        if !plain.trim().is_empty() && !plain.chars().any(char::is_control) {
            prop_assert!(r.html.contains(&super::super::html::escape(&plain)));
            let link = format!("href=\"https://a.example/{}\"", super::super::html::percent(&plain));
            prop_assert!(r.html.contains(&link), "Liquid in a link");
        }
    }
}
