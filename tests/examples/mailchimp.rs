//! A Mailchimp on loopback, for looking at the Audiences room by hand:
//!
//!     cargo run -p regulars-tests --example mailchimp -- shop.db
//!
//! It serves two audiences until it is ended. From the shop's file it takes some people as already there: every third
//! as subscribed with an older name, a few as unsubscribed, cleaned or archived.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use regulars_core::store::Store;
use regulars_tests::mailchimp::{KEY, Mailchimp, Server, Status};
use serde_json::json;

fn main() {
    let mut sim = Mailchimp::new();
    sim.add_list("letter01", "The shop's letter", false);
    sim.add_list("club01", "Regulars' club (asks to confirm)", true);
    for (i, email) in std::env::args().nth(1).map(|f| emails(Path::new(&f))).unwrap_or_default().iter().enumerate() {
        let status = match i % 60 {
            7 => Status::Unsubscribed,
            22 => Status::Cleaned,
            37 => Status::Archived,
            n if n % 3 == 0 => Status::Subscribed,
            _ => continue,
        };
        sim.put("letter01", email, status, serde_json::Map::from_iter([("FNAME".to_owned(), json!("Somebody"))]));
    }
    let server = Server::start(sim, Duration::from_millis(150));
    let told = writeln!(std::io::stdout(), "address {}\nkey     {KEY}", server.address);
    while told.is_ok() {
        std::thread::sleep(Duration::from_secs(60));
    }
}

fn emails(file: &Path) -> Vec<String> {
    let store = Store::open(file, None).expect("the shop's file");
    store.read(|r| r.rows("SELECT email FROM person WHERE email IS NOT NULL ORDER BY id", &[], |row| row.get(0))).expect("its people")
}
