//! Each lint with an email that has it and one that has not; and every fix mends what it says it mends.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::brand::Brand;
use super::super::definition::Email;
use super::{BrandPart, Desk, FinishedMail, Fix, Lint, LintId, about_the_email, about_the_mail, fix};
use crate::types::Day;

fn brand() -> Brand {
    Brand { website: "https://shop.test".to_owned(), postal_address: "High Street 1".to_owned(), ..Brand::default() }
}

fn lints_with(email: &Email, brand: &Brand) -> Vec<Lint> {
    let desk = Desk { brand, today: Day::new(2026, 11, 20).unwrap(), saved_block: &|id| id.0 == 1, segment: &|id| id.0 == 1 };
    about_the_email(email, &desk)
}

fn email(changes: &Value) -> Email {
    let mut body = json!({
        "version": 2, "subject": "Spring has come", "preheader": "Three things that we unpacked this morning",
        "tracking": { "source": "a", "medium": "email", "campaign": "c" },
        "blocks": [{ "id": "t", "content": { "kind": "text", "html": "<p>We unpacked three things this morning, and thought of you.</p>" } }],
    });
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    Email::read(&body).unwrap()
}

fn block(content: Value) -> Value {
    json!({ "blocks": [{ "id": "b", "content": content }] })
}

fn link(href: &str) -> Value {
    block(json!({ "kind": "button", "label": "Go", "href": href }))
}

fn rich(html: &str) -> Value {
    block(json!({ "kind": "text", "html": html }))
}

fn picture(src: &str, alt: &str) -> Value {
    block(json!({ "kind": "image", "src": src, "alt": alt }))
}

fn mjml(source: &str) -> Value {
    block(json!({ "kind": "mjml", "source": source }))
}

