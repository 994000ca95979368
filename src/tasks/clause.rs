//! One responsibility clause: who leads, who is responsible, who supports.
//!
//! | text you may see | read |
//! |---|---|
//! | X牵头负责 | X lead |
//! | X、Y按职责分工负责 | X, Y responsible |
//! | X牵头，Y、Z配合 | X lead; Y, Z support |
//! | 由X会同Y负责 | X lead; Y joint |
//! | X、Y负责，各市人民政府落实 | all responsible |
//! | 牵头单位：X；责任单位：Y、Z | X lead; Y, Z responsible |
//! | …，列第一位的为牵头单位，下同 | the names; the rule is the document's |

use super::names;
use crate::lexicon;
use crate::model::Role;
use crate::span::Span;
use crate::text::{Folded, Words, class, soft};
use crate::{w, words};
use std::collections::HashSet;

/// A name with its role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    /// The name as written, without 等.
    pub name: Span,
    /// What the clause says of it.
    pub role: Role,
    /// Whether it stands before the clause's first comma.
    pub before_comma: bool,
}

/// A label such as 责任单位： at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Where what it labels begins.
    pub end: usize,
    /// The role; `None` for labels of deadlines and persons.
    pub role: Option<Role>,
}

/// The longest label, 牵头（责任）单位 and its like.
const LABEL: usize = 14;

/// The label at `at`: a role and a noun, and a colon, a closing bracket or blanks behind it.
pub fn label(text: &Folded, at: usize, to: usize) -> Option<Label> {
    let limit = to.min(at + LABEL + 1);
    let mut end = at;
    while end < limit {
        match text.class(end) {
            class::COLON => break,
            class::CLOSE if !has_open(text, at, end) => break,
            class::HAN | class::NUMERAL | class::ENUM | class::SPACE | class::OPEN | class::CLOSE | class::NEWLINE => end += 1,
            _ => return None,
        }
    }
    let name = text.trim(Span::new(at, end));
    if end >= to || name.is_empty() {
        return None;
    }
    let units = soft::squeezed(text, name);
    let role = label_role(&units)?;
    let mut rest = end + 1;
    if text.class(end) == class::CLOSE {
        // 【责任单位】X
        rest += usize::from(text.class(rest) == class::COLON && rest < to);
    }
    Some(Label { end: rest, role })
}

fn has_open(text: &Folded, at: usize, end: usize) -> bool {
    text.next(at, end, class::OPEN).is_some()
}

fn label_role(units: &[u16]) -> Option<Option<Role>> {
    const DUE: &Words = words![
        "完成时限", "完成时间", "时限", "时序进度", "完成期限", "工作时限", "时限要求", "进度安排", "时间要求", "时间节点", "责任人",
        "责任领导", "牵头领导", "分管领导", "进度要求", "目标时限", "办结时限"
    ];
    if DUE.contains(units) {
        return Some(None);
    }
    const NOUNS: &Words = words![
        "单位", "部门", "处室", "机构", "主体", "地区", "科室", "股室", "分工", "部门和单位", "机关", "单位及部门", "部门及单位", "街镇",
        "组", "企业", "责任人单位"
    ];
    const BARE: &Words = words!["牵头", "责任", "配合", "主办", "协办", "承办", "落实", "负责", "属地责任", "牵头责任", "参与", "指导"];
    let bare = lexicon::strip_brackets(units);
    let named = NOUNS.longest_before(bare).is_some() || BARE.contains(bare);
    if !named || bare.len() > 12 {
        return None;
    }
    // 各责任单位, 有关责任单位: a name, no label.
    if bare.starts_with(w!("各")) || bare.starts_with(w!("有关")) || bare.starts_with(w!("相关")) || bare.starts_with(w!("以上")) {
        return None;
    }
    lexicon::role_of(bare).map(Some)
}

