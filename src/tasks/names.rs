//! Lists of organs: where one name ends and the next begins.
//!
//! | text you may see | names |
//! |---|---|
//! | 省财政厅、省教育厅，各市（州）人民政府 | three |
//! | 各省、自治区、直辖市人民政府 | one: they share a head word that cannot be cut off |
//! | 各级党委、政府 | one |
//! | 市发展改革、财政、商务局 | three, as written |
//! | 文化厅及省领导小组成员单位 | two |
//! | 省自然资源厅和规划局, 工业和信息化厅 | one: 和 stands inside the name |
//! | 省工商局等部门 | one, without 等部门 |

use crate::lexicon;
use crate::span::Span;
use crate::text::{Folded, Words, brackets, class};
use crate::{w, words};

/// The longest name; the longest seen are joint committees of about forty characters.
pub const LONGEST: usize = 48;

/// The pieces of a list between 、 ， ； and blanks, with the place of the separator behind each.
pub fn pieces(text: &Folded, span: Span) -> Vec<(Span, usize)> {
    let mut out: Vec<(Span, usize)> = Vec::new();
    let mut from = span.from();
    let mut at = span.from();
    while at <= span.to() {
        let class = if at == span.to() { class::NONE } else { text.class(at) };
        match class {
            class::OPEN => {
                at = brackets::closing(text, at, span.to()).map_or(at + 1, |close| close + 1);
                continue;
            }
            class::ENUM | class::COMMA | class::SEMICOLON | class::STOP | class::NONE => {}
            class::SPACE | class::TAB if blank_parts(text, from, at, span.to()) => {}
            _ => {
                at += 1;
                continue;
            }
        }
        let piece = text.trim(Span::new(from, at.min(span.to())));
        if !piece.is_empty() {
            match out.last_mut() {
                Some((last, separator)) if shares_head(text, *last, *separator, piece) => {
                    *last = last.join(piece);
                    *separator = at;
                }
                _ => out.push((piece, at)),
            }
        }
        at += 1;
        from = at;
    }
    out
}

/// Blanks part two names where an organ ends before them.
fn blank_parts(text: &Folded, from: usize, at: usize, to: usize) -> bool {
    let before = text.trim(Span::new(from, at));
    let next = text.skip_blank(at, to);
    before.len() >= 3 && next < to && class::is_han(text.class(next)) && lexicon::ends_as_organ(text.units(before))
}

const LEVELS: &Words = words![
    "省", "自治区", "直辖市", "计划单列市", "市", "州", "自治州", "县", "区", "盟", "旗", "乡", "镇", "街道", "地区", "地", "市州", "区县",
    "县市", "县区", "设区市", "副省级城市", "省会城市", "市县", "县级市", "县市区",
];

/// Whether `last` is the beginning of a name that ends in `piece`: 各省、自治区、直辖市人民政府.
fn shares_head(text: &Folded, last: Span, separator: usize, piece: Span) -> bool {
    if text.class(separator) != class::ENUM && !class::is_blank(text.class(separator)) {
        return false;
    }
    // 各委、办、局; 市直和中央、省驻某有关单位.
    let colon = text.last(last.from(), last.to(), class::COLON);
    let last = Span::new(colon.map_or(last.from(), |c| c + 1), last.to());
    let stands = text.find(Span::new(piece.from(), piece.to().min(piece.from() + 3)), w!("驻")).is_some();
    if piece.len() == 1 || stands && !lexicon::ends_as_organ_proper(text.units(last)) && last.len() <= 8 {
        return true;
    }
    if !text.at(last.from(), w!("各")) || text.at(piece.from(), w!("各")) {
        return false;
    }
    let tail_from = text.run_back(last.to(), last.from() + 1, |c| !matches!(c, class::ENUM));
    let tail = lexicon::strip_brackets(text.units(Span::new(tail_from, last.to())));
    let tail = tail.strip_prefix(w!("级")).unwrap_or(tail);
    if tail.ends_with(w!("党委")) || tail.ends_with(w!("党组织")) {
        return text.at(piece.from(), w!("政府")) || text.at(piece.from(), w!("人民政府")) || text.at(piece.from(), w!("行政公署"));
    }
    LEVELS.contains(tail)
}

/// The names in a list without cues: recipients, a cell, a signature.
pub fn list(text: &Folded, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    for (piece, _) in pieces(text, span) {
        split_joined(text, piece, &mut out);
    }
    out.into_iter().map(|name| without_etc(text, name)).filter(|n| !n.is_empty()).collect()
}

