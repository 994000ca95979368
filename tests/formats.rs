//! JSON, XML and their schemas agree with each other, on the seed and on every notice of `fixtures/notices`.

mod documents;

use documents::{project, to_json};
use gongwen::write::json::{self, Layout};
use gongwen::write::{schema, xml};
use std::process::Command;

#[test]
fn json_is_valid_by_its_schema() {
    let validator = jsonschema::draft202012::new(&schema::json_schema()).expect("the schema is one of draft 2020-12");
    for document in documents::all() {
        let source = document.source();
        let json = to_json(&documents::parse(&source), Layout::Compact);
        let value = serde_json::from_str(&json).expect("output is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", document.name);
    }
}

#[test]
fn the_json_schema_turns_away_what_the_model_has_not() {
    let validator = jsonschema::draft202012::new(&schema::json_schema()).expect("the schema is one of draft 2020-12");
    let seed = documents::seed();
    let source = seed.source();
    let notice = serde_json::to_value(documents::parse(&source)).expect("the model is JSON");
    assert!(validator.is_valid(&notice));
    for (pointer, wrong) in [
        ("/version", serde_json::json!("2.0")),
        ("/metadata/title", serde_json::json!("a string without its span")),
        ("/tasks/0/assignments/0/role", serde_json::json!("boss")),
        ("/tasks/0/id", serde_json::json!(1)),
        ("/targets/0/value", serde_json::json!(84.5)),
        ("/dates/0/span", serde_json::json!({ "start": 0, "end": 1, "line": 1 })),
    ] {
        let mut other = notice.clone();
        *other.pointer_mut(pointer).unwrap_or_else(|| panic!("the seed has no {pointer}")) = wrong;
        assert!(!validator.is_valid(&other), "{pointer}");
    }
    let mut other = notice.clone();
    other.as_object_mut().and_then(|o| o.remove("tables")).expect("a notice has tables");
    assert!(!validator.is_valid(&other), "a list that is left out");
}

#[test]
fn xml_is_valid_by_its_schema() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "xmllint is needed");
        println!("skipped: xmllint is not there");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the documents");
    let xsd = folder.path().join("notice.xsd");
    std::fs::write(&xsd, schema::xsd()).expect("the schema is written");
    let mut lint = Command::new("xmllint");
    lint.args(["--noout", "--schema"]).arg(&xsd);
    for (i, document) in documents::all().iter().enumerate() {
        let source = document.source();
        let notice = documents::parse(&source);
        for pretty in [false, true] {
            let path = folder.path().join(format!("{i}-{pretty}.xml"));
            let mut out = Vec::new();
            xml::write(&notice, pretty, &mut out).expect("memory takes all");
            std::fs::write(&path, out).expect("the document is written");
            lint.arg(path);
        }
    }
    let said = lint.output().expect("xmllint runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn json_comes_back_from_xml_byte_for_byte() {
    for document in documents::all() {
        let source = document.source();
        for layout in [Layout::Compact, Layout::Pretty] {
            let before = to_json(&documents::parse(&source), layout);
            let notice = json::read(&before).unwrap_or_else(|e| panic!("{}: {e}", document.name));
            let mut through = Vec::new();
            xml::write(&notice, layout == Layout::Pretty, &mut through).expect("memory takes all");
            let through = String::from_utf8(through).expect("XML is UTF-8");
            let notice = xml::read(&through).unwrap_or_else(|e| panic!("{}: {e}", document.name));
            assert!(before == to_json(&notice, layout), "{} changed on its way through XML", document.name);
        }
    }
}

#[test]
fn what_is_no_notice_is_an_error_that_says_what_was_expected() {
    for (xml, expected) in [
        ("", "expected an element"),
        ("<a/>", "expected <notice>, found <a>"),
        ("<notice><format>gongwen-notice</format></notice>", "expected <version>, found none"),
        ("<notice><colour/></notice>", "unknown element <colour>"),
        ("<notice><format>", "ends inside an element"),
        ("<notice>&nbsp;</notice>", "unknown entity &nbsp;"),
    ] {
        let error = xml::read(xml).err().unwrap_or_else(|| panic!("{xml} was read")).to_string();
        assert!(error.starts_with("reading XML: ") && error.contains(expected), "{xml}: {error}");
    }
    for json in ["", "{}", "[]", r#"{"format": 1}"#, r#"{"format": "gongwen-notice", "colour": "red"}"#] {
        let error = json::read(json).err().unwrap_or_else(|| panic!("{json} was read")).to_string();
        assert!(error.starts_with("reading JSON: "), "{json}: {error}");
    }
}

#[test]
fn elements_nested_without_end_are_an_error() {
    let error = xml::read(&"<notice>".repeat(100_000)).expect_err("no notice is so deep");
    assert!(error.to_string().contains("levels of elements"), "{error}");
}

#[test]
fn the_schemas_on_disk_are_those_that_the_program_prints() {
    for (kind, file) in [
        (&["json"][..], "schemas/notice.schema.json"),
        (&["xml"], "schemas/notice.xsd"),
        (&["corrections"], "schemas/corrections.schema.json"),
        (&["sql", "--dialect", "sqlite"], "schemas/notices.sqlite.sql"),
        (&["sql", "--dialect", "postgres"], "schemas/notices.postgres.sql"),
    ] {
        let printed = Command::new(env!("CARGO_BIN_EXE_gongwen")).arg("schema").args(kind).output().expect("the program runs");
        let kept = std::fs::read(project(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(printed.stdout == kept, "{file} is not what `gongwen schema {}` prints: write it anew", kind.join(" "));
    }
}