/// What ends a list of names and gives it its role.
const CUES: &[(&Words, Role)] = &[
    (
        words![
            "牵头负责", "牵头落实", "牵头组织实施", "牵头组织", "牵头实施", "牵头推进", "牵头协调", "牵头办理", "牵头抓总", "总牵头",
            "牵头", "主办", "为主"
        ],
        Role::Lead,
    ),
    (
        words![
            "配合落实", "配合实施", "协同配合", "密切配合", "积极配合", "配合做好", "配合", "协办", "协助", "共同参与", "参与", "参加",
            "支持"
        ],
        Role::Support,
    ),
    (words!["负责指导", "指导"], Role::Guide),
    (words!["负责监督", "督办", "督导", "督促", "监督"], Role::Supervise),
    (
        words![
            "负责落实", "负责实施", "负责推进", "负责组织实施", "抓好落实", "贯彻落实", "组织落实", "组织实施", "具体实施", "各负其责",
            "承办", "负责", "落实", "实施", "执行", "职责分工"
        ],
        Role::Responsible,
    ),
];

/// How a cue may be dressed: what may stand between the last name and it.
const DRESS: &Words = words![
    "按照职责分工", "按职责分工", "根据职责分工", "依职责分工", "依据职责分工", "按各自职责分工", "按照各自职责分工", "按各自职责",
    "按照各自职责", "根据各自职责", "按照职责", "按职责", "依职责", "根据职责", "按分工", "按照分工", "按照", "按", "职责分工", "依",
    "分工", "分别", "具体", "共同", "联合", "组织", "积极", "协同", "密切", "均需", "均", "分头", "各自", "要", "负责", "一起", "依法",
    "会同", "认真", "分级", "协调", "结合职责", "抓", "主要",
];

/// The cue at the end of a piece: its role and where the name in front of it ends. Hard line breaks inside do not count.
fn cue(text: &Folded, piece: Span) -> Option<(Role, usize)> {
    if text.next(piece.from(), piece.to(), class::NEWLINE).is_none() {
        return cue_in(text.units(piece)).map(|(role, len)| (role, text.trim(Span::new(piece.from(), piece.from() + len)).to()));
    }
    let places: Vec<usize> = (piece.from()..piece.to()).filter(|&i| !class::is_blank(text.class(i))).collect();
    let (role, len) = cue_in(&soft::squeezed(text, piece))?;
    Some((role, len.checked_sub(1).and_then(|last| places.get(last)).map_or(piece.from(), |p| p + 1)))
}

/// The cue that units end in, and how long what stands in front of it is.
fn cue_in(units: &[u16]) -> Option<(Role, usize)> {
    let (len, role) = CUES.iter().filter_map(|(words, role)| Some((words.longest_before(units)?, *role))).max_by_key(|c| c.0)?;
    let mut rest = &units[..units.len() - len];
    loop {
        while let [head @ .., 0x20] = rest {
            rest = head;
        }
        match DRESS.longest_before(rest) {
            Some(n) => rest = &rest[..rest.len() - n],
            None => return Some((role, rest.len())),
        }
    }
}

/// Whether the text of a bracket is a responsibility clause.
pub fn is_clause(text: &Folded, inner: Span) -> bool {
    let inner = trim_stops(text, inner);
    if inner.len() < 4 || inner.len() > 700 {
        return false;
    }
    if label(text, inner.from(), inner.to()).is_some_and(|l| l.role.is_some()) {
        return true;
    }
    if cue(text, inner).is_some() {
        return true;
    }
    // …负责，列第一位者为牵头单位，下同: the cue stands before an explanation.
    let said = text.find_any(inner, words!["负责,", "负责;", "负责。", "牵头,", "牵头;", "配合,", "配合;", "落实,"]);
    said.is_some() && text.has_any(inner, words!["下同", "第一", "负责", "配合", "落实", "牵头", "参与"])
}

fn trim_stops(text: &Folded, span: Span) -> Span {
    let mut span = text.trim(span);
    while !span.is_empty() && matches!(text.class_before(span.to()), class::STOP | class::SEMICOLON | class::COMMA | class::ENUM) {
        span = text.trim(Span::new(span.from(), span.to() - 1));
    }
    span
}

