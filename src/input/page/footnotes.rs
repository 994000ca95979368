//! Footnotes: lines in small type below a short rule at the left, down to the page's foot.

use super::Rule;
use super::furniture::is_page_number;
use super::layout::{Line, Part};

/// The rule above footnotes is so long, in parts of the page's width: a fifth where word processors draw it, a third in print.
const LONG: std::ops::Range<f32> = 0.1..0.42;
/// It begins within so many points of where lines begin.
const BESIDE: f32 = 12.0;
/// Notes are smaller than this part of the text's size.
const SMALL: f32 = 0.92;

/// Sets the footnotes of a page apart.
pub fn set_apart(parts: &mut [Part], rules: &[Rule], (width, height): (f32, f32)) {
    let level = || rules.iter().filter(|r| r.level);
    let short = level().filter(|r| LONG.contains(&((r.to - r.from) / width)) && r.at > 0.3 * height);
    // The sides of a table and the lines of a form are drawn in pieces.
    let alone = short.filter(|r| {
        let others = level().filter(|o| (o.at - r.at).abs() < 3.0);
        others.clone().all(|o| o.from > r.from - 3.0 && o.to < r.to + 3.0) && others.count() <= 4
    });
    let mut alone: Vec<&Rule> = alone.take(50).collect();
    alone.sort_by(|a, b| a.at.total_cmp(&b.at));
    if let Some(rule) = alone.into_iter().find(|r| is_above_notes(parts, r)) {
        for part in parts {
            if let Part::Line(line) = part
                && line.base - 0.4 * line.size > rule.at
            {
                line.apart = true;
            }
        }
    }
}

/// Whether all that stands below a rule is notes, and perhaps a page number.
fn is_above_notes(parts: &[Part], rule: &Rule) -> bool {
    let mut above: Vec<&Line> = Vec::new();
    let mut below: Vec<&Line> = Vec::new();
    for part in parts {
        match part {
            Part::Line(line) if line.base - 0.4 * line.size > rule.at => below.push(line),
            Part::Line(line) => above.push(line),
            Part::Table(table) if table.area.bottom > rule.at - 3.0 => return false,
            Part::Table(_) => {}
        }
    }
    let mut sizes: Vec<f32> = above.iter().map(|l| l.size).collect();
    let middle = sizes.len() / 2;
    if sizes.len() < 2 {
        return false;
    }
    let size = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
    let left = above.iter().map(|l| l.area.left).fold(f32::MAX, f32::min);
    let numbers = below.iter().filter(|l| is_page_number(&l.text)).count();
    let notes = below.iter().filter(|l| l.size < SMALL * size && !is_page_number(&l.text)).count();
    // What is underlined stands upon its rule.
    let underlines = above.iter().any(|l| rule.at - l.base < 0.45 * l.size && l.area.left < rule.to && l.area.right > rule.from);
    !underlines && (rule.from - left).abs() <= BESIDE && notes > 0 && notes + numbers == below.len()
}
