//! Dates, periods and deadlines, as far as the words themselves go; years that are left out are found later.
//!
//! | text you may see | found |
//! |---|---|
//! | 2018年3月13日, 二〇一八年三月十三日, 2018-03-13 | a day |
//! | 2018年6月30日前, 6月底前, 年底前 | by its last day |
//! | 到2020年, 截至2022年底, 有效期至2025年6月30日 | by |
//! | 2018—2020年, 2022年6月至12月, 2月4日至10日 | a period |
//! | 自2019年1月1日起, 2018年以来 | from |
//! | 2018年上半年, 第一季度, 12月上旬 | a part of a year or month |
//! | 每年12月底前, 每月28日前 | recurring |
//!
//! Left alone: 〔2018〕, 3年, 30日内, 第一年, 028-8660.

mod bounds;
mod point;

use self::bounds::extend;
use self::point::point;
use super::Stretch;
use crate::model::Relation;
use crate::span::Span;
use crate::text::{Folded, class};
use crate::{w, words};

/// A part of a year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The whole of it.
    Whole,
    /// 上半年, 下半年: 1, 2.
    Half(u32),
    /// 第一季度: 1 to 4.
    Quarter(u32),
    /// 第一季度末: 1 to 4.
    QuarterEnd(u32),
    /// 前三季度, 前十个月: so many months from January.
    Months(u32),
    /// 上旬, 中旬, 下旬: 1 to 3.
    Third(u32),
    /// 底, 末.
    End,
    /// 初.
    Start,
}

/// How the year is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// In figures.
    Said(u32),
    /// 今年, 明年, 去年: years after the date of issue.
    Relative(i32),
    /// Left out.
    Open,
}

/// One end of a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its year.
    pub year: Year,
    /// Month, 1 to 12 where it is sound.
    pub month: Option<u32>,
    /// Day.
    pub day: Option<u32>,
    /// Which part of the year or month.
    pub piece: Piece,
}

/// How often it recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// 每年
    Year,
    /// 每月
    Month,
    /// 每季度
    Quarter,
}

/// A date, period or deadline in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// With the words that bound it.
    pub span: Span,
    /// Index of its node.
    pub item: Option<usize>,
    /// The day or first point.
    pub from: Point,
    /// The last point of a period.
    pub to: Option<Point>,
    /// How it bounds.
    pub relation: Relation,
    /// How often it recurs.
    pub every: Option<Every>,
    /// A period that begins on a day no calendar names: 印发之日起至….
    pub open_start: bool,
}

/// Finds the mentions in one stretch.
pub fn find(text: &Folded, stretch: Stretch, out: &mut Vec<Mention>) {
    let span = stretch.span;
    let first = out.len();
    let (mut at, mut floor) = (span.from(), span.from());
    while let Some(hit) = text.next2(at, span.to(), class::DIGIT, class::CALENDAR) {
        let begin = start_of(text, hit, floor);
        match point(text, begin, span.to()) {
            Some((first, end)) if end > hit => {
                let mut mention = extend(text, Span::new(floor, span.to()), begin, first, end);
                mention.item = stretch.item;
                at = mention.span.to();
                floor = at;
                if keeps(text, &mention) {
                    out.push(mention);
                }
            }
            _ => at = if text.class(hit) == class::DIGIT { text.run(hit, span.to(), |c| c == class::DIGIT) } else { hit + 1 },
        }
    }
    let before = out.len();
    plan_ends(text, stretch, out);
    if out.len() > before {
        out[first..].sort_by_key(|m| m.span.start);
    }
}

/// The plan periods whose end is a deadline: “十四五”末. The first of those named was 1981 to 1985, the sixth.
fn plan_ends(text: &Folded, stretch: Stretch, out: &mut Vec<Mention>) {
    const PLANS: [(&[u16], u32); 10] = [
        (w!("六五"), 1985),
        (w!("七五"), 1990),
        (w!("八五"), 1995),
        (w!("九五"), 2000),
        (w!("十五"), 2005),
        (w!("十一五"), 2010),
        (w!("十二五"), 2015),
        (w!("十三五"), 2020),
        (w!("十四五"), 2025),
        (w!("十五五"), 2030),
    ];
    let span = stretch.span;
    let mut at = span.from();
    while let Some(quote) = text.find(Span::new(at, span.to()), w!("五”")) {
        at = quote + 2;
        let Some(n) = text.longest_at(at, words!["末", "期末", "末期", "时期末", "规划末", "收官"]).filter(|n| at + n <= span.to())
        else {
            continue;
        };
        let open = text.run_back(quote + 1, span.from(), |c| c == class::NUMERAL);
        let named = text.units(Span::new(open, quote + 1));
        if let Some((_, year)) = PLANS.iter().find(|(name, _)| *name == named).filter(|_| text.class_before(open) == class::QUOTE_OPEN) {
            let from = Point { year: Year::Said(*year), month: None, day: None, piece: Piece::End };
            let lead = text.longest_before(open - 1, words!["到", "至"]).unwrap_or(0);
            let span = Span::new((open - 1 - lead).max(span.from()), at + n);
            out.push(Mention { span, item: stretch.item, from, to: None, relation: Relation::By, every: None, open_start: false });
        }
    }
}

