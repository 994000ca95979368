//! Glyphs → rows on one baseline, and what a line is.

use super::{Glyph, Turn, spacing};

/// A line of text on a page.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Left edge of its first glyph.
    pub left: f32,
    /// Right edge of its last glyph.
    pub right: f32,
    /// Upper edge.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
    /// The size that most of its glyphs have.
    pub size: f32,
    /// How wide the piece at its start is that cannot be parted at a line end: a character, a number, a word.
    pub head: f32,
    /// How many glyphs it has.
    pub glyphs: usize,
    /// The column that it stands in: 0 over the whole page, 1 left, 2 right.
    pub column: u8,
}

/// How far above its baseline a character's box reaches, and how far below, in sizes.
const ABOVE: f32 = 0.86;
const BELOW: f32 = 0.14;

/// Baselines that lie nearer than this part of the size are one: fonts of hanzi and of Latin letters in one line differ by a tenth.
const SAME_BASELINE: f32 = 0.35;
/// A superscript's or note mark's row has at most so many glyphs.
const RAISED: usize = 6;

/// Glyphs in rows from top to bottom, each from left to right.
pub fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let (mut anchor, mut size) = (0.0f32, 0.0f32);
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.y - anchor <= SAME_BASELINE * size.min(glyph.size) => {
                // The largest glyphs say where the row's baseline is.
                if glyph.size > size * 1.2 {
                    anchor = glyph.y;
                }
                size = size.max(glyph.size);
                row.push(glyph);
            }
            _ => {
                (anchor, size) = (glyph.y, glyph.size);
                rows.push(vec![glyph]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        undouble(row);
    }
    rows.retain(|r| r.iter().any(|g| !g.text.is_whitespace()));
    lower(rows)
}

/// Puts raised and lowered characters into the row that they belong to.
fn lower(rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut out: Vec<Vec<Glyph>> = Vec::with_capacity(rows.len());
    for row in rows {
        match out.last_mut() {
            Some(last) if row.len() <= RAISED && beside(last, &row) => merge(last, row),
            Some(last) if last.len() <= RAISED && beside(&row, last) => merge(last, row),
            _ => out.push(row),
        }
    }
    out
}

/// Whether a short row of smaller glyphs stands at half height right beside a glyph of the other.
fn beside(row: &[Glyph], raised: &[Glyph]) -> bool {
    let (Some(first), Some(last)) = (raised.first(), raised.last()) else { return false };
    let size = row.iter().map(|g| g.size).fold(0.0, f32::max);
    let y = row.iter().filter(|g| g.size == size).map(|g| g.y).next().unwrap_or_default();
    let small = raised.iter().all(|g| g.size <= size * 0.8);
    let high = first.y > y - size * 0.7 && first.y < y + size * 0.35;
    let before = row.partition_point(|g| g.x < first.x);
    let touches = |right: f32, left: f32| (left - right).abs() < size * 0.4;
    let left = before.checked_sub(1).and_then(|i| row.get(i)).is_some_and(|g| touches(g.x + g.width, first.x));
    let clear = row.get(before).is_none_or(|g| g.x > last.x + last.width * 0.5);
    small && high && left && clear
}

fn merge(row: &mut Vec<Glyph>, more: Vec<Glyph>) {
    row.extend(more);
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
}

/// Glyphs drawn again at the same place, for bold letters or shadows, become one.
fn undouble(row: &mut Vec<Glyph>) {
    let mut kept: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row.drain(..) {
        let again = kept
            .iter()
            .rev()
            .take(4)
            .any(|k| k.text == glyph.text && (glyph.x - k.x).abs() < 0.3 * k.width.min(k.size) && (glyph.y - k.y).abs() < 0.3 * k.size);
        if !again {
            kept.push(glyph);
        }
    }
    *row = kept;
}

impl Line {
    /// The line of a row; `None` where nothing is visible in it.
    pub fn of(row: &[Glyph]) -> Option<Line> {
        let from = row.iter().position(|g| !g.text.is_whitespace())?;
        let to = row.iter().rposition(|g| !g.text.is_whitespace())?;
        let row = row.get(from..=to)?;
        let mut sizes: Vec<f32> = row.iter().map(|g| g.size).collect();
        sizes.sort_by(f32::total_cmp);
        let extreme = |value: fn(&Glyph) -> f32, pick: fn(f32, f32) -> f32| row.iter().map(value).reduce(pick).unwrap_or_default();
        Some(Line {
            text: spacing::text(row),
            left: row.first()?.x,
            right: extreme(|g| g.x + g.width, f32::max),
            top: extreme(|g| g.y - g.size * ABOVE, f32::min),
            bottom: extreme(|g| g.y + g.size * BELOW, f32::max),
            size: *sizes.get(sizes.len() / 2)?,
            head: spacing::head(row),
            glyphs: row.iter().filter(|g| !g.text.is_whitespace()).count(),
            column: 0,
        })
    }
}

/// Lines of text that is turned against its page. Their edges are those along the text and mean nothing on the page.
pub fn turned(glyphs: impl Iterator<Item = Glyph>, turn: Turn) -> Vec<Line> {
    let glyphs: Vec<Glyph> = glyphs
        .map(|g| match turn {
            Turn::Down => Glyph { x: g.y, y: -g.x, ..g },
            Turn::Up => Glyph { x: -g.y, y: g.x, ..g },
            Turn::Over => Glyph { x: -g.x, y: -g.y, ..g },
            // One below the other from right to left, as vertical text runs.
            Turn::Stacked => Glyph { x: g.y, y: -g.x, width: g.size, ..g },
            // A watermark's glyphs come in its own order, which its slant hides: they are kept as they are.
            Turn::Upright | Turn::Slanting => g,
        })
        .collect();
    if turn == Turn::Slanting {
        // Whatever slants in one size is a line: it is set apart, where order matters little.
        return glyphs.chunk_by(|a, b| a.size == b.size).filter_map(slanting).collect();
    }
    rows(glyphs).iter().filter_map(|r| Line::of(r)).collect()
}

fn slanting(glyphs: &[Glyph]) -> Option<Line> {
    let line = Line::of(glyphs)?;
    Some(Line { text: glyphs.iter().map(|g| g.text).collect(), ..line })
}
