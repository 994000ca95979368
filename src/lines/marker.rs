//! Numbers in front of headings and items.
//!
//! | text you may see | family |
//! |---|---|
//! | 第一编, 第三章, 第二节, 第十条 | book, chapter, section, article |
//! | 一、 | hanzi |
//! | （一） ㈠ （） | bracketed hanzi |
//! | 1、 1. １． ⒈ | arabic |
//! | （1） ⑴ | bracketed arabic |
//! | 1） | half-bracketed arabic |
//! | ① ❶ | enclosed |
//! | 1.1 1.2.3 | decimal |
//! | 一是 | enumerated |
//! | A. a) (a) | letter |
//!
//! Left alone: 1.5亿元, 2018.3, 1.0版, 一、二、三级医院, 第三条规定的.

use crate::model::MarkerStyle;
use crate::span::Span;
use crate::text::{Folded, Words, class, numeral};
use crate::{w, words};

/// A number in front of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The number with its punctuation.
    pub span: Span,
    /// Its value; 0 for empty brackets.
    pub ordinal: u32,
    /// Its family.
    pub style: MarkerStyle,
    /// The punctuation that tells 1. from 1、 (folded); 0 where the family says it all.
    pub punctuation: u16,
    /// Whether it counts only where it continues a run, since the same characters are also ordinary text.
    pub weak: bool,
}

const CITED: &Words = words!["规定", "第", "、", "和", "的", "所", "至", "中的", "中规定", "之规定", "以及", "或", "与", "要求", "及"];

/// The marker at `at`, if one stands there before `end`.
pub fn read(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    match text.class(at) {
        class::HAN if text.unit(at) == '第' as u16 => division(text, at, end),
        class::NUMERAL => hanzi(text, at, end),
        class::OPEN if text.unit(at) == '(' as u16 || text.unit(at) == '[' as u16 || text.unit(at) == '〔' as u16 => {
            bracketed(text, at, end)
        }
        class::DIGIT => arabic(text, at, end),
        class::ENCLOSED => enclosed(text, at, end),
        class::LATIN => letter(text, at, end),
        _ => None,
    }
}

fn mark(start: usize, end: usize, ordinal: u32, style: MarkerStyle, punctuation: u16, weak: bool) -> Option<Mark> {
    Some(Mark { span: Span::new(start, end), ordinal, style, punctuation, weak })
}

/// 第一章, 第 十 条.
fn division(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let from = text.run(at + 1, end, class::is_blank);
    let mut to = text.run(from, end, |c| matches!(c, class::NUMERAL | class::DIGIT));
    let ordinal = number(text, Span::new(from, to))?;
    to = text.run(to, end, class::is_blank);
    let style = match char::from_u32(text.unit(to) as u32)? {
        '编' => MarkerStyle::Book,
        '部' if text.at(to, w!("部分")) => MarkerStyle::Book,
        '章' => MarkerStyle::Chapter,
        '节' => MarkerStyle::Section,
        '条' => MarkerStyle::Article,
        _ => return None,
    };
    to += if text.at(to, w!("部分")) { 2 } else { 1 };
    if to > end {
        return None;
    }
    // 第三条之一 is an article of its own.
    if style == MarkerStyle::Article && text.at(to, w!("之")) && text.class(to + 1) == class::NUMERAL {
        to = text.run(to + 1, end, |c| c == class::NUMERAL);
    }
    if to < end && !class::is_blank(text.class(to)) && text.longest_at(to, CITED).is_some() {
        return None;
    }
    if matches!(text.class(to), class::COMMA | class::STOP | class::CLOSE | class::TITLE_CLOSE) {
        return None;
    }
    mark(at, to, ordinal, style, 0, false)
}

