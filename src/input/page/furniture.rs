//! Headers, footers and page numbers, set apart by where they stand and how often.
//!
//! | on the page | set apart where |
//! |---|---|
//! | — 3 —, - 3 -, 3, iv, 第3页 共5页, 3/12 | it is the last line of its page, near the lower edge; at the upper edge, on two pages |
//! | the same line but for its numbers | it stands at the same height on three pages and on every fourth, or on both of two, near the upper or lower edge |
//! | the same line with the same numbers, in no larger type than the text | it stands at the same height near the upper edge on two pages of up to four, or on two and half of the odd or even ones |
//! | another line of that height | on each page but the first one of the two stands there: headers that take turns |
//! | a line that the file marks as no part of the text | it stands near the upper or lower edge |
//!
//! A title, a date or the last line of a paragraph stands once, so that it stays; and so does 附件1, wherever it stands.

use super::layout::{Laid, Line, Part};
use super::write::usual_size;
use std::collections::{BTreeMap, HashMap};

/// The part of a page's height, from its edge, in which headers and footers stand.
const BAND: f32 = 0.14;
/// So many lines from the upper and lower edge may be headers and footers.
const LINES: usize = 3;
/// A header is no longer than this in characters.
const LONG: usize = 80;
/// A repeated line's height may differ by so many points.
const DRIFT: f32 = 6.0;
/// That of a header which few pages have, by so many.
const STILL: f32 = 1.5;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    Upper,
    Lower,
}

/// Sets the furniture of all pages apart.
pub fn set_apart(pages: &mut [Laid]) {
    let mut seen: HashMap<(Edge, String, i32), usize> = HashMap::new();
    let mut numbers = 0;
    let candidates: Vec<Vec<(usize, Edge)>> = pages.iter().map(candidates).collect();
    let key = |edge, line: &Line| (edge, masked(&line.text), (line.base / DRIFT).round() as i32);
    for (page, candidates) in pages.iter().zip(&candidates) {
        for &(i, edge) in candidates {
            let Some(Part::Line(line)) = page.parts.get(i) else { continue };
            *seen.entry(key(edge, line)).or_default() += 1;
            numbers += usize::from(edge == Edge::Upper && is_page_number(&line.text));
        }
    }
    // Of two pages both have to have it.
    let least = if pages.len() < 3 { 2 } else { 3.max(pages.len().div_ceil(4)) };
    for (page, candidates) in pages.iter_mut().zip(&candidates) {
        for &(i, edge) in candidates {
            let Some(Part::Line(line)) = page.parts.get_mut(i) else { continue };
            let (edge, text, at) = key(edge, line);
            let repeated: usize = (-1..=1).filter_map(|d| seen.get(&(edge, text.clone(), at.saturating_add(d)))).sum();
            let number = is_page_number(&line.text) && (edge == Edge::Lower || numbers >= 2);
            // The first line of an attachment stands at the same place on several pages.
            let names = text.starts_with('附') && text.chars().count() < 8;
            line.apart |= repeated >= least && !names || number || line.artifact;
        }
    }
    let headers = headers(pages, &candidates);
    for (page, i) in headers {
        if let Some(Part::Line(line)) = pages.get_mut(page).and_then(|page| page.parts.get_mut(i)) {
            line.apart = true;
        }
    }
}

/// Headers that odd or even pages have, or those of a short document, by page and part.
fn headers(pages: &[Laid], candidates: &[Vec<(usize, Edge)>]) -> Vec<(usize, usize)> {
    let size = usual_size(pages);
    let mut same: BTreeMap<String, Vec<(usize, usize, f32)>> = BTreeMap::new();
    let mut upper: Vec<(usize, usize, f32)> = Vec::new();
    for (n, (page, candidates)) in pages.iter().zip(candidates).enumerate() {
        for &(i, edge) in candidates {
            let Some(Part::Line(line)) = page.parts.get(i) else { continue };
            // A title stands out, and the first line of an attachment may repeat.
            if edge == Edge::Upper && line.size <= 1.1 * size && !line.text.starts_with('附') {
                let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
                same.entry(text).or_default().push((n, i, line.base));
                upper.push((n, i, line.base));
            }
        }
    }
    let mut heights: Vec<f32> = Vec::new();
    let mut out = Vec::new();
    for places in same.values() {
        for &(n, i, base) in places {
            let like = |m: usize, b: f32| (b - base).abs() <= STILL && (pages.len() <= 4 || m % 2 == n % 2);
            let count = places.iter().filter(|(m, _, b)| like(*m, *b)).count();
            let least = if pages.len() <= 4 { 2 } else { 2.max((pages.len() + 1 - n % 2).div_ceil(4)) };
            if count >= least {
                out.push((n, i));
                if !heights.iter().any(|h| (h - base).abs() <= STILL) {
                    heights.push(base);
                }
            }
        }
    }
    for height in heights {
        let at: Vec<(usize, usize)> = upper.iter().filter(|p| (p.2 - height).abs() <= STILL).map(|p| (p.0, p.1)).collect();
        if pages.len() >= 3 && (1..pages.len()).all(|n| at.iter().any(|p| p.0 == n)) {
            // The first page may begin with its title there.
            out.extend(at.into_iter().filter(|p| p.0 > 0));
        }
    }
    out
}

