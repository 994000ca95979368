//! Paths → the rules in them: straight strokes and thin boxes (GB/T 33190 9.3, `AbbreviatedData`).

use crate::input::page::{Matrix, RULES, Rule};

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
            Some(matrix.point(number()?, number()?))
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
            rules.extend(sides.chain(back.map(|(a, b)| (*a, *b))).filter_map(|(a, b)| Rule::stroked(a, b)));
        } else if fill {
            rules.extend(Rule::filled(&self.points));
        }
    }
}
