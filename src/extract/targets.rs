//! Quantified goals: a number with a unit, and words that make it a goal.
//!
//! | text you may see | found |
//! |---|---|
//! | 指数保持在84.5以上 | ge 84.5 |
//! | 占比超过50% | gt 50 % |
//! | 比2015年下降18% | eq 18 %, decrease |
//! | 覆盖率达到百分之九十 | eq 90 % |
//! | 稳定在全国前10位 | le 10 位 |
//! | 每年提升1～3个百分点 | range 1–3 个百分点, increase |
//!
//! Left alone: subsidies and prizes, what somebody must have to apply (达5亿元以上的企业), tax rates, numbers that only
//! count (10大基地), the past (2015年末达到…).

use super::quantity::{self, Quantity, SCALES};
use super::{Stretch, dates, references};
use crate::model::{Change, Comparator};
use crate::span::Span;
use crate::text::{Folded, Words, class};
use crate::words;

/// A goal in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The clause that states it.
    pub span: Span,
    /// Index of its node.
    pub item: Option<usize>,
    /// What is measured.
    pub indicator: Option<Span>,
    /// How the value binds.
    pub comparator: Comparator,
    /// The number.
    pub quantity: Quantity,
    /// Level or change.
    pub change: Change,
    /// The sentence that it stands in, where its date is looked for.
    pub sentence: Span,
}

/// Finds the goals in one stretch, between its dates and citations.
pub fn find(text: &Folded, stretch: Stretch, dates: &[dates::Mention], references: &[references::Mention], out: &mut Vec<Mention>) {
    let span = stretch.span;
    let mut at = span.from();
    let first = out.len();
    while let Some(hit) = text.next2(at, span.to(), class::DIGIT, class::NUMERAL) {
        let kind = text.class(hit);
        // Most numerals are no quantity's: one in words has a hundred or thousand in it, as 百分之 has, or 万, 亿 or a
        // decimal point behind it.
        if kind == class::NUMERAL {
            let end = text.run(hit, span.to(), |c| c == class::NUMERAL);
            let large = text.units(Span::new(hit, end)).iter().any(|u| *u == '百' as u16 || *u == '千' as u16);
            if !large && text.longest_at(end, words!["万", "亿", "点"]).is_none() {
                at = end;
                continue;
            }
        }
        if let Some(covered) = cover(hit, dates, references) {
            at = covered.max(hit + 1);
            continue;
        }
        let read = if kind == class::DIGIT { quantity::read(text, hit, span.to()) } else { quantity::in_words(text, hit, span.to()) };
        let Some(quantity) = read else {
            at = text.run(hit, span.to(), |c| c == kind);
            continue;
        };
        at = quantity.span.to();
        if let Some(mut mention) = goal(text, stretch, quantity, &out[first..]) {
            mention.indicator = mention.indicator.and_then(|i| undated(text, i, dates));
            out.push(mention);
        }
    }
}

/// An indicator without the day in front of it: 6月底前监控率.
fn undated(text: &Folded, indicator: Span, dates: &[dates::Mention]) -> Option<Span> {
    let mut from = indicator.from();
    while let Some(end) = cover(from, dates, &[]).filter(|end| *end < indicator.to()) {
        from = text.run(end, indicator.to(), |c| matches!(c, class::COMMA | class::ENUM) || class::is_blank(c));
    }
    named(text, Span::new(from, indicator.to()))
}

/// The end of the date or citation that covers `at`.
fn cover(at: usize, dates: &[dates::Mention], references: &[references::Mention]) -> Option<usize> {
    let inside = |s: Span| s.from() <= at && at < s.to();
    let by_date = dates.partition_point(|d| d.span.to() <= at);
    let by_reference = references.partition_point(|r| r.span.to() <= at);
    dates
        .get(by_date)
        .map(|d| d.span)
        .filter(|s| inside(*s))
        .or_else(|| references.get(by_reference).map(|r| r.span).filter(|s| inside(*s)))
        .map(|s| s.to())
}

