//! What stands between the paragraphs of a saved page and is no part of the document.
//!
//! | text you may see | why it is left out |
//! |---|---|
//! | — 3 —, - 3 -, 第3页 共5页 | page numbers |
//! | ★, //, * * * | stray marks |
//! | 【字体：大 中 小】, 打印, 关闭窗口, 分享到 | a page's controls |
//! | 当前位置：首页 > 政务公开, 来源：某网 浏览次数：5 | navigation, source lines |
//! | 第一章　总则………………3 | a table of contents, which would double the outline |

use crate::span::Span;
use crate::text::{Folded, Words, class, full_date, soft};
use crate::words;

const STARTS: &Words = words![
    "字体:", "【字体", "[字体", "(字体", "字号:", "【字号", "当前位置", "您的位置", "您当前", "您现在", "现在位置", "所在位置", "来源:",
    "信息来源", "文章来源", "稿件来源", "浏览次数", "浏览量", "阅读次数", "点击数", "点击次数", "分享到", "分享:", "打印本页", "【打印",
    "[打印", "扫一扫", "责任编辑", "编辑:", "【关闭", "[关闭", "关闭窗口", "返回顶部", "上一篇", "下一篇", "上一条", "下一条", "相关链接",
    "相关附件", "附件下载", "相关解读", "政策解读:", "版权所有", "主办单位:", "承办单位:", "网站标识码", "ICP备", "备案号", "网站地图",
    "联系我们", "无障碍", "首页>", "首页 >", "发布日期:", "发布时间:", "索引号", "主题分类", "发文机关:", "发文字号:", "成文日期:",
    "标题:", "主题词:", "发布机构", "文号:", "信息索引", "公开方式", "有效性", "生成日期", "公文种类", "文件状态", "文 号:", "生效日期",
    "废止日期", "体裁分类", "组配分类", "内容分类", "内容概述", "发布文号", "公开日期", "公开责任部门", "统一编号", "文件登记号", "打印",
];
const WHOLE: &Words = words![
    "打印", "关闭", "收藏", "首页", "大", "中", "小", "字体", "分享", "打印本页", "下载", "返回", "搜索", "登录", "注册", "字号",
    "政务公开", "无障碍阅读", "目录", "目 录", "T", "T+", "T-", "A+", "A-",
];

/// Whether a line is furniture.
pub fn is_furniture(text: &Folded, body: Span) -> bool {
    let classes = text.classes(body);
    if !classes.iter().any(|c| class::is_word(*c)) {
        // Brackets and marks alone; a lone closing bracket or colon belongs to the paragraph before.
        return !classes.iter().any(|c| matches!(*c, class::CLOSE | class::TITLE_CLOSE | class::QUOTE_CLOSE | class::STOP | class::COLON))
            || body.len() > 12;
    }
    const FOOTER: &Words = words!["网站标识码", "ICP备", "备案号", "公网安备", "版权所有", "技术支持:"];
    if body.len() <= 300 && text.has_any(body, FOOTER) && !has_stop(classes) {
        return true;
    }
    // Leaders of dots fill a printed line: a hundred of them and more.
    if body.len() <= 300 && is_of_contents(text, body) {
        return true;
    }
    if body.len() > 80 {
        return false;
    }
    if is_page_number(text, body) {
        return true;
    }
    let units = text.units(body);
    if WHOLE.contains(units) || body.len() <= 8 && soft::squeezed(text, body)[..] == *crate::w!("目录") {
        return true;
    }
    if classes[0] == class::DIGIT && is_source_line(text, body) {
        return true;
    }
    match classes[0] {
        // Most lines of a document start with a numeral or a plain character; the list below is for the rest.
        class::HAN | class::OPEN | class::LATIN => text.longest_at(body.from(), STARTS).is_some() && !has_stop(classes),
        _ => false,
    }
}

