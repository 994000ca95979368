//! Small files written here, read, and told as one line a line: `│` parts cells, `»` stands before what is set apart, `+` behind a full line.

use super::*;
use crate::source::provenance::{Provenance, Role};

/// A file of these objects; the first is its catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer <</Size {} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF", places.len() + 1).bytes());
    out
}

fn stream(dictionary: &str, data: &str) -> String {
    format!("<<{dictionary} /Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// Objects of a file with these pages. `F1` is a font without `ToUnicode` whose codes are GBK.
fn objects(pages: &[String], page: &str, catalog: &str) -> Vec<String> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 5 + 2 * i)).collect();
    let mut out = vec![
        format!("<</Type /Catalog /Pages 2 0 R {catalog}>>"),
        format!(
            "<</Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 600 800] /Resources <</Font <</F1 3 0 R>> >> >>",
            kids.join(" "),
            pages.len()
        ),
        font("/GBK-EUC-H", "GB1"),
        "null".into(),
    ];
    for (i, content) in pages.iter().enumerate() {
        out.push(format!("<</Type /Page /Parent 2 0 R /Contents {} 0 R {page}>>", 6 + 2 * i));
        out.push(stream("", content));
    }
    out
}

fn font(encoding: &str, ordering: &str) -> String {
    // The half-width Latin of Adobe-GB1 is half an em wide.
    format!(
        "<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding {encoding} /DescendantFonts [<</Type /Font /Subtype /CIDFontType0 /BaseFont /Song \
         /CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 2>> /DW 1000 /W [1 95 500 814 939 500] \
         /FontDescriptor <</Type /FontDescriptor /FontName /Song /Flags 4>> >>]>>"
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect()
}

fn gbk(text: &str) -> String {
    hex(&encoding_rs::GBK.encode(text).0)
}

/// Text at a place from the lower left corner.
fn at(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td <{}> Tj ET\n", gbk(text))
}

/// Lines one below the other, 20 points high.
fn lines(x: f32, y: f32, texts: &[&str]) -> String {
    texts.iter().enumerate().map(|(i, text)| at(x, y - 24.0 * i as f32, 16.0, text)).collect()
}

fn told(bytes: &[u8]) -> (Vec<String>, Notes) {
    let mut draft = Draft::default();
    let result = read(bytes, &mut draft);
    let done = draft.finish();
    let chars: Vec<char> = done.text.chars().collect();
    let shown = done.provenance.lines.iter().map(|line| {
        let text: String = chars[line.span.from()..line.span.to()].iter().collect();
        match &line.role {
            Role::Text { full: Some(true) } => format!("{text}+"),
            Role::Row(row) => format!("{}:{}", row.table, text.replace('\t', "│").replace(draft::INSIDE, "↵")),
            Role::Apart => format!("»{text}"),
            _ => text,
        }
    });
    (shown.collect(), Notes { result, provenance: done.provenance.clone() })
}

/// What came beside the lines.
struct Notes {
    result: Result<(), Stop>,
    provenance: Provenance,
}

fn shown(pages: &[String]) -> Vec<String> {
    told(&file(&objects(pages, "", ""))).0
}

#[test]
fn fonts_without_unicode_are_read_by_their_cmap() {
    let utf16 = |text: &str| hex(&text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>());
    let cids = |text: &str| {
        let cmap = hayro_cmap::load_embedded(hayro_cmap::CMapName::UniGbUtf16H).unwrap();
        let cmap = hayro_cmap::CMap::parse(cmap, hayro_cmap::load_embedded).unwrap();
        text.chars().map(|c| format!("{:04X}", cmap.lookup_cid_code(c as u32, 2).unwrap())).collect::<String>()
    };
    let cases = [
        ("/GBK-EUC-H", gbk("关于2025年")),
        ("/GB-EUC-H", gbk("关于2025年")),
        ("/GBpc-EUC-H", gbk("关于2025年")),
        ("/GBKp-EUC-H", gbk("关于2025年")),
        ("/GBK2K-H", gbk("关于2025年")),
        ("/UniGB-UCS2-H", utf16("关于2025年")),
        ("/UniGB-UTF16-H", utf16("关于2025年")),
        ("/UniGB-UTF8-H", hex("关于2025年".as_bytes())),
        ("/Identity-H", cids("关于2025年")),
    ];
    for (encoding, codes) in cases {
        let mut objects = objects(&[format!("BT /F1 16 Tf 50 700 Td <{codes}> Tj ET")], "", "");
        objects[2] = font(encoding, "GB1");
        assert_eq!(told(&file(&objects)).0, ["关于2025年"], "{encoding}");
    }
}

#[test]
fn lines_are_where_they_stand() {
    let cases: &[(&str, String, &[&str])] = &[
        ("from the top down", at(50.0, 600.0, 16.0, "下一行") + &at(50.0, 700.0, 16.0, "上一行"), &["上一行", "下一行"]),
        ("drawn twice for bold", at(50.0, 700.0, 16.0, "标题") + &at(50.4, 700.0, 16.0, "标题"), &["标题"]),
        (
            "a raised number",
            at(50.0, 700.0, 16.0, "面积100m") + &at(114.0, 706.0, 9.0, "2") + &at(119.0, 700.0, 16.0, "以上"),
            &["面积100m²以上"],
        ),
        ("tracking", "BT /F1 22 Tf 20 Tc 100 700 Td <".to_string() + &gbk("关于印发") + "> Tj ET", &["关于印发"]),
        ("tracking by spaces", at(100.0, 700.0, 22.0, "通　　知"), &["通知"]),
        ("names in a list", at(50.0, 700.0, 16.0, "张三丰　李四　王　五"), &["张三丰 李四 王五"]),
        ("a heading's space", at(50.0, 700.0, 16.0, "第一章 总则"), &["第一章 总则"]),
        ("columns of a signature", at(50.0, 700.0, 16.0, "甲方：") + &at(300.0, 700.0, 16.0, "乙方："), &["甲方：                乙方："]),
        ("Latin words", at(50.0, 700.0, 16.0, "Word by word 5G"), &["Word by word 5G"]),
        ("Latin words without spaces drawn", at(50.0, 700.0, 16.0, "two") + &at(80.0, 700.0, 16.0, "words"), &["two words"]),
        (
            "a scan that lies askew",
            "0.9994 0.035 -0.035 0.9994 0 0 cm\n".to_string()
                + &at(50.0, 600.0, 16.0, "左边的字")
                + &at(450.0, 600.0, 16.0, "右边的字")
                + &at(50.0, 580.0, 16.0, "下一行的字")
                + &at(200.0, 600.0, 16.0, "中间的字"),
            &["左边的字           中间的字                右边的字", "下一行的字"],
        ),
        ("invisible text over a scan", "3 Tr\n".to_string() + &at(50.0, 700.0, 16.0, "识别文字"), &["识别文字"]),
    ];
    for (name, content, expected) in cases {
        assert_eq!(shown(std::slice::from_ref(content)), *expected, "{name}");
    }
}

#[test]
fn paragraphs_show_by_indent_and_full_lines() {
    let page = at(223.0, 740.0, 22.0, "关于测试的通知")
        + &lines(
            50.0,
            700.0,
            &["各单位：", "　　为了测试段落，现将有关事项说明如下，请", "认真落实各项要求，按时报送总结并抄", "送。", "　　特此通知。"],
        );
    let expected = [
        "关于测试的通知",
        "各单位：",
        "　　为了测试段落，现将有关事项说明如下，请+",
        "认真落实各项要求，按时报送总结并抄",
        "送。",
        "　　特此通知。",
    ];
    assert_eq!(shown(&[page]), expected);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "左栏第一行的文字排满", "左栏第二行的文字排满", "左栏第三行的文字排满", "左栏第四行的文字排满", "左栏第五行的文字排满", "左栏完。",
    ];
    let right = [
        "右栏第一行的文字排满", "右栏第二行的文字排满", "右栏第三行的文字排满", "右栏第四行的文字排满", "右栏第五行的文字排满", "右栏完。",
    ];
    let page = at(120.0, 740.0, 22.0, "两栏之上的标题横贯全页宽") + &lines(50.0, 700.0, &left) + &lines(250.0, 700.0, &right);
    let read: Vec<String> = shown(&[page]).iter().map(|l| l.trim_end_matches('+').to_string()).collect();
    let expected: Vec<&str> = std::iter::once("两栏之上的标题横贯全页宽").chain(left).chain(right).collect();
    assert_eq!(read, expected);
}