const AT_LEAST: &Words = words![
    "不低于", "不少于", "不小于", "不得低于", "不得少于", "不能低于", "不应低于", "至少", "最低", "≥", "最少", "不少", "最低为", "最低按",
    "至少达到", "不得小于", "不应小于", "不应少于", "不宜低于", "不宜小于", "不能少于"
];
const AT_MOST: &Words = words![
    "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不能超过", "最高", "最多", "最长", "控制在", "上限", "≤", "最长为",
    "最高为", "不超", "限额为", "上限为", "压缩至", "压缩到", "压减至", "缩短至", "缩短到", "不得大于", "不宜大于", "不应大于", "不应高于",
    "不应超过", "不宜超过", "不得多于", "不能高于", "不能大于", "不宜高于"
];
const MORE: &Words = words!["超过", "突破", "高于", "大于", "多于", ">", "超"];
const LESS: &Words = words!["低于", "小于", "少于", "不足", "不到", "<"];
const ABOUT: &Words = words!["约", "大约", "约为", "近", "接近"];
const EQUAL: &Words = words![
    "达到", "达", "为", "保持", "保持在", "稳定在", "实现", "提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到", "增长至",
    "降至", "降到", "降低到", "降低至", "下降到", "下降至", "减少到", "减少至", "扩大到", "扩大至", "发展到", "维持在", "分别达到",
    "分别达", "上升到", "完成", "减至", "新增", "增长", "提高", "提升", "下降", "降低", "减少", "增加", "增收", "压减", "建成", "新建",
    "建设", "改建", "改造", "培育", "培养", "引进", "打造", "创建", "培训", "新开工", "开工", "筹集", "推广", "发展", "组建", "扶持",
    "支持", "遴选", "认定", "招引", "转移", "治理", "修复", "造林", "新增加", "全面完成", "设立", "每年增加", "年均增长", "预留", "覆盖",
    "达成", "形成", "争取", "举办", "推出", "落实", "储备", "安排", "新培育", "制定", "修订", "制修订", "选派", "选树", "提供", "开发",
    "募集", "整治", "新改建", "改扩建", "投放", "种植", "确保", "力争", "力争达到", "加强", "设置", "确保达到", "建立", "净增", "各", "再",
    "共", "布局", "实施", "复垦", "盘活", "种养", "栽植", "出栏", "突破", "年均增速", "增速", "左右",
];
/// Verbs whose object is a count that the document asks for.
const MAKES: &Words = words![
    "新增", "建成", "新建", "建设", "改造", "培育", "培养", "引进", "打造", "创建", "培训", "开工", "筹集", "推广", "发展", "组建", "遴选",
    "认定", "招引", "治理", "修复", "设立", "增加", "形成", "举办", "储备", "谋划", "选派", "选树", "开发", "整治", "改建", "投放", "制定",
    "制修订", "完成", "实现", "达到", "力争", "确保", "转移", "提升", "升级", "布局", "覆盖", "改扩建", "征集", "推出", "扶持", "落实",
    "开展", "建立", "种植", "任务", "目标", "净增", "吸纳", "孵化", "设置", "打通", "拆除", "抽检", "清淤", "招聘", "组织", "疏浚", "硬化",
    "新修", "修建", "整修", "安装", "更换", "配备", "淘汰", "清理", "排查", "检测", "巡查", "发放", "供应", "加固", "绿化", "植树", "招录",
    "选聘", "供地", "开行", "关闭", "投入", "完善", "采购", "认领", "帮扶", "检查",
];
/// With these in front 以上的 stands between a goal and what it counts: 培育年产值10亿元以上的企业.
const MAKES_OR_RAISES: &Words = words![
    "新增", "建成", "新建", "建设", "培育", "培养", "引进", "打造", "创建", "形成", "力争", "确保", "实现", "完成", "提高", "提升", "增长",
    "保持"
];
const SUBSIDY: &Words = words![
    "补贴", "补助", "奖励", "奖补", "给予", "资助", "贴息", "减免", "罚款", "处以", "免征", "减征", "返还", "奖金", "税率", "利率", "首付",
    "贷款额度", "最高额度", "申请", "保证金", "出让金", "税额", "缴存", "公积金", "契税", "个人所得税", "租金", "罚", "抵扣", "扣除",
    "征收率", "承担", "负担", "分担", "比例承担", "收费标准", "价款", "限额"
];

