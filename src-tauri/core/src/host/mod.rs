//! What the core asks of the machine it runs on: HTTP, mail, the keychain, randomness, waiting. Passed in, so that tests can give others.

pub mod chance;
pub mod http;
pub mod keychain;
pub mod mail;
mod mail_faults;
pub mod sleep;

pub use chance::{Chance, SystemChance};
pub use http::{Http, HttpRequest, HttpResponse, Limits, Method, SystemHttp};
pub use keychain::{Keychain, MemoryKeychain, Secret, SystemKeychain};
pub use mail::{Mail, MailSecurity, MailServer, NoMail, SystemMail};
pub use sleep::{NoSleep, Sleeper, SystemSleeper};