/// Where the point that shows itself at `hit` begins: Chinese numerals and words before 年, 月, 季 belong to it.
fn start_of(text: &Folded, hit: usize, floor: usize) -> usize {
    if text.class(hit) == class::DIGIT {
        return hit;
    }
    let mut at = text.run_back(hit, floor, |c| c == class::NUMERAL);
    if text.unit(hit) == '季' as u16 && text.ends(at, w!("第")) && at > floor {
        at -= 1;
    }
    if at == hit
        && let Some(n) =
            text.longest_before(hit, words!["上半", "下半", "今", "明", "去", "当", "本", "每", "后", "次"]).filter(|n| hit - n >= floor)
    {
        at = hit - n;
    }
    at
}

/// What the grammar lets through though it is no date: months that count, and years of counting.
fn keeps(text: &Folded, mention: &Mention) -> bool {
    let (begin, end) = (mention.span.from(), mention.span.to());
    let before = text.class_before(begin);
    if mention.from.year == Year::Open && (before == class::DIGIT || before == class::DOT && mention.from.month.is_some()) {
        return false;
    }
    // A season or half that no year and no bound places is general talk, unless a bound is said.
    let bound = mention.relation != Relation::During || mention.to.is_some();
    let vague = mention.from.year == Year::Open && mention.from.month.is_none() && mention.every.is_none();
    if vague && !bound {
        let many = text.longest_before(begin, words!["每", "上", "各", "连续", "个", "当", "本", "历年", "同"]).is_some();
        return matches!(mention.from.piece, Piece::Half(_) | Piece::Quarter(_) | Piece::QuarterEnd(_)) && !many;
    }
    if mention.from.year == Year::Open && mention.from.piece == Piece::End && mention.from.month.is_none() {
        // 上年末, 每年底 and 年底 inside words.
        if text.longest_before(begin, words!["上", "往", "跨", "历", "逐", "多", "几", "连"]).is_some() || before == class::NUMERAL
        {
            return false;
        }
    }
    // A month alone: 12月 is one, 一月一次 and 6月龄 are not.
    if mention.from.year == Year::Open
        && mention.from.month.is_some()
        && mention.from.day.is_none()
        && mention.from.piece == Piece::Whole
        && mention.to.is_none()
        && !bound
    {
        let chinese = text.class(begin) == class::NUMERAL;
        return !chinese && !text.at(end, w!("内"));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let text = Folded::new(source);
        let mut found = Vec::new();
        find(&text, Stretch { span: text.whole(), item: None }, &mut found);
        found.iter().map(|m| format!("{} {:?}", text.slice(m.span), m.relation).to_lowercase()).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn dates_are_found_with_what_bounds_them() {
        for (source, expected) in [
            ("于3月16日前将联络表", "3月16日前 by"),
            ("到2020年，比重达30%", "到2020年 by"),
            ("计划（2018—2020年）", "2018—2020年 during"),
            ("发行业2013至2018年任一年", "2013至2018年 during"),
            ("2018年12月30日至2019年1月1日放假", "2018年12月30日至2019年1月1日 during"),
            ("2月4日至10日放假，共7天", "2月4日至10日 during"),
            ("从2006年起，选择8个省", "从2006年起 from"),
            ("自2023年12月1日起至2024年2月29日(含)前", "自2023年12月1日起至2024年2月29日(含)前 during"),
            ("截至2025年12月31日", "截至2025年12月31日 by"),
            ("二○○六年九月三十日", "二○○六年九月三十日 on"),
            ("每年12月底前", "每年12月底前 by"),
            ("每月28日前", "每月28日前 by"),
            ("2023年四季度至2024年一季度引进", "2023年四季度至2024年一季度 during"),
            ("2023年12月上旬", "2023年12月上旬 during"),
            ("年底前支付率", "年底前 by"),
            ("第一季度末完成", "第一季度末 by"),
            ("2022年前三季度增长", "2022年前三季度 during"),
            ("2019年4月5日或之前", "2019年4月5日或之前 by"),
            ("98年4月印发", "98年4月 during"),
            ("8月25日、26日报到", "8月25日、26日 during"),
            ("6月2日9:00至6月5日15:00报名", "6月2日9:00至6月5日15:00 during"),
            ("2021年11月24日后", "2021年11月24日后 after"),
            ("川委发〔2018〕6号，3年内，30日内，028-86607570", ""),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
