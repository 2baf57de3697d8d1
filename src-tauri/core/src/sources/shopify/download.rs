//! A bulk operation's file, read piece by piece: one JSON object a line, children under their parents.
//!
//! The file lies with another host, behind an address that is good for a while and is itself the key: nothing of ours
//! travels there. A piece ends in the middle of a line, or between a thing and its children; then what is not whole is
//! left for the next piece, which begins at that thing's line. So a place in the file is a number of bytes and nothing else.

use serde_json::Value;
use url::Url;

use crate::host::http::host_of;
use crate::host::{HttpRequest, HttpResponse};
use crate::sources::answer::{self, Who};
use crate::sources::{Outside, address, json};
use crate::types::{Progress, Result};

/// Bytes of a piece.
pub const PIECE: u64 = 4 * 1024 * 1024;
/// A thing with its children may be this long.
const LONGEST: u64 = 48 * 1024 * 1024;

/// What came of a piece.
pub enum Piece {
    Things(Things),
    /// The address is not good any more.
    Expired,
}

pub struct Things {
    /// Each with its children in lists, by their names in the schema.
    pub whole: Vec<Value>,
    /// Lines that are no JSON.
    pub broken: Vec<String>,
    /// Where the next piece begins; `None` at the end of the file.
    pub next: Option<u64>,
}

/// Why a file is of no use.
#[derive(Debug, PartialEq)]
pub enum Fault {
    /// One thing is longer than what was read.
    TooShort,
    /// Children without their parents.
    Ungrouped,
    /// Lines that are no JSON, nearly all of them.
    Noise,
}

/// The things that begin at `offset`.
///
/// # Errors
/// `Unexpected` for a file that is none; those of `Outside::send`.
pub fn piece(outside: &Outside, url: &str, offset: u64, watch: &Progress) -> Result<Piece> {
    let host = host_of(url);
    let who = Who { host: &host, platform: "Shopify", hidden: Vec::new() };
    let safe = Url::parse(url).is_ok_and(|u| u.scheme() == "https" || address::is_loopback(&u));
    if !safe {
        return Err(answer::odd(&who, "its file would have to be fetched unencrypted"));
    }
    let mut length = PIECE;
    loop {
        let make = || {
            let range = format!("bytes={offset}-{}", offset.saturating_add(length).saturating_sub(1));
            Ok(HttpRequest::get(url).with_header("Range", range).with_header("Accept-Encoding", "identity"))
        };
        let got = answer::ask(outside, watch, make, |r| body(r, offset, &who))?;
        let Some((bytes, last)) = got else { return Ok(Piece::Expired) };
        match things(&bytes, offset, last) {
            Ok(things) => return Ok(Piece::Things(things)),
            Err(Fault::TooShort) if length < LONGEST => length *= 3,
            Err(Fault::TooShort) => return Err(answer::odd(&who, "a single order or product is longer than 48 MB")),
            Err(Fault::Noise) => return Err(answer::odd(&who, "the lines of its file are no JSON")),
            Err(Fault::Ungrouped) => return Err(answer::odd(&who, "lines of its file name no thing before them")),
        }
    }
}

/// The bytes from `offset` on, and whether they reach the end; `None` for an address that is not good any more.
fn body(response: &HttpResponse, offset: u64, who: &Who<'_>) -> Result<Option<(Vec<u8>, bool)>> {
    match response.status {
        206 => {
            let (from, to, all) = response
                .header("content-range")
                .and_then(content_range)
                .ok_or_else(|| answer::odd(who, "a part of its file does not say which part it is"))?;
            if from != offset {
                return Err(answer::odd(who, "another part of its file came than was asked for"));
            }
            if response.body.len() as u64 != (to + 1).saturating_sub(from) {
                return Err(answer::torn_answer(who.host));
            }
            Ok(Some((response.body.clone(), all.is_some_and(|all| to + 1 >= all))))
        }
        // The whole file, by a host that knows no parts.
        200 if answer::is_page(response) => Err(answer::refused(response, who)),
        200 => {
            let from = usize::try_from(offset).unwrap_or(usize::MAX).min(response.body.len());
            let promised = response.header("content-length").and_then(|l| l.parse::<usize>().ok());
            if promised.is_some_and(|p| p > response.body.len()) {
                return Err(answer::torn_answer(who.host));
            }
            Ok(Some((response.body.get(from..).unwrap_or_default().to_vec(), true)))
        }
        416 => Ok(Some((Vec::new(), true))),
        400 | 401 | 403 | 404 | 410 => Ok(None),
        _ => Err(answer::refused(response, who)),
    }
}

/// `bytes 0-99/1000`, or `bytes 0-99/*`.
fn content_range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (range, all) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (from, to) = range.split_once('-')?;
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?, all.trim().parse().ok()))
}

/// `last`: the bytes reach the end of the file.
pub fn things(bytes: &[u8], offset: u64, last: bool) -> std::result::Result<Things, Fault> {
    let mut out = Things { whole: Vec::new(), broken: Vec::new(), next: None };
    let (mut at, mut lines) = (0usize, 0usize);
    let mut broken: Vec<(usize, String)> = Vec::new();
    // Where the latest thing's line begins.
    let mut latest = 0usize;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = rest.iter().position(|b| *b == b'\n');
        if end.is_none() && !last {
            break;
        }
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if !line.trim_ascii().is_empty() {
            lines += 1;
            match serde_json::from_slice::<Value>(line) {
                Ok(v) if v.get("__parentId").is_some() => adopt(&mut out.whole, v)?,
                Ok(v) if v.is_object() => {
                    latest = at;
                    out.whole.push(v);
                }
                _ => broken.push((at, String::from_utf8_lossy(line.get(..line.len().min(300)).unwrap_or_default()).into_owned())),
            }
        }
        at += end.map_or(rest.len(), |e| e + 1);
    }
    if broken.len() > 20 && broken.len() * 2 > lines {
        return Err(Fault::Noise);
    }
    if !last {
        // What stands behind the latest thing comes again with it.
        broken.retain(|(place, _)| *place < latest);
    }
    out.broken = broken.into_iter().map(|(_, line)| line).collect();
    if last {
        return Ok(out);
    }
    // The latest thing may have more children in the next piece.
    if out.whole.pop().is_none() || latest == 0 {
        return Err(Fault::TooShort);
    }
    out.next = Some(offset + latest as u64);
    Ok(out)
}

