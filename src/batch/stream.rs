//! Output into one file, or several side by side, in the order of the inputs.
//!
//! While a run goes on, documents are added to a *part*, with a line in its journal for each; when all are read the part
//! takes the output's place. Where only some documents are new, the output is put together from the earlier output and
//! the part. A compressed output is compressed as one piece at the end, so that every reader reads all of it.

use super::journal::{Journal, Key, State, load, remove};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How an output is compressed, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Gzip,
    Zstd,
}

impl Codec {
    fn of(path: &Path) -> Option<Codec> {
        match path.extension()?.to_str()? {
            "gz" => Some(Codec::Gzip),
            "zst" => Some(Codec::Zstd),
            _ => None,
        }
    }

    fn pack(self, from: File, to: File) -> io::Result<()> {
        let (mut from, mut to) = (BufReader::with_capacity(1 << 16, from), BufWriter::with_capacity(1 << 16, to));
        match self {
            Codec::Gzip => {
                let mut packed = flate2::write::GzEncoder::new(&mut to, flate2::Compression::default());
                io::copy(&mut from, &mut packed)?;
                packed.finish()?;
            }
            Codec::Zstd => {
                let mut packed = zstd::Encoder::new(&mut to, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                packed.include_checksum(true)?;
                io::copy(&mut from, &mut packed)?;
                packed.finish()?;
            }
        }
        to.flush()
    }

    fn unpack(self, from: File, to: File) -> io::Result<()> {
        let mut to = BufWriter::with_capacity(1 << 16, to);
        let mut from: Box<dyn Read> = match self {
            Codec::Gzip => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(from))),
            Codec::Zstd => Box::new(zstd::Decoder::new(from)?),
        };
        io::copy(&mut from, &mut to)?;
        to.flush()
    }
}

/// What a journal says of one document: its key and how many bytes of each output are its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    key: Key,
    sizes: Vec<u64>,
}

/// Documents that lie one behind the other in a file of each kind.
#[derive(Debug, Default)]
struct Row {
    entries: Vec<Entry>,
    /// Where the next one begins.
    ends: Vec<u64>,
}

impl Row {
    fn new(kinds: usize) -> Row {
        Row { entries: Vec::new(), ends: vec![0; kinds] }
    }

    fn push(&mut self, entry: Entry) {
        self.ends.iter_mut().zip(&entry.sizes).for_each(|(end, size)| *end += size);
        self.entries.push(entry);
    }

    /// Where each document begins in the file of a kind.
    fn starts(&self, kind: usize) -> Vec<u64> {
        let begin = |next: &mut u64, entry: &Entry| Some(std::mem::replace(next, *next + entry.sizes[kind]));
        self.entries.iter().scan(0, begin).collect()
    }
}

/// Where a document lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the earlier output.
    Earlier(usize),
    /// In the part.
    Part(usize),
}

/// Which documents need not be read again, for work in other threads.
#[derive(Clone, Debug)]
pub struct Shelf(Arc<HashMap<Key, Place>>);

impl Shelf {
    /// Whether the output of a document is there.
    pub fn holds(&self, key: Key) -> bool {
        self.0.contains_key(&key)
    }
}

/// Outputs that documents are added to.
#[derive(Debug)]
pub struct Stream {
    outputs: Vec<PathBuf>,
    state: State,
    /// Whether the outputs of an earlier run are there as its journal says.
    stands: bool,
    earlier: Row,
    part: Row,
    files: Vec<File>,
    journal: Journal,
    known: Shelf,
    /// The documents of this run in their order.
    sequence: Vec<Place>,
}

impl Stream {
    /// Opens one output, or several side by side; those of an earlier run are taken up unless everything is to be done again.
    ///
    /// # Errors
    /// [`ErrorKind::Write`](crate::error::ErrorKind::Write) where the folder cannot be written to, or another run writes the output.
    pub fn open(outputs: Vec<PathBuf>, afresh: bool) -> Result<Stream, Error> {
        let first = outputs[0].clone();
        Stream::try_open(outputs, afresh).map_err(|e| Error::writing(&first, &e))
    }

    fn try_open(outputs: Vec<PathBuf>, afresh: bool) -> io::Result<Stream> {
        let name = outputs[0].file_name().unwrap_or_default().to_string_lossy();
        let state = State::open(outputs[0].with_file_name(format!(".{name}.gongwen")))?;
        let kinds = outputs.len();
        let (mut stands, mut earlier, mut part) = (false, Row::new(kinds), Row::new(kinds));
        if !afresh {
            let whole = |sizes: &[u64]| {
                sizes.len() == kinds && outputs.iter().zip(sizes).all(|(o, size)| fs::metadata(o).is_ok_and(|m| m.len() == *size))
            };
            if let Some((_, entries)) = load::<Vec<u64>, Entry>(&state.path("done"))?.filter(|(sizes, _)| whole(sizes)) {
                entries.into_iter().filter(|e| e.sizes.len() == kinds).for_each(|e| earlier.push(e));
                stands = true;
            }
        }
        let mut files = Vec::new();
        for kind in 0..kinds {
            let path = state.path(&format!("part.{kind}"));
            files.push(OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?);
        }
        if !afresh && let Some(((), entries)) = load::<(), Entry>(&state.path("journal"))? {
            let lengths = files.iter().map(|f| f.metadata().map(|m| m.len())).collect::<io::Result<Vec<u64>>>()?;
            for entry in entries.into_iter().take_while(|e| e.sizes.len() == kinds) {
                if part.ends.iter().zip(&entry.sizes).zip(&lengths).any(|((end, size), length)| end + size > *length) {
                    break;
                }
                part.push(entry);
            }
        }
        // What is behind the last whole document was being written when the run was killed.
        for (file, end) in files.iter_mut().zip(&part.ends) {
            file.set_len(*end)?;
            file.seek(SeekFrom::End(0))?;
        }
        let journal = Journal::start(&state.path("journal"), (), &part.entries)?;
        let mut known = HashMap::new();
        known.extend(earlier.entries.iter().enumerate().map(|(i, e)| (e.key, Place::Earlier(i))));
        known.extend(part.entries.iter().enumerate().map(|(i, e)| (e.key, Place::Part(i))));
        Ok(Stream { outputs, state, stands, earlier, part, files, journal, known: Shelf(Arc::new(known)), sequence: Vec::new() })
    }

