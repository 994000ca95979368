//! Which encoding, told by content over the whole input and never by locale.
//!
//! | bytes | read as |
//! |---|---|
//! | a BOM | what it says |
//! | valid UTF-8 | UTF-8, borrowed |
//! | two-byte units of one order that are mostly Chinese or ASCII | UTF-16 |
//! | nearly valid UTF-8 | UTF-8 with losses |
//! | else | GB18030 (which GBK and GB2312 are read as) or Big5, as the detector has it |

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded text.
pub struct Decoded<'a> {
    /// The text without a BOM.
    pub text: Cow<'a, str>,
    /// What it was read as.
    pub encoding: &'static Encoding,
    /// Whether invalid sequences became U+FFFD.
    pub lossy: bool,
}

/// The encoding of that name (WHATWG labels: gbk, gb2312, big5, utf-16le …). GBK and GB2312 are read as GB18030, which
/// holds them.
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes()).map(|e| if e == GBK { GB18030 } else { e })
}

/// Decodes; the place of a byte that says the input is no text is the error.
pub fn decode<'a>(bytes: &'a [u8], wanted: Option<&'static Encoding>) -> Result<Decoded<'a>, usize> {
    let encoding = match wanted {
        Some(encoding) => encoding,
        None => detect(bytes)?,
    };
    let (text, encoding, lossy) = encoding.decode(bytes);
    Ok(Decoded { text, encoding, lossy })
}

fn detect(bytes: &[u8]) -> Result<&'static Encoding, usize> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() && !bytes.contains(&0) {
        return match control(bytes) {
            Some(place) => Err(place),
            None => Ok(UTF_8),
        };
    }
    if let Some(encoding) = utf16(bytes) {
        return Ok(encoding);
    }
    if let Some(place) = bytes.iter().position(|b| *b == 0) {
        return Err(place);
    }
    if let Some(place) = control(bytes) {
        return Err(place);
    }
    if nearly_utf8(bytes) {
        return Ok(UTF_8);
    }
    let sound = |e: &'static Encoding| e.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    Ok(match (sound(GB18030), sound(BIG5)) {
        (true, false) => GB18030,
        (false, true) => BIG5,
        (true, true) => {
            if is_big5(bytes) {
                BIG5
            } else {
                GB18030
            }
        }
        (false, false) => {
            // Broken in both: the frequency of its characters decides.
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
            if detector.guess(Some(b"cn"), Utf8Detection::Deny) == BIG5 { BIG5 } else { GB18030 }
        }
    })
}

/// Whether bytes that are sound in both encodings are Big5. Nearly all that is sound in Big5 is sound in GB18030; but
/// GB2312, which nearly all simplified text stays in, has no second byte below 0xA1, where two fifths of Big5's lie, and
/// the characters that GBK adds begin below 0xA1, where Big5 has none.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low_seconds, mut low_firsts) = (0usize, 0usize, 0usize);
    let mut rest = bytes.iter();
    while let Some(&first) = rest.next() {
        if first >= 0x80
            && let Some(&second) = rest.next()
        {
            pairs += 1;
            low_seconds += usize::from(second < 0xA1);
            low_firsts += usize::from(first < 0xA1);
        }
    }
    low_seconds * 10 > pairs && low_firsts * 50 < pairs
}

/// So much of a text shows how often its characters are used.
const SAMPLE: usize = 1 << 18;

/// Where control characters are so many that the input is no text: over one in thirty of the bytes.
fn control(bytes: &[u8]) -> Option<usize> {
    // Without branches and in steps whose count fits a byte, so that many bytes are looked at at once.
    let is_control = |b: &u8| (*b < 0x20) & (*b != b'\n') & (*b != b'\r') & (*b != b'\t') & (*b != 0x0C) & (*b != 0x1B) | (*b == 0x7F);
    let count: usize = bytes.chunks(255).map(|c| c.iter().map(|b| is_control(b) as u8).sum::<u8>() as usize).sum();
    (count * 30 > bytes.len()).then(|| bytes.iter().position(is_control)).flatten()
}

/// UTF-16 without a BOM: nearly all units are ideographs, full-width forms or ASCII in one byte order.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let likely = |unit: u16| matches!(unit, 0x0A | 0x0D | 0x09 | 0x20..=0x7E | 0x2010..=0x2027 | 0x2E80..=0x2FDF | 0x3000..=0x301F | 0x4E00..=0x9FFF | 0xFF00..=0xFF5E);
    // Text has line ends or punctuation: ASCII controls and spaces betray the order.
    let telling = |unit: u16| matches!(unit, 0x0A | 0x0D | 0x20 | 0x2C | 0x3001 | 0x3002 | 0xFF0C | 0x30..=0x39 | 0x3000 | 0xFF1A);
    let count = |order: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|c| order(*c));
        units.fold((0usize, 0usize), |(l, t), u| (l + usize::from(likely(u)), t + usize::from(telling(u))))
    };
    let (little, little_telling) = count(u16::from_le_bytes);
    let (big, big_telling) = count(u16::from_be_bytes);
    let enough = |n: usize| n * 2 * 100 >= bytes.len() * 95;
    if enough(little) && little_telling > big_telling {
        Some(UTF_16LE)
    } else if enough(big) && big_telling > little_telling {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the input is UTF-8 but for a few broken places: under one in fifty of its multi-byte sequences.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && bad * 50 <= good
}
