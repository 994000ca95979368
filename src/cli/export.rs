//! `gongwen export`.

use super::args::{Export, LedgerFormat};
use super::output::{Output, Screen, code_of};
use super::{FAILED, SOME_FAILED, Say, input, walk};
use crate::check::{self, Settings};
use crate::error::{Error, ErrorKind};
use crate::export::{Document, Format, Ledger, Remark};
use crate::lexicon::Lexicon;
use crate::pipeline;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Reads each file and adds it to one ledger; a file that fails is named, and the others go on.
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
        Err(Stop::Before(error)) => say.failed(&error),
        Err(Stop::Output(error)) => stopped(&error, options.output.as_deref(), say),
    }
}

/// Why a run stops.
enum Stop {
    /// Before the first input.
    Before(Error),
    /// The ledger could not be written.
    Output(io::Error),
}

fn all(options: &Export, format: Format, say: Say) -> Result<ExitCode, Stop> {
    let own = options.reading.lexicon.as_deref().map(Lexicon::with_file).transpose().map_err(Stop::Before)?;
    let lexicon = own.as_ref().unwrap_or(Lexicon::builtin());
    let reading = pipeline::Options { lexicon, issued_on: options.reading.issued_on, contacts: true };
    let mut out = Some(Output::open(options.output.as_deref()).map_err(Stop::Before)?);
    // Opened with the first file that can be read: where there is none, nothing is written.
    let mut ledger = None;
    let mut failures = 0;
    let gathered = walk::gather(&options.inputs).map_err(Stop::Before)?;
    for (_, error) in &gathered.failed {
        say.error(error);
        failures += 1;
    }
    for path in &gathered.files {
        let added = one(path, options, &reading, say, |document| {
            if let Some(out) = out.take() {
                ledger = Some(Ledger::open(format, out, say.language)?);
            }
            ledger.as_mut().map_or(Ok(()), |ledger| ledger.add(document))
        });
        match added {
            Ok(written) => written.map_err(Stop::Output)?,
            Err(error) => {
                say.error(&error);
                failures += 1;
            }
        }
    }
    let Some(ledger) = ledger else { return Ok(ExitCode::from(FAILED)) };
    ledger.finish().and_then(Output::finish).map_err(Stop::Output)?;
    Ok(if failures > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

/// Reads and checks one file and adds it. The outer error is the input's, the inner one the output's.
fn one(
    path: &Path,
    options: &Export,
    reading: &pipeline::Options,
    say: Say,
    add: impl FnOnce(&Document) -> io::Result<()>,
) -> Result<io::Result<()>, Error> {
    let bytes = input::bytes(path)?;
    let source = input::source(path, &bytes, &options.reading.decoding)?;
    let (notice, findings) = check::check(&source, reading, &Settings::default());
    let remarks: Vec<Remark> = findings.iter().map(|f| Remark::of(f, say.language)).collect();
    Ok(add(&Document { path: &input::shown(path), text: &source.text, notice: &notice, remarks: &remarks }))
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
