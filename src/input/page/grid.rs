//! Rules → grids: where they cross, cells stand between them, and cells with no rule between them are one.
//!
//! | on the page | taken as |
//! |---|---|
//! | rules that touch and make at least two rows of two cells | a table |
//! | level rules that run beyond the upright ones (open sides) | closed there |
//! | two rules within [`NEAR`] | one |
//! | a box around a paragraph, an underline, the red line of a masthead | no table |

use super::Rule;
use super::frame::Area;

/// Rules nearer than this are one: double lines, the two sides of a cell's border.
const NEAR: f32 = 3.0;
/// A page with more rules than this, joined ones counted once, is a drawing: each may touch each.
const MOST: usize = 3_000;
/// A grid has at most so many cells.
const CELLS: usize = 40_000;

/// A grid on a page.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Left edges of its columns, and the right edge of the last.
    pub xs: Vec<f32>,
    /// Upper edges of its rows, and the lower edge of the last.
    pub ys: Vec<f32>,
    /// For each cell, row after row, the first cell of those that it is one with.
    pub first: Vec<usize>,
}

impl Grid {
    /// How many columns.
    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Whether it stands for a table by itself: two rows of two cells. One row alone may go on with the table of the page before.
    pub fn is_table(&self) -> bool {
        self.rows() >= 2 && self.first.iter().enumerate().filter(|(i, first)| i == *first).count() >= 4
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// The box around it.
    pub fn area(&self) -> Area {
        let ends = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, top, right, bottom }
    }

    /// The cell at a point, as the first of those that it is one with.
    pub fn at(&self, (x, y): (f32, f32)) -> Option<usize> {
        let column = self.xs.partition_point(|v| *v <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|v| *v <= y).checked_sub(1)?;
        (column < self.columns() && row < self.rows()).then(|| self.first.get(row * self.columns() + column).copied())?
    }
}

/// The grids of a page, the smallest first: one inside a cell of another stands before it.
pub fn grids(rules: &[Rule]) -> Vec<Grid> {
    let (level, upright): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|r| r.level);
    let (level, upright) = (joined(level), joined(upright));
    if level.len() + upright.len() > MOST {
        return Vec::new();
    }
    let mut groups = touching(&level, &upright);
    let mut grids: Vec<Grid> = groups.drain(..).filter_map(|(level, upright)| grid(level, upright)).collect();
    grids.sort_by(|a, b| {
        let size = |g: &Grid| g.area().width() * (g.area().bottom - g.area().top);
        size(a).total_cmp(&size(b))
    });
    grids
}

/// Rules in one line that touch, as one.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut start = 0;
    while start < rules.len() {
        let at = rules[start].at;
        let end = start + rules[start..].partition_point(|r| r.at - at <= 1.0);
        let line = &mut rules[start..end];
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let from = out.len();
        for rule in line.iter() {
            match out[from..].last_mut() {
                Some(last) if rule.from - last.to <= NEAR => last.to = last.to.max(rule.to),
                _ => out.push(*rule),
            }
        }
        start = end;
    }
    out
}

fn touches(level: &Rule, upright: &Rule) -> bool {
    let inside = |v: f32, rule: &Rule| v >= rule.from - NEAR && v <= rule.to + NEAR;
    inside(upright.at, level) && inside(level.at, upright)
}

