//! Places in the source text.
//!
//! A [`Span`] counts Unicode scalar values of the decoded source, which is what leaves the program and what every
//! stage uses between themselves: the folded text ([`crate::text::Folded`]) has exactly one unit a scalar value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of Unicode scalar values of the source text, as in W3C `TextPositionSelector`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The first scalar value inside.
    pub start: u32,
    /// The first scalar value behind.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`, both in scalar values; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end.max(start) as u32 }
    }

    /// The first scalar value inside, as an index.
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// The first scalar value behind, as an index.
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// How many scalar values are inside.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a scalar value.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span with both inside.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
