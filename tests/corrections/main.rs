//! What a person decided is what the notice says afterwards; what no longer fits is named and changes nothing.

#[path = "../contract/mod.rs"]
mod contract;
#[path = "../documents/mod.rs"]
mod documents;
#[path = "../program/mod.rs"]
mod program;

use gongwen::corrections::{self, Corrections};
use gongwen::write::json::Layout;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};

const NOTICE: &str = "青岩省人民政府办公厅
关于促进夜间消费的通知
青政办发〔2023〕31号
各设区市人民政府，省政府各部门：
现就有关事项通知如下。
一、完善设施
（一）建设示范街区。到2025年，全省建成夜间消费示范街区40个。（省商务厅牵头，省住房城乡建设厅配合）
（二）改善交通条件。依据《青岩省夜间交通办法》，2024年6月底前增设公交班次。（省交通运输厅、省公安厅负责）
青岩省人民政府办公厅
2023年7月14日
";

/// What is read from a text.
fn read(text: &str) -> Value {
    let source = documents::source_of(text);
    serde_json::from_str(&documents::to_json(&documents::parse(&source), Layout::Compact)).unwrap()
}

/// Every value of a notice that can be decided, as a page gives it, accepted.
fn accepted(notice: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut put = |kind: &str, id: &Value, field: Value, value: &Value, text: &str| {
        all.push(json!({ "action": "accept", "kind": kind, "id": id, "field": field, "span": value["span"], "text": value[text] }));
    };
    for task in notice["tasks"].as_array().unwrap() {
        put("task", &task["id"], Value::Null, task, "text");
        task["assignments"].as_array().unwrap().iter().for_each(|a| put("assignment", &task["id"], Value::Null, a, "department"));
    }
    for (list, kind) in [("targets", "target"), ("dates", "date"), ("references", "reference")] {
        notice[list].as_array().unwrap().iter().for_each(|v| put(kind, &v["id"], Value::Null, v, "text"));
    }
    for (field, value) in notice["metadata"].as_object().unwrap().iter().filter(|(field, _)| *field != "contacts") {
        let values = if value.is_array() { value.as_array().unwrap().iter().collect() } else { vec![value] };
        values.into_iter().filter(|v| !v.is_null()).for_each(|v| put("metadata", &Value::Null, json!(field), v, "text"));
    }
    all
}

fn file(corrections: &[Value]) -> Corrections<'static> {
    let file = json!({ "format": "gongwen-corrections", "version": "1.0", "source": { "sha256": "" }, "corrections": corrections });
    corrections::read(&file.to_string()).unwrap()
}

/// The notice that a text says with corrections applied, and what was not applied.
fn applied(text: &str, corrections: &[Value]) -> (Value, Vec<String>) {
    let source = documents::source_of(text);
    let corrections = file(corrections);
    let mut notice = documents::parse(&source);
    let applied = corrections::apply(&mut notice, &source.text, &corrections);
    let misfits = applied.misfits.into_iter().map(|m| m.message.english).collect();
    (serde_json::from_str(&documents::to_json(&notice, Layout::Compact)).unwrap(), misfits)
}

/// The decision about the first value of a kind with a text: its action, and what is set.
fn decision(notice: &Value, kind: &str, text: &str, action: &str, set: Value) -> Value {
    let mut found =
        accepted(notice).into_iter().find(|c| c["kind"] == kind && c["text"] == text).unwrap_or_else(|| panic!("{kind} {text}"));
    found["action"] = json!(action);
    found["set"] = set;
    found
}

/// A span of the notice's text, by what it covers.
fn span(covered: &str) -> Value {
    let at = NOTICE[..NOTICE.find(covered).unwrap()].chars().count();
    json!({ "start": at, "end": at + covered.chars().count() })
}

