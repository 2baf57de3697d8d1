//! What the core asks of the machine it runs on: HTTP, the keychain, randomness and waiting. Passed in, so that tests can give others.

pub mod chance;
pub mod http;
pub mod keychain;

pub use chance::{Chance, Sleeper, SystemChance, SystemSleeper};
pub use http::{Http, HttpRequest, HttpResponse, Method, SystemHttp};
pub use keychain::{Keychain, MemoryKeychain, Secret, SystemKeychain};
