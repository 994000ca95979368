//! Rows of a 分工表 → units of work.

use super::{Clause, Unit, clause, names};
use crate::model::{Basis, Role};
use crate::span::Span;
use crate::tables::{Column, Grid};
use crate::text::{Folded, class};
use crate::{lexicon, w, words};
use std::collections::HashSet;

/// The rows of a table that assign somebody.
pub fn units(text: &Folded, grid: &Grid) -> Vec<Unit> {
    if !grid.columns.iter().any(|c| matches!(c, Column::Role(_))) {
        return Vec::new();
    }
    // Cells that the row shares with the one above are the task's too.
    grid.filled().filter_map(|cells| unit(text, grid, &cells)).collect()
}

fn unit(text: &Folded, grid: &Grid, cells: &[(Span, bool)]) -> Option<Unit> {
    let mut clauses = Vec::new();
    let mut pieces = Vec::new();
    let mut ordinal = None;
    let mut span: Option<Span> = None;
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
            Column::Due => {}
            Column::Text if !shared && !cell.is_empty() && text.classes(cell).iter().any(|c| class::is_word(*c)) => pieces.push(cell),
            Column::Text => {}
        }
    }
    let span = span?;
    (!clauses.is_empty() && !pieces.is_empty()).then_some(Unit { item: grid.item, ordinal, text: pieces, span, clauses })
}

/// The organs in a cell: with cues of their own where the cell says more than names.
fn in_cell(text: &Folded, cell: Span, role: Role) -> Vec<clause::Named> {
    if text.has_any(cell, words!["牵头", "配合", "负责", "单位:", "部门:"]) {
        let named = clause::read(text, cell);
        if !named.is_empty() {
            return named;
        }
    }
    let named = |name| clause::Named { name, role, before_comma: false };
    let lines: Vec<Span> = lines(text, cell);
    let mut out: Vec<clause::Named> = Vec::new();
    let mut seen = HashSet::new();
    for line in lines {
        for name in names::list(text, line) {
            let plausible = names::plausible(text, name) && !text.at(name.from(), w!("无"));
            if plausible && seen.insert(text.units(name)) {
                out.push(named(name));
            }
        }
    }
    out
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
