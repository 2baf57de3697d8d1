//! A WooCommerce shop that answers as the recorded one (10.0.2) does, traps included, and as older ones do (`versions.rs`).
//!
//! `shop.rs` and `catalogue.rs` are what is in it, made from a seed, `changes.rs` is what can happen to it; `routes.rs` speaks REST v3 over it (paging,
//! dates by the second with ties in no particular order, pages past the end, error bodies); `auth.rs` checks keys as
//! WooCommerce does, OAuth signatures recomputed on their own; `faults.rs` is what goes wrong on real hosts. `server.rs`
//! serves it on loopback for real programs, `in_process.rs` is an `Http` without sockets that can also be "https".

pub mod auth;
pub mod catalogue;
pub mod changes;
pub mod faults;
pub mod house;
pub mod in_process;
pub mod routes;
pub mod server;
pub mod shop;
pub mod versions;
pub mod world;

pub use faults::Fault;
pub use house::House;
pub use in_process::InProcess;
pub use server::Server;
pub use shop::{Permission, Shop};
pub use versions::Version;

/// A pair of the right form; it opens this simulator and nothing else.
pub const KEY: &str = "ck_5f1c0ffee0000000000000000000000000000001";
pub const SECRET: &str = "cs_5f1c0ffee0000000000000000000000canary001";

/// What a request looks like once it has arrived.
pub struct Request {
    pub method: String,
    /// `https` behind the shop's own view of itself, whatever the socket.
    pub ssl: bool,
    pub host: String,
    pub path: String,
    /// Decoded, in the order in which they came.
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub fn new(method: &str, ssl: bool, host: &str, path_and_query: &str, headers: &[(String, String)]) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let decode = |s: &str| percent_encoding::percent_decode_str(&s.replace('+', " ")).decode_utf8_lossy().into_owned();
        let query = query
            .split('&')
            .filter(|p| !p.is_empty())
            .map(|p| p.split_once('=').map_or_else(|| (decode(p), String::new()), |(k, v)| (decode(k), decode(v))))
            .collect();
        Self { method: method.to_owned(), ssl, host: host.to_owned(), path: path.to_owned(), query, headers: headers.to_vec() }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(k, _)| k.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The connection ends before the body does.
    pub cut: bool,
}

impl Reply {
    pub fn html(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "text/html; charset=UTF-8".to_owned())],
            body: body.as_bytes().to_vec(),
            cut: false,
        }
    }
}
