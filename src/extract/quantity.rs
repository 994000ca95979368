//! Numbers with their units, as written.
//!
//! | text you may see | value, upper end, unit |
//! |---|---|
//! | 84.5 | 84.5, –, – |
//! | 1,500亿元 | 1500, –, 亿元 |
//! | 1～3个百分点 | 1, 3, 个百分点 |
//! | 63%～68% | 63, 68, % |
//! | 百分之三十, 百分之九十五点五 | 30, –, %; 95.5, –, % |
//! | 五百家, 三千万元 | 500, –, 家; 3000, –, 万元 |
//! | 一万二千家, 二十亿元 | 12000, –, 家; 20, –, 亿元 |

use crate::span::Span;
use crate::text::{Folded, Words, class, numeral};
use crate::{w, words};

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit.
    pub span: Span,
    /// The decimal, without separators.
    pub value: String,
    /// The upper end of a range.
    pub high: Option<String>,
    /// The unit with its scale; empty where there is none.
    pub unit: Span,
}

/// Scales that stand before a unit.
pub const SCALES: &Words = words!["万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百"];

/// Units, the longest first where one begins another.
const UNITS: &Words = words![
    "个百分点", "百分点", "个基点", "个工作日", "工作日", "个自然日", "个交易日", "个月", "个小时", "个学时", "个标准", "平方公里",
    "平方千米", "平方米", "平米", "毫米", "厘米", "立方米", "千瓦时", "千瓦", "兆瓦", "公里", "千米", "公顷", "公斤", "千克", "毫克",
    "微克", "人次", "车次", "班次", "床位", "小时", "分钟", "学时", "学分", "标准箱", "标准煤", "标箱", "航次", "例次", "吨标准煤", "吨",
    "亩次", "亩", "元", "美元", "欧元", "港元", "户次", "户", "家次", "家", "名", "人", "个", "项", "所", "处", "座", "条", "套", "台",
    "辆", "次", "件", "篇", "门", "期", "场次", "场", "批次", "批", "种", "类", "倍", "位", "米", "度", "天", "日", "年", "张", "株", "头",
    "只", "艘", "支", "片", "间", "床", "卷", "册", "折", "成", "升", "栋", "幢", "孔", "口", "眼", "宗", "起", "例", "步", "轮", "分",
    "款", "部", "架", "桩", "把", "把枪", "枚", "周", "周年", "份", "笔", "单", "幅", "棵", "对", "届", "级", "星级", "斤", "集", "首",
    "堂", "岁", "元/吨", "英镑", "日元", "韩元", "港币", "克", "℃", "°C", "摄氏度", "kg", "g", "t", "mm", "cm", "m", "km", "km2", "km²",
    "㎡", "m2", "m²", "m3", "m³", "kW", "MW", "GW", "kWh", "村", "县", "市", "镇", "乡", "省", "国", "遍", "节", "井", "线",
];

/// The quantity at the digit at `at`, before `to`.
pub fn read(text: &Folded, at: usize, to: usize) -> Option<Quantity> {
    let (value, end) = number(text, at, to)?;
    let first_unit = unit(text, end, to);
    // A range: the second number has the unit, the first may have it too.
    let dash_at = first_unit.map_or(end, |u| u.to());
    if let Some(dash) = text.longest_at(dash_at, words!["-", "--", "~", "至", "到"]).filter(|d| dash_at + d < to)
        && text.class(dash_at + dash) == class::DIGIT
        && let Some((high, high_end)) = number(text, dash_at + dash, to)
        && let Some(unit) = unit(text, high_end, to)
        && first_unit.is_none_or(|u| {
            text.units(u) == text.units(unit) || text.units(unit).starts_with(text.units(u)) || text.units(unit).ends_with(text.units(u))
        })
        && value.parse::<f64>().ok() < high.parse::<f64>().ok()
    {
        return Some(Quantity { span: Span::new(at, unit.to()), value, high: Some(high), unit });
    }
    let unit = first_unit.unwrap_or(Span::new(end, end));
    Some(Quantity { span: Span::new(at, unit.to()), value, high: None, unit })
}

