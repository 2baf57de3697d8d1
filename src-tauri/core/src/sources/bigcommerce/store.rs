//! What people type as their store, made into its hash and the address of its API.

use url::Url;

use crate::sources::address;
use crate::types::{Code, Error, Result};

const HOST: &str = "https://api.bigcommerce.com";

/// The store's hash out of `abc123`, the API path that BigCommerce shows beside a token, or the control panel's address.
pub fn hash(typed: &str) -> Result<String> {
    let t = typed.trim().trim_end_matches('/');
    let found = if let Some((_, rest)) = t.split_once("stores/") {
        rest.split('/').next().unwrap_or("")
    } else if let Some((_, rest)) = t.split_once("store-") {
        rest.split(['.', '/']).next().unwrap_or("")
    } else {
        t
    };
    if found.is_empty() || found == "stores" || found.len() > 40 || !found.chars().all(|c| c.is_ascii_alphanumeric()) {
        let shown: String = t.chars().take(80).collect();
        return Err(Error::bad_input(format!(
            "“{shown}” is not a store hash. It is the part after /stores/ in the API path that BigCommerce shows with the token, such as abc123def4; \
             the whole path may be entered too."
        )));
    }
    Ok(found.to_ascii_lowercase())
}

/// `https://api.bigcommerce.com/stores/abc123/`, or the same at a stand-in on this machine.
pub fn base(hash: &str, stand_in: &str) -> Result<Url> {
    let host = if stand_in.is_empty() { HOST } else { stand_in };
    let home = address::home(host, &[])?;
    if !stand_in.is_empty() && !address::is_loopback(&home) {
        return Err(Error::new(Code::Refused, "Only an address of this machine can stand in for BigCommerce."));
    }
    home.join(&format!("stores/{hash}/")).map_err(|e| Error::internal("An address could not be made.").caused_by(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_type() {
        for typed in [
            "abc123",
            " ABC123 ",
            "https://api.bigcommerce.com/stores/abc123/v3/",
            "stores/abc123",
            "https://store-abc123.mybigcommerce.com/manage",
        ] {
            assert_eq!(hash(typed).unwrap(), "abc123", "{typed}");
        }
        for typed in ["", "https://shop.example", "my store", "stores/", "a/../b"] {
            assert!(hash(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn only_this_machine_stands_in() {
        assert_eq!(base("abc", "").unwrap().as_str(), "https://api.bigcommerce.com/stores/abc/");
        assert_eq!(base("abc", "http://127.0.0.1:81").unwrap().as_str(), "http://127.0.0.1:81/stores/abc/");
        assert_eq!(base("abc", "https://evil.example").unwrap_err().code, Code::Refused);
    }
}
