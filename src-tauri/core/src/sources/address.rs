//! What people type as an address, and where a key may travel.

use url::Url;

use crate::types::{Code, Error, Result};

/// The shop's front door, ending in `/`, without query or fragment. `cut`: paths that people copy along with it
/// (`/wp-admin`), from which on nothing counts. Without a scheme it is https, on this machine http.
///
/// # Errors
/// `BadInput` for what is no web address.
pub fn home(typed: &str, cut: &[&str]) -> Result<Url> {
    let t = typed.trim();
    let with_scheme = if t.contains("://") { t.to_owned() } else { format!("https://{t}") };
    let mut url = Url::parse(&with_scheme).map_err(|e| not_an_address(typed).caused_by(e))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(not_an_address(typed));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::bad_input("Please enter the address without a user name or password in it."));
    }
    if !t.contains("://") && is_loopback(&url) && url.set_scheme("http").is_err() {
        return Err(not_an_address(typed));
    }
    url.set_query(None);
    url.set_fragment(None);
    let mut path = url.path().to_owned();
    for tail in cut {
        if let Some(at) = path.find(tail) {
            path.truncate(at);
        }
    }
    url.set_path(&format!("{}/", path.trim_end_matches('/')));
    Ok(url)
}

/// Plain http is for this machine, or for whoever explicitly asks for it.
pub fn check_safe(url: &Url, allow_plain_http: bool) -> Result<()> {
    if url.scheme() == "https" || is_loopback(url) || allow_plain_http {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        format!(
            "{} would send your customers' data unencrypted (http). Enter the address with https://; if the shop has no certificate, \
             allow plain http explicitly.",
            url.host_str().unwrap_or("This address")
        ),
    ))
}

pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(d)) => d == "localhost" || d.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether `to` may be taken for the same shop as `from` without asking: same host but for `www.`, never down from
/// https to http.
pub fn same_shop(from: &Url, to: &Url) -> bool {
    let bare = |u: &Url| u.host_str().map(|h| h.trim_start_matches("www.").to_owned());
    let downgrade = from.scheme() == "https" && to.scheme() != "https";
    let same_port = from.port() == to.port() || from.scheme() != to.scheme();
    bare(from) == bare(to) && same_port && !downgrade
}

pub fn not_an_address(typed: &str) -> Error {
    let shown: String = typed.trim().chars().take(80).collect();
    Error::bad_input(format!(
        "“{shown}” is not a web address. Enter your shop's address as your customers see it, such as https://shop.example."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_only_for_this_machine_or_on_request() {
        let far = home("http://shop.example", &[]).unwrap();
        assert_eq!(check_safe(&far, false).unwrap_err().code, Code::Refused);
        check_safe(&far, true).unwrap();
        check_safe(&home("localhost:81", &[]).unwrap(), false).unwrap();
        check_safe(&home("http://[::1]/", &[]).unwrap(), false).unwrap();
        assert!(check_safe(&home("http://127.0.0.1.evil.example", &[]).unwrap(), false).is_err());
    }

    #[test]
    fn a_redirect_is_followed_only_to_the_same_shop() {
        let u = |s: &str| Url::parse(s).unwrap();
        assert!(same_shop(&u("http://shop.example/"), &u("https://www.shop.example/")));
        assert!(!same_shop(&u("https://shop.example/"), &u("http://shop.example/")));
        assert!(!same_shop(&u("https://shop.example/"), &u("https://other.example/")));
        assert!(!same_shop(&u("http://127.0.0.1:1/"), &u("http://127.0.0.1:2/")));
    }
}
