//! Platforms' APIs and files, read into records. They know HTTP and formats, never the store.
//!
//! One folder a platform; `paged` is the shape they share for `sync`, `outside` what they are given of the world.
//! To add a platform: a folder with its `Source`, its mapping into `types::records`, and a test that names the cause
//! when something is wrong. Start with `woocommerce`.

pub mod outside;
pub mod paged;
pub mod woocommerce;

pub use outside::Outside;
pub use paged::{Page, Refused, Source, Stream};
