//! Made-up pages of the kinds that sites of authorities have, through the whole reader.

use super::read;
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::{Field, Role};

fn finished(page: &str) -> Finished<'static> {
    let mut draft = Draft::default();
    read(page.as_bytes(), None, &mut draft).expect("the page is read");
    draft.finish()
}

/// The lines of the article; cells are parted by |.
fn article(page: &str) -> Vec<String> {
    let finished = finished(page);
    let chars: Vec<char> = finished.text.chars().collect();
    let lines = finished.provenance.lines.iter().filter(|line| line.role != Role::Apart);
    lines
        .map(|line| chars[line.span.from()..line.span.to()].iter().collect::<String>().replace('\t', "|").replace('\u{2028}', "/"))
        .collect()
}

fn facts(page: &str) -> Vec<(Field, String)> {
    let finished = finished(page);
    let chars: Vec<char> = finished.text.chars().collect();
    finished.provenance.facts.iter().map(|f| (f.field, chars[f.span.from()..f.span.to()].iter().collect())).collect()
}

/// A notice of a few paragraphs.
const BODY: &str = "<p>各县（市、区）人民政府：</p><p>　　为做好示范工作，现将有关事项通知如下，请认真贯彻执行。</p><p>　　一、加强领导。各地要建立工作机制，明确责任分工，按时完成任务。</p>\
                    <p align=right>示例市人民政府办公室</p><p align=right>2025年6月20日</p>";

fn body() -> Vec<&'static str> {
    vec![
        "各县（市、区）人民政府：",
        "　　为做好示范工作，现将有关事项通知如下，请认真贯彻执行。",
        "　　一、加强领导。各地要建立工作机制，明确责任分工，按时完成任务。",
        "示例市人民政府办公室",
        "2025年6月20日",
    ]
}

#[test]
fn lines_are_those_that_browsers_show() {
    for (page, expected, reason) in [
        ("<p>关于印发<b>方案</b>的\n通知</p>", vec!["关于印发方案的通知"], "a line end of the source between ideographs is none"),
        ("<p>GDP  growth\nrate</p>", vec!["GDP growth rate"], "white space is one space"),
        ("<p>第一行<br>第二行<br/><br></p>第三行", vec!["第一行", "第二行", "第三行"], "br ends a line"),
        ("<p>&emsp;&emsp;一、总体要求&nbsp;</p>", vec!["\u{2003}\u{2003}一、总体要求"], "an indent stays, blanks behind go"),
        ("<p>甲局&nbsp;&nbsp;乙局&nbsp;3&nbsp;&nbsp;项</p>", vec!["甲局\u{A0}\u{A0}乙局 3 项"], "wide blanks between ideographs stay"),
        ("<p>标\u{200B}题\u{FEFF}与&shy;正文</p>", vec!["标题与正文"], "what has no width goes"),
        ("<p>面积100m<sup>2</sup></p>", vec!["面积100m²"], "sup is a raised piece of its line"),
        ("<pre>第一行\n  第二行</pre>", vec!["第一行", "  第二行"], "pre keeps its lines"),
        ("<p>甲<ruby>乙<rp>(</rp><rt>yǐ</rt><rp>)</rp></ruby></p>", vec!["甲乙"], "how it is read is no text"),
        (
            "<p>甲<span style='display: NONE'>隐</span><i hidden>藏</i><template>模板</template></p>",
            vec!["甲"],
            "what is hidden is not read",
        ),
        ("<p>甲<span style='display:block'>乙</span>丙</p>", vec!["甲", "乙", "丙"], "a span may be a block"),
        ("<ol start=3><li>甲<li>乙</ol><ol type=a><li value=5>丙</ol>", vec!["3.甲", "4.乙", "e.丙"], "items are numbered"),
        ("<ol><li>一、甲<li><p>2.乙</p></ol>", vec!["一、甲", "2.乙"], "an item with a number gets no second"),
        (
            "<ol style='list-style-type:cjk-ideographic'><li>甲</ol><ol style='list-style:none'><li>乙</ol>",
            vec!["一、甲", "乙"],
            "styles number",
        ),
        ("<p>甲<p>乙<div>丙<p>丁</div>戊", vec!["甲", "乙", "丙", "丁", "戊"], "what is not closed is closed"),
        ("<b><p>甲</b>乙</p><a name=x>丙</p>丁", vec!["甲乙", "丙", "丁"], "what is closed in the wrong order is no end of a line"),
        ("<p>甲&lt;乙 < 丙 <3</p>", vec!["甲<乙 < 丙 <3"], "a < alone is text"),
        (
            "<script>var a='</p><p>脚本';</script><!-- 注 --><p>甲</p><style>p{}</style>",
            vec!["甲"],
            "scripts, styles and comments are none",
        ),
    ] {
        assert_eq!(article(page), expected, "{reason}: {page}");
    }
}

