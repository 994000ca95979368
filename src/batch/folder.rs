//! Output into a folder: the files of each document under its own name, each whole or not at all.

use super::journal::{self, Journal, Key, State, load};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder in the output folder that holds the journal and unfinished files.
pub const STATE: &str = ".gongwen";

/// What the journal says of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// Its path below the output folder, without an ending of the program's.
    document: String,
    /// The file that was read.
    input: String,
    key: Key,
    /// The endings of its files and their sizes in bytes.
    files: Vec<(String, u64)>,
}

/// What the folder holds for a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Held {
    /// What would be written.
    Same,
    /// Nothing, or what has to be replaced.
    Other,
    /// The output of this other file, which is still there.
    OfAnother(PathBuf),
}

/// What a document's files are written as before they are put in place.
#[derive(Clone, Debug)]
pub struct Shelf {
    root: PathBuf,
    unfinished: PathBuf,
    known: Arc<HashMap<String, Entry>>,
    /// Whether everything is to be done again, and takes the place of whatever is there.
    afresh: bool,
}

/// A folder that documents are put into.
#[derive(Debug)]
pub struct Folder {
    shelf: Shelf,
    _state: State,
    journal: Journal,
    made: HashSet<PathBuf>,
}

/// A path as a line of the journal holds it: itself, or with its bytes where it is no UTF-8.
fn written(path: &Path) -> String {
    match path.to_str() {
        Some(path) => path.to_string(),
        None => format!("{} {:?}", path.display(), path.as_os_str().as_encoded_bytes()),
    }
}

impl Folder {
    /// Opens or makes a folder, and forgets what it holds where everything is to be done again.
    ///
    /// # Errors
    /// [`ErrorKind::Write`](crate::error::ErrorKind::Write) where the folder cannot be written to, or another run writes to it.
    pub fn open(root: &Path, afresh: bool) -> Result<Folder, Error> {
        let failed = |e| Error::writing(root, &e);
        let state = State::open(root.join(STATE)).map_err(failed)?;
        let unfinished = state.path("unfinished");
        // What a run that was killed was about to write.
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(failed)?;
        }
        fs::create_dir(&unfinished).map_err(failed)?;
        let path = state.path("journal");
        let entries: Vec<Entry> = load::<(), _>(&path).map_err(failed)?.map(|j| j.1).unwrap_or_default();
        let mut known: HashMap<String, Entry> = entries.into_iter().map(|e| (e.document.clone(), e)).collect();
        let mut in_order: Vec<&Entry> = known.values().collect();
        in_order.sort_by(|a, b| a.document.cmp(&b.document));
        let journal = Journal::start(&path, (), in_order).map_err(failed)?;
        if afresh {
            // Where they lie is still known, so that what is not written again does not stay.
            known.values_mut().for_each(|e| e.key = Key::of(&[]));
        }
        let shelf = Shelf { root: root.to_path_buf(), unfinished, known: Arc::new(known), afresh };
        Ok(Folder { shelf, _state: state, journal, made: HashSet::new() })
    }

    /// What work in other threads needs to know.
    pub fn shelf(&self) -> Shelf {
        self.shelf.clone()
    }

    /// Puts the files of the `index`-th input in place. `document` is its path below the output folder.
    pub fn put(&mut self, index: usize, document: &Path, input: &Path, key: Key, files: Vec<(String, u64)>) -> Result<(), Error> {
        let place = self.shelf.root.join(document);
        let entry = Entry { document: written(document), input: written(input), key, files };
        let add = |journal: &mut Journal, entry: &Entry| journal.add(entry).map_err(|e| Error::writing(&self.shelf.root, &e));
        let old = self.shelf.known.get(&entry.document);
        if let Some(old) = old {
            // Killed behind this line, the next run takes neither the old nor the new files for what they are not.
            add(&mut self.journal, &Entry { key: Key::of(&[]), ..old.clone() })?;
        }
        if let Some(folder) = place.parent().filter(|f| !self.made.contains(*f)) {
            fs::create_dir_all(folder).map_err(|e| Error::writing(folder, &e))?;
            self.made.insert(folder.to_path_buf());
        }
        for (ending, _) in &entry.files {
            let place = place.with_added_extension(ending);
            fs::rename(self.shelf.unfinished(index, ending), &place).map_err(|e| Error::writing(&place, &e))?;
        }
        if let Some(old) = old {
            let stale = old.files.iter().filter(|old| !entry.files.iter().any(|new| new.0 == old.0));
            remove(&place, stale)?;
        }
        add(&mut self.journal, &entry)
    }

    /// Takes away what an earlier run wrote for a document that cannot be read any more.
    pub fn remove(&mut self, document: &Path, input: &Path) -> Result<(), Error> {
        match self.shelf.known.get(&written(document)) {
            Some(old) if old.input == written(input) => remove(&self.shelf.root.join(document), &old.files),
            _ => Ok(()),
        }
    }

    /// Clears the folder of what is unfinished; where a thread that was given up still writes there, the next run does.
    pub fn finish(self) {
        let _ = fs::remove_dir_all(&self.shelf.unfinished);
    }
}

fn remove<'f>(place: &Path, files: impl IntoIterator<Item = &'f (String, u64)>) -> Result<(), Error> {
    for (ending, _) in files {
        let path = place.with_added_extension(ending);
        journal::remove(&path).map_err(|e| Error::writing(&path, &e))?;
    }
    Ok(())
}

impl Shelf {
    /// What the folder holds for a document of this key.
    pub fn held(&self, document: &Path, input: &Path, key: Key) -> Held {
        let Some(entry) = self.known.get(&written(document)) else { return Held::Other };
        let place = self.root.join(document);
        if entry.key == key {
            // A file that was lost or cut short, by a power failure say, is written again.
            let whole = |(ending, size): &(String, u64)| {
                fs::metadata(place.with_added_extension(ending)).is_ok_and(|m| m.is_file() && m.len() == *size)
            };
            return if entry.files.iter().all(whole) { Held::Same } else { Held::Other };
        }
        let other = Path::new(&entry.input);
        if !self.afresh && entry.input != written(input) && other.exists() { Held::OfAnother(other.into()) } else { Held::Other }
    }

    /// Where a file of the `index`-th input is written first.
    pub fn unfinished(&self, index: usize, ending: &str) -> PathBuf {
        self.unfinished.join(format!("{index}.{ending}"))
    }
}
