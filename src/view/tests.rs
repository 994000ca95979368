//! What a page must never lose and never let out.

use super::*;
use crate::check;
use crate::pipeline::{self, Options};
use crate::source::Source;
use proptest::prelude::*;

const NOTICE: &str = "甲市人民政府办公室\n关于印发提升行动方案的通知\n甲政办发〔2026〕7号\n各区县人民政府：\n　　现将方案印发给你们，请于3月20日前报送。\n\n\
    一、夯实基础\r\n　　（一）完善制度。到2027年，合格率达到95%以上。（市教育局牵头，市财政局配合）\n\
    序号\t任务\t责任单位\t完成时限\n1\t建设平台\t市数据局\t2026年6月30日前\n2\t发布目录\t市教育局\t\n\n\
    甲市人民政府办公室\n2026年3月1日\n";

/// The page of a text, read as the program reads it.
fn shown(text: &str, name: &str) -> String {
    let source = Source::read("made.txt", Some(name.into()), text.as_bytes(), None).expect("text");
    let (notice, findings) = check::check(&source, &Options::default(), &check::Settings::default());
    let remarks: Vec<Remark> = findings
        .into_iter()
        .map(|f| Remark {
            code: f.rule.name.into(),
            severity: f.severity,
            span: f.fault.span,
            message: f.fault.message,
            help: Some(f.fault.help),
        })
        .collect();
    page(&View { name, text: &source.text, notice: &notice, remarks: &remarks, corrections: None }, Language::Chinese)
}

/// The blocks of a page with the places that they say, as `textContent` would give them.
fn contents(html: &str) -> Vec<(usize, String)> {
    let sheet = html.split("id=\"sheet\">").nth(1).and_then(|s| s.split("</article>").next()).expect("a sheet");
    let mut found: Vec<(usize, String)> = Vec::new();
    for piece in sheet.split("data-start=\"").skip(1) {
        let (start, rest) = piece.split_once('"').expect("a place");
        let mut text = String::new();
        let mut inside = true;
        for c in rest.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text.trim_end_matches('\n').replace("&#13;", "\r").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        found.push((start.parse().expect("a number"), text));
    }
    found
}

/// Each character of a line that is not blank stands in one block, at its place.
fn assert_whole(text: &str) {
    let source = Source::read("made.txt", None, text.as_bytes(), None).expect("text");
    let notice = pipeline::parse(&source, &Options::default());
    let ruler = ruler::Ruler::new(&source.text);
    let mut at = 0;
    for block in blocks::blocks(&ruler, &notice) {
        assert!(block.span.from() >= at && !block.span.is_empty(), "{:?} overlaps", block.span);
        assert!(ruler.is_blank(Span::new(at, block.span.from())), "lost {:?}", ruler.slice(Span::new(at, block.span.from())));
        at = block.span.to();
    }
    assert!(ruler.is_blank(Span::new(at, ruler.len())));
    let html = shown(text, "made.txt");
    let all: Vec<char> = source.text.chars().map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect();
    let mut at = 0;
    for (start, content) in contents(&html) {
        let stop = start + content.chars().count();
        assert!(all[at..start].iter().all(|c| c.is_whitespace()), "lost {:?} in {text:?}", &all[at..start]);
        assert_eq!(content.chars().collect::<Vec<_>>(), all[start..stop], "in {text:?}");
        at = stop;
    }
    assert!(all[at..].iter().all(|c| c.is_whitespace()), "lost {:?}", &all[at..]);
}

#[test]
fn every_character_stands_in_its_place() {
    assert_whole(NOTICE);
    for folder in ["fixtures/notices", "seeds"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "txt") {
                assert_whole(&std::fs::read_to_string(&path).expect("text"));
            }
        }
    }
}

proptest! {
    #[test]
    fn every_character_of_any_text_stands_in_its_place(lines in prop::collection::vec(line(), 0..14)) {
        let text: String = lines.concat();
        // A text that is no notice at all is refused before there is a page.
        if Source::read("made.txt", None, text.as_bytes(), None).is_ok() {
            assert_whole(&text);
        }
    }
}

fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "附件1",
        "附件：1.目录",
        "关于做好工作的通知",
        "市教育局",
        "（市教育局牵头，市财政局负责）",
        "责任单位：市水利局",
        "2026年3月1日",
        "到2027年，",
        "率达到95%以上。",
        "序号",
        "任务",
        "责任单位",
        "\t",
        "|",
        " | ",
        "　　",
        " ",
        "&",
        "<",
        "a",
        "甲政发〔2026〕7号",
        "。",
        "：",
        "\r",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\n \n", ""]);
    (prop::collection::vec(piece, 0..7), end).prop_map(|(pieces, end)| pieces.concat() + end)
}

#[test]
fn no_text_ends_the_element_it_stands_in() {
    let evil = "</script><!--<script>alert(1)</script>";
    let text = format!("关于{evil}工作的通知\n各区县人民政府：\n一、{evil}\n（一）完善{evil}。（市{evil}局牵头）\n三、目标\n");
    let html = shown(&text, &format!("{evil}.txt"));
    // Two scripts are the page's own.
    assert_eq!(html.matches("<script").count(), 2);
    assert_eq!(html.matches("</script").count(), 2);
    assert_eq!(html.matches("<!--").count(), 0);
    let json = html.split("id=\"data\">").nth(1).and_then(|s| s.split("</script>").next()).expect("data");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(data["name"], format!("{evil}.txt"));
}

#[test]
fn places_that_are_not_in_the_text_do_no_harm() {
    let source = Source::read("made.txt", None, NOTICE.as_bytes(), None).expect("text");
    let notice = pipeline::parse(&source, &Options::default());
    let ends: Vec<usize> = NOTICE.char_indices().map(|(at, _)| at).step_by(3).collect();
    for at in ends {
        for text in [&NOTICE[..at], &NOTICE[at..]] {
            page(&View { name: "made.txt", text, notice: &notice, remarks: &[], corrections: None }, Language::English);
        }
    }
}

#[test]
fn nothing_of_a_page_asks_for_anything() {
    let html = shown(NOTICE, "made.txt");
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-";
    assert!(html.contains(policy));
    for asking in [" style=\"", " onclick=", " src=\"", "<link", "@import", "https://"] {
        assert!(!html.contains(asking), "{asking}");
    }
}

#[test]
fn the_document_of_a_notice() {
    let html = shown(NOTICE, "made.txt");
    let sheet = html.split("id=\"sheet\">").nth(1).and_then(|s| s.split("</article>").next()).expect("a sheet");
    insta::assert_snapshot!(sheet);
}