fn goal(text: &Folded, stretch: Stretch, quantity: Quantity, before: &[Mention]) -> Option<Mention> {
    let (begin, end) = (quantity.span.from(), quantity.span.to());
    let span = stretch.span;
    let previous = text.class_before(begin);
    if begin > span.from()
        && (matches!(char::from_u32(text.unit_before(begin) as u32), Some('*' | '×' | '=' | '+'))
            || previous == class::LATIN
            || previous == class::DASH
            || previous == class::DOT
            || text.unit_before(begin) == '第' as u16
            || text.unit_before(begin) == '/' as u16)
    {
        return None;
    }
    if matches!(text.class(end), class::LATIN | class::DOT | class::ENUM) && quantity.unit.is_empty() || text.unit(end) == '号' as u16 {
        return None;
    }
    let clause = clause(text, span, begin, end);
    let sentence = sentence(text, span, begin);
    let head = Span::new(clause.from(), begin);
    let per_cent = !quantity.unit.is_empty()
        && (text.class(quantity.unit.from()) == class::PERCENT
            || text.at(quantity.unit.from(), crate::w!("百分之"))
            || text.find(quantity.unit, crate::w!("百分点")).is_some());
    let money = text.ends(quantity.unit.to(), crate::w!("元")) && !quantity.unit.is_empty();
    let duration = text
        .longest_before(quantity.unit.to(), words!["年", "个月", "日", "天", "个工作日", "工作日", "小时", "分钟", "岁", "周", "学时"])
        .is_some_and(|n| n == quantity.unit.len());
    // What the words right in front and behind say.
    let (before_cmp, cue_at) = comparator_before(text, head);
    let (after_cmp, tail) = comparator_behind(text, end, span.to());
    // 前10位
    let rank = text.longest_before(begin, words!["前"]).is_some()
        && text.longest_at(quantity.unit.from(), words!["位", "名", "强", "列"]).is_some();
    let (comparator, end_at) = if quantity.high.is_some() {
        (Comparator::Range, tail)
    } else if rank {
        (Comparator::Le, end)
    } else {
        match (before_cmp, after_cmp) {
            (_, Some(c @ (Comparator::Approx | Comparator::Ge | Comparator::Le))) if before_cmp != Some(Comparator::Gt) => (c, tail),
            (Some(c), _) => (c, tail),
            (None, Some(c)) => (c, tail),
            (None, None) => (Comparator::Eq, end),
        }
    };
    let parallel = parallel(text, begin, before);
    let strong = matches!(before_cmp, Some(Comparator::Ge | Comparator::Le | Comparator::Gt | Comparator::Lt | Comparator::Approx))
        || after_cmp.is_some()
        || quantity.high.is_some();
    let said = before_cmp.is_some() || rank || parallel.is_some();
    // 建设300个…, or 新增规上企业40户 with the number last.
    let close = Span::new(head.from().max(begin.saturating_sub(8)), begin);
    let made = text.has_any(close, MAKES) || end_at + 2 >= clause.to() && text.has_any(head, MAKES);
    let subsidised = text.has_any(sentence, SUBSIDY);
    // 渠系水利用系数提高到0.58
    let coefficient = quantity.value.contains('.')
        && text.longest_before(begin, words!["提高到", "提升到", "提高至", "提升至", "达到", "降至", "降到", "保持在"]).is_some();
    if quantity.unit.is_empty() && !(strong && said || coefficient) {
        return None;
    }
    // Somebody who has so much may apply: …以上的企业.
    let condition = conditional(text, clause, end_at, sentence) || text.ends(begin, crate::w!("未达到"));
    // What is built in a sentence that grants money elsewhere is a goal all the same.
    let builds = text.longest_before(begin, MAKES).is_some() && !money && !text.has_any(clause, SUBSIDY);
    let aimed = builds || text.has_any(clause, words!["力争", "确保", "目标", "争取"]);
    // Rules write their thresholds in words: 占总额百分之二十以上的, 超过百分之二十的情形.
    let in_words = text.class(begin) == class::NUMERAL;
    if in_words && matches!(before_cmp, Some(Comparator::Gt | Comparator::Lt)) && !aimed {
        return None;
    }
    if subsidised && !aimed || condition {
        return None;
    }
    // 100万 of nothing.
    if SCALES.contains(text.units(quantity.unit)) {
        return None;
    }
    let shortened = text.longest_before(begin, words!["压缩为", "缩短为", "压缩至", "缩短至", "压减至"]).is_some();
    let handled = text.has_any(clause, words!["办结", "完成", "审批", "压缩", "缩短", "办理"]) && text.at(end, crate::w!("内"));
    if duration && !(strong || shortened || handled) {
        return None;
    }
    let ranked = rank && text.has_any(clause, words!["稳", "保持", "进入", "位居", "力争", "列", "居", "挤进", "跻身", "排名", "进位"]);
    let each = text.ends(begin, crate::w!("各")) && countable(text, &quantity);
    if text.ends(quantity.unit.to(), crate::w!("岁")) {
        return None;
    }
    let spread = quantity.high.is_some() && countable(text, &quantity) && end + 1 >= clause.to();
    let accepted = coefficient
        || spread
        || ranked
        || each
        || if per_cent {
            said || strong
                || made
                || text.at(end, crate::w!("的")) && (head.is_empty() || text.longest_before(begin, words!["在", "对"]).is_some())
        } else {
            strong && (said || made) || said && made || made && !money && countable(text, &quantity)
        };
    if !accepted || text.longest_at(end, words!["大", "周年", "版", "世纪", "号", "级"]).is_some() && !per_cent {
        return None;
    }
    // “16条” and “两个100%” are names; 覆盖了12个 is done.
    let named =
        text.class(end) == class::QUOTE_CLOSE && text.last(head.from().max(begin.saturating_sub(8)), begin, class::QUOTE_OPEN).is_some();
    if named || text.find(head, crate::w!("了")).is_some() {
        return None;
    }
    if looks_back(text, span, sentence, begin) {
        return None;
    }
    let comparator = parallel.map_or(comparator, |p| if strong { comparator } else { p.comparator });
    let change = change(text, head, &quantity);
    let indicator = indicator(text, head, cue_at);
    let comparator = trailing(text, comparator, strong, end, span.to());
    let duration_within = duration && text.at(end, crate::w!("内"));
    Some(Mention {
        span: text.trim(Span::new(clause.from(), clause.to().max(end_at))),
        item: stretch.item,
        indicator,
        comparator: if duration_within { Comparator::Le } else { comparator },
        quantity,
        change,
        sentence,
    })
}