/// The lines that may be furniture: the first and last of the page, near its edge.
fn candidates(page: &Laid) -> Vec<(usize, Edge)> {
    let (_, height) = page.frame.dimensions();
    let mut parts: Vec<(usize, f32, f32)> = page
        .parts
        .iter()
        .enumerate()
        // Footnotes are apart already.
        .filter(|(_, part)| !matches!(part, Part::Line(line) if line.apart && !is_page_number(&line.text)))
        .map(|(i, part)| match part {
            Part::Line(line) => (i, line.base - line.size, line.base),
            Part::Table(table) => (i, table.area.top, table.area.bottom),
        })
        .collect();
    parts.sort_by(|a, b| a.1.total_cmp(&b.1));
    let is_line = |part: &&(usize, f32, f32)| matches!(page.parts.get(part.0), Some(Part::Line(line)) if line.text.chars().count() <= LONG);
    // Parts side by side at the same height count as one line: a name at the left, a number at the right.
    let few = |list: &mut dyn Iterator<Item = (usize, f32)>, edge| {
        let (mut taken, mut last, mut out) = (0, f32::NEG_INFINITY, Vec::new());
        for (i, base) in list {
            if (base - last).abs() > DRIFT {
                taken += 1;
                last = base;
            }
            if taken > LINES {
                break;
            }
            out.push((i, edge));
        }
        out
    };
    let upper = parts.iter().take_while(is_line).take_while(|p| p.2 <= BAND * height).map(|p| (p.0, p.2));
    let lower = parts.iter().rev().take_while(is_line).take_while(|p| p.1 >= (1.0 - BAND) * height).map(|p| (p.0, p.2));
    let mut out = few(&mut { upper }, Edge::Upper);
    out.extend(few(&mut { lower }, Edge::Lower));
    out
}

/// The text with each number as one sign, without white space.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' | '０'..='９' => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether a line is a page number and nothing else.
pub fn is_page_number(text: &str) -> bool {
    const SHAPES: &[&str] = &[
        "#", "第#页", "#页", "第#页共#页", "第#页，共#页", "第#页,共#页", "第#页/共#页", "共#页第#页", "共#页，第#页", "#/#", "#／#",
        "page#", "page#of#", "#of#", "第#页（共#页）", "第#页(共#页)", "p#", "p.#",
    ];
    /// A number has at most so many digits.
    const DIGITS: usize = 4;
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let masked = masked(text);
    // A hanzi one in place of a dash has another on the other side.
    if masked.starts_with('一') != masked.ends_with('一') || text.split(|c| !digit(c)).any(|number| number.chars().count() > DIGITS) {
        return false;
    }
    let inner = masked.trim_matches(|c: char| {
        matches!(c, '-' | '—' | '–' | '―' | '‐' | '‑' | '−' | '－' | '─' | '━' | '一' | '~' | '～' | '·' | '•' | '|' | '_')
    });
    let roman = (1..=5).contains(&inner.chars().count()) && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'ⅰ'..='ⅻ'));
    roman || SHAPES.contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_page_numbers() {
        for text in [
            "— 3 —", "- 3 -", "3", "－３－", "第3页 共5页", "第 3 页，共 5 页", "3/12", "iv", "Page 3 of 12", "page3of12", "·12·",
            "一３一", "Ⅳ",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2025年3月1日", "3.", "（3）", "一、总则", "第3条", "共5人", "附件3", "12345", "一3", "一、", "第三页", "mix"]
        {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
