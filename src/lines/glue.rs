//! Paragraphs glued into one line: where the breaks stood.
//!
//! A page joined into one line keeps title, number, recipients, headings, attachment list, signature and 抄送 in one
//! run of text; elsewhere now and then a single break is lost. The breaks are found by what can only begin a paragraph.

use super::{Mark, Sequence, marker};
use crate::lexicon;
use crate::model::MarkerStyle;
use crate::span::Span;
use crate::text::{Folded, Words, brackets, class, numeral};
use crate::{w, words};

/// A heading glued to the first item below it is at most this long.
const HEADING: usize = 45;
/// Recipients of a glued head end within this many characters.
const HEAD: usize = 420;

/// Where in `body` paragraphs begin, in ascending order; nothing for an ordinary line.
/// `flat` tells that whole paragraphs may be glued, and not a single break lost.
pub fn breaks(text: &Folded, body: Span, flat: bool, seen: &mut Sequence, out: &mut Vec<usize>) {
    if body.len() < 24 {
        return;
    }
    let flat = flat && body.len() > 120;
    if flat {
        head(text, body, out);
    }
    let head_end = out.last().copied().unwrap_or(body.from());
    let mut last = body.from();
    let mut at = body.from() + 1;
    while let Some(boundary) = next_boundary(text, at, body.to(), flat) {
        at = boundary + 1;
        if boundary < head_end {
            continue;
        }
        if flat && text.unit(boundary) == '附' as u16 {
            if attachment(text, boundary, body) {
                out.push(boundary);
                last = boundary;
            }
            continue;
        }
        let Some(mark) = marker::read(text, boundary, body.to()).filter(|m| !m.weak) else { continue };
        if begins(text, &mark, boundary, last, body, flat, seen) {
            seen.note(&mark);
            out.push(boundary);
            last = boundary;
            at = mark.span.to();
        }
    }
    if flat {
        stock_headings(text, body, out);
        tail(text, body, out);
        out.sort_unstable();
        out.dedup();
        out.retain(|b| *b > body.from() && *b < body.to());
    }
}

/// The next place where a paragraph could begin.
fn next_boundary(text: &Folded, from: usize, to: usize, flat: bool) -> Option<usize> {
    if flat {
        return (from..to).find(|&i| {
            matches!(text.class(i), class::NUMERAL | class::OPEN | class::DIGIT | class::ENCLOSED)
                && !matches!(text.class(i - 1), class::NUMERAL | class::DIGIT)
                || text.unit(i) == '第' as u16
                || text.at(i, w!("附件"))
        });
    }
    // Outside glued pages a break is only looked for behind a full stop or a closing bracket.
    let mut at = from;
    loop {
        let stop = text.next2(at, to, class::STOP, class::CLOSE)?;
        let next = stop + 1;
        if next < to && matches!(text.class(next), class::NUMERAL | class::OPEN) {
            return Some(next);
        }
        at = next;
    }
}

fn begins(text: &Folded, mark: &Mark, at: usize, last: usize, body: Span, flat: bool, seen: &Sequence) -> bool {
    let before = text.class_before(at);
    let stopped = matches!(before, class::STOP | class::QUOTE_CLOSE) || before == class::CLOSE && text.class(at - 2) != class::NUMERAL;
    let goes_on = seen.continues(mark);
    if !flat {
        return match mark.style {
            MarkerStyle::Hanzi | MarkerStyle::BracketedHanzi => {
                stopped && (goes_on && mark.ordinal > 1 || mark.ordinal == 1 && followed(text, mark, body))
            }
            _ => false,
        };
    }
    let heading = at - last <= HEADING && text.next(last, at, class::STOP).is_none();
    match mark.style {
        MarkerStyle::Book | MarkerStyle::Chapter | MarkerStyle::Section => goes_on || mark.ordinal == 1,
        MarkerStyle::Article => {
            // 第一条 follows the rules' title at once.
            let titled = mark.ordinal == 1 && text.longest_before(at, lexicon::KINDS).is_some();
            (goes_on || mark.ordinal == 1) && (stopped || heading || titled || class::is_blank(before))
        }
        MarkerStyle::Hanzi => {
            (goes_on || mark.ordinal == 1)
                && (stopped || heading || matches!(before, class::COLON | class::SEMICOLON | class::CLOSE) || class::is_blank(before))
        }
        MarkerStyle::BracketedHanzi => {
            mark.ordinal > 0
                && (goes_on || mark.ordinal == 1)
                && (stopped || matches!(before, class::COLON | class::SEMICOLON | class::CLOSE) || heading || class::is_blank(before))
        }
        // 1.甲公司2.乙公司: names in a row, behind a heading.
        MarkerStyle::Arabic => {
            let listed = heading
                && (goes_on || mark.ordinal == 1 && next_link(text, mark, body))
                && !matches!(before, class::COMMA | class::ENUM | class::DASH);
            (goes_on || mark.ordinal == 1) && (stopped || before == class::SEMICOLON && goes_on || class::is_blank(before)) || listed
        }
        MarkerStyle::BracketedArabic | MarkerStyle::Enclosed => {
            (goes_on && mark.ordinal > 1 && (stopped || before == class::SEMICOLON)) || mark.ordinal == 1 && stopped
        }
        _ => false,
    }
}

