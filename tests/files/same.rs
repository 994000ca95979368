//! The model of a file is that of its text, but for source and spans.

use super::{documents, faults, files, name, source};
use gongwen::source::Source;
use gongwen::source::provenance::Role;
use serde_json::{Map, Value};
use similar::TextDiff;
use std::fs;
use std::path::Path;

/// Endings of files that are no fixtures of a format themselves.
const BESIDE: &[&str] = &["txt", "md"];

/// A file whose model may differ from that of its text, in what, and why.
const DIFFERENT: &[(&str, &[&str], &str)] = &[(
    "01-tasks.easyofd.ofd",
    &["metadata", "parts", "tasks", "targets", "dates", "references", "attachments", "departments"],
    "its writer gives number and heading of a line the same box, so that neither stands before the other",
)];

/// What a saved page's own table of metadata says and no text has.
const OF_PAGES: [&str; 3] = ["index_number", "topic", "published_on"];

/// The model without what follows from the form of the file.
fn content(source: &Source) -> Map<String, Value> {
    let value = serde_json::to_value(documents::parse(source)).expect("the model is JSON");
    let mut value = bare(value);
    let notice = value.as_object_mut().expect("a notice is an object");
    for form in ["source", "diagnostics"] {
        notice.remove(form);
    }
    for field in OF_PAGES {
        notice["metadata"].as_object_mut().expect("metadata is an object").remove(field);
    }
    notice.clone()
}

/// Without spans, which are objects of a start and an end.
fn bare(value: Value) -> Value {
    let is_span = |value: &Value| value.as_object().is_some_and(|o| o.len() == 2 && o.contains_key("start") && o.contains_key("end"));
    match value {
        Value::Array(list) => list.into_iter().map(bare).collect(),
        Value::Object(object) => Value::Object(object.into_iter().filter(|(_, v)| !is_span(v)).map(|(k, v)| (k, bare(v))).collect()),
        other => other,
    }
}

/// The tasks alone, without what follows from where in a document their table stands.
fn tasks(source: &Source) -> Value {
    let content = content(source);
    let task = |task: &Value| {
        let of = |field: &str| task[field].clone();
        serde_json::json!({ "ordinal": of("ordinal"), "text": of("text"), "assignments": of("assignments") })
    };
    content["tasks"].as_array().expect("tasks are a list").iter().map(task).collect()
}

