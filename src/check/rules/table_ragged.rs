use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::lines::Kind;

rule!("table-ragged", WARNING, WARNING, "internal consistency");

/// At most one row in so many may differ before the table is of merged cells rather than at fault.
const FEW: usize = 3;

/// The fewest rows below the header that show what a row is where a cell is a line.
const ROWS: usize = 6;

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let findings = subject.findings;
    for grid in &findings.grids {
        // Where a cell is a line, nothing but the rows' numbers tells where one ends, and merged cells are missing: there only
        // a single row that lacks a single cell is sure.
        let lines = findings.blocks[findings.items[grid.item].blocks.start].kind == Kind::Row;
        let columns = grid.columns.len();
        let body = || grid.rows.iter().zip(&grid.shared).skip(grid.header_rows);
        let ragged = body().filter(|(row, shared)| row.len() + **shared != columns);
        if columns < 2 || grid.header_rows == 0 || ragged.clone().count() * FEW > body().count() {
            continue;
        }
        let single = || ragged.clone().count() == 1 && ragged.clone().all(|(row, _)| row.len() + 1 == columns);
        if !(lines || body().count() >= ROWS && single()) {
            continue;
        }
        for (row, _) in ragged {
            let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
            let (cells, span) = (row.len(), first.join(*last));
            let message =
                Said::new(format!("the row has {cells} cells, the header {columns}"), format!("该行有 {cells} 个单元格，表头有 {columns} 个"));
            out.push(Fault::new(span, message, Said::new("add the missing cell, empty if need be, or take one out", "补上缺少的单元格（可为空），或删去多余的")));
        }
    }
}
