//! The OLE compound file, [MS-CFB], around a document. The bytes are in memory already, so that no stream is longer than they are.

use super::Stop;
use cfb::CompoundFile;
use std::io::{Cursor, Read};
use std::path::Path;

/// So many signatures and objects are named: a document has a handful.
const NAMED: usize = 256;

/// An open file.
pub struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    length: u64,
}

/// A stream or storage.
pub struct Entry {
    pub name: String,
    pub bytes: u64,
}

impl<'a> Compound<'a> {
    /// Opens a file, as tolerant of writers' faults as the reader can be.
    pub fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Stop> {
        let file = CompoundFile::open(Cursor::new(bytes))
            .map_err(|e| Stop::damaged(format!("no OLE compound file: {e}"), format!("不是完整的 OLE 复合文件：{e}")))?;
        Ok(Compound { file, length: bytes.len() as u64 })
    }

    /// The bytes of a stream in the root, as far as they can be read, and whether all could be.
    pub fn stream(&mut self, name: &str) -> Option<(Vec<u8>, bool)> {
        let stream = self.file.open_stream(Path::new("/").join(name)).ok()?;
        let length = stream.len();
        let mut bytes = Vec::new();
        let whole = stream.take(self.length).read_to_end(&mut bytes).is_ok() && bytes.len() as u64 == length;
        Some((bytes, whole))
    }

    /// What stands in a storage; of a storage the bytes of its streams together.
    pub fn entries(&self, storage: &str) -> Vec<Entry> {
        let Ok(entries) = self.file.read_storage(storage) else { return Vec::new() };
        entries
            .take(NAMED)
            .map(|entry| {
                let inside =
                    || self.file.read_storage(entry.path()).into_iter().flatten().take(NAMED).map(|e| e.len()).fold(0, u64::saturating_add);
                let bytes = if entry.is_storage() { inside() } else { entry.len() };
                Entry { name: entry.name().to_string(), bytes: bytes.min(self.length) }
            })
            .collect()
    }
}