/// Rules of a table: level ones at `ys` from `xs[0]` to the last, upright ones at `xs`.
fn ruled(xs: &[f32], ys: &[f32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let level = ys.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    let upright = xs.iter().map(|x| format!("{x} {bottom} {} {} re f\n", 0.5, top - bottom));
    level.chain(upright).collect()
}

#[test]
fn ruled_tables_are_rows_and_go_on_over_pages() {
    let xs = [50.0, 100.0, 250.0, 400.0];
    let head = |y: f32| at(55.0, y, 12.0, "序号") + &at(105.0, y, 12.0, "任务") + &at(255.0, y, 12.0, "单位");
    let first = lines(50.0, 760.0, &["附件"])
        + &ruled(&xs, &[700.0, 670.0, 620.0, 570.0])
        + &head(680.0)
        + &at(55.0, 655.0, 12.0, "1")
        + &at(105.0, 655.0, 12.0, "建成全市统一的数据平台并")
        + &at(105.0, 635.0, 12.0, "投入使用")
        + &at(255.0, 655.0, 12.0, "市数据局")
        + &at(255.0, 635.0, 12.0, "市财政局")
        + &at(55.0, 605.0, 12.0, "2")
        + &at(105.0, 605.0, 12.0, "完成任务书所列的前一半以")
        + &at(255.0, 605.0, 12.0, "市水利局")
        + &at(290.0, 40.0, 12.0, "— 1 —");
    let second = ruled(&xs, &[760.0, 730.0, 700.0, 670.0])
        + &head(740.0)
        + &at(105.0, 710.0, 12.0, "及后一半")
        + &at(55.0, 680.0, 12.0, "3")
        + &at(105.0, 680.0, 12.0, "汇总")
        + &at(290.0, 40.0, 12.0, "— 2 —")
        // A box around a paragraph, and an underline.
        + "50 500 300 60 re S 50 450 m 200 450 l S\n"
        + &at(60.0, 530.0, 12.0, "方框里的话");
    let expected = [
        "附件",
        "0:序号│任务│单位",
        "0:1│建成全市统一的数据平台并投入使用│市数据局↵市财政局",
        "0:2│完成任务书所列的前一半以及后一半│市水利局",
        "0:3│汇总│",
        "方框里的话",
        "»— 1 —",
        "»序号 任务 单位",
        "»— 2 —",
    ];
    assert_eq!(shown(&[first, second]), expected);
}

#[test]
fn merged_cells_are_told() {
    // The second column's lower two cells are one, and the head spans both columns.
    let content = "50 700 m 350 700 l 50 670 m 350 670 l 50 640 m 200 640 l 50 610 m 350 610 l S\n".to_string()
        + "50 700 m 50 610 l 350 700 m 350 610 l 200 670 m 200 610 l S\n"
        + &at(60.0, 680.0, 12.0, "表头")
        + &at(60.0, 650.0, 12.0, "甲")
        + &at(60.0, 620.0, 12.0, "乙")
        + &at(210.0, 635.0, 12.0, "共用");
    let (lines, notes) = told(&file(&objects(&[content], "", "")));
    assert_eq!(lines, ["0:表头│", "0:甲│共用", "0:乙│"]);
    let rows: Vec<(Vec<u32>, Vec<u32>)> = notes
        .provenance
        .lines
        .iter()
        .filter_map(|l| if let Role::Row(row) = &l.role { Some((row.from_above.clone(), row.from_left.clone())) } else { None })
        .collect();
    assert_eq!(rows, [(vec![], vec![1]), (vec![], vec![]), (vec![1], vec![])]);
}

#[test]
fn furniture_is_set_apart_and_the_last_line_is_not() {
    let page = |n: usize, last: &str| {
        at(200.0, 770.0, 10.0, &format!("某市文件汇编第{n}号"))
            + &lines(50.0, 400.0, &["正文文字", last])
            + &at(290.0, 40.0, 12.0, &format!("- {n} -"))
    };
    let pages: Vec<String> = [(1, "第一页末行。"), (2, "第二页末行。"), (3, "2025年3月1日")].map(|(n, last)| page(n, last)).into();
    let read = shown(&pages);
    let (body, apart): (Vec<&String>, Vec<&String>) = read.iter().partition(|l| !l.starts_with('»'));
    assert_eq!(body.len(), 6, "{body:?}");
    assert_eq!(apart.len(), 6, "{apart:?}");
}

#[test]
fn turned_pages_are_read_upright() {
    let upright = lines(50.0, 700.0, &["第一行", "第二行"]);
    let turned = format!("0 1 -1 0 600 0 cm\n{}", lines(50.0, 400.0, &["第一行", "第二行"]));
    for (page, content) in [("/Rotate 90", &upright), ("/Rotate 180", &upright), ("", &turned)] {
        let (lines, notes) = told(&file(&objects(std::slice::from_ref(content), page, "")));
        assert_eq!(lines, ["第一行", "第二行"], "{page}");
        let bounds = notes.provenance.lines[0].place.bounds.unwrap();
        assert!(bounds.left < bounds.right && bounds.top < bounds.bottom && bounds.left >= 0 && bounds.top >= 0, "{bounds:?}");
    }
}

#[test]
fn what_cannot_be_read_is_noted() {
    let scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q".to_string();
    let garbled = "BT /F1 16 Tf 50 700 Td <FFFEFFFDFFFC> Tj ET".to_string() + &lines(50.0, 600.0, &["只有这些字可读"]);
    let (lines, notes) = told(&file(&objects(&[scan, garbled, String::new()], "", "")));
    let codes: Vec<&str> = notes.provenance.notes.iter().map(|n| n.code).collect();
    // An empty page has nothing that could be lost.
    assert_eq!(codes, ["page-without-text", "page-garbled"], "{lines:?}");
}

#[test]
fn signatures_stamps_and_attached_files_are_named() {
    let mut objects = objects(
        &[at(50.0, 700.0, 16.0, "正文")],
        "/Annots [7 0 R 8 0 R 9 0 R]",
        "/AcroForm <</Fields [7 0 R]>> /Names <</EmbeddedFiles <</Names [(a) 10 0 R]>> >>",
    );
    objects.extend([
        "<</Subtype /Widget /FT /Sig /T (Sig1) /P 5 0 R /V <</Type /Sig /Name (Some Office) /M (D:20250301)>> >>".into(),
        "<</Subtype /Stamp /Contents (Seal)>>".into(),
        "<</Subtype /FreeText /Rect [50 600 250 620] /AP <</N 11 0 R>> >>".into(),
        "<</Type /Filespec /F (list.xlsx) /EF <</F 12 0 R>> >>".into(),
        stream("/Subtype /Form /BBox [0 0 200 20] /Resources <</Font <</F1 3 0 R>> >>", &at(0.0, 4.0, 16.0, "批注")),
        stream("/Params <</Size 42>>", "x"),
    ]);
    let (lines, notes) = told(&file(&objects));
    assert_eq!(lines, ["正文", "批注"]);
    let signatures = &notes.provenance.signatures;
    let named: Vec<(bool, Option<&str>, Option<u32>)> = signatures.iter().map(|s| (s.seal, s.name.as_deref(), s.page)).collect();
    assert_eq!(named, [(true, Some("Seal"), Some(1)), (false, Some("Some Office"), Some(1))]);
    assert_eq!(notes.provenance.embedded.first().map(|e| (e.name.as_str(), e.bytes)), Some(("list.xlsx", Some(42))));
}

#[test]
fn broken_and_hostile_files_end() {
    let recursive = {
        let mut objects = objects(&["/X Do".into()], "/Resources <</Font <</F1 3 0 R>> /XObject <</X 7 0 R>> >>", "");
        objects.push(stream(
            "/Subtype /Form /BBox [0 0 600 800] /Resources <</Font <</F1 3 0 R>> /XObject <</X 7 0 R>> >>",
            &(at(50.0, 700.0, 16.0, "一次") + "/X Do"),
        ));
        file(&objects)
    };
    assert_eq!(told(&recursive).0, ["一次"]);

    let far = "BT /F1 16 Tf 1e38 0 0 99999999999999999999999999999999999999999999 9 9 Tm <B9D8> Tj ET 9 9 9 9 9 9 cm q q Q Q Q "
        .to_string()
        + &"[".repeat(100_000)
        + "( "
        + &at(50.0, 700.0, 16.0, "尚在");
    told(&file(&objects(&[far], "", "")));

    let sound = file(&objects(&[at(50.0, 700.0, 16.0, "完好") + &ruled(&[50.0, 100.0, 200.0], &[600.0, 550.0, 500.0])], "", ""));
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    for cut in (0..sound.len()).step_by(37) {
        told(&sound[..cut]);
        let mut flipped = sound.clone();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = (seed >> 33) as usize % flipped.len();
            flipped[place] ^= 1 << (seed >> 60 & 7);
        }
        // `read` turns a panic into damage; there has to be none to turn.
        let _ = document(&flipped, &mut Draft::default());
    }
    let (lines, notes) = told(&sound[..sound.len() - 60]);
    assert_eq!((lines, notes.provenance.notes.first().map(|n| n.code)), (vec!["完好".to_string()], Some("file-damaged")));
    let (_, notes) = told(b"%PDF-1.7\n");
    assert!(matches!(notes.result, Err(Stop::Damaged(..))));
}
