//! What a page, template, annotation or composite unit draws: glyphs and rules at their places (GB/T 33190 7.7, 8.5). A file's millimetres become
//! points here.

use super::document::{extent, numbers};
use super::xml::{Element, Node, Xml};
use super::{Stop, path, text};
use crate::input::page::{GLYPHS, Glyph, Matrix, Page, RULES, Rule, Turn};
use std::collections::HashMap;

/// Units that draw units are followed so deep.
const NESTED: usize = 8;
/// So many units of one page are drawn: units that draw units twice would double without end.
const DRAWN: usize = 20_000;
/// A page without text that draws so many paths shows letters as outlines.
const OUTLINES: usize = 50;

/// The matrix of a graphic unit (8.5).
fn matrix_of(element: &Element) -> Matrix {
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

/// What was drawn, in points; white space is among the glyphs.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Width and height in millimetres, where it says.
    area: Option<(f32, f32)>,
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
    let broken = drawing.draw(&mut xml, &Matrix::MILLIMETRES, 0).err();
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
        let broken = drawing.draw(&mut xml, &Matrix::MILLIMETRES, depth).is_err();
        if let Some(id) = element.attribute("ID") {
            units.entry(id).or_insert(drawing);
        }
        if broken {
            return;
        }
    }
}

impl Drawing {
    /// The page that it is. Text that is not shown lies under a scan to be searched; beside text that is shown it repeats it.
    pub fn page(self, number: u32, part: String, area: Option<(f32, f32)>) -> Page {
        let (width, height) = self.area.or(area).unwrap_or((210.0, 297.0));
        let (width, height) = Matrix::MILLIMETRES.direction(width, height);
        let drawn = if self.glyphs.is_empty() { self.hidden } else { self.glyphs };
        let mut glyphs = Vec::with_capacity(drawn.len());
        let mut spaced = false;
        for glyph in drawn {
            if glyph.c.is_whitespace() {
                spaced = true;
            } else {
                glyphs.push(Glyph { spaced: std::mem::take(&mut spaced), ..glyph });
            }
        }
        let pictures = self.images + if self.paths >= OUTLINES { self.paths } else { 0 };
        Page { number, part: Some(part.into()), width, height, glyphs, rules: self.rules, pictures }
    }

    /// Draws all that follows while more than `depth - 1` elements are open.
    pub fn draw(&mut self, xml: &mut Xml, outer: &Matrix, depth: usize) -> Result<(), Stop> {
        while xml.depth() >= depth {
            let Some(node) = xml.next()? else { return Ok(()) };
            let Node::Start(element) = node else { continue };
            let shown = element.attribute("Visible").is_none_or(|v| !v.trim().eq_ignore_ascii_case("false"));
            let matrix = || matrix_of(&element).then(outer);
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
        // What a unit draws is in points, and its matrix takes millimetres.
        let back = Matrix::POINTS;
        let mut waiting: Vec<(String, Matrix, usize)> = self.inner.drain(..).map(|(id, m)| (id, back.then(&m), 0)).collect();
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
            self.rules.extend(unit.rules.iter().filter_map(|rule| {
                let [from, to] = rule.ends().map(|(x, y)| matrix.point(x, y));
                Rule::stroked(from, to)
            }));
            if depth < NESTED {
                let inner = unit.inner.iter().take(DRAWN.saturating_sub(waiting.len()));
                waiting.extend(inner.map(|(id, m)| (id.clone(), back.then(m).then(&matrix), depth + 1)));
            }
        }
    }
}

/// A glyph of a unit where the unit is drawn.
fn moved(glyph: &Glyph, matrix: &Matrix) -> Glyph {
    let (x, y) = matrix.point(glyph.x, glyph.y);
    let length = |(x, y): (f32, f32)| x.hypot(y);
    let along = match glyph.turn {
        Turn::Right => (1.0, 0.0),
        Turn::Left => (-1.0, 0.0),
        Turn::Down => (0.0, 1.0),
        Turn::Up => (0.0, -1.0),
        Turn::Askew => (1.0, 1.0),
    };
    let (dx, dy) = matrix.direction(along.0, along.1);
    let (turn, slope) = Turn::of(dx, dy);
    let (wide, high) = (length((dx, dy)) / length(along), length(matrix.direction(-along.1, along.0)) / length(along));
    Glyph { x, y, size: glyph.size * high, width: glyph.width * wide, turn, slope, ..*glyph }
}
