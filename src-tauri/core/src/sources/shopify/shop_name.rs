//! What people type as their shop: its name, its `myshopify.com` address, a page of the administration, their own domain.

use serde_json::Value;
use url::Url;

use crate::host::HttpRequest;
use crate::sources::{Outside, address, answer};
use crate::types::{Error, Progress, Result};

const HOME: &str = ".myshopify.com";

/// What was typed.
#[derive(Debug, PartialEq)]
pub enum Typed {
    /// Where the shop's API answers: `https://my-shop.myshopify.com`, or a stand-in on this machine.
    Shop(Url),
    /// A domain of their own, which leads to the shop.
    Domain(Url),
}

/// # Errors
/// `BadInput` for what is none of these.
pub fn parse(typed: &str) -> Result<Typed> {
    let t = typed.trim().trim_end_matches('/');
    if t.is_empty() {
        return Err(Error::bad_input(
            "“Your shop” is missing. Enter its name as it is in your administration’s address: my-shop.myshopify.com.",
        ));
    }
    if is_name(t) {
        return shop(&t.to_ascii_lowercase()).map(Typed::Shop);
    }
    let url = address::home(t, &[]).map_err(|e| nothing_like_a_shop(typed).caused_by(e))?;
    if address::is_loopback(&url) {
        return Ok(Typed::Shop(url));
    }
    let host = url.host_str().unwrap_or("").to_ascii_lowercase();
    if host == "admin.shopify.com" {
        let mut parts = url.path().split('/').filter(|p| !p.is_empty()).skip_while(|p| *p != "store").skip(1);
        let name = parts.next().filter(|n| is_name(n)).ok_or_else(|| nothing_like_a_shop(typed))?;
        return shop(name).map(Typed::Shop);
    }
    if let Some(name) = host.strip_suffix(HOME) {
        let name = name.strip_prefix("www.").unwrap_or(name);
        return if is_name(name) { shop(name).map(Typed::Shop) } else { Err(nothing_like_a_shop(typed)) };
    }
    if !host.contains('.') || host == "shopify.com" || host.ends_with(".shopify.com") {
        return Err(nothing_like_a_shop(typed));
    }
    let mut home = url;
    home.set_path("/");
    // No key goes there, but nothing is asked of a stranger unencrypted either.
    if home.scheme() == "http" && home.set_scheme("https").is_err() {
        return Err(nothing_like_a_shop(typed));
    }
    Ok(Typed::Domain(home))
}

/// The shop behind a domain of its own, as the domain itself tells without any key.
///
/// # Errors
/// `Network`; `BadInput` when no Shopify shop is behind it.
pub fn behind(outside: &Outside, domain: &Url) -> Result<Url> {
    let host = domain.host_str().unwrap_or("").to_owned();
    let ask = |url: Url| outside.send(&Progress::silent(), || Ok(HttpRequest::get(url.clone())));
    let door = domain.join("admin").map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
    let first = ask(door)?;
    if let Some(to) = first.header("location")
        && let Ok(Typed::Shop(url)) = parse(to)
        && !address::is_loopback(&url)
    {
        return Ok(url);
    }
    let home = ask(domain.clone())?;
    named_in(&home.text()).map_or_else(
        || {
            Err(Error::bad_input(format!(
                "{host} does not lead to a Shopify shop that can be recognised. Enter the shop’s own address instead; it ends in \
                 .myshopify.com and is shown in Shopify under Settings → Domains."
            )))
        },
        |name| shop(&name),
    )
}

/// The first `something.myshopify.com` in a page.
fn named_in(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let at = lower.find(HOME)?;
    let name: String = lower.get(..at)?.chars().rev().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let name: String = name.chars().rev().collect();
    Some(name).filter(|n| is_name(n))
}

fn is_name(t: &str) -> bool {
    !t.is_empty()
        && t.len() <= 100
        && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !t.starts_with('-')
        && !t.eq_ignore_ascii_case("localhost")
}

fn shop(name: &str) -> Result<Url> {
    Url::parse(&format!("https://{name}{HOME}/")).map_err(|e| nothing_like_a_shop(name).caused_by(e))
}

fn nothing_like_a_shop(typed: &str) -> Error {
    let shown = answer::quoted(typed, &[]);
    Error::bad_input(format!(
        "“{shown}” is not a Shopify shop’s address. Enter it as it is in your administration’s address: my-shop.myshopify.com, or just my-shop."
    ))
}

/// The page of a record in the shop's administration.
pub fn admin_page(settings: &Value, page: &str) -> Option<String> {
    let domain = settings.get("domain")?.as_str()?;
    let name = domain.strip_suffix(HOME)?;
    Some(format!("https://admin.shopify.com/store/{name}/{page}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_is_found_in_whatever_is_typed() {
        let shop = |t: &str| match parse(t) {
            Ok(Typed::Shop(u)) => u.to_string(),
            other => format!("{other:?}"),
        };
        for typed in [
            "my-shop",
            "My-Shop",
            " my-shop.myshopify.com ",
            "https://my-shop.myshopify.com/admin/products?x=1",
            "https://admin.shopify.com/store/my-shop",
            "admin.shopify.com/store/my-shop/orders/5",
            "www.my-shop.myshopify.com",
        ] {
            assert_eq!(shop(typed), "https://my-shop.myshopify.com/", "{typed}");
        }
        assert_eq!(shop("127.0.0.1:81"), "http://127.0.0.1:81/");
        assert_eq!(
            parse("http://corner-coffee.example/collections/all").unwrap(),
            Typed::Domain("https://corner-coffee.example/".parse().unwrap())
        );
        for typed in ["", "my shop", "https://admin.shopify.com/", "shopify.com", "a.b.myshopify.com", "ftp://x"] {
            assert!(parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_page_names_its_shop() {
        assert_eq!(named_in(r#"<script>Shopify.shop = "My-Shop.myshopify.com";"#).as_deref(), Some("my-shop"));
        assert_eq!((named_in("<p>nothing</p>"), named_in(".myshopify.com")), (None, None));
    }
}
