//! Ledgers as their user meets them: driven through the program, and read again by other readers.
//!
//! `tests/readers/export.py` reads them with openpyxl, pyarrow and icalendar, where `GONGWEN_TEST_PYTHON` or `python3` has
//! these; with `CI_READERS=required` it is a failure where none has.

mod program;

use program::{done, folder, names, program, run, run_with, text};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A notice with a task for each thing that formats treat apart.
const NOTICE: &str = "关于甲|乙的通知\n青政办发〔2018〕6号\n各市州：\n一、总体要求\n1、=HYPERLINK(\"http://a.example\",\"甲\")，每月28日前报送，增长81.60%以上。（省甲局牵头，省乙厅配合，省丙厅督办）\n2、加快建设*重点*项目，3月底前开工，2019年6月底前完成。（省甲局、省丁厅负责）\n3、每年12月底前报告_情况_。（省戊厅负责）\n省甲局\n2018年4月13日\n";

/// The formats of this build.
fn formats() -> Vec<&'static str> {
    let tables: &[&str] = if cfg!(feature = "tables") { &["csv", "xlsx", "ics"] } else { &[] };
    let parquet: &[&str] = if cfg!(feature = "parquet") { &["parquet"] } else { &[] };
    [&["md"], tables, parquet].concat()
}

/// A folder with the notice above, the fixtures and the seed in `in`.
fn notices() -> TempDir {
    let folder = folder(&[]);
    let into = folder.path().join("in");
    fs::create_dir(&into).expect("a folder inside");
    fs::write(into.join("a.txt"), NOTICE).expect("the notice is written");
    for from in ["fixtures/notices", "seeds"] {
        let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(from)).expect("they are there");
        for file in files.flatten().map(|f| f.path()).filter(|f| f.extension().is_some_and(|e| e == "txt")) {
            fs::copy(&file, into.join(file.file_name().expect("it has a name"))).expect("it is copied");
        }
    }
    folder
}

fn exported(folder: &TempDir, to: &str, name: &str) -> Vec<u8> {
    let run = run(folder, &["--lang", "zh", "export", "in", "--to", to, "-o", name]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""), "{to}");
    fs::read(folder.path().join(name)).expect("it is written")
}

/// How many tasks the notices of [`notices`] have, a file.
fn tasks(folder: &TempDir) -> usize {
    let files = fs::read_dir(folder.path().join("in")).expect("it is there").flatten();
    let tasks = files.map(|f| run(folder, &["parse", &f.path().to_string_lossy()]).json()["tasks"].as_array().map_or(0, Vec::len));
    tasks.sum()
}

#[test]
fn the_same_notices_give_the_same_bytes() {
    let folder = notices();
    for to in formats() {
        assert!(exported(&folder, to, "one") == exported(&folder, to, "two"), "{to}");
    }
}

fn is_kept(name: &str, ledger: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, ledger));
}

#[test]
fn ledgers_that_people_read_are_as_they_were() {
    for fixture in ["02-lead-support", "05-label-at-section-end"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices").join(fixture).with_extension("txt");
        let folder = folder(&[("notice.txt", &fs::read(path).expect("the fixture is there"))]);
        for language in ["en", "zh"] {
            let ledger = run(&folder, &["--lang", language, "export", "notice.txt", "--to", "md"]);
            is_kept(&format!("ledger-{language}@{fixture}"), &ledger.out);
        }
        if cfg!(feature = "tables") {
            let ledger = run(&folder, &["--lang", "zh", "export", "notice.txt", "--to", "ics"]);
            is_kept(&format!("calendar@{fixture}"), &ledger.out.replace("\r\n", "\n"));
        }
    }
}

#[test]
fn a_table_of_markdown_holds_what_would_break_it() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    let ledger = run(&folder, &["--lang", "zh", "export", "a.txt", "--to", "md"]).out;
    let rows: Vec<&str> = ledger.lines().filter(|l| l.starts_with('|')).collect();
    assert!(ledger.starts_with("## 关于甲\\|乙的通知\n"), "{ledger}");
    assert_eq!(rows.len(), 2 + 3);
    let cells = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| cells(row) == cells(rows[0])), "{ledger}");
    assert!(rows[3].contains("\\*重点\\*") && rows[4].contains("\\_情况\\_"), "{ledger}");
}

