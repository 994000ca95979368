//! What each block is for: masthead, title, recipients, body, attachment note, signature, colophon, attachments.
//!
//! | text you may see | what it opens |
//! |---|---|
//! | title lines, number, recipients with a colon | the head of a notice |
//! | 附件：1.… 2.… before the signature | the attachment note |
//! | organs, then a day on a line of its own | the signature |
//! | a title behind the signature | an enclosure |
//! | 附件1 on a line of its own | an attachment |
//! | recipients behind a signature | a second notice in the same file |
//! | the name of a sheet of a workbook | a part |

mod attachments;
mod head;
mod tail;

use super::title;
use super::{Layout, PartPlan};
use crate::lines::{Block, Kind};
use crate::model::PartKind;
use crate::span::Span;
use crate::text::{Folded, soft};
use crate::w;
use std::borrow::Cow;

/// A head has at most so many lines before body or recipients.
const HEAD_LINES: usize = 30;
/// The longest line of a signature.
const SIGNATURE: usize = 90;

/// Walks the blocks once.
pub fn read(text: &Folded, blocks: &[Block]) -> Layout {
    let mut walker = Walker { text, blocks, at: 0, layout: Layout::default(), signed: false, noted: false };
    walker.open(PartKind::Cover, None, 0);
    walker.head();
    while walker.at < blocks.len() {
        walker.step();
    }
    walker.close();
    walker.layout
}

struct Walker<'t, 'a> {
    text: &'t Folded<'a>,
    blocks: &'t [Block],
    at: usize,
    layout: Layout,
    /// Whether the notice at hand has its date of issue behind it.
    signed: bool,
    /// Whether an attachment note was read.
    noted: bool,
}

impl<'t> Walker<'t, '_> {
    fn open(&mut self, kind: PartKind, number: Option<u32>, start: usize) {
        self.end_part(start);
        self.layout.parts.push(PartPlan { kind, number, title: None, span: Span::new(start, start), blocks: Vec::new() });
    }

    fn end_part(&mut self, at: usize) {
        if let Some(part) = self.layout.parts.last_mut() {
            part.span.end = at as u32;
        }
    }

    fn close(&mut self) {
        self.end_part(self.text.len());
        // A cover that holds nothing but a page's furniture is none where something else follows.
        if self.layout.parts.len() > 1
            && self.layout.parts[0].blocks.is_empty()
            && self.layout.parts[0].title.is_none()
            && self.layout.elements.recipients.is_none()
        {
            let first = self.layout.parts.remove(0);
            self.layout.parts[0].span.start = first.span.start;
        }
    }

    fn part(&mut self) -> &mut PartPlan {
        self.layout.parts.last_mut().expect("a part is opened before any is read")
    }

    /// The next block from `from` that carries text.
    fn next_text(&self, from: usize) -> Option<&Block> {
        self.blocks[from.min(self.blocks.len())..].iter().find(|b| !matches!(b.kind, Kind::Blank | Kind::Furniture))
    }

    fn step(&mut self) {
        let block = self.blocks[self.at];
        match block.kind {
            Kind::Blank | Kind::Furniture => self.at += 1,
            Kind::Cell | Kind::Row => {
                if block.kind == Kind::Cell && self.attachment_head(&block) {
                    return;
                }
                self.keep();
            }
            Kind::Part => self.sheet(block.body),
            Kind::Text => self.text_block(block),
        }
    }

    /// Each sheet of a workbook is a part; the first is what the rest goes with.
    fn sheet(&mut self, name: Span) {
        if self.layout.parts.len() > 1 || !self.part().blocks.is_empty() || self.part().title.is_some() {
            self.open(PartKind::Attachment, None, name.from());
        }
        self.part().title = Some(name);
        self.at += 1;
    }

    fn keep(&mut self) {
        let at = self.at;
        self.part().blocks.push(at);
        self.at += 1;
    }

    fn text_block(&mut self, block: Block) {
        let (text, body) = (self.text, block.body);
        if block.mark.is_some() && soft::squeezed(text, block.rest(text)).starts_with(w!("附件")) && block.rest(text).len() <= 3 {
            self.keep();
            self.section_of_attachments();
            return;
        }
        if text.at(body.from(), w!("附")) && (self.attachment_note(&block) || self.attachment_head(&block)) {
            return;
        }
        let cover = self.part().kind == PartKind::Cover;
        if cover && !self.signed && self.signature(&block) {
            return;
        }
        if self.colophon(&block) {
            return;
        }
        if self.signed && self.after_signature(&block) {
            return;
        }
        self.keep();
    }

    fn plain(&self, span: Span) -> Cow<'t, [u16]> {
        soft::squeezed(self.text, span)
    }
}
