//! What cannot be read is said, by its page, in both languages, and is an error where that is asked for.

use super::documents::project;
use super::program::run;
use std::fs;
use tempfile::TempDir;

fn with(file: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder is made");
    fs::copy(project(&format!("fixtures/formats/{file}")), folder.path().join("notice.bin")).expect("the file is there");
    folder
}

#[test]
fn a_page_without_text_is_never_passed_over_in_silence() {
    for (file, code) in [("case-scan.pdf", "page-without-text"), ("case-garbled.pdf", "page-garbled")] {
        let folder = with(file);
        let plain = run(&folder, &["parse", "notice.bin"]);
        assert_eq!(plain.code, Some(0), "{file}: {}", plain.err);
        let notice: serde_json::Value = serde_json::from_str(&plain.out).expect("the model is JSON");
        let told = notice["diagnostics"].as_array().expect("a list").iter().any(|d| d["code"] == code);
        assert!(told, "{file}: {}", notice["diagnostics"]);
        assert!(plain.err.starts_with("warning: notice.bin: page 1"), "{file}: {}", plain.err);
        let strict = run(&folder, &["parse", "--strict", "notice.bin"]);
        assert_eq!((strict.code, strict.out.as_str()), (Some(1), ""), "{file}");
        assert!(strict.err.contains("page 1"), "{file}: {}", strict.err);
        let chinese = run(&folder, &["--lang", "zh", "parse", "--strict", "notice.bin"]);
        assert!(chinese.err.starts_with("错误：notice.bin：第 1 页") || chinese.err.contains("第 1 页"), "{file}: {}", chinese.err);
    }
}

#[test]
fn what_asks_for_a_password_says_so() {
    for file in ["case-encrypted.doc", "case-encrypted.docx", "case-encrypted.xls", "case-encrypted.xlsx", "case-user-password.pdf"] {
        let folder = with(file);
        let english = run(&folder, &["parse", "notice.bin"]);
        assert_eq!((english.code, english.out.as_str()), (Some(2), ""), "{file}: {}", english.err);
        assert!(english.err.contains("encrypted") || english.err.contains("password"), "{file}: {}", english.err);
        let chinese = run(&folder, &["--lang", "zh", "parse", "notice.bin"]);
        assert!(chinese.err.contains("加密") || chinese.err.contains("密码"), "{file}: {}", chinese.err);
    }
}

#[test]
fn what_is_no_document_is_called_by_its_name() {
    for (file, expected) in [
        ("hostile/letter.rtf", "an RTF file"),
        ("hostile/picture.png", "a PNG picture"),
        ("hostile/hello.zip", "a ZIP archive that is no document"),
        ("hostile/letter.odt", "an OpenDocument file"),
        ("hostile/page.mhtml", "an MHTML archive"),
    ] {
        let folder = with(file);
        let run = run(&folder, &["parse", "notice.bin"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{file}: {}", run.err);
        assert!(run.err.contains(&format!("this is {expected}; expected text, HTML, DOCX")), "{file}: {}", run.err);
    }
}
