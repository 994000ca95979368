//! Grids and glyphs → tables: the text of each cell, its wrapped lines joined.

use super::grid::{self, Grid};
use super::lines::{self, Line};
use super::{Glyph, Rule};

/// A column or row narrower than this that holds nothing stands between the rules of a double line.
const BETWEEN: f32 = 2.5;
/// What stands between a cell's rules and its text, at one side.
const PADDING: f32 = 1.5;

/// A ruled table on one page.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where columns begin, and where the last ends.
    pub xs: Vec<f32>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The text of its cells.
    pub cells: Vec<String>,
    /// Columns whose cell is one with the cell above.
    pub from_above: Vec<u32>,
    /// Columns whose cell is one with the cell at the left.
    pub from_left: Vec<u32>,
    /// Upper edge.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Row {
    /// Its text on one line.
    pub fn flat(&self) -> String {
        self.cells.join(" ").replace('\n', " ")
    }
}

impl Table {
    /// Upper edge.
    pub fn top(&self) -> f32 {
        self.rows.first().map_or(0.0, |r| r.top)
    }
}

/// The ruled tables of a page from top to bottom, and the glyphs that stand in none.
pub fn read(rules: &[Rule], glyphs: Vec<Glyph>) -> (Vec<Table>, Vec<Glyph>) {
    let mut rest = glyphs;
    let mut tables = Vec::new();
    for grid in grid::read(rules) {
        let owners = grid.merged();
        let columns = grid.columns();
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); owners.len()];
        let mut outside = Vec::with_capacity(rest.len());
        for glyph in rest {
            let at = grid.cell(glyph.x + glyph.width / 2.0, glyph.y - glyph.size * 0.35);
            let owner = at.and_then(|(r, c)| owners.get(r * columns + c)).map(|(r, c)| r * columns + c);
            match owner.and_then(|i| cells.get_mut(i)) {
                Some(cell) => cell.push(glyph),
                None => outside.push(glyph),
            }
        }
        let filled = cells.iter().filter(|c| c.iter().any(|g| !g.text.is_whitespace())).count();
        if filled < 2 {
            // Frames and drawings.
            outside.extend(cells.into_iter().flatten());
            rest = outside;
            continue;
        }
        rest = outside;
        tables.push(table(&grid, &owners, cells));
    }
    (tables, rest)
}

fn table(grid: &Grid, owners: &[(usize, usize)], mut cells: Vec<Vec<Glyph>>) -> Table {
    let columns = grid.columns();
    let holds = |r: usize, c: usize| cells.get(r * columns + c).is_some_and(|g| !g.is_empty());
    let owner = |r: usize, c: usize| owners.get(r * columns + c).copied().unwrap_or((r, c));
    let size = |of: &[f32], i: usize| of.get(i + 1).zip(of.get(i)).map_or(0.0, |(b, a)| b - a);
    let keeps_row = |r: usize| size(&grid.ys, r) > BETWEEN || (0..columns).any(|c| holds(r, c));
    let keeps_column = |c: usize| size(&grid.xs, c) > BETWEEN || (0..grid.rows()).any(|r| holds(r, c));
    let kept_rows: Vec<usize> = (0..grid.rows()).filter(|r| keeps_row(*r)).collect();
    let kept_columns: Vec<usize> = (0..columns).filter(|c| keeps_column(*c)).collect();
    let mut rows = Vec::with_capacity(kept_rows.len());
    for &r in &kept_rows {
        let mut row = Row {
            cells: Vec::with_capacity(kept_columns.len()),
            from_above: Vec::new(),
            from_left: Vec::new(),
            top: grid.ys.get(r).copied().unwrap_or_default(),
            bottom: grid.ys.get(r + 1).copied().unwrap_or_default(),
        };
        for (column, &c) in (0..).zip(&kept_columns) {
            let (above, left) = owner(r, c);
            if above < r && kept_rows.contains(&above) {
                row.from_above.push(column);
            } else if left < c && kept_columns.contains(&left) {
                row.from_left.push(column);
            }
            let glyphs = cells.get_mut(r * columns + c).map(std::mem::take).unwrap_or_default();
            let last = (c..columns).take_while(|k| owner(r, *k) == (above, left)).last().unwrap_or(c);
            let (x0, x1) = (grid.xs.get(c).copied().unwrap_or_default(), grid.xs.get(last + 1).copied().unwrap_or_default());
            row.cells.push(text(glyphs, x0, x1));
        }
        rows.push(row);
    }
    let mut xs: Vec<f32> = kept_columns.iter().filter_map(|c| grid.xs.get(*c).copied()).collect();
    xs.extend(grid.xs.last());
    Table { xs, rows }
}

/// The text of a cell: a line that had no room for what follows goes on in the next.
fn text(glyphs: Vec<Glyph>, x0: f32, x1: f32) -> String {
    let lines: Vec<Line> = lines::rows(glyphs).iter().filter_map(|r| Line::of(r)).collect();
    let mut out = String::new();
    let mut before: Option<&Line> = None;
    // Characters one below the other, as in a narrow cell over many rows.
    let stacked = lines.len() > 1 && lines.iter().all(|l| l.glyphs == 1);
    for line in &lines {
        if let Some(last) = before.filter(|_| !stacked) {
            let room = line.head.max(line.size) + last.size * 0.3;
            // Text at the left of its cell has the room behind it, text in the middle that on both sides.
            let full = x1 - last.right < room + PADDING || x1 - x0 - (last.right - last.left) < room + 2.0 * PADDING;
            let words = last.text.ends_with(|c: char| c.is_ascii_alphabetic()) && line.text.starts_with(|c: char| c.is_ascii_alphabetic());
            match (full, words) {
                (false, _) => out.push('\n'),
                (true, true) => out.push(' '),
                (true, false) => {}
            }
        }
        out.push_str(&line.text);
        before = Some(line);
    }
    out
}
