//! Glyphs → printed lines, by where they stand and never by the order of drawing; and a line → its text.
//!
//! | on the page | in the text |
//! |---|---|
//! | a glyph drawn twice within a tenth of an em, for bold | once |
//! | a smaller glyph that stands higher or lower beside others | in their line |
//! | 关　于　印　发 set apart by tracking | 关于印发 |
//! | 张三　　李四, 甲方：　　　乙方： | parted by spaces |
//! | a gap of a fifth of an em between Latin letters or digits | a space |
//! | the thin gap between Chinese and Latin | nothing |

use super::page::{Area, Glyph};
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
        text(&self.glyphs)
    }
}

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
    let near = (a.base - b.base).abs() <= 0.35 * large.size;
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

/// Whether a glyph is one of the wide ones, between which a gap is no space.
pub fn is_wide(glyph: &Glyph) -> bool {
    match glyph.c {
        '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}' => {
            true
        }
        '\u{20000}'..='\u{3FFFF}' => true,
        c if c.is_alphanumeric() => false,
        _ => glyph.width > 0.8 * glyph.size,
    }
}

/// Where a gap stands between two wide glyphs, and how many ems it is.
const JOINED: f32 = 0.6;
/// The same where the file drew white space there.
const DRAWN: f32 = 0.15;
/// So many ems part columns, whatever stands beside them.
const APART: f32 = 2.5;
/// A title's characters are set apart by no more than so many ems.
const TRACKED: f32 = 9.0;

/// The text of glyphs that stand one beside the other.
pub fn text(glyphs: &[Glyph]) -> String {
    let spaces = spaces(glyphs);
    let mut text = String::with_capacity(glyphs.len() * 3);
    for (glyph, spaces) in glyphs.iter().zip(spaces) {
        text.extend(std::iter::repeat_n(' ', spaces));
        text.push(glyph.c);
    }
    text
}

/// How many spaces stand before each glyph.
fn spaces(glyphs: &[Glyph]) -> Vec<usize> {
    let mut spaces = vec![0; glyphs.len()];
    // Gaps between wide glyphs, which tokens decide.
    let mut wide: Vec<(usize, f32)> = Vec::new();
    let mut all_single = !glyphs.is_empty();
    for (i, pair) in glyphs.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let both = is_wide(a) && is_wide(b);
        let em = if both { a.width.max(b.width).max(0.5 * a.size.max(b.size)) } else { a.size.max(b.size) };
        let gap = (b.x - a.end()) / em.max(f32::MIN_POSITIVE);
        let many = if gap >= 1.6 { ((2.0 * gap).round() as usize).clamp(2, 16) } else { 1 };
        if both {
            all_single &= gap >= 0.3;
            if gap >= if b.spaced { DRAWN } else { JOINED } {
                wide.push((i + 1, gap));
                spaces[i + 1] = many;
            }
            continue;
        }
        all_single = false;
        let least = match (is_wide(a) || is_wide(b), b.spaced) {
            (true, true) => DRAWN,
            (true, false) => 1.2,
            (false, true) => 0.08,
            (false, false) => 0.2,
        };
        if gap >= least {
            spaces[i + 1] = many;
        }
    }
    if wide.is_empty() {
        return spaces;
    }
    let least = wide.iter().map(|(_, gap)| *gap).fold(f32::MAX, f32::min);
    if all_single && least <= TRACKED {
        // One word set apart, or several with wider gaps between them.
        let most = if wide.len() == 1 { TRACKED } else { (1.7 * least + 0.3).clamp(1.5, TRACKED) };
        for (at, gap) in wide {
            if gap <= most {
                spaces[at] = 0;
            }
        }
        return spaces;
    }
    // Tokens between gaps. One glyph alone belongs to the next one alone, or else to the token behind it: 王 明, 主 任：. A number does not.
    let parted: Vec<usize> = (0..=glyphs.len()).filter(|i| *i == 0 || *i == glyphs.len() || spaces[*i] > 0).collect();
    let single = |i: Option<usize>| i.is_some_and(|i| matches!((parted.get(i), parted.get(i + 1)), (Some(a), Some(b)) if b - a == 1));
    let joined: Vec<usize> = wide
        .iter()
        .filter(|(at, gap)| {
            let behind = parted.partition_point(|p| p < at);
            let before = behind.checked_sub(1);
            let number = before == Some(0) && glyphs.first().is_some_and(|g| "一二三四五六七八九十".contains(g.c));
            let after_single = single(before.and_then(|i| i.checked_sub(1)));
            *gap < APART && single(before) && !number && (single(Some(behind)) || !after_single)
        })
        .map(|(at, _)| *at)
        .collect();
    for at in joined {
        spaces[at] = 0;
    }
    spaces
}