/// Whether the number after `mark` stands soon behind it, with no stop between.
fn next_link(text: &Folded, mark: &Mark, body: Span) -> bool {
    let limit = body.to().min(mark.span.to() + HEADING);
    (mark.span.to()..limit)
        .filter(|&at| text.class(at) == class::DIGIT && text.class(at - 1) != class::DIGIT)
        .find_map(|at| marker::read(text, at, body.to()))
        .is_some_and(|m| m.style == mark.style && m.punctuation == mark.punctuation && m.ordinal == mark.ordinal + 1 && !m.weak)
}

/// Whether the second of a run that begins with `mark` stands later in the line behind a full stop.
fn followed(text: &Folded, mark: &Mark, body: Span) -> bool {
    let mut at = mark.span.to();
    while let Some(next) = next_boundary(text, at, body.to(), false) {
        if marker::read(text, next, body.to()).is_some_and(|m| m.style == mark.style && m.ordinal == 2) {
            return true;
        }
        at = next + 1;
    }
    false
}

/// 附件 where a note or an attachment begins: behind a full stop, or before its number or colon.
fn attachment(text: &Folded, at: usize, body: Span) -> bool {
    let after = text.run(at + 2, body.to(), |c| c == class::DIGIT);
    let before = text.class_before(at);
    let labelled = text.class(after) == class::COLON || after > at + 2 && matches!(text.class(after), class::SPACE | class::DOT);
    labelled
        && !matches!(before, class::OPEN | class::QUOTE_OPEN | class::ENUM | class::COMMA)
        && !text.ends(at, w!("见"))
        && !text.ends(at, w!("参考"))
}

/// Breaks behind headings that every plan has: 一、总体思路坚持…
fn stock_headings(text: &Folded, body: Span, out: &mut Vec<usize>) {
    let found: Vec<usize> = out
        .iter()
        .filter_map(|&at| {
            let mark = marker::read(text, at, body.to()).filter(|m| m.style != MarkerStyle::Article)?;
            let end = match text.longest_at(mark.span.to(), lexicon::HEADINGS) {
                Some(n) => mark.span.to() + n,
                None => addressed(text, mark.span.to(), body.to())?,
            };
            let behind = class::is_han(text.class(end)) || matches!(text.class(end), class::DASH | class::DIGIT);
            (behind && text.longest_at(end, words!["和", "及", "与", "的", "、"]).is_none() && end < body.to()).then_some(end)
        })
        .collect();
    out.extend(found);
    out.sort_unstable();
}

/// Where a heading ends in front of those whom its text addresses: 压实防火责任各地要….
fn addressed(text: &Folded, from: usize, to: usize) -> Option<usize> {
    const ADDRESSED: &Words =
        words!["各地", "各级", "各有关", "各部门", "各单位", "各市", "各县", "各区", "各省", "各乡镇", "各相关", "对于"];
    let end = (from + 4..to.min(from + 22)).find(|&at| {
        !class::is_han(text.class(at - 1))
            || text.longest_at(at, ADDRESSED).is_some()
            || lexicon::state_organ_at(text.units(Span::new(at, to.min(at + 18)))).is_some_and(|n| n >= 4)
    })?;
    (class::is_han(text.class(end - 1))
        && text
            .longest_before(end, words!["强化", "压实", "落实", "督促", "指导", "组织", "推动", "加强", "调动", "由", "对", "向", "和"])
            .is_none())
    .then_some(end)
}

/// Breaks behind title, document number and recipients of a glued page.
fn head(text: &Folded, body: Span, out: &mut Vec<usize>) {
    let limit = body.to().min(body.from() + HEAD);
    let sentence = text.next(body.from(), limit, class::STOP).unwrap_or(limit);
    if let Some(order) = order_end(text, Span::new(body.from(), sentence)) {
        out.push(order);
        return;
    }
    let colon = (body.from()..sentence).find(|&at| text.class(at) == class::COLON && recipients_end(text, body.from(), at));
    let Some(colon) = colon else {
        // No recipients: the body begins behind the title.
        out.extend(title_before_body(text, Span::new(body.from(), sentence)));
        return;
    };
    // The number stands between title and recipients, or behind the banner in front of the title.
    let number = number_in(text, Span::new(body.from(), colon));
    let kind_before = |limit: usize, at_end: bool| title_end(text, Span::new(body.from(), limit), at_end);
    match number {
        Some(number) => match kind_before(number.from(), true) {
            Some(end) => out.extend([end, number.to()]),
            None => {
                out.extend([number.from(), number.to()]);
                out.extend(title_end(text, Span::new(number.to(), colon), false));
            }
        },
        None => match kind_before(colon, false) {
            Some(end) => out.push(end),
            None => return,
        },
    }
    out.push(colon + 1);
}

