//! What closes a notice and what may stand behind it: signature, date of issue, colophon, enclosures, a second notice
//! (GB/T 9704-2012, 7.3.5 to 7.4).

use super::{SIGNATURE, Walker, head::number_line, title};
use crate::lines::{Block, Kind};
use crate::model::PartKind;
use crate::span::Span;
use crate::text::{Folded, class, full_date};
use crate::{w, words};

impl Walker<'_, '_> {
    /// A day on a line of its own closes the notice: the organs above it (or below) sign.
    pub(super) fn signature(&mut self, block: &Block) -> bool {
        let text = self.text;
        let whole = full_date::whole(text, block.body);
        let Some(date) = whole.or_else(|| signed_date(text, block.body)) else { return false };
        let mut lines = Vec::new();
        if whole.is_none() {
            lines.push(text.trim(Span::new(block.body.from(), date.0.from())));
        } else {
            while let Some(&index) = self.part().blocks.last() {
                let above = &self.blocks[index];
                if above.mark.is_some()
                    || above.kind != Kind::Text && above.kind != Kind::Row
                    || above.body.len() > SIGNATURE
                    || !signs(text, above.body)
                    || lines.len() >= 12
                {
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
                self.at += self.blocks[self.at..].iter().take_while(|b| b.span != below.span).count() + 1;
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
    pub(super) fn wrapped_signature(&mut self, lines: &mut [Span]) {
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
    pub(super) fn colophon(&mut self, block: &Block) -> bool {
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
        if bracketed && text.has_any(body, words!["公开", "此件", "联系人"]) && (self.signed || text.find(body, w!("此件")).is_some())
        {
            elements.disclosure = elements.disclosure.or(Some(Span::new(body.from() + 1, body.to() - 1)));
            self.at += 1;
            return true;
        }
        false
    }

    /// Behind a signature: an enclosure's title, or a second notice.
    pub(super) fn after_signature(&mut self, block: &Block) -> bool {
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
            if let Some((span, next)) = self
                .title_lines()
                .or_else(|| (block.body.len() <= 60 && block.body.len() >= 4 && self.marks_follow()).then_some((block.body, self.at + 1)))
            {
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

    pub(super) fn body_follows(&self) -> bool {
        self.next_text(self.at + 1).is_some_and(|b| b.body.len() > 20)
    }

    /// Whether a numbered heading or a paragraph follows soon, as it does under a title.
    pub(super) fn marks_follow(&self) -> bool {
        let mut texts = self.blocks[self.at + 1..].iter().filter(|b| b.kind == Kind::Text).take(3);
        texts.any(|b| b.mark.is_some_and(|m| m.ordinal == 1) || b.body.len() > 80)
    }
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
