//! How documents are read, wherever they come from: what the commands over many files and the server share.

use crate::batch::Key;
use crate::check::{self, Settings};
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::sink::Rows;
use crate::source::Source;
use encoding_rs::Encoding;
use jiff::civil::Date;
use std::sync::Arc;

/// Every option that the model follows from.
#[derive(Clone, Default)]
pub struct Reading {
    /// The user's organs; `None` for the built-in ones.
    pub lexicon: Option<Arc<Lexicon>>,
    /// What `lexicon` was made from.
    pub organs: Option<Key>,
    /// The date that deadlines without a year are read against where the text has none.
    pub issued_on: Option<Date>,
    /// Whether contacts are kept.
    pub contacts: bool,
    /// The encoding of texts and pages, instead of the one that they show.
    pub encoding: Option<&'static Encoding>,
    /// Whether text that cannot be read is an error.
    pub strict: bool,
}

impl Reading {
    /// The program's version and every option that the model follows from.
    pub fn fingerprint(&self) -> String {
        let Reading { organs, issued_on, contacts, encoding, strict, .. } = self;
        format!("{} {:?} {issued_on:?} {contacts} {strict} {organs:?}", env!("CARGO_PKG_VERSION"), encoding.map(Encoding::name))
    }

    /// What databases know this reader by, with the rules that it applies.
    pub fn name(&self, settings: Option<&Settings>) -> String {
        let rules = settings.map(Settings::fingerprint).unwrap_or_default();
        format!("{} {}", env!("CARGO_PKG_VERSION"), Key::of(&[&self.fingerprint(), &rules]))
    }

    /// Reads an input.
    ///
    /// # Errors
    /// As [`source`].
    pub fn source<'b>(&self, input: Input<'b>) -> Result<Source<'b>, Error> {
        source(input, self.encoding, self.strict)
    }

    /// How its text is parsed.
    pub fn options(&self) -> pipeline::Options<'_> {
        let lexicon = self.lexicon.as_deref().unwrap_or(Lexicon::builtin());
        pipeline::Options { lexicon, issued_on: self.issued_on, contacts: self.contacts }
    }

    /// What a database holds of a text, under the name of its reader; with what `check` finds, where it has settings.
    pub fn rows(&self, source: &Source, settings: Option<&Settings>, name: &str) -> Rows {
        let (notice, findings) = match settings {
            Some(settings) => check::check(source, &self.options(), settings),
            None => (pipeline::parse(source, &self.options()), Vec::new()),
        };
        Rows::of(notice, source, &findings, name)
    }
}

/// Reads an input in an encoding or the one that its bytes show; under `strict` a loss is an error.
///
/// # Errors
/// As [`Input::read`]; those of [`whole`] under `strict`.
pub fn source<'b>(input: Input<'b>, encoding: Option<&'static Encoding>, strict: bool) -> Result<Source<'b>, Error> {
    let shown = input.shown().to_string();
    let source = input.read(encoding)?;
    if strict { whole(&shown, source) } else { Ok(source) }
}

/// A source without losses, as `--strict` asks for it.
///
/// # Errors
/// [`ErrorKind::Lost`] where a page or part of the file has no text that can be read, [`ErrorKind::Encoding`] where bytes do not
/// decode.
pub fn whole<'b>(shown: &str, source: Source<'b>) -> Result<Source<'b>, Error> {
    if let Some(note) = source.provenance.notes.iter().find(|n| n.lost) {
        let english = format!("{shown}: {} (--strict)", note.english);
        return Err(Error::new(ErrorKind::Lost, english, format!("{shown}：{}（--strict）", note.chinese)));
    }
    if source.lossy {
        let line = source.text.lines().position(|l| l.contains('\u{FFFD}')).map_or(1, |l| l + 1);
        let encoding = source.encoding;
        return Err(Error::new(
            ErrorKind::Encoding,
            format!("{shown}:{line}: bytes that are not {encoding}; expected every byte to decode (--strict)"),
            format!("{shown}:{line}：有不属于 {encoding} 的字节；--strict 要求全部可解码"),
        ));
    }
    Ok(source)
}
