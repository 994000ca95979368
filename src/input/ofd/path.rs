//! Paths → the rules in them: straight strokes and thin boxes (GB/T 33190 9.3, `AbbreviatedData`).

use super::content::Matrix;
use crate::input::page::{RULES, Rule};

/// A stroke that strays less than this from level is level.
const LEVEL: f32 = 0.3;
/// A filled box thinner than this is a rule.
const THIN: f32 = 1.2;
/// Shorter pieces are parts of drawn letters.
const SHORT: f32 = 0.5;

/// Adds the rules of a path.
pub fn rules(data: &str, matrix: &Matrix, stroke: bool, fill: bool, rules: &mut Vec<Rule>) {
    let mut words = data.split_ascii_whitespace().peekable();
    let mut sub = Sub::default();
    while let Some(word) = words.next() {
        if rules.len() >= RULES {
            return;
        }
        let mut point = || {
            let mut number = || words.next_if(|w| w.parse::<f32>().is_ok()).and_then(|w| w.parse::<f32>().ok()).filter(|n| n.is_finite());
            Some(matrix.place(number()?, number()?))
        };
        match word {
            "M" | "S" => {
                sub.end(stroke, fill, rules);
                sub = Sub { points: point().into_iter().collect(), ..Sub::default() };
            }
            "L" => sub.points.extend(point()),
            "C" => sub.closed = true,
            // Curves and arcs are no rules; their numbers are passed over.
            "Q" | "B" | "A" => sub.curved = true,
            _ => {}
        }
    }
    sub.end(stroke, fill, rules);
}

/// A part of a path that is drawn in one stroke.
#[derive(Default)]
struct Sub {
    points: Vec<(f32, f32)>,
    closed: bool,
    curved: bool,
}

impl Sub {
    fn end(&self, stroke: bool, fill: bool, rules: &mut Vec<Rule>) {
        if self.curved || self.points.len() < 2 {
            return;
        }
        if stroke {
            let back = self.points.last().zip(self.points.first()).filter(|_| self.closed);
            let sides = self.points.windows(2).filter_map(|w| Some((*w.first()?, *w.get(1)?)));
            rules.extend(sides.chain(back.map(|(a, b)| (*a, *b))).filter_map(|(a, b)| rule(a, b)));
        } else if fill {
            let low = self.points.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)));
            let high = self.points.iter().copied().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)));
            if let Some((low, high)) = low.zip(high)
                && (high.0 - low.0 < THIN) != (high.1 - low.1 < THIN)
            {
                rules.push(Rule { x0: low.0, y0: low.1, x1: high.0, y1: high.1 });
            }
        }
    }
}

/// The rule between two places, if it is level or upright.
pub fn rule(a: (f32, f32), b: (f32, f32)) -> Option<Rule> {
    let (w, h) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
    let straight = (w < LEVEL || h < LEVEL || w.min(h) < THIN && w.max(h) > 10.0 * w.min(h)) && w.max(h) >= SHORT;
    straight.then(|| Rule { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) })
}