/// Reads a clause: the text inside its brackets, or a label and what it labels.
pub fn read(text: &Folded, span: Span) -> Vec<Named> {
    let span = trim_stops(text, span);
    let mut reader = Reader { text, out: Vec::new(), pending: Vec::new(), mode: None, labelled: false, commas: false, muted: false };
    for (piece, separator) in names::pieces(text, span) {
        reader.piece(piece);
        reader.commas |= matches!(text.class(separator), class::COMMA | class::SEMICOLON) && separator < span.to();
    }
    reader.end();
    let mut out: Vec<Named> = Vec::with_capacity(reader.out.len());
    let mut seen = HashSet::with_capacity(reader.out.len());
    for named in reader.out {
        if seen.insert((named.role, text.units(named.name))) {
            out.push(named);
        }
    }
    out
}

struct Reader<'t, 'a> {
    text: &'t Folded<'a>,
    out: Vec<Named>,
    /// Names whose role is still to come, and whether each stands before the first comma.
    pending: Vec<(Span, bool)>,
    /// The role that a label gave.
    mode: Option<Role>,
    labelled: bool,
    commas: bool,
    /// Inside a label of deadlines or persons.
    muted: bool,
}

impl Reader<'_, '_> {
    fn piece(&mut self, piece: Span) {
        let text = self.text;
        let mut piece = piece;
        // 牵头单位：X 配合单位：Y in one piece.
        while let Some(label) = label(text, piece.from(), piece.to()) {
            self.flush(None);
            self.mode = label.role;
            self.labelled = true;
            self.muted = label.role.is_none();
            piece = text.trim(Span::new(label.end, piece.to()));
        }
        if let Some(inner) = self.label_inside(piece) {
            self.piece(text.trim(Span::new(piece.from(), inner)));
            self.piece(Span::new(inner, piece.to()));
            return;
        }
        if piece.is_empty() || self.muted {
            return;
        }
        // What is said of the list as a whole, and not inside a name's brackets.
        const SAID: &Words = words![
            "下同", "第一位", "列首位", "逗号前", "为牵头", "排第一", "列第一", "分号前", "不再列出", "不再单独列出", "不再一一列出"
        ];
        if text.has_any(piece, SAID) && SAID.find_in(&names::outside_brackets(text.units(piece))).is_some() {
            return;
        }
        let lead_in = text.longest_at(piece.from(), words!["并由", "由", "请", "以下均需", "均由", "再由", "其中", "其中由"]).unwrap_or(0);
        piece = text.trim(Span::new(piece.from() + lead_in, piece.to()));
        // X会同Y负责: X leads, Y joins.
        if let Some((at, len)) = text.find_any(piece, words!["牵头会同", "会同"]) {
            let left = Span::new(piece.from(), at);
            if !left.is_empty() {
                self.name(left);
            }
            self.flush(Some(Role::Lead));
            self.lead_last();
            let right = text.trim(Span::new(at + len, piece.to()));
            match cue(text, right) {
                Some((_, end)) => {
                    self.name(Span::new(right.from(), end));
                    self.flush(Some(Role::Joint));
                }
                None => {
                    self.name(right);
                    self.joint();
                }
            }
            return;
        }
        match cue(text, piece) {
            Some((role, end)) => {
                if end > piece.from() {
                    // X牵头Y配合 without a comma.
                    let name = Span::new(piece.from(), end);
                    match self.cue_inside(name) {
                        Some((inner, at, to)) => {
                            self.name(Span::new(name.from(), at));
                            self.flush(Some(inner));
                            self.name(Span::new(to, name.to()));
                        }
                        None => self.name(name),
                    }
                }
                let joint = self.mode == Some(Role::Joint);
                self.flush(Some(if joint { Role::Joint } else { role }));
                if joint {
                    self.mode = None;
                }
            }
            None => self.name(piece),
        }
    }

    /// A role's cue in the middle of a piece.
    fn cue_inside(&self, span: Span) -> Option<(Role, usize, usize)> {
        let text = self.text;
        let (at, len) = text.find_any(span, words!["牵头负责", "牵头", "负责"])?;
        (at > span.from() + 1 && at + len + 2 < span.to()).then_some((
            if text.at(at, w!("牵头")) { Role::Lead } else { Role::Responsible },
            at,
            at + len,
        ))
    }

