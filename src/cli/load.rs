//! `gongwen load`.

use super::args::Load;
use super::{FAILED, SOME_FAILED, Say, database, input, print, walk};
use crate::check::{self, Settings};
use crate::error::{Error, ErrorKind};
use crate::lexicon::Lexicon;
use crate::pipeline::{self, Options};
use crate::sink::{Database, Entry, Purpose, Rows, Written};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The most that a batch holds, in documents and in bytes of input: it is in memory with its rows.
const DOCUMENTS: usize = 64;
const BYTES: usize = 8 << 20;
/// Longer paths are no key of a table.
const LONGEST_PATH: usize = 2600;

/// Loads files into a database; one that cannot be read is named, and the others go on.
pub fn run(options: &Load, say: Say) -> ExitCode {
    match load(options, say) {
        Ok(code) => code,
        Err(error) => say.failed(&error),
    }
}

fn load(options: &Load, say: Say) -> Result<ExitCode, Error> {
    let reader = Reader::new(options)?;
    let mut paths = Vec::new();
    let mut tally = Tally::default();
    for input in &options.files {
        let found = if database::is_address(input) { Err(misplaced()) } else { walk::files(input) };
        match found {
            Ok(found) => paths.extend(found),
            Err(error) => tally.fail(&error, say),
        }
    }
    let mut database = database::open(&options.db, Purpose::Load)?;
    for (english, chinese) in database.notes() {
        say.note(&format!("note: {english}"), &format!("提示：{chinese}"));
    }
    let known = database.known(&reader.name)?;
    let mut batch = Batch::default();
    for path in &paths {
        match reader.entry(path, &known) {
            Ok(Found::Known) => tally.written.unchanged += 1,
            Ok(Found::Entry(entry, bytes)) => batch.push(*entry, bytes),
            Err(error) => tally.fail(&error, say),
        }
        if batch.is_full() {
            put(&mut *database, &mut batch, &mut tally)?;
        }
    }
    put(&mut *database, &mut batch, &mut tally)?;
    Ok(tally.end(say))
}

/// What reads files into rows.
pub struct Reader<'o> {
    options: &'o Load,
    lexicon: Option<Lexicon>,
    settings: Settings,
    base: Option<PathBuf>,
    /// Version of the program, and a fingerprint of the options that change what is read.
    pub name: String,
}

/// What was found in a file.
pub enum Found {
    /// What the database already has from this reader.
    Known,
    /// Rows, and how many bytes of input they are from.
    Entry(Box<Entry>, usize),
}

