//! Nodes and table rows → units of work with their responsibility clauses.
//!
//! Prose that only sounds like an assignment (公安机关要发挥好牵头组织作用) is none: a clause stands in brackets at the
//! end of a sentence, or behind a label, or in a table's column.

pub mod clause;
pub mod names;
mod rows;

use crate::lines::Mark;
use crate::model::{Basis, NodeKind};
use crate::outline::Item;
use crate::span::Span;
use crate::tables::Grid;
use crate::text::{Folded, brackets, class};
use crate::words;
use clause::Named;

/// A responsibility clause in its place.
#[derive(Clone, Debug)]
pub struct Clause {
    /// All of it, brackets or label included.
    pub span: Span,
    /// Who does what.
    pub named: Vec<Named>,
    /// How it was stated.
    pub basis: Basis,
    /// Whether it is a paragraph of its own.
    pub alone: bool,
}

/// A unit of work before its text is cut out.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Index of its node.
    pub item: usize,
    /// The marker or 序号.
    pub ordinal: Option<Span>,
    /// The pieces of its text, clauses cut out, in order.
    pub text: Vec<Span>,
    /// From the first piece to the last clause: what is found in here belongs to the task.
    pub span: Span,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Cells of days that it shares with rows above.
    pub shared: Vec<Span>,
}

/// Finds the units of work in nodes and tables.
pub fn read(text: &Folded, items: &[Item], grids: &[Grid]) -> Vec<Unit> {
    let mut found: Vec<Vec<Clause>> =
        items.iter().map(|item| if item.kind == NodeKind::Table { Vec::new() } else { clauses(text, item.body) }).collect();
    let homes = homes(items, &found);
    let mut units = Vec::new();
    let mut grid = 0;
    for (i, item) in items.iter().enumerate() {
        if item.kind == NodeKind::Table {
            if let Some(table) = grids.get(grid) {
                units.extend(rows::units(text, table));
            }
            grid += 1;
            continue;
        }
        if homes[i] != i {
            continue;
        }
        // A numbered node and the paragraphs that have their home in it.
        let mut members = vec![i];
        members.extend((i + 1..items.len()).take_while(|&j| items[j].part == item.part && within(items, j, i)).filter(|&j| homes[j] == i));
        if members.iter().all(|&m| found[m].is_empty()) {
            continue;
        }
        let last = members.iter().rposition(|&m| !found[m].is_empty()).unwrap_or(0);
        members.truncate(last + 1);
        let mut clauses = Vec::new();
        let mut pieces = Vec::new();
        for &m in &members {
            let of_member = std::mem::take(&mut found[m]);
            cut(text, items[m].body, &of_member, &mut pieces);
            clauses.extend(of_member);
        }
        let start = pieces.first().map_or(item.span.from(), |p| p.from());
        let end = clauses.last().map_or(start, |c: &Clause| c.span.to()).max(pieces.last().map_or(start, |p| p.to()));
        units.push(Unit {
            item: i,
            ordinal: item.mark.map(|m: Mark| m.span),
            text: pieces,
            span: Span::new(start, end),
            clauses,
            shared: Vec::new(),
        });
    }
    units.sort_by_key(|u| u.span.start);
    units
}

/// Whether item `j` stands below `i`.
fn within(items: &[Item], mut j: usize, i: usize) -> bool {
    while let Some(parent) = items[j].parent {
        if parent == i {
            return true;
        }
        if parent < i {
            return false;
        }
        j = parent;
    }
    false
}

/// For each item the one whose task its text belongs to: a numbered node is its own, a paragraph its parent's; a label
/// that stands once behind a section's last child is the section's.
fn homes(items: &[Item], found: &[Vec<Clause>]) -> Vec<usize> {
    let mut homes: Vec<usize> = (0..items.len()).map(|i| if items[i].mark.is_some() { i } else { items[i].parent.unwrap_or(i) }).collect();
    // Clauses of paragraphs count for their numbered parent.
    let mut own = vec![false; items.len()];
    for i in 0..items.len() {
        own[homes[i]] |= !found[i].is_empty();
    }
    let candidates: Vec<(usize, usize, bool)> = (0..items.len())
        .filter(|&i| items[i].mark.is_none() && found[i].iter().any(|c| c.alone) && found[i].len() == 1)
        .filter_map(|i| {
            let child = items[i].parent?;
            let section = items[child].parent?;
            // Nothing numbered follows the child in its section, and no sibling has a clause.
            let siblings: Vec<usize> = (section + 1..items.len())
                .take_while(|&j| within(items, j, section))
                .filter(|&j| items[j].parent == Some(section) && items[j].mark.is_some())
                .collect();
            let last = siblings.last() == Some(&child);
            let others = siblings.iter().any(|&s| s != child && own[s]);
            let child_own = (0..items.len()).any(|j| j != i && homes[j] == child && !found[j].is_empty());
            (last && !others && !child_own).then_some((i, section, siblings.len() > 1))
        })
        .collect();
    // A section with one child tells nothing; those with several say what the document's habit is.
    if candidates.iter().any(|c| c.2) {
        for &(i, section, _) in &candidates {
            homes[i] = section;
        }
    }
    homes
}