/// Whether the colon at `at` ends a list of recipients.
fn recipients_end(text: &Folded, from: usize, at: usize) -> bool {
    let tail =
        text.run_back(at, from.max(at.saturating_sub(30)), |c| !matches!(c, class::ENUM | class::COMMA | class::STOP | class::COLON));
    let name = Span::new(tail, at);
    lexicon::ends_as_organ(text.units(name)) && !text.has_any(name, words!["如下", "以下", "下列", "下载", "来源", "时间"])
}

/// Where the head of an order ends: 国务院令第432号《…》已经….
fn order_end(text: &Folded, sentence: Span) -> Option<usize> {
    let (at, len) = text.find_any(Span::new(sentence.from(), sentence.to().min(sentence.from() + 80)), words!["令第", "令 第"])?;
    let end = text.run(at + len, sentence.to(), |c| matches!(c, class::DIGIT | class::NUMERAL | class::SPACE));
    (end > at + len && text.at(end, w!("号"))).then_some(end + 1)
}

/// Where a title ends whose body follows at once: …意见的通知为规范…
fn title_before_body(text: &Folded, sentence: Span) -> Option<usize> {
    const BEGINS: &Words = words![
        "为", "根据", "按照", "依据", "近日", "近年", "现", "经", "贯彻", "各有关单位", "党的", "当前", "自20", "随着", "日前", "今年",
        "今日", "第一条", "第一章", "你"
    ];
    let about = text.find(Span::new(sentence.from(), sentence.to().min(sentence.from() + 60)), w!("关于"))?;
    let mut at = about;
    let limit = sentence.to().min(sentence.from() + 160);
    while at < limit {
        if text.class(at) == class::TITLE_OPEN {
            at = brackets::title_closing(text, at, limit).map_or(at + 1, |close| close + 1);
            continue;
        }
        if text.longest_before(at, lexicon::NOTICE_KINDS).is_some_and(|n| n > 1 || text.ends(at, w!("的函")))
            && text.longest_at(at, BEGINS).is_some()
        {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The document number in `span`: 国函〔2006〕102号.
fn number_in(text: &Folded, span: Span) -> Option<Span> {
    let mut at = span.from();
    while let Some(open) = text.next(at, span.to(), class::OPEN) {
        if let Some(number) = crate::text::document_number::around(text, open, span) {
            return Some(number.span);
        }
        at = open + 1;
    }
    None
}

/// Where the title at the start of `span` ends: behind the last kind of notice in it that is no part of a longer word.
fn title_end(text: &Folded, span: Span, at_end: bool) -> Option<usize> {
    if at_end {
        // The number's agency code stands between; the kind is what comes last before it.
        return (span.from() + 4..=span.to())
            .rev()
            .find(|&at| text.longest_before(at, lexicon::NOTICE_KINDS).is_some() || spaced_kind(text, span.from(), at));
    }
    (span.from() + 4..span.to()).rev().find(|&at| {
        text.longest_before(at, lexicon::NOTICE_KINDS).is_some()
            && (matches!(text.unit(at), u if u == '各' as u16 || u == '有' as u16)
                || class::is_han(text.class(at)) && text.longest_at(at, words!["》", "的", "精神", "要求", "和"]).is_none())
    })
}

/// Whether a kind in letters set apart ends at `at`: 的 复 函.
fn spaced_kind(text: &Folded, from: usize, at: usize) -> bool {
    let near = Span::new(from.max(at.saturating_sub(8)), at);
    let plain: Vec<u16> = text.units(near).iter().copied().filter(|u| *u != 0x20).collect();
    text.class_before(at) != class::SPACE && lexicon::NOTICE_KINDS.longest_before(&plain).is_some_and(|n| n > 1)
}

/// Breaks in front of signature, date of issue, 抄送 and the items of the attachment note.
fn tail(text: &Folded, body: Span, out: &mut Vec<usize>) {
    for word in [w!("抄送"), w!("(此件"), w!("主题词:")] {
        let mut from = body.from();
        while let Some(at) = text.find(Span::new(from, body.to()), word) {
            if text.class_before(at) != class::COMMA {
                out.push(at);
            }
            from = at + word.len();
        }
    }
    items(text, body, out);
    let issuer = title_issuer(text, body);
    let mut at = body.from();
    while let Some((date, _)) = crate::text::full_date::next(text, at, body.to()) {
        at = date.to();
        // A date of issue follows an organ and is followed by nothing that goes on with a sentence.
        let after = text.class(date.to());
        let goes_on = class::is_han(after)
            && body.to() - date.to() > 4
            && text.longest_at(date.to(), words!["附件", "抄送", "关于", "附:"]).is_none()
            && !text.at(date.to(), w!("("));
        let signed = issuer.and_then(|i| spelt_before(text, date.from(), i));
        let begin = signed.or_else(|| organ_before(text, date.from(), body.from()));
        let Some(begin) = begin else { continue };
        // Behind a full stop an organ and a day sign, unless the sentence goes on with what the organ did.
        const DID: &Words = words![
            "发布", "印发", "批准", "公布", "召开", "下发", "通过", "起", "前", "以", "至", "颁布", "决定", "同意", "关于", "在", "对",
            "第"
        ];
        let closes = matches!(text.class_before(begin), class::STOP | class::CLOSE) && text.longest_at(date.to(), DID).is_none();
        if signed.is_some() || !goes_on || closes {
            out.push(begin);
            out.push(date.to());
        }
    }
}

/// Where the issuer begins that ends at `end`, its letters set apart or not.
fn spelt_before(text: &Folded, end: usize, issuer: Span) -> Option<usize> {
    let mut at = end;
    for &unit in text.units(issuer).iter().rev() {
        at = text.run_back(at, 0, |c| c == class::SPACE);
        if at == 0 || text.unit(at - 1) != unit {
            return None;
        }
        at -= 1;
    }
    Some(at)
}

/// Breaks in front of the second and later items of an attachment note, whose names carry no punctuation.
fn items(text: &Folded, body: Span, out: &mut Vec<usize>) {
    let notes: Vec<usize> = out.iter().copied().filter(|&b| text.at(b, w!("附件"))).collect();
    for (i, &note) in notes.iter().enumerate() {
        let end = notes.get(i + 1).copied().unwrap_or(body.to());
        let first = text.run(note + 2, end, |c| matches!(c, class::COLON | class::SPACE));
        let Some(mut mark) = marker::read(text, first, end).filter(|m| m.style == MarkerStyle::Arabic && m.ordinal == 1) else { continue };
        for at in first + 2..end.min(first + 1500) {
            if text.class(at) != class::DIGIT || text.class_before(at) == class::DIGIT || numeral::arabic(&[text.unit(at)]).is_none() {
                continue;
            }
            if let Some(next) = marker::read(text, at, end)
                .filter(|m| m.style == MarkerStyle::Arabic && m.ordinal == mark.ordinal + 1 && m.punctuation == mark.punctuation && !m.weak)
            {
                out.push(at);
                mark = next;
            }
        }
    }
    out.sort_unstable();
}

/// The issuer as the title names it: what stands before 关于.
fn title_issuer(text: &Folded, body: Span) -> Option<Span> {
    let about = text.find(Span::new(body.from(), body.to().min(body.from() + 60)), w!("关于"))?;
    let span = Span::new(body.from(), about);
    (span.len() >= 3 && lexicon::ends_as_organ(text.units(span))).then_some(span)
}

/// Where the organ that ends at `end` begins, if what stands there is one.
fn organ_before(text: &Folded, end: usize, from: usize) -> Option<usize> {
    let floor = from.max(end.saturating_sub(40));
    let start = (floor..end)
        .rev()
        .find(|&i| !(class::is_word(text.class(i)) || class::is_blank(text.class(i)) || text.class(i) == class::ENUM))
        .map_or(floor, |i| i + 1);
    // A number glued in front belongs to what stands before: 电话：89680000某办公厅.
    let after_digits = text.last(start, end, class::DIGIT).map_or(start, |digit| digit + 1);
    let numbered = after_digits - text.run_back(after_digits, start, |c| c == class::DIGIT) >= 7;
    let start = if numbered { after_digits } else { start };
    let span = text.trim(Span::new(start, end));
    if span.len() < 3 || !lexicon::ends_as_organ_proper(text.units(span)) {
        return None;
    }
    if numbered || matches!(text.class_before(start), class::STOP | class::CLOSE) {
        return Some(start);
    }
    // Behind the last name of an attachment note, where an organ's full name or place begins.
    (start + 2..end - 2).find(|&at| {
        let organ = text.units(Span::new(at, end));
        text.longest_before(at, lexicon::TITLE_ENDS).is_some() && lexicon::ends_as_organ_proper(organ) && lexicon::begins_as_organ(organ)
    })
}
