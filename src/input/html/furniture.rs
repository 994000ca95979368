//! What stands around an article on every page of a site: navigation, share bars, font switches, footers. Told by what elements are called
//! and by what lines say; weak signs both, so that a part that holds much of the page's prose is never taken for one.

use super::names::{Attribute, Tag};
use super::tree::{Node, Tree};

/// Words of `id` and `class` that call a part of the page that is no article.
const PARTS: &[&str] = &[
    "nav", "navi", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "position", "location", "dqwz",
    "weizhi", "mbx", "curpos", "share", "sharebox", "bdshare", "bdsharebuttonbox", "bshare", "jiathis", "fenxiang", "qrcode", "ewm",
    "erweima", "fontsize", "setfont", "zihao", "footer", "foot", "bottom", "copyright", "banner", "sidebar", "aside", "related", "relate",
    "relation", "relative", "xgwj", "xgyd", "xgjd", "xgxx", "xglj", "xgzx", "recommend", "tuijian", "hot", "comment", "comments",
    "pinglun", "prevnext", "pagination", "pager", "search", "login", "toolbar", "tools", "popup", "modal", "dialog", "wza", "yqlj",
    "friendlink", "links", "sitemap", "print", "printer", "suspension", "float", "advert", "hidden", "hide", "none",
];

/// Words that `id` or `class` may have inside a longer one.
const PARTS_INSIDE: &[&str] =
    &["breadcrumb", "bdshare", "jiathis", "qrcode", "erweima", "sidebar", "copyright", "fontsize", "fenxiang", "xiangguan", "pagenav"];

/// Words of `id` and `class` that systems for sites of authorities call the text of an article.
const BODIES: &[&str] = &[
    "trseditor", "trsueditor", "trspreappend", "ucapcontent", "pagescontent", "newscontent", "articlecontent", "contentarticle", "zoom",
    "zoomcon", "contxt", "xlcon", "jscontent", "richmediacontent", "vsbcontent", "vnewscontent", "wparticlecontent", "detailcontent",
    "contentdetail", "infocontent", "zhengwen", "articlebody", "arccontent", "newstext", "txtcontent", "contenttxt", "textcontent",
    "contenttext", "btcontent", "mycontent", "artcon", "articlecon", "detailcon", "newscon", "postcontent", "entrycontent", "ccontent",
    "articletext", "wzcon", "wznr", "contentbody", "articlecontentbody", "fontzoom", "bmsee",
];

/// Words of `id` and `class` that call a title.
const TITLES: &[&str] = &[
    "title", "biaoti", "bt", "tit", "tt", "headline", "articletitle", "newstitle", "contenttitle", "xltit", "artititle", "infotitle",
    "conttit", "pagestitle", "titles", "wzbt", "detailtitle", "zwtitle", "bigtitle", "maintitle", "sptitle", "arttitle",
];

/// The words of an element's `id` and `class`, and each name as a whole without its marks, in lower case.
fn words(tree: &Tree, node: &Node) -> Vec<String> {
    let mut out = Vec::new();
    for name in [Attribute::Class, Attribute::Id] {
        let Some(value) = tree.attribute(node, name) else { continue };
        // No site gives an element so many names. Those of word processors call paragraphs of the text headers and footers.
        for whole in value.split_whitespace().take(16).filter(|name| !name.starts_with("Mso")) {
            let mut word = String::new();
            let mut was_lower = false;
            let mut all = String::new();
            for c in whole.chars().take(64) {
                if !c.is_ascii_alphabetic() || was_lower && c.is_ascii_uppercase() {
                    out.push(std::mem::take(&mut word));
                }
                if c.is_ascii_alphabetic() {
                    word.push(c.to_ascii_lowercase());
                    all.push(c.to_ascii_lowercase());
                }
                was_lower = c.is_ascii_lowercase();
            }
            out.push(word);
            out.push(all);
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

/// What an element is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// A part of the page that is no article.
    pub part: bool,
    /// The text of an article.
    pub body: bool,
    /// A title.
    pub title: bool,
}

/// What an element's tag and names call it.
pub fn called(tree: &Tree, node: &Node) -> Called {
    if node.tag == Tag::Text {
        return Called::default();
    }
    let words = words(tree, node);
    let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    Called {
        part: matches!(node.tag, Tag::Nav | Tag::Footer | Tag::Aside)
            || any(PARTS)
            || words.iter().any(|w| PARTS_INSIDE.iter().any(|p| w.contains(p))),
        body: any(BODIES),
        title: matches!(node.tag, Tag::H1 | Tag::H2) || any(TITLES),
    }
}

/// Begins of lines that no article has.
const STARTS: &[&str] = &[
    "当前位置", "您当前", "您的位置", "你的位置", "您现在的位置", "您所在的位置", "你现在的位置", "所在位置：", "分享到", "分享：",
    "分享至", "扫一扫", "扫描二维码", "微信扫一扫", "上一篇", "下一篇", "上一条", "下一条", "浏览次数", "点击次数", "阅读次数", "访问次数",
    "打印本页", "关闭窗口", "关闭本页", "返回顶部", "责任编辑：", "版权所有", "Copyright", "网站地图", "网站标识码", "分享文章",
    "语音播报", "字号：", "字体：", "字体大小", "【字体", "[字体", "【字号", "[字号", "【打印", "[打印", "我要打印", "打印此", "保存本页",
    "视力保护色",
];

/// Lines that no article has.
const LINES: &[&str] = &[
    "相关链接", "相关新闻", "相关文件", "相关解读", "相关阅读", "相关文档", "相关信息", "相关稿件", "政策解读", "图解", "收藏", "分享",
    "打印", "关闭", "下载", "纠错", "返回", "正文", "网站首页", "首页",
];

/// Words that bars of tools are made of.
const TOOLS: &[&str] = &[
    "打印本页", "关闭窗口", "关闭本页", "返回顶部", "视力保护色", "新浪微博", "腾讯微博", "人人网", "朋友圈", "QQ空间", "打印", "关闭",
    "窗口", "本页", "字体", "字号", "大小", "分享到", "分享", "收藏", "返回", "顶部", "微信", "微博", "默认", "特大", "超大", "较大", "大",
    "中", "小", "下载", "纠错", "复制", "链接", "保存", "文章", "我要", "此页", "推荐", "给朋友", "文字", "版",
];

/// The longest line of a bar or hint.
const LONGEST: usize = 80;

/// Whether a line is part of a bar, hint or path that stands on a page beside its article.
pub fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    // A hint is no sentence.
    if line.chars().count() > LONGEST || line.contains('。') {
        return false;
    }
    if STARTS.iter().any(|s| line.starts_with(s)) || LINES.contains(&line.trim_end_matches(['：', ':'])) {
        return true;
    }
    let plain: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = plain.as_str();
    let mut is_tools = false;
    while let Some(word) = TOOLS.iter().find(|w| rest.starts_with(*w)) {
        rest = &rest[word.len()..];
        is_tools |= word.chars().count() > 1;
    }
    is_tools && rest.is_empty() || plain == "大中小" || plain == "小中大"
}
