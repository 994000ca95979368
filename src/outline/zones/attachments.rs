//! The attachment note and the attachments themselves (GB/T 9704-2012, 7.3.4 and 7.3.7).

use super::{Walker, title};
use crate::lines::{Block, Kind, marker};
use crate::model::{MarkerStyle, PartKind};
use crate::outline::Listed;
use crate::span::Span;
use crate::text::{Folded, class, full_date, numeral};
use crate::{lexicon, w, words};

/// So many names of a note may be left out between two that count on.
const LEFT_OUT: u32 = 9;

impl Walker<'_, '_> {
    /// 附件：1.… : what the note lists, over as many lines as it takes.
    pub(super) fn attachment_note(&mut self, block: &Block) -> bool {
        let (text, body) = (self.text, block.body);
        let Some(head) = attachment_label(text, body) else { return false };
        let rest = Span::new(head.rest, body.to());
        if self.noted || self.signed && self.part().kind != PartKind::Enclosure || self.part().kind == PartKind::Attachment {
            return false;
        }
        if rest.is_empty() {
            // 附件： alone: the note's items follow by number.
            let next = self.next_text(self.at + 1);
            let lists = head.number.is_none()
                && head.colon
                && next.and_then(|b| b.mark).is_some_and(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1);
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
            // 附件2由企业填报。附件3…: a sentence about them; a name in the note has no stop.
            let prose = text.next(rest.from(), rest.to(), class::STOP).is_some();
            if rest.is_empty() || prose || !(goes_on || inline || last && number == 1) {
                return false;
            }
        }
        self.noted = true;
        // 附件：附件1 …: every name has the label.
        let inner = attachment_label(text, rest).filter(|l| head.number.is_none() && l.number.is_some() && l.rest < body.to());
        let rest = inner.as_ref().map_or(rest, |l| Span::new(l.rest, body.to()));
        let mut number = head.number.or(inner.and_then(|l| l.number));
        if !rest.is_empty() {
            self.list(&mut number, rest);
        }
        self.at += 1;
        self.items(number);
        true
    }

    /// The items of a note, from here on: those that count on from `number`, and lines that go on with a name.
    fn items(&mut self, number: Option<u32>) {
        let text = self.text;
        let mut number = number;
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
            if let Some(mark) = mark.filter(|m| number.is_none_or(|n| (n + 1..n + 1 + LEFT_OUT).contains(&m.ordinal))) {
                number = Some(mark.ordinal);
                self.list(&mut number, Span::new(mark.span.to(), body.to()));
            } else if let Some(label) =
                attachment_label(text, body).filter(|h| h.number.is_some() && h.number == number.map(|n| n + 1) && h.rest < body.to())
            {
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
    }

    /// 六、附件 as a numbered heading: what it lists below is the note.
    pub(super) fn section_of_attachments(&mut self) {
        if self.noted {
            return;
        }
        let first = |b: &Block| b.mark.is_some_and(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1) && b.body.len() <= 90;
        if self.next_text(self.at).is_some_and(first) {
            self.noted = true;
            self.items(None);
        }
    }

    /// Notes one or, where they share a line, several names.
    pub(super) fn list(&mut self, number: &mut Option<u32>, span: Span) {
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
    pub(super) fn item_goes_on(&self, body: Span) -> bool {
        let text = self.text;
        let Some(last) = self.layout.listed.last() else { return false };
        if full_date::whole(text, body).is_some()
            || text.at(body.from(), w!("附"))
            || body.len() > 80
            || text.class(body.from()) == class::OPEN && text.find(body, w!("此件")).is_some()
        {
            return false;
        }
        let open = text
            .last(last.title.from(), last.title.to(), class::TITLE_OPEN)
            .is_some_and(|o| text.next(o, last.title.to(), class::TITLE_CLOSE).is_none());
        let complete =
            text.longest_before(last.title.to(), lexicon::TITLE_ENDS).is_some() || text.class_before(last.title.to()) == class::CLOSE;
        let ends = text.longest_before(body.to(), lexicon::TITLE_ENDS).is_some() || text.class_before(body.to()) == class::CLOSE;
        open || !complete && (ends && !title::names_organs(text, body))
    }

    /// 附件1 and what stands below it.
    pub(super) fn attachment_head(&mut self, block: &Block) -> bool {
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
    pub(super) fn title_is_whole(&self, title: Span, number: Option<u32>) -> bool {
        let listed = self.layout.listed.iter().find(|l| l.number == number).map(|l| l.title);
        match listed {
            Some(listed) => self.plain(title).len() + 2 >= self.plain(listed).len(),
            None => self.text.longest_before(title.to(), lexicon::TITLE_ENDS).is_some() || title::is_complete(self.text, title),
        }
    }

    pub(super) fn more_title(&mut self, so_far: Span) {
        let text = self.text;
        let Some(next) = self.blocks.get(self.at).copied() else { return };
        if title::could_be(text, &next) && next.body.len() <= 60 && text.longest_before(next.body.to(), lexicon::TITLE_ENDS).is_some() {
            self.part().title = Some(so_far.join(next.body));
            self.at += 1;
        }
    }

    pub(super) fn listed_as(&self, title: Span) -> bool {
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
        at += if text.at(at, w!("附:")) {
            1
        } else if text.at(at, w!("附表")) {
            2
        } else {
            3
        };
    } else {
        return None;
    }
    let from = text.run(at, body.to(), |c| c == class::SPACE);
    // 附件2二氟…: a number is of digits or of numerals.
    let kind = text.class(from);
    let mut end = text.run(from, body.to().min(from + 3), |c| c == kind && matches!(c, class::DIGIT | class::NUMERAL));
    // 附件12026年招生计划: the number and the name's year share their digits.
    let digits = text.run(from, body.to(), |c| c == class::DIGIT);
    if matches!(digits - from, 5 | 6) && text.at(digits, w!("年")) {
        end = digits - 4;
    }
    let units = text.units(Span::new(from, end));
    let number = numeral::arabic(units).or_else(|| numeral::chinese(units)).filter(|n| (1..100).contains(n));
    // 附件2018年…: the name begins with a year.
    let number =
        number.filter(|_| (text.class(end) != class::DIGIT || end + 4 == digits) && !text.at(end, w!("年")) && !text.at(end, w!("个")));
    let at = if number.is_some() { end } else { from };
    // 附件1所列, 附件1、2: goes on with a sentence.
    if number.is_some() && at < body.to() && (text.longest_at(at, words!["所", "中", "的", "和", "至", "、", "-", ","]).is_some()) {
        return None;
    }
    let rest = text.run(at, body.to(), |c| {
        matches!(c, class::COLON | class::DOT | class::SPACE | class::TAB | class::ENUM) || open && c == class::CLOSE
    });
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
    while !span.is_empty()
        && matches!(text.class_before(span.to()), class::STOP | class::SEMICOLON | class::COMMA | class::ENUM | class::SPACE)
    {
        span = text.trim(Span::new(span.from(), span.to() - 1));
    }
    // The file that a page offers: …计划表.xls
    if let Some(n) = text.longest_before(span.to(), words![".xls", ".xlsx", ".doc", ".docx", ".pdf", ".wps", ".zip", ".rar", ".ofd", ".et"])
    {
        span = text.trim(Span::new(span.from(), span.to() - n));
    }
    let whole = text.class(span.from()) == class::TITLE_OPEN
        && crate::text::brackets::title_closing(text, span.from(), span.to()) == Some(span.to() - 1);
    if whole && span.len() > 2 { Span::new(span.from() + 1, span.to() - 1) } else { span }
}
