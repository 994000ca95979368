//! Odd inputs, odd places, odd moments.

use super::program::{folder, program, run};
use super::{NOTICE, failures, many, said, tree};
use std::fs;
use tempfile::TempDir;

fn write(here: &TempDir, name: &str, text: &str) {
    let path = here.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

fn read(here: &TempDir, name: &str) -> String {
    fs::read_to_string(here.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn names_with_two_dots_lead_nowhere_else() {
    let here = folder(&[]);
    write(&here, "w/b/x.txt", NOTICE);
    write(&here, "a/y.txt", NOTICE);
    let work = here.path().join("w");
    let out = program(&here).current_dir(&work).args(["batch", "b", "../a", "../a/../a/y.txt", "--out", "out"]).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&out.stdout), "2 input(s): 2 converted, 0 unchanged, 0 failed\n");
    assert_eq!(tree(&work.join("out")).into_keys().collect::<Vec<_>>(), ["a/y.txt.json", "failures.ndjson", "w/b/x.txt.json"]);
    // What lies outside --base has no name below it.
    let out = program(&here).current_dir(&work).args(["batch", "../a", "--base", ".", "--out", "other"]).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&out.stdout), "1 input(s): 0 converted, 0 unchanged, 1 failed\n");
}

#[test]
fn a_stream_without_documents_is_empty_and_not_an_old_one() {
    let here = many(3);
    let stream = ["batch", "in", "--ndjson", "o.ndjson"];
    run(&here, &stream);
    for more in [&["--force", "--max-bytes", "1"][..], &["--max-bytes", "1"], &["--check", "--max-bytes", "1"]] {
        run(&here, &stream);
        said(&run(&here, &[&stream, more].concat()), "3 input(s): 0 converted, 0 unchanged, 3 failed");
        assert_eq!(read(&here, "o.ndjson"), "", "{more:?}");
    }
    assert_eq!(read(&here, "o.findings.ndjson"), "");
    fs::remove_file(here.path().join("o.ndjson")).expect("it is taken away");
    run(&here, &[&stream[..], &["--max-bytes", "1"]].concat());
    assert_eq!(read(&here, "o.ndjson"), "");
}

#[test]
fn findings_in_another_language_are_others() {
    let here = many(3);
    said(&run(&here, &["--lang", "zh", "batch", "in", "--check", "--out", "o"]), "输入 3 个：转换 3，未变 0，失败 0");
    let chinese = read(&here, "o/00/0000.txt.findings.ndjson");
    said(&run(&here, &["--lang", "en", "batch", "in", "--check", "--out", "o"]), "3 input(s): 3 converted, 0 unchanged, 0 failed");
    assert_ne!(read(&here, "o/00/0000.txt.findings.ndjson"), chinese);
    // A notice says the same in every language.
    run(&here, &["--lang", "zh", "batch", "in", "--out", "p"]);
    said(&run(&here, &["--lang", "en", "batch", "in", "--out", "p"]), "3 input(s): 0 converted, 3 unchanged, 0 failed");
}

