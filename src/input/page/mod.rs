//! Pages with glyphs and rules → lines in reading order, rows of ruled tables, furniture apart. Knows no file format: a reader fills [`Page`]s.
//!
//! | the page has | we give |
//! |---|---|
//! | glyphs on one baseline, in any order | one line; glyphs set apart by tracking joined, words of Latin letters parted |
//! | a glyph drawn twice at one place, as for bold | one |
//! | a line set in from its column's left edge | `　　` in front of it |
//! | a line that runs to its column's right edge | `full = Some(true)` |
//! | two columns of prose | the left one, then the right one |
//! | rules that make a grid of two by two cells or more | rows, merged where rules are missing; wrapped lines of a cell joined |
//! | the grid goes on at the top of the next page | the same table; a head that is drawn again apart |
//! | — 3 —, - 3 -, 第3页, headers that repeat | apart |
//! | text turned against the page's own, one above the other, or slanting | apart |
//!
//! All lengths are millimetres; `y` grows downwards from the page's upper left corner. It never decides what a line means in the document, and
//! never joins lines into paragraphs outside cells.

mod columns;
mod furniture;
mod grid;
mod lines;
mod spacing;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use spacing::usual_width;
pub use write::{Writer, garbled};

use columns::Edges;
use lines::Line;
use std::sync::Arc;
use table::Table;

/// So many glyphs of one page are read: a page of the smallest print has twenty thousand.
pub const GLYPHS: usize = 400_000;
/// So many rules of one page are looked at; a drawing has more, a table never.
pub const RULES: usize = 50_000;
/// Lengths beyond this, a hundred metres, are no place on a page: what lies there is left out, so that sums of them stay finite.
const FAR: f32 = 100_000.0;

/// A character on a page.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// The character.
    pub text: char,
    /// Where it begins on its baseline.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// The font's size.
    pub size: f32,
    /// How far the next one stands when nothing is put between them.
    pub width: f32,
    /// How it is turned.
    pub turn: Turn,
}

/// How text is turned on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// From left to right.
    #[default]
    Upright,
    /// Turned clockwise: it runs downwards.
    Down,
    /// Turned counter-clockwise: it runs upwards.
    Up,
    /// Upside down.
    Over,
    /// Upright characters one below the other.
    Stacked,
    /// Slanting, as a watermark is.
    Slanting,
}

impl Turn {
    /// How text runs whose baseline has this direction.
    pub fn of(x: f32, y: f32) -> Turn {
        // A fifteenth is some four degrees: a scan's skew is less, a watermark's slant more.
        if y.abs() * 15.0 <= x.abs() {
            if x >= 0.0 { Turn::Upright } else { Turn::Over }
        } else if x.abs() * 15.0 <= y.abs() {
            if y > 0.0 { Turn::Down } else { Turn::Up }
        } else {
            Turn::Slanting
        }
    }

    /// How text is turned once its page is turned back by a quarter or two.
    fn against(self, page: Turn) -> Turn {
        const QUARTERS: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Over, Turn::Up];
        let quarters = |turn| QUARTERS.iter().position(|t| *t == turn);
        let turned = quarters(self).zip(quarters(page)).and_then(|(own, page)| QUARTERS.get((own + 4 - page) % 4));
        turned.copied().unwrap_or(self)
    }
}

/// The box of a straight horizontal or vertical rule: its corners, or its ends where it is drawn as a line without thickness.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Left end.
    pub x0: f32,
    /// Upper end.
    pub y0: f32,
    /// Right end.
    pub x1: f32,
    /// Lower end.
    pub y1: f32,
}

/// A page as its file draws it.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number over the whole file, from 1.
    pub number: u32,
    /// The part of the container that it is read from.
    pub part: Option<Arc<str>>,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its characters in any order.
    pub glyphs: Vec<Glyph>,
    /// Its rules in any order.
    pub rules: Vec<Rule>,
}

/// A page with its lines and tables in reading order.
pub struct Laid {
    number: u32,
    part: Option<Arc<str>>,
    width: f32,
    height: f32,
    turn: Turn,
    blocks: Vec<Block>,
    /// Lines that are no running text.
    apart: Vec<Line>,
    /// Turned lines; their boxes are not known.
    turned: Vec<Line>,
    /// The edges of its columns, where it has lines enough to tell.
    edges: Edges,
}

enum Block {
    Line(Line),
    Table(Table),
}

impl Page {
    /// Puts glyphs and rules into lines and tables. Takes n log n time for n glyphs.
    pub fn lay(mut self) -> Laid {
        let near = |v: f32| v.is_finite() && v.abs() < FAR;
        self.glyphs.truncate(GLYPHS);
        self.rules.truncate(RULES);
        self.glyphs.retain(|g| near(g.x) && near(g.y) && near(g.size) && g.size > 0.0 && near(g.width) && g.width >= 0.0);
        self.rules.retain(|r| [r.x0, r.y0, r.x1, r.y1].into_iter().all(near));
        let turn = self.upright();
        let (glyphs, turned): (Vec<Glyph>, Vec<Glyph>) =
            self.glyphs.into_iter().partition(|g| matches!(g.turn, Turn::Upright | Turn::Stacked));
        let (tables, glyphs) = table::read(&self.rules, glyphs);
        let (glyphs, stacked): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|g| g.turn == Turn::Upright);
        let (lines, edges) = columns::read(lines::rows(glyphs));
        let mut blocks: Vec<Block> = Vec::with_capacity(lines.len() + tables.len());
        let mut tables = tables.into_iter().peekable();
        for line in lines {
            while let Some(table) = tables.next_if(|t| t.top() < line.bottom) {
                blocks.push(Block::Table(table));
            }
            blocks.push(Block::Line(line));
        }
        blocks.extend(tables.map(Block::Table));
        let turned = [Turn::Down, Turn::Up, Turn::Over, Turn::Slanting]
            .into_iter()
            .flat_map(|turn| lines::turned(turned.iter().filter(|g| g.turn == turn).copied(), turn))
            .chain(lines::turned(stacked.into_iter(), Turn::Stacked))
            .collect();
        let (number, part, width, height) = (self.number, self.part, self.width, self.height);
        Laid { number, part, width, height, turn, blocks, apart: Vec::new(), turned, edges }
    }

    /// Turns a page that most text is turned on, as a wide table on a sheet of paper is, so that it reads from left to right.
    fn upright(&mut self) -> Turn {
        let count = |turn| self.glyphs.iter().filter(|g| g.turn == turn && !g.text.is_whitespace()).count();
        let most = [Turn::Upright, Turn::Down, Turn::Up, Turn::Over].into_iter().rev().max_by_key(|t| count(*t)).unwrap_or_default();
        if most == Turn::Upright {
            return most;
        }
        let (w, h) = (self.width, self.height);
        let place = |x: f32, y: f32| match most {
            Turn::Down => (y, w - x),
            Turn::Up => (h - y, x),
            _ => (w - x, h - y),
        };
        for g in &mut self.glyphs {
            (g.x, g.y) = place(g.x, g.y);
            g.turn = g.turn.against(most);
        }
        for r in &mut self.rules {
            let ((ax, ay), (bx, by)) = (place(r.x0, r.y0), place(r.x1, r.y1));
            *r = Rule { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) };
        }
        if most != Turn::Over {
            (self.width, self.height) = (h, w);
        }
        most
    }
}
