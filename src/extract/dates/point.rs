//! One end of a mention: a day, month, year, or a part of one.

use super::{Piece, Point, Year};
use crate::span::Span;
use crate::text::{Folded, class, numeral};
use crate::w;

pub(super) fn number(text: &Folded, span: Span) -> Option<u32> {
    let units = text.units(span);
    numeral::arabic(units).or_else(|| numeral::chinese(units))
}

pub(super) fn digits(class: u8) -> bool {
    matches!(class, class::DIGIT | class::NUMERAL)
}

pub(super) fn blanks(text: &Folded, at: usize, to: usize) -> usize {
    text.run(at, to, class::is_blank)
}

/// A point at `at`, and where it ends.
pub(super) fn point(text: &Folded, at: usize, to: usize) -> Option<(Point, usize)> {
    let open = Point { year: Year::Open, month: None, day: None, piece: Piece::Whole };
    for (word, year) in
        [(w!("今年"), 0), (w!("本年"), 0), (w!("当年"), 0), (w!("明年"), 1), (w!("次年"), 1), (w!("后年"), 2), (w!("去年"), -1)]
    {
        if text.at(at, word) {
            // 今年 alone says no more than now.
            let (point, end) = in_year(text, Point { year: Year::Relative(year), ..open }, at + 2, to);
            return (point.month.is_some() || point.piece != Piece::Whole).then_some((point, end));
        }
    }
    if text.at(at, w!("上半年")) || text.at(at, w!("下半年")) {
        let half = if text.at(at, w!("上")) { 1 } else { 2 };
        return Some((Point { piece: Piece::Half(half), ..open }, at + 3));
    }
    if text.at(at, w!("年底")) || text.at(at, w!("年末")) {
        return Some((Point { piece: Piece::End, ..open }, at + 2));
    }
    if let Some((piece, end)) = quarter(text, at, to) {
        return Some((Point { piece, ..open }, end));
    }
    let run = text.run(at, to, digits);
    let len = run - at;
    let value = number(text, Span::new(at, run))?;
    let unit_at = blanks(text, run, to);
    if len == 4 && (1900..2100).contains(&value) {
        if text.at(unit_at, w!("年")) && unit_at < to {
            if text.at(unit_at + 1, w!("期")) || text.at(unit_at + 1, w!("代")) {
                return None;
            }
            return Some(in_year(text, Point { year: Year::Said(value), ..open }, unit_at + 1, to));
        }
        return numeric(text, value, run, to);
    }
    // 98年4月, 五八年前七个月: a year in two figures, where a month follows; 08年 by its zero.
    let figures = text.class(at) == class::DIGIT || text.find(Span::new(at, run), w!("十")).is_none();
    if len == 2 && text.at(unit_at, w!("年")) && unit_at < to && figures {
        let century = if value >= 50 { 1900 } else { 2000 };
        let (point, end) = in_year(text, Point { year: Year::Said(century + value), ..open }, unit_at + 1, to);
        let plain = point.month.is_none() && !matches!(point.piece, Piece::Months(_));
        return (!plain || text.unit(at) == '0' as u16).then_some((point, end));
    }
    if len <= 2
        && (1..=31).contains(&value)
        && text.ends(at, w!("每月"))
        && unit_at < to
        && (text.at(unit_at, w!("日")) || text.at(unit_at, w!("号")))
    {
        return Some((Point { day: Some(value), ..open }, unit_at + 1));
    }
    if len <= 2
        && text.at(unit_at, w!("月"))
        && unit_at < to
        && (1..=12).contains(&value)
        && !text.at(unit_at + 1, w!("龄"))
        && text.unit_before(at) != '第' as u16
    {
        return Some(in_month(text, Point { month: Some(value), ..open }, unit_at + 1, to));
    }
    if len <= 2 && text.at(unit_at, w!("月")) && unit_at < to && text.class(at) == class::DIGIT && value > 12 {
        // 13月: kept, so that a check can say so.
        let (point, end) = in_month(text, Point { month: Some(value), ..open }, unit_at + 1, to);
        return point.day.is_some().then_some((point, end));
    }
    None
}

/// 2018-03-05, 2018.3.5, 2018/3/5.
pub(super) fn numeric(text: &Folded, year: u32, at: usize, to: usize) -> Option<(Point, usize)> {
    let mark = text.unit(at);
    if ![b'-', b'.', b'/'].iter().any(|&m| m as u16 == mark) {
        return None;
    }
    let end = text.run(at + 1, to, |c| c == class::DIGIT);
    let month = number(text, Span::new(at + 1, end)).filter(|m| (1..=12).contains(m) && end - at <= 3)?;
    if text.unit(end) != mark {
        return None;
    }
    let last = text.run(end + 1, to, |c| c == class::DIGIT);
    let day = number(text, Span::new(end + 1, last)).filter(|d| (1..=31).contains(d) && last - end <= 3)?;
    Some((Point { year: Year::Said(year), month: Some(month), day: Some(day), piece: Piece::Whole }, last))
}

