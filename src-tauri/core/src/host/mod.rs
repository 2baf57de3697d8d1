//! What the core asks of the machine it runs on: HTTP, the keychain, waiting. Passed in, so that tests can give others.

pub mod http;
pub mod keychain;
pub mod sleep;

pub use http::{Http, HttpRequest, HttpResponse, Limits, Method, SystemHttp};
pub use keychain::{Keychain, MemoryKeychain, Secret, SystemKeychain};
pub use sleep::{NoSleep, Sleeper, SystemSleeper};
