//! Many documents: read in parallel and given back in order, into a folder or a stream that a later run can go on with.
//!
//! `engine` runs work over the cores and gives its results back in the order of the inputs; it catches panics and gives
//! up on what takes too long. `folder` and `stream` are the two kinds of output, and `journal` keeps which document is in
//! them under which key: what a run that was killed has left behind is taken up by the next, and the end is the same,
//! byte for byte.
//!
//! Knows no notice: keys and bytes come from outside. Never prints.

pub mod engine;
pub mod folder;
mod journal;
pub mod stream;

pub use journal::Key;

use std::path::{Path, PathBuf};

/// The deepest folder that holds all these folders, or an empty path where there is none.
///
/// Paths are compared as written; they should be absolute.
pub fn common_folder<'p>(folders: impl IntoIterator<Item = &'p Path>) -> PathBuf {
    let common = |common: &'p Path, folder: &Path| common.ancestors().find(|a| folder.starts_with(a)).unwrap_or(Path::new(""));
    folders.into_iter().reduce(|a, b| common(a, b)).map(Path::to_path_buf).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_holds_all_folders() {
        let of = |folders: &[&str]| common_folder(folders.iter().map(Path::new));
        assert_eq!(of(&["/a/b", "/a/b/c"]), Path::new("/a/b"));
        assert_eq!(of(&["/a/b/c", "/a/b"]), Path::new("/a/b"));
        assert_eq!(of(&["/a/b", "/a/bc"]), Path::new("/a"));
        assert_eq!(of(&["/"]), Path::new("/"));
        assert_eq!(of(&[]), Path::new(""));
    }
}
