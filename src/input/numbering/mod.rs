//! Automatic numbers: what word processors count and never write into the text. One way to count for DOCX and DOC, whose lists are the same.
//!
//! | a list has | here |
//! |---|---|
//! | how a number is written | [`Format`] |
//! | a level: where it starts, its text with numbers in it, what follows | [`Level`] |
//! | nine levels (`w:abstractNum`, LSTF) | [`List`] |
//! | a use of a list with levels of its own (`w:num`, LFO) | [`Use`] |
//! | the number of the next paragraph | [`Counter::next`] |
//!
//! Uses of one list go on with one count; a use that says where to start starts there once.

mod format;

pub use format::{Format, write};

use std::collections::{HashMap, HashSet};

/// How many levels a list has.
pub const LEVELS: usize = 9;

/// The longest text of a level in characters: a paragraph's number is a few; a list of ten thousand paragraphs must not grow by more.
pub const TEXT: usize = 64;

/// What stands between a number and its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    /// A tab.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// A piece of a level's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they are.
    Text(String),
    /// The number of a level, counted from 0.
    Number(usize),
}

/// A level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The number of its first paragraph.
    pub start: u32,
    /// How its number is written.
    pub format: Format,
    /// The number's text.
    pub text: Vec<Piece>,
    /// What follows.
    pub follow: Follow,
    /// Whether all numbers in it are decimal (`w:isLgl`, fLegal).
    pub legal: bool,
    /// It starts anew after a paragraph of a level below this one; `None`: of any level above it.
    pub restart: Option<usize>,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its levels, outermost first.
    pub levels: [Level; LEVELS],
}

/// A use of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Which list counts: uses of one list go on with one count.
    pub list: u32,
    /// The levels as they are here.
    pub levels: List,
    /// Where a level starts when the use first comes to it, over what was counted.
    pub starts: [Option<u32>; LEVELS],
}

/// Where all lists of a document have come to.
#[derive(Debug, Default)]
pub struct Counter {
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Uses and levels that have started.
    started: HashSet<(u32, usize)>,
}

impl Counter {
    /// The number of the next paragraph of a level, with what follows it; empty where nothing is shown. `id` tells one use from another.
    pub fn next(&mut self, id: u32, used: &Use, level: usize) -> String {
        let Some(own) = used.levels.levels.get(level) else { return String::new() };
        let counts = self.counts.entry(used.list).or_default();
        let begin = used.starts.get(level).copied().flatten();
        let restarts = self.started.insert((id, level)).then_some(begin).flatten();
        if let Some(count) = counts.get_mut(level) {
            *count = Some(match (restarts, *count) {
                (Some(start), _) => start,
                (None, Some(n)) => n.saturating_add(1),
                (None, None) => begin.unwrap_or(own.start),
            });
        }
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = used.levels.levels.get(below).and_then(|l| l.restart).unwrap_or(below);
            if level < restart {
                *count = None;
            }
        }
        let mut out = String::new();
        for piece in &own.text {
            match piece {
                Piece::Text(text) => out += text,
                Piece::Number(of) => {
                    let Some(place) = used.levels.levels.get(*of) else { continue };
                    let n = counts.get(*of).copied().flatten().unwrap_or(used.starts.get(*of).copied().flatten().unwrap_or(place.start));
                    let format = match place.format {
                        format @ (Format::None | Format::Bullet) => format,
                        _ if own.legal => Format::Decimal,
                        format => format,
                    };
                    out += &write(format, n);
                }
            }
        }
        if !out.trim().is_empty() && own.follow != Follow::Nothing && parted(&out) {
            out.push(' ');
        }
        out
    }
}

/// Whether a number needs white space behind it to be told from its paragraph: not where it ends in a mark as wide as a character.
fn parted(number: &str) -> bool {
    !number.ends_with(|c: char| {
        matches!(c, '、' | '）' | '。' | '〕' | '】' | '》' | '」' | '：') || ('\u{FF01}'..='\u{FF5E}').contains(&c) || c.is_whitespace()
    })
}

/// The bullet of a symbol font's character, which without the font is none: Symbol and Wingdings put theirs at U+F020 to U+F0FF.
pub fn bullet(c: char) -> char {
    match c {
        '\u{F06C}' | '\u{F09F}' => '●',
        '\u{F06E}' => '■',
        '\u{F0A7}' => '▪',
        '\u{F0A8}' | '\u{F071}' | '\u{F06F}' => '□',
        '\u{F0D8}' => '➢',
        '\u{F0FC}' => '✓',
        '\u{F075}' => '◆',
        '\u{F076}' => '❖',
        '\u{F0AB}' => '★',
        '\u{E000}'..='\u{F8FF}' => '•',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: Format, text: &str, follow: Follow) -> Level {
        let text = text.chars().map(|c| c.to_digit(10).map_or(Piece::Text(c.into()), |d| Piece::Number(d as usize))).collect();
        Level { start: 1, format, text, follow, ..Level::default() }
    }

    fn list() -> Use {
        let mut used = Use::default();
        used.levels.levels[0] = level(Format::ChineseThousand, "0、", Follow::Tab);
        used.levels.levels[1] = level(Format::ChineseThousand, "（1）", Follow::Tab);
        used.levels.levels[2] = level(Format::Decimal, "0.1.2", Follow::Space);
        used
    }

    #[test]
    fn levels_restart_below_and_go_on_above() {
        let mut counter = Counter::default();
        let used = list();
        for (level, expected) in [(0, "一、"), (1, "（一）"), (1, "（二）"), (0, "二、"), (1, "（一）"), (2, "二.一.1 ")] {
            assert_eq!(counter.next(1, &used, level), expected);
        }
    }

    #[test]
    fn uses_share_a_count_unless_they_start_themselves() {
        let mut counter = Counter::default();
        let used = list();
        let mut fresh = list();
        fresh.starts[0] = Some(5);
        let steps = [(1, &used, "一、"), (2, &used, "二、"), (3, &fresh, "五、"), (3, &fresh, "六、"), (1, &used, "七、")];
        for (id, used, expected) in steps {
            assert_eq!(counter.next(id, used, 0), expected);
        }
    }

    #[test]
    fn a_level_may_never_restart_and_legal_numbers_are_decimal() {
        let mut counter = Counter::default();
        let mut used = list();
        used.levels.levels[1].restart = Some(0);
        used.levels.levels[2].legal = true;
        for (level, expected) in [(0, "一、"), (1, "（一）"), (0, "二、"), (1, "（二）"), (2, "2.2.1 ")] {
            assert_eq!(counter.next(1, &used, level), expected);
        }
    }
}