/// The lint, an email that has it, one that has not, and whether there is a fix.
fn table() -> Vec<(LintId, Value, Value, bool)> {
    use LintId as L;
    let sixty = "Sixty letters and then a few more, which is what we want here";
    vec![
        (L::SubjectMissing, json!({ "subject": " " }), json!({}), false),
        (L::SubjectLong, json!({ "subject": sixty }), json!({ "subject": &sixty[..40] }), false),
        (L::SubjectShort, json!({ "subject": "Hey" }), json!({ "subject": "{{ person.city }}" }), false),
        (L::PreheaderMissing, json!({ "preheader": "" }), json!({}), true),
        (L::PreheaderRepeats, json!({ "preheader": "spring has come!" }), json!({}), true),
        (L::PreheaderLong, json!({ "preheader": sixty.repeat(3) }), json!({ "preheader": sixty }), false),
        (L::PreheaderShort, json!({ "preheader": "Have a look" }), json!({ "preheader": "Hi {{ person.first_name }}" }), false),
        (L::Capitals, json!({ "subject": "SPRING HAS COME" }), json!({ "subject": "Spring at the DIY" }), true),
        (L::ExclamationMarks, json!({ "subject": "Spring! It is here!" }), json!({ "subject": "Spring is here!" }), true),
        (
            L::ExclamationMarks,
            block(json!({ "kind": "heading", "text": "Now!!!" })),
            block(json!({ "kind": "heading", "text": "Now!" })),
            true,
        ),
        (L::Emoji, json!({ "subject": "Spring 🌷🌷🌷 is here" }), json!({ "subject": "Spring 🌷🌷 is here" }), true),
        (L::SpamPhrase, json!({ "subject": "Act now, dear friend" }), json!({ "subject": "They act nowhere else" }), false),
        (L::SpamPhrase, json!({ "subject": "Nur heute: Salz" }), json!({ "subject": "Salz von heute" }), false),
        (L::LinkEmpty, link("#"), link("https://shop.test/a"), true),
        (L::LinkEmpty, rich("<p><a href=''>a</a></p>"), rich("<p><a href='https://shop.test'>a</a></p>"), true),
        (L::LinkInsecure, link("http://shop.test/a?b=1"), link("https://shop.test/a"), true),
        (
            L::LinkInsecure,
            rich("<p><a href=\"http://shop.test/?a=1&amp;b=2\">a</a></p>"),
            rich("<p><a href=\"{{ shop.website }}\">a</a></p>"),
            true,
        ),
        (L::LinkPlaceholder, link("https://"), link("https://shop.test"), true),
        (L::LinkPlaceholder, link("https://www.example.com/sale"), link("https://shop.example/sale"), true),
        (L::LinkBroken, link("shop.test/a"), link("{{ shop.website }}/a"), true),
        (L::LinkBroken, link("https://shop.test/a b"), link("https://shop.test/a%20b"), true),
        (L::LinkBroken, link("javascript:alert(1)"), link("tel:+491"), false),
        (L::LinkBroken, link("mailto:ada"), link("mailto:ada@shop.test?subject=Hi"), false),
        (L::LinkUnreachable, link("https://localhost/a"), link("https://shop.test/localhost"), false),
        (L::LinkUnreachable, link("https://nas.local:8080/a"), link("https://shop.test:8080/a"), false),
        (L::TrackingMissing, json!({ "tracking": null, "blocks": link("https://shop.test")["blocks"] }), link("https://shop.test"), true),
        (
            L::ButtonWithoutWords,
            block(json!({ "kind": "button", "label": " ", "href": "https://shop.test" })),
            link("https://shop.test"),
            false,
        ),
        (L::PictureMissing, picture("", "A table"), picture("picture:3", "A table"), false),
        (L::AltMissing, picture("https://shop.test/summer-table_2.jpg", ""), picture("https://shop.test/a.jpg", "A table"), true),
        (L::AltMissing, mjml("<mj-image src=\"https://shop.test/a.jpg\" />"), mjml("<mj-image alt=\"A table\" src=\"a\" />"), false),
        (
            L::AltIsFileName,
            picture("https://shop.test/a/summer-table.png?v=2", "summer-table.png"),
            picture("picture:1", "Summer table"),
            true,
        ),
        (L::AltIsFileName, picture("https://shop.test/IMG_0012.JPG", "IMG_0012"), picture("picture:1", "In Img"), false),
        (
            L::Contrast,
            mjml("<mj-button background-color=\"#ffffff\" color=\"#cccccc\">a</mj-button>"),
            mjml("<mj-button background-color=\"#ffffff\" color=\"#333333\">a</mj-button>"),
            true,
        ),
        (
            L::GenericFontMissing,
            mjml("<mj-text font-family=\"Lora\">a</mj-text>"),
            mjml("<mj-text font-family=\"Lora, serif\">a</mj-text>"),
            true,
        ),
        (
            L::ContrastDark,
            mjml("<mj-text color=\"#333333\" css-class=\"big\">a</mj-text>\n<mj-text align=\"left\" css-class=\"rg-ink\">b</mj-text>"),
            mjml(
                "<mj-section background-color=\"#ffffff\"><mj-column><mj-text>a</mj-text></mj-column></mj-section>\
                 <mj-section><mj-column><mj-text color=\"#dddddd\">a</mj-text></mj-column></mj-section>",
            ),
            true,
        ),
        (L::ContrastDark, mjml("<mj-section><mj-column><mj-text>a</mj-text></mj-column></mj-section>"), mjml("<mj-spacer />"), true),
        (
            L::UnsupportedCss,
            mjml(
                "<mj-text color=\"#eeeeee\"><p style=\"margin:0;text-shadow: 1px 1px red\">a</p><p style='text-shadow:none'>a</p></mj-text>",
            ),
            mjml("<mj-text color=\"#eeeeee\"><p style=\"margin:0 0 14px;color:#333333\">a</p></mj-text>"),
            false,
        ),
        (
            L::UnsupportedHtml,
            mjml("<mj-text color=\"#eeeeee\">a<video src=\"https://shop.test/a.mp4\">b</video></mj-text>"),
            mjml("<mj-text color=\"#eeeeee\"><!-- <video> --><b>a</b> 1 < 2</mj-text>"),
            false,
        ),
        (L::UnsupportedPicture, picture("https://shop.test/a.avif?w=3", "A table"), picture("https://shop.test/avif", "A table"), false),
        (
            L::UnsupportedPicture,
            mjml("<mj-image alt=\"A table\" src=\"https://shop.test/a.webp\" />"),
            mjml("<mj-image alt=\"A table\" src=\"https://shop.test/a.png\" />"),
            false,
        ),
        (
            L::TranslationMissing,
            json!({ "translations": { "de": { "subject": "Es ist Frühling" } } }),
            json!({ "translations": { "de": { "subject": "Es ist Frühling", "preheader": "Drei Dinge, die wir heute ausgepackt haben",
                "t.html": "<p>Wir haben heute drei Dinge ausgepackt und an Sie gedacht.</p>" } } }),
            false,
        ),
        (
            L::TranslationStale,
            json!({ "translations": { "de": { "subject": "Es ist Frühling" } }, "translated_from": { "de": { "subject": "0" } } }),
            json!({ "translations": { "de": { "subject": "Es ist Frühling" } } }),
            false,
        ),
        (L::PastDate, rich("<p>Yours until 14 October 2026.</p>"), rich("<p>Yours until 14 December 2026.</p>"), false),
        (
            L::Liquid,
            json!({ "subject": "Hi {{ person.first_name | shout }}" }),
            json!({ "subject": "Hi {{ person.first_name | upcase }}" }),
            false,
        ),
        (L::Liquid, json!({ "subject": "Hi {{ person.first_name" }), json!({ "subject": "Hi { {" }), false),
        (
            L::UnknownVariable,
            json!({ "subject": "Spring, {{ person.first_nam }}" }),
            json!({ "subject": "Spring, {{ person.first_name }}" }),
            true,
        ),
        (L::UnknownVariable, rich("<p>{{ customer.first_name }} has come</p>"), rich("<p>{{ person.city }}</p>"), true),
        (L::UnknownVariable, rich("<p>{{ weather.tomorrow.in_the_hills }}</p>"), rich("<p>{% assign a = 1 %}{{ a }}</p>"), false),
        (L::StarterWords, rich("<p>We are [your shop’s story].</p>"), rich("<p>We are [sic] here.</p>"), false),
        (
            L::PastDate,
            block(json!({ "kind": "offer", "title": "10 %", "until": "2026-11-19" })),
            block(json!({ "kind": "offer", "title": "10 %", "until": "2026-11-20" })),
            true,
        ),
        (L::SavedBlockMissing, block(json!({ "kind": "saved", "block": 2 })), block(json!({ "kind": "saved", "block": 1 })), true),
        (
            L::SegmentMissing,
            json!({ "head_variants": [{ "id": "h", "only_for": { "segment": 9 }, "subject": "Hello again", "preheader": "The same words, only warmer than before" }] }),
            json!({ "head_variants": [{ "id": "h", "only_for": { "segment": 1 }, "subject": "Hello again", "preheader": "The same words, only warmer than before" }] }),
            false,
        ),
    ]
}

