//! XLS: records in the `Workbook` stream of an OLE file, BIFF8 of Excel 97 to 2003 (MS-XLS) and BIFF5 of Excel 95.

use super::format::Format;
use super::rows::Writer;
use super::{MERGED, Region, Sheet, Value, Workbook};
use crate::input::{Stop, draft::Draft};
use crate::model::Severity;
use encoding_rs::Encoding;
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// The types of records that are read (MS-XLS 2.3.1).
mod kind {
    pub const BOF: u16 = 0x0809;
    pub const EOF: u16 = 0x000A;
    pub const CONTINUE: u16 = 0x003C;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const DATE_1904: u16 = 0x0022;
    pub const FORMAT: u16 = 0x041E;
    pub const XF: u16 = 0x00E0;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const SST: u16 = 0x00FC;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const R_STRING: u16 = 0x00D6;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const MUL_RK: u16 = 0x00BD;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const FORMULA: u16 = 0x0006;
    pub const MERGE_CELLS: u16 = 0x00E5;
    pub const ROW: u16 = 0x0208;
    pub const COL_INFO: u16 = 0x007D;
}

/// So many sheets are read.
const SHEETS: usize = 1_024;

/// Reads a workbook.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    let broken = |e: &dyn std::fmt::Display| Stop::damaged(format!("no sound OLE file: {e}"), format!("OLE 文件已损坏：{e}"));
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|n| file.is_stream(n));
    let Some(name) = name else {
        return Err(Stop::damaged("there is no Workbook stream; expected an XLS workbook", "文件中没有 Workbook 流，此处应为 XLS 工作簿"));
    };
    let mut stream = Vec::new();
    // A stream is no longer than its file, whatever its length field says.
    file.open_stream(name).map_err(|e| broken(&e))?.take(bytes.len() as u64).read_to_end(&mut stream).map_err(|e| broken(&e))?;
    let mut book = Book { biff8: true, encoding: encoding_rs::GBK, workbook: Workbook::default(), sheets: Vec::new() };
    book.globals(&stream)?;
    let mut writer = Writer::default();
    let mut read = 0usize;
    for listed in book.sheets.iter().take(SHEETS) {
        // Sheets stand one behind the other: a list that names places inside each other would have them read again and again.
        if read > stream.len().saturating_mul(2) {
            return Err(Stop::Full);
        }
        if !listed.shown {
            hidden(&listed.name, draft);
            continue;
        }
        let mut sheet = Sheet { name: listed.name.clone(), ..Sheet::default() };
        let (whole, length) = book.fill(stream.get(listed.at..).unwrap_or_default(), &mut sheet)?;
        read = read.saturating_add(length);
        writer.sheet(sheet, &book.workbook, draft)?;
        if !whole {
            let name = &listed.name;
            let english = format!("sheet {name} breaks off: its records have no end");
            draft.note("sheet-unread", Severity::Warning, true, english, format!("工作表“{name}”不完整：记录没有结尾"));
        }
    }
    if book.sheets.is_empty() {
        return Err(Stop::damaged("the workbook names no sheet", "工作簿中没有工作表"));
    }
    if book.sheets.len() > SHEETS { Err(Stop::Full) } else { Ok(()) }
}

/// Notes a sheet that is hidden.
pub fn hidden(name: &str, draft: &mut Draft) {
    let english = format!("sheet {name} is hidden and left out");
    draft.note("sheet-hidden", Severity::Info, false, english, format!("工作表“{name}”已隐藏，未读"));
}

/// A record: its type and its data.
#[derive(Clone, Copy)]
struct Record<'a> {
    kind: u16,
    data: Data<'a>,
}

/// Bytes of a record; what lies behind their end reads as nothing.
#[derive(Clone, Copy)]
struct Data<'a>(&'a [u8]);

impl<'a> Data<'a> {
    fn bytes<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u8(&self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    fn f64(&self, at: usize) -> Option<f64> {
        self.bytes(at).map(f64::from_le_bytes).filter(|n| n.is_finite())
    }

    fn from(&self, at: usize) -> &'a [u8] {
        self.0.get(at..).unwrap_or_default()
    }
}

/// The records of a stream; one that is cut off ends them.
fn records(mut rest: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let head = Data(head);
        let (data, after) = after.split_at_checked(head.u16(2)? as usize)?;
        rest = after;
        Some(Record { kind: head.u16(0)?, data: Data(data) })
    })
}

/// A sheet in the workbook's list.
struct Listed {
    name: String,
    at: usize,
    shown: bool,
}

struct Book {
    /// Texts are in UTF-16, and not in the code page.
    biff8: bool,
    encoding: &'static Encoding,
    workbook: Workbook,
    sheets: Vec<Listed>,
}