#[test]
fn word_processors_lists_keep_their_numbers() {
    let page = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><!--[if gte mso 9]><xml>设置</xml><![endif]--><body><div class=WordSection1>\
        <p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>（一）<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>统一清单。<o:p></o:p></p>\
        <p class=MsoNormal><!--[if !supportLists]--><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp; </span></span></span><!--[endif]-->完善平台<o:p>&nbsp;</o:p></p></div>";
    assert_eq!(article(page), ["（一）统一清单。", "●完善平台"]);
}

#[test]
fn tables_of_data_are_rows() {
    for (page, expected, reason) in [
        (
            "<table><caption>附件 分工表</caption><thead><tr><th>序号<th>任务<th>单位</thead><tr><td>1<td><p>甲</p><p>乙</p><td rowspan=2>丙局<tr><td>2<td>丁</table>",
            vec!["附件 分工表", "序号|任务|单位", "1|甲/乙|丙局", "2|丁|"],
            "cells stand in their columns",
        ),
        (
            "<table><tr><td colspan=9>表一<tr><td colspan=4>甲<td colspan=5>乙<tr><td colspan=4>1<td colspan=5>2</table>",
            vec!["表一|", "甲|乙", "1|2"],
            "columns without cells are none",
        ),
        (
            "<table><tr><td>甲<td>乙<tr><td>1<td>2</table><table><tr><td>丙<td>丁<tr><td>3<td>4</table>",
            vec!["甲|乙", "1|2", "丙|丁", "3|4"],
            "tables that touch",
        ),
        (
            "<table><tr><td><table><tr><td>甲<td>乙<tr><td>1<td>2</table></td></tr></table>",
            vec!["甲|乙", "1|2"],
            "a table of layout is not seen",
        ),
        (
            "<table><tr><td colspan=1000000000>甲<td rowspan=99999999>乙<tr><td>1</table>",
            vec!["甲|乙", "1|"],
            "no span is longer than the table",
        ),
    ] {
        assert_eq!(article(page), expected, "{reason}");
    }
    let rows = finished("<table><tr><th>甲<th>乙<tr><td rowspan=2>1<td>2<tr><td>3</table>").provenance.lines;
    let rows: Vec<_> =
        rows.iter().filter_map(|l| if let Role::Row(row) = &l.role { Some((row.header, row.from_above.clone())) } else { None }).collect();
    assert_eq!(rows, [(true, vec![]), (false, vec![]), (false, vec![0])]);
}

