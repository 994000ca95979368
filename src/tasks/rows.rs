//! Rows of a 分工表 → units of work.

use super::{Clause, Unit, clause, names};
use crate::lines::marker;
use crate::model::{Basis, Role};
use crate::span::Span;
use crate::tables::{Column, Grid};
use crate::text::{Folded, brackets, class, soft};
use crate::{lexicon, w, words};
use std::collections::HashSet;

/// The rows of a table that assign somebody.
pub fn units(text: &Folded, grid: &Grid) -> Vec<Unit> {
    if !grid.columns.iter().any(|c| matches!(c, Column::Role(_))) {
        return Vec::new();
    }
    let header = grid.rows[..grid.header_rows].last();
    let mut units: Vec<Unit> = Vec::new();
    // Cells that the row shares with the one above are the task's too.
    for cells in grid.filled() {
        if header.is_some_and(|header| repeats(text, header, &cells)) {
            continue;
        }
        let Some(row) = row(text, grid, &cells) else { continue };
        match units.last_mut() {
            // A row whose task is that of the row above has more organs and days for it.
            Some(above) if row.text.is_empty() && row.goes_on => {
                above.clauses.extend(row.clauses);
                above.span = above.span.join(row.span);
            }
            _ if row.text.is_empty() => {}
            _ => {
                let Row { ordinal, text, span, clauses, shared, .. } = row;
                units.push(Unit { item: grid.item, ordinal, text, span, clauses, shared });
            }
        }
    }
    units
}

/// Whether a row says what the header says, as on each page of a printed table.
fn repeats(text: &Folded, header: &[Span], cells: &[(Span, bool)]) -> bool {
    let said = |cell: Span| soft::squeezed(text, cell);
    header.len() == cells.len() && header.iter().zip(cells).all(|(h, (cell, shared))| *shared || said(*h) == said(*cell))
}

/// A row of a table that assigns somebody.
struct Row {
    ordinal: Option<Span>,
    text: Vec<Span>,
    span: Span,
    clauses: Vec<Clause>,
    /// Cells of days that it shares with the row above.
    shared: Vec<Span>,
    /// Whether it shares the text of its task with the row above.
    goes_on: bool,
}

fn row(text: &Folded, grid: &Grid, cells: &[(Span, bool)]) -> Option<Row> {
    let mut clauses = Vec::new();
    let mut pieces = Vec::new();
    let mut ordinal = None;
    let mut span: Option<Span> = None;
    let (mut days, mut goes_on) = (Vec::new(), false);
    for (column, &(cell, shared)) in grid.columns.iter().zip(cells) {
        if !shared && !cell.is_empty() {
            span = Some(span.map_or(cell, |s| s.join(cell)));
        }
        match column {
            Column::Ordinal => ordinal = ordinal.or(Some(cell).filter(|c| !c.is_empty())),
            Column::Role(role) => {
                let named = in_cell(text, cell, *role);
                if !named.is_empty() {
                    clauses.push(Clause { span: cell, named, basis: Basis::Table, alone: true });
                }
            }
            Column::Due if shared && !cell.is_empty() => days.push(cell),
            Column::Due => {}
            Column::Text if cell.is_empty() || !text.classes(cell).iter().any(|c| class::is_word(*c)) => {}
            Column::Text if shared => goes_on = true,
            Column::Text => pieces.push(cell),
        }
    }
    let span = span?;
    (!clauses.is_empty()).then_some(Row { ordinal, text: pieces, span, clauses, shared: days, goes_on })
}

/// The organs in a cell: with cues of their own where the cell says more than names.
fn in_cell(text: &Folded, cell: Span, role: Role) -> Vec<clause::Named> {
    let marked = bracketed(text, cell, role);
    if !marked.is_empty() {
        return marked;
    }
    if text.has_any(cell, words!["牵头", "配合", "负责", "单位:", "部门:"]) {
        let named = clause::read(text, cell);
        if !named.is_empty() {
            return named;
        }
    }
    let mut out: Vec<clause::Named> = Vec::new();
    let mut seen = HashSet::new();
    for line in lines(text, cell) {
        for name in each(text, line) {
            let plausible = names::plausible(text, name) && !text.at(name.from(), w!("无"));
            if plausible && seen.insert(text.units(name)) {
                out.push(clause::Named { name, role, before_comma: false });
            }
        }
    }
    out
}

/// The names of a line: 1.市数据局；2.市档案馆 are two, ★省财政厅 is one.
fn each(text: &Folded, line: Span) -> Vec<Span> {
    let bare = |name: Span| {
        let from = text.run(name.from(), name.to(), |c| c == class::SYMBOL || class::is_blank(c));
        Span::new(from, name.to())
    };
    if marker::read(text, line.from(), line.to()).is_none() {
        return names::list(text, line).into_iter().map(bare).filter(|n| !n.is_empty()).collect();
    }
    let numbered = |piece: Span| {
        let from = marker::read(text, piece.from(), piece.to()).map_or(piece.from(), |m| m.span.to());
        names::list(text, text.trim(Span::new(from, piece.to())))
    };
    names::pieces(text, line).into_iter().flat_map(|(piece, _)| numbered(piece)).map(bare).filter(|n| !n.is_empty()).collect()
}