fn of(id: LintId, lints: &[Lint]) -> Vec<&Lint> {
    lints.iter().filter(|l| l.id == id).collect()
}

#[test]
fn each_is_found_where_it_is_and_nowhere_else_and_its_fix_mends_it() {
    for (id, bad, good, fixable) in table() {
        let (bad, good) = (email(&bad), email(&good));
        let found = lints_with(&bad, &brand());
        assert_eq!(of(id, &found).len(), 1, "{id:?}: {found:#?}");
        assert!(of(id, &lints_with(&good, &brand())).is_empty(), "{id:?}: {:#?}", lints_with(&good, &brand()));
        let lint = of(id, &found)[0];
        assert!(lint.sentence.ends_with(['.', '!']), "{}", lint.sentence);
        assert_eq!(lint.fix.is_some(), fixable, "{lint:#?}");
        if let Some(remedy) = &lint.fix {
            let mended = fix::apply(&bad, &remedy.change).unwrap();
            let left = lints_with(&mended, &brand());
            assert!(of(id, &left).is_empty(), "{id:?} {remedy:?}: {left:#?}");
            Email::read(&serde_json::to_value(&mended).unwrap()).unwrap();
            assert!(left.len() < found.len(), "{remedy:?} brings nothing new: {left:#?}");
        }
    }
    assert!(lints_with(&email(&json!({})), &brand()).is_empty(), "an ordinary email has nothing to say about it");
}

