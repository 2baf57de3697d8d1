//! OAuth 1.0a as Magento checks it: the header's parameters and the query's, HMAC-SHA256 over both secrets; each nonce
//! once. Written apart from the program's own, from the RFC.

use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::Sha256;

use super::{CONSUMER, CONSUMER_SECRET, Shop, TOKEN, TOKEN_SECRET};
use crate::woocommerce::Request;

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn enc(s: &str) -> String {
    utf8_percent_encode(s, UNRESERVED).to_string()
}

/// # Errors
/// Magento's message.
pub fn check(shop: &mut Shop, request: &Request) -> Result<(), &'static str> {
    let header = request
        .header("authorization")
        .and_then(|h| h.strip_prefix("OAuth "))
        .ok_or("The consumer isn't authorized to access %resources.")?;
    let own: Vec<(String, String)> = header
        .split(',')
        .filter_map(|p| p.trim().split_once('='))
        .map(|(k, v)| (k.to_owned(), percent_decode_str(v.trim_matches('"')).decode_utf8_lossy().into_owned()))
        .collect();
    let get = |name: &str| own.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str()).unwrap_or("");
    if get("oauth_signature_method") != "HMAC-SHA256" {
        return Err("Signature method is not supported");
    }
    let at: i64 = get("oauth_timestamp").parse().unwrap_or(0);
    if at <= 0 || at > shop.clock + 600 {
        return Err("The timestamp value in the \"oauth_timestamp\" parameter isn't valid.");
    }
    if get("oauth_consumer_key") != CONSUMER {
        return Err("A consumer having the specified key does not exist");
    }
    if get("oauth_token") != TOKEN || shop.revoked {
        return Err("Specified token does not exist");
    }
    let scheme = if request.ssl { "https" } else { "http" };
    let url = format!("{scheme}://{}{}", shop.own_host.as_deref().unwrap_or(&request.host), request.path);
    let mut all: Vec<(String, String)> =
        own.iter().filter(|(k, _)| k != "oauth_signature").chain(&request.query).map(|(k, v)| (enc(k), enc(v))).collect();
    all.sort();
    let joined = all.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
    let key = format!("{}&{}", enc(CONSUMER_SECRET), enc(TOKEN_SECRET));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(format!("{}&{}&{}", request.method, enc(&url), enc(&joined)).as_bytes());
    if base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes()) != get("oauth_signature") {
        return Err("The signature is invalid. Verify and try again.");
    }
    if !shop.nonces.insert(get("oauth_nonce").to_owned()) {
        return Err("The nonce is already being used by the consumer with ID 1.");
    }
    Ok(())
}
