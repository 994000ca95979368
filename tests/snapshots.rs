//! What the seed and each notice of `fixtures/notices` become in the three forms that people read. A new notice is a new
//! file; `INSTA_UPDATE=always cargo test --test snapshots` writes its snapshots, which are then read through by eye.

use gongwen::language::Language;
use gongwen::source::Source;
use gongwen::write::json::{self, Layout};
use gongwen::write::outline::{self, Style};
use gongwen::write::xml;
use insta::{Settings, assert_snapshot};
use std::path::Path;

/// `of` names the snapshot where its file is one of a kind; insta adds the names of others.
fn is_kept(path: &Path, of: &str) {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let source = Source::read(&path.display().to_string(), name, &bytes, None).unwrap_or_else(|e| panic!("{e}"));
    let notice = gongwen::pipeline::parse(&source, &gongwen::pipeline::Options::default());
    let form = |write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&mut out).expect("memory takes all");
        String::from_utf8(out).expect("output is UTF-8")
    };
    let style = Style { width: 100, colour: false, language: Language::English };
    let mut settings = Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        assert_snapshot!(format!("outline{of}"), form(&|out| outline::write(&notice, style, out)));
        assert_snapshot!(format!("json{of}"), form(&|out| json::write(&notice, Layout::Pretty, out)));
        assert_snapshot!(format!("xml{of}"), form(&|out| xml::write(&notice, true, out)));
    });
}

#[test]
fn the_seed_reads_as_it_did() {
    insta::glob!("../seeds", "*.txt", |path| is_kept(path, "@seed"));
}

#[test]
fn notices_read_as_they_did() {
    insta::glob!("../fixtures/notices", "*.txt", |path| is_kept(path, ""));
}
