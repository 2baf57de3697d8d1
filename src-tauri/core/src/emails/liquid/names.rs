//! Which names a piece of Liquid reads, so that one that does not exist is found before anybody receives it.

use regulars_liquid::{Part, Template};

use super::split::Piece;
use super::{Place, language, part};

/// The dotted names in it, without those it makes itself (`assign`, `for`), in order of appearance. None for what
/// cannot be read, which is a mistake of another kind.
pub fn read(pieces: &[Piece]) -> Vec<String> {
    let parts: Vec<Part<'_>> = pieces.iter().map(|p| part(p, Place::Html)).collect();
    Template::from_parts(&parts, language()).map(|t| t.names().reads).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::split::split;

    #[test]
    fn finds_what_is_read_and_not_what_is_made() {
        let names = |s: &str| super::read(&split(s).unwrap());
        assert_eq!(names("{{ person.first_name | default: 'there' | truncate: 9 }}"), ["person.first_name"]);
        assert_eq!(
            names("{% if person.orders > 3 and last_order.days < 9 %}{{ x }}{% endif %}"),
            ["person.orders", "last_order.days", "x"]
        );
        assert_eq!(names("{% for p in products %}{{ p.title }}{{ forloop.index }}{% endfor %}"), ["products"]);
        assert_eq!(names("{% assign a = today | date: '%d' %}{{ a }}{% for i in (1..3) %}{{ i }}{% endfor %}"), ["today"]);
        assert_eq!(
            names("{% capture c %}{{ shop.name }}{% endcapture %}{{ c }}{{ c | append: person.city }}"),
            ["shop.name", "person.city"]
        );
        assert_eq!(names("{% if %}"), [""; 0]);
    }
}
