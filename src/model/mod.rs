//! The published shape of what is known about a document, version 1.0: inert structs with serde and JSON Schema.
//!
//! Field order is the canonical key order. `text` beside a `span` is what the span covers with soft line breaks joined
//! and outer white space trimmed. Spans count Unicode scalar values of the source text.

mod id;
mod mention;
mod metadata;
mod source;

pub use id::Id;
pub use mention::*;
pub use metadata::*;
pub use source::*;

use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Text borrowed from the source where it stands there in one piece.
pub type Str<'a> = Cow<'a, str>;

/// The value of [`Notice::format`].
pub const FORMAT: &str = "gongwen-notice";
/// The value of [`Notice::version`].
pub const VERSION: &str = "1.0";

/// Everything that is known about one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice<'a> {
    /// Always [`FORMAT`].
    pub format: Str<'a>,
    /// Always [`VERSION`] for this shape.
    pub version: Str<'a>,
    /// What was read.
    pub source: Source<'a>,
    /// The elements of masthead, head, tail and colophon.
    pub metadata: Metadata<'a>,
    /// The cover letter, each enclosed document and each attachment, in order.
    pub parts: Vec<Part<'a>>,
    /// Units of work to which the document assigns somebody.
    pub tasks: Vec<Task<'a>>,
    /// Quantified goals.
    pub targets: Vec<Target<'a>>,
    /// Dates, periods and deadlines.
    pub dates: Vec<Date<'a>>,
    /// Documents that are cited.
    pub references: Vec<Reference<'a>>,
    /// What the attachment note lists, joined with what is there.
    pub attachments: Vec<Attachment<'a>>,
    /// Tables.
    pub tables: Vec<Table<'a>>,
    /// Every organ that has a task, once.
    pub departments: Vec<Department<'a>>,
    /// What looked wrong while reading.
    pub diagnostics: Vec<Diagnostic<'a>>,
}

/// A piece of the source text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text<'a> {
    /// What the span covers.
    pub text: Str<'a>,
    /// Where it stands.
    pub span: Span,
}

/// What a part of a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The notice itself, or a document that encloses nothing.
    #[default]
    Cover,
    /// A document that the cover letter sends out, 印发的方案.
    Enclosure,
    /// An attachment, 附件.
    Attachment,
}

/// The cover letter, an enclosed document or an attachment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part<'a> {
    /// `p1`, `p2` …
    pub id: Id,
    /// What it is.
    pub kind: PartKind,
    /// The number of an attachment.
    pub number: Option<u32>,
    /// Its own title.
    pub title: Option<Text<'a>>,
    /// All of it.
    pub span: Span,
    /// Its outline.
    pub nodes: Vec<Node<'a>>,
}

/// What a node of the outline is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A numbered heading with numbered items below it.
    Section,
    /// A numbered item.
    Item,
    /// 第N条.
    Article,
    /// A paragraph without a number.
    #[default]
    Paragraph,
    /// A table; its cells are in [`Notice::tables`].
    Table,
}

/// A family of numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkerStyle {
    /// 第一编
    Book,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Hanzi,
    /// （一）
    BracketedHanzi,
    /// 1、 1. 1．
    Arabic,
    /// （1）
    BracketedArabic,
    /// 1）
    HalfBracketedArabic,
    /// ① ⑴ ⒈ ㈠
    Enclosed,
    /// 1.1, 1.2.3
    Decimal,
    /// 一是 二是
    Enumerated,
    /// A. a) (a)
    Letter,
}

/// The number in front of a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marker<'a> {
    /// As written: 一、
    pub text: Str<'a>,
    /// Its value; 0 where the number is missing from its brackets.
    pub ordinal: u32,
    /// Its family.
    pub style: MarkerStyle,
}

/// A numbered heading or item, or a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Node<'a> {
    /// `n1`, `n2` …
    pub id: Id,
    /// What it is.
    pub kind: NodeKind,
    /// How many numbered ancestors it has in its part, and one.
    pub depth: u32,
    /// Its number.
    pub marker: Option<Marker<'a>>,
    /// The run-in or stand-alone heading, without the marker.
    pub heading: Option<Text<'a>>,
    /// Its own text behind the marker, heading included, children excluded.
    pub text: Str<'a>,
    /// From its marker to the end of its own text.
    pub span: Span,
    /// What stands below it.
    pub children: Vec<Node<'a>>,
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    #[default]
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// Something that looked wrong while reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic<'a> {
    /// A stable name.
    pub code: Str<'a>,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, with the values in it; English, whatever the locale, since the same input gives the same bytes.
    pub message: Str<'a>,
    /// Where.
    pub span: Span,
    /// What to do about it.
    pub help: Option<Str<'a>>,
}
