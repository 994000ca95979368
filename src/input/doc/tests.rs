//! Documents made here, as small as they can be.

use super::{SECTOR, read};
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::Role;
use std::io::{Cursor, Write};

/// Where the text begins in the WordDocument stream.
const TEXT: usize = 0x800;

/// A document of one UTF-16 piece. `paragraphs` are the texts with their marks and the operations of each.
struct Made {
    paragraphs: Vec<(String, Vec<u8>)>,
    /// Operations of runs, by parts of the text.
    runs: Vec<(&'static str, Vec<u8>)>,
    /// ccpText, ccpFtn, ccpHdd, …; the whole text where there is none.
    lengths: Vec<u32>,
    flags: u16,
    version: u16,
    lists: Vec<u8>,
    uses: Vec<u8>,
    clx: Option<Vec<u8>>,
}

impl Made {
    fn new(paragraphs: &[(&str, &[u8])]) -> Made {
        let paragraphs = paragraphs.iter().map(|(text, ops)| (text.to_string(), ops.to_vec())).collect();
        let (lengths, flags, version) = (Vec::new(), 0x0200, 0xC1);
        Made { paragraphs, runs: Vec::new(), lengths, flags, version, lists: Vec::new(), uses: Vec::new(), clx: None }
    }

    fn file(&self) -> Vec<u8> {
        let (stream, table) = self.streams();
        wrap(&[("WordDocument", &stream), ("1Table", &table)])
    }

    fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let text: String = self.paragraphs.iter().map(|(text, _)| text.as_str()).collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        let bytes: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let mut stream = vec![0; TEXT];
        stream.extend(&bytes);
        stream.resize(stream.len().next_multiple_of(512), 0);
        let place = |at: usize| (TEXT + at * 2) as u32;

        // One page of paragraphs and one of runs.
        let mut ends = vec![0];
        for (text, _) in &self.paragraphs {
            ends.push(ends.last().unwrap() + text.encode_utf16().count());
        }
        let papx: Vec<Vec<u8>> = self
            .paragraphs
            .iter()
            .map(|(_, ops)| {
                let mut papx = vec![0, 0];
                papx.extend(ops);
                papx.resize(papx.len().next_multiple_of(2), 0);
                let mut out = vec![0, (papx.len() / 2) as u8];
                out.extend(papx);
                out
            })
            .collect();
        let paragraph_page = stream.len() / 512;
        stream.extend(page(ends.iter().map(|e| place(*e)), &papx, 13));
        let mut edges = vec![0];
        let mut chpx = vec![];
        for (part, ops) in &self.runs {
            let at = text[..text.find(part).unwrap()].encode_utf16().count();
            edges.extend([at, at + part.encode_utf16().count()]);
            chpx.extend([vec![0], [&[ops.len() as u8], &ops[..]].concat()]);
        }
        edges.push(units.len());
        chpx.push(vec![0]);
        let run_page = stream.len() / 512;
        stream.extend(page(edges.iter().map(|e| place(*e)), &chpx, 1));

        let mut table = Vec::new();
        let mut pairs = vec![(0u32, 0u32); 0x5D];
        let mut put = |which: usize, bytes: Vec<u8>| {
            pairs[which] = (table.len() as u32, bytes.len() as u32);
            table.extend(bytes);
        };
        let words = |words: &[u32]| words.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>();
        put(13, words(&[place(0), place(units.len()), paragraph_page as u32]));
        put(12, words(&[place(0), place(units.len()), run_page as u32]));
        let mut clx = vec![2];
        clx.extend(words(&[16, 0, units.len() as u32]));
        clx.extend([0, 0]);
        clx.extend(words(&[TEXT as u32]));
        clx.extend([0, 0]);
        put(33, self.clx.clone().unwrap_or(clx));
        put(74, self.uses.clone());
        put(73, self.lists.clone());

        let mut fib = vec![0; 32];
        fib[..4].copy_from_slice(&[0xEC, 0xA5, self.version as u8, 0]);
        fib[6..8].copy_from_slice(&[0x04, 0x08]);
        fib[10..12].copy_from_slice(&self.flags.to_le_bytes());
        fib[24..32].copy_from_slice(&words(&[TEXT as u32, place(units.len())]));
        fib.extend([14, 0]);
        fib.resize(62, 0);
        fib.extend([22, 0]);
        let mut longs = vec![0u32; 22];
        let lengths = if self.lengths.is_empty() { vec![units.len() as u32] } else { self.lengths.clone() };
        longs[3..3 + lengths.len()].copy_from_slice(&lengths);
        fib.extend(words(&longs));
        fib.extend([0x5D, 0]);
        fib.extend(pairs.iter().flat_map(|(at, length)| words(&[*at, *length])));
        stream[..fib.len()].copy_from_slice(&fib);
        (stream, table)
    }
}

