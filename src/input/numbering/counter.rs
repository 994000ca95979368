//! Where each list stands while a text is walked through, and the numbers that come of it (ECMA-376 part 1, 17.9; [MS-DOC] 2.4.6.3).
//!
//! | the level has | in front of the text |
//! |---|---|
//! | `%1、` in Chinese, a tab or space behind | `一、` |
//! | `（%2）` | `（一）` |
//! | `%1.` decimal, a tab or space behind | `1. ` |
//! | `第%1条`, a tab or space behind | `第一条 ` |
//! | any, nothing behind | the number alone |
//! | the number of a level below it | nothing for that: it has none yet |
//!
//! A tab behind a number only aligns the text, and full-width punctuation has its own space; plain text of notices is written so.

use super::{Follow, Format, LEVELS, Level, Lists, Piece, Use};
use std::collections::{HashMap, HashSet};

/// Where all lists of one text have come to.
#[derive(Debug, Default)]
pub struct Counter {
    /// The last number of each level by list; `None` before its first.
    counts: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Uses and levels with starts of their own that have started.
    started: HashSet<(i64, usize)>,
}

/// A paragraph's number.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The number with what stands behind it; empty where nothing is shown.
    pub text: String,
    /// Whether it is a mark that counts nothing.
    pub bullet: bool,
}

impl Counter {
    /// Counts a paragraph of a level of a use; its number, where there is such a level.
    pub fn next(&mut self, lists: &Lists, id: i64, level: usize) -> Option<Label> {
        let used = lists.uses.get(&id)?;
        let counts = self.counts.entry(used.list).or_default();
        let own = counts.get_mut(level)?;
        // A start of the use holds once for each of its levels, and where the level begins again (17.9.26).
        let starts = used.starts.get(level).is_some_and(Option::is_some) && self.started.insert((id, level));
        *own = Some(match *own {
            Some(n) if !starts => n.saturating_add(1),
            _ => lists.start(used, level),
        });
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            // A level begins again after any level above it, after those up to the one that it names, or never (17.9.10).
            if level < lists.level(used, below).and_then(|l| l.restart).unwrap_or(below) {
                *count = None;
            }
        }
        let counts = *counts;
        let definition = lists.level(used, level)?;
        let number = if definition.hidden { String::new() } else { number(lists, used, level, definition, &counts) };
        Some(Label { text: parted(number, definition.follow), bullet: definition.format == Format::Bullet })
    }
}

fn number(lists: &Lists, used: &Use, level: usize, definition: &Level, counts: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    for piece in &definition.text {
        let named = match piece {
            Piece::Text(text) => {
                out += text;
                continue;
            }
            Piece::Number(named) if *named > level => continue,
            Piece::Number(named) => *named,
        };
        // A level above that has not begun shows its start.
        let n = counts.get(named).copied().flatten().unwrap_or_else(|| lists.start(used, named));
        let format = match lists.level(used, named).map(|l| l.format).unwrap_or_default() {
            format @ (Format::None | Format::Bullet) => format,
            _ if definition.legal => Format::Decimal,
            format => format,
        };
        out += &format.written(n);
    }
    out
}

/// A number with what tells it from its paragraph: nothing behind what has its own space, and nothing where there is no number.
fn parted(mut number: String, follow: Follow) -> String {
    let end = number.trim_end().len();
    if number.get(..end).and_then(|n| n.chars().next_back()).is_none_or(spaced) {
        number.truncate(end);
    } else if end == number.len() && follow != Follow::Nothing {
        number.push(' ');
    }
    number
}

