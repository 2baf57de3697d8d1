//! A Shopify shop that answers its Admin GraphQL API, traps included.
//!
//! `table.rs` and `make.rs` are what is in it, made from a seed (a big shop's orders are made when they are looked at), and
//! `life.rs` what can happen to it. `graphql.rs` reads the documents it is sent and answers just the fields that were asked
//! for, reckoning their cost; `query.rs` are the lists, `bulk.rs` the operations with their files, `routes.rs` the doors.
//! Whether the documents fit Shopify's schema is for the official introspection to say (`tests/contracts.sh`): all
//! traffic is recorded.

pub mod bulk;
pub mod faults;
pub mod graphql;
pub mod in_process;
pub mod life;
pub mod make;
pub mod query;
pub mod routes;
pub mod server;
pub mod shop;
pub mod table;
pub mod world;

pub use faults::Fault;
pub use in_process::InProcess;
pub use server::Server;
pub use shop::{Data, Shop};

/// They open this simulator and nothing else.
pub const TOKEN: &str = "shpat_5f1c0ffee000000000000000canary01";
pub const CLIENT_ID: &str = "5f1c0ffee00000000000000000000001";
pub const CLIENT_SECRET: &str = "shpss_5f1c0ffee000000000000000canary02";
/// Where the simulated shop lives.
pub const HOST: &str = "corner-coffee.myshopify.com";
/// A domain of its own.
pub const DOMAIN: &str = "corner-coffee.example";
/// Where the files of bulk operations lie.
pub const FILES: &str = "storage.example";

pub struct Request {
    pub method: String,
    pub host: String,
    /// With its query.
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(k, _)| k.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "application/json; charset=utf-8".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    pub fn html(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())], body: body.as_bytes().to_vec() }
    }

    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}
