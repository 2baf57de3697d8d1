//! Three people, hidden blocks, mistakes, money and days.

use super::*;

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
    let letter = compile(&of(vec![heading("{{ open"), heading("{{ a | upcse }}"), heading("fine")]), &brand(), "T").unwrap();
    let sentences: Vec<_> = letter.problems.iter().map(|p| (p.block, p.field.as_deref(), p.sentence.as_str())).collect();
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
