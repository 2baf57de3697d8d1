//! An email as compiled HTML with Liquid in it: 12 blocks, about 54 KB, about 60 outputs; and people to read it.

use std::fmt::Write;

use serde_json::{Value, json};

/// Only what every Liquid has, so that both sides write the same.
pub fn template() -> String {
    let mut out = String::from("<!doctype html><html><head><title>{{ shop.name }}</title></head><body>");
    for block in 0..12 {
        out.push_str(&chrome(block, "<tr><td style=\"padding:8px 36px 2px;font-size:16px;line-height:1.6\">"));
        match block {
            2 | 7 => out.push_str(
                "{% for p in products limit: 3 %}<a href=\"{{ p.url }}\">{{ p.title | truncate: 24 }}</a> \
                 {% if p.sale %}<s>{{ p.was }}</s> {% endif %}{{ p.price }}{% unless forloop.last %}<br />{% endunless %}{% endfor %}",
            ),
            4 => out.push_str(
                "{% if person.orders > 5 %}<p>Thank you for {{ person.orders }} orders, {{ person.first_name | default: 'dear reader' }}.</p>\
                 {% elsif person.orders > 0 %}<p>Welcome back.</p>{% else %}<p>Welcome to {{ shop.name }}.</p>{% endif %}",
            ),
            9 => out.push_str("{% assign days = last_order.days %}{% if days > 90 %}<p>It has been {{ days }} days.</p>{% endif %}"),
            _ => out.push_str(
                "<p>Hello {{ person.first_name | default: 'you' }}, greetings from {{ shop.name }} to {{ person.city | upcase }}.</p>\
                 <p>{{ person.first_name }} {{ person.last_name | default: '' }}: {{ last_order.title }}</p>",
            ),
        }
        out.push_str("</td></tr></table></div><!--[if mso | IE]></td></tr></table><![endif]-->");
    }
    out.push_str("<p>{{ shop.name }}, {{ shop.address }}</p></body></html>");
    out
}

/// What surrounds a block's words in compiled HTML: tables, styles, conditional comments.
fn chrome(block: usize, end: &str) -> String {
    let mut out = String::new();
    for row in 0..11 {
        let _ = write!(
            out,
            "<!--[if mso | IE]><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:600px;\" width=\"600\"><tr>\
             <td style=\"line-height:0px;font-size:0px;\"><![endif]--><div style=\"margin:0px auto;max-width:600px;background:#fffdf{block:x}\">\
             <table align=\"center\" role=\"presentation\" style=\"width:100%;border-collapse:collapse\" data-row=\"{row}\"><tbody></tbody></table></div>"
        );
    }
    out + end
}

/// Some without a name, some with letters that must be escaped.
pub fn people(count: usize) -> Vec<Value> {
    const NAMES: [&str; 6] = ["Ada", "Ben & Cleo", "Dörte", "Eve <3", "Farid", "雪"];
    const CITIES: [&str; 4] = ["Example Town", "Beispielstadt", "Villexemple", "Ejemplar"];
    let products = |i: usize| {
        let one = |n: usize| {
            let title = format!("Tea number {} of the house, & a cup", (i + n) % 97);
            json!({ "title": title, "url": format!("https://tea.example/p/{}", (i + n) % 97), "price": format!("€{}.50", n + 4), "was": "€12.00", "sale": n.is_multiple_of(2) })
        };
        (0..4).map(one).collect::<Vec<_>>()
    };
    let person = |i: usize| {
        let first = NAMES.get(i % 7).copied();
        json!({
            "person": { "first_name": first, "last_name": format!("Reader {i}"), "city": CITIES.get(i % 4), "orders": i % 9 },
            "last_order": { "days": i % 200, "title": format!("Order {i}") },
            "shop": { "name": "Corner Tea & Co", "address": "1 High Street, Exampleton" },
            "products": products(i),
        })
    };
    (0..count).map(person).collect()
}
