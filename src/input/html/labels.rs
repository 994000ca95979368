//! The labels of a page's metadata (政府信息公开目录), and what stands behind them.

use crate::source::provenance::Field;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// An element of the document.
    Element(Field),
    /// What else a registry of documents says: 有效性, 主题词.
    Registry,
    /// What a page says of itself: 浏览次数, 责任编辑.
    Page,
}

const LABELS: &[(Label, &[&str])] = &[
    (Label::Element(Field::Title), &["标题", "名称", "文件名称", "信息名称", "公文名称", "政策名称", "文件标题", "公文标题", "信息标题"]),
    (
        Label::Element(Field::DocumentNumber),
        &["发文字号", "文号", "文件编号", "文件字号", "发文文号", "文件文号", "公文文号", "发布文号", "文件号", "发文号", "公文字号"],
    ),
    (
        Label::Element(Field::Issuer),
        &[
            "发文机关", "发布机构", "发文单位", "发布机关", "发文机构", "制发机关", "发布单位", "公开机构", "制定机关", "公开单位",
            "发文部门", "发布部门", "制发单位", "印发机关", "颁布单位", "颁布机构", "信息公开单位",
        ],
    ),
    (Label::Element(Field::IssuedOn), &["成文日期", "成文时间", "发文日期", "发文时间", "签发日期", "制发日期", "印发日期", "印发时间"]),
    (
        Label::Element(Field::PublishedOn),
        &[
            "发布日期", "发布时间", "公开日期", "公开时间", "发表时间", "发表日期", "公布日期", "公布时间", "信息公开日期", "上传时间",
            "更新时间", "更新日期", "发稿时间", "录入时间", "时间", "日期",
        ],
    ),
    (Label::Element(Field::IndexNumber), &["索引号", "信息索引号", "信息索引", "索取号", "索引", "公开目录索引号", "信息索取号"]),
    (Label::Element(Field::Topic), &["主题分类", "主题类别", "所属主题", "主题"]),
    (
        Label::Registry,
        &[
            "有效性", "主题词", "关键词", "关键字", "体裁分类", "体裁", "体裁形式", "文种", "公文种类", "文件类型", "信息类型", "信息分类",
            "分类", "类别", "组配分类", "机构分类", "服务对象分类", "服务对象", "内容分类", "公开类别", "公开方式", "公开形式", "公开范围",
            "公开属性", "公开程序", "公开时限", "公开责任部门", "信息格式", "语种", "内容概述", "内容概要", "概述", "摘要", "文件状态",
            "效力状态", "时效性", "有效期", "失效日期", "失效时间", "废止日期", "实施日期", "生效日期", "生效时间", "施行日期", "生成日期",
            "产生日期", "统一编号", "统一登记号", "登记号", "规范性文件编号", "规范性文件统一编号", "载体类型", "记录形式", "所属机构",
            "责任部门", "起草单位", "发文年份", "行业分类", "栏目分类", "所属栏目", "信息来源", "文件有效性", "信息所属单位",
            "信息制作单位", "信息有效期", "政策咨询机关", "政策咨询电话", "相关信息", "公开对象", "是否有效", "备注", "适用范围",
            "生效范围",
        ],
    ),
    (
        Label::Page,
        &[
            "来源", "文章来源", "稿件来源", "新闻来源", "作者", "编辑", "责任编辑", "责编", "审核", "审核人", "录入", "录入者", "浏览次数",
            "浏览量", "浏览数", "点击数", "点击次数", "点击率", "点击", "阅读次数", "阅读量", "阅读数", "阅读", "访问量", "访问次数",
            "浏览", "浏览字号", "浏览字体", "字体", "字号", "字体大小", "文字大小", "分享", "分享到", "分享至", "保护视力色", "视力保护色",
            "打印", "次数", "信息员", "发布人", "发布者", "供稿", "撰稿", "摄影", "初审", "复审", "终审",
        ],
    ),
];

/// Labels that prose and tables of articles have too.
const COMMON: &[&str] = &[
    "标题", "名称", "时间", "日期", "主题", "类别", "分类", "概述", "摘要", "备注", "作者", "编辑", "来源", "审核", "浏览", "阅读", "点击",
    "打印", "分享", "服务对象", "适用范围", "有效期",
];

/// Whether a label stands on pages beside articles alone.
pub fn is_telling(name: &str) -> bool {
    !COMMON.contains(&name)
}

/// The longest label.
const LONGEST: usize = 12;

/// A label of a page, its name without the blanks that space its letters.
pub fn known(text: &str) -> Option<(Label, String)> {
    let name = plain(text)?;
    let found = LABELS.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((found.0, name))
}

/// The characters of a short text that may be a label.
fn plain(text: &str) -> Option<String> {
    let outer = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '【' | '】' | '：' | ':' | '（' | '）' | '|' | '*' | '·' | '•');
    let text = text.trim_matches(outer);
    let name: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2028}').take(LONGEST + 1).collect();
    let len = name.chars().count();
    (2..=LONGEST).contains(&len).then_some(name)
}

/// A label and what stands behind it.
#[derive(Debug)]
pub struct Pair {
    pub label: Label,
    pub name: String,
    pub value: String,
}

/// The labels in a line, each with what stands behind it up to the next: `来源：本网  发布时间：2025-06-24`. A label alone has an empty value.
pub fn pairs(text: &str) -> Vec<Pair> {
    if let Some((label, name)) = known(text) {
        return vec![Pair { label, name, value: String::new() }];
    }
    let mut found: Vec<(usize, usize, Label, String)> = Vec::new();
    let mut floor = 0;
    for (colon, mark) in text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let before = text.get(floor..colon).unwrap_or_default();
        // The longest label that ends here and begins at an edge.
        let mut best = None;
        let mut letters = 0;
        for (at, c) in before.char_indices().rev() {
            if c.is_whitespace() {
                continue;
            }
            letters += 1;
            if letters > LONGEST {
                break;
            }
            let is_edge =
                before.get(..at).and_then(|b| b.chars().next_back()).is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '“' | '《'));
            if is_edge && let Some((label, name)) = known(&before[at..]) {
                best = Some((floor + at, label, name));
            }
        }
        let behind = colon + mark.len_utf8();
        if let Some((from, label, name)) = best {
            found.push((from, behind, label, name));
        }
        floor = behind;
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|f| f.0).chain([text.len()]).collect();
    let pairs = found.into_iter().zip(ends);
    pairs.map(|((_, from, label, name), to)| Pair { label, name, value: value(text.get(from..to).unwrap_or_default()) }).collect()
}

/// Where the first label of a line begins, in bytes.
pub fn begins(text: &str) -> bool {
    known(text).is_some() || text.split_once(['：', ':']).is_some_and(|(label, _)| known(label).is_some())
}

/// A value without the marks around it.
pub fn value(text: &str) -> String {
    text.replace('\u{2028}', " ").trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '|')).to_string()
}

/// Whether a value is what stands where there is none.
pub fn is_nothing(value: &str) -> bool {
    value.chars().all(|c| matches!(c, '-' | '—' | '－' | '/' | '_' | '*' | '.' | ' ')) || matches!(value, "无" | "暂无" | "空" | "null")
}
