//! Spreadsheets: XLSX (ECMA-376 part 1, 18) and XLS (MS-XLS), whose cells are given as they are shown.
//!
//! | the file has | we give |
//! |---|---|
//! | a sheet that is shown | its name, then its rows |
//! | a hidden sheet, row or column | nothing, and a note |
//! | rows of one filled cell above a table, a sheet of one column | lines |
//! | two empty rows, or one in front of a title | another table |
//! | merged cells | the text in the first, the others told |
//! | a number, share, date or time in its format | `12`, `95%`, `2025-03-05`, `09:30` |
//! | a formula | the value that was saved with it |
//! | `TRUE`, `#REF!` | as they stand |
//!
//! Cells are kept one by one, never as a block as large as the sheet says that it is. Formulas are not computed, and charts, comments,
//! headers and footers are not read.

mod format;
mod rows;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;

use super::{CELLS, Stop, draft::Draft};
use format::Format;
use std::collections::BTreeSet;

/// Reads a workbook.
///
/// # Errors
/// [`Stop::Damaged`] for what is no workbook, [`Stop::Full`] at the bounds, [`Stop::Refused`] where it is encrypted or XLSB.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    if bytes.starts_with(b"PK") { xlsx::read(bytes, draft) } else { xls::read(bytes, draft) }
}

/// So many merged regions of a sheet are looked at.
const MERGED: usize = 65_536;

/// A sheet's cells.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    /// Rows by number, from 0, in the file's order; each with its cells.
    rows: Vec<(u32, Vec<(u32, Value)>)>,
    merged: Vec<Region>,
    hidden_rows: BTreeSet<u32>,
    /// First and last of hidden columns.
    hidden_columns: Vec<(u32, u32)>,
    cells: usize,
}

/// A merged region: its first and last row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Region {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

/// What a cell shows.
#[derive(Clone, Debug)]
enum Value {
    /// One of the workbook's shared texts, which may stand in many cells.
    Shared(usize),
    Text(String),
}

/// What the sheets of a workbook share.
#[derive(Debug, Default)]
struct Workbook {
    texts: Vec<String>,
    /// Formats by the number that cells name them by.
    formats: Vec<Format>,
    /// Days are counted from 1904.
    since_1904: bool,
}

impl Workbook {
    /// How a number is shown in a cell of this format.
    fn number(&self, value: f64, format: usize) -> String {
        self.formats.get(format).unwrap_or(&Format::General).show(value, self.since_1904)
    }

    fn text<'a>(&'a self, value: &'a Value) -> &'a str {
        match value {
            Value::Shared(i) => self.texts.get(*i).map_or("", String::as_str),
            Value::Text(text) => text,
        }
    }
}

impl Sheet {
    /// Adds a cell; cells of a row come one after the other.
    fn put(&mut self, row: u32, column: u32, value: Value) -> Result<(), Stop> {
        self.cells += 1;
        if self.cells > CELLS {
            return Err(Stop::Full);
        }
        match self.rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((column, value)),
            _ => self.rows.push((row, vec![(column, value)])),
        }
        Ok(())
    }
}

/// The name of a cell, `B3`.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut n = u64::from(column) + 1;
    while n > 0 {
        letters.push((b'A' + ((n - 1) % 26) as u8) as char);
        n = (n - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

/// Row and column, from 0, of a cell's name; `$` in it is passed over.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = name.split_at_checked(letters)?;
    let column = column.bytes().try_fold(0u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1))?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
