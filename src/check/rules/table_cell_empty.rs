use super::INFO;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::model::Role;
use crate::span::Span;
use crate::tables::Column;

rule!("table-cell-empty", INFO, INFO, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    for grid in &subject.findings.grids {
        let named = |c: usize| matches!(grid.columns[c], Column::Role(Role::Lead | Role::Responsible));
        for column in (0..grid.columns.len()).filter(|&c| named(c)) {
            // A cell that is shared with the row above is no empty one.
            let own = |row: Vec<(Span, bool)>| row.get(column).filter(|c| !c.1).map(|c| c.0);
            let cells: Vec<Span> = grid.filled().filter_map(own).collect();
            let filled = cells.iter().filter(|c| !c.is_empty()).count();
            if filled * 2 <= cells.len() {
                continue;
            }
            let header = grid.rows.first().and_then(|h| h.get(column)).map(|h| subject.quoted(*h)).unwrap_or_default();
            for cell in cells.into_iter().filter(|c| c.is_empty()) {
                let message = Said::new(
                    format!("the cell of {header} is empty, where {filled} other rows have one filled"),
                    format!("“{header}”一栏为空，其他 {filled} 行均已填写"),
                );
                out.push(Fault::new(cell, message, Said::new("name who is responsible", "填写责任单位")));
            }
        }
    }
    out.sort_by_key(|f| f.span);
}
