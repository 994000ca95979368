//! Pure functions on text: character classes, width folding, Chinese numerals, brackets.
//!
//! | text you may see | what matching sees |
//! |---|---|
//! | `（１）`, `(1)` | `(1)` |
//! | `⼯`, `⻓` (radicals that PDF fonts give) | `工`, `长` |
//! | `〇`, `○`, `◯` | `〇` |
//! | U+3000, U+00A0, tab | a space of class [`class::SPACE`] |
//!
//! Folding happens here and nowhere else, and never in what is output: [`Folded`] keeps one folded unit for each
//! scalar value of the source, so that a place in one is a place in the other; hard line breaks inside paragraphs are the one
//! thing that may be taken out of it.

pub mod brackets;
pub mod class;
pub mod document_number;
pub mod full_date;
pub mod numeral;
pub mod soft;
pub mod wide;

use crate::span::Span;
pub use wide::Words;

use memchr::{memchr, memchr2, memrchr};

/// A source text beside its folded form and its character classes, one entry a scalar value.
///
/// Where hard line breaks part words, [`Folded::unbroken`] gives the same text without them: what stands in it has other
/// places than in the source, and [`Folded::place`] says which.
pub struct Folded<'a> {
    source: &'a str,
    units: Vec<u16>,
    classes: Vec<u8>,
    offsets: Vec<u32>,
    /// What was left out; `None` where each scalar value of the source has its entry.
    breaks: Option<Breaks>,
}

/// Line breaks that were taken out.
struct Breaks {
    /// Where the runs of entries begin that stand in one piece in the source: the first entry, and its place in the source.
    runs: Vec<(u32, u32)>,
    /// The entry behind each break, and the break's line feed in the source.
    breaks: Vec<(u32, u32)>,
    /// How many scalar values the source has.
    scalars: u32,
}

impl Breaks {
    /// The place in the source of an entry, or of the end behind the last.
    fn place(&self, entry: usize) -> usize {
        let (first, place) = self.runs[self.runs.partition_point(|r| r.0 as usize <= entry).saturating_sub(1)];
        place as usize + (entry - first as usize)
    }
}

impl<'a> Folded<'a> {
    /// Folds `source` in one pass. Takes seven bytes of memory a scalar value.
    pub fn new(source: &'a str) -> Self {
        let table = class::table();
        // Three bytes a character in Chinese text; other scripts grow the vectors once.
        let guess = source.len() / 3 + 16;
        let mut units = Vec::with_capacity(guess);
        let mut classes = Vec::with_capacity(guess);
        let mut offsets = Vec::with_capacity(guess + 1);
        for (offset, c) in source.char_indices() {
            let (unit, class) = table.of(c);
            units.push(unit);
            classes.push(class);
            offsets.push(offset as u32);
        }
        offsets.push(source.len() as u32);
        Folded { source, units, classes, offsets, breaks: None }
    }

    /// The same text without `gaps`, which lie in order, each around a line break that parts a line from the next. Between two Latin
    /// words the line feed stays as a space.
    pub fn unbroken(&self, gaps: &[Span]) -> Self {
        let kept = self.len();
        let (mut units, mut classes, mut offsets) = (Vec::with_capacity(kept), Vec::with_capacity(kept), Vec::with_capacity(kept + 1));
        let mut runs = vec![(0, 0)];
        let mut breaks = Vec::with_capacity(gaps.len());
        let mut from = 0;
        for gap in gaps.iter().chain([&Span::new(self.len(), self.len())]) {
            let (start, end) = (gap.from().max(from), gap.to().max(from));
            units.extend_from_slice(&self.units[from..start]);
            classes.extend_from_slice(&self.classes[from..start]);
            offsets.extend_from_slice(&self.offsets[from..start]);
            from = end;
            let Some(newline) = self.next(start, end, class::NEWLINE) else { continue };
            if soft::parts_words(self.class_before(start), self.class(end)) {
                runs.push((units.len() as u32, newline as u32));
                units.push(' ' as u16);
                classes.push(class::SPACE);
                offsets.push(self.offsets[newline]);
            }
            breaks.push((units.len() as u32, newline as u32));
            runs.push((units.len() as u32, end as u32));
        }
        offsets.push(self.source.len() as u32);
        let scalars = self.len() as u32;
        Folded { source: self.source, units, classes, offsets, breaks: Some(Breaks { runs, breaks, scalars }) }
    }

