//! One finder a kind: mentions in running text, as they stand. What a mention refers to is for [`crate::resolve`].

pub mod contacts;
pub mod dates;
pub mod quantity;
pub mod references;
pub mod targets;

use crate::span::Span;

/// A stretch of running text: a paragraph, a cell, a line of head or tail.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Where it stands.
    pub span: Span,
    /// Its node, where it has one.
    pub item: Option<usize>,
}
