//! Every platform with a small simulated shop behind it, for the tests that each of them has to pass: faults, kills, secrets.
//!
//! A platform is added with a line in `all`; from then on it takes part in all of them.

use std::sync::Arc;

use regulars_core::host::{Http, Secret};
use regulars_core::sources::platform::{Login, Secrets};

use crate::world::NOW;
use crate::{bigcommerce, klaviyo, magento, mailchimp, shopify, woocommerce};

pub struct Case {
    /// As `Platform::kind`.
    pub kind: &'static str,
    /// A simulator with a seeded shop, the same at each call; it answers whatever host it is asked for.
    pub sim: fn() -> Arc<dyn Http>,
    /// What a person would enter; the address is where the simulator is to be reached.
    pub login: fn(address: &str) -> Login,
    /// An address at which `sim` may be asked without a socket.
    pub address: &'static str,
}

pub fn all() -> Vec<Case> {
    vec![
        Case {
            kind: "shopify",
            sim: || Arc::new(shopify::InProcess::new(shopify::Shop::seeded(7, 30, 260, NOW).quick().forgetful())),
            login: |address| login(&[("address", address)], &[("token", shopify::TOKEN)]),
            address: shopify::HOST,
        },
        Case {
            kind: "woocommerce",
            sim: || Arc::new(woocommerce::InProcess::new(woocommerce::Shop::seeded(7, 30, 260, NOW))),
            login: |address| login(&[("address", address), ("key", woocommerce::KEY)], &[("secret", woocommerce::SECRET)]),
            address: "shop.example",
        },
        Case {
            kind: "bigcommerce",
            sim: || Arc::new(bigcommerce::InProcess::new(bigcommerce::Shop::seeded(7, 30, 260, NOW))),
            login: |address| login(&[("store", bigcommerce::HASH), ("address", address)], &[("token", bigcommerce::TOKEN)]),
            address: "http://127.0.0.1:8461",
        },
        Case {
            kind: "adobe_commerce",
            sim: || Arc::new(magento::InProcess::new(magento::Shop::seeded(7, 30, 260, NOW))),
            login: |address| login(&[("address", address), ("consumer_key", magento::CONSUMER)], &magento::SECRETS),
            address: "shop.example",
        },
        Case {
            kind: "mailchimp",
            sim: || Arc::new(mailchimp::InProcess::new(mailchimp::Mailchimp::seeded(7, 120, 6, NOW))),
            login: |address| login(&[("address", address)], &[("key", mailchimp::KEY)]),
            address: "127.0.0.1:9",
        },
        Case {
            kind: "klaviyo",
            sim: || Arc::new(klaviyo::InProcess::new(klaviyo::Klaviyo::seeded(7, 60, NOW))),
            login: |address| login(&[("address", address), ("orders", "yes")], &[("key", klaviyo::KEY)]),
            address: "127.0.0.1:9",
        },
    ]
}

/// A test for each platform that runs the function with its kind, and one that none was left out.
#[macro_export]
macro_rules! for_each_platform {
    ($run:ident) => {
        $crate::for_each_platform!($run: woocommerce mailchimp bigcommerce shopify adobe_commerce klaviyo);
    };
    ($run:ident: $($kind:ident)*) => {
        $(
            #[test]
            fn $kind() {
                // The platforms' own tests are recorded; here the same is asked again and again.
                $crate::recorder::off();
                $run(stringify!($kind));
            }
        )*

        #[test]
        fn no_platform_is_left_out() {
            let kinds: Vec<&str> = regulars_core::sources::platform::ALL.iter().map(|p| p.kind()).collect();
            for kind in kinds {
                assert!([$(stringify!($kind)),*].contains(&kind), "add {kind} to for_each_platform in tests/src/case.rs");
            }
        }
    };
}

/// Fields and secrets by name.
pub fn login(entered: &[(&str, &str)], secrets: &[(&str, &str)]) -> Login {
    Login {
        entered: entered.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        secrets: Secrets(secrets.iter().map(|(k, v)| ((*k).to_owned(), Secret::new(*v))).collect()),
    }
}