/// A page of 512 bytes: edges, elements of a size that begin with a place in half words, what they point to from the end on, a count.
fn page(edges: impl Iterator<Item = u32>, items: &[Vec<u8>], size: usize) -> Vec<u8> {
    let mut page: Vec<u8> = edges.flat_map(u32::to_le_bytes).collect();
    let (from, mut end) = (page.len(), 510);
    page.resize(512, 0);
    for (i, item) in items.iter().enumerate() {
        if item != &[0] {
            end = (end - item.len()) & !1;
            page[end..end + item.len()].copy_from_slice(item);
            page[from + i * size] = (end / 2) as u8;
        }
    }
    page[511] = items.len() as u8;
    page
}

fn wrap(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn finished(file: &[u8]) -> (Result<(), Stop>, Finished<'static>) {
    let mut draft = Draft::default();
    let result = read(file, &mut draft);
    (result, draft.finish())
}

fn text(made: &Made) -> String {
    let (result, finished) = finished(&made.file());
    result.unwrap();
    finished.text.into_owned()
}

#[test]
fn characters_become_text() {
    let bare = |text: &str| Made::new(&[(text, &[])]);
    let with = |text: &str, part: &'static str, ops: &[u8]| {
        let mut made = bare(text);
        made.runs.push((part, ops.to_vec()));
        made
    };
    let hidden: &[u8] = &[0x3C, 0x08, 1];
    let deleted: &[u8] = &[0x00, 0x08, 1];
    for (made, expected) in [
        (bare("第一段。\r第二段。\r"), "第一段。\n第二段。\n"),
        (bare("上\u{B}下\u{1E}中\u{1F}断\u{1}\u{8}\u{2}\r"), "上\n下-中断\n"),
        (bare("前\u{C}后\r"), "前\n后\n"),
        (bare("见\u{13} HYPERLINK x \u{14}附件\u{15}。\r"), "见附件。\n"),
        (bare("𠮷祥\r"), "𠮷祥\n"),
        (with("可见隐藏可见\r", "隐藏", hidden), "可见可见\n"),
        (with("原文删去\r", "删去", deleted), "原文\n"),
        (with("前半\r后半\r", "\r", deleted), "前半后半\n"),
        (with("无用的一段\r后\r", "无用的一段\r", deleted), "后\n"),
    ] {
        assert_eq!(text(&made), expected);
    }
}

#[test]
fn pieces_may_be_of_bytes_and_out_of_order() {
    let mut made = Made::new(&[("后前\r", &[])]);
    let mut clx = vec![2, 40, 0, 0, 0];
    clx.extend([0u32, 1, 2, 3].iter().flat_map(|w| w.to_le_bytes()));
    for (at, compressed) in [(TEXT + 2, false), (TEXT, false), (TEXT + 4, true)] {
        let place = if compressed { (at as u32 * 2) | 0x4000_0000 } else { at as u32 };
        clx.extend([0, 0]);
        clx.extend(place.to_le_bytes());
        clx.extend([0, 0]);
    }
    made.clx = Some(clx);
    assert_eq!(text(&made), "前后\n");
}

/// In a table; the end of a row with two cells at 0, 1000 and 2000, the first merged with the one above or not.
const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
fn row_end(merged: bool) -> Vec<u8> {
    let mut ops = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6, 48, 0, 2, 0, 0, 0xE8, 3, 0xD0, 7];
    ops.extend([if merged { 0x20 } else { 0 }, 0]);
    ops.resize(17 + 40, 0);
    ops
}

#[test]
fn tables_become_rows() {
    let (plain, merged) = (row_end(false), row_end(true));
    let made = Made::new(&[
        ("如下：\r", &[]),
        ("任务\u{7}", IN_TABLE),
        ("一\r", IN_TABLE),
        ("二\u{7}", IN_TABLE),
        ("\u{7}", &plain),
        ("\u{7}", IN_TABLE),
        ("三\u{7}", IN_TABLE),
        ("\u{7}", &merged),
        ("完。\r", &[]),
    ]);
    let (result, finished) = finished(&made.file());
    result.unwrap();
    assert_eq!(finished.text, "如下：\n任务\t一\u{2028}二\n\t三\n完。\n");
    let rows: Vec<_> =
        finished.provenance.lines.iter().filter_map(|l| if let Role::Row(row) = &l.role { Some(row) } else { None }).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1].table, &rows[1].from_above[..]), (0, &[0][..]));
    assert_eq!(finished.provenance.lines[1].place.paragraph, Some(2));
}