    /// Whether line breaks were taken out.
    pub fn is_unbroken(&self) -> bool {
        self.breaks.is_some()
    }

    /// How many scalar values the source has.
    pub fn scalars(&self) -> usize {
        self.breaks.as_ref().map_or(self.len(), |b| b.scalars as usize)
    }

    /// Where a span stands in the source. An empty one where a line break was taken out is the break's line feed.
    pub fn place(&self, span: Span) -> Span {
        let Some(all) = &self.breaks else { return span };
        if span.is_empty() {
            let found = all.breaks.binary_search_by_key(&span.start, |b| b.0);
            let at = all.place(span.from().min(self.len()));
            return found.map_or(Span::new(at, at), |i| Span::new(all.breaks[i].1 as usize, all.breaks[i].1 as usize + 1));
        }
        let last = span.to().min(self.len());
        // The end of the whole text is the end of the source.
        let end = if last == self.len() { all.scalars as usize } else { all.place(last - 1) + 1 };
        Span::new(all.place(span.from()), end)
    }

    /// The place in this text of a place in the source, or of what follows where that was taken out.
    pub fn index(&self, scalar: usize) -> usize {
        let Some(all) = &self.breaks else { return scalar };
        let after = all.runs.partition_point(|r| r.1 as usize <= scalar);
        let (first, place) = all.runs[after.saturating_sub(1)];
        let end = all.runs.get(after).map_or(self.len(), |r| r.0 as usize);
        (first as usize + (scalar - place as usize)).min(end)
    }

    /// A span of the source in this text.
    pub fn within(&self, span: Span) -> Span {
        if self.breaks.is_none() { span } else { Span::new(self.index(span.from()), self.index(span.to())) }
    }

    /// The entries behind line breaks that were taken out between two places, in order.
    pub fn breaks(&self, span: Span) -> impl Iterator<Item = usize> {
        let all = self.breaks.as_ref().map_or(&[][..], |b| &b.breaks);
        let from = all.partition_point(|b| b.0 <= span.start);
        all[from..].iter().map(|b| b.0 as usize).take_while(move |at| *at < span.to())
    }

    /// The length in entries: scalar values, but for line breaks that were taken out.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The whole text as a span.
    pub fn whole(&self) -> Span {
        Span::new(0, self.len())
    }

    /// The folded unit at `at`, or 0 past the end.
    pub fn unit(&self, at: usize) -> u16 {
        self.units.get(at).copied().unwrap_or(0)
    }

    /// The class at `at`, or [`class::NONE`] past the end.
    pub fn class(&self, at: usize) -> u8 {
        self.classes.get(at).copied().unwrap_or(class::NONE)
    }

    /// The class before `at`, or [`class::NONE`] at the start.
    pub fn class_before(&self, at: usize) -> u8 {
        if at == 0 { class::NONE } else { self.class(at - 1) }
    }

    /// The unit before `at`, or 0 at the start.
    pub fn unit_before(&self, at: usize) -> u16 {
        if at == 0 { 0 } else { self.unit(at - 1) }
    }

    /// The folded units of a span.
    pub fn units(&self, span: Span) -> &[u16] {
        &self.units[span.from()..span.to()]
    }

    /// The classes of a span.
    pub fn classes(&self, span: Span) -> &[u8] {
        &self.classes[span.from()..span.to()]
    }

