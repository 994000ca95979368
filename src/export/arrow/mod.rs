//! Notices as Arrow: record batches for Parquet, for data frames and for engines over many machines. [`tasks`] has a row a
//! task, [`notices`] a row a notice with all of it nested.
//!
//! Words such as those of `role` are those of the JSON; exact decimals are strings; places count scalar values of the
//! source text.

mod columns;
pub mod notices;
pub mod tasks;
