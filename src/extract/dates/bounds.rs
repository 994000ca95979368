//! What a point is part of: a period, a deadline, a beginning, by the words in front of it and behind.

use super::point::{blanks, digits, number, point};
use super::{Every, Mention, Piece, Point, Year};
use crate::model::Relation;
use crate::span::Span;
use crate::text::{Folded, Words, class};
use crate::{w, words};

const DASHES: &Words = words!["起至", "起到", "开始至", "起,至", "至", "到", "--", "-", "~", "起-"];

/// The period or deadline that a point opens.
pub(super) fn extend(text: &Folded, within: Span, begin: usize, first: Point, end: usize) -> Mention {
    let to = within.to();
    let (mut first, mut end) = (first, end);
    let mut last = None;
    let after = hour(text, weekday(text, end, to), to);
    if let Some(dash) = text.longest_at(after, DASHES).filter(|d| after + d < to) {
        let next = blanks(text, after + dash, to);
        if let Some((second, second_end)) = second(text, next, to, &first) {
            last = Some(second);
            end = hour(text, second_end, to);
        }
    } else if text.class(after) == class::ENUM && after < to && first.day.is_some() {
        // 8月25日、26日: from the one to the other.
        let run = text.run(after + 1, to.min(after + 3), digits);
        let day = number(text, Span::new(after + 1, run)).filter(|d| Some(*d) > first.day && *d <= 31);
        if let Some(day) = day.filter(|_| text.at(run, w!("日")) && run < to && !text.at(run + 1, w!("内"))) {
            last = Some(Point { day: Some(day), piece: Piece::Whole, ..first });
            end = run + 1;
        }
    }
    // 2018-2020年, 2013至2018年, 1-3月: the first point lacks its unit and was read as nothing; see `bare_range`.
    if last.is_none()
        && let Some((earlier, start)) = bare_before(text, begin, within.from(), &first)
    {
        last = Some(first);
        first = earlier;
        return finish(text, within, start, first, last, end);
    }
    finish(text, within, begin, first, last, end)
}

/// Behind a day its weekday in brackets: （星期六）, （含）.
pub(super) fn weekday(text: &Folded, at: usize, to: usize) -> usize {
    if text.class(at) == class::OPEN && at < to {
        let close = text.next(at, to.min(at + 7), class::CLOSE);
        if let Some(close) = close.filter(|_| text.longest_at(at + 1, words!["星期", "周", "含", "不含", "农历"]).is_some()) {
            return close + 1;
        }
    }
    at
}

/// Behind a day the hour before which it is due: 18时前, 17:00前.
pub(super) fn clock(text: &Folded, at: usize, to: usize) -> usize {
    let end = text.run(at, to.min(at + 2), |c| c == class::DIGIT);
    if end == at {
        return at;
    }
    let after = if text.class(end) == class::COLON {
        text.run(end + 1, to.min(end + 3), |c| c == class::DIGIT)
    } else {
        match text.longest_at(end, words!["时", "点", "时整", "点整"]) {
            Some(n) => end + n,
            None => return at,
        }
    };
    if text.at(after, w!("前")) || text.at(after, w!("之前")) || text.at(after, w!("以前")) { after } else { at }
}

/// Behind a day its hour, where a period goes on or ends there: 6月2日9:00至6月5日15:00.
pub(super) fn hour(text: &Folded, at: usize, to: usize) -> usize {
    let end = text.run(at, to.min(at + 2), |c| c == class::DIGIT);
    if end == at || text.class(end) != class::COLON {
        return at;
    }
    let after = text.run(end + 1, to.min(end + 3), |c| c == class::DIGIT);
    if after == end + 3 { after } else { at }
}

/// The end of a period: a point, or the rest of one (10日 after 2月4日).
pub(super) fn second(text: &Folded, at: usize, to: usize, first: &Point) -> Option<(Point, usize)> {
    if let Some((point, end)) = point(text, at, to) {
        return Some((point, end));
    }
    let run = text.run(at, to.min(at + 3), digits);
    let value = number(text, Span::new(at, run))?;
    if first.day.is_some() && text.at(run, w!("日")) && run < to && (1..=31).contains(&value) && !text.at(run + 1, w!("内")) {
        return Some((Point { day: Some(value), piece: Piece::Whole, ..*first }, run + 1));
    }
    None
}

/// A bare number before the point that begins a range with it: 2018- before 2020年, 1- before 3月.
pub(super) fn bare_before(text: &Folded, begin: usize, floor: usize, point: &Point) -> Option<(Point, usize)> {
    let dash = text.longest_before(begin, words!["-", "--", "~", "至", "到"])?;
    let end = begin - dash;
    let start = text.run_back(end, floor, digits);
    let value = number(text, Span::new(start, end))?;
    let len = end - start;
    match (point.year, point.month, point.day) {
        // 2020-2018年 too: that it ends before it begins is said of it.
        (Year::Said(last), None, None) if len == 4 && (1900..=last + 30).contains(&value) => {
            Some((Point { year: Year::Said(value), ..*point }, start))
        }
        (Year::Open, Some(last), None) if len <= 2 && (1..=last).contains(&value) && text.class(end - 1) == class::DIGIT => {
            Some((Point { month: Some(value), ..*point }, start))
        }
        _ => None,
    }
}

