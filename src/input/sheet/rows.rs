//! A sheet's cells → lines and rows of the draft.

use super::{CELLS, Region, Sheet, Value, Workbook, cell_name};
use crate::input::{Stop, draft::Draft};
use crate::model::Severity;
use crate::source::provenance::{Place, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A sheet with more columns than this has a stray cell far out: columns that are empty throughout are left out then.
const COLUMNS: u32 = 256;
/// Words that a note below a table begins with.
const NOTES: [&str; 5] = ["注", "备注", "说明", "填表", "填报"];

/// Writes sheets, counting tables and cells over all of them.
#[derive(Default)]
pub struct Writer {
    tables: u32,
    cells: usize,
    sheets: usize,
}

/// A row as it is written.
#[derive(Default)]
struct Shown {
    number: u32,
    /// Its filled cells by column.
    cells: BTreeMap<u32, Value>,
    from_above: Vec<u32>,
    from_left: Vec<u32>,
}

impl Writer {
    /// Writes a sheet.
    ///
    /// # Errors
    /// [`Stop::Full`] at the bounds.
    pub fn sheet(&mut self, mut sheet: Sheet, workbook: &Workbook, draft: &mut Draft) -> Result<(), Stop> {
        let hidden = columns(&sheet.hidden_columns);
        let (mut rows_hidden, mut columns_hidden) = (0usize, BTreeSet::new());
        let mut rows: BTreeMap<u32, Shown> = BTreeMap::new();
        for (number, cells) in std::mem::take(&mut sheet.rows) {
            let filled = cells.into_iter().filter(|(_, value)| !workbook.text(value).trim().is_empty());
            if sheet.hidden_rows.contains(&number) {
                rows_hidden += usize::from(filled.count() > 0);
                continue;
            }
            for (column, value) in filled {
                if is_in(&hidden, column) {
                    columns_hidden.insert(column);
                } else {
                    rows.entry(number).or_insert_with(|| Shown { number, ..Shown::default() }).cells.insert(column, value);
                }
            }
        }
        if rows_hidden + columns_hidden.len() > 0 {
            let (name, n, m) = (&sheet.name, rows_hidden, columns_hidden.len());
            let english = format!("{n} hidden rows and {m} hidden columns of sheet {name} are left out");
            draft.note("sheet-hidden", Severity::Info, false, english, format!("工作表“{name}”中隐藏的 {n} 行、{m} 列未读"));
        }
        let used: BTreeSet<u32> = rows.values().flat_map(|r| r.cells.keys().copied()).collect();
        let Some(last) = used.last().copied() else { return Ok(()) };
        let columns: Vec<u32> =
            if last < COLUMNS { (0..=last).filter(|c| !is_in(&hidden, *c)).collect() } else { used.into_iter().collect() };
        let mut rows: Vec<Shown> = rows.into_values().collect();
        self.merge(&mut rows, &sheet, &columns)?;
        rows.retain(|r| !r.cells.is_empty());
        let part: Arc<str> = Arc::from(sheet.name.as_str());
        if self.sheets > 0 {
            draft.blank()?;
        }
        self.sheets += 1;
        draft.part(&sheet.name, Place { part: Some(part.clone()), ..Place::default() })?;
        let mut from = 0;
        for to in 1..=rows.len() {
            if rows.get(to).is_none_or(|next| parts(rows.get(to - 1), next, &sheet.hidden_rows)) {
                let block = Block { rows: rows.get(from..to).unwrap_or_default(), part: &part, workbook };
                if from > 0 {
                    draft.blank()?;
                }
                self.block(&block, &columns, draft)?;
                from = to;
            }
        }
        Ok(())
    }

    /// Tells rows what is merged in them, and empties merged cells behind the first.
    fn merge(&mut self, rows: &mut [Shown], sheet: &Sheet, columns: &[u32]) -> Result<(), Stop> {
        let mut merged = sheet.merged.clone();
        merged.sort_unstable();
        merged.dedup();
        let mut merged = merged.into_iter().peekable();
        let mut active: Vec<Region> = Vec::new();
        for row in rows {
            while let Some(region) = merged.next_if(|r| r.top <= row.number) {
                active.push(region);
            }
            active.retain(|r| r.bottom >= row.number);
            for region in &active {
                // Regions may cover each other and reach over the whole sheet.
                let from = columns.partition_point(|c| *c < region.left);
                let to = columns.partition_point(|c| *c <= region.right);
                self.count(1 + to.saturating_sub(from))?;
                for &column in columns.get(from..to).unwrap_or_default() {
                    if row.number > region.top {
                        row.from_above.push(column);
                    } else if column > region.left {
                        row.from_left.push(column);
                    } else {
                        continue;
                    }
                    row.cells.remove(&column);
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, cells: usize) -> Result<(), Stop> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > CELLS { Err(Stop::Full) } else { Ok(()) }
    }

    fn block(&mut self, block: &Block, columns: &[u32], draft: &mut Draft) -> Result<(), Stop> {
        let used = || block.rows.iter().flat_map(|r| r.cells.keys().copied());
        let (first, last) = (used().min().unwrap_or(0), used().max().unwrap_or(0));
        let columns: Vec<u32> = columns.iter().copied().filter(|c| (first..=last).contains(c)).collect();
        let width = columns.len();
        let mut head = block.rows.iter().take_while(|r| block.is_heading(r, width)).count();
        // A title over all columns stays with its table, which takes it for its name.
        if head == 1 && block.rows.len() > 2 && block.rows.first().is_some_and(|r| r.from_left.len() * 2 >= width) {
            head = 0;
        }
        let foot = block.rows.iter().skip(head).rev().take_while(|r| block.is_note(r)).count();
        let end = block.rows.len().saturating_sub(foot);
        let table = self.tables;
        // One row alone makes no table.
        let lone = end.saturating_sub(head) < 2;
        for (i, row) in block.rows.iter().enumerate() {
            let place = Place {
                part: Some(block.part.clone()),
                cell: Some(cell_name(row.number, columns.first().copied().unwrap_or(0)).into()),
                ..Place::default()
            };
            if i < head || i >= end || lone || width < 2 {
                let texts: Vec<&str> = row.cells.values().map(|v| block.workbook.text(v).trim()).collect();
                draft.line(&texts.join("  "), None, place)?;
                continue;
            }
            self.count(width)?;
            let cells: Vec<&str> = columns.iter().map(|c| row.cells.get(c).map_or("", |v| block.workbook.text(v))).collect();
            let index = |of: &[u32]| {
                let mut at: Vec<u32> = of.iter().filter_map(|c| columns.binary_search(c).ok()).map(|i| i as u32).collect();
                at.sort_unstable();
                at.dedup();
                at
            };
            let said = Row { table, header: false, from_above: index(&row.from_above), from_left: index(&row.from_left) };
            draft.row(&cells, said, place)?;
            self.tables = table.saturating_add(1);
        }
        Ok(())
    }
}

/// Rows without a gap between them.
struct Block<'a> {
    rows: &'a [Shown],
    part: &'a Arc<str>,
    workbook: &'a Workbook,
}

impl Block<'_> {
    /// A title, or a line that says whose table it is and when it was filled in.
    fn is_heading(&self, row: &Shown, width: usize) -> bool {
        let labels = || row.cells.values().any(|v| self.workbook.text(v).contains(['：', ':']));
        row.from_above.is_empty() && (row.cells.len() == 1 || row.cells.len() <= 3 && row.cells.len() * 2 <= width && labels())
    }

    fn is_note(&self, row: &Shown) -> bool {
        let text = || row.cells.values().next().map_or("", |v| self.workbook.text(v)).trim();
        row.cells.len() == 1 && row.from_above.is_empty() && NOTES.iter().any(|n| text().starts_with(n))
    }
}

/// Whether another table begins below a row: behind two empty rows, or behind one if a title stands there.
fn parts(above: Option<&Shown>, below: &Shown, hidden: &BTreeSet<u32>) -> bool {
    let Some(above) = above else { return false };
    let between = below.number.saturating_sub(above.number).saturating_sub(1) as usize;
    let empty = between - hidden.range(above.number..below.number).take(between).count();
    empty >= 2 || empty == 1 && below.cells.len() == 1 && below.from_above.is_empty()
}

/// Ranges of columns, in order and without overlap.
fn columns(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = ranges.iter().copied().filter(|(from, to)| from <= to).collect();
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

fn is_in(ranges: &[(u32, u32)], column: u32) -> bool {
    let at = ranges.partition_point(|(from, _)| *from <= column);
    at.checked_sub(1).and_then(|i| ranges.get(i)).is_some_and(|(_, to)| column <= *to)
}
