//! Bytes → decoded text, with what was lost on the way.

mod decode;

pub use decode::{decode, encoding_named};

use crate::error::{Error, ErrorKind};
use encoding_rs::Encoding;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The largest input in bytes: places are kept in 32 bits. No notice comes near it.
pub const LARGEST: usize = 1 << 30;

/// A decoded document.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file's name without its folder.
    pub name: Option<String>,
    /// The text that spans count in: decoded, without a BOM, otherwise untouched.
    pub text: Cow<'a, str>,
    /// The WHATWG name of the encoding.
    pub encoding: &'static str,
    /// Length of the input in bytes.
    pub bytes: usize,
    /// SHA-256 of the input, hexadecimal.
    pub sha256: String,
    /// Whether invalid sequences became U+FFFD.
    pub lossy: bool,
}

impl<'a> Source<'a> {
    /// Decodes the bytes of a plain text. `encoding` overrides detection.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] for an empty, binary or too large input; the message names what was expected.
    pub fn read(name: Option<String>, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Source<'a>, Error> {
        let shown = name.clone().unwrap_or_else(|| "<stdin>".into());
        if bytes.is_empty() {
            return Err(Error::new(ErrorKind::Input, format!("{shown}: the input is empty; expected the text of a notice")));
        }
        if bytes.len() > LARGEST {
            let what = format!("{shown}: {} bytes are more than the {LARGEST} that can be read", bytes.len());
            return Err(Error::new(ErrorKind::Input, what));
        }
        if let Some(format) = container(bytes) {
            return Err(Error::new(ErrorKind::Input, format!("{shown}: this is {format}; expected plain text")));
        }
        let decoded = decode(bytes, encoding).map_err(|place| {
            Error::new(ErrorKind::Input, format!("{shown}: binary data (byte 0x{:02X} at {place}); expected plain text", bytes.get(place).copied().unwrap_or(0)))
        })?;
        Ok(Source { name, text: decoded.text, encoding: decoded.encoding.name(), bytes: bytes.len(), sha256: hex(&Sha256::digest(bytes)), lossy: decoded.lossy })
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}

/// The container format that the first bytes tell, if it is one that holds no plain text.
fn container(bytes: &[u8]) -> Option<&'static str> {
    [
        (&b"%PDF-"[..], "a PDF file"),
        (b"PK\x03\x04", "a ZIP package (DOCX, OFD, XLSX)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an OLE file (DOC, WPS, XLS)"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"\x1F\x8B", "gzip data"),
        (b"\x7FELF", "a program"),
    ]
    .into_iter()
    .find(|(magic, _)| bytes.starts_with(magic))
    .map(|(_, name)| name)
}
