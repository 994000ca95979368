//! What commands over many files share: how a document is read, what failed, how far a run is.

use super::args::{self, Bounds};
use super::output::{self, Place};
use super::{Say, input};
use crate::batch::Key;
use crate::batch::engine::{self, Limits, Outcome};
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::reading::Reading;
use crate::source::Source;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How documents are read, for work in other threads.
pub struct Reader {
    /// The options of reading.
    pub reading: Reading,
    max_bytes: u64,
    /// The program's version and every option that the model follows from.
    pub fingerprint: String,
    /// How many documents have text that could not be read.
    pub lost: Lost,
}

/// How many documents have text that could not be read: pages without text, damaged ends.
#[derive(Clone, Default)]
pub struct Lost(Arc<AtomicUsize>);

impl Lost {
    /// Behind a sum of what was done; nothing where nothing was lost.
    pub fn said(&self, language: Language) -> String {
        match self.0.load(Ordering::Relaxed) {
            0 => String::new(),
            n => language.either(
                format!("; {n} with text that could not be read (diagnostics)"),
                format!("；{n} 个有未能读出的内容（见 diagnostics）"),
            ),
        }
    }
}

impl Reader {
    /// # Errors
    /// Where the user's lexicon cannot be read.
    pub fn new(options: &args::Reading, bounds: &Bounds, contacts: bool) -> Result<Reader, Error> {
        let reading = options.reading(contacts)?;
        let fingerprint = reading.fingerprint();
        Ok(Reader { reading, max_bytes: bounds.max_bytes.0, fingerprint, lost: Lost::default() })
    }

    /// The bytes of a file, within the bounds.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        input::bytes_within(path, self.max_bytes)
    }

    /// Reads the bytes of a file.
    pub fn source<'b>(&self, input: Input<'b>) -> Result<Source<'b>, Error> {
        let source = self.reading.source(input)?;
        if source.provenance.notes.iter().any(|n| n.lost) {
            self.lost.0.fetch_add(1, Ordering::Relaxed);
        }
        Ok(source)
    }

    /// How its text is parsed.
    pub fn options(&self) -> pipeline::Options<'_> {
        self.reading.options()
    }
}

impl args::Reading {
    /// What the options say.
    ///
    /// # Errors
    /// Where the user's lexicon cannot be read.
    pub fn reading(&self, contacts: bool) -> Result<Reading, Error> {
        let lexicon = self.lexicon.as_deref().map(Lexicon::with_file).transpose()?.map(Arc::new);
        let organs = self.lexicon.as_deref().map(input::bytes).transpose()?;
        let organs = organs.map(|bytes| Key::of(&[&String::from_utf8_lossy(&bytes)]));
        let (encoding, strict) = (self.decoding.encoding.0, self.decoding.strict);
        Ok(Reading { lexicon, organs, issued_on: self.issued_on, contacts, encoding, strict })
    }
}

impl Bounds {
    /// How many documents are read at once, and how long one may take.
    pub fn limits(&self) -> Limits {
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        Limits { jobs, time: Some(self.max_seconds.0) }
    }
}

/// Does the work on every input, in parallel, and hands what came of it to `take` in their order.
///
/// # Errors
/// What `take` fails with ends the run; so do too many inputs that are still being read over their time.
pub fn each<I: Send + 'static, T: Send + 'static>(
    inputs: impl IntoIterator<Item = I>,
    limits: Limits,
    work: impl Fn(I) -> Result<T, Error> + Send + Sync + 'static,
    mut take: impl FnMut(usize, Result<T, Failure>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut failed = None;
    let ran = engine::run(inputs, limits, work, |index, outcome| {
        let result = match outcome {
            Outcome::Done(result) => result.map_err(Failure::Error),
            Outcome::Panicked(said) => Err(Failure::Panic(said)),
            Outcome::TimedOut => Err(Failure::Time(limits.time.unwrap_or_default())),
        };
        match take(index, result) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    match (failed, ran) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) if error.kind() == io::ErrorKind::TimedOut => Err(Error::new(
            ErrorKind::Input,
            "too many documents are still being read over their time (--max-seconds); what was done is kept",
            "仍在读取的超时文件过多（--max-seconds），已完成的部分保留",
        )),
        (None, Err(error)) => Err(Error::new(ErrorKind::Read, format!("cannot start a thread: {error}"), format!("无法启动线程：{error}"))),
    }
}

/// Why a document failed.
pub enum Failure {
    /// It could not be read or written.
    Error(Error),
    /// The program has a fault that it met.
    Panic(String),
    /// It took longer than this.
    Time(Duration),
}

impl Failure {
    /// What tools tell failures apart by.
    fn kind(&self) -> &'static str {
        match self {
            Failure::Error(error) => match error.kind() {
                ErrorKind::Read => "read",
                ErrorKind::Write => "write",
                ErrorKind::Encoding => "encoding",
                ErrorKind::Lost => "lost",
                _ => "input",
            },
            Failure::Panic(_) => "panic",
            Failure::Time(_) => "time",
        }
    }

    fn error(self, input: &Path) -> Error {
        let shown = input::shown(input);
        match self {
            Failure::Error(error) => error,
            Failure::Panic(said) => {
                let english = format!("{shown}: a fault of the program: {said}; please report it");
                Error::new(ErrorKind::Input, english, format!("{shown}：程序内部错误：{said}，请报告"))
            }
            Failure::Time(limit) => {
                let seconds = limit.as_secs_f64();
                let english = format!("{shown}: not read within {seconds} s; expected less (--max-seconds)");
                Error::new(ErrorKind::Input, english, format!("{shown}：{seconds} 秒内未读完（--max-seconds）"))
            }
        }
    }
}

