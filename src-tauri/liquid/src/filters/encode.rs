//! HTML, addresses and base64.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::language::{Args, Filter};
use crate::render::Context;
use crate::value::Value;

type Result = std::result::Result<Value, String>;

pub(super) const ALL: [Filter; 11] = [
    Filter::new("escape", 0, 0, |v, _, c| escape(v, c, false)),
    Filter::new("h", 0, 0, |v, _, c| escape(v, c, false)),
    Filter::new("escape_once", 0, 0, |v, _, c| escape(v, c, true)),
    Filter::new("strip_html", 0, 0, |v, _, _| Ok(strip_html(&v.to_text()).into())),
    Filter::new("newline_to_br", 0, 0, |v, _, c| {
        let text = v.to_text();
        context_lines(&text, c)?;
        Ok(text.replace("\r\n", "\n").replace('\n', "<br />\n").into())
    }),
    Filter::new("url_encode", 0, 0, url_encode),
    Filter::new("url_decode", 0, 0, |v, _, _| url_decode(v)),
    Filter::new("base64_encode", 0, 0, |v, _, _| Ok(STANDARD.encode(v.to_text().as_bytes()).into())),
    Filter::new("base64_decode", 0, 0, |v, _, _| decode(v, &STANDARD)),
    Filter::new("base64_url_safe_encode", 0, 0, |v, _, _| Ok(URL_SAFE.encode(v.to_text().as_bytes()).into())),
    Filter::new("base64_url_safe_decode", 0, 0, |v, _, _| {
        let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        decode(v, &GeneralPurpose::new(&base64::alphabet::URL_SAFE, lenient))
    }),
];

fn context_lines(text: &str, context: &mut Context<'_>) -> std::result::Result<(), String> {
    context.make(text.len().saturating_add(text.matches('\n').count() * 6))
}

fn escape(input: &Value, context: &mut Context<'_>, once: bool) -> Result {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = input.to_text();
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Ok(Value::Str(text));
    }
    context.make(text.len() * 6)?;
    let mut out = String::with_capacity(text.len() + 16);
    for (i, c) in text.char_indices() {
        match c {
            '&' if once && is_entity(text.get(i + 1..).unwrap_or_default()) => out.push('&'),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Ok(out.into())
}

/// `amp;`, `#39;`.
fn is_entity(text: &str) -> bool {
    let (digits, rest) = text.strip_prefix('#').map_or((false, text), |r| (true, r));
    // No entity is longer; looking further would cost the text's length for each `&`.
    let end = rest.bytes().take(32).position(|b| if digits { !b.is_ascii_digit() } else { !b.is_ascii_alphabetic() });
    end.is_some_and(|end| end > 0 && rest.as_bytes().get(end) == Some(&b';'))
}

/// Scripts, styles and comments with what is in them, then every tag.
fn strip_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Once something is not closed, it is not searched for again.
    let mut open = [true; 4];
    const PAIRS: [(&str, &str); 4] = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"), ("<", ">")];
    while let Some(at) = rest.find('<') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let tag = rest.get(at..).unwrap_or_default();
        let mut end = None;
        for ((begins, ends), open) in PAIRS.iter().zip(open.iter_mut()) {
            if *open && tag.starts_with(begins) {
                end = tag.find(ends).map(|i| i + ends.len());
                *open = end.is_some();
                if end.is_some() {
                    break;
                }
            }
        }
        if end.is_none() {
            out.push('<');
        }
        rest = tag.get(end.unwrap_or(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn url_encode(input: &Value, _: &Args<'_>, context: &mut Context<'_>) -> Result {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = input.to_text();
    context.make(text.len() * 3)?;
    let mut out = String::with_capacity(text.len() + 16);
    for b in text.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'*' => out.push(char::from(b)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    Ok(out.into())
}

fn url_decode(input: &Value) -> Result {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = input.to_text();
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes().enumerate();
    while let Some((i, b)) = bytes.next() {
        match (b, text.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'+', _) => out.push(b' '),
            (b'%', Some(byte)) => {
                out.push(byte);
                bytes.nth(1);
            }
            _ => out.push(b),
        }
    }
    String::from_utf8(out).map(Value::from).map_err(|_| "it holds bytes that are no text".to_owned())
}

fn decode(input: &Value, engine: &GeneralPurpose) -> Result {
    let wrong = || "it is no base64".to_owned();
    let bytes = engine.decode(input.to_text().as_bytes()).map_err(|_| wrong())?;
    String::from_utf8(bytes).map(Value::from).map_err(|_| wrong())
}
