//! `gongwen check` as its user meets it: exit codes, reports, settings, fixes.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | nothing at or above `--fail-on` |
//! | 1 | findings at or above it |
//! | 2 | some file or setting could not be read |

mod documents;
mod program;

use program::{folder, names, run, run_with};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

/// A document number with wrong brackets, and a comma of another width.
const FAULTY: &str = "江源县人民政府关于做好防汛工作的通知\n江政发[2024]06号\n各乡镇人民政府：\n一、落实责任，加强值守,备足物资，确保安全。\n二、按时报送情况，不得迟报，不得漏报。\n江源县人民政府\n2024年5月8日\n";
const SOUND: &str = "江源县人民政府关于做好防汛工作的通知\n江政发〔2024〕6号\n各乡镇人民政府：\n一、落实责任，加强值守，备足物资，确保安全。\n二、按时报送情况，不得迟报，不得漏报。\n江源县人民政府\n2024年5月8日\n";

fn faulty() -> TempDir {
    folder(&[("faulty.txt", FAULTY.as_bytes()), ("sound.txt", SOUND.as_bytes())])
}

fn rules(run: &program::Run) -> Vec<(String, String)> {
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.out));
    let text = |f: &Value, key: &str| f[key].as_str().unwrap_or_default().to_string();
    found.as_array().expect("an array").iter().map(|f| (text(f, "rule"), text(f, "severity"))).collect()
}

#[test]
fn exit_codes_follow_the_severity() {
    let folder = faulty();
    for (args, code) in [
        (&["check", "sound.txt"][..], 0),
        (&["check", "faulty.txt"], 1),
        (&["check", "faulty.txt", "--fail-on", "error"], 0),
        (&["check", "faulty.txt", "--fail-on", "never"], 0),
        (&["check", "faulty.txt", "--deny", "document-number-form", "--fail-on", "error"], 1),
        (&["check", "faulty.txt", "--allow", "document-number-form"], 0),
        (&["check", "faulty.txt", "--allow", "document-number-form", "--fail-on", "info"], 1),
        (&["check", "faulty.txt", "--allow", "document-number-form", "--warn", "width-mixed"], 1),
        (&["check", "missing.txt"], 2),
        (&["check", "sound.txt", "missing.txt"], 2),
        (&["check", "faulty.txt", "--allow", "no-such-rule"], 2),
        (&["explain", "no-such-rule"], 2),
    ] {
        let run = run(&folder, args);
        assert_eq!(run.code, Some(code), "{args:?}\n{}{}", run.out, run.err);
    }
}

#[test]
fn a_finding_is_shown_under_its_line() {
    let run = run(&faulty(), &["check", "faulty.txt"]);
    let expected = "warning[document-number-form]: the year of a document number stands in 〔〕, not as [2024]\n \
                    --> faulty.txt:2:4\n  |\n2 | 江政发[2024]06号\n  |       ^^^^^^\n  |\n  = help: write 〔2024〕\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(run.out.ends_with("1 file(s): 0 error(s), 2 warning(s), 1 info\n"), "{}", run.out);
    let chinese = program::run(&faulty(), &["--lang", "zh", "check", "faulty.txt"]);
    assert!(chinese.out.contains("警告[document-number-form]: 发文字号的年份应当用六角括号，不用“[2024]”"), "{}", chinese.out);
}

#[test]
fn json_says_what_and_where() {
    let run = run(&faulty(), &["check", "faulty.txt", "sound.txt", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.out));
    assert_eq!(
        found[0],
        json!({
            "file": "faulty.txt",
            "rule": "document-number-form",
            "severity": "warning",
            "message": "the year of a document number stands in 〔〕, not as [2024]",
            "help": "write 〔2024〕",
            "span": { "start": 22, "end": 28 },
            "line": 2,
            "column": 4,
            "location": null,
            "fix": { "span": { "start": 22, "end": 28 }, "replacement": "〔2024〕" },
        })
    );
    assert_eq!(found.as_array().map(Vec::len), Some(3));
    assert_eq!(program::run(&faulty(), &["check", "sound.txt", "--format", "json"]).out, "[]\n");
}