/// 第一季度, 四季度, 3季度末.
pub(super) fn quarter(text: &Folded, at: usize, to: usize) -> Option<(Piece, usize)> {
    let from = at + usize::from(text.at(at, w!("第")));
    let end = text.run(from, to.min(from + 2), digits);
    let value = number(text, Span::new(from, end)).filter(|q| (1..=4).contains(q))?;
    // 四个季度 counts, 三季度 names.
    if !text.at(end, w!("季度")) || end + 2 > to {
        return None;
    }
    let last = end + 2 < to && (text.at(end + 2, w!("末")) || text.at(end + 2, w!("底")));
    Some(if last { (Piece::QuarterEnd(value), end + 3) } else { (Piece::Quarter(value), end + 2) })
}

/// 前三季度, 前两个季度, 前十个月, 前半年, behind a year.
pub(super) fn first_months(text: &Folded, at: usize, to: usize) -> Option<(u32, usize)> {
    if !text.at(at, w!("前")) {
        return None;
    }
    if text.at(at, w!("前半年")) && at + 3 <= to {
        return Some((6, at + 3));
    }
    let end = text.run(at + 1, to.min(at + 4), digits);
    let value = number(text, Span::new(at + 1, end))?;
    let unit = end + usize::from(text.at(end, w!("个")));
    if text.at(unit, w!("季度")) && (1..=4).contains(&value) {
        return Some((value * 3, unit + 2));
    }
    let counted = unit > end || text.class(at + 1) == class::NUMERAL;
    (text.at(unit, w!("月")) && counted && (1..=12).contains(&value)).then_some((value, unit + 1))
}

/// What follows a year.
pub(super) fn in_year(text: &Folded, point: Point, at: usize, to: usize) -> (Point, usize) {
    if at < to {
        if text.at(at, w!("底")) || text.at(at, w!("末")) && !text.at(at, w!("末端")) {
            return (Point { piece: Piece::End, ..point }, at + 1);
        }
        if text.at(at, w!("年底")) || text.at(at, w!("年末")) {
            return (Point { piece: Piece::End, ..point }, at + 2);
        }
        if text.at(at, w!("伊始")) {
            return (Point { piece: Piece::Start, ..point }, at + 2);
        }
        if text.at(at, w!("初"))
            && !text.at(at, w!("初步"))
            && !text.at(at, w!("初始"))
            && !text.at(at, w!("初中"))
            && !text.at(at, w!("初级"))
        {
            return (Point { piece: Piece::Start, ..point }, at + 1);
        }
        if text.at(at, w!("上半年")) || text.at(at, w!("下半年")) {
            return (Point { piece: Piece::Half(if text.at(at, w!("上")) { 1 } else { 2 }), ..point }, at + 3);
        }
        if let Some((piece, end)) = quarter(text, at, to) {
            return (Point { piece, ..point }, end);
        }
        if let Some((months, end)) = first_months(text, at, to) {
            return (Point { piece: Piece::Months(months), ..point }, end);
        }
        let from = blanks(text, at, to);
        let run = text.run(from, to.min(from + 3), digits);
        let unit = blanks(text, run, to);
        if run > from
            && text.at(unit, w!("月"))
            && unit < to
            && !text.at(unit + 1, w!("份额"))
            && let Some(month) = number(text, Span::new(from, run)).filter(|m| (1..100).contains(m))
        {
            return in_month(text, Point { month: Some(month), ..point }, unit + 1, to);
        }
    }
    (point, at)
}

/// What follows a month.
pub(super) fn in_month(text: &Folded, point: Point, at: usize, to: usize) -> (Point, usize) {
    let at = at + usize::from(text.at(at, w!("份")) && at < to && text.class(at + 1) != class::DIGIT);
    if at < to {
        for (word, piece) in [
            (w!("底"), Piece::End),
            (w!("末"), Piece::End),
            (w!("初"), Piece::Start),
            (w!("上旬"), Piece::Third(1)),
            (w!("中旬"), Piece::Third(2)),
            (w!("下旬"), Piece::Third(3)),
        ] {
            if text.at(at, word) {
                return (Point { piece, ..point }, at + word.len());
            }
        }
        let from = blanks(text, at, to);
        let run = text.run(from, to.min(from + 3), digits);
        let unit = blanks(text, run, to);
        if run > from
            && unit < to
            && (text.at(unit, w!("日")) || text.at(unit, w!("号")) && !text.at(unit, w!("号文")))
            && let Some(day) = number(text, Span::new(from, run)).filter(|d| (1..100).contains(d))
        {
            return (Point { day: Some(day), ..point }, unit + 1);
        }
        // 八月十五, 一月二十三: a day in two or three numerals that counts nothing.
        let bare = run - from >= 2 && text.classes(Span::new(from, run)).iter().all(|c| *c == class::NUMERAL);
        if bare
            && !class::is_word(text.class(run))
            && let Some(day) = number(text, Span::new(from, run)).filter(|d| (10..=31).contains(d))
        {
            return (Point { day: Some(day), ..point }, run);
        }
    }
    (point, at)
}
