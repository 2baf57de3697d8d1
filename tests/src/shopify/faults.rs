//! What goes wrong between a shop and whoever asks it.

use super::Reply;

#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// This status with this page instead of an answer.
    Page(u16, &'static str),
    /// 429 with this Retry-After.
    TooMany(&'static str),
    /// Shopify's own error, with status 200.
    Internal,
    /// The answer's JSON ends in the middle.
    Torn,
    /// Files cannot be fetched any more by their present address.
    FileExpired,
    /// Less of a file comes than was promised.
    FileTorn,
}

impl Fault {
    /// What to answer instead of the shop.
    pub fn before(&self, file: bool) -> Option<Reply> {
        match self {
            Self::Page(status, title) if !file => {
                Some(Reply::html(*status, &format!("<!DOCTYPE html><html><head><title>{title}</title></head></html>")))
            }
            Self::TooMany(after) if !file => Some(Reply::html(429, "Too Many Requests").with("Retry-After", *after)),
            Self::Internal if !file => Some(Reply::json(
                200,
                &serde_json::json!({ "errors": [{ "message": "Internal error. Looks like something went wrong on our end.", "extensions": { "code": "INTERNAL_SERVER_ERROR" } }] }),
            )),
            Self::FileExpired if file => Some(Reply {
                status: 400,
                headers: vec![("Content-Type".to_owned(), "application/xml; charset=UTF-8".to_owned())],
                body: b"<?xml version='1.0' encoding='UTF-8'?><Error><Code>ExpiredToken</Code></Error>".to_vec(),
            }),
            _ => None,
        }
    }

    pub fn spoils(&self, file: bool) -> bool {
        matches!((self, file), (Self::Torn, false) | (Self::FileTorn, true))
    }
}
