//! The File Information Block, [MS-DOC] 2.5: where everything stands.
//!
//! | field | here |
//! |---|---|
//! | `nFib` below 0x00C0 | Word 6 and 95 ([`Age::Old`]) |
//! | `fEncrypted`, `fObfuscated` | [`Stop::Refused`] |
//! | `fWhichTblStm` | the name of the table stream |
//! | `ccpText` … `ccpHdrTxbx` | lengths of the sub-documents |
//! | `FibRgFcLcb97` | [`Fib::table`] |

use super::{Stop, le};
use std::ops::Range;

/// Places in FibRgFcLcb97, 2.5.6, counted in pairs of offset and length.
#[derive(Clone, Copy, Debug)]
pub enum Table {
    Styles = 1,
    Characters = 12,
    Paragraphs = 13,
    Fonts = 15,
    Clx = 33,
    Shapes = 40,
    TextBoxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// Which layout the file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Word 97 and later.
    New,
    /// Word 6 and 95, whose FIB has a fixed layout.
    Old,
}

/// Lengths of the sub-documents in characters, 2.5.4, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    pub text: u32,
    pub footnotes: u32,
    pub headers: u32,
    pub macros: u32,
    pub comments: u32,
    pub endnotes: u32,
    pub boxes: u32,
    pub header_boxes: u32,
}

#[derive(Debug)]
pub struct Fib {
    pub age: Age,
    /// Language of the program that wrote the file.
    pub language: u16,
    pub complex: bool,
    /// Text without a piece table stands here: `fcMin` and `fcMac`, which Word 97 still writes.
    pub text: Range<u32>,
    pub table_stream: &'static str,
    pub lengths: Lengths,
    pairs: Vec<(u32, u32)>,
}

/// As many pairs as the newest version has (Word 2007: 0xB7).
const PAIRS: usize = 0xB7;

impl Fib {
    pub fn read(stream: &[u8]) -> Result<Fib, Stop> {
        let short = || {
            let english = format!("the WordDocument stream has {} bytes; expected a File Information Block", stream.len());
            Stop::damaged(english, format!("WordDocument 流只有 {} 字节，此处应有文件信息块", stream.len()))
        };
        let half = |at| le::u16(stream, at).ok_or_else(short);
        let word = |at| le::u32(stream, at).ok_or_else(short);
        let (ident, version, language, flags) = (half(0)?, half(2)?, half(6)?, half(10)?);
        // 0xA5EC since Word 97, 0xA5DC in Word 6 and 95; writers of the far east had others, so that the version decides.
        if ident == 0 && version == 0 {
            let english = "the WordDocument stream begins with zeros; expected a File Information Block";
            return Err(Stop::damaged(english, "WordDocument 流以零开头，此处应有文件信息块"));
        }
        if version < 0x65 {
            let english = format!("written by Word 2 or older (nFib {version}); expected Word 97 or later");
            return Err(Stop::refused(english, format!("由 Word 2 或更早版本写成（nFib {version}），请另存为 Word 97 或更新格式")));
        }
        if flags & 0x0100 != 0 {
            let (english, chinese) = if flags & 0x8000 != 0 { ("XOR obfuscation", "XOR 混淆") } else { ("RC4", "RC4") };
            let english = format!("the document is encrypted ({english}); expected one without a password");
            return Err(Stop::refused(english, format!("文档已加密（{chinese}），请提供未设密码的文件")));
        }
        let text = word(24)?..word(28)?;
        let complex = flags & 0x0004 != 0;
        let table_stream = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        if version < 0xC0 {
            let lengths = Lengths { text: word(52)?, footnotes: word(56)?, headers: word(60)?, ..Lengths::default() };
            return Ok(Fib { age: Age::Old, language, complex, text, table_stream, lengths, pairs: Vec::new() });
        }
        // 2.5.1: csw and cslw count what stands before FibRgFcLcb.
        let longs_at = 34 + usize::from(half(32)?) * 2 + 2;
        let longs = usize::from(half(longs_at - 2)?);
        let long = |i: usize| if i < longs { le::u32(stream, longs_at + i * 4).unwrap_or(0).min(i32::MAX as u32) } else { 0 };
        let lengths = Lengths {
            text: long(3),
            footnotes: long(4),
            headers: long(5),
            macros: long(6),
            comments: long(7),
            endnotes: long(8),
            boxes: long(9),
            header_boxes: long(10),
        };
        let pairs_at = longs_at + longs * 4 + 2;
        let count = usize::from(half(pairs_at - 2)?).min(PAIRS);
        let pairs = (0..count).map_while(|i| Some((le::u32(stream, pairs_at + i * 8)?, le::u32(stream, pairs_at + i * 8 + 4)?))).collect();
        Ok(Fib { age: Age::New, language, complex, text, table_stream, lengths, pairs })
    }

    /// A structure of the table stream; cut off where the stream ends.
    pub fn table<'a>(&self, table: &'a [u8], which: Table) -> &'a [u8] {
        let Some(&(at, length)) = self.pairs.get(which as usize) else { return &[] };
        let at = (at as usize).min(table.len());
        let end = at.saturating_add(length as usize).min(table.len());
        table.get(at..end).unwrap_or(&[])
    }

    /// The table stream from a structure's start to the stream's end: lists stand partly behind the length given for them.
    pub fn table_on<'a>(&self, table: &'a [u8], which: Table) -> &'a [u8] {
        match self.pairs.get(which as usize) {
            Some(&(at, length)) if length > 0 => table.get(at as usize..).unwrap_or(&[]),
            _ => &[],
        }
    }
}