/// Whether the sentence tells what was reached: its words in front of the number at `begin` say so, or compare with the
/// year before (同比) as only figures of the past are: exact ones, in a sentence that is assigned to nobody.
fn looks_back(text: &Folded, span: Span, sentence: Span, begin: usize) -> bool {
    let so_far = Span::new(sentence.from(), begin);
    if text.has_any(sentence, words!["力争", "确保", "目标", "到20"]) {
        return false;
    }
    if text.has_any(so_far, words!["以来,", "已经", "已达", "已建成", "共有", "累计完成", "我国", "全年实现"]) {
        return true;
    }
    let Some(compared) = text.find(so_far, crate::w!("同比")) else { return false };
    let told = text.has_any(sentence, words!["了", "已", "去年", "上年", "截至", "以来"]);
    // 同比下降10%以上: who tells of the past knows how much.
    let clause = Span::new(compared, text.run(compared, sentence.to(), |c| !matches!(c, class::COMMA | class::SEMICOLON)));
    let bounded =
        text.has_any(clause, AT_LEAST) || text.has_any(clause, AT_MOST) || text.has_any(clause, words!["以上", "以内", "以下", "左右"]);
    // …同比增长10%。（市商务局牵头）
    let behind = text.run(sentence.to(), span.to(), |c| c == class::STOP || class::is_blank(c));
    let close = if text.class(behind) == class::OPEN { text.next(behind, span.to().min(behind + CLAUSE), class::CLOSE) } else { None };
    let assigns = words!["牵头", "负责", "责任", "配合", "会同"];
    let assigned = text.has_any(sentence, assigns) || close.is_some_and(|close| text.has_any(Span::new(behind, close), assigns));
    told || !(bounded || assigned)
}

