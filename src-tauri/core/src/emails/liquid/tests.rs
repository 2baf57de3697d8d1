//! The shop's own Liquid: places, fallbacks, money, dates, what is shared between fields.

use regulars_liquid::Object;

use super::split::split;
use super::*;

fn data(language: &str) -> Object {
    let person: Object = [
        ("first_name", Value::from("Ann & \"Bo\" <b>")),
        ("city", Value::Nil),
        ("nothing", Value::from("  ")),
        ("language", Value::from(language.to_owned())),
        ("spent", Value::from(123_450i64)),
        ("link", Value::from("javascript:alert(1)")),
    ]
    .into_iter()
    .collect();
    [("person", Value::from(person)), ("today", Value::from("2026-11-02"))].into_iter().collect()
}

fn field(text: &str, place: Place) -> Field {
    let placed = split(text).unwrap().into_iter().map(|p| match p {
        Piece::Text(t) => Placed::Written(t),
        liquid => Placed::Liquid(liquid, place),
    });
    Field::new(placed.collect()).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn filled(text: &str, place: Place, language: &str) -> (String, Vec<Note>) {
    let (mut notes, mut out) = (Vec::new(), String::new());
    field(text, place).fill(&data(language), Currency::EUR, &mut notes, &mut out);
    (out, notes)
}

fn shown(text: &str) -> String {
    filled(text, Place::Html, "en").0
}

#[test]
fn every_way_to_the_page_is_escaped_for_its_place() {
    let name = "Ann &amp; &quot;Bo&quot; &lt;b&gt;";
    for way in [
        "{{ person.first_name }}",
        "{% echo person.first_name %}",
        "{% liquid echo person.first_name %}",
        "{% cycle person.first_name %}",
        "{% for x in person.first_name %}{{ x }}{% endfor %}",
        "{% assign n = person.first_name | append: '' %}{{ n }}",
        "{% capture n %}{{ person.first_name }}{% endcapture %}{{ n }}",
        "{% capture n %}{{ person.first_name }}{% endcapture %}{{ n | append: '' }}",
        "{% capture n %}{{ person.first_name }}{% endcapture %}{% assign m = n %}{{ m | default: 'x' }}",
        "{{ person.first_name | escape | escape_once | h }}",
        "{{ person.first_name | newline_to_br }}",
        "{{ person.first_name | url_encode | url_decode }}",
        "{% ifchanged %}{{ person.first_name }}{% endifchanged %}",
    ] {
        assert_eq!(shown(way), name, "{way}");
    }
    assert_eq!(shown("{% raw %}{{ <i> }}{% endraw %}"), "{{ &lt;i&gt; }}");
    assert_eq!(filled("{{ person.first_name }}", Place::Text, "en").0, "Ann & \"Bo\" <b>");
    assert_eq!(filled("{{ person.first_name }}", Place::LinkPart, "en").0, "Ann%20%26%20%22Bo%22%20%3Cb%3E");
    assert_eq!(filled("{{ person.first_name | url_encode }}", Place::LinkPart, "en").0, "Ann%20%26%20%22Bo%22%20%3Cb%3E");
    assert_eq!(filled("{{ person.link }}", Place::Link, "en").0, "#");
    assert_eq!(filled("{% capture l %}{{ person.link }}{% endcapture %}{{ l }}", Place::Link, "en").0, "#");
    assert_eq!(shown("{{ 'a' | append: '\u{1}' }}"), "a");
}

#[test]
fn what_was_captured_for_html_is_markup_there_and_words_elsewhere() {
    let written = |t: &str| Placed::Written(t.to_owned());
    let liquid = |t: &str, place| split(t).unwrap().into_iter().map(move |p| Placed::Liquid(p, place)).collect::<Vec<_>>();
    let mut pieces = liquid("{% capture c %}", Place::Html);
    pieces.push(written("<b>"));
    pieces.extend(liquid("{{ person.first_name }}{% endcapture %}{{ c }}", Place::Html));
    pieces.push(written("|"));
    pieces.extend(liquid("{{ c }}", Place::LinkPart));
    let (mut notes, mut out) = (Vec::new(), String::new());
    Field::new(pieces).unwrap().fill(&data("en"), Currency::EUR, &mut notes, &mut out);
    assert_eq!(out, "<b>Ann &amp; &quot;Bo&quot; &lt;b&gt;|%3Cb%3EAnn%20%26%20%22Bo%22%20%3Cb%3E");
    assert_eq!(notes, []);
}

#[test]
fn notes_what_is_empty_or_fell_back_or_failed() {
    let (out, notes) = filled(
        "{{ person.city }}{{ person.nothing | default: 'friend' }}{{ person.first_name | default: 'x' }}{{ 1 | divided_by: 0 }}{{ '' }}!",
        Place::Text,
        "en",
    );
    assert_eq!(out, "friendAnn & \"Bo\" <b>!");
    assert_eq!(
        notes,
        [
            Note::Empty("person.city".to_owned()),
            Note::Fallback("person.nothing".to_owned()),
            Note::Failed("a number cannot be divided by zero".to_owned())
        ]
    );
    let (_, notes) = filled("{% for i in (1..50) %}{{ person.city }}{% endfor %}", Place::Text, "en");
    assert_eq!(notes, [Note::Empty("person.city".to_owned())]);
}

#[test]
fn money_and_days_in_the_readers_language() {
    let all = |language: &str| {
        let text = "{{ person.spent | money }} / {{ 5000 | money_without_trailing_zeros }} / {{ today | date }} / {{ today | date: 'short' }} / {{ 'now' | date: 'weekday' }} / {{ today | date: '%b %Y' }}";
        filled(text, Place::Text, language).0.replace(['\u{a0}', '\u{202f}'], "_")
    };
    insta::assert_snapshot!(["en", "en-US", "de", "fr", "es", "it", "nl", "pt-BR", "sv", "da", "nb", "fi", "pl", "ja", "tlh"].map(all).join("\n"), @r"
€1,234.50 / €50 / 2 November 2026 / 2 Nov 2026 / Monday, 2 November / Nov 2026
€1,234.50 / €50 / November 2, 2026 / Nov 2, 2026 / Monday, November 2 / Nov 2026
1.234,50_€ / 50_€ / 2. November 2026 / 02.11.2026 / Montag, 2. November / Nov 2026
1_234,50_€ / 50_€ / 2 novembre 2026 / 02/11/2026 / lundi 2 novembre / nov. 2026
1.234,50_€ / 50_€ / 2 de noviembre de 2026 / 02/11/2026 / lunes, 2 de noviembre / nov 2026
1.234,50_€ / 50_€ / 2 novembre 2026 / 02/11/2026 / lunedì 2 novembre / nov 2026
€_1.234,50 / €_50 / 2 november 2026 / 02-11-2026 / maandag 2 november / nov 2026
1.234,50_€ / 50_€ / 2 de novembro de 2026 / 02/11/2026 / segunda, 2 de novembro / nov 2026
1_234,50_€ / 50_€ / 2 november 2026 / 2026-11-02 / måndag 2 november / nov 2026
1.234,50_€ / 50_€ / 2. november 2026 / 02.11.2026 / mandag den 2. november / nov 2026
1_234,50_€ / 50_€ / 2. november 2026 / 02.11.2026 / mandag 2. november / nov. 2026
1_234,50_€ / 50_€ / 2. marraskuuta 2026 / 2.11.2026 / maanantai 2. marraskuuta / marras 2026
1_234,50_€ / 50_€ / 2 listopada 2026 / 02.11.2026 / poniedziałek, 2 listopada / lis 2026
€1,234.50 / €50 / 2026年11月2日 / 2026/11/02 / 11月2日(月) / 11月 2026
€1,234.50 / €50 / 2 November 2026 / 2 Nov 2026 / Monday, 2 November / Nov 2026
");
    let (mut notes, mut out) = (Vec::new(), String::new());
    Filling::new(data("en"), Currency::GBP).in_language("de").fill(&field("{{ today | date }}", Place::Html), &mut notes, &mut out);
    assert_eq!(out, "2. November 2026");
    assert_eq!(
        shown("{{ person.spent | money_with_currency }} {{ 'x' | money }} {{ '250' | money }} {{ nil | date }}"),
        "€1,234.50 EUR x €2.50 "
    );
}

#[test]
fn fields_of_one_email_share_what_they_make() {
    let (first, second) = (field("{% assign a = 'x' %}{% increment n %}", Place::Html), field("{{ a }}{{ n }}{{ extra }}", Place::Html));
    let mut filling = Filling::new(data("en"), Currency::EUR);
    let (mut notes, mut out) = (Vec::new(), String::new());
    filling.fill(&first, &mut notes, &mut out);
    filling.set("extra", "!");
    filling.fill(&second, &mut notes, &mut out);
    filling.start_over();
    filling.fill(&second, &mut notes, &mut out);
    assert_eq!(out, "0x1!!");
}

#[test]
fn mistakes_are_sentences() {
    let why = |text: &str| {
        let placed = split(text).unwrap().into_iter().map(|p| Placed::Liquid(p, Place::Html)).collect();
        Field::new(placed).err().unwrap_or_default()
    };
    let all = [
        "{% if a %}",
        "{% fro x in y %}",
        "{{ a | upcse }}",
        "{% include 'x' %}",
        "{{ a | append }}",
        "{% if a = 1 %}{% endif %}",
        "{% endif %}",
        "{% if a %}{% endfor %}",
        "{{ a b }}",
        "{% for x of y %}{% endfor %}",
    ];
    insta::assert_snapshot!(all.map(why).join("\n"), @r"
“{% if” is never closed with {% endif %}
there is no tag “fro” (did you mean “for”?)
there is no filter “upcse” (did you mean “upcase”?)
there is no tag “include”
“append” takes one value after a colon
to compare two values, write “==” instead of “=”
“{% endif %}” closes nothing: no {% if %} is open here
“{% if” must be closed with {% endif %} before {% endfor %}
“b” is not expected here
the word “in” is missing, as in “for x in products”, before “of”
");
}

#[test]
fn a_field_that_never_ends_is_empty_and_says_so() {
    for endless in [
        "a{% for i in (1..999999999) %}x{% endfor %}",
        "a{% for i in (1..999) %}{% for j in (1..999) %}{% endfor %}{% endfor %}",
        "a{% for i in (1..9999) %}{% for j in (1..9) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
    ] {
        let (out, notes) = filled(endless, Place::Html, "en");
        assert_eq!(out, "", "{endless}");
        assert!(matches!(notes.as_slice(), [Note::Failed(_)]), "{notes:?}");
    }
}