#[test]
fn what_the_shop_has_not_set_or_set_too_pale_is_said_with_a_colour_that_reads() {
    let bare = Brand { website: String::new(), postal_address: " ".to_owned(), ..brand() };
    let found = lints_with(&email(&link("{{ shop.website }}")), &bare);
    assert_eq!(found.iter().map(|l| l.id).collect::<Vec<_>>(), [LintId::WebsiteMissing, LintId::AddressMissing]);
    let pale = Brand { accent: "#9cc4b2".to_owned(), ink: "#888888".to_owned(), ..brand() };
    let found = lints_with(&email(&json!({})), &pale);
    assert_eq!(of(LintId::Contrast, &found).len(), 2, "{found:#?}");
    for lint in of(LintId::Contrast, &found) {
        let change = &lint.fix.as_ref().unwrap().change;
        assert!(fix::apply(&email(&json!({})), change).is_err(), "an email does not hold the shop's colours");
        let better = fix::apply_to_brand(&pale, change);
        let left = lints_with(&email(&json!({})), &better);
        assert_eq!(of(LintId::Contrast, &left).len(), 1, "{left:#?}");
    }
    let Some(Fix::BrandColour { part: BrandPart::Ink, colour }) = of(LintId::Contrast, &found)[0].fix.as_ref().map(|f| &f.change) else {
        panic!("{found:#?}")
    };
    insta::assert_snapshot!(format!("{}\n{colour}", of(LintId::Contrast, &found)[0].sentence), @r"
    The words on the letter’s ground and the small print at the foot are hard to read: a contrast of 2.1 to 1, where 4.5 to 1 is asked for.
    #353535
    ");
}

#[test]
fn what_an_author_wrote_is_marked_at_its_line_and_what_we_write_is_not_asked_about() {
    let source = "<mj-text color=\"#eeeeee\">\n  <p style=\"margin:0;\n display:grid;gap:2rem\">a</p>\n</mj-text>";
    let found = lints_with(&email(&mjml(source)), &brand());
    let css: Vec<_> = of(LintId::UnsupportedCss, &found).iter().map(|l| format!("{:?} {:?} {}", l.line, l.column, l.sentence)).collect();
    insta::assert_snapshot!(css.join("\n"), @r"
    Some(3) Some(2) Outlook on Windows and Orange ignore “display: grid” (line 3).
    Some(3) Some(15) Outlook on Windows, Yahoo Mail, GMX and 1 more ignore “gap” (line 3).
    Some(3) Some(15) Outlook on Windows, Yahoo Mail and Orange ignore “the unit rem” (line 3).
    ");
    let found = lints_with(&email(&mjml("<mj-text css-class=\"rg-ink\">a\nb {{ person.city | shout }}</mj-text>")), &brand());
    let liquid = of(LintId::Liquid, &found)[0];
    assert_eq!((liquid.line, liquid.block.as_deref()), (Some(2), Some("b")));
    let grid = block(json!({ "kind": "products", "rule": { "by": "for_you" }, "count": 3 }));
    assert!(lints_with(&email(&grid), &brand()).iter().all(|l| !matches!(l.id, LintId::UnsupportedCss | LintId::ContrastDark)));
}

#[test]
fn what_a_language_lacks_is_named_by_its_label() {
    let one = email(&json!({ "translations": { "de": { "preheader": "Drei Dinge" } }, "translated_from": { "de": { "preheader": "0" } } }));
    let said: Vec<_> =
        lints_with(&one, &brand()).into_iter().filter(|l| matches!(l.id, LintId::TranslationMissing | LintId::TranslationStale)).collect();
    insta::assert_snapshot!(said.iter().map(|l| format!("{:?} {}", l.place, l.sentence)).collect::<Vec<_>>().join("\n"), @r#"
    Some("de:subject") In “de”, the subject and a text are not translated: whoever reads it gets the words as they were written.
    Some("de:preheader") The preheader changed after the translation into “de”. See whether it still says the same.
    "#);
}

#[test]
fn a_fallback_is_given_where_there_is_none_and_before_other_filters() {
    let one = email(
        &json!({ "subject": "{{ person.first_name | upcase }} and {{- person.first_name -}}, {{ person.first_name | default: 'you' }}" }),
    );
    let change = Fix::Fallback { block: None, variable: "person.first_name".to_owned(), words: "it’s you".to_owned() };
    let better = fix::apply(&one, &change).unwrap();
    insta::assert_snapshot!(better.subject, @"{{ person.first_name | default: 'it’s you' | upcase }} and {{- person.first_name | default: 'it’s you' -}}, {{ person.first_name | default: 'you' }}");
    assert!(fix::apply(&better, &change).is_err(), "there is nothing left to mend");
}

#[test]
fn a_finished_mail_has_weight_words_and_a_way_out() {
    let ids = |html: &str, words: &str| about_the_mail(&FinishedMail { html, words }).into_iter().map(|l| l.id).collect::<Vec<_>>();
    let foot = "<a href=\"*|UNSUB|*\">out</a>";
    let words = "We unpacked three things this morning and thought of you, because you like tables, salt and good coffee in spring.";
    assert_eq!(ids(&format!("<p>{words}</p>{foot}"), words), []);
    assert_eq!(ids(words, words), [LintId::UnsubscribeMissing]);
    assert_eq!(ids(&format!("<img>{foot}"), "Spring"), [LintId::PictureOnly]);
    assert_eq!(ids(&format!("<img>{foot}"), " \n"), [LintId::NoPlainText]);
    let heavy = |kb: usize| about_the_mail(&FinishedMail { html: &format!("{foot}{}", " ".repeat(kb * 1024)), words })[0].level;
    assert_eq!((heavy(85), heavy(102)), (super::CheckLevel::Warning, super::CheckLevel::Problem));
}

fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "Spring",
        " ",
        "HAS COME",
        "!",
        "!!",
        "🌷",
        "{{ person.first_nam }}",
        "{{ person.first_name }}",
        "{% if x %}",
        "{",
        "}}",
        "é",
        "act now",
        "http://a.test",
        "https://",
        "#",
        "'",
        "\"",
        "<a href=\"",
        "\">",
        "<b>",
        "&amp;",
        ".jpg",
        "[your name]",
        "x y",
    ]);
    prop::collection::vec(scrap, 0..7).prop_map(|s| s.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_fix_makes_its_own_kind_worse_and_the_email_still_reads(
        subject in scraps(), preheader in scraps(), html in scraps(), href in scraps(), src in scraps(), alt in scraps(), source in scraps()
    ) {
        let email = email(&json!({ "subject": subject, "preheader": preheader, "tracking": null, "blocks": [
            { "id": "a", "content": { "kind": "text", "html": html } },
            { "id": "b", "content": { "kind": "button", "label": alt, "href": href } },
            { "id": "c", "content": { "kind": "image", "src": src, "alt": alt } },
            { "id": "d", "content": { "kind": "mjml", "source": source } },
        ] }));
        let before = lints_with(&email, &brand());
        for lint in &before {
            let Some(remedy) = &lint.fix else { continue };
            let mended = fix::apply(&email, &remedy.change).map_err(|e| TestCaseError::fail(format!("{lint:?}: {e}")))?;
            prop_assert!(Email::read(&serde_json::to_value(&mended).unwrap()).is_ok());
            let after = lints_with(&mended, &brand());
            prop_assert!(of(lint.id, &after).len() < of(lint.id, &before).len(), "{lint:?}\n{email:#?}\n{after:#?}");
        }
    }
}