#[test]
fn lists_number_paragraphs() {
    // One simple list, 一、 from 1 in Chinese; one use of it, and one that starts at 5.
    let mut lists = vec![1, 0];
    let mut lstf = vec![7, 0, 0, 0];
    lstf.resize(26, 0);
    lstf.extend([1, 0]);
    lists.extend(lstf);
    let mut level = vec![1, 0, 0, 0, 39, 0, 1];
    level.resize(28, 0);
    level.extend([2, 0, 0, 0]);
    level.extend(u16::to_le_bytes('、' as u16));
    lists.extend(level);
    let mut uses = vec![2, 0, 0, 0];
    for changes in [0, 1] {
        uses.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, changes, 0, 0, 0]);
    }
    uses.extend([0xFF; 8]);
    uses.extend([5, 0, 0, 0, 0x10, 0, 0, 0]);
    let (first, second): (&[u8], &[u8]) = (&[0x0B, 0x46, 1, 0], &[0x0B, 0x46, 2, 0]);
    let mut made = Made::new(&[("甲\r", first), ("乙\r", first), ("无\r", &[]), ("丙\r", second), ("丁\r", first)]);
    (made.lists, made.uses) = (lists, uses);
    assert_eq!(text(&made), "一、甲\n二、乙\n无\n五、丙\n六、丁\n");
}

#[test]
fn notes_and_headers_stand_apart_and_comments_are_left_out() {
    let mut made =
        Made::new(&[("正文\u{2}。\r", &[]), ("\u{2}脚注\r", &[]), ("页眉\r", &[]), ("批注\r", &[]), ("尾注\r", &[]), ("框\r", &[])]);
    made.lengths = vec![5, 4, 3, 0, 3, 3, 2];
    assert_eq!(text(&made), "正文。\n框\n\n脚注\n尾注\n页眉\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let made = |flags, version, clx| {
        let mut made = Made::new(&[("正文\r", &[])]);
        (made.flags, made.version, made.clx) = (flags, version, clx);
        made.file()
    };
    let message = |file: &[u8]| match finished(file) {
        (Err(Stop::Damaged(english, _) | Stop::Refused(english, _)), finished) => (english, finished.text),
        (other, _) => panic!("{other:?}"),
    };
    assert!(message(&made(0x0300, 0xC1, None)).0.contains("encrypted"));
    assert!(message(&made(0x0200, 0x2D, None)).0.contains("Word 2"));
    assert!(message(&made(0x0204, 0x68, None)).0.contains("Word 6 or 95"));
    assert!(message(&wrap(&[("Other", b"")])).0.contains("no WordDocument"));
    // Cut off behind the text, or without a piece table, the text is found all the same.
    let whole = made(0x0200, 0xC1, None);
    let (stream, _) = Made::new(&[("正文\r", &[])]).streams();
    let (english, found) = message(&[&whole[..SECTOR], &stream].concat());
    assert!(english.contains("no piece table"));
    assert_eq!(found, "正文\n");
    let (english, found) = message(&made(0x0200, 0xC1, Some(vec![9])));
    assert!(english.contains("no piece table"));
    assert_eq!(found, "正文\n");
}

#[test]
fn word_95_gives_its_bytes() {
    let (text, _, _) = encoding_rs::GBK.encode("通知\r甲\u{7}乙\u{7}\u{7}");
    let mut stream = vec![0; 0x300];
    stream[..4].copy_from_slice(&[0xDC, 0xA5, 0x68, 0]);
    stream[6..8].copy_from_slice(&[0x04, 0x08]);
    stream[24..26].copy_from_slice(&[0, 3]);
    stream[28..32].copy_from_slice(&(0x300 + text.len() as u32).to_le_bytes());
    stream[52] = text.len() as u8;
    stream.extend_from_slice(&text);
    let (result, finished) = finished(&wrap(&[("WordDocument", &stream)]));
    result.unwrap();
    assert_eq!(finished.text, "通知\n甲\t乙\n");
    assert_eq!(finished.provenance.notes.len(), 1);
}
