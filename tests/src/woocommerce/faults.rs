//! What goes wrong on real hosts.

use super::{Reply, Request};

#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A page for people instead of data, with this status and title, for the API's paths.
    Page(u16, &'static str),
    /// The index is closed to strangers, as security plugins do.
    ClosedIndex,
    /// 503, as WordPress says during an update.
    Maintenance,
    /// 429 with this Retry-After.
    TooMany(&'static str),
    /// An error of the server's own, in WordPress's words.
    Critical,
    /// The answer's JSON ends in the middle.
    Torn,
    /// The connection ends in the middle of the answer.
    Cut,
    /// The host strips the Authorization header.
    StripsHeader,
    /// Every request is sent on to this address.
    Redirect(String),
    /// A proxy speaks https for a shop that believes to be on http.
    BelievesHttp,
}

impl Fault {
    /// What to answer instead of the shop; `None`: the shop answers, perhaps changed by `spoil`.
    pub fn before(&self, request: &Request) -> Option<Reply> {
        let api = request.path.contains("/wp-json") || request.get("rest_route").is_some();
        match self {
            Self::Page(status, title) if api => Some(Reply::html(
                *status,
                &format!("<!DOCTYPE html><html><head><title>{title}</title></head><body><!-- /wp-content/plugins/ --></body></html>"),
            )),
            Self::Maintenance => Some(Reply::html(
                503,
                "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Briefly unavailable for scheduled maintenance.</h1></body></html>",
            )),
            Self::TooMany(after) if api => {
                let mut reply = Reply::html(429, "Too Many Requests");
                reply.headers.push(("Retry-After".to_owned(), (*after).to_owned()));
                Some(reply)
            }
            Self::Critical if api => Some(Reply {
                status: 500,
                headers: vec![("Content-Type".to_owned(), "application/json; charset=UTF-8".to_owned())],
                body: br#"{"code":"internal_server_error","message":"<p>There has been a critical error on this website.</p>","data":{"status":500}}"#.to_vec(),
                cut: false,
            }),
            Self::Redirect(to) => {
                let mut reply = Reply::html(301, "Moved");
                let query = if request.query.is_empty() { "" } else { "?x" };
                reply.headers.push(("Location".to_owned(), format!("{to}{}{query}", request.path)));
                Some(reply)
            }
            _ => None,
        }
    }

    pub fn spoil(&self, mut reply: Reply) -> Reply {
        match self {
            Self::Torn => reply.body.truncate(reply.body.len() / 2),
            Self::Cut => reply.cut = true,
            _ => {}
        }
        reply
    }
}
