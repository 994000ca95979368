//! `gongwen batch`: what comes out, what a run that was interrupted leaves, and what fails.

mod odd;
#[path = "../program/mod.rs"]
mod program;

use program::{Run, done, folder, program, run, run_with};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

const NOTICE: &str =
    "某市人民政府办公室关于开展调查的通知\n\n各县区人民政府：\n\n一、完善标准体系。（市甲局牵头，市乙局配合）\n\n2024年3月1日\n";

/// Notices of the fixtures with small edits, in folders of a hundred.
fn many(files: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut notices: Vec<_> = fs::read_dir("fixtures/notices").expect("fixtures are there").flatten().map(|e| e.path()).collect();
    notices.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    notices.sort();
    for i in 0..files {
        let text = fs::read_to_string(&notices[i % notices.len()]).expect("a fixture is text");
        let inside = folder.path().join(format!("in/{:02}", i / 100));
        fs::create_dir_all(&inside).expect("a folder is made");
        fs::write(inside.join(format!("{i:04}.txt")), format!("{text}\n附注：第{i}份。\n")).expect("a file is written");
    }
    folder
}

/// Every file of a folder but the state of the program.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in ignore::WalkBuilder::new(root).standard_filters(false).build().flatten() {
        let name = entry.path().strip_prefix(root).expect("it is below").to_string_lossy().into_owned();
        if entry.path().is_file() && !name.contains(".gongwen") {
            found.insert(name, fs::read(entry.path()).expect("a file is read"));
        }
    }
    found
}

fn said(run: &Run, line: &str) {
    assert_eq!(run.out, format!("{line}\n"), "{}", run.err);
}

fn failures(path: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(path).expect("the list is there");
    let field = |v: &Value, name: &str| v[name].as_str().expect("a string").to_string();
    text.lines()
        .map(|l| serde_json::from_str::<Value>(l).expect("a line is JSON"))
        .map(|v| (field(&v, "input").rsplit('/').next().unwrap_or_default().to_string(), field(&v, "kind"), field(&v, "reason")))
        .collect()
}

#[test]
fn each_notice_is_what_parse_prints_under_its_name() {
    let here = many(250);
    let batch = run(&here, &["batch", "in", "--out", "out"]);
    said(&batch, "250 input(s): 250 converted, 0 unchanged, 0 failed");
    assert_eq!((batch.code, batch.err.as_str()), (Some(0), ""), "it is quiet in a pipe");
    let out = tree(&here.path().join("out"));
    assert_eq!(out.len(), 251);
    let parsed = run(&here, &["parse", "in/01/0107.txt"]);
    assert_eq!(out["01/0107.txt.json"], parsed.out.as_bytes());
    assert_eq!(out["failures.ndjson"], b"");

    let stream = run(&here, &["batch", "in", "--ndjson", "all.ndjson"]);
    said(&stream, "250 input(s): 250 converted, 0 unchanged, 0 failed");
    let lines = fs::read_to_string(here.path().join("all.ndjson")).expect("it is there");
    let joined: String = out.iter().filter(|(n, _)| n.ends_with(".json")).map(|(_, b)| String::from_utf8_lossy(b)).collect();
    assert!(lines == joined, "lines are in the order of the inputs");

    for (name, jobs) in [("one.ndjson", "1"), ("nine.ndjson", "9")] {
        run(&here, &["batch", "in", "--ndjson", name, "--jobs", jobs]);
        assert!(fs::read(here.path().join(name)).expect("it is there") == lines.as_bytes(), "the same with {jobs} jobs");
    }
}

#[test]
fn a_stream_is_compressed_by_its_ending() {
    let here = many(30);
    run(&here, &["batch", "in", "--ndjson", "all.ndjson"]);
    run(&here, &["batch", "in", "--ndjson", "all.ndjson.gz"]);
    run(&here, &["batch", "in", "--ndjson", "all.ndjson.zst"]);
    let read = |name: &str| fs::read(here.path().join(name)).expect("it is there");
    let plain = read("all.ndjson");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(read("all.ndjson.gz").as_slice()).read_to_end(&mut unpacked).expect("it is gzip of one piece");
    assert!(unpacked == plain);
    let packed = read("all.ndjson.zst");
    let mut one = zstd::Decoder::new(packed.as_slice()).expect("it is zstd").single_frame();
    unpacked.clear();
    one.read_to_end(&mut unpacked).expect("it is zstd of one frame");
    assert!(unpacked == plain && packed.len() < plain.len() / 3);
    // An earlier output that is compressed is taken up too.
    fs::write(here.path().join("in/00/0003.txt"), NOTICE).expect("a file is changed");
    for name in ["all.ndjson", "all.ndjson.gz", "all.ndjson.zst"] {
        said(&run(&here, &["batch", "in", "--ndjson", name]), "30 input(s): 1 converted, 29 unchanged, 0 failed");
    }
    let plain = read("all.ndjson");
    unpacked.clear();
    flate2::read::GzDecoder::new(read("all.ndjson.gz").as_slice()).read_to_end(&mut unpacked).expect("it is gzip");
    assert!(unpacked == plain);
    assert!(zstd::decode_all(read("all.ndjson.zst").as_slice()).expect("it is zstd") == plain);
}

