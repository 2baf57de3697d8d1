//! What the core asks of the machine it runs on: HTTP, the keychain, randomness, waiting. Passed in, so that tests can give others.

pub mod chance;
pub mod http;
pub mod keychain;
pub mod sleep;

pub use chance::{Chance, SystemChance};
pub use http::{Http, HttpRequest, HttpResponse, Limits, Method, SystemHttp};
pub use keychain::{Keychain, MemoryKeychain, Secret, SystemKeychain};
pub use sleep::{NoSleep, Sleeper, SystemSleeper};