impl<'o> Reader<'o> {
    /// A reader under the options of the command line.
    pub fn new(options: &'o Load) -> Result<Self, Error> {
        let reading = &options.reading;
        let lexicon = reading.lexicon.as_deref().map(Lexicon::with_file).transpose()?;
        let base = options.base.as_deref().map(absolute).transpose()?;
        let mut name = env!("CARGO_PKG_VERSION").to_string();
        let organs = reading.lexicon.as_deref().map(input::bytes).transpose()?;
        let encoding = reading.decoding.encoding.0.map(|e| e.name());
        if organs.is_some() || encoding.is_some() || reading.issued_on.is_some() || options.check {
            let mut hash = Sha256::new();
            hash.update(format!("{encoding:?} {:?} {}\n", reading.issued_on, options.check));
            hash.update(organs.unwrap_or_default());
            name.push('+');
            name.extend(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")));
        }
        Ok(Reader { options, lexicon, settings: Settings::default(), base, name })
    }

    /// Reads a file, where it is not known as it is.
    pub fn entry(&self, path: &Path, known: &HashMap<String, String>) -> Result<Found, Error> {
        let key = self.key(path)?;
        let bytes = input::bytes(path)?;
        let source = input::source(path, &bytes, &self.options.reading.decoding)?;
        if known.get(&key).is_some_and(|sha256| *sha256 == source.sha256) {
            return Ok(Found::Known);
        }
        let lexicon = self.lexicon.as_ref().unwrap_or(Lexicon::builtin());
        let reading = Options { lexicon, issued_on: self.options.reading.issued_on, contacts: true };
        let (notice, findings) = match self.options.check {
            true => check::check(&source, &reading, &self.settings),
            false => (pipeline::parse(&source, &reading), Vec::new()),
        };
        let rows = Rows::of(&notice, &source.text, &findings, &self.name);
        Ok(Found::Entry(Box::new(Entry { path: key, rows }), bytes.len()))
    }

    /// The path that a file is known by: absolute, or below `--base`.
    fn key(&self, path: &Path) -> Result<String, Error> {
        let shown = input::shown(path);
        if path == Path::new("-") {
            let english = "<stdin>: standard input has no path to be known by; expected a file";
            return Err(Error::new(ErrorKind::Input, english, "<stdin>：标准输入没有可作标识的路径，此处应为文件"));
        }
        let absolute = absolute(path)?;
        let key = match &self.base {
            None => absolute,
            Some(base) => match absolute.strip_prefix(base) {
                Ok(below) => below.iter().map(|c| c.to_string_lossy()).collect::<Vec<_>>().join("/").into(),
                Err(_) => {
                    let base = base.display();
                    let english = format!("{shown}: expected a file below {base} (--base)");
                    return Err(Error::new(ErrorKind::Input, english, format!("{shown}：文件应在 {base}（--base）之下")));
                }
            },
        };
        key.into_os_string().into_string().ok().filter(|key| key.len() <= LONGEST_PATH).ok_or_else(|| {
            let english = format!("{shown}: expected a path in UTF-8 of at most {LONGEST_PATH} bytes");
            Error::new(ErrorKind::Input, english, format!("{shown}：路径应为 UTF-8，且不超过 {LONGEST_PATH} 字节"))
        })
    }
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|e| {
        let shown = path.display();
        Error::new(ErrorKind::Read, format!("{shown}: cannot tell its full path: {e}"), format!("{shown}：无法确定完整路径：{e}"))
    })
}

fn misplaced() -> Error {
    let english = "the address of a database stands where a file belongs; expected --db in front of it";
    Error::new(ErrorKind::Input, english, "数据库地址写在了文件的位置，前面应有 --db")
}

/// Entries that are written together.
#[derive(Default)]
struct Batch {
    entries: Vec<Entry>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, entry: Entry, bytes: usize) {
        self.entries.push(entry);
        self.bytes += bytes;
    }

    fn is_full(&self) -> bool {
        self.entries.len() >= DOCUMENTS || self.bytes >= BYTES
    }
}

/// Writes a batch and counts it. Where that fails, what was written before stays, and the error says how much.
fn put(database: &mut dyn Database, batch: &mut Batch, tally: &mut Tally) -> Result<(), Error> {
    let Batch { entries, .. } = std::mem::take(batch);
    if entries.is_empty() {
        return Ok(());
    }
    let written = database.write(&entries).map_err(|error| {
        let n = tally.safe();
        let english = format!("{error}; {n} file(s) are safely in, and the same command again completes them");
        let chinese = error.chinese();
        Error::new(error.kind(), english, format!("{chinese}；已有 {n} 个文件完整入库，再次运行同一命令即可补全"))
    })?;
    tally.written.loaded += written.loaded;
    tally.written.replaced += written.replaced;
    tally.written.unchanged += written.unchanged;
    Ok(())
}

/// What a run counts.
#[derive(Default)]
struct Tally {
    written: Written,
    failed: usize,
}

impl Tally {
    fn fail(&mut self, error: &Error, say: Say) {
        say.error(error);
        self.failed += 1;
    }

    /// How many files are in the database.
    fn safe(&self) -> usize {
        let Written { loaded, replaced, unchanged } = self.written;
        loaded + replaced + unchanged
    }

    fn end(&self, say: Say) -> ExitCode {
        let (Written { loaded, replaced, unchanged }, failed) = (self.written, self.failed);
        let all = self.safe() + failed;
        let english = format!("{all} file(s): {loaded} loaded, {replaced} replaced, {unchanged} unchanged, {failed} failed\n");
        let chinese = format!("共 {all} 个文件：新增 {loaded}，更新 {replaced}，未变 {unchanged}，失败 {failed}\n");
        let printed = print(say.language.either(&english, &chinese), say);
        match failed {
            0 => printed,
            _ if failed == all => ExitCode::from(FAILED),
            _ => ExitCode::from(SOME_FAILED),
        }
    }
}