#[test]
fn what_has_not_changed_is_not_done_again() {
    let here = many(40);
    let kinds: [(&str, &[&str]); 2] = [("out", &["--out", "out"]), ("all.ndjson", &["--ndjson", "all.ndjson"])];
    for (_, to) in kinds {
        let args = [&["batch", "in", "--check"], to].concat();
        said(&run(&here, &args), "40 input(s): 40 converted, 0 unchanged, 0 failed");
        said(&run(&here, &args), "40 input(s): 0 converted, 40 unchanged, 0 failed");
        said(&run(&here, &[&args[..], &["--force"]].concat()), "40 input(s): 40 converted, 0 unchanged, 0 failed");
        // Another option is another output.
        said(&run(&here, &[&args[..], &["--no-contacts"]].concat()), "40 input(s): 40 converted, 0 unchanged, 0 failed");
        said(&run(&here, &args), "40 input(s): 40 converted, 0 unchanged, 0 failed");
    }
    let before = |name: &str| fs::read(here.path().join(name)).expect("it is there");
    let old = before("out/00/0005.txt.json");
    fs::write(here.path().join("in/00/0005.txt"), NOTICE).expect("a file is changed");
    fs::remove_file(here.path().join("in/00/0006.txt")).expect("a file is taken away");
    fs::write(here.path().join("in/00/0007.txt"), "").expect("a file is emptied");
    fs::write(here.path().join("in/00/0000a.txt"), NOTICE).expect("a file is added");
    for (_, to) in kinds {
        let again = run(&here, &[&["batch", "in", "--check"], to].concat());
        said(&again, "40 input(s): 2 converted, 37 unchanged, 1 failed");
        assert_eq!(again.code, Some(1));
    }
    assert_ne!(before("out/00/0005.txt.json"), old);
    assert!(!here.path().join("out/00/0007.txt.json").exists(), "what a file that fails now was is gone");
    run(&here, &["batch", "in", "--check", "--ndjson", "fresh.ndjson"]);
    assert!(before("all.ndjson") == before("fresh.ndjson") && before("all.findings.ndjson") == before("fresh.findings.ndjson"));
    // A file that was lost or cut short is written again.
    fs::write(here.path().join("out/00/0009.txt.json"), "{").expect("a file is cut short");
    fs::remove_file(here.path().join("out/00/0010.txt.findings.ndjson")).expect("a file is lost");
    said(&run(&here, &["batch", "in", "--check", "--out", "out"]), "40 input(s): 2 converted, 37 unchanged, 1 failed");
}

#[test]
fn findings_are_those_of_check() {
    let here = many(20);
    run(&here, &["batch", "in", "--check", "--ndjson", "all.ndjson"]);
    let checked: Value = serde_json::from_str(&run(&here, &["check", "in", "--format", "json"]).out).expect("it is JSON");
    let lines = fs::read_to_string(here.path().join("all.findings.ndjson")).expect("findings are beside");
    let found: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    let mut expected = checked.as_array().expect("an array").clone();
    for finding in &mut expected {
        let name = finding["file"].as_str().expect("a path").strip_prefix("in/").expect("it is in the folder").to_string();
        finding["file"] = name.into();
    }
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
    run(&here, &["batch", "in", "--check", "--out", "out"]);
    let of_one = fs::read_to_string(here.path().join("out/00/0000.txt.findings.ndjson")).expect("findings are beside");
    let of_one: Vec<Value> = of_one.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    let expected: Vec<Value> = expected.into_iter().filter(|f| f["file"] == "00/0000.txt").collect();
    assert_eq!(of_one, expected);
}

