//! Files as they come → [`Source`]: the format is told by content, its reader makes the source text.
//!
//! | the bytes | read as |
//! |---|---|
//! | markup with `<html`, `<!doctype html`, or a body's elements | a saved page |
//! | a ZIP package with `[Content_Types].xml` and a Word part | DOCX |
//! | a ZIP package with `OFD.xml` | OFD, GB/T 33190-2016 |
//! | a ZIP package with a workbook, or an OLE file with one | XLSX, XLS |
//! | an OLE file with a `WordDocument` stream | DOC, WPS |
//! | `%PDF-` | PDF |
//! | else text in a known encoding | plain text |
//! | else | an error that names what it seems to be |
//!
//! Every container is untrusted. What is unpacked, how deep it nests and how long its text may be is bounded here
//! (`package::UNPACKED`, `xml::DEPTH`, `draft::LONGEST`, `CELLS`); a bound that is met ends the reading with what was read so far
//! and a diagnostic.

// What only some readers use.
#![cfg_attr(
    not(all(feature = "doc", feature = "docx", feature = "html", feature = "ofd", feature = "pdf", feature = "sheet")),
    allow(dead_code, unused, unreachable_code)
)]

#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
mod docx;
pub(crate) mod draft;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "doc", feature = "docx", feature = "html"))]
mod numbering;
#[cfg(feature = "ofd")]
mod ofd;
#[cfg(any(feature = "docx", feature = "ofd", feature = "sheet"))]
mod package;
#[cfg(any(feature = "ofd", feature = "pdf"))]
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod raised;
#[cfg(feature = "sheet")]
mod sheet;
mod sniff;
#[cfg(any(feature = "doc", feature = "docx"))]
mod symbols;
#[cfg(any(feature = "docx", feature = "ofd", feature = "sheet"))]
mod xml;

pub use sniff::{Format, format};

use crate::error::{Error, ErrorKind};
use crate::model::Severity;
use crate::source::Finished;
use crate::source::{self, Source};
use draft::Draft;
use encoding_rs::Encoding;

/// So many cells of tables are read from one file.
pub(crate) const CELLS: usize = 1_000_000;

/// Why a reader stopped before the end of its file.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The text, its cells or what is unpacked is as large as it may be.
    Full,
    /// The file is not what it should be, in English and 简体中文. What was read so far stands, with a diagnostic; where nothing was
    /// read it is an error.
    Damaged(String, String),
    /// The file cannot be read at all, in English and 简体中文: it is encrypted.
    Refused(String, String),
}

impl Stop {
    /// A damaged file.
    pub fn damaged(english: impl Into<String>, chinese: impl Into<String>) -> Stop {
        Stop::Damaged(english.into(), chinese.into())
    }

    /// A file that cannot be read.
    pub fn refused(english: impl Into<String>, chinese: impl Into<String>) -> Stop {
        Stop::Refused(english.into(), chinese.into())
    }
}

/// The bytes of a file, not yet read.
#[derive(Debug)]
pub struct Input<'a> {
    shown: String,
    name: Option<String>,
    bytes: &'a [u8],
    sha256: String,
}

