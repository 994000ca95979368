//! gongwen: Chinese official documents (公文) as data.
#![doc = include_str!("../README.md")]

mod assemble;
pub mod batch;
pub mod check;
pub mod cli;
pub mod corrections;
pub mod error;
pub mod export;
pub mod extract;
mod findings;
pub mod input;
pub mod language;
pub mod lexicon;
pub mod lines;
pub mod model;
pub mod outline;
pub mod pipeline;
pub mod reading;
pub mod report;
pub mod resolve;
#[cfg(feature = "server")]
pub mod server;
pub mod sink;
pub mod source;
pub mod span;
pub mod tables;
pub mod tasks;
pub mod text;
pub mod view;
pub mod write;
