//! A filled-in email as a mail: headers, HTML and text side by side, kept pictures inside (RFC 5322, MIME).
//!
//! Pure: bytes out, the same for the same input. Nothing of the machine is in it, neither its name nor its time zone.
//! Who it goes to and how is the business of `host::mail`. Start with `message`.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MultiPart, SinglePart};

use super::html::{decode, escape};
use crate::host::mail::address;
use crate::types::{Error, PictureId, Result, Timestamp};

/// A rendered email says `picture:7` where a kept picture stands; in a mail it is the part of this name.
pub fn with_content_ids(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("src=\"picture:") {
        let number = &rest[at + 13..];
        let end = number.find('"').unwrap_or(number.len());
        out.push_str(&rest[..at]);
        match number[..end].parse() {
            Ok(id) => out.push_str(&format!("src=\"cid:{}", content_id(PictureId(id)))),
            Err(_) => out.push_str(&rest[at..at + 13 + end]),
        }
        rest = &number[end..];
    }
    out.push_str(rest);
    out
}

pub fn content_id(id: PictureId) -> String {
    format!("picture-{id}@regulars")
}

/// The kept pictures that this HTML shows, each once, in order.
pub fn kept_pictures(html: &str) -> Vec<PictureId> {
    let mut out = Vec::new();
    for rest in html.split("cid:picture-").skip(1) {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(id) = digits.parse()
            && rest[digits.len()..].starts_with("@regulars")
            && !out.contains(&PictureId(id))
        {
            out.push(PictureId(id));
        }
    }
    out
}

/// A picture that goes along.
pub struct Inline {
    pub id: PictureId,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

pub struct Outgoing<'a> {
    pub from_name: &'a str,
    pub from: &'a str,
    pub to: &'a [String],
    pub subject: &'a str,
    pub html: &'a str,
    pub text: &'a str,
    pub pictures: Vec<Inline>,
    pub date: Timestamp,
    /// Makes the Message-ID its own.
    pub token: u64,
    /// Goes out as a test: says so in a header of its own.
    pub test: bool,
}

/// # Errors
/// `BadInput` that names an address which is none.
pub fn message(m: Outgoing<'_>) -> Result<Vec<u8>> {
    let from = address(m.from)?;
    let domain = from.domain().to_owned();
    let built = |e: &dyn std::fmt::Display| Error::internal("This email could not be put into an envelope.").caused_by(e.to_string());
    let seconds = Duration::from_secs(u64::try_from(m.date.0).unwrap_or(0));
    let name = Some(one_line(m.from_name)).filter(|n| !n.is_empty());
    let mut builder = Message::builder()
        .from(Mailbox::new(name, from))
        .subject(one_line(m.subject))
        .date(SystemTime::UNIX_EPOCH + seconds)
        .message_id(Some(format!("<{:x}.{:016x}@{domain}>", m.date.0, m.token)));
    for one in m.to {
        builder = builder.to(Mailbox::new(None, address(one)?));
    }
    let raw = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    let mail = format!("<mailto:{}?subject=unsubscribe>", m.from.trim());
    let mut heads = vec![raw("List-Unsubscribe", mail)];
    if m.test {
        heads.push(raw("X-Regulars-Test", "yes".to_owned()));
        heads.push(raw("Auto-Submitted", "auto-generated".to_owned()));
    }
    let mut related = None;
    for p in m.pictures {
        let kind = ContentType::parse(&p.media_type).map_err(|e| built(&e))?;
        let ending = p.media_type.rsplit('/').next().unwrap_or("img").to_owned();
        let body = Body::new(p.bytes);
        let part = Attachment::new_inline_with_name(content_id(p.id), format!("picture-{}.{ending}", p.id)).body(body, kind);
        related = Some(match related {
            None => MultiPart::related().singlepart(part_of(m.html, ContentType::TEXT_HTML, &built)?).singlepart(part),
            Some(parts) => MultiPart::singlepart(parts, part),
        });
    }
    let both = MultiPart::alternative().singlepart(part_of(m.text, ContentType::TEXT_PLAIN, &built)?);
    let both = match related {
        Some(parts) => both.multipart(parts),
        None => both.singlepart(part_of(m.html, ContentType::TEXT_HTML, &built)?),
    };
    let mut done = builder.multipart(both).map_err(|e| built(&e))?;
    for head in heads {
        done.headers_mut().insert_raw(head);
    }
    Ok(done.formatted())
}

