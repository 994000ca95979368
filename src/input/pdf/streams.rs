//! Streams of a PDF file unpacked within bounds (ISO 32000-1, 7.4). What breaks off inside gives what stands before it, as viewers do.
//!
//! | filter | how |
//! |---|---|
//! | `FlateDecode`, `LZWDecode`, `RunLengthDecode`, `ASCIIHexDecode`, `ASCII85Decode` | unpacked here, each to at most [`STREAM`] bytes |
//! | filters of images | not unpacked: no text is in them |

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::cell::Cell;
use std::io::Read;

/// So many bytes are unpacked from one file, fonts and repeated forms counted each time: against streams that unpack without end.
const UNPACKED: usize = 256 << 20;
/// One stream unpacks to at most so much; a page of dense text takes a hundredth of it.
const STREAM: usize = 32 << 20;
/// Each stream counts as at least so many bytes: against a few small forms that draw each other a billion times.
const LEAST: usize = 4 << 10;
/// A chain of filters is at most so long: no writer needs more than two.
const CHAIN: usize = 4;

/// What may still be unpacked.
pub struct Budget {
    left: Cell<usize>,
    /// Whether a stream was cut off at its bound.
    cut: Cell<bool>,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: Cell::new(UNPACKED), cut: Cell::new(false) }
    }
}

impl Budget {
    /// Whether a stream was cut off, or nothing more may be unpacked.
    pub fn spent(&self) -> bool {
        self.left.get() == 0 || self.cut.get()
    }

    fn take(&self, bytes: usize) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    /// The bytes of a stream that is no image; `None` for an image, and beyond the bounds.
    pub fn unpack(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        if self.left.get() == 0 {
            return None;
        }
        let filters = stream.filters();
        if filters.len() > CHAIN {
            return None;
        }
        self.take(LEAST);
        let mut data = stream.raw_data().into_owned();
        for (i, filter) in filters.iter().enumerate() {
            let bound = STREAM.min(self.left.get());
            data = match filter {
                Filter::FlateDecode => flate(&data, bound),
                Filter::LzwDecode => lzw(&data, bound),
                Filter::RunLengthDecode => run_length(&data, bound),
                Filter::AsciiHexDecode => ascii_hex(&data),
                Filter::Ascii85Decode => ascii_85(&data),
                Filter::Crypt if i == 0 => data,
                _ => return None,
            };
            self.take(data.len());
            if data.len() >= bound {
                self.cut.set(true);
            }
        }
        Some(data)
    }

    /// Whether a stream unpacks to no more than it may, so that the library may unpack it again.
    pub fn fits(&self, stream: &Stream<'_>) -> bool {
        self.unpack(stream).is_some_and(|data| data.len() < STREAM) && !self.spent()
    }
}

/// Whether the streams of objects and cross-references in the file, which the library unpacks by itself, unpack to no more than they may. Streams
/// are looked for by their key word, since no table can be trusted yet.
pub fn objects_fit(bytes: &[u8]) -> bool {
    let mut left = UNPACKED;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let Some(data) = bytes.get(at + 6..) else { break };
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).or_else(|| data.strip_prefix(b"\r"));
        let before = bytes.get(at.saturating_sub(DICTIONARY)..at).unwrap_or_default();
        let before = memchr::memmem::rfind(before, b"endobj").map_or(before, |end| &before[end..]);
        let holds_objects = [&b"/First"[..], b"/W", b"#"].iter().any(|key| memchr::memmem::find(before, key).is_some());
        let (Some(data), true) = (data, holds_objects) else { continue };
        let mut unpacked = flate(data, STREAM.min(left));
        if memchr::memmem::find(before, b"]").is_some() && memchr::memmem::find(before, b"Decode").is_some() {
            // Perhaps packed twice.
            unpacked.extend(flate(&unpacked, STREAM.min(left)));
        }
        left = left.saturating_sub(unpacked.len());
        if unpacked.len() >= STREAM || left == 0 {
            return false;
        }
    }
    true
}

/// A stream's dictionary is looked at this far before its key word.
const DICTIONARY: usize = 4096;

fn flate(data: &[u8], bound: usize) -> Vec<u8> {
    let mut out = Vec::new();
    // What was unpacked before an error stands.
    let _ = ZlibDecoder::new(data).take(bound as u64).read_to_end(&mut out);
    if out.is_empty() {
        let _ = DeflateDecoder::new(data).take(bound as u64).read_to_end(&mut out);
    }
    out
}

fn run_length(data: &[u8], bound: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some((&length, tail)) = rest.split_first() {
        if length == 128 || out.len() >= bound {
            break;
        }
        if length < 128 {
            let n = (usize::from(length) + 1).min(tail.len());
            out.extend_from_slice(&tail[..n]);
            rest = &tail[n..];
        } else {
            let Some((&byte, tail)) = tail.split_first() else { break };
            out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            rest = tail;
        }
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|b| **b != b'>').filter_map(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(data.len() / 2);
    let mut high = None;
    for digit in digits {
        match high.take() {
            None => high = Some(digit),
            Some(high) => out.push((high << 4 | digit) as u8),
        }
    }
    out.extend(high.map(|high| (high << 4) as u8));
    out
}

fn ascii_85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let (mut group, mut n) = (0u32, 0usize);
    for &byte in data {
        match byte {
            b'~' => break,
            b'z' if n == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                n += 1;
                if n == 5 {
                    out.extend(group.to_be_bytes());
                    (group, n) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if n > 1 {
        for _ in n..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(&group.to_be_bytes()[..n - 1]);
    }
    out
}

fn lzw(data: &[u8], bound: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Where in the output the string of each code beyond 257 stands.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut n, mut width) = (0u32, 0u32, 9u32);
    let mut last: Option<(usize, usize)> = None;
    for &byte in data {
        bits = bits << 8 | u32::from(byte);
        n += 8;
        if n < width {
            continue;
        }
        let code = (bits >> (n - width)) as usize & ((1 << width) - 1);
        n -= width;
        bits &= (1 << n) - 1;
        match code {
            CLEAR => {
                table.clear();
                (last, width) = (None, 9);
                continue;
            }
            END => break,
            _ => {}
        }
        let from = out.len();
        if code < 256 {
            out.push(code as u8);
        } else if let Some(&(at, length)) = table.get(code - 258) {
            out.extend_from_within(at..at + length);
        } else if let Some((at, length)) = last {
            out.extend_from_within(at..at + length);
            out.extend_from_within(at..at + 1);
        } else {
            break;
        }
        // The string before with the first byte of this one, which stand next to each other in the output.
        if let Some((at, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((at, length + 1));
        }
        last = Some((from, out.len() - from));
        width = match table.len() + 258 + 1 {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if out.len() >= bound {
            break;
        }
    }
    out
}
