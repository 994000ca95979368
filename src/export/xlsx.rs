//! Ledgers as Excel workbooks (ECMA-376): a sheet each for tasks, targets, deadlines and findings.
//!
//! Headings are frozen and have filters, days and values are typed, text is never a formula or link, and a task has a
//! note with its file, line and the clauses that assign it (the first 10,000 tasks). Where a task has several deadlines,
//! its day is the last; the sheet of deadlines has each. A text beyond what a cell holds is cut with … at its end.
//!
//! Rows go to temporary files while documents come, one a sheet; in memory stay the notes of tasks and one row a sheet.

use super::ledger::{Cell, Entries, Row};
use super::sheet::{SHEETS, Sheet};
use super::{Document, Writer, plain};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use jiff::civil;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::{self, Seek, Write};

/// How many UTF-16 units a cell holds.
const CELL: usize = 32_767;
/// How many UTF-16 units a note holds, less those that the library keeps for an author.
const NOTE: usize = CELL - 54;
/// How many tasks have notes. Each is a shape, which Excel draws and the library keeps in memory with some ten kilobytes;
/// tasks behind have their file and line in the last column like all others.
const NOTES: usize = 10_000;
/// How many rows a sheet holds.
const ROWS: u32 = 1_048_576;
/// How many digits of a number Excel keeps.
const DIGITS: usize = 15;
/// ISO A3: a ledger of this width is printed on it.
const A3: u8 = 8;

/// An Excel workbook.
pub struct Book<W> {
    out: W,
    language: Language,
    tasks: usize,
    book: Workbook,
    /// The next row of each sheet.
    next: [u32; SHEETS.len()],
    limit: u32,
    body: Format,
    day: Format,
}

impl<W: Write> Book<W> {
    /// Lays the sheets out.
    pub fn new(out: W, language: Language) -> io::Result<Book<W>> {
        let mut book = Workbook::new();
        // The same documents give the same bytes: a day of no meaning instead of the clock.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let head = body.clone().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let head = head.set_background_color(Color::RGB(0xD9E2F3));
        for sheet in SHEETS {
            lay_out(book.add_worksheet_with_constant_memory().map_err(failed)?, sheet, language, &head).map_err(failed)?;
        }
        let day = body.clone().set_num_format("yyyy-mm-dd");
        Ok(Book { out, language, tasks: 0, book, next: [1; SHEETS.len()], limit: ROWS, body, day })
    }

    fn row(&mut self, index: usize, row: &Row) -> io::Result<()> {
        let sheet = SHEETS[index];
        let at = self.next[index];
        if at >= self.limit {
            return Err(io::Error::other(full(sheet, self.limit)));
        }
        self.next[index] += 1;
        let (body, day) = (&self.body, &self.day);
        let page = self.book.worksheet_from_index(index).map_err(failed)?;
        for (column, cell) in (0u16..).zip(&row.cells) {
            write(page, at, column, cell, body, day).map_err(failed)?;
        }
        if let Some(note) = row.note.as_ref().filter(|_| at as usize <= NOTES) {
            let column = (0u16..).zip(sheet.columns()).find(|(_, c)| c.english == "Task").map_or(0, |(column, _)| column);
            let note = Note::new(cut(&plain(note), NOTE)).add_author_prefix(false).set_width(420).set_height(140);
            page.insert_note(at, column, &note).map_err(failed)?;
        }
        Ok(())
    }
}

