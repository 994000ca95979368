//! What each finder takes and leaves, sentence by sentence: in `fixtures/marked` a file is named after a list of the model,
//! a line is one body paragraph, and ⟦ ⟧ stand around what has to be found in it, and nothing else may be.

mod documents;

use gongwen::pipeline::{self, Options};
use gongwen::source::Source;
use gongwen::write::json::{self, Layout};
use serde_json::Value;

const HEAD: &str = "江源县人民政府关于做好有关工作的通知\n各乡镇人民政府：\n";

/// The line as the program would mark it.
fn marked(list: &str, plain: &str) -> String {
    let text = format!("{HEAD}{plain}\n江源县人民政府\n2024年2月1日\n");
    let source = Source::read("marked", None, text.as_bytes(), None).unwrap_or_else(|e| panic!("{e}"));
    let mut out = Vec::new();
    json::write(&pipeline::parse(&source, &Options::default()), Layout::Compact, &mut out).expect("memory takes all");
    let notice: Value = serde_json::from_slice(&out).expect("output is JSON");
    let from = HEAD.chars().count() as u64;
    let to = from + plain.chars().count() as u64;
    let mut chars: Vec<String> = plain.chars().map(String::from).collect();
    for found in notice[list].as_array().expect("the list is in the model") {
        let place = |end: &str| found["span"][end].as_u64().expect("a span has ends");
        let (start, end) = (place("start"), place("end"));
        if start >= from && end <= to {
            chars[(start - from) as usize].insert(0, '⟦');
            chars[(end - from - 1) as usize].push('⟧');
        }
    }
    chars.concat()
}

#[test]
fn finders_take_what_is_marked_and_nothing_else() {
    let mut wrong = Vec::new();
    for list in ["targets", "dates", "references"] {
        let path = documents::project(&format!("fixtures/marked/{list}.txt"));
        let lines = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for line in lines.lines() {
            let found = marked(list, &line.replace(['⟦', '⟧'], ""));
            if found != line {
                wrong.push(format!("{list}\n  expected {line}\n  found    {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
