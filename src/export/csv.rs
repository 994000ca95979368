//! Tasks as CSV (RFC 4180): UTF-8 with a byte order mark and CRLF, as Excel and WPS take it on a double click.
//!
//! | text of a cell | what we write |
//! |---|---|
//! | `=HYPERLINK("…")`, `@SUM(A1)`, `+1+2`, `＝1＋1` | the same behind `'`, so that no spreadsheet takes it as a formula |
//! | a tab or line end at the beginning | the same behind `'` |
//! | `-12.5`, `+3` | untouched: a plain number does nothing |

use super::ledger::{Cell, Entries};
use super::sheet::Sheet;
use super::{Document, Writer};
use crate::language::Language;
use ::csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// A CSV file of tasks.
pub struct Csv<W: Write> {
    out: ::csv::Writer<W>,
    language: Language,
    tasks: usize,
}

impl<W: Write> Csv<W> {
    /// Writes the headings.
    pub fn new(mut out: W, language: Language) -> io::Result<Csv<W>> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(Sheet::Tasks.columns().iter().map(|c| c.heading(language))).map_err(failed)?;
        Ok(Csv { out, language, tasks: 0 })
    }
}

impl<W: Write> Writer<W> for Csv<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        for row in Entries::new(document, self.tasks + 1, self.language).rows(Sheet::Tasks) {
            self.tasks += 1;
            for cell in &row.cells {
                match cell {
                    Cell::Text(text) => self.out.write_field(guarded(text).as_ref()),
                    other => self.out.write_field(other.to_string()),
                }
                .map_err(failed)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        self.out.into_inner().map_err(::csv::IntoInnerError::into_error)
    }
}

/// A text that no spreadsheet takes as a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let active = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let number = text.trim_start_matches(['+', '-']);
    let plain = text.len() - number.len() <= 1 && number.starts_with(|c: char| c.is_ascii_digit()) && number.parse::<f64>().is_ok();
    if active && !plain { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn failed(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_text() {
        for text in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1", "\t=1", "\r=1", "+-1", "-e"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["-12.5", "+3", "省财政厅", "1=1", ""] {
            assert_eq!(guarded(text), text);
        }
    }
}
