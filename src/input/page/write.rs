//! Laid pages → the draft, once the last page is known: which lines are full and which repeat only all pages tell.

use super::columns::Edges;
use super::lines::Line;
use super::table::{Row as Cells, Table};
use super::{Block, Laid, Page, Turn, furniture};
use crate::input::draft::Draft;
use crate::input::{CELLS, Stop};
use crate::model::Severity;
use crate::source::provenance::{Bounds, Place, Row};
use std::collections::BTreeMap;

/// A line set in from its column's left edge by at least so many sizes begins a paragraph: ragged edges are less.
const SET_IN: f32 = 1.2;
/// A line set in by more than this with as much room at its right is a heading in the middle.
const CENTRED: f32 = 2.5;
/// Columns of a table that goes on stand at the same places up to this.
const SAME_COLUMNS: f32 = 3.0;
/// More than one character of so many that means nothing makes a page garbled.
const GARBLED: usize = 10;

/// Writes pages into a draft, document by document.
#[derive(Default)]
pub struct Writer {
    entries: Vec<Entry>,
    tables: u32,
    cells: usize,
}

enum Entry {
    Page(Box<Laid>),
    Apart(Box<Laid>),
    Note { code: &'static str, english: String, chinese: String },
}

/// The share in percent of a page's characters that stand for no known character, where it is more than a tenth: U+FFFD, private use, and the
/// `¤` that OFD writers put for a glyph without one.
pub fn garbled(page: &Page) -> Option<usize> {
    let visible = page.glyphs.iter().filter(|g| !g.text.is_whitespace()).count();
    let unknown = |c: char| matches!(c, '\u{FFFD}' | '¤' | '\0' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    let lost = page.glyphs.iter().filter(|g| unknown(g.text)).count();
    (lost * GARBLED > visible).then(|| lost * 100 / visible.max(1))
}

impl Writer {
    /// Adds the next page of the document.
    pub fn page(&mut self, page: Page) {
        if let Some(share) = garbled(&page) {
            let n = page.number;
            self.note(
                "page-garbled",
                format!("{share}% of the characters on page {n} stand for no known character; expected text whose fonts say what it is"),
                format!("第 {n} 页有 {share}% 的字符无法识别（字体未给出对应文字）"),
            );
        }
        self.entries.push(Entry::Page(Box::new(page.lay())));
    }

    /// Adds what is drawn on a page without being its running text: a template, stamps and remarks.
    pub fn apart(&mut self, page: Page) {
        self.entries.push(Entry::Apart(Box::new(page.lay())));
    }

    /// Adds a note on the page that comes next: text is missing there.
    pub fn note(&mut self, code: &'static str, english: String, chinese: String) {
        self.entries.push(Entry::Note { code, english, chinese });
    }

    /// Notes that a page shows pictures and has no text.
    pub fn scan(&mut self, number: u32) {
        self.note(
            "page-without-text",
            format!("page {number} has no text: it seems to be a scan"),
            format!("第 {number} 页没有文字，似为扫描件"),
        );
    }

    /// Writes the pages added so far, which are one document.
    ///
    /// # Errors
    /// [`Stop::Full`] where the text or its cells are as many as may be.
    pub fn write(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        let mut notes: Vec<(usize, Entry)> = Vec::new();
        let mut pages: Vec<Laid> = Vec::new();
        let mut set_apart: Vec<Laid> = Vec::new();
        for entry in self.entries.drain(..) {
            match entry {
                Entry::Page(page) => pages.push(*page),
                Entry::Apart(page) => set_apart.push(*page),
                note => notes.push((pages.len(), note)),
            }
        }
        furniture::strip(&mut pages);
        let edges = edges_by_size(&pages);
        let body = furniture::body_size(&pages);
        let mut items: Vec<(usize, Block)> = Vec::new();
        for (i, page) in pages.iter_mut().enumerate() {
            items.extend(page.blocks.drain(..).map(|b| (i, b)));
        }
        for page in set_apart.iter().chain(&pages) {
            page.write_apart(draft)?;
        }
        let mut notes = notes.into_iter().peekable();
        let mut open: Option<Open> = None;
        for (i, (at, block)) in items.iter().enumerate() {
            while let Some((_, entry)) = notes.next_if(|n| n.0 <= *at) {
                entry.write(draft);
            }
            let Some(page) = pages.get(*at) else { continue };
            match block {
                Block::Table(table) => {
                    let goes_on = open.take().filter(|o| o.page < *at && o.same_columns(table));
                    open = Some(self.table(table, page, goes_on, i > 0, *at, draft)?);
                }
                Block::Line(line) => {
                    open = None;
                    let next = match items.get(i + 1) {
                        Some((_, Block::Line(next))) => Some(next),
                        _ => None,
                    };
                    let document = edges.get(&page.size()).and_then(|e| e.of(line.column));
                    let (full, set_in) = stands(line, next, page.edges.of(line.column), document, body);
                    let text = if set_in { format!("\u{3000}\u{3000}{}", line.text) } else { line.text.clone() };
                    draft.line(&text, full, page.place(line))?;
                }
            }
        }
        notes.for_each(|(_, entry)| entry.write(draft));
        Ok(())
    }

    fn table(&mut self, table: &Table, page: &Laid, before: Option<Open>, blank: bool, at: usize, draft: &mut Draft) -> Result<Open, Stop> {
        let goes_on = before.is_some();
        let mut open = match before {
            Some(open) => Open { page: at, ..open },
            None => {
                if blank {
                    draft.blank()?;
                }
                self.tables = self.tables.saturating_add(1);
                let head = table.rows.iter().take(3).map(|r| r.cells.clone()).collect();
                Open { number: self.tables - 1, xs: table.xs.clone(), page: at, head }
            }
        };
        open.xs.clone_from(&table.xs);
        // The head is drawn again on every page.
        let again = if goes_on { table.rows.iter().zip(&open.head).take_while(|(row, head)| row.cells == **head).count() } else { 0 };
        for (i, row) in table.rows.iter().enumerate() {
            self.cells = self.cells.saturating_add(row.cells.len());
            if self.cells > CELLS {
                return Err(Stop::Full);
            }
            let place = page.placed(table.xs.first().copied(), row.top, table.xs.last().copied(), row.bottom);
            if i < again {
                draft.apart(&row.flat(), place)?;
                continue;
            }
            let Cells { from_above, from_left, .. } = row.clone();
            draft.row(&row.cells, Row { table: open.number, header: false, from_above, from_left }, place)?;
        }
        Ok(open)
    }
}

impl Entry {
    fn write(self, draft: &mut Draft) {
        if let Entry::Note { code, english, chinese } = self {
            draft.note(code, Severity::Warning, true, english, chinese);
        }
    }
}

/// The table that was written last, with nothing behind it.
struct Open {
    number: u32,
    xs: Vec<f32>,
    page: usize,
    /// The text of its first rows.
    head: Vec<Vec<String>>,
}

impl Open {
    fn same_columns(&self, table: &Table) -> bool {
        // Pages may be shifted as wholes, for binding.
        let shift = self.xs.first().zip(table.xs.first()).map_or(0.0, |(a, b)| b - a);
        self.xs.len() == table.xs.len() && self.xs.iter().zip(&table.xs).all(|(a, b)| (a + shift - b).abs() < SAME_COLUMNS)
    }
}

/// Whether a line is full, and whether it is set in.
fn stands(line: &Line, next: Option<&Line>, page: Option<(f32, f32)>, document: Option<(f32, f32)>, body: f32) -> (Option<bool>, bool) {
    let Some((mut left, right)) = page.or(document) else { return (None, false) };
    // A page of paragraphs of one line each has its left edge where those are set in.
    if let Some((outer, _)) = document.filter(|(outer, _)| (1.5..2.5).contains(&((left - outer) / line.size))) {
        left = outer;
    }
    let room = right - line.right;
    // A line is full where what comes next had no room in it. A page's last line may stand in front of a table.
    let wanted = next.map_or(line.size, |n| n.head.min(line.size * 12.0));
    let full = room < wanted + line.size * 0.6;
    let from = (line.left - left) / line.size;
    let centred = (from > CENTRED || line.size > body * 1.15) && (line.left - left - room).abs() < line.size * 1.5;
    (Some(full), from >= SET_IN && !centred)
}

/// The edges that all pages of one size show together.
fn edges_by_size(pages: &[Laid]) -> BTreeMap<(i32, i32), Edges> {
    let mut of_size: BTreeMap<(i32, i32), Vec<&Line>> = BTreeMap::new();
    for page in pages {
        let lines = page.blocks.iter().filter_map(|b| match b {
            Block::Line(line) => Some(line),
            Block::Table(_) => None,
        });
        of_size.entry(page.size()).or_default().extend(lines);
    }
    of_size.into_iter().map(|(size, lines)| (size, Edges::shown(lines.iter().copied(), 2))).collect()
}

impl Laid {
    fn size(&self) -> (i32, i32) {
        (self.width.round() as i32, self.height.round() as i32)
    }

    /// Writes what is left on a page that is no running text.
    fn write_apart(&self, draft: &mut Draft) -> Result<(), Stop> {
        for block in &self.blocks {
            match block {
                Block::Line(line) => draft.apart(&line.text, self.place(line))?,
                Block::Table(table) => {
                    for row in &table.rows {
                        let place = self.placed(table.xs.first().copied(), row.top, table.xs.last().copied(), row.bottom);
                        draft.apart(&row.flat(), place)?;
                    }
                }
            }
        }
        for line in &self.apart {
            draft.apart(&line.text, self.place(line))?;
        }
        for line in &self.turned {
            draft.apart(&line.text, Place { part: self.part.clone(), page: Some(self.number), ..Place::default() })?;
        }
        Ok(())
    }

    fn place(&self, line: &Line) -> Place {
        self.placed(Some(line.left), line.top, Some(line.right), line.bottom)
    }

    /// A box on the page as it is seen, which may be turned.
    fn placed(&self, left: Option<f32>, top: f32, right: Option<f32>, bottom: f32) -> Place {
        let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
        let (w, h) = (self.width, self.height);
        let (left, top, right, bottom) = match self.turn {
            Turn::Down => (h - bottom, left, h - top, right),
            Turn::Up => (top, w - right, bottom, w - left),
            Turn::Over => (w - right, h - bottom, w - left, h - top),
            _ => (left, top, right, bottom),
        };
        let hundredths = |v: f32| (v * 100.0).round() as i32;
        let bounds = Bounds { left: hundredths(left), top: hundredths(top), right: hundredths(right), bottom: hundredths(bottom) };
        Place { part: self.part.clone(), page: Some(self.number), bounds: Some(bounds), ..Place::default() }
    }
}