/// 一、 and 一是.
fn hanzi(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let to = text.run(at, end.min(at + 4), |c| c == class::NUMERAL);
    let ordinal = numeral::chinese(text.units(Span::new(at, to))).filter(|n| (1..100).contains(n))?;
    let unit = text.unit(to);
    if text.class(to) == class::ENUM && to < end {
        // 一、二、三级医院: a list of numerals in sequence. 二、一次性补助 is none.
        let next = text.run(to + 1, end, |c| c == class::NUMERAL);
        let in_sequence = numeral::chinese(text.units(Span::new(to + 1, next))) == Some(ordinal + 1);
        let list = in_sequence
            && (text.class(next) == class::ENUM
                || text
                    .longest_at(next, words!["级", "类", "线", "季度", "产业", "次", "等", "期", "年", "批", "档", "层", "号", "审", "孩"])
                    .is_some());
        return if list { None } else { mark(at, to + 1, ordinal, MarkerStyle::Hanzi, 0, false) };
    }
    if unit == '.' as u16 && to < end && text.class(to + 1) != class::NUMERAL {
        return mark(at, to + 1, ordinal, MarkerStyle::Hanzi, 0, false);
    }
    if to == at + 1 && text.at(to, w!("是")) && class::is_word(text.class(to + 1)) && to + 1 < end {
        return mark(at, to + 1, ordinal, MarkerStyle::Enumerated, 0, true);
    }
    // 一 总则, or a comma by mistake: only as a link in a run.
    if to < end && (class::is_blank(text.class(to)) || text.class(to) == class::COMMA) && to + 1 < end {
        return mark(at, to + usize::from(text.class(to) == class::COMMA), ordinal, MarkerStyle::Hanzi, 0, true);
    }
    None
}

/// （一） （1） （a） （）, with a stray 、 behind.
fn bracketed(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let from = text.run(at + 1, end, |c| c == class::SPACE);
    let to = text.run(from, end.min(from + 4), |c| matches!(c, class::NUMERAL | class::DIGIT));
    let close = text.run(to, end, |c| c == class::SPACE);
    if text.class(close) != class::CLOSE || close >= end {
        return (text.class(from) == class::LATIN && text.class(from + 1) == class::CLOSE && from + 1 < end)
            .then(|| letter_value(text.unit(from)))
            .flatten()
            .and_then(|n| mark(at, from + 2, n, MarkerStyle::Letter, '(' as u16, true));
    }
    let mut after = close + 1;
    if to == from {
        return if class::is_han(text.class(after)) && after < end && text.unit(at) == '(' as u16 {
            mark(at, after, 0, MarkerStyle::BracketedHanzi, 0, false)
        } else {
            None
        };
    }
    let units = text.units(Span::new(from, to));
    let (ordinal, style) = if text.class(from) == class::DIGIT {
        (numeral::arabic(units).filter(|n| (1..1000).contains(n))?, MarkerStyle::BracketedArabic)
    } else {
        (numeral::chinese(units).filter(|n| (1..100).contains(n))?, MarkerStyle::BracketedHanzi)
    };
    // （三）项规定的: cited, across a line's end.
    if text.at(after, w!("项")) && !text.at(after, w!("项目")) && after < end {
        return None;
    }
    if matches!(text.class(after), class::ENUM | class::DOT) && after < end {
        after += 1;
    }
    mark(at, after, ordinal, style, 0, false)
}

/// 1. 1、 1） 1.1
fn arabic(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let to = text.run(at, end, |c| c == class::DIGIT);
    if to - at > 3 || to >= end {
        return None;
    }
    let ordinal = numeral::arabic(text.units(Span::new(at, to))).filter(|&n| n > 0)?;
    let unit = text.unit(to);
    if unit == ')' as u16 {
        return mark(at, to + 1, ordinal, MarkerStyle::HalfBracketedArabic, 0, false);
    }
    if unit == '、' as u16 || unit == '､' as u16 {
        let next = text.run(to + 1, end, |c| c == class::DIGIT);
        // 1、2、3号楼: a list of numbers.
        let list = next > to + 1 && (text.class(next) == class::ENUM || text.at(next, w!("号")));
        return if list { None } else { mark(at, to + 1, ordinal, MarkerStyle::Arabic, '、' as u16, false) };
    }
    if unit == ',' as u16 || unit == ':' as u16 {
        return mark(at, to + 1, ordinal, MarkerStyle::Arabic, unit, true);
    }
    if unit != '.' as u16 && unit != '·' as u16 {
        return None;
    }
    let after = to + 1;
    if text.class(after) != class::DIGIT || after >= end {
        return mark(at, after, ordinal, MarkerStyle::Arabic, '.' as u16, after >= end);
    }
    // 1.2022年…: the item begins with a year.
    let digits = text.run(after, end, |c| c == class::DIGIT);
    if digits - after == 4 && text.at(digits, w!("年")) {
        return mark(at, after, ordinal, MarkerStyle::Arabic, '.' as u16, false);
    }
    decimal(text, at, end).or_else(|| mark(at, after, ordinal, MarkerStyle::Arabic, '.' as u16, true))
}

