//! The accuracy ratchet: what is read from the project's own notices against gold that was written by hand, as
//! precision, recall and F1 a field, held in `fixtures/accuracy.txt`. A fall breaks the build; a rise is written down
//! by running with `GONGWEN_RATCHET=write`.
//!
//! Two lists are compared as bags: an entry counts once for each time it stands in both.

use gongwen::pipeline::{self, Options};
use gongwen::source::Source;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

const FIELDS: [&str; 10] =
    ["metadata", "outline", "tasks", "assignments", "targets", "dates", "references", "attachments", "contacts", "tables"];

/// Tasks are told apart by their first characters; the gold's starts may be no longer than a short heading.
const START: usize = 4;

#[derive(Default, Clone)]
struct Score {
    hits: usize,
    found: usize,
    gold: usize,
    misses: Vec<String>,
}

#[test]
fn accuracy_on_the_own_notices_has_not_fallen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut documents = 0;
    let mut names: Vec<_> = std::fs::read_dir(root.join("fixtures/notices"))
        .expect("the fixtures are part of the project")
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    names.sort();
    for path in names.iter().filter(|p| p.to_string_lossy().ends_with(".gold.json")) {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("gold is readable")).expect("gold is JSON");
        let text = path.with_file_name(gold["doc"].as_str().expect("gold names its document"));
        let bytes = std::fs::read(&text).expect("the document stands beside its gold");
        let source = Source::read("fixture", None, &bytes, None).expect("fixtures are text");
        let found = serde_json::to_value(pipeline::parse(&source, &Options::default())).expect("the model is JSON");
        documents += 1;
        let name = text.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for field in FIELDS {
            compare(scores.entry(field).or_default(), &name, of_gold(&gold, field), of_model(&found, field), forgiven(&gold, field));
        }
    }
    assert!(documents >= 15, "expected at least 15 notices with gold, found {documents}");
    let table = table(&scores);
    let held = root.join("fixtures/accuracy.txt");
    if std::env::var("GONGWEN_RATCHET").as_deref() == Ok("write") {
        std::fs::write(&held, &table).expect("the ratchet is writable");
    }
    let before = std::fs::read_to_string(&held).unwrap_or_default();
    let misses: Vec<&String> = scores.values().flat_map(|s| &s.misses).collect();
    let listed = misses.iter().take(60).map(|m| m.as_str()).collect::<Vec<_>>().join("\n");
    assert_eq!(table, before, "accuracy changed; differences to the gold:\n{listed}\nGONGWEN_RATCHET=write writes a rise down");
}

fn compare(score: &mut Score, document: &str, gold: Vec<String>, found: Vec<String>, forgiven: Vec<String>) {
    let mut rest = found.clone();
    for want in &gold {
        match rest.iter().position(|f| f == want) {
            Some(at) => {
                rest.swap_remove(at);
                score.hits += 1;
                score.found += 1;
            }
            None => score.misses.push(format!("{document}: missed {want}")),
        }
    }
    score.gold += gold.len();
    let mut forgiven = forgiven;
    for extra in rest {
        match forgiven.iter().position(|f| *f == extra) {
            Some(at) => drop(forgiven.swap_remove(at)),
            None => {
                score.found += 1;
                score.misses.push(format!("{document}: false {extra}"));
            }
        }
    }
}

/// Characters as they are compared: width, compatibility forms, dashes and white space do not count.
fn fold(value: &str) -> String {
    value
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '—' | '–' | '~' => '-',
            c => c,
        })
        .collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(s) => fold(s),
        Value::Null => String::new(),
        Value::Object(o) if o.contains_key("text") => shown(&o["text"]),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn head(value: &Value, n: usize) -> String {
    shown(value).chars().take(n).collect()
}

