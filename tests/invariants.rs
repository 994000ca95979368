//! What holds for every text, shown on texts made of the fragments that notices are made of, in any order, and on the
//! seed and the notices of `fixtures/notices`. The promises themselves stand in `contract`.

mod contract;
mod documents;

use documents::{parse, source_of, to_json};
use gongwen::write::json::{self, Layout};
use gongwen::write::{outline, xml};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use serde_json::json;

/// Markers of every family, straight and full-width, and some that are broken.
const MARKERS: &[&str] = &[
    "一、", "二、", "十一、", "（一）", "(二)", "（十", "1.", "２．", "3、", "(1)", "（2）", "1）", "①", "⑵", "㈠", "第一章 ", "第二条　",
    "第三条之一", "1.1 ", "1.2.3", "一是", "二是", "A.", "（）", "0、",
];
/// Responsibility clauses, labels and names.
const CLAUSES: &[&str] = &[
    "（省甲局牵头负责）",
    "（省甲局、省乙厅按职责分工负责）",
    "(省甲局牵头，省乙厅、省丙委配合)",
    "（牵头单位：省甲局；责任单位：省乙厅，各市（州）人民政府）",
    "责任单位：省甲局、省乙厅等",
    "牵头单位:省甲局",
    "配合部门：各区县（自治县）人民政府",
    "（以下均需省甲局落实，不再列出）",
    "（省甲局会同省乙厅负责",
    "责任单位：",
    "完成时限：2018年6月底前",
    "排在第一位的为牵头单位，下同。",
];
/// Dates, goals, citations and contacts.
const MENTIONS: &[&str] = &[
    "2018年3月13日",
    "2018年2月30日",
    "6月30日前",
    "到2020年",
    "2018—2020年",
    "2020—2018年",
    "每年12月底前",
    "二〇一八年三月十三日",
    "第一季度",
    "99999年",
    "0000年",
    "达到84.5%以上",
    "增长10%左右",
    "控制在3至6个以内",
    "全国前10位",
    "1,000亿元",
    "百分之八十",
    "《关于甲的通知》（川委发〔2018〕6号，以下简称《通知》）",
    "《通知》",
    "《甲〈乙〉丙",
    "国发〔2018〕6号",
    "〔2013〕2526号",
    "GB/T 9704-2012",
    "附件：1.甲方案",
    "2.乙分工表",
    "附件1",
    "联系人：张三，电话：028-86607570；邮箱：a@b.cn",
    "此件公开发布",
];
/// Heads, tails and prose.
const PROSE: &[&str] = &[
    "省甲局关于印发乙方案的通知",
    "各市（州）人民政府，省级有关部门：",
    "甲发〔2018〕6号",
    "四川省人民政府办公厅",
    "抄送：省乙厅。",
    "省甲局办公室2018年3月14日印发",
    "特急",
    "机密★1年",
    "签发人：李四",
    "加快建设",
    "推动产业转型升级",
    "为贯彻落实",
    "the quick brown fox",
    "OpenSource 2.0",
    "— 3 —",
    "第 1 页 共 2 页",
    "字",
];
/// Punctuation, brackets, cells and white space.
const MARKS: &[&str] = &[
    "，", "。", "；", "：", "、", ",", ".", "（", "）", "(", ")", "《", "》", "“", "”", "〔", "〕", "【", "|", "｜", "\t", " ", "  ", "　",
    "\u{A0}", "\u{2000}", "\u{2003}", "\u{200B}", "\u{FEFF}", "\u{2028}", "\r", "\u{C}", "\u{0}", "…", "⼯", "𠮷", "🀄",
];
const BREAKS: &[&str] = &["\n", "\n", "\r\n", "\n\n", "\r\n\r\n", "\n　　", "\n    ", "\n\t"];
const ROWS: &[&str] = &[
    "序号 |\n任务 |\n责任单位 |\n", "|序号|任务|牵头单位|时限|\n", "|1|甲任务|省甲局|6月底前|\n", "1\t甲任务\t省甲局\n",
    "序号  任务  责任单位\n", "1 |\n甲任务 |\n省甲局 |\n", "||||\n",
];

/// A text such as a notice, torn and put together at random.
fn texts() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        6 => select(MARKERS).prop_map(String::from),
        6 => select(CLAUSES).prop_map(String::from),
        6 => select(MENTIONS).prop_map(String::from),
        6 => select(PROSE).prop_map(String::from),
        4 => select(MARKS).prop_map(String::from),
        9 => select(BREAKS).prop_map(String::from),
        1 => select(ROWS).prop_map(String::from),
        1 => "\\PC{1,6}",
        1 => any::<char>().prop_map(String::from),
        1 => (select(MARKS), 1..60usize).prop_map(|(mark, n)| mark.repeat(n)),
    ];
    proptest::collection::vec(fragment, 0..80).prop_map(|f| f.concat())
}

