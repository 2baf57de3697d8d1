//! Where an email's links lead: what may be opened in the browser when somebody asks for it.

use crate::types::{Error, Result};

/// The address as it may be given to the browser: on the web or of an email address, nothing else.
///
/// # Errors
/// `BadInput` for whatever could run or open something on this computer.
pub fn web_address(address: &str) -> Result<String> {
    let trimmed = address.trim();
    let begins = |scheme: &str| trimmed.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    let plain = !trimmed.chars().any(|c| c.is_control() || c.is_whitespace());
    if plain && ["https://", "http://", "mailto:"].iter().any(|s| begins(s) && trimmed.len() > s.len()) {
        return Ok(trimmed.to_owned());
    }
    Err(Error::bad_input("Only addresses on the web (https://…) and email addresses are opened from here."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_nothing_but_the_web_and_mail() {
        assert_eq!(web_address(" https://shop.example/a?b=c ").unwrap(), "https://shop.example/a?b=c");
        assert!(web_address("mailto:a@example.com").is_ok() && web_address("HTTP://shop.example").is_ok());
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "",
            "*|UNSUB|*",
            "https://a.example/ b",
            "\u{1}https://a.example",
            "ö",
            "vbscript:x",
        ] {
            assert!(web_address(bad).is_err(), "{bad}");
        }
    }
}
