//! The characters of a sub-document → lines and rows, [MS-DOC] 2.4.3 to 2.4.6 and 2.4.5 for tables.
//!
//! | character | read as |
//! |---|---|
//! | 0x0D | the end of a paragraph; in a nested table of a part of the cell around it |
//! | 0x07 | the end of a cell, or of a row (sprmPFTtp) |
//! | 0x0C | the end of a section's last paragraph; else of a line |
//! | 0x0B, 0x0E | the end of a line |
//! | 0x1E | `-` |
//! | 0x28 with sprmCSymbol | the symbol |
//! | 0x08 | the text box that hangs on it, below its paragraph |
//! | other controls | nothing: pictures, references to notes, optional hyphens |
//! | hidden, or deleted by a tracked change | nothing; a mark joins the paragraphs at its sides |

use super::Stop;
use super::fields::Fields;
use super::formatting::{Cursor, Formatting};
use super::lists::Lists;
use super::pieces::Pieces;
use super::properties::{Paragraph, ROW, Run};
use super::rows::{self, Row};
use super::styles::Styles;
use crate::input::CELLS;
use crate::input::draft::Draft;
use crate::input::numbering::Counter;
use crate::input::symbols::{self, Font};
use crate::source::provenance::Place;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What the text is read with.
#[derive(Debug, Default)]
pub struct Document {
    pub pieces: Pieces,
    pub formatting: Formatting,
    pub styles: Styles,
    pub lists: Lists,
    pub fonts: Vec<Font>,
    /// Text boxes by the characters that they hang on.
    pub boxes: BTreeMap<usize, Range<usize>>,
}

/// Walks sub-documents.
pub struct Walk<'a> {
    document: &'a Document,
    draft: &'a mut Draft,
    counter: Counter,
    part: Arc<str>,
    paragraphs: u32,
    tables: u32,
    cells: usize,
    /// Whether what was put last is a row.
    after_row: bool,
    boxes: BTreeMap<usize, Range<usize>>,
}

/// Where a sub-document's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Running,
    Apart,
}

/// What was read and not yet put.
#[derive(Default)]
struct Open {
    line: String,
    /// Something of the paragraph is hidden or deleted.
    hides: bool,
    /// Something of the row is.
    row_hides: bool,
    /// Where a joined paragraph ends in the line, and how deep in tables it stood.
    joined: Option<(usize, u32)>,
    cell: String,
    /// Whether the cell has a paragraph.
    begun: bool,
    /// The paragraph before ended a cell of a nested table, whose rows are lines here.
    inner: bool,
    cells: Vec<String>,
    first: Option<u32>,
    rows: Vec<Row>,
    boxes: Vec<Range<usize>>,
}

/// What holds for a stretch of bytes of one piece.
#[derive(Default)]
struct Look {
    piece: usize,
    from: u32,
    to: u32,
    hidden: bool,
    deleted: bool,
    symbol: Option<(u16, u16)>,
    /// The symbol font that the stretch is set in.
    font: Option<Font>,
}

