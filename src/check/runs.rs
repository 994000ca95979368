//! Where numbers that should count on do not: items among their siblings, rows by their 序号, attachments by their number.
//!
//! Numbering may restart at 1 in every section, or run on across them; both are legal. A number that is left out here
//! and stands further on in the same run went astray; it is not missing too.

use super::subject::Subject;
use crate::lines::Mark;
use crate::model::MarkerStyle;
use crate::span::Span;
use crate::tables::Column;
use crate::text::{class, numeral};
use std::collections::{HashMap, HashSet};

/// A heading without a number has at most so many characters.
const HEADING: usize = 30;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Some are left out in front of it: from, to.
    Gap(u32, u32),
    /// It stood before.
    Twice,
    /// It is less than the one before it.
    Back,
}

/// A number that does not count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub kind: Kind,
    /// The number in its dress, or what stands for it.
    pub span: Span,
    /// The one before it in its run, if any.
    pub before: Option<Span>,
    /// Its value.
    pub ordinal: u32,
}

/// A number in a run.
#[derive(Clone, Copy)]
struct Link {
    ordinal: u32,
    span: Span,
}

/// All slips of a document, in the order of the source within each kind of run.
pub fn slips(subject: &Subject) -> Vec<Slip> {
    let mut out = Vec::new();
    items(subject, &mut out);
    rows(subject, &mut out);
    attachments(subject, &mut out);
    out
}

/// What tells one run of items from another: their part, parent and family.
type Run = (usize, Option<usize>, MarkerStyle);

fn items(subject: &Subject, out: &mut Vec<Slip>) {
    let items = &subject.findings.items;
    let mut order: Vec<Run> = Vec::new();
    let mut runs: HashMap<Run, Vec<(usize, Mark)>> = HashMap::new();
    for (i, item) in items.iter().enumerate() {
        let Some(mark) = item.mark.filter(|m| m.ordinal > 0 && !matches!(m.style, MarkerStyle::Decimal | MarkerStyle::Letter)) else {
            continue;
        };
        let run = (item.part, item.parent, mark.style);
        let links = runs.entry(run).or_default();
        if links.is_empty() {
            order.push(run);
        }
        links.push((i, mark));
    }
    // The last number of each family in a part, which a run in the next section may go on from.
    let mut last: HashMap<(usize, MarkerStyle), Link> = HashMap::new();
    for run in &order {
        let links = &runs[run];
        // What leads up to a run: its parent's text, or all of the part above it.
        let mut from = run.1.map_or(subject.findings.layout.parts[run.0].span.from(), |p| items[p].span.from());
        let mut piece: Vec<Link> = Vec::new();
        for &(i, mark) in links {
            // A heading without a number in front of 1 begins the count anew.
            let restarts = mark.ordinal == 1 && (piece.len() > 1 || i.checked_sub(1).is_some_and(|before| heads(subject, before)));
            if restarts && !piece.is_empty() {
                count(subject, &piece, None, from, out);
                from = piece.last().map_or(from, |l| l.span.to());
                piece.clear();
            }
            piece.push(Link { ordinal: mark.ordinal, span: mark.span });
        }
        let key = (run.0, run.2);
        // A text without a title that begins in the middle was cut out of another.
        let cut_out = run.1.is_none() && subject.notice.metadata.title.is_none();
        if cut_out && piece.first().is_some_and(|l| l.ordinal != 1) {
            continue;
        }
        let slips = out.len();
        count(subject, &piece, last.get(&key).copied().filter(|_| run.1.is_some()), from, out);
        if let Some(mut end) = piece.iter().copied().max_by_key(|l| l.ordinal) {
            // The run counts too low since one stood twice.
            end.ordinal += out[slips..].iter().filter(|s| s.kind == Kind::Twice).count() as u32;
            last.insert(key, end);
        }
    }
}

/// Whether an item without a number looks like a heading: short and without a stop.
fn heads(subject: &Subject, item: usize) -> bool {
    let item = &subject.findings.items[item];
    let stop = |c: u8| matches!(c, class::STOP | class::SEMICOLON | class::COLON | class::COMMA);
    item.mark.is_none() && item.body.len() <= HEADING && !stop(subject.text.class_before(item.body.to()))
}

fn rows(subject: &Subject, out: &mut Vec<Slip>) {
    let text = subject.text;
    for grid in &subject.findings.grids {
        let Some(column) = grid.columns.iter().position(|c| *c == Column::Ordinal) else { continue };
        let mut links = Vec::new();
        for (row, shared) in grid.rows.iter().zip(&grid.shared).skip(grid.header_rows) {
            let Some(cell) = column.checked_sub(*shared).and_then(|c| row.get(c)).filter(|c| !c.is_empty()) else { continue };
            let units = text.units(*cell);
            if let Some(ordinal) = numeral::arabic(units).or_else(|| numeral::chinese(units)) {
                links.push(Link { ordinal, span: *cell });
            }
        }
        for piece in links.chunk_by(|_, next| next.ordinal != 1) {
            count(subject, piece, None, piece[0].span.from(), out);
        }
    }
}

