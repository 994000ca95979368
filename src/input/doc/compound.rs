//! The OLE compound file, [MS-CFB], around a document. The bytes are in memory already, so that no stream is longer than they are.

use super::Stop;
use super::loose::Loose;
use cfb::CompoundFile;
use std::io::{Cursor, Read};
use std::path::Path;

/// So many signatures and objects are named: a document has a handful.
const NAMED: usize = 256;

/// An open file.
pub enum Compound<'a> {
    /// As the specification has it.
    Sound { file: Box<CompoundFile<Cursor<&'a [u8]>>>, length: u64 },
    /// Broken.
    Loose(Loose<'a>),
}

/// A stream or storage.
pub struct Entry {
    pub name: String,
    pub bytes: u64,
}

impl<'a> Compound<'a> {
    /// Opens a file; one that is broken as far as it goes.
    pub fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Stop> {
        match CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => Ok(Compound::Sound { file: Box::new(file), length: bytes.len() as u64 }),
            Err(e) => Loose::open(bytes)
                .map(Compound::Loose)
                .ok_or_else(|| Stop::damaged(format!("no OLE compound file: {e}"), format!("不是完整的 OLE 复合文件：{e}"))),
        }
    }

    /// The bytes of a stream in the root, as far as they can be read, and whether all could be.
    pub fn stream(&mut self, name: &str) -> Option<(Vec<u8>, bool)> {
        let (file, most) = match self {
            Compound::Sound { file, length } => (file, *length),
            Compound::Loose(file) => return file.stream(name),
        };
        let stream = file.open_stream(Path::new("/").join(name)).ok()?;
        let length = stream.len();
        let mut bytes = Vec::new();
        let whole = stream.take(most).read_to_end(&mut bytes).is_ok() && bytes.len() as u64 == length;
        Some((bytes, whole))
    }

    /// What stands in a storage; of a storage the bytes of its streams together.
    pub fn entries(&self, storage: &str) -> Vec<Entry> {
        let Compound::Sound { file, length } = self else { return Vec::new() };
        let Ok(entries) = file.read_storage(storage) else { return Vec::new() };
        entries
            .take(NAMED)
            .map(|entry| {
                let inside =
                    || file.read_storage(entry.path()).into_iter().flatten().take(NAMED).map(|e| e.len()).fold(0, u64::saturating_add);
                let bytes = if entry.is_storage() { inside() } else { entry.len() };
                Entry { name: entry.name().to_string(), bytes: bytes.min(*length) }
            })
            .collect()
    }
}
