//! A line's glyphs → its text: where its writer put spaces, and where characters were only set apart.
//!
//! | on the page | in the text |
//! |---|---|
//! | 关　于　印　发 set apart by tracking | 关于印发 |
//! | 张三　　李四, 甲方：　　　乙方： | parted by spaces |
//! | a gap of a fifth of an em between Latin letters or digits | a space |
//! | the thin gap between Chinese and Latin | nothing |

use super::Glyph;

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

/// Whether a mark at a line's end may hang over the edge.
pub fn hangs(c: char) -> bool {
    "，。、；：！？）”’》〉」】〕%".contains(c)
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
