//! Text → blocks that tile it: blank lines, furniture, paragraphs, cells and rows of tables. Hard-wrapped lines of one
//! paragraph are joined into one block, and a line into which several paragraphs were glued is parted.
//!
//! Never decides what a paragraph means in the document; that is [`crate::outline`].

mod cells;
pub mod furniture;
pub mod glue;
pub mod marker;
mod settle;
mod shape;
mod split;

pub use cells::space_cells;
pub use marker::Mark;
pub use shape::Shape;
pub use split::Line;

use crate::lexicon;
use crate::source::Provenance;
use crate::span::Span;
use crate::text::{Folded, Words, brackets, class, document_number};
use crate::{w, words};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Blank lines.
    Blank,
    /// Page numbers, stray marks, a web page's navigation: no part of the document.
    Furniture,
    /// A paragraph or heading.
    Text,
    /// One cell of a table on a line of its own: `单元 |`.
    Cell,
    /// A row of a table on one line.
    Row,
    /// The name of a part that the file itself is divided into: a sheet.
    Part,
}

/// A tile of the source text.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// All of it, line ends included.
    pub span: Span,
    /// Without white space at its ends; for a cell without the `|`.
    pub body: Span,
    /// What it is.
    pub kind: Kind,
    /// The number in front of it.
    pub mark: Option<Mark>,
    /// Whether hard line breaks inside were joined.
    pub joined: bool,
    /// The table that the file says it is a row of.
    pub table: Option<u32>,
}

/// The text after the block's number.
impl Block {
    /// The body behind the marker.
    pub fn rest(&self, text: &Folded) -> Span {
        match self.mark {
            Some(mark) => text.trim(Span::new(mark.span.to(), self.body.to())),
            None => self.body,
        }
    }
}

/// A line end that a page break or reader put inside a sentence leaves at most so many blank lines.
const BLANKS_INSIDE: usize = 6;
/// A line this long without a final stop was broken by a machine, not by its writer.
const LONG: usize = 50;

/// Parts the text into blocks. Together they cover each scalar value once.
///
/// What a container says of a line stands above what its characters look like.
pub fn read(text: &Folded, provenance: &Provenance) -> Read {
    let lines = split::split(text, provenance);
    let shape = Shape::of(text, &lines);
    let mut reader =
        Reader { text, shape, blocks: Vec::with_capacity(lines.len() + 16), gaps: Vec::new(), last: None, seen: Sequence::default() };
    for (i, &line) in lines.iter().enumerate() {
        let near = [i.checked_sub(1), Some(i + 1)].map(|n| n.and_then(|n| lines.get(n)).map(|l| l.body));
        reader.line(line, near);
    }
    let gaps = reader.gaps;
    let mut blocks = settle::part_glued(text, shape, reader.blocks);
    settle::lone(text, &mut blocks);
    settle::weak(&mut blocks);
    Read { blocks, gaps }
}

/// A text as blocks.
pub struct Read {
    /// They cover each scalar value once.
    pub blocks: Vec<Block>,
    /// What stands between two lines that were joined, in order: the line break, blanks, furniture.
    pub gaps: Vec<Span>,
}

impl Read {
    /// The text without the line breaks inside its paragraphs, and the blocks in it; `None` where there are none.
    pub fn unbroken<'a>(&mut self, text: &Folded<'a>) -> Option<Folded<'a>> {
        if self.gaps.is_empty() {
            return None;
        }
        let unbroken = text.unbroken(&self.gaps);
        for block in &mut self.blocks {
            block.span = unbroken.within(block.span);
            block.body = unbroken.within(block.body);
            if let Some(mark) = &mut block.mark {
                mark.span = unbroken.within(mark.span);
            }
        }
        Some(unbroken)
    }
}

/// The last ordinal of each family, to tell a link of a run from ordinary text.
#[derive(Default)]
pub struct Sequence([u32; 16]);

impl Sequence {
    /// Whether the mark continues its family's run.
    pub fn continues(&self, mark: &Mark) -> bool {
        mark.ordinal == self.0[mark.style as usize] + 1
    }

    /// Notes a mark.
    pub fn note(&mut self, mark: &Mark) {
        self.0[mark.style as usize] = mark.ordinal;
    }
}

/// The last text block, while the next line may go on with it.
#[derive(Clone, Copy)]
struct Last {
    /// Its index.
    index: usize,
    /// Its last line.
    line: Span,
    /// Whether that line is known to run to the right edge of its page, or not to.
    full: Option<bool>,
    /// Whether its first line is set in.
    set_in: bool,
}

