//! What the codes of predefined CMaps are (ISO 32000-1, 9.7.5.2): codes of a character set, so that the code itself tells the character where a
//! font has no `ToUnicode`.
//!
//! | CMap | a code is |
//! |---|---|
//! | `GB-EUC`, `GBK-EUC`, `GBKp-EUC` | one or two bytes of GBK |
//! | `GBpc-EUC` | the same, with four characters of Mac OS in single bytes |
//! | `GBK2K` | one, two or four bytes of GB 18030 |
//! | `UniGB-UCS2`, `UniGB-UTF16`, `UniGB-UTF8`, `UniGB-UTF32` and their like for other scripts | Unicode |
//! | Big5, Shift-JIS, EUC of Japan and Korea | one or two bytes of these |
//! | `Identity` | two bytes, the CID itself, which the character collection tells |

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS};

/// How a string of a composite font is cut into codes, and what a code is.
#[derive(Clone, Debug, PartialEq)]
pub enum Charset {
    /// One byte, or two where the first is at least 0x81, of an encoding.
    Double(&'static Encoding),
    /// `GBpc-EUC`.
    MacGb,
    /// GB 18030, with its codes of four bytes.
    Gb18030,
    /// Shift-JIS, whose half-width kana are single bytes.
    ShiftJis,
    /// Two bytes of JIS X 0208 in seven bits.
    Jis,
    /// Two bytes, or four for a surrogate pair.
    Utf16,
    /// One to four bytes.
    Utf8,
    /// Four bytes.
    Utf32,
    /// Two bytes that are the CID.
    Identity,
    /// By the ranges that an embedded CMap gives: length, lowest and highest code.
    Ranges(Vec<(usize, u32, u32)>),
}

impl Charset {
    /// The character set of a predefined CMap.
    pub fn of(name: &str) -> Option<Charset> {
        let base = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V")).unwrap_or(name);
        Some(match base {
            "Identity" => Charset::Identity,
            "GB-EUC" | "GBK-EUC" | "GBKp-EUC" => Charset::Double(GBK),
            "GBpc-EUC" => Charset::MacGb,
            "GBK2K" => Charset::Gb18030,
            "B5pc" | "ETen-B5" | "ETenms-B5" | "HKscs-B5" => Charset::Double(BIG5),
            "EUC" => Charset::Double(EUC_JP),
            "H" | "V" => Charset::Jis,
            _ if base.starts_with("KSC") => Charset::Double(EUC_KR),
            _ if base.contains("RKSJ") => Charset::ShiftJis,
            _ if base.starts_with("Uni") && (base.contains("UCS2") || base.contains("UTF16")) => Charset::Utf16,
            _ if base.starts_with("Uni") && base.contains("UTF8") => Charset::Utf8,
            _ if base.starts_with("Uni") && base.contains("UTF32") => Charset::Utf32,
            _ => return None,
        })
    }

    /// The length of the code that a string begins with; not 0, and no longer than the string.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        let length = match self {
            Charset::Double(_) if first >= 0x81 => 2,
            Charset::Double(_) => 1,
            Charset::MacGb if (0xA1..=0xFC).contains(&first) => 2,
            Charset::MacGb => 1,
            Charset::Gb18030 if first < 0x81 => 1,
            Charset::Gb18030 if bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
            Charset::Gb18030 => 2,
            Charset::ShiftJis if matches!(first, 0x81..=0x9F | 0xE0..=0xFC) => 2,
            Charset::ShiftJis => 1,
            Charset::Utf16 if (0xD8..0xDC).contains(&first) => 4,
            Charset::Jis | Charset::Utf16 | Charset::Identity => 2,
            Charset::Utf8 => match first {
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            },
            Charset::Utf32 => 4,
            Charset::Ranges(ranges) => {
                let within = |n: usize| {
                    let code = bytes.get(..n).map(code_of)?;
                    // Each byte lies between those of the lowest and the highest code.
                    let inside = |low: u32, high: u32| {
                        (0..n as u32).all(|i| {
                            let part = |code: u32| code >> (8 * i) & 0xFF;
                            (part(low)..=part(high)).contains(&part(code))
                        })
                    };
                    ranges.iter().any(|&(length, low, high)| length == n && inside(low, high)).then_some(n)
                };
                let shortest = || ranges.iter().map(|r| r.0).min().unwrap_or(1);
                (1..=4).find_map(within).unwrap_or_else(shortest)
            }
        };
        length.clamp(1, bytes.len().max(1))
    }

    /// The character of a code, where the code tells it.
    pub fn decode(&self, code: &[u8]) -> Option<String> {
        let plain = |encoding: &'static Encoding, code: &[u8]| {
            encoding.decode_without_bom_handling_and_without_replacement(code).map(|text| text.into_owned())
        };
        match self {
            Charset::Double(encoding) => plain(encoding, code),
            Charset::MacGb => match code {
                [0x80] => Some("ü".into()),
                [0xFD] => Some("©".into()),
                [0xFE] => Some("™".into()),
                [0xFF] => Some("…".into()),
                code => plain(GBK, code),
            },
            Charset::Gb18030 => plain(GB18030, code),
            Charset::ShiftJis => plain(SHIFT_JIS, code),
            Charset::Jis => plain(EUC_JP, &code.iter().map(|b| b | 0x80).collect::<Vec<_>>()),
            Charset::Utf16 => {
                let units = code.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|text| !text.is_empty())
            }
            Charset::Utf8 => std::str::from_utf8(code).ok().map(str::to_string),
            Charset::Utf32 => char::from_u32(code_of(code)).map(String::from),
            Charset::Identity | Charset::Ranges(_) => None,
        }
    }
}

