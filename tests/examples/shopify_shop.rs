//! A Shopify shop on loopback, to try the window with and to time a sync of:
//! `cargo run -p regulars-tests --example shopify_shop -- [--customers 2000] [--orders 8000] [--latency MS] [--quick] [--rows-a-look N]`.
//!
//! It keeps the rate of Shopify's standard plan (100 points a second, a bucket of 1,000) unless it is told to be `--quick`.
//! On its standard input, `day` lets a day go by in the shop; each line is answered with what was asked so far.

use std::io::{BufRead, Write};
use std::time::Duration;

use regulars_core::types::{Clock, SystemClock};
use regulars_tests::shopify::{CLIENT_ID, CLIENT_SECRET, Server, Shop, TOKEN};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| args.iter().position(|a| a == name).and_then(|at| args.get(at + 1)).and_then(|v| v.parse::<u64>().ok());
    let (customers, orders) = (after("--customers").unwrap_or(2000), after("--orders").unwrap_or(8000));
    let mut shop = Shop::seeded(1, customers, orders, SystemClock.now().0);
    shop.set_clock(None);
    shop.rows_a_look = after("--rows-a-look").and_then(|n| usize::try_from(n).ok()).unwrap_or(20_000);
    if args.iter().any(|a| a == "--quick") {
        shop = shop.quick();
    }
    let server = Server::start(shop, Duration::from_millis(after("--latency").unwrap_or(0)));
    let mut out = std::io::stdout();
    let _ = writeln!(out, "address {}\ntoken {TOKEN}\nclient id {CLIENT_ID}\nclient secret {CLIENT_SECRET}", server.address);
    for (day, line) in (1..).zip(std::io::stdin().lock().lines().map_while(Result::ok)) {
        server.with(|s| {
            if line.trim() == "day" {
                s.live(day);
                s.set_clock(None);
            }
            let _ = writeln!(out, "queries {} throttled {} operations {}", s.served, s.throttled, s.operations.len());
        });
    }
    loop {
        std::thread::park();
    }
}
