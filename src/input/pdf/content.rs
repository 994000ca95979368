//! Content streams → glyphs and rules of a [`Page`] (ISO 32000-1, 8 and 9). Text and straight lines alone are followed; images are counted, colours,
//! clips, patterns and outlines passed over.
//!
//! Forms inside forms are followed to [`NESTED`]; the bytes of all of them count against the file's [`Budget`], so that forms that draw each other
//! come to an end.

use super::font::{Font, Fonts};
use super::lexer::{Lexer, Token};
use super::path::Path;
use super::streams::Budget;
use crate::input::page::{GLYPHS, Glyph, Matrix, Page, RULES, Turn};
use hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;
use std::collections::HashSet;
use std::rc::Rc;

/// Forms draw forms to this depth.
const NESTED: usize = 20;
/// Saved graphics states and marked contents nest to this depth; further ones are passed over.
const SAVED: usize = 1_000;
/// An operator has at most so many operands that are kept.
const OPERANDS: usize = 8_192;
#[derive(Clone)]
struct State<'a> {
    matrix: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    line_width: f32,
}

/// A stretch between `BDC` and `EMC`.
#[derive(Clone, Copy, Default)]
struct Mark {
    hidden: bool,
    artifact: bool,
}

/// Draws content onto a page.
pub struct Painter<'a, 'p, 'b> {
    fonts: &'p mut Fonts<'a, 'b>,
    budget: &'b Budget,
    /// Layers that are switched off.
    off: &'p HashSet<ObjectIdentifier>,
    page: &'p mut Page,
    state: State<'a>,
    saved: Vec<State<'a>>,
    marks: Vec<Mark>,
    text: Matrix,
    line: Matrix,
    path: Path,
    spaced: bool,
    inside: Vec<ObjectIdentifier>,
    /// Whether more was drawn than is kept.
    pub overfull: bool,
}

impl<'a, 'p, 'b> Painter<'a, 'p, 'b> {
    /// Draws onto `page` by the transformation from the page's own space.
    pub fn new(
        fonts: &'p mut Fonts<'a, 'b>,
        budget: &'b Budget,
        off: &'p HashSet<ObjectIdentifier>,
        page: &'p mut Page,
        matrix: Matrix,
    ) -> Self {
        let state = State {
            matrix,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            line_width: 1.0,
        };
        let (saved, marks, path, inside) = (Vec::new(), Vec::new(), Path::default(), Vec::new());
        let (text, line) = (Matrix::SAME, Matrix::SAME);
        Painter { fonts, budget, off, page, state, saved, marks, text, line, path, spaced: false, inside, overfull: false }
    }

    /// Draws a content stream.
    pub fn draw(&mut self, data: &[u8], resources: &Resources<'a>) {
        let mut lexer = Lexer::new(data);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = lexer.next() {
            match token {
                Token::Operator(b"ID") => {
                    self.page.pictures += 1;
                    operands.clear();
                    lexer.skip_image();
                }
                Token::Operator(operator) => {
                    self.operate(operator, &operands, resources);
                    operands.clear();
                }
                token if operands.len() < OPERANDS && !lexer.is_deep() => operands.push(token),
                _ => {}
            }
            if self.overfull {
                return;
            }
        }
    }