impl Book {
    fn globals(&mut self, stream: &[u8]) -> Result<(), Stop> {
        let mut own: HashMap<u32, Format> = HashMap::new();
        let mut used: Vec<u32> = Vec::new();
        let mut records = records(stream).peekable();
        while let Some(Record { kind, data }) = records.next() {
            match kind {
                kind::BOF => self.biff8 = data.u16(0).is_none_or(|version| version >= 0x0600),
                kind::FILE_PASS => {
                    return Err(Stop::refused(
                        "the workbook is encrypted; expected one without a password",
                        "工作簿已加密，请提供未加密的文件",
                    ));
                }
                kind::CODE_PAGE => {
                    let page = data.u16(0).unwrap_or(936);
                    let label = match page {
                        936 => "gbk".to_string(),
                        950 => "big5".into(),
                        932 => "shift_jis".into(),
                        949 => "euc-kr".into(),
                        page => format!("windows-{page}"),
                    };
                    self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::GBK);
                }
                kind::DATE_1904 => self.workbook.since_1904 = data.u16(0) == Some(1),
                kind::FORMAT => {
                    let code = if self.biff8 { self.text(data.from(2), 2) } else { self.text(data.from(2), 1) };
                    own.insert(u32::from(data.u16(0).unwrap_or(0)), Format::of(&code));
                }
                kind::XF => used.push(u32::from(data.u16(2).unwrap_or(0))),
                // 0 is a sheet of cells; charts and macros have others.
                kind::BOUND_SHEET if data.u8(5) == Some(0) => {
                    let name = self.text(data.from(6), 1);
                    let at = data.u32(0).unwrap_or(u32::MAX) as usize;
                    self.sheets.push(Listed { name, at, shown: data.u8(4).unwrap_or(0) & 3 == 0 });
                }
                kind::SST => {
                    let mut pieces = vec![data.from(8)];
                    while let Some(more) = records.next_if(|r| r.kind == kind::CONTINUE) {
                        pieces.push(more.data.0);
                    }
                    self.workbook.texts = shared(&pieces);
                }
                kind::EOF => break,
                _ => {}
            }
        }
        self.workbook.formats = used.into_iter().map(|id| own.get(&id).cloned().unwrap_or_else(|| Format::built_in(id))).collect();
        Ok(())
    }

    /// A text whose length stands in its first one or two bytes.
    fn text(&self, data: &[u8], length: usize) -> String {
        let data = Data(data);
        let count = if length == 1 { data.u8(0).map(usize::from) } else { data.u16(0).map(usize::from) }.unwrap_or(0);
        if !self.biff8 {
            let bytes = data.from(length);
            return self.encoding.decode_without_bom_handling(bytes.get(..count).unwrap_or(bytes)).0.into_owned();
        }
        let wide = data.u8(length).unwrap_or(0) & 1 == 1;
        let bytes = data.from(length + 1);
        let bytes = bytes.get(..count * if wide { 2 } else { 1 }).unwrap_or(bytes);
        let mut units = Vec::with_capacity(count);
        push(bytes, wide, &mut units);
        String::from_utf16_lossy(&units)
    }

    /// Reads a sheet's records; whether their end was reached, and how many bytes they are.
    fn fill(&self, stream: &[u8], sheet: &mut Sheet) -> Result<(bool, usize), Stop> {
        let mut length = 0usize;
        let mut depth = 0usize;
        // The cell whose formula gives a text, which the next record has.
        let mut waiting: Option<(u32, u32)> = None;
        for Record { kind, data } in records(stream) {
            length += 4 + data.0.len();
            match kind {
                kind::BOF => depth += 1,
                kind::EOF if depth <= 1 => return Ok((true, length)),
                kind::EOF => depth -= 1,
                // Charts inside the sheet have cells of their own.
                _ if depth > 1 => {}
                kind::ROW => {
                    if let Some((row, flags)) = data.u16(0).zip(data.u8(12))
                        && flags & 0x20 != 0
                    {
                        sheet.hidden_rows.insert(u32::from(row));
                    }
                }
                kind::COL_INFO => {
                    if let (Some(from), Some(to), Some(flags)) = (data.u16(0), data.u16(2), data.u16(8))
                        && flags & 1 != 0
                    {
                        sheet.hidden_columns.push((u32::from(from), u32::from(to)));
                    }
                }
                kind::MERGE_CELLS => {
                    for region in data.from(2).chunks_exact(8).take(MERGED.saturating_sub(sheet.merged.len())).map(Data) {
                        if let (Some(top), Some(bottom), Some(left), Some(right)) =
                            (region.u16(0), region.u16(2), region.u16(4), region.u16(6))
                        {
                            let [top, left, bottom, right] = [top, left, bottom, right].map(u32::from);
                            sheet.merged.push(Region { top, left, bottom, right });
                        }
                    }
                }
                kind::STRING => {
                    if let Some((row, column)) = waiting.take() {
                        sheet.put(row, column, Value::Text(self.text(data.0, 2)))?;
                    }
                }
                _ => {
                    let Some((row, column)) = data.u16(0).zip(data.u16(2)).map(|(r, c)| (u32::from(r), u32::from(c))) else { continue };
                    if kind == kind::FORMULA {
                        waiting = None;
                    }
                    self.cell(kind, data, (row, column), sheet, &mut waiting)?;
                }
            }
        }
        Ok((false, length))
    }

    fn cell(
        &self,
        kind: u16,
        data: Data,
        (row, column): (u32, u32),
        sheet: &mut Sheet,
        waiting: &mut Option<(u32, u32)>,
    ) -> Result<(), Stop> {
        let format = |at: usize| usize::from(data.u16(at).unwrap_or(0));
        let number = |n: f64, format: usize| Value::Text(self.workbook.number(n, format));
        let value = match kind {
            kind::NUMBER => data.f64(6).map(|n| number(n, format(4))),
            kind::RK => data.u32(6).map(|rk| number(unpacked(rk), format(4))),
            kind::MUL_RK => {
                // Format and number for each column, and the last column at the end.
                let cells = data.from(4);
                let cells = cells.get(..cells.len().saturating_sub(2)).unwrap_or_default();
                for (column, cell) in (column..).zip(cells.chunks_exact(6).map(Data)) {
                    if let Some((format, rk)) = cell.u16(0).zip(cell.u32(2)) {
                        sheet.put(row, column, number(unpacked(rk), usize::from(format)))?;
                    }
                }
                None
            }
            kind::LABEL_SST => data.u32(6).map(|i| Value::Shared(i as usize)),
            kind::LABEL | kind::R_STRING => Some(Value::Text(self.text(data.from(6), 2))),
            kind::BOOL_ERR => data.u8(6).zip(data.u8(7)).map(|(value, error)| plain(value, error == 1)),
            kind::FORMULA if data.u16(12) == Some(0xFFFF) => match data.u8(6) {
                Some(0) => {
                    *waiting = Some((row, column));
                    None
                }
                Some(kind @ (1 | 2)) => data.u8(8).map(|value| plain(value, kind == 2)),
                _ => None,
            },
            kind::FORMULA => data.f64(6).map(|n| number(n, format(4))),
            _ => None,
        };
        value.map_or(Ok(()), |value| sheet.put(row, column, value))
    }
}

