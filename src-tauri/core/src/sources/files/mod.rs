//! Files of orders, customers and subscribers: CSV, TSV and their kin, packed with gzip or not.
//!
//! `inspect` looks at the first rows and proposes a `ImportMapping`, which a person confirms; `Survey` then reads the whole
//! file once to count its rows and orders, and `FileRecords` reads it again and yields pages of records and refused rows.
//! Nothing here knows the store: the same file and mapping always yield the same pages.

mod amounts;
mod cells;
mod dates;
mod inspect;
mod mapping;
mod open;
mod orders;
mod page;
mod people;
mod read;
mod recognise;
mod sniff;
mod survey;
mod words;

pub use amounts::DecimalMark;
pub use dates::DateOrder;
pub use inspect::{FileFacts, ImportPlan, Known, inspect};
pub use mapping::{ColumnRole, ImportKind, ImportMapping, MappedColumn};
pub use open::bytes as unpacked;
pub use page::{Item, Page, Tally};
pub use read::{FileRecords, ROWS_A_PAGE};
pub use survey::Survey;
