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

use super::title;
use super::{Layout, Listed, PartPlan};
use crate::lines::{Block, Kind, marker};
use crate::model::{MarkerStyle, PartKind};
use crate::span::Span;
use crate::text::{Folded, class, document_number, full_date, numeral, Words};
use crate::{lexicon, w, words};

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

impl Walker<'_, '_> {
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
        if self.layout.parts.len() > 1 && self.layout.parts[0].blocks.is_empty() && self.layout.parts[0].title.is_none() && self.layout.elements.recipients.is_none() {
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

    /// Masthead, title, number and recipients of a notice. Stops at the body.
    fn head(&mut self) {
        let first_notice = self.layout.parts.len() == 1;
        let mut lines = 0;
        while self.at < self.blocks.len() && lines < HEAD_LINES {
            let block = self.blocks[self.at];
            if matches!(block.kind, Kind::Blank | Kind::Furniture) {
                self.at += 1;
                continue;
            }
            lines += 1;
            if title::is_recipients(self.text, &block) {
                if first_notice || self.layout.elements.recipients.is_none() {
                    self.layout.elements.recipients = Some(Span::new(block.body.from(), block.body.to() - 1));
                }
                self.at += 1;
                return;
            }
            if block.kind != Kind::Text || !self.head_line(&block, first_notice) {
                return;
            }
        }
    }

    /// Reads one line of the head; false where the body begins.
    fn head_line(&mut self, block: &Block, first: bool) -> bool {
        let (text, body) = (self.text, block.body);
        let elements = &mut self.layout.elements;
        if let Some((number, signatory)) = number_line(text, body) {
            if first && elements.number.is_none() {
                elements.number = Some(number);
                elements.signatory = signatory;
            }
            self.at += 1;
            return true;
        }
        if body.len() <= 12 && first {
            let word = |words: &Words| text.longest_at(body.from(), words).is_some();
            if text.classes(body).iter().all(|c| *c == class::DIGIT) && body.len() >= 4 {
                elements.copy_number = Some(body);
                self.at += 1;
                return true;
            }
            if word(words!["绝密", "机密", "秘密"]) {
                elements.classification = Some(body);
                self.at += 1;
                return true;
            }
            if word(words!["特急", "加急", "平急", "特提"]) {
                elements.urgency = Some(body);
                self.at += 1;
                return true;
            }
        }
        if let Some(order) = order_number(text, body) {
            if first {
                elements.order_number = Some(order);
            }
            self.at += 1;
            return true;
        }
        if let Some(dated) = full_date::whole(text, body) {
            if self.part().title.is_none() && self.layout.elements.banner.is_empty() && !first {
                return false;
            }
            self.layout.elements.dated = self.layout.elements.dated.or(Some(dated));
            self.at += 1;
            return true;
        }
        // (2018年3月5日国务院令第6号公布): what orders carry under their title.
        if text.class(body.from()) == class::OPEN && text.class_before(body.to()) == class::CLOSE && self.part().title.is_some() && body.len() <= 120 {
            if let Some((span, date)) = full_date::next(text, body.from(), body.to()) {
                self.layout.elements.dated = self.layout.elements.dated.or(Some((span, date)));
            }
            self.at += 1;
            return true;
        }
        if !title::could_be(text, block) {
            return false;
        }
        // Organs above 关于… are the first line of a title.
        let heads_title = self.next_text(self.at + 1).is_some_and(|b| text.at(b.body.from(), w!("关于")));
        if heads_title && title::names_organs(text, body) {
            return self.title(first);
        }
        let is_order = text.units(body) == w!("令") || text.ends(body.to(), w!("令")) && body.len() <= 24;
        if is_order || title::names_organs(text, body) && !title::is_title(text, body) || text.ends(body.to(), w!("文件")) && body.len() <= 120 && !text.has_any(body, words!["关于", "印发"]) {
            if self.part().title.is_some() {
                // Organs under a title sign it, as do those that head an order.
                let order_follows = self.next_text(self.at + 1).is_some_and(|b| title::names_organs(text, b.body) || text.ends(b.body.to(), w!("令")) || order_number(text, b.body).is_some());
                if !order_follows && !is_order {
                    return false;
                }
            }
            self.layout.elements.banner.push(body);
            self.at += 1;
            return true;
        }
        self.title(first)
    }

    /// Reads title lines from here; false where they are no title.
    fn title(&mut self, first: bool) -> bool {
        let start = self.at;
        let had = self.part().title;
        let Some((span, next)) = self.title_lines() else { return false };
        if had.is_some() {
            // The same title again, as pages repeat it above the text.
            let plain = |s: Span| -> Vec<u16> { self.text.units(s).iter().copied().filter(|u| !matches!(*u, 0x20 | 0x0A | 0x0D | 0x09)).collect() };
            if had.is_some_and(|h| plain(h) == plain(span)) {
                self.at = next;
                return true;
            }
            // An order's own rules follow under their title: they are its enclosure.
            return false;
        }
        self.at = next;
        self.part().title = Some(span);
        if first {
            self.layout.elements.title = Some(span);
        }
        debug_assert!(self.at > start);
        true
    }

    /// The title that begins here and the block behind it.
    fn title_lines(&self) -> Option<(Span, usize)> {
        let text = self.text;
        let mut at = self.at;
        let mut span: Option<Span> = None;
        let mut count = 0;
        while at < self.blocks.len() && count < title::LINES {
            let block = &self.blocks[at];
            if block.kind == Kind::Blank && span.is_some() || block.kind == Kind::Furniture && span.is_some() && block.body.len() < 6 {
                at += 1;
                continue;
            }
            if !title::could_be(text, block) || number_line(text, block.body).is_some() {
                break;
            }
            let joined = span.map_or(block.body, |s: Span| s.join(block.body));
            if span.is_some_and(|s| title::is_complete(text, s)) && !(text.class(block.body.from()) == class::OPEN && block.body.len() <= 12) {
                // …记录制度 / …的指导意见: only a kind of notice ends a title that could go on to one.
                let so_far = span.unwrap_or(joined);
                let about = text.find(so_far, w!("关于")).is_some() && text.find(block.body, w!("关于")).is_none();
                if title::is_notice(text, so_far) || !(about && title::is_notice(text, joined)) {
                    break;
                }
            }
            if count > 0 && (full_date::whole(text, block.body).is_some() || title::names_organs(text, block.body) && !title::is_complete(text, joined)) {
                break;
            }
            span = Some(joined);
            count += 1;
            at += 1;
        }
        let span = span?;
        if title::is_title(text, span) {
            return Some((span, at));
        }
        // Lines that make no title together: the first may be one alone.
        let first = &self.blocks[self.at];
        (count > 1 && title::is_title(text, first.body)).then_some((first.body, self.at + 1))
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
            Kind::Text => self.text_block(block),
        }
    }