/// The quantity in words whose numeral begins at `at`: 百分之三十, 百分之2, 五百家, 三千万元.
///
/// A plain numeral counts from a hundred on, or before 万 and 亿, and with a unit: below that 一个 and 三家 seldom measure
/// anything, and 百家 or 千亿级 only mean many. The second end of 五百万至六百万 is no quantity of its own.
pub fn in_words(text: &Folded, at: usize, to: usize) -> Option<Quantity> {
    if text.at(at, w!("百分之")) {
        let from = at + 3;
        let (value, end) = if text.class(from) == class::DIGIT { number(text, from, to) } else { spoken(text, from, to) }?;
        return Some(Quantity { span: Span::new(at, end), value, high: None, unit: Span::new(at, from) });
    }
    let bare = matches!(char::from_u32(text.unit(at) as u32), Some('十' | '百' | '千'));
    let second = text.ends(at, w!("至")) && at > 1 && (text.class_before(at - 1) == class::NUMERAL || text.ends(at - 1, w!("万")));
    if bare || second {
        return None;
    }
    let (value, end) = spoken(text, at, to)?;
    if value.len() <= 2 && !(text.at(end, w!("万")) || text.at(end, w!("亿"))) {
        return None;
    }
    let unit = unit(text, end, to).filter(|u| !SCALES.contains(text.units(*u)) && !text.ends(u.to(), w!("级")))?;
    Some(Quantity { span: Span::new(at, unit.to()), value, high: None, unit })
}

/// 三十, 九十五点五, 一百, 一万二千; where it ends. A scale of four places (万, 亿) at the end is left to the unit.
fn spoken(text: &Folded, at: usize, to: usize) -> Option<(String, usize)> {
    let small = text.run(at, to, |c| c == class::NUMERAL);
    let mut all = small;
    while all < to && (text.class(all) == class::NUMERAL || text.longest_at(all, words!["万", "亿"]).is_some()) {
        all += 1;
    }
    let parted = (small..all).any(|i| text.class(i) == class::NUMERAL);
    let end = if parted { all } else { small };
    let whole = numeral::large(text.units(Span::new(at, end)))?.to_string();
    if !text.at(end, w!("点")) {
        return Some((whole, end));
    }
    let last = text.run(end + 1, to, |c| c == class::NUMERAL);
    let decimals: Option<String> =
        text.units(Span::new(end + 1, last)).iter().map(|u| numeral::chinese(&[*u]).filter(|d| *d < 10).map(|d| d.to_string())).collect();
    Some(decimals.filter(|d| !d.is_empty()).map_or((whole.clone(), end), |d| (format!("{whole}.{d}"), last)))
}

/// Digits with thousands' commas and one decimal point; where they end.
fn number(text: &Folded, at: usize, to: usize) -> Option<(String, usize)> {
    let mut end = text.run(at, to, |c| c == class::DIGIT);
    // 42 / 0座: a number that a hard line break parts.
    let next = text.skip_blank(end, to);
    let broken = text.next(end, next, class::NEWLINE).is_some();
    if end > at && broken && text.class(next) == class::DIGIT && next < to {
        end = text.run(next, to, |c| c == class::DIGIT);
    }
    if end == at || end - at > 15 {
        return None;
    }
    let digits = |span: Span| {
        text.units(span).iter().zip(text.classes(span)).filter(|(_, c)| !class::is_blank(**c)).map(|(u, _)| *u).collect::<Vec<u16>>()
    };
    let push = |out: &mut String, span: Span| out.extend(digits(span).into_iter().filter_map(|u| char::from_u32(u as u32)));
    let mut value = String::new();
    push(&mut value, Span::new(at, end));
    while end - at <= 15 && text.unit(end) == ',' as u16 && end < to {
        let group = text.run(end + 1, to, |c| c == class::DIGIT);
        if group - end != 4 || value.len() > 15 || value.len().min(end - at) > 3 && value.len() == end - at {
            break;
        }
        push(&mut value, Span::new(end + 1, group));
        end = group;
    }
    if text.unit(end) == '.' as u16 && end + 1 < to {
        let decimals = text.run(end + 1, to, |c| c == class::DIGIT);
        if decimals > end + 1 {
            value.push('.');
            push(&mut value, Span::new(end + 1, decimals));
            end = decimals;
        }
    }
    Some((value, end))
}

/// The unit behind a number: a per cent sign, or a scale and a unit.
fn unit(text: &Folded, at: usize, to: usize) -> Option<Span> {
    let from = text.run(at, to, |c| c == class::SPACE);
    if from >= to {
        return None;
    }
    if text.class(from) == class::PERCENT {
        return Some(Span::new(from, from + 1));
    }
    let mut end = from + text.longest_at(from, SCALES).filter(|n| from + n <= to).unwrap_or(0);
    if end > from && text.at(end, w!("余")) {
        end += 1;
    }
    if let Some(n) = text.longest_at(end, UNITS).filter(|n| end + n <= to) {
        end += n;
    }
    (end > from).then(|| Span::new(from, end))
}
