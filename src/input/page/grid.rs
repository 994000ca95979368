//! Rules → grids: where a table's columns and rows begin, and between which cells a rule stands.

use super::Rule;

/// A rule is thinner than this.
pub const THICK: f32 = 1.2;
/// Rules whose places differ less are one, and their ends meet.
const NEAR: f32 = 1.0;
/// A rule is at least so long once its pieces are joined.
const SHORT: f32 = 3.0;
/// More rules than this on one page, once their pieces are joined, are a drawing: each is held against each.
const MERGED: usize = 800;
/// A grid has at most so many columns and rows; more are squared paper.
const COLUMNS: usize = 64;
const ROWS: usize = 400;

/// A rule at one place, from here to there.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    at: f32,
    from: f32,
    to: f32,
}

/// A grid of cells.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Where columns begin, and where the last ends.
    pub xs: Vec<f32>,
    /// Where rows begin, and where the last ends.
    pub ys: Vec<f32>,
    /// For each cell, row by row, whether a rule stands at its right.
    right: Vec<bool>,
    /// And whether one stands below it.
    below: Vec<bool>,
}

impl Grid {
    /// How many columns.
    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// The cell that a place lies in, as row and column.
    pub fn cell(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let row = self.ys.partition_point(|v| *v <= y).checked_sub(1).filter(|r| *r < self.rows())?;
        let column = self.xs.partition_point(|v| *v <= x).checked_sub(1).filter(|c| *c < self.columns())?;
        Some((row, column))
    }

    fn open(&self, of: &[bool], row: usize, column: usize) -> bool {
        !of.get(row * self.columns() + column).copied().unwrap_or(true)
    }

    /// For each cell, row by row, the cell at the upper left of the one that it belongs to: cells between which no rule stands are one,
    /// as far as they make a rectangle.
    pub fn merged(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.rows(), self.columns());
        let mut owner: Vec<Option<(usize, usize)>> = vec![None; rows * columns];
        for row in 0..rows {
            for column in 0..columns {
                let free = |owner: &[Option<(usize, usize)>], r: usize, c: usize| owner.get(r * columns + c) == Some(&None);
                if !free(&owner, row, column) {
                    continue;
                }
                let mut to = column + 1;
                while to < columns && self.open(&self.right, row, to - 1) && free(&owner, row, to) {
                    to += 1;
                }
                let mut down = row + 1;
                while down < rows
                    && (column..to).all(|c| self.open(&self.below, down - 1, c) && free(&owner, down, c))
                    && (column..to - 1).all(|c| self.open(&self.right, down, c))
                {
                    down += 1;
                }
                for r in row..down {
                    for c in column..to {
                        if let Some(cell) = owner.get_mut(r * columns + c) {
                            *cell = Some((row, column));
                        }
                    }
                }
            }
        }
        owner.into_iter().enumerate().map(|(i, o)| o.unwrap_or((i / columns.max(1), i % columns.max(1)))).collect()
    }
}

/// The grids of a page from top to bottom.
pub fn read(rules: &[Rule]) -> Vec<Grid> {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for r in rules {
        let (w, h) = (r.x1 - r.x0, r.y1 - r.y0);
        if h < THICK && w > h {
            across.push(Stroke { at: (r.y0 + r.y1) / 2.0, from: r.x0, to: r.x1 });
        } else if w < THICK && h > w {
            down.push(Stroke { at: (r.x0 + r.x1) / 2.0, from: r.y0, to: r.y1 });
        }
    }
    let (across, down) = (joined(across), joined(down));
    if across.len() + down.len() > MERGED || across.is_empty() || down.is_empty() {
        return Vec::new();
    }
    let groups = groups(&across, &down);
    let mut grids: Vec<Grid> = groups.into_iter().filter_map(|(across, down)| grid(&across, &down)).collect();
    grids.sort_by(|a, b| a.ys.first().unwrap_or(&0.0).total_cmp(b.ys.first().unwrap_or(&0.0)));
    // A grid in a cell of another belongs to that cell: its text is read there.
    let mut kept: Vec<Grid> = Vec::new();
    for grid in grids {
        let inside = kept.iter().any(|k| match (k.xs.first(), k.xs.last(), k.ys.last(), grid.xs.first(), grid.ys.first()) {
            (Some(x0), Some(x1), Some(y1), Some(x), Some(y)) => (*x0 - NEAR..*x1 - NEAR).contains(x) && *y < *y1 - NEAR,
            _ => true,
        });
        if !inside {
            kept.push(grid);
        }
    }
    kept
}

