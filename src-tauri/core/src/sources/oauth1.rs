//! OAuth 1.0a with HMAC-SHA256: how WooCommerce wants a request signed that comes over plain http (in the query, without a
//! token), and how Adobe Commerce wants every request of an integration signed (in a header, with a token).
//!
//! RFC 5849 §3.4: the method, the address and the sorted parameters, each encoded by RFC 3986, signed with the consumer
//! secret and the token's, which is empty without a token. The secrets themselves never travel.

use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;
use url::Url;

use crate::host::Secret;
use crate::types::{Error, Result, Timestamp};

/// Everything but RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub fn encode(s: &str) -> String {
    utf8_percent_encode(s, ENCODED).to_string()
}

/// `a=1&b=2`, encoded as the signature wants it, so that what is signed is what is sent.
pub fn query(params: &[(String, String)]) -> String {
    params.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&")
}

/// What a signature is made with; the nonce and the moment are given, so that a test can pin them.
pub struct Signature<'a> {
    pub key: &'a str,
    pub secret: &'a Secret,
    /// An access token and its secret.
    pub token: Option<(&'a str, &'a Secret)>,
    pub nonce: &'a str,
    pub at: Timestamp,
}

/// The request's own parameters and the `oauth_…` ones, signature included, sorted.
pub fn signed(method: &str, url: &Url, params: &[(String, String)], s: &Signature<'_>) -> Result<Vec<(String, String)>> {
    let mut all = params.to_vec();
    all.extend(protocol(s));
    all.sort();
    let signature = signature(method, url, &all, s)?;
    all.push(("oauth_signature".to_owned(), signature));
    Ok(all)
}

/// The `Authorization` header for a request with these parameters in its query.
pub fn header(method: &str, url: &Url, params: &[(String, String)], s: &Signature<'_>) -> Result<String> {
    let mut own = protocol(s);
    let all: Vec<(String, String)> = params.iter().cloned().chain(own.iter().cloned()).collect();
    own.push(("oauth_signature".to_owned(), signature(method, url, &all, s)?));
    let fields: Vec<String> = own.iter().map(|(k, v)| format!("{k}=\"{}\"", encode(v))).collect();
    Ok(format!("OAuth {}", fields.join(", ")))
}

fn protocol(s: &Signature<'_>) -> Vec<(String, String)> {
    let mut all = vec![
        ("oauth_consumer_key".to_owned(), s.key.to_owned()),
        ("oauth_nonce".to_owned(), s.nonce.to_owned()),
        ("oauth_signature_method".to_owned(), "HMAC-SHA256".to_owned()),
        ("oauth_timestamp".to_owned(), s.at.0.to_string()),
        ("oauth_version".to_owned(), "1.0".to_owned()),
    ];
    all.extend(s.token.map(|(token, _)| ("oauth_token".to_owned(), token.to_owned())));
    all
}

/// The signature over `params` (without `oauth_signature`), whose order does not matter.
fn signature(method: &str, url: &Url, params: &[(String, String)], s: &Signature<'_>) -> Result<String> {
    let mut pairs: Vec<(String, String)> = params.iter().map(|(k, v)| (encode(k), encode(v))).collect();
    pairs.sort();
    let joined = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
    let mut base = url.clone();
    base.set_query(None);
    base.set_fragment(None);
    let text = format!("{}&{}&{}", method.to_uppercase(), encode(base.as_str()), encode(&joined));
    let token_secret = s.token.map_or_else(String::new, |(_, secret)| encode(secret.reveal()));
    let mut mac = Hmac::<Sha256>::new_from_slice(format!("{}&{token_secret}", encode(s.secret.reveal())).as_bytes())
        .map_err(|_| Error::internal("The request could not be signed."))?;
    mac.update(text.as_bytes());
    Ok(base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected values are from Python's hmac and urllib, a second implementation.
    #[test]
    fn signs_as_a_second_implementation_does() {
        let url = Url::parse("http://shop.example/wp-json/wc/v3/orders").unwrap();
        let params: Vec<(String, String)> = [("per_page", "100"), ("modified_after", "2026-06-01T00:00:00"), ("search", "Ädam & Eve~+%")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .to_vec();
        let secret = Secret::new("cs_test");
        let s = Signature { key: "ck_test", secret: &secret, token: None, nonce: "abc123", at: Timestamp(1_795_153_194) };
        let all = signed("get", &url, &params, &s).unwrap();
        assert_eq!(all.last().unwrap().1, "taH00FtVZH5alxKBdnxKmoJhjd3MMp0KE/8/lIY2Ixs=");
        assert_eq!(query(&all[..1]), "modified_after=2026-06-01T00%3A00%3A00");
    }

    #[test]
    fn the_order_of_parameters_does_not_matter_but_each_of_them_does() {
        let url = Url::parse("http://shop.example/").unwrap();
        let secret = Secret::new("s");
        let p = |a: &[(&str, &str)]| a.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
        let s = Signature { key: "k", secret: &secret, token: None, nonce: "n", at: Timestamp(1) };
        let of = |a: &[(&str, &str)], s: &Signature<'_>| signature("GET", &url, &p(a), s).unwrap();
        let one = of(&[("a", "1"), ("b", "2")], &s);
        assert_eq!(one, of(&[("b", "2"), ("a", "1")], &s));
        assert_ne!(one, of(&[("a", "1"), ("b", "3")], &s));
        assert_ne!(one, of(&[("a", "1"), ("b", "2")], &Signature { token: Some(("t", &secret)), ..s }), "the token's secret signs too");
    }

    /// The expected value is from Python's hmac and urllib, a second implementation.
    #[test]
    fn a_header_carries_the_token_and_no_secret() {
        let url = Url::parse("https://shop.example/rest/all/V1/orders").unwrap();
        let params = [("searchCriteria[pageSize]".to_owned(), "100".to_owned())];
        let (secret, token_secret) = (Secret::new("consumer secret"), Secret::new("token&secret"));
        let s = Signature { key: "ck", secret: &secret, token: Some(("tk", &token_secret)), nonce: "abc", at: Timestamp(1_795_153_194) };
        let header = header("GET", &url, &params, &s).unwrap();
        assert!(header.starts_with("OAuth oauth_consumer_key=\"ck\", oauth_nonce=\"abc\"") && header.contains("oauth_token=\"tk\""));
        assert!(
            header.ends_with("oauth_signature=\"vpdTCRaxUvmX4JLB4N8IRbnnevDNkX6zcu17yG0SCfQ%3D\"") && !header.contains("secret"),
            "{header}"
        );
    }
}