/// Puts a child into its parent, which is nearly always the latest thing.
fn adopt(things: &mut [Value], mut child: Value) -> std::result::Result<(), Fault> {
    let parent = json::owned(&child, "__parentId").ok_or(Fault::Ungrouped)?;
    let key = match kind_of(json::text(&child, "id").unwrap_or("")) {
        "LineItem" | "AbandonedCheckoutLineItem" => "lineItems",
        "ProductVariant" => "variants",
        "Collection" => "collections",
        _ => "others",
    };
    let owner = things.iter_mut().rev().find(|t| json::text(t, "id") == Some(parent.as_str())).ok_or(Fault::Ungrouped)?;
    if let Some(map) = child.as_object_mut() {
        map.remove("__parentId");
    }
    let Some(map) = owner.as_object_mut() else { return Err(Fault::Ungrouped) };
    match map.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
        Value::Array(list) => list.push(child),
        other => *other = Value::Array(vec![child]),
    }
    Ok(())
}

fn kind_of(gid: &str) -> &str {
    gid.rsplit('/').nth(1).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(
        "{\"id\":\"gid://shopify/Order/1\"}\n",
        "{\"id\":\"gid://shopify/LineItem/11\",\"__parentId\":\"gid://shopify/Order/1\"}\n",
        "{\"id\":\"gid://shopify/LineItem/12\",\"__parentId\":\"gid://shopify/Order/1\"}\n",
        "{\"id\":\"gid://shopify/Order/2\"}\n",
        "{\"id\":\"gid://shopify/Order/3\",\"n\":\"Ü\"}\n",
        "{\"id\":\"gid://shopify/LineItem/31\",\"__parentId\":\"gid://shopify/Order/3\"}\n"
    );

    /// Reads the file in pieces of `size`, growing as `piece` does.
    fn read(size: usize) -> Vec<Value> {
        let (mut at, mut out) = (0usize, Vec::new());
        loop {
            let mut len = size;
            let things = loop {
                let end = (at + len).min(FILE.len());
                match things(&FILE.as_bytes()[at..end], at as u64, end == FILE.len()) {
                    Ok(t) => break t,
                    Err(Fault::TooShort) => len += size,
                    Err(e) => panic!("{e:?}"),
                }
            };
            out.extend(things.whole);
            match things.next {
                Some(next) => at = next as usize,
                None => return out,
            }
        }
    }

    #[test]
    fn wherever_a_piece_ends_nothing_is_lost_or_doubled() {
        let wanted = read(FILE.len());
        assert_eq!((wanted.len(), json::list(&wanted[0], "lineItems").len(), json::list(&wanted[2], "lineItems").len()), (3, 2, 1));
        for size in 1..FILE.len() {
            assert_eq!(read(size), wanted, "pieces of {size}");
        }
    }

    #[test]
    fn a_broken_line_is_named_and_noise_or_orphans_end_the_reading() {
        let t = things(b"{\"id\":\"gid://shopify/Order/1\"}\n{\"id\":\n", 0, true).unwrap();
        assert_eq!((t.whole.len(), t.broken), (1, vec!["{\"id\":".to_owned()]));
        assert_eq!(things("x\n".repeat(40).as_bytes(), 0, true).err(), Some(Fault::Noise));
        let orphan = b"{\"id\":\"gid://shopify/LineItem/1\",\"__parentId\":\"gid://shopify/Order/9\"}\n";
        assert_eq!(things(orphan, 0, true).err(), Some(Fault::Ungrouped));
        assert!(things(b"", 9, true).unwrap().next.is_none());
    }

    #[test]
    fn a_part_says_which_it_is() {
        assert_eq!(content_range("bytes 5-9/10"), Some((5, 9, Some(10))));
        assert_eq!((content_range("bytes 5-9/*"), content_range("bytes x")), (Some((5, 9, None)), None));
        let who = Who { host: "files.example", platform: "Shopify", hidden: Vec::new() };
        let of = |status, headers: &[(&str, &str)], b: &[u8]| {
            let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            body(&HttpResponse { status, headers, body: b.to_vec() }, 5, &who)
        };
        assert_eq!(of(206, &[("Content-Range", "bytes 5-9/10")], b"56789").unwrap(), Some((b"56789".to_vec(), true)));
        assert!(answer::is_torn(&of(206, &[("Content-Range", "bytes 5-9/10")], b"567").unwrap_err()));
        assert!(of(206, &[("Content-Range", "bytes 0-4/10")], b"01234").is_err());
        assert_eq!(of(200, &[], b"0123456789").unwrap(), Some((b"56789".to_vec(), true)));
        assert_eq!((of(403, &[], b"").unwrap(), of(416, &[], b"").unwrap()), (None, Some((Vec::new(), true))));
        assert!(of(200, &[], b"<html><title>Sign in</title>").is_err());
    }
}