/// A count of things, as against a measure.
fn countable(text: &Folded, quantity: &Quantity) -> bool {
    !quantity.unit.is_empty()
        && text
            .longest_before(
                quantity.unit.to(),
                words![
                    "个", "家", "名", "人", "项", "所", "处", "座", "条", "套", "台", "辆", "户", "亩", "公里", "公顷", "吨", "间", "门",
                    "场", "批", "张", "千瓦", "人次", "平方米", "立方米", "床", "支", "株", "件", "只", "头", "种", "篇", "次", "村", "栋",
                    "期"
                ],
            )
            .is_some()
        // 新建管网350米; a span of metres is a measure.
        || quantity.high.is_none() && text.units(quantity.unit) == crate::w!("米")
}

/// In 11%和18%左右 the first number shares what stands behind the last.
fn trailing(text: &Folded, comparator: Comparator, strong: bool, end: usize, to: usize) -> Comparator {
    let next = end + 1;
    if strong || text.longest_at(end, words!["和", "、", "及"]).is_none() || text.class(next) != class::DIGIT || next >= to {
        return comparator;
    }
    let last = quantity::read(text, next, to).and_then(|q| comparator_behind(text, q.span.to(), to).0);
    last.unwrap_or(comparator)
}

/// The goal in front of which only 、 or 和 stands: 10%、5%.
fn parallel<'m>(text: &Folded, begin: usize, before: &'m [Mention]) -> Option<&'m Mention> {
    let last = before.last()?;
    let gap = Span::new(last.quantity.span.to(), begin);
    (gap.len() <= 3 && (text.units(gap) == crate::w!("、") || text.units(gap) == crate::w!("和") || text.ends(begin, crate::w!("以上、"))))
        .then_some(last)
}

/// The clause around a number: between commas and stops; brackets inside belong to it.
fn clause(text: &Folded, span: Span, begin: usize, end: usize) -> Span {
    let span = within_reach(span, begin, end, CLAUSE);
    let ends = |c| matches!(c, class::STOP | class::SEMICOLON | class::COMMA | class::COLON | class::PIPE | class::TAB);
    let from = text.run_back(begin, span.from(), |c| !ends(c));
    // An opening bracket that closes behind the number bounds the clause too.
    let open = text.last(from, begin, class::OPEN).filter(|&o| text.next(o, begin, class::CLOSE).is_none());
    let from = open.map_or(from, |o| o + 1);
    let to = text.run(end, span.to(), |c| !ends(c));
    Span::new(text.skip_blank(from, begin), to)
}

fn sentence(text: &Folded, span: Span, at: usize) -> Span {
    let span = within_reach(span, at, at, SENTENCE);
    let from = text.run_back(at, span.from(), |c| c != class::STOP);
    let to = text.run(at, span.to(), |c| c != class::STOP);
    Span::new(from, to)
}

/// No clause or sentence of a notice is longer; what is longer is text without stops, and is not looked through once for
/// each of its numbers.
const CLAUSE: usize = 300;
const SENTENCE: usize = 800;

fn within_reach(span: Span, begin: usize, end: usize, reach: usize) -> Span {
    Span::new(span.from().max(begin.saturating_sub(reach)), span.to().min(end + reach))
}