    /// Where a label begins inside a piece: 市财政局责任单位：…
    fn label_inside(&self, piece: Span) -> Option<usize> {
        let text = self.text;
        let colon = text.next(piece.from(), piece.to(), class::COLON)?;
        (piece.from() + 1..colon).find(|&at| {
            text.longest_at(at, words!["牵头", "责任", "配合", "主办", "协办", "承办", "落实", "完成", "时限", "参与"]).is_some()
                && label(text, at, piece.to()).is_some()
        })
    }

    /// The last name before 会同 had no cue of its own, or 牵头: it leads either way.
    fn lead_last(&mut self) {
        if let Some(last) = self.out.last_mut()
            && last.role == Role::Responsible
        {
            last.role = Role::Lead;
        }
    }

    /// The names that follow 会同 up to the next cue join.
    fn joint(&mut self) {
        self.mode = Some(Role::Joint);
    }

    fn name(&mut self, span: Span) {
        let mut found = Vec::new();
        names::split_joined(self.text, self.text.trim(span), &mut found);
        for name in found {
            let name = names::without_etc(self.text, name);
            if !name.is_empty() {
                self.pending.push((name, !self.commas));
            }
        }
    }

    /// Gives the pending names their role: the cue's, else the label's.
    fn flush(&mut self, cue: Option<Role>) {
        let text = self.text;
        let Some(role) = cue.or(self.mode) else {
            if cue.is_none() && !self.pending.is_empty() && self.labelled {
                self.pending.clear();
            }
            return;
        };
        let by_label = self.labelled;
        let pending = std::mem::take(&mut self.pending);
        let last_organ = pending.iter().rposition(|n| lexicon::ends_as_organ(text.units(n.0)));
        for (i, &(name, before_comma)) in pending.iter().enumerate() {
            if !names::plausible(text, name) {
                continue;
            }
            let units = text.units(name);
            // 市发展改革、财政、商务局: pieces that lean on the organ behind them.
            let leans = units.len() <= 10 && last_organ.is_some_and(|last| i < last);
            if by_label || leans || lexicon::ends_as_organ(units) {
                self.out.push(Named { name, role, before_comma });
            }
        }
    }

    fn end(&mut self) {
        if self.mode.is_none() && !self.out.is_empty() && !self.labelled {
            // Names behind the last cue: …配合，各市人民政府
            self.flush(Some(Role::Responsible));
        } else {
            self.flush(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let text = Folded::new(source);
        let names: Vec<String> =
            read(&text, text.whole()).iter().map(|n| format!("{} {:?}", text.slice(n.name), n.role).to_lowercase()).collect();
        names.join("; ")
    }

    #[test]
    fn clauses_are_read_by_their_cues() {
        for (source, expected) in [
            ("市甲局牵头负责", "市甲局 lead"),
            ("省甲委、省乙厅按职责分工负责", "省甲委 responsible; 省乙厅 responsible"),
            ("省甲委牵头，省乙厅、丙局配合", "省甲委 lead; 省乙厅 support; 丙局 support"),
            ("由市甲局会同市乙局负责", "市甲局 lead; 市乙局 joint"),
            ("责任单位：中国人民银行某商市分行、各商业银行", "中国人民银行某商市分行 responsible; 各商业银行 responsible"),
            ("甲部、乙部负责，各市人民政府落实", "甲部 responsible; 乙部 responsible; 各市人民政府 responsible"),
            (
                "牵头单位：市甲局；责任单位：市乙局、各县（市、区）人民政府",
                "市甲局 lead; 市乙局 responsible; 各县（市、区）人民政府 responsible",
            ),
            ("甲部、乙部负责。列第一位者为牵头单位，下同", "甲部 responsible; 乙部 responsible"),
            ("各级党委、政府按职责分工负责", "各级党委、政府 responsible"),
            ("甲部、乙局等按职责分工负责", "甲部 responsible; 乙局 responsible"),
            ("市发展改革、财政、商务局负责", "市发展改革 responsible; 财政 responsible; 商务局 responsible"),
            ("责任单位：市甲局，市乙局 完成时限：2022年6月底前", "市甲局 responsible; 市乙局 responsible"),
            ("文化厅及省领导小组相关成员单位按职责分工负责", "文化厅 responsible; 省领导小组相关成员单位 responsible"),
            ("各有关部门和单位按职责分工负责", "各有关部门和单位 responsible"),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
