//! What rules look at.

use super::runs::{self, Slip};
use super::{Fault, Fix};
use crate::findings::Findings;
use crate::language::Said;
use crate::lines::{Block, Kind};
use crate::model::Notice;
use crate::pipeline::Reading;
use crate::span::Span;
use crate::text::{Folded, class};
use std::cell::OnceCell;

/// A parsed notice with the text that it was read from.
pub struct Subject<'r, 'a> {
    pub text: &'r Folded<'a>,
    pub notice: &'r Notice<'a>,
    pub(crate) findings: &'r Findings,
    slips: OnceCell<Vec<Slip>>,
}

impl<'r, 'a> Subject<'r, 'a> {
    pub(crate) fn new(reading: &'r Reading<'a>) -> Self {
        Subject { text: &reading.text, notice: &reading.notice, findings: &reading.findings, slips: OnceCell::new() }
    }

    /// Where numbers do not count on, found once for the rules that speak of it.
    pub fn slips(&self) -> &[Slip] {
        self.slips.get_or_init(|| runs::slips(self))
    }

    /// The paragraphs, cells and rows of the document; furniture and blank lines left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &'r Block> {
        self.findings.blocks.iter().filter(|b| !matches!(b.kind, Kind::Blank | Kind::Furniture) && !b.body.is_empty())
    }

    /// The source text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.slice(span)
    }

    /// The source text of a span, short enough for a message, on one line.
    pub fn quoted(&self, span: Span) -> String {
        const LONGEST: usize = 60;
        let said: String = self.text.slice(span).split_whitespace().collect();
        match said.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{}…", &said[..at]),
            None => said,
        }
    }

    /// Whether the document is one that somebody issues to somebody, rather than a piece of text.
    pub fn is_notice(&self) -> bool {
        let m = &self.notice.metadata;
        !m.recipients.is_empty() || m.document_number.is_some() || !self.findings.layout.elements.signature.is_empty()
    }

    /// Where a missing element is reported: the title, else the first line.
    pub fn head(&self) -> Span {
        let title = self.notice.metadata.title.as_ref().map(|t| self.text.trim(t.span));
        title.unwrap_or_else(|| self.first_line())
    }

    /// The first line of the document, without white space at its ends.
    pub fn first_line(&self) -> Span {
        self.paragraphs().next().map_or(Span::default(), |first| self.first_line_of(first.body))
    }

    /// The first line of a span, without white space at its ends.
    pub fn first_line_of(&self, span: Span) -> Span {
        let span = self.text.trim(span);
        let end = self.text.next(span.from(), span.to(), class::NEWLINE).unwrap_or(span.to());
        self.text.trim(Span::new(span.from(), end))
    }
}

impl Fault {
    /// A fault without a certain mend.
    pub(super) fn new(span: Span, message: Said, help: Said) -> Fault {
        Fault { span, message, help, fix: None }
    }

    /// The same with a replacement of the place itself.
    pub(super) fn mended(self, replacement: impl Into<String>) -> Fault {
        let fix = Some(Fix { span: self.span, replacement: replacement.into() });
        Fault { fix, ..self }
    }
}
