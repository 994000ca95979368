//! The program as its user meets it: exit codes, what stands on which stream, and what is left on disk.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | some of the inputs failed; the others are written |
//! | 2 | nothing could be done |

mod documents;
mod program;

use program::{done, folder, names, program, run, run_with, text};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const NOTICE: &str = "关于甲的通知\n各市州：\n一、总体要求\n1、加快建设，6月底前完成。（省甲局牵头，省乙厅配合）\n联系人：张三，电话：028-86607570\n省甲局\n2018年3月13日\n";

const EXPECTED: &str = "expected text, HTML, DOCX, PDF, OFD, DOC, WPS, XLSX or XLS";
const EXPECTED_CHINESE: &str = "此处应为文本、HTML、DOCX、PDF、OFD、DOC、WPS、XLSX 或 XLS";

#[test]
fn what_cannot_be_read_is_said_in_one_line_in_either_language() {
    let folder = folder(&[
        ("empty.txt", b""),
        ("binary.txt", b"\x00\x01\x02\x03\x04\x05"),
        ("a.rtf", b"{\\rtf1 ...}"),
        ("a.docx", b"PK\x03\x04...."),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    ]);
    fs::create_dir(folder.path().join("sub")).expect("a folder inside");
    for (file, english, chinese) in [
        ("empty.txt", "the input is empty; expected the text of a notice", "输入为空，此处应为公文正文"),
        (
            "binary.txt",
            "binary data (byte 0x00 at 0); expected text, or a file of a known format",
            "二进制数据（第 0 字节为 0x00），此处应为文本或可识别的文件格式",
        ),
        ("a.rtf", &format!("this is an RTF file; {EXPECTED}"), &format!("这是 RTF 文件，{EXPECTED_CHINESE}")),
        (
            "a.docx",
            &format!("this is a ZIP archive that is no document; {EXPECTED}"),
            &format!("这是未含文档的 ZIP 压缩包，{EXPECTED_CHINESE}"),
        ),
        ("a.doc", &format!("this is an OLE file that is no document; {EXPECTED}"), &format!("这是未含文档的 OLE 文件，{EXPECTED_CHINESE}")),
        ("sub", "this is a directory; expected a file", "这是目录，此处应为文件"),
    ] {
        for command in ["parse", "text"] {
            run(&folder, &["--lang", "en", command, file]).failed(&format!("error: {file}: {english}"));
            run(&folder, &[command, "--lang=zh", file]).failed(&format!("错误: {file}：{chinese}"));
        }
    }
}

#[test]
fn empty_standard_input_has_a_name_in_its_message() {
    let folder = folder(&[]);
    run_with(&folder, &["parse", "-"], b"").failed("error: <stdin>: the input is empty; expected the text of a notice");
    run_with(&folder, &["parse", "-", "--lang", "zh"], b"").failed("错误: <stdin>：输入为空，此处应为公文正文");
}

#[test]
fn a_missing_file_is_named_with_what_the_system_says() {
    let folder = folder(&[]);
    for (language, begin) in [("en", "error: none.txt: cannot read: "), ("zh", "错误: none.txt：无法读取：")] {
        let run = run(&folder, &["--lang", language, "parse", "none.txt"]);
        assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 1));
        assert!(run.err.starts_with(begin), "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("secret.txt", NOTICE.as_bytes())]);
    let path = folder.path().join("secret.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("the mode is set");
    if fs::File::open(&path).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let run = run(&folder, &["parse", "secret.txt"]);
    assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 1));
    assert!(run.err.starts_with("error: secret.txt: cannot read: "), "{}", run.err);
}

#[test]
fn the_language_of_messages_is_the_locales_unless_it_is_given() {
    let folder = folder(&[("empty.txt", b"")]);
    for (variables, args, word) in [
        (&[("LANG", "zh_CN.UTF-8")][..], &["parse", "empty.txt"][..], "错误"),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_GB.UTF-8")], &["parse", "empty.txt"], "error"),
        (&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "zh_TW")], &["parse", "empty.txt"], "错误"),
        (&[("LANG", "zh_CN.UTF-8")], &["parse", "empty.txt", "--lang", "en"], "error"),
        (&[("LANG", "C")], &["--lang=zh", "parse", "empty.txt"], "错误"),
        (&[("LANG", "")], &["parse", "empty.txt"], "error"),
    ] {
        let run = done(program(&folder).args(args).envs(variables.iter().copied()));
        assert!(run.err.starts_with(&format!("{word}: ")), "{variables:?} {args:?}: {}", run.err);
    }
}