/// Whether a character has space of its own at its right: full-width punctuation, enclosed numbers.
fn spaced(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{301F}')
        || matches!(c, '\u{3200}'..='\u{32FF}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, text: &str, follow: Follow) -> Option<Level> {
        let text = text.chars().map(|c| c.to_digit(10).map_or(Piece::Text(c.into()), |d| Piece::Number(d as usize))).collect();
        Some(Level { start: 1, format: Format::named(format, None), text, follow, ..Level::default() })
    }

    /// One list, and two uses of it.
    fn lists() -> Lists {
        let mut lists = Lists::default();
        let levels = lists.lists.entry(7).or_default();
        levels[0] = level("chineseCountingThousand", "0、", Follow::Tab);
        levels[1] = level("chineseCountingThousand", "（1）", Follow::Tab);
        levels[2] = level("decimal", "0.1.2", Follow::Space);
        levels[3] = level("decimal", "3", Follow::Nothing);
        levels[4] = level("bullet", "•", Follow::Tab);
        lists.uses.extend([1, 2].map(|id| (id, Use { list: 7, ..Use::default() })));
        lists
    }

    fn change(lists: &mut Lists, at: usize, change: impl FnOnce(&mut Level)) {
        change(lists.lists.get_mut(&7).unwrap()[at].as_mut().unwrap());
    }

    fn steps(lists: &Lists, steps: &[(i64, usize, &str)]) {
        let mut counter = Counter::default();
        for (id, level, expected) in steps {
            let label = counter.next(lists, *id, *level).unwrap_or_default();
            assert_eq!(label.text, *expected, "{steps:?}");
        }
    }

    #[test]
    fn levels_restart_below_and_go_on_above() {
        let outline = [(1, 0, "一、"), (1, 1, "（一）"), (1, 1, "（二）"), (1, 0, "二、"), (1, 1, "（一）"), (1, 2, "二.一.1 ")];
        steps(&lists(), &outline);
        // No such use, no such level, one that the list has not.
        steps(&lists(), &[(3, 0, ""), (1, 9, ""), (1, 8, ""), (1, 0, "一、")]);
    }

    #[test]
    fn uses_share_a_count_unless_they_start_themselves() {
        let mut lists = lists();
        let mut fresh = Use { list: 7, ..Use::default() };
        (fresh.starts[0], fresh.starts[1]) = (Some(5), Some(3));
        fresh.levels[0] = level("upperRoman", "0.", Follow::Tab);
        lists.uses.insert(3, fresh);
        steps(&lists, &[(1, 0, "一、"), (2, 0, "二、"), (3, 0, "V. "), (3, 0, "VI. "), (1, 0, "七、")]);
        // Once for each level, and after the level above.
        let each =
            [(1, 1, "（一）"), (3, 1, "（三）"), (3, 1, "（四）"), (1, 1, "（五）"), (3, 0, "V. "), (3, 1, "（三）"), (3, 0, "VI. ")];
        steps(&lists, &each);
    }

    #[test]
    fn a_level_may_never_restart_and_legal_numbers_are_decimal() {
        let mut lists = lists();
        change(&mut lists, 1, |l| l.restart = Some(0));
        change(&mut lists, 2, |l| l.legal = true);
        change(&mut lists, 3, |l| l.restart = Some(1));
        let never = [(1, 0, "一、"), (1, 1, "（一）"), (1, 0, "二、"), (1, 1, "（二）"), (1, 2, "2.2.1 ")];
        steps(&lists, &never);
        // Not after the level right above, but after the first.
        steps(&lists, &[(1, 3, "1"), (1, 2, "1.1.1 "), (1, 3, "2"), (1, 0, "一、"), (1, 3, "1")]);
    }

    #[test]
    fn labels_have_space_where_the_number_has_none() {
        let mut lists = lists();
        for (format, text, follow, expected) in [
            ("decimal", "0.", Follow::Space, "1. "),
            ("decimal", "0.", Follow::Nothing, "1."),
            ("decimal", "0. ", Follow::Tab, "1. "),
            ("decimal", "0、 ", Follow::Tab, "1、"),
            ("decimalEnclosedCircle", "0", Follow::Tab, "①"),
            ("decimalFullWidth", "0", Follow::Tab, "１ "),
            ("none", "0", Follow::Tab, ""),
            ("none", "附件0", Follow::Tab, "附件 "),
            ("bullet", "•", Follow::Tab, "• "),
            // The number of a level below.
            ("decimal", "0.3", Follow::Tab, "1. "),
        ] {
            lists.lists.get_mut(&7).unwrap()[0] = level(format, text, follow);
            steps(&lists, &[(1, 0, expected)]);
        }
        change(&mut lists, 0, |l| l.hidden = true);
        steps(&lists, &[(1, 0, "")]);
        let labels = [(4, true), (1, false)].map(|(level, bullet)| (Counter::default().next(&lists, 1, level), bullet));
        assert!(labels.iter().all(|(label, bullet)| label.as_ref().is_some_and(|l| l.bullet == *bullet)));
    }
}
