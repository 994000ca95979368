//! What has been written, one line a document, so that a later run knows.
//!
//! A line is added after its document is in place. A run that is killed leaves at most one torn line, which is the last;
//! it is passed over, and its document is done again.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The first field of the first line; another number is another shape of journal.
const FORM: u32 = 1;

/// What a document's output follows from: its bytes and name, the program's version and every option that counts. Two
/// documents of one key have the same output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u128);

impl Key {
    /// The first 128 bits of a SHA-256 over the pieces, each ended by a NUL.
    pub fn of(pieces: &[&str]) -> Key {
        let mut digest = Sha256::new();
        for piece in pieces {
            digest.update(piece.as_bytes());
            digest.update([0]);
        }
        let mut first = [0; 16];
        first.copy_from_slice(&digest.finalize()[..16]);
        Key(u128::from_be_bytes(first))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let hex = String::deserialize(deserializer)?;
        u128::from_str_radix(&hex, 16).map(Key).map_err(de::Error::custom)
    }
}

#[derive(Serialize, Deserialize)]
struct Head<H> {
    journal: u32,
    head: H,
}

/// The head and the whole lines of a journal; nothing where there is none or it has another shape.
pub fn load<H: DeserializeOwned, E: DeserializeOwned>(path: &Path) -> io::Result<Option<(H, Vec<E>)>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    lines.read_until(b'\n', &mut line)?;
    let Ok(Head { journal: FORM, head }) = serde_json::from_slice::<Head<H>>(&line) else { return Ok(None) };
    let mut entries = Vec::new();
    loop {
        line.clear();
        lines.read_until(b'\n', &mut line)?;
        match serde_json::from_slice(&line) {
            Ok(entry) if line.ends_with(b"\n") => entries.push(entry),
            _ => return Ok(Some((head, entries))),
        }
    }
}

/// A journal that lines are added to.
#[derive(Debug)]
pub struct Journal {
    file: File,
    line: Vec<u8>,
}

impl Journal {
    /// Puts a journal with these entries in the place of the one that is there, whole or not at all.
    pub fn start<'e, E: Serialize + 'e>(
        path: &Path,
        head: impl Serialize,
        entries: impl IntoIterator<Item = &'e E>,
    ) -> io::Result<Journal> {
        let fresh = path.with_extension("new");
        let mut out = BufWriter::new(File::create(&fresh)?);
        let mut put = |value: &[u8]| out.write_all(value).and_then(|()| out.write_all(b"\n"));
        put(&serde_json::to_vec(&Head { journal: FORM, head })?)?;
        for entry in entries {
            put(&serde_json::to_vec(entry)?)?;
        }
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        std::fs::rename(&fresh, path)?;
        Ok(Journal { file, line: Vec::new() })
    }

    /// Adds a line.
    pub fn add(&mut self, entry: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, entry)?;
        self.line.push(b'\n');
        self.file.write_all(&self.line)
    }
}

/// The folder that a run keeps its journal and unfinished files in, locked against a second run.
#[derive(Debug)]
pub struct State {
    folder: PathBuf,
    _lock: File,
}

impl State {
    /// Makes and locks the folder.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where another run holds it.
    pub fn open(folder: PathBuf) -> io::Result<State> {
        std::fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(State { folder, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(io::Error::from(io::ErrorKind::WouldBlock)),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Takes a file away, if it is there.
pub fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_line_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        let mut journal = Journal::start(&path, 7, &["一"]).expect("it is written");
        journal.add(&"二").and_then(|()| journal.file.write_all(b"\"\xE4")).expect("lines are added");
        assert_eq!(load::<i32, String>(&path).expect("it is read"), Some((7, vec!["一".to_string(), "二".to_string()])));
        let mut again = Journal::start(&path, 8, &["一", "二"]).expect("it is written");
        again.add(&"三").expect("a line is added");
        assert_eq!(load::<i32, String>(&path).expect("it is read").expect("it is there").1.len(), 3);
    }

    #[test]
    fn a_state_is_held_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let held = State::open(folder.path().join("state")).expect("it is free");
        let second = State::open(folder.path().join("state")).expect_err("it is held");
        assert_eq!(second.kind(), io::ErrorKind::WouldBlock);
        drop(held);
        State::open(folder.path().join("state")).expect("it is free again");
    }
}
