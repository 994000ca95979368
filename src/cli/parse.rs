//! `gongwen parse`.

use super::args::Parse;
use super::output::{Output, Screen, code_of};
use super::values::Format;
use super::{FAILED, SOME_FAILED, Say, corrections, input};
use crate::corrections::Corrections;
use crate::error::{Error, ErrorKind};
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::write::outline::{self, Style};
use crate::write::{json, xml};
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Reads each file and writes it; a file that fails is named, and the others go on.
pub fn run(options: &Parse, say: Say) -> ExitCode {
    if options.to == Format::Xml && options.files.len() > 1 {
        let english = "--to xml: expected one FILE, since an XML document holds one notice";
        return say.failed(&Error::new(ErrorKind::Input, english, "--to xml：一个 XML 文档只含一份公文，此处应只有一个文件"));
    }
    let decisions = match &options.corrections {
        Some(_) if options.files.len() > 1 => {
            let english = "--corrections: expected one FILE, since they are for one notice";
            return say.failed(&Error::new(ErrorKind::Input, english, "--corrections：更正针对一份公文，此处应只有一个文件"));
        }
        Some(path) => match corrections::read(path) {
            Ok(read) => Some((path.as_path(), read)),
            Err(error) => return say.failed(&error),
        },
        None => None,
    };
    let own;
    let lexicon = match &options.reading.lexicon {
        None => Lexicon::builtin(),
        Some(path) => match Lexicon::with_file(path) {
            Ok(lexicon) => {
                own = lexicon;
                &own
            }
            Err(error) => return say.failed(&error),
        },
    };
    let screen = Screen::of(options.output.is_none());
    let style = Style { width: screen.width, colour: screen.colour, language: say.language };
    let form = Form { pretty: options.pretty || screen.terminal, style };
    let mut out = match Output::open(options.output.as_deref()) {
        Ok(out) => out,
        Err(error) => return say.failed(&error),
    };
    let (mut failures, mut lost, mut misfit) = (0, true, false);
    for path in &options.files {
        match one(path, options, decisions.as_ref(), lexicon, form, say, &mut out) {
            Ok(Ok(fit)) => misfit |= !fit,
            Ok(Err(error)) => return code_of(&error, say),
            Err(error) => {
                say.error(&error);
                failures += 1;
                lost &= error.kind() == ErrorKind::Lost;
            }
        }
    }
    if failures == options.files.len() {
        return ExitCode::from(if lost { SOME_FAILED } else { FAILED });
    }
    if let Err(error) = out.finish() {
        return match &options.output {
            Some(path) => say.failed(&Error::writing(path, &error)),
            None => code_of(&error, say),
        };
    }
    if failures > 0 || misfit { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}

/// How notices are written.
#[derive(Clone, Copy)]
struct Form {
    pretty: bool,
    style: Style,
}

/// Reads one file and writes it; whether all corrections fit. The outer error is the input's, the inner one the output's.
fn one(
    path: &Path,
    options: &Parse,
    decisions: Option<&(&Path, Corrections<'static>)>,
    lexicon: &Lexicon,
    form: Form,
    say: Say,
    out: &mut Output,
) -> Result<io::Result<bool>, Error> {
    let bytes = input::bytes(path)?;
    let source = input::source(path, &bytes, &options.reading.decoding)?;
    say.lost(&source.provenance, path);
    let Form { pretty, style } = form;
    let mut notice =
        pipeline::parse(&source, &pipeline::Options { lexicon, issued_on: options.reading.issued_on, contacts: !options.no_contacts });
    let applied = decisions.map(|(from, all)| corrections::apply(&mut notice, &source.text, all, from, say));
    let fit = applied.is_none_or(|a| a.misfits.is_empty());
    let written = match options.to {
        Format::Json => json::write(&notice, if pretty { json::Layout::Pretty } else { json::Layout::Compact }, out),
        Format::Ndjson => json::write(&notice, json::Layout::Compact, out),
        Format::Xml => xml::write(&notice, pretty, out),
        Format::Outline => outline::write(&notice, style, out),
    };
    Ok(written.map(|()| fit))
}
