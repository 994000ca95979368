//! Glyphs → printed lines, by where they stand and never by the order of drawing.
//!
//! | on the page | in the text |
//! |---|---|
//! | a glyph drawn twice within a tenth of an em, for bold | once |
//! | a smaller glyph that stands higher or lower beside others | in their line |
//! | a digit or sign among them that stands higher | as a superscript: ¹ ⁻ ⁿ |

use super::Glyph;
use super::frame::Area;
use super::spacing::{is_wide, text};
use crate::input::raised::raised;
use std::collections::HashMap;

/// A printed line, or the part of it in one column or cell.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The box around it.
    pub area: Area,
    /// Its baseline.
    pub base: f32,
    /// The height of most of its glyphs.
    pub size: f32,
}

impl Row {
    /// The line of these glyphs, of which there is at least one.
    pub fn new(mut glyphs: Vec<Glyph>) -> Row {
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
        let middle = sizes.len() / 2;
        let size = if sizes.is_empty() { 1.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 };
        let mut bases: Vec<f32> = glyphs.iter().filter(|g| g.size > 0.8 * size).map(|g| g.y).collect();
        let middle = bases.len() / 2;
        let base = if bases.is_empty() { 0.0 } else { *bases.select_nth_unstable_by(middle, f32::total_cmp).1 };
        let area = glyphs
            .iter()
            .map(|g| Area { left: g.x, top: g.top(), right: g.end(), bottom: g.bottom() })
            .reduce(|a, b| a.with(&b))
            .unwrap_or_default();
        Row { glyphs, area, base, size }
    }

    /// How wide that is which can only stand on a line together: its first wide glyph or Latin word, with the marks that open before it and close
    /// behind it. Where so much was left on the line before, its writer broke it.
    pub fn first_unit(&self) -> f32 {
        const OPENING: &str = "（(《〈“‘「『【〔[";
        const CLOSING: &str = "）)》〉”’」』】〕]，。、；：！？,.;:!?%％·…";
        /// A longer Latin word may be broken.
        const WORD: usize = 16;
        let count = |from: usize, keep: &dyn Fn(&Glyph) -> bool| self.glyphs.iter().skip(from).take_while(|g| keep(g)).count();
        let mut n = count(0, &|g| OPENING.contains(g.c));
        n += count(n, &|g| !is_wide(g) && !g.spaced).clamp(1, WORD);
        n += count(n, &|g| CLOSING.contains(g.c));
        // Word processors keep a number with the mark before it.
        n += count(n, &|g| g.c.is_ascii_digit() && !g.spaced).min(WORD);
        self.glyphs.iter().take(n).map(|g| g.width).sum::<f32>().max(self.size)
    }

    /// Its text.
    pub fn text(&self) -> String {
        let stands_high = |g: &Glyph| g.size < SMALLER * self.size && RAISE.contains(&((self.base - g.y) / self.size));
        let glyph = |g: &Glyph| Glyph { c: if stands_high(g) { raised(g.c) } else { g.c }, ..*g };
        text(&self.glyphs.iter().map(glyph).collect::<Vec<_>>())
    }
}

/// Raised and lowered glyphs are smaller than this part of the line's height; browsers leave them five sixths of it.
const SMALLER: f32 = 0.9;
/// A superscript is raised by so much of the line's height.
const RAISE: std::ops::RangeInclusive<f32> = 0.22..=0.6;

/// Leaves out glyphs that were drawn again at the same place, as for bold or a shadow.
pub fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    /// In ems.
    const BESIDE: f32 = 0.12;
    let mut seen: HashMap<(char, i32, i32), Vec<(f32, f32)>> = HashMap::with_capacity(glyphs.len());
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        // A cell is an em wide, so that what is beside stands in the same or the next one.
        let em = glyph.size.max(1.0).round();
        let cell = |v: f32| (v / em).floor() as i32;
        let near = |x: f32, y: f32| (x - glyph.x).abs() < BESIDE * glyph.size && (y - glyph.y).abs() < BESIDE * glyph.size;
        let (cx, cy) = (cell(glyph.x), cell(glyph.y));
        let mut again = false;
        for dx in -1..=1 {
            for dy in -1..=1 {
                let places = seen.get(&(glyph.c, cx.saturating_add(dx), cy.saturating_add(dy)));
                // A thousand of one character in a square em are no text.
                again |= places.is_some_and(|places| places.len() > 16 || places.iter().any(|&(x, y)| near(x, y)));
            }
        }
        if !again {
            seen.entry((glyph.c, cx, cy)).or_default().push((glyph.x, glyph.y));
            kept.push(glyph);
        }
    }
    kept
}

/// So many groups of raised and lowered glyphs join one line; each join sorts the line again.
const RAISED: usize = 6;

/// The lines of glyphs that run the same way, from the top down.
pub fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    let mut anchor = (0.0, 0.0);
    for glyph in glyphs {
        match groups.last_mut() {
            Some(group) if glyph.y - anchor.0 <= 0.3 * glyph.size.min(anchor.1) => {
                anchor.1 = anchor.1.max(glyph.size);
                group.push(glyph);
            }
            _ => {
                anchor = (glyph.y, glyph.size);
                groups.push(vec![glyph]);
            }
        }
    }
    let mut rows: Vec<Row> = Vec::with_capacity(groups.len());
    let mut merged = 0;
    for group in groups {
        let row = Row::new(group);
        // A raised or lowered group belongs to the line that it overlaps and stands beside.
        match rows.last_mut() {
            Some(before) if merged < RAISED && belong(before, &row) => {
                merged += 1;
                let mut glyphs = std::mem::take(&mut before.glyphs);
                glyphs.extend(row.glyphs);
                *before = Row::new(glyphs);
            }
            _ => {
                merged = 0;
                rows.push(row);
            }
        }
    }
    rows
}

fn belong(a: &Row, b: &Row) -> bool {
    let (small, large) = if a.size < b.size { (a, b) } else { (b, a) };
    let height = |row: &Row| (row.base - 0.85 * row.size, row.base + 0.15 * row.size);
    let ((top, bottom), (above, below)) = (height(small), height(large));
    let overlap = bottom.min(below) - top.max(above);
    let far = (a.base - b.base).abs() / large.size;
    let near = far <= 0.35 || far <= 0.5 && small.size < SMALLER * large.size;
    if overlap < 0.5 * small.size || small.size > 0.8 * large.size && !near {
        return false;
    }
    // Each glyph of the smaller stands free, and its first or last beside one of the larger.
    let mut beside = small.glyphs.len() > 2 * large.glyphs.len();
    for glyph in &small.glyphs {
        let next = large.glyphs.partition_point(|g| g.x + g.width / 2.0 < glyph.x + glyph.width / 2.0);
        let before = next.checked_sub(1).and_then(|i| large.glyphs.get(i)).map(|g| glyph.x - g.end());
        let behind = large.glyphs.get(next).map(|g| g.x - glyph.end());
        let gaps = [before, behind];
        if gaps.iter().flatten().any(|gap| *gap < -0.35 * small.size) {
            return false;
        }
        beside |= gaps.iter().flatten().any(|gap| *gap < large.size);
    }
    beside
}