/// Splits at 和, 及, 与, 以及, 并 where an organ stands on each side.
pub fn split_joined(text: &Folded, piece: Span, out: &mut Vec<Span>) {
    let shared = text.at(piece.from(), w!("各")) && text.next(piece.from(), piece.to(), class::ENUM).is_some();
    let mut from = piece.from();
    let mut at = from + 2;
    while at + 2 < piece.to() {
        if text.class(at) == class::OPEN {
            at = brackets::closing(text, at, piece.to()).map_or(at + 1, |c| c + 1);
            continue;
        }
        let joint = if shared { 0 } else { text.longest_at(at, words!["和", "及", "与", "以及", "暨"]).unwrap_or(0) };
        if joint > 0 && joins(text, Span::new(from, at), Span::new(at + joint, piece.to())) {
            out.push(text.trim(Span::new(from, at)));
            from = at + joint;
            at = from + 2;
            continue;
        }
        at += 1;
    }
    out.push(text.trim(Span::new(from, piece.to())));
}

fn joins(text: &Folded, left: Span, right: Span) -> bool {
    let (l, r) = (text.units(left), text.units(right));
    // 各有关部门和单位: the right side leans on the left.
    let leans = [w!("单位"), w!("机构"), w!("部门"), w!("组织"), w!("个人")].iter().any(|w| r.starts_with(w) && r.len() <= w.len() + 4);
    let proper =
        lexicon::ends_as_organ_proper(l) || l.ends_with(w!("区")) && l.len() > 3 || l.ends_with(w!("机关")) || l.ends_with(w!("企业"));
    proper && !leans && r.len() >= 3 && lexicon::ends_as_organ(strip_etc(r))
}

/// A name without the 等 behind it.
pub fn without_etc(text: &Folded, name: Span) -> Span {
    let name = text.trim(name);
    let kept = strip_etc(text.units(name)).len();
    text.trim(Span::new(name.from(), name.from() + kept))
}

fn strip_etc(units: &[u16]) -> &[u16] {
    /// What may stand behind 等 and names nobody.
    const OPEN: &Words = words![
        "有关", "相关", "职能", "部门", "单位", "企业", "机构", "组织", "团体", "社会", "和", "及", "各", "方面", "金融", "地方", "主管"
    ];
    let Some(etc) = units.iter().rposition(|u| *u == '等' as u16).filter(|at| *at > 1) else { return units };
    let mut rest = &units[etc + 1..];
    while let Some(n) = OPEN.longest_at(rest) {
        rest = &rest[n..];
    }
    // 等涉及联合验收相关单位: whatever names nobody in particular.
    let vague = rest.len() <= 16
        && words!["单位", "部门", "企业", "机构"].longest_before(rest).is_some()
        && lexicon::ends_as_organ_proper(&units[..etc]);
    if rest.is_empty() || vague { &units[..etc] } else { units }
}

/// Whether a piece could be a name at all.
pub fn plausible(text: &Folded, name: Span) -> bool {
    let units = text.units(name);
    if !(2..=LONGEST).contains(&units.len())
        || !class::is_han(text.class(name.from()))
            && text.class(name.from()) != class::QUOTE_OPEN
            && text.class(name.from()) != class::LATIN
    {
        return false;
    }
    let classes = text.classes(name);
    if classes.iter().any(|c| matches!(*c, class::STOP | class::PERCENT | class::TITLE_OPEN | class::COLON | class::AT)) {
        return false;
    }
    const VERBS: &Words = words![
        "应当", "不得", "予以", "进行", "按照", "根据", "按规定", "同意", "申请", "可以", "必须", "包括", "不含", "不包括", "要求", "批准",
        "确定", "报请", "制定", "加强", "推进", "完成", "另行", "有责", "依法", "自行", "下同", "第一", "自愿", "实行", "承担", "为牵头",
        "不超过", "以上", "以下", "办理", "需要", "没有", "如何", "给予", "持续", "长期",
    ];
    // What a bracket defines inside a name does not count, nor what a committee is for.
    const BODIES: &Words =
        words!["领导小组", "成员单位", "办公室", "委员会", "联席会议", "指挥部", "专班", "工作组", "协调小组", "协调机制"];
    if VERBS.find_in(units).is_none() {
        return true;
    }
    let plain = outside_brackets(units);
    BODIES.longest_before(&plain).is_some() || VERBS.find_in(&plain).is_none()
}

/// The units of a name that stand outside its brackets.
pub fn outside_brackets(units: &[u16]) -> Vec<u16> {
    let mut depth = 0;
    let mut out = Vec::with_capacity(units.len());
    for &unit in units {
        match char::from_u32(unit as u32) {
            Some('(' | '〔' | '[' | '〈' | '【') => depth += 1,
            Some(')' | '〕' | ']' | '〉' | '】') => depth = (depth - 1i32).max(0),
            _ if depth == 0 => out.push(unit),
            _ => {}
        }
    }
    out
}