impl<'a> Input<'a> {
    /// A file's bytes; `shown` is how messages call it, `name` the file's name without its folder.
    pub fn new(shown: impl Into<String>, name: Option<String>, bytes: &'a [u8]) -> Input<'a> {
        Input { shown: shown.into(), name, bytes, sha256: source::sha256(bytes) }
    }

    /// The file's name without its folder.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How messages call it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// SHA-256 of the bytes, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Reads it, whatever its format. `encoding` overrides detection for text and pages.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] for an empty, unknown, encrypted, too large or wholly unreadable input, [`ErrorKind::Unsupported`] for a format that
    /// this build leaves out. The message names what was expected.
    pub fn read(self, encoding: Option<&'static Encoding>) -> Result<Source<'a>, Error> {
        let (media_type, read) = extract(&self.shown, self.bytes, encoding)?;
        let Finished { text, provenance, lossy, encoding } = read;
        Ok(Source { name: self.name, media_type, text, encoding, bytes: self.bytes.len(), sha256: self.sha256, lossy, provenance })
    }
}

/// Reads a file of any known format: [`Input::new`] and [`Input::read`] in one.
///
/// # Errors
/// As [`Input::read`].
pub fn read<'a>(shown: &str, name: Option<String>, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Source<'a>, Error> {
    Input::new(shown, name, bytes).read(encoding)
}

/// The media type of a file and the source text that its reader makes.
fn extract<'a>(shown: &str, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<(&'static str, Finished<'a>), Error> {
    source::within(shown, bytes)?;
    let format = format(bytes);
    let mut draft = Draft::default();
    let result = match format {
        Format::Text => return Ok((format.media_type(), source::text(shown, bytes, encoding)?)),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes, encoding, &mut draft),
        #[cfg(feature = "docx")]
        Format::Docx => docx::read(bytes, &mut draft),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, &mut draft),
        #[cfg(feature = "ofd")]
        Format::Ofd => ofd::read(bytes, &mut draft),
        #[cfg(feature = "doc")]
        Format::Doc => doc::read(bytes, &mut draft),
        #[cfg(feature = "sheet")]
        Format::Xlsx | Format::Xls => sheet::read(bytes, &mut draft),
        // Without its reader a page is text all the same.
        #[cfg(not(feature = "html"))]
        Format::Html => return Ok((Format::Text.media_type(), source::text(shown, bytes, encoding)?)),
        #[allow(unreachable_patterns)]
        Format::Docx | Format::Pdf | Format::Ofd | Format::Doc | Format::Xlsx | Format::Xls => {
            let (english, chinese) = format.names();
            let english = format!("{shown}: this is {english}, which this build does not read");
            return Err(Error::new(ErrorKind::Unsupported, english, format!("{shown}：这是{chinese}，当前构建不支持读取")));
        }
        Format::Other(..) => {
            let (english, chinese) = format.names();
            let english = format!("{shown}: this is {english}; expected text, HTML, DOCX, PDF, OFD, DOC, WPS, XLSX or XLS");
            let chinese = format!("{shown}：这是{chinese}，此处应为文本、HTML、DOCX、PDF、OFD、DOC、WPS、XLSX 或 XLS");
            return Err(Error::new(ErrorKind::Input, english, chinese));
        }
    };
    let failed =
        |english: String, chinese: String| Error::new(ErrorKind::Input, format!("{shown}: {english}"), format!("{shown}：{chinese}"));
    match result {
        Ok(()) => {}
        Err(Stop::Refused(english, chinese)) => return Err(failed(english, chinese)),
        Err(Stop::Damaged(english, chinese)) if draft.is_empty() => {
            let (what, what_chinese) = format.names();
            return Err(failed(
                format!("a damaged file, which seems to be {what}: {english}"),
                format!("文件已损坏（似为{what_chinese}）：{chinese}"),
            ));
        }
        Err(Stop::Damaged(english, chinese)) => {
            let english = format!("the file is damaged and was read up to here: {english}");
            draft.note("file-damaged", Severity::Warning, true, english, format!("文件已损坏，仅读到此处：{chinese}"));
        }
        Err(Stop::Full) if draft.is_empty() => {
            let english = "it unpacks to more than may be read; expected a notice";
            return Err(failed(english.into(), "解压后超出可读上限，此处应为公文".into()));
        }
        Err(Stop::Full) => {
            let english = "the file holds more than may be read; what follows was left out";
            draft.note("file-too-large", Severity::Warning, true, english, "文件内容超出可读上限，其后部分未读");
        }
    }
    let finished = draft.finish();
    if finished.text.trim().is_empty() && finished.provenance.notes.is_empty() {
        return Err(failed(
            "there is no text in the file; expected the text of a notice".into(),
            "文件中没有文字，此处应有公文正文".into(),
        ));
    }
    Ok((format.media_type(), finished))
}
