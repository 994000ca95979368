//! What only all blocks together tell: glued paragraphs, rows without a table, numbers without a run.

use super::{Block, Kind, Sequence, Shape, glue, marker};
use crate::model::MarkerStyle;
use crate::span::Span;
use crate::text::{Folded, class};

/// Text blocks longer than this on average were never a writer's paragraphs: a page's breaks were lost before it was
/// wrapped again.
const GLUED: usize = 250;

/// A block joined from lines to more than this is a page rather than a paragraph.
const PAGE: usize = 500;

/// Parts the blocks into which several paragraphs were glued.
pub fn part_glued(text: &Folded, mut shape: Shape, blocks: Vec<Block>) -> Vec<Block> {
    let texts = || blocks.iter().filter(|b| b.kind == Kind::Text);
    let chars: usize = texts().map(|b| b.body.len()).sum();
    shape.flat |= shape.wrapped() && chars > GLUED * texts().count().max(1);
    let mut out = Vec::with_capacity(blocks.len() + 16);
    let mut seen = Sequence::default();
    let mut breaks = Vec::new();
    for block in blocks {
        if block.kind != Kind::Text {
            out.push(block);
            continue;
        }
        breaks.clear();
        if let Some(mark) = block.mark.filter(|m| !m.weak) {
            seen.note(&mark);
        }
        // One glued page may stand among paragraphs that are sound.
        let glued = shape.flat || block.joined && block.body.len() > PAGE;
        glue::breaks(text, block.body, glued, &mut seen, &mut breaks);
        if breaks.is_empty() {
            out.push(block);
            continue;
        }
        let mut from = block.span.from();
        for &at in breaks.iter().chain([&block.span.to()]) {
            let body = text.trim(Span::new(from.max(block.body.from()), at.min(block.body.to())));
            if !body.is_empty() {
                let joined = block.joined && text.next(body.from(), body.to(), class::NEWLINE).is_some();
                out.push(Block {
                    span: Span::new(from, at),
                    body,
                    kind: Kind::Text,
                    mark: marker::read(text, body.from(), body.to()),
                    joined,
                    table: None,
                });
            }
            from = at;
        }
    }
    out
}

/// A row or cell without another beside it is no table: a page's navigation, or a sentence with a `|` in it.
pub fn lone(text: &Folded, blocks: &mut [Block]) {
    let beside = |blocks: &[Block], i: usize, kind: Kind| {
        let next = blocks[i + 1..].iter().find(|b| b.kind != Kind::Blank);
        let before = blocks[..i].iter().rev().find(|b| b.kind != Kind::Blank);
        next.into_iter().chain(before).any(|b| b.kind == kind)
    };
    for i in 0..blocks.len() {
        let kind = blocks[i].kind;
        if !matches!(kind, Kind::Row | Kind::Cell) || beside(blocks, i, kind) {
            continue;
        }
        let body = blocks[i].body;
        let prose = text.next(body.from(), body.to(), class::STOP).is_some() || body.len() > 60;
        blocks[i].kind = if prose { Kind::Text } else { Kind::Furniture };
    }
}

/// A weak mark stays where it continues a run of its family and punctuation, or begins one that goes on.
pub fn weak(blocks: &mut [Block]) {
    if !blocks.iter().any(|b| b.mark.is_some_and(|m| m.weak)) {
        return;
    }
    let mut last: [Option<u32>; 16] = [None; 16];
    for i in 0..blocks.len() {
        let Some(mark) = blocks[i].mark else { continue };
        let style = mark.style as usize;
        if mark.weak {
            let goes_on = last[style].is_some_and(|l| mark.ordinal == l + 1);
            let begins = mark.ordinal == 1
                && blocks[i + 1..]
                    .iter()
                    .take(60)
                    .filter_map(|b| b.mark)
                    .find(|m| m.style == mark.style && m.ordinal != 1)
                    .is_some_and(|m| m.ordinal == 2);
            // 1. before a decimal is an item only in a run of such items.
            if !(goes_on || begins && mark.style != MarkerStyle::Arabic) {
                blocks[i].mark = None;
                continue;
            }
        }
        last[style] = Some(mark.ordinal);
    }
}
