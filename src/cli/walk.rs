//! Files and folders of the command line → files, in a stable order.

use crate::error::{Error, ErrorKind};
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The endings of files that are taken from folders.
const ENDINGS: &[&str] = &["txt", "text", "md"];

/// The files that a path stands for: itself, or the text files in a folder and below, by name.
///
/// # Errors
/// [`ErrorKind::Read`] where a folder cannot be gone through.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path == Path::new("-") || !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let failed = |e: ignore::Error| {
        let shown = path.display();
        Error::new(ErrorKind::Read, format!("{shown}: cannot go through the folder: {e}"), format!("{shown}：无法遍历目录：{e}"))
    };
    let mut found = Vec::new();
    for entry in WalkBuilder::new(path).standard_filters(false).sort_by_file_name(std::ffi::OsStr::cmp).build() {
        let entry = entry.map_err(failed)?;
        let text = entry.path().extension().and_then(|e| e.to_str()).is_some_and(|e| ENDINGS.contains(&e.to_ascii_lowercase().as_str()));
        if text && entry.file_type().is_some_and(|t| t.is_file()) {
            found.push(entry.into_path());
        }
    }
    if found.is_empty() {
        let (shown, endings) = (path.display(), ENDINGS.join(", "));
        let english = format!("{shown}: no file of text is in this folder; expected one that ends in {endings}");
        return Err(Error::new(ErrorKind::Read, english, format!("{shown}：目录中没有文本文件（{endings}）")));
    }
    Ok(found)
}