#[cfg(feature = "tables")]
#[test]
fn csv_read_again_is_what_the_ledger_holds() {
    use gongwen::export::ledger::Entries;
    use gongwen::export::sheet::Sheet;
    use gongwen::export::{Document, Remark};
    use gongwen::language::Language;

    let folder = notices();
    let bytes = exported(&folder, "csv", "ledger.csv");
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    let text = text.strip_prefix('\u{FEFF}').expect("Excel takes CSV as UTF-8 by its byte order mark");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().expect("there are headings").iter().map(str::to_string).collect();
    assert_eq!(headings, Sheet::Tasks.columns().iter().map(|c| c.chinese).collect::<Vec<_>>());
    let records: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("a record of as many fields").iter().map(str::to_string).collect()).collect();
    assert_eq!(records.len(), tasks(&folder));

    let mut paths: Vec<_> = fs::read_dir(folder.path().join("in")).expect("it is there").flatten().map(|f| f.path()).collect();
    paths.sort();
    let mut expected = Vec::new();
    for path in paths {
        let shown = format!("in/{}", path.file_name().expect("it has a name").to_string_lossy());
        let bytes = fs::read(path).expect("it is there");
        let source = gongwen::source::Source::read(&shown, None, &bytes, None).expect("it is a text");
        let (notice, _) = gongwen::check::check(&source, &Default::default(), &Default::default());
        let remarks: [Remark; 0] = [];
        let document = Document { path: &shown, text: &source.text, notice: &notice, remarks: &remarks };
        for row in Entries::new(&document, expected.len() + 1, Language::Chinese).rows(Sheet::Tasks) {
            expected.push(row.cells.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
    }
    // What a spreadsheet would run stands behind an apostrophe.
    let guarded: Vec<Vec<String>> =
        records.iter().map(|r| r.iter().map(|f| f.strip_prefix('\'').unwrap_or(f).to_string()).collect()).collect();
    assert_eq!(guarded, expected);
    assert!(records[expected.iter().position(|r| r[5].starts_with('=')).expect("one begins with =")][5].starts_with("'="));
}

#[cfg(feature = "tables")]
#[test]
fn what_people_look_for_stands_in_its_column() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    let ledger = run(&folder, &["--lang", "zh", "export", "a.txt", "--to", "csv"]);
    assert_eq!((ledger.code, ledger.err.as_str()), (Some(0), ""));
    let mut reader = csv::Reader::from_reader(ledger.out.trim_start_matches('\u{FEFF}').as_bytes());
    let headings = reader.headers().expect("there are headings").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    let cell = |row: usize, heading: &str| rows[row][headings.iter().position(|h| h == heading).expect("a column")].to_string();
    for (row, heading, expected) in [
        (0, "序号", "1"),
        (0, "文件标题", "关于甲|乙的通知"),
        (0, "发文字号", "青政办发〔2018〕6号"),
        (0, "章节", "一、总体要求"),
        (0, "牵头单位", "省甲局"),
        (0, "责任单位", ""),
        (0, "配合单位", "省乙厅；督办：省丙厅"),
        (0, "完成时限", "每月28日前"),
        (0, "来源", "a.txt:5"),
        (1, "责任单位", "省甲局、省丁厅"),
        (1, "完成时限", "3月底前；2019年6月底前"),
        (1, "截止日期", "2018-03-31；2019-06-30"),
        (1, "完成状态", ""),
    ] {
        assert_eq!(cell(row, heading), expected, "{heading} of {row}");
    }
    assert!(headings.iter().skip(12).take(5).eq(["工作进展", "存在问题", "下一步", "完成状态", "备注"]));
}

#[cfg(feature = "tables")]
#[test]
fn deadlines_become_events_of_whole_days() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("again.txt", NOTICE.as_bytes())]);
    let calendar = run(&folder, &["export", "a.txt", "again.txt", "--to", "ics"]).out.replace("\r\n ", "");
    let lines = |name: &str| -> Vec<&str> { calendar.lines().filter(|l| l.starts_with(name)).collect() };
    assert_eq!(lines("BEGIN:VEVENT").len(), 4, "a copy of a notice adds none: {calendar}");
    let starts = ["20180428", "20180331", "20190630", "20181231"].map(|day| format!("DTSTART;VALUE=DATE:{day}"));
    assert_eq!(lines("DTSTART"), starts);
    let ends = ["20180429", "20180401", "20190701", "20190101"].map(|day| format!("DTEND;VALUE=DATE:{day}"));
    assert_eq!(lines("DTEND"), ends);
    assert_eq!(lines("RRULE"), ["RRULE:FREQ=MONTHLY;BYMONTHDAY=28", "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"]);
    assert!(lines("DTSTAMP").iter().all(|l| *l == "DTSTAMP:20180413T000000Z"));
    assert!(lines("SUMMARY")[0].starts_with("SUMMARY:省甲局: =HYPERLINK"), "{calendar}");
    assert!(lines("DESCRIPTION")[1].ends_with("Source: a.txt:6"), "{calendar}");
}

#[test]
fn a_file_that_fails_is_named_and_the_others_are_written() {
    for to in formats() {
        let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("empty.txt", b""), ("b.txt", NOTICE.replace("通知", "意见").as_bytes())]);
        let args = ["export", "--to", to, "-o", "out"];
        let some = run(&folder, &[&args[..], &["a.txt", "empty.txt", "b.txt"]].concat());
        let said = "error: empty.txt: the input is empty; expected the text of a notice\n";
        assert_eq!((some.code, some.out.as_str(), some.err.as_str()), (Some(1), "", said), "{to}");
        let ledger = fs::read(folder.path().join("out")).expect("it is written");
        assert_eq!(run(&folder, &[&args[..], &["a.txt", "b.txt"]].concat()).code, Some(0));
        assert!(ledger == fs::read(folder.path().join("out")).expect("it is written"), "{to}");
    }
}

