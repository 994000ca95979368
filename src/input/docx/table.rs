//! Tables (ECMA-376 part 1, 17.4) → rows of columns.
//!
//! | the file has | what we give |
//! |---|---|
//! | `w:gridSpan`, `w:hMerge` | the text in the first column, the others in `from_left` |
//! | `w:vMerge` without `restart` | empty columns in `from_above` |
//! | `w:gridBefore` | empty columns |
//! | `w:tblHeader` rows on top | `header` |
//! | grid columns that no cell begins at, or that a dragged border makes | nothing: they are one with the column before |
//! | a table of one cell, a frame | what is in the cell |
//! | a table in a cell | its rows as lines of the cell |

use super::flow::{Item, Output};
use crate::input::draft::INSIDE;
use crate::input::{CELLS, Stop};
use crate::model::Severity;
use crate::source::provenance::Row as Merged;
use std::collections::BTreeMap;

/// A table has at most so many columns; Word makes 63. What stands right of them goes to the last. Guards against rows of a million
/// columns that no cell is in.
pub const COLUMNS: usize = 256;
/// Borders nearer to each other than this, in twentieths of a point, are one that was dragged: 2.5 mm hold no character.
const NARROW: u64 = 142;

/// A table with all that is in its cells.
#[derive(Debug, Default)]
pub struct Table {
    /// Widths of its grid's columns in twentieths of a point.
    pub grid: Vec<u64>,
    /// Rows that are finished.
    pub rows: Vec<Row>,
    /// The row that is being read.
    pub row: Option<Row>,
    /// Whether a span was not to be believed.
    pub misfit: bool,
}

/// A row.
#[derive(Debug, Default)]
pub struct Row {
    /// Its cells from the left.
    pub cells: Vec<Cell>,
    /// The cell that is being read.
    pub cell: Option<Cell>,
    /// Grid columns in front of it.
    pub before: u32,
    /// Whether the file calls it a row of the head.
    pub header: bool,
    /// Whether it was deleted in a tracked change.
    pub deleted: bool,
    /// Its first paragraph.
    pub paragraph: u32,
}

/// A cell.
#[derive(Debug)]
pub struct Cell {
    /// Grid columns that it covers.
    pub span: u32,
    /// Whether it is one with the cell above.
    pub above: bool,
    /// Whether it is one with the cell at the left.
    pub left: bool,
    /// Whether it was deleted in a tracked change.
    pub deleted: bool,
    /// What is in it.
    pub items: Vec<Item>,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { span: 1, above: false, left: false, deleted: false, items: Vec::new() }
    }
}

impl Cell {
    /// Whether its own text is not seen.
    pub fn is_out(&self) -> bool {
        self.above || self.left || self.deleted
    }
}

impl Table {
    /// The content of a table of one cell, which frames it.
    pub fn framed(&mut self) -> Option<Vec<Item>> {
        let [row] = self.rows.as_mut_slice() else { return None };
        let [cell] = row.cells.as_mut_slice() else { return None };
        Some(std::mem::take(&mut cell.items))
    }

    /// Gives the rows.
    pub fn put(self, output: &mut Output) -> Result<(), Stop> {
        let columns = self.columns();
        let column = |edge: u32| columns.get(&edge).copied().unwrap_or(0).min(COLUMNS - 1);
        if self.misfit || columns.values().any(|c| *c >= COLUMNS) {
            output.draft.note(
                "table-too-wide",
                Severity::Warning,
                false,
                format!("a table has more than {COLUMNS} columns or a cell that covers more; what stands right of them is in the last"),
                format!("表格超过 {COLUMNS} 列或单元格跨列过多，超出部分并入最后一列"),
            );
        }
        let mut head = true;
        let mut first = true;
        for row in self.rows {
            head &= row.header;
            if row.cells.is_empty() {
                continue;
            }
            let mut merged = Merged { table: 0, header: head, ..Merged::default() };
            let mut texts: Vec<String> = Vec::new();
            let mut edge = row.before;
            for cell in row.cells {
                let from = column(edge);
                edge = edge.saturating_add(cell.span);
                let to = columns.get(&edge).copied().unwrap_or(0).min(COLUMNS).max(from + 1);
                let joined = texts.len() > from;
                if texts.len() < to {
                    texts.resize(to, String::new());
                }
                if cell.above {
                    merged.from_above.extend(from as u32..to as u32);
                }
                if !joined {
                    merged.from_left.extend(from as u32 + u32::from(!cell.left)..to as u32);
                }
                if let Some(text) = texts.get_mut(from).filter(|_| !cell.above) {
                    if joined && !text.is_empty() {
                        text.push(' ');
                    }
                    inside(&cell.items, INSIDE, text);
                }
            }
            output.cells += texts.len();
            if output.cells > CELLS {
                return Err(Stop::Full);
            }
            output.row(&texts, merged, row.paragraph, first)?;
            first = false;
        }
        Ok(())
    }

    /// The column that begins at each border which a cell begins or ends at. A border that only ends cells begins none.
    fn columns(&self) -> BTreeMap<u32, usize> {
        #[derive(Default)]
        struct Border {
            begins: bool,
            /// Where the shortest of the cells that end here begins.
            from: Option<u32>,
        }
        let mut borders: BTreeMap<u32, Border> = BTreeMap::new();
        for row in &self.rows {
            let mut at = row.before;
            for cell in &row.cells {
                borders.entry(at).or_default().begins = true;
                let end = at.saturating_add(cell.span);
                let border = borders.entry(end).or_default();
                border.from = border.from.max(Some(at));
                at = end;
            }
        }
        let mut left = vec![0u64];
        left.extend(self.grid.iter().scan(0u64, |sum, width| {
            *sum = sum.saturating_add(*width);
            Some(*sum)
        }));
        let near = |a: u32, b: u32| {
            let (a, b) = (left.get(a as usize), left.get(b as usize));
            a.zip(b).is_some_and(|(a, b)| b.saturating_sub(*a) < NARROW)
        };
        let mut columns = BTreeMap::new();
        // The border that the last column begins at.
        let mut last: Option<u32> = None;
        let mut count = 0;
        for (&at, border) in &borders {
            if last.is_some_and(|first| near(first, at) && border.from.is_none_or(|from| from < first)) {
                columns.insert(at, count - 1);
                continue;
            }
            columns.insert(at, count);
            if border.begins {
                last = Some(at);
                count += 1;
            }
        }
        columns
    }
}

/// The text of a cell: its lines parted by `between`, and a table in it a line a row, cells parted by a space.
pub fn inside(items: &[Item], between: char, out: &mut String) {
    // Tables nest no deeper than elements do.
    let mut first = out.is_empty();
    let mut part = |out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push(between);
        }
    };
    for item in items {
        match item {
            Item::Line { text, .. } => {
                part(out);
                let lines = text.split('\n').map(str::trim).filter(|l| !l.is_empty());
                for (i, line) in lines.enumerate() {
                    if i > 0 {
                        out.push(between);
                    }
                    out.push_str(line);
                }
            }
            Item::Blank => {}
            Item::Table(table) => {
                for row in &table.rows {
                    let mut line = String::new();
                    for cell in &row.cells {
                        let mut text = String::new();
                        inside(&cell.items, ' ', &mut text);
                        if !line.is_empty() && !text.is_empty() {
                            line.push(' ');
                        }
                        line.push_str(&text);
                    }
                    if !line.is_empty() {
                        part(out);
                        out.push_str(&line);
                    }
                }
            }
        }
    }
}
