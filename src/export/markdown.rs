//! Tasks as Markdown: a heading and a table (GFM) a notice, without the columns that people fill in.
//!
//! | text of a cell | what we write |
//! |---|---|
//! | `\|` `\` `*` `_` `` ` `` `<` `[` | the same behind `\` |
//! | a line end | `<br>` |

use super::ledger::Entries;
use super::sheet::{Fill, Sheet};
use super::{Document, Writer};
use crate::language::Language;
use std::io::{self, Write};

/// A Markdown file.
pub struct Markdown<W> {
    out: W,
    language: Language,
    tasks: usize,
    documents: usize,
}

impl<W: Write> Markdown<W> {
    /// Writes nothing yet.
    pub fn new(out: W, language: Language) -> Markdown<W> {
        Markdown { out, language, tasks: 0, documents: 0 }
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        for cell in cells {
            write!(self.out, "| {cell}{}", if cell.is_empty() { "" } else { " " })?;
        }
        self.out.write_all(b"|\n")
    }
}

impl<W: Write> Writer<W> for Markdown<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        let metadata = &document.notice.metadata;
        let title = metadata.title.as_ref().map_or(document.path, |t| &t.text);
        let parting = if self.documents == 0 { "" } else { "\n" };
        writeln!(self.out, "{parting}## {}\n", escaped(title))?;
        self.documents += 1;
        let number = metadata.document_number.as_ref().map(|n| n.text.as_ref());
        let day = metadata.issued_on.as_ref().and_then(|d| d.latest.as_deref());
        let head: Vec<String> = number.into_iter().chain(day).chain([document.path]).map(escaped).collect();
        writeln!(self.out, "{}\n", head.join(self.language.either(", ", "，")))?;
        let rows = Entries::new(document, self.tasks + 1, self.language).rows(Sheet::Tasks);
        if rows.is_empty() {
            return writeln!(self.out, "{}", self.language.either("No tasks.", "没有任务。"));
        }
        let language = self.language;
        let columns = || Sheet::Tasks.columns().iter().filter(|c| c.fill == Fill::Fact);
        self.line(columns().map(|c| c.heading(language).to_string()))?;
        self.line(columns().map(|_| "---".to_string()))?;
        for row in rows {
            self.tasks += 1;
            let cells = row.cells.iter().zip(Sheet::Tasks.columns()).filter(|(_, column)| column.fill == Fill::Fact);
            self.line(cells.map(|(cell, _)| escaped(&cell.to_string())))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        Ok(self.out)
    }
}

/// A text that stands in one cell and is nothing but text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("<br>"),
            '|' | '\\' | '*' | '_' | '`' | '<' | '[' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_cell_stays_a_cell() {
        assert_eq!(escaped("甲|乙\r\n丙\n*丁*"), r"甲\|乙<br>丙<br>\*丁\*");
    }
}
