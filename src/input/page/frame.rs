//! Places on a page: transformations, which way lines run, and the page turned so that they run to the right.

use super::{Glyph, Page, Rule};
use crate::source::provenance::Bounds;

/// A millimetre in points.
#[cfg(any(test, feature = "ofd"))]
pub const MILLIMETRE: f32 = 72.0 / 25.4;

/// A transformation: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Clone, Copy, Debug)]
pub struct Matrix(pub [f32; 6]);

impl Matrix {
    /// The one that changes nothing.
    pub const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then the other.
    pub fn then(&self, other: &Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = other.0;
        Matrix([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// From millimetres to points.
    #[cfg(feature = "ofd")]
    pub const MILLIMETRES: Matrix = Matrix([MILLIMETRE, 0.0, 0.0, MILLIMETRE, 0.0, 0.0]);

    /// And back.
    #[cfg(feature = "ofd")]
    pub const POINTS: Matrix = Matrix([1.0 / MILLIMETRE, 0.0, 0.0, 1.0 / MILLIMETRE, 0.0, 0.0]);

    /// Where a point comes to lie.
    pub fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction comes to point.
    #[cfg(feature = "ofd")]
    pub fn direction(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

/// Which way a line of text runs on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Turn {
    /// To the right.
    #[default]
    Right,
    /// Down.
    Down,
    /// To the left, upside down.
    Left,
    /// Up.
    Up,
    /// Askew: a watermark.
    Askew,
}

impl Turn {
    /// That of a direction, y growing downwards, and how far it falls along it.
    pub fn of(dx: f32, dy: f32) -> (Turn, f32) {
        // A scanner's text may lie a few degrees off.
        if dy.abs() <= dx.abs() * 0.1 {
            (if dx >= 0.0 { Turn::Right } else { Turn::Left }, if dx == 0.0 { 0.0 } else { dy / dx })
        } else if dx.abs() <= dy.abs() * 0.1 {
            (if dy >= 0.0 { Turn::Down } else { Turn::Up }, -dx / dy)
        } else {
            (Turn::Askew, 0.0)
        }
    }
}

/// A page turned so that most of its lines run to the right.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    turn: Turn,
    width: f32,
    height: f32,
}

impl Frame {
    /// Which way the lines of the page run.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// The frame in which lines that run this way run to the right.
    pub fn new(page: &Page, turn: Turn) -> Frame {
        Frame { turn, width: page.width, height: page.height }
    }

    /// Its width and height.
    pub fn dimensions(&self) -> (f32, f32) {
        match self.turn {
            Turn::Down | Turn::Up => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.turn {
            Turn::Right | Turn::Askew => (x, y),
            Turn::Down => (y, self.width - x),
            Turn::Left => (self.width - x, self.height - y),
            Turn::Up => (self.height - y, x),
        }
    }

    fn back(&self, u: f32, v: f32) -> (f32, f32) {
        match self.turn {
            Turn::Right | Turn::Askew => (u, v),
            Turn::Down => (self.width - v, u),
            Turn::Left => (self.width - u, self.height - v),
            Turn::Up => (v, self.height - u),
        }
    }

    /// A glyph of the page in the frame.
    pub fn glyph(&self, glyph: &Glyph) -> Glyph {
        let (x, y) = self.point(glyph.x, glyph.y);
        Glyph { x, y, ..*glyph }
    }

    /// A rule of the page in the frame.
    pub fn rule(&self, rule: &Rule) -> Rule {
        let [(x0, y0), (x1, y1)] = rule.ends().map(|(x, y)| self.point(x, y));
        let level = rule.level != matches!(self.turn, Turn::Down | Turn::Up);
        let (at, a, b) = if level { (y0, x0, x1) } else { (x0, y0, y1) };
        Rule { level, at, from: a.min(b), to: a.max(b) }
    }

    /// A box in this frame, in another of the same page.
    pub fn to(&self, other: &Frame, area: Area) -> Area {
        let corners = [(area.left, area.top), (area.right, area.bottom)].map(|(u, v)| self.back(u, v));
        let [(a, b), (c, d)] = corners.map(|(x, y)| other.point(x, y));
        Area { left: a.min(c), top: b.min(d), right: a.max(c), bottom: b.max(d) }
    }

    /// A box in the frame, as a place on the page.
    pub fn bounds(&self, area: Area) -> Bounds {
        const HUNDREDTHS: f32 = 2540.0 / 72.0;
        let (a, b) = (self.back(area.left, area.top), self.back(area.right, area.bottom));
        let place = |v: f32| (v * HUNDREDTHS).round() as i32;
        Bounds { left: place(a.0.min(b.0)), top: place(a.1.min(b.1)), right: place(a.0.max(b.0)), bottom: place(a.1.max(b.1)) }
    }
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The box around both.
    pub fn with(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Its width.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }
}
