//! Blocks → parts with their trees of numbered nodes, and the elements that stand around them.
//!
//! [`zones`] walks the blocks once and says what each is for; [`tree`] opens and closes a node for each marker.
//! Depth comes from nesting and sequence, not from the glyph: 一、 → 1. and 一、 → （一） are both legal.

pub mod title;
pub mod tree;
pub mod zones;

use crate::lines::Mark;
use crate::model::{NodeKind, PartKind};
use crate::span::Span;
use crate::text::document_number;
use crate::text::full_date::FullDate;

/// A cover letter, enclosed document or attachment, before its text is read.
#[derive(Clone, Debug)]
pub struct PartPlan {
    /// What it is.
    pub kind: PartKind,
    /// The number of an attachment.
    pub number: Option<u32>,
    /// Its title.
    pub title: Option<Span>,
    /// All of it.
    pub span: Span,
    /// Indices of the blocks of its body.
    pub blocks: Vec<usize>,
}

/// A name that the attachment note lists.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its number.
    pub number: Option<u32>,
    /// The name.
    pub title: Span,
}

/// The elements around the body, as places.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    /// Title of the notice itself.
    pub title: Option<Span>,
    /// Its number.
    pub number: Option<document_number::Found>,
    /// The number of an order: 第12号.
    pub order_number: Option<Span>,
    /// Organs above an order or in the banner.
    pub banner: Vec<Span>,
    /// Recipients without the colon.
    pub recipients: Option<Span>,
    /// Lines of the signature.
    pub signature: Vec<Span>,
    /// Date of issue.
    pub issued: Option<(Span, FullDate)>,
    /// A date under the title: stands in where no date is signed.
    pub dated: Option<(Span, FullDate)>,
    /// Signatory, 签发人.
    pub signatory: Option<Span>,
    /// Copied to, without the label.
    pub copied_to: Option<Span>,
    /// The line of printer and print date.
    pub printed: Option<Span>,
    /// Classification.
    pub classification: Option<Span>,
    /// Urgency.
    pub urgency: Option<Span>,
    /// Copy number.
    pub copy_number: Option<Span>,
    /// Disclosure note without its brackets.
    pub disclosure: Option<Span>,
}

/// What stands where.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The parts, in order.
    pub parts: Vec<PartPlan>,
    /// The elements of the first notice.
    pub elements: Elements,
    /// The attachment note.
    pub listed: Vec<Listed>,
}

impl Layout {
    /// The date of issue: as signed, else under the title.
    pub fn issued(&self) -> Option<(Span, FullDate)> {
        self.elements.issued.or(self.elements.dated)
    }
}

/// A node of the outline, in document order; its parent stands before it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Index of its part.
    pub part: usize,
    /// Index of the node above.
    pub parent: Option<usize>,
    /// Numbered ancestors in its part, and one.
    pub depth: u32,
    /// What it is.
    pub kind: NodeKind,
    /// Its number.
    pub mark: Option<Mark>,
    /// Its heading.
    pub heading: Option<Span>,
    /// Its own text behind the marker.
    pub body: Span,
    /// From the marker to the end of its own text.
    pub span: Span,
    /// Blocks of a table.
    pub blocks: std::ops::Range<usize>,
}