fn attachments(subject: &Subject, out: &mut Vec<Slip>) {
    let listed = subject.notice.attachments.iter().filter_map(|a| Some(Link { ordinal: a.number?, span: a.listed? }));
    let listed: Vec<Link> = listed.collect();
    let from = listed.first().map_or(0, |l| l.span.from());
    count(subject, &listed, None, from, out);
}

/// Counts one run. `before` is the number that it may go on from, `from` where the text begins that leads up to it.
fn count(subject: &Subject, links: &[Link], before: Option<Link>, from: usize, out: &mut Vec<Slip>) {
    let Some(first) = links.first() else { return };
    let stands: HashSet<u32> = links.iter().map(|l| l.ordinal).collect();
    let slip =
        |kind, link: Link, before: Option<Link>| Slip { kind, span: link.span, before: before.map(|b| b.span), ordinal: link.ordinal };
    let unread = |ordinal, from: usize, link: Link| says(subject, ordinal, link, Span::new(from, link.span.from()));
    if first.ordinal > 1 {
        let goes_on = before.is_some_and(|b| b.ordinal + 1 == first.ordinal);
        let expected = match before {
            Some(b) if b.ordinal + 1 < first.ordinal && b.ordinal > 1 && first.ordinal - b.ordinal <= FAR => b.ordinal + 1,
            _ => 1,
        };
        let from = before.filter(|_| expected > 1).map_or(from, |b| b.span.to());
        let there = (expected..first.ordinal).take(3).any(|m| unread(m, from, *first));
        if !goes_on && first.ordinal - expected <= 2 && !stands.contains(&expected) && !there {
            out.push(slip(Kind::Gap(expected, first.ordinal - 1), *first, before.filter(|_| expected > 1)));
        }
    }
    let mut highest = first.ordinal;
    // How many numbers too low the run counts since one stood twice.
    let mut late = 0;
    for (i, pair) in links.windows(2).enumerate() {
        let (last, link) = (pair[0], pair[1]);
        // 九、二、三、: another run whose beginning was not read, rather than one number that went astray.
        let another = links.get(i + 2).is_some_and(|next| next.ordinal == link.ordinal + 1 && next.ordinal <= highest);
        match link.ordinal {
            // 三、…三、 with 二、 as text between them is another run.
            n if n == last.ordinal && (n == 1 || !unread(n - 1, last.span.to(), link)) => {
                out.push(slip(Kind::Twice, link, Some(last)));
                late += 1;
            }
            n if n < highest => {
                // 一、三、二、四、: what follows counts on from what stood before.
                let strayed = links.get(i + 2).is_some_and(|next| next.ordinal == highest + 1);
                if !another && (strayed || !unread(n - 1, last.span.to(), link)) {
                    out.push(slip(Kind::Back, link, Some(last)));
                }
                // It counts on from here.
                highest = n;
            }
            n if n > highest + 1 => {
                let missing = (highest + 1..n).find(|m| !stands.contains(m));
                // One that was not read is enough to tell that the text has them.
                let there = || (highest + 1..n).take(FAR as usize).any(|m| unread(m, last.span.to(), link));
                if late > 0 && n == highest + 1 + late {
                    late = 0;
                } else if let Some(from) = missing.filter(|_| !there()) {
                    out.push(slip(Kind::Gap(from, n - 1), link, Some(last)));
                }
            }
            _ => {}
        }
        highest = highest.max(link.ordinal);
    }
}

/// A jump longer than this is no gap of numbering but another numbering.
const FAR: u32 = 30;

/// The text that is looked through for a number that was not read.
const REGION: usize = 20_000;

/// Whether a number stands in a text in the dress of a link: there, but glued to other text or in a dress too loose to be
/// read as a marker.
fn says(subject: &Subject, ordinal: u32, link: Link, region: Span) -> bool {
    if ordinal == 0 {
        return false;
    }
    let text = subject.text;
    let units = text.units(link.span);
    let numeral = |c: &u8| matches!(*c, class::DIGIT | class::NUMERAL);
    let classes = text.classes(link.span);
    let (Some(start), Some(end)) = (classes.iter().position(numeral), classes.iter().rposition(numeral)) else { return false };
    let arabic = classes[start] == class::DIGIT;
    let value = if arabic { ordinal.to_string() } else { numeral::written(ordinal) };
    // The number with the unit in front of it and the one behind it: （三）, 三、, 第三条, 3.
    let mut wanted: Vec<u16> = units[start.saturating_sub(1)..start].to_vec();
    wanted.extend(value.encode_utf16());
    wanted.extend(&units[end + 1..units.len().min(end + 2)]);
    let region = Span::new(region.from().max(region.to().saturating_sub(REGION)), region.to());
    let mut from = region.from();
    while let Some(at) = text.find(Span::new(from, region.to()), &wanted) {
        from = at + 1;
        // 13. holds no 3., and 增长1.5亿 no item; 1.6个月内… at a line's start may be one.
        let behind = text.class(at + wanted.len());
        let begins = matches!(text.class_before(text.run_back(at, region.from(), |c| c == class::SPACE)), class::NEWLINE | class::NONE);
        if !(start == 0 && numeral(&text.class_before(at)) || arabic && behind == class::DIGIT && !begins) {
            return true;
        }
    }
    false
}
