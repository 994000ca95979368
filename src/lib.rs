//! gongwen: Chinese official documents (公文) as data.
#![doc = include_str!("../README.md")]

pub mod error;
pub mod lexicon;
pub mod lines;
pub mod model;
pub mod outline;
pub mod span;
pub mod text;