#[test]
fn the_article_is_found_on_pages_of_many_makers() {
    let title = "示例市人民政府办公室关于做好示范工作的通知";
    let nav = "<div class=header><ul class=nav><li><a href=/>首页</a><li><a href=/a>政务公开</a></ul></div><div class=position>当前位置：<a href=/>首页</a> &gt; 正文</div>";
    let foot = "<div class=footer><p>主办：示例市人民政府办公室，承办：示例市数据局。版权所有，未经许可不得转载。</p></div>";
    let share = "<div class=share>分享到：<a href=#>微信</a></div><p>【<a href='javascript:print()'>打印</a>】【关闭窗口】</p><p>扫一扫在手机打开当前页</p>";
    let wrap = |inner: &str| format!("<html><head><title>{title}_示例市</title></head><body>{nav}{inner}{foot}</body></html>");
    let with = |front: &[&'static str], behind: &[&'static str]| -> Vec<String> {
        front.iter().chain(&body()).chain(behind).map(|s| s.to_string()).collect()
    };
    let cases: Vec<(&str, String, Vec<String>)> = vec![
        (
            "a known container, the title above it",
            wrap(&format!(
                "<div class=main><h1>{title}</h1><div class=info>来源：本网　发布时间：2025-06-24 字体：[大 中 小]</div><div class=TRS_Editor>{BODY}</div>{share}</div>"
            )),
            with(&[title], &[]),
        ),
        ("no names at all", wrap(&format!("<div><div><h2>{title}</h2></div><div><div>{BODY}</div></div></div>")), with(&[title], &[])),
        (
            "the number in a block of its own",
            wrap(&format!("<div class=art><div class=tit>{title}</div><p class=wh>示政办发〔2025〕8号</p><div id=zoom>{BODY}</div></div>")),
            with(&[title, "示政办发〔2025〕8号"], &[]),
        ),
        (
            "attachments behind as links",
            wrap(&format!(
                "<h1>{title}</h1><div id=vsb_content>{BODY}</div><ul><li>附件：<a href='/a.docx'>任务分工表.docx</a></ul><div>相关链接</div><p><a href=/x>另一则通知的全文，请看。</a></p>"
            )),
            with(&[title], &["附件：任务分工表.docx"]),
        ),
        (
            "tables for layout, fonts and br",
            format!(
                "<HTML><TITLE>{title}</TITLE><BODY><CENTER><TABLE WIDTH=760><TR><TD WIDTH=150><A HREF=/>首页</A><BR><A HREF=/b>机构</A><TD><FONT SIZE=5><B>{title}</B></FONT><BR><TABLE><TR><TD>{}</TABLE></TABLE>",
                BODY.replace("</p>", "<br>").replace("<p>", "").replace("<p align=right>", "")
            ),
            with(&[title], &[]),
        ),
        (
            "an article of sections as messengers have it",
            format!(
                "<html><body><div id=js_article><h1 class=rich_media_title id=activity-name>{title}</h1><div id=meta_content><em id=publish_time>2025-06-24</em></div><div class=rich_media_content id=js_content style='visibility: hidden;'>{}</div></div>",
                BODY.replace("<p", "<section><section><span").replace("</p>", "</span></section></section>")
            ),
            with(&[title], &[]),
        ),
        ("a page to print", format!("<html><body><h3>{title}</h3>{BODY}"), with(&[title], &[])),
        (
            "the body in two parts",
            wrap(&format!(
                "<h1>{title}</h1><div class=a><div>{}</div><div>{}</div></div>",
                &BODY[..BODY.find("<p>　　一").unwrap_or(0)],
                &BODY[BODY.find("<p>　　一").unwrap_or(0)..]
            )),
            with(&[title], &[]),
        ),
        (
            "a title that only the head has",
            format!("<html><head><meta name=ArticleTitle content='{title}'></head><body>{nav}<div id=UCAP-CONTENT>{BODY}</div>{foot}"),
            with(&[title], &[]),
        ),
        ("shown by its script", format!("<html><body><div style='display:none'><h1>{title}</h1>{BODY}</div>"), with(&[title], &[])),
        (
            "a piece of a page",
            format!("<tbody><tr><td class=b12c id=UCAP-CONTENT><p>{title}</p>{BODY}</td></tr><tr><td></td></tr></tbody>"),
            with(&[title], &[]),
        ),
        (
            "names of parts inside the article",
            wrap(&format!(
                "<div id=zoom><p>{title}</p>{BODY}<p class=MsoFooter>附件：分工表</p><div class=bottom><p>（此件公开发布）</p></div></div>"
            )),
            with(&[title], &["附件：分工表", "（此件公开发布）"]),
        ),
        ("the title said twice", wrap(&format!("<div><h1>{title}</h1><div>{share}</div><p>{title}</p>{BODY}</div>")), with(&[title], &[])),
    ];
    for (name, page, expected) in cases {
        assert_eq!(article(&page), expected, "{name}");
    }
}