/// The comparator in front of a number, and where its words begin.
fn comparator_before(text: &Folded, head: Span) -> (Option<Comparator>, usize) {
    let mut end = text.trim(head).to();
    // 力争达到约, 比例的, 全国前: words that may stand between.
    for _ in 0..3 {
        let loose = text.longest_before(
            end,
            words![
                "其", "总", "全国", "全省", "全市", "前", "至", "在", "到", "每年", "共", "各", "同期", "的", "人均", "总量的", "总数的",
                "年均", "总额的", "计划", "不同", "累计", "主动", "联系", "投资", "产值", "销售收入", "营业收入", "产业规模"
            ],
        );
        for (list, comparator) in [
            (AT_LEAST, Comparator::Ge),
            (AT_MOST, Comparator::Le),
            (LESS, Comparator::Lt),
            (MORE, Comparator::Gt),
            (ABOUT, Comparator::Approx),
            (EQUAL, Comparator::Eq),
        ] {
            if let Some(n) = text.longest_before(end, list).filter(|n| end - n >= head.from()) {
                // 至少培育1家: what binds the verb binds the number.
                let bound = [(AT_LEAST, Comparator::Ge), (AT_MOST, Comparator::Le), (ABOUT, Comparator::Approx)]
                    .into_iter()
                    .find(|(l, _)| text.longest_before(end - n, l).is_some());
                return (Some(bound.filter(|_| comparator == Comparator::Eq).map_or(comparator, |b| b.1)), end - n);
            }
        }
        match loose.filter(|n| end - n >= head.from()) {
            Some(n) => end -= n,
            None => break,
        }
    }
    // The words may stand farther in front: 不低于工程结算价1.5%. Those that say no to the other side reach farthest.
    for (reach, list, comparator) in [
        (40, words!["不低于", "不少于", "至少", "不得低于", "不能低于", "不得少于", "不得小于"], Comparator::Ge),
        (40, words!["不超过", "不高于", "不得超过", "控制在", "不得高于", "不大于", "不得大于"], Comparator::Le),
        (16, words!["超过", "突破", "高于"], Comparator::Gt),
        (16, words!["低于"], Comparator::Lt),
    ] {
        let near = Span::new(head.from().max(head.to().saturating_sub(reach)), head.to());
        if let Some((at, _)) = text.find_any(near, list) {
            return (Some(comparator), at);
        }
    }
    (None, head.to())
}

/// The comparator behind a number and its unit, and where its words end.
fn comparator_behind(text: &Folded, end: usize, to: usize) -> (Option<Comparator>, usize) {
    let mut at = end;
    // 10%（含）以上
    if text.class(at) == class::OPEN && text.longest_at(at + 1, words!["含"]).is_some() {
        at = text.next(at, to.min(at + 8), class::CLOSE).map_or(at, |c| c + 1);
    }
    for (list, comparator) in [
        (words!["及以上", "以上", "或以上"], Comparator::Ge),
        (words!["以内", "之内", "及以下", "以下", "为限"], Comparator::Le),
        (words!["左右", "上下"], Comparator::Approx),
    ] {
        if let Some(n) = text.longest_at(at, list).filter(|n| at + n <= to) {
            return (Some(comparator), at + n);
        }
    }
    // 以上 that a hard line break parts.
    let next = text.skip_blank(at + 1, to);
    if text.at(at, crate::w!("以")) && next > at + 1 && next < to {
        let comparator = match char::from_u32(text.unit(next) as u32) {
            Some('上') => Some(Comparator::Ge),
            Some('内' | '下') => Some(Comparator::Le),
            _ => None,
        };
        return (comparator, comparator.map_or(end, |_| next + 1));
    }
    (None, end)
}