    fn operate(&mut self, operator: &[u8], operands: &[Token<'_>], resources: &Resources<'a>) {
        let number = |i: usize| match operands.get(i) {
            Some(Token::Number(n)) => *n,
            _ => 0.0,
        };
        let first = || number(operands.len().saturating_sub(1));
        let six = || Matrix([number(0), number(1), number(2), number(3), number(4), number(5)]);
        match operator {
            b"q" if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.matrix = six().then(&self.state.matrix),
            b"w" => self.state.line_width = first(),
            b"BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            b"Tm" => (self.text, self.line) = (six(), six()),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.char_space = first(),
            b"Tw" => self.state.word_space = first(),
            b"Tz" => self.state.stretch = first() / 100.0,
            b"TL" => self.state.leading = first(),
            b"Ts" => self.state.rise = first(),
            b"Tf" => {
                self.state.size = first();
                if let Some(Token::Name(name)) = operands.first() {
                    self.state.font = resources.fonts.get::<Dict<'a>>(name.as_ref()).map(|dict| self.fonts.get(&dict));
                }
            }
            b"Tj" => self.show_all(operands),
            b"TJ" => self.show_all(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands);
            }
            b"\"" => {
                (self.state.word_space, self.state.char_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands.get(2..).unwrap_or_default());
            }
            b"m" => self.path.move_to(self.place(number(0), number(1))),
            b"l" => self.path.line_to(self.place(number(0), number(1))),
            b"c" => self.path.curve_to(self.place(number(4), number(5))),
            b"v" | b"y" => self.path.curve_to(self.place(number(2), number(3))),
            b"h" => self.path.close(),
            b"re" => {
                let (x, y, w, h) = (number(0), number(1), number(2), number(3));
                self.path.move_to(self.place(x, y));
                for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h), (x, y)] {
                    self.path.line_to(self.place(x, y));
                }
            }
            b"S" | b"s" => self.paint(operator == b"s", true),
            b"f" | b"F" | b"f*" => self.paint(false, false),
            b"B" | b"B*" | b"b" | b"b*" => self.paint(operator.starts_with(b"b"), true),
            b"n" => self.path = Path::default(),
            b"Do" => {
                if let Some(Token::Name(name)) = operands.first()
                    && let Some(object) = resources.x_objects.get::<Stream<'a>>(name.as_ref())
                {
                    self.draw_object(&object, resources);
                }
            }
            b"sh" => self.page.pictures += 1,
            b"BMC" | b"BDC" => self.begin_mark(operands, resources),
            b"EMC" => drop(self.marks.pop()),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
        self.text = self.line;
    }

    fn begin_mark(&mut self, operands: &[Token<'_>], resources: &Resources<'a>) {
        if self.marks.len() >= SAVED {
            return;
        }
        let mut mark = self.marks.last().copied().unwrap_or_default();
        if let (Some(Token::Name(tag)), second) = (operands.first(), operands.get(1)) {
            mark.artifact |= tag.as_ref() == b"Artifact";
            if tag.as_ref() == b"OC"
                && let Some(Token::Name(name)) = second
            {
                mark.hidden |= resources.properties.get_ref(name.as_ref()).is_some_and(|id| self.off.contains(&id.into()));
            }
        }
        self.marks.push(mark);
    }

    fn is_hidden(&self) -> bool {
        self.marks.last().is_some_and(|m| m.hidden)
    }

    fn draw_object(&mut self, object: &Stream<'a>, resources: &Resources<'a>) {
        let dict = object.dict();
        if self.is_hidden() || dict.get_ref("OC").is_some_and(|id| self.off.contains(&id.into())) {
            return;
        }
        if dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Image") {
            self.page.pictures += 1;
            return;
        }
        self.draw_form(object, resources, Matrix::SAME);
    }

    /// Draws a form, placed by a further transformation.
    pub fn draw_form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, placed: Matrix) {
        let id = form.obj_id();
        if self.inside.len() >= NESTED || self.inside.contains(&id) {
            return;
        }
        let Some(data) = self.budget.unpack(form) else { return };
        let own = form.dict().get::<Dict<'a>>("Resources").map(Resources::new);
        let matrix = form.dict().get::<[f32; 6]>("Matrix").map_or(Matrix::SAME, Matrix);
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        let (saved, marks) = (std::mem::take(&mut self.saved), self.marks.len());
        self.state.matrix = matrix.then(&placed).then(&self.state.matrix);
        self.inside.push(id);
        self.draw(&data, own.as_ref().unwrap_or(resources));
        self.inside.pop();
        self.path = Path::default();
        self.marks.truncate(marks);
        (self.state, self.text, self.line, self.saved) = (state, text, line, saved);
    }

    fn show_all(&mut self, operands: &[Token<'_>]) {
        for operand in operands {
            match operand {
                Token::String(bytes) => self.show(bytes),
                Token::Number(n) => {
                    let by = -n / 1000.0 * self.state.size;
                    let down = self.state.font.as_ref().is_some_and(|f| f.vertical);
                    self.advance(if down { (0.0, by) } else { (by * self.state.stretch, 0.0) });
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, (x, y): (f32, f32)) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.text);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let visible = !self.is_hidden();
        let artifact = self.marks.last().is_some_and(|m| m.artifact);
        font.codes(bytes, |code| {
            let State { size, stretch, rise, char_space, word_space, .. } = self.state;
            if visible {
                let drawn = Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]).then(&self.text).then(&self.state.matrix);
                self.glyph(&code.text, code.advance, &drawn, &font, artifact);
            }
            let space = char_space + if code.is_space { word_space } else { 0.0 };
            self.advance(if font.vertical { (0.0, -size + space) } else { ((code.advance * size + space) * stretch, 0.0) });
        });
    }

    fn glyph(&mut self, text: &str, advance: f32, drawn: &Matrix, font: &Font<'_>, artifact: bool) {
        if text.chars().all(|c| c.is_whitespace() || is_nothing(c)) {
            self.spaced |= !text.is_empty();
            return;
        }
        let [a, b, c, d, e, f] = drawn.0;
        let size = c.hypot(d) * font.height;
        let along = a.hypot(b);
        let (mut x, mut y, mut width, (mut turn, mut slope)) = (e, f, advance * along, Turn::of(a, b));
        if font.vertical {
            // The pen is at the middle of the upper edge, and the line runs down.
            (turn, slope) = Turn::of(-c, -d);
            let aside = 0.35 * size / along.max(f32::MIN_POSITIVE);
            (x, y, width) = (e - a * aside, f - b * aside, size);
        }
        let seen = (-size..=self.page.width + size).contains(&x) && (-size..=self.page.height + size).contains(&y);
        if width < 0.0 {
            x += width;
            width = -width;
        }
        let glyph = Glyph { c: ' ', x, y, width, size, turn, slope, spaced: false, artifact };
        if !seen || !glyph.is_sound() {
            return;
        }
        let n = text.chars().filter(|c| !is_nothing(*c)).count().max(1);
        let step = width / n as f32;
        let (ux, uy) = if along > 0.0 { (a / along, b / along) } else { (1.0, 0.0) };
        for (i, c) in text.chars().filter(|c| !is_nothing(*c)).enumerate() {
            if self.page.glyphs.len() >= GLYPHS {
                self.overfull = true;
                return;
            }
            let c = if c.is_control() { '\u{FFFD}' } else { upright(c) };
            let by = step * i as f32;
            let (x, y) = (x + ux * by, y + uy * by);
            self.page.glyphs.push(Glyph { c, x, y, width: step, spaced: std::mem::take(&mut self.spaced), ..glyph });
        }
    }

    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        self.state.matrix.point(x, y)
    }

    fn paint(&mut self, close: bool, stroke: bool) {
        let path = std::mem::take(&mut self.path);
        if self.is_hidden() {
            return;
        }
        let [a, b, c, d, ..] = self.state.matrix.0;
        let width = self.state.line_width.abs() * (a * d - b * c).abs().sqrt();
        let room = RULES.saturating_sub(self.page.rules.len());
        let first = self.page.rules.len();
        self.page.rules.extend(path.rules(close, stroke.then_some(width)).take(room));
        self.page.pictures += usize::from(self.page.rules.len() == first);
    }
}

/// What is drawn and is no character: joiners, marks of direction, soft hyphens inside a line.
fn is_nothing(c: char) -> bool {
    matches!(c, '\0' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}

/// The form that a character of a line written downwards has in one written to the right.
fn upright(c: char) -> char {
    const DOWN: &str = "︐︑︒︓︔︕︖︗︘︙︰︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈";
    const RIGHT: &str = "，、。：；！？〖〗…‥—_（）｛｝〔〕【】《》〈〉「」『』［］";
    if !('\u{FE10}'..='\u{FE48}').contains(&c) {
        return c;
    }
    DOWN.chars().zip(RIGHT.chars()).find(|(down, _)| *down == c).map_or(c, |(_, right)| right)
}
