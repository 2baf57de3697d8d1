//! Files of orders, customers, subscribers, products, reviews, answers to surveys and exchange rates (CSV, TSV and their kin, or sheets of a workbook) and of events
//! (JSON Lines), packed with gzip or not.
//!
//! `inspect` looks at the first rows and proposes a `ImportMapping`, which a person confirms; `Survey` then reads the whole
//! file once to count its rows and orders, and `FileRecords` reads it again and yields pages of records and refused rows.
//! `addresses` reads a plain list of them, `codes` one of codes. Nothing here knows the store: the same file and mapping always yield the same pages.

mod addresses;
mod amounts;
mod answers;
mod cells;
mod codes;
mod dates;
mod events;
mod inspect;
mod look;
mod mapping;
mod open;
mod orders;
mod page;
mod people;
mod preset_list;
mod presets;
mod products;
mod rates;
mod read;
mod recognise;
mod reviews;
mod rows;
mod shown;
mod sniff;
mod survey;
mod words;
mod workbook;

pub use addresses::{AddressLine, addresses};
pub use amounts::DecimalMark;
pub use codes::{CodeLine, codes};
pub use dates::DateOrder;
pub use inspect::{FileFacts, ImportPlan, Known, TopRow, inspect};
pub use look::FileReading;
pub use mapping::{ColumnRole, ImportKind, ImportMapping, MappedColumn, RateSense};
pub use open::bytes as unpacked;
pub use page::{Item, Page, Tally};
pub use rates::{RateRow, Rates, rates};
pub use read::{FileRecords, ROWS_A_PAGE};
pub use recognise::remarks;
pub use shown::{SampleKind, SampleRead, samples};
pub use survey::Survey;