#[test]
fn sarif_is_of_its_schema_and_names_what_failed() {
    let schema = fs::read_to_string(documents::project("tests/contract/sarif-2.1.0.schema.json")).expect("the schema is there");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).expect("it is JSON")).expect("it is a schema");
    for args in [&["check", "faulty.txt"][..], &["check", "sound.txt"], &["check", "faulty.txt", "missing.txt"]] {
        let run = run(&faulty(), &[args, &["--format", "sarif"]].concat());
        let log: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.out));
        let faults: Vec<String> = validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{args:?}: {faults:#?}");
        let first = &log["runs"][0];
        assert_eq!(first["columnKind"], "unicodeCodePoints");
        assert_eq!(first["invocations"][0]["executionSuccessful"], json!(run.code != Some(2)));
    }
}

#[test]
fn github_annotations_name_line_and_rule() {
    let run = run(&faulty(), &["check", "faulty.txt", "--format", "github"]);
    let expected = "::warning file=faulty.txt,line=2,endLine=2,col=4,endColumn=10,title=document-number-form::\
                    the year of a document number stands in 〔〕, not as [2024]; write 〔2024〕";
    assert_eq!(run.out.lines().next(), Some(expected));
}

#[test]
fn fixes_change_what_they_name_and_nothing_else() {
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let files = folder(&[("utf8.txt", FAULTY.as_bytes()), ("gb.txt", &gb18030(&FAULTY.replace('\n', "\r\n")))]);
    let shown = run(&files, &["check", "--diff", "utf8.txt"]);
    assert!(shown.out.contains("-江政发[2024]06号\n+江政发〔2024〕6号\n"), "{}", shown.out);
    let read = |name: &str| fs::read(files.path().join(name)).expect("the file is there");
    assert_eq!(read("utf8.txt"), FAULTY.as_bytes(), "--diff alone writes nothing");
    // What is certain; punctuation only when its rule is named.
    let fixed = run(&files, &["check", "--fix", "utf8.txt", "gb.txt"]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.out);
    let expected = FAULTY.replace("[2024]06", "〔2024〕6");
    assert_eq!(String::from_utf8_lossy(&read("utf8.txt")), expected);
    assert_eq!(read("gb.txt"), gb18030(&expected.replace('\n', "\r\n")));
    run(&files, &["check", "--fix=width-mixed", "utf8.txt"]);
    assert_eq!(String::from_utf8_lossy(&read("utf8.txt")), SOUND);
    assert_eq!(names(&files), ["gb.txt", "utf8.txt"]);
    let piped = run_with(&files, &["check", "--fix", "-", "--format", "json"], FAULTY.as_bytes());
    piped.failed("error: --fix: standard input cannot be mended in place; expected a file");
}

#[test]
fn settings_are_found_upwards_and_the_command_line_counts_over_them() {
    let folder = faulty();
    let below = folder.path().join("a/b");
    fs::create_dir_all(&below).expect("folders");
    fs::write(below.join("faulty.txt"), FAULTY).expect("a file");
    let write = |text: &str| fs::write(folder.path().join("gongwen.toml"), text).expect("settings");
    let check = |more: &[&str]| run(&folder, &[&["check", "a", "--format", "json"], more].concat());
    write("[rules]\ndocument-number-form = \"deny\"\nwidth-mixed = \"allow\"\n");
    assert_eq!(rules(&check(&[])), [("document-number-form".into(), "error".into()), ("document-number-form".into(), "error".into())]);
    assert_eq!(rules(&check(&["--allow", "document-number-form"])), []);
    write("profile = \"draft\"\nfail-on = \"never\"\n");
    let draft = check(&[]);
    assert_eq!((draft.code, rules(&draft).iter().any(|r| r.0 == "imprint-missing")), (Some(0), true));
    assert!(!rules(&check(&["--profile", "published"])).iter().any(|r| r.0 == "imprint-missing"));
    for (text, said) in [
        ("[rules]\nno-such = \"deny\"\n", "no rule is called no-such; expected one of `gongwen rules`"),
        ("[rules]\nwidth-mixed = \"loud\"\n", "gongwen.toml:2: unknown variant `loud`"),
        ("fail_on = 1\n", "gongwen.toml:1: unknown field `fail_on`"),
        ("profile = \n", "gongwen.toml:1:"),
    ] {
        write(text);
        let run = check(&[]);
        assert_eq!(run.code, Some(2), "{text}");
        assert!(run.err.contains(said) && run.out.is_empty(), "{text}: {}{}", run.out, run.err);
    }
}

