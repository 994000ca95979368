//! Rows → lines in reading order: two columns of prose one after the other. And where the edges of columns are.

use super::Glyph;
use super::lines::Line;

/// The edges of a page's columns, by the column's number in [`Line::column`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Edges([Option<(f32, f32)>; 3]);

impl Edges {
    /// The left and right edge of a column.
    pub fn of(&self, column: u8) -> Option<(f32, f32)> {
        self.0.get(column as usize).copied().flatten()
    }

    /// The edges of columns that lines show: most lines of a column begin at its left edge, and its full ones end at its right one.
    /// `least` is how many lines have to show it.
    pub fn shown<'a>(lines: impl Iterator<Item = &'a Line> + Clone, least: usize) -> Edges {
        let mut edges = Edges::default();
        for (column, edge) in (0..).zip(edges.0.iter_mut()) {
            let of = lines.clone().filter(|l| l.column == column);
            let mut lefts: Vec<(f32, f32)> = of.clone().map(|l| (l.left, l.size)).collect();
            let mut rights: Vec<(f32, f32)> = of.map(|l| (-l.right, l.size)).collect();
            if lefts.len() < least {
                continue;
            }
            *edge = outermost(&mut lefts, 0.6).zip(outermost(&mut rights, 1.3)).map(|(left, right)| (left, -right));
        }
        edges
    }
}

/// The smallest place that several lines share within so many sizes.
fn outermost(places: &mut [(f32, f32)], sizes: f32) -> Option<f32> {
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let least = (places.len() / 5).clamp(2, 12);
    let mut to = 0;
    for (from, &(place, size)) in places.iter().enumerate() {
        to = to.max(from);
        while places.get(to).is_some_and(|p| p.0 <= place + size * sizes) {
            to += 1;
        }
        if to - from >= least {
            return Some(place);
        }
    }
    None
}

/// A gap this wide, in sizes, may part columns.
const GUTTER: f32 = 1.2;
/// Two columns have so many rows with text on both sides of the gutter.
const ROWS: usize = 8;
/// The gutter is looked for in so many places of the page's middle.
const PLACES: usize = 32;

/// Lines in reading order, and the edges of their columns where the page has lines enough to tell.
pub fn read(rows: Vec<Vec<Glyph>>) -> (Vec<Line>, Edges) {
    let lines = match gutter(&rows) {
        Some(gutter) => parted(rows, gutter),
        None => rows.iter().filter_map(|r| Line::of(r)).collect(),
    };
    let shown = Edges::shown(lines.iter(), 8);
    // A page of short lines shows no right edge: a third of the lines have to reach it.
    let mut edges = Edges::default();
    for (column, edge) in (0..).zip(edges.0.iter_mut()) {
        let Some((left, right)) = shown.of(column) else { continue };
        let of = || lines.iter().filter(|l| l.column == column);
        if of().filter(|l| l.right > right - l.size * 1.3).count() * 3 >= of().count() {
            *edge = Some((left, right));
        }
    }
    (lines, edges)
}

/// Where the space between two columns of prose is.
fn gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let left = rows.iter().filter_map(|r| r.first()).map(|g| g.x).reduce(f32::min)?;
    let right = rows.iter().filter_map(|r| r.last()).map(|g| g.x + g.width).reduce(f32::max)?;
    let place = |i: usize| left + (right - left) * (0.35 + 0.3 * i as f32 / PLACES as f32);
    let mut counts = [0usize; PLACES];
    for row in rows {
        for (from, to) in gaps(row) {
            for (i, count) in counts.iter_mut().enumerate() {
                *count += usize::from(from < place(i) && place(i) < to);
            }
        }
    }
    let best = (0..PLACES).rev().max_by_key(|i| counts.get(*i).copied().unwrap_or(0))?;
    let at = place(best);
    let both = *counts.get(best)?;
    let over = rows.iter().filter(|r| r.iter().any(|g| g.x < at && at < g.x + g.width)).count();
    if both < ROWS || over * 3 > both {
        return None;
    }
    // Prose fills its columns; what two parties sign and lists beside each other do not.
    let full = rows.iter().filter(|row| {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
        let Some((from, to)) = gaps(row).find(|(from, to)| *from < at && at < *to) else { return false };
        from - first.x > (at - left) * 0.6 && last.x + last.width - to > (right - at) * 0.6
    });
    (full.count() * 2 >= both).then_some(at)
}

/// The gaps in a row that are as wide as a gutter.
fn gaps(row: &[Glyph]) -> impl Iterator<Item = (f32, f32)> {
    row.windows(2).filter_map(|w| match w {
        [a, b] if b.x - (a.x + a.width) > GUTTER * a.size => Some((a.x + a.width, b.x)),
        _ => None,
    })
}

/// Lines of two columns: the left one down to a line over both, then the right one.
fn parted(rows: Vec<Vec<Glyph>>, gutter: f32) -> Vec<Line> {
    let mut out = Vec::new();
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = Default::default();
    for row in rows {
        let at = row.partition_point(|g| g.x + g.width <= gutter);
        let (before, after) = row.split_at_checked(at).unwrap_or((&row, &[]));
        if after.iter().any(|g| g.x < gutter) {
            out.append(&mut left);
            out.append(&mut right);
            out.extend(Line::of(&row));
            continue;
        }
        left.extend(Line::of(before).map(|l| Line { column: 1, ..l }));
        right.extend(Line::of(after).map(|l| Line { column: 2, ..l }));
    }
    out.append(&mut left);
    out.append(&mut right);
    out
}
