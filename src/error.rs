//! The one public error.

use std::path::Path;
use std::{fmt, io};

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read.
    Read,
    /// A file could not be written.
    Write,
    /// The input is empty, binary, too large, or of a format that is not read.
    Input,
    /// An encoding's name is unknown, or `--strict` met bytes that are not in it.
    Encoding,
    /// `--strict` met a page or part of a file whose text cannot be read.
    Lost,
    /// A row of a lexicon is not of its form.
    Lexicon,
    /// JSON or XML is not of the model's shape.
    Format,
    /// A format that this build leaves out.
    Unsupported,
    /// A database could not be reached or used.
    Database,
}

/// An error that names what was attempted and what was expected.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    english: String,
    chinese: String,
}

impl Error {
    /// An error of a kind with its message, one line in either language.
    pub fn new(kind: ErrorKind, english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Error { kind, english: english.into(), chinese: chinese.into() }
    }

    /// A failed write to a path.
    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        let shown = path.display();
        if error.kind() == io::ErrorKind::WouldBlock {
            let english = format!("{shown}: another run is writing here; expected it to end first");
            return Error::new(ErrorKind::Write, english, format!("{shown}：另一次运行正在写入，请等它结束"));
        }
        Error::new(ErrorKind::Write, format!("{shown}: cannot write: {error}"), format!("{shown}：无法写入：{error}"))
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The message in 简体中文; `Display` gives the English one.
    pub fn chinese(&self) -> &str {
        &self.chinese
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl std::error::Error for Error {}
