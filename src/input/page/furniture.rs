//! What stands at the upper and lower edge of pages and is no running text: page numbers, and headers and footers that repeat.

use super::lines::Line;
use super::{Block, Laid};
use std::collections::BTreeMap;

/// Headers and footers stand in this part of the page's height at either end: GB/T 9704 sets text from 37 mm to 262 mm of 297 mm.
const BAND: f32 = 0.14;
/// So many lines from either end of a page are looked at.
const LINES: usize = 3;

/// Which end of a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Top,
    Bottom,
}

/// Where a line of a page stands, counted from its end.
type Seen = (End, String);

/// Takes furniture out of the pages' text.
pub fn strip(pages: &mut [Laid]) {
    let body = body_size(pages);
    let mut exact: BTreeMap<Seen, Vec<usize>> = BTreeMap::new();
    let mut counting: BTreeMap<Seen, Vec<(usize, Vec<u64>)>> = BTreeMap::new();
    for (i, page) in pages.iter().enumerate() {
        for end in [End::Top, End::Bottom] {
            for line in outer(page, end).take(LINES).filter(|l| in_band(page, l, end)) {
                let text = plain(&line.text);
                let (shape, numbers) = masked(&text);
                if !numbers.is_empty() {
                    counting.entry((end, shape)).or_default().push((i, numbers));
                }
                let pages = exact.entry((end, text)).or_default();
                if pages.last() != Some(&i) {
                    pages.push(i);
                }
            }
        }
    }
    let count = pages.len();
    let often = |n: usize| n >= 2 && n * 10 >= count * 3 || n >= 8;
    let exact: BTreeMap<Seen, ()> = exact.into_iter().filter(|(_, p)| often(p.len())).map(|(k, _)| (k, ())).collect();
    let counting: BTreeMap<Seen, ()> = counting.into_iter().filter(|(_, p)| counts(p)).map(|(k, _)| (k, ())).collect();
    for page in pages.iter_mut() {
        for end in [End::Top, End::Bottom] {
            for _ in 0..LINES {
                let Some(line) = outer(page, end).next() else { break };
                if !in_band(page, line, end) {
                    break;
                }
                let text = plain(&line.text);
                let repeats = || exact.contains_key(&(end, text.clone())) || counting.contains_key(&(end, masked(&text).0));
                let small = line.size < body * 0.93;
                // The first line of an attachment stands at the same place on several pages.
                let names = text.starts_with('附') && text.chars().count() < 8;
                if !(is_page_number(&text) || repeats() && !names && (small || stands_off(page, end))) {
                    break;
                }
                let at = match end {
                    End::Top => 0,
                    End::Bottom => page.blocks.len() - 1,
                };
                if let Block::Line(line) = page.blocks.remove(at) {
                    page.apart.push(line);
                }
            }
        }
    }
}

/// The lines of a page from one of its ends inwards, up to a table.
fn outer(page: &Laid, end: End) -> impl Iterator<Item = &Line> {
    let (mut blocks, len) = (page.blocks.iter(), page.blocks.len());
    (0..len).map_while(move |_| match if end == End::Top { blocks.next() } else { blocks.next_back() } {
        Some(Block::Line(line)) => Some(line),
        _ => None,
    })
}

fn in_band(page: &Laid, line: &Line, end: End) -> bool {
    // What stands beyond the page's stated height makes it higher.
    let height = page.height.max(line.bottom);
    match end {
        End::Top => line.bottom < height * BAND,
        End::Bottom => line.top > height * (1.0 - BAND),
    }
}

/// Whether the outermost line stands farther from the next than lines of text do from each other.
fn stands_off(page: &Laid, end: End) -> bool {
    let mut lines = outer(page, end);
    let (Some(first), Some(next)) = (lines.next(), lines.next()) else { return true };
    let gap = |a: &Line, b: &Line| (a.bottom - b.bottom).abs();
    let mut pitches: Vec<f32> = outer(page, end).skip(1).zip(outer(page, end).skip(2)).map(|(a, b)| gap(a, b)).collect();
    pitches.sort_by(f32::total_cmp);
    pitches.get(pitches.len() / 2).is_none_or(|pitch| gap(first, next) > pitch * 1.3)
}

/// The size that most glyphs are set in.
pub fn body_size(pages: &[Laid]) -> f32 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for block in pages.iter().flat_map(|p| &p.blocks) {
        if let Block::Line(line) = block {
            *counts.entry((line.size * 10.0).round() as u32).or_default() += line.glyphs;
        }
    }
    counts.into_iter().max_by_key(|c| c.1).map_or(0.0, |c| c.0 as f32 / 10.0)
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A text with `#` for its numbers, and the numbers.
fn masked(text: &str) -> (String, Vec<u64>) {
    let (mut shape, mut numbers) = (String::new(), Vec::new());
    let mut inside = false;
    for c in text.chars() {
        match c.to_digit(10) {
            Some(digit) if inside => {
                if let Some(n) = numbers.last_mut() {
                    *n = u64::saturating_add(u64::saturating_mul(*n, 10), u64::from(digit));
                }
            }
            Some(digit) => {
                numbers.push(u64::from(digit));
                shape.push('#');
            }
            None => shape.push(c),
        }
        inside = c.is_ascii_digit();
    }
    (shape, numbers)
}

/// Whether one of the numbers counts the pages on while the others stay.
fn counts(seen: &[(usize, Vec<u64>)]) -> bool {
    seen.len() >= 3
        && seen.windows(2).all(|w| match w {
            [(i, a), (j, b)] => {
                let pages = (j - i) as u64;
                let changed: Vec<(u64, u64)> = a.iter().copied().zip(b.iter().copied()).filter(|(a, b)| a != b).collect();
                matches!(changed.as_slice(), [(a, b)] if a.checked_add(pages) == Some(*b))
            }
            _ => false,
        })
}

/// — 3 —, - 3 -, ·3·, 3, 第3页, 第3页共12页, 3/12, Page 3 of 12, without white space.
pub fn is_page_number(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '一' | '·' | '•' | '~' | '～' | '‐' | '‑' | '−');
    let number = |s: &str| (1..=4).contains(&s.chars().count()) && s.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let bare = text.trim_matches(dash);
    // A hanzi one in place of a dash has one on both sides.
    if number(bare) {
        let around = (text.chars().next().is_some_and(dash), text.chars().next_back().is_some_and(dash));
        return around.0 == around.1 || !text.contains('一');
    }
    let roman =
        text.len() <= 5 && !bare.is_empty() && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ'));
    let lower = text.to_lowercase();
    let of = |s: &str| {
        let parts = ["/", "／", "of", "共", "页共", "页,共", "页，共", "页/共", "页（共", "页(共"];
        parts.iter().filter_map(|p| s.split_once(p)).any(|(a, b)| number(a) && number(b))
    };
    let inner = lower.trim_start_matches("page").trim_start_matches('第').trim_end_matches(['页', '）', ')']);
    let named = lower.starts_with("page") || lower.starts_with('第') && text.ends_with(['页', '）', ')']);
    roman || named && number(inner) || of(inner) && (named || number(inner.split(['/', '／']).next().unwrap_or_default()))
}
