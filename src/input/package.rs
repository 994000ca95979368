//! A ZIP package (ECMA-376 part 2, GB/T 33190 7.2) whose parts are read by name, within bounds. Nothing is ever written from it, so that a
//! part's name leads nowhere.

use super::Stop;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// So many bytes are unpacked from one package: a thousand pages with their styles take a tenth of it.
pub const UNPACKED: u64 = 256 << 20;
/// One part is at most so large.
pub const PART: u64 = 128 << 20;
/// A package has at most so many parts.
pub const PARTS: usize = 65_536;
/// A part may be larger than its packed form by this factor; deflate packs text no better than about 1,000 to 1, and only text
/// that repeats itself so well.
pub const RATIO: u64 = 300;
/// Below this size the factor does not count.
const SMALL: u64 = 4 << 20;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names without a leading slash, lower case, which package names are compared in (ECMA-376 part 2, 6.3.5).
    places: HashMap<String, usize>,
    left: Cell<u64>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Stop::Damaged`] where the bytes are no ZIP archive.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Stop> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| Stop::damaged(format!("no ZIP archive: {e}"), format!("不是完整的 ZIP 包：{e}")))?;
        if archive.len() > PARTS {
            return Err(Stop::Full);
        }
        let mut places = HashMap::new();
        for i in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(i) {
                places.entry(key(&name)).or_insert(i);
            }
        }
        Ok(Package { archive, places, left: Cell::new(UNPACKED) })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// The names of all parts, as the package has them.
    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.archive.file_names().flatten()
    }

    /// The unpacked length that the directory gives for a part.
    pub fn length(&mut self, name: &str) -> Option<u64> {
        let place = *self.places.get(&key(name))?;
        self.archive.by_index_raw(place).ok().map(|file| file.size())
    }

    /// The bytes of a part; `None` where there is none of that name.
    ///
    /// # Errors
    /// [`Stop::Full`] where it unpacks to more than it may, [`Stop::Damaged`] where it does not unpack, [`Stop::Refused`] where it is
    /// encrypted.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Stop> {
        let Some(&place) = self.places.get(&key(name)) else { return Ok(None) };
        let broken = |e: &dyn std::fmt::Display| Stop::damaged(format!("{name} does not unpack: {e}"), format!("{name} 无法解压：{e}"));
        let file = self.archive.by_index(place).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                Stop::refused("the package is encrypted; expected one without a password", "文件已加密，请提供未加密的文件")
            }
            e => broken(&e),
        })?;
        let packed = file.compressed_size();
        let bound = self.left.get().min(PART).min(packed.saturating_mul(RATIO).max(SMALL));
        let mut bytes = Vec::with_capacity(file.size().min(bound) as usize);
        let read = file.take(bound + 1).read_to_end(&mut bytes);
        // What was unpacked in vain counts too: a reader may go on behind a broken part.
        self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
        read.map_err(|e| broken(&e))?;
        if bytes.len() as u64 > bound {
            return Err(Stop::Full);
        }
        Ok(Some(bytes))
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// The name that a relative one means from a part: `word/document.xml` and `../media/a.xml` give `media/a.xml`. What leads out of the package is
/// cut off at its root.
pub fn resolve(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
