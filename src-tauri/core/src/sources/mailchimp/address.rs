//! Where the API is: from the key's own ending (`…-us21`), or an address that was set for a proxy or a test; and how the
//! key is shown there. For the source and for the export alike.

use base64::Engine;

use crate::host::Secret;
use crate::types::{Error, Result};

/// The value of the `Authorization` header.
pub fn authorization(key: &Secret) -> String {
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("regulars:{}", key.reveal().trim())))
}

/// A list's id as part of a path; it comes from Mailchimp, but also from a command line.
pub fn segment(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The API's base address without a slash at the end.
///
/// # Errors
/// `BadInput` when the key has no data centre and no address was given, or the address would send the key in the open.
pub fn base(address: Option<&str>, key: &Secret) -> Result<String> {
    match address.map(str::trim).filter(|a| !a.is_empty()) {
        Some(given) => checked(given),
        None => {
            let centre = key.reveal().rsplit_once('-').map(|(_, c)| c).filter(|c| is_centre(c)).ok_or_else(|| {
                Error::bad_input(
                    "This does not look like a Mailchimp API key: it should end with a data centre such as -us21. \
                     Copy it again from Mailchimp: Account, Extras, API keys.",
                )
            })?;
            Ok(format!("https://{centre}.api.mailchimp.com/3.0"))
        }
    }
}

/// Letters, then digits: nothing in it can change the host's name.
fn is_centre(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_lowercase).count();
    let digits = text.len() - letters;
    (2..=4).contains(&letters) && (1..=3).contains(&digits) && text.chars().skip(letters).all(|c| c.is_ascii_digit())
}

/// As `base` for what only a test enters: an address of this machine, with or without `/3.0` behind it.
///
/// # Errors
/// `BadInput` for any other machine.
pub fn stand_in(given: &str) -> Result<String> {
    let url = crate::sources::address::home(given, &["/3.0"])?;
    if !crate::sources::address::is_loopback(&url) {
        return Err(Error::bad_input("Only an address of this machine can stand in for Mailchimp."));
    }
    Ok(format!("{url}3.0"))
}

fn checked(given: &str) -> Result<String> {
    let url = url::Url::parse(given)
        .map_err(|e| Error::bad_input("The address is not complete; it should look like https://proxy.example/3.0.").caused_by(e))?;
    let loopback = match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
        return Err(Error::bad_input(
            "The address must start with https://, or the key would travel in the open. Plain http works on this machine only.",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(Error::bad_input("The address must not hold a name, a password or a question mark; the key has a field of its own."));
    }
    Ok(given.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_from_the_key_or_is_given_safely() {
        let key = Secret::new("0123456789abcdef-us21");
        assert_eq!(base(None, &key).unwrap(), "https://us21.api.mailchimp.com/3.0");
        assert_eq!(base(Some(" "), &key).unwrap(), "https://us21.api.mailchimp.com/3.0");
        assert_eq!(base(Some("http://127.0.0.1:9/3.0/"), &key).unwrap(), "http://127.0.0.1:9/3.0");
        assert_eq!(base(Some("https://proxy.example/mc/3.0"), &key).unwrap(), "https://proxy.example/mc/3.0");
        for bad in ["http://proxy.example", "ftp://127.0.0.1", "127.0.0.1:80", "https://a:b@c.example", "https://a.example/?k=1"] {
            assert!(base(Some(bad), &key).is_err(), "{bad}");
        }
        assert_eq!(stand_in("127.0.0.1:9").unwrap(), "http://127.0.0.1:9/3.0");
        assert_eq!(stand_in("http://127.0.0.1:9/3.0/").unwrap(), "http://127.0.0.1:9/3.0");
        assert!(stand_in("https://proxy.example").is_err());
        for bad in ["abc", "abc-", "abc-evil.example/", "abc-us21x", "abc-21us", "abc-US1"] {
            assert!(base(None, &Secret::new(bad)).is_err(), "{bad}");
        }
    }
}