/// How many failures are told on standard error; the list holds all.
const TOLD: usize = 10;

/// The list of what failed, `{"input", "kind", "reason"}` a line, put in place whole at the end.
pub struct Failures {
    out: Option<List>,
    say: Say,
    language: Language,
    /// How many there are.
    pub count: usize,
}

impl Failures {
    /// A list that goes to a file, or only to standard error.
    pub fn open(path: Option<&Path>, say: Say) -> Result<Failures, Error> {
        let out = path.map(List::open).transpose()?;
        Ok(Failures { out, say, language: say.chosen.unwrap_or_default(), count: 0 })
    }

    /// Adds what failed.
    pub fn add(&mut self, input: &Path, failure: Failure, progress: &Progress) -> Result<(), Error> {
        let kind = failure.kind();
        let error = failure.error(input);
        self.count += 1;
        if self.count <= TOLD {
            progress.bar.suspend(|| self.say.error(&error));
        } else if self.count == TOLD + 1 && self.out.is_some() {
            progress.bar.suspend(|| self.say.note("more failures are in the list", "其余失败见清单"));
        }
        let Some(list) = &mut self.out else { return Ok(()) };
        let reason = self.language.either(error.to_string(), error.chinese().to_string());
        let line = json!({ "input": input.to_string_lossy(), "kind": kind, "reason": reason });
        writeln!(list.out, "{line}").map_err(|e| Error::writing(&list.path, &e))
    }

    /// Puts the list in place.
    pub fn finish(self) -> Result<(), Error> {
        self.out.map_or(Ok(()), List::finish)
    }
}

/// A list in a file of its own, which the next run writes over where this one is killed.
struct List {
    path: PathBuf,
    /// Where it lies until it is whole; nothing where it goes to a device.
    unfinished: Option<PathBuf>,
    out: BufWriter<File>,
}

impl List {
    fn open(path: &Path) -> Result<List, Error> {
        let open = || match output::place(path)? {
            Place::Device => File::options().write(true).open(path).map(|out| (path.to_path_buf(), None, out)),
            Place::File(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let unfinished = path.with_file_name(format!(".{name}.unfinished"));
                File::create(&unfinished).map(|out| (path, Some(unfinished), out))
            }
        };
        let (path, unfinished, out) = open().map_err(|e: io::Error| Error::writing(path, &e))?;
        Ok(List { path, unfinished, out: BufWriter::new(out) })
    }

    fn finish(mut self) -> Result<(), Error> {
        let place = |unfinished: &PathBuf| fs::rename(unfinished, &self.path);
        self.out.flush().and_then(|()| self.unfinished.as_ref().map_or(Ok(()), place)).map_err(|e| Error::writing(&self.path, &e))
    }
}

/// How far a run is: files, megabytes a second, failures and the time that is left, on a terminal; silent elsewhere.
pub struct Progress {
    bar: ProgressBar,
    bytes: u64,
    failed: u64,
    language: Language,
}

impl Progress {
    /// Of so many files.
    pub fn new(files: usize, say: Say) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(5));
        let template = say.language.either("{bar:24} {pos}/{len}  {msg}  {eta} left", "{bar:24} {pos}/{len}  {msg}  剩余 {eta}");
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, bytes: 0, failed: 0, language: say.language }
    }

    /// A document of so many bytes is done.
    pub fn read(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.show();
    }

    /// A document failed.
    pub fn failed(&mut self) {
        self.failed += 1;
        self.show();
    }

    fn show(&mut self) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            let rate = self.bytes as f64 / 1e6 / self.bar.elapsed().as_secs_f64().max(1e-3);
            let failed = self.failed;
            self.bar
                .set_message(self.language.either(format!("{rate:.1} MB/s, {failed} failed"), format!("{rate:.1} MB/s，失败 {failed}")));
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
