//! A WooCommerce shop on loopback to try the window with:
//! `cargo run -p regulars-tests --example woocommerce_shop [orders] [milliseconds an answer takes]`.

use std::time::Duration;

use regulars_core::types::{Clock, SystemClock};
use regulars_tests::woocommerce::{KEY, SECRET, Server, Shop};

fn main() {
    let number = |n: usize, or: u64| std::env::args().nth(n).and_then(|a| a.parse().ok()).unwrap_or(or);
    let orders = number(1, 1488);
    let mut shop = Shop::seeded(1, orders / 8, orders, SystemClock.now().0);
    shop.set_clock(None);
    let server = Server::start(shop, Duration::from_millis(number(2, 250)));
    println!("{} {KEY} {SECRET}", server.address);
    loop {
        std::thread::park();
    }
}
