//! `gongwen load`.

use super::args::{Bounds, Load, Reading};
use super::many::{self, Failure, Failures, Lost, Progress, Reader};
use super::settings::{Asked, Finder};
use super::walk::{self, Gathered};
use super::{FAILED, SOME_FAILED, Say, database, input, print};
use crate::batch::engine::Limits;
use crate::check::Settings;
use crate::error::{Error, ErrorKind};
use crate::sink::{Database, Entry, Purpose, Written};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The most that a transaction holds, in documents and in bytes of input: it is in memory with its rows.
const DOCUMENTS: usize = 64;
const BYTES: u64 = 8 << 20;
/// Longer paths are no key of a table.
const LONGEST_PATH: usize = 2600;

/// Loads files into a database; what fails is named, and the rest goes on.
pub fn run(options: &Load, say: Say) -> ExitCode {
    match load(options, say) {
        Ok(code) => code,
        Err(error) => say.failed(&error),
    }
}

fn load(options: &Load, say: Say) -> Result<ExitCode, Error> {
    if options.inputs.inputs.iter().any(|i| i == Path::new("-")) {
        let english = "-: standard input has no path to be known by; expected files, or their names by --files-from -";
        let chinese = "-：标准输入没有可作标识的路径，此处应为文件，或用 --files-from - 读取文件名";
        return Err(Error::new(ErrorKind::Input, english, chinese));
    }
    let gathered = walk::gather(&options.inputs)?;
    let settings = settings(options.config.as_deref(), options.check)?;
    let loader = Loader::new(&options.reading, &options.bounds, settings, options.base.as_deref())?;
    let lost = loader.lost();
    let mut database = database::open(&options.db, Purpose::Load)?;
    for (english, chinese) in database.notes() {
        say.note(&format!("note: {english}"), &format!("提示：{chinese}"));
    }
    let failures = Failures::open(options.failures.as_deref(), say)?;
    let tally = all(&gathered, loader, options.bounds.limits(), &mut *database, failures, say)?;
    Ok(tally.end(&gathered, &lost, say))
}

/// The settings that loaded documents are checked with; `None` where they are not.
pub fn settings(config: Option<&Path>, check: bool) -> Result<Option<Settings>, Error> {
    let mut finder = Finder::new(Asked { config, ..Asked::default() });
    Ok(match config {
        Some(_) => Some(finder.of(Path::new("-"))?.settings.clone()),
        None => check.then(Settings::default),
    })
}

/// Loads files; what fails is told, and the rest goes on.
pub fn all(
    gathered: &Gathered,
    loader: Loader,
    limits: Limits,
    database: &mut dyn Database,
    mut failures: Failures,
    say: Say,
) -> Result<Tally, Error> {
    let known = database.known(&loader.name)?;
    let mut progress = Progress::new(gathered.files.len(), say);
    for (path, error) in &gathered.failed {
        failures.add(path, Failure::Error(error.clone()), &progress)?;
    }
    let (mut batch, mut tally) = (Batch::default(), Tally::default());
    let work = move |path: PathBuf| loader.entry(&path, &known);
    let ended = many::each(gathered.files.iter().cloned(), limits, work, |index, result| {
        match result {
            Ok((found, bytes)) => {
                progress.read(bytes);
                match found {
                    Found::Known => tally.written.unchanged += 1,
                    Found::Entry(entry) => batch.push(*entry, bytes),
                }
            }
            Err(failure) => {
                progress.failed();
                failures.add(&gathered.files[index], failure, &progress)?;
            }
        }
        if batch.is_full() { put(database, &mut batch, &mut tally) } else { Ok(()) }
    });
    progress.finish();
    tally.failed = failures.count;
    // However the run ends, what failed is told.
    failures.finish()?;
    ended?;
    put(database, &mut batch, &mut tally)?;
    Ok(tally)
}

/// What reads files into rows.
pub struct Loader {
    reader: Reader,
    /// Where findings are loaded too.
    settings: Option<Settings>,
    base: Option<PathBuf>,
    /// Version of the program, and a fingerprint of the options that change what is read.
    name: String,
}

/// What was found in a file.
enum Found {
    /// What the database already has from this reader.
    Known,
    /// Rows.
    Entry(Box<Entry>),
}

impl Loader {
    /// What reads files as these options say.
    ///
    /// # Errors
    /// Where the user's lexicon cannot be read.
    pub fn new(reading: &Reading, bounds: &Bounds, settings: Option<Settings>, base: Option<&Path>) -> Result<Loader, Error> {
        let reader = Reader::new(reading, bounds, true)?;
        let name = reader.reading.name(settings.as_ref());
        Ok(Loader { reader, settings, base: base.map(walk::absolute), name })
    }

    /// How many of its documents have text that could not be read, so far.
    pub fn lost(&self) -> Lost {
        self.reader.lost.clone()
    }

    /// Reads a file, where it is not known as it is; with the number of its bytes.
    fn entry(&self, path: &Path, known: &HashMap<String, String>) -> Result<(Found, u64), Error> {
        let key = self.key(path)?;
        let bytes = self.reader.bytes(path)?;
        let length = bytes.len() as u64;
        let input = input::of(path, &bytes);
        if known.get(&key).is_some_and(|sha256| sha256 == input.sha256()) {
            return Ok((Found::Known, length));
        }
        let source = self.reader.source(input)?;
        let rows = self.reader.reading.rows(&source, self.settings.as_ref(), &self.name);
        Ok((Found::Entry(Box::new(Entry { path: key, rows })), length))
    }

    /// The path that a file is known by: absolute, or below `--base`.
    fn key(&self, path: &Path) -> Result<String, Error> {
        let shown = input::shown(path);
        let absolute = walk::absolute(path);
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

/// Entries that are written together.
#[derive(Default)]
struct Batch {
    entries: Vec<Entry>,
    bytes: u64,
}

impl Batch {
    fn push(&mut self, entry: Entry, bytes: u64) {
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
pub struct Tally {
    written: Written,
    failed: usize,
}

impl Tally {
    /// How many files are in the database.
    fn safe(&self) -> usize {
        let Written { loaded, replaced, unchanged } = self.written;
        loaded + replaced + unchanged
    }

    /// One line, whose numbers add up to the inputs.
    pub fn said(&self, gathered: &Gathered, lost: &Lost, say: Say) -> String {
        let (Written { loaded, replaced, unchanged }, failed) = (self.written, self.failed);
        let all = self.safe() + failed;
        let passed = lost.said(say.language) + &gathered.passed_over(say.language);
        let english = format!("{all} input(s): {loaded} loaded, {replaced} replaced, {unchanged} unchanged, {failed} failed{passed}\n");
        let chinese = format!("输入 {all} 个：新增 {loaded}，更新 {replaced}，未变 {unchanged}，失败 {failed}{passed}\n");
        say.language.either(english, chinese)
    }

    /// Whether there were inputs and none of them is in the database.
    pub fn has_failed(&self) -> bool {
        self.failed > 0 && self.safe() == 0
    }

    fn end(&self, gathered: &Gathered, lost: &Lost, say: Say) -> ExitCode {
        let printed = print(&self.said(gathered, lost, say), say);
        match self.failed {
            0 => printed,
            _ if self.has_failed() => ExitCode::from(FAILED),
            _ => ExitCode::from(SOME_FAILED),
        }
    }
}
