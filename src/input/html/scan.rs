//! A page's text → tags and text between them, as the HTML standard's tokenizer has it (13.2.5), in one pass without looking back.
//!
//! | in the page | what it is |
//! |---|---|
//! | `<p class=x>`, `</p>` | a start or end tag with the attributes that are read, the first of each name |
//! | `<!-- … -->`, `<!…>`, `<?…>`, `</ …>` | passed over: comments, conditional ones too, document types |
//! | `<![if …]>` | passed over, and what stands between it and `<![endif]>` is read |
//! | what stands between `<script>`, `<title>` … and their end tags | text without tags |
//! | else | text, its character references unresolved |

use super::names::{Attribute, Tag};
use memchr::{memchr, memmem};
use std::ops::Range;

/// So many attributes of a tag are kept: one of each name that is read.
const ATTRIBUTES: usize = 16;

/// A piece of a page. Ranges are bytes of its text.
#[derive(Debug)]
pub enum Token {
    /// A start tag.
    Start {
        /// Its element.
        tag: Tag,
        /// Whether it ends with `/>`.
        closed: bool,
    },
    /// An end tag.
    End(Tag),
    /// Text with character references.
    Text(Range<usize>),
    /// What the raw element that began just before holds; its end tag follows.
    Raw(Range<usize>),
}

/// Reads a page's text from its begin.
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The element whose content comes next as text.
    raw: Option<Tag>,
    /// Raw elements that do not end behind here, so that no file is searched again and again.
    endless: Vec<Tag>,
    /// A raw element without an end, which is taken for an empty one.
    ends: Option<Tag>,
    /// The attributes of the last start tag.
    pub attributes: Vec<(Attribute, Range<usize>)>,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0, raw: None, endless: Vec::new(), ends: None, attributes: Vec::new() }
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The place behind the next such byte, or the end.
    fn behind(&self, byte: u8, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        memchr(byte, rest).map_or(self.text.len(), |n| from + n + 1)
    }

    /// What comes next; `None` at the end.
    pub fn token(&mut self) -> Option<Token> {
        if let Some(tag) = self.ends.take() {
            return Some(Token::End(tag));
        }
        if let Some(tag) = self.raw.take() {
            return Some(self.content(tag).map_or(Token::End(tag), Token::Raw));
        }
        let start = self.at;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let Some(open) = memchr(b'<', rest).map(|n| self.at + n) else {
                self.at = self.text.len();
                return (start < self.at).then_some(Token::Text(start..self.at));
            };
            let (first, second) = (self.byte(open + 1), self.byte(open + 2));
            let is_markup = first.is_ascii_alphabetic() || first == b'!' || first == b'?' || first == b'/' && second != 0;
            if !is_markup {
                self.at = open + 1;
                continue;
            }
            if start < open {
                self.at = open;
                return Some(Token::Text(start..open));
            }
            return match first {
                b'!' if self.text.as_bytes().get(open..).is_some_and(|r| r.starts_with(b"<!--")) => {
                    self.at = self.comment_end(open + 4);
                    self.passed_over()
                }
                b'!' | b'?' => {
                    self.at = self.behind(b'>', open);
                    self.passed_over()
                }
                b'/' if second.is_ascii_alphabetic() => self.tag(open + 2, true),
                b'/' => {
                    self.at = self.behind(b'>', open);
                    self.passed_over()
                }
                _ => self.tag(open + 1, false),
            };
        }
    }

    /// An empty text, so that a million comments do not nest a million calls.
    fn passed_over(&self) -> Option<Token> {
        Some(Token::Text(self.at..self.at))
    }

    fn comment_end(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        if rest.starts_with(b">") {
            return from + 1;
        }
        if rest.starts_with(b"->") {
            return from + 2;
        }
        let mut at = 0;
        while let Some(n) = rest.get(at..).and_then(|r| memmem::find(r, b"--")) {
            at += n;
            match rest.get(at + 2..) {
                Some([b'>', ..]) => return from + at + 3,
                Some([b'!', b'>', ..]) => return from + at + 4,
                _ => at += 1,
            }
        }
        self.text.len()
    }

    fn tag(&mut self, from: usize, is_end: bool) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let mut at = bytes.get(from..)?.iter().position(ends).map_or(bytes.len(), |n| from + n);
        let tag = Tag::named(self.text.get(from..at).unwrap_or_default());
        self.attributes.clear();
        let mut closed = false;
        loop {
            match bytes.get(at) {
                // A tag that does not end is none.
                None => {
                    self.at = bytes.len();
                    return None;
                }
                Some(b'>') => break,
                Some(b'/') => {
                    closed = true;
                    at += 1;
                }
                Some(b) if b.is_ascii_whitespace() => at += 1,
                Some(_) => {
                    closed = false;
                    at = self.attribute(at);
                }
            }
        }
        self.at = at + 1;
        if is_end {
            return Some(Token::End(tag));
        }
        if tag.is_raw() {
            let place = if self.endless.contains(&tag) { &mut self.ends } else { &mut self.raw };
            *place = Some(tag);
        }
        Some(Token::Start { tag, closed })
    }

    /// Reads an attribute and gives the place behind it.
    fn attribute(&mut self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let run = |at: usize, ends: &dyn Fn(&u8) -> bool| {
            bytes.get(at..).unwrap_or_default().iter().position(ends).map_or(bytes.len(), |n| at + n)
        };
        // The first byte belongs to the name even if it is =.
        let name_end = run(from + 1, &|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'='));
        let equals = run(name_end, &|b| !b.is_ascii_whitespace());
        let (value, end) = if self.byte(equals) == b'=' {
            let value = run(equals + 1, &|b| !b.is_ascii_whitespace());
            match self.byte(value) {
                quote @ (b'"' | b'\'') => {
                    let end = self.behind(quote, value + 1);
                    let closes = end > value + 1 && self.byte(end - 1) == quote;
                    (value + 1..if closes { end - 1 } else { end }, end)
                }
                b'>' => (value..value, value),
                _ => {
                    let end = run(value, &|b| b.is_ascii_whitespace() || *b == b'>');
                    (value..end, end)
                }
            }
        } else {
            (name_end..name_end, equals)
        };
        if let Some(name) = self.text.get(from..name_end).and_then(Attribute::named)
            && self.attributes.len() < ATTRIBUTES
            && self.attributes.iter().all(|(known, _)| *known != name)
        {
            self.attributes.push((name, value));
        }
        end
    }

    /// What stands in a raw element. One that does not end holds nothing, but for scripts and styles, whose text nobody sees.
    fn content(&mut self, tag: Tag) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        while let Some(n) = bytes.get(at..).and_then(|rest| memmem::find(rest, b"</")) {
            at += n + 2;
            let name_end = bytes.get(at..).unwrap_or_default().iter().take(16).position(|b| !b.is_ascii_alphanumeric());
            if let Some(end) = name_end
                && self.text.get(at..at + end).map(Tag::named) == Some(tag)
            {
                self.at = at - 2;
                return Some(start..self.at);
            }
        }
        if matches!(tag, Tag::Script | Tag::Style) {
            self.at = bytes.len();
            return Some(start..self.at);
        }
        self.endless.push(tag);
        None
    }
}
