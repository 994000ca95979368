//! Whether a line is a row of a table that white space parts into cells.

use super::{Line, marker};
use crate::span::Span;
use crate::text::{Folded, class};

/// Whether tabs or runs of spaces part the line into cells, as in a line beside it.
pub fn in_row(text: &Folded, line: Line, near: [Option<Span>; 2]) -> bool {
    let body = line.body;
    let cells = tab_cells(text, body);
    // Where the file has tables of its own, a tab in a paragraph is seldom the border of a cell.
    let least = if line.paragraph { 3 } else { 2 };
    if cells >= 2 {
        return cells >= least && near.iter().flatten().any(|n| tab_cells(text, *n) >= least);
    }
    let cells = space_cells(text, body);
    cells >= 3 && near.iter().flatten().filter(|n| !n.is_empty()).any(|n| space_cells(text, *n) == cells)
}

fn tab_cells(text: &Folded, body: Span) -> usize {
    let from = marker::read(text, body.from(), body.to()).map_or(body.from(), |m| text.skip_blank(m.span.to(), body.to()));
    if text.next(from, body.to(), class::TAB).is_none() {
        return 1;
    }
    1 + text.classes(Span::new(from, body.to())).iter().filter(|c| **c == class::TAB).count()
}

/// Cells parted by two or more spaces; 1 where there are none. A line of prose or letter-spaced title has one.
pub fn space_cells(text: &Folded, body: Span) -> usize {
    if text.next(body.from(), body.to(), class::SPACE).is_none() || body.len() > 120 {
        return 1;
    }
    let (mut cells, mut run) = (1, 0);
    for &c in text.classes(body) {
        match c {
            class::SPACE => run += 1,
            class::STOP | class::COMMA | class::COLON => return 1,
            _ => {
                cells += usize::from(run >= 2);
                run = 0;
            }
        }
    }
    cells
}