#[test]
fn wrong_arguments_are_turned_away_before_anything_is_read() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    for (args, expected) in [
        (&["parse", "a.txt", "--encoding", "klingon"][..], "expected the name of an encoding"),
        (&["parse", "a.txt", "--issued-on", "2018-13-01"], "--issued-on"),
        (&["parse", "a.txt", "--to", "yaml"], "ndjson"),
        (&["parse"], "FILE"),
        (&["schema", "sql"], "--dialect"),
        (&["schema", "yaml"], "xml"),
        (&["parse", "postgres://me:geheim@host/name"], "the address of a database: cannot read"),
        (&["parse", "a.txt", "--lang", "fr"], "zh"),
        (&["translate"], "translate"),
    ] {
        let run = run(&folder, args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.starts_with("error: ") && run.err.contains(expected), "{args:?}: {}", run.err);
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b""), ("b.txt", NOTICE.as_bytes())]);
    let run = run(&folder, &["parse", "--to", "ndjson", "a.txt", "empty.txt", "b.txt"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.err, "error: empty.txt: the input is empty; expected the text of a notice\n");
    let said: Vec<Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("one notice a line")).collect();
    assert_eq!(said.iter().map(|n| n["source"]["name"].as_str()).collect::<Vec<_>>(), [Some("a.txt"), Some("b.txt")]);
}

#[test]
fn where_every_file_is_bad_each_is_named_and_nothing_is_done() {
    let folder = folder(&[("empty.txt", b""), ("b.pdf", b"%PDF-1.7\n")]);
    let run = run(&folder, &["parse", "empty.txt", "b.pdf", "-o", "out.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 2));
    assert_eq!(names(&folder), ["b.pdf", "empty.txt"]);
}

#[test]
fn an_xml_document_holds_one_notice() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", NOTICE.as_bytes())]);
    run(&folder, &["parse", "--to", "xml", "a.txt", "b.txt"])
        .failed("error: --to xml: expected one FILE, since an XML document holds one notice");
    run(&folder, &["--lang", "zh", "parse", "--to", "xml", "a.txt", "b.txt"])
        .failed("错误: --to xml：一个 XML 文档只含一份公文，此处应只有一个文件");
    let one = run(&folder, &["parse", "--to", "xml", "a.txt"]);
    assert_eq!((one.code, one.err.as_str()), (Some(0), ""));
    let notice = gongwen::write::xml::read(&one.out).expect("it reads back");
    assert_eq!(notice.source.name.as_deref(), Some("a.txt"));
}

#[test]
fn every_format_is_written_as_it_is_named() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", NOTICE.as_bytes())]);
    let json = run(&folder, &["parse", "a.txt"]);
    assert_eq!(json.json()["format"], "gongwen-notice");
    assert_eq!(json.out.lines().count(), 1, "compact where the output is no terminal");
    let pretty = run(&folder, &["parse", "--pretty", "a.txt"]);
    assert!(pretty.out.starts_with("{\n  \"format\": \"gongwen-notice\",\n") && pretty.out.ends_with("\n}\n"));
    assert_eq!(pretty.json(), json.json());
    let lines = run(&folder, &["parse", "--pretty", "--to", "ndjson", "a.txt", "b.txt"]);
    assert_eq!(lines.out.lines().next(), json.out.lines().next(), "a line of ndjson is never indented");
    assert_eq!(lines.out.lines().count(), 2);
    let outline = run(&folder, &["parse", "--to", "outline", "a.txt"]);
    assert!(outline.out.contains("一、总体要求") && outline.out.contains("省甲局") && !outline.out.contains('\u{1b}'), "{}", outline.out);
}

#[test]
fn standard_input_is_read_as_a_file_without_a_name() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    let mut file = run(&folder, &["parse", "a.txt"]).json();
    assert_eq!(file["source"]["name"].take(), "a.txt");
    assert_eq!(run_with(&folder, &["parse", "-"], NOTICE.as_bytes()).json(), file);
}

#[test]
fn an_output_file_is_whole_and_stands_alone() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b""), ("out.json", b"old")]);
    let printed = run(&folder, &["parse", "a.txt"]).out;
    let run = run(&folder, &["parse", "a.txt", "empty.txt", "-o", "out.json"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).expect("it is written"), printed);
    assert_eq!(names(&folder), ["a.txt", "empty.txt", "out.json"]);
}

#[test]
fn a_failure_leaves_the_output_file_as_it_was() {
    let folder = folder(&[("empty.txt", b""), ("a.txt", NOTICE.as_bytes()), ("old.json", b"old")]);
    fs::create_dir(folder.path().join("sub")).expect("a folder inside");
    for args in [
        &["parse", "empty.txt", "-o", "old.json"][..],
        &["parse", "none.txt", "-o", "new.json"],
        &["parse", "a.txt", "--lexicon", "none.tsv", "-o", "new.json"],
        &["parse", "a.txt", "-o", "sub"],
    ] {
        let run = run(&folder, args);
        assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 1), "{args:?}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("old.json")).expect("it is there"), "old");
    assert_eq!(names(&folder), ["a.txt", "empty.txt", "old.json", "sub"]);
    assert_eq!(fs::read_dir(folder.path().join("sub")).expect("the folder is there").count(), 0);
}

#[test]
fn an_output_file_in_no_folder_is_an_error() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    let path = Path::new("none").join("out.json");
    let run = run(&folder, &["parse", "a.txt", "-o", &path.to_string_lossy()]);
    assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 1));
    assert!(run.err.starts_with(&format!("error: {}: cannot write: ", path.display())), "{}", run.err);
}