/// What somebody must have or be to be given something: …以上的企业, …的，
fn conditional(text: &Folded, clause: Span, end: usize, sentence: Span) -> bool {
    let rest = Span::new(end.min(clause.to()), clause.to());
    let that = text.at(rest.from(), crate::w!("的"));
    let trails = text.ends(clause.to(), crate::w!("的")) && clause.to() < sentence.to();
    let names = that
        && text
            .longest_at(
                rest.from() + 1,
                words![
                    "企业", "单位", "项目", "家庭", "人员", "个人", "机构", "地区", "城市", "县", "车辆", "房屋", "住房", "房地产", "建筑",
                    "小微", "中小"
                ],
            )
            .is_some();
    let when = text.longest_before(clause.to(), words!["时", "情况下", "条件下"]).is_some()
        || text.longest_at(clause.from(), words!["当", "如", "若", "凡", "未达到", "因"]).is_some();
    let applies = text.has_any(Span::new(clause.from(), end), words!["对", "凡", "如", "若", "当"]) && (that || trails);
    // 对加工能力达到2万吨以上的企业, 达到2.6万吨及以上的电厂.
    let whom = text.longest_at(clause.from(), words!["对"]).is_some() && text.find(rest, crate::w!("的")).is_some();
    let scope = text.has_any(rest, words!["以上的", "以下的"]) && !text.has_any(Span::new(clause.from(), end), MAKES_OR_RAISES);
    when || whom
        || scope
        || trails
        || names
            && text.has_any(Span::new(clause.from(), end), words!["对", "凡", "以上", "超过", "达到", "达", "满"])
            && (applies || !text.has_any(clause, MAKES))
}

fn change(text: &Folded, head: Span, quantity: &Quantity) -> Change {
    let near = Span::new(head.from().max(head.to().saturating_sub(10)), head.to());
    let level = text.longest_before(head.to(), words!["到", "至", "达到", "达"]).is_some();
    if !level && text.has_any(near, words!["下降", "降低", "减少", "压减", "下浮", "压缩", "下调", "缩减", "削减"]) {
        return Change::Decrease;
    }
    let per_cent = !quantity.unit.is_empty()
        && (text.class(quantity.unit.from()) == class::PERCENT
            || text.at(quantity.unit.from(), crate::w!("百分之"))
            || text.ends(quantity.unit.to(), crate::w!("百分点"))
            || text.ends(quantity.unit.to(), crate::w!("倍")));
    if !level && per_cent && text.has_any(near, words!["增长", "提高", "增加", "提升", "上升", "上浮", "增速", "扩大"]) {
        return Change::Increase;
    }
    Change::Level
}

/// What is measured: the clause before the words that compare, its date and adverbs aside.
fn indicator(text: &Folded, head: Span, cue_at: usize) -> Option<Span> {
    let mut span = text.trim(Span::new(head.from(), cue_at.max(head.from())));
    if let Some((at, n)) = text.find_any(span, words!["年底,", "年底前", "年,", "年"]).filter(|(at, _)| at - span.from() <= 12)
        && text.class_before(at) == class::DIGIT
    {
        span = text.trim(Span::new(at + n, span.to()));
    }
    named(text, span)
}

/// The name of an indicator without the adverbs around it.
fn named(text: &Folded, mut span: Span) -> Option<Span> {
    loop {
        let cut = text
            .longest_at(span.from(), words!["力争", "确保", "实现", "使", "将", "到", "其中", "全面", "努力", "底", "前"])
            .filter(|n| *n < span.len());
        let tail = text
            .longest_before(
                span.to(),
                words![
                    "力争", "确保", "逐步", "持续", "分别", "均", "达到", "达", "要", "比", "同比", "环比", "保持", "以", "按", "基本",
                    "全部", "占比达"
                ],
            )
            .filter(|n| *n < span.len());
        match (cut, tail) {
            (Some(n), _) => span = text.trim(Span::new(span.from() + n, span.to())),
            (None, Some(n)) => span = text.trim(Span::new(span.from(), span.to() - n)),
            (None, None) => break,
        }
    }
    (span.len() >= 2 && text.classes(span).iter().any(|c| class::is_han(*c))).then_some(span)
}
