//! Word 6 and 95: the text alone. Its characters are bytes of the code page that the language tells; its properties have another form, which is
//! not read, so that automatic numbers are missing and hidden text is not known.

use super::fib::Fib;
use encoding_rs::Encoding;

/// The text of the main document; `None` where it stands in pieces.
pub fn text(fib: &Fib, stream: &[u8]) -> Option<(Vec<u16>, bool)> {
    if fib.complex {
        return None;
    }
    let from = fib.text.start as usize;
    let end = from.checked_add(fib.lengths.text as usize)?.min(fib.text.end as usize).min(stream.len());
    let (text, lossy) = encoding(fib.language).decode_without_bom_handling(stream.get(from..end)?);
    Some((text.encode_utf16().collect(), lossy))
}

/// The code page of a language, [MS-LCID].
fn encoding(language: u16) -> &'static Encoding {
    match language {
        0x0804 | 0x1004 => encoding_rs::GBK,
        0x0404 | 0x0C04 | 0x1404 => encoding_rs::BIG5,
        0x0411 => encoding_rs::SHIFT_JIS,
        0x0412 => encoding_rs::EUC_KR,
        _ => encoding_rs::WINDOWS_1252,
    }
}
