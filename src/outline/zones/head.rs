//! The head of a notice: masthead, title, number, recipients (GB/T 9704-2012, 7.2 and 7.3.1 to 7.3.2).

use super::{HEAD_LINES, Walker, title};
use crate::lines::{Block, Kind, furniture};
use crate::span::Span;
use crate::text::{Folded, Words, class, document_number, full_date, soft};
use crate::{w, words};

impl Walker<'_, '_> {
    /// Masthead, title, number and recipients of a notice. Stops at the body.
    pub(super) fn head(&mut self) {
        let from = self.at;
        let first_notice = self.layout.parts.len() == 1;
        self.head_lines(first_notice);
        if first_notice && self.layout.elements.number.is_none() {
            // 文号：某发〔2023〕12号 as a page labels it, where the document has no line of its own for it.
            let labelled = self.blocks[from..self.at].iter().filter(|b| b.kind == Kind::Furniture);
            self.layout.elements.number = labelled.filter_map(|b| number_line(self.text, b.body)).map(|(number, _)| number).next();
        }
    }

    fn head_lines(&mut self, first_notice: bool) {
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
                if block.kind != Kind::Text || !self.title_follows(&block) {
                    return;
                }
                self.at += 1;
            }
        }
    }

    /// Reads one line of the head; false where the body begins.
    pub(super) fn head_line(&mut self, block: &Block, first: bool) -> bool {
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
        if let Some(line) = promulgation(text, body) {
            let elements = &mut self.layout.elements;
            if first && elements.order_number.is_none() {
                elements.order_number = Some(line.order);
                elements.banner.push(line.organ);
            }
            elements.dated = elements.dated.or(full_date::next(text, body.from(), line.order.from()));
            self.at += 1;
            return true;
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
        if text.class(body.from()) == class::OPEN
            && text.class_before(body.to()) == class::CLOSE
            && self.part().title.is_some()
            && body.len() <= 120
        {
            if let Some((span, date)) = full_date::next(text, body.from(), body.to()) {
                self.layout.elements.dated = self.layout.elements.dated.or(Some((span, date)));
            }
            self.at += 1;
            return true;
        }
        if !title::could_be(text, block) {
            // 国家某办公室令第13号《…办法》已经…: the head of an order glued to its text.
            let sentence = Span::new(body.from(), body.to().min(body.from() + 60));
            if let Some(at) = text.find(sentence, w!("令第")).filter(|_| first && self.layout.elements.order_number.is_none()) {
                let end = text.run(at + 2, body.to(), |c| matches!(c, class::DIGIT | class::NUMERAL));
                let organ = Span::new(body.from(), at);
                if text.at(end, w!("号")) && text.classes(organ).iter().all(|c| class::is_han(*c)) {
                    self.layout.elements.order_number = Some(Span::new(at + 1, end + 1));
                    self.layout.elements.banner.push(organ);
                }
            }
            return false;
        }
        // Organs above 关于… are the first line of a title.
        let heads_title = self.next_text(self.at + 1).is_some_and(|b| soft::squeezed(text, b.body).starts_with(w!("关于")));
        if heads_title && title::names_organs(text, body) {
            return self.title(first);
        }
        let is_order = text.units(body) == w!("令") || text.ends(body.to(), w!("令")) && body.len() <= 24;
        if is_order
            || title::names_organs(text, body) && !title::is_title(text, body)
            || soft::squeezed(text, body).ends_with(w!("文件")) && body.len() <= 120 && !text.has_any(body, words!["关于", "印发"])
        {
            if self.part().title.is_some() {
                // Organs under a title sign it, as do those that head an order.
                let order_follows = self.next_text(self.at + 1).is_some_and(|b| {
                    title::names_organs(text, b.body) || text.ends(b.body.to(), w!("令")) || order_number(text, b.body).is_some()
                });
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

    /// Whether a line that is none of a head's stands above a title: what a collector wrote over the page.
    fn title_follows(&self, block: &Block) -> bool {
        let text = self.text;
        let plain = block.mark.is_none() && block.body.len() <= 60 && text.next(block.body.from(), block.body.to(), class::STOP).is_none();
        let untitled = self.layout.elements.title.is_none() && self.layout.parts.len() == 1 && self.at < 4;
        plain
            && untitled
            && self.next_text(self.at + 1).is_some_and(|next| {
                title::could_be(text, next) && title::is_notice(text, next.body) && title::says(text, next.body, w!("关于"))
            })
    }

    /// Reads title lines from here; false where they are no title.
    pub(super) fn title(&mut self, first: bool) -> bool {
        let had = self.part().title;
        let Some((span, next)) = self.title_lines() else { return false };
        if had.is_some() {
            // The same title again, as pages repeat it above the text.
            if had.is_some_and(|h| self.plain(h) == self.plain(span)) {
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
        true
    }

    /// The title that begins here and the block behind it.
    pub(super) fn title_lines(&self) -> Option<(Span, usize)> {
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
            if span.is_some_and(|s| title::is_complete(text, s))
                && !(text.class(block.body.from()) == class::OPEN && block.body.len() <= 12)
            {
                // …记录制度 / …的指导意见: only a kind of notice ends a title that could go on to one.
                let so_far = span.unwrap_or(joined);
                let about = title::says(text, so_far, w!("关于")) && !title::says(text, block.body, w!("关于"));
                if title::is_notice(text, so_far) || !(about && title::is_notice(text, joined)) {
                    break;
                }
            }
            if count > 0
                && (full_date::whole(text, block.body).is_some()
                    || title::names_organs(text, block.body) && !title::is_complete(text, joined))
            {
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
}

/// The longest line with a document number, and with what a page says of itself behind it.
const NUMBER_LINE: usize = 60;
const NUMBER_AND_PAGE: usize = 200;

/// A line that holds a document number and nothing else, or a signatory, a day or a page's furniture behind it:
/// 某林发〔2023〕12号　发布日期：2023-05-06　点击：88.
pub(super) fn number_line(text: &Folded, body: Span) -> Option<(document_number::Found, Option<Span>)> {
    if body.len() > NUMBER_AND_PAGE {
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
    let label =
        before.is_empty() || text.units(before) == w!("文号:") || text.units(before) == w!("(") || text.units(before) == w!("发文字号:");
    if !label {
        return None;
    }
    if furniture::goes_on(text, after) {
        return Some((found, None));
    }
    if body.len() > NUMBER_LINE {
        return None;
    }
    if after.is_empty() || text.units(after) == w!(")") || full_date::whole(text, after).is_some() {
        return Some((found, None));
    }
    let name = text
        .find(after, w!("签发人"))
        .map(|at| Span::new(text.run(at + 3, after.to(), |c| matches!(c, class::COLON | class::SPACE)), after.to()))?;
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
    let alone = from - 1 == body.from()
        || text.find(Span::new(body.from(), from), w!("令")).is_some()
        || text.find(Span::new(body.from(), from), w!("公告")).is_some();
    alone.then(|| Span::new(from - 1, body.to()))
}

/// A line that says by which order rules were issued: 1996年2月1日 国务院令第195号发布.
struct Promulgation {
    /// The organ.
    organ: Span,
    /// The order's number with the organ in front.
    order: Span,
}

fn promulgation(text: &Folded, body: Span) -> Option<Promulgation> {
    let dated = matches!(text.class(body.from()), class::DIGIT | class::OPEN);
    if body.len() > if dated { 160 } else { 70 } {
        return None;
    }
    let at = text.find(body, w!("令第"))?;
    let digits = text.run(at + 2, body.to(), |c| matches!(c, class::DIGIT | class::NUMERAL | class::SPACE));
    let issued = text.has_any(Span::new(digits, body.to()), words!["发布", "公布", "通过", "施行"]);
    if !text.at(digits, w!("号")) || !issued {
        return None;
    }
    let from = text.run_back(at, body.from(), |c| class::is_han(c) && c != class::CALENDAR);
    // 2月1日国务院: the day's last character is no part of the organ.
    let from = from + usize::from(text.at(from, w!("日")));
    (at > from + 1).then(|| Promulgation { organ: Span::new(from, at), order: Span::new(from, digits + 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_share_its_line_with_a_page_and_not_with_a_sentence() {
        for (line, expected) in [
            ("某林发〔2023〕12号", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号　发布日期：2023-05-06　点击：88", Some("某林发〔2023〕12号")),
            ("某林发[2023]12号来源：某省林业局 浏览次数：5 【字体：大 中 小】", Some("某林发[2023]12号")),
            ("某林发〔2023〕12号 | 2023-05-06 10:11 来源：某网", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号　（字体：大 中 小）", Some("某林发〔2023〕12号")),
            ("文号：某林发〔2023〕12号　时间：2023-05-06", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号　2023/5/6 点击:88", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号　2023年5月6日", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号　签发人：张某", Some("某林发〔2023〕12号")),
            ("某林发〔2023〕12号文件发布后，", None),
            ("某林发〔2023〕12号来源于实践。", None),
            ("某林发〔2023〕12号点击即可下载。", None),
        ] {
            let text = Folded::new(line);
            let found = number_line(&text, text.whole()).map(|(number, _)| text.slice(number.span));
            assert_eq!(found, expected, "{line}");
        }
    }
}
