//! Fixes applied to the bytes of a file, in the file's own encoding: what is replaced changes, and nothing else.
//!
//! Only the lines with a fix are encoded anew, and only where that gives back their own bytes; so a file that decodes in
//! more than one way, or with losses elsewhere, keeps every byte that no fix names.

use super::{Fix, Places};
use crate::error::{Error, ErrorKind};
use crate::source::Source;
use encoding_rs::Encoding;

/// The file's bytes with the fixes applied. Of two that overlap the first counts.
///
/// # Errors
/// [`ErrorKind::Encoding`] where a line with a fix does not encode to the bytes that it was read from, or a replacement
/// has no form in the encoding.
pub fn apply(shown: &str, bytes: &[u8], source: &Source, fixes: &[&Fix]) -> Result<Vec<u8>, Error> {
    let mut fixes: Vec<&Fix> = fixes.to_vec();
    fixes.sort_by_key(|f| f.span);
    let places = Places::new(&source.text);
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let lines = lines(&bytes[mark..], source.encoding);
    let mut out = Vec::with_capacity(bytes.len() + 8);
    out.extend_from_slice(&bytes[..mark]);
    let mut fixes = fixes.into_iter().peekable();
    let mut done = 0;
    for (index, raw) in lines.iter().enumerate() {
        let number = index + 1;
        let mut mended = String::new();
        let range = places.line(number);
        let mut from = range.start;
        while let Some(fix) = fixes.next_if(|f| places.of(f.span.from()).line == number) {
            let replaced = places.bytes(fix.span);
            if fix.span.from() < done || replaced.end > range.end {
                continue;
            }
            mended.push_str(&source.text[from..replaced.start]);
            mended.push_str(&fix.replacement);
            from = replaced.end;
            done = fix.span.to();
        }
        if from == range.start {
            out.extend_from_slice(raw);
            continue;
        }
        mended.push_str(&source.text[from..range.end]);
        let failed = || {
            let encoding = source.encoding;
            Error::new(
                ErrorKind::Encoding,
                format!("{shown}:{number}: the line cannot be mended in {encoding}; expected one that encodes to its own bytes"),
                format!("{shown}:{number}：该行无法按 {encoding} 改写，因其字节不能还原"),
            )
        };
        let old = encode(&source.text[range], source.encoding).filter(|old| raw.starts_with(old)).ok_or_else(failed)?;
        out.extend(encode(&mended, source.encoding).ok_or_else(failed)?);
        // The line's end stays as it was.
        out.extend_from_slice(&raw[old.len()..]);
    }
    Ok(out)
}

/// The lines of a file with their ends; a line feed is one code unit in every encoding that is read.
fn lines<'b>(bytes: &'b [u8], encoding: &str) -> Vec<&'b [u8]> {
    let width = if encoding.starts_with("UTF-16") { 2 } else { 1 };
    let feed: &[u8] = match encoding {
        "UTF-16LE" => b"\n\0",
        "UTF-16BE" => b"\0\n",
        _ => b"\n",
    };
    let mut out = Vec::new();
    let mut from = 0;
    for (i, unit) in bytes.chunks(width).enumerate() {
        if unit == feed {
            out.push(&bytes[from..(i + 1) * width]);
            from = (i + 1) * width;
        }
    }
    out.push(&bytes[from..]);
    out
}

fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    match encoding {
        "UTF-16LE" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        name => {
            let (bytes, _, unmappable) = Encoding::for_label(name.as_bytes())?.encode(text);
            (!unmappable).then(|| bytes.into_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Settings, check};
    use crate::pipeline::Options;

    const BEFORE: &str = "关于做好工作的通知\r\n按照国发[2020]06号执行。\r\n";
    const AFTER: &str = "关于做好工作的通知\r\n按照国发〔2020〕6号执行。\r\n";

    fn mended(bytes: &[u8]) -> Vec<u8> {
        let source = Source::read("t", None, bytes, None).unwrap_or_else(|e| panic!("{e}"));
        let (_, findings) = check(&source, &Options::default(), &Settings::default());
        let fixes: Vec<&Fix> = findings.iter().filter_map(|f| f.fault.fix.as_ref()).collect();
        apply("t", bytes, &source, &fixes).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn every_encoding_is_mended_in_itself() {
        let utf16 = |text: &str| encode(&format!("\u{FEFF}{text}"), "UTF-16LE").unwrap_or_default();
        let gb18030 = |text: &str| encode(text, "GB18030").unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&mended(BEFORE.as_bytes())), AFTER);
        assert_eq!(mended(&[b"\xEF\xBB\xBF", BEFORE.as_bytes()].concat()), [b"\xEF\xBB\xBF", AFTER.as_bytes()].concat());
        assert_eq!(mended(&utf16(BEFORE)), utf16(AFTER));
        assert_eq!(mended(&gb18030(BEFORE)), gb18030(AFTER));
    }

    #[test]
    fn bytes_that_do_not_decode_stay_as_they_are() {
        let before = [BEFORE.as_bytes(), b"\xFF\xFE broken \xC3\n"].concat();
        let source = Source::read("t", None, &before, Some(encoding_rs::UTF_8)).unwrap_or_else(|e| panic!("{e}"));
        let (_, findings) = check(&source, &Options::default(), &Settings::default());
        let fixes: Vec<&Fix> = findings.iter().filter_map(|f| f.fault.fix.as_ref()).collect();
        let after = apply("t", &before, &source, &fixes).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(after, [AFTER.as_bytes(), b"\xFF\xFE broken \xC3\n"].concat());
    }
}