struct Reader<'t, 'a> {
    text: &'t Folded<'a>,
    shape: Shape,
    blocks: Vec<Block>,
    /// What stands between lines that were joined.
    gaps: Vec<Span>,
    last: Option<Last>,
    seen: Sequence,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: Line, near: [Option<Span>; 2]) {
        let text = self.text;
        let kind = line.said.unwrap_or_else(|| self.kind(line, near));
        match kind {
            Kind::Blank => {
                match self.blocks.last_mut() {
                    Some(block) if block.kind == Kind::Blank => block.span.end = line.span.end,
                    _ => self.push(line.span, Span::new(line.span.from(), line.span.from()), Kind::Blank),
                }
                return;
            }
            Kind::Furniture => {
                self.push(line.span, line.body, Kind::Furniture);
                return;
            }
            Kind::Cell => {
                let end = line.body.to() - 1;
                self.push(line.span, text.trim(Span::new(line.body.from(), end)), Kind::Cell);
                self.last = None;
                return;
            }
            Kind::Row | Kind::Part => {
                self.push(line.span, line.body, kind);
                self.blocks.last_mut().expect("one was just pushed").table = line.table;
                self.last = None;
                return;
            }
            Kind::Text => {}
        }
        if let Some(index) = self.joins(line) {
            // Blank lines and furniture between the two become part of the paragraph's tile.
            self.blocks.truncate(index + 1);
            let block = &mut self.blocks[index];
            self.gaps.push(Span::new(block.body.to(), line.body.from()));
            block.span.end = line.span.end;
            block.body.end = line.body.end;
            block.joined = true;
            self.last = self.last.map(|last| Last { index, line: line.body, full: line.full, ..last });
            return;
        }
        self.push(line.span, line.body, Kind::Text);
        let set_in = indent(text, line) > 1;
        self.last = Some(Last { index: self.blocks.len() - 1, line: line.body, full: line.full, set_in });
    }

    fn push(&mut self, span: Span, body: Span, kind: Kind) {
        let mark = if kind == Kind::Text { marker::read(self.text, body.from(), body.to()) } else { None };
        if let Some(mark) = mark.filter(|m| !m.weak) {
            self.seen.note(&mark);
        }
        self.blocks.push(Block { span, body, kind, mark, joined: false, table: None });
    }

    fn kind(&self, line: Line, near: [Option<Span>; 2]) -> Kind {
        let (text, body) = (self.text, line.body);
        if body.is_empty() {
            return Kind::Blank;
        }
        if text.class(body.to() - 1) == class::PIPE {
            let more = text.next(body.from(), body.to() - 1, class::PIPE).is_some();
            return if more { Kind::Row } else { Kind::Cell };
        }
        if line.paragraph && furniture::ends_in_page(text, body) && near.iter().flatten().any(|n| furniture::ends_in_page(text, *n)) {
            return Kind::Furniture;
        }
        if text.class(body.from()) == class::PIPE || cells::in_row(text, line, near) {
            return Kind::Row;
        }
        // The last character of a wrapped source line.
        let tail = body.len() <= 2
            && self.blocks.last().is_some_and(|b| b.kind == Kind::Furniture && b.body.len() >= 12)
            && class::is_han(text.class(body.from()));
        if tail || furniture::is_furniture(text, body) { Kind::Furniture } else { Kind::Text }
    }

    /// The block that the line continues, if it does.
    fn joins(&self, line: Line) -> Option<usize> {
        let text = self.text;
        let Last { index, line: last, full: last_full, set_in: paragraph_set_in } = self.last?;
        let between = &self.blocks[index + 1..];
        let block = &self.blocks[index];
        if between.iter().any(|b| !matches!(b.kind, Kind::Blank | Kind::Furniture)) {
            return None;
        }
        let gap = between.len();
        let blanks: usize = between.iter().map(|b| text.classes(b.span).iter().filter(|c| **c == class::NEWLINE).count()).sum();
        if blanks > BLANKS_INSIDE || last.is_empty() {
            return None;
        }
        let at = line.body.from();
        let head = text.class(at);
        let tail = text.class(last.to() - 1);
        let closes = matches!(
            head,
            class::COMMA
                | class::STOP
                | class::ENUM
                | class::SEMICOLON
                | class::COLON
                | class::TITLE_CLOSE
                | class::QUOTE_CLOSE
                | class::CLOSE
        );
        if gap == 0 && closes {
            return Some(index);
        }
        let full = last_full.unwrap_or_else(|| self.shape.is_full(last.len()));
        let mark = marker::read(text, at, line.body.to()).filter(|m| !m.weak);
        // Inside a full line's sentence only a link of a run, or its first, is a number.
        if mark.is_some_and(|m| !full || ends_sentence(text, last) || self.seen.continues(&m) || m.ordinal == 1) {
            return None;
        }
        // Where paragraphs are set in, a line that is not goes on with the line above that runs to its edge, whatever ends there; a
        // word that did not fit leaves the line above short.
        let goes_on = paragraph_set_in && indent(text, line) == 0;
        if goes_on && (last_full == Some(true) || last_full == Some(false) && head == class::LATIN && tail != class::STOP) {
            return Some(index);
        }
        if starts_block(text, at) || heads(text, last, line.body) {
            return None;
        }
        if open_bracket(text, last, line.body) && (gap == 0 || last.len() >= 8) {
            return Some(index);
        }
        if ends_sentence(text, last) || indent(text, line) >= 2 && !full {
            return None;
        }
        if tail == class::COMMA || tail == class::ENUM {
            return (gap == 0 || full || last.len() >= LONG).then_some(index);
        }
        if names_organ(text, last) && names_organ(text, line.body) {
            return None;
        }
        if full {
            // A full line of a wrapped page goes on, unless what follows is set in like a new paragraph.
            let set_in = indent(text, line) > 1;
            return (!set_in && (tail != class::CLOSE || block.body.len() > last.len())).then_some(index);
        }
        let splits_number = tail == class::DIGIT && matches!(head, class::DIGIT | class::PERCENT);
        let long = last_full.is_none()
            && last.len() >= LONG
            && (class::is_han(tail) || splits_number || matches!(tail, class::TITLE_CLOSE | class::QUOTE_CLOSE | class::DASH));
        (long && !self.shape.wrapped()).then_some(index)
    }
}

