//! Document numbers, 发文字号 (GB/T 9704-2012, 7.2.5).
//!
//! | text you may see | read |
//! |---|---|
//! | 川委发〔2018〕6号 | agency 川委发, year 2018, serial 6 |
//! | `松房联纪[2021]1号`, 国发(2006)4号, 【2018】 | the same, brackets as they stand |
//! | 与绵办规〔2022〕2号 | agency 绵办规: what joins it to the sentence is left out |
//! | 〔2014〕2920号 | no agency |

use super::{Folded, class, numeral};
use crate::span::Span;
use crate::{w, words};

/// A document number in its text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// All of it.
    pub span: Span,
    /// The issuer's code, 机关代字; empty where there is none.
    pub agency: Span,
    /// The year between the brackets.
    pub year: u32,
    /// The serial.
    pub serial: u32,
}

/// The longest agency code in characters; 国卫办基层函 has six, joint committees a few more.
const AGENCY: usize = 14;
const JOINTS: &[char] = &['与', '和', '及', '的', '按', '据', '照', '在', '由', '对', '见', '即', '以', '至', '或', '除', '从'];

/// The number whose year stands in the bracket that opens at `open`, inside `within`.
pub fn around(text: &Folded, open: usize, within: Span) -> Option<Found> {
    if text.class(open) != class::OPEN || open + 6 > within.to() {
        return None;
    }
    let year_at = text.run(open + 1, within.to(), |c| c == class::SPACE);
    let year_end = text.run(year_at, within.to(), |c| c == class::DIGIT);
    let year = match (year_end - year_at, numeral::arabic(text.units(Span::new(year_at, year_end)))?) {
        (4, year @ 1900..2100) => year,
        (2, year @ 49..100) => 1900 + year,
        _ => return None,
    };
    let mut at = text.run(year_end, within.to(), |c| c == class::SPACE);
    if text.at(at, w!("年")) {
        at += 1;
    }
    if text.class(at) != class::CLOSE {
        return None;
    }
    at = text.run(at + 1, within.to(), |c| c == class::SPACE);
    // (88)水电讯字第26号: the code stands behind the year.
    let code_end = text.run(at, within.to().min(at + AGENCY), |c| class::is_han(c) && c != class::CALENDAR);
    let code_end = (at..code_end).find(|&i| text.at(i, w!("第")) || text.at(i, w!("号"))).unwrap_or(code_end);
    let behind = Span::new(at, code_end);
    if behind.len() >= 2 {
        let code = text.longest_before(code_end, words!["字", "发", "函", "办", "计", "规", "财", "令"]).is_some();
        if !code && !text.at(code_end, w!("第")) {
            return None;
        }
        at = code_end;
    } else if year_end - year_at == 2 && open > within.from() && !class::is_han(text.class(open - 1)) {
        return None;
    }
    if text.at(at, w!("第")) {
        at = text.run(at + 1, within.to(), |c| c == class::SPACE);
    }
    let serial_end = text.run(at, within.to(), |c| c == class::DIGIT);
    let serial = numeral::arabic(text.units(Span::new(at, serial_end)))?;
    let end = text.run(serial_end, within.to(), |c| c == class::SPACE);
    if !text.at(end, w!("号")) || end >= within.to() {
        return None;
    }
    let before = agency(text, open, within.from());
    // With the code behind the year an office may still stand in front: 经贸部〔1992〕外经贸管发第593号.
    let office =
        text.longest_before(before.to(), words!["部", "委", "局", "院", "厅"]).is_some() && before.len() >= 3 && year_end - year_at == 4
            || !before.is_empty() && before.from() > within.from() && text.class_before(before.from()) == class::OPEN;
    if behind.len() >= 2 && !office {
        return Some(Found { span: Span::new(open, end + 1), agency: behind, year, serial });
    }
    Some(Found { span: Span::new(before.from(), end + 1), agency: before, year, serial })
}

fn agency(text: &Folded, open: usize, floor: usize) -> Span {
    let end = text.run_back(open, floor, |c| c == class::SPACE);
    let floor = floor.max(end.saturating_sub(AGENCY));
    let mut start = text.run_back(end, floor, |c| class::is_han(c) || c == class::LATIN);
    // What joins the number to its sentence is no part of the code.
    if let Some(joint) =
        (start..end).rev().find(|&i| char::from_u32(text.unit(i) as u32).is_some_and(|c| JOINTS.contains(&c)) && i + 1 < end)
    {
        start = joint + 1;
    }
    let kind = words![
        "通知", "意见", "批复", "决定", "复函", "答复", "通报", "公告", "通告", "决议", "报告", "请示", "纪要", "规定", "文件", "方案",
        "办法", "执行", "施行", "落实", "贯彻", "附件", "废止", "修改", "印发了", "下发", "号文", "原文", "均为", "即为", "包括", "例如",
        "依照", "参照", "遵照", "根据", "对照",
    ];
    if let Some(cut) = (start + 2..end).rev().find(|&i| text.longest_before(i, kind).is_some()) {
        start = cut;
    }
    if start == end { Span::new(open, open) } else { Span::new(start, end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_agency() {
        for (source, span, agency) in [
            ("(川委发〔2018〕6号)", "川委发〔2018〕6号", "川委发"),
            ("松房联纪[2021]1号", "松房联纪[2021]1号", "松房联纪"),
            ("补贴与绵办规〔2022〕2号文件", "绵办规〔2022〕2号", "绵办规"),
            ("的批复国函〔2006〕102号", "国函〔2006〕102号", "国函"),
            ("、〔2014〕2920号", "〔2014〕2920号", ""),
            ("文件((88)水电讯字第26号)", "(88)水电讯字第26号", "水电讯字"),
            ("你部(85)煤财字第817号", "(85)煤财字第817号", "煤财字"),
            ("国发﹝2012﹞ 第 6 号", "国发﹝2012﹞ 第 6 号", "国发"),
        ] {
            let text = Folded::new(source);
            let open = (0..text.len()).find(|&i| text.class(i) == class::OPEN && text.class(i + 1) == class::DIGIT).unwrap_or(0);
            let found = around(&text, open, text.whole()).map(|f| (text.slice(f.span), text.slice(f.agency)));
            assert_eq!(found, Some((span, agency)), "{source}");
        }
    }

    #[test]
    fn brackets_around_years_alone_are_none() {
        let text = Folded::new("计划(2018-2020年)和(2019)年");
        assert!((0..text.len()).all(|i| around(&text, i, text.whole()).is_none()));
    }
}