impl<'a> Walk<'a> {
    pub fn new(document: &'a Document, draft: &'a mut Draft, part: Arc<str>) -> Walk<'a> {
        let boxes = document.boxes.clone();
        Walk { document, draft, counter: Counter::default(), part, paragraphs: 0, tables: 0, cells: 0, after_row: false, boxes }
    }

    /// A sub-document of running text.
    pub fn running(&mut self, within: Range<usize>) -> Result<(), Stop> {
        self.story(within, Target::Running)
    }

    /// A sub-document that is set apart.
    pub fn apart(&mut self, within: Range<usize>) -> Result<(), Stop> {
        self.story(within, Target::Apart)
    }

    /// The text boxes that nothing was found to hang on.
    pub fn rest_of_boxes(&mut self) -> Result<(), Stop> {
        while let Some((_, within)) = self.boxes.pop_first() {
            self.running(within)?;
        }
        Ok(())
    }

    fn story(&mut self, within: Range<usize>, target: Target) -> Result<(), Stop> {
        let document = self.document;
        let text = &document.pieces.text;
        let within = within.start.min(text.len())..within.end.min(text.len());
        let fields = Fields::read(text, within.clone());
        let (mut hidden, mut shown) = (fields.hidden.iter().peekable(), fields.shown.iter().peekable());
        let (mut runs, mut paragraphs) = (Cursor::new(&document.formatting.runs), Cursor::new(&document.formatting.paragraphs));
        let mut open = Open::default();
        let mut look = Look { from: 1, ..Look::default() };
        let mut piece = document.pieces.piece(within.start).unwrap_or(0);
        let mut high: Option<u16> = None;
        for at in within.clone() {
            let Some(&unit) = text.get(at) else { break };
            while document.pieces.pieces.get(piece).is_some_and(|p| at >= p.to) {
                piece += 1;
            }
            let byte = document.pieces.pieces.get(piece).map_or(u32::MAX, |p| p.byte(at));
            if look.piece != piece || byte < look.from || byte >= look.to {
                look = self.look(piece, byte, &mut runs, &mut paragraphs);
            }
            while hidden.peek().is_some_and(|r| r.end <= at) {
                hidden.next();
            }
            let instruction = hidden.peek().is_some_and(|r| r.start <= at);
            if let Some((_, shown)) = shown.next_if(|(end, _)| *end <= at)
                && !look.hidden
                && !look.deleted
            {
                open.line += shown;
            }
            let gone = instruction || look.hidden || look.deleted;
            let unpaired = high.take();
            if unpaired.is_some() && !(0xDC00..0xE000).contains(&unit) {
                open.line.push('\u{FFFD}');
                self.draft.lossy();
            }
            match unit {
                0x0D | 0x07 | 0x0C => {
                    let width = document.pieces.pieces.get(piece).map_or(1, |p| p.width);
                    let stretch = paragraphs.find(byte);
                    let ends = unit != 0x0C || stretch.is_some_and(|s| s.to == byte.saturating_add(width));
                    if !ends {
                        open.line.push('\n');
                        continue;
                    }
                    let own = stretch.and_then(|s| document.formatting.kinds.get(s.value as usize));
                    let paragraph = self.paragraph(own, piece);
                    if gone && unit == 0x0D && !instruction && paragraph.inner_row_end != Some(true) {
                        open.hides = true;
                        self.paragraphs += 1;
                        open.joined = Some((open.line.len(), paragraph.depth()));
                        continue;
                    }
                    if instruction && unit == 0x0D {
                        continue;
                    }
                    let doubled = own.is_none() && at > within.start && text.get(at - 1) == Some(&0x07);
                    let ends_row = unit == 0x07 && (paragraph.row_end == Some(true) || doubled);
                    self.end(&mut open, &paragraph, unit, ends_row, target)?;
                }
                _ if gone => open.hides |= !instruction,
                0x08 => open.boxes.extend(self.boxes.remove(&at).filter(|_| target == Target::Running)),
                0x09 => open.line.push('\t'),
                0x0B | 0x0E => open.line.push('\n'),
                0x1E => open.line.push('-'),
                0x28 if look.symbol.is_some() => {
                    let (font, code) = look.symbol.unwrap_or_default();
                    let font = document.fonts.get(usize::from(font)).copied().unwrap_or(Font::Letters);
                    open.line.extend(symbols::character(font, code.into()).or(char::from_u32(code.into())));
                }
                0..0x20 => {}
                0xD800..0xDC00 => high = Some(unit),
                0xDC00..0xE000 => match unpaired.and_then(|high| char::decode_utf16([high, unit]).next()?.ok()) {
                    Some(c) => open.line.push(c),
                    None => {
                        open.line.push('\u{FFFD}');
                        self.draft.lossy();
                    }
                },
                0xFFFE | 0xFFFF => {}
                unit @ 0xF000..=0xF0FF => {
                    let meant = look.font.and_then(|font| symbols::character(font, unit.into()));
                    open.line.extend(meant.or(char::from_u32(unit.into())));
                }
                unit => open.line.extend(char::from_u32(unit.into())),
            }
            // A line without an end must not grow beyond what any text may have.
            if open.line.len() > crate::input::draft::LONGEST {
                return Err(Stop::Full);
            }
        }
        if !open.line.trim().is_empty() {
            self.end(&mut open, &Paragraph::default(), 0x0D, false, target)?;
        }
        self.table(&mut open, target)?;
        self.hanging(&mut open)
    }

    /// How the characters of a stretch look.
    fn look(&self, piece: usize, byte: u32, runs: &mut Cursor<Run>, paragraphs: &mut Cursor<u32>) -> Look {
        let document = self.document;
        let (run, paragraph) = (runs.find(byte), paragraphs.find(byte));
        let style = paragraph.and_then(|s| document.formatting.kinds.get(s.value as usize)).and_then(|p| p.style);
        let mut over = run.map(|s| s.value).unwrap_or_default();
        if let Some((_, modifier)) = document.pieces.modifier(piece) {
            over.overlay(&modifier);
        }
        let mut own = style.and_then(|s| document.styles.run(s)).copied().unwrap_or_default();
        if let Some(style) = over.style.and_then(|s| document.styles.run(s)) {
            own.overlay(style);
        }
        own.overlay(&over);
        let font =
            own.fonts.iter().rev().flatten().filter_map(|f| document.fonts.get(usize::from(*f)).copied()).find(|f| *f != Font::Letters);
        let edge = byte.saturating_add(1);
        let from = run.map_or(byte, |s| s.from).max(paragraph.map_or(byte, |s| s.from));
        let to = run.map_or(edge, |s| s.to).min(paragraph.map_or(edge, |s| s.to));
        Look { piece, from, to, hidden: own.hides(), deleted: own.deleted == Some(true), symbol: own.symbol, font }
    }

    /// What holds for a paragraph: its style, its own properties, what a fast save left.
    fn paragraph(&self, own: Option<&Paragraph>, piece: usize) -> Paragraph {
        let document = self.document;
        let modifier = document.pieces.modifier(piece);
        let style = own.and_then(|p| p.style).unwrap_or(0);
        let mut out = document.styles.paragraph(style).cloned().unwrap_or_default();
        let levelled = out.level.is_some();
        if let Some(own) = own {
            out.overlay(own);
        }
        if let Some((modifier, _)) = &modifier {
            out.overlay(modifier);
        }
        let told = levelled || own.is_some_and(|p| p.level.is_some()) || modifier.is_some_and(|(p, _)| p.level.is_some());
        if !told && let Some(used) = out.list.and_then(|l| document.lists.used(l)) {
            out.level = document.lists.level_of(used.list, style).map(|l| l as u8);
        }
        out
    }

    /// The end of a paragraph, a cell or a row.
    fn end(&mut self, open: &mut Open, paragraph: &Paragraph, unit: u16, ends_row: bool, target: Target) -> Result<(), Stop> {
        let depth = if unit == 0x07 { paragraph.depth().max(1) } else { paragraph.depth() };
        // A joined mark joins nothing in a table with what is outside.
        if let Some((at, before)) = open.joined.take()
            && before.min(1) != depth.min(1)
            && open.line.is_char_boundary(at)
        {
            let rest = open.line.split_off(at);
            let line = std::mem::replace(&mut open.line, rest);
            self.put(open, line, before, target)?;
        }
        if ends_row {
            open.line.clear();
            open.hides = false;
            // A row whose text is deleted as a whole is deleted; writers mark its cells, its end, or neither.
            if std::mem::take(&mut open.row_hides) && open.cells.iter().all(|c| c.trim().is_empty()) {
                open.cells.clear();
                open.first = None;
            }
            return self.row(open, paragraph);
        }
        self.paragraphs = self.paragraphs.saturating_add(1);
        let mut line = std::mem::take(&mut open.line);
        let empty = line.trim().is_empty();
        let hides = std::mem::take(&mut open.hides);
        open.row_hides |= hides && depth > 0;
        if !(empty && (hides || unit == 0x0C || paragraph.inner_row_end == Some(true)))
            && let Some(list) = paragraph.list
            && let Some(number) = self.counter.next(&self.document.lists.known, list.into(), paragraph.level.unwrap_or(0).into())
        {
            line.insert_str(0, &number.text);
        }
        // A paragraph that is hidden as a whole is none.
        if !(hides && line.trim().is_empty()) && paragraph.inner_row_end != Some(true) {
            self.put(open, line, depth, target)?;
        }
        open.inner = paragraph.inner_cell == Some(true) && paragraph.inner_row_end != Some(true);
        if unit == 0x07 {
            open.cells.push(std::mem::take(&mut open.cell));
            open.begun = false;
            if open.cells.len() > ROW {
                self.row(open, &Paragraph::default())?;
            }
        }
        Ok(())
    }

    /// Puts a paragraph into its cell or among the lines.
    fn put(&mut self, open: &mut Open, line: String, depth: u32, target: Target) -> Result<(), Stop> {
        if depth > 0 {
            if open.begun {
                open.cell.push(if open.inner { ' ' } else { '\n' });
            }
            open.cell += &line;
            open.begun = true;
            open.first.get_or_insert(self.paragraphs);
            return Ok(());
        }
        self.table(open, target)?;
        let place = self.place(self.paragraphs);
        match target {
            Target::Running => self.draft.line(&line, None, place)?,
            Target::Apart => self.draft.apart(&line, place)?,
        }
        self.after_row = false;
        self.hanging(open)
    }

    fn place(&self, paragraph: u32) -> Place {
        Place { part: Some(self.part.clone()), paragraph: Some(paragraph), ..Place::default() }
    }

    fn row(&mut self, open: &mut Open, paragraph: &Paragraph) -> Result<(), Stop> {
        if open.begun {
            open.cells.push(std::mem::take(&mut open.cell));
            open.begun = false;
        }
        if open.cells.is_empty() {
            return Ok(());
        }
        self.cells += open.cells.len();
        if self.cells > CELLS {
            return Err(Stop::Full);
        }
        let place = self.place(open.first.take().unwrap_or(self.paragraphs));
        let cells = std::mem::take(&mut open.cells);
        open.rows.push(Row { cells, shape: paragraph.row.clone(), header: paragraph.header == Some(true), place });
        Ok(())
    }

    /// Puts the table that has ended.
    fn table(&mut self, open: &mut Open, target: Target) -> Result<(), Stop> {
        self.row(open, &Paragraph::default())?;
        let rows = std::mem::take(&mut open.rows);
        if rows.is_empty() {
            return Ok(());
        }
        if target == Target::Apart {
            for row in rows {
                let texts: Vec<&str> = row.cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
                self.draft.apart(&texts.join("\n"), row.place)?;
            }
            return Ok(());
        }
        if self.after_row {
            self.draft.blank()?;
        }
        rows::put(rows, self.tables, self.draft)?;
        self.tables += 1;
        self.after_row = true;
        Ok(())
    }

    /// Puts the text boxes that hang on what was put. No text box hangs in another ([MS-DOC] 2.8.37), so that this ends.
    fn hanging(&mut self, open: &mut Open) -> Result<(), Stop> {
        if open.boxes.is_empty() || !open.rows.is_empty() {
            return Ok(());
        }
        for within in std::mem::take(&mut open.boxes) {
            self.running(within)?;
        }
        Ok(())
    }
}
