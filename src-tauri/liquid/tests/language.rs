//! The language, tag by tag and filter by filter: a template and what it comes to.

mod common;

use common::strict;

fn all(table: &[(&str, &str)]) {
    for (source, wanted) in table {
        assert_eq!(strict(source).as_deref(), Ok(*wanted), "{source}");
    }
}

fn wrong(table: &[(&str, &str)]) {
    for (source, part) in table {
        let said = strict(source).expect_err(source);
        assert!(said.contains(part), "{source}: {said}");
    }
}

#[test]
fn values_and_paths() {
    all(&[
        ("{{ name }} {{ person.first }} {{ person['first'] }} {{ teas[1].title }}", "Mia Mia Mia sencha"),
        ("{{ teas[-1].title }}{{ teas[9].title }}{{ nothing.at.all }}{{ n.x }}", "Oolong"),
        ("{{ list.size }} {{ list.first }} {{ list.last }} {{ name.size }} {{ person.size }}", "3 3 2 3 2"),
        ("{% assign k = 'first' %}{{ person[k] }}{{ person[none] }}{{ ['name'] }}", "MiaMia"),
        ("{{ 1 }} {{ -2.50 }} {{ 'a\"b' }} {{ \"it's\" }} {{ true }}{{ nil }}", "1 -2.5 a\"b it's true"),
        (
            "{{ (1..3) }} {{ (1..n) | size }} {{ (3..1) | size }} {% assign r = (2..4) %}{{ r[1] }}{{ r[-1] }}{{ r.last }}{{ r[3] }}",
            "1..3 7 0 344",
        ),
        ("{{ list }} {{ empty_list }}{{ none }}", "312 "),
        ("{{ 99999999999999999999 }}", "1.0e+20"),
        ("{{ n\u{a0}| plus: 1 }}", "8"),
    ]);
}

#[test]
fn conditions() {
    for (condition, holds) in [
        ("n > 6 and n < 8", true),
        ("n == 7.0", true),
        ("n == '7'", false),
        ("name == 'Mia' or nothing > 1", true),
        ("no or true and no", false),
        ("true or no and no", true),
        ("words contains 'fig'", true),
        ("name contains 'ia'", true),
        ("name contains none", false),
        ("person contains 'orders'", true),
        ("empty_list == empty", true),
        ("none == blank", true),
        ("none == empty", false),
        ("spaces == blank", false),
        ("'  ' == blank", true),
        ("0", true),
        ("''", true),
        ("nothing", false),
        ("n != 7", false),
        ("n <> 8", true),
        ("nothing > 1", false),
        ("'a' < 'b'", true),
        ("list == list", true),
        ("(1..3) == (1..3)", true),
        ("(1..3) contains 2", true),
    ] {
        let source = format!("{{% if {condition} %}}y{{% else %}}n{{% endif %}}{{% unless {condition} %}}n{{% else %}}y{{% endunless %}}");
        assert_eq!(strict(&source).as_deref(), Ok(if holds { "yy" } else { "nn" }), "{condition}");
    }
    wrong(&[
        ("{% if n > 'x' %}{% endif %}", "number"),
        ("{% if n = 7 %}{% endif %}", "“==”"),
        ("{% if not n %}{% endif %}", "not expected"),
    ]);
}

#[test]
fn tags() {
    all(&[
        ("{% if no %}a{% elsif n == 7 %}b{% else %}c{% endif %}", "b"),
        ("{% case n %}{% when 1, 2 %}a{% when 3 or 7 %}b{% else %}c{% endcase %}", "b"),
        ("{% case n %} ignored {% when 1 %}a{% else %}c{% endcase %}", "c"),
        ("{% for t in teas %}{{ t.title }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "Assam, sencha, Oolong"),
        (
            "{% for i in (1..9) limit: 2 offset: 3 %}{{ i }}{% endfor %}{% for i in (1..9) offset: continue limit: 2 %}{{ i }}{% endfor %}",
            "4567",
        ),
        ("{% for i in (1..9) limit: 2 %}{{ i }}{% endfor %}-{% for i in (1..9) offset: continue limit: 2 %}{{ i }}{% endfor %}", "12-34"),
        ("{% for i in list reversed %}{{ i }}{% endfor %}{% for i in none %}x{% else %}none{% endfor %}", "213none"),
        ("{% for p in person %}{{ p[0] }}={{ p[1] }};{% endfor %}", "first=Mia;orders=3;"),
        ("{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% elsif i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", "13"),
        (
            "{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.rindex }} {% endfor %}{% endfor %}",
            "12 11 22 21 ",
        ),
        (
            "{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}",
            "<tr class=\"row1\">\n<td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n",
        ),
        ("{% assign x = n | plus: 1 %}{% capture y %}[{{ x }}]{% endcapture %}{{ y }}{{ y.size }}", "[8]3"),
        ("{% increment c %}{% increment c %}{{ c }}{% decrement d %}", "012-1"),
        ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'g': 'a', 'b' %}{% cycle 'a', 'b' %}", "abaa"),
        ("{% ifchanged %}a{% endifchanged %}{% ifchanged %}a{% endifchanged %}{% ifchanged %}b{% endifchanged %}", "ab"),
        ("{% raw %}{{ name }}{% if %}{% endraw %}", "{{ name }}{% if %}"),
        ("a{% comment %}{% if %} {% comment %}x{% endcomment %}{{ } }}{% endcomment %}b{% # one\n # two %}c", "abc"),
        ("{% doc %} {{ never {% if %} {% enddoc %}x", "x"),
        ("{% liquid\n  assign a = 'x'\n  # nothing\n  for i in (1..2)\n    echo a\n  endfor %}!", "xx!"),
        ("{% echo name | upcase %}{% echo %}", "MIA"),
        ("a  {%- if n -%}  b  {%- endif -%}  c {{- n -}} d", "abc7d"),
        ("{% if n %}  {% assign q = 1 %} {% endif %}|{% if n %} {{ none }} {% endif %}", "|  "),
    ]);
}

