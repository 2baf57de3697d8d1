//! A segment as the condition of a merge tag, where it is simple enough: one test of one field that the audience has.

use std::collections::BTreeMap;

use crate::segments::condition::Field;
use crate::segments::definition::{Match, Node, Segment};
use crate::segments::values::Test;

const NO: &str = "merge tags cannot ask for a segment; send it to them as a campaign of its own";
const UNKNOWN: &str = "the audience there has no field for it; export it as a merge field first";

/// Such as `COUNTRY=DE`.
pub(super) fn condition(segment: &Segment, tags: &BTreeMap<&'static str, String>) -> Result<String, &'static str> {
    let mut node = &segment.root;
    // A group of one says what its one child says.
    while let Node::Group(group) = node {
        let [one] = group.children.as_slice() else { return Err(NO) };
        if group.matching == Match::None {
            return Err(NO);
        }
        node = one;
    }
    let Node::Profile(profile) = node else { return Err(NO) };
    let variable = match &profile.field {
        Field::Country => "person.country",
        Field::City => "person.city",
        Field::Language => "person.language",
        Field::FirstName => "person.first_name",
        Field::LastName => "person.last_name",
        Field::Email => "person.email",
        _ => return Err(NO),
    };
    let Test::Is { value } = &profile.is else { return Err(NO) };
    let tag = tags.get(variable).ok_or(UNKNOWN)?;
    if super::words::can_be_compared(value) { Ok(format!("{tag}={value}")) } else { Err(NO) }
}