#[test]
fn what_fails_is_listed_and_the_rest_goes_on() {
    let large = NOTICE.repeat(200_000);
    let here = folder(&[]);
    fs::create_dir(here.path().join("in")).expect("a folder is made");
    for (name, bytes) in [("good.txt", NOTICE.as_bytes()), ("empty.txt", b""), ("page.txt", b"%PDF-1.7 x"), ("large.txt", large.as_bytes())]
    {
        fs::write(here.path().join("in").join(name), bytes).expect("a file is written");
    }
    for (to, list) in [(["--out", "out"], "out/failures.ndjson"), (["--ndjson", "out/all.ndjson"], "out/all.failures.ndjson")] {
        fs::create_dir_all(here.path().join("out")).expect("a folder is made");
        let args = ["batch", "in", "absent.txt", "nothing/*.txt", to[0], to[1], "--max-bytes", "1M"];
        let batch = run(&here, &args);
        assert_eq!(batch.code, Some(1));
        said(&batch, "6 input(s): 1 converted, 0 unchanged, 5 failed");
        let list = failures(&here.path().join(list));
        let kinds: Vec<_> = list.iter().map(|(input, kind, _)| (input.as_str(), kind.as_str())).collect();
        let expected = [("*.txt", "read"), ("empty.txt", "input"), ("large.txt", "input"), ("page.txt", "input"), ("absent.txt", "read")];
        assert_eq!(kinds, expected);
        assert!(list[2].2.ends_with("large.txt: larger than 1048576 bytes; expected at most that"), "{}", list[2].2);
        assert_eq!(batch.err.lines().count(), 5);
    }
    let late = run(&here, &["batch", "in/good.txt", "in/large.txt", "--out", "late", "--max-seconds", "0.3"]);
    said(&late, "2 input(s): 1 converted, 0 unchanged, 1 failed");
    let list = failures(&here.path().join("late/failures.ndjson"));
    assert_eq!((list[0].0.as_str(), list[0].1.as_str()), ("large.txt", "time"));
    assert!(late.err.ends_with("large.txt: not read within 0.3 s; expected less (--max-seconds)\n"), "{}", late.err);
    assert_eq!(tree(&here.path().join("late")).into_keys().collect::<Vec<_>>(), ["failures.ndjson", "good.txt.json"]);
}

#[test]
fn inputs_are_files_folders_patterns_and_lists() {
    let here = tempfile::tempdir().expect("a folder");
    for name in ["a/x.txt", "a/b/x.txt", "a/b/notes.rtf", "a/b/page.log", "c/x.txt", "c/.hidden.txt", "c/draft/x.txt"] {
        let path = here.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, NOTICE).expect("a file is written");
    }
    fs::write(here.path().join("c/.gongwenignore"), "draft/\n").expect("a file is written");
    let outputs = |args: &[&str], input: &[u8]| -> (Vec<String>, String) {
        let batch = run_with(&here, &[&["batch", "--out", "out"], args].concat(), input);
        let mut names: Vec<String> = tree(&here.path().join("out")).into_keys().collect();
        names.retain(|n| n != "failures.ndjson");
        fs::remove_dir_all(here.path().join("out")).expect("the output is taken away");
        (names, batch.out)
    };
    let (names, said) = outputs(&["a"], b"");
    assert_eq!(names, ["b/x.txt.json", "x.txt.json"]);
    assert_eq!(said, "2 input(s): 2 converted, 0 unchanged, 0 failed; passed over in folders: .log 1, .rtf 1\n");
    assert_eq!(outputs(&["a", "c", "a/x.txt"], b"").0, ["a/b/x.txt.json", "a/x.txt.json", "c/x.txt.json"]);
    assert_eq!(outputs(&["a/b", "--base", "."], b"").0, ["a/b/x.txt.json"]);
    assert_eq!(outputs(&["a", "--include", "*.log"], b"").0, ["b/page.log.json"]);
    assert_eq!(outputs(&["a", "--exclude", "b/"], b"").0, ["x.txt.json"]);
    assert_eq!(outputs(&["*/**/x.txt"], b"").0, ["a/b/x.txt.json", "a/x.txt.json", "c/x.txt.json"]);
    assert_eq!(outputs(&["--files-from", "-"], b"a/x.txt\r\n\nc/x.txt\n").0, ["a/x.txt.json", "c/x.txt.json"]);
    assert_eq!(outputs(&["--files-from", "-"], b"a/x.txt\0c/x.txt\0").0, ["a/x.txt.json", "c/x.txt.json"]);
}

#[test]
fn no_output_takes_the_place_of_anothers() {
    let here = folder(&[]);
    for (name, text) in [("monday/1.txt", NOTICE), ("tuesday/1.txt", "另一份通知\n\n各单位：\n\n请遵照执行。\n")] {
        fs::create_dir_all(here.path().join(name).parent().expect("a folder")).expect("a folder is made");
        fs::write(here.path().join(name), text).expect("a file is written");
    }
    said(&run(&here, &["batch", "monday", "--out", "out"]), "1 input(s): 1 converted, 0 unchanged, 0 failed");
    let first = tree(&here.path().join("out"));
    said(&run(&here, &["batch", "tuesday", "--out", "out"]), "1 input(s): 0 converted, 0 unchanged, 1 failed");
    let reason = &failures(&here.path().join("out/failures.ndjson"))[0].2;
    assert!(reason.contains("monday/1.txt; expected --base"), "{reason}");
    assert_eq!(tree(&here.path().join("out"))["1.txt.json"], first["1.txt.json"]);
    said(&run(&here, &["batch", "tuesday", "--out", "out", "--base", "."]), "1 input(s): 1 converted, 0 unchanged, 0 failed");
}