const MEASURES: &Words = words![
    "万", "亿", "元", "个", "倍", "米", "公", "吨", "千", "百", "平", "版", "年", "月", "日", "号", "折", "人", "家", "户", "亩", "小时",
    "分", "级", "度", "升", "克"
];

/// 1.1 and 1.2.3; the value is that of the last number.
fn decimal(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let (mut to, mut dots) = (at, 0);
    let mut last;
    loop {
        let next = text.run(to, end, |c| c == class::DIGIT);
        if next == to || next - to > 2 {
            return None;
        }
        last = to;
        to = next;
        if text.unit(to) == '.' as u16 && text.class(to + 1) == class::DIGIT && to + 1 < end {
            dots += 1;
            to += 1;
        } else {
            break;
        }
    }
    if dots == 0
        || to >= end
        || text.longest_at(to, MEASURES).is_some()
        || !(class::is_han(text.class(to)) || class::is_blank(text.class(to)))
    {
        return None;
    }
    let ordinal = numeral::arabic(text.units(Span::new(last, to)))?;
    mark(at, to, ordinal, MarkerStyle::Decimal, dots, true)
}

/// ① ⑴ ⒈ ㈠
fn enclosed(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let unit = text.unit(at);
    let ordinal = numeral::enclosed(unit)?;
    let style = match unit {
        0x2474..=0x2487 => MarkerStyle::BracketedArabic,
        0x2488..=0x249B => MarkerStyle::Arabic,
        0x3220..=0x3229 => MarkerStyle::BracketedHanzi,
        _ => MarkerStyle::Enclosed,
    };
    let punctuation = if style == MarkerStyle::Arabic { '.' as u16 } else { 0 };
    let after = at + 1 + usize::from(matches!(text.class(at + 1), class::ENUM | class::DOT) && at + 1 < end);
    mark(at, after, ordinal, style, punctuation, false)
}

/// A. and a)
fn letter(text: &Folded, at: usize, end: usize) -> Option<Mark> {
    let ordinal = letter_value(text.unit(at))?;
    let unit = text.unit(at + 1);
    let fits = unit == '.' as u16 || unit == ')' as u16 || unit == '、' as u16;
    if !fits || at + 2 >= end || matches!(text.class(at + 2), class::LATIN | class::DIGIT) {
        return None;
    }
    mark(at, at + 2, ordinal, MarkerStyle::Letter, unit, true)
}

fn letter_value(unit: u16) -> Option<u32> {
    let c = char::from_u32(unit as u32)?.to_ascii_lowercase();
    c.is_ascii_lowercase().then(|| c as u32 - 'a' as u32 + 1)
}

fn number(text: &Folded, span: Span) -> Option<u32> {
    let units = text.units(span);
    numeral::arabic(units).or_else(|| numeral::chinese(units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_text() {
        // text, marker as it should be read, its value
        for (source, expected, ordinal) in [
            ("一、总则", "一、", 1),
            ("二十一、附则", "二十一、", 21),
            ("一、二、三级医院", "", 0),
            ("一、二号机组", "", 0),
            ("3、4号机组", "", 0),
            ("（三）项规定的", "", 0),
            ("（三）项目建设", "（三）", 3),
            ("二、一次性扩岗补助", "二、", 2),
            ("（三）强化", "（三）", 3),
            ("()优化", "()", 0),
            ("（2018）", "", 0),
            ("84、将质量", "84、", 84),
            ("1.5亿元", "1.", 1),
            ("2018.3", "", 0),
            ("1.2022年底前", "1.", 1),
            ("1.2 范围", "1.2", 2),
            ("１．推进", "１．", 1),
            ("⒉推进", "⒉", 2),
            ("⑶推进", "⑶", 3),
            ("①推进", "①", 1),
            ("3）推进", "3）", 3),
            ("第十二条 本规定", "第十二条", 12),
            ("第三条规定的", "", 0),
            ("第一章 总则", "第一章", 1),
            ("一是加强", "一是", 1),
            ("2018年", "", 0),
        ] {
            let text = Folded::new(source);
            let found = read(&text, 0, text.len());
            assert_eq!(found.map_or("", |m| text.slice(m.span)), expected, "{source}");
            assert_eq!(found.map_or(0, |m| m.ordinal), ordinal, "{source}");
        }
    }

    #[test]
    fn what_is_also_ordinary_text_is_weak() {
        for source in ["1.5亿元", "1.2 范围", "a)甲"] {
            let text = Folded::new(source);
            assert!(read(&text, 0, text.len()).is_some_and(|m| m.weak), "{source}");
        }
    }
}
