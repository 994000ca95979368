//! The documents that the tests run over: the seed, the notices of `fixtures/notices`, and folders of real documents
//! outside the project, which may not be there.

#![allow(dead_code)] // Each test program uses the part that it needs.

use gongwen::check::{self, Profile, Settings};
use gongwen::language::Language;
use gongwen::model::Notice;
use gongwen::pipeline::{self, Options};
use gongwen::report::{self, Checked, github, human, sarif};
use gongwen::source::Source;
use gongwen::write::json::{self, Layout};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A text in memory.
pub struct Document {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Document {
    pub fn source(&self) -> Source<'_> {
        Source::read(&self.name, Some(self.name.clone()), &self.bytes, None).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// The seed and every notice of `fixtures/notices`, by name.
pub fn all() -> Vec<Document> {
    let mut documents = vec![seed()];
    let folder = project("fixtures/notices");
    if folder.is_dir() {
        documents.extend(texts(&folder));
    }
    documents
}

pub fn seed() -> Document {
    read(&seed_path())
}

pub fn seed_path() -> PathBuf {
    project("seeds/四川省开展质量提升行动重点工作任务分工方案.txt")
}

/// The texts of a folder beside the project, or a printed message where there is none.
pub fn outside(folder: &str) -> Vec<Document> {
    let folder = project(folder);
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    }
    texts(&folder)
}

pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A source as a reader of UTF-8 makes it, of any text whatever: the empty one and one full of controls too.
pub fn source_of(text: &str) -> Source<'_> {
    Source {
        name: None,
        media_type: "text/plain",
        text: text.into(),
        encoding: "UTF-8",
        bytes: text.len(),
        sha256: "0".repeat(64),
        lossy: false,
        provenance: Default::default(),
    }
}

pub fn parse<'a>(source: &'a Source<'a>) -> Notice<'a> {
    pipeline::parse(source, &Options::default())
}

pub fn to_json(notice: &Notice, layout: Layout) -> String {
    let mut out = Vec::new();
    json::write(notice, layout, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// What is read from a text, wherever it stands.
pub fn said(text: &str) -> Value {
    let mut notice = serde_json::to_value(parse(&source_of(text))).expect("the model is JSON");
    without_places(&mut notice);
    notice
}

fn without_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for place in ["source", "span", "clause", "listed"] {
                fields.shift_remove(place);
            }
            fields.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

pub fn texts(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    paths.iter().map(|p| read(p)).collect()
}

pub fn read(path: &Path) -> Document {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Document { name, bytes: std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())) }
}

/// Checks a text as a draft and renders what is found in every format; the bytes rendered. Every place has to lie in the
/// text, and every fix to be applicable.
pub fn check(source: &Source) -> usize {
    let settings = Settings { profile: Profile::Draft, ..Settings::default() };
    let (_, findings) = check::check(source, &Options::default(), &settings);
    let chars = source.text.chars().count();
    for finding in &findings {
        let span = finding.fault.span;
        assert!(span.start <= span.end && span.to() <= chars, "{finding:?} in {chars} scalar values");
    }
    // Rendering costs the same for each finding, and without optimization much.
    const SHOWN: usize = 50;
    let shown = &findings[..findings.len().min(SHOWN)];
    let checked = Checked { path: "notice.txt", text: &source.text, provenance: &source.provenance, findings: shown };
    let mut out = Vec::new();
    let style = human::Style { width: 100, colour: false, language: Language::Chinese };
    human::write(&checked, style, &mut out).expect("memory takes all");
    github::write(&checked, Language::English, &mut out).expect("memory takes all");
    let mut array = report::json::Array::new(&mut out, Language::English);
    array.file(&checked).and_then(|()| array.end()).expect("memory takes all");
    let mut log = sarif::Log::new(Language::English);
    log.file(&checked);
    out.extend(log.finish(&settings, &[]).to_string().into_bytes());
    let fixes: Vec<&check::Fix> = findings.iter().filter_map(|f| f.fault.fix.as_ref()).collect();
    // A reader takes one byte order mark off, so that a text may begin with U+FEFF only behind another.
    let bytes = format!("\u{FEFF}{}", source.text).into_bytes();
    check::fix::apply("notice.txt", &bytes, source, &fixes).unwrap_or_else(|e| panic!("{e}"));
    out.len()
}