    /// What work in other threads needs to know.
    pub fn shelf(&self) -> Shelf {
        self.known.clone()
    }

    /// The next document is one that the shelf holds.
    pub fn keep(&mut self, key: Key) {
        self.sequence.extend(self.known.0.get(&key));
    }

    /// Adds the next document: its bytes for each output.
    pub fn put(&mut self, key: Key, bytes: &[Vec<u8>]) -> Result<(), Error> {
        let mut add = || -> io::Result<()> {
            for (file, bytes) in self.files.iter_mut().zip(bytes) {
                file.write_all(bytes)?;
            }
            let entry = Entry { key, sizes: bytes.iter().map(|b| b.len() as u64).collect() };
            self.journal.add(&entry)?;
            self.sequence.push(Place::Part(self.part.entries.len()));
            self.part.push(entry);
            Ok(())
        };
        add().map_err(|e| Error::writing(&self.outputs[0], &e))
    }

    /// Puts the outputs in place, whole.
    pub fn finish(self) -> Result<(), Error> {
        let first = self.outputs[0].clone();
        self.try_finish().map_err(|e| Error::writing(&first, &e))
    }

    fn try_finish(self) -> io::Result<()> {
        let kinds = self.outputs.len();
        let done = self.state.path("done");
        if self.stands && self.is_all_of(&self.earlier) {
            return self.clear();
        }
        let straight = self.is_all_of(&self.part);
        let mut finals = Vec::new();
        let mut sizes = Vec::new();
        for kind in 0..kinds {
            let whole = if straight { self.state.path(&format!("part.{kind}")) } else { self.assemble(kind)? };
            let packed = match Codec::of(&self.outputs[kind]) {
                None => whole,
                Some(codec) => self.pack(codec, &whole, kind)?,
            };
            sizes.push(fs::metadata(&packed)?.len());
            finals.push(packed);
        }
        // Between these steps the outputs have no journal that could speak of others.
        remove(&done)?;
        for (packed, output) in finals.iter().zip(&self.outputs) {
            fs::rename(packed, output)?;
        }
        Journal::start(&done, sizes, self.sequence.iter().map(|place| self.entry(*place)))?;
        self.clear()
    }

    fn entry(&self, place: Place) -> &Entry {
        match place {
            Place::Earlier(i) => &self.earlier.entries[i],
            Place::Part(i) => &self.part.entries[i],
        }
    }

    /// Whether a row holds the documents of this run in their order and no others.
    fn is_all_of(&self, row: &Row) -> bool {
        self.sequence.iter().map(|place| self.entry(*place).key).eq(row.entries.iter().map(|e| e.key))
    }

    fn pack(&self, codec: Codec, whole: &Path, kind: usize) -> io::Result<PathBuf> {
        let packed = self.state.path(&format!("packed.{kind}"));
        codec.pack(File::open(whole)?, File::create(&packed)?)?;
        Ok(packed)
    }

    /// Puts one output together from the earlier one and the part.
    fn assemble(&self, kind: usize) -> io::Result<PathBuf> {
        let output = &self.outputs[kind];
        let mut earlier = None;
        if self.sequence.iter().any(|p| matches!(p, Place::Earlier(_))) {
            earlier = Some(match Codec::of(output) {
                None => File::open(output)?,
                Some(codec) => {
                    let path = self.state.path(&format!("earlier.{kind}"));
                    codec.unpack(File::open(output)?, File::create(&path)?)?;
                    File::open(path)?
                }
            });
        }
        let mut part = File::open(self.state.path(&format!("part.{kind}")))?;
        let path = self.state.path(&format!("whole.{kind}"));
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        let (starts, starts_in_part) = (self.earlier.starts(kind), self.part.starts(kind));
        for place in &self.sequence {
            let size = self.entry(*place).sizes[kind];
            let (from, start) = match place {
                Place::Earlier(i) => (earlier.as_mut(), starts[*i]),
                Place::Part(i) => (Some(&mut part), starts_in_part[*i]),
            };
            let Some(from) = from else { continue };
            from.seek(SeekFrom::Start(start))?;
            if io::copy(&mut from.take(size), &mut out)? != size {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
        }
        out.flush()?;
        Ok(path)
    }

    fn clear(self) -> io::Result<()> {
        for kind in 0..self.outputs.len() {
            for name in ["part", "packed", "earlier", "whole"] {
                remove(&self.state.path(&format!("{name}.{kind}")))?;
            }
        }
        fs::remove_file(self.state.path("journal"))
    }
}