#[test]
fn metadata_is_set_apart() {
    let expected = vec![
        (Field::IndexNumber, "11430000MB/2025-00318".to_string()),
        (Field::Issuer, "示例市人民政府".into()),
        (Field::DocumentNumber, "示政发〔2025〕3号".into()),
        (Field::IssuedOn, "2025年6月20日".into()),
    ];
    let pairs = [
        ("索&nbsp;引&nbsp;号", "11430000MB/2025-00318"),
        ("发布机构", "示例市人民政府"),
        ("文　　号", "示政发〔2025〕3号"),
        ("成文日期", "2025年6月20日"),
        ("有 效 性", "有效"),
        ("主题词", "--"),
    ];
    let each = |f: &dyn Fn(&str, &str) -> String| pairs.iter().map(|(label, value)| f(label, value)).collect::<String>();
    let cases = [
        ("cells", format!("<table>{}</table>", each(&|l, v| format!("<tr><td>{l}：<td>{v}")))),
        ("cells without colons", format!("<table>{}</table>", each(&|l, v| format!("<tr><th>{l}</th><td>{v}")))),
        ("a list of terms", format!("<dl>{}</dl>", each(&|l, v| format!("<dt>{l}：</dt><dd>{v}</dd>")))),
        ("items", format!("<ul>{}</ul>", each(&|l, v| format!("<li><b>{l}：</b><span>{v}</span></li>")))),
        ("divisions", each(&|l, v| format!("<div><div class=l>{l}</div><div class=r>{v}</div></div>"))),
        ("one line", format!("<p>{}</p>", each(&|l, v| format!("{l}:{v}&nbsp;&nbsp; ")))),
    ];
    for (name, block) in cases {
        for page in [format!("<div class=xxgk>{block}</div><div id=zoom>{BODY}</div>"), format!("<div id=zoom>{block}{BODY}</div>")] {
            let page = format!("<html><body>{page}");
            assert_eq!(facts(&page), expected, "{name}");
            assert_eq!(article(&page), body(), "{name}");
            assert!(finished(&page).text.ends_with("有效性：有效\n"), "{name}");
        }
    }
    // What the head says is asked last.
    let head = "<meta name=ArticleTitle content=关于示范工作的通知><meta name=PubDate content='2025-06-24 10:30'>";
    let page = format!("<head>{head}</head><h1>关于示范工作的通知</h1><div id=zoom>{BODY}</div>");
    assert_eq!(facts(&page), [(Field::Title, "关于示范工作的通知".into()), (Field::PublishedOn, "2025-06-24".into())]);
    // A meeting's time and place are its notice's text.
    let meeting = "<p>会议安排如下，请参会人员准时参加，不得缺席。</p><p>时间：2025年6月1日</p><p>地点：会议室</p>";
    assert_eq!(article(meeting), ["会议安排如下，请参会人员准时参加，不得缺席。", "时间：2025年6月1日", "地点：会议室"]);
}

#[test]
fn hostile_pages_are_read_in_time_that_grows_with_them() {
    let line = "<p>现将有关事项通知如下，请执行。</p>";
    for open in [
        "<div>", "<table><tr><td>", "<ul><li>", "<b><p>", "<span>", "<iframe>", "<select><option>", "<dl><dt>", "</p>", "<font a=1>",
        "<!---->",
    ] {
        let page = format!("<html>{}{line}", open.repeat(100_000));
        let lines = article(&page);
        assert_eq!(lines.last().map(String::as_str).unwrap_or_default().is_empty(), open.starts_with("<select>"), "{open}");
    }
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    assert_eq!(article(&format!("<div{attributes}>{line}")), ["现将有关事项通知如下，请执行。"]);
}