#[test]
fn wrong_arguments_are_told() {
    let here = folder(&[("a.txt", NOTICE.as_bytes()), ("file", b"")]);
    for (args, part) in [
        (&["batch", "a.txt"][..], "--out"),
        (&["batch", "--out", "out"], "expected files, folders or patterns"),
        (&["batch", "a.txt", "--out", "o", "--ndjson", "n"], "cannot be used with"),
        (&["batch", "a.txt", "--out", "o", "--max-bytes", "much"], "expected a size such as 64K"),
        (&["batch", "a.txt", "--out", "o", "--max-seconds", "0"], "expected a number of seconds"),
        (&["batch", "a.txt", "--out", "file"], "file: cannot write:"),
        (&["batch", "a.txt", "--out", "o", "--files-from", "absent"], "absent: cannot read:"),
        (&["batch", "a[.txt", "--out", "o"], "expected a pattern"),
        (&["batch", "a.txt", "--ndjson", "o", "--failures", "./o"], "expected another file for --failures"),
        (&["batch", "-", "--out", "o"], "--files-from - takes their names"),
    ] {
        let run = run(&here, args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.err.contains(part), "{args:?}: {}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn devices_stay_and_links_are_followed() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let here = folder(&[("a.txt", NOTICE.as_bytes()), ("real", b"old")]);
    let device = Path::new("/dev/full");
    if fs::metadata(device).is_ok_and(|m| m.file_type().is_char_device()) {
        for args in [&["parse", "a.txt", "-o", "/dev/full"][..], &["batch", "a.txt", "--ndjson", "/dev/full"]] {
            let run = run(&here, args);
            assert_eq!((run.code, run.err.lines().count()), (Some(2), 1), "{args:?}: {}", run.err);
            assert!(fs::metadata(device).is_ok_and(|m| m.file_type().is_char_device()), "{args:?}: /dev/full is no device any more");
        }
    }
    symlink("real", here.path().join("link")).expect("a link is made");
    for args in [&["parse", "a.txt", "-o", "link"][..], &["batch", "a.txt", "--ndjson", "link"]] {
        fs::write(here.path().join("real"), "old").expect("a file is written");
        assert_eq!(run(&here, args).code, Some(0), "{args:?}");
        assert!(fs::symlink_metadata(here.path().join("link")).is_ok_and(|m| m.is_symlink()));
        assert!(fs::read(here.path().join("real")).is_ok_and(|b| b.starts_with(b"{\"format\"")), "{args:?}");
    }
}

/// Runs that are killed at random moments, until one ends by itself.
fn killed(here: &TempDir, args: &[&str], whole: Duration) -> usize {
    let mut random = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |d| d.as_nanos() as u64);
    let mut kills = 0;
    while kills < 20 {
        let mut child = program(here).args(args).stdout(std::process::Stdio::null()).spawn().expect("the program starts");
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        // A tenth of what an undisturbed run takes, at most: so that there are many runs, and all move on.
        sleep(whole.mul_f64(0.01 + 0.09 * (random >> 33) as f64 / (1u64 << 31) as f64));
        if child.try_wait().expect("its state is known").is_some() {
            break;
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        kills += 1;
    }
    kills
}

#[test]
fn a_run_that_is_killed_ends_as_an_undisturbed_one_when_it_is_run_again() {
    let here = many(1500);
    fs::write(here.path().join("in/00/bad.txt"), b"").expect("a file is written");
    for [to, out, undisturbed] in
        [["--out", "killed", "whole"], ["--ndjson", "killed.ndjson", "whole.ndjson"], ["--ndjson", "k.gz", "w.gz"]]
    {
        let start = Instant::now();
        let first = done(program(&here).args(["batch", "in", "--check", to, undisturbed]));
        assert_eq!(first.code, Some(1), "{}", first.err);
        let args = ["batch", "in", "--check", to, out];
        let kills = killed(&here, &args, start.elapsed());
        assert!(kills >= 5, "{to} {out}: only {kills} runs were killed before one ended");
        let last = run(&here, &args);
        assert_eq!(last.code, Some(1));
        println!("{to} {out}: killed {kills} times; then {}", last.out.trim_end());
        let of = |name: &str| {
            let path = here.path().join(name);
            if path.is_dir() { tree(&path) } else { BTreeMap::from([(String::new(), fs::read(path).expect("it is there"))]) }
        };
        assert!(of(out) == of(undisturbed), "{to}: not the same output");
    }
    let read = |name: &str| fs::read(here.path().join(name)).expect("it is there");
    assert!(read("killed.findings.ndjson") == read("whole.findings.ndjson"));
}