/// The bytes of a code as a number.
pub fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, b| code << 8 | u32::from(*b))
}

/// The ranges between `begincodespacerange` and its end in an embedded CMap.
pub fn codespace(data: &[u8]) -> Vec<(usize, u32, u32)> {
    /// A CMap has one to four ranges; GB 18030 takes seven.
    const MOST: usize = 64;
    let mut ranges = Vec::new();
    let Some(from) = memchr::memmem::find(data, b"begincodespacerange") else { return ranges };
    let data = &data[from..];
    let data = &data[..memchr::memmem::find(data, b"endcodespacerange").unwrap_or(data.len())];
    let mut lexer = super::lexer::Lexer::new(data);
    let mut low: Option<Vec<u8>> = None;
    while let Some(token) = lexer.next() {
        let super::lexer::Token::String(code) = token else { continue };
        match low.take() {
            None => low = Some(code.into_owned()),
            Some(low) if low.len() == code.len() && (1..=4).contains(&low.len()) => {
                ranges.push((low.len(), code_of(&low), code_of(&code)));
            }
            Some(_) => {}
        }
        if ranges.len() == MOST {
            break;
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_predefined_cmaps_are_characters() {
        let cases: &[(&str, &[u8], &str)] = &[
            ("GBK-EUC-H", b"A\xB8\xF9\x81\x40", "A根丂"),
            ("GB-EUC-V", b"\xA3\xB1\xA1\xA3", "１。"),
            ("GBpc-EUC-H", b"\xB8\xF9\xFD1", "根©1"),
            ("GBKp-EUC-H", b"1\xC4\xEA", "1年"),
            ("GBK2K-H", b"\xB8\xF9\x81\x39\xEE\x39a", "根㐀a"),
            ("UniGB-UCS2-H", b"\x68\x39\x00a", "根a"),
            ("UniGB-UTF16-H", b"\x68\x39\xD8\x40\xDC\x0B", "根𠀋"),
            ("UniGB-UTF8-H", "根a".as_bytes(), "根a"),
            ("UniGB-UTF32-H", b"\0\0\x68\x39", "根"),
            ("90ms-RKSJ-H", b"\x8D\xAAa", "根a"),
            ("H", b"\x3A\x2C", "根"),
        ];
        for (name, bytes, expected) in cases {
            let charset = Charset::of(name).unwrap();
            let (mut text, mut rest) = (String::new(), *bytes);
            while !rest.is_empty() {
                let (code, tail) = rest.split_at(charset.length(rest));
                text.push_str(&charset.decode(code).unwrap());
                rest = tail;
            }
            assert_eq!(text, *expected, "{name}");
        }
    }

    #[test]
    fn embedded_cmaps_cut_strings_by_their_ranges() {
        let ranges = codespace(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        let charset = Charset::Ranges(ranges);
        for (bytes, length) in [(&b"a\x81\x40"[..], 1), (b"\x90\x50", 2), (b"\x90", 1), (b"\x90\x20", 1)] {
            assert_eq!(charset.length(bytes), length, "{bytes:?}");
        }
    }
}