#[test]
fn what_was_decided_is_what_the_notice_says() {
    let all = read(NOTICE);
    type Case<'c> = (&'c str, &'c str, &'c str, Value, &'c [(&'c str, Value)]);
    let cases: &[Case] = &[
        ("assignment", "省公安厅", "reject", Value::Null, &[("/tasks/1/assignments/1", Value::Null), ("/departments/3", Value::Null)]),
        (
            "assignment",
            "省住房城乡建设厅",
            "correct",
            json!({ "role": "lead" }),
            &[
                ("/tasks/0/assignments/1/role", json!("lead")),
                ("/tasks/0/assignments/1/leads", json!(true)),
                ("/departments/1/counts/lead", json!(1)),
                ("/departments/1/counts/support", json!(0)),
            ],
        ),
        (
            "assignment",
            "省交通运输厅",
            "correct",
            json!({ "span": span("交通运输厅"), "canonical": "青岩省交通运输厅" }),
            &[
                ("/tasks/1/assignments/0/department", json!("交通运输厅")),
                ("/tasks/1/assignments/0/span", span("交通运输厅")),
                ("/tasks/1/assignments/0/canonical", json!("青岩省交通运输厅")),
            ],
        ),
        (
            "task",
            all["tasks"][0]["text"].as_str().unwrap(),
            "reject",
            Value::Null,
            &[("/tasks/0/ordinal", json!("（二）")), ("/tasks/1", Value::Null)],
        ),
        (
            "target",
            "全省建成夜间消费示范街区40个",
            "reject",
            Value::Null,
            &[("/targets/0", Value::Null), ("/tasks/0/target_ids", json!([]))],
        ),
        (
            "target",
            "全省建成夜间消费示范街区40个",
            "correct",
            json!({ "value": "45", "comparator": "ge" }),
            &[("/targets/0/value", json!("45")), ("/targets/0/comparator", json!("ge")), ("/targets/0/unit", json!("个"))],
        ),
        (
            "date",
            "到2025年",
            "reject",
            Value::Null,
            &[
                ("/dates/0/text", json!("2024年6月底前")),
                ("/dates/0/id", json!("d1")),
                ("/targets/0/by", Value::Null),
                ("/tasks/1/date_ids", json!(["d1"])),
            ],
        ),
        (
            "date",
            "2024年6月底前",
            "correct",
            json!({ "latest": "2024-07-31" }),
            &[("/dates/1/latest", json!("2024-07-31")), ("/dates/1/edtf", json!("2024-07-31")), ("/dates/1/earliest", Value::Null)],
        ),
        (
            "reference",
            "《青岩省夜间交通办法》",
            "correct",
            json!({ "title": "夜间交通办法" }),
            &[("/references/0/title", json!("夜间交通办法"))],
        ),
        ("metadata", "青政办发〔2023〕31号", "reject", Value::Null, &[("/metadata/document_number", Value::Null)]),
        (
            "metadata",
            "2023年7月14日",
            "correct",
            json!({ "earliest": "2023-07-15", "latest": "2023-07-15" }),
            &[("/metadata/issued_on/edtf", json!("2023-07-15")), ("/dates/2/edtf", json!("2023-07-15"))],
        ),
        ("metadata", "各设区市人民政府", "reject", Value::Null, &[("/metadata/recipients/0/text", json!("省政府各部门"))]),
        (
            "metadata",
            "青岩省人民政府办公厅关于促进夜间消费的通知",
            "correct",
            json!({ "span": span("关于促进夜间消费的通知") }),
            &[("/metadata/title/text", json!("关于促进夜间消费的通知"))],
        ),
    ];
    for (kind, text, action, set, expected) in cases {
        let (notice, misfits) = applied(NOTICE, &[decision(&all, kind, text, action, set.clone())]);
        assert_eq!(misfits, [""; 0], "{action} {kind} {text}");
        for (pointer, value) in *expected {
            assert_eq!(notice.pointer(pointer).unwrap_or(&Value::Null), value, "{pointer} after {action} {kind} {text}");
        }
        assert_eq!(notice["diagnostics"].as_array().unwrap().last().unwrap()["code"], "corrected");
        assert_eq!(contract::notice(NOTICE, &notice), [""; 0], "{action} {kind} {text}");
    }
}

