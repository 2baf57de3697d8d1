//! How a block says which products it wants, as part of the saved form. What the rules mean and find is the business of
//! `insights::recommend`, which knows no email.

pub use crate::insights::recommend::rule::{Bought, LeaveOut, ProductRule};
