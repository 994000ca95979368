//! Canonical JSON: keys in the model's order, no floats, UTF-8 unescaped, one newline at the end.

use crate::error::{Error, ErrorKind};
use crate::model::Notice;
use std::io::{self, Write};

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Without white space.
    Compact,
    /// Indented by two spaces.
    Pretty,
}

/// Writes one notice and a newline.
pub fn write(notice: &Notice, layout: Layout, mut out: impl Write) -> io::Result<()> {
    match layout {
        Layout::Compact => serde_json::to_writer(&mut out, notice)?,
        Layout::Pretty => serde_json::to_writer_pretty(&mut out, notice)?,
    }
    out.write_all(b"\n")
}

/// Reads a notice back.
///
/// # Errors
/// [`ErrorKind::Format`] with the line, column and expectation.
pub fn read(json: &str) -> Result<Notice<'static>, Error> {
    serde_json::from_str(json).map_err(|e| Error::new(ErrorKind::Format, format!("reading JSON: {e}"), format!("读取 JSON：{e}")))
}