/// A decimal without zeros at its end.
fn number(value: &Value) -> String {
    let text = shown(value);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

fn of_gold(gold: &Value, field: &str) -> Vec<String> {
    let required = |key: &str| list(&gold[key]).iter().filter(|x| x["optional"] != true).cloned().collect::<Vec<_>>();
    match field {
        "metadata" => metadata(gold, gold["document_number"].clone(), gold["issued_on"].clone()),
        "outline" => list(&gold["outline"]).iter().map(|n| format!("{} {} {}", shown(&n[0]), head(&n[1], 8), n[2])).collect(),
        "tasks" => list(&gold["tasks"]).iter().map(|t| head(&t["starts"], START)).collect(),
        "assignments" => list(&gold["tasks"])
            .iter()
            .flat_map(|t| list(&t["assign"]).iter().map(|a| format!("{} {} {}", head(&t["starts"], START), shown(&a[0]), shown(&a[1]))))
            .collect(),
        "targets" => required("targets").iter().map(target).collect(),
        "dates" => required("dates").iter().map(date).collect(),
        "references" => required("references").iter().map(reference).collect(),
        "attachments" => list(&gold["attachments"]).iter().map(attachment).collect(),
        "contacts" => ["names", "phones", "emails"].iter().flat_map(|k| list(&gold["contacts"][k]).iter().map(shown)).collect(),
        _ => list(&gold["tables"]).iter().map(|t| format!("{} × {}", t["columns"], t["rows"])).collect(),
    }
}

fn forgiven(gold: &Value, field: &str) -> Vec<String> {
    let optional = |key: &str| list(&gold[key]).iter().filter(|x| x["optional"] == true).cloned().collect::<Vec<_>>();
    match field {
        "targets" => optional("targets").iter().map(target).collect(),
        "dates" => optional("dates").iter().map(date).collect(),
        "references" => optional("references").iter().map(reference).collect(),
        _ => Vec::new(),
    }
}

fn of_model(model: &Value, field: &str) -> Vec<String> {
    match field {
        "metadata" => {
            let m = &model["metadata"];
            metadata(m, m["document_number"].clone(), m["issued_on"]["earliest"].clone())
        }
        "outline" => {
            let mut out = Vec::new();
            for part in list(&model["parts"]) {
                walk(&part["nodes"], &mut out);
            }
            out
        }
        "tasks" => list(&model["tasks"]).iter().map(|t| head(&t["text"], START)).collect(),
        "assignments" => list(&model["tasks"])
            .iter()
            .flat_map(|t| {
                list(&t["assignments"])
                    .iter()
                    .map(|a| format!("{} {} {}", head(&t["text"], START), shown(&a["department"]), shown(&a["role"])))
            })
            .collect(),
        "targets" => list(&model["targets"]).iter().map(target).collect(),
        "dates" => list(&model["dates"]).iter().map(date).collect(),
        "references" => list(&model["references"]).iter().map(reference).collect(),
        "attachments" => list(&model["attachments"]).iter().map(attachment).collect(),
        "contacts" => list(&model["metadata"]["contacts"])
            .iter()
            .flat_map(|c| {
                ["names", "phones", "emails"].iter().flat_map(|k| list(&c[k]).iter().map(shown).collect::<Vec<_>>()).collect::<Vec<_>>()
            })
            .collect(),
        _ => list(&model["tables"]).iter().map(|t| format!("{} × {}", t["columns"], list(&t["rows"]).len())).collect(),
    }
}

fn metadata(m: &Value, number: Value, issued: Value) -> Vec<String> {
    let mut out = Vec::new();
    for (name, value) in [("title", &m["title"]), ("number", &number), ("issued", &issued)] {
        let value = shown(value);
        if !value.is_empty() {
            out.push(format!("{name} {value}"));
        }
    }
    for key in ["issuers", "recipients"] {
        out.extend(list(&m[key]).iter().map(|x| format!("{key} {}", shown(x))));
    }
    out
}

fn walk(nodes: &Value, out: &mut Vec<String>) {
    for node in list(nodes) {
        if !node["marker"].is_null() {
            out.push(format!("{} {} {}", shown(&node["marker"]), head(&node["text"], 8), node["depth"]));
        }
        walk(&node["children"], out);
    }
}

fn target(t: &Value) -> String {
    format!("{} {} {}", shown(&t["comparator"]), number(&t["value"]), shown(&t["unit"]))
}

fn date(d: &Value) -> String {
    format!("{} … {}", shown(&d["earliest"]), shown(&d["latest"]))
}

fn reference(r: &Value) -> String {
    format!("《{}》 {}", shown(&r["title"]), shown(&r["number"]))
}

fn attachment(a: &Value) -> String {
    format!("{} {}", shown(&a["number"]), shown(&a["title"]))
}

fn table(scores: &BTreeMap<&str, Score>) -> String {
    let mut out = String::from("# Accuracy on fixtures/notices against its gold; see tests/accuracy.rs.\n");
    let _ = writeln!(out, "{:<12} {:>6} {:>6} {:>6} {:>5}", "field", "P", "R", "F1", "gold");
    let mut all = Score::default();
    let mut row = |name: &str, s: &Score| {
        let ratio = |a: usize, b: usize| if b == 0 { 1.0 } else { a as f64 / b as f64 };
        let (p, r) = (ratio(s.hits, s.found), ratio(s.hits, s.gold));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        let _ = writeln!(out, "{name:<12} {p:6.3} {r:6.3} {f1:6.3} {:5}", s.gold);
    };
    for field in FIELDS {
        let score = scores.get(field).cloned().unwrap_or_default();
        all.hits += score.hits;
        all.found += score.found;
        all.gold += score.gold;
        row(field, &score);
    }
    row("all", &all);
    out
}
