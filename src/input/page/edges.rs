//! Where the lines of pages begin and end: their margins, as most lines show them.

use super::layout::{Laid, Line, Part};
use super::spacing::hangs;
use std::collections::BTreeMap;

/// Where lines begin and end.
pub struct Edges {
    /// By the pages' width and height in points.
    by_format: BTreeMap<(i32, i32), (f32, f32)>,
}

impl Edges {
    /// Those that the lines of all pages show.
    pub fn of_all(pages: &[Laid]) -> Edges {
        let mut lines: BTreeMap<(i32, i32), Vec<&Line>> = BTreeMap::new();
        for page in pages {
            lines.entry(format_of(page)).or_default().extend(body(page));
        }
        let by_format = lines.into_iter().map(|(format, lines)| (format, edges(&lines, format.0 as f32))).collect();
        Edges { by_format }
    }

    /// The edges of a page: its own where they lie near those of all, since margins change sides on left and right pages.
    pub fn on(&self, page: &Laid) -> (f32, f32) {
        let format = format_of(page);
        let lines: Vec<&Line> = body(page).collect();
        let own = edges(&lines, format.0 as f32);
        let Some(&all) = self.by_format.get(&format) else { return own };
        if lines.len() < 6 {
            return all;
        }
        let em = lines.iter().map(|l| l.size).fold(0.0, f32::max).min(20.0);
        let near = |own: f32, all: f32, em: f32| if (own - all).abs() <= em { own } else { all };
        (near(own.0, all.0, 1.2 * em), near(own.1, all.1, 3.0 * em))
    }
}

fn format_of(page: &Laid) -> (i32, i32) {
    let (width, height) = page.frame.dimensions();
    (width.round() as i32, height.round() as i32)
}

/// The lines of a page over its whole width that are running text.
pub fn body(page: &Laid) -> impl Iterator<Item = &Line> {
    page.parts
        .iter()
        .filter_map(|part| if let Part::Line(line) = part { Some(line) } else { None })
        .filter(|l| !l.apart && l.column.is_none())
}

/// The leftmost and rightmost places at which several lines begin and end.
fn edges(lines: &[&Line], width: f32) -> (f32, f32) {
    let n = lines.len();
    let least = 2.max(n * 8 / 100);
    let mut lefts: Vec<f32> = lines.iter().map(|l| l.area.left).collect();
    // Marks at the end may hang over the edge.
    let mut rights: Vec<f32> = lines.iter().filter(|l| !l.text.ends_with(hangs)).map(|l| -l.area.right).collect();
    if rights.len() < least {
        rights = lines.iter().map(|l| -l.area.right).collect();
    }
    lefts.sort_by(f32::total_cmp);
    rights.sort_by(f32::total_cmp);
    let first = |places: &[f32], within: f32| {
        let found = places.iter().enumerate().find(|(i, v)| places.get(i + least - 1).is_some_and(|w| w - *v <= within));
        found.map(|(_, v)| *v).or_else(|| places.first().copied())
    };
    let left = first(&lefts, 6.0).unwrap_or(0.0);
    let right = -first(&rights, 12.0).unwrap_or(-width);
    // Of a few lines none need be full: as wide as the margin at the left lets them be.
    (left, if n < 4 { right.max(width - left) } else { right })
}