#[test]
fn contacts_are_left_out_where_asked() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    assert_eq!(run(&folder, &["parse", "a.txt"]).json()["metadata"]["contacts"][0]["phones"][0], "028-86607570");
    assert_eq!(run(&folder, &["parse", "--no-contacts", "a.txt"]).json()["metadata"]["contacts"], serde_json::json!([]));
}

#[test]
fn a_given_date_of_issue_stands_in_where_the_text_has_none() {
    let undated = NOTICE.replace("2018年3月13日\n", "");
    let folder = folder(&[("dated.txt", NOTICE.as_bytes()), ("undated.txt", undated.as_bytes())]);
    let due = |args: &[&str]| run(&folder, args).json()["dates"][0]["latest"].clone();
    assert_eq!(due(&["parse", "undated.txt"]), Value::Null);
    assert_eq!(due(&["parse", "undated.txt", "--issued-on", "2021-01-01"]), "2021-06-30");
    assert_eq!(due(&["parse", "dated.txt", "--issued-on", "2021-01-01"]), "2018-06-30");
}

#[test]
fn a_lexicon_of_ones_own_names_organs() {
    let folder = folder(&[
        ("a.txt", NOTICE.as_bytes()),
        ("own.tsv", "# 自有词典\n四川省甲管理局\t省甲局|甲局\n".as_bytes()),
        ("broken.tsv", "\n\t省甲局\n".as_bytes()),
    ]);
    let canonical = |args: &[&str]| run(&folder, args).json()["tasks"][0]["assignments"][0]["canonical"].clone();
    assert_eq!(canonical(&["parse", "a.txt"]), Value::Null);
    assert_eq!(canonical(&["parse", "a.txt", "--lexicon", "own.tsv"]), "四川省甲管理局");
    run(&folder, &["parse", "a.txt", "--lexicon", "broken.tsv"])
        .failed("error: broken.tsv:2: expected the full name of an organ, found an empty column");
    let missing = run(&folder, &["parse", "a.txt", "--lexicon", "none.tsv", "--lang", "zh"]);
    assert!(missing.code == Some(2) && missing.err.starts_with("错误: none.tsv：无法读取词典："), "{}", missing.err);
}

#[test]
fn text_prints_what_spans_count_in() {
    let folder = folder(&[("a.txt", "\u{FEFF}一、甲\r\n　　乙".as_bytes()), ("gbk.txt", &encoding_rs::GBK.encode(NOTICE).0)]);
    assert_eq!(run(&folder, &["text", "a.txt"]).out, "一、甲\r\n　　乙");
    for args in [&["text", "gbk.txt"][..], &["text", "gbk.txt", "--encoding", "gbk"]] {
        let run = run(&folder, args);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), NOTICE, ""));
    }
}

#[test]
fn what_the_program_says_of_itself_goes_to_standard_output() {
    let folder = folder(&[]);
    for (args, expected) in [
        (&["--version"][..], env!("CARGO_PKG_VERSION")),
        (&["--help"], "parse"),
        (&["parse", "--help"], "--no-contacts"),
        (&["--lang", "zh", "--help"], "把中国公文转为数据"),
        (&["--lang", "zh", "parse", "--help"], "不输出联系人"),
        (&["schema", "json"], "https://json-schema.org/draft/2020-12/schema"),
        (&["schema", "xml"], "http://www.w3.org/2001/XMLSchema"),
        (&["completions", "bash"], "complete -F _gongwen"),
        (&["completions", "zsh"], "#compdef gongwen"),
    ] {
        let run = run(&folder, args);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        assert!(run.out.contains(expected), "{args:?}: {}", run.out);
    }
    assert_eq!(run(&folder, &["--version"]).out, format!("gongwen {}\n", env!("CARGO_PKG_VERSION")));
}

#[cfg(unix)]
#[test]
fn the_bash_completion_is_a_script_that_bash_takes() {
    let folder = folder(&[]);
    let script = run(&folder, &["completions", "bash"]).out;
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn() else {
        println!("skipped: bash is not there");
        return;
    };
    bash.stdin.take().expect("it is piped").write_all(script.as_bytes()).expect("bash reads");
    assert!(bash.wait().expect("bash ends").success());
}

#[test]
fn a_closed_pipe_is_the_end_and_no_error() {
    // More than a pipe holds, so that the program still writes when its reader is gone.
    let long = NOTICE.repeat(3000);
    let folder = folder(&[("long.txt", long.as_bytes())]);
    for args in [
        &["parse", "long.txt"][..],
        &["parse", "--to", "xml", "long.txt"],
        &["parse", "--to", "outline", "long.txt"],
        &["text", "long.txt"],
    ] {
        let mut child = program(&folder).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut out = child.stdout.take().expect("it is piped");
        out.read_exact(&mut [0; 10]).expect("the program writes");
        drop(out);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), text(output.stderr).as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    for args in [&["parse", "a.txt"][..], &["text", "a.txt"], &["schema", "json"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let run = done(program(&folder).args(args).stdout(full));
        assert_eq!((run.code, run.err.lines().count()), (Some(2), 1), "{args:?}");
        assert!(run.err.starts_with("error: cannot write the output: "), "{args:?}: {}", run.err);
    }
}
