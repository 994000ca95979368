//! Notices → ledgers (督查台账) for people and tools. What stands in which column is the same in
//! every format ([`sheet`], [`ledger`]); a format is one file. `arrow` makes the columns that Parquet and data frames share.
//!
//! | format | what it holds | feature |
//! |---|---|---|
//! | CSV | a row a task | `tables` |
//! | Excel | sheets of tasks, targets, deadlines and findings | `tables` |
//! | iCalendar | an all-day event a deadline and task | `tables` |
//! | Markdown | a table of tasks a notice | |
//! | Parquet | a row a task, with its assignments, targets and deadlines nested | `parquet` |
//!
//! CSV, iCalendar and Markdown are written as documents come. Excel and Parquet go into a temporary file first, since
//! their ends are written before or with knowledge of the rest; see there what is held in memory. The same documents
//! give the same bytes. Never parses, never reads files: a document may as well come from a database.

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "tables")]
mod csv;
#[cfg(feature = "tables")]
mod ics;
pub mod ledger;
mod markdown;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod sheet;
#[cfg(feature = "tables")]
mod xlsx;

use crate::check::Finding;
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::model::{Notice, Severity};
use crate::span::Span;
#[cfg(feature = "tables")]
use std::borrow::Cow;
use std::io::{self, Write};

/// A notice on its way into a ledger.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// How the file is named in the ledger.
    pub path: &'a str,
    /// The source text that spans count in.
    pub text: &'a str,
    /// What is known about it.
    pub notice: &'a Notice<'a>,
    /// What `check` found in it.
    pub remarks: &'a [Remark],
}

/// A finding of `check` in the language of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The name of the rule.
    pub code: String,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, with the values in it.
    pub message: String,
    /// Where, in scalar values of the source text.
    pub span: Span,
}

impl Remark {
    /// A finding in a language.
    pub fn of(finding: &Finding, language: Language) -> Remark {
        Remark {
            code: finding.rule.name.to_string(),
            severity: finding.severity,
            message: language.of(&finding.fault.message).to_string(),
            span: finding.fault.span,
        }
    }
}

/// A format of ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// An Excel workbook, ECMA-376.
    Xlsx,
    /// Apache Parquet.
    Parquet,
    /// iCalendar, RFC 5545.
    Ics,
    /// Markdown with tables, GFM.
    Markdown,
}

impl Format {
    /// Whether people cannot read its bytes.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Parquet)
    }

    /// The value of `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Ics => "ics",
            Format::Markdown => "md",
        }
    }

    /// Whether this build writes it.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] that says what to build with.
    pub fn built(self) -> Result<(), Error> {
        let (feature, built) = match self {
            Format::Markdown => return Ok(()),
            Format::Parquet => ("parquet", cfg!(feature = "parquet")),
            Format::Csv | Format::Xlsx | Format::Ics => ("tables", cfg!(feature = "tables")),
        };
        if built {
            return Ok(());
        }
        let name = self.name();
        let how = format!("cargo build --release --features {feature}");
        let english = format!("--to {name}: this build leaves {name} out; expected the feature `{feature}`: {how}");
        Err(Error::new(ErrorKind::Unsupported, english, format!("--to {name}：此版本未编入 {name}，请启用特性 {feature} 重新编译：{how}")))
    }
}

/// What a format does with documents.
trait Writer<W> {
    fn add(&mut self, document: &Document) -> io::Result<()>;
    fn finish(self: Box<Self>) -> io::Result<W>;
}

/// A ledger that is being written.
pub struct Ledger<W>(Box<dyn Writer<W>>);

impl<W: Write + 'static> Ledger<W> {
    /// Begins a ledger with its headings in a language.
    ///
    /// # Errors
    /// Where the output or a temporary file cannot be written, or this build leaves the format out ([`Format::built`]).
    pub fn open(format: Format, out: W, language: Language) -> io::Result<Ledger<W>> {
        format.built().map_err(io::Error::other)?;
        Ok(Ledger(match format {
            Format::Markdown => Box::new(markdown::Markdown::new(out, language)),
            #[cfg(feature = "tables")]
            Format::Csv => Box::new(csv::Csv::new(out, language)?),
            #[cfg(feature = "tables")]
            Format::Ics => Box::new(ics::Calendar::new(out, language)?),
            #[cfg(feature = "tables")]
            Format::Xlsx => Box::new(xlsx::Book::new(out, language)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(parquet::Rows::new(out)?),
            #[cfg(not(all(feature = "tables", feature = "parquet")))]
            _ => return Err(io::Error::other("a format that is not built")),
        }))
    }

    /// Adds what one document says.
    ///
    /// # Errors
    /// Where the output cannot be written, or a sheet is full; then the inner error is an [`Error`].
    pub fn add(&mut self, document: &Document) -> io::Result<()> {
        self.0.add(document)
    }

    /// Writes what is left, and returns where it went.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

/// A text as readers of cells and calendars take it: its line ends are line feeds, no other control characters.
#[cfg(feature = "tables")]
fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace(odd, " "))
}
