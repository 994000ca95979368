//! The source text of a container while its reader makes it: lines, rows, what is set apart, and their places.

use super::Stop;
use crate::model::Severity;
use crate::source::Finished;
use crate::source::provenance::{Embedded, Fact, Field, Line, Note, Place, Provenance, Restored, Role, Row, Signature};
use crate::span::Span;
use crate::text::class;

/// The longest source text in bytes: a book of twenty million characters.
pub const LONGEST: usize = 64 << 20;
/// So many notes of one code are kept.
const NOTES: usize = 50;

/// Parts the paragraphs inside a cell, since a line end parts rows.
pub const INSIDE: char = '\u{2028}';

/// A source text that is being made. Lines that are set apart are kept back and stand behind all others.
#[derive(Default)]
pub struct Draft {
    text: String,
    chars: usize,
    provenance: Provenance,
    apart: Vec<Apart>,
    apart_bytes: usize,
    restoring: bool,
    lossy: bool,
    encoding: Option<&'static str>,
}

struct Apart {
    text: String,
    place: Place,
    /// An element that the line's end from this byte on gives.
    fact: Option<(Field, usize)>,
}

impl Draft {
    /// Whether nothing was read that is not set apart.
    pub fn is_empty(&self) -> bool {
        self.provenance.lines.is_empty()
    }

    /// From now on radicals and compatibility ideographs, which fonts of PDF and OFD files give, become the characters that they stand for; what the
    /// file has is kept.
    pub fn restore(&mut self) {
        self.restoring = true;
    }

    /// Names the encoding of the texts in the container; UTF-8 where it is not named.
    pub fn encoding(&mut self, name: &'static str) {
        self.encoding = Some(name);
    }

    /// Notes that bytes of the file were not in their encoding and became U+FFFD.
    pub fn lossy(&mut self) {
        self.lossy = true;
    }

    /// A line of running text; line ends inside part it into several. White space at its start is kept, which tells an indent.
    ///
    /// # Errors
    /// [`Stop::Full`] where the text is as long as it may be.
    pub fn line(&mut self, text: &str, full: Option<bool>, place: Place) -> Result<(), Stop> {
        for line in text.split(['\n', '\r']) {
            self.put(line, Role::Text { full }, place.clone())?;
        }
        Ok(())
    }

    /// A row of a table. Tabs and line ends inside cells become spaces and [`INSIDE`].
    ///
    /// # Errors
    /// As [`line`](Draft::line).
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S], row: Row, place: Place) -> Result<(), Stop> {
        let mut line = String::new();
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                line.push('\t');
            }
            let mut broken = false;
            for c in cell.as_ref().trim().chars() {
                match c {
                    '\t' => line.push(' '),
                    '\r' | '\n' | INSIDE => {
                        if !broken {
                            line.push(INSIDE);
                        }
                    }
                    c => line.push(c),
                }
                broken = matches!(c, '\r' | '\n' | INSIDE);
            }
            if line.len() > LONGEST {
                return Err(Stop::Full);
            }
        }
        // A row of empty cells is a line all the same: the row below it is the same table's.
        self.put(&line, Role::Row(row), place)
    }

    /// The name of a part of the file, as a workbook's sheet has.
    ///
    /// # Errors
    /// As [`line`](Draft::line).
    pub fn part(&mut self, name: &str, place: Place) -> Result<(), Stop> {
        self.put(&name.replace(['\n', '\r', '\t'], " "), Role::Part, place)
    }

    /// A blank line: what stands below it is another paragraph or table.
    ///
    /// # Errors
    /// As [`line`](Draft::line).
    pub fn blank(&mut self) -> Result<(), Stop> {
        if self.text.len() + self.apart_bytes >= LONGEST {
            return Err(Stop::Full);
        }
        self.text.push('\n');
        self.chars += 1;
        Ok(())
    }

    /// A line that is no part of the running text.
    ///
    /// # Errors
    /// As [`line`](Draft::line).
    pub fn apart(&mut self, text: &str, place: Place) -> Result<(), Stop> {
        for line in text.split(['\n', '\r']).filter(|l| !l.trim().is_empty()) {
            self.set_apart(line, place.clone(), None)?;
        }
        Ok(())
    }

    /// A line of a page's metadata: its label, and the value of an element.
    ///
    /// # Errors
    /// As [`line`](Draft::line).
    pub fn fact(&mut self, label: &str, field: Field, value: &str, place: Place) -> Result<(), Stop> {
        let plain = |s: &str| s.replace(|c: char| c.is_control(), " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let (label, value) = (plain(label), plain(value));
        self.set_apart(&format!("{label}：{value}"), place, Some((field, label.len() + "：".len())))
    }

    /// A signature or seal.
    pub fn signature(&mut self, signature: Signature) {
        self.provenance.signatures.push(signature);
    }

    /// A file inside the file.
    pub fn embedded(&mut self, embedded: Embedded) {
        self.provenance.embedded.push(embedded);
    }

    /// Something that looked wrong; `lost` where text may be missing for it. The place is where the text now ends.
    pub fn note(&mut self, code: &'static str, severity: Severity, lost: bool, english: impl Into<String>, chinese: impl Into<String>) {
        let at = self.chars;
        if self.provenance.notes.iter().filter(|n| n.code == code).count() < NOTES {
            let (english, chinese) = (english.into(), chinese.into());
            self.provenance.notes.push(Note { code, severity, english, chinese, span: Span::new(at, at), lost });
        }
    }

    fn set_apart(&mut self, line: &str, place: Place, fact: Option<(Field, usize)>) -> Result<(), Stop> {
        self.apart_bytes += line.len() + 1;
        if self.text.len() + self.apart_bytes > LONGEST {
            return Err(Stop::Full);
        }
        self.apart.push(Apart { text: line.into(), place, fact });
        Ok(())
    }

    fn put(&mut self, line: &str, role: Role, place: Place) -> Result<(), Stop> {
        if self.text.len() + self.apart_bytes + line.len() >= LONGEST {
            return Err(Stop::Full);
        }
        let start = self.chars;
        for c in line.chars() {
            // Controls that no text has; XML and databases refuse some of them.
            if c.is_control() && c != '\t' {
                continue;
            }
            let restored = if self.restoring { class::unified(c) } else { None };
            if restored.is_some() {
                self.provenance.restored.push(Restored { at: self.chars as u32, raw: c });
            }
            self.text.push(restored.unwrap_or(c));
            self.chars += 1;
        }
        if !line.trim().is_empty() || matches!(role, Role::Row(_)) {
            self.provenance.lines.push(Line { span: Span::new(start, self.chars), role, place });
        }
        self.text.push('\n');
        self.chars += 1;
        Ok(())
    }

    /// The text and what is known of it.
    pub fn finish(mut self) -> Finished<'static> {
        let apart = std::mem::take(&mut self.apart);
        self.apart_bytes = 0;
        if !apart.is_empty() && !self.text.is_empty() {
            self.text.push('\n');
            self.chars += 1;
        }
        for Apart { text, place, fact } in apart {
            let start = self.chars;
            // It was counted when it was set apart.
            let _ = self.put(&text, Role::Apart, place);
            if let Some((field, at)) = fact {
                let from = start + text[..at].chars().count();
                self.provenance.facts.push(Fact { field, span: Span::new(from, self.chars - 1) });
            }
        }
        let end = self.chars;
        for note in &mut self.provenance.notes {
            note.span = Span::new(note.span.from().min(end), note.span.to().min(end));
        }
        Finished { text: self.text.into(), provenance: self.provenance, lossy: self.lossy, encoding: self.encoding.unwrap_or("UTF-8") }
    }
}