    /// The source text of a span, as it stands.
    pub fn slice(&self, span: Span) -> &'a str {
        let (from, to) = (self.offsets[span.from()] as usize, self.offsets[span.to()] as usize);
        if self.breaks.is_none() || span.is_empty() {
            return &self.source[from..to];
        }
        // What was taken out behind the span is no part of it.
        let last = self.offsets[span.to() - 1] as usize;
        let end = self.source[last..].chars().next().map_or(last, |c| last + c.len_utf8());
        &self.source[from..end]
    }

    /// Whether `word` stands at `at`.
    pub fn at(&self, at: usize, word: &[u16]) -> bool {
        self.units.get(at..).is_some_and(|rest| wide::begins(rest, word))
    }

    /// Whether `word` ends just before `end`.
    pub fn ends(&self, end: usize, word: &[u16]) -> bool {
        end <= self.len() && end >= word.len() && wide::begins(&self.units[end - word.len()..], word)
    }

    /// The longest of `words` that stands at `at`; its length.
    pub fn longest_at(&self, at: usize, words: &Words) -> Option<usize> {
        words.longest_at(self.units.get(at..)?)
    }

    /// The longest of `words` that ends just before `end`; its length.
    pub fn longest_before(&self, end: usize, words: &Words) -> Option<usize> {
        words.longest_before(self.units.get(..end)?)
    }

    /// Where `word` first stands inside `span`.
    pub fn find(&self, span: Span, word: &[u16]) -> Option<usize> {
        wide::find(self.units(span), word).map(|at| span.from() + at)
    }

    /// Where any of `words` first stands inside `span`, with the word's length.
    pub fn find_any(&self, span: Span, words: &Words) -> Option<(usize, usize)> {
        words.find_in(self.units(span)).map(|(at, len)| (span.from() + at, len))
    }

    /// Whether any of `words` stands inside `span`.
    pub fn has_any(&self, span: Span, words: &Words) -> bool {
        words.find_in(self.units(span)).is_some()
    }

    /// The next place at or after `from`, before `to`, whose class is `wanted`.
    pub fn next(&self, from: usize, to: usize, wanted: u8) -> Option<usize> {
        memchr(wanted, self.classes.get(from..to)?).map(|at| from + at)
    }

    /// The next place at or after `from`, before `to`, of either class.
    pub fn next2(&self, from: usize, to: usize, one: u8, two: u8) -> Option<usize> {
        memchr2(one, two, self.classes.get(from..to)?).map(|at| from + at)
    }

    /// The last place before `to`, at or after `from`, whose class is `wanted`.
    pub fn last(&self, from: usize, to: usize, wanted: u8) -> Option<usize> {
        memrchr(wanted, self.classes.get(from..to)?).map(|at| from + at)
    }

    /// The span without white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.from(), span.to());
        while start < end && class::is_blank(self.classes[start]) {
            start += 1;
        }
        while start < end && class::is_blank(self.classes[end - 1]) {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The first place at or after `at` that is no white space, at most `to`.
    pub fn skip_blank(&self, mut at: usize, to: usize) -> usize {
        while at < to && class::is_blank(self.classes[at]) {
            at += 1;
        }
        at
    }

    /// The end of the run of `wanted` from `at`, at most `to`.
    pub fn run(&self, mut at: usize, to: usize, wanted: impl Fn(u8) -> bool) -> usize {
        while at < to && wanted(self.classes[at]) {
            at += 1;
        }
        at
    }

    /// The start of the run of `wanted` that ends at `at`, at least `from`.
    pub fn run_back(&self, mut at: usize, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        while at > from && wanted(self.classes[at - 1]) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::w;

    #[test]
    fn folding_keeps_one_unit_a_character() {
        let text = Folded::new("（１）⼯⻓○ｱ𠮷");
        assert_eq!(text.len(), 8);
        assert!(text.at(0, w!("(1)工长〇")));
        assert_eq!(text.slice(Span::new(3, 5)), "⼯⻓");
        assert_eq!(text.slice(Span::new(7, 8)), "𠮷");
    }

    #[test]
    fn places_past_the_end_are_nothing() {
        let text = Folded::new("一");
        assert_eq!(text.class(1), class::NONE);
        assert!(!text.at(5, w!("一")));
        assert!(text.next(3, 9, class::HAN).is_none());
    }
}
