//! Keys as WooCommerce checks them (class-wc-rest-authentication.php, by its observable behaviour): over https basic
//! authentication or the query, else OAuth 1.0a. The signature is computed here on its own, from the RFC.

use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;

use super::shop::{Permission, Shop};
use super::{KEY, Request, SECRET};

pub enum Verdict {
    Stranger,
    Refused(&'static str),
    In,
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn enc(s: &str) -> String {
    utf8_percent_encode(s, UNRESERVED).to_string()
}

pub fn check(shop: &mut Shop, request: &Request, ssl: bool, strips_header: bool) -> Verdict {
    let basic = request.header("authorization").filter(|_| !strips_header).and_then(|h| {
        let raw = base64::engine::general_purpose::STANDARD.decode(h.strip_prefix("Basic ")?).ok()?;
        let text = String::from_utf8(raw).ok()?;
        text.split_once(':').map(|(k, s)| (k.to_owned(), s.to_owned()))
    });
    let query = request.get("consumer_key").zip(request.get("consumer_secret")).map(|(k, s)| (k.to_owned(), s.to_owned()));
    if ssl && let Some((key, secret)) = query.or(basic) {
        if key != KEY || shop.key_revoked {
            return Verdict::Stranger;
        }
        if secret != SECRET {
            return Verdict::Refused("Consumer secret is invalid.");
        }
        return permitted(shop, request);
    }
    oauth(shop, request, ssl)
}

fn oauth(shop: &mut Shop, request: &Request, ssl: bool) -> Verdict {
    let Some(key) = request.get("oauth_consumer_key") else { return Verdict::Stranger };
    if key != KEY || shop.key_revoked {
        return Verdict::Refused("Consumer key is invalid.");
    }
    let scheme = if ssl { "https" } else { "http" };
    let url = format!("{scheme}://{}{}", shop.site.as_deref().unwrap_or(&request.host), request.path);
    let mut pairs: Vec<String> =
        request.query.iter().filter(|(k, _)| k != "oauth_signature").map(|(k, v)| format!("{}={}", enc(k), enc(v))).collect();
    pairs.sort();
    let text = format!("{}&{}&{}", request.method, enc(&url), enc(&pairs.join("&")));
    let mut mac = Hmac::<Sha256>::new_from_slice(format!("{SECRET}&").as_bytes()).expect("any key fits");
    mac.update(text.as_bytes());
    let wanted = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    if request.get("oauth_signature") != Some(wanted.as_str()) {
        return Verdict::Refused("Invalid signature - provided signature does not match.");
    }
    let at: i64 = request.get("oauth_timestamp").and_then(|t| t.parse().ok()).unwrap_or(0);
    if (at - shop.now()).abs() > 15 * 60 {
        return Verdict::Refused("Invalid timestamp.");
    }
    if !shop.nonces.insert(request.get("oauth_nonce").unwrap_or("").to_owned()) {
        return Verdict::Refused("Invalid nonce - nonce has already been used.");
    }
    permitted(shop, request)
}

fn permitted(shop: &Shop, request: &Request) -> Verdict {
    let reads = matches!(request.method.as_str(), "GET" | "HEAD");
    match shop.permission {
        Permission::Read if !reads => Verdict::Refused("The API key provided does not have write permissions."),
        Permission::Write if reads => Verdict::Refused("The API key provided does not have read permissions."),
        _ => Verdict::In,
    }
}