#[test]
fn where_every_file_fails_nothing_is_written() {
    for to in formats() {
        let folder = folder(&[("empty.txt", b""), ("old", b"old")]);
        for out in [&["-o", "old"][..], &["-o", "new"], &[]] {
            let run = run(&folder, &[&["export", "--to", to, "empty.txt", "none.txt"][..], out].concat());
            assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 2), "{to}");
        }
        assert_eq!(names(&folder), ["empty.txt", "old"]);
        assert_eq!(fs::read(folder.path().join("old")).expect("it is there"), b"old");
    }
}

#[test]
fn a_notice_without_tasks_makes_an_empty_ledger() {
    let folder = folder(&[("a.txt", "关于甲的通知\n今天天气很好。\n".as_bytes())]);
    for to in formats() {
        let run = run(&folder, &["export", "a.txt", "--to", to, "-o", "out"]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{to}");
        assert!(!fs::read(folder.path().join("out")).expect("it is written").is_empty(), "{to}");
    }
    assert!(run(&folder, &["export", "a.txt", "--to", "md"]).out.contains("No tasks."));
}

#[test]
fn standard_output_takes_what_a_file_would() {
    for to in formats() {
        let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
        run(&folder, &["export", "a.txt", "--to", to, "-o", "out"]);
        let output = program(&folder).args(["export", "a.txt", "--to", to]).output().expect("the program runs");
        assert!(output.stdout == fs::read(folder.path().join("out")).expect("it is written"), "{to}");
    }
    let folder = folder(&[]);
    let ledger = run_with(&folder, &["export", "-", "--to", "md"], NOTICE.as_bytes());
    assert!(ledger.out.contains("\\<stdin>:5"), "{}", ledger.out);
}

#[test]
fn a_closed_pipe_is_the_end_and_no_error() {
    // More than a pipe holds, so that the program still writes when its reader is gone.
    let tasks: String = (1..900).map(|n| format!("{n}、{}。（省甲局负责）\n", "加快建设重点项目".repeat(20))).collect();
    let folder = folder(&[("long.txt", format!("关于甲的通知\n各市州：\n一、总体要求\n{tasks}").as_bytes())]);
    for to in formats().into_iter().filter(|to| ["csv", "md"].contains(to)) {
        let mut child = program(&folder);
        child.args(["export", "long.txt", "--to", to]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().expect("the program runs");
        let mut out = child.stdout.take().expect("it is piped");
        out.read_exact(&mut [0; 10]).expect("the program writes");
        drop(out);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), text(output.stderr).as_str()), (Some(0), ""), "{to}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_one_line() {
    for to in formats() {
        let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let run = done(program(&folder).args(["export", "a.txt", "--to", to]).stdout(full));
        assert_eq!((run.code, run.err.lines().count()), (Some(2), 1), "{to}: {}", run.err);
        assert!(run.err.starts_with("error: cannot write the output: "), "{to}: {}", run.err);
    }
}

#[test]
fn a_format_that_is_not_built_says_what_to_build_with() {
    let folder = folder(&[("a.txt", NOTICE.as_bytes())]);
    for (to, feature) in [("csv", "tables"), ("xlsx", "tables"), ("ics", "tables"), ("parquet", "parquet")] {
        if formats().contains(&to) {
            continue;
        }
        let how = format!("cargo build --release --features {feature}");
        run(&folder, &["export", "a.txt", "--to", to, "-o", "out"])
            .failed(&format!("error: --to {to}: this build leaves {to} out; expected the feature `{feature}`: {how}"));
        run(&folder, &["--lang", "zh", "export", "a.txt", "--to", to])
            .failed(&format!("错误: --to {to}：此版本未编入 {to}，请启用特性 {feature} 重新编译：{how}"));
    }
    assert_eq!(names(&folder), ["a.txt"]);
}

#[test]
fn other_readers_take_the_ledgers() {
    if !cfg!(feature = "tables") {
        println!("skipped: this build has no format that they read");
        return;
    }
    let python = std::env::var("GONGWEN_TEST_PYTHON").unwrap_or("python3".into());
    let has = Command::new(&python).args(["-c", "import openpyxl, pyarrow, icalendar, dateutil"]).output();
    if !has.is_ok_and(|o| o.status.success()) {
        assert!(std::env::var("CI_READERS").as_deref() != Ok("required"), "{python} lacks openpyxl, pyarrow or icalendar");
        println!("skipped: {python} lacks openpyxl, pyarrow or icalendar");
        return;
    }
    let folder = notices();
    for to in formats() {
        exported(&folder, to, &format!("ledger.{to}"));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/export.py");
    let output = Command::new(python).arg(script).arg(folder.path()).arg(tasks(&folder).to_string()).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