    fn keep(&mut self) {
        let at = self.at;
        self.part().blocks.push(at);
        self.at += 1;
    }

    fn text_block(&mut self, block: Block) {
        let (text, body) = (self.text, block.body);
        if text.at(body.from(), w!("附")) {
            if self.attachment_note(&block) || self.attachment_head(&block) {
                return;
            }
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

    /// A day on a line of its own closes the notice: the organs above it (or below) sign.
    fn signature(&mut self, block: &Block) -> bool {
        let text = self.text;
        let whole = full_date::whole(text, block.body);
        let Some(date) = whole.or_else(|| signed_date(text, block.body)) else { return false };
        let mut lines = Vec::new();
        if whole.is_none() {
            lines.push(text.trim(Span::new(block.body.from(), date.0.from())));
        } else {
            while let Some(&index) = self.part().blocks.last() {
                let above = &self.blocks[index];
                if above.mark.is_some() || above.kind != Kind::Text && above.kind != Kind::Row || above.body.len() > SIGNATURE || !signs(text, above.body) || lines.len() >= 12 {
                    break;
                }
                lines.insert(0, above.body);
                self.part().blocks.pop();
            }
        }
        self.at += 1;
        self.wrapped_signature(&mut lines);
        if lines.is_empty() {
            // Signature below the date.
            while let Some(below) = self.next_text(self.at).copied() {
                if below.mark.is_some() || below.body.len() > SIGNATURE || !title::names_organs(text, below.body) || lines.len() >= 8 {
                    break;
                }
                lines.push(below.body);
                self.at = self.blocks.iter().position(|b| b.span == below.span).unwrap_or(self.at) + 1;
            }
        }
        let elements = &mut self.layout.elements;
        if elements.issued.is_none() {
            elements.issued = Some(date);
            elements.signature = lines;
        }
        self.signed = true;
        true
    }

    /// A signature wrapped over two lines: the title names the organ whole.
    fn wrapped_signature(&mut self, lines: &mut [Span]) {
        let text = self.text;
        let Some(title) = self.layout.elements.title else { return };
        let Some(about) = text.find(title, w!("关于")) else { return };
        let issuer = self.plain(Span::new(title.from(), about));
        let Some(first) = lines.first_mut() else { return };
        let part = self.plain(*first);
        if !issuer.ends_with(&part) || issuer == part {
            return;
        }
        if let Some(&index) = self.part().blocks.last() {
            let above = self.blocks[index].body;
            if above.len() <= SIGNATURE && issuer.ends_with(&[self.plain(above), part].concat()) {
                *first = above.join(*first);
                self.part().blocks.pop();
            }
        }
    }

    /// 抄送, 印发, disclosure.
    fn colophon(&mut self, block: &Block) -> bool {
        let (text, body) = (self.text, block.body);
        let elements = &mut self.layout.elements;
        if text.at(body.from(), w!("抄送")) && body.len() < 800 {
            let from = text.run(body.from() + 2, body.to(), |c| matches!(c, class::COLON | class::SPACE));
            elements.copied_to = elements.copied_to.or(Some(Span::new(from, body.to())));
            self.at += 1;
            return true;
        }
        if text.ends(body.to(), w!("印发")) && body.len() <= 60 && full_date::next(text, body.from(), body.to()).is_some() {
            elements.printed = elements.printed.or(Some(body));
            self.signed = true;
            self.at += 1;
            return true;
        }
        let bracketed = text.class(body.from()) == class::OPEN && text.class_before(body.to()) == class::CLOSE && body.len() <= 60;
        if bracketed && text.has_any(body, words!["公开", "此件", "联系人"]) && (self.signed || text.find(body, w!("此件")).is_some()) {
            elements.disclosure = elements.disclosure.or(Some(Span::new(body.from() + 1, body.to() - 1)));
            self.at += 1;
            return true;
        }
        false
    }

    /// Behind a signature: an enclosure's title, or a second notice.
    fn after_signature(&mut self, block: &Block) -> bool {
        let text = self.text;
        let kind = self.part().kind;
        if kind == PartKind::Attachment {
            return false;
        }
        let start = block.span.from();
        if title::is_recipients(text, block) && self.body_follows() {
            self.open(PartKind::Cover, None, start);
            self.signed = false;
            self.at += 1;
            return true;
        }
        if kind == PartKind::Enclosure {
            return false;
        }
        if title::could_be(text, block) {
            if let Some((span, next)) = self.title_lines().or_else(|| (block.body.len() <= 60 && block.body.len() >= 4 && self.marks_follow()).then_some((block.body, self.at + 1))) {
                self.at = next;
                let second = self.next_text(next).is_some_and(|b| title::is_recipients(text, b) || number_line(text, b.body).is_some());
                self.open(if second { PartKind::Cover } else { PartKind::Enclosure }, None, start);
                self.part().title = Some(span);
                if second {
                    self.signed = false;
                    self.head();
                }
                return true;
            }
            return false;
        }
        if block.mark.is_some_and(|m| m.ordinal == 1) || block.body.len() > 120 {
            self.open(PartKind::Enclosure, None, start);
        }
        false
    }

    fn body_follows(&self) -> bool {
        self.next_text(self.at + 1).is_some_and(|b| b.body.len() > 20)
    }

    /// Whether a numbered heading or a paragraph follows soon, as it does under a title.
    fn marks_follow(&self) -> bool {
        let mut texts = self.blocks[self.at + 1..].iter().filter(|b| b.kind == Kind::Text).take(3);
        texts.any(|b| b.mark.is_some_and(|m| m.ordinal == 1) || b.body.len() > 80)
    }

    /// 附件：1.… : what the note lists, over as many lines as it takes.
    fn attachment_note(&mut self, block: &Block) -> bool {
        let (text, body) = (self.text, block.body);
        let Some(head) = attachment_label(text, body) else { return false };
        let rest = Span::new(head.rest, body.to());
        if self.noted || self.signed && self.part().kind != PartKind::Enclosure || self.part().kind == PartKind::Attachment {
            return false;
        }
        if rest.is_empty() {
            // 附件： alone: the note's items follow by number.
            let next = self.next_text(self.at + 1);
            let lists = head.number.is_none() && head.colon && next.and_then(|b| b.mark).is_some_and(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1);
            if !lists || next.is_some_and(|b| b.body.len() > 80) {
                return false;
            }
        }
        if let Some(number) = head.number {
            // 附件1.… 2.… is a note, 附件1 with its body below is an attachment.
            let next = self.next_text(self.at + 1);
            let goes_on = next.is_some_and(|b| {
                b.mark.is_some_and(|m| m.style == MarkerStyle::Arabic && m.ordinal == number + 1)
                    || attachment_label(text, b.body).is_some_and(|h| h.number == Some(number + 1) && h.rest < b.body.to())
            });
            let inline = inline_item(text, rest, number + 1).is_some();
            let last = next.is_some_and(|b| full_date::whole(text, b.body).is_some() || title::names_organs(text, b.body));
            if rest.is_empty() || !(goes_on || inline || last && number == 1) {
                return false;
            }
        }
        self.noted = true;
        let mut number = head.number;
        if !rest.is_empty() {
            self.list(&mut number, rest);
        }
        self.at += 1;
        while self.at < self.blocks.len() {
            let block = self.blocks[self.at];
            match block.kind {
                Kind::Blank | Kind::Furniture => {
                    self.at += 1;
                    continue;
                }
                Kind::Text => {}
                _ => break,
            }
            let body = block.body;
            let mark = block.mark.filter(|m| m.style == MarkerStyle::Arabic);
            if let Some(mark) = mark.filter(|m| number.is_none_or(|n| m.ordinal == n + 1)) {
                number = Some(mark.ordinal);
                self.list(&mut number, Span::new(mark.span.to(), body.to()));
            } else if let Some(label) = attachment_label(text, body).filter(|h| h.number.is_some() && h.number == number.map(|n| n + 1) && h.rest < body.to()) {
                number = label.number;
                self.list(&mut number, Span::new(label.rest, body.to()));
            } else if block.mark.is_none() && self.item_goes_on(body) {
                if let Some(last) = self.layout.listed.last_mut() {
                    last.title = last.title.join(body);
                }
            } else {
                break;
            }
            self.at += 1;
        }
        true
    }

    /// Notes one or, where they share a line, several names.
    fn list(&mut self, number: &mut Option<u32>, span: Span) {
        let text = self.text;
        let mut rest = text.trim(span);
        if number.is_none()
            && let Some(mark) = marker::read(text, rest.from(), rest.to()).filter(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1)
        {
            *number = Some(1);
            rest = Span::new(mark.span.to(), rest.to());
        }
        while let Some(n) = *number {
            let Some((at, after)) = inline_item(text, rest, n + 1) else { break };
            self.layout.listed.push(Listed { number: *number, title: bare(text, Span::new(rest.from(), at)) });
            *number = Some(n + 1);
            rest = Span::new(after, rest.to());
        }
        self.layout.listed.push(Listed { number: *number, title: bare(text, rest) });
    }

    /// Whether a line without a number goes on with the name above it.
    fn item_goes_on(&self, body: Span) -> bool {
        let text = self.text;
        let Some(last) = self.layout.listed.last() else { return false };
        if full_date::whole(text, body).is_some() || text.at(body.from(), w!("附")) || body.len() > 80 || text.class(body.from()) == class::OPEN && text.find(body, w!("此件")).is_some() {
            return false;
        }
        let open = text.last(last.title.from(), last.title.to(), class::TITLE_OPEN).is_some_and(|o| text.next(o, last.title.to(), class::TITLE_CLOSE).is_none());
        let complete = text.longest_before(last.title.to(), lexicon::TITLE_ENDS).is_some() || text.class_before(last.title.to()) == class::CLOSE;
        let ends = text.longest_before(body.to(), lexicon::TITLE_ENDS).is_some() || text.class_before(body.to()) == class::CLOSE;
        open || !complete && (ends && !title::names_organs(text, body))
    }

    /// 附件1 and what stands below it.
    fn attachment_head(&mut self, block: &Block) -> bool {
        let (text, body) = (self.text, block.body);
        let Some(head) = attachment_label(text, body) else { return false };
        let rest = text.trim(Span::new(head.rest, body.to()));
        // 附件3 所列… goes on with a sentence.
        if text.next(rest.from(), rest.to(), class::STOP).is_some() || rest.len() > 90 || text.class_before(rest.to()) == class::COMMA {
            return false;
        }
        if head.number.is_none() && !head.colon && !rest.is_empty() && !self.listed_as(rest) && block.kind != Kind::Cell {
            return false;
        }
        self.open(PartKind::Attachment, head.number, block.span.from());
        self.at += 1;
        if !rest.is_empty() {
            self.part().title = Some(bare(text, rest));
            // A title wrapped over two lines.
            if block.kind == Kind::Text && !self.title_is_whole(rest, head.number) {
                self.more_title(rest);
            }
            return true;
        }
        while self.at < self.blocks.len() && matches!(self.blocks[self.at].kind, Kind::Blank | Kind::Furniture) {
            self.at += 1;
        }
        if self.at < self.blocks.len() {
            let next = self.blocks[self.at];
            if title::could_be(text, &next) && next.body.len() <= 60 {
                self.part().title = Some(next.body);
                self.at += 1;
                if !self.title_is_whole(next.body, head.number) {
                    self.more_title(next.body);
                }
            }
        }
        true
    }

    /// Whether the title says all that the note lists under its number, or ends as titles do.
    fn title_is_whole(&self, title: Span, number: Option<u32>) -> bool {
        let listed = self.layout.listed.iter().find(|l| l.number == number).map(|l| l.title);
        match listed {
            Some(listed) => self.plain(title).len() + 2 >= self.plain(listed).len(),
            None => self.text.longest_before(title.to(), lexicon::TITLE_ENDS).is_some() || title::is_complete(self.text, title),
        }
    }

    fn plain(&self, span: Span) -> Vec<u16> {
        self.text.units(span).iter().copied().filter(|u| !matches!(*u, 0x20 | 0x0A | 0x0D | 0x09)).collect()
    }

    fn more_title(&mut self, so_far: Span) {
        let text = self.text;
        let Some(next) = self.blocks.get(self.at).copied() else { return };
        if title::could_be(text, &next) && next.body.len() <= 60 && text.longest_before(next.body.to(), lexicon::TITLE_ENDS).is_some() {
            self.part().title = Some(so_far.join(next.body));
            self.at += 1;
        }
    }

    fn listed_as(&self, title: Span) -> bool {
        let title = self.plain(title);
        self.layout.listed.iter().any(|l| self.plain(l.title) == title)
    }
}

/// The label of an attachment or note: 附件, 附件1, 附件：, 附：.
struct Label {
    number: Option<u32>,
    colon: bool,
    /// Where the name begins.
    rest: usize,
}

fn attachment_label(text: &Folded, body: Span) -> Option<Label> {
    let mut at = body.from();
    let open = text.class(at) == class::OPEN;
    at += usize::from(open);
    if text.at(at, w!("附件")) {
        at += 2;
    } else if text.at(at, w!("附:")) || text.at(at, w!("附表")) || text.at(at, w!("附 件")) {
        at += if text.at(at, w!("附:")) { 1 } else if text.at(at, w!("附表")) { 2 } else { 3 };
    } else {
        return None;
    }
    let from = text.run(at, body.to(), |c| c == class::SPACE);
    let end = text.run(from, body.to().min(from + 3), |c| matches!(c, class::DIGIT | class::NUMERAL));
    let units = text.units(Span::new(from, end));
    let number = numeral::arabic(units).or_else(|| numeral::chinese(units)).filter(|n| (1..100).contains(n));
    // 附件2018年…: the name begins with a year.
    let number = number.filter(|_| text.class(end) != class::DIGIT && !text.at(end, w!("年")) && !text.at(end, w!("个")));
    let at = if number.is_some() { end } else { from };
    // 附件1所列, 附件1、2: goes on with a sentence.
    if number.is_some() && at < body.to() && (text.longest_at(at, words!["所", "中", "的", "和", "至", "、", "-", ","]).is_some()) {
        return None;
    }
    let rest = text.run(at, body.to(), |c| matches!(c, class::COLON | class::DOT | class::SPACE | class::TAB | class::ENUM) || open && c == class::CLOSE);
    let colon = text.classes(Span::new(at, rest)).contains(&class::COLON);
    if number.is_none() && !colon && rest < body.to() && rest == at {
        return None;
    }
    // 附件：1.… keeps the item's own number for the list.
    Some(Label { number, colon, rest })
}

/// Where the item `ordinal` begins inside a line of several, and where its name does.
fn inline_item(text: &Folded, span: Span, ordinal: u32) -> Option<(usize, usize)> {
    let mut at = span.from() + 1;
    while let Some(digit) = text.next(at, span.to(), class::DIGIT) {
        let mark = marker::read(text, digit, span.to()).filter(|m| m.style == MarkerStyle::Arabic && m.ordinal == ordinal && !m.weak);
        if let Some(mark) = mark
            && !matches!(text.class_before(digit), class::DIGIT | class::DOT)
        {
            return Some((digit, mark.span.to()));
        }
        at = digit + 1;
    }
    None
}

/// A name without stops at its end, white space, and the 《》 around all of it.
fn bare(text: &Folded, span: Span) -> Span {
    let mut span = text.trim(span);
    while !span.is_empty() && matches!(text.class_before(span.to()), class::STOP | class::SEMICOLON | class::COMMA | class::ENUM | class::SPACE) {
        span = text.trim(Span::new(span.from(), span.to() - 1));
    }
    let whole = text.class(span.from()) == class::TITLE_OPEN && crate::text::brackets::title_closing(text, span.from(), span.to()) == Some(span.to() - 1);
    if whole && span.len() > 2 { Span::new(span.from() + 1, span.to() - 1) } else { span }
}

/// A line that holds a document number and nothing else, or a signatory beside it.
fn number_line(text: &Folded, body: Span) -> Option<(document_number::Found, Option<Span>)> {
    if body.len() > 60 {
        return None;
    }
    let open = text.next(body.from(), body.to(), class::OPEN)?;
    let mut from = open;
    let found = loop {
        if let Some(found) = document_number::around(text, from, body) {
            break found;
        }
        from = text.next(from + 1, body.to(), class::OPEN)?;
    };
    let before = text.trim(Span::new(body.from(), found.agency.from()));
    let after = text.trim(Span::new(found.span.to(), body.to()));
    let label = before.is_empty() || text.units(before) == w!("文号:") || text.units(before) == w!("(") || text.units(before) == w!("发文字号:");
    if !label {
        return None;
    }
    if after.is_empty() || text.units(after) == w!(")") {
        return Some((found, None));
    }
    let name = text.find(after, w!("签发人")).map(|at| Span::new(text.run(at + 3, after.to(), |c| matches!(c, class::COLON | class::SPACE)), after.to()))?;
    Some((found, Some(name)))
}

/// 第12号 alone, or behind 令.
fn order_number(text: &Folded, body: Span) -> Option<Span> {
    if body.len() > 40 || !text.ends(body.to(), w!("号")) {
        return None;
    }
    let from = text.run_back(body.to() - 1, body.from(), |c| matches!(c, class::DIGIT | class::NUMERAL | class::SPACE));
    if from == body.to() - 1 || !text.ends(from, w!("第")) {
        return None;
    }
    let alone = from - 1 == body.from() || text.find(Span::new(body.from(), from), w!("令")).is_some() || text.find(Span::new(body.from(), from), w!("公告")).is_some();
    alone.then(|| Span::new(from - 1, body.to()))
}

/// A line of a signature: organs, or an office and a person's name.
fn signs(text: &Folded, body: Span) -> bool {
    if text.classes(body).iter().any(|c| matches!(*c, class::STOP | class::COMMA | class::COLON | class::SEMICOLON)) {
        return false;
    }
    if title::names_organs(text, body) {
        return true;
    }
    let offices = words!["主任", "部长", "省长", "市长", "局长", "署长", "行长", "会长", "主席", "总理", "厅长", "书记"];
    body.len() <= 30 && text.has_any(body, offices) && text.next(body.from(), body.to(), class::SPACE).is_some()
}

/// An organ and the day in one line: 某市人民政府2022年4月20日.
fn signed_date(text: &Folded, body: Span) -> Option<(Span, full_date::FullDate)> {
    if body.len() > SIGNATURE {
        return None;
    }
    let (span, date) = full_date::next(text, body.from(), body.to())?;
    let organ = text.trim(Span::new(body.from(), span.from()));
    (span.to() == body.to() && title::names_organs(text, organ)).then_some((span, date))
}
