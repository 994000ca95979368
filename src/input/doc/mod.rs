//! DOC and WPS, Word 97 to 2003, [MS-DOC] → lines and rows. Kingsoft's WPS are the same, some with streams more.
//!
//! | the file has | we give |
//! |---|---|
//! | the main document (ccpText) by its pieces | lines, and rows for tables |
//! | automatic numbers of lists and styles | in front of their paragraphs |
//! | text boxes | lines below the paragraph that they hang on |
//! | footnotes, endnotes, headers, footers | set apart |
//! | comments, deleted and hidden text | nothing |
//! | `_signatures`, `_xmlsignatures` | signatures, not verified |
//! | storages of `ObjectPool` | embedded files |
//! | a password | refused |
//! | Word 6 and 95 | the plain text, with a diagnostic |
//! | no piece table | the text where old writers put it, and the file is called damaged |
//!
//! The parts: [`compound`] the container and [`loose`] a broken one, [`fib`] where everything stands, [`pieces`] the characters, [`formatting`] what holds for them,
//! [`styles`], [`lists`], [`fields`], [`walk`] the text, [`rows`] its tables. Never read: pictures, macros, the layout.

mod compound;
mod fib;
mod fields;
mod fonts;
mod formatting;
mod le;
mod lists;
mod loose;
mod old;
mod pieces;
mod properties;
mod rows;
mod sprm;
mod styles;
mod walk;

use super::{Stop, draft::Draft};
use crate::model::Severity;
use crate::source::provenance::{Embedded, Signature};
use compound::Compound;
use fib::{Age, Fib, Table};
use formatting::Formatting;
use le::Plc;
use lists::Lists;
use pieces::Pieces;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;
use styles::Styles;
use walk::{Document, Walk};

/// The stream that the text stands in.
const PART: &str = "WordDocument";

/// Where the first sector of a compound file begins, [MS-CFB] 2.2.
const SECTOR: usize = 512;

/// Reads a DOC or WPS file.
///
/// # Errors
/// [`Stop::Damaged`] for a file that is not as it should be, [`Stop::Refused`] for one that is encrypted or older than Word 6, [`Stop::Full`]
/// where bounds are met.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    draft.encoding("UTF-16LE");
    let mut file = Compound::open(bytes)?;
    let (stream, mut whole) = match file.stream(PART) {
        Some(found) => found,
        // Without a directory the text may still be where Word puts it, told by the identifier of a FIB.
        None => match bytes.get(SECTOR..) {
            Some(rest) if rest.starts_with(b"\xEC\xA5") => (rest.to_vec(), false),
            _ => return Err(Stop::damaged("there is no WordDocument stream", "缺少 WordDocument 流")),
        },
    };
    let fib = Fib::read(&stream)?;
    if fib.age == Age::Old {
        return read_old(&fib, &stream, draft);
    }
    let table = file.stream(fib.table_stream);
    let (table, all) = table.unwrap_or_default();
    whole &= all;
    let (data, _) = file.stream("Data").unwrap_or_default();

    let clx = Pieces::read(&stream, fib.table(&table, Table::Clx));
    let fallen = clx.is_none();
    let pieces = match clx {
        Some(pieces) => pieces,
        None => unpieced(&fib, &stream)?,
    };
    let formatting = Formatting::read(&fib, &stream, &table, &data);
    let lengths = fib.lengths;
    // The sub-documents, one behind the other: 2.4.1.
    let mut end = 0usize;
    let mut next = |length: u32| {
        let start = end;
        end = end.saturating_add(length as usize);
        start..end
    };
    let [text, footnotes, headers, _, _, endnotes, boxes, header_boxes] = [
        lengths.text, lengths.footnotes, lengths.headers, lengths.macros, lengths.comments, lengths.endnotes, lengths.boxes,
        lengths.header_boxes,
    ]
    .map(&mut next);
    let short = text.end > pieces.text.len();
    let damaged = pieces.damaged || formatting.damaged || short || !whole;
    let document = Document {
        boxes: hanging(&fib, &table, &text, &boxes),
        pieces,
        formatting,
        styles: Styles::read(fib.table(&table, Table::Styles)),
        lists: Lists::read(&fib, &table),
        fonts: fonts::fonts(fib.table(&table, Table::Fonts)),
    };
    let mut walk = Walk::new(&document, draft, Arc::from(PART));
    walk.running(text)?;
    if fallen {
        let english = "there is no piece table; the text was taken from where it is expected to stand";
        return Err(Stop::damaged(english, "缺少片段表，正文按其通常位置读取"));
    }
    walk.rest_of_boxes()?;
    for within in [footnotes, endnotes, headers, header_boxes] {
        walk.apart(within)?;
    }
    named(&file, draft);
    if damaged {
        let english = "parts of the WordDocument or table stream are missing or point outside it";
        return Err(Stop::damaged(english, "WordDocument 流或表流不完整，或其中有越界的位置"));
    }
    Ok(())
}

