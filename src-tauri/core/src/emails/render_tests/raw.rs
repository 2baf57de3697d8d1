//! An author's own MJML: what works, where mistakes are named, what is dropped.

use super::*;

fn raw(source: &str) -> BlockContent {
    BlockContent::Mjml { source: source.to_owned() }
}

fn wrong(source: &str) -> (Option<(u32, u32)>, String) {
    let letter = compile(&of(vec![raw(source), heading("after")]), &brand(), "T").unwrap();
    assert!(fill(&letter, &reader(1, None), &Groups::new(), &[]).html.contains(">after</h2>"));
    let p = letter.problems.first().unwrap_or_else(|| panic!("{source} is fine?"));
    assert_eq!((p.block, p.field.as_deref()), (Some(0), Some("b0.source")));
    (p.at, p.sentence.clone())
}

#[test]
fn liquid_stands_in_words_attributes_and_around_elements() {
    let source = "<mj-section background-color=\"#eeeeee\"><mj-column>\n{% if person.orders > 1 %}<mj-text align=\"center\">Hi {{ person.first_name }}, \
        <a href=\"https://a.example/?n={{ person.first_name }}\">go</a></mj-text>{% else %}<mj-text>Never</mj-text>{% endif %}\
        <mj-button href=\"https://a.example/{{ person.first_name }}\">Shop</mj-button></mj-column></mj-section>";
    let r = one(raw(source), "A\"<b>");
    assert!(r.html.contains("Hi A&quot;&lt;b&gt;, <a href=\"https://a.example/?n=A%22%3Cb%3E\" target=\"_blank\">go</a>"), "{}", r.html);
    assert!(r.html.contains("href=\"https://a.example/A%22%3Cb%3E\"") && !r.html.contains("Never") && r.text.contains("Hi A\"<b>, go"));
    assert!(one(raw("<mj-text>Only content</mj-text>"), "x").html.contains("Only content"));
    let looped = "<mj-text>{% for i in (1..3) %}<b>{{ i }}</b>{% endfor %}</mj-text>";
    assert!(one(raw(looped), "x").html.contains("<b>1</b><b>2</b><b>3</b>"));
}

#[test]
fn a_mistake_is_named_at_its_line_and_column() {
    assert_eq!(
        wrong("<mj-section>\n  <mj-column>\n  </mj-section>"),
        (Some((3, 3)), "Line 3, column 3: </mj-section> stands where </mj-column> should.".into())
    );
    assert_eq!(wrong("<mj-text>a</mj-text>\nloose").0, Some((2, 1)));
    assert_eq!(
        wrong("{{ person.first_name }}<mj-thing />"),
        (Some((1, 24)), "Line 1, column 24: <mj-thing> cannot be used in a block.".into())
    );
    assert!(wrong("<mj-section><mj-text>a</mj-text></mj-section>").1.contains("<mj-text> cannot stand in <mj-section>"));
    assert!(wrong("<mj-include path=\"/etc/passwd\" />").1.contains("cannot be used"));
    assert!(wrong("<mj-section><mj-column>").1.contains("<mj-column> is never closed"));
    assert!(wrong("<mj-text>{{ open</mj-text>").1.contains("never closed"));
    assert!(wrong("<mj-text").1.contains("never closed"));
}

#[test]
fn what_a_mail_may_not_hold_is_dropped() {
    let source = "<mj-text css-class=\"x\" onclick=\"y\"><script>alert(1)</script><p onclick='a' style='color:red'>kept</p></style><style>p{}</style>\
        <form action='https://x'><input name=a></form><iframe src='https://x'></iframe><base href='https://x'><meta http-equiv=refresh content='0'>\
        <a href='javascript:alert(1)'>bad</a><img src='data:image/png;base64,AA' onerror=x alt='pic'><p style='background:url(javascript:x)'>p2</p>\
        <p style=\"width:expression(alert(1))\">p3</p><svg onload=x></svg></mj-text><mj-image src=\"javascript:x\" alt=\"i\" />";
    let html = one(raw(source), "x").html;
    let body = &html[html.find("<body").unwrap()..];
    for bad in [
        "<script",
        "onclick",
        "<style>p{}",
        "<form",
        "<input",
        "<iframe",
        "<base",
        "refresh",
        "javascript",
        "data:image",
        "onerror",
        "expression",
        "<svg",
    ] {
        assert!(!body.contains(bad), "{bad}: {body}");
    }
    assert!(body.contains("<p style=\"color:red\">kept</p>") && body.contains(">bad</a>"));
}