impl<W: Write> Writer<W> for Book<W> {
    fn add(&mut self, document: &Document) -> io::Result<()> {
        let entries = Entries::new(document, self.tasks + 1, self.language);
        for (index, sheet) in SHEETS.into_iter().enumerate() {
            for row in entries.rows(sheet) {
                self.row(index, &row)?;
            }
        }
        self.tasks += document.notice.tasks.len();
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<W> {
        for (index, sheet) in SHEETS.into_iter().enumerate() {
            let page = self.book.worksheet_from_index(index).map_err(failed)?;
            page.autofilter(0, 0, self.next[index] - 1, sheet.columns().len() as u16 - 1).map_err(failed)?;
        }
        let mut file = tempfile::tempfile()?;
        self.book.save_to_writer(&mut file).map_err(failed)?;
        file.rewind()?;
        io::copy(&mut file, &mut self.out)?;
        Ok(self.out)
    }
}

/// Name, headings, widths, and how the sheet is printed.
fn lay_out(page: &mut Worksheet, sheet: Sheet, language: Language, head: &Format) -> Result<(), XlsxError> {
    page.set_name(sheet.name(language))?.set_freeze_panes(1, 0)?;
    page.set_landscape().set_paper_size(A3).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    page.set_row_height(0, 24)?;
    for (at, column) in (0u16..).zip(sheet.columns()) {
        page.set_column_width(at, column.width)?.write_string_with_format(0, at, column.heading(language), head)?;
    }
    Ok(())
}

fn write(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, body: &Format, day: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => page.write_blank(row, column, body)?,
        Cell::Number(n) => page.write_number_with_format(row, column, *n as f64, body)?,
        Cell::Decimal(value) => match number(value) {
            Some((number, format)) => page.write_number_with_format(row, column, number, &body.clone().set_num_format(format))?,
            None => page.write_string_with_format(row, column, *value, body)?,
        },
        Cell::Days(days) => match days.last().and_then(|d| excel(*d)) {
            Some(last) => page.write_datetime_with_format(row, column, &last, day)?,
            None => page.write_string_with_format(row, column, cell.to_string(), body)?,
        },
        Cell::Text(text) => page.write_string_with_format(row, column, cut(&plain(text), CELL), body)?,
    };
    Ok(())
}

/// A day as Excel counts it; none before 1900.
fn excel(day: civil::Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(day.year().try_into().ok()?, day.month().try_into().ok()?, day.day().try_into().ok()?).ok()
}

/// A decimal as a number that shows as many places as were written, where Excel keeps all its digits.
fn number(value: &str) -> Option<(f64, String)> {
    let places = value.split_once('.').map_or(0, |(_, places)| places.len());
    if value.chars().filter(char::is_ascii_digit).count() > DIGITS || value.contains(['e', 'E']) {
        return None;
    }
    let number = value.parse().ok().filter(|n: &f64| n.is_finite())?;
    Some((number, if places == 0 { "0".into() } else { format!("0.{}", "0".repeat(places)) }))
}

/// A text of at most so many UTF-16 units, cut with … at its end.
fn cut(text: &str, units: usize) -> Cow<'_, str> {
    // No scalar value takes more units than bytes.
    if text.len() <= units || text.encode_utf16().count() <= units {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    Cow::Owned(format!("{}…", &text[..end.map_or(text.len(), |(at, _)| at)]))
}

fn full(sheet: Sheet, limit: u32) -> Error {
    let (english, chinese) = (sheet.name(Language::English), sheet.name(Language::Chinese));
    Error::new(
        ErrorKind::Write,
        format!("the sheet {english} is full: Excel holds {limit} rows; export fewer files, or --to csv or parquet"),
        format!("工作表“{chinese}”已满：Excel 每表至多 {limit} 行，请减少文件，或改用 --to csv、parquet"),
    )
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_by_utf16_units() {
        assert_eq!(cut("一二三", 3), "一二三");
        assert_eq!(cut("一二三四", 3), "一二…");
        assert_eq!(cut("一𠮷三四", 3), "一…");
        assert_eq!(cut(&"𠮷".repeat(CELL), CELL).encode_utf16().count(), CELL);
    }

    #[test]
    fn numbers_show_the_places_that_were_written() {
        assert_eq!(number("81.60"), Some((81.6, "0.00".to_string())));
        assert_eq!(number("412"), Some((412.0, "0".to_string())));
        assert_eq!(number("12345678901234567"), None);
        assert_eq!(number("1e5"), None);
        assert_eq!(number("两"), None);
    }

    #[test]
    fn a_full_sheet_is_an_error_in_either_language() {
        let mut book = Book::new(Vec::new(), Language::English).expect("temporary files can be written");
        book.limit = 2;
        let row = Row { cells: vec![Cell::Number(1)], note: None };
        book.row(0, &row).expect("one row behind the headings");
        let error = book.row(0, &row).expect_err("no second one");
        let error = error.get_ref().and_then(|e| e.downcast_ref::<Error>()).expect("an error of ours");
        assert!(error.to_string().starts_with("the sheet Tasks is full") && error.chinese().contains("任务台账"), "{error}");
    }
}
