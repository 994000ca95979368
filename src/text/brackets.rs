//! Bracket partners.

use super::{Folded, class};

/// How deep brackets may nest before the rest of the nest is read as text; no document nests deeper than a handful.
const DEPTH: usize = 64;

/// The place of the bracket that closes the one at `open`, before `to`. Round, square and lenticular brackets close
/// one another, since ragged notices open with one and close with another. `None` when it never closes.
pub fn closing(text: &Folded, open: usize, to: usize) -> Option<usize> {
    let mut depth = 0;
    for (i, &class) in text.classes.get(open..to)?.iter().enumerate() {
        match class {
            class::OPEN => {
                depth += 1;
                if depth > DEPTH {
                    return None;
                }
            }
            class::CLOSE => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + i);
                }
            }
            _ => {}
        }
    }
    None
}

/// The place of the bracket that opens the one closing at `close`, at or after `from`.
pub fn opening(text: &Folded, close: usize, from: usize) -> Option<usize> {
    let mut depth = 0;
    let classes = text.classes.get(from..=close)?;
    for (i, &class) in classes.iter().enumerate().rev() {
        match class {
            class::CLOSE => {
                depth += 1;
                if depth > DEPTH {
                    return None;
                }
            }
            class::OPEN => {
                depth -= 1;
                if depth == 0 {
                    return Some(from + i);
                }
            }
            _ => {}
        }
    }
    None
}

/// The place of the 》 that closes the 《 at `open`, before `to`; nested 《》 are counted.
pub fn title_closing(text: &Folded, open: usize, to: usize) -> Option<usize> {
    let mut depth = 0;
    for (i, &class) in text.classes.get(open..to)?.iter().enumerate() {
        match class {
            class::TITLE_OPEN => {
                depth += 1;
                if depth > DEPTH {
                    return None;
                }
            }
            class::TITLE_CLOSE => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + i);
                }
            }
            _ => {}
        }
    }
    None
}
