//! What people type as their shop's address, made into one that can be asked.

use url::Url;

use crate::types::{Code, Error, Result};

/// Where WordPress's REST API answers: with its own path, or as a query where the shop has no readable links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// `https://shop.example/wp-json/`
    Path(Url),
    /// `https://shop.example/?rest_route=/`
    Query(Url),
}

impl Rest {
    /// The address without any query, and the parameters that belong to the route itself.
    pub fn route(&self, route: &str) -> Result<(Url, Vec<(String, String)>)> {
        let route = route.trim_start_matches('/');
        match self {
            Self::Path(base) => {
                let url = base.join(route).map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
                Ok((url, Vec::new()))
            }
            Self::Query(base) => Ok((base.clone(), vec![("rest_route".to_owned(), format!("/{route}"))])),
        }
    }

    /// As it is kept in the source's settings.
    pub fn to_text(&self) -> String {
        match self {
            Self::Path(u) => u.to_string(),
            Self::Query(u) => format!("{u}?rest_route=/"),
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        let mut url = Url::parse(text).map_err(|e| not_an_address(text).caused_by(e))?;
        let as_query = url.query().is_some_and(|q| q.contains("rest_route"));
        url.set_query(None);
        Ok(if as_query { Self::Query(url) } else { Self::Path(url) })
    }

    pub fn url(&self) -> &Url {
        match self {
            Self::Path(u) | Self::Query(u) => u,
        }
    }
}

/// The shop's front door, ending in `/`: `shop.example`, `https://shop.example/shop/`, an address copied from the
/// administration or with `/wp-json` behind it all lead there. Without a scheme it is https, on this machine http.
pub fn home(typed: &str) -> Result<Url> {
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
    for tail in ["/wp-json", "/wp-admin", "/wp-login.php", "/index.php", "/wc-api"] {
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

fn not_an_address(typed: &str) -> Error {
    let shown: String = typed.trim().chars().take(80).collect();
    Error::bad_input(format!(
        "“{shown}” is not a web address. Enter your shop's address as your customers see it, such as https://shop.example."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_type() {
        for (typed, wanted) in [
            ("shop.example", "https://shop.example/"),
            (" https://shop.example/shop/ ", "https://shop.example/shop/"),
            ("https://shop.example/wp-json/wc/v3/", "https://shop.example/"),
            ("https://shop.example/laden/wp-admin/admin.php?page=wc-settings", "https://shop.example/laden/"),
            ("http://shop.example?rest_route=/wc/v3", "http://shop.example/"),
            ("https://shop.example/index.php#x", "https://shop.example/"),
            ("127.0.0.1:8182", "http://127.0.0.1:8182/"),
            ("localhost", "http://localhost/"),
        ] {
            assert_eq!(home(typed).unwrap().as_str(), wanted, "{typed}");
        }
        for typed in ["", "ftp://shop.example", "https://", "my shop", "https://me:pw@shop.example"] {
            assert!(home(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn plain_http_is_only_for_this_machine_or_on_request() {
        let far = home("http://shop.example").unwrap();
        assert_eq!(check_safe(&far, false).unwrap_err().code, Code::Refused);
        check_safe(&far, true).unwrap();
        check_safe(&home("localhost:81").unwrap(), false).unwrap();
        check_safe(&home("http://[::1]/").unwrap(), false).unwrap();
        assert!(check_safe(&home("http://127.0.0.1.evil.example").unwrap(), false).is_err());
    }

    #[test]
    fn a_redirect_is_followed_only_to_the_same_shop() {
        let u = |s: &str| Url::parse(s).unwrap();
        assert!(same_shop(&u("http://shop.example/"), &u("https://www.shop.example/")));
        assert!(!same_shop(&u("https://shop.example/"), &u("http://shop.example/")));
        assert!(!same_shop(&u("https://shop.example/"), &u("https://other.example/")));
        assert!(!same_shop(&u("http://127.0.0.1:1/"), &u("http://127.0.0.1:2/")));
    }

    #[test]
    fn routes_work_with_and_without_readable_links() {
        let pretty = Rest::Path(Url::parse("https://shop.example/wp-json/").unwrap());
        assert_eq!(pretty.route("wc/v3/orders").unwrap().0.as_str(), "https://shop.example/wp-json/wc/v3/orders");
        let plain = Rest::Query(Url::parse("https://shop.example/").unwrap());
        assert_eq!(plain.route("wc/v3/orders").unwrap().1, vec![("rest_route".to_owned(), "/wc/v3/orders".to_owned())]);
        for r in [pretty, plain] {
            assert_eq!(Rest::parse(&r.to_text()).unwrap(), r);
        }
    }
}