/// A truth value or an error (MS-XLS 2.5.10).
fn plain(value: u8, error: bool) -> Value {
    let text = match (error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    Value::Text(text.into())
}

/// A packed number (MS-XLS 2.5.220): two flags, and an integer or the upper half of a float.
fn unpacked(rk: u32) -> f64 {
    let value = if rk & 2 != 0 { f64::from((rk as i32) >> 2) } else { f64::from_bits(u64::from(rk & !3) << 32) };
    let value = if rk & 1 != 0 { value / 100.0 } else { value };
    if value.is_finite() { value } else { 0.0 }
}

fn push(bytes: &[u8], wide: bool, units: &mut Vec<u16>) {
    if wide {
        units.extend(bytes.chunks_exact(2).filter_map(|b| Data(b).u16(0)));
    } else {
        units.extend(bytes.iter().map(|b| u16::from(*b)));
    }
}

/// The shared texts of records that go on in each other (MS-XLS 2.5.293): the characters of one may be parted, and each piece says anew how wide
/// they are.
fn shared(pieces: &[&[u8]]) -> Vec<String> {
    let mut rest = pieces.iter();
    let mut piece: &[u8] = rest.next().copied().unwrap_or_default();
    let mut out = Vec::new();
    loop {
        if piece.is_empty() {
            match rest.next() {
                Some(next) => piece = next,
                None => return out,
            }
            continue;
        }
        let data = Data(piece);
        let (Some(count), Some(flags)) = (data.u16(0), data.u8(2)) else { return out };
        let (rich, far_east) = (flags & 8 != 0, flags & 4 != 0);
        let runs = if rich { usize::from(data.u16(3).unwrap_or(0)) } else { 0 };
        let at = 3 + if rich { 2 } else { 0 };
        let extra = if far_east { data.u32(at).unwrap_or(0) as usize } else { 0 };
        piece = data.from(at + if far_east { 4 } else { 0 });
        let (mut wide, mut left) = (flags & 1 != 0, usize::from(count));
        let mut units = Vec::new();
        while left > 0 {
            if piece.is_empty() {
                let Some((first, after)) = rest.next().and_then(|p| p.split_first()) else { break };
                wide = first & 1 != 0;
                piece = after;
                continue;
            }
            let each = if wide { 2 } else { 1 };
            let here = left.min(piece.len() / each);
            if here == 0 {
                // Half a character at a piece's end.
                piece = &[];
                continue;
            }
            let (now, after) = piece.split_at_checked(here * each).unwrap_or((piece, &[]));
            push(now, wide, &mut units);
            piece = after;
            left -= here;
        }
        out.push(String::from_utf16_lossy(&units));
        let mut skipped = runs.saturating_mul(4).saturating_add(extra);
        while skipped > piece.len() {
            skipped -= piece.len();
            match rest.next() {
                Some(next) => piece = next,
                None => return out,
            }
        }
        piece = Data(piece).from(skipped);
    }
}
