//! The order in which the lines of a page are read: from the top down, and where a page clearly has columns, each of them by itself.
//!
//! Columns are seen only where at least [`LINES`] lines one below the other part at the same place, the left parts run to the gap and the right parts
//! begin together: a flat table, a list of contents or a signature beside another stays in its lines.

use super::frame::Area;
use super::lines::Row;

/// Fewer lines than this are no columns.
const LINES: usize = 5;
/// Columns inside columns are looked for to this depth: newspapers have some six.
const DEPTH: usize = 4;
/// The gap between columns, and how wide a column is, in ems.
const GAP: f32 = 1.2;
const WIDE: f32 = 7.0;

/// What stands on a page.
#[derive(Debug)]
pub enum Piece {
    /// A line, and the edges of the column that it stands in, where it is not the page.
    Row(Row, Option<(f32, f32)>),
    /// A table, by its place in a list, and the box around it.
    Table(usize, Area),
}

impl Piece {
    /// The box around it.
    pub fn area(&self) -> Area {
        match self {
            Piece::Row(row, _) => row.area,
            Piece::Table(_, area) => *area,
        }
    }
}

/// The pieces of a page in the order in which they are read.
pub fn order(mut pieces: Vec<Piece>, depth: usize) -> Vec<Piece> {
    let key = |piece: &Piece| match piece {
        Piece::Row(row, _) => row.base - 0.35 * row.size,
        Piece::Table(_, area) => area.top,
    };
    pieces.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.area().left.total_cmp(&b.area().left)));
    if depth >= DEPTH {
        return pieces;
    }
    let Some((from, to, at)) = columns(&pieces) else { return pieces };
    let mut rest = pieces;
    let below = rest.split_off(to);
    let band = rest.split_off(from);
    let (left, right) = part(band, at);
    let mut ordered = order(rest, depth + 1);
    for side in [left, right] {
        ordered.extend(order(edged(side), depth + 1));
    }
    ordered.extend(order(below, depth + 1));
    ordered
}

/// The widest gap of a line that holds a place, and whether the line crosses it.
fn gap_at(row: &Row, at: f32) -> Option<(f32, f32)> {
    let next = row.glyphs.partition_point(|g| g.x + g.width / 2.0 < at);
    let (before, behind) = (row.glyphs.get(next.checked_sub(1)?)?, row.glyphs.get(next)?);
    (before.end() <= at && at <= behind.x && behind.x - before.end() >= GAP * row.size).then_some((before.end(), behind.x))
}

fn crosses(piece: &Piece, at: f32) -> bool {
    let area = piece.area();
    let inside = area.left < at && at < area.right;
    match piece {
        Piece::Row(row, _) => inside && gap_at(row, at).is_none(),
        Piece::Table(..) => inside,
    }
}

/// A run of pieces in two columns: its beginning, its end, and where the gap is.
fn columns(pieces: &[Piece]) -> Option<(usize, usize, f32)> {
    // Where gaps begin and end: the place that most of them hold.
    let mut ends: Vec<(f32, i32)> = Vec::new();
    for piece in pieces {
        let Piece::Row(row, _) = piece else { continue };
        for pair in row.glyphs.windows(2) {
            let (from, to) = (pair[0].end(), pair[1].x);
            if to - from >= GAP * row.size {
                ends.extend([(from, 1), (to, -1)]);
            }
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (mut open, mut best, mut at) = (0, 0, 0.0);
    for pair in ends.windows(2) {
        open += pair[0].1;
        if open > best {
            (best, at) = (open, (pair[0].0 + pair[1].0) / 2.0);
        }
    }
    if (best as usize) < LINES {
        return None;
    }
    // The runs of pieces that do not cross it.
    let mut from = 0;
    while from < pieces.len() {
        let to = pieces[from..].iter().position(|p| crosses(p, at)).map_or(pieces.len(), |n| from + n);
        if is_columned(&pieces[from..to], at) {
            return Some((from, to, at));
        }
        from = to + 1;
    }
    None
}

fn is_columned(run: &[Piece], at: f32) -> bool {
    let rows: Vec<&Row> = run.iter().filter_map(|p| if let Piece::Row(row, _) = p { Some(row) } else { None }).collect();
    let split: Vec<(&Row, f32, f32)> = rows.iter().filter_map(|row| gap_at(row, at).map(|(a, b)| (*row, a, b))).collect();
    let n = split.len();
    if n < LINES {
        return false;
    }
    let edge = split.iter().map(|s| s.1).fold(f32::MIN, f32::max);
    let start = split.iter().map(|s| s.2).fold(f32::MAX, f32::min);
    let share = |test: &dyn Fn(&(&Row, f32, f32)) -> bool| split.iter().filter(|s| test(s)).count();
    let full = share(&|(row, left, _)| *left >= edge - 2.0 * row.size && left - row.area.left >= WIDE * row.size);
    let aligned = share(&|(row, _, right)| *right <= start + 2.5 * row.size);
    let broad = share(&|(row, _, right)| row.area.right - right >= WIDE * row.size);
    full * 10 >= n * 6 && aligned * 10 >= n * 8 && broad * 10 >= n * 6
}

fn part(band: Vec<Piece>, at: f32) -> (Vec<Piece>, Vec<Piece>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in band {
        match piece {
            Piece::Row(row, edges) => {
                let (before, behind): (Vec<_>, Vec<_>) = row.glyphs.into_iter().partition(|g| g.x + g.width / 2.0 < at);
                for (side, glyphs) in [(&mut left, before), (&mut right, behind)] {
                    if !glyphs.is_empty() {
                        side.push(Piece::Row(Row::new(glyphs), edges));
                    }
                }
            }
            table if table.area().left < at => left.push(table),
            table => right.push(table),
        }
    }
    (left, right)
}

/// Tells the lines of a column its edges.
fn edged(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let edges = pieces.iter().map(Piece::area).reduce(|a, b| a.with(&b)).map(|area| (area.left, area.right));
    for piece in &mut pieces {
        if let Piece::Row(_, column) = piece {
            *column = edges;
        }
    }
    pieces
}
