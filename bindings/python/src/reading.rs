//! How a notice is read: the options of the command line, over bytes in memory.

use crate::failure::{Failure, settled};
use encoding_rs::Encoding;
use gongwen::batch::engine::{self, Limits};
use gongwen::error::{Error, ErrorKind};
use gongwen::input::Input;
use gongwen::lexicon::Lexicon;
use gongwen::pipeline;
use gongwen::reading::whole;
use gongwen::source::{LARGEST, Source, encoding_named};
use jiff::civil::Date;
use pyo3::prelude::*;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How notices are read.
#[pyclass(frozen, module = "gongwen._native")]
pub struct Reading {
    lexicon: Option<Lexicon>,
    issued_on: Option<Date>,
    contacts: bool,
    encoding: Option<&'static Encoding>,
    strict: bool,
    /// Texts with these words are met with a panic: what is caught can be tested in no other way.
    fault: Option<String>,
    /// The largest input in bytes.
    pub max_bytes: u64,
    /// How long one input may take.
    pub time: Option<Duration>,
}

#[pymethods]
impl Reading {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "Python has them by name")]
    #[pyo3(signature = (*, encoding=None, issued_on=None, lexicon=None, contacts=true, strict=false, max_bytes=None, max_seconds=None, fault=None))]
    fn new(
        encoding: Option<&str>,
        issued_on: Option<&str>,
        lexicon: Option<PathBuf>,
        contacts: bool,
        strict: bool,
        max_bytes: Option<u64>,
        max_seconds: Option<f64>,
        fault: Option<String>,
    ) -> PyResult<Reading> {
        let encoding = encoding.filter(|name| *name != "auto").map(named).transpose()?;
        let issued_on = issued_on.map(day).transpose()?;
        let lexicon = lexicon.as_deref().map(Lexicon::with_file).transpose().map_err(Failure::from)?;
        let time = max_seconds.map(seconds).transpose()?;
        Ok(Reading { lexicon, issued_on, contacts, encoding, strict, fault, max_bytes: max_bytes.unwrap_or(LARGEST as u64), time })
    }
}

fn named(name: &str) -> Result<&'static Encoding, Failure> {
    encoding_named(name).ok_or_else(|| {
        let english = format!("encoding: {name:?}; expected the name of an encoding, such as utf-8, gb18030, gbk, big5 or utf-16le");
        Failure::argument(english, format!("encoding：{name:?}，此处应为编码名称，如 utf-8、gb18030、gbk、big5、utf-16le"))
    })
}

fn day(written: &str) -> Result<Date, Failure> {
    written.parse().map_err(|_| {
        let english = format!("issued_on: {written:?}; expected a date such as 2018-04-13");
        Failure::argument(english, format!("issued_on：{written:?}，此处应为日期，如 2018-04-13"))
    })
}

fn seconds(seconds: f64) -> Result<Duration, Failure> {
    let positive = Some(seconds).filter(|n| *n > 0.0).and_then(|n| Duration::try_from_secs_f64(n).ok());
    positive.ok_or_else(|| {
        let english = format!("max_seconds: {seconds}; expected a number of seconds over 0, such as 60 or 0.5");
        Failure::argument(english, format!("max_seconds：{seconds}，此处应为大于 0 的秒数，如 60 或 0.5"))
    })
}

impl Reading {
    /// How a text is parsed.
    pub fn options(&self) -> pipeline::Options<'_> {
        let lexicon = self.lexicon.as_ref().unwrap_or(Lexicon::builtin());
        pipeline::Options { lexicon, issued_on: self.issued_on, contacts: self.contacts }
    }

    /// Reads a file's bytes of any format, or the bytes of a text, which are nothing else.
    ///
    /// # Errors
    /// As on the command line.
    pub fn source<'b>(&self, shown: &str, name: Option<String>, bytes: &'b [u8], is_text: bool) -> Result<Source<'b>, Failure> {
        if bytes.len() as u64 > self.max_bytes {
            return Err(too_large(shown, self.max_bytes).into());
        }
        let source = match is_text {
            true => Source::read(shown, name, bytes, None)?,
            false => Input::new(shown, name, bytes).read(self.encoding)?,
        };
        if let Some(fault) = self.fault.as_ref().filter(|words| source.text.contains(words.as_str())) {
            panic!("{fault}");
        }
        if self.strict { Ok(whole(shown, source)?) } else { Ok(source) }
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// As on the command line.
    pub fn file(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        let shown = path.display();
        let failed = |e: io::Error| Error::new(ErrorKind::Read, format!("{shown}: cannot read: {e}"), format!("{shown}：无法读取：{e}"));
        let file = File::open(path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            let english = format!("{shown}: this is a directory; expected a file");
            return Err(Error::new(ErrorKind::Read, english, format!("{shown}：这是目录，此处应为文件")).into());
        }
        if metadata.len() > self.max_bytes {
            return Err(too_large(&shown.to_string(), self.max_bytes).into());
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        // One byte more than may be read: a pipe has no length.
        file.take(self.max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }
}

fn too_large(shown: &str, largest: u64) -> Error {
    let english = format!("{shown}: larger than {largest} bytes; expected at most that");
    Error::new(ErrorKind::Input, english, format!("{shown}：超过 {largest} 字节，至多可读 {largest} 字节"))
}

/// Does the work for one input without the interpreter, in a thread of its own: with the stack that readers count on, and
/// with what panics caught.
///
/// # Errors
/// What the work fails with, and a fault or too long a time as a failure.
pub fn apart<T: Send + 'static>(
    py: Python,
    shown: &str,
    time: Option<Duration>,
    work: impl Fn() -> Result<T, Failure> + Send + Sync + 'static,
) -> Result<T, Failure> {
    py.detach(|| {
        let mut result = None;
        let ran = engine::run(
            [()],
            Limits { jobs: 1, time },
            move |()| work(),
            |_, outcome| {
                result = Some(settled(outcome, shown, time));
                ControlFlow::Break(())
            },
        );
        match (result, ran) {
            (Some(result), _) => result,
            (None, Err(error)) => Err(no_thread(&error)),
            (None, Ok(())) => Err(Failure::input(format!("{shown}: not read"), format!("{shown}：未读取"))),
        }
    })
}

/// Threads could not be started, or too many were left behind.
pub fn no_thread(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::TimedOut => Failure {
            kind: "time",
            english: "too many documents are still being read over their time (--max-seconds)".into(),
            chinese: "仍在读取的超时文件过多（--max-seconds）".into(),
        },
        _ => Error::new(ErrorKind::Read, format!("cannot start a thread: {error}"), format!("无法启动线程：{error}")).into(),
    }
}
