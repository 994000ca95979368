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
    /// Decodes the bytes of a plain text. `shown` is how messages call it; `encoding` overrides detection.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] for an empty, binary or too large input; the message names what was expected.
    pub fn read(shown: &str, name: Option<String>, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Source<'a>, Error> {
        if bytes.is_empty() {
            let english = format!("{shown}: the input is empty; expected the text of a notice");
            return Err(Error::new(ErrorKind::Input, english, format!("{shown}：输入为空，此处应为公文正文")));
        }
        if bytes.len() > LARGEST {
            let n = bytes.len();
            let english = format!("{shown}: {n} bytes; expected at most {LARGEST}");
            return Err(Error::new(ErrorKind::Input, english, format!("{shown}：共 {n} 字节，至多可读 {LARGEST} 字节")));
        }
        if let Some((english, chinese)) = container(bytes) {
            return Err(Error::new(
                ErrorKind::Input,
                format!("{shown}: this is {english}; expected plain text"),
                format!("{shown}：这是{chinese}，此处应为纯文本"),
            ));
        }
        let decoded = decode(bytes, encoding).map_err(|place| {
            let byte = bytes.get(place).copied().unwrap_or(0);
            let english = format!("{shown}: binary data (byte 0x{byte:02X} at {place}); expected plain text");
            Error::new(ErrorKind::Input, english, format!("{shown}：二进制数据（第 {place} 字节为 0x{byte:02X}），此处应为纯文本"))
        })?;
        Ok(Source {
            name,
            text: decoded.text,
            encoding: decoded.encoding.name(),
            bytes: bytes.len(),
            sha256: hex(&Sha256::digest(bytes)),
            lossy: decoded.lossy,
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}

/// The container format that the first bytes tell, if it is one that holds no plain text; in English and Chinese.
fn container(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    [
        (&b"%PDF-"[..], ("a PDF file", " PDF 文件")),
        (b"PK\x03\x04", ("a ZIP package (DOCX, OFD, XLSX)", " ZIP 包（DOCX、OFD、XLSX）")),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ("an OLE file (DOC, WPS, XLS)", " OLE 文件（DOC、WPS、XLS）")),
        (b"\x89PNG", ("a PNG picture", " PNG 图片")),
        (b"\xFF\xD8\xFF", ("a JPEG picture", " JPEG 图片")),
        (b"\x1F\x8B", ("gzip data", " gzip 数据")),
        (b"\x7FELF", ("a program", "程序文件")),
    ]
    .into_iter()
    .find(|(magic, _)| bytes.starts_with(magic))
    .map(|(_, names)| names)
}
