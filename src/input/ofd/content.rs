//! What a page, template, annotation or composite unit draws: glyphs and rules at their places (GB/T 33190 7.7, 8.5).

use super::document::{extent, numbers};
use super::xml::{Element, Node, Xml};
use super::{Stop, path, text};
use crate::input::page::{GLYPHS, Glyph, RULES, Rule, Turn};
use std::collections::HashMap;

/// Units that draw units are followed so deep.
const NESTED: usize = 8;
/// So many units of one page are drawn: units that draw units twice would double without end.
const DRAWN: usize = 20_000;
/// A page without text that draws so many paths shows letters as outlines.
const OUTLINES: usize = 50;

/// A matrix `a b c d e f`: x' = ax + cy + e, y' = bx + dy + f (8.5).
#[derive(Clone, Copy, Debug)]
pub struct Matrix(pub [f32; 6]);

impl Matrix {
    /// Changes nothing.
    pub const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Where a place goes.
    pub fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let Matrix([a, b, c, d, e, f]) = *self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction goes.
    pub fn turn(&self, x: f32, y: f32) -> (f32, f32) {
        let Matrix([a, b, c, d, ..]) = *self;
        (a * x + c * y, b * x + d * y)
    }

    /// This one, and then the outer one.
    pub fn then(&self, outer: &Matrix) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = *self;
        let ((a, b), (c, d), (e, f)) = (outer.turn(a, b), outer.turn(c, d), outer.place(e, f));
        Matrix([a, b, c, d, e, f])
    }

    fn of(element: &Element) -> Matrix {
        let mut out = Matrix::SAME;
        if let Some(ctm) = element.attribute("CTM") {
            let given: Vec<f32> = numbers(&ctm).take(6).collect();
            if let Ok(six) = given.try_into() {
                out = Matrix(six);
            }
        }
        // A graphic unit's own space begins at its boundary's corner.
        let mut corner = element.attribute("Boundary").map(|b| numbers(&b).take(2).collect::<Vec<f32>>()).unwrap_or_default().into_iter();
        let (x, y) = (corner.next().unwrap_or(0.0), corner.next().unwrap_or(0.0));
        out.then(&Matrix([1.0, 0.0, 0.0, 1.0, x, y]))
    }
}

/// What was drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Width and height, where it says.
    pub area: Option<(f32, f32)>,
    /// Ids of the templates that lie under it.
    pub templates: Vec<String>,
    /// Its characters.
    pub glyphs: Vec<Glyph>,
    /// Characters that are not shown.
    pub hidden: Vec<Glyph>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Composite units that it draws, by id.
    pub inner: Vec<(String, Matrix)>,
    images: usize,
    paths: usize,
}

/// Composite units by id.
pub type Units = HashMap<String, Drawing>;

/// Draws a part, and says what broke it off.
pub fn read(name: &str, text: &str) -> (Drawing, Option<Stop>) {
    let mut xml = Xml::new(name, text);
    let mut drawing = Drawing::default();
    let broken = drawing.draw(&mut xml, &Matrix::SAME, 0).err();
    // What is cut off is sound XML up to there.
    let cut = || Stop::damaged(format!("{name} ends inside an element"), format!("{name} 在元素中途结束"));
    let broken = broken.or_else(|| (xml.depth() > 0).then(cut));
    (drawing, broken)
}

/// Reads the composite units of a part with resources, as far as it can be read.
pub fn units(name: &str, text: &str, units: &mut Units) {
    let mut xml = Xml::new(name, text);
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        if element.name() != "CompositeGraphicUnit" {
            continue;
        }
        let mut drawing = Drawing::default();
        let depth = xml.depth();
        let broken = drawing.draw(&mut xml, &Matrix::SAME, depth).is_err();
        if let Some(id) = element.attribute("ID") {
            units.entry(id).or_insert(drawing);
        }
        if broken {
            return;
        }
    }
}

impl Drawing {
    /// Whether a page without text shows something that text may be in.
    pub fn shows_something(&self) -> bool {
        self.images > 0 || self.paths >= OUTLINES
    }