/// Strokes whose pieces are joined: a table's rule is often drawn cell by cell.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::new();
    for same in clusters(&strokes, |s| s.at) {
        let mut same = same.to_vec();
        let at = same.iter().map(|s| s.at).sum::<f32>() / same.len() as f32;
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut last: Option<Stroke> = None;
        for stroke in same {
            match &mut last {
                Some(l) if stroke.from <= l.to + NEAR => l.to = l.to.max(stroke.to),
                _ => out.extend(last.replace(Stroke { at, ..stroke })),
            }
        }
        out.extend(last);
    }
    out.retain(|s| s.to - s.from >= SHORT);
    out
}

/// Runs of a sorted list whose places lie within [`NEAR`] of the run's first.
fn clusters<T>(sorted: &[T], place: impl Fn(&T) -> f32) -> impl Iterator<Item = &[T]> {
    let mut rest = sorted;
    std::iter::from_fn(move || {
        let first = place(rest.first()?);
        let (run, after) = rest.split_at(rest.partition_point(|t| place(t) <= first + NEAR).max(1));
        rest = after;
        Some(run)
    })
}

/// Strokes that touch each other, across and down.
fn groups(across: &[Stroke], down: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while let Some(&up) = parent.get(i).filter(|up| **up != i) {
            let over = parent.get(up).copied().unwrap_or(up);
            if let Some(p) = parent.get_mut(i) {
                *p = over;
            }
            i = over;
        }
        i
    }
    for (i, a) in across.iter().enumerate() {
        let from = down.partition_point(|d| d.at < a.from - NEAR);
        for (j, d) in down.iter().enumerate().skip(from).take_while(|(_, d)| d.at <= a.to + NEAR) {
            if d.from - NEAR <= a.at && a.at <= d.to + NEAR {
                let (x, y) = (root(&mut parent, i), root(&mut parent, across.len() + j));
                if let Some(p) = parent.get_mut(y) {
                    *p = x;
                }
            }
        }
    }
    let mut out: std::collections::BTreeMap<usize, (Vec<Stroke>, Vec<Stroke>)> = Default::default();
    for (i, stroke) in across.iter().chain(down).enumerate() {
        let group = out.entry(root(&mut parent, i)).or_default();
        if i < across.len() { group.0.push(*stroke) } else { group.1.push(*stroke) }
    }
    out.into_values().collect()
}

/// The grid that strokes make, if it has two by two cells.
fn grid(across: &[Stroke], down: &[Stroke]) -> Option<Grid> {
    let places = |strokes: &[Stroke], others: &[Stroke]| {
        let mut at: Vec<f32> = strokes.iter().map(|s| s.at).collect();
        // Tables without rules at their sides end where the rules across do.
        let from = others.iter().map(|o| o.from).reduce(f32::min)?;
        let to = others.iter().map(|o| o.to).reduce(f32::max)?;
        at.sort_by(f32::total_cmp);
        at.extend(at.first().copied().filter(|first| from < first - SHORT).map(|_| from));
        at.extend(at.iter().copied().reduce(f32::max).filter(|last| to > last + SHORT).map(|_| to));
        at.sort_by(f32::total_cmp);
        Some(clusters(&at, |v| *v).map(|run| run.iter().sum::<f32>() / run.len() as f32).collect::<Vec<f32>>())
    };
    let (xs, ys) = (places(down, across)?, places(across, down)?);
    if xs.len() < 3 || ys.len() < 3 || xs.len() > COLUMNS + 1 || ys.len() > ROWS + 1 {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut grid = Grid { xs, ys, right: vec![false; rows * columns], below: vec![false; rows * columns] };
    let index = |of: &[f32], at: f32| of.iter().position(|v| (v - at).abs() <= NEAR).and_then(|i| i.checked_sub(1));
    // A rule parts two cells if it stands along more than half of their common side.
    let covers = |of: &[f32], i: usize, s: &Stroke| match (of.get(i), of.get(i + 1)) {
        (Some(a), Some(b)) => s.to.min(*b) - s.from.max(*a) > (b - a) / 2.0,
        _ => false,
    };
    for d in down {
        let Some(column) = index(&grid.xs, d.at) else { continue };
        for row in (0..rows).filter(|r| covers(&grid.ys, *r, d)) {
            if let Some(cell) = grid.right.get_mut(row * columns + column) {
                *cell = true;
            }
        }
    }
    for a in across {
        let Some(row) = index(&grid.ys, a.at) else { continue };
        for column in (0..columns).filter(|c| covers(&grid.xs, *c, a)) {
            if let Some(cell) = grid.below.get_mut(row * columns + column) {
                *cell = true;
            }
        }
    }
    Some(grid)
}
