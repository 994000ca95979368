//! The attachment note and the attachments themselves (GB/T 9704-2012, 7.3.4 and 7.3.7).

use super::{Walker, title};
use crate::lines::{Block, Kind, marker};
use crate::model::{MarkerStyle, PartKind};
use crate::outline::Listed;
use crate::span::Span;
use crate::text::{Folded, Words, class, full_date, numeral};
use crate::{lexicon, w, words};

/// So many names of a note may be left out between two that count on.
const LEFT_OUT: u32 = 9;

impl Walker<'_, '_> {
    /// 附件：1.… : what the note lists, over as many lines as it takes.
    pub(super) fn attachment_note(&mut self, block: &Block) -> bool {
        let (text, body) = (self.text, block.body);
        let Some(head) = attachment_label(text, body) else { return false };
        let rest = Span::new(head.rest, body.to());
        if self.signed && self.part().kind == PartKind::Cover && self.note_below(&head, rest) {
            return true;
        }
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

    /// A note below signature and date, as pages have it: 附件：1.某某表.doc. It names files, or by number what is nowhere
    /// below. Where the document has its own note it is left out.
    fn note_below(&mut self, head: &Label, rest: Span) -> bool {
        let text = self.text;
        let mut numbers = head.number;
        let (mut files, mut titles, mut names) = (0, 0, 0);
        let mut whole = true;
        let mut next = self.at + 1;
        if !rest.is_empty() {
            if !is_name(text, rest) {
                return false;
            }
            let mark = marker::read(text, rest.from(), rest.to()).filter(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1);
            numbers = numbers.or(mark.map(|m| m.ordinal));
            files += usize::from(ends_in_file(text, rest));
            titles += usize::from(text.longest_before(rest.to(), lexicon::TITLE_ENDS).is_some());
            names += 1;
        }
        while let Some(block) = self.blocks.get(next) {
            if next - self.at > BELOW {
                whole = false;
                break;
            }
            if !matches!(block.kind, Kind::Blank | Kind::Furniture) {
                let body = block.body;
                let label = attachment_label(text, body).filter(|l| l.number.is_some() && l.rest < body.to());
                let ordinal = block.mark.filter(|m| m.style == MarkerStyle::Arabic).map(|m| m.ordinal).or(label.and_then(|l| l.number));
                let file = ends_in_file(text, body);
                let counts_on = ordinal.is_some_and(|o| o == numbers.map_or(1, |n| n + 1)) && (names == 0 || numbers.is_some());
                if block.kind != Kind::Text || !is_name(text, body) || !(counts_on || file && (ordinal.is_none() || names == 0)) {
                    whole = false;
                    break;
                }
                numbers = ordinal.or(numbers);
                files += usize::from(file);
                titles += usize::from(text.longest_before(body.to(), lexicon::TITLE_ENDS).is_some());
                names += 1;
            }
            next += 1;
        }
        // Names without files are a note where all are titles, counted from 1, and nothing stands below them.
        let counted = whole && names > 1 && files + titles == names && numbers == u32::try_from(names).ok();
        let listed = names > 0 && files == names || counted;
        if !listed {
            return false;
        }
        let own = std::mem::replace(&mut self.noted, true);
        let mut number = head.number;
        for at in self.at..next {
            let block = self.blocks[at];
            let name = match block.mark.filter(|m| m.style == MarkerStyle::Arabic) {
                _ if at == self.at => rest,
                _ if own || matches!(block.kind, Kind::Blank | Kind::Furniture) => continue,
                Some(mark) => {
                    number = Some(mark.ordinal);
                    Span::new(mark.span.to(), block.body.to())
                }
                None => match attachment_label(text, block.body).filter(|l| l.number.is_some()) {
                    Some(label) => {
                        number = label.number;
                        Span::new(label.rest, block.body.to())
                    }
                    None => block.body,
                },
            };
            if !own && !name.is_empty() {
                self.list(&mut number, name);
            }
        }
        self.at = next;
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

/// A note below the signature is at most so many blocks long: what is none would be gone through again from each of its lines.
const BELOW: usize = 200;

const FILES: &Words = words!["xls", "xlsx", "et", "doc", "docx", "wps", "pdf", "ofd", "ppt", "pptx", "txt", "jpg", "zip", "rar", "7z"];

/// The name without the ending of the file that a page offers: …计划表.xls.
fn without_file(text: &Folded, span: Span) -> Option<Span> {
    let dot = (span.from() + 1..span.to()).rev().take(5).find(|i| text.unit(*i) == '.' as u16)?;
    let ending = text.units(Span::new(dot + 1, span.to()));
    let small: Vec<u16> = ending.iter().map(|u| u8::try_from(*u).map_or(*u, |b| b.to_ascii_lowercase().into())).collect();
    FILES.contains(&small).then(|| text.trim(Span::new(span.from(), dot)))
}

/// Whether a line is the name of a file that a page offers.
fn ends_in_file(text: &Folded, span: Span) -> bool {
    without_file(text, text.trim(span)).is_some()
}

/// Whether a line can be a name in a list of attachments.
fn is_name(text: &Folded, span: Span) -> bool {
    span.len() <= 90 && text.next(span.from(), span.to(), class::STOP).is_none() && text.class_before(span.to()) != class::COLON
}

/// A name without stops at its end, white space, and the 《》 around all of it.
fn bare(text: &Folded, span: Span) -> Span {
    let mut span = text.trim(span);
    while !span.is_empty()
        && matches!(text.class_before(span.to()), class::STOP | class::SEMICOLON | class::COMMA | class::ENUM | class::SPACE)
    {
        span = text.trim(Span::new(span.from(), span.to() - 1));
    }
    span = without_file(text, span).unwrap_or(span);
    let whole = text.class(span.from()) == class::TITLE_OPEN
        && crate::text::brackets::title_closing(text, span.from(), span.to()) == Some(span.to() - 1);
    if whole && span.len() > 2 { Span::new(span.from() + 1, span.to() - 1) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;
    use crate::outline::zones;
    use crate::source::Provenance;

    /// The names listed and the titles of the parts that are attachments, below a signed notice.
    fn below(own: &str, lines: &str) -> (Vec<String>, Vec<String>) {
        let source = format!(
            "云澜市财政局关于做好预算编制的通知\n各预算单位：\n一、编制。9月底前报送材料。\n{own}云澜市财政局\n2024年8月1日\n{lines}\n"
        );
        let text = Folded::new(&source);
        let mut read = lines::read(&text, &Provenance::default());
        let text = read.unbroken(&text).unwrap_or(text);
        let layout = zones::read(&text, &read.blocks);
        let name = |s: Span| text.slice(s).to_owned();
        let parts = layout.parts.iter().filter(|p| p.kind == PartKind::Attachment);
        (
            layout.listed.iter().map(|l| format!("{} {}", l.number.unwrap_or(0), name(l.title))).collect(),
            parts.map(|p| p.title.map(name).unwrap_or_default()).collect(),
        )
    }

    #[test]
    fn files_below_a_signature_are_listed_and_no_attachment() {
        for lines in [
            "附件：1.预算编制表.doc\n2.任务清单.xls",
            "附件：\n1.预算编制表.doc\n2.任务清单.xls",
            "附件：1、预算编制表.DOC\n　　　2、任务清单.XLSX",
            "附件1：预算编制表.wps\n附件2：任务清单.pdf",
            "附件：\n1.预算编制表\n2.任务清单",
            "附件：1.预算编制表\n2.任务清单",
        ] {
            let listed = vec!["1 预算编制表".to_owned(), "2 任务清单".to_owned()];
            assert_eq!(below("", lines), (listed, vec![]), "{lines}");
        }
        assert_eq!(below("", "附件：任务清单.rar"), (vec!["0 任务清单".to_owned()], vec![]));
        // The document's own note says it already.
        let own = "附件：1.预算编制表\n2.任务清单\n";
        assert_eq!(below(own, "附件：1.预算编制表.doc\n2.任务清单.xls").0, below(own, "").0);
        assert_eq!(below(own, "附件：1.预算编制表.doc\n2.任务清单.xls").1, [""; 0]);
    }

    #[test]
    fn what_has_a_body_below_is_an_attachment() {
        for lines in [
            "附件\n任务清单\n1.编制预算。由财政局负责。\n2.审核预算。由财政局负责。",
            "附件：任务清单\n1.编制预算\n2.审核预算",
            "附件1\n任务清单\n一、编制预算。由财政局负责。",
        ] {
            assert_eq!(below("", lines), (vec![], vec!["任务清单".to_owned()]), "{lines}");
        }
        assert_eq!(below("", "附件：\n1.张某\n2.李某").0, [""; 0]);
    }
}
