//! Files of every format: the same notice gives the same model whatever file it comes in, small files read as the text written beside them,
//! hostile files end in an error or a partial model. `fixtures/formats/README.md` says what each file is.

#[path = "../contract/mod.rs"]
mod contract;
#[path = "../documents/mod.rs"]
mod documents;
mod hostile;
#[path = "../program/mod.rs"]
mod program;
mod readers;
mod real;
mod same;
mod strict;

use gongwen::input;
use gongwen::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder of fixtures, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = documents::project(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("the folder can be listed").path()).filter(|p| p.is_file()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads the bytes of a file as the program does.
fn source<'a>(path: &Path, bytes: &'a [u8]) -> Result<Source<'a>, gongwen::error::Error> {
    input::read(&name(path), Some(name(path)), bytes, None)
}

/// What is wrong with the model of a source: the contract, and the JSON Schema.
fn faults(source: &Source) -> Vec<String> {
    let value = serde_json::to_value(documents::parse(source)).expect("the model is JSON");
    let validator = jsonschema::draft202012::new(&gongwen::write::schema::json_schema()).expect("the schema is one of draft 2020-12");
    documents::check(source);
    let mut faults = contract::tiles(source);
    faults.extend(contract::notice(&source.text, &value));
    faults.extend(validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())));
    faults.extend(lines(source));
    faults.truncate(5);
    faults
}

/// Every line that is not blank has a place, in order, and what is set apart stands behind the rest.
fn lines(source: &Source) -> Vec<String> {
    let lines = &source.provenance.lines;
    let chars: Vec<char> = source.text.chars().collect();
    let mut faults = Vec::new();
    let (mut at, mut apart) = (0, false);
    for line in lines {
        let blank = |from: usize, to: usize| chars[from..to].iter().all(|c| c.is_whitespace());
        if line.span.from() < at || line.span.to() > chars.len() || !blank(at, line.span.from()) {
            faults.push(format!("the line at {:?} does not follow {at}", line.span));
            return faults;
        }
        let is_apart = line.role == gongwen::source::provenance::Role::Apart;
        if apart && !is_apart {
            faults.push(format!("running text at {:?} stands behind what is set apart", line.span));
        }
        apart = is_apart;
        at = line.span.to();
    }
    if !lines.is_empty() && !chars[at..].iter().all(|c| c.is_whitespace()) {
        faults.push(format!("the text behind {at} has no place"));
    }
    faults
}
