//! A text object: every character at its place (GB/T 33190 11.3).

use super::Stop;
use super::document::numbers;
use super::xml::{Element, Node, Xml};
use crate::input::page::{GLYPHS, Glyph, Matrix, Turn};
use unicode_width::UnicodeWidthChar;

/// A text object's attributes.
pub struct Object {
    matrix: Matrix,
    size: f32,
    /// How much wider characters are made.
    stretch: f32,
    /// How the text runs, in quarters clockwise.
    reading: u8,
    /// How its characters are turned, in quarters clockwise.
    turned: u8,
}

impl Object {
    /// The attributes of a text object that is drawn through a matrix.
    pub fn of(element: &Element, matrix: Matrix) -> Object {
        let number = |name: &str| element.number::<f32>(name).filter(|n| n.is_finite());
        // One writer in use has the name in small letters.
        let size = number("Size").or_else(|| number("size")).filter(|s| *s > 0.0);
        let high = || element.attribute("Boundary").and_then(|b| numbers(&b).nth(3)).filter(|h| *h > 0.0);
        let quarters = |name: &str| match number(name) {
            Some(degrees) => ((degrees / 90.0).round() as i64).rem_euclid(4) as u8,
            None => 0,
        };
        Object {
            matrix,
            size: size.or_else(high).unwrap_or(4.0),
            stretch: number("HScale").filter(|s| *s > 0.0).unwrap_or(1.0),
            reading: quarters("ReadDirection"),
            turned: quarters("CharDirection"),
        }
    }

    /// Reads the object's codes. What substitutes glyphs is passed over: the codes are the text.
    pub fn read(&self, xml: &mut Xml, glyphs: &mut Vec<Glyph>) -> Result<(), Stop> {
        let depth = xml.depth();
        let mut pen = (0.0, 0.0);
        while xml.depth() >= depth {
            match xml.next()? {
                Some(Node::Start(element)) if element.name() == "TextCode" => {
                    let number = |name: &str| element.number::<f32>(name).filter(|n| n.is_finite());
                    // A code that says no place goes on behind the one before it.
                    pen = (number("X").unwrap_or(pen.0), number("Y").unwrap_or(pen.1));
                    let deltas = [element.attribute("DeltaX"), element.attribute("DeltaY")];
                    let text = xml.text()?;
                    self.put(text.trim_matches(['\n', '\r', '\t']), deltas, &mut pen, glyphs);
                }
                Some(Node::Start(_)) => xml.skip()?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn put(&self, text: &str, deltas: [Option<String>; 2], pen: &mut (f32, f32), glyphs: &mut Vec<Glyph>) {
        let [across, down] = deltas.each_ref().map(|d| Deltas::of(d.as_deref()));
        let stated = (across.is_some(), down.is_some());
        // One distance for hanzi and letters alike is a writer's that knows no widths: it tells nothing of spaces.
        let even = deltas.first().and_then(|d| d.as_deref()).is_some_and(|d| is_even(d, text));
        let (mut across, mut down) = (across.into_iter().flatten(), down.into_iter().flatten());
        // The unit vectors along a character's baseline and from its foot to its head.
        let (along, up) = match self.turned {
            0 => ((1.0, 0.0), (0.0, -1.0)),
            1 => ((0.0, 1.0), (1.0, 0.0)),
            2 => ((-1.0, 0.0), (0.0, 1.0)),
            _ => ((0.0, -1.0), (-1.0, 0.0)),
        };
        let length = |(x, y): (f32, f32)| self.matrix.direction(x, y).0.hypot(self.matrix.direction(x, y).1);
        let (wide, high) = (length(along), length(up));
        let direction = self.matrix.direction(along.0, along.1);
        let (turn, slope) = Turn::of(direction.0, direction.1);
        let first = glyphs.len();
        let mut stacked = true;
        for c in text.chars() {
            let usual = usual_width(c) * self.size * self.stretch;
            let (dx, dy) = match stated {
                (false, false) => match self.reading {
                    0 => (usual, 0.0),
                    1 => (0.0, self.size),
                    2 => (-usual, 0.0),
                    _ => (0.0, -self.size),
                },
                // Where distances end the rest stands as wide as it is.
                (true, false) => (across.next().unwrap_or(usual), 0.0),
                (false, true) => (0.0, down.next().unwrap_or(self.size)),
                (true, true) => (across.next().unwrap_or(0.0), down.next().unwrap_or(0.0)),
            };
            let step = dx * along.0 + dy * along.1;
            stacked &= step.abs() < self.size * 0.1 && dx.abs() + dy.abs() > self.size * 0.5;
            // Some fonts set every letter half as wide as a hanzi: what stands so near has no space behind it.
            let near = step > 0.0 && (even && step < self.size * 1.5 || step <= usual.max(self.size * self.stretch * 0.5) * 1.05);
            let width = if near { step } else { usual };
            if glyphs.len() < GLYPHS {
                let (x, y) = self.matrix.point(pen.0, pen.1);
                let (size, width) = (self.size * high, width * wide);
                glyphs.push(Glyph { c, x, y, width, size, turn, slope, spaced: false, artifact: false });
            }
            pen.0 += dx;
            pen.1 += dy;
        }
        if stacked
            && turn == Turn::Right
            && let Some(new @ [_, _, ..]) = glyphs.get_mut(first..)
        {
            // Upright characters one below the other are a line that runs down.
            for glyph in new {
                (glyph.x, glyph.y) = (glyph.x + glyph.width / 2.0 - 0.35 * glyph.size, glyph.top());
                (glyph.width, glyph.turn) = (glyph.size, Turn::Down);
            }
        }
    }
}

/// How wide a character usually is, in sizes: for files that do not say. Of Latin letters the middle between common fonts.
fn usual_width(c: char) -> f32 {
    match c {
        c if c.width_cjk().unwrap_or(0) > 1 => 1.0,
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.26,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.33,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.8,
        'A'..='Z' | '&' => 0.66,
        _ => 0.5,
    }
}

/// Whether one distance stands for all of a text of wide and narrow characters.
fn is_even(deltas: &str, text: &str) -> bool {
    let mut words = deltas.split_ascii_whitespace();
    let all = words.next() == Some("g") && words.count() == 2;
    let wide = |c: char| usual_width(c) >= 1.0;
    all && text.chars().any(wide) && !text.chars().all(wide)
}

/// Distances from one character to the next: numbers, and `g count value` for a value that repeats. Never more are made than are asked for.
struct Deltas<'a> {
    words: std::str::SplitAsciiWhitespace<'a>,
    again: u64,
    value: f32,
}

impl<'a> Deltas<'a> {
    fn of(text: Option<&'a str>) -> Option<Deltas<'a>> {
        text.filter(|t| !t.trim().is_empty()).map(|t| Deltas { words: t.split_ascii_whitespace(), again: 0, value: 0.0 })
    }
}

impl Iterator for Deltas<'_> {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        let number = |word: Option<&str>| word.and_then(|w| w.parse::<f32>().ok()).filter(|n| n.is_finite());
        while self.again == 0 {
            let word = self.words.next()?;
            if word.eq_ignore_ascii_case("g") {
                self.again = self.words.next().and_then(|n| n.parse().ok()).unwrap_or(0);
                self.value = number(self.words.next()).unwrap_or(0.0);
            } else {
                self.again = 1;
                self.value = number(Some(word)).unwrap_or(0.0);
            }
        }
        self.again -= 1;
        Some(self.value)
    }
}