/// The main text without a piece table: fcMin to fcMac, in bytes or half words.
fn unpieced(fib: &Fib, stream: &[u8]) -> Result<Pieces, Stop> {
    let length = fib.lengths.text as usize;
    let from = fib.text.start as usize;
    let room = (fib.text.end as usize).min(stream.len()).saturating_sub(from);
    if from < 32 || length == 0 || room < length {
        let english = "there is no piece table, and no text where it is expected to stand";
        return Err(Stop::damaged(english, "缺少片段表，其通常位置也没有正文"));
    }
    let width = if room / 2 >= length { 2 } else { 1 };
    Ok(Pieces::whole(stream, fib.text.start, width, length))
}

fn read_old(fib: &Fib, stream: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    let Some((text, lossy)) = old::text(fib, stream) else {
        let english = "written by Word 6 or 95 as a fast save; expected a file saved by Word 97 or later";
        return Err(Stop::refused(english, "由 Word 6 或 Word 95 快速保存，请另存为 Word 97 或更新格式"));
    };
    if lossy {
        draft.lossy();
    }
    let english = "written by Word 6 or 95: automatic numbers, hidden text and merged cells are not known";
    draft.note("word-95", Severity::Warning, true, english, "由 Word 6 或 Word 95 写成：自动编号、隐藏文字和合并单元格未读取");
    let length = text.len();
    let document = Document { pieces: Pieces::plain(text), ..Document::default() };
    Walk::new(&document, draft, Arc::from(PART)).running(0..length)
}

/// Text boxes by the characters of the main text that they hang on: PlcfSpa (2.8.37) gives a shape a place, PlcftxbxTxt (2.8.32) gives it a text.
/// Those without a shape stand behind the main text's last character.
fn hanging(fib: &Fib, table: &[u8], text: &Range<usize>, boxes: &Range<usize>) -> BTreeMap<usize, Range<usize>> {
    let texts = Plc::new(fib.table(table, Table::TextBoxes), 22);
    let mut known: HashMap<u32, Range<usize>> = HashMap::new();
    let mut out = BTreeMap::new();
    let mut end = boxes.start;
    for i in 0..texts.len() {
        let (Some(from), Some(to), Some(ftxbxs)) = (texts.position(i), texts.position(i + 1), texts.element(i)) else { break };
        let (from, to) = (boxes.start.saturating_add(from as usize), boxes.start.saturating_add(to as usize));
        if from < end || to <= from || to > boxes.end {
            break;
        }
        end = to;
        // The last is a guard without a shape, 2.9.100.
        if let Some(other) = known.insert(le::u32(ftxbxs, 14).unwrap_or(0), from..to) {
            out.insert(other.start, other);
        }
    }
    if end < boxes.end {
        out.insert(boxes.end, end..boxes.end);
    }
    let shapes = Plc::new(fib.table(table, Table::Shapes), 26);
    for i in 0..shapes.len() {
        let (Some(at), Some(spa)) = (shapes.position(i), shapes.element(i)) else { break };
        let at = text.start.saturating_add(at as usize);
        // None hangs in another's text.
        if !text.contains(&at) || out.contains_key(&at) {
            continue;
        }
        if let Some(within) = le::u32(spa, 0).and_then(|shape| known.remove(&shape)) {
            out.insert(at, within);
        }
    }
    for within in known.into_values() {
        out.insert(within.start, within);
    }
    out
}

/// Signatures and objects, by their names.
fn named(file: &Compound, draft: &mut Draft) {
    for entry in file.entries("/") {
        match entry.name.as_str() {
            "_signatures" => draft.signature(Signature::default()),
            "_xmlsignatures" => file.entries("/_xmlsignatures").iter().for_each(|_| draft.signature(Signature::default())),
            _ => {}
        }
    }
    for entry in file.entries("/ObjectPool") {
        draft.embedded(Embedded { name: format!("ObjectPool/{}", entry.name), bytes: Some(entry.bytes) });
    }
}

#[cfg(test)]
mod tests;