/// The words in front and behind that bound a point or period.
pub(super) fn finish(text: &Folded, within: Span, begin: usize, from: Point, to: Option<Point>, end: usize) -> Mention {
    let (mut begin, mut end) = (begin, end);
    let limit = within.to();
    let mut relation = if to.is_some() { Relation::During } else { Relation::On };
    let last = to.unwrap_or(from);
    if to.is_none() && last.day.is_none() {
        relation = Relation::During;
    }
    let mut every = None;
    for (word, value) in [
        (w!("每年的"), Every::Year),
        (w!("每年"), Every::Year),
        (w!("每月"), Every::Month),
        (w!("每季度"), Every::Quarter),
        (w!("每年度"), Every::Year),
    ] {
        if text.ends(begin, word) && begin - word.len() >= within.from() && from.year == Year::Open {
            every = Some(value);
            begin -= word.len();
            break;
        }
    }
    let ended = matches!(last.piece, Piece::End | Piece::QuarterEnd(_));
    let after = clock(text, blanks(text, weekday(text, end, limit), limit), limit);
    let suffix = |words: &Words| text.longest_at(after, words).filter(|n| after + n <= limit);
    let mut open_start = false;
    if let Some(n) =
        suffix(words!["以前", "之前", "或之前", "或以前", "及之前", "及以前", "(含)前", "(含)之前", "前", "止", "为止", "截止", "前后"])
            .filter(|_| {
                text.longest_at(after, words!["前后", "前期", "前述", "前端", "前沿", "前两", "止付"]).is_none()
                    && !(text.at(after, w!("前")) && digits(text.class(after + 1)))
            })
    {
        if to.is_none() {
            relation = Relation::By;
        }
        end = after + n;
    } else if to.is_none()
        && let Some(n) = suffix(words!["以后", "之后", "或之后", "及之后", "或以后", "及以后", "后"])
            .filter(|_| text.longest_at(after, words!["后续", "后期", "后备", "后勤"]).is_none())
    {
        relation = Relation::After;
        end = after + n;
    } else if to.is_none()
        && let Some(n) = suffix(words!["以来", "开始", "起"])
            .filter(|_| text.longest_at(after, words!["起草", "起步", "起诉", "起点", "开始前"]).is_none())
    {
        relation = Relation::From;
        end = after + n;
    }
    let prefix = text
        .longest_before(
            begin,
            words![
                "到", "至", "截至", "截止", "截止到", "截止至", "截止时间为", "截止日期为", "延长至", "延续至", "有效期至", "不晚于",
                "不迟于", "最迟", "最迟于", "最晚于", "执行至"
            ],
        )
        .filter(|n| begin - n >= within.from());
    if let Some(n) = prefix {
        if to.is_none() && relation != Relation::After && relation != Relation::From {
            relation = Relation::By;
            // 本措施执行之日起至…: the period's start is a day that only the document knows.
            let head = begin - n;
            if (text.ends(head, w!("起")) || text.ends(head, w!("起,"))) && text.at(head, w!("至")) {
                open_start = true;
                let sentence = text.run_back(head, within.from().max(head.saturating_sub(16)), class::is_word);
                let from = (sentence..head).find(|&i| text.at(i, w!("自")) || text.at(i, w!("从"))).unwrap_or(if sentence + 16 <= head {
                    head
                } else {
                    sentence
                });
                begin = from;
            } else {
                begin = head;
            }
        }
    } else if let Some(head) = due_words(text, begin, within.from()).filter(|_| to.is_none()) {
        relation = Relation::By;
        begin = head;
    } else if let Some(n) = text.longest_before(begin, words!["自", "从", "于", "在"]).filter(|n| begin - n >= within.from()) {
        // 自 opens a period; 于 and 在 only stand before it.
        if text.at(begin - n, w!("自")) || text.at(begin - n, w!("从")) {
            let closes = matches!(text.class(after), class::COMMA | class::STOP | class::SEMICOLON) || after >= limit;
            if to.is_none() && relation == Relation::On && closes {
                relation = Relation::From;
            }
            if to.is_some() || relation == Relation::From {
                begin -= n;
            }
        }
    }
    if ended && relation == Relation::During && to.is_none() {
        relation = Relation::By;
    }
    Mention { span: Span::new(begin, end), item: None, from, to, relation, every, open_start }
}

/// 截止期限为, 截止时间：, 截止日期为 in front of a date; where they begin.
pub(super) fn due_words(text: &Folded, begin: usize, floor: usize) -> Option<usize> {
    let end = text.longest_before(begin, words!["为", ":", "是"]).map(|n| begin - n)?;
    let from = floor.max(end.saturating_sub(8));
    let near = Span::new(from, end);
    let at = text.find_any(near, words!["截止", "截至", "期限", "最晚", "最迟"])?.0;
    text.classes(Span::new(at, end)).iter().all(|c| class::is_han(*c)).then_some(at)
}
