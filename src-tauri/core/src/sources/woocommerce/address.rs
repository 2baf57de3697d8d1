//! What people type as their shop's address, made into one that can be asked.

use url::Url;

use crate::sources::address;
use crate::types::{Error, Result};

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
        let mut url = Url::parse(text).map_err(|e| address::not_an_address(text).caused_by(e))?;
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
/// administration or with `/wp-json` behind it all lead there.
pub fn home(typed: &str) -> Result<Url> {
    address::home(typed, &["/wp-json", "/wp-admin", "/wp-login.php", "/index.php", "/wc-api"])
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
