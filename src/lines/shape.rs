//! How the text as a whole is laid out: wrapped at a width, or with its line breaks lost.

use super::Line;
use crate::text::{Folded, class};

/// Lines shorter or longer than this are no wrapped prose.
const WIDTHS: std::ops::RangeInclusive<usize> = 12..=60;

/// The layout of a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// The width in characters at which lines were wrapped.
    pub width: Option<usize>,
    /// Whether its line breaks were lost: whole pages on one line.
    pub flat: bool,
}

impl Shape {
    /// Reads the layout off the lines' lengths.
    pub fn of(text: &Folded, lines: &[Line]) -> Shape {
        let mut counts = [0usize; 64];
        let (mut filled, mut long, mut unstopped, mut chars) = (0usize, 0usize, [0usize; 64], 0usize);
        for line in lines.iter().filter(|l| !l.body.is_empty() && l.said.is_none()) {
            let n = line.body.len();
            chars += n;
            let last = text.class(line.body.to() - 1);
            if last == class::PIPE {
                continue;
            }
            filled += 1;
            if n < counts.len() {
                counts[n] += 1;
                unstopped[n] += usize::from(!matches!(last, class::STOP | class::COLON | class::SEMICOLON));
            } else {
                long += 1;
            }
        }
        let flat = filled > 0 && chars > 150 && chars / filled > 350 || filled <= 2 && chars > 150;
        let mut best = (0, 0);
        for width in WIDTHS {
            let near: usize = counts[width - 2..=width + 1].iter().sum();
            if near > best.0 {
                best = (near, width);
            }
        }
        let (near, width) = best;
        let beyond: usize = long + counts[(width + 3).min(63)..].iter().sum::<usize>();
        let open: usize = if width > 0 { unstopped[width - 2..=width + 1].iter().sum() } else { 0 };
        let wrapped = near >= 6 && near * 100 >= filled * 30 && beyond * 100 <= filled * 15 && open * 100 >= near * 60;
        Shape { width: wrapped.then_some(width), flat: flat && !wrapped }
    }

    /// Whether lines were wrapped at a width.
    pub fn wrapped(&self) -> bool {
        self.width.is_some()
    }

    /// Whether a line of so many characters reaches the width.
    pub fn is_full(&self, length: usize) -> bool {
        self.width.is_some_and(|w| length + 3 >= w)
    }
}
