//! A person's own regular expressions: bounded in length and size, linear in time (the `regex` crate), case ignored.
//! Backreferences and look-around do not exist there, which is why no pattern can hang the app.

use regex::{Regex, RegexBuilder};

pub const LONGEST: usize = 500;
/// Bytes of a compiled pattern.
const LARGEST: usize = 1 << 20;

/// # Errors
/// In words for the person, without the place.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.trim().is_empty() {
        return Err("say which pattern is looked for.".to_owned());
    }
    if pattern.chars().count() > LONGEST {
        return Err(format!("a pattern has at most {LONGEST} characters."));
    }
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(LARGEST).build().map_err(|e| match e {
        regex::Error::CompiledTooBig(_) => "this pattern is too large; make its repetitions smaller.".to_owned(),
        _ => "this is not a pattern (a regular expression) that can be understood; check its brackets and backslashes.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_said_and_what_can_is_quick() {
        let said = ["", "(", "(?=x)", r"(a)\1", "((a{500}){500}){500}", &"x".repeat(501)].map(|p| compile(p).unwrap_err());
        insta::assert_snapshot!(said.join("\n"), @r"
        say which pattern is looked for.
        this is not a pattern (a regular expression) that can be understood; check its brackets and backslashes.
        this is not a pattern (a regular expression) that can be understood; check its brackets and backslashes.
        this is not a pattern (a regular expression) that can be understood; check its brackets and backslashes.
        this pattern is too large; make its repetitions smaller.
        a pattern has at most 500 characters.
        ");
        // What makes a backtracking engine run for years.
        assert!(!compile("^(a+)+$").unwrap().is_match(&format!("{}!", "a".repeat(50_000))));
        assert!(compile("STRASSE|straße").unwrap().is_match("Lange STRAßE 3"));
    }
}
