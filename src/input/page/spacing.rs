//! The text of glyphs in a row: where the writer put spaces, and where the setter only spread the characters.

use super::Glyph;
use unicode_width::UnicodeWidthChar;

/// Between Latin letters and figures this gap, in sizes, is a space: fonts' own spaces are a quarter wide.
const WORD: f32 = 0.2;
/// Between hanzi, or hanzi and figures, a gap below this is the setter's: word processors put a quarter between hanzi and figures, justified
/// lines up to half.
const WIDE: f32 = 1.8;
/// A gap this wide is one between two texts in one line, however evenly a title is spread.
const FAR: f32 = 8.0;
/// A space that stands where no room for it is, is left over from an object that another covers.
const ROOM: f32 = 0.1;
/// So many spaces stand for a gap at most.
const SPACES: usize = 12;

/// Whether a character is as wide as a hanzi.
pub fn is_wide(c: char) -> bool {
    c.width_cjk().unwrap_or(0) > 1
}

/// A glyph that is seen, and the spaces in front of it.
struct Seen<'a> {
    glyph: &'a Glyph,
    spaces: usize,
    space: char,
    /// In sizes.
    gap: f32,
}

/// The text of a row from left to right, without spaces at its ends.
pub fn text(row: &[Glyph]) -> String {
    let mut seen: Vec<Seen> = Vec::with_capacity(row.len());
    let (mut spaces, mut space) = (0, ' ');
    for glyph in row {
        if glyph.text.is_whitespace() || glyph.text == '\0' {
            spaces += 1;
            space = if glyph.text == '\u{3000}' { glyph.text } else { ' ' };
            continue;
        }
        let (gap, size) = match seen.last() {
            Some(last) => (glyph.x - (last.glyph.x + last.glyph.width), glyph.size.min(last.glyph.size)),
            None => (0.0, glyph.size),
        };
        seen.push(Seen { glyph, spaces: std::mem::take(&mut spaces), space, gap: gap / size });
    }
    let middle = |of: &dyn Fn(char) -> bool| {
        let pairs = seen.windows(2).filter(|w| matches!(w, [a, b] if of(a.glyph.text) && of(b.glyph.text)));
        let mut gaps: Vec<f32> = pairs.filter_map(|w| w.last().map(|b| b.gap)).collect();
        gaps.sort_by(f32::total_cmp);
        (gaps.len(), gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).max(0.0))
    };
    let (wide_pairs, wide) = middle(&is_wide);
    let (narrow_pairs, narrow) = middle(&|c| !is_wide(c));
    // A title that its writer spread with a space behind every character.
    let spread = wide_pairs >= 2 && wide_pairs + 1 == seen.len() && seen.iter().skip(1).all(|s| s.spaces > 0 && s.gap < FAR);
    let mut out = String::with_capacity(row.len() * 3);
    let mut before: Option<char> = None;
    for s in &seen {
        let c = s.glyph.text;
        if let Some(last) = before {
            let bound = match (is_wide(last), is_wide(c)) {
                (true, true) => WIDE.max(wide * 2.2),
                // Letters that are spread as a whole have no word at every gap.
                (false, false) => WORD.max(if narrow_pairs >= 4 { narrow * 1.8 } else { 0.0 }),
                _ => WIDE.min(1.2).max(wide * 2.2),
            };
            let both_narrow = !is_wide(last) && !is_wide(c);
            if spread {
            } else if s.gap > bound.min(FAR) && (both_narrow && s.gap < 1.2) {
                out.push(' ');
            } else if s.gap > bound.min(FAR) {
                let wanted = (s.gap * 2.0).round().clamp(2.0, SPACES as f32) as usize;
                out.extend(std::iter::repeat_n(' ', wanted.max(s.spaces.min(SPACES))));
            } else if s.spaces > 0 && s.gap > ROOM {
                out.extend(std::iter::repeat_n(s.space, s.spaces.min(SPACES)));
            }
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Marks that no line begins with.
const NO_START: &str = "，。、；：！？）》〉”’〕】％%,.;:!?)]";

/// How wide the piece at a row's start is that a line end may not part.
pub fn head(row: &[Glyph]) -> f32 {
    let Some(first) = row.first() else { return 0.0 };
    let mut right = first.x + first.width;
    let whole = !is_wide(first.text);
    for glyph in row.iter().skip(1).take(24) {
        let goes_on = NO_START.contains(glyph.text) || whole && !is_wide(glyph.text) && !glyph.text.is_whitespace();
        if !goes_on || glyph.x - right > glyph.size {
            break;
        }
        right = glyph.x + glyph.width;
    }
    right - first.x
}

/// How wide a character usually is, in sizes: for files that do not say. Of Latin letters the middle between common fonts.
pub fn usual_width(c: char) -> f32 {
    match c {
        c if is_wide(c) => 1.0,
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.26,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.33,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.8,
        'A'..='Z' | '&' => 0.66,
        _ => 0.5,
    }
}
