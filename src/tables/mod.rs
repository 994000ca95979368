//! Raw tables → rows with their columns' meaning. In a 分工表 a row is a task.
//!
//! | text you may see | rows |
//! |---|---|
//! | `序号 |`, `任务 |` … one cell a line | as many columns as stand before the first row's number |
//! | `a | b | c`, `a<tab>b<tab>c`, `a   b   c` | one line a row |
//! | a row without the cells that it shares with the row above | short: the cells stand at the right |
//! | a row of a table that the file itself has | as the file has it, with its merged cells |

pub mod cells;

use crate::lexicon;
use crate::lines::{Block, Kind};
use crate::model::{NodeKind, Role};
use crate::outline::{Item, Layout};
use crate::source::Provenance;
use crate::span::Span;
use crate::text::{Folded, Words, soft};
use crate::words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column {
    /// 序号
    Ordinal,
    /// 牵头单位, 责任单位, 配合单位
    Role(Role),
    /// 完成时限
    Due,
    /// Anything else.
    Text,
}

/// A table as it stands.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Index of its node.
    pub item: usize,
    /// The title above it.
    pub caption: Option<Span>,
    /// Header rows from the top.
    pub header_rows: usize,
    /// What its columns hold.
    pub columns: Vec<Column>,
    /// Its cells; a row that lacks merged cells is short.
    pub rows: Vec<Vec<Span>>,
    /// For each row, how many cells it shares with the row above, at the left; it lacks them.
    pub shared: Vec<usize>,
    /// Cells, as row and column, that the file says are one with the cell above; they are empty. In order.
    pub merged: Vec<(usize, usize)>,
}

impl Grid {
    /// The cells of each row below the header, those that it shares with the row above filled in from there, which is told beside them.
    pub fn filled(&self) -> impl Iterator<Item = Vec<(Span, bool)>> {
        let mut above: Vec<Span> = Vec::new();
        self.rows.iter().zip(&self.shared).enumerate().skip(self.header_rows).map(move |(r, (row, &shared))| {
            let mut cells: Vec<(Span, bool)> = above.iter().take(shared).map(|s| (*s, true)).collect();
            cells.extend(row.iter().map(|s| (*s, false)));
            let from = self.merged.partition_point(|m| m.0 < r);
            for &(_, column) in self.merged[from..].iter().take_while(|m| m.0 == r) {
                if let (Some(cell), Some(over)) = (cells.get_mut(column), above.get(column)) {
                    *cell = (*over, true);
                }
            }
            above = cells.iter().map(|c| c.0).collect();
            cells
        })
    }
}

/// Reads the tables of all nodes, in order.
pub fn read(text: &Folded, provenance: &Provenance, blocks: &[Block], layout: &Layout, items: &[Item]) -> Vec<Grid> {
    let mut grids = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if item.kind != NodeKind::Table {
            continue;
        }
        let blocks = &blocks[item.blocks.clone()];
        let raw = if blocks[0].kind == Kind::Cell {
            let cells: Vec<Span> = blocks.iter().filter(|b| b.kind == Kind::Cell).map(|b| b.body).collect();
            cells::arrange(text, &cells)
        } else if blocks[0].table.is_some() {
            cells::stated(text, provenance, blocks)
        } else {
            cells::rows(text, blocks)
        };
        let above =
            i.checked_sub(1).map(|a| &items[a]).filter(|a| a.part == item.part && a.kind == NodeKind::Paragraph && a.body.len() <= 60);
        let caption = raw.caption.or_else(|| above.map(|a| a.body)).or_else(|| {
            let first = i.checked_sub(1).is_none_or(|before| items[before].part != item.part);
            first.then(|| layout.parts[item.part].title).flatten()
        });
        // Of several header rows the lowest says most: 责任单位 stands over 牵头 and 配合.
        let said = |c: usize| raw.rows[..raw.header_rows].iter().rev().filter_map(move |h| h.get(c)).filter(|cell| !cell.is_empty());
        let meaning = |c: usize| said(c).map(|cell| column(text, *cell)).find(|c| *c != Column::Text).unwrap_or(Column::Text);
        let columns = match blocks[0].table {
            Some(_) => (0..raw.columns).map(meaning).collect(),
            None => {
                let header = raw.rows.first().filter(|_| raw.header_rows > 0);
                (0..raw.columns).map(|c| header.and_then(|h| h.get(c)).map_or(Column::Text, |cell| column(text, *cell))).collect()
            }
        };
        let cells::Raw { header_rows, rows, shared, merged, .. } = raw;
        grids.push(Grid { item: i, caption, header_rows, columns, rows, shared, merged });
    }
    grids
}

/// The cells of a table below the header that say until when.
pub fn due(grid: &Grid) -> impl Iterator<Item = Span> {
    let is_due = |column: usize| grid.columns.get(column) == Some(&Column::Due);
    let rows = grid.rows.iter().zip(&grid.shared).skip(grid.header_rows);
    rows.flat_map(move |(row, &shared)| row.iter().enumerate().filter(move |(c, _)| is_due(c + shared)).map(|(_, cell)| *cell))
}

/// What a header cell says of its column.
fn column(text: &Folded, cell: Span) -> Column {
    let units = soft::squeezed(text, cell);
    let has = |words: &Words| words.find_in(&units).is_some();
    if units.len() > 16 || units.is_empty() {
        return Column::Text;
    }
    if has(words!["序号", "编号"]) {
        return Column::Ordinal;
    }
    if has(words!["时限", "完成时间", "时间节点", "期限", "时间安排"]) {
        return Column::Due;
    }
    let person = has(words!["责任人", "领导", "联系", "电话", "负责人", "情况", "内容", "措施", "清单", "目标", "事项", "任务"]);
    let organ = has(words!["单位", "部门", "处室", "机构", "主体", "科室", "地区", "牵头", "配合"]);
    if organ
        && !person
        && let Some(role) = lexicon::role_of(&units)
    {
        return Column::Role(role);
    }
    Column::Text
}
