//! `gongwen export`.

use super::args::Export;
use super::output::{Output, Screen, Stop, code_of};
use super::values::LedgerFormat;
use super::{FAILED, SOME_FAILED, Say, database, input, walk};
use crate::check::{self, Settings};
use crate::error::{Error, ErrorKind};
use crate::export::{Document, Format, Ledger, Remark};
use crate::lexicon::Lexicon;
use crate::model::Severity;
use crate::pipeline;
use crate::sink::{self, Purpose};
use crate::span::Span;
use crate::write::json;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Adds each notice to one ledger; a file that fails is named, and the others go on.
pub fn run(options: &Export, say: Say) -> ExitCode {
    let format = Format::from(options.to);
    if let Err(error) = format.built() {
        return say.failed(&error);
    }
    if format.is_binary() && Screen::of(options.output.is_none()).terminal {
        let name = format.name();
        let english = format!("--to {name}: a terminal cannot show it; expected -o FILE");
        return say.failed(&Error::new(ErrorKind::Write, english, format!("--to {name}：终端无法显示，请用 -o 写入文件")));
    }
    match all(options, format, say) {
        Ok(code) => code,
        Err(Stop::Input(error)) => say.failed(&error),
        Err(Stop::Output(error)) => stopped(&error, options.output.as_deref(), say),
    }
}

fn all(options: &Export, format: Format, say: Say) -> Result<ExitCode, Stop> {
    let mut out = Some(Output::open(options.output.as_deref())?);
    // Opened with the first notice that can be read: where there is none, nothing is written.
    let mut ledger = None;
    let mut add = |document: &Document| -> io::Result<()> {
        if let Some(out) = out.take() {
            ledger = Some(Ledger::open(format, out, say.language)?);
        }
        ledger.as_mut().map_or(Ok(()), |ledger| ledger.add(document))
    };
    let failures = match &options.db {
        Some(db) => loaded(db, &mut add).map(|()| 0)?,
        None => files(options, say, &mut add)?,
    };
    let Some(ledger) = ledger else { return Ok(ExitCode::from(FAILED)) };
    ledger.finish().and_then(Output::finish)?;
    Ok(if failures > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

type Add<'a> = dyn FnMut(&Document) -> io::Result<()> + 'a;

/// Reads, checks and adds the files; how many failed.
fn files(options: &Export, say: Say, add: &mut Add) -> Result<usize, Stop> {
    let own = options.reading.lexicon.as_deref().map(Lexicon::with_file).transpose()?;
    let lexicon = own.as_ref().unwrap_or(Lexicon::builtin());
    let reading = pipeline::Options { lexicon, issued_on: options.reading.issued_on, contacts: true };
    let gathered = walk::gather(&options.inputs)?;
    let mut failures = gathered.failed.len();
    for (_, error) in &gathered.failed {
        say.error(error);
    }
    for path in &gathered.files {
        match one(path, options, &reading, say, add) {
            Ok(written) => written?,
            Err(error) => {
                say.error(&error);
                failures += 1;
            }
        }
    }
    Ok(failures)
}

/// Reads and checks one file and adds it. The outer error is the input's, the inner one the output's.
fn one(path: &Path, options: &Export, reading: &pipeline::Options, say: Say, add: &mut Add) -> Result<io::Result<()>, Error> {
    let bytes = input::bytes(path)?;
    let source = input::source(path, &bytes, &options.reading.decoding)?;
    say.lost(&source.provenance, path);
    let (notice, findings) = check::check(&source, reading, &Settings::default());
    let remarks: Vec<Remark> = findings.iter().map(|f| Remark::of(f, say.language)).collect();
    Ok(add(&Document { path: &input::shown(path), text: &source.text, notice: &notice, remarks: &remarks }))
}

/// Adds the notices of a database, with the findings that were loaded with them.
fn loaded(db: &str, add: &mut Add) -> Result<(), Stop> {
    let mut database = database::open(db, Purpose::Look)?;
    let (mut any, mut failed) = (false, None);
    let read = database.documents(&mut |document| {
        any = true;
        let notice = json::read(&document.model)?;
        let remarks: Vec<Remark> = document.diagnostics.iter().filter(|d| d.origin == "check").map(remark).collect();
        add(&Document { path: &document.path, text: &document.text, notice: &notice, remarks: &remarks }).map_err(|error| {
            let stopped = Error::writing(Path::new(&document.path), &error);
            failed = Some(error);
            stopped
        })
    });
    match (failed, read) {
        (Some(error), _) => Err(Stop::Output(error)),
        (None, Err(error)) => Err(Stop::Input(error)),
        (None, Ok(())) if any => Ok(()),
        (None, Ok(())) => {
            Err(Error::new(ErrorKind::Database, "the database holds no notice; load some first", "数据库中没有公文，请先载入").into())
        }
    }
}

fn remark(noted: &sink::Noted) -> Remark {
    let severity = match noted.severity.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    let place = |n: i64| u32::try_from(n).unwrap_or(0) as usize;
    let span = Span::new(place(noted.span.0), place(noted.span.1));
    Remark { code: noted.code.clone(), severity, message: noted.message.clone(), span }
}

/// The exit code of a ledger that could not be written.
fn stopped(error: &io::Error, output: Option<&Path>, say: Say) -> ExitCode {
    match (error.get_ref().and_then(|e| e.downcast_ref::<Error>()), output) {
        (Some(own), _) => say.failed(own),
        (None, Some(path)) => say.failed(&Error::writing(path, error)),
        (None, None) => code_of(error, say),
    }
}

impl From<LedgerFormat> for Format {
    fn from(format: LedgerFormat) -> Format {
        match format {
            LedgerFormat::Csv => Format::Csv,
            LedgerFormat::Xlsx => Format::Xlsx,
            LedgerFormat::Parquet => Format::Parquet,
            LedgerFormat::Ics => Format::Ics,
            LedgerFormat::Md => Format::Markdown,
        }
    }
}
