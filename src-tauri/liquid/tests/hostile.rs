//! Whatever somebody writes: no panic, an end, and no more output than allowed.

mod common;

use common::{TIGHT, render, shop};
use proptest::prelude::*;
use regulars_liquid::{Language, Plain, Scope, Settings, Template};

fn tight() -> Settings<'static> {
    Settings { limits: TIGHT, ..Settings::default() }
}

/// It ends with this or that, and never with more output than allowed.
fn survive(source: &str) -> Option<Result<String, String>> {
    let template = Template::parse(source, &Language::standard()).ok()?;
    let mut out = String::new();
    let done = template.render(&mut Scope::new(shop()), &mut Plain, &tight(), &mut out);
    // One text of the template's own may pass the limit before it is counted.
    assert!(out.len() <= TIGHT.output + source.len() + TIGHT.value, "{} bytes of {source}", out.len());
    Some(done.map(|()| out).map_err(|e| e.sentence))
}

#[test]
fn what_would_run_away_is_stopped() {
    let x = "x".repeat(200);
    for (source, why) in [
        ("{% for i in (1..999999999) %}{% endfor %}".to_owned(), "never seem to end"),
        ("{% for i in (1..99999) %}{% for j in (1..99999) %}{{ j }}{% endfor %}{% endfor %}".to_owned(), "never seem to end"),
        (format!("{{% for i in (1..9999) %}}{x}{{% endfor %}}"), "grew too long"),
        (format!("{{% tablerow i in (1..9999) cols: 1 %}}{x}{{% endtablerow %}}"), "grew too long"),
        (format!("{{% for i in (1..999) %}}{{% capture a %}}{{{{ a }}}}{x}{{% endcapture %}}{{% endfor %}}"), "grew too long"),
    ] {
        let said = survive(&source).unwrap().unwrap_err();
        assert!(said.contains(why), "{source}: {said}");
    }
}

