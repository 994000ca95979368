//! Glyphs inside a grid → rows of cells.
//!
//! | in a cell | in its text |
//! |---|---|
//! | a line that ran to the cell's edge, or left no room for what comes next | the next line behind it |
//! | another line | [`INSIDE`] between it and the next |
//! | characters one below the other | one word |
//! | a first row without a number, on a further page | the rest of the row before it |

use super::frame::{Area, Frame, Turn};
use super::grid::Grid;
use super::lines::{Row as Printed, rows};
use super::spacing::{hangs, is_wide};
use super::{Glyph, Page};
use crate::input::draft::INSIDE;

/// A table on one page.
#[derive(Clone, Debug)]
pub struct Table {
    /// Left edges of its columns, and the right edge of the last.
    pub xs: Vec<f32>,
    /// Its rows.
    pub rows: Vec<Cells>,
    /// The box around it.
    pub area: Area,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// The texts of its cells.
    pub texts: Vec<String>,
    /// Columns whose cell is one with that above.
    pub from_above: Vec<u32>,
    /// Columns whose cell is one with that at the left.
    pub from_left: Vec<u32>,
    /// The box around it.
    pub area: Area,
}

impl Cells {
    /// Whether a page's first row is the rest of this one, the last of the page before: it has no number of its own.
    pub fn goes_on_with(&self, next: &Cells) -> bool {
        let told = |cells: &Cells, column: usize| cells.texts.get(column).is_some_and(|t| !t.is_empty());
        // A cell over several rows, such as their kind, has its text in the first of them and none in the rest of this row.
        let whole = self.from_left.is_empty() && next.from_left.is_empty() && next.from_above.is_empty();
        whole && told(self, 0) && !told(next, 0) && (1..next.texts.len()).all(|c| !told(next, c) || told(self, c))
    }

    /// Its text in one line.
    pub fn flat(&self) -> String {
        self.texts.join(" ").replace(INSIDE, " ")
    }

    /// Adds the rest of the row.
    pub fn append(&mut self, rest: &Cells) {
        for (text, more) in self.texts.iter_mut().zip(&rest.texts) {
            let latin = text.ends_with(|c: char| c.is_ascii_alphanumeric()) && more.starts_with(|c: char| c.is_ascii_alphanumeric());
            if latin {
                text.push(' ');
            }
            text.push_str(more);
        }
    }
}

/// Whether columns of two tables stand at the same places: one table that goes on over a page.
pub fn same_edges(a: &[f32], b: &[f32]) -> bool {
    /// In points.
    const DRIFT: f32 = 4.0;
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= DRIFT)
}

/// Fills a grid with the glyphs that stand in it; `None` where it holds no text in two cells at least.
pub fn fill(grid: &Grid, glyphs: &[Glyph], page: &Page, frame: &Frame) -> Option<Table> {
    let columns = grid.columns();
    let mut held: Vec<(usize, Glyph)> = glyphs.iter().filter_map(|g| grid.at(frame.glyph(g).middle()).map(|cell| (cell, *g))).collect();
    held.sort_by_key(|(cell, _)| *cell);
    let mut lines: Vec<(usize, Vec<Printed>)> = Vec::new();
    for group in held.chunk_by(|a, b| a.0 == b.0) {
        let glyphs: Vec<Glyph> = group.iter().map(|(_, g)| *g).collect();
        lines.push((group[0].0, lines_of(glyphs, page, frame)));
    }
    if lines.len() < 2 {
        return None;
    }
    // How far text keeps from the sides of its cell: the least that any line does which keeps inside it. Marks at the end may hang over.
    let right = |cell: usize| {
        let last = (cell % columns..columns).take_while(|c| grid.first.get(cell - cell % columns + c) == Some(&cell)).last();
        grid.xs[last.unwrap_or(cell % columns) + 1]
    };
    let padding = lines
        .iter()
        .flat_map(|(cell, lines)| lines.iter().map(move |line| (cell, line)))
        .flat_map(|(cell, line)| {
            let hangs = line.glyphs.last().is_some_and(|g| hangs(g.c));
            let behind = (!hangs).then_some(right(*cell) - line.area.right);
            [Some(line.area.left - grid.xs[cell % columns]), behind].into_iter().flatten()
        })
        .filter(|gap| *gap >= 0.0)
        .fold(8.0, f32::min);
    let mut texts = vec![String::new(); grid.first.len()];
    for (cell, lines) in lines {
        let width = right(cell) - grid.xs[cell % columns] - 2.0 * padding;
        texts[cell] = joined(&lines, width);
    }
    let mut rows = Vec::with_capacity(grid.rows());
    for (i, texts) in texts.chunks(columns).enumerate() {
        let mut cells = Cells { texts: texts.to_vec(), ..Cells::default() };
        for column in 0..columns {
            let cell = i * columns + column;
            let first = grid.first[cell];
            if first == cell {
                continue;
            }
            let at_left = column > 0 && grid.first[cell - 1] == first;
            let list = if at_left { &mut cells.from_left } else { &mut cells.from_above };
            list.push(column as u32);
        }
        let (top, bottom) = (grid.ys[i], grid.ys[i + 1]);
        cells.area = Area { top, bottom, ..grid.area() };
        rows.push(cells);
    }
    Some(Table { xs: grid.xs.clone(), rows, area: grid.area() })
}

/// The lines of a cell, those that run the page's way and then the others.
fn lines_of(glyphs: Vec<Glyph>, page: &Page, frame: &Frame) -> Vec<Printed> {
    let mut out = Vec::new();
    let mut turns: Vec<Turn> = glyphs.iter().map(|g| g.turn).collect();
    turns.sort();
    turns.dedup();
    turns.sort_by_key(|turn| *turn != frame.turn());
    for turn in turns {
        let own = Frame::new(page, turn);
        let glyphs = glyphs.iter().filter(|g| g.turn == turn).map(|g| own.glyph(g)).collect();
        out.extend(rows(glyphs));
    }
    out
}

/// The lines of a cell as its text.
fn joined(lines: &[Printed], width: f32) -> String {
    let mut text = String::new();
    let mut before: Option<&Printed> = None;
    // Characters one below the other, as in the narrow heads of a form.
    let stacked = lines.iter().all(|line| line.glyphs.len() == 1 && line.glyphs.iter().all(is_wide));
    for line in lines {
        let own = line.text();
        if let Some(last) = before.filter(|_| !stacked) {
            let latin = [last.glyphs.last(), line.glyphs.first()].into_iter().flatten().all(|g| !is_wide(g));
            let next = line.first_unit();
            let full = width - last.area.width() < next * 1.1;
            let ended = text.ends_with(['。', '；', '：', ';']);
            if !full || ended && is_numbered(&own) {
                text.push(INSIDE);
            } else if latin && !text.ends_with('-') {
                text.push(' ');
            }
        }
        text.push_str(&own);
        before = Some(line);
    }
    text
}

/// Whether a line begins with a number of a list: `1.`, `（一）`, `二、`, `③`.
fn is_numbered(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
    let mut chars = text.chars().peekable();
    let bracket = chars.next_if(|c| matches!(c, '（' | '(')).is_some();
    if !bracket && chars.next_if(|c| ('\u{2460}'..='\u{249B}').contains(c)).is_some() {
        return true;
    }
    let mut digits = 0;
    while chars.next_if(|c| digit(*c)).is_some() {
        digits += 1;
    }
    let close = chars.next();
    (1..=3).contains(&digits)
        && if bracket { matches!(close, Some('）' | ')')) } else { matches!(close, Some('.' | '．' | '、' | '）' | ')')) }
}
