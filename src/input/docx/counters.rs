//! Where each list stands while a text is walked through, and the numbers that come of it (ECMA-376 part 1, 17.9).
//!
//! | the list has | in front of the text |
//! |---|---|
//! | `%1、` chineseCounting, suffix tab or space | `一、` |
//! | `（%2）` | `（一）` |
//! | `%1.` decimal, suffix tab or space | `1. ` |
//! | `第%1条`, suffix tab or space | `第一条 ` |
//! | any, suffix nothing | the number alone |
//!
//! A tab behind a number only aligns the text, and full-width punctuation has its own space; plain text of notices is written so.

use super::number::Format;
use super::numbering::{LEVELS, Level, Numbering, Suffix};
use std::collections::{HashMap, HashSet};

/// The counters of all lists of one text.
#[derive(Debug, Default)]
pub struct Counters {
    /// The last number of each level by list; `None` before its first.
    lists: HashMap<i64, [Option<u32>; LEVELS]>,
    /// The uses of lists that were met.
    met: HashSet<i64>,
}

/// A paragraph's number.
#[derive(Debug, Default)]
pub struct Label {
    /// The number with what stands behind it.
    pub text: String,
    /// Whether it is a mark that counts nothing.
    pub bullet: bool,
}

impl Counters {
    /// Counts a paragraph of a use of a list; its number, where its level has one.
    pub fn count(&mut self, numbering: &Numbering, list: i64, level: usize) -> Option<Label> {
        let counted_in = numbering.counted_in(list)?;
        let counters = self.lists.entry(counted_in).or_default();
        if self.met.insert(list) {
            for (at, counter) in counters.iter_mut().enumerate() {
                if numbering.own_start(list, at).is_some() {
                    *counter = None;
                }
            }
        }
        let own = counters.get_mut(level)?;
        *own = Some(own.map_or_else(|| numbering.start(list, level), |n| n.saturating_add(1)));
        for (at, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            // A level begins again after any level above it, after those up to the one that it names, or never (17.9.10).
            let restart = numbering.level(list, at).and_then(|l| l.restart).map_or(at, |r| r as usize);
            if level < restart {
                *counter = None;
            }
        }
        let counters = *counters;
        let definition = numbering.level(list, level)?;
        let text = if definition.hidden { String::new() } else { text(numbering, list, level, definition, &counters) };
        Some(Label { text: text + gap(definition.suffix, definition), bullet: definition.format == Format::Bullet }.closed())
    }
}

impl Label {
    /// Without a number there is nothing behind it; full-width punctuation and enclosed numbers take no space.
    fn closed(mut self) -> Label {
        let number = self.text.trim_end();
        let wide = number.chars().next_back().is_none_or(|c| {
            matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{301F}')
                || matches!(c, '\u{3200}'..='\u{32FF}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF65}')
        });
        if wide {
            self.text.truncate(number.len());
        }
        self
    }
}

fn gap(suffix: Suffix, level: &Level) -> &'static str {
    let spaced = level.text.ends_with(char::is_whitespace);
    if suffix == Suffix::Nothing || spaced { "" } else { " " }
}

fn text(numbering: &Numbering, list: i64, level: usize, definition: &Level, counters: &[Option<u32>; LEVELS]) -> String {
    if definition.format == Format::Bullet {
        return definition.text.clone();
    }
    let mut out = String::new();
    let mut characters = definition.text.chars().peekable();
    while let Some(c) = characters.next() {
        let named = characters.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0).map(|d| d as usize - 1);
        let Some(named) = named else {
            out.push(c);
            continue;
        };
        characters.next();
        // A level below has no number yet.
        if named > level {
            continue;
        }
        let n = counters.get(named).copied().flatten().unwrap_or_else(|| numbering.start(list, named));
        let format = match numbering.level(list, named).map(|l| l.format).unwrap_or_default() {
            Format::None => Format::None,
            Format::Bullet => Format::Bullet,
            _ if definition.legal => Format::Decimal,
            format => format,
        };
        out += &format.written(n);
    }
    out
}
