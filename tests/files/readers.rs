//! Other people's readers see the same characters: pdftotext, python-docx, antiword, openpyxl, xlrd, html.parser.

use super::{documents, files, name, source};
use gongwen::source::provenance::Role;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Characters in both texts, of those in ours and of those in theirs.
#[derive(Default)]
struct Shared {
    files: usize,
    both: usize,
    ours: usize,
    theirs: usize,
}

/// How often each letter, digit and ideograph stands in a text. Radicals count as what they stand for, full-width forms as their
/// half; punctuation and spaces, which readers write in several ways, do not count.
fn counts(text: &str) -> HashMap<char, usize> {
    let mut counts = HashMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => gongwen::text::class::unified(c).unwrap_or(c),
        };
        *counts.entry(c).or_default() += 1;
    }
    counts
}

fn compare(paths: &[PathBuf]) -> Option<BTreeMap<String, Shared>> {
    let python = std::env::var("GONGWEN_TEST_PYTHON").unwrap_or("python3".into());
    let run = Command::new(&python).arg(documents::project("tests/readers/files.py")).args(paths).output();
    let required = std::env::var("CI_READERS").as_deref() == Ok("required");
    let Ok(run) = run.inspect_err(|e| assert!(!required, "{python}: {e}")) else { return None };
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert!(!required || !said.contains("skipped:"), "{said}");
    print!("{said}");
    let texts: HashMap<String, Value> = serde_json::from_slice(&run.stdout).expect("the readers give JSON");
    let mut shared: BTreeMap<String, Shared> = BTreeMap::new();
    for path in paths {
        let Some(theirs) = texts.get(&path.display().to_string()).and_then(Value::as_str) else { continue };
        let bytes = fs::read(path).expect("the file is there");
        let Ok(read) = source(path, &bytes) else { continue };
        // What is set apart is not in all of them.
        let chars: Vec<char> = read.text.chars().collect();
        let body = read.provenance.lines.iter().filter(|l| l.role != Role::Apart);
        let body: String = body.flat_map(|l| &chars[l.span.from()..l.span.to()]).collect();
        let (body, all, theirs) = (counts(&body), counts(&read.text), counts(theirs));
        let both = |ours: &HashMap<char, usize>| theirs.iter().map(|(c, n)| (*n).min(ours.get(c).copied().unwrap_or(0))).sum::<usize>();
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let entry = shared.entry(ending).or_default();
        entry.files += 1;
        entry.both += both(&all);
        entry.ours += body.values().sum::<usize>();
        entry.theirs += theirs.values().sum::<usize>();
        let (recall, extra) =
            (both(&all) as f64 / theirs.values().sum::<usize>().max(1) as f64, body.values().sum::<usize>() - both(&body));
        if recall < 0.99 || extra * 50 > body.values().sum::<usize>() {
            println!("{}: recall {recall:.4}, {extra} characters that the other reader has not", name(path));
        }
    }
    for (ending, s) in &shared {
        let recall = s.both as f64 / s.theirs.max(1) as f64;
        println!(
            "{ending:<5} {:>4} files, recall of the other reader's characters {recall:.4}, ours {} to its {}",
            s.files, s.ours, s.theirs
        );
    }
    Some(shared)
}

#[test]
fn the_characters_of_fixtures_are_those_that_others_read() {
    let paths: Vec<PathBuf> =
        files("fixtures/formats").into_iter().filter(|p| name(p).starts_with('0') && !name(p).ends_with(".txt")).collect();
    let Some(shared) = compare(&paths) else { return println!("skipped: no Python") };
    // Of a page most is left out, on purpose.
    for (ending, s) in shared.iter().filter(|(ending, _)| *ending != "html") {
        // The readers of workbooks give days and shares as the numbers that stand for them.
        let least = if ending.starts_with("xls") { 970 } else { 995 };
        assert!(s.both * 1000 >= s.theirs * least, "{ending}: {} of {} characters", s.both, s.theirs);
    }
}

#[test]
fn the_characters_of_real_files_are_those_that_others_read() {
    for folder in ["../shared/corpus/bin", "../shared/corpus/html"] {
        let folder = documents::project(folder);
        let Ok(entries) = fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
        paths.sort();
        let Some(shared) = compare(&paths) else { return println!("skipped: no Python") };
        for (ending, s) in shared.iter().filter(|(ending, _)| *ending != "html") {
            assert!(s.both * 1000 >= s.theirs * 985, "{ending}: {} of {} characters", s.both, s.theirs);
        }
    }
}