/// Everything that holds for a text.
fn holds(text: &str) -> Result<(), String> {
    let source = source_of(text);
    let notice = parse(&source);
    let json = to_json(&notice, Layout::Compact);
    let value = serde_json::from_str(&json).map_err(|e| format!("output is no JSON: {e}"))?;
    documents::check(&source);
    let mut faults = contract::tiles(&source);
    faults.extend(contract::notice(text, &value));
    if json != to_json(&parse(&source_of(text)), Layout::Compact) {
        faults.push("a second reading differs from the first".into());
    }
    for pretty in [false, true] {
        let mut out = Vec::new();
        xml::write(&notice, pretty, &mut out).map_err(|e| e.to_string())?;
        let back = xml::read(&String::from_utf8_lossy(&out)).map_err(|e| e.to_string())?;
        if json != to_json(&back, Layout::Compact) {
            faults.push(format!("XML (pretty: {pretty}) does not come back as it was"));
        }
    }
    if json::read(&json).map_err(|e| e.to_string())? != notice {
        faults.push("JSON does not come back as it was".into());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/invariants.regressions"))), ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_notice_that_keeps_the_contract(text in texts()) {
        if let Err(faults) = holds(&text) {
            return Err(TestCaseError::fail(faults));
        }
    }

    #[test]
    fn a_tree_of_any_width_is_shown(text in texts(), width in 0..120usize) {
        let source = source_of(&text);
        let mut out = Vec::new();
        let style = outline::Style { width, colour: false, language: gongwen::language::Language::Chinese };
        outline::write(&parse(&source), style, &mut out).expect("memory takes all");
        prop_assert!(out.ends_with(b"\n"));
    }
}

#[test]
fn real_texts_keep_the_contract() {
    for document in documents::all() {
        if let Err(faults) = holds(&document.source().text) {
            panic!("{}:\n{faults}", document.name);
        }
    }
}

#[test]
fn every_white_space_is_trimmed() {
    for space in ('\0'..=char::MAX).filter(|c| c.is_whitespace() && *c != '\n') {
        if let Err(faults) = holds(&format!("1、{space}加快建设{space}\n{space}二、{space}附则")) {
            panic!("U+{:04X}:\n{faults}", space as u32);
        }
    }
}

/// The checks themselves see what they are for: each thing broken in a sound notice is a fault.
#[test]
fn a_broken_notice_is_found_out() {
    let seed = documents::seed();
    let source = seed.source();
    let sound = serde_json::to_value(parse(&source)).expect("the model is JSON");
    assert_eq!(contract::notice(&source.text, &sound), [""; 0]);
    for (pointer, wrong) in [
        ("/source/chars", json!(1)),
        ("/metadata/issued_on/id", json!("d999")),
        ("/metadata/issuers/0/text", json!("别的机关")),
        ("/metadata/contacts/0/phones/0", json!("028-0")),
        ("/parts/1/nodes/1/text", json!("别的内容")),
        ("/parts/1/nodes/1/id", json!("n1")),
        ("/parts/1/nodes/1/span/start", json!(0)),
        ("/tasks/0/text", json!("别的任务")),
        ("/tasks/0/assignments/0/department", json!("省")),
        ("/tasks/0/assignments/0/clause/end", json!(0)),
        ("/tasks/0/target_ids", json!(["g999"])),
        ("/tasks/0/span", json!({ "start": 0, "end": 1_000_000 })),
        ("/targets/0/span/end", json!(0)),
        ("/targets/0/node", json!("n999")),
        ("/dates/0/text", json!("3月16日前 ")),
        ("/dates/0/earliest", json!("9999-12-31")),
        ("/dates/1/id", json!("d1")),
        ("/references/0/title", json!("别的文件")),
    ] {
        let mut broken = sound.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("the seed has no {pointer}")) = wrong;
        assert_ne!(contract::notice(&source.text, &broken), [""; 0], "{pointer}");
    }
}

/// A text cut anywhere is a text: no fragment needs what stands behind it.
#[test]
fn every_beginning_of_the_seed_keeps_the_contract() {
    let seed = documents::seed();
    let source = seed.source();
    for (at, _) in source.text.char_indices().step_by(97) {
        if let Err(faults) = holds(&source.text[..at]) {
            panic!("the first {at} bytes:\n{faults}");
        }
    }
}

/// Line ends are the writer's, not the notice's: with CRLF the same things are found.
#[test]
fn crlf_changes_places_and_nothing_else() {
    for document in documents::all() {
        let text = document.source().text.replace("\r\n", "\n");
        assert_eq!(documents::said(&text), documents::said(&text.replace('\n', "\r\n")), "{}", document.name);
    }
}
