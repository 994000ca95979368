//! Paths → the rules in them: straight strokes and thin filled boxes (ISO 32000-1, 8.5). Their points are those of the page.

use crate::input::page::{Rule, THIN};

/// A path has at most so many points that are kept.
const POINTS: usize = 20_000;

/// A path while it is made.
#[derive(Default)]
pub struct Path {
    stretches: Vec<Vec<(f32, f32)>>,
    points: usize,
    curved: bool,
}

impl Path {
    /// Begins a stretch.
    pub fn move_to(&mut self, point: (f32, f32)) {
        if self.points < POINTS {
            self.stretches.push(Vec::new());
            self.line_to(point);
        }
    }

    /// Goes on straight.
    pub fn line_to(&mut self, point: (f32, f32)) {
        if self.points < POINTS
            && let Some(stretch) = self.stretches.last_mut()
        {
            stretch.push(point);
            self.points += 1;
        }
    }

    /// Goes on in a curve: a new stretch, so that no straight line is seen where the curve is.
    pub fn curve_to(&mut self, point: (f32, f32)) {
        self.curved = true;
        self.move_to(point);
    }

    /// Goes back to where the stretch began.
    pub fn close(&mut self) {
        if let Some(start) = self.stretches.last().and_then(|stretch| stretch.first()).copied() {
            self.line_to(start);
        }
    }

    /// The rules in it, stroked so wide or filled; `close` goes back to the beginning of each stretch.
    pub fn rules(self, close: bool, stroke: Option<f32>) -> impl Iterator<Item = Rule> {
        let curved = self.curved;
        self.stretches.into_iter().flat_map(move |mut stretch| {
            if close && let Some(&start) = stretch.first() {
                stretch.push(start);
            }
            if stroke.is_some_and(|width| width <= THIN * 1.5) {
                stretch.windows(2).filter_map(|pair| Rule::stroked(pair[0], pair[1])).collect()
            } else if !curved && (4..=6).contains(&stretch.len()) {
                Vec::from_iter(Rule::filled(&stretch))
            } else {
                Vec::new()
            }
        })
    }
}
