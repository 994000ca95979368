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

use super::Stretch;
use crate::model::Relation;
use crate::span::Span;
use crate::text::{Folded, Words, class, numeral};
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

fn number(text: &Folded, span: Span) -> Option<u32> {
    let units = text.units(span);
    numeral::arabic(units).or_else(|| numeral::chinese(units))
}

fn digits(class: u8) -> bool {
    matches!(class, class::DIGIT | class::NUMERAL)
}

fn blanks(text: &Folded, at: usize, to: usize) -> usize {
    text.run(at, to, class::is_blank)
}

/// A point at `at`, and where it ends.
fn point(text: &Folded, at: usize, to: usize) -> Option<(Point, usize)> {
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
fn numeric(text: &Folded, year: u32, at: usize, to: usize) -> Option<(Point, usize)> {
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
fn quarter(text: &Folded, at: usize, to: usize) -> Option<(Piece, usize)> {
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
fn first_months(text: &Folded, at: usize, to: usize) -> Option<(u32, usize)> {
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
fn in_year(text: &Folded, point: Point, at: usize, to: usize) -> (Point, usize) {
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
fn in_month(text: &Folded, point: Point, at: usize, to: usize) -> (Point, usize) {
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

const DASHES: &Words = words!["起至", "起到", "开始至", "起,至", "至", "到", "--", "-", "~", "起-"];

/// The period or deadline that a point opens.
fn extend(text: &Folded, within: Span, begin: usize, first: Point, end: usize) -> Mention {
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
fn weekday(text: &Folded, at: usize, to: usize) -> usize {
    if text.class(at) == class::OPEN && at < to {
        let close = text.next(at, to.min(at + 7), class::CLOSE);
        if let Some(close) = close.filter(|_| text.longest_at(at + 1, words!["星期", "周", "含", "不含", "农历"]).is_some()) {
            return close + 1;
        }
    }
    at
}

/// Behind a day the hour before which it is due: 18时前, 17:00前.
fn clock(text: &Folded, at: usize, to: usize) -> usize {
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
fn hour(text: &Folded, at: usize, to: usize) -> usize {
    let end = text.run(at, to.min(at + 2), |c| c == class::DIGIT);
    if end == at || text.class(end) != class::COLON {
        return at;
    }
    let after = text.run(end + 1, to.min(end + 3), |c| c == class::DIGIT);
    if after == end + 3 { after } else { at }
}

/// The end of a period: a point, or the rest of one (10日 after 2月4日).
fn second(text: &Folded, at: usize, to: usize, first: &Point) -> Option<(Point, usize)> {
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
fn bare_before(text: &Folded, begin: usize, floor: usize, point: &Point) -> Option<(Point, usize)> {
    let dash = text.longest_before(begin, words!["-", "--", "~", "至", "到"])?;
    let end = begin - dash;
    let start = text.run_back(end, floor, digits);
    let value = number(text, Span::new(start, end))?;
    let len = end - start;
    match (point.year, point.month, point.day) {
        (Year::Said(last), None, None) if len == 4 && (1900..=last).contains(&value) => {
            Some((Point { year: Year::Said(value), ..*point }, start))
        }
        (Year::Open, Some(last), None) if len <= 2 && (1..=last).contains(&value) && text.class(end - 1) == class::DIGIT => {
            Some((Point { month: Some(value), ..*point }, start))
        }
        _ => None,
    }
}

/// The words in front and behind that bound a point or period.
fn finish(text: &Folded, within: Span, begin: usize, from: Point, to: Option<Point>, end: usize) -> Mention {
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
fn due_words(text: &Folded, begin: usize, floor: usize) -> Option<usize> {
    let end = text.longest_before(begin, words!["为", ":", "是"]).map(|n| begin - n)?;
    let from = floor.max(end.saturating_sub(8));
    let near = Span::new(from, end);
    let at = text.find_any(near, words!["截止", "截至", "期限", "最晚", "最迟"])?.0;
    text.classes(Span::new(at, end)).iter().all(|c| class::is_han(*c)).then_some(at)
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
