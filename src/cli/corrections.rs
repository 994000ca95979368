//! Files of corrections: read, and what became of them told.

use super::{Say, input};
use crate::corrections::{self, Applied, Corrections};
use crate::error::{Error, ErrorKind};
use crate::model::Notice;
use std::path::Path;

/// The largest file of corrections: some hundred thousand of them.
const LARGEST: u64 = 64 << 20;

/// Reads a file of corrections.
pub fn read(path: &Path) -> Result<Corrections<'static>, Error> {
    let shown = input::shown(path);
    let wrong =
        |english: String, chinese: String| Error::new(ErrorKind::Format, format!("{shown}: {english}"), format!("{shown}：{chinese}"));
    let bytes = input::bytes_within(path, LARGEST)?;
    let json = String::from_utf8(bytes).map_err(|_| wrong("expected JSON in UTF-8".into(), "此处应为 UTF-8 编码的 JSON".into()))?;
    corrections::read(&json).map_err(|e| wrong(e.to_string(), e.chinese().to_string()))
}

/// Applies corrections to a notice, and says on standard error what was done and what no longer fits.
pub fn apply<'a>(notice: &mut Notice<'a>, text: &'a str, all: &Corrections<'a>, path: &Path, say: Say) -> Applied {
    let shown = input::shown(path);
    if notice.source.sha256 != all.source.sha256 {
        say.note(
            &format!("{shown}: made for a file of other content (SHA-256 {}…)", beginning(&all.source.sha256)),
            &format!("{shown}：所针对的文件内容与此不同（SHA-256 {}…）", beginning(&all.source.sha256)),
        );
    }
    let applied = corrections::apply(notice, text, all);
    for misfit in &applied.misfits {
        say.note(&format!("{shown}: {}", misfit.message.english), &format!("{shown}：{}", misfit.message.chinese));
    }
    let Applied { accepted, rejected, corrected, misfits } = &applied;
    let missed = misfits.len();
    say.note(
        &format!("{shown}: {accepted} accepted, {rejected} rejected, {corrected} corrected, {missed} no longer fit"),
        &format!("{shown}：认可 {accepted}，否定 {rejected}，更正 {corrected}，不再相符 {missed}"),
    );
    applied
}

/// The beginning of a hash, which a file may have as it likes.
fn beginning(hash: &str) -> String {
    hash.chars().filter(char::is_ascii_hexdigit).take(12).collect()
}