/// The groups of rules that touch each other.
fn touching(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let n = level.len();
    let mut parent: Vec<usize> = (0..n + upright.len()).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    for (i, rule) in level.iter().enumerate() {
        // Both are sorted by their place.
        let from = upright.partition_point(|u| u.at < rule.from - NEAR);
        for (j, other) in upright.iter().enumerate().skip(from).take_while(|(_, u)| u.at <= rule.to + NEAR) {
            if touches(rule, other) {
                let (a, b) = (root(&mut parent, i), root(&mut parent, n + j));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for (i, rule) in level.iter().enumerate() {
        let root = root(&mut parent, i);
        groups.entry(root).or_default().0.push(*rule);
    }
    for (j, rule) in upright.iter().enumerate() {
        let root = root(&mut parent, n + j);
        groups.entry(root).or_default().1.push(*rule);
    }
    groups.into_values().collect()
}

/// Places that lie near each other, as one.
fn places(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for value in values {
        if out.last().is_none_or(|last| value - last > NEAR) {
            out.push(value);
        }
    }
    out
}

fn grid(mut level: Vec<Rule>, mut upright: Vec<Rule>) -> Option<Grid> {
    close(&mut level, &mut upright);
    let (xs, ys) = (places(upright.iter().map(|r| r.at)), places(level.iter().map(|r| r.at)));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns < 2 || rows < 1 || columns.checked_mul(rows)? > CELLS {
        return None;
    }
    // Whether a rule stands at the right of a cell, and below it.
    let mut right = vec![false; columns * rows];
    for rule in &upright {
        let Some(column) = nearest(&xs, rule.at).checked_sub(1).filter(|c| *c < columns) else { continue };
        for row in covered(&ys, rule) {
            right[row * columns + column] = true;
        }
    }
    let mut below = vec![false; columns * rows];
    for rule in &level {
        let Some(row) = nearest(&ys, rule.at).checked_sub(1).filter(|r| *r < rows) else { continue };
        for column in covered(&xs, rule) {
            below[row * columns + column] = true;
        }
    }
    let first = regions(&right, &below, columns, rows);
    let distinct = first.iter().enumerate().filter(|(i, f)| i == *f).count();
    (distinct >= 2).then_some(Grid { xs, ys, first })
}

/// Adds the sides that a table with open sides leaves out.
fn close(level: &mut Vec<Rule>, upright: &mut Vec<Rule>) {
    let extent = |rules: &[Rule]| {
        let ends = rules.iter().map(|r| (r.from, r.to)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        ends.filter(|_| rules.len() >= 3)
    };
    let range = |rules: &[Rule]| rules.iter().map(|r| r.at).fold((f32::MAX, f32::MIN), |m, v| (m.0.min(v), m.1.max(v)));
    let (wide, high) = (extent(level), extent(upright));
    let ((x0, x1), (y0, y1)) = (range(upright), range(level));
    if let Some((left, right)) = wide {
        for (at, open) in [(left, left < x0 - 3.0 * NEAR), (right, right > x1 + 3.0 * NEAR)] {
            if open {
                upright.push(Rule { level: false, at, from: y0, to: y1 });
            }
        }
    }
    if let Some((top, bottom)) = high {
        for (at, open) in [(top, top < y0 - 3.0 * NEAR), (bottom, bottom > y1 + 3.0 * NEAR)] {
            if open {
                level.push(Rule { level: true, at, from: x0, to: x1 });
            }
        }
    }
}

/// The place in a sorted list that a value stands for.
fn nearest(places: &[f32], value: f32) -> usize {
    places.partition_point(|p| *p <= value).saturating_sub(1)
}

/// The spaces between places that a rule runs along for most of their length.
fn covered(places: &[f32], rule: &Rule) -> std::ops::Range<usize> {
    let from = nearest(places, rule.from);
    let to = places.partition_point(|p| *p < rule.to).min(places.len() - 1);
    let share = |i: usize| {
        let (a, b) = (places[i], places[i + 1]);
        (rule.to.min(b) - rule.from.max(a)) / (b - a)
    };
    let from = if from < to && share(from) < 0.6 { from + 1 } else { from };
    let to = if from < to && share(to - 1) < 0.6 { to - 1 } else { to };
    from..to.max(from)
}

/// For each cell the first of those with no rule between them.
fn regions(right: &[bool], below: &[bool], columns: usize, rows: usize) -> Vec<usize> {
    let mut first: Vec<usize> = (0..columns * rows).collect();
    fn root(first: &[usize], mut i: usize) -> usize {
        while first[i] != i {
            i = first[i];
        }
        i
    }
    for row in 0..rows {
        for column in 0..columns {
            let cell = row * columns + column;
            for (open, other) in [(column + 1 < columns && !right[cell], cell + 1), (row + 1 < rows && !below[cell], cell + columns)] {
                if open {
                    let (a, b) = (root(&first, cell), root(&first, other));
                    let (low, high) = (a.min(b), a.max(b));
                    first[high] = low;
                    first[cell] = low;
                    first[other] = low;
                }
            }
        }
    }
    for cell in 0..first.len() {
        first[cell] = root(&first, cell);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(level: bool, at: f32, from: f32, to: f32) -> Rule {
        Rule { level, at, from, to }
    }

    #[test]
    fn rules_make_grids_and_what_is_none_is_left() {
        let level = |at| rule(true, at, 0.0, 300.0);
        let upright = |at, from, to| rule(false, at, from, to);
        // Rows, columns, and cells that are not one with others.
        type Found = Option<(usize, usize, usize)>;
        let cases: &[(&str, Vec<Rule>, Found)] = &[
            ("a box", vec![level(0.0), level(50.0), upright(0.0, 0.0, 50.0), upright(300.0, 0.0, 50.0)], None),
            ("an underline", vec![level(20.0)], None),
            (
                "two by two",
                [0.0, 40.0, 80.0].map(level).into_iter().chain([0.0, 100.0, 300.0].map(|x| upright(x, 0.0, 80.0))).collect(),
                Some((2, 2, 4)),
            ),
            ("open sides", [0.0, 40.0, 80.0].map(level).into_iter().chain([upright(100.0, 0.0, 80.0)]).collect(), Some((2, 2, 4))),
            (
                "a head over two columns",
                [0.0, 40.0, 80.0, 120.0]
                    .map(level)
                    .into_iter()
                    .chain([0.0, 300.0].map(|x| upright(x, 0.0, 120.0)))
                    .chain([upright(100.0, 40.0, 120.0)])
                    .collect(),
                Some((3, 2, 5)),
            ),
            (
                "borders drawn cell by cell, twice",
                [0.0, 1.0, 40.0, 41.0, 80.0]
                    .into_iter()
                    .flat_map(|y| [rule(true, y, 0.0, 99.5), rule(true, y, 100.5, 300.0)])
                    .chain([0.0, 100.0, 300.0].into_iter().flat_map(|x| [upright(x, 0.5, 39.5), upright(x, 40.5, 79.5)]))
                    .collect(),
                Some((2, 2, 4)),
            ),
        ];
        for (name, rules, expected) in cases {
            let grids: Vec<Grid> = grids(rules).into_iter().filter(Grid::is_table).collect();
            let found = grids.first().map(|g| (g.rows(), g.columns(), g.first.iter().enumerate().filter(|(i, f)| i == *f).count()));
            assert_eq!(found, *expected, "{name}");
        }
    }
}
