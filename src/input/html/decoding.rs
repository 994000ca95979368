//! Which encoding a page has. What it declares is often wrong: the label stayed when the site was moved, or a saved page was written anew.
//!
//! | bytes | read as |
//! |---|---|
//! | a BOM | what it says |
//! | valid UTF-8 | UTF-8, whatever is declared |
//! | sound in the encoding that is declared | that; GBK and GB2312 as GB18030 |
//! | else | as [`source::decode`] finds over all bytes |

use crate::source::{self, Decoded};
use encoding_rs::{Encoding, UTF_8};

/// So much of a page is searched for a declaration; browsers look at 1024 bytes, saved pages bear notes and scripts in front.
const HEAD: usize = 1 << 16;

/// A decoded page, and the encoding that it declares where that is wrong.
pub fn decode<'a>(bytes: &'a [u8], wanted: Option<&'static Encoding>) -> (Decoded<'a>, Option<&'static Encoding>) {
    let with = |encoding: &'static Encoding| {
        let (text, encoding, lossy) = encoding.decode(bytes);
        Decoded { text, encoding, lossy }
    };
    if let Some(wanted) = wanted {
        return (with(wanted), None);
    }
    let declared = declared(bytes.get(..HEAD).unwrap_or(bytes));
    let decoded = if Encoding::for_bom(bytes).is_some() || Encoding::utf8_valid_up_to(bytes) == bytes.len() && !bytes.contains(&0) {
        with(UTF_8)
    } else {
        // Every byte is sound in encodings of one byte.
        let sound = declared.filter(|e| !e.is_single_byte() && *e != UTF_8 && !is_utf16(e));
        let sound = sound.filter(|e| e.decode_without_bom_handling_and_without_replacement(bytes).is_some());
        match sound {
            Some(encoding) => with(encoding),
            None => source::decode(bytes, None).unwrap_or_else(|_| with(declared.filter(|e| !is_utf16(e)).unwrap_or(UTF_8))),
        }
    };
    // ASCII is the same in all of them.
    let wrong = declared.filter(|e| *e != decoded.encoding && !(bytes.is_ascii() && decoded.encoding == UTF_8));
    (decoded, wrong)
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// The encoding that the page names: in an XML declaration, `<meta charset>` or `http-equiv`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let named = |rest: &[u8]| {
        let rest = rest.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest).trim_ascii_start();
        let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')).count();
        source::encoding_named(std::str::from_utf8(rest.get(..len)?).ok()?)
    };
    let inside = |begin: &[u8], word: &[u8]| {
        memchr::memmem::find_iter(&lower, begin).find_map(|at| {
            let tag = lower.get(at..)?;
            let tag = tag.get(..memchr::memchr(b'>', tag)?)?;
            memchr::memmem::find_iter(tag, word).find_map(|at| named(tag.get(at + word.len()..)?))
        })
    };
    inside(b"<meta", b"charset").or_else(|| inside(b"<?xml", b"encoding"))
}

#[cfg(test)]
mod tests {
    use super::decode;
    use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16LE};

    #[test]
    fn declarations_are_believed_only_where_they_fit() {
        let page =
            |declaration: &str| format!("<html>{declaration}<body><p>关于印发《示范城市建设方案》的通知，请认真贯彻执行。</p></body>");
        let traditional = "<meta charset=big5><p>關於印發示範城市建設方案的通知，請認真貫徹執行。</p>";
        let wide: Vec<u8> = page("").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let meta = |label: &str| page(&format!("<meta http-equiv='Content-Type' content='text/html; charset={label}'>"));
        let of = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
        let cases: Vec<(Vec<u8>, &'static Encoding, bool)> = vec![
            (meta("utf-8").into_bytes(), UTF_8, false),
            (meta("gb2312").into_bytes(), UTF_8, true),
            (of(GB18030, &meta("gb2312")), GB18030, false),
            (of(GB18030, &meta("utf-8")), GB18030, true),
            (of(GB18030, &meta("iso-8859-1")), GB18030, true),
            (of(GB18030, &page("<meta charset=\"GBK\">")), GB18030, false),
            (of(GB18030, &page("")), GB18030, false),
            (of(GB18030, &format!("<?xml version='1.0' encoding='gb2312'?>{}", page(""))), GB18030, false),
            (of(BIG5, traditional), BIG5, false),
            (of(BIG5, &traditional.replace("<meta charset=big5>", "")), BIG5, false),
            (wide, UTF_16LE, false),
            (b"<meta charset=gbk><p>ascii</p>".to_vec(), UTF_8, false),
        ];
        for (bytes, expected, is_wrong) in cases {
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let (decoded, wrong) = decode(&bytes, None);
            assert_eq!((decoded.encoding, wrong.is_some(), decoded.lossy), (expected, is_wrong, false), "{shown}");
        }
    }
}
