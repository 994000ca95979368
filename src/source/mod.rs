//! Bytes → decoded text, with what was lost on the way, and what a container says of it beside the characters.

mod decode;
pub mod provenance;

pub use decode::{Decoded, decode, encoding_named};
pub use provenance::Provenance;

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
    /// The media type of the input.
    pub media_type: &'static str,
    /// The text that spans count in: decoded, without a BOM, otherwise untouched; for a container what its reader extracts.
    pub text: Cow<'a, str>,
    /// The WHATWG name of the encoding of the input, or of the texts in a container.
    pub encoding: &'static str,
    /// Length of the input in bytes.
    pub bytes: usize,
    /// SHA-256 of the input, hexadecimal.
    pub sha256: String,
    /// Whether invalid sequences became U+FFFD.
    pub lossy: bool,
    /// What a container says of the text.
    pub provenance: Provenance,
}

impl<'a> Source<'a> {
    /// Decodes the bytes of a plain text. `shown` is how messages call it; `encoding` overrides detection.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] for an empty, binary or too large input; the message names what was expected.
    pub fn read(shown: &str, name: Option<String>, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Source<'a>, Error> {
        within(shown, bytes)?;
        let Finished { text, encoding, lossy, provenance } = text(shown, bytes, encoding)?;
        Ok(Source { name, media_type: "text/plain", text, encoding, bytes: bytes.len(), sha256: sha256(bytes), lossy, provenance })
    }
}

/// A source text with what is known of it.
pub struct Finished<'a> {
    /// The text that spans count in.
    pub text: Cow<'a, str>,
    /// What a container says of it.
    pub provenance: Provenance,
    /// Whether bytes were lost.
    pub lossy: bool,
    /// The WHATWG name of the encoding of the input, or of a container's texts.
    pub encoding: &'static str,
}

/// Decodes the bytes of a plain text.
pub(crate) fn text<'a>(shown: &str, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Finished<'a>, Error> {
    let decoded = decode(bytes, encoding).map_err(|place| {
        let byte = bytes.get(place).copied().unwrap_or(0);
        let english = format!("{shown}: binary data (byte 0x{byte:02X} at {place}); expected text, or a file of a known format");
        let chinese = format!("{shown}：二进制数据（第 {place} 字节为 0x{byte:02X}），此处应为文本或可识别的文件格式");
        Error::new(ErrorKind::Input, english, chinese)
    })?;
    let Decoded { text, encoding, lossy } = decoded;
    Ok(Finished { text, provenance: Provenance::default(), lossy, encoding: encoding.name() })
}

/// Whether the input is neither empty nor larger than places can be kept for.
///
/// # Errors
/// [`ErrorKind::Input`] where it is.
pub(crate) fn within(shown: &str, bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        let english = format!("{shown}: the input is empty; expected the text of a notice");
        return Err(Error::new(ErrorKind::Input, english, format!("{shown}：输入为空，此处应为公文正文")));
    }
    if bytes.len() > LARGEST {
        let n = bytes.len();
        let english = format!("{shown}: {n} bytes; expected at most {LARGEST}");
        return Err(Error::new(ErrorKind::Input, english, format!("{shown}：共 {n} 字节，至多可读 {LARGEST} 字节")));
    }
    Ok(())
}

/// SHA-256, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(bytes).iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}
