//! Rows of a table as Word has them → columns that are the same in every row.
//!
//! | a cell | given as |
//! |---|---|
//! | over several columns of other rows (rgdxaCenter) | its text, then empty cells `from_left` |
//! | merged into the cell at its left (horzMerge) | `from_left` |
//! | merged into the cell above (vertMerge) | `from_above` |
//! | a row that begins or ends further in | empty cells |

use super::Stop;
use super::properties::{Cells, ROW};
use crate::input::draft::Draft;
use crate::source::provenance::{Place, Row as Given};
use std::rc::Rc;

/// Edges that are no farther apart, in twips (1 mm), are one: rows that were drawn by hand never meet exactly.
const NEAR: i32 = 57;

/// A table has at most so many columns, counted over all its rows; where edges make more, rows stand as they are.
const COLUMNS: usize = 4 * ROW;

/// A row as it was read.
#[derive(Debug, Default)]
pub struct Row {
    pub cells: Vec<String>,
    pub shape: Option<Rc<Cells>>,
    pub header: bool,
    pub place: Place,
}

impl Row {
    /// The row's shape, where it has as many cells as the text.
    fn shape(&self) -> Option<&Cells> {
        let shape = self.shape.as_deref()?;
        let count = self.cells.len();
        (shape.merges.len() == count && shape.edges.len() == count + 1 && shape.edges.is_sorted()).then_some(shape)
    }
}

/// Puts a table.
pub fn put(rows: Vec<Row>, table: u32, draft: &mut Draft) -> Result<(), Stop> {
    let edges = edges(&rows);
    for row in &rows {
        let (cells, given) = arrange(row, &edges, table);
        draft.row(&cells, given, row.place.clone())?;
    }
    Ok(())
}

/// The edges of all columns.
fn edges(rows: &[Row]) -> Vec<i32> {
    let mut all: Vec<i32> = rows.iter().filter_map(Row::shape).flat_map(|s| s.edges.iter().copied()).collect();
    all.sort_unstable();
    let mut last = None;
    all.retain(|edge| {
        let far = last.is_none_or(|l: i32| edge - l > NEAR);
        if far {
            last = Some(*edge);
        }
        far
    });
    if all.len() > COLUMNS + 1 { Vec::new() } else { all }
}

fn arrange<'a>(row: &'a Row, edges: &[i32], table: u32) -> (Vec<&'a str>, Given) {
    let mut given = Given { table, header: row.header, ..Given::default() };
    let mut cells: Vec<&str> = Vec::new();
    let shape = row.shape();
    // What begins a set of cells merged across: 1 and 2 have changed places between versions of the specification.
    let mut first = 0;
    for (i, text) in row.cells.iter().enumerate() {
        let merge = shape.and_then(|s| s.merges.get(i).copied()).unwrap_or_default();
        let mut width = 1;
        if let Some(shape) = shape.filter(|_| !edges.is_empty()) {
            let column = |edge: Option<&i32>| edge.map_or(0, |e| edges.partition_point(|x| *x <= *e).saturating_sub(1));
            let (from, to) = (column(shape.edges.get(i)), column(shape.edges.get(i + 1)));
            // A row that begins further in. A cell narrower than what counts as one edge moves those behind it.
            while i == 0 && cells.len() < from {
                cells.push("");
            }
            width = to.saturating_sub(from.max(cells.len())).max(1);
        }
        let joined = merge.across != 0 && first != 0 && merge.across != first && i > 0;
        first = match (merge.across, first) {
            (0, _) => 0,
            (own, 0) => own,
            (_, before) => before,
        };
        for k in 0..width {
            let column = cells.len() as u32;
            if joined || k > 0 {
                given.from_left.push(column);
            }
            if merge.from_above {
                given.from_above.push(column);
            }
            cells.push(if joined || k > 0 || merge.from_above { "" } else { text });
        }
    }
    if shape.is_some() && !edges.is_empty() {
        while cells.len() + 1 < edges.len() {
            cells.push("");
        }
    }
    (cells, given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::doc::properties::Merge;

    #[test]
    fn cells_stand_in_the_columns_that_their_edges_tell() {
        let row = |texts: &[&str], edges: &[i32], merges: &[(u8, bool)]| Row {
            cells: texts.iter().map(|t| t.to_string()).collect(),
            shape: Some(Rc::new(Cells {
                edges: edges.to_vec(),
                merges: merges.iter().map(|&(across, from_above)| Merge { across, from_above }).collect(),
            })),
            ..Row::default()
        };
        let none = (0, false);
        let rows = vec![
            row(&["甲", "乙", "丙"], &[0, 1000, 2000, 3000], &[none, none, none]),
            row(&["宽", "丁"], &[10, 1990, 3010], &[none, none]),
            row(&["", "戊", "己"], &[0, 1000, 2000, 3000], &[(0, true), (1, false), (2, false)]),
            row(&["庚", "辛"], &[1000, 2000, 3000], &[none, none]),
        ];
        let edges = edges(&rows);
        for (row, cells, above, left) in [
            (&rows[0], vec!["甲", "乙", "丙"], vec![], vec![]),
            (&rows[1], vec!["宽", "", "丁"], vec![], vec![1]),
            (&rows[2], vec!["", "戊", ""], vec![0], vec![2]),
            (&rows[3], vec!["", "庚", "辛"], vec![], vec![]),
        ] {
            let (found, given) = arrange(row, &edges, 0);
            assert_eq!((found, given.from_above, given.from_left), (cells, above, left));
        }
    }
}
