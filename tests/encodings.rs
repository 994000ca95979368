//! The same text in another encoding is the same notice, but for what `source` says of the bytes.

mod documents;

use documents::{Document, parse};
use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use gongwen::source::{Source, encoding_named};
use serde_json::{Value, json};
use std::process::Command;

/// Written with characters that Big5 and simplified Chinese share.
const SHARED_SCRIPT: &str = "省公安局通知\n各市、州政府：\n一、加快完成城市工程。\n1、完成水利工程，到2020年合格率保持在95%以上。（省水利局、省公安局配合）\n2、做好防火工作，于2018年6月30日前完成。（省公安局配合）\n省公安局\n2018年3月13日\n";

const TRADITIONAL: &str = "四川省人民政府辦公廳關於印發質量提升行動實施方案的通知\n各市（州）人民政府，省級有關部門：\n為貫徹落實國務院關於開展質量提升行動的指導意見，現將實施方案印發給你們，請認真貫徹執行。\n一、加快產業升級。\n1、到2020年合格率保持在95%以上。（省水利局、省公安廳按職責分工負責）\n四川省人民政府辦公廳\n2018年3月13日\n";

/// What the bytes say, without `source`, and the name of the encoding that they were read in.
fn read(shown: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> (Value, String) {
    let source = Source::read(shown, None, bytes, encoding).unwrap_or_else(|e| panic!("{e}"));
    let mut notice = serde_json::to_value(parse(&source)).expect("the model is JSON");
    let said = notice["source"]["encoding"].take();
    notice.as_object_mut().and_then(|n| n.shift_remove("source")).expect("a notice has a source");
    (notice, said.as_str().unwrap_or_default().to_string())
}

/// Each form of a text: its bytes, the encoding that is told from them, its label, and whether it begins with a BOM.
fn forms(text: &str) -> Vec<(Vec<u8>, &'static str, &'static str, bool)> {
    let marked = |bom: &[u8], bytes: &[u8]| [bom, bytes].concat();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut forms = vec![
        (text.as_bytes().to_vec(), "UTF-8", "utf-8", false),
        (marked(b"\xEF\xBB\xBF", text.as_bytes()), "UTF-8", "utf-8", true),
        (marked(b"\xFF\xFE", &little), "UTF-16LE", "utf-16le", true),
        (marked(b"\xFE\xFF", &big), "UTF-16BE", "utf-16be", true),
        (little, "UTF-16LE", "utf-16le", false),
        (big, "UTF-16BE", "utf-16be", false),
        (GB18030.encode(text).0.into_owned(), "gb18030", "gb18030", false),
    ];
    // GBK has not every character; where it has them, it is read as the larger set.
    if let (gbk, _, false) = GBK.encode(text) {
        forms.push((gbk.into_owned(), "gb18030", "gbk", false));
    }
    forms
}

#[test]
fn every_encoding_gives_the_same_notice() {
    for Document { name, bytes } in documents::all() {
        let text = std::str::from_utf8(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let (wanted, _) = read(&name, &bytes, None);
        for (bytes, told, label, bom) in forms(text) {
            let named = read(&name, &bytes, encoding_named(label));
            assert_eq!(named, (wanted.clone(), told.to_string()), "{name} in {label} (BOM: {bom}), named");
            let detected = read(&name, &bytes, None);
            assert_eq!(detected, (wanted.clone(), told.to_string()), "{name} in {label} (BOM: {bom}), detected");
        }
    }
}

#[test]
fn utf16_with_radicals_is_told_without_a_bom() {
    let text = "⽔利⼯作\n".repeat(20);
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let source = Source::read("test", None, &bytes, None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((source.encoding, source.text.as_ref()), ("UTF-16LE", text.as_str()));
}

#[test]
fn big5_gives_the_same_notice() {
    let (bytes, _, lost) = BIG5.encode(SHARED_SCRIPT);
    assert!(!lost, "the text is written in what Big5 has");
    let (wanted, _) = read("test", SHARED_SCRIPT.as_bytes(), None);
    assert_eq!(wanted["tasks"].as_array().map(Vec::len), Some(2));
    assert_eq!(wanted["dates"].as_array().map(Vec::len), Some(3));
    assert_eq!(read("test", &bytes, encoding_named("big5")), (wanted, "Big5".to_string()));
}

/// Nearly every pair of bytes in Big5 is one in GB18030 too: only how often its characters are used tells the two apart.
#[test]
fn big5_is_told_from_gb18030() {
    for text in [SHARED_SCRIPT, TRADITIONAL] {
        let (bytes, _, lost) = BIG5.encode(text);
        assert!(!lost, "the text is written in what Big5 has");
        assert_eq!(read("test", &bytes, None), (read("test", text.as_bytes(), None).0, "Big5".to_string()));
    }
}

#[test]
fn source_tells_of_the_bytes_and_not_of_the_text() {
    let text = "一、甲\n";
    let bytes = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let source = Source::read("test", Some("a.txt".into()), &bytes, None).expect("it is text");
    let said = &serde_json::to_value(parse(&source)).expect("the model is JSON")["source"];
    assert_eq!(source.text, text, "the mark is no part of the text");
    let sha256 = "a39c0e167919b5a067442c917a5d6e2873c8f9167a5ce5de6fce127a531cefbd";
    assert_eq!(
        *said,
        json!({
            "name": "a.txt", "media_type": "text/plain", "encoding": "UTF-8", "bytes": 13, "chars": 4, "sha256": sha256,
            "locations": [], "restored": [], "signatures": [], "embedded": [],
        })
    );
}

/// One broken byte in each encoding that a notice comes in, where a whole character would end.
fn broken() -> Vec<(Vec<u8>, &'static str)> {
    let seed = documents::seed();
    let text = seed.source().text.into_owned();
    let (before, behind) = text.split_at(text.find("二、基本原则").expect("the seed has a second section"));
    let join = |before: &[u8], behind: &[u8]| [before, b"\xFF\n", behind].concat();
    vec![(join(before.as_bytes(), behind.as_bytes()), "UTF-8"), (join(&GB18030.encode(before).0, &GB18030.encode(behind).0), "gb18030")]
}

#[test]
fn a_broken_byte_is_a_replacement_character_and_a_diagnostic() {
    for (bytes, encoding) in broken() {
        let source = Source::read("test", None, &bytes, None).expect("one byte is no reason to fail");
        assert_eq!(source.encoding, encoding);
        let at = source.text.chars().position(|c| c == '\u{FFFD}').expect("the byte left its mark");
        let notice = parse(&source);
        let losses: Vec<_> = notice.diagnostics.iter().filter(|d| d.code == "decode-lossy").map(|d| (d.span.from(), d.span.to())).collect();
        assert_eq!(losses, [(at, at + 1)], "{encoding}");
    }
}

#[test]
fn a_sound_text_with_replacement_characters_of_its_own_has_lost_nothing() {
    let source = Source::read("test", None, "一、甲\u{FFFD}乙\n".as_bytes(), None).expect("it is text");
    assert!(parse(&source).diagnostics.iter().all(|d| d.code != "decode-lossy"));
}

#[test]
fn a_text_in_another_encoding_than_named_says_so_in_few_words() {
    let seed = documents::seed();
    let bytes = GB18030.encode(&seed.source().text).0.into_owned();
    let source = Source::read("test", None, &bytes, encoding_named("utf-8")).expect("a loss is no failure");
    let notice = parse(&source);
    let losses: Vec<_> = notice.diagnostics.iter().filter(|d| d.code == "decode-lossy").collect();
    assert!((1..=20).contains(&losses.len()), "{} diagnostics", losses.len());
    let all = source.text.chars().filter(|c| *c == '\u{FFFD}').count();
    assert!(losses.last().is_some_and(|d| d.message.contains(&(all - losses.len()).to_string())), "the rest are counted");
}

#[test]
fn strict_makes_a_broken_byte_an_error_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder for the document");
    let path = folder.path().join("broken.txt");
    for (bytes, encoding) in broken() {
        std::fs::write(&path, &bytes).expect("the document is written");
        let line = bytes.iter().take_while(|b| **b != 0xFF).filter(|b| **b == b'\n').count() + 1;
        for command in ["parse", "text"] {
            let run = |strict: bool| {
                Command::new(env!("CARGO_BIN_EXE_gongwen"))
                    .args(["--lang", "en", command])
                    .args(strict.then_some("--strict"))
                    .arg(&path)
                    .output()
                    .expect("the program runs")
            };
            assert_eq!(run(false).status.code(), Some(0), "{command} {encoding}");
            let strict = run(true);
            assert_eq!(strict.status.code(), Some(2), "{command} {encoding}");
            let said = String::from_utf8_lossy(&strict.stderr).into_owned();
            assert_eq!(
                said,
                format!("error: {}:{line}: bytes that are not {encoding}; expected every byte to decode (--strict)\n", path.display())
            );
            assert!(strict.stdout.is_empty(), "{command} {encoding}");
        }
    }
}