#[test]
fn what_no_longer_fits_is_named_and_changes_nothing() {
    let all = read(NOTICE);
    let mut decisions = accepted(&all);
    decisions.iter_mut().for_each(|d| d["action"] = json!("reject"));
    // A sentence came in front, so that every place says something else; a place beyond the end is none.
    let shifted = format!("特急\n{NOTICE}");
    let (notice, misfits) = applied(&shifted, &decisions);
    assert_eq!(misfits.len(), decisions.len(), "{misfits:#?}");
    let mut expected = read(&shifted);
    let diagnostics = notice["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.iter().filter(|d| d["code"] == "correction-misfit").count(), decisions.len());
    expected["diagnostics"] = notice["diagnostics"].clone();
    assert_eq!(notice, expected);

    let one = decision(&all, "assignment", "省公安厅", "reject", Value::Null);
    for (change, said) in [
        (json!({ "text": "省财政厅" }), "reject assignment t2 “省财政厅” at 174–178) does not fit: the text there is “省公安厅”"),
        (json!({ "span": { "start": 9000, "end": 9004 } }), "does not fit: the text ends at 204"),
        (json!({ "kind": "target", "id": "g1" }), "does not fit: no such value was read there"),
        (json!({ "span": { "start": 9, "end": 3 } }), "does not fit: 3 is before 9"),
        (json!({ "action": "correct", "set": { "span": { "start": 1, "end": 9000 } } }), "its new place is none: the text ends at 204"),
    ] {
        let mut changed = one.clone();
        changed.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let (_, misfits) = applied(NOTICE, &[changed]);
        assert!(misfits.len() == 1 && misfits[0].contains(said), "{misfits:?} for {said}");
    }
    let date = |set: Value| decision(&all, "date", "2024年6月底前", "correct", set);
    let target = |set: Value| decision(&all, "target", "全省建成夜间消费示范街区40个", "correct", set);
    let issued = |action: &str, set: Value| decision(&all, "metadata", "2023年7月14日", action, set);
    let of_task = decision(&all, "task", all["tasks"][1]["text"].as_str().unwrap(), "reject", Value::Null);
    for (decisions, said) in [
        (vec![date(json!({ "earliest": "2024-07-01" }))], "its first day 2024-07-01 is after its last 2024-06-30"),
        (vec![target(json!({ "comparator": "range" }))], "a range needs value_high too"),
        (vec![target(json!({ "comparator": "range", "value_high": "9" }))], "9 is less than 40"),
        (vec![target(json!({ "value_high": "50" }))], "only a range has value_high"),
        (vec![target(json!({ "span": { "start": 0, "end": 0 } }))], "its new place covers nothing"),
        (
            vec![decision(&all, "date", "2023年7月14日", "accept", Value::Null), issued("correct", json!({ "latest": "2023-08-01" }))],
            "correction 1 is for the same value",
        ),
        (vec![of_task, decision(&all, "assignment", "省公安厅", "correct", json!({ "role": "lead" }))], "its task is rejected"),
    ] {
        let (_, misfits) = applied(NOTICE, &decisions);
        assert!(misfits.len() == 1 && misfits[0].contains(said), "{misfits:?} for {said}");
    }
    let (_, misfits) = applied(NOTICE, &[one.clone(), one]);
    assert_eq!(misfits, ["correction 2 (reject assignment t2 “省公安厅” at 174–178) does not fit: correction 1 is for the same value"]);
}

#[test]
fn a_place_in_a_table_is_inside_one_cell() {
    const TABLE: &str = "重点任务分工表
序号\t任务\t牵头单位\t配合单位
1\t修缮管网\t市水务局\t市住建局、市财政局
";
    let all = read(TABLE);
    let at = |word: &str| TABLE[..TABLE.find(word).unwrap()].chars().count();
    let moved = |from: usize, to: usize| {
        let one = decision(&all, "assignment", "市住建局", "correct", json!({ "span": { "start": from, "end": to } }));
        applied(TABLE, &[one])
    };
    let (notice, misfits) = moved(at("市财政局"), at("市财政局") + 4);
    assert_eq!((misfits.len(), &notice["tasks"][0]["assignments"][1]["department"]), (0, &json!("市财政局")));
    let (_, misfits) = moved(at("市水务局"), at("市住建局") + 4);
    assert!(misfits[0].ends_with("its new place is not inside one cell"), "{misfits:?}");
}

#[test]
fn a_file_that_is_none_says_what_was_expected() {
    let whole = |corrections: &str| {
        format!(r#"{{"format":"gongwen-corrections","version":"1.0","source":{{"sha256":""}},"corrections":[{corrections}]}}"#)
    };
    let one = |rest: &str| whole(&format!(r#"{{"id":"d1","span":{{"start":0,"end":1}},"text":"",{rest}}}"#));
    for (json, said) in [
        (String::new(), "EOF"),
        (whole("").replace("1.0", "9.9"), "expected corrections of format gongwen-corrections 1.0, found gongwen-corrections 9.9"),
        (one(r#""action":"reject","kind":"date","set":{"latest":"2024-01-01"}"#), "correction 1: expected what to set with correct"),
        (one(r#""action":"correct","kind":"date""#), "correction 1: expected what to set with correct"),
        (one(r#""action":"correct","kind":"date","set":{}"#), "correction 1: expected something in set"),
        (
            one(r#""action":"correct","kind":"date","set":{"role":"lead"}"#),
            "role cannot be set here; expected span, earliest, latest, relation",
        ),
        (
            one(r#""action":"correct","kind":"date","set":{"latest":"2024-02-30"}"#),
            r#"latest: expected a day such as 2018-06-30, found "2024-02-30""#,
        ),
        (
            one(r#""action":"correct","kind":"date","set":{"earliest":"2024-03-02","latest":"2024-03-01"}"#),
            "expected earliest before latest",
        ),
        (one(r#""action":"correct","kind":"target","set":{"value":"1e9"}"#), "value: expected a decimal such as 84.5"),
        (one(r#""action":"correct","kind":"target","set":{"value":"--5"}"#), "value: expected a decimal such as 84.5"),
        (one(r#""action":"correct","kind":"target","set":{"value_high":"007"}"#), "value_high: expected a decimal such as 84.5"),
        (one(r#""action":"reject","kind":"metadata""#), "expected a field with metadata"),
        (one(r#""action":"reject","kind":"page""#), "unknown variant `page`"),
        (one(r#""action":"reject","kind":"date","why":1"#), "unknown field `why`"),
    ] {
        let error = corrections::read(&json).unwrap_err().to_string();
        assert!(error.contains(said), "{error} for {said}");
    }
}

#[test]
fn the_program_applies_them_and_names_what_does_not_fit() {
    let all = read(NOTICE);
    let good = decision(&all, "assignment", "省公安厅", "reject", Value::Null);
    let mut bad = decision(&all, "date", "到2025年", "reject", Value::Null);
    bad["text"] = json!("到2030年");
    let folder = program::folder(&[("notice.txt", NOTICE.as_bytes())]);
    let sha256 = program::run(&folder, &["parse", "notice.txt"]).json()["source"]["sha256"].clone();
    let file = |corrections: &[&Value], sha256: &Value| {
        json!({ "format": "gongwen-corrections", "version": "1.0", "source": { "sha256": sha256 }, "corrections": corrections }).to_string()
    };
    let folder = program::folder(&[
        ("notice.txt", NOTICE.as_bytes()),
        ("good.json", file(&[&good], &sha256).as_bytes()),
        ("bad.json", file(&[&good, &bad], &json!("0123456789abcdef")).as_bytes()),
        ("none.json", b"[]"),
    ]);
    let run = program::run(&folder, &["parse", "notice.txt", "--corrections", "good.json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "good.json: 0 accepted, 1 rejected, 0 corrected, 0 no longer fit\n"));
    assert!(!serde_json::from_str::<Value>(&run.out).unwrap()["departments"].to_string().contains("省公安厅"));

    let run = program::run(&folder, &["--lang", "zh", "parse", "notice.txt", "--corrections", "bad.json", "-o", "out.json"]);
    let said = "bad.json：所针对的文件内容与此不同（SHA-256 0123456789ab…）
bad.json：第 2 条更正（否定日期 d1“到2030年”，位于 83–89）不再相符：此处原文为“到2025年”
bad.json：认可 0，否定 1，更正 0，不再相符 1
";
    assert_eq!((run.code, run.err.as_str()), (Some(1), said));
    assert!(folder.path().join("out.json").exists());

    program::run(&folder, &["parse", "notice.txt", "--corrections", "none.json"])
        .failed("error: none.json: reading corrections: invalid length 0, expected struct Corrections with 4 elements at line 1 column 2");
    program::run(&folder, &["parse", "notice.txt", "good.json", "--corrections", "good.json"])
        .failed("error: --corrections: expected one FILE, since they are for one notice");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is taken out of a notice, it keeps the promises of the model; in whatever order, the same is left.
    #[test]
    fn any_rejections_leave_a_sound_notice(
        (document, some) in (0..documents::all().len()).prop_flat_map(|d| {
            let all = accepted(&read(&documents::all()[d].source().text));
            let count = all.len();
            (Just(d), subsequence(all, 0..=count))
        })
    ) {
        let document = &documents::all()[document];
        let text = document.source().text.to_string();
        let mut decisions = some;
        decisions.iter_mut().for_each(|d| d["action"] = json!("reject"));
        let (notice, misfits) = applied(&text, &decisions);
        prop_assert_eq!(misfits, [""; 0]);
        prop_assert_eq!(contract::notice(&text, &notice), [""; 0]);
        decisions.reverse();
        prop_assert_eq!(applied(&text, &decisions).0, notice);
    }
}

#[test]
fn acceptance_changes_nothing() {
    for document in documents::all() {
        let source = document.source();
        let all = read(&source.text);
        let (notice, misfits) = applied(&source.text, &accepted(&all));
        assert_eq!((misfits, notice), (Vec::new(), all), "{}", document.name);
    }
}