#[test]
fn lists_of_failures_stand_beside_their_outputs() {
    let here = folder(&[("a.txt", NOTICE.as_bytes()), ("b.txt", b"")]);
    run(&here, &["batch", "a.txt", "b.txt", "--ndjson", "one.ndjson.gz"]);
    run(&here, &["batch", "a.txt", "--ndjson", "failures.ndjson"]);
    assert_eq!(failures(&here.path().join("one.failures.ndjson")).len(), 1);
    assert!(read(&here, "failures.ndjson").starts_with("{\"format\"") && read(&here, "failures.failures.ndjson").is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let here = folder(&[]);
    fs::create_dir(here.path().join("in")).expect("a folder is made");
    for name in [&b"\xFF.txt"[..], b"\xEF\xBF\xBD.txt", b"\xFE.txt", "空 格\n.txt".as_bytes()] {
        fs::write(here.path().join("in").join(OsStr::from_bytes(name)), NOTICE).expect("a file is written");
    }
    said(&run(&here, &["batch", "in", "--out", "out"]), "4 input(s): 4 converted, 0 unchanged, 0 failed");
    assert_eq!(fs::read_dir(here.path().join("out")).expect("it is there").count(), 6);
    said(&run(&here, &["batch", "in", "--out", "out"]), "4 input(s): 0 converted, 4 unchanged, 0 failed");
}

/// Killed between putting a changed document in place and saying so, a run leaves a journal that speaks of the old one.
#[test]
fn a_document_of_the_same_size_is_not_taken_for_another() {
    let here = folder(&[]);
    write(&here, "in/a.txt", NOTICE);
    run(&here, &["batch", "in", "--out", "o"]);
    let first = read(&here, "o/a.txt.json");
    write(&here, "in/a.txt", &NOTICE.replace("调查", "检查"));
    run(&here, &["batch", "in", "--out", "o"]);
    let journal = read(&here, "o/.gongwen/journal");
    let kept: Vec<&str> = journal.lines().collect();
    // The last line says that the new document is in place; without it the one before voids the old.
    fs::write(here.path().join("o/.gongwen/journal"), format!("{}\n", kept[..kept.len() - 1].join("\n"))).expect("it is written");
    write(&here, "in/a.txt", NOTICE);
    said(&run(&here, &["batch", "in", "--out", "o"]), "1 input(s): 1 converted, 0 unchanged, 0 failed");
    assert_eq!(read(&here, "o/a.txt.json"), first);
}

#[test]
fn patterns_and_includes_mean_what_they_say() {
    let here = folder(&[]);
    for name in ["b/x.txt", "b/skip.md", "b/y.md", "b/.hidden.md"] {
        write(&here, name, NOTICE);
    }
    write(&here, "b/.gongwenignore", "skip.md\n");
    said(&run(&here, &["batch", "./b/*.txt", "--out", "o1"]), "1 input(s): 1 converted, 0 unchanged, 0 failed");
    said(
        &run(&here, &["batch", "b", "--include", "*.md", "--out", "o2"]),
        "1 input(s): 1 converted, 0 unchanged, 0 failed; passed over in folders: .txt 1",
    );
    assert!(here.path().join("o2/y.md.json").is_file());
    said(&run(&here, &["batch", "b", "--jobs", "18446744073709551615", "--out", "o3"]), "2 input(s): 2 converted, 0 unchanged, 0 failed");
}

#[test]
fn an_output_folder_in_the_input_is_no_input() {
    let here = folder(&[]);
    write(&here, "in/a.txt", NOTICE);
    for line in ["1 input(s): 1 converted, 0 unchanged, 0 failed", "1 input(s): 0 converted, 1 unchanged, 0 failed"] {
        let run = run(&here, &["batch", "in", "--check", "--out", "in/out"]);
        assert!(run.out.starts_with(line), "{}", run.out);
    }
}

#[test]
fn a_copied_folder_takes_the_place_of_the_first_by_force() {
    let here = folder(&[]);
    write(&here, "in/a.txt", NOTICE);
    write(&here, "in2/a.txt", &NOTICE.replace("调查", "检查"));
    run(&here, &["batch", "in", "--out", "o"]);
    said(&run(&here, &["batch", "in2", "--out", "o"]), "1 input(s): 0 converted, 0 unchanged, 1 failed");
    said(&run(&here, &["batch", "in2", "--out", "o", "--force"]), "1 input(s): 1 converted, 0 unchanged, 0 failed");
}

#[test]
fn an_address_in_the_place_of_a_file_is_not_shown() {
    let here = folder(&[("a.txt", NOTICE.as_bytes()), ("list", b"postgres://me:geheim@host/name\n")]);
    let address = "postgres://me:geheim@host/name";
    for args in [
        &["batch", address, "--out", "o"][..],
        &["batch", "--files-from", "list", "--out", "o"],
        &["export", address, "--to", "md"],
        &["load", address, "--db", "sqlite:a.db"],
        &["check", address],
        &["parse", address],
        &["text", address],
    ] {
        let run = run(&here, args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(!run.err.contains("geheim") && !run.err.is_empty(), "{args:?}: {}", run.err);
    }
}
