//! Where numbers that should count on do not: items among their siblings, rows by their 序号, attachments by their number.
//!
//! Numbering may restart at 1 in every section, or run on across them; both are legal. A number that is left out here
//! and stands further on in the same run went astray; it is not missing too.

use super::subject::Subject;
use crate::lines::Mark;
use crate::model::MarkerStyle;
use crate::span::Span;
use crate::tables::Column;
use crate::text::numeral;
use std::collections::HashMap;

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

/// What tells one run of items from another: their part and parent, family and punctuation.
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
        let mut piece: Vec<Link> = Vec::new();
        for &(i, mark) in links {
            // A heading without a number in front of 1 begins the count anew.
            let restarts = mark.ordinal == 1 && (piece.len() > 1 || i.checked_sub(1).is_some_and(|before| items[before].mark.is_none()));
            if restarts && !piece.is_empty() {
                count(&piece, None, out);
                piece.clear();
            }
            piece.push(Link { ordinal: mark.ordinal, span: mark.span });
        }
        let key = (run.0, run.2);
        count(&piece, last.get(&key).copied().filter(|_| run.1.is_some()), out);
        if let Some(&end) = piece.last() {
            last.insert(key, end);
        }
    }
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
            count(piece, None, out);
        }
    }
}

fn attachments(subject: &Subject, out: &mut Vec<Slip>) {
    let listed = subject.notice.attachments.iter().filter_map(|a| Some(Link { ordinal: a.number?, span: a.listed? }));
    count(&listed.collect::<Vec<_>>(), None, out);
}

/// Counts one run. `before` is the number that it may go on from.
fn count(links: &[Link], before: Option<Link>, out: &mut Vec<Slip>) {
    let Some(first) = links.first() else { return };
    let stands: std::collections::HashSet<u32> = links.iter().map(|l| l.ordinal).collect();
    let slip =
        |kind, link: Link, before: Option<Link>| Slip { kind, span: link.span, before: before.map(|b| b.span), ordinal: link.ordinal };
    if first.ordinal > 1 {
        let goes_on = before.is_some_and(|b| b.ordinal + 1 == first.ordinal);
        let expected = match before {
            Some(b) if b.ordinal + 1 < first.ordinal && b.ordinal > 1 && first.ordinal - b.ordinal <= FAR => b.ordinal + 1,
            _ => 1,
        };
        // A text that begins in the middle was cut out of another.
        if !goes_on && first.ordinal - expected <= 2 && !stands.contains(&expected) {
            out.push(slip(Kind::Gap(expected, first.ordinal - 1), *first, before.filter(|_| expected > 1)));
        }
    }
    let mut highest = first.ordinal;
    // How many numbers too low the run counts since one stood twice.
    let mut late = 0;
    for pair in links.windows(2) {
        let (last, link) = (pair[0], pair[1]);
        match link.ordinal {
            n if n == last.ordinal => {
                out.push(slip(Kind::Twice, link, Some(last)));
                late += 1;
            }
            n if n < highest => out.push(slip(Kind::Back, link, Some(last))),
            n if n > highest + 1 => {
                let missing: Vec<u32> = (highest + 1..n).filter(|m| !stands.contains(m)).take(2).collect();
                if late > 0 && n == highest + 1 + late {
                    late = 0;
                } else if let Some(&from) = missing.first() {
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