/// What a page says of itself behind a line of the document: 某发〔2023〕12号　发布日期：2023-05-06　点击：88.
pub fn goes_on(text: &Folded, rest: Span) -> bool {
    const MORE: &Words = words![
        "点击", "浏览", "阅读", "访问", "字体", "字号", "作者:", "发布人", "发布者", "发布单位:", "录入", "发表", "时间:", "日期:",
        "更新时间", "更新日期", "稿源", "大 中 小", "大中小",
    ];
    if rest.is_empty() || has_stop(text.classes(rest)) {
        return false;
    }
    let mut at = text.run(rest.from(), rest.to(), |c| matches!(c, class::OPEN | class::PIPE | class::DASH) || class::is_blank(c));
    // 2023-05-06 10:11 来源：…
    if text.class(at) == class::DIGIT {
        let timed = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | ' ' | '\t' | '\u{3000}' | '年' | '月' | '日');
        while at < rest.to() && (class::is_blank(text.class(at)) || char::from_u32(text.unit(at).into()).is_some_and(timed)) {
            at += 1;
        }
    }
    text.longest_at(at, STARTS).is_some() || text.longest_at(at, MORE).is_some()
}

/// 2022年12月11日 21:19 来源：某网
fn is_source_line(text: &Folded, body: Span) -> bool {
    let Some((date, _)) = full_date::next(text, body.from(), body.to()) else { return false };
    let rest = text.trim(Span::new(date.to(), body.to()));
    let clock = text.class(rest.from()) == class::DIGIT && text.next(rest.from(), rest.to().min(rest.from() + 3), class::COLON).is_some();
    date.from() == body.from()
        && !rest.is_empty()
        && (clock || text.longest_at(rest.from(), words!["来源", "信息来源", "浏览", "阅读", "点击", "字体", "【字体", "作者"]).is_some())
}

fn has_stop(classes: &[u8]) -> bool {
    classes.contains(&class::STOP)
}

/// — 3 —, -3-, 3/12, 第3页, 第 3 页 共 12 页.
fn is_page_number(text: &Folded, body: Span) -> bool {
    let classes = text.classes(body);
    let digits = classes.iter().filter(|c| **c == class::DIGIT).count();
    if body.len() > 20 || digits == 0 || digits > 6 {
        return false;
    }
    if digits == classes.iter().filter(|c| class::is_word(**c)).count() {
        let dashed = classes[0] == class::DASH && classes[classes.len() - 1] == class::DASH;
        let dashes = classes.iter().filter(|c| **c == class::DASH).count();
        return dashed && dashes + digits + blanks(classes) == body.len()
            || classes.iter().all(|c| *c == class::DIGIT || class::is_blank(*c)) && digits <= 3;
    }
    text.at(body.from(), crate::w!("第")) && text.unit_before(body.to()) == '页' as u16
}

/// 第一章　总则………………3, 一、总体要求 ........ 12: a leader of dots in front of a page number.
fn is_of_contents(text: &Folded, body: Span) -> bool {
    let from = text.run_back(body.to(), body.from(), |c| c == class::DIGIT);
    if from == body.to() || body.to() - from > 4 {
        return false;
    }
    let end = text.run_back(from, body.from(), class::is_blank);
    let leads = |at: usize| {
        matches!(text.class(at), class::DOT | class::DASH | class::SPACE) || matches!(text.unit(at), 0x2026 | 0x2025 | 0x22EF | 0x5F)
    };
    let mut at = end;
    while at > body.from() && leads(at - 1) {
        at -= 1;
    }
    let dots = (at..end).filter(|i| !class::is_blank(text.class(*i))).count();
    // An ellipsis is of three dots.
    let wide = (at..end).filter(|i| text.unit(*i) == 0x2026).count();
    (dots >= 4 || wide >= 2) && at > body.from()
}

/// A line of a word processor's table of contents: a heading, a tab, a page number. Only where the file says that the line is a paragraph.
pub fn ends_in_page(text: &Folded, body: Span) -> bool {
    let from = text.run_back(body.to(), body.from(), |c| c == class::DIGIT);
    from < body.to() && body.to() - from <= 4 && from > body.from() + 1 && text.class_before(from) == class::TAB
}

fn blanks(classes: &[u8]) -> usize {
    classes.iter().filter(|c| class::is_blank(**c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_table_of_contents_are_no_headings() {
        for (line, expected) in [
            ("第一章　总则………………3", true),
            ("一、总体要求 .......... 12", true),
            ("（一）指导思想 · · · · · 1", true),
            (&format!("第一章发展基础{}1", ".".repeat(120)), true),
            ("目　　　录", true),
            ("一、总体要求 12", false),
            ("网上可办率达到……", false),
            ("版本3.1.2.5", false),
        ] {
            let text = Folded::new(line);
            assert_eq!(is_furniture(&text, text.whole()), expected, "{line}");
        }
    }
}