/// The text of a member without its clauses.
fn cut(text: &Folded, body: Span, clauses: &[Clause], out: &mut Vec<Span>) {
    let mut from = body.from();
    for clause in clauses {
        let piece = text.trim(Span::new(from, clause.span.from()));
        if !piece.is_empty() {
            out.push(piece);
        }
        from = clause.span.to();
    }
    let rest = text.trim(Span::new(from, body.to()));
    // A stop that closed the clause is no text.
    if !rest.is_empty() && text.classes(rest).iter().any(|c| class::is_word(*c)) {
        out.push(rest);
    }
}

/// The clauses in one paragraph.
pub fn clauses(text: &Folded, body: Span) -> Vec<Clause> {
    let mut out = Vec::new();
    if body.len() < 5 {
        return out;
    }
    if let Some(clause) = labelled(text, body) {
        out.push(clause);
        return out;
    }
    let mut at = body.from();
    while let Some(open) = text.next2(at, body.to(), class::OPEN, class::COLON) {
        if text.class(open) == class::COLON {
            at = open + 1;
            // …。责任单位：X、Y at a paragraph's end.
            let from = label_start(text, body, open);
            if let Some(from) = from.filter(|f| *f > body.from())
                && let Some(clause) = labelled(text, Span::new(from, body.to()))
            {
                out.push(Clause { alone: false, ..clause });
                return out;
            }
            continue;
        }
        let Some(close) = closing(text, open, body.to()) else {
            at = open + 1;
            continue;
        };
        let inner = Span::new(open + 1, close.min(body.to()));
        if clause::is_clause(text, inner) && closes_sentence(text, close, body.to(), inner) {
            let named = clause::read(text, inner);
            if !named.is_empty() {
                let mut end = (close + 1).min(body.to());
                if matches!(text.class(end), class::STOP | class::SEMICOLON) && end < body.to() {
                    end += 1;
                }
                let alone = open == body.from() && end == body.to();
                let label = clause::label(text, text.skip_blank(inner.from(), inner.to()), inner.to()).is_some();
                out.push(Clause { span: Span::new(open, end), named, basis: if label { Basis::Label } else { Basis::Clause }, alone });
                at = end;
                continue;
            }
        }
        at = open + 1;
    }
    out
}

/// The partner of a bracket, or the paragraph's end where a clause's bracket was never closed.
fn closing(text: &Folded, open: usize, to: usize) -> Option<usize> {
    if let Some(close) = brackets::closing(text, open, to) {
        return Some(close);
    }
    let from = text.skip_blank(open + 1, to);
    let labelled = clause::label(text, from, to).is_some_and(|l| l.role.is_some());
    // (责任单位:X、Y〕] and its like: take the last bracket that closes anything.
    (labelled && to - open < 500).then(|| text.last(open, to, class::CLOSE).filter(|c| *c + 2 >= to).unwrap_or(to))
}

/// A clause ends its sentence: a stop, a line's end or the paragraph's end follows it, or its own stop is inside.
fn closes_sentence(text: &Folded, close: usize, to: usize, inner: Span) -> bool {
    let after = text.skip_blank((close + 1).min(to), to);
    if after >= to || matches!(text.class(after), class::STOP | class::SEMICOLON | class::OPEN | class::CLOSE) {
        return true;
    }
    let labelled = clause::label(text, text.skip_blank(inner.from(), inner.to()), inner.to()).is_some();
    // Behind a full stop the clause closes what was said, whatever follows it.
    let open = inner.from() - 1;
    labelled
        || matches!(text.class_before(open), class::STOP | class::SEMICOLON | class::QUOTE_CLOSE)
        || text.class(close + 1) == class::NEWLINE
}

/// Where a label that ends in the colon at `colon` begins: at the paragraph's start or behind a stop.
fn label_start(text: &Folded, body: Span, colon: usize) -> Option<usize> {
    let from = text.run_back(colon, body.from().max(colon.saturating_sub(14)), |c| matches!(c, class::HAN | class::NUMERAL | class::SPACE));
    let before = text.class_before(from);
    let stopped = from == body.from() || matches!(before, class::STOP | class::NEWLINE | class::QUOTE_CLOSE | class::SEMICOLON);
    (stopped && colon - from >= 2 && clause::label(text, text.skip_blank(from, colon), body.to()).is_some_and(|l| l.role.is_some()))
        .then_some(from)
}

/// A paragraph that is a label and what it labels, in brackets or not.
fn labelled(text: &Folded, body: Span) -> Option<Clause> {
    let open = text.class(body.from()) == class::OPEN;
    let from = body.from() + usize::from(open);
    let label = clause::label(text, text.skip_blank(from, body.to()), body.to())?;
    if open && text.class(label.end - 1) != class::CLOSE && text.class(label.end - 2) != class::CLOSE {
        // (责任单位：X) is read as a bracket.
        return None;
    }
    if label.role.is_none() && !text.has_any(body, words!["责任单位", "牵头单位", "责任部门", "牵头部门"]) {
        return None;
    }
    let span = Span::new(text.skip_blank(from, body.to()), body.to());
    // Names, not a sentence: 责任落实:各地要…
    if text
        .next(span.from(), span.to().saturating_sub(1), class::STOP)
        .is_some_and(|stop| stop + 2 < span.to() && !text.has_any(Span::new(stop, span.to()), words!["单位", "部门", "时限"]))
        && body.len() > 120
    {
        return None;
    }
    let named = clause::read(text, span);
    let muted = named.is_empty();
    let plain = !muted && !text.has_any(body, words!["要切实", "要加强", "应当"]);
    plain.then_some(Clause { span: body, named, basis: Basis::Label, alone: true })
}