/// These fail where they stand; the rest is still written.
#[test]
fn what_would_grow_is_refused() {
    let doubling = "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}";
    for source in [
        doubling.to_owned(),
        "{{ (1..999999999) | join: 'x' }}".to_owned(),
        "{{ (1..999999999) | reverse | size }}".to_owned(),
        "{{ (-9223372036854775807..9223372036854775807) | sort | size }}".to_owned(),
        format!("{doubling}{{% assign b = a | replace: 'x', a %}}"),
        format!("{doubling}{{% assign b = a | split: '' | join: a %}}"),
        format!("{doubling}{{% assign b = a | escape | url_encode | base64_encode %}}"),
        "{{ 'x' | truncate: 99999999999 }}{{ 'x' | truncatewords: 9223372036854775807 }}{{ 'x' | slice: -9223372036854775808, 9223372036854775807 }}".to_owned(),
        "{{ 1 | round: 9223372036854775807 }}{{ 1.5 | round: -9223372036854775808 }}{{ 9223372036854775807 | date: '%Y' }}".to_owned(),
    ] {
        let out = survive(&format!("{source}!")).unwrap().unwrap();
        assert!(out.ends_with('!') && out.len() < TIGHT.output, "{source}: {} bytes", out.len());
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(5_000), close.repeat(5_000));
    for source in [
        deep("{% if n %}", "{% endif %}"),
        deep("{% for i in list %}", "{% endfor %}"),
        deep("{% capture a %}", "{% endcapture %}"),
        deep("{% unless no %}", ""),
        deep("{% case n %}{% when 7 %}", "{% endcase %}"),
        format!("{{{{ {}a{} }}}}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("{{{{ {}1{} }}}}", "(".repeat(5_000), "..2)".repeat(5_000)),
        format!("{{% {} %}}", "liquid ".repeat(5_000)),
        "{{".repeat(50_000),
        "{%".repeat(50_000),
        "{{ 'x".repeat(20_000),
        "{% raw %}".repeat(50_000),
        "{% comment %}".repeat(50_000),
        format!("{{% comment %}}{}", "{% raw %}{% endraw %}".repeat(20_000)),
        "x".repeat(2_000_000),
    ] {
        let said = Template::parse(&source, &Language::standard()).unwrap_err();
        assert!(said.sentence.len() < 300 && said.line == 1, "{}", said.sentence);
    }
    let long_names = format!("{{{{ {0}.{0}[{0}] | {0} }}}}", "a".repeat(50_000));
    assert!(Template::parse(&long_names, &Language::standard()).is_err());
    let chain = format!("{{% if {} %}}y{{% endif %}}", vec!["n"; 3_000].join(" and "));
    assert_eq!(survive(&chain), Some(Ok("y".to_owned())));
    let filters = format!("{{{{ n {} }}}}", "| plus: 1 ".repeat(3_000));
    assert_eq!(survive(&filters), Some(Ok("3007".to_owned())));
}

/// A megabyte is read and filled in; anything quadratic would not come back.
#[test]
fn long_templates_are_read_once() {
    let source = "{{ a }}<b>{ {% if x %}y{% endif %}{{ b | strip_html }}".repeat(18_000);
    assert!(matches!(survive(&source), Some(Err(why)) if why.contains("never seem to end")));
    for text in ["<", "<!--", "<script>", "<style", "&", "'", "%", "{"] {
        let source = format!(
            "{{% assign h = '{}' %}}{{{{ h | strip_html | size }}}}{{{{ h | escape_once | size }}}}",
            text.replace('\'', "").repeat(900)
        );
        survive(&source).unwrap().unwrap();
    }
}

#[test]
fn no_template_reaches_a_file_or_another_template() {
    for source in ["{% include '/etc/passwd' %}", "{% render '../../x' %}", "{% include name %}"] {
        assert!(render(source, &Settings { strict: true, ..tight() }).unwrap_err().contains("there is no template"), "{source}");
        assert_eq!(render(source, &tight()).as_deref(), Ok(""));
    }
}

const PIECES: &str = "(\\{\\{|\\}\\}|\\{%-?|-?%\\}|if |else|endif|for i in |endfor|assign a = |capture a|endcapture|case |when |cycle |raw|endraw|comment|endcomment|liquid\\n|tablerow x in |endtablerow|increment a|echo |break|continue|\\| ?(append: |split: |join|sort|map: |where: |date: |slice: |round: |replace: |truncate: |uniq|sum|default: |size|first|concat: )|name|list|teas|words|nested|html|a|\\(1\\.\\.9\\)|\\.|\\[|\\]|'|\"|,|:|=|==|<| contains | and | or |-?[0-9]{1,20}|\\.5|blank|empty|nil| |\\n|é|\u{0}){0,40}";

const VALID: [&str; 6] = [
    "{% for t in teas limit: 2 %}{{ forloop.index }} {{ t.title | upcase | truncate: 4 }}{% else %}none{% endfor %}",
    "{% assign a = words | compact | sort_natural | join: ', ' %}{{ a | replace: 'a', 'b' | split: ',' | last | strip }}",
    "{% case n %}{% when 1, 2 %}x{% when 7 %}{% capture c %}{{ name }}{% endcapture %}{{ c | append: '!' }}{% endcase %}",
    "{% liquid\n  assign x = 3 | times: 2.5\n  if x > 7 and name contains 'M'\n    echo x | round: 1\n  endif\n%}",
    "{% tablerow i in (1..4) cols: 2 %}{% cycle 'a', 'b' %}{% increment z %}{% endtablerow %}{%- raw -%} {{ x }} {% endraw %}",
    "{{ '2026-11-02 10:30' | date: '%A %-d %B' }}{{ html | strip_html | escape | url_encode | base64_encode }}{{ nested | sum }}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_words(source in PIECES) {
        survive(&source);
    }

    #[test]
    fn a_valid_template_with_a_few_letters_changed(which in 0..VALID.len(), changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<char>(), 0..3u8), 1..6)) {
        let mut letters: Vec<char> = VALID[which].chars().collect();
        prop_assert!(survive(VALID[which]).is_some_and(|r| r.is_ok()));
        for (at, letter, how) in changes {
            let at = at.index(letters.len());
            match how {
                0 => letters[at] = letter,
                1 => letters.insert(at, letters[(at * 7 + 3) % letters.len()]),
                _ if letters.len() > 1 => drop(letters.remove(at)),
                _ => {}
            }
        }
        survive(&letters.iter().collect::<String>());
    }
}