fn diff(expected: &Value, found: &Value) -> String {
    let (expected, found) = (format!("{expected:#}\n"), format!("{found:#}\n"));
    let diff = TextDiff::from_lines(&expected, &found);
    let shown = diff.unified_diff().context_radius(2).to_string();
    shown.lines().take(40).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_notice_has_one_model_whatever_file_it_comes_in() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for twin in files("fixtures/formats/notices") {
        let stem = twin.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = fs::read(&twin).expect("the text is there");
        let text = source(&twin, &bytes).unwrap_or_else(|e| panic!("{e}"));
        for path in files("fixtures/formats") {
            let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
            if !name(&path).starts_with(&format!("{stem}.")) || BESIDE.contains(&ending.as_str()) {
                continue;
            }
            seen += 1;
            let bytes = fs::read(&path).expect("the file is there");
            let read = match source(&path, &bytes) {
                Ok(read) => read,
                Err(error) => {
                    wrong.push(format!("{error}"));
                    continue;
                }
            };
            let shown = name(&path);
            wrong.extend(faults(&read).into_iter().map(|fault| format!("{shown}: {fault}")));
            // A workbook holds the table alone; merged cells are filled in the task and stay empty in the table.
            if ending.starts_with("xls") || stem.ends_with("merged") {
                let (expected, found) = (tasks(&text), tasks(&read));
                if expected != found {
                    wrong.push(format!("{shown}: tasks\n{}", diff(&expected, &found)));
                }
                continue;
            }
            let (expected, found) = (content(&text), content(&read));
            let excused = DIFFERENT.iter().find(|d| d.0 == shown).map_or(&[][..], |d| d.1);
            for (field, expected) in expected.iter().filter(|(field, _)| !excused.contains(&field.as_str())) {
                if *expected != found[field] {
                    wrong.push(format!("{shown}: {field}\n{}", diff(expected, &found[field])));
                }
            }
        }
    }
    println!("{seen} files");
    assert!(seen >= 50, "only {seen} files of notices were found");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// The text as files beside fixtures write it: what is set apart behind a word that says so.
fn written(source: &Source) -> String {
    let chars: Vec<char> = source.text.chars().collect();
    let mut out = String::new();
    for line in &source.provenance.lines {
        if line.role == Role::Apart {
            out.push_str("APART\t");
        }
        out.extend(&chars[line.span.from()..line.span.to()]);
        out.push('\n');
    }
    out
}

#[test]
fn small_files_read_as_the_text_beside_them() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for expected in files("fixtures/formats").iter().filter(|p| name(p).ends_with(".expected.txt")) {
        let stem = name(expected).trim_end_matches("expected.txt").to_string();
        let text = fs::read_to_string(expected).expect("the text is there");
        for path in files("fixtures/formats").iter().filter(|p| name(p).starts_with(&stem) && !name(p).ends_with(".txt")) {
            seen += 1;
            let bytes = fs::read(path).expect("the file is there");
            match source(path, &bytes) {
                Err(error) => wrong.push(error.to_string()),
                Ok(read) => {
                    wrong.extend(faults(&read).into_iter().map(|fault| format!("{}: {fault}", name(path))));
                    let found = written(&read);
                    if found != text {
                        let diff = TextDiff::from_lines(&text, &found).unified_diff().context_radius(1).to_string();
                        wrong.push(format!("{}:\n{diff}", name(path)));
                    }
                }
            }
        }
    }
    println!("{seen} files");
    assert!(seen >= 20, "only {seen} small files were found");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What a saved page's table of metadata says stands in for what the text lacks, and never over it.
#[test]
fn a_pages_metadata_fills_in_what_the_text_lacks() {
    let path = documents::project("fixtures/formats/01-tasks.number-in-metadata.html");
    let bytes = fs::read(&path).expect("the page is there");
    let read = source(&path, &bytes).unwrap_or_else(|e| panic!("{e}"));
    let notice = documents::parse(&read);
    let number = notice.metadata.document_number.expect("the page's table has the number");
    let twin = fs::read_to_string(documents::project("fixtures/formats/notices/01-tasks.txt")).expect("the text is there");
    assert!(twin.contains(number.text.as_ref()), "{}", number.text);
    assert!(notice.metadata.index_number.is_some());
}

/// Every line has a place that a person can be shown.
#[test]
fn places_are_those_of_the_format() {
    let lines = |file: &str| {
        let path = Path::new("fixtures/formats").join(file);
        let bytes = fs::read(documents::project(&path.to_string_lossy())).expect("the file is there");
        source(&path, &bytes).unwrap_or_else(|e| panic!("{e}")).provenance.lines
    };
    for paged in ["01-tasks.libreoffice.pdf", "01-tasks.ofd"] {
        let lines = lines(paged);
        assert!(lines.iter().all(|l| l.place.page.is_some() && l.place.bounds.is_some()), "{paged}");
        assert!(lines.iter().any(|l| l.place.page == Some(2)), "{paged}");
        let inside = |l: &gongwen::source::provenance::Line| {
            let b = l.place.bounds.unwrap_or_default();
            0 <= b.left && b.left < b.right && b.right <= 21_100 && 0 <= b.top && b.top < b.bottom && b.bottom <= 29_800
        };
        assert!(lines.iter().all(inside), "{paged}: {:?}", lines.iter().find(|l| !inside(l)));
    }
    for paragraphs in ["01-tasks.python-docx.docx", "01-tasks.doc", "01-tasks.html"] {
        let lines = lines(paragraphs);
        let body = lines.iter().filter(|l| l.role != Role::Apart);
        assert!(body.clone().all(|l| l.place.paragraph.is_some()), "{paragraphs}");
        assert!(body.clone().is_sorted_by_key(|l| l.place.paragraph), "{paragraphs}");
    }
    let cells: Vec<_> = lines("02-table.xlsx").iter().filter_map(|l| l.place.cell.as_deref().map(str::to_string)).collect();
    assert!(cells.iter().any(|c| c == "A2"), "{cells:?}");
}
