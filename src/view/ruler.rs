//! The source text by scalar values, which spans count in: its pieces and its lines.

use crate::span::Span;

/// A text with the byte that each scalar value begins at, and its lines.
pub struct Ruler<'t> {
    text: &'t str,
    bytes: Vec<u32>,
    /// Each line without its line end.
    lines: Vec<Span>,
}

impl<'t> Ruler<'t> {
    /// Goes through the text once.
    pub fn new(text: &'t str) -> Ruler<'t> {
        let mut bytes = Vec::with_capacity(text.len() / 2 + 1);
        let mut lines = Vec::new();
        let (mut start, mut before) = (0, ' ');
        for (scalar, (byte, c)) in text.char_indices().enumerate() {
            bytes.push(byte as u32);
            if c == '\n' {
                lines.push(Span::new(start, scalar - usize::from(before == '\r' && scalar > start)));
                start = scalar + 1;
            }
            before = c;
        }
        lines.push(Span::new(start, bytes.len()));
        bytes.push(text.len() as u32);
        Ruler { text, bytes, lines }
    }

    /// How many scalar values there are.
    pub fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    /// What a span covers; what lies behind the text's end is left out.
    pub fn slice(&self, span: Span) -> &'t str {
        let at = |scalar: usize| self.bytes[scalar.min(self.len())] as usize;
        self.text.get(at(span.from())..at(span.to().max(span.from()))).unwrap_or_default()
    }

    /// The lines, without their ends.
    pub fn lines(&self) -> &[Span] {
        &self.lines
    }

    /// The index of the line that a scalar value stands in; a line's end belongs to it.
    pub fn line(&self, scalar: usize) -> usize {
        self.lines.partition_point(|l| l.from() <= scalar).saturating_sub(1)
    }

    /// Whether nothing but white space stands there.
    pub fn is_blank(&self, span: Span) -> bool {
        self.slice(span).chars().all(char::is_whitespace)
    }

    /// How many scalar values of white space a span begins with.
    pub fn indent(&self, span: Span) -> usize {
        self.slice(span).chars().take_while(|c| c.is_whitespace()).count()
    }
}