    /// Draws all that follows while more than `depth - 1` elements are open.
    pub fn draw(&mut self, xml: &mut Xml, outer: &Matrix, depth: usize) -> Result<(), Stop> {
        while xml.depth() >= depth {
            let Some(node) = xml.next()? else { return Ok(()) };
            let Node::Start(element) = node else { continue };
            let shown = element.attribute("Visible").is_none_or(|v| !v.trim().eq_ignore_ascii_case("false"));
            let matrix = || Matrix::of(&element).then(outer);
            match element.name() {
                "PhysicalBox" if self.area.is_none() => self.area = extent(&xml.text()?),
                "Template" => self.templates.extend(element.attribute("TemplateID").filter(|_| self.templates.len() < 16)),
                "TextObject" => {
                    let object = text::Object::of(&element, matrix());
                    let glyphs = if shown { &mut self.glyphs } else { &mut self.hidden };
                    object.read(xml, glyphs)?;
                }
                "PathObject" if shown => {
                    let flag = |name: &str, usual: bool| element.attribute(name).map_or(usual, |v| v.trim().eq_ignore_ascii_case("true"));
                    let (stroke, fill) = (flag("Stroke", true), flag("Fill", false));
                    self.path(xml, &matrix(), stroke, fill)?;
                }
                "ImageObject" => {
                    self.images += usize::from(shown);
                    xml.skip()?;
                }
                "CompositeObject" if shown => {
                    self.inner.extend(element.attribute("ResourceID").filter(|_| self.inner.len() < DRAWN).map(|id| (id, matrix())));
                    xml.skip()?;
                }
                // Patterns, clips and what is not shown draw nothing of their own.
                "Clips" | "FillColor" | "StrokeColor" | "PathObject" | "CompositeObject" | "Actions" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, xml: &mut Xml, matrix: &Matrix, stroke: bool, fill: bool) -> Result<(), Stop> {
        let depth = xml.depth();
        self.paths += 1;
        while xml.depth() >= depth {
            match xml.next()? {
                Some(Node::Start(element)) if element.name() == "AbbreviatedData" => {
                    let data = xml.text()?;
                    path::rules(&data, matrix, stroke, fill, &mut self.rules);
                    self.rules.truncate(RULES);
                }
                Some(Node::Start(_)) => xml.skip()?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// Draws the composite units that it names, and those that they name.
    pub fn expand(&mut self, units: &Units) {
        let mut waiting: Vec<(String, Matrix, usize)> = self.inner.drain(..).map(|(id, m)| (id, m, 0)).collect();
        waiting.reverse();
        let mut drawn = 0;
        while let Some((id, matrix, depth)) = waiting.pop() {
            let Some(unit) = units.get(&id) else { continue };
            drawn += 1;
            if drawn > DRAWN || self.glyphs.len() >= GLYPHS || self.rules.len() >= RULES {
                return;
            }
            self.images += unit.images;
            self.paths += unit.paths;
            self.glyphs.extend(unit.glyphs.iter().map(|g| moved(g, &matrix)));
            self.rules.extend(unit.rules.iter().filter_map(|r| {
                let (a, b) = (matrix.place(r.x0, r.y0), matrix.place(r.x1, r.y1));
                path::rule(a, b)
            }));
            if depth < NESTED {
                let inner = unit.inner.iter().take(DRAWN.saturating_sub(waiting.len()));
                waiting.extend(inner.map(|(id, m)| (id.clone(), m.then(&matrix), depth + 1)));
            }
        }
    }
}

/// A glyph of a unit where the unit is drawn.
fn moved(glyph: &Glyph, matrix: &Matrix) -> Glyph {
    let (x, y) = matrix.place(glyph.x, glyph.y);
    let length = |(x, y): (f32, f32)| x.hypot(y);
    let along = match glyph.turn {
        Turn::Upright | Turn::Stacked => (1.0, 0.0),
        Turn::Over => (-1.0, 0.0),
        Turn::Down => (0.0, 1.0),
        Turn::Up => (0.0, -1.0),
        Turn::Slanting => (1.0, 1.0),
    };
    let (dx, dy) = matrix.turn(along.0, along.1);
    let turn = match Turn::of(dx, dy) {
        Turn::Upright if glyph.turn == Turn::Stacked => Turn::Stacked,
        turn => turn,
    };
    let (wide, high) = (length((dx, dy)) / length(along), length(matrix.turn(-along.1, along.0)) / length(along));
    Glyph { text: glyph.text, x, y, size: glyph.size * high, width: glyph.width * wide, turn }
}
