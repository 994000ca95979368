use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::lines::{Block, Kind};
use crate::span::Span;
use crate::text::class;
use std::collections::VecDeque;

rule!("bracket-unbalanced", WARNING, WARNING, "GB/T 15834-2011 4.9");

/// Folded pairs. Round brackets of either width are partners.
const PAIRS: &[(char, char)] =
    &[('(', ')'), ('〔', '〕'), ('[', ']'), ('【', '】'), ('〖', '〗'), ('《', '》'), ('〈', '〉'), ('“', '”'), ('‘', '’')];

/// A quotation may run over so many paragraphs, each of which may open it again,
const QUOTATION: usize = 60;
/// and what stands in other brackets over so many.
const BRACKETED: usize = 5;

/// A lone bracket: which pair, whether it opens, where, in which paragraph.
struct Lone {
    pair: usize,
    opens: bool,
    at: usize,
    paragraph: usize,
    /// What stands in a web page's navigation has its partner there, and is no fault of the document.
    furniture: bool,
}

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let mut lone = Vec::new();
    for (paragraph, block) in subject.findings.blocks.iter().filter(|b| !b.body.is_empty()).enumerate() {
        in_paragraph(subject, block, paragraph, &mut lone);
    }
    let mut partnered = vec![false; lone.len()];
    // What is opened in one paragraph and closed in a later one is a quotation of several.
    let mut open: [VecDeque<usize>; PAIRS.len()] = Default::default();
    for i in 0..lone.len() {
        let pending = &mut open[lone[i].pair];
        let reach = if matches!(PAIRS[lone[i].pair].0, '“' | '‘') { QUOTATION } else { BRACKETED };
        while pending.front().is_some_and(|&o| lone[i].paragraph - lone[o].paragraph > reach) {
            pending.pop_front();
        }
        if lone[i].opens {
            pending.push_back(i);
        } else if pending.back().is_some_and(|&o| lone[o].paragraph < lone[i].paragraph) {
            // Each of its paragraphs may open a quotation again; only the last closes it.
            partnered[i] = true;
            pending.drain(..).for_each(|o| partnered[o] = true);
        }
    }
    // 》》 and 《《 point at something; neither was to have a partner.
    let points = |i: usize, other: Option<&Lone>| {
        other.is_some_and(|o| o.pair == lone[i].pair && o.opens == lone[i].opens && o.at.abs_diff(lone[i].at) == 1)
    };
    let pointing = |i: usize| points(i, i.checked_sub(1).map(|b| &lone[b])) || points(i, lone.get(i + 1));
    for bracket in (0..lone.len()).filter(|&i| !partnered[i] && !pointing(i) && !lone[i].furniture).map(|i| &lone[i]) {
        let span = Span::new(bracket.at, bracket.at + 1);
        let here = subject.slice(span);
        let (open, close) = PAIRS[bracket.pair];
        let message = if bracket.opens {
            Said::new(format!("{here} is not closed in its paragraph: {close} is missing"), format!("“{here}”在本段内没有配对的“{close}”"))
        } else {
            Said::new(format!("{here} closes nothing in its paragraph: {open} is missing"), format!("“{here}”在本段内没有配对的“{open}”"))
        };
        out.push(Fault::new(span, message, Said::new("add its partner, or take it out", "补上另一半，或删去")));
    }
}

fn in_paragraph(subject: &Subject, block: &Block, paragraph: usize, out: &mut Vec<Lone>) {
    let text = subject.text;
    let body = block.body;
    let first = out.len();
    let furniture = block.kind == Kind::Furniture;
    let mut open: [Vec<usize>; PAIRS.len()] = Default::default();
    for at in body.from()..body.to() {
        if !matches!(
            text.class(at),
            class::OPEN | class::CLOSE | class::TITLE_OPEN | class::TITLE_CLOSE | class::QUOTE_OPEN | class::QUOTE_CLOSE
        ) {
            continue;
        }
        let Some(c) = char::from_u32(text.unit(at) as u32) else { continue };
        let Some(pair) = PAIRS.iter().position(|p| p.0 == c || p.1 == c) else { continue };
        if PAIRS[pair].0 == c {
            open[pair].push(at);
        } else if open[pair].pop().is_none() && !(c == '’' && is_apostrophe(subject, at) || c == ')' && counts(subject, at, body)) {
            out.push(Lone { pair, opens: false, at, paragraph, furniture });
        }
    }
    for (pair, places) in open.into_iter().enumerate() {
        out.extend(places.into_iter().map(|at| Lone { pair, opens: true, at, paragraph, furniture }));
    }
    out[first..].sort_by_key(|l| l.at);
}

fn is_apostrophe(subject: &Subject, at: usize) -> bool {
    subject.text.class_before(at) == class::LATIN
}

/// 1) and 一） and a): an item's number, at the start or inside a line.
fn counts(subject: &Subject, at: usize, body: Span) -> bool {
    let text = subject.text;
    let from = text.run_back(at, body.from().max(at.saturating_sub(3)), |c| matches!(c, class::DIGIT | class::NUMERAL | class::LATIN));
    let ordinal = from < at && (text.class(from) != class::LATIN || at - from == 1);
    ordinal && (from == body.from() || !class::is_word(text.class_before(from)))
}