/// Whether a sentence or clause ends with the line.
fn ends_sentence(text: &Folded, line: Span) -> bool {
    match text.class(line.to() - 1) {
        class::STOP | class::SEMICOLON | class::COLON => true,
        class::QUOTE_CLOSE | class::CLOSE => line.len() > 1 && text.class(line.to() - 2) == class::STOP,
        _ => false,
    }
}

/// Whether the line before ends a title, or the line is a document number: nothing of a head goes on.
fn heads(text: &Folded, last: Span, line: Span) -> bool {
    let number = line.len() <= 30 && text.ends(line.to(), w!("号")) && {
        let open = text.next(line.from(), line.to(), class::OPEN);
        open.is_some_and(|open| document_number::around(text, open, line).is_some_and(|n| n.span == line))
    };
    number
        || lexicon::NOTICE_KINDS.longest_before(text.units(last)).is_some_and(|n| n > 1)
            && text.find(last, w!("关于")).is_some()
            && text.class_before(line.to()) == class::COLON
}

/// Whether a line is one organ's name: those that sign stand one a line.
fn names_organ(text: &Folded, line: Span) -> bool {
    line.len() <= 30 && text.classes(line).iter().all(|c| class::is_han(*c)) && lexicon::ends_as_organ_proper(text.units(line))
}

/// What begins a paragraph of its own whatever stands before it.
fn starts_block(text: &Folded, at: usize) -> bool {
    const STARTS: &Words = words![
        "附件", "附:", "抄送", "责任单位", "牵头单位", "责任部门", "牵头部门", "配合单位", "配合部门", "完成时限", "时序进度", "联系人",
        "主送", "(此件", "落实单位", "主办单位", "协办单位"
    ];
    let at = at + usize::from(text.class(at) == class::OPEN && !text.at(at, w!("(此件")));
    text.longest_at(at, STARTS).is_some()
}

/// Whether the line before leaves a bracket or title open that this line closes.
fn open_bracket(text: &Folded, before: Span, line: Span) -> bool {
    let opens = |open, close| {
        let Some(at) = text.last(before.from(), before.to(), open) else { return false };
        text.next(at, before.to(), close).is_none() && text.next(line.from(), line.to().min(line.from() + 200), close).is_some()
    };
    opens(class::TITLE_OPEN, class::TITLE_CLOSE)
        || opens(class::OPEN, class::CLOSE) && {
            let close = text.next(line.from(), line.to(), class::CLOSE).unwrap_or(line.from());
            brackets::opening(text, close, line.from()).is_none()
        }
}

/// How many columns of two the line is set in.
fn indent(text: &Folded, line: Line) -> usize {
    let before = Span::new(line.span.from(), line.body.from());
    let wide = text.slice(before).chars().filter(|c| *c == '\u{3000}').count();
    wide + (before.len() - wide) / 2
}