#[test]
fn the_users_lexicon_names_variants() {
    let text = "一、甲。（江源局牵头）\n二、乙。（江源河湖局牵头）\n";
    let folder = folder(&[
        ("a.txt", text.as_bytes()),
        ("organs.tsv", "江源河湖管理局\t江源局|江源河湖局\n".as_bytes()),
        ("gongwen.toml", b"lexicon = \"organs.tsv\"\n"),
    ]);
    let found = rules(&run(&folder, &["check", "a.txt", "--format", "json"]));
    assert_eq!(found, [("department-variant".into(), "info".into())]);
}

#[test]
fn folders_are_gone_through_by_name_and_the_rest_goes_on() {
    let folder = faulty();
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for (name, bytes) in [("b.txt", FAULTY.as_bytes()), ("a.md", FAULTY.as_bytes()), ("c.png", b"\x89PNG"), ("d.txt", b"")] {
        fs::write(folder.path().join("in").join(name), bytes).expect("a file");
    }
    let run = run(&folder, &["check", "in", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let files: Vec<&str> = found.as_array().expect("an array").iter().filter_map(|f| f["file"].as_str()).collect();
    assert_eq!(files, ["in/a.md", "in/a.md", "in/a.md", "in/b.txt", "in/b.txt", "in/b.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(2), "error: in/d.txt: the input is empty; expected the text of a notice\n"));
}

/// What is known of the seed: every fault is found, and nothing false is said of it.
#[test]
fn the_seeds_known_faults_are_found() {
    let folder = folder(&[("seed.txt", &documents::seed().bytes)]);
    let run = run(&folder, &["check", "seed.txt", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).expect("JSON");
    let said: Vec<String> = found
        .as_array()
        .expect("an array")
        .iter()
        .filter(|f| f["rule"] != "line-break-inside-sentence")
        .map(|f| format!("{} {}:{} {}", f["rule"].as_str().unwrap_or(""), f["line"], f["column"], f["message"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        said,
        [
            "title-missing 1:1 the notice has no title",
            "attachment-title-differs 32:1 the attachment calls itself 《开展质量提升行动实施方案》重点工作部门责任细化方案, the attachment note \
             《四川省开展质量提升行动实施方案》重点工作部门责任分工细化方案",
            "department-variant 157:1 交通厅 is called 交通运输厅 elsewhere in the document",
            "table-cell-empty 174:1 the cell of 责任部门 is empty, where 13 other rows have one filled",
            "department-variant 181:1 省旅发委 is called 省旅游发展委 elsewhere in the document",
            "table-cell-empty 202:1 the cell of 责任部门 is empty, where 13 other rows have one filled",
            "attachment-unlisted 203:6 the attachment 3 《四川省质量提升工作联络表》 is here, but the attachment note does not list it",
        ]
    );
    let breaks = found.as_array().expect("an array").iter().filter(|f| f["rule"] == "line-break-inside-sentence").count();
    assert!(breaks >= 6, "{breaks} hard line breaks");
}

#[test]
fn the_manual_page_is_the_rules_own() {
    let folder = folder(&[]);
    for (lang, file) in [("en", "docs/checks.md"), ("zh", "docs/checks.zh-CN.md")] {
        let page = fs::read_to_string(documents::project(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        let printed = run(&folder, &["--lang", lang, "rules", "--manual"]).out;
        assert!(page == printed, "{file} is not what `gongwen --lang {lang} rules --manual` prints");
    }
    let listed = run(&folder, &["rules"]).out;
    for rule in gongwen::check::RULES {
        assert!(listed.contains(rule.name), "{}", rule.name);
        let explained = run(&folder, &["explain", rule.name]).out;
        let sections = ["## What it finds", "## Why", "## Example", "## How to mend"];
        assert!(sections.iter().all(|s| explained.contains(s)), "{explained}");
    }
}
