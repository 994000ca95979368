//! Words that end names and titles.

use crate::model::Role;
use crate::text::Words;
use crate::{w, words};

/// Kinds of document, 文种, and of what a notice encloses (条例 第八条; GB/T 9704-2012).
pub const KINDS: &Words = words![
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "方案",
    "办法", "规划", "要点", "细则", "计划", "措施", "规定", "条例", "规则", "章程", "答复", "纲要", "预案", "指南", "指引", "规范", "标准",
    "清单", "目录", "制度", "安排", "总结", "讲话", "解读", "建议", "复函", "政策", "举措", "准则", "守则", "分工", "决算", "预算", "行动",
    "指导目录", "任务书", "工作法", "法", "倡议书", "公约", "条款", "若干问题",
];

/// The kinds of notice proper, whose title names its issuer and recipients follow.
pub const NOTICE_KINDS: &Words = words![
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "复函", "答复"
];

/// What an attachment's title may end in besides a kind.
pub const TITLE_ENDS: &Words = words![
    "表", "单", "案", "法", "见", "书", "册", "录", "图", "则", "划", "标", "知", "求", "准", "点", "样", "定", "纲", "件", "议", "例",
    "函", "告", "明", "施", "说", "份", "模板", "范本", "格式", "材料", "要求", "体系", "系统", "名额", "分工", "情况", "坐标", "项目",
    "任务", "指南", "流程", "须知", "名称", "范围", "信息", "依据", "政策", "回执", "制度", "证", "报", "券"
];

/// Headings that most plans have.
pub const HEADINGS: &Words = words![
    "总体思路", "总体要求", "总体目标", "指导思想", "基本原则", "工作目标", "主要目标", "目标任务", "主要任务", "重点任务", "工作任务",
    "工作要求", "保障措施", "组织实施", "组织保障", "实施步骤", "工作步骤", "工作安排", "有关要求", "附则", "总则", "工作原则", "发展目标",
    "主要措施", "工作措施", "政策措施", "组织领导", "加强组织领导", "工作内容", "工作重点", "重要意义", "实施范围", "适用范围", "会议时间",
    "会议地点", "培训时间", "培训地点", "研修时间", "研修地点", "报到时间", "报名方式", "会议内容", "参会人员", "时间安排", "进度安排"
];

/// Last characters of the name of an organ or of anybody who can be given work.
const ORGAN_ENDS: &Words = words![
    "部", "委", "局", "厅", "办", "院", "会", "署", "行", "府", "司", "团", "心", "处", "科", "所", "社", "联", "组", "校", "馆", "站",
    "队", "位", "构", "县", "市", "州", "盟", "旗", "镇", "乡", "区", "库", "室", "厂", "矿", "台", "企", "业", "协", "军", "关", "方",
    "户", "者", "学", "场", "港", "店", "园", "网", "地", "村", "道", "庭", "门", "人", "省", "岸", "商", "群", "央", "总", "中", "层",
    "段", "系", "统", "支",
];

/// Last characters and words of organs proper, where the text gives no other hint that a name is one.
pub const ORGAN_TAILS: &Words = words![
    "人民政府", "政府", "委员会", "管委会", "部门", "单位", "办公室", "办公厅", "领导小组", "指挥部", "集团", "公司", "中心", "总局",
    "法院", "检察院", "银行", "支行", "分行", "党委", "机构", "总队", "支队", "分局", "协会", "联合会", "总工会", "研究院", "学院", "大学",
    "部", "委", "局", "厅", "署", "办", "会", "院", "军区", "兵团", "联席会议", "总社", "机制", "工作组", "专班", "工委", "管理区",
    "开发区", "联络办", "协调小组", "省委", "市委", "县委", "国务院", "中央军委",
];

/// Whether a name ends as an organ's does. Brackets at the end are looked behind: 市住建局〈市人防办〉.
pub fn ends_as_organ(name: &[u16]) -> bool {
    ORGAN_ENDS.longest_before(strip_brackets(name)).is_some()
}

/// Whether a name ends as an organ proper does.
pub fn ends_as_organ_proper(name: &[u16]) -> bool {
    let bare = strip_brackets(name);
    ORGAN_TAILS.longest_before(bare).is_some()
}

/// A name without the bracket at its end.
pub fn strip_brackets(name: &[u16]) -> &[u16] {
    const OPEN: &Words = words!["(", "〔", "[", "〈", "【"];
    const CLOSE: &Words = words![")", "〕", "]", "〉", "】"];
    if CLOSE.longest_before(name).is_none() {
        return name;
    }
    match name.iter().rposition(|&u| OPEN.contains(&[u])) {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// Whether a name means a group: 各市州人民政府, 省级有关部门, 各级党委.
pub fn is_collective(name: &[u16]) -> bool {
    let has = |words: &Words| words.find_in(name).is_some();
    has(words!["各", "有关", "相关", "成员单位", "其他", "全体", "所有", "以上单位", "等部门"])
        || name.ends_with(w!("部门")) && name.len() <= 6
}

const ROLES: &[(&[u16], Role)] = &[
    (w!("牵头"), Role::Lead),
    (w!("主办"), Role::Lead),
    (w!("主责"), Role::Lead),
    (w!("配合"), Role::Support),
    (w!("协办"), Role::Support),
    (w!("协助"), Role::Support),
    (w!("参与"), Role::Support),
    (w!("参加"), Role::Support),
    (w!("协同"), Role::Support),
    (w!("支持"), Role::Support),
    (w!("会同"), Role::Joint),
    (w!("联合"), Role::Joint),
    (w!("督办"), Role::Supervise),
    (w!("督导"), Role::Supervise),
    (w!("监督"), Role::Supervise),
    (w!("指导"), Role::Guide),
    (w!("责任"), Role::Responsible),
    (w!("承办"), Role::Responsible),
    (w!("落实"), Role::Responsible),
    (w!("负责"), Role::Responsible),
    (w!("实施"), Role::Responsible),
    (w!("执行"), Role::Responsible),
];

/// The role that a label's or column's words name first.
pub fn role_of(units: &[u16]) -> Option<Role> {
    ROLES.iter().filter_map(|(w, role)| crate::text::wide::find(units, w).map(|at| (at, *role))).min_by_key(|r| r.0).map(|r| r.1)
}