#[test]
fn numbers() {
    all(&[
        ("{{ n | plus: 1 }} {{ n | minus: 0.5 }} {{ n | times: half }} {{ count | plus: '1' }}", "8 6.5 17.5 13"),
        ("{{ 0.1 | plus: 0.2 }} {{ 10 | divided_by: 4 }} {{ 10 | divided_by: 4.0 }} {{ -9 | divided_by: 2 }}", "0.3 2 2.5 -5"),
        ("{{ 7 | modulo: 3 }} {{ -7 | modulo: 3 }} {{ 5.5 | modulo: 2 }} {{ -3 | abs }} {{ '-1.5' | abs }}", "1 2 1.5 3 1.5"),
        (
            "{{ 2.5 | round }} {{ -2.5 | round }} {{ 1.005 | round: 2 }} {{ 1234 | round: -2 }} {{ 1.2 | ceil }} {{ -1.2 | floor }}",
            "3 -3 1.01 1200 2 -2",
        ),
        ("{{ n | at_least: 9 }} {{ n | at_most: 2.5 }} {{ 'x' | plus: 1 }} {{ none | times: 3 }}", "9 2.5 1 0"),
        (
            "{{ 9223372036854775807 | plus: 1 }} {{ 3000000000 | times: 3000000000 }} {{ 99999999999 | times: 99999999999 }}",
            "9.223372036854776e+18 9000000000000000000 9.9999999998e+21",
        ),
    ]);
    wrong(&[
        ("{{ 1 | divided_by: 0 }}", "by zero"),
        ("{{ 1 | modulo: 0.0 }}", "by zero"),
        ("{{ 1 | plus }}", "one value"),
        ("{{ 1 | abs: 2 }}", "nothing after it"),
    ]);
    for extreme in [
        "9223372036854775807 | plus: 1",
        "-9223372036854775808 | abs",
        "-9223372036854775808 | divided_by: -1",
        "-9223372036854775808 | modulo: -1",
        "1e",
        "99999999999999999999.5 | round: 99",
    ] {
        let _ = strict(&format!("{{{{ {extreme} }}}}"));
    }
}

#[test]
fn texts() {
    all(&[
        ("{{ name | append: '!' | prepend: '¡' }} {{ name | upcase }} {{ name | downcase }} {{ 'aBC' | capitalize }}", "¡Mia! MIA mia Abc"),
        ("[{{ spaces | strip }}][{{ spaces | lstrip }}][{{ spaces | rstrip }}]", "[two  words][two  words ][  two  words]"),
        (
            "{{ 'größer' | size }} {{ 'größer' | truncate: 5 }} {{ 'größer' | truncate: 4, '…' }} {{ 'abc' | truncate: 3 }}",
            "6 gr... grö… abc",
        ),
        ("{{ 'one two  three' | truncatewords: 2 }} {{ 'one two' | truncatewords: 2, '!' }}", "one two... one two"),
        (
            "{{ 'a-b-a' | replace: 'a', 'x' }} {{ 'a-b-a' | replace_first: 'a', 'x' }} {{ 'a-b-a' | replace_last: 'a', 'x' }}",
            "x-b-x x-b-a a-b-x",
        ),
        ("{{ 'a-b-a' | remove: 'a' }} {{ 'a-b-a' | remove_first: 'a' }} {{ 'a-b-a' | remove_last: 'a' }}", "-b- -b-a a-b-"),
        ("{{ 'a,b,,' | split: ',' | size }} {{ 'a b' | split: ' ' | last }} {{ 'äb' | split: '' | first }}", "2 b ä"),
        (
            "{{ 'größer' | slice: 2, 2 }} {{ 'abc' | slice: -2, 2 }} {{ list | slice: 1, 2 | join: '+' }}[{{ 'abc' | slice: 9 }}]",
            "öß bc 1+2[]",
        ),
        ("{{ \"a\r\nb\" | newline_to_br }} {{ \"a\nb\" | strip_newlines }}", "a<br />\nb ab"),
        ("{{ none | append: 'x' }}{{ none | upcase }}{{ none | truncate: 3 }}", "x"),
    ]);
    wrong(&[
        ("{{ 'x' | slice: 'y' }}", "whole number"),
        ("{{ 'x' | truncate: none }}", "whole number"),
        ("{{ 'x' | replace }}", "1 to 2 values"),
    ]);
}

