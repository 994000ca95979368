//! Source text and model → the blocks that a page shows one below the other: nodes of the outline, titles, tables, and each
//! other line. In order and without overlap; what stands between them is white space of blank lines and line ends.

use super::ruler::Ruler;
use crate::model::{Node, NodeKind, Notice, Table};
use crate::span::Span;

/// What a block is.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'n> {
    /// A title of the document or of a part.
    Title,
    /// A node of the outline.
    Node(&'n Node<'n>),
    /// A table.
    Table(&'n Table<'n>),
    /// A line that is none of these.
    Line,
}

/// A piece of the text that a page shows as one.
#[derive(Clone, Copy, Debug)]
pub struct Block<'n> {
    /// All of it, white space at the ends of its lines included.
    pub span: Span,
    /// What it is.
    pub shape: Shape<'n>,
}

/// The blocks of a text.
pub fn blocks<'n>(ruler: &Ruler, notice: &'n Notice<'n>) -> Vec<Block<'n>> {
    let mut known = known(ruler, notice);
    known.sort_by_key(|b| (b.span.start, b.span.end));
    let mut blocks: Vec<Block> = Vec::with_capacity(ruler.lines().len());
    let mut end = 0;
    let mut known = known.into_iter().peekable();
    while let Some(mut block) = known.next() {
        let start = block.span.from().max(end);
        let stop = block.span.to().min(ruler.len());
        let following = known.peek().map_or(ruler.len(), |n| n.span.from()).max(stop);
        if stop <= start || ruler.is_blank(Span::new(start, stop)) {
            continue;
        }
        let line = ruler.lines()[ruler.line(start)].from().max(end);
        let start = if ruler.is_blank(Span::new(line, start)) { line } else { start };
        // White space at the end of the line is the block's, up to what follows in the same line.
        let rest = ruler.lines()[ruler.line(stop - 1)].to().min(following).max(stop);
        let stop = if ruler.is_blank(Span::new(stop, rest)) { rest } else { stop };
        lines(ruler, end, start, &mut blocks);
        block.span = Span::new(start, stop);
        blocks.push(block);
        end = stop;
    }
    lines(ruler, end, ruler.len(), &mut blocks);
    blocks
}

/// The lines between two blocks, or what is left of them.
fn lines(ruler: &Ruler, from: usize, to: usize, blocks: &mut Vec<Block>) {
    if from >= to {
        return;
    }
    for line in &ruler.lines()[ruler.line(from)..] {
        if line.from() >= to {
            break;
        }
        let span = Span::new(line.from().max(from), line.to().min(to));
        if !ruler.is_blank(span) {
            blocks.push(Block { span, shape: Shape::Line });
        }
    }
}

/// What the model knows as one piece.
fn known<'n>(ruler: &Ruler, notice: &'n Notice<'n>) -> Vec<Block<'n>> {
    let mut found = Vec::new();
    let titles = notice.metadata.title.iter().chain(notice.parts.iter().filter_map(|p| p.title.as_ref()));
    found.extend(titles.map(|t| Block { span: t.span, shape: Shape::Title }));
    let mut below: Vec<&Node> = notice.parts.iter().rev().flat_map(|p| p.nodes.iter().rev()).collect();
    while let Some(node) = below.pop() {
        below.extend(node.children.iter().rev());
        if node.kind != NodeKind::Table {
            found.push(Block { span: node.span, shape: Shape::Node(node) });
        }
    }
    for table in &notice.tables {
        let cells = || table.rows.iter().flatten().map(|c| c.span);
        let first = cells().filter(|s| !s.is_empty()).map(|s| s.from()).min();
        // A form's last cells are empty, and stand in its text all the same.
        let (Some(first), Some(last)) = (first, cells().map(|s| s.to()).max()) else { continue };
        let start = ruler.lines()[ruler.line(first)].from();
        let end = ruler.lines()[ruler.line(last.min(ruler.len().saturating_sub(1)))].to().max(last);
        found.push(Block { span: Span::new(start, end), shape: Shape::Table(table) });
    }
    found
}
