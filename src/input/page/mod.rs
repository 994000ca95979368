//! Pages with glyphs and rules → lines in reading order, rows of ruled tables, furniture apart. Knows no file format: readers fill [`Page`]s and hand
//! them to a [`Writer`].
//!
//! | the page has | what we give |
//! |---|---|
//! | glyphs, in any order | lines by where they stand ([`lines`]), spaces by their gaps ([`spacing`]), each line with its page and box |
//! | columns | each of them by itself ([`columns`]) |
//! | rules that make a grid | rows of cells, over pages too ([`grid`], [`cells`]); a head that is drawn again apart |
//! | a first line that is set in by about two ems | U+3000 U+3000 before it ([`edges`]) |
//! | a line that ends at the right edge | `full`, so that the next may go on with it |
//! | small type below a short rule, down to the foot of the page | apart ([`footnotes`]) |
//! | headers, footers, page numbers | apart ([`furniture`]) |
//! | most text turned by a quarter or two | the page, turned back ([`frame`]) |
//! | text turned against the page's own, or askew | apart ([`layout`]) |
//! | pictures and no text | the note `page-without-text` |
//! | characters nobody can tell, more than a tenth | the note `page-garbled` |
//!
//! All lengths are points, 72 to an inch; `y` grows downwards from the page's upper left corner. Nothing here decides what a line means in the
//! document, and lines are joined into paragraphs inside cells alone.

mod cells;
mod columns;
mod edges;
mod footnotes;
mod frame;
mod furniture;
mod grid;
mod layout;
mod lines;
mod spacing;
#[cfg(test)]
mod tests;
mod write;

pub use frame::{Matrix, Turn};
pub use write::Writer;

use std::sync::Arc;

/// A page holds at most so many glyphs; the densest of a newspaper has some twenty thousand.
pub const GLYPHS: usize = 1_000_000;
/// A page holds at most so many rules; more are a drawing.
pub const RULES: usize = 100_000;
/// What lies further off than this is not on any page, and its arithmetic would lose its places.
pub const FAR: f32 = 100_000.0;

/// A filled box not thicker than this is a rule.
pub const THIN: f32 = 3.0;
/// What is shorter than this is no rule: the corners where rules meet are drawn apart.
const SHORT: f32 = 3.0;
/// A stroke that strays less than this is level or upright.
const STRAY: f32 = 0.8;

/// A character on a page; white space is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its character.
    pub c: char,
    /// Where it starts, along its line.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// How wide it is.
    pub width: f32,
    /// The height of its font.
    pub size: f32,
    /// Which way its line runs.
    pub turn: Turn,
    /// How far its line falls for each point along: a scan that lies askew by a little.
    pub slope: f32,
    /// Whether white space was drawn before it.
    pub spaced: bool,
    /// Whether the file says that it is no part of the text: a header or footer.
    pub artifact: bool,
}

impl Glyph {
    /// Where it ends.
    pub fn end(&self) -> f32 {
        self.x + self.width
    }

    /// Its upper edge.
    pub fn top(&self) -> f32 {
        self.y - 0.85 * self.size
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f32 {
        self.y + 0.15 * self.size
    }

    /// The middle of it.
    pub fn middle(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y - 0.35 * self.size)
    }

    /// Whether its place and size are such that a page can have it.
    pub fn is_sound(&self) -> bool {
        let near = |v: f32| v.is_finite() && v.abs() < FAR;
        [self.x, self.y, self.width, self.size].into_iter().all(near) && self.width >= 0.0 && self.size >= 0.05
    }
}

/// A straight line along one of the axes: a stroke, or a thin filled box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Whether it runs from left to right.
    pub level: bool,
    /// Its place across.
    pub at: f32,
    /// Its beginning along.
    pub from: f32,
    /// Its end along.
    pub to: f32,
}

impl Rule {
    /// The rule that a stroke is, if it runs along an axis.
    pub fn stroked(from: (f32, f32), to: (f32, f32)) -> Option<Rule> {
        let sound = [from.0, from.1, to.0, to.1].iter().all(|v| v.is_finite() && v.abs() < FAR);
        let (w, h) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if !sound || w.max(h) < SHORT || w.min(h) > STRAY {
            return None;
        }
        let (level, at, a, b) =
            if w > h { (true, (from.1 + to.1) / 2.0, from.0, to.0) } else { (false, (from.0 + to.0) / 2.0, from.1, to.1) };
        Some(Rule { level, at, from: a.min(b), to: a.max(b) })
    }

    /// The rule that a filled shape with these corners is, if it is thin.
    pub fn filled(corners: &[(f32, f32)]) -> Option<Rule> {
        let low = corners.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))?;
        let high = corners.iter().copied().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))?;
        let (w, h) = (high.0 - low.0, high.1 - low.1);
        if w.min(h) > THIN || w.max(h) < 2.0 * w.min(h) {
            return None;
        }
        let (x, y) = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        if w > h { Rule::stroked((low.0, y), (high.0, y)) } else { Rule::stroked((x, low.1), (x, high.1)) }
    }

    /// Its two ends.
    pub fn ends(&self) -> [(f32, f32); 2] {
        if self.level { [(self.from, self.at), (self.to, self.at)] } else { [(self.at, self.from), (self.at, self.to)] }
    }
}

/// What is drawn on a page, as its reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number over the whole file, from 1.
    pub number: u32,
    /// The part of its container that it is read from.
    pub part: Option<Arc<str>>,
    /// Its width as seen.
    pub width: f32,
    /// Its height as seen.
    pub height: f32,
    /// Its glyphs, in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Images, and fillings and strokes that are no rules: a page without glyphs that has any is a scan.
    pub pictures: usize,
}
