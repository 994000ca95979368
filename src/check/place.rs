//! Places in a text as people and tools name them: line and column.

use crate::span::Span;

/// A line and a column, both from 1; the column in scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, parted by line feeds.
    pub line: usize,
    /// Column in Unicode scalar values.
    pub column: usize,
}

/// Where the lines of a text begin, and its scalar values.
pub struct Places<'a> {
    text: &'a str,
    /// For each line the byte and the scalar value that it begins at.
    starts: Vec<(usize, usize)>,
    /// The byte of every [`STEP`]-th scalar value: a text may be one line.
    steps: Vec<usize>,
}

/// How far the places are apart whose bytes are kept.
const STEP: usize = 256;

impl<'a> Places<'a> {
    /// Goes through the text once.
    pub fn new(text: &'a str) -> Places<'a> {
        let mut starts = vec![(0, 0)];
        let mut steps = Vec::with_capacity(text.len() / (3 * STEP) + 1);
        for (scalar, (byte, c)) in text.char_indices().enumerate() {
            if scalar.is_multiple_of(STEP) {
                steps.push(byte);
            }
            if c == '\n' {
                starts.push((byte + 1, scalar + 1));
            }
        }
        Places { text, starts, steps }
    }

    /// The line and column of a scalar value.
    pub fn of(&self, scalar: usize) -> Place {
        let line = self.starts.partition_point(|s| s.1 <= scalar);
        Place { line, column: scalar - self.starts[line - 1].1 + 1 }
    }

    /// The byte that a scalar value begins at; the text's end for places behind it.
    pub fn byte(&self, scalar: usize) -> usize {
        let Some(&byte) = self.steps.get(scalar / STEP) else { return self.text.len() };
        self.text[byte..].char_indices().nth(scalar % STEP).map_or(self.text.len(), |(at, _)| byte + at)
    }

    /// The bytes of a span.
    pub fn bytes(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.byte(span.from());
        start..if span.is_empty() { start } else { self.byte(span.to()).max(start) }
    }

    /// The bytes of a line, from 1, without its line end.
    pub fn line(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.starts[line - 1].0;
        let end = self.starts.get(line).map_or(self.text.len(), |s| s.0);
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_scalar_values_and_bytes() {
        let places = Places::new("一二\n三𠮷四");
        assert_eq!(places.of(0), Place { line: 1, column: 1 });
        assert_eq!(places.of(2), Place { line: 1, column: 3 });
        assert_eq!(places.of(5), Place { line: 2, column: 3 });
        assert_eq!(places.of(6), Place { line: 2, column: 4 });
        assert_eq!(places.bytes(Span::new(4, 5)), 10..14);
        assert_eq!(&places.text()[places.line(2)], "三𠮷四");
        assert_eq!(places.byte(99), places.text().len());
        let long = "一".repeat(600) + "二";
        assert_eq!(Places::new(&long).byte(600), 1800);
    }
}
