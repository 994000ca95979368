//! The source text → its lines, with what a container says of each.

use super::Kind;
use crate::source::provenance::{Provenance, Role};
use crate::span::Span;
use crate::text::{Folded, class};

/// One line of the source, or blank lines in a row.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// With its line end.
    pub span: Span,
    /// Without white space at its ends.
    pub body: Span,
    /// What its container says that it is.
    pub said: Option<Kind>,
    /// The table that its container says it is a row of.
    pub table: Option<u32>,
    /// Whether it runs to the right edge of its page, where that is known.
    pub full: Option<bool>,
    /// Whether its container says that it is text.
    pub paragraph: bool,
}

/// All lines of a text, in order.
pub fn split(text: &Folded, provenance: &Provenance) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(text.len() / 40 + 8);
    let mut roles = provenance.lines.iter().peekable();
    let mut from = 0;
    while from < text.len() {
        let end = line_end(text, from);
        let span = Span::new(from, end);
        let role = roles.next_if(|l| l.span.from() < end).map(|l| &l.role);
        from = end;
        let text_line =
            |full, paragraph| Line { span, body: without_marks(text, text.trim(span)), said: None, table: None, full, paragraph };
        let said = |kind| Line { span, body: text.trim(span), said: Some(kind), table: None, full: None, paragraph: false };
        let line = match role {
            Some(Role::Row(row)) => Line { table: Some(row.table), ..said(Kind::Row) },
            Some(Role::Part) => said(Kind::Part),
            Some(Role::Apart) => said(Kind::Furniture),
            Some(Role::Text { full }) => text_line(*full, true),
            None => text_line(None, false),
        };
        // Blank lines in a row are one: megabytes of them are kept as one entry.
        match lines.last_mut() {
            Some(last) if line.is_blank() && last.is_blank() => last.span.end = span.end,
            _ => lines.push(line),
        }
    }
    lines
}

impl Line {
    /// Whether nothing is on it.
    pub fn is_blank(&self) -> bool {
        self.body.is_empty() && self.said.is_none()
    }
}

/// The place behind the line that begins at `from`; a line separator inside a cell ends none.
fn line_end(text: &Folded, from: usize) -> usize {
    let mut at = from;
    while let Some(newline) = text.next(at, text.len(), class::NEWLINE) {
        if text.unit(newline) == '\n' as u16 {
            return newline + 1;
        }
        at = newline + 1;
    }
    text.len()
}

/// A line without the marks that Markdown puts around headings and bold text: `## 第一章 总则`, `**附则**`.
fn without_marks(text: &Folded, body: Span) -> Span {
    let star = '*' as u16;
    let (mut from, mut to) = (body.from(), body.to());
    while from < to && text.unit(from) == '#' as u16 {
        from += 1;
    }
    if from > body.from() && text.class(from) != class::SPACE {
        from = body.from();
    }
    from = text.skip_blank(from, to);
    if text.unit(from) == star && text.unit(from + 1) == star && from + 2 < to {
        from += 2;
        while to > from && text.unit_before(to) == star {
            to -= 1;
        }
    } else if from > body.from() {
        while to > from && text.unit_before(to) == star {
            to -= 1;
        }
    }
    if from >= to { body } else { text.trim(Span::new(from, to)) }
}