/// The organs of a cell in which brackets say who leads: 省教育厅（牵头）、省公安厅（配合）. Those without brackets have the column's role.
fn bracketed(text: &Folded, cell: Span, role: Role) -> Vec<clause::Named> {
    let mut any = false;
    let mut out = Vec::new();
    for name in lines(text, cell).into_iter().flat_map(|line| each(text, line)) {
        let open = (text.class_before(name.to()) == class::CLOSE).then(|| brackets::opening(text, name.to() - 1, name.from())).flatten();
        let said = open.and_then(|open| {
            let inside = soft::squeezed(text, Span::new(open + 1, name.to() - 1));
            let stated = if inside.len() <= 6 { lexicon::role_of(&inside) } else { None };
            stated.map(|role| (text.trim(Span::new(name.from(), open)), role))
        });
        any |= said.is_some();
        let (name, role) = said.unwrap_or((name, role));
        if names::plausible(text, name) {
            out.push(clause::Named { name, role, before_comma: false });
        }
    }
    if any { out } else { Vec::new() }
}

/// A cell's lines, where each ends as an organ's name does; else all of it.
fn lines(text: &Folded, cell: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = cell.from();
    while let Some(end) = text.next(from, cell.to(), class::NEWLINE) {
        let line = text.trim(Span::new(from, end));
        if !lexicon::ends_as_organ(text.units(line)) {
            return vec![cell];
        }
        out.push(line);
        from = end + 1;
    }
    out.push(text.trim(Span::new(from, cell.to())));
    out
}

#[cfg(test)]
mod tests {
    use crate::input::draft::Draft;
    use crate::model::Role;
    use crate::pipeline::{self, Options};
    use crate::source::provenance::{Place, Row};
    use crate::source::{Finished, Source};

    /// The tasks of a table, as `ordinal: role organ, …; days`. `^` is a cell that is one with the cell above.
    fn tasks(rows: &[&str]) -> Vec<String> {
        let mut draft = Draft::default();
        for line in rows {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let from_above = (0..).zip(&cells).filter(|(_, cell)| **cell == "^").map(|(i, _)| i).collect();
            let cells: Vec<&str> = cells.iter().map(|cell| if *cell == "^" { "" } else { cell }).collect();
            draft.row(&cells, Row { from_above, ..Row::default() }, Place::default()).expect("it is short");
        }
        let Finished { text, provenance, .. } = draft.finish();
        let media_type = "text/plain";
        let source = Source { name: None, media_type, text, encoding: "UTF-8", bytes: 0, sha256: String::new(), lossy: false, provenance };
        let notice = pipeline::parse(&source, &Options::default());
        let role = |role: Role| format!("{role:?}").to_lowercase();
        let one = |task: &crate::model::Task| {
            let organs: Vec<String> = task.assignments.iter().map(|a| format!("{} {}", role(a.role), a.department)).collect();
            let days: Vec<&str> =
                task.date_ids.iter().filter_map(|id| notice.dates.iter().find(|d| d.id == *id)).map(|d| d.text.as_ref()).collect();
            format!("{}: {}; {}", task.ordinal.as_deref().unwrap_or_default(), organs.join(", "), days.join(", "))
        };
        notice.tasks.iter().map(one).collect()
    }

    #[test]
    fn rows_assign_as_their_writers_meant() {
        let head = "序号 | 重点任务 | 责任单位 | 完成时限";
        for (rows, expected) in [
            (&["1 | 建平台 | 1.市数据局；2.市档案馆 | 2025年6月"][..], &["1: responsible 市数据局, responsible 市档案馆; 2025年6月"][..]),
            (&["1 | 完善监控 | 省教育厅（牵头）、省公安厅（配合） |"], &["1: lead 省教育厅, support 省公安厅; "]),
            (&["1 | 整治 | ★省财政厅、省民政厅 |"], &["1: responsible 省财政厅, responsible 省民政厅; "]),
            (
                &["1 | 建充电桩 | 市能源局 | 2025年9月底前", "^ | ^ | 市邮政管理局 | 2025年10月底前"],
                &["1: responsible 市能源局, responsible 市邮政管理局; 2025年9月底前, 2025年10月底前"],
            ),
            (
                &["1 | 建学校 | 市教育局 | 2025年底前", "2 | 修道路 | ^ | ^"],
                &["1: responsible 市教育局; 2025年底前", "2: responsible 市教育局; 2025年底前"],
            ),
            (&["1 | 引企业 | 市商务局 |", head, "2 | 育企业 | 市经信局 |"], &["1: responsible 市商务局; ", "2: responsible 市经信局; "]),
        ] {
            let table: Vec<&str> = [head].iter().chain(rows).copied().collect();
            assert_eq!(tasks(&table), expected, "{rows:?}");
        }
    }
}
