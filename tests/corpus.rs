//! Real documents, kept outside the project: nothing panics, and every one of them keeps the contract. Where a folder is
//! not there its test says so and is done.

mod contract;
mod documents;

use documents::{Document, parse};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many faults are shown of a document that has more.
const SHOWN: usize = 3;

fn all_keep_the_contract(folder: &str) {
    let documents = documents::outside(folder);
    let validator = jsonschema::draft202012::new(&gongwen::write::schema::json_schema()).expect("the schema is one of draft 2020-12");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = catch_unwind(AssertUnwindSafe(|| faults_of(document, &validator))).unwrap_or_else(|_| vec!["it panics".into()]);
            faults.extend(found.iter().take(SHOWN).map(|f| format!("{}: {f}", document.name)));
        }
        faults
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|w| w.join().expect("panics are caught a document")).collect()
    });
    println!("{folder}: {} documents", documents.len());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn faults_of(document: &Document, validator: &jsonschema::Validator) -> Vec<String> {
    let source = document.source();
    let value = serde_json::to_value(parse(&source)).expect("the model is JSON");
    documents::check(&source);
    let mut faults = contract::tiles(&source);
    faults.extend(contract::notice(&source.text, &value));
    faults.extend(validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())));
    faults
}

#[test]
fn development_texts_keep_the_contract() {
    all_keep_the_contract("../shared/eval/dev-text");
}

#[test]
fn the_corpus_keeps_the_contract() {
    all_keep_the_contract("../shared/corpus/txt");
}

/// With CRLF the same things are found, but for a few wrapped pages whose joined lines lie near a limit of length: there
/// a carriage return counts as a character.
#[test]
fn line_ends_change_hardly_anything_in_the_corpus() {
    let sources = documents::outside("../shared/corpus/txt");
    let texts = sources.iter().map(|d| (&d.name, d.source().text.replace("\r\n", "\n")));
    let other: Vec<&String> =
        texts.filter(|(_, t)| documents::said(t) != documents::said(&t.replace('\n', "\r\n"))).map(|(name, _)| name).collect();
    assert!(other.len() * 50 <= sources.len(), "{} texts read otherwise with CRLF: {other:#?}", other.len());
}
