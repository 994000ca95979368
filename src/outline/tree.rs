//! Markers → open and close events → nodes.

use super::{Item, Layout};
use crate::lines::{Block, Kind, Mark};
use crate::model::{MarkerStyle, NodeKind};
use crate::span::Span;
use crate::text::{Folded, class};
use crate::words;

/// The longest run-in heading.
const RUN_IN: usize = 42;
/// The longest stand-alone heading.
const ALONE: usize = 70;

/// The nodes of all parts, in document order.
pub fn read(text: &Folded, blocks: &[Block], layout: &Layout) -> Vec<Item> {
    let mut items = Vec::with_capacity(blocks.len());
    let mut stack: Vec<(Mark, usize)> = Vec::new();
    for (part, plan) in layout.parts.iter().enumerate() {
        stack.clear();
        let mut i = 0;
        while i < plan.blocks.len() {
            let index = plan.blocks[i];
            let block = &blocks[index];
            i += 1;
            if matches!(block.kind, Kind::Cell | Kind::Row) {
                // Cells without anything but blank lines between them are one table.
                let mut end = index + 1;
                while i < plan.blocks.len()
                    && blocks[plan.blocks[i]].kind == block.kind
                    && blocks[plan.blocks[i]].table == block.table
                    && blocks[end..plan.blocks[i]].iter().all(|b| b.kind == Kind::Blank)
                {
                    end = plan.blocks[i] + 1;
                    i += 1;
                }
                let body = block.body.join(blocks[end - 1].body);
                items.push(item(part, &stack, NodeKind::Table, None, body, index..end));
                continue;
            }
            let Some(mark) = block.mark else {
                items.push(item(part, &stack, NodeKind::Paragraph, None, block.body, index..index + 1));
                continue;
            };
            close_for(&mut stack, &mark);
            let rest = block.rest(text);
            let kind = if mark.style == MarkerStyle::Article { NodeKind::Article } else { NodeKind::Item };
            let mut node = item(part, &stack, kind, Some(mark), rest, index..index + 1);
            node.span = Span::new(mark.span.from(), rest.to().max(mark.span.to()));
            node.heading = heading(text, rest);
            stack.push((mark, items.len()));
            items.push(node);
        }
    }
    for i in 0..items.len() {
        if items[i].mark.is_some()
            && let Some(parent) = items[i].parent
            && items[parent].kind == NodeKind::Item
        {
            items[parent].kind = NodeKind::Section;
        }
    }
    items
}

fn item(part: usize, stack: &[(Mark, usize)], kind: NodeKind, mark: Option<Mark>, body: Span, blocks: std::ops::Range<usize>) -> Item {
    Item { part, parent: stack.last().map(|s| s.1), depth: stack.len() as u32 + 1, kind, mark, heading: None, body, span: body, blocks }
}

/// Closes the nodes that a marker ends: down to its own family where one is open, else those of lower families.
fn close_for(stack: &mut Vec<(Mark, usize)>, mark: &Mark) {
    let same = |m: &Mark| m.style == mark.style && m.punctuation == mark.punctuation;
    if let Some(at) = stack.iter().rposition(|(m, _)| same(m)) {
        stack.truncate(at);
        return;
    }
    // The same family with other punctuation is the same level where it goes on counting.
    if let Some(at) = stack.iter().rposition(|(m, _)| m.style == mark.style && mark.style != MarkerStyle::Decimal)
        && mark.ordinal != 1
    {
        stack.truncate(at);
        return;
    }
    while stack.last().is_some_and(|(m, _)| rank(m) > rank(mark)) {
        stack.pop();
    }
}

/// The usual order of families, from the outermost (GB/T 9704-2012, 7.3.3 and the 条例 of the State Council).
fn rank(mark: &Mark) -> u32 {
    match mark.style {
        MarkerStyle::Book => 0,
        MarkerStyle::Chapter => 1,
        MarkerStyle::Section => 2,
        MarkerStyle::Article => 3,
        MarkerStyle::Hanzi => 4,
        MarkerStyle::BracketedHanzi => 5,
        MarkerStyle::Arabic => 6,
        MarkerStyle::Decimal => 6 + mark.punctuation as u32,
        MarkerStyle::BracketedArabic => 12,
        MarkerStyle::HalfBracketedArabic => 13,
        MarkerStyle::Enclosed => 14,
        MarkerStyle::Letter => 15,
        MarkerStyle::Enumerated => 16,
    }
}

/// A heading: all of a short text without a full stop, or its first sentence where more follows.
fn heading(text: &Folded, body: Span) -> Option<Span> {
    if body.is_empty() {
        return None;
    }
    match text.next(body.from(), body.to().min(body.from() + ALONE), class::STOP) {
        Some(stop) if stop + 1 < body.to() => {
            let first = Span::new(body.from(), stop);
            let commas = text.classes(first).iter().filter(|c| **c == class::COMMA).count();
            (first.len() <= RUN_IN && commas <= 1 && !first.is_empty() && text.next(stop + 1, body.to(), class::HAN).is_some())
                .then_some(first)
        }
        Some(_) => None,
        None if body.len() <= ALONE => {
            let mut end = body.to();
            while end > body.from() && matches!(text.class_before(end), class::COLON | class::COMMA | class::SEMICOLON) {
                end -= 1;
            }
            Some(Span::new(body.from(), end))
        }
        None => None,
    }
}

/// For each node whether a heading above it says that it looks back: what it counts was reached, not asked for.
pub fn looks_back(text: &Folded, items: &[Item]) -> Vec<bool> {
    let mut past: Vec<bool> = Vec::with_capacity(items.len());
    for item in items {
        let says = item
            .heading
            .is_some_and(|h| text.has_any(h, words!["回顾", "过去五年", "过去一年", "主要成就", "取得的成绩", "发展成就", "工作总结"]));
        past.push(says || item.parent.is_some_and(|p| past[p]));
    }
    past
}