#[test]
fn encodings() {
    all(&[
        ("{{ '<i>&\"' | escape }} {{ '&lt; & <' | escape_once }}", "&lt;i&gt;&amp;&quot; &lt; &amp; &lt;"),
        ("{{ html | strip_html }} {{ '<script>x</script>a<!-- b -->c<style>d</style><' | strip_html }}", "tea &amp; 'cake' ac<"),
        ("{{ 'a b&ü' | url_encode }} {{ 'a+b%26%C3%BC%' | url_decode }}", "a+b%26%C3%BC a b&ü%"),
        (
            "{{ 'tea?>' | base64_encode }} {{ 'dGVhPz4=' | base64_decode }} {{ 'tea?>' | base64_url_safe_encode }} {{ 'dGVhPz4' | base64_url_safe_decode }}",
            "dGVhPz4= tea?> dGVhPz4= tea?>",
        ),
    ]);
    wrong(&[("{{ '%%%' | base64_decode }}", "base64"), ("{{ '%ff' | url_decode }}", "no text")]);
}

#[test]
fn lists() {
    all(&[
        (
            "{{ list | sort | join: ',' }} {{ list | reverse | join: '' }} {{ words | sort_natural | join: ',' }} {{ list | sum }}",
            "1,2,3 213 Apple,fig,pear, 6",
        ),
        (
            "{{ teas | map: 'title' | join }} {{ teas | sort: 'price' | map: 'price' | join }} {{ teas | sum: 'price' }}",
            "Assam sencha Oolong 800 950 1200 2950",
        ),
        (
            "{{ teas | where: 'kind', 'black' | map: 'title' | join }} {{ teas | where: 'sale' | size }} {{ teas | reject: 'kind', 'black' | size }}",
            "Assam Oolong 1 1",
        ),
        (
            "{% assign t = teas | find: 'kind', 'green' %}{{ t.title }} {{ teas | find_index: 'kind', 'green' }} {{ teas | has: 'kind', 'white' }}",
            "sencha 1 false",
        ),
        (
            "{{ teas | map: 'kind' | uniq | join }} {{ teas | uniq: 'kind' | size }} {{ words | compact | size }} {{ teas | compact: 'sale' | size }}",
            "black green 2 3 1",
        ),
        (
            "{{ list | concat: words | size }} {{ nested | join: '' }} {{ (1..3) | concat: list | join: '' }} {{ nested | sum }}",
            "7 123 123312 6",
        ),
        ("{{ list | first }}{{ list | last }}{{ 'x' | join: ',' }}{{ none | join: ',' }}{{ empty_list | first }}", "32x"),
        (
            "{{ list | default: 'x' }} {{ empty_list | default: 'x' }} {{ no | default: 'x' }} {{ no | default: 'x', allow_false: true }} {{ 0 | default: 'x' }}",
            "312 x x false 0",
        ),
    ]);
    wrong(&[
        ("{{ words | sort }}{{ list | concat: words | sort }}", "“sort”"),
        ("{{ list | map: 'x' }}", "has no “x”"),
        ("{{ list | concat: 1 }}", "another list"),
    ]);
}

#[test]
fn dates() {
    all(&[
        (
            "{{ '2026-11-02' | date: '%-d %B %Y, %A' }} {{ '2026-11-02T14:05:09+02:00' | date: '%H:%M:%S %z %l %p' }}",
            "2 November 2026, Monday 14:05:09 +0200  2 PM",
        ),
        (
            "{{ 'March 14, 2016' | date: '%F' }} {{ '14 Mar 2016 10:30 pm' | date: '%F %R' }} {{ '3/12/2026' | date: '%F' }}",
            "2016-03-14 2016-03-14 22:30 2026-12-03",
        ),
        ("{{ 0 | date: '%s %Y' }} {{ '86400' | date: '%j' }} {{ 'soon' | date: '%Y' }} {{ none | date: '%Y' }}", "0 1970 002 soon "),
        ("{{ '2026-01-04' | date: '%U %W %V %G %u %w %y %C %e %^b %% %Q %' }}", "01 00 01 2026 7 0 26 20  4 JAN % %Q %"),
    ]);
    for odd in ["99:99", "2026-13-45", "10:30", "1/2/3", "31 31 31", "T", "-", "2026-02-30"] {
        assert_eq!(strict(&format!("{{{{ '{odd}' | date: '%s' }}}}")).as_deref(), Ok(odd), "{odd}");
    }
}
