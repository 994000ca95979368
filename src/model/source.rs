//! What was read, and where in the file each line of the source text stood.

use super::Str;
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source<'a> {
    /// The file's name without its folder; null for standard input.
    pub name: Option<Str<'a>>,
    /// The media type of the format that the content shows: `text/plain`, `application/pdf` …
    pub media_type: Str<'a>,
    /// The WHATWG name of the encoding that the bytes were read in, or that the texts in a container have; UTF-8 where it has none of its own.
    pub encoding: Str<'a>,
    /// Length of the input in bytes.
    pub bytes: u64,
    /// Length of the source text in scalar values.
    pub chars: u64,
    /// SHA-256 of the input bytes, hexadecimal.
    pub sha256: Str<'a>,
    /// Where each line of the source text stood in the file, in order; empty for plain text, which stands where it is.
    pub locations: Vec<Location<'a>>,
    /// Characters that the file has in another form than the source text.
    pub restored: Vec<Restored<'a>>,
    /// Signatures and seals in the file. They are named, and never verified.
    pub signatures: Vec<Signature<'a>>,
    /// Files inside the file. They are not read.
    pub embedded: Vec<Embedded<'a>>,
}

/// Where a line of the source text stood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location<'a> {
    /// The line in the source text.
    pub span: Span,
    /// Whether it is set apart from the running text: a header, footer, page number, footnote, a page's navigation.
    pub apart: bool,
    /// The entry of the container: `word/document.xml`, the name of a sheet.
    pub entry: Option<Str<'a>>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// The box around it on the page.
    pub bounds: Option<Bounds>,
    /// Paragraph of its part, from 1, those in cells counted.
    pub paragraph: Option<u32>,
    /// Table of the file, from 1, that the line is a row of.
    pub table: Option<u32>,
    /// The first cell in it, as a spreadsheet names cells: `B3`.
    pub cell: Option<Str<'a>>,
}

/// A box on a page, in hundredths of a millimetre from the page's upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

/// Characters that the file has in another form: `⼯` for `工`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restored<'a> {
    /// Where they stand in the source text.
    pub span: Span,
    /// What the file has there.
    pub raw: Str<'a>,
}

/// A signature or seal, which is not verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature<'a> {
    /// What it is.
    pub kind: SignatureKind,
    /// Whose it is, or what made it, as the file has it.
    pub name: Option<Str<'a>>,
    /// When, as the file has it.
    pub signed_at: Option<Str<'a>>,
    /// The page that it stands on, from 1.
    pub page: Option<u32>,
    /// Always false: nothing is verified.
    pub verified: bool,
}

/// What a signature is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignatureKind {
    /// A signature without a picture.
    #[default]
    Signature,
    /// An electronic seal, 电子印章.
    Seal,
}

/// A file inside the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Embedded<'a> {
    /// Its name.
    pub name: Str<'a>,
    /// Its length in bytes, where the file tells it.
    pub bytes: Option<u64>,
}