/// Quoted-printable: lines stay short whatever the HTML is like, and no server on the way has a reason to touch it.
fn part_of(text: &str, kind: ContentType, built: &dyn Fn(&dyn std::fmt::Display) -> Error) -> Result<SinglePart> {
    let body = Body::new_with_encoding(text.replace("\r\n", "\n").replace('\n', "\r\n"), ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| built(&"the encoding was refused"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// A line at the very top of HTML and text that says what this is.
pub fn with_notice(html: &str, text: &str, notice: &str) -> (String, String) {
    let line = format!(
        "<div style=\"background:#fff4d6;color:#4a3a10;font:14px/1.5 Helvetica,Arial,sans-serif;padding:10px 16px;text-align:center\">{}</div>",
        escape(notice)
    );
    let at = html.find("<body").and_then(|b| html[b..].find('>').map(|e| b + e + 1)).unwrap_or(0);
    (format!("{}{line}{}", &html[..at], &html[at..]), format!("{notice}\n\n{text}"))
}

/// The sender's own marks for leaving the list, as a mail to the sender: so that nothing in a mail from here is dead.
pub fn with_unsubscribe(text: &str, from: &str) -> String {
    let to = if from.is_empty() {
        "mailto:?subject=unsubscribe".to_owned()
    } else {
        format!("mailto:{}?subject=unsubscribe", decode(from.trim()))
    };
    text.replace("*|UNSUB|*", &to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outgoing<'a>(to: &'a [String], subject: &'a str, html: &'a str) -> Outgoing<'a> {
        Outgoing {
            from_name: "Kräuter & Co",
            from: "shop@shop.example",
            to,
            subject,
            html,
            text: "Grüße\n.\nEnd",
            pictures: Vec::new(),
            date: Timestamp(1_795_168_800),
            token: 0xabc,
            test: true,
        }
    }

    #[test]
    fn says_nothing_of_the_machine_and_keeps_to_short_plain_lines() {
        let to = ["me@shop.example".to_owned()];
        let long = format!("<body>{}</body>", "ä".repeat(3000));
        let mut out =
            outgoing(&to, "[Test] 🌿 Neu\r\nBcc: x@x.example für dich, ein sehr langer Betreff der nicht auf eine Zeile passt", &long);
        out.pictures = vec![Inline { id: PictureId(7), media_type: "image/png".into(), bytes: b"\x89PNG".to_vec() }];
        let mail = message(out).unwrap();
        let text = String::from_utf8(mail).unwrap();
        assert!(text.is_ascii() && text.lines().all(|l| l.len() <= 78), "{:?}", text.lines().max_by_key(|l| l.len()));
        assert!(!text.lines().any(|l| l.starts_with("Bcc")), "no header can be put in by a subject");
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(
            head.contains("Message-ID: <6b000020.0000000000000abc@shop.example>") || head.contains("0000000000000abc@shop.example>"),
            "{head}"
        );
        for line in ["X-Regulars-Test: yes", "List-Unsubscribe: <mailto:shop@shop.example?subject=unsubscribe>", "Date: Fri, 20 Nov 2026"] {
            assert!(head.contains(line), "{line} in {head}");
        }
        assert!(text.contains("Content-ID: <picture-7@regulars>") && text.contains("multipart/related"));
        assert!(message(outgoing(&["no address".to_owned()], "x", "y")).unwrap_err().message.contains("“no address”"));
    }

    #[test]
    fn finds_kept_pictures_and_marks_a_test() {
        let html = "<body class=\"a\"><img src=\"cid:picture-12@regulars\"><img src=\"cid:picture-3@regulars\"><img src=\"cid:picture-12@regulars\"><img src=\"cid:picture-x@regulars\"></body>";
        assert_eq!(kept_pictures(html), [PictureId(12), PictureId(3)]);
        let rendered = "picture:5 <img src=\"picture:12\" alt=\"picture:9\"><img src=\"picture:x\">";
        assert_eq!(with_content_ids(rendered), "picture:5 <img src=\"cid:picture-12@regulars\" alt=\"picture:9\"><img src=\"picture:x\">");
        let (marked, text) = with_notice(html, "Hello", "A test <b>");
        assert!(marked.starts_with("<body class=\"a\"><div style=") && marked.contains("A test &lt;b&gt;</div><img"));
        assert_eq!(text, "A test <b>\n\nHello");
        assert_eq!(with_unsubscribe("<a href=\"*|UNSUB|*\">", "a@b.example"), "<a href=\"mailto:a@b.example?subject=unsubscribe\">");
    }
}
